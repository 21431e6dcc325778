//! What the network is told of one word, wherever it stands: hashed features, each a row of a table, and word pieces.

use super::flags::{self, Look};
use super::gazetteer::{self, Gazetteer};
use super::hashing::row;
use super::pieces::Pieces;
use crate::linear::hash;
use crate::text::lower_into;

/// Rows of the hashed features.
const HASHED: u32 = 32 * 1024;
/// Hashed features of one word.
pub(super) const FEATURES: usize = 17;
/// Pieces of one word that count; the first ones and the last.
pub(super) const MOST_PIECES: usize = 6;

/// The features and pieces of one word.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct WordView {
    /// Rows of the feature table; [`NONE`] for what the word does not have.
    rows: [u32; FEATURES],
    /// Numbers of its pieces; the first `pieces_len` count.
    pieces: [u32; MOST_PIECES],
    pieces_len: u8,
    /// The lists of names that it is on.
    lists: u64,
    shape: u64,
    is_compound: bool,
}

/// No row.
const NONE: u32 = u32::MAX;
/// The row of the first flag, after the hashed features.
pub(super) const FLAGS: u32 = HASHED;
/// The row of the first list of names.
const LISTS: u32 = FLAGS + flags::COUNT as u32;
/// All rows.
pub(super) const ROWS: usize = LISTS as usize + gazetteer::ROWS;

/// How many features tell which word it is, the first ones; in training they are hidden together at times, so that the others
/// learn to do without.
#[cfg(feature = "train")]
pub(super) const IDENTITY: usize = 2;
/// The features that all but tell it: its last five and six letters, its first four and five.
#[cfg(feature = "train")]
pub(super) const LONG_PARTS: [usize; 4] = [6, 7, 11, 12];

impl WordView {
    /// Looks at a word; `lower` is a buffer.
    pub fn new(word: &str, pieces: &Pieces, gazetteer: &Gazetteer, lower: &mut String) -> Self {
        lower_into(word, lower);
        let bytes = lower.as_bytes();
        // Ends of the first letters and starts of the last ones.
        let mut prefix = [bytes.len(); 5];
        for (slot, (at, c)) in prefix.iter_mut().zip(lower.char_indices()) {
            *slot = at + c.len_utf8();
        }
        let mut suffix = [0; 6];
        for (slot, (at, _)) in suffix.iter_mut().zip(lower.char_indices().rev()) {
            *slot = at;
        }
        let (head, tail) = match word.rfind('-') {
            Some(at) if at > 0 && at + 1 < word.len() => (
                word.find('-').map_or(0, |at| hash(&word.as_bytes()[..at])),
                hash(&word.as_bytes()[at + 1..]),
            ),
            _ => (0, 0),
        };
        let raw: [u64; FEATURES] = [
            hash(word.as_bytes()),
            hash(bytes),
            hash(&bytes[suffix[0]..]),
            hash(&bytes[suffix[1]..]),
            hash(&bytes[suffix[2]..]),
            hash(&bytes[suffix[3]..]),
            hash(&bytes[suffix[4]..]),
            hash(&bytes[suffix[5]..]),
            hash(&bytes[..prefix[0]]),
            hash(&bytes[..prefix[1]]),
            hash(&bytes[..prefix[2]]),
            hash(&bytes[..prefix[3]]),
            hash(&bytes[..prefix[4]]),
            shape(word),
            pattern(word),
            head,
            tail,
        ];
        let mut rows = [NONE; FEATURES];
        for (number, (slot, raw)) in rows.iter_mut().zip(raw).enumerate() {
            if raw != 0 {
                *slot = row(raw, number as u64, HASHED);
            }
        }
        let mut view = Self {
            rows,
            pieces: [0; MOST_PIECES],
            pieces_len: 0,
            lists: gazetteer.bits(word, lower),
            shape: shape(word),
            is_compound: head_of(word).is_some(),
        };
        pieces.cut(word, |piece| {
            let at = usize::from(view.pieces_len).min(MOST_PIECES - 1);
            view.pieces[at] = piece;
            view.pieces_len = at as u8 + 1;
        });
        view
    }

    /// Its rows, of features and lists.
    pub fn rows(&self) -> impl Iterator<Item = u32> {
        let lists = self.lists;
        let listed = (0..gazetteer::ROWS as u32).filter(move |bit| lists >> bit & 1 == 1);
        self.rows
            .iter()
            .copied()
            .filter(|&row| row != NONE)
            .chain(listed.map(|bit| LISTS + bit))
    }

    /// Its pieces.
    pub fn pieces(&self) -> &[u32] {
        &self.pieces[..usize::from(self.pieces_len)]
    }

    /// How it is written.
    pub fn look(&self) -> Look {
        let has = |class: u64| self.shape >> (3 + class) & 1 == 1;
        Look {
            long: self.shape >> 16 > 3 && matches!(self.shape & 7, 1 | 2),
            capital: self.shape & 7 == 2,
            upper: self.shape & 7 == 2 && has(2) && !has(1),
            compound: self.is_compound,
            begins: Gazetteer::begins(self.lists),
            goes_on: Gazetteer::goes_on(self.lists, self.shape & 7 == 2),
        }
    }
}

/// What stands before the last hyphen of a compound whose parts have capitals: "Trump" of "Trump-Erlass".
pub(super) fn head_of(word: &str) -> Option<&str> {
    let (head, tail) = word.rsplit_once('-')?;
    (head.starts_with(char::is_uppercase) && tail.starts_with(char::is_uppercase)).then_some(head)
}

/// How a word is written: first sign, capitals, digits, hyphen, full stop, length.
fn shape(word: &str) -> u64 {
    let class = |c: char| -> u64 {
        if c.is_lowercase() {
            1
        } else if c.is_uppercase() {
            2
        } else if c.is_ascii_digit() {
            3
        } else if c.is_alphabetic() {
            4
        } else {
            5
        }
    };
    let mut chars = word.chars();
    let first = chars.next().map_or(0, class);
    let seen = chars.fold(0, |seen, c| {
        seen | match c {
            '-' => 1 << 6,
            '.' => 1 << 7,
            '\'' | '’' => 1 << 8,
            '&' | '/' => 1 << 9,
            _ => 1 << class(c),
        }
    });
    first | seen << 3 | (word.len().min(8) as u64) << 16
}

/// The word's signs by class, runs as one: "Xx-X" for "Baden-W".
fn pattern(word: &str) -> u64 {
    let (mut hash, mut before) = (0xcbf2_9ce4_8422_2325_u64, '\0');
    for c in word.chars().take(40) {
        let class = if c.is_lowercase() {
            'x'
        } else if c.is_uppercase() {
            'X'
        } else if c.is_ascii_digit() {
            '0'
        } else {
            c
        };
        if class != before {
            hash = (hash ^ u64::from(u32::from(class))).wrapping_mul(0x0000_0100_0000_01b3);
            before = class;
        }
    }
    hash
}
