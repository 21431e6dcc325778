//! A map from words to small values, made once and read very often.

/// Words and what is known of each; looked up by exact spelling.
#[derive(Debug, Clone)]
pub struct WordMap<V> {
    words: Words,
    /// The value of each word, by its number.
    values: Vec<V>,
}

impl<V: Copy + Default> Default for WordMap<V> {
    fn default() -> Self {
        Self::with_capacity(8)
    }
}

impl<V: Copy + Default> WordMap<V> {
    /// An empty map with room for `words` words.
    pub fn with_capacity(words: usize) -> Self {
        Self {
            words: Words::with_capacity(words),
            values: Vec::new(),
        }
    }

    /// What `word` maps to.
    pub fn get(&self, word: &str) -> Option<V> {
        self.words.number(word).map(|number| self.values[number])
    }

    /// True where the map has `word`.
    pub fn contains(&self, word: &str) -> bool {
        self.words.number(word).is_some()
    }

    /// The value of `word`, made if it is new.
    pub fn entry(&mut self, word: &str) -> &mut V {
        let number = self.words.add(word);
        if number == self.values.len() {
            self.values.push(V::default());
        }
        &mut self.values[number]
    }

    /// Number of words.
    pub fn len(&self) -> usize {
        self.values.len()
    }

    /// True for a map without words.
    pub fn is_empty(&self) -> bool {
        self.values.is_empty()
    }
}

/// Words, numbered in the order in which they were added.
///
/// Open addressing over one block of text. Eight bits of every word's hash lie by themselves, so that a look-up of a word
/// that is not there, as most are not, touches a small part of the memory and nothing else. The code is the same for
/// maps to whatever values, so that it is near as well.
#[derive(Debug, Clone)]
struct Words {
    text: String,
    /// For each slot the check of its word; [`FREE`] where it has none.
    checks: Vec<u8>,
    slots: Vec<Slot>,
    mask: usize,
    len: usize,
}

#[derive(Debug, Clone, Copy, Default)]
struct Slot {
    /// Where the word begins in the text.
    start: u32,
    /// Its length in bytes.
    length: u32,
    number: u32,
}

/// The check of a slot without a word.
const FREE: u8 = 0;

/// The part of a hash that tells most words of one place apart.
fn check(hash: u64) -> u8 {
    (hash as u8).max(FREE + 1)
}

impl Words {
    fn with_capacity(words: usize) -> Self {
        let size = (words * 2 + 8).next_power_of_two();
        Self {
            text: String::new(),
            checks: vec![FREE; size],
            slots: vec![Slot::default(); size],
            mask: size - 1,
            len: 0,
        }
    }

    /// The number of a word.
    #[inline(never)]
    fn number(&self, word: &str) -> Option<usize> {
        let place = self.place(word, hash(word)).ok()?;
        Some(self.slots[place].number as usize)
    }

    /// The number of a word, which is added if it is new.
    fn add(&mut self, word: &str) -> usize {
        if (self.len + 1) * 2 > self.slots.len() {
            self.grow();
        }
        let hash = hash(word);
        let place = self.place(word, hash).unwrap_or_else(|free| {
            self.checks[free] = check(hash);
            self.slots[free] = Slot {
                start: self.text.len() as u32,
                length: word.len() as u32,
                number: self.len as u32,
            };
            self.text.push_str(word);
            self.len += 1;
            free
        });
        self.slots[place].number as usize
    }

    /// The slot of `word`, else the free one where it belongs.
    fn place(&self, word: &str, hash: u64) -> Result<usize, usize> {
        let mut place = (hash >> 32) as usize & self.mask;
        loop {
            let found = self.checks[place];
            if found == FREE {
                return Err(place);
            }
            if found == check(hash) && self.word(self.slots[place]) == word.as_bytes() {
                return Ok(place);
            }
            place = (place + 1) & self.mask;
        }
    }

    /// The word of a slot.
    fn word(&self, slot: Slot) -> &[u8] {
        let start = slot.start as usize;
        &self.text.as_bytes()[start..start + slot.length as usize]
    }

    fn grow(&mut self) {
        let size = self.slots.len() * 2;
        let taken = self.checks.iter().zip(&self.slots);
        let words: Vec<Slot> = taken
            .filter(|(check, _)| **check != FREE)
            .map(|(_, slot)| *slot)
            .collect();
        self.checks = vec![FREE; size];
        self.slots = vec![Slot::default(); size];
        self.mask = size - 1;
        for slot in words {
            let start = slot.start as usize;
            let hash = hash(&self.text[start..start + slot.length as usize]);
            let mut place = (hash >> 32) as usize & self.mask;
            while self.checks[place] != FREE {
                place = (place + 1) & self.mask;
            }
            self.checks[place] = check(hash);
            self.slots[place] = slot;
        }
    }
}

/// Multiplies and folds eight bytes at a time; long words are hashed by their first 24 bytes, their last eight and their
/// length, so that a word of a hundred megabytes costs no more than another.
fn hash(word: &str) -> u64 {
    const K: u64 = 0x9E37_79B9_7F4A_7C15;
    let bytes = word.as_bytes();
    let mut state = bytes.len() as u64;
    let mut mix = |value: u64| {
        let product = u128::from(state ^ value) * u128::from(K);
        state = (product as u64) ^ (product >> 64) as u64;
    };
    let (head, tail) = bytes.split_at(bytes.len().min(24));
    for chunk in head.chunks(8) {
        mix(load(chunk));
    }
    if !tail.is_empty() {
        mix(load(&bytes[bytes.len() - 8..]));
    }
    state.wrapping_mul(K)
}

/// Up to eight bytes as one number, another one for each chunk of the same length.
fn load(chunk: &[u8]) -> u64 {
    if let Ok(eight) = <[u8; 8]>::try_from(chunk) {
        return u64::from_le_bytes(eight);
    }
    // four to seven bytes are the first four and the last four
    if let (Some(first), Some(last)) = (chunk.first_chunk::<4>(), chunk.last_chunk::<4>()) {
        return u64::from(u32::from_le_bytes(*first)) | u64::from(u32::from_le_bytes(*last)) << 32;
    }
    chunk
        .iter()
        .fold(0, |number, &byte| number << 8 | u64::from(byte))
}

impl<'a, V: Copy + Default> FromIterator<(&'a str, V)> for WordMap<V> {
    /// Of equal words the last one's value counts.
    fn from_iter<I: IntoIterator<Item = (&'a str, V)>>(words: I) -> Self {
        let mut map = Self::default();
        for (word, value) in words {
            *map.entry(word) = value;
        }
        map
    }
}

/// Words of which nothing else is known.
pub type WordSet = WordMap<()>;

impl<'a> FromIterator<&'a str> for WordSet {
    fn from_iter<I: IntoIterator<Item = &'a str>>(words: I) -> Self {
        words.into_iter().map(|word| (word, ())).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_is_found_again_and_no_other() {
        let mut map = WordMap::default();
        for number in 0..5_000u32 {
            *map.entry(&format!("Wort{number}")) = number;
        }
        assert_eq!(map.len(), 5_000);
        for number in 0..5_000u32 {
            assert_eq!(map.get(&format!("Wort{number}")), Some(number));
        }
        assert_eq!(map.get("Wort5000"), None);
        assert_eq!(map.get(""), None);
    }
}
