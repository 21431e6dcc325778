//! What was said so far: the mentions that were passed, sentence by sentence.

use std::collections::HashMap;

use crate::actors::lexicon::{Lexicon, NameWord};
use crate::actors::profile::{Noun, Profile};
use crate::analysis::{Actor, EntityType, Gender, Mention, MentionKind, TextLayer};
use crate::language::Language;

/// How many sentences back a name may stand that nothing but nearness ties to a description or pronoun.
pub(crate) const REACH: usize = 2;
/// So many mentions of one sentence are looked at, so that time stays linear in a sentence without end.
pub(crate) const MENTIONS_OF_SENTENCE: usize = 16;
/// Two words that are further apart stand in different clauses.
const LONGEST_CLAUSE: usize = 60;

/// Who was passed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Who {
    /// An actor.
    Actor(u32),
    /// Somebody without a name ("ein Sprecher"), who may be meant by what follows instead of an actor.
    Unnamed(Option<Gender>),
}

/// A mention that was passed, by name or linked, or a description of somebody without a name.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Passed {
    /// Its first token.
    pub token: usize,
    /// Whom it names.
    pub who: Who,
    /// How it names them.
    pub kind: MentionKind,
}

/// What was said so far.
pub(crate) struct Discourse<'a> {
    pub layer: &'a TextLayer<'a>,
    pub lexicon: &'a Lexicon,
    pub actors: &'a [Actor],
    pub profiles: &'a [Profile],
    /// For the base of a describing noun ("konzern"), the actors that it may describe.
    pub described: HashMap<&'static str, Vec<u32>>,
    /// The same of all actors of the document, those that are named later among them.
    pub anywhere: HashMap<&'static str, Vec<u32>>,
    /// For a class of nouns ("company"), the actors that one of them described.
    by_class: HashMap<&'static str, Vec<u32>>,
    /// For an actor, the nouns that it was called by without a name.
    told: HashMap<u32, Vec<Noun>>,
    /// For each actor the token where it was mentioned last.
    pub last: Vec<Option<usize>>,
    /// For each token, whether it stands between quotation marks.
    pub quoted: Vec<bool>,
    /// The first two organisations passed.
    organisations: Vec<u32>,
    /// Mentions passed, in order.
    passed: Vec<Passed>,
    /// For each sentence begun so far, where its mentions begin in `passed`.
    begin: Vec<usize>,
}

impl<'a> Discourse<'a> {
    /// Nothing said yet.
    pub fn new(
        layer: &'a TextLayer<'a>,
        lexicon: &'a Lexicon,
        actors: &'a [Actor],
        profiles: &'a [Profile],
    ) -> Self {
        let mut anywhere = HashMap::with_capacity(2 * actors.len());
        for (actor, profile) in (0..).zip(profiles) {
            note_nouns(lexicon, profile, actor, &mut anywhere);
        }
        Self {
            layer,
            lexicon,
            actors,
            profiles,
            described: HashMap::with_capacity(2 * actors.len()),
            anywhere,
            by_class: HashMap::with_capacity(actors.len()),
            told: HashMap::new(),
            last: vec![None; actors.len()],
            quoted: quoted(layer),
            organisations: Vec::new(),
            passed: Vec::new(),
            begin: Vec::new(),
        }
    }

    /// The mentions passed in a sentence, the first ones of it.
    pub fn of_sentence(&self, sentence: usize) -> impl DoubleEndedIterator<Item = Passed> {
        let start = self.begin.get(sentence).copied().unwrap_or(self.passed.len());
        let end = self.begin.get(sentence + 1).copied().unwrap_or(self.passed.len());
        let end = end.min(start + MENTIONS_OF_SENTENCE);
        self.passed[start..end].iter().copied()
    }

    /// The mentions passed of this sentence and those before within reach, the nearest sentence first, each from its
    /// beginning.
    pub fn within_reach(&self, sentence: usize) -> impl Iterator<Item = Passed> {
        (sentence.saturating_sub(REACH)..=sentence)
            .rev()
            .flat_map(|number| self.of_sentence(number))
    }

    /// The mentions passed last, the nearest first.
    pub fn latest(&self) -> impl Iterator<Item = Passed> {
        self.passed.iter().rev().copied()
    }

    /// The entity of an actor.
    pub fn entity(&self, actor: u32) -> EntityType {
        self.actors[actor as usize].entity
    }

    /// The actors passed that a noun of a class described.
    pub fn of_class(&self, class: &str) -> &[u32] {
        self.by_class.get(class).map_or(&[], Vec::as_slice)
    }

    /// The organisation that was passed, where it is the only one so far.
    pub fn only_organisation(&self) -> Option<u32> {
        match self.organisations[..] {
            [only] => Some(only),
            _ => None,
        }
    }

    /// The nouns that an actor was called by without a name.
    pub fn told(&self, actor: u32) -> &[Noun] {
        self.told.get(&actor).map_or(&[], Vec::as_slice)
    }

