//! Ends of German words that tell persons and places.

use std::sync::LazyLock;

use crate::actors::lexicon::classed;
use crate::language::endings::Endings;

const FILE: &str = include_str!("../../language/de/person_endings.txt");

/// What an end tells; the file's head says more.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Ending {
    Place,
    Agent,
    Age,
    Woman,
    Open,
    ManNoun,
    WomanNoun,
    PluralDative,
    TownAdjective,
    TownRest,
}

/// The kinds by the names that they have in the file.
const KINDS: [(&str, Ending); 10] = [
    ("place", Ending::Place),
    ("agent", Ending::Agent),
    ("age", Ending::Age),
    ("woman", Ending::Woman),
    ("open", Ending::Open),
    ("man_noun", Ending::ManNoun),
    ("woman_noun", Ending::WomanNoun),
    ("plural_dative", Ending::PluralDative),
    ("town_adjective", Ending::TownAdjective),
    ("town_rest", Ending::TownRest),
];

/// The ends, in the order of [`KINDS`].
static ENDINGS: LazyLock<[Endings<()>; KINDS.len()]> = LazyLock::new(|| {
    KINDS.map(|(name, _)| {
        let own = classed(FILE).filter(|(kind, _)| *kind == name);
        Endings::new(own.map(|(_, ending)| (ending, ())))
    })
});

impl Ending {
    /// True for a word with such an end in small letters, but for the first one of a noun.
    pub fn of(self, word: &str) -> bool {
        let mut ends = ENDINGS[self as usize].of(word);
        ends.any(|(at, ())| {
            let first = usize::from(word.len() - at > 1);
            !word[at..].chars().skip(first).any(char::is_uppercase)
        })
    }

    /// A word without its longest such end.
    pub fn strip(self, word: &str) -> Option<&str> {
        let (at, ()) = ENDINGS[self as usize].longest(word)?;
        Some(&word[..at])
    }

    /// True where such an end is all that there is.
    pub fn is(self, word: &str) -> bool {
        ENDINGS[self as usize].whole(word).is_some()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::lexicon;

    #[test]
    fn every_line_parses_and_kinds_stand_in_their_order() {
        for columns in lexicon::entries(FILE) {
            assert_eq!(columns.len(), 2, "{columns:?}");
            assert!(KINDS.iter().any(|(name, _)| *name == columns[0]), "{columns:?}");
        }
        for (at, (_, kind)) in KINDS.into_iter().enumerate() {
            assert_eq!(kind as usize, at);
        }
    }

    #[test]
    fn words_are_told_by_their_ends() {
        assert!(Ending::Age.of("39-Jährige") && !Ending::Age.of("Jahre"));
        assert!(Ending::Agent.of("Gladbacher") && !Ending::Agent.of("SOR"));
        assert_eq!(Ending::TownAdjective.strip("bremer"), Some("brem"));
        assert!(Ending::TownRest.is("en") && !Ending::TownRest.is("men"));
    }
}
