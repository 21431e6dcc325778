//! Vectors of words that were seen lately: most words of a text come again.

use super::flags::Look;
use super::network::WIDTH;
use crate::linear::hash;

/// How many words it has room for, a power of two.
const SLOTS: usize = 1 << 12;
/// Longer words are not kept.
const LONGEST: usize = 23;

/// What the network needs of a word.
#[derive(Debug, Clone, Copy)]
pub(super) struct Known {
    pub vector: [i16; WIDTH],
    pub look: Look,
}

#[derive(Debug, Clone)]
struct Slot {
    length: u8,
    word: [u8; LONGEST],
    known: Known,
}

/// One slot a word, found by its hash; a new word takes the place of the old one.
#[derive(Debug, Default)]
pub(super) struct Cache {
    slots: Vec<Option<Box<Slot>>>,
}

impl Cache {
    /// What is known of a word, by `look` where it was not seen lately.
    pub fn get(&mut self, word: &str, look: impl FnOnce() -> Known) -> Known {
        let bytes = word.as_bytes();
        if bytes.len() > LONGEST {
            return look();
        }
        if self.slots.is_empty() {
            self.slots.resize(SLOTS, None);
        }
        let slot = &mut self.slots[(hash(bytes) >> 20) as usize % SLOTS];
        match slot {
            Some(slot) if slot.word[..usize::from(slot.length)] == *bytes => slot.known,
            _ => {
                let known = look();
                let mut kept = [0; LONGEST];
                kept[..bytes.len()].copy_from_slice(bytes);
                *slot = Some(Box::new(Slot {
                    length: bytes.len() as u8,
                    word: kept,
                    known,
                }));
                known
            }
        }
    }
}
