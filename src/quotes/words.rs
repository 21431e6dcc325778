//! What a word is to the search for quotes: a few classes, from the tagger and from a list of function words.

use std::collections::HashMap;

use crate::analysis::{Mention, MentionKind, Mood, TextLayer, Upos};
use crate::language::lexicon;
use crate::quotes::cues::{CueForm, CueLexicon};
use crate::quotes::heard::Heard;

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

    fn without(self, other: Classes) -> Classes {
        Classes(self.0 & !other.0)
    }

    fn and(self, other: Classes) -> Classes {
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
    fn mark(word: &str) -> Classes {
        match word {
            "," => Self::COMMA,
            "." | "!" | "?" | "…" | "..." => Self::STOP,
            ":" => Self::COLON,
            ";" => Self::SEMICOLON,
            "–" | "—" | "-" | "--" => Self::DASH,
            "(" | "[" => Self::OPEN,
            ")" | "]" => Self::CLOSE,
            _ => {
                let mark = word.chars().all(|c| "„“”\"»«›‹‚‘’'`".contains(c));
                if mark { Self::QUOTE } else { Self::default() }
            }
        }
    }
}

/// The classes of a language's function words.
#[derive(Debug, Default)]
pub(crate) struct FunctionWords(HashMap<&'static str, Classes>);

impl FunctionWords {
    /// Reads a `quote_words.txt`; classes that it does not know are left out (a test proves that there are none).
    pub(crate) fn parse(file: &'static str) -> Self {
        let mut words: HashMap<&'static str, Classes> = HashMap::new();
        for columns in lexicon::entries(file) {
            let [names, list] = columns.as_slice() else {
                continue;
            };
            let classes = names
                .split(',')
                .filter_map(Classes::named)
                .fold(Classes::default(), Classes::or);
            for word in list.split_whitespace() {
                let entry = words.entry(word).or_default();
                *entry = entry.or(classes);
            }
        }
        Self(words)
    }
}

/// The words of one document with their classes and the cues that they can be.
pub(crate) struct Words<'a> {
    pub(crate) layer: &'a TextLayer<'a>,
    /// What an encoder says of the words, if one has read them.
    pub(crate) heard: Option<&'a Heard>,
    classes: Vec<Classes>,
    /// The forms of cue verbs, by token: an index into `forms`, or none.
    forms: Vec<&'a [CueForm]>,
}

impl<'a> Words<'a> {
    pub(crate) fn new(layer: &'a TextLayer<'a>, functions: &FunctionWords, cues: &'a CueLexicon) -> Self {
        let mut classes = Vec::with_capacity(layer.tokens.len());
        let mut forms: Vec<&'a [CueForm]> = Vec::with_capacity(layer.tokens.len());
        let mut lower = String::new();
        let mut sentences = layer.sentences.iter().map(|s| s.tokens.start as usize).peekable();
        for (index, token) in layer.tokens.iter().enumerate() {
            let word = layer.word(index);
            let begins = sentences.next_if_eq(&index).is_some();
            let Some(first) = word.chars().next() else {
                classes.push(Classes::default());
                forms.push(&[]);
                continue;
            };
            if !first.is_alphanumeric() {
                classes.push(Classes::mark(word));
                forms.push(&[]);
                continue;
            }
            lower.clear();
            lower.extend(word.chars().flat_map(char::to_lowercase));
            let listed = functions.0.get(lower.as_str()).copied().unwrap_or_default();
            let mut class = listed.without(Classes::SOURCE);
            let known = class != Classes::default();
            // "Jonas Weil": a function word with a capital after a name is a name
            let named = first.is_uppercase()
                && known
                && !begins
                && index > 0
                && class.any(Classes::SUB)
                && layer.tokens[index].upos == Upos::Propn;
            // "WHO": no function word either
            let acronym =
                known && word.len() > 2 && word.chars().all(char::is_uppercase) && class.any(Classes::WH);
            let named = named || acronym;
            if named {
                class = Classes::default();
            }
            if first.is_uppercase() && (!known || named || (class == Classes::TIME)) {
                class = class.or(Classes::CAPITAL);
            }
            if first.is_numeric() {
                class = class.or(if names_by_number(word) {
                    Classes::CAPITAL
                } else {
                    Classes::NUMBER
                });
            }
            // after a capital, a form is a verb only where a sentence begins
            let cue = if first.is_lowercase() || begins || starts_clause(layer, index) {
                cues.forms(&lower)
            } else {
                &[]
            };
            let mut class = match token.upos {
                Upos::Adj | Upos::Num => class.or(Classes::ADJ).without(Classes::FINITE),
                Upos::Verb | Upos::Aux => class.or(Classes::VERB).without(Classes::CAPITAL),
                Upos::Adv if class == Classes::CAPITAL => Classes::ADV,
                Upos::Adp if !known => class.or(Classes::PREP).without(Classes::CAPITAL),
                _ => class,
            };
            let untagged = token.upos == Upos::X && cue.iter().any(|form| form.finite);
            if token.finite || untagged {
                class = class.or(Classes::FINITE);
            }
            match token.mood {
                Some(Mood::SubjunctiveI) => class = class.or(Classes::KONJ).or(Classes::FINITE),
                Some(Mood::SubjunctiveII) if !class.any(Classes::KONJ) => {
                    class = class.or(Classes::KONJ2).or(Classes::FINITE)
                }
                _ => {}
            }
            classes.push(class.or(listed.and(Classes::SOURCE)));
            forms.push(cue);
        }
        Self {
            layer,
            heard: None,
            classes,
            forms,
        }
    }

