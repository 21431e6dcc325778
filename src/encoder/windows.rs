//! Cuts a document into windows that the encoder reads at once.
//!
//! A window is made of whole sentences; short paragraphs share one, so that each has its neighbours as context. This is how
//! the windows of training are made, too.

use std::collections::HashMap;
use std::ops::Range;

use super::pieces::{Cutter, Pieces};
use crate::analysis::TextLayer;
use crate::names::MARKS;

/// The most pieces of a window, both marks included.
pub(super) const LIMIT: usize = 250;

/// The windows of a document, ready to be read.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Windows {
    /// The pieces of all windows, one after the other.
    pub pieces: Vec<u32>,
    /// The marks of each piece, those of its token on its first one.
    pub marks: Vec<u64>,
    /// The pieces of each window.
    pub ranges: Vec<Range<usize>>,
    /// The tokens of each window.
    pub tokens: Vec<Range<usize>>,
    /// The first piece of each token in a window, as an index into `pieces`.
    pub places: Vec<usize>,
}

impl Windows {
    /// Cuts the tokens of those sentences of `layer` that are `wanted`; no window is longer than [`LIMIT`] and `longest`.
    pub fn new(
        layer: &TextLayer<'_>,
        vocabulary: &Pieces,
        longest: usize,
        marks: &[u64],
        wanted: impl Fn(usize) -> bool,
    ) -> Self {
        let limit = LIMIT.min(longest).max(3);
        let wanted: Vec<bool> = (0..layer.sentences.len()).map(wanted).collect();
        let (cut, lengths) = cut_words(layer, vocabulary, &wanted);
        let mut windows = Windows {
            places: vec![0; layer.tokens.len()],
            ..Windows::default()
        };
        let mut open = 0..0;
        let mut used = 2;
        for unit in units(layer, &lengths, limit, &wanted) {
            let need: usize = lengths[unit.clone()].iter().sum::<usize>() + 1;
            if !open.is_empty() && (used + need > limit || open.end != unit.start) {
                windows.push(layer, vocabulary, open, &cut, limit);
                open = unit.start..unit.start;
                used = 2;
            }
            if open.is_empty() {
                open.start = unit.start;
            }
            open.end = unit.end;
            used += need;
        }
        windows.push(layer, vocabulary, open, &cut, limit);
        windows.marks = vec![0; windows.pieces.len()];
        for token in windows.tokens.iter().cloned().flatten() {
            let known = marks.get(token).map_or(0, |marks| marks & ((1 << MARKS) - 1));
            windows.marks[windows.places[token]] |= known;
        }
        windows
    }

    fn push(
        &mut self,
        layer: &TextLayer<'_>,
        vocabulary: &Pieces,
        tokens: Range<usize>,
        cut: &Cut,
        limit: usize,
    ) {
        if tokens.is_empty() {
            return;
        }
        let start = self.pieces.len();
        let mut sentence = layer.sentence_of(tokens.start);
        self.pieces.push(vocabulary.begin);
        for token in tokens.clone() {
            let before = sentence;
            while layer
                .sentences
                .get(sentence)
                .is_some_and(|s| s.tokens.range().end <= token)
            {
                sentence += 1;
            }
            let new_paragraph = sentence != before
                && layer.sentences.get(sentence).map(|s| s.paragraph)
                    != layer.sentences.get(before).map(|s| s.paragraph);
            if new_paragraph {
                self.pieces.push(vocabulary.end);
            }
            // what is beyond the longest window (one sentence alone can be) shares its last place
            self.places[token] = self.pieces.len().min(start + limit - 2);
            self.pieces
                .extend_from_slice(&cut.pieces[cut.words[token].clone()]);
        }
        self.pieces.truncate(start + limit - 1);
        self.pieces.push(vocabulary.end);
        self.ranges.push(start..self.pieces.len());
        self.tokens.push(tokens);
    }
}

/// The pieces of each token.
struct Cut {
    pieces: Vec<u32>,
    words: Vec<Range<usize>>,
}

fn cut_words(layer: &TextLayer<'_>, vocabulary: &Pieces, wanted: &[bool]) -> (Cut, Vec<usize>) {
    let mut known: HashMap<&str, Range<usize>> = HashMap::new();
    let mut pieces = Vec::new();
    let mut cutter = Cutter::default();
    let mut words = vec![0..0; layer.tokens.len()];
    let sentences = layer.sentences.iter().zip(wanted).filter(|(_, wanted)| **wanted);
    for token in sentences.flat_map(|(sentence, _)| sentence.tokens.range()) {
        let word = layer.word(token);
        let range = known.entry(word).or_insert_with(|| {
            let start = pieces.len();
            vocabulary.cut(word, &mut cutter, &mut pieces);
            start..pieces.len()
        });
        words[token] = range.clone();
    }
    let lengths = words.iter().map(Range::len).collect();
    (Cut { pieces, words }, lengths)
}

/// Runs of tokens that stay together: paragraphs, and the sentences of those that are too long or not wholly wanted.
fn units(layer: &TextLayer<'_>, lengths: &[usize], limit: usize, wanted: &[bool]) -> Vec<Range<usize>> {
    let mut units = Vec::new();
    let mut number = 0;
    for paragraph in layer.sentences.chunk_by(|a, b| a.paragraph == b.paragraph) {
        let (Some(first), Some(last)) = (paragraph.first(), paragraph.last()) else {
            continue;
        };
        let whole = first.tokens.range().start..last.tokens.range().end;
        let wanted = &wanted[number..number + paragraph.len()];
        number += paragraph.len();
        if !wanted.contains(&false) && lengths[whole.clone()].iter().sum::<usize>() + 2 <= limit {
            units.push(whole);
        } else {
            let chosen = paragraph.iter().zip(wanted).filter(|(_, wanted)| **wanted);
            units.extend(chosen.map(|(sentence, _)| sentence.tokens.range()));
        }
    }
    units
}
