//! Words and ends of words by which the rules tell verbs, attributes and genders.

use std::sync::LazyLock;

use crate::language::{Language, lexicon};

const GERMAN: &str = include_str!("../language/de/tag_words.txt");
const ENGLISH: &str = include_str!("../language/en/tag_words.txt");

/// What a word or an end of words tells; the files' heads say more.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum TagWord {
    Relative,
    BeforeInfinitive,
    Hypothetical,
    Impersonal,
    I,
    Me,
    MasculineOrFeminine,
    FeminineOrPlural,
    FeminineEnd,
    AttributeEnd,
    Joins,
}

/// The kinds by the names that they have in the files, in their order.
const KINDS: [(&str, TagWord); 11] = [
    ("relative", TagWord::Relative),
    ("before_infinitive", TagWord::BeforeInfinitive),
    ("hypothetical", TagWord::Hypothetical),
    ("impersonal", TagWord::Impersonal),
    ("i", TagWord::I),
    ("me", TagWord::Me),
    ("masculine_or_feminine", TagWord::MasculineOrFeminine),
    ("feminine_or_plural", TagWord::FeminineOrPlural),
    ("feminine_end", TagWord::FeminineEnd),
    ("attribute_end", TagWord::AttributeEnd),
    ("joins", TagWord::Joins),
];

/// The few words of each kind, German and English.
static WORDS: LazyLock<[[Vec<&'static str>; KINDS.len()]; 2]> = LazyLock::new(|| {
    [GERMAN, ENGLISH].map(|file| {
        KINDS.map(|(name, _)| {
            let lines = lexicon::entries(file).filter(|columns| columns.first() == Some(&name));
            lines
                .filter_map(|columns| columns.get(1).copied())
                .flat_map(|words| words.split(' '))
                .collect()
        })
    })
});

impl TagWord {
    fn words(self, language: Language) -> &'static [&'static str] {
        &WORDS[usize::from(language == Language::English)][self as usize]
    }

    /// True for a German word of the kind.
    pub fn is(self, word: &str) -> bool {
        self.words(Language::German).contains(&word)
    }

    /// True for a word that is of the kind in one of the languages.
    pub fn is_anywhere(self, word: &str) -> bool {
        self.is(word) || self.words(Language::English).contains(&word)
    }

    /// True for a word with an end of the kind.
    pub fn ends(self, word: &str, language: Language) -> bool {
        self.words(language).iter().any(|end| word.ends_with(end))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_parses_and_kinds_stand_in_their_order() {
        for columns in [GERMAN, ENGLISH].into_iter().flat_map(lexicon::entries) {
            assert_eq!(columns.len(), 2, "{columns:?}");
            assert!(KINDS.iter().any(|(name, _)| *name == columns[0]), "{columns:?}");
        }
        for (at, (name, kind)) in KINDS.into_iter().enumerate() {
            assert_eq!(kind as usize, at);
            assert!(!kind.words(Language::German).is_empty(), "{name}");
        }
    }
}
