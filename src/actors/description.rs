//! Descriptions: "der Softwarekonzern", "die Behörde", "the minister".

use crate::actors::discourse::Discourse;
use crate::actors::fold;
use crate::actors::lexicon::{Ending, NameWord, NounClass};
use crate::actors::nearest;
use crate::actors::profile::{Noun, adjectival, noun_gender};
use crate::actors::reference::Link;
use crate::analysis::{Article, EntityType, Gender, Mention, MentionKind, NounPhrase, Number, Upos};
use crate::language::Language;

/// How sure a link is, by what it rests on.
const BY_ROLE: f32 = 0.8;
const NAMED_LATER: f32 = 0.5;

/// The actor that a definite description in the singular means: the one that this noun described before, else the only
/// one near that it can describe, else the only one of the document that it does.
pub(crate) fn link(discourse: &mut Discourse<'_>, phrase: &NounPhrase) -> Option<Link> {
    let (link, noun) = linked(discourse, phrase)?;
    if let Some(noun) = noun {
        discourse.tell(link.actor, noun);
    }
    Some(link)
}

/// The link of a description, and its noun, where that describes the actor for the first time.
fn linked(discourse: &Discourse<'_>, phrase: &NounPhrase) -> Option<(Link, Option<Noun>)> {
    if phrase.article != Article::Definite || phrase.number == Some(Number::Plural) {
        return None;
    }
    let layer = discourse.layer;
    let head = layer.word(phrase.head as usize);
    let link = |(actor, confidence)| Link {
        actor,
        kind: MentionKind::Nominal,
        confidence,
    };
    let known = |found| (link(found), None);
    if Ending::Age.of(head) {
        return nearest::subject(discourse, phrase, phrase.gender).map(known);
    }
    let found = discourse.lexicon.role_noun(head, layer.language)?;
    let (noun, full) = (found.noun, found.base());
    if is_plural(discourse, phrase, head, &full) || is_of_somebody(discourse, phrase) {
        return None;
    }
    let full = adjectival(&full.to_lowercase(), noun.base);
    let wanted = Noun::new(full, noun, String::new(), discourse.lexicon, layer.language);
    let attribute = attribute(discourse, phrase);
    let adjectives = adjectives(discourse, phrase);
    if let Some(actor) = by_noun(discourse, &wanted, &adjectives, &attribute) {
        return Some(known((actor, BY_ROLE)));
    }
    let later = || named_later(discourse, &wanted, &adjectives, &attribute);
    if !attribute.is_empty() {
        return (noun.entity == EntityType::Person)
            .then(later)
            .flatten()
            .map(known);
    }
    let gender = noun_gender(head, layer.language).or(phrase.gender);
    let found = match (noun.entity, noun.class) {
        (EntityType::Organisation, _) => nearest::organisation(discourse, phrase, &wanted, &adjectives),
        // "der Franzose"
        (EntityType::Person, "other") => nearest::subject(discourse, phrase, gender),
        (EntityType::Person, "kin") => None,
        (EntityType::Person, class) => nearest::person(discourse, phrase, gender, class, &adjectives),
        _ => None,
    };
    match found {
        Some(found) => Some((link(found), Some(wanted))),
        None => later().map(known),
    }
}

/// The only actor of the document that a noun describes, with the same attribute, where its name comes later: "Die Anwältin
/// der Frau schwieg. … Heike Laak, die Anwältin der Frau, …".
fn named_later(
    discourse: &Discourse<'_>,
    wanted: &Noun,
    adjectives: &[String],
    attribute: &[String],
) -> Option<(u32, f32)> {
    if wanted.class == "kin" {
        return None;
    }
    // "der brasilianische Präsident" is none whose country the text does not tell
    let places: Vec<&String> = adjectives.iter().filter(|stem| is_of_place(stem)).collect();
    let described = |actor: &&u32| {
        discourse.profiles[**actor as usize].nouns.iter().any(|known| {
            let stems = fold::stem(&fold::key(&known.text));
            let has = |word: &String| stems.split(' ').any(|stem| stem.starts_with(word.as_str()));
            fits(wanted, known).is_some_and(|fit| fit >= ENDS)
                && places
                    .iter()
                    .all(|place| stems.split(' ').any(|stem| stem == *place))
                && (attribute.is_empty() || attribute.iter().any(has))
        })
    };
    let mut all = discourse.anywhere.get(wanted.base)?.iter().filter(described);
    let only = *all.next()?;
    all.next().is_none().then_some((only, NAMED_LATER))
}

