//! What the segmenter knows of words: abbreviations, sentence starters, nouns after ordinals, ends of host names.

use crate::language::lexicon::{capitalised, entries, words};
use crate::language::wordmap::WordMap;

/// Whether a sentence can end with an abbreviation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Abbreviation {
    /// Something must follow.
    #[default]
    Never,
    /// An abbreviation only before a number.
    Number,
    /// The next word decides.
    Maybe,
    /// Often the last word.
    Final,
}

/// What a word does beside a number, a date or an apostrophe; the heads of the files say more.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum TokenWord {
    Unit,
    BeforeDate,
    BeforeOrdinal,
    Clipped,
    Clitic,
}

/// The kinds by the names that they have in the files.
const KINDS: [(&str, TokenWord); 5] = [
    ("unit", TokenWord::Unit),
    ("before_date", TokenWord::BeforeDate),
    ("before_ordinal", TokenWord::BeforeOrdinal),
    ("clipped", TokenWord::Clipped),
    ("clitic", TokenWord::Clitic),
];

/// The lists of one language.
#[derive(Debug)]
pub(super) struct Lexicon {
    pub german: bool,
    pub abbreviations: WordMap<Abbreviation>,
    /// Sentence starters as they stand there: with a capital.
    pub starters: WordMap<()>,
    pub ordinal_nouns: WordMap<()>,
    /// Words with a capital that go on after "a.m." and "p.m."
    pub after_clock: WordMap<()>,
    pub domains: WordMap<()>,
    /// Words that tell the language of their sentence.
    pub function_words: WordMap<()>,
    /// Months, days of the week and seasons as they are written: between two of them a hyphen is a dash.
    pub range_words: WordMap<()>,
    /// One bit for each kind.
    token_words: WordMap<u8>,
}

impl Lexicon {
    pub fn german() -> Self {
        Self::new(
            true,
            include_str!("../language/de/abbreviations.txt"),
            include_str!("../language/de/starters.txt"),
            include_str!("../language/de/ordinals.txt"),
            include_str!("../language/de/function_words.txt"),
            include_str!("../language/de/dates.txt"),
            include_str!("../language/de/token_words.txt"),
        )
    }

    pub fn english() -> Self {
        Self::new(
            false,
            include_str!("../language/en/abbreviations.txt"),
            include_str!("../language/en/starters.txt"),
            "",
            include_str!("../language/en/function_words.txt"),
            include_str!("../language/en/dates.txt"),
            include_str!("../language/en/token_words.txt"),
        )
    }

    fn new(
        german: bool,
        abbreviations: &'static str,
        starters: &'static str,
        ordinal_nouns: &'static str,
        function_words: &'static str,
        dates: &'static str,
        token_words: &'static str,
    ) -> Self {
        let mut classes = WordMap::default();
        for columns in entries(abbreviations) {
            *classes.entry(columns[0]) = match columns.get(1) {
                Some(&"number") => Abbreviation::Number,
                Some(&"maybe") => Abbreviation::Maybe,
                Some(&"final") => Abbreviation::Final,
                _ => Abbreviation::Never,
            };
        }
        Self {
            german,
            abbreviations: classes,
            starters: set(words(starters).map(capitalised)),
            ordinal_nouns: set(words(ordinal_nouns).map(str::to_owned)),
            after_clock: set(words(include_str!("../language/en/after_clock.txt")).map(str::to_owned)),
            domains: set(words(include_str!("domains.txt")).map(str::to_owned)),
            function_words: set(words(function_words).map(str::to_owned)),
            range_words: set(range_words(dates, german)),
            token_words: kinds(token_words),
        }
    }

    /// True for a word of a kind.
    pub fn is(&self, word: &str, kind: TokenWord) -> bool {
        self.token_words.get(word).unwrap_or_default() & 1 << kind as u8 != 0
    }
}

/// The words of a file by their kinds.
fn kinds(file: &'static str) -> WordMap<u8> {
    let mut kinds = WordMap::default();
    for columns in entries(file) {
        let kind = KINDS.iter().find(|(name, _)| *name == columns[0]);
        let (Some((_, kind)), Some(words)) = (kind, columns.get(1)) else {
            continue;
        };
        for word in words.split(' ') {
            *kinds.entry(word) |= 1 << *kind as u8;
        }
    }
    kinds
}

/// The months, days of the week and seasons of a lexicon of dates, with a capital where the language writes one.
fn range_words(dates: &'static str, german: bool) -> impl Iterator<Item = String> {
    let named = entries(dates).filter(|entry| matches!(entry[0], "month" | "weekday" | "season"));
    named.flat_map(move |entry| {
        let small = entry[0] == "season" && !german;
        let word = move |word: &str| if small { word.to_owned() } else { capitalised(word) };
        entry[1].split('|').map(word).collect::<Vec<_>>()
    })
}

fn set(words: impl Iterator<Item = String>) -> WordMap<()> {
    let mut set = WordMap::default();
    for word in words {
        set.entry(&word);
    }
    set
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_abbreviation_has_a_known_class() {
        for file in [
            include_str!("../language/de/abbreviations.txt"),
            include_str!("../language/en/abbreviations.txt"),
        ] {
            for columns in entries(file) {
                assert!(
                    columns.len() == 2 && ["never", "number", "maybe", "final"].contains(&columns[1]),
                    "{columns:?}"
                );
            }
        }
    }

    #[test]
    fn every_token_word_is_of_a_known_kind() {
        for file in [
            include_str!("../language/de/token_words.txt"),
            include_str!("../language/en/token_words.txt"),
        ] {
            for columns in entries(file) {
                let known = KINDS.iter().any(|(name, _)| *name == columns[0]);
                assert!(columns.len() == 2 && known, "{columns:?}");
            }
        }
    }

    #[test]
    fn starters_are_kept_with_a_capital() {
        let lexicon = Lexicon::german();
        assert!(lexicon.starters.contains("Außerdem"));
        assert!(lexicon.starters.contains("Über"));
        assert!(!lexicon.starters.contains("Thyssen-Krupp"));
    }
}
