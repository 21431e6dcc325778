//! Numbers: decimals, dates, clock times, ranges, units.

use super::class::*;
use super::lexicon::TokenWord;
use super::scan::Scanner;

impl Scanner<'_> {
    /// A number whose first digit stands at `digits` (a sign may stand before it); returns where to go on.
    pub fn number(&mut self, start: usize, digits: usize) -> usize {
        let mut at = digits_end(self.bytes, digits);
        while let Some(c) = self.char_at(at) {
            let after = at + c.len_utf8();
            let next = class(self.bytes, after);
            let digit = next == Class::Digit;
            match c {
                '.' | ',' | ':' if digit => at = digits_end(self.bytes, after),
                '\'' | '’' if digit && digits_end(self.bytes, after) == after + 3 => at = after + 3,
                '-' if digit && self.is_joined_by_hyphen(start, at) => at = digits_end(self.bytes, after),
                '/' if digit && !self.lexicon.german && at - start <= 2 && self.slashed(at) > at => {
                    at = self.slashed(at)
                }
                // "19-April 30"
                _ if is_hyphen(c) && at - start <= 2 && self.is_range_word(after) => break,
                _ if is_hyphen(c) && matches!(next, Class::Letter | Class::Latin) => {
                    return self.word(start, after);
                }
                _ if c < '\u{590}' && is_word(c) => {
                    let run = letters_end(self.bytes, at);
                    if run > at
                        && self.is_unit(&self.text[at..run])
                        && !self.char_at(run).is_some_and(|c| is_word(c) || is_hyphen(c))
                    {
                        break;
                    }
                    return self.word(start, after);
                }
                _ => break,
            }
        }
        if self.lexicon.german
            && let Some(end) = self.date(start, at)
        {
            return end;
        }
        match self.bytes.get(at) {
            Some(b'.') if self.bytes.get(at + 1) != Some(&b'.') => self.stop_after_number(start, at),
            Some(b')') if at - start <= 2 => {
                let number = self.text[start..at].parse().unwrap_or(0);
                self.next_item(number);
                self.push(start, at);
                self.push(at, at + 1)
            }
            _ => self.push(start, at),
        }
    }

    /// Letters after a number that are a token of their own.
    fn is_unit(&self, letters: &str) -> bool {
        self.lexicon.is(letters, TokenWord::Unit)
    }

    /// ISO dates in both languages, telephone numbers in English; anything else with a hyphen is a range.
    fn is_joined_by_hyphen(&self, start: usize, at: usize) -> bool {
        let left = at - start;
        let first = digits_end(self.bytes, at + 1) - at - 1;
        let second = match self.bytes.get(at + 1 + first) {
            Some(b'-') => digits_end(self.bytes, at + 2 + first) - at - 2 - first,
            _ => 0,
        };
        let iso =
            left == 4 && first == 2 && second == 2 || left >= 7 && self.bytes[at - 3] == b'-' && first == 2;
        let telephone =
            !self.lexicon.german && (first == 4 && left != 4 || left == 3 && first == 3 && second == 4);
        iso || telephone
    }

    /// The end of "16/2000" after "08" in an English date; the slash itself where it is none.
    fn slashed(&self, at: usize) -> usize {
        let second = digits_end(self.bytes, at + 1);
        if self.bytes.get(second) == Some(&b'/') {
            let third = digits_end(self.bytes, second + 1);
            if third > second + 2 {
                return third;
            }
        }
        at
    }

    /// Cuts "16.07.2013" into day, month and year, and "3.4." into day and month.
    fn date(&mut self, start: usize, at: usize) -> Option<usize> {
        if at - start > 10 {
            return None;
        }
        let text = self.text;
        let mut parts = text[start..at].split('.');
        let (day, month, year) = (parts.next()?, parts.next()?, parts.next());
        let small = |part: &str, most: u32| {
            part.len() <= 2
                && part
                    .parse::<u32>()
                    .is_ok_and(|number| (1..=most).contains(&number))
        };
        if parts.next().is_some() || !small(day, 31) || !small(month, 12) {
            return None;
        }
        let month_start = start + day.len() + 1;
        match year {
            Some(year) if matches!(year.len(), 2 | 4) && year.bytes().all(|b| b.is_ascii_digit()) => {
                self.push(start, month_start);
                self.push(month_start, at - year.len());
                if self.bytes.get(at) == Some(&b'.') && self.bytes.get(at + 1) != Some(&b'.') {
                    return Some(self.stop_after_number(at - year.len(), at));
                }
                Some(self.push(at - year.len(), at))
            }
            None if self.bytes.get(at) == Some(&b'.') && self.is_date_before(start) => {
                self.push(start, month_start);
                Some(self.stop_after_number(month_start, at))
            }
            _ => None,
        }
    }

    /// True where the token before `start` leads to a date.
    fn is_date_before(&self, _start: usize) -> bool {
        self.tokens.last().is_some_and(|token| {
            let word = token.span.of(self.text);
            matches!(word, "," | "(" | "/" | "-" | "–") || self.lexicon.is(word, TokenWord::BeforeDate)
        })
    }
}