    /// Takes note of a noun that a description called an actor by, so that the next one finds it by the same noun.
    pub fn tell(&mut self, actor: u32, noun: Noun) {
        let told = self.told.entry(actor).or_default();
        if told.len() < MENTIONS_OF_SENTENCE && !told.contains(&noun) {
            note_noun(self.lexicon, &noun, actor, &mut self.described);
            told.push(noun);
        }
    }

    /// True for a person that may be of a gender, or somebody without a name who may be.
    pub fn may_be(&self, who: Who, gender: Gender) -> bool {
        match who {
            Who::Actor(actor) => {
                self.entity(actor) == EntityType::Person
                    && self.profiles[actor as usize]
                        .gender
                        .is_none_or(|known| known == gender)
            }
            Who::Unnamed(known) => known.is_none_or(|known| known == gender),
        }
    }

    /// True where words stand in different clauses, so that they may mean the same: in one clause "er" is nobody who was
    /// named before in it. `end` is the token after the later words.
    pub fn apart(&self, earlier: usize, at: usize, end: usize) -> bool {
        let layer = self.layer;
        if layer.sentence_of(earlier) != layer.sentence_of(at) || at - earlier > LONGEST_CLAUSE {
            return true;
        }
        let mut between = earlier + 1..at;
        let bounds = |word: &str| {
            matches!(word, "," | ";" | ":" | "–" | "—" | "-")
                || self.lexicon.is_anywhere(word, NameWord::Clause)
        };
        if between.clone().any(|at| bounds(layer.word(at))) {
            return true;
        }
        // "May said she would": a subject begins a clause of its own
        let finite = |at: usize| layer.tokens.get(at).is_some_and(|token| token.finite);
        layer.language == Language::English && between.any(finite) && (finite(end) || finite(end + 1))
    }

    /// Takes note of a mention.
    pub fn note(&mut self, mention: &Mention) {
        if let Some(actor) = mention.actor {
            self.pass(Passed {
                token: mention.tokens.range().start,
                who: Who::Actor(actor),
                kind: mention.kind,
            });
        }
    }

    /// Takes note of what was passed.
    pub fn pass(&mut self, passed: Passed) {
        let sentence = self.layer.sentence_of(passed.token);
        while self.begin.len() <= sentence {
            self.begin.push(self.passed.len());
        }
        if let Who::Actor(actor) = passed.who {
            if self.last[actor as usize].is_none() {
                self.describe(actor);
                if self.organisations.len() < 2 && self.entity(actor) == EntityType::Organisation {
                    self.organisations.push(actor);
                }
            }
            self.last[actor as usize] = Some(passed.token);
        }
        self.passed.push(passed);
    }

    /// Lets the nouns of an actor and their classes find it.
    fn describe(&mut self, actor: u32) {
        let profile = &self.profiles[actor as usize];
        note_nouns(self.lexicon, profile, actor, &mut self.described);
        for noun in &profile.nouns {
            let same = self.by_class.entry(noun.class).or_default();
            if !same.contains(&actor) && same.len() < MENTIONS_OF_SENTENCE {
                same.push(actor);
            }
        }
    }
}

/// Lets the nouns of an actor find it.
fn note_nouns(
    lexicon: &Lexicon,
    profile: &Profile,
    actor: u32,
    described: &mut HashMap<&'static str, Vec<u32>>,
) {
    for noun in &profile.nouns {
        note_noun(lexicon, noun, actor, described);
    }
}

/// Lets a noun, shorter ones that it ends in ("Agentur" of "Nachrichtenagentur") and others for the same find an actor.
fn note_noun(lexicon: &Lexicon, noun: &Noun, actor: u32, described: &mut HashMap<&'static str, Vec<u32>>) {
    let shorter = lexicon.shorter_nouns(noun.base).iter().copied();
    for base in std::iter::once(noun.base).chain(shorter).chain(noun.same) {
        let actors = described.entry(base).or_default();
        if !actors.contains(&actor) && actors.len() < MENTIONS_OF_SENTENCE {
            actors.push(actor);
        }
    }
}

/// For each token whether it stands between quotation marks. Marks that do not tell their direction open and close in
/// turn; each paragraph begins outside.
fn quoted(layer: &TextLayer<'_>) -> Vec<bool> {
    let mut quoted = vec![false; layer.tokens.len()];
    let mut paragraph = None;
    let mut open = false;
    for sentence in layer.sentences {
        if paragraph != Some(sentence.paragraph) {
            paragraph = Some(sentence.paragraph);
            open = false;
        }
        for at in sentence.tokens.range() {
            // most tokens are words
            let first = layer.text.as_bytes()[layer.tokens[at].span.start as usize];
            if first.is_ascii_alphanumeric() {
                quoted[at] = open;
                continue;
            }
            match layer.word(at) {
                "„" => open = true,
                "»" if !open => open = true,
                "”" | "«" | "»" => open = false,
                "“" | "\"" | "''" => open = !open,
                _ => quoted[at] = open,
            }
        }
    }
    quoted
}