/// The stems of the adjectives before the noun.
fn adjectives(discourse: &Discourse<'_>, phrase: &NounPhrase) -> Vec<String> {
    let layer = discourse.layer;
    (phrase.tokens.range().start + 1..phrase.head as usize)
        .filter(|&at| layer.tokens[at].upos == Upos::Adj)
        .map(|at| fold::stem(&fold::key(layer.word(at))))
        .collect()
}

/// True where both name a place and none in common: "der brasilianische Präsident" is not the Venezuelan one.
pub(super) fn places_differ(adjectives: &[String], known: &str) -> bool {
    let place = |stem: &&str| is_of_place(stem);
    let mut wanted = adjectives.iter().map(String::as_str).filter(place).peekable();
    let mut others = known.split(' ').filter(place).peekable();
    wanted.peek().is_some()
        && others.peek().is_some()
        && !others.any(|other| adjectives.iter().any(|word| word == other))
}

/// True for the stem of a German adjective of a place or its people.
pub(super) fn is_of_place(stem: &str) -> bool {
    Ending::Place.of(stem)
}

/// For a description of one person without a name ("ein Sprecher", "der behandelnde Arzt Lahms") the gender, as far as it is
/// known; none for any other phrase. `mentions` are those from the phrase on.
pub(crate) fn unnamed(
    discourse: &Discourse<'_>,
    phrase: &NounPhrase,
    mentions: &[Mention],
) -> Option<Option<Gender>> {
    let layer = discourse.layer;
    if phrase.number == Some(Number::Plural) {
        return None;
    }
    let span = layer.span(phrase.tokens);
    if is_apposed(discourse, phrase, mentions) {
        return None;
    }
    let inside = mentions
        .iter()
        .take_while(|mention| mention.span.start < span.end);
    let mut names = inside.filter(|mention| mention.kind != MentionKind::Compound);
    let head = match names.next() {
        // a definite one mostly describes somebody who has a name
        None if !matches!(phrase.article, Article::Indefinite | Article::Possessive) => return None,
        None => phrase.head as usize,
        // whom the name owns: "der Arzt Lahms"
        Some(owner) if names.next().is_none() && is_genitive(discourse, owner) => {
            owner.tokens.range().start.checked_sub(1)?
        }
        Some(_) => return None,
    };
    let word = layer.word(head);
    if Ending::Age.of(word) {
        return Some(phrase.gender);
    }
    let full = discourse
        .lexicon
        .role_noun_of(word, layer.language, EntityType::Person)?
        .base();
    if is_plural(discourse, phrase, word, &full) {
        return None;
    }
    let kind = match full.as_str() {
        noun if Ending::ManNoun.of(noun) => Some(Gender::Masculine),
        noun if Ending::WomanNoun.of(noun) => Some(Gender::Feminine),
        _ => noun_gender(word, layer.language).or(phrase.gender),
    };
    Some(kind)
}

/// True where the person's name follows after a comma: "der Arzt Lahms, Max Adler".
fn is_apposed(discourse: &Discourse<'_>, phrase: &NounPhrase, mentions: &[Mention]) -> bool {
    let layer = discourse.layer;
    let comma = phrase.tokens.range().end;
    if comma >= layer.tokens.len() || layer.word(comma) != "," {
        return false;
    }
    // over a title: ", General Max Adler"
    let places = comma + 1..comma + 3;
    mentions
        .iter()
        .take_while(|mention| mention.tokens.range().start < places.end)
        .filter(|mention| places.contains(&mention.tokens.range().start))
        .any(|mention| mention.kind == MentionKind::Name && mention.entity == EntityType::Person)
}

/// A German name with an -s that its base form has not.
fn is_genitive(discourse: &Discourse<'_>, mention: &Mention) -> bool {
    let base = mention.span.of(discourse.layer.text).strip_suffix('s');
    let name = mention
        .actor
        .map(|actor| discourse.actors[actor as usize].name.as_str());
    discourse.layer.language == Language::German
        && base.is_some_and(|base| name.is_some_and(|name| name.ends_with(base)))
}

/// "der Mitarbeiter einer Firma": who belongs to something without a name has none either.
fn is_of_somebody(discourse: &Discourse<'_>, phrase: &NounPhrase) -> bool {
    let layer = discourse.layer;
    let end = phrase.tokens.range().end;
    let tie = end < layer.tokens.len()
        && layer.language == Language::English
        && discourse
            .lexicon
            .is(layer.word(end), NameWord::Of, Language::English);
    let start = (end + usize::from(tie)) as u32;
    let next = layer.phrases.partition_point(|next| next.tokens.start < start);
    let next = layer.phrases.get(next).filter(|next| next.tokens.start == start);
    next.is_some_and(|next| next.article == Article::Indefinite)
        && (tie || layer.language == Language::German)
        && layer.tokens[phrase.head as usize].upos == Upos::Noun
}

