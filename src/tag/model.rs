//! A linear model over hashed features, greedy from left to right (Collins 2002, averaged perceptron).
//!
//! The weights are one row of 32 bytes (signed, one a tag) for each of 65,536 feature hashes.

use super::tags::Tag;
use crate::linear::{WIDTH, hash, scores};

/// Features of one token.
pub(super) const FEATURES: usize = 22;
/// Rows of the weight table.
pub(super) const ROWS: usize = 1 << 16;

/// The hashed features of one token: rows of the weight table.
pub(super) type Features = [u32; FEATURES];

/// A trained model.
#[derive(Debug)]
pub(super) struct Model {
    weights: &'static [u8],
}

impl Model {
    /// The model of embedded weights; a file of another size counts as untrained.
    pub fn new(weights: &'static [u8]) -> Self {
        Self {
            weights: if weights.len() == ROWS * WIDTH {
                weights
            } else {
                &[]
            },
        }
    }

    /// The best tag for these features.
    pub fn best(&self, features: &Features) -> Tag {
        let scores = scores(self.weights, features);
        let scores = &scores[..Tag::COUNT];
        let top = scores.iter().copied().max();
        Tag::from_index(scores.iter().position(|&score| Some(score) == top).unwrap_or(0))
    }
}

/// What the features of a token look at.
#[derive(Debug, Clone, Copy)]
pub(super) struct Word {
    /// Hash of the word as it stands.
    exact: u64,
    /// Hash of the word in lower case.
    lower: u64,
    /// Hashes of its last 1 to 4 characters in lower case.
    suffix: [u64; 4],
    /// Hash of its first 3 characters in lower case.
    prefix: u64,
    /// How it is written: see `shape`.
    shape: u64,
    /// True for a mark that ends a clause.
    breaks: bool,
}

impl Word {
    /// Stands before the first and after the last word.
    pub const EDGE: Word = Word {
        exact: 1,
        lower: 1,
        suffix: [1; 4],
        prefix: 1,
        shape: 99,
        breaks: true,
    };

    /// Looks at a word. `lower` is a buffer that is used again for each word.
    pub fn new(word: &str, lower: &mut String) -> Self {
        lower_into(word, lower);
        let bytes = lower.as_bytes();
        let begins = |byte: u8| byte as i8 >= -0x40;
        let mut suffix = [0; 4];
        let mut last = bytes.len();
        for slot in &mut suffix {
            last = (0..last).rev().find(|&at| begins(bytes[at])).unwrap_or(0);
            *slot = hash(&bytes[last..]);
        }
        let third = (0..bytes.len())
            .filter(|&at| begins(bytes[at]))
            .nth(3)
            .unwrap_or(bytes.len());
        let lower_hash = hash(bytes);
        Self {
            exact: if word == lower {
                lower_hash
            } else {
                hash(word.as_bytes())
            },
            lower: lower_hash,
            suffix,
            prefix: hash(&bytes[..third]),
            shape: shape(word),
            breaks: matches!(
                word,
                "," | "." | ";" | ":" | "!" | "?" | "–" | "—" | "(" | ")" | "“" | "”" | "\""
            ),
        }
    }
}

/// What has been decided to the left.
#[derive(Debug, Clone, Copy)]
pub(super) struct Left {
    /// The tags of the last two tokens, the nearer one first.
    pub tags: [u8; 2],
    /// True where the clause already has a finite verb.
    pub finite: bool,
    /// True where the clause began with a subordinating word.
    pub subordinate: bool,
}

impl Left {
    /// At the beginning of a sentence.
    pub const START: Left = Left {
        tags: [30, 30],
        finite: false,
        subordinate: false,
    };

    /// Takes in the decision on a word.
    pub fn push(&mut self, word: &Word, tag: Tag) {
        if word.breaks {
            self.finite = false;
            self.subordinate = false;
        } else if tag == Tag::Cconj {
            self.finite = false;
        } else {
            self.finite |= tag.is_finite();
            self.subordinate |= tag == Tag::Sconj || tag == Tag::Pron && self.tags[0] == Tag::Punct as u8;
        }
        self.tags = [tag as u8, self.tags[0]];
    }
}

/// The features of the middle of five words.
pub(super) fn features(window: &[Word; 5], left: &Left) -> Features {
    let [before2, before, word, after, after2] = window;
    let [tag1, tag2] = left.tags.map(u64::from);
    let clause = u64::from(left.finite) | u64::from(left.subordinate) << 1 | u64::from(after.breaks) << 2;
    let raw: [u64; FEATURES] = [
        word.exact,
        word.lower,
        word.suffix[0] ^ word.shape,
        word.suffix[1],
        word.suffix[2],
        word.suffix[3],
        word.prefix,
        word.shape ^ tag1 << 8,
        before.lower,
        after.lower,
        before2.lower,
        after2.lower,
        tag1,
        tag1 | tag2 << 8,
        word.lower ^ tag1.wrapping_mul(0x9e37_79b9),
        word.suffix[2] ^ tag1.wrapping_mul(0x9e37_79b9),
        before.lower ^ word.lower.rotate_left(7),
        word.lower ^ after.lower.rotate_left(7),
        after.suffix[2] ^ word.suffix[1].rotate_left(9),
        word.suffix[1] ^ clause.wrapping_mul(0x85eb_ca6b),
        word.lower ^ clause.wrapping_mul(0xc2b2_ae35),
        after.shape | word.shape << 8 | clause << 16,
    ];
    let mut features = [0; FEATURES];
    for (number, (slot, raw)) in features.iter_mut().zip(raw).enumerate() {
        *slot = row(raw, number as u64);
    }
    features
}

fn row(raw: u64, number: u64) -> u32 {
    let mixed = (raw ^ number.wrapping_mul(0x9e37_79b9_7f4a_7c15)).wrapping_mul(0xff51_afd7_ed55_8ccd);
    (mixed >> 48) as u32
}

/// Writes `word` in small letters into `lower`, which is cleared.
pub(super) fn lower_into(word: &str, lower: &mut String) {
    lower.clear();
    if word.is_ascii() {
        lower.push_str(word);
        lower.make_ascii_lowercase();
        return;
    }
    for c in word.chars() {
        match c {
            '\0'..='\x7f' => lower.push(c.to_ascii_lowercase()),
            'ä' | 'ö' | 'ü' | 'ß' => lower.push(c),
            _ => lower.extend(c.to_lowercase()),
        }
    }
}

/// How a word is written: letters by case, digits, marks, a hyphen inside.
fn shape(word: &str) -> u64 {
    let first = word.chars().next().unwrap_or(' ');
    let start = if first.is_lowercase() {
        1
    } else if first.is_uppercase() {
        2
    } else if first.is_ascii_digit() {
        3
    } else if first.is_alphabetic() {
        4
    } else {
        5
    };
    let (mut capital, mut digit, mut hyphen) = (false, false, false);
    for c in word[first.len_utf8().min(word.len())..].chars() {
        capital |= c.is_uppercase();
        digit |= c.is_ascii_digit();
        hyphen |= c == '-';
    }
    start | u64::from(capital) << 3 | u64::from(digit) << 4 | u64::from(hyphen) << 5
}
