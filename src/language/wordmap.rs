//! A map from words to small values, made once and read very often.

/// Words and what is known of each; looked up by exact spelling.
///
/// Open addressing over one block of text: a look-up costs one hash of at most three machine words and, nearly always,
/// one comparison.
#[derive(Debug, Clone)]
pub struct WordMap<V> {
    text: String,
    slots: Vec<Slot<V>>,
    mask: usize,
    len: usize,
}

#[derive(Debug, Clone, Copy)]
struct Slot<V> {
    start: u32,
    length: u32,
    check: u32,
    value: V,
}

impl<V: Copy + Default> Default for WordMap<V> {
    fn default() -> Self {
        Self::with_capacity(8)
    }
}

impl<V: Copy + Default> WordMap<V> {
    /// An empty map with room for `words` words.
    pub fn with_capacity(words: usize) -> Self {
        let size = (words * 2 + 8).next_power_of_two();
        Self {
            text: String::new(),
            slots: vec![Self::free(); size],
            mask: size - 1,
            len: 0,
        }
    }

    fn free() -> Slot<V> {
        Slot {
            start: 0,
            length: u32::MAX,
            check: 0,
            value: V::default(),
        }
    }

    /// What `word` maps to.
    pub fn get(&self, word: &str) -> Option<V> {
        let slot = &self.slots[self.place(word)];
        (slot.length != u32::MAX).then_some(slot.value)
    }

    /// True where the map has `word`.
    pub fn contains(&self, word: &str) -> bool {
        self.get(word).is_some()
    }

    /// The value of `word`, made if it is new.
    pub fn entry(&mut self, word: &str) -> &mut V {
        if (self.len + 1) * 2 > self.slots.len() {
            self.grow();
        }
        let place = self.place(word);
        if self.slots[place].length == u32::MAX {
            self.slots[place] = Slot {
                start: self.text.len() as u32,
                length: word.len() as u32,
                check: hash(word) as u32,
                value: V::default(),
            };
            self.text.push_str(word);
            self.len += 1;
        }
        &mut self.slots[place].value
    }

    /// Number of words.
    pub fn len(&self) -> usize {
        self.len
    }

    /// True for a map without words.
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// The slot of `word`, or the free one where it belongs.
    fn place(&self, word: &str) -> usize {
        let hash = hash(word);
        let mut place = (hash >> 32) as usize & self.mask;
        loop {
            let slot = &self.slots[place];
            if slot.length == u32::MAX {
                return place;
            }
            if slot.check == hash as u32 && slot.length as usize == word.len() {
                let start = slot.start as usize;
                if self.text.as_bytes()[start..start + word.len()] == *word.as_bytes() {
                    return place;
                }
            }
            place = (place + 1) & self.mask;
        }
    }

    fn grow(&mut self) {
        let size = self.slots.len() * 2;
        let old = std::mem::replace(&mut self.slots, vec![Self::free(); size]);
        self.mask = size - 1;
        for slot in old.into_iter().filter(|slot| slot.length != u32::MAX) {
            let start = slot.start as usize;
            let text = std::mem::take(&mut self.text);
            let place = self.place_free(&text[start..start + slot.length as usize]);
            self.text = text;
            self.slots[place] = slot;
        }
    }

    /// A free slot for a word that the map does not have.
    fn place_free(&self, word: &str) -> usize {
        let mut place = (hash(word) >> 32) as usize & self.mask;
        while self.slots[place].length != u32::MAX {
            place = (place + 1) & self.mask;
        }
        place
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
