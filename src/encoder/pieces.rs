//! Cuts words into pieces of a vocabulary: the unigram model of SentencePiece, word by word.

use unicode_normalization::UnicodeNormalization;

use super::weights::{Reason, Weights};

/// The sign that begins a word.
const WORD_START: char = '▁';
/// How much worse a letter without a piece is than the worst piece.
const UNKNOWN_PENALTY: f32 = 10.0;
/// Longer words are cut off here, as in training.
const MAX_PIECES: usize = 12;
/// Letters of a word that are looked at; more cannot matter.
const MAX_LETTERS: usize = 120;

/// The vocabulary.
pub(super) struct Pieces {
    /// Piece -> its number.
    numbers: fst::Map<Vec<u8>>,
    scores: Vec<f32>,
    unknown_score: f32,
    /// Begins every window.
    pub begin: u32,
    /// Ends a window and stands between paragraphs.
    pub end: u32,
    unknown: u32,
}

/// Buffers that are used again from word to word.
#[derive(Default)]
pub(super) struct Cutter {
    text: String,
    /// For each byte: the best way to it, as score, start of its last piece, number of that piece.
    best: Vec<(f32, u32, u32)>,
}

impl Pieces {
    pub fn new(weights: &Weights<'_>) -> Result<Self, Reason> {
        let text = weights.unsigned("pieces.text", &[weights.len("pieces.text")?])?;
        let text = String::from_utf8(text).map_err(|_| "the pieces are no text".to_owned())?;
        let table: Vec<&str> = text.split('\n').collect();
        let scores = weights.floats("pieces.scores", &[table.len()])?;
        let mut order: Vec<u32> = (0..table.len() as u32).collect();
        order.sort_unstable_by_key(|&number| table[number as usize]);
        order.dedup_by_key(|number| table[*number as usize]);
        let numbers = fst::Map::from_iter(order.iter().map(|&n| (table[n as usize], u64::from(n))))
            .map_err(|error| error.to_string())?;
        let mark = |name: &str| {
            weights
                .number::<u32>(name)
                .ok()
                .filter(|&number| (number as usize) < table.len())
                .ok_or_else(|| format!("no mark {name}"))
        };
        Ok(Self {
            unknown_score: scores.iter().copied().fold(0.0, f32::min) - UNKNOWN_PENALTY,
            begin: mark("begin")?,
            end: mark("end")?,
            unknown: mark("unknown")?,
            numbers,
            scores,
        })
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.scores.len()
    }

    /// Adds the pieces of `word` to `out`: the sequence with the best sum of scores, at most [`MAX_PIECES`], at least one.
    pub fn cut(&self, word: &str, cutter: &mut Cutter, out: &mut Vec<u32>) {
        let Cutter { text, best } = cutter;
        text.clear();
        text.push(WORD_START);
        if word.is_ascii() {
            text.extend(word.chars().filter(|&c| c != ' ').take(MAX_LETTERS));
        } else {
            text.extend(word.nfkc().filter(|&c| c != ' ').take(MAX_LETTERS));
        }
        best.clear();
        best.resize(text.len() + 1, (f32::NEG_INFINITY, 0, 0));
        best[0].0 = 0.0;
        for (at, letter) in text.char_indices() {
            let here = best[at].0;
            if here == f32::NEG_INFINITY {
                continue;
            }
            let single = at + letter.len_utf8();
            let mut known = false;
            let fst = self.numbers.as_fst();
            let (mut node, mut number) = (fst.root(), 0);
            for (offset, &byte) in text.as_bytes()[at..].iter().enumerate() {
                let Some(index) = node.find_input(byte) else { break };
                let step = node.transition(index);
                number += step.out.value();
                node = fst.node(step.addr);
                if node.is_final() {
                    let piece = number + node.final_output().value();
                    let (end, score) = (at + offset + 1, here + self.scores[piece as usize]);
                    known |= end == single;
                    if score > best[end].0 {
                        best[end] = (score, at as u32, piece as u32);
                    }
                }
            }
            if !known && here + self.unknown_score > best[single].0 {
                best[single] = (here + self.unknown_score, at as u32, self.unknown);
            }
        }
        let first = out.len();
        let mut end = text.len();
        while end > 0 {
            let (_, start, piece) = best[end];
            // unknown letters in a row are one piece
            if piece != self.unknown || out.len() == first || out.last() != Some(&piece) {
                out.push(piece);
            }
            end = start as usize;
        }
        out[first..].reverse();
        out.truncate(first + MAX_PIECES);
    }
}
