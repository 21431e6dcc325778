//! Spans of text, and the one place where byte offsets become code-point offsets.

/// A stretch of a document's text: **byte** offsets, `start` inclusive, `end` exclusive, both on character
/// boundaries.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Span {
    /// First byte.
    pub start: u32,
    /// The byte after the last.
    pub end: u32,
}

impl Span {
    /// A span from byte offsets.
    ///
    /// Texts are at most 4 GiB ([`crate::Pipeline`] works on one document at a time, and readers refuse longer
    /// ones), so offsets fit 32 bits.
    pub fn new(start: usize, end: usize) -> Self {
        debug_assert!(start <= end);
        Self {
            start: start as u32,
            end: end as u32,
        }
    }

    /// The text that the span cuts.
    ///
    /// ```
    /// use depesche::text::Span;
    /// // 'ü' takes two bytes: byte 5 begins the second word
    /// assert_eq!(Span::new(5, 10).of("für Köln"), "Köln");
    /// ```
    pub fn of(self, text: &str) -> &str {
        &text[self.start as usize..self.end as usize]
    }

    /// The span as a byte range.
    pub fn range(self) -> std::ops::Range<usize> {
        self.start as usize..self.end as usize
    }

    /// Length in bytes.
    pub fn len(self) -> usize {
        (self.end - self.start) as usize
    }

    /// True where the span holds nothing.
    pub fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// True where every byte of `other` lies inside.
    pub fn contains(self, other: Span) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// True where the two share at least one byte.
    pub fn overlaps(self, other: Span) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// The smallest span that holds both.
    #[must_use]
    pub fn cover(self, other: Span) -> Span {
        Span {
            start: self.start.min(other.start),
            end: self.end.max(other.end),
        }
    }
}

/// A run of tokens: indices into [`crate::Analysis::tokens`], `start` inclusive, `end` exclusive.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct TokenRange {
    /// First token.
    pub start: u32,
    /// The token after the last.
    pub end: u32,
}

impl TokenRange {
    /// A range from token indices.
    pub fn new(start: usize, end: usize) -> Self {
        debug_assert!(start <= end);
        Self {
            start: start as u32,
            end: end as u32,
        }
    }

    /// The range for slicing and iterating.
    pub fn range(self) -> std::ops::Range<usize> {
        self.start as usize..self.end as usize
    }

    /// Number of tokens.
    pub fn len(self) -> usize {
        (self.end - self.start) as usize
    }

    /// True where the range holds no token.
    pub fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// True where `index` is one of the range's tokens.
    pub fn contains(self, index: usize) -> bool {
        self.range().contains(&index)
    }
}

/// Converts byte offsets of one text into code-point offsets.
///
/// Holds one checkpoint every 256 bytes, so a conversion reads at most 256 bytes; texts of ASCII alone need none.
///
/// ```
/// use depesche::text::{CodePoints, Span};
///
/// let text = "Köln – „Ja“";
/// let points = CodePoints::new(text);
/// let span = Span::new(text.find('J').unwrap(), text.find('J').unwrap() + 2);
/// assert_eq!(points.span(span), (8, 10));
/// ```
#[derive(Debug)]
pub struct CodePoints<'t> {
    text: &'t str,
    /// Code points before each multiple of [`STEP`] bytes; empty for ASCII.
    checkpoints: Vec<u32>,
}

const STEP: usize = 256;

/// Counts the bytes that begin a code point (all but UTF-8 continuation bytes).
fn count(bytes: &[u8]) -> usize {
    bytes.iter().filter(|&&byte| (byte as i8) >= -0x40).count()
}

impl<'t> CodePoints<'t> {
    /// Prepares the conversion for `text`.
    pub fn new(text: &'t str) -> Self {
        let mut checkpoints = Vec::new();
        if !text.is_ascii() {
            let mut total = 0;
            checkpoints.reserve(text.len() / STEP + 1);
            for chunk in text.as_bytes().chunks(STEP) {
                checkpoints.push(total as u32);
                total += count(chunk);
            }
            checkpoints.push(total as u32);
        }
        Self { text, checkpoints }
    }

    /// The code-point offset of a byte offset.
    pub fn offset(&self, byte: u32) -> usize {
        let byte = byte as usize;
        if self.checkpoints.is_empty() {
            return byte;
        }
        let block = byte / STEP;
        self.checkpoints[block] as usize + count(&self.text.as_bytes()[block * STEP..byte])
    }

    /// Start and end (exclusive) of a span in code points.
    pub fn span(&self, span: Span) -> (usize, usize) {
        (self.offset(span.start), self.offset(span.end))
    }

    /// Length of the whole text in code points.
    pub fn len(&self) -> usize {
        self.offset(self.text.len() as u32)
    }

    /// True for an empty text.
    pub fn is_empty(&self) -> bool {
        self.text.is_empty()
    }
}

/// Writes `word` in small letters into `lower`, which is cleared.
pub(crate) fn lower_into(word: &str, lower: &mut String) {
    lower.clear();
    if word.is_ascii() {
        lower.push_str(word);
        lower.make_ascii_lowercase();
        return;
    }
    for c in word.chars() {
        match c {
            '\0'..='\x7f' => lower.push(c.to_ascii_lowercase()),
            'ä' | 'ö' | 'ü' | 'ß' => lower.push(c),
            _ => lower.extend(c.to_lowercase()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn every_offset_is_the_number_of_characters_before_it(text in "\\PC{0,600}") {
            let points = CodePoints::new(&text);
            for (n, (byte, _)) in text.char_indices().enumerate() {
                prop_assert_eq!(points.offset(byte as u32), n);
            }
            prop_assert_eq!(points.len(), text.chars().count());
        }
    }
}
