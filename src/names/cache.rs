//! What the network needs of words that were seen lately: most words of a text come again.

use super::flags::Look;

/// It has room for twice two to the power of so many words.
const BITS: u32 = 12;
/// Longer words are not kept.
const LONGEST: usize = 23;

/// A word's bytes, noughts, and its length: no two words have the same, and none is all noughts.
type Key = [u8; LONGEST + 1];

/// Two words of the same hash, each with its look.
#[derive(Debug, Clone, Copy, Default)]
struct Pair {
    words: [(Key, u8); 2],
    /// Which one was seen last.
    last: u8,
}

/// A word is found by its hash; a new one takes the place of that of the two which was not seen last. What is all noughts at first is
/// memory that costs nothing before a word comes to it.
#[derive(Debug, Default)]
pub(super) struct Cache {
    pairs: Vec<Pair>,
    /// The shares of each word, and of one that is not kept.
    shares: Vec<i16>,
}

impl Cache {
    /// The `width` shares of a word and its look; `look` gives them where it was not seen lately.
    pub fn get(&mut self, word: &str, width: usize, look: impl FnOnce(&mut [i16]) -> Look) -> (&[i16], Look) {
        const PAIRS: usize = 1 << BITS;
        if self.pairs.is_empty() {
            self.pairs = vec![Pair::default(); PAIRS];
            self.shares = vec![0; (2 * PAIRS + 1) * width];
        }
        let Some(key) = key(word) else {
            let shares = &mut self.shares[2 * PAIRS * width..];
            let look = look(shares);
            return (shares, look);
        };
        let place = place(key);
        let pair = &mut self.pairs[place];
        let known = pair.words.iter().position(|word| word.0 == key);
        let at = known.unwrap_or(usize::from(pair.last ^ 1));
        let shares = &mut self.shares[(2 * place + at) * width..][..width];
        if known.is_none() {
            pair.words[at] = (key, look(shares).bits());
        }
        pair.last = at as u8;
        (shares, Look::of_bits(pair.words[at].1))
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
            // Each word has its length as its shares.
            let (shares, look) = cache.get(word, 3, |shares| {
                looked.push(word);
                shares.fill(word.len() as i16);
                Look {
                    long: word.len() > 3,
                    capital: false,
                    upper: true,
                    compound: false,
                    begins: false,
                    goes_on: false,
                }
            });
            assert_eq!(shares, [word.len() as i16; 3]);
            assert_eq!(
                [look.long, look.capital, look.upper],
                [word.len() > 3, false, true]
            );
        }
        assert_eq!(looked, ["ab", "ab\0", "", &long, &long]);
    }
}
