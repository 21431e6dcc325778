//! The words of a document as the search for quotes sees them: with classes from the tagger and from a list of function words.

use std::ops::Range;

use crate::analysis::{Lemma, Mention, MentionKind, Mood, TextLayer, Upos};
use crate::linear::{FNV_START, hash};
use crate::quotes::classes::{Classes, FunctionWords, Listed};
use crate::quotes::cues::{CueForm, CueLexicon};
use crate::quotes::heard::Heard;
use crate::quotes::rows::lower_hash;
use crate::text::lower_into;

/// The words of one document with their classes and the cues that they can be.
pub(crate) struct Words<'a> {
    pub(crate) layer: &'a TextLayer<'a>,
    /// What an encoder says of the words, if one has read them.
    pub(crate) heard: Option<&'a Heard>,
    classes: Vec<Classes>,
    /// The lists that have the word, by token.
    listed: Vec<Listed>,
    /// The forms of cue verbs, by token.
    forms: Vec<&'a [CueForm]>,
    /// The hashes of the words in lower case, by token.
    hashes: Vec<u64>,
    /// True where a name ends with the token.
    name_ends: Vec<bool>,
}

impl<'a> Words<'a> {
    pub(crate) fn new(layer: &'a TextLayer<'a>, functions: &FunctionWords, cues: &'a CueLexicon) -> Self {
        let mut classes = Vec::with_capacity(layer.tokens.len());
        let mut forms: Vec<&'a [CueForm]> = Vec::with_capacity(layer.tokens.len());
        let mut hashes = Vec::with_capacity(layer.tokens.len());
        let mut lower = String::new();
        let mut listed = Vec::with_capacity(layer.tokens.len());
        let mut sentences = layer.sentences.iter().map(|s| s.tokens.start as usize);
        let mut sentence = sentences.next();
        for (index, token) in layer.tokens.iter().enumerate() {
            let word = layer.word(index);
            let begins = sentence == Some(index);
            if begins {
                sentence = sentences.next();
            }
            lower_into(word, &mut lower);
            hashes.push(hash(lower.as_bytes()));
            let first = word.chars().next().unwrap_or(' ');
            if !first.is_alphanumeric() {
                let class = Classes::mark(word);
                classes.push(class);
                // "&"
                let known = if class == Classes::default() {
                    functions.get(word).listed
                } else {
                    Listed::default()
                };
                listed.push(known);
                forms.push(&[]);
                continue;
            }
            let function = functions.get(&lower);
            listed.push(function.listed);
            let mut class = function.classes.without(Classes::SOURCE);
            let known = class != Classes::default();
            // "Jonas Weil": a function word with a capital after a name is a name
            let named = first.is_uppercase()
                && known
                && !begins
                && index > 0
                && class.any(Classes::SUB)
                && layer.tokens[index].upos == Upos::Propn;
            // "WHO": no function word either
            let acronym = class.any(Classes::WH) && word.len() > 2 && word.chars().all(char::is_uppercase);
            let named = named || acronym;
            if named {
                class = Classes::default();
            }
            if first.is_uppercase() && (!known || named || (class == Classes::TIME)) {
                class = class.or(Classes::CAPITAL);
            }
            if first.is_numeric() {
                class = class.or(if ends_in_noun(word) {
                    Classes::CAPITAL
                } else {
                    Classes::NUMBER
                });
            } else if first.is_lowercase() && !known && (ends_in_noun(word) || is_address(word)) {
                class = class.or(Classes::CAPITAL);
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
                Upos::Adv if class == Classes::CAPITAL && !ends_in_noun(word) => Classes::ADV,
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
            classes.push(class.or(function.classes.and(Classes::SOURCE)));
            forms.push(cue);
        }
        Self {
            layer,
            heard: None,
            classes,
            listed,
            forms,
            hashes,
            name_ends: vec![false; layer.tokens.len()],
        }
    }

    /// Takes the words of names for nothing else: neither verbs nor cues, whatever the tagger has them for.
    pub(crate) fn with_names(mut self, mentions: &[Mention]) -> Self {
        for mention in mentions
            .iter()
            .filter(|mention| mention.kind == MentionKind::Name)
        {
            if let Some(last) = mention.tokens.range().last()
                && let Some(ends) = self.name_ends.get_mut(last)
            {
                *ends = true;
            }
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

    /// The classes that some token of a range has.
    pub(crate) fn all_classes(&self, range: Range<usize>) -> Classes {
        let classes = self.classes.get(range).unwrap_or(&[]);
        classes.iter().copied().fold(Classes::default(), Classes::or)
    }

    /// True where one of the lists has token `index`; false beyond the text.
    pub(crate) fn listed(&self, index: usize, lists: Listed) -> bool {
        self.listed.get(index).is_some_and(|listed| listed.any(lists))
    }

    /// True where the token is one of these words, in lower case or with a capital.
    #[inline]
    pub(crate) fn one_of(&self, index: usize, words: &[&str]) -> bool {
        index < self.classes.len() && {
            let word = self.layer.word(index);
            words.iter().any(|w| w.eq_ignore_ascii_case(word))
        }
    }

    /// True where a name ends right before token `index`.
    pub(crate) fn follows_name(&self, index: usize) -> bool {
        index > 0 && self.name_ends.get(index - 1).is_some_and(|&ends| ends)
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

    /// The hash of the token in lower case; that of no word beyond the text.
    pub(crate) fn hash(&self, index: usize) -> u64 {
        self.hashes.get(index).copied().unwrap_or(FNV_START)
    }

    /// The hash of the token's lemma in lower case.
    pub(crate) fn lemma_hash(&self, index: usize) -> u64 {
        match &self.layer.tokens[index].lemma {
            Lemma::Surface => self.hash(index),
            Lemma::Lexicon(lemma) => lower_hash(lemma),
            Lemma::Derived(lemma) => lower_hash(lemma),
        }
    }

    /// Number of tokens.
    pub(crate) fn len(&self) -> usize {
        self.classes.len()
    }
}

/// True for "39-Jähriger", "dpa-Meldung" and "el-Baradei": a noun or name that does not begin with its capital.
fn ends_in_noun(word: &str) -> bool {
    let noun = word.split_once('-').map(|(_, noun)| noun);
    noun.is_some_and(|noun| noun.starts_with(char::is_uppercase))
}

/// True for "nordbote.de": a point inside the word.
fn is_address(word: &str) -> bool {
    let parts = word.split_once('.');
    parts.is_some_and(|(name, rest)| name.len() > 1 && rest.starts_with(char::is_alphabetic))
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
