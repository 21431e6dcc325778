//! The tokens of a sentence as the rules see them.

use super::lexicon::{Amount, Sense, Words};
use crate::analysis::TextLayer;
use crate::text::TokenRange;

/// A sentence's tokens with what their words may be.
pub(super) struct Cursor<'a> {
    layer: &'a TextLayer<'a>,
    /// The sentence.
    pub tokens: TokenRange,
    words: &'a Words,
    lower: Vec<String>,
}

impl<'a> Cursor<'a> {
    pub fn new(layer: &'a TextLayer<'a>, tokens: TokenRange, words: &'a Words) -> Self {
        let lower = tokens
            .range()
            .map(|index| layer.word(index).to_lowercase())
            .collect();
        Self {
            layer,
            tokens,
            words,
            lower,
        }
    }

    /// Number of tokens.
    pub fn len(&self) -> usize {
        self.lower.len()
    }

    /// The word as it stands; empty past the end.
    pub fn word(&self, at: usize) -> &'a str {
        if at < self.len() {
            self.layer.word(self.tokens.range().start + at)
        } else {
            ""
        }
    }

    /// The word in lower case; empty past the end.
    pub fn lower(&self, at: usize) -> &str {
        self.lower.get(at).map_or("", String::as_str)
    }

    /// True where no blank stands between this token and the next.
    pub fn glued(&self, at: usize) -> bool {
        let index = self.tokens.range().start + at;
        match (self.layer.tokens.get(index), self.layer.tokens.get(index + 1)) {
            (Some(this), Some(next)) => this.span.end == next.span.start,
            _ => false,
        }
    }

    /// What the word may be, as `pick` says; the first that fits.
    pub fn sense<T>(&self, at: usize, pick: impl Fn(Sense) -> Option<T>) -> Option<T> {
        self.words.senses(self.lower(at)).iter().copied().find_map(pick)
    }

    /// A number in digits, without a full stop.
    pub fn digits(&self, at: usize) -> Option<i32> {
        let word = self.word(at);
        (word.len() <= 4 && !word.is_empty() && word.bytes().all(|b| b.is_ascii_digit()))
            .then(|| word.parse().ok())
            .flatten()
    }

    /// A year from 1000 to 2199.
    pub fn year(&self, at: usize) -> Option<i16> {
        let year = self
            .digits(at)
            .filter(|year| self.word(at).len() == 4 && (1000..2200).contains(year))?;
        Some(year as i16)
    }

    /// The day of a month: "14.", "14", "1st"; and the token after it. In German a bare number needs its full stop.
    pub fn day(&self, at: usize, bare: bool) -> Option<(i8, usize)> {
        let word = self.word(at);
        let number = word.trim_end_matches(['.', 's', 't', 'n', 'd', 'r', 'h']);
        let day: i8 = number
            .parse()
            .ok()
            .filter(|day| (1..=31).contains(day) && number.len() <= 2)?;
        if number.len() < word.len() && !(bare && word.ends_with('.')) {
            return Some((day, at + 1));
        }
        if !bare && self.word(at + 1) == "." && self.glued(at) {
            return Some((day, at + 2));
        }
        bare.then_some((day, at + 1))
    }

    /// True where the word has that sense.
    pub fn is(&self, at: usize, wanted: Sense) -> bool {
        self.words.senses(self.lower(at)).contains(&wanted)
    }

    /// True for a verb that sets a date ahead.
    pub fn sets_ahead(&self, lemma: &str) -> bool {
        self.words.senses(lemma).contains(&Sense::SetsAhead)
    }

    /// True for a modal that looks ahead also in the past tense.
    pub fn looks_ahead(&self, lemma: &str) -> bool {
        self.words.senses(lemma).contains(&Sense::Modal)
    }

    /// True for an event noun, also as the last part of a compound.
    pub fn is_event(&self, at: usize) -> bool {
        let word = self.lower(at);
        word.char_indices()
            .any(|(byte, _)| self.words.senses(&word[byte..]).contains(&Sense::Event))
    }

    /// Days from today for "heutigen", "morgigen" before a weekday or date.
    pub fn day_offset(&self, at: usize) -> Option<i64> {
        self.sense(at, |sense| {
            if let Sense::Day(days) = sense {
                Some(days)
            } else {
                None
            }
        })
    }

    pub fn month(&self, at: usize) -> Option<i8> {
        // A name of a month has a capital; "may" and "march" are words too.
        if !self.word(at).starts_with(char::is_uppercase) {
            return None;
        }
        self.sense(at, |sense| {
            if let Sense::Month(month) = sense {
                Some(month)
            } else {
                None
            }
        })
    }

    pub fn weekday(&self, at: usize) -> Option<i8> {
        self.sense(at, |sense| {
            if let Sense::Weekday(day) = sense {
                Some(day)
            } else {
                None
            }
        })
    }

    pub fn unit(&self, at: usize) -> Option<super::lexicon::Unit> {
        self.sense(at, |sense| {
            if let Sense::Unit(unit) = sense {
                Some(unit)
            } else {
                None
            }
        })
    }

    pub fn shift(&self, at: usize) -> Option<i64> {
        self.sense(at, |sense| {
            if let Sense::Shift(shift) = sense {
                Some(shift)
            } else {
                None
            }
        })
    }

    pub fn season(&self, at: usize) -> Option<&'static str> {
        self.sense(at, |sense| {
            if let Sense::Season(season) = sense {
                Some(season)
            } else {
                None
            }
        })
    }

    pub fn edge(&self, at: usize) -> Option<&'static str> {
        self.sense(at, |sense| {
            if let Sense::Edge(edge) = sense {
                Some(edge)
            } else {
                None
            }
        })
    }

    pub fn part(&self, at: usize) -> Option<&'static str> {
        self.sense(at, |sense| {
            if let Sense::Part(part) = sense {
                Some(part)
            } else {
                None
            }
        })
    }

    pub fn ordinal(&self, at: usize) -> Option<i8> {
        self.sense(at, |sense| {
            if let Sense::Ordinal(number) = sense {
                Some(number)
            } else {
                None
            }
        })
    }

    /// An amount in words or digits, and the token after it.
    pub fn amount(&self, at: usize) -> Option<(Amount, usize)> {
        let word = self.word(at);
        if word.len() <= 5 && word.starts_with(|c: char| c.is_ascii_digit()) {
            let number: f32 = word.replace(',', ".").parse().ok()?;
            return Some((Amount::Exactly(number), at + 1));
        }
        let amount = self.sense(at, |sense| {
            if let Sense::Number(amount) = sense {
                Some(amount)
            } else {
                None
            }
        })?;
        Some((amount, at + 1))
    }
}
