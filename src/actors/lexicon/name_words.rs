//! Small words and nouns that tell where names and descriptions begin, end and go on.

use crate::actors::lexicon::{Lexicon, classed};
use crate::language::Language;
use crate::language::endings::Endings;
use crate::language::wordmap::WordMap;

const GERMAN: &str = include_str!("../../language/de/name_words.txt");
const ENGLISH: &str = include_str!("../../language/en/name_words.txt");
const NOUN_ENDINGS: &str = include_str!("../../language/de/noun_endings.txt");

/// What a word is; the files' heads say what each means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum NameWord {
    Article,
    Possessive,
    Indefinite,
    NameArticle,
    Genitive,
    Dative,
    Plural,
    Loose,
    Inside,
    Tie,
    List,
    Member,
    State,
    Fuller,
    Open,
    Short,
    Direction,
    Day,
    Office,
    Closed,
    Government,
    And,
    Clause,
    Attribute,
    Of,
    Whose,
    Unfinished,
    Mister,
    Miss,
    Lettered,
    Unspecific,
    Feminine,
    Masculine,
    Contracted,
    OfArticle,
    Quote,
    Opens,
    Closes,
}

/// The kinds by the names that they have in the files.
const KINDS: [(&str, NameWord); 38] = [
    ("article", NameWord::Article),
    ("possessive", NameWord::Possessive),
    ("indefinite", NameWord::Indefinite),
    ("name_article", NameWord::NameArticle),
    ("genitive", NameWord::Genitive),
    ("dative", NameWord::Dative),
    ("plural", NameWord::Plural),
    ("loose", NameWord::Loose),
    ("inside", NameWord::Inside),
    ("tie", NameWord::Tie),
    ("list", NameWord::List),
    ("member", NameWord::Member),
    ("state", NameWord::State),
    ("fuller", NameWord::Fuller),
    ("open", NameWord::Open),
    ("short", NameWord::Short),
    ("direction", NameWord::Direction),
    ("day", NameWord::Day),
    ("office", NameWord::Office),
    ("closed", NameWord::Closed),
    ("government", NameWord::Government),
    ("and", NameWord::And),
    ("clause", NameWord::Clause),
    ("attribute", NameWord::Attribute),
    ("of", NameWord::Of),
    ("whose", NameWord::Whose),
    ("unfinished", NameWord::Unfinished),
    ("mister", NameWord::Mister),
    ("miss", NameWord::Miss),
    ("lettered", NameWord::Lettered),
    ("unspecific", NameWord::Unspecific),
    ("feminine", NameWord::Feminine),
    ("masculine", NameWord::Masculine),
    ("contracted", NameWord::Contracted),
    ("of_article", NameWord::OfArticle),
    ("quote", NameWord::Quote),
    ("opens", NameWord::Opens),
    ("closes", NameWord::Closes),
];

/// What becomes of a German noun in the genitive.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum NounEnding {
    /// Its -s is no ending.
    Same,
    /// It has lost nothing but its -s or -es.
    Genitive,
}

/// The words of both languages, each with one bit for every kind.
#[derive(Debug)]
pub(super) struct NameWords {
    kinds: WordMap<[u64; 2]>,
    nouns: Endings<NounEnding>,
}

impl NameWords {
    /// The embedded words.
    pub fn new() -> Self {
        let mut kinds: WordMap<[u64; 2]> = WordMap::default();
        for (language, file) in [GERMAN, ENGLISH].into_iter().enumerate() {
            for (kind, word) in classed(file) {
                let known = KINDS.iter().find(|(name, _)| *name == kind);
                if let Some((_, kind)) = known {
                    kinds.entry(word)[language] |= 1 << *kind as u64;
                }
            }
        }
        let nouns = classed(NOUN_ENDINGS).map(|(kind, ending)| match kind {
            "same" => (ending, NounEnding::Same),
            _ => (ending, NounEnding::Genitive),
        });
        Self {
            kinds,
            nouns: Endings::new(nouns),
        }
    }

    fn of(&self, word: &str) -> [u64; 2] {
        self.kinds.get(word).unwrap_or_default()
    }
}

impl Lexicon {
    /// True where a word is of a kind in a language; every language but English has the German words.
    pub fn is(&self, word: &str, kind: NameWord, language: Language) -> bool {
        let kinds = self.name_words.of(word)[usize::from(language == Language::English)];
        kinds & 1 << kind as u64 != 0
    }

    /// True where a word is of a kind in any language: names of one stand in texts of the other.
    pub fn is_anywhere(&self, word: &str, kind: NameWord) -> bool {
        let [german, english] = self.name_words.of(word);
        (german | english) & 1 << kind as u64 != 0
    }

    /// True for a German noun whose -s is no ending of the genitive ("Währungsfonds").
    pub fn is_invariable(&self, noun: &str) -> bool {
        let found = self.name_words.nouns.longest(noun);
        found.is_some_and(|(_, ending)| ending == NounEnding::Same)
    }

    /// A German noun of those that name something together with a place without the ending of the genitive.
    pub fn without_genitive<'a>(&self, noun: &'a str) -> &'a str {
        let found = self.name_words.nouns.longest(noun);
        match found.filter(|(_, ending)| *ending == NounEnding::Genitive) {
            Some(_) => noun.strip_suffix("es").unwrap_or(&noun[..noun.len() - 1]),
            None => noun,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::lexicon;

    #[test]
    fn every_line_parses() {
        for file in [GERMAN, ENGLISH] {
            for columns in lexicon::entries(file) {
                assert_eq!(columns.len(), 2, "{columns:?}");
                assert!(KINDS.iter().any(|(name, _)| *name == columns[0]), "{columns:?}");
            }
        }
        for columns in lexicon::entries(NOUN_ENDINGS) {
            assert_eq!(columns.len(), 2, "{columns:?}");
            assert!(matches!(columns[0], "same" | "genitive"), "{columns:?}");
            assert!(columns[1].split(' ').all(|end| end.ends_with('s')), "{columns:?}");
        }
    }

    #[test]
    fn kinds_are_told_apart() {
        let lexicon = Lexicon::new();
        assert!(lexicon.is("des", NameWord::Genitive, Language::German));
        assert!(!lexicon.is("des", NameWord::Genitive, Language::English));
        assert!(lexicon.is_anywhere("of", NameWord::Loose));
        assert!(!lexicon.is_anywhere("Berlin", NameWord::Loose));
        assert!(lexicon.is_invariable("Währungsfonds"));
        for (noun, base) in [
            ("Außenministeriums", "Außenministerium"),
            ("Landtages", "Landtag"),
            ("Landtags", "Landtag"),
            ("Hafen", "Hafen"),
        ] {
            assert_eq!(lexicon.without_genitive(noun), base, "{noun}");
        }
    }
}
