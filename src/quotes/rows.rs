//! Rows of features: numbered templates, each with what it looks at, hashed into a table.

use crate::linear::{FNV_START, fnv, row};

/// The hash of a word in lower case.
pub(crate) fn lower_hash(word: &str) -> u64 {
    let mut hash = FNV_START;
    for letter in word.chars() {
        if letter.is_ascii() {
            hash = fnv(hash, letter.to_ascii_lowercase() as u8);
            continue;
        }
        for lower in letter.to_lowercase() {
            let mut utf8 = [0; 4];
            hash = lower.encode_utf8(&mut utf8).bytes().fold(hash, fnv);
        }
    }
    hash
}

/// Collects the rows of numbered feature templates.
pub(crate) struct Rows<'r> {
    rows: &'r mut Vec<u32>,
    template: u64,
    bits: u32,
}

impl<'r> Rows<'r> {
    pub(crate) fn new(rows: &'r mut Vec<u32>, bits: u32) -> Self {
        rows.clear();
        Self {
            rows,
            template: 0,
            bits,
        }
    }

    /// Rows behind those that are there.
    pub(crate) fn onto(rows: &'r mut Vec<u32>, bits: u32) -> Self {
        Self {
            rows,
            template: 0,
            bits,
        }
    }

    /// The next template is the one of this number.
    pub(crate) fn from(&mut self, template: u64) {
        self.template = template;
    }

    /// Adds the next template with what it looks at.
    pub(crate) fn add(&mut self, parts: &[u64]) {
        let raw = parts.iter().fold(0x9ae1_6a3b_2f90_404f_u64, |sum, &part| {
            (sum.rotate_left(21) ^ part).wrapping_mul(0x9e37_79b9_7f4a_7c15)
        });
        self.rows.push(row(raw, self.template, self.bits));
        self.template += 1;
    }

    /// Adds the next template where it applies.
    pub(crate) fn add_if(&mut self, applies: bool, parts: &[u64]) {
        if applies {
            self.add(parts);
        } else {
            self.template += 1;
        }
    }

    /// Adds one template with each of several values.
    pub(crate) fn add_all(&mut self, values: impl Iterator<Item = u64>) {
        for value in values {
            self.add(&[value]);
            self.template -= 1;
        }
        self.template += 1;
    }
}
