//! Words and marks: parts of speech, verb forms, base forms.

use std::borrow::Cow;

use crate::text::Span;

/// A word or a mark.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Token {
    /// Where it stands.
    pub span: Span,
    /// Part of speech.
    pub upos: Upos,
    /// True for a finite verb.
    pub finite: bool,
    /// The mood of a finite verb.
    pub mood: Option<Mood>,
    /// The tense of a finite verb form (the form's own: "hat" is present).
    pub tense: Option<Tense>,
    /// The base form.
    pub lemma: Lemma,
    /// For a verb with a separated prefix, the token index of that prefix ("teilte … **mit**"); the lemma then is
    /// the whole verb's ("mitteilen").
    pub particle: Option<u32>,
}

impl Token {
    /// A token of which only its place is known.
    pub fn new(span: Span) -> Self {
        Self {
            span,
            upos: Upos::X,
            finite: false,
            mood: None,
            tense: None,
            lemma: Lemma::Surface,
            particle: None,
        }
    }

    /// The base form.
    pub fn lemma<'a>(&'a self, text: &'a str) -> Cow<'a, str> {
        match &self.lemma {
            Lemma::Surface => Cow::Borrowed(self.span.of(text)),
            Lemma::Lexicon(lemma) => Cow::Borrowed(lemma),
            Lemma::Derived(lemma) => Cow::Borrowed(lemma),
        }
    }
}

/// Where a token's base form comes from.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Lemma {
    /// The word as it stands.
    #[default]
    Surface,
    /// An entry of an embedded lexicon.
    Lexicon(&'static str),
    /// Made by a rule.
    Derived(Box<str>),
}

/// Universal part-of-speech tags (<https://universaldependencies.org/u/pos/>).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[allow(missing_docs, reason = "the tags are the field's own")]
pub enum Upos {
    Adj,
    Adp,
    Adv,
    Aux,
    Cconj,
    Det,
    Intj,
    Noun,
    Num,
    Part,
    Pron,
    Propn,
    Punct,
    Sconj,
    Sym,
    Verb,
    X,
}

impl Upos {
    /// The tag as the standard writes it.
    pub fn as_str(self) -> &'static str {
        match self {
            Upos::Adj => "ADJ",
            Upos::Adp => "ADP",
            Upos::Adv => "ADV",
            Upos::Aux => "AUX",
            Upos::Cconj => "CCONJ",
            Upos::Det => "DET",
            Upos::Intj => "INTJ",
            Upos::Noun => "NOUN",
            Upos::Num => "NUM",
            Upos::Part => "PART",
            Upos::Pron => "PRON",
            Upos::Propn => "PROPN",
            Upos::Punct => "PUNCT",
            Upos::Sconj => "SCONJ",
            Upos::Sym => "SYM",
            Upos::Verb => "VERB",
            Upos::X => "X",
        }
    }
}

/// Mood of a finite verb.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Mood {
    /// Indicative.
    Indicative,
    /// Konjunktiv I ("sei", "habe"), the mood of reported speech.
    SubjunctiveI,
    /// Konjunktiv II ("wäre", "hätte").
    SubjunctiveII,
    /// Imperative.
    Imperative,
}

impl Mood {
    /// The value of the Universal feature `Mood`: Ind, Sub or Imp.
    pub fn as_str(self) -> &'static str {
        match self {
            Mood::Indicative => "Ind",
            Mood::SubjunctiveI | Mood::SubjunctiveII => "Sub",
            Mood::Imperative => "Imp",
        }
    }
}

/// Tense of a finite verb form.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Tense {
    /// Present.
    Present,
    /// Past.
    Past,
}
