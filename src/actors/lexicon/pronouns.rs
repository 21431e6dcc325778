//! Pronouns and possessives that may mean an actor.

use crate::actors::lexicon::{Lexicon, gender};
use crate::analysis::Gender;
use crate::language::wordmap::WordMap;
use crate::language::{Language, lexicon};

const GERMAN: &str = include_str!("../../language/de/pronouns.txt");
const ENGLISH: &str = include_str!("../../language/en/pronouns.txt");

/// What a pronoun may mean; the German file says more.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Pronoun {
    /// The gender of the person.
    pub gender: Gender,
    /// It means who was named last.
    pub last: bool,
    /// It may mean an organisation or several.
    pub many: bool,
    /// It stands before what belongs to who is meant.
    pub owner: bool,
}

/// The pronouns of German and English.
#[derive(Debug)]
pub(super) struct Pronouns([WordMap<Option<Pronoun>>; 2]);

impl Pronouns {
    /// The embedded words.
    pub fn new() -> Self {
        Self([GERMAN, ENGLISH].map(|file| {
            let mut words = WordMap::<Option<Pronoun>>::default();
            for columns in lexicon::entries(file) {
                let pronoun = pronoun(&columns);
                for word in columns.get(2).into_iter().flat_map(|words| words.split(' ')) {
                    *words.entry(word) = pronoun;
                }
            }
            words
        }))
    }
}

/// What a line says of its words.
fn pronoun(columns: &[&str]) -> Option<Pronoun> {
    let [kind, class, _] = columns else { return None };
    let (last, many, owner) = match *kind {
        "person" => (false, false, false),
        "person_or_many" => (false, true, false),
        "demonstrative" => (true, false, false),
        "demonstrative_or_many" => (true, true, false),
        "owner" => (false, false, true),
        "last_owner" => (true, false, true),
        _ => return None,
    };
    Some(Pronoun {
        gender: gender(class)?,
        last,
        many,
        owner,
    })
}

impl Lexicon {
    /// The pronoun that a word in small letters is.
    pub fn pronoun(&self, word: &str, language: Language) -> Option<Pronoun> {
        self.pronouns.0[usize::from(language == Language::English)].get(word)?
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_parses() {
        for columns in [GERMAN, ENGLISH].into_iter().flat_map(lexicon::entries) {
            assert!(pronoun(&columns).is_some(), "{columns:?}");
        }
    }
}
