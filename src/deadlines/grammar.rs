//! The small words of both languages that tell how a clause is built.

use std::sync::LazyLock;

use crate::language::wordmap::WordMap;
use crate::language::{Language, lexicon};

macro_rules! small {
    ($($name:ident $text:literal)*) => {
        /// What a word does; the heads of the files say what each kind means.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub(super) enum Small { $($name),* }

        /// The kinds by the names that they have in the files.
        const KINDS: &[(&str, Small)] = &[$(($text, Small::$name)),*];
    };
}

small! {
    About "about"
    AlwaysRelative "always_relative"
    And "and"
    Be "be"
    Condition "condition"
    Copula "copula"
    Dative "dative"
    EitherTense "either_tense"
    Expletive "expletive"
    Feminine "feminine"
    Follower "follower"
    FromOn "from_on"
    Future "future"
    Genitive "genitive"
    GenitiveArticle "genitive_article"
    GenitiveToo "genitive_too"
    Governs "governs"
    Have "have"
    It "it"
    Joins "joins"
    LastingFor "lasting_for"
    Later "later"
    Masculine "masculine"
    MasculineFeminine "masculine_feminine"
    MasculineNeuter "masculine_neuter"
    ModalInfinitive "modal_infinitive"
    Must "must"
    Neuter "neuter"
    Never "never"
    NoSubject "no_subject"
    Nobody "nobody"
    Nominative "nominative"
    Not "not"
    Oblique "oblique"
    Of "of"
    On "on"
    One "one"
    OpenRelative "open_relative"
    OwnerToo "owner_too"
    Particle "particle"
    ParticiplePrefix "participle_prefix"
    Passive "passive"
    Percent "percent"
    Perfect "perfect"
    PersonFeminine "person_feminine"
    PersonMasculine "person_masculine"
    Plural "plural"
    PluralVerb "plural_verb"
    PronounMasculine "pronoun_masculine"
    PronounNeuter "pronoun_neuter"
    PronounOpen "pronoun_open"
    PronounPlural "pronoun_plural"
    Question "question"
    Relative "relative"
    RelativeFeminine "relative_feminine"
    RelativeMasculine "relative_masculine"
    RelativeNeuter "relative_neuter"
    RelativePronoun "relative_pronoun"
    SetsAhead "sets_ahead"
    Since "since"
    Singular "singular"
    Still "still"
    SubjectArticle "subject_article"
    SubjectRelative "subject_relative"
    ThereIs "there_is"
    These "these"
    Than "than"
    Today "today"
    Todays "todays"
    Until "until"
    VerbPrefix "verb_prefix"
    WeakRelative "weak_relative"
    Within "within"
}

const GERMAN: &str = include_str!("../language/de/clause_words.txt");
const ENGLISH: &str = include_str!("../language/en/clause_words.txt");

/// The kinds of each word as bits, in German and in English.
static WORDS: LazyLock<WordMap<[u128; 2]>> = LazyLock::new(|| {
    let mut words: WordMap<[u128; 2]> = WordMap::default();
    for (language, file) in [GERMAN, ENGLISH].into_iter().enumerate() {
        for (kind, word) in entries(file) {
            words.entry(word)[language] |= 1 << kind as u32;
        }
    }
    words
});

/// A prefix has no more letters.
const LONGEST_PREFIX: usize = 5;

/// The words of a file, each with its kind.
fn entries(file: &'static str) -> impl Iterator<Item = (Small, &'static str)> {
    lexicon::entries(file)
        .filter_map(|columns| {
            let (name, words) = (columns.first()?, columns.get(1)?);
            let (_, kind) = KINDS.iter().find(|(known, _)| known == name)?;
            Some(words.split(' ').map(|word| (*kind, word)))
        })
        .flatten()
}

impl Small {
    /// True for a word that is of the kind in one of the languages.
    pub fn has(self, word: &str) -> bool {
        let [german, english] = WORDS.get(word).unwrap_or_default();
        (german | english) & 1 << self as u32 != 0
    }

    /// True for a word that is of the kind in a language; every language but English has the German words.
    pub fn is(self, word: &str, language: Language) -> bool {
        let kinds = WORDS.get(word).unwrap_or_default()[usize::from(language == Language::English)];
        kinds & 1 << self as u32 != 0
    }

    /// True for a word that begins with a German one of the kind.
    pub fn begins(self, word: &str) -> bool {
        self.rests(word).next().is_some()
    }

    /// What is left of a word behind each German one of the kind that it begins with.
    pub fn rests(self, word: &str) -> impl Iterator<Item = &str> {
        let bit = 1 << self as u32;
        let ends = word.char_indices().skip(1).take(LONGEST_PREFIX);
        ends.filter_map(move |(at, _)| {
            let [kinds, _] = WORDS.get(&word[..at])?;
            (kinds & bit != 0).then_some(&word[at..])
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_parses_and_every_kind_has_words() {
        for file in [GERMAN, ENGLISH] {
            for columns in lexicon::entries(file) {
                assert_eq!(columns.len(), 2, "{columns:?}");
                assert!(KINDS.iter().any(|(name, _)| *name == columns[0]), "{columns:?}");
            }
        }
        for (name, kind) in KINDS {
            let has = |file| entries(file).any(|(other, _)| other == *kind);
            assert!(has(GERMAN) || has(ENGLISH), "{name}");
        }
        assert!(KINDS.len() <= u128::BITS as usize);
    }

    #[test]
    fn a_word_is_of_its_kind_in_its_language() {
        assert!(Small::Than.has("als") && Small::Than.has("than"));
        assert!(Small::Than.is("als", Language::German) && !Small::Than.is("als", Language::English));
        assert!(Small::ParticiplePrefix.begins("verboten") && !Small::ParticiplePrefix.begins("ver"));
        assert_eq!(Small::VerbPrefix.rests("stattgefunden").next(), Some("gefunden"));
        let longest =
            entries(GERMAN).filter(|(kind, _)| matches!(kind, Small::ParticiplePrefix | Small::VerbPrefix));
        assert!(longest.map(|(_, word)| word.chars().count()).max() <= Some(LONGEST_PREFIX));
    }
}
