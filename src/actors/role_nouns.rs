//! Nouns that describe an actor ("Ministerpräsident", "Nachrichtenagentur"), alone or at the end of a compound.

use std::collections::HashMap;

use crate::actors::lexicon::Lexicon;
use crate::analysis::EntityType;
use crate::language::{Language, lexicon};

/// A noun that describes an actor.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct RoleNoun {
    /// What it describes.
    pub entity: EntityType,
    /// Its class, as "office" or "company".
    pub class: &'static str,
    /// The noun in base form.
    pub base: &'static str,
}

impl Lexicon {
    /// The noun that describes an actor, by the noun itself or the end of a compound; with the base form of the
    /// whole word ("Ministerpräsidenten" -> "Ministerpräsident").
    pub fn role_noun(&self, word: &str, language: Language) -> Option<(RoleNoun, String)> {
        match language {
            Language::English => {
                let lower = word.to_lowercase();
                let last = lower.rsplit('-').next().unwrap_or(&lower);
                let singular = last.strip_suffix('s').unwrap_or(last);
                [lower.as_str(), last, singular]
                    .into_iter()
                    .find_map(|form| self.english_roles.get(form))
                    .map(|&noun| (noun, word.to_owned()))
            }
            _ => self.german_role(word),
        }
    }

    /// The longest ending of the word, its inflection taken off, that is a role noun.
    fn german_role(&self, word: &str) -> Option<(RoleNoun, String)> {
        if !word.starts_with(char::is_uppercase) {
            return None;
        }
        let lower = word.to_lowercase();
        let mut best: Option<(usize, &RoleEnding, bool)> = None;
        let mut look = |form: &str, adjectival: bool| {
            for ending in self.german_roles.ending(form) {
                let at = form.len() - ending.lower.len();
                let fits = (at == 0 || ending.lower.chars().count() + usize::from(adjectival) >= 4)
                    && (!adjectival || ending.noun.base.ends_with('e'));
                if fits && best.is_none_or(|(other, ..)| at < other) {
                    best = Some((at, ending, adjectival));
                }
            }
        };
        for form in std::iter::once(lower.as_str()).chain(uninflected(&lower)) {
            look(form, false);
            // "Vorsitzender", "Vorsitzenden": listed with -e
            if let Some(stem) = form.strip_suffix(['r', 'n']) {
                look(stem, true);
            }
        }
        let (at, ending, _) = best?;
        let noun = ending.noun;
        // lower case may have another length
        let head = match lower.len() == word.len() {
            true => word.get(..at)?,
            false => {
                let letters = lower[..at].chars().count();
                &word[..word.char_indices().nth(letters)?.0]
            }
        };
        let adjectival = ["te", "nde", "elle"].iter().any(|end| noun.base.ends_with(end));
        let mut base = match at {
            0 => noun.base.to_owned(),
            _ if head.ends_with('-') => format!("{head}{}", noun.base),
            _ => format!("{head}{}", noun.base.to_lowercase()),
        };
        if adjectival && lower.ends_with('r') {
            base.push('r');
        }
        Some((noun, base))
    }
}

/// A German noun without the endings it may have in another case.
fn uninflected(noun: &str) -> impl Iterator<Item = &str> {
    ["es", "en", "s", "n"]
        .into_iter()
        .filter_map(|ending| noun.strip_suffix(ending))
        .filter(|stem| stem.chars().count() >= 3)
}

/// A noun that words may end in.
#[derive(Debug)]
pub(super) struct RoleEnding {
    lower: String,
    noun: RoleNoun,
}

/// Nouns by their last bytes, so that the few that a word may end in are found at once.
#[derive(Debug, Default)]
pub(super) struct RoleEndings(HashMap<[u8; RoleEndings::BYTES], Vec<RoleEnding>>);

impl RoleEndings {
    const BYTES: usize = 3;

    /// Sorts nouns in.
    pub fn new(nouns: impl Iterator<Item = RoleNoun>) -> Self {
        let mut endings = Self::default();
        for noun in nouns {
            let lower = noun.base.to_lowercase();
            if let Some(key) = lower.as_bytes().last_chunk() {
                let same = endings.0.entry(*key).or_default();
                same.retain(|other| other.lower != lower);
                same.push(RoleEnding { lower, noun });
            }
        }
        endings
    }

    /// The nouns that a word ends in.
    fn ending<'a>(&'a self, word: &str) -> impl Iterator<Item = &'a RoleEnding> {
        let same = word.as_bytes().last_chunk().and_then(|key| self.0.get(key));
        same.into_iter()
            .flatten()
            .filter(|ending| word.ends_with(&ending.lower))
    }
}

/// The nouns of a file.
pub(super) fn roles(file: &'static str) -> impl Iterator<Item = RoleNoun> {
    lexicon::entries(file).flat_map(|columns| {
        let entity = columns.first().and_then(|tag| EntityType::parse(tag));
        let class = columns.get(1).copied().unwrap_or_default();
        let nouns = columns.get(2).copied().unwrap_or_default();
        nouns.split(' ').filter_map(move |noun| {
            Some(RoleNoun {
                entity: entity?,
                class,
                base: noun.trim_start_matches('^'),
            })
        })
    })
}
