//! Classes and lists of words that the search for quotes goes by.

use crate::language::lexicon;
use crate::language::wordmap::WordMap;

/// A set of word classes; the names are those of `quote_words.txt`, the rest is read off the token.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Classes(u64);

macro_rules! classes {
    ($($name:ident = $bit:expr;)*) => {
        impl Classes { $(pub(crate) const $name: Classes = Classes(1 << $bit);)* }
    };
}

classes! {
    DET = 0; GEN = 1; PREP = 2; PRON = 3; DAT = 4; SUB = 5; QUE = 6; WH = 7; REL = 8; FINITE = 9; KONJ = 10; KONJ2 = 11;
    MODAL = 12; SOLL = 13; PASSIVE = 14; HAVE = 15; COORD = 16; ADV = 17; TIME = 18; NAME = 19;
    CAPITAL = 20; NUMBER = 21; COMMA = 22; STOP = 23; COLON = 24; SEMICOLON = 25; DASH = 26; OPEN = 27; CLOSE = 28;
    QUOTE = 29; ADJ = 30; VERB = 31; SOURCE = 32;
}

impl Classes {
    /// True where the two sets have a class in common.
    pub(crate) fn any(self, other: Classes) -> bool {
        self.0 & other.0 != 0
    }

    /// The union of two sets.
    pub(crate) const fn or(self, other: Classes) -> Classes {
        Classes(self.0 | other.0)
    }

    pub(super) fn without(self, other: Classes) -> Classes {
        Classes(self.0 & !other.0)
    }

    pub(super) fn and(self, other: Classes) -> Classes {
        Classes(self.0 & other.0)
    }

    /// The set with the name that the lexicon file uses.
    fn named(name: &str) -> Option<Classes> {
        Some(match name {
            "det" => Self::DET,
            "gen" => Self::GEN,
            "prep" => Self::PREP,
            "pron" => Self::PRON,
            "dat" => Self::DAT,
            "sub" => Self::SUB,
            "que" => Self::QUE,
            "wh" => Self::WH,
            "rel" => Self::REL,
            "fin" => Self::FINITE,
            "konj" => Self::KONJ.or(Self::FINITE),
            "konj2" => Self::KONJ2.or(Self::FINITE),
            "modal" => Self::MODAL,
            "soll" => Self::SOLL,
            "pass" => Self::PASSIVE,
            "have" => Self::HAVE,
            "coord" => Self::COORD,
            "adv" => Self::ADV,
            "time" => Self::TIME,
            "name" => Self::NAME,
            "source" => Self::SOURCE,
            _ => return None,
        })
    }

    /// The class of a mark.
    pub(super) fn mark(word: &str) -> Classes {
        match word {
            "" => Self::default(),
            "," => Self::COMMA,
            "." | "!" | "?" | "…" | "..." => Self::STOP,
            ":" => Self::COLON,
            ";" => Self::SEMICOLON,
            "–" | "—" | "-" | "--" => Self::DASH,
            "(" | "[" => Self::OPEN,
            ")" | "]" => Self::CLOSE,
            _ if word.chars().all(is_quotation_mark) => Self::QUOTE,
            _ => Self::default(),
        }
    }
}

fn is_quotation_mark(letter: char) -> bool {
    matches!(
        letter,
        '„' | '“' | '”' | '"' | '»' | '«' | '›' | '‹' | '‚' | '‘' | '’' | '\'' | '`'
    )
}

/// The lists of words that a rule asks for by itself; their names in `quote_words.txt` are in lower case, with hyphens.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Listed(u64);

