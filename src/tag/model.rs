//! A linear model over hashed features, greedy from left to right (Collins 2002, averaged perceptron).
//!
//! The weights are one row of 32 bytes (signed, one a tag) for each of 65,536 feature hashes.

use super::tags::Tag;
use crate::linear::{WIDTH, hash, scores};
use crate::text::lower_into;

/// Features of one token that hang on the words alone.
pub(super) const WORD_FEATURES: usize = 14;
/// Features of one token that hang on what was decided to the left.
pub(super) const LEFT_FEATURES: usize = 8;
/// Rows of the weight table.
pub(super) const ROWS: usize = 1 << 16;

/// The scores of all tags.
pub(super) type Scores = [i16; Tag::COUNT];

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

    /// Sums the rows of the features that hang on the words alone. These sums do not wait for any decision, so the
    /// processor fetches the rows of several words at once.
    pub fn score_words(&self, features: &[u32; WORD_FEATURES]) -> Scores {
        scores(self.weights, features)
    }

    /// The best tag, once the features that hang on earlier decisions are added.
    pub fn best(&self, words: &Scores, features: &[u32; LEFT_FEATURES]) -> Tag {
        let left: Scores = scores(self.weights, features);
        // the score above, the tag below: one maximum without a branch, the first of equal ones wins
        let mut best = i32::MIN;
        for tag in 0..Tag::COUNT {
            let score = i32::from(words[tag]) + i32::from(left[tag]);
            best = best.max(score << 8 | (255 - tag as i32));
        }
        Tag::from_index(255 - (best & 0xFF) as usize)
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
    /// Its tag, where that is certain.
    pub closed: Option<Tag>,
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
        closed: None,
    };

    /// Looks at a word. `lower` is a buffer that is used again for each word.
    pub fn new(word: &str, lower: &mut String) -> Self {
        lower_into(word, lower);
        let bytes = lower.as_bytes();
        let mut suffix = [0; 4];
        let third;
        if lower.is_ascii() {
            for (letters, slot) in (1..).zip(&mut suffix) {
                *slot = hash(&bytes[bytes.len().saturating_sub(letters)..]);
            }
            third = bytes.len().min(3);
        } else {
            let mut last = bytes.len();
            for slot in &mut suffix {
                last = (0..last)
                    .rev()
                    .find(|&at| begins_character(bytes[at]))
                    .unwrap_or(0);
                *slot = hash(&bytes[last..]);
            }
            third = (0..bytes.len())
                .filter(|&at| begins_character(bytes[at]))
                .nth(3)
                .unwrap_or(bytes.len());
        }
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
            breaks: word.len() <= 3
                && matches!(
                    word,
                    "," | "." | ";" | ":" | "!" | "?" | "–" | "—" | "(" | ")" | "“" | "”" | "\""
                ),
            closed: None,
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

/// The features of the middle of five words that hang on the words alone.
pub(super) fn word_features(window: &[Word; 5]) -> [u32; WORD_FEATURES] {
    let [before2, before, word, after, after2] = window;
    [
        row(word.exact, 0),
        row(word.lower, 1),
        row(word.suffix[0] ^ word.shape, 2),
        row(word.suffix[1], 3),
        row(word.suffix[2], 4),
        row(word.suffix[3], 5),
        row(word.prefix, 6),
        row(before.lower, 8),
        row(after.lower, 9),
        row(before2.lower, 10),
        row(after2.lower, 11),
        row(before.lower ^ word.lower.rotate_left(7), 16),
        row(word.lower ^ after.lower.rotate_left(7), 17),
        row(after.suffix[2] ^ word.suffix[1].rotate_left(9), 18),
    ]
}

/// The features that hang on what was decided to the left.
pub(super) fn left_features(window: &[Word; 5], left: &Left) -> [u32; LEFT_FEATURES] {
    let [_, _, word, after, _] = window;
    let [tag1, tag2] = left.tags.map(u64::from);
    let clause = u64::from(left.finite) | u64::from(left.subordinate) << 1 | u64::from(after.breaks) << 2;
    [
        row(word.shape ^ tag1 << 8, 7),
        row(tag1, 12),
        row(tag1 | tag2 << 8, 13),
        row(word.lower ^ tag1.wrapping_mul(0x9e37_79b9), 14),
        row(word.suffix[2] ^ tag1.wrapping_mul(0x9e37_79b9), 15),
        row(word.suffix[1] ^ clause.wrapping_mul(0x85eb_ca6b), 19),
        row(word.lower ^ clause.wrapping_mul(0xc2b2_ae35), 20),
        row(after.shape | word.shape << 8 | clause << 16, 21),
    ]
}

fn row(raw: u64, number: u64) -> u32 {
    let mixed = (raw ^ number.wrapping_mul(0x9e37_79b9_7f4a_7c15)).wrapping_mul(0xff51_afd7_ed55_8ccd);
    (mixed >> 48) as u32
}

fn begins_character(byte: u8) -> bool {
    byte as i8 >= -0x40
}

/// How a word is written: letters by case, digits, marks, a hyphen inside.
fn shape(word: &str) -> u64 {
    let first = word.chars().next().unwrap_or(' ');
    let start = match first {
        'a'..='z' => 1,
        'A'..='Z' => 2,
        '0'..='9' => 3,
        _ if first.is_lowercase() => 1,
        _ if first.is_uppercase() => 2,
        _ if first.is_alphabetic() => 4,
        _ => 5,
    };
    let (mut capital, mut digit, mut hyphen) = (false, false, false);
    for c in word[first.len_utf8().min(word.len())..].chars() {
        match c {
            'a'..='z' => {}
            '0'..='9' => digit = true,
            '-' => hyphen = true,
            _ => capital |= c.is_uppercase(),
        }
    }
    start | u64::from(capital) << 3 | u64::from(digit) << 4 | u64::from(hyphen) << 5
}
