//! Segmenting: paragraphs, sentences, tokens.

use unicode_segmentation::UnicodeSegmentation;

use crate::analysis::{Sentence, Token};
use crate::language::Language;
use crate::text::{Span, TokenRange};

/// Splits text into tokens and sentences.
#[derive(Debug, Default)]
pub struct Segmenter {}

impl Segmenter {
    /// Builds the segmenter from the embedded lexicons.
    pub fn new() -> Self {
        Self::default()
    }

    /// The tokens of a text and the sentences that hold them.
    ///
    /// Every token lies in exactly one sentence; what lies between tokens is white space.
    pub fn segment(&self, text: &str, language: Language) -> (Vec<Token>, Vec<Sentence>) {
        let tokens: Vec<Token> = text
            .split_word_bound_indices()
            .filter(|(_, word)| !word.trim().is_empty())
            .map(|(at, word)| Token::new(Span::new(at, at + word.len())))
            .collect();
        let mut sentences = Vec::new();
        let (mut start, mut paragraph) = (0, 0);
        for index in 0..tokens.len() {
            let word = tokens[index].span.of(text);
            let next = tokens.get(index + 1).map(|next| next.span.start as usize);
            let gap = next.map_or("", |next| &text[tokens[index].span.end as usize..next]);
            let line_end = gap.contains('\n');
            if next.is_none() || line_end || (matches!(word, "." | "!" | "?") && !gap.is_empty()) {
                let range = TokenRange::new(start, index + 1);
                let span = tokens[start].span.cover(tokens[index].span);
                sentences.push(Sentence {
                    span,
                    tokens: range,
                    paragraph,
                    language,
                });
                start = index + 1;
                paragraph += u32::from(line_end);
            }
        }
        (tokens, sentences)
    }
}
