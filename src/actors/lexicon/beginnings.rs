//! How listed names begin: most words of a text begin none, which is told without a look at the names.

/// How the names that begin with one word go on.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Beginning {
    /// The number of words of the longest.
    pub longest: u32,
    /// One of them has no second word.
    pub single: bool,
    /// One bit for each letter that a second word begins with.
    pub(super) second_letters: u32,
}

impl Beginning {
    pub fn of(name: &str) -> Self {
        // a slash is a token as well
        let words = name.split(' ').count() + 2 * name.matches('/').count();
        let second = name.split(' ').nth(1);
        Self {
            longest: words as u32,
            single: words == 1,
            second_letters: second.map_or(0, |word| letter_bit(word).unwrap_or(u32::MAX)),
        }
    }

    /// How the names go on that either stands for.
    pub fn or(self, other: Self) -> Self {
        Self {
            longest: self.longest.max(other.longest),
            single: self.single || other.single,
            second_letters: self.second_letters | other.second_letters,
        }
    }

    /// False where none of the names has this second word, in any case.
    pub fn may_go_on(self, second: &str) -> bool {
        letter_bit(second).is_none_or(|bit| self.second_letters & bit != 0)
    }
}

/// The bit of the letter that a word begins with, whatever its case; none where that is no letter from A to Z.
fn letter_bit(word: &str) -> Option<u32> {
    let first = word.bytes().next().filter(u8::is_ascii_alphabetic)?;
    Some(1 << (first.to_ascii_lowercase() - b'a'))
}

/// The first three bytes of words: most words of a text begin as none of a list.
#[derive(Debug)]
pub(super) struct FirstLetters(Vec<u64>);

impl FirstLetters {
    pub fn new() -> Self {
        Self(vec![0; 1 << 10])
    }

    /// Where the bit of three letters is; letters of few words share one.
    fn place([one, two, three]: [u8; 3]) -> (usize, u32) {
        let number = u32::from_be_bytes([0, one, two, three]).wrapping_mul(0x9E37_79B1) >> 16;
        ((number >> 6) as usize, number & 63)
    }

    fn set(&mut self, letters: [u8; 3]) {
        let (word, bit) = Self::place(letters);
        self.0[word] |= 1 << bit;
    }

    /// Adds a word, alone and before a hyphen or a genitive -s.
    pub fn add(&mut self, word: &str) {
        match *word.as_bytes() {
            [one, two, three, ..] => self.set([one, two, three]),
            [one, two] => [0, b'-', b's']
                .into_iter()
                .for_each(|next| self.set([one, two, next])),
            [one] => {
                self.set([one, 0, 0]);
                for next in [b'-', b's'] {
                    (0..=u8::MAX).for_each(|three| self.set([one, next, three]));
                }
            }
            [] => {}
        }
    }

    /// False where no listed word, nor one of its compounds and genitives, can begin so.
    #[inline]
    pub fn may_begin(&self, word: &str) -> bool {
        let (word, bit) = Self::place(match *word.as_bytes() {
            [one, two, three, ..] => [one, two, three],
            [one, two] => [one, two, 0],
            [one] => [one, 0, 0],
            [] => [0; 3],
        });
        self.0[word] >> bit & 1 == 1
    }

    /// The same for words that are compared by their keys, in small letters and without accents.
    #[inline]
    pub fn may_begin_key(&self, word: &str) -> bool {
        match *word.as_bytes() {
            [one, two, three, ..] if [one, two, three].iter().all(u8::is_ascii_alphabetic) => {
                let (word, bit) = Self::place([one, two, three].map(|byte| byte.to_ascii_lowercase()));
                self.0[word] >> bit & 1 == 1
            }
            _ => true,
        }
    }
}
