//! Vectors of words that were seen lately: most words of a text come again.

use super::flags::Look;
use super::network::WIDTH;

/// It has room for two to the power of so many words.
const BITS: u32 = 14;
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

/// A word, its vector and its look.
type Slot = (Key, [i16; WIDTH], u8);

/// One slot a word, found by its hash; a new word takes the place of the old one. What is all noughts at first is memory that costs
/// nothing before a word comes to it.
#[derive(Debug, Default)]
pub(super) struct Cache {
    slots: Vec<Slot>,
}

impl Cache {
    /// Gives what is known of a word to `then`, by `look` where it was not seen lately.
    pub fn with<T>(
        &mut self,
        word: &str,
        look: impl FnOnce() -> Known,
        then: impl FnOnce(&[i16; WIDTH], Look) -> T,
    ) -> T {
        let Some(key) = key(word) else {
            let known = look();
            return then(&known.vector, known.look);
        };
        if self.slots.is_empty() {
            self.slots = vec![([0; LONGEST + 1], [0; WIDTH], 0); 1 << BITS];
        }
        let slot = &mut self.slots[place(key)];
        if slot.0 != key {
            let known = look();
            *slot = (key, known.vector, known.look.bits());
        }
        then(&slot.1, Look::of_bits(slot.2))
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

/// The number of a word's slot.
fn place(key: Key) -> usize {
    let mixed = key.as_chunks::<8>().0.iter().fold(0u64, |mixed, &bytes| {
        (mixed.rotate_left(5) ^ u64::from_le_bytes(bytes)).wrapping_mul(0x9e37_79b9_7f4a_7c15)
    });
    (mixed >> (u64::BITS - BITS)) as usize
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_is_looked_at_once_and_never_taken_for_another() {
        let mut cache = Cache::default();
        let mut looked = Vec::new();
        let long = "x".repeat(LONGEST + 1);
        for word in ["ab", "ab", "ab\0", "", &long, &long] {
            // Each word has its length as its vector.
            let look = || {
                looked.push(word);
                Known {
                    vector: [word.len() as i16; WIDTH],
                    look: Look {
                        long: word.len() > 3,
                        capital: false,
                        upper: true,
                        compound: false,
                    },
                }
            };
            cache.with(word, look, |vector, look| {
                assert_eq!(vector[0], word.len() as i16);
                assert_eq!(
                    [look.long, look.capital, look.upper],
                    [word.len() > 3, false, true]
                );
            });
        }
        assert_eq!(looked, ["ab", "ab\0", "", &long, &long]);
    }
}
