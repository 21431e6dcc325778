//! What speaks for the type of an actor beside the tagger's votes: the noun beside it, its legal form, its given name,
//! the company that it keeps in a list.

use crate::actors::forms::TYPES;
use crate::actors::lexicon::{Lexicon, NameWord};
use crate::actors::role::RoleFinder;
use crate::analysis::{EntityType, Mention, MentionKind, Upos};
use crate::language::Language;

/// At most so many mentions of an actor are looked at.
const MENTIONS: usize = 6;

/// How much each kind of evidence weighs; a mention that the tagger is sure of weighs one.
const ROLE: f32 = 0.5;
const LEGAL_FORM: f32 = 2.0;
const NOUN: f32 = 0.5;
const HEAD: f32 = 1.2;
const GIVEN_NAME: f32 = 0.3;
const LIST: f32 = 0.25;
const PRODUCT: f32 = 1.0;

/// Adds to the tagger's votes, each for one of [`crate::actors::forms::TYPES`], what else speaks for the types.
pub(crate) fn add(votes: &mut [f32; 4], name: &str, mentions: &[usize], finder: &RoleFinder<'_>) {
    let lexicon = finder.lexicon;
    let mut evidence = [0.0; 4];
    if lexicon.has_legal_form(name) {
        evidence[1] += LEGAL_FORM;
    }
    for (slot, told) in evidence.iter_mut().zip(name_nouns(name, finder)) {
        if told {
            *slot += NOUN;
        }
    }
    let head = lexicon.name_head(name, finder.layer.language);
    if let Some(slot) = head.and_then(|entity| TYPES.iter().position(|&told| told == entity)) {
        evidence[slot] += HEAD;
    }
    let named = |index: &&usize| finder.mentions[**index].kind == MentionKind::Name;
    let looked_at: Vec<usize> = mentions.iter().filter(named).take(MENTIONS).copied().collect();
    for &index in &looked_at {
        if is_product(&finder.mentions[index], finder) {
            evidence[3] += PRODUCT;
        }
        if let Some(entity) = listed_with(index, finder) {
            let slot = TYPES.iter().position(|&told| told == entity);
            evidence[slot.unwrap_or(3)] += LIST;
        }
    }
    for (sum, evidence) in votes.iter_mut().zip(evidence) {
        *sum += evidence;
    }
    // what costs most comes last, since mostly it cannot change anything more
    if lead(votes) > GIVEN_NAME + ROLE * looked_at.len() as f32 {
        return;
    }
    if has_given_name(name, lexicon) {
        votes[0] += GIVEN_NAME;
    }
    for mention in looked_at.into_iter().map(|index| &finder.mentions[index]) {
        if !finder.may_have(mention) {
            continue;
        }
        for (slot, entity) in votes.iter_mut().zip(TYPES) {
            // "das Schulgesetz Bayerns" is no thing of this name
            if entity == EntityType::Other && is_owner(mention, finder) {
                continue;
            }
            let found = finder.find_beside(mention, entity);
            if found.is_some_and(|found| tells_type(found.word.noun.base, lexicon)) {
                *slot += ROLE;
            }
        }
    }
}

/// How much more votes the first of the types has than the second.
fn lead(votes: &[f32; 4]) -> f32 {
    let (mut first, mut second) = (f32::MIN, f32::MIN);
    for &vote in votes {
        second = second.max(vote.min(first));
        first = first.max(vote);
    }
    first - second
}

/// False for nouns that also stand before a name of another type ("Regierung Merkel", "Platz Eins").
fn tells_type(base: &str, lexicon: &Lexicon) -> bool {
    !lexicon.is_anywhere(base, NameWord::Open)
}

/// "Universität Bayreuth", "Zoom Airlines": the types that the nouns at the ends of the name tell.
fn name_nouns(name: &str, finder: &RoleFinder<'_>) -> [bool; 4] {
    let mut told = [false; 4];
    let Some((first, _)) = name.split_once(' ') else {
        return told;
    };
    let last = name.rsplit(' ').next().unwrap_or(name);
    for word in [first, last] {
        let found = finder.lexicon.role_noun(word, finder.layer.language);
        if let Some(found) = found.filter(|found| tells_type(found.noun.base, finder.lexicon)) {
            let slot = TYPES.iter().position(|&entity| entity == found.noun.entity);
            told[slot.unwrap_or(3)] |= found.noun.entity != EntityType::Person;
        }
    }
    told
}

/// A German person or place with an -s that may be of the genitive.
fn is_owner(mention: &Mention, finder: &RoleFinder<'_>) -> bool {
    finder.layer.language != Language::English
        && matches!(mention.entity, EntityType::Person | EntityType::Location)
        && mention.span.of(finder.layer.text).ends_with('s')
}

/// "ein BMW", "his Tesla": what a company makes.
fn is_product(mention: &Mention, finder: &RoleFinder<'_>) -> bool {
    let (start, end) = (mention.tokens.range().start, mention.tokens.range().end);
    let owned = start.checked_sub(1).is_some_and(|at| {
        finder
            .lexicon
            .is_anywhere(finder.layer.word(at), NameWord::Indefinite)
    });
    let noun = |at: usize| matches!(finder.layer.tokens[at].upos, Upos::Noun | Upos::Propn);
    let word = finder.layer.word(start);
    mention.entity == EntityType::Organisation
        && mention.tokens.len() == 1
        // "a CPA" is a person
        && word.chars().any(char::is_lowercase)
        && owned
        && !(end < finder.layer.tokens.len() && noun(end))
}

fn has_given_name(name: &str, lexicon: &Lexicon) -> bool {
    let mut words = name.split(' ');
    let given = words
        .next()
        .is_some_and(|given| lexicon.given_gender(given).is_some());
    given && (1..=3).contains(&words.count())
}

/// The type of both neighbours in a list ("Yala, Pattani und Satun"), where they have the same.
fn listed_with(index: usize, finder: &RoleFinder<'_>) -> Option<EntityType> {
    let before = finder.mentions.get(index.checked_sub(1)?)?;
    let own = &finder.mentions[index];
    let after = finder.mentions.get(index + 1)?;
    (before.entity == after.entity && joined(before, own, finder) && joined(own, after, finder))
        .then_some(before.entity)
}

fn joined(one: &Mention, other: &Mention, finder: &RoleFinder<'_>) -> bool {
    let (end, start) = (one.tokens.range().end, other.tokens.range().start);
    start == end + 1 && finder.joins(finder.layer.word(end))
}
