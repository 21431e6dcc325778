//! Segmenting: paragraphs, sentences, tokens.
//!
//! One pass over the bytes (the *scanner*) cuts tokens and notes the few places that matter for sentences; the
//! *splitter* then decides at those places alone. Both are linear in the text.
//!
//! # Conventions
//!
//! - German follows the EmpiriST guideline: abbreviations by part (`z.|B.`), dates by part (`16.|07.|2013`), ordinals with
//!   their full stop, compounds with a hyphen and words with an apostrophe whole (`US-Firmen`, `geht's`, `Trump’s`).
//! - English cuts contractions and possessives as the treebanks do: `do|n't`, `I|'m`, `Trump|'s`, `workers|'`. So the
//!   negation and the possessor are words of their own for the stages that follow ("Trump" is the name, not "Trump's"),
//!   and every token is a stretch of the text: what a contraction stands for ("ca|n't" for "can not") is left alone.
//!   `cannot` is one token.
//! - A number and its unit or currency are two tokens (`12,50|€`, `25|km`), a range three (`10|-|12`); clock times,
//!   scores and decimals are one (`14:30`, `3:0`, `3,5`).
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
use crate::language::{Language, Sample};
use lexicon::Lexicon;
use scan::Scanner;
use sentence::Splitter;

/// Splits text into tokens and sentences; usable alone, without the rest of the pipeline.
///
/// Built once, shared by all threads; each call is independent of every other.
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
    /// Spans are byte offsets on character boundaries. Texts in other languages are cut by the rules of English. A
    /// sentence that is clearly in another language than the document (a quotation, a headline) is named so. The cost is
    /// linear in the length of the text, whatever it holds.
    pub fn segment(&self, text: &str, language: Language) -> (Vec<Token>, Vec<Sentence>) {
        let lexicon = match language {
            Language::German => &self.german,
            _ => &self.english,
        };
        let mut scanner = Scanner::new(text, lexicon);
        scanner.run();
        let mut sentences = Splitter::new(&scanner).split(language);
        if language != Language::Other {
            for sentence in &mut sentences {
                sentence.language = sentence_language(text, &scanner.tokens, sentence, lexicon, language);
            }
        }
        (scanner.tokens, sentences)
    }
}

/// The language of a sentence in a document in `language`: another one only where no function word speaks for that of
/// the document and the sentence clearly fits the other better.
fn sentence_language(
    text: &str,
    tokens: &[Token],
    sentence: &Sentence,
    lexicon: &Lexicon,
    language: Language,
) -> Language {
    let tokens = &tokens[sentence.tokens.range()];
    let known = |token: &Token| lexicon.function_words.contains(token.span.of(text));
    if tokens.len() < FEWEST_WORDS || tokens.len() > MOST_TOKENS || tokens.iter().any(known) {
        return language;
    }
    let mut sample = Sample::default();
    sample.read(sentence.span.of(text));
    if sample.words as usize >= FEWEST_WORDS && sample.lead_over(language) > CLEARLY {
        sample.language()
    } else {
        language
    }
}

/// Words that a sentence has at least to be in another language than its document.
const FEWEST_WORDS: usize = 5;
/// Tokens that it has at most: what is longer is no sentence.
const MOST_TOKENS: usize = 400;
/// How much better, a word, another language has to fit: above what any German or English sentence of the development
/// data shows.
const CLEARLY: i32 = 180;
