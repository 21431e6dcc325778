//! The sequence model: hashed features, a linear row each, beam of one with the labels to the left as features.

use super::label::Label;
use crate::linear::{self, Scores, hash};

/// Features of one token.
pub(super) const FEATURES: usize = 34;
/// The table has 2^17 rows: 4 MiB a language.
pub(super) const BITS: u32 = 17;

/// The rows of one token's features.
pub(super) type Features = [u32; FEATURES];

/// The model of one language.
#[derive(Debug)]
pub(super) struct Model {
    weights: &'static [u8],
    /// Word classes: word -> class + 1.
    clusters: Option<fst::Map<&'static [u8]>>,
}

impl Model {
    /// The model of embedded weights and word classes.
    pub fn new(weights: &'static [u8], clusters: &'static [u8]) -> Self {
        Self {
            weights,
            clusters: fst::Map::new(clusters).ok(),
        }
    }

    /// The scores of all labels.
    pub fn scores(&self, features: &Features) -> Scores {
        linear::scores(self.weights, features)
    }

    /// Looks at a word.
    pub fn look(&self, word: &str, lower: &mut String) -> Word {
        let cluster = self.clusters.as_ref().and_then(|map| map.get(word)).unwrap_or(0);
        Word::new(word, cluster, lower)
    }
}

/// What the features look at.
#[derive(Debug, Clone, Copy)]
pub(super) struct Word {
    exact: u64,
    lower: u64,
    suffix: [u64; 4],
    prefix: [u64; 3],
    shape: u64,
    cluster: u64,
    /// Hash of what stands before the first hyphen; 0 without one.
    before_hyphen: u64,
}

impl Word {
    /// Stands before the first and after the last word.
    pub const EDGE: Word = Word {
        exact: 1,
        lower: 1,
        suffix: [1; 4],
        prefix: [1; 3],
        shape: 99,
        cluster: 9999,
        before_hyphen: 0,
    };

    /// Looks at a word of class `cluster`; `lower` is a buffer.
    pub fn new(word: &str, cluster: u64, lower: &mut String) -> Self {
        lower.clear();
        if word.is_ascii() {
            lower.push_str(word);
            lower.make_ascii_lowercase();
        } else {
            lower.extend(word.chars().flat_map(char::to_lowercase));
        }
        let mut suffix = [0; 4];
        let mut from_end = lower.char_indices().rev();
        let mut at = 0;
        for slot in &mut suffix {
            at = from_end.next().map_or(at, |(at, _)| at);
            *slot = hash(&lower.as_bytes()[at..]);
        }
        let mut prefix = [0; 3];
        for (slot, length) in prefix.iter_mut().zip([2, 3, 4]) {
            let end = lower.char_indices().nth(length).map_or(lower.len(), |(at, _)| at);
            *slot = hash(&lower.as_bytes()[..end]);
        }
        let before_hyphen = word
            .find('-')
            .filter(|&at| at > 0)
            .map_or(0, |at| hash(&word.as_bytes()[..at]));
        Self {
            exact: hash(word.as_bytes()),
            lower: hash(lower.as_bytes()),
            suffix,
            prefix,
            shape: shape(word),
            cluster,
            before_hyphen,
        }
    }

    /// True for a word that begins with a capital.
    pub fn is_capital(&self) -> bool {
        self.shape & 7 == 2
    }
}

/// The features of the middle of five words. `left` are the labels of the last two; `first` is true at the beginning of
/// a sentence; `headline` where most words of it have capitals.
pub(super) fn features(window: &[Word; 5], left: [Label; 2], first: bool, headline: bool) -> Features {
    let [before2, before, word, after, after2] = window;
    let (label1, label2) = (u64::from(left[0].0), u64::from(left[1].0));
    let place = u64::from(first) | u64::from(headline) << 1;
    let mix = |a: u64, b: u64| a.rotate_left(23) ^ b.wrapping_mul(0x9e37_79b9_7f4a_7c15);
    let raw: [u64; FEATURES] = [
        word.exact,
        word.lower,
        word.suffix[1],
        word.suffix[2],
        word.suffix[3],
        word.prefix[0],
        word.prefix[1],
        word.prefix[2],
        word.shape | place << 10,
        word.cluster,
        mix(word.cluster, place),
        word.before_hyphen,
        before.lower,
        before.cluster,
        before.shape,
        mix(before.suffix[2], word.shape),
        after.lower,
        after.cluster,
        after.shape,
        mix(after.suffix[2], word.shape),
        before2.lower,
        before2.cluster,
        after2.lower,
        after2.cluster,
        label1,
        label1 | label2 << 8,
        mix(word.exact, label1),
        mix(word.cluster, label1),
        mix(before.lower, word.exact),
        mix(word.exact, after.lower),
        mix(before.cluster, word.cluster),
        mix(word.cluster, after.cluster),
        mix(word.suffix[2], mix(label1, word.shape)),
        before.shape | word.shape << 10 | after.shape << 20 | label1 << 30,
    ];
    let mut features = [0; FEATURES];
    for (number, (slot, raw)) in features.iter_mut().zip(raw).enumerate() {
        *slot = linear::row(raw, number as u64, BITS);
    }
    features
}

/// How a word is written: first sign, capitals, digits, hyphen, full stop, all capitals.
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
    let (mut capital, mut lower, mut digit, mut hyphen, mut stop) = (false, false, false, false, false);
    for c in word.chars().skip(1) {
        capital |= c.is_uppercase();
        lower |= c.is_lowercase();
        digit |= c.is_ascii_digit();
        hyphen |= c == '-';
        stop |= c == '.';
    }
    start
        | u64::from(capital) << 3
        | u64::from(lower) << 4
        | u64::from(digit) << 5
        | u64::from(hyphen) << 6
        | u64::from(stop) << 7
        | u64::from(word.len() <= 3) << 8
}

/// True where most of the longer words have capitals, as in an English headline, or all letters are capitals.
pub(super) fn is_headline(words: &[Word]) -> bool {
    let letters = words.iter().filter(|word| matches!(word.shape & 7, 1 | 2));
    let (mut capitals, mut all) = (0, 0);
    for word in letters.filter(|word| word.shape >> 8 & 1 == 0) {
        all += 1;
        capitals += usize::from(word.is_capital());
    }
    all > 3 && capitals * 5 > all * 4
}
