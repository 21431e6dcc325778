//! Segmenting: paragraphs, sentences, tokens.
//!
//! One pass over the bytes (the *scanner*) cuts tokens and notes the few places that matter for sentences; the
//! *splitter* then decides at those places alone. Both are linear in the text.
//!
//! # Conventions
//!
//! - German follows the EmpiriST guideline: abbreviations by part (`z.|B.`), dates by part (`16.|07.|2013`), ordinals with
//!   their full stop, compounds with a hyphen and words with an apostrophe whole (`US-Firmen`, `geht's`, `Trump’s`).
//! - English cuts contractions and possessives as the treebanks do: `do|n't`, `I|'m`, `Trump|'s`, `workers|'`.
//! - URLs, mail addresses, handles, hashtags, emoticons, emoji sequences and forms such as `Nutzer:innen` are one token.

mod class;
mod event;
mod lexicon;
mod number;
mod scan;
mod sentence;
mod stop;
mod word;

use crate::analysis::{Sentence, Token};
use crate::language::Language;
use lexicon::Lexicon;
use scan::Scanner;
use sentence::Splitter;

/// Splits text into tokens and sentences.
///
/// ```
/// use depesche::Language;
/// use depesche::segment::Segmenter;
///
/// let text = "Das gilt z. B. am 14. September. Dr. Meier kommt um 14:30 Uhr.";
/// let (tokens, sentences) = Segmenter::new().segment(text, Language::German);
/// assert_eq!(sentences[0].span.of(text), "Das gilt z. B. am 14. September.");
/// let words: Vec<&str> = tokens.iter().map(|token| token.span.of(text)).collect();
/// assert_eq!(words[..8], ["Das", "gilt", "z.", "B.", "am", "14.", "September", "."]);
/// ```
#[derive(Debug)]
pub struct Segmenter {
    german: Lexicon,
    english: Lexicon,
}

impl Default for Segmenter {
    fn default() -> Self {
        Self::new()
    }
}

impl Segmenter {
    /// Builds the segmenter from the embedded lexicons.
    pub fn new() -> Self {
        Self {
            german: Lexicon::german(),
            english: Lexicon::english(),
        }
    }

    /// The tokens of a text and the sentences that hold them, both in the order of the text.
    ///
    /// Every token lies in exactly one sentence; what lies between tokens is white space or characters without width.
    /// Texts in other languages are cut by the rules of English.
    pub fn segment(&self, text: &str, language: Language) -> (Vec<Token>, Vec<Sentence>) {
        let lexicon = match language {
            Language::German => &self.german,
            _ => &self.english,
        };
        let mut scanner = Scanner::new(text, lexicon);
        scanner.run();
        let sentences = Splitter::new(&scanner).split(language);
        (scanner.tokens, sentences)
    }
}
