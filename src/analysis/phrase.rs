//! Sentences and noun phrases.

use crate::language::Language;
use crate::text::{Span, TokenRange};

/// A sentence, or what stands in its place: a headline, a list item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sentence {
    /// From the first to the last token.
    pub span: Span,
    /// Its tokens, at least one.
    pub tokens: TokenRange,
    /// Number of the paragraph, from 0.
    pub paragraph: u32,
    /// The language of this sentence; the document's unless a quoted sentence is in another one.
    pub language: Language,
}

/// A noun phrase: article to head, with what follows the head left out ("eine mit der Angelegenheit vertraute
/// **Person**").
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NounPhrase {
    /// Its tokens, the article included.
    pub tokens: TokenRange,
    /// Token index of the head noun, name or pronoun.
    pub head: u32,
    /// How it is introduced.
    pub article: Article,
    /// Number, where the words tell.
    pub number: Option<Number>,
    /// Gender, where the words tell.
    pub gender: Option<Gender>,
}

/// How a noun phrase is introduced.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Article {
    /// No article.
    None,
    /// der, dieser, the, this.
    Definite,
    /// ein, a.
    Indefinite,
    /// mein, his.
    Possessive,
}

/// Grammatical number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[allow(missing_docs, reason = "evident")]
pub enum Number {
    Singular,
    Plural,
}

/// Grammatical gender.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[allow(missing_docs, reason = "evident")]
pub enum Gender {
    Masculine,
    Feminine,
    Neuter,
}
