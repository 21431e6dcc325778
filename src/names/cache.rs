//! Vectors of words that were seen lately: most words of a text come again.

use super::flags::Look;
use super::network::WIDTH;

/// How many words it has room for, a power of two.
const SLOTS: usize = 1 << 13;
/// Longer words are not kept.
const LONGEST: usize = 23;

/// What the network needs of a word.
#[derive(Debug, Clone, Copy)]
pub(super) struct Known {
    pub vector: [i16; WIDTH],
    pub look: Look,
}

/// A word's bytes, noughts, and its length: no two words have the same, and none is all noughts.
type Key = [u8; LONGEST + 1];

/// One slot a word, found by its hash; a new word takes the place of the old one.
#[derive(Debug, Default)]
pub(super) struct Cache {
    slots: Vec<(Key, Known)>,
    /// The last word that was not kept.
    other: Option<Known>,
}

impl Cache {
    /// What is known of a word, by `look` where it was not seen lately.
    pub fn get(&mut self, word: &str, look: impl FnOnce() -> Known) -> &Known {
        let Some(key) = key(word) else {
            return self.other.insert(look());
        };
        if self.slots.is_empty() {
            self.slots.resize(SLOTS, (Key::default(), Known::default()));
        }
        let slot = &mut self.slots[hash(key) % SLOTS];
        if slot.0 != key {
            *slot = (key, look());
        }
        &slot.1
    }
}

impl Default for Known {
    fn default() -> Self {
        Self {
            vector: [0; WIDTH],
            look: Look::default(),
        }
    }
}

fn key(word: &str) -> Option<Key> {
    let mut key = Key::default();
    key.get_mut(..word.len())
        .filter(|slot| (1..=LONGEST).contains(&slot.len()))?
        .copy_from_slice(word.as_bytes());
    key[LONGEST] = word.len() as u8;
    Some(key)
}

fn hash(key: Key) -> usize {
    let mixed = key.as_chunks::<8>().0.iter().fold(0u64, |mixed, &bytes| {
        (mixed.rotate_left(5) ^ u64::from_le_bytes(bytes)).wrapping_mul(0x9e37_79b9_7f4a_7c15)
    });
    (mixed >> 40) as usize
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_is_looked_at_once_and_never_taken_for_another() {
        let mut cache = Cache::default();
        let mut looked = Vec::new();
        let long = "x".repeat(LONGEST + 1);
        let words = ["ab", "ab\0", "ab", "", &long, &long, "ab"];
        for (number, word) in (1..).zip(words) {
            let known = cache.get(word, || {
                looked.push(word);
                Known {
                    vector: [number; WIDTH],
                    ..Known::default()
                }
            });
            let first = if word == "ab" { 1 } else { number };
            assert_eq!(known.vector, [first; WIDTH]);
        }
        assert_eq!(looked, ["ab", "ab\0", "", &long, &long]);
    }
}
