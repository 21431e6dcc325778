//! Which language a text is in: a linear model over the words, and the letters in them, of a sample of the text.
//!
//! Twenty-six languages in Latin letters are told apart so that the nearest ones (Dutch, Danish, Swedish …) are not taken
//! for German or English; other scripts are told by their letters. Weights: `models/language.bin`, card
//! `models/language.md`.

use super::Language;
use crate::linear::{row, scores};

/// The languages that the model tells apart, by ISO 639 code, in the order of its columns.
pub(crate) const CODES: [&str; 26] = [
    "de", "en", "nl", "fr", "es", "it", "pt", "sv", "da", "nb", "pl", "cs", "sk", "sl", "sh", "fi", "hu",
    "ro", "tr", "ca", "lt", "lv", "id", "is", "vi", "fil",
];

static WEIGHTS: &[u8] = include_bytes!("../../models/language.bin");

/// The table has 2^`BITS` rows.
const BITS: u32 = 15;
/// Letters of a word that are looked at.
const LONGEST: usize = 24;
/// Of a longer text three parts of this many bytes are looked at: its beginning, its middle, its end.
const PART: usize = 1000;

/// How well a text fits each language; higher is better.
pub(crate) type Fit = [i32; CODES.len()];

/// Names the language of a text; [`Language::Other`] where it has no word.
///
/// ```
/// use depesche::Language;
/// use depesche::language::identify;
/// assert_eq!(identify("Der Minister trat zurück."), Language::German);
/// assert_eq!(identify("The minister resigned."), Language::English);
/// assert_eq!(identify("De minister is afgetreden."), Language::Other);
/// assert_eq!(identify("Министр ушёл в отставку."), Language::Other);
/// ```
pub fn identify(text: &str) -> Language {
    sample(text).language()
}

/// The ISO 639 code of the language that a text is most likely in; `None` where it has no word in Latin letters.
pub fn identify_code(text: &str) -> Option<&'static str> {
    sample(text).best()
}

/// Reads as much of a text as tells its language.
fn sample(text: &str) -> Sample {
    let mut sample = Sample::default();
    if text.len() <= 3 * PART {
        sample.read(text);
    } else {
        let cut = |at: usize| text.floor_char_boundary(at);
        let (middle, end) = (text.len() / 2, text.len() - PART);
        for (from, to) in [(0, PART), (middle, middle + PART), (end, text.len())] {
            sample.read(&text[cut(from)..cut(to)]);
        }
    }
    sample
}

/// The words of a text as far as they have been read, and how they fit.
#[derive(Debug, Default)]
pub(crate) struct Sample {
    pub fit: Fit,
    /// Words in Latin letters.
    pub words: u32,
    latin: u32,
    foreign: u32,
}

impl Sample {
    /// Reads the words of `text`.
    pub fn read(&mut self, text: &str) {
        let fit = &mut self.fit;
        let mut add = |rows: &[u32]| {
            // one word's rows fit 16 bits
            let word: [i16; CODES.len()] = scores(WEIGHTS, rows);
            for (sum, score) in fit.iter_mut().zip(word) {
                *sum += i32::from(score);
            }
        };
        let counts = for_each_word(text, &mut add);
        self.words += counts.words;
        self.latin += counts.latin;
        self.foreign += counts.foreign;
    }

    /// The best language.
    pub fn language(&self) -> Language {
        match self.best() {
            Some("de") => Language::German,
            Some("en") => Language::English,
            _ => Language::Other,
        }
    }

    /// By how much, a word, the best language fits better than `language` (German or English).
    pub fn lead_over(&self, language: Language) -> i32 {
        let column = usize::from(language == Language::English);
        let best = self.fit.iter().copied().max().unwrap_or(0);
        (best - self.fit[column]) / self.words.max(1) as i32
    }

    /// The code of the best language.
    pub fn best(&self) -> Option<&'static str> {
        if self.words == 0 || self.foreign > self.latin {
            return None;
        }
        let best = (0..CODES.len()).max_by_key(|&label| (self.fit[label], std::cmp::Reverse(label)))?;
        Some(CODES[best])
    }
}

/// Letters and words of a text.
struct Counts {
    words: u32,
    latin: u32,
    foreign: u32,
}

