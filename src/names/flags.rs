//! What the network is told of a sentence and of a word's place in it: rows of their own after the hashed ones.

use super::gazetteer::WHOLE_BITS;
use crate::language::Language;

/// How many rows.
pub(super) const COUNT: usize = 16;

const FIRST: u32 = 0;
const LAST: u32 = 1;
const GERMAN: u32 = 2;
const ENGLISH: u32 = 3;
const CAPITALS: u32 = 4;
const ALL_CAPITALS: u32 = 5;
/// The first of those for the words of a list's entry of several words.
const ENTRY: u32 = 6;

/// How a word is written, as far as it tells how its sentence is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Look {
    /// It has four and more letters.
    pub long: bool,
    /// It begins with a capital.
    pub capital: bool,
    /// It has no small letters.
    pub upper: bool,
    /// It is made of parts with capitals, with a hyphen before the last one.
    pub compound: bool,
    /// It begins some entry of several words in the lists of names.
    pub begins: bool,
    /// It may be a later word of one.
    pub goes_on: bool,
}

impl Look {
    /// Itself in one byte.
    pub fn bits(self) -> u8 {
        u8::from(self.long)
            | u8::from(self.capital) << 1
            | u8::from(self.upper) << 2
            | u8::from(self.compound) << 3
            | u8::from(self.begins) << 4
            | u8::from(self.goes_on) << 5
    }

    /// The look of a byte.
    pub fn of_bits(bits: u8) -> Self {
        Self {
            long: bits & 1 != 0,
            capital: bits & 2 != 0,
            upper: bits & 4 != 0,
            compound: bits & 8 != 0,
            begins: bits & 16 != 0,
            goes_on: bits & 32 != 0,
        }
    }
}

/// The flags of a whole sentence, one bit each.
pub(super) fn of_sentence(words: impl Iterator<Item = Look>, language: Language) -> u32 {
    let (mut long, mut capital, mut upper) = (0, 0, 0);
    for word in words.filter(|word| word.long) {
        long += 1;
        capital += u32::from(word.capital);
        upper += u32::from(word.upper);
    }
    let mut flags = 1
        << if language == Language::English {
            ENGLISH
        } else {
            GERMAN
        };
    if long > 2 && upper * 5 > long * 4 {
        flags |= 1 << ALL_CAPITALS;
    } else if long > 3 && capital * 5 > long * 4 {
        flags |= 1 << CAPITALS;
    }
    flags
}

/// The flags of word `at` of `length` of a sentence with these flags.
pub(super) fn of_word(sentence: u32, at: usize, length: usize) -> u32 {
    sentence | u32::from(at == 0) << FIRST | u32::from(at + 1 == length) << LAST
}

/// The flags of a word of an entry of such kinds, its first one or another.
pub(super) fn of_entry(kinds: u32, is_first: bool) -> u32 {
    kinds << if is_first { ENTRY } else { ENTRY + WHOLE_BITS }
}

/// The rows of some flags.
pub(super) fn rows(flags: u32) -> impl Iterator<Item = u32> {
    (0..COUNT as u32).filter(move |flag| flags >> flag & 1 == 1)
}