macro_rules! lists {
    ($($(#[$doc:meta])* $name:ident = $bit:literal $file:literal;)*) => {
        impl Listed {
            $($(#[$doc])* pub(crate) const $name: Listed = Listed(1 << $bit);)*

            /// The list with the name that the lexicon file uses.
            fn named(name: &str) -> Option<Listed> {
                match name {
                    $($file => Some(Self::$name),)*
                    _ => None,
                }
            }
        }
    };
}

lists! {
    /// A pronoun that can be nothing but a subject.
    SUBJECT_PRONOUN = 0 "subject-pronoun";
    /// A pronoun that tells, at the beginning of what is said, who speaks.
    OPENING_PRONOUN = 1 "opening-pronoun";
    /// An article of the masculine subject that is also one of a feminine genitive or dative.
    ARTICLE_IN_R = 2 "article-in-r";
    /// An article that no subject has.
    OBLIQUE_ARTICLE = 3 "oblique-article";
    /// An article that an object after its verb has.
    OBJECT_ARTICLE = 4 "object-article";
    /// An article that can begin a subject although it can also be a dative or a prefix.
    ANY_ARTICLE = 5 "any-article";
    /// Begins what is said: that something is so.
    THAT = 6 "that";
    /// Begins what is asked.
    WHETHER = 7 "whether";
    /// A preposition that ties an attribute to its noun.
    ATTRIBUTE = 8 "attribute";
    /// A preposition that does so after a noun or a name directly before it.
    ATTRIBUTE_OF_NAME = 9 "attribute-of-name";
    /// Joins two nouns to one phrase.
    JOINING = 10 "joining";
    /// Before the agent of a passive clause.
    AGENT = 11 "agent";
    /// Before the speaker of an impersonal clause: "hieß es aus dem Ministerium".
    FROM_WHOM = 12 "from-whom";
    /// The same, after the verb only.
    FROM_WHERE = 13 "from-where";
    /// A verb that says something without a speaker.
    IMPERSONAL_VERB = 14 "impersonal-verb";
    /// The subject of an impersonal verb.
    IT = 15 "it";
    /// A subject that stands for a clause.
    EXPLETIVE = 16 "expletive";
    /// A subject that stands for the sentence before.
    POINTING = 17 "pointing";
    /// A relative pronoun that can be a subject.
    RELATIVE_SUBJECT = 18 "relative-subject";
    /// A relative pronoun that a source stands beside: "laut dem".
    RELATIVE_DATIVE = 19 "relative-dative";
    /// Stands beside a source: "laut Polizei".
    SOURCE_PREPOSITION = 20 "source-preposition";
    /// A pronoun that is a source: "ihm zufolge".
    SOURCE_PRONOUN = 21 "source-pronoun";
    /// A source by itself: whoever said it stands before.
    SOURCE_ALONE = 22 "source-alone";
    /// Tells, beside a marked stretch, that the sentence has a source.
    SOURCE_HINT = 23 "source-hint";
    /// Before the time of a source: "nach Angaben der Polizei vom Freitag".
    TIME_OF_SOURCE = 24 "time-of-source";
    /// Begins who is spoken to.
    ADDRESSEE_ARTICLE = 25 "addressee-article";
    /// Is who is spoken to.
    ADDRESSEE_PRONOUN = 26 "addressee-pronoun";
    /// An article.
    ARTICLE = 27 "article";
    /// A preposition that ties an attribute to its noun only where a name follows.
    BEFORE_NAME = 28 "before-name";
    /// A preposition that ties an attribute to the noun of an apposition.
    IN_APPOSITION = 29 "in-apposition";
    /// A preposition that ties an attribute to the noun of a subject.
    IN_SUBJECT = 30 "in-subject";
    /// A relative pronoun.
    RELATIVE = 31 "relative";
    /// Stands before the own subject of a participle: "with one witness saying".
    WITH_PARTICIPLE = 32 "with-participle";
    /// Stands before a participle that says something: "while noting".
    BEFORE_PARTICIPLE = 33 "before-participle";
    /// Where it begins a clause, the main clause goes on.
    MAIN_CLAUSE = 34 "main-clause";
    /// A word of questions that a cue's clause does not begin with.
    NOT_ASKED = 35 "not-asked";
    /// A preposition that begins no adjunct.
    NO_ADJUNCT = 36 "no-adjunct";
    /// Begins a time without a preposition: "last Monday".
    THIS_TIME = 37 "this-time";
    /// Belongs to the verb before it: "pointed out".
    VERB_PARTICLE = 38 "verb-particle";
    /// Whose something is.
    POSSESSIVE = 39 "possessive";
    /// Begins a phrase without an article.
    PRONOUN_OR_NUMBER = 40 "pronoun-or-number";
}

impl Listed {
    /// True where the two have a list in common.
    pub(crate) fn any(self, other: Listed) -> bool {
        self.0 & other.0 != 0
    }

    /// The union of two.
    pub(crate) const fn or(self, other: Listed) -> Listed {
        Listed(self.0 | other.0)
    }
}

/// What is known of a function word.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Function {
    pub(crate) classes: Classes,
    pub(crate) listed: Listed,
}

impl Function {
    /// The classes and lists that a line of the lexicon file names, by comma.
    fn parse(names: &str) -> Option<Function> {
        let mut function = Function::default();
        for name in names.split(',') {
            match (Classes::named(name), Listed::named(name)) {
                (Some(classes), _) => function.classes = function.classes.or(classes),
                (_, Some(listed)) => function.listed = function.listed.or(listed),
                (None, None) => return None,
            }
        }
        Some(function)
    }
}

/// A language's function words.
#[derive(Debug, Default)]
pub(crate) struct FunctionWords(WordMap<Function>);

impl FunctionWords {
    /// Reads a `quote_words.txt`; lines that name unknown classes are left out (a test proves that there are none).
    pub(crate) fn parse(file: &'static str) -> Self {
        let mut words: WordMap<Function> = WordMap::default();
        for columns in lexicon::entries(file) {
            let [names, list] = columns.as_slice() else {
                continue;
            };
            let Some(function) = Function::parse(names) else {
                continue;
            };
            for word in list.split_whitespace() {
                let entry = words.entry(word);
                entry.classes = entry.classes.or(function.classes);
                entry.listed = entry.listed.or(function.listed);
            }
        }
        Self(words)
    }

    /// What is known of a word in lower case.
    pub(crate) fn get(&self, lower: &str) -> Function {
        self.0.get(lower).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_of_the_lexicons_parses() {
        for file in [
            include_str!("../language/de/quote_words.txt"),
            include_str!("../language/en/quote_words.txt"),
        ] {
            for columns in lexicon::entries(file) {
                assert_eq!(columns.len(), 2, "{columns:?}");
                assert!(Function::parse(columns[0]).is_some(), "{columns:?}");
            }
        }
    }
}
