//! Numbers as a rule reads them at a place of a sentence: years, days of a month, amounts.

use super::cursor::{Cursor, same};
use super::sense::{Amount, Sense};

impl Cursor<'_> {
    /// A number in digits, without a full stop, of at most four.
    pub fn digits(&self, at: usize) -> Option<i32> {
        let word = self.word(at);
        (self.is_number(at) && word.len() <= 4 && word.bytes().all(|b| b.is_ascii_digit()))
            .then(|| word.parse().ok())
            .flatten()
    }

    /// A year of four digits, from 1000 to 2199.
    pub fn year(&self, at: usize) -> Option<i16> {
        let year = self
            .digits(at)
            .filter(|year| self.word(at).len() == 4 && (1000..2200).contains(year))?;
        Some(year as i16)
    }

    /// A year of two digits after an apostrophe ("the summer of '69").
    pub fn short_year(&self, at: usize) -> Option<i16> {
        let digits = self.word(at).strip_prefix(['\'', '’', '‘'])?;
        let year: i16 = digits.parse().ok().filter(|_| digits.len() == 2)?;
        Some(if year < 30 { 2000 + year } else { 1900 + year })
    }

    /// The day of a month: "14.", "1st"; with `bare` also "14"; and the token after it.
    pub fn day(&self, at: usize, bare: bool) -> Option<(i8, usize)> {
        if !self.is_number(at) {
            return None;
        }
        let word = self.word(at);
        let digits = word.bytes().take_while(u8::is_ascii_digit).count();
        if digits > 2 {
            return None;
        }
        let day: i8 = word[..digits].parse().ok().filter(|day| (1..=31).contains(day))?;
        match &word[digits..] {
            "" if self.word(at + 1) == "." && self.glued(at) && !bare => Some((day, at + 2)),
            "" if bare => Some((day, at + 1)),
            "." => Some((day, at + 1)),
            "st" | "nd" | "rd" | "th" => Some((day, at + 1)),
            _ => None,
        }
    }

    /// The number of a week beyond those of days, with its full stop ("45."), and the token after it.
    pub fn week_number(&self, at: usize) -> Option<(i8, usize)> {
        let (digits, sign) = self.word(at).split_at_checked(2)?;
        let number: i8 = digits.parse().ok().filter(|number| (32..=53).contains(number))?;
        if sign == "." { Some((number, at + 1)) } else { None }
    }

    /// An amount in words or digits, and the token after it.
    pub fn amount(&self, at: usize) -> Option<(Amount, usize)> {
        let word = self.word(at);
        if self.is_number(at) {
            if word.len() > 9 || word.ends_with(['.', ',']) {
                return None;
            }
            let number: f32 = self.decimal(word)?;
            // "2 1/2 years"
            if self.word(at + 1) == "1" && self.word(at + 2) == "/" && self.word(at + 3) == "2" {
                return Some((Amount::Exactly(number + 0.5), at + 4));
            }
            return Some((Amount::Exactly(number), at + 1));
        }
        let (mut amount, mut end) = self.read(at, |sense| match sense {
            Sense::Number(amount) => Some(amount),
            _ => None,
        })?;
        // "ein paar", "half a", "a dozen"
        if let Some((next, after)) = self.read(end, |sense| match sense {
            Sense::Number(amount) => Some(amount),
            _ => None,
        }) {
            match (amount, next) {
                (Amount::Exactly(1.0), inner) => (amount, end) = (inner, after),
                (Amount::Exactly(half), Amount::Exactly(one)) if half == 0.5 && one == 1.0 => end = after,
                // "two dozen", "three hundred"
                (Amount::Exactly(some), Amount::Exactly(many))
                    if some > 1.0
                        && (many >= 100.0
                            || same(self.word(end), "dozen")
                            || same(self.word(end), "dutzend")) =>
                {
                    (amount, end) = (Amount::Exactly(some * many), after);
                }
                _ => {}
            }
        }
        Some((amount, end))
    }

    /// "1,5" and "3.435" in German, "1.5" and "3,435" in English.
    fn decimal(&self, word: &str) -> Option<f32> {
        let (point, group) = if self.german { (',', '.') } else { ('.', ',') };
        let mut parts = word.split(group);
        let mut whole = parts.next()?.to_owned();
        for part in parts {
            if part.split(point).next()?.len() != 3 {
                return None;
            }
            whole.push_str(part);
        }
        whole.replace(point, ".").parse().ok()
    }
}