/// Calls `with` with the rows of each word: the word itself, and its runs of two to four letters, edges included.
fn for_each_word(text: &str, with: &mut impl FnMut(&[u32])) -> Counts {
    let mut counts = Counts {
        words: 0,
        latin: 0,
        foreign: 0,
    };
    let mut letters = [' '; LONGEST + 2];
    let mut length = 1;
    for c in text.chars().chain(std::iter::once(' ')) {
        if c.is_ascii_alphabetic() || matches!(c, '\u{C0}'..='\u{24F}' | '\u{1E00}'..='\u{1EFF}') {
            counts.latin += 1;
            if length <= LONGEST {
                letters[length] = lower(c);
                length += 1;
            }
        } else if c.is_alphabetic() {
            counts.foreign += 1;
        } else if length > 1 {
            letters[length] = ' ';
            counts.words += 1;
            word_rows(&letters[..=length], with);
            length = 1;
        }
    }
    counts
}

/// The rows of one word; `letters` has a blank at each end.
fn word_rows(letters: &[char], with: &mut impl FnMut(&[u32])) {
    let mut rows = [0; 3 * LONGEST + 6];
    let mut count = 0;
    let mut push = |raw: u64, template: u64| {
        rows[count] = row(raw, template, BITS);
        count += 1;
    };
    let mut word = 0u64;
    let mut last = 0u64;
    for (at, &c) in letters.iter().enumerate() {
        // the last four letters, 16 bits each: every letter here has fewer
        last = last << 16 | u64::from(c as u32 & 0xFFFF);
        word = (word.rotate_left(5) ^ u64::from(c as u32)).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        if at >= 1 {
            push(last & 0xFFFF_FFFF, 2);
        }
        if at >= 2 {
            push(last & 0xFFFF_FFFF_FFFF, 3);
        }
        if at >= 3 {
            push(last, 4);
        }
    }
    push(word, 0);
    with(&rows[..count]);
}

/// The small letter of a Latin one.
fn lower(c: char) -> char {
    if c.is_ascii() {
        return c.to_ascii_lowercase();
    }
    c.to_lowercase().next().unwrap_or(c)
}

#[cfg(feature = "train")]
pub(crate) mod train {
    //! `depesche train language`.

    use std::io::BufRead;

    use anyhow::Context;

    use super::{BITS, CODES, for_each_word};
    use crate::linear::train::{Averaged, shuffle};

    /// Passes over the data.
    const EPOCHS: usize = 8;
    /// How much better than the next one the right language is to score, a feature.
    const MARGIN: f32 = 1.5;

    /// Trains on lines `code<TAB>words` and returns the weights. The same data give the same weights.
    ///
    /// # Errors
    ///
    /// A line that is no such line, or an unknown code.
    pub fn train(data: impl BufRead) -> anyhow::Result<Vec<u8>> {
        let mut samples: Vec<(usize, Vec<u32>)> = Vec::new();
        for (number, line) in data.lines().enumerate() {
            let line = line?;
            let (code, text) = line
                .split_once('\t')
                .with_context(|| format!("line {}: expected code, tab, words", number + 1))?;
            let label = CODES
                .iter()
                .position(|known| *known == code)
                .with_context(|| format!("line {}: unknown code {code:?}", number + 1))?;
            let mut rows = Vec::new();
            for_each_word(text, &mut |word: &[u32]| rows.extend_from_slice(word));
            if !rows.is_empty() {
                samples.push((label, rows));
            }
        }
        let mut weights = Averaged::new(1 << BITS);
        let mut order: Vec<usize> = (0..samples.len()).collect();
        let mut seed = 0x2545_f491_4f6c_dd1d;
        for epoch in 1..=EPOCHS {
            shuffle(&mut order, &mut seed);
            let mut right = 0;
            for &at in &order {
                let (gold, rows) = &samples[at];
                let scores = weights.scores(rows);
                let other = (0..CODES.len())
                    .filter(|label| label != gold)
                    .max_by(|&a, &b| scores[a].total_cmp(&scores[b]))
                    .unwrap_or(0);
                right += usize::from(scores[*gold] > scores[other]);
                if scores[*gold] < scores[other] + MARGIN * rows.len() as f32 {
                    weights.update(rows, *gold, other, 1.0 / (rows.len() as f32).sqrt());
                }
                weights.tick();
            }
            eprintln!(
                "epoch {epoch}: {:.2} % right while training",
                100.0 * right as f32 / order.len().max(1) as f32
            );
        }
        Ok(weights.quantised())
    }
}