    /// Takes the words of names for nothing else: neither verbs nor cues, whatever the tagger has them for.
    pub(crate) fn with_names(mut self, mentions: &[Mention]) -> Self {
        for mention in mentions
            .iter()
            .filter(|mention| mention.kind == MentionKind::Name)
        {
            for at in mention.tokens.range() {
                if let Some(class) = self.classes.get_mut(at)
                    && self.layer.word(at).starts_with(char::is_uppercase)
                    && class.any(Classes::VERB.or(Classes::FINITE))
                {
                    *class = Classes::CAPITAL;
                    self.forms[at] = &[];
                }
            }
        }
        self
    }

    /// The same words with what an encoder says of them.
    pub(crate) fn hearing(self, heard: Option<&'a Heard>) -> Self {
        Self { heard, ..self }
    }

    /// True where token `index` has one of the classes; false beyond the text.
    pub(crate) fn is(&self, index: usize, classes: Classes) -> bool {
        self.classes.get(index).is_some_and(|class| class.any(classes))
    }

    /// The classes of token `index`.
    pub(crate) fn classes(&self, index: usize) -> Classes {
        self.classes.get(index).copied().unwrap_or_default()
    }

    /// True where the token is one of these words, in lower case or with a capital.
    pub(crate) fn one_of(&self, index: usize, words: &[&str]) -> bool {
        index < self.classes.len() && {
            let word = self.layer.word(index);
            words.iter().any(|w| w.eq_ignore_ascii_case(word))
        }
    }

    /// The cue forms of token `index`.
    pub(crate) fn cue_forms(&self, index: usize) -> &'a [CueForm] {
        self.forms.get(index).copied().unwrap_or(&[])
    }

    /// The token's text, empty beyond the text.
    pub(crate) fn word(&self, index: usize) -> &'a str {
        if index < self.classes.len() {
            self.layer.word(index)
        } else {
            ""
        }
    }

    /// Number of tokens.
    pub(crate) fn len(&self) -> usize {
        self.classes.len()
    }
}

/// True for "39-Jähriger": a noun that begins with a number.
fn names_by_number(word: &str) -> bool {
    let noun = word.split_once('-').map(|(_, noun)| noun);
    noun.is_some_and(|noun| noun.starts_with(char::is_uppercase))
}

/// True after a colon, a quotation mark or a bracket.
fn starts_clause(layer: &TextLayer<'_>, index: usize) -> bool {
    index > 0
        && !layer
            .word(index - 1)
            .chars()
            .next()
            .is_some_and(|c| c.is_alphanumeric() || c == ',')
}