/// "die Behörden", "die Unternehmen": the noun or its gender tells.
fn is_plural(discourse: &Discourse<'_>, phrase: &NounPhrase, head: &str, base: &str) -> bool {
    if discourse.layer.language == Language::English {
        return head.ends_with('s') && !head.ends_with("ss");
    }
    let start = phrase.tokens.range().start;
    // "der beiden Politiker"
    let counted = |at: usize| {
        let word = discourse.layer.word(at);
        word.len() > 3 && discourse.lexicon.is(word, NameWord::Plural, Language::German)
    };
    if (start + 1..phrase.head as usize).any(counted) {
        return true;
    }
    let article = |kind| {
        discourse
            .lexicon
            .is(discourse.layer.word(start), kind, Language::German)
    };
    // "der Behörden": the genitive; "der Minister" is one
    let genitive = match (article(NameWord::Feminine), article(NameWord::Masculine)) {
        (true, _) => false,
        (_, true) => true,
        _ => return false,
    };
    let feminine = || {
        base.ends_with("in") || discourse.lexicon.noun_class(base) == NounClass::Singular(Gender::Feminine)
    };
    let adjectival = base.ends_with('e') || base.ends_with("er") && head.ends_with('e');
    !adjectival && if feminine() { head != base } else { !genitive }
}

/// What follows a description and says whose it is ("des Weltkongresses der Uiguren"): stems of its words.
fn attribute(discourse: &Discourse<'_>, phrase: &NounPhrase) -> Vec<String> {
    let layer = discourse.layer;
    let end = phrase.tokens.range().end;
    let ties = |word: &str| discourse.lexicon.is_anywhere(word, NameWord::Attribute);
    if end >= layer.tokens.len() || !ties(layer.word(end)) {
        return Vec::new();
    }
    let mut words = Vec::new();
    for at in end + 1..layer.tokens.len().min(end + 8) {
        let word = layer.word(at);
        if layer.tokens[at].finite || layer.tokens[at].upos == Upos::Punct {
            break;
        }
        if word.chars().next().is_some_and(char::is_uppercase) {
            words.push(fold::stem(&fold::key(word)));
        }
    }
    words
}

/// How well a noun fits that is the end of one that described an actor.
const ENDS: u32 = 2;

/// How well a noun fits one that described an actor: the same, the end of it ("Minister", "Justizminister"), longer
/// than it, or another one for the same ("Regierungschef").
fn fits(wanted: &Noun, known: &Noun) -> Option<u32> {
    // the "Vizekanzler" is no "Kanzler"
    let others = wanted.same.is_some() && known.same.is_some() && wanted.same != known.same;
    if wanted.full == known.full {
        Some(ENDS + 1)
    } else if known.full.ends_with(&wanted.full) && !others {
        Some(ENDS)
    } else {
        let bare = known.full.eq_ignore_ascii_case(known.base) || known.full == known.base.to_lowercase();
        let longer = bare && wanted.full.ends_with(&known.full);
        let same = wanted.same.is_some() && wanted.same == known.same;
        (longer || same).then_some(1)
    }
}

fn by_noun(
    discourse: &Discourse<'_>,
    wanted: &Noun,
    adjectives: &[String],
    attribute: &[String],
) -> Option<u32> {
    let described = |noun| discourse.described.get(noun).into_iter().flatten();
    described(wanted.base)
        .chain(wanted.same.into_iter().flat_map(described))
        .filter_map(|&actor| {
            let profile = &discourse.profiles[actor as usize];
            let best = profile
                .nouns
                .iter()
                .chain(discourse.told(actor))
                .filter_map(|known| {
                    let fit = fits(wanted, known)?;
                    let stems = fold::stem(&fold::key(&known.text));
                    if places_differ(adjectives, &stems) {
                        return None;
                    }
                    let has = |word: &String| stems.split(' ').any(|stem| stem.starts_with(word.as_str()));
                    let belongs = attribute.iter().any(has);
                    let named = attribute.is_empty() || belongs;
                    let alike = adjectives.iter().filter(|word| has(word)).count() as u32;
                    named.then_some((fit + u32::from(belongs), alike))
                })
                .max()?;
            let last = discourse.last[actor as usize]?;
            Some((best, last, actor))
        })
        .max()
        .map(|(.., actor)| actor)
}
