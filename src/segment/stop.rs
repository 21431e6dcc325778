//! Full stops: the end of a sentence, of an abbreviation, of an ordinal, or of several.

use super::class::*;
use super::event::EventKind;
use super::lexicon::{Abbreviation, TokenWord};
use super::scan::Scanner;
use crate::analysis::Token;

/// What follows a full stop, blanks and opening marks skipped.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Next<'a> {
    /// The end of the text or of a paragraph.
    End,
    /// A word with a small first letter.
    Lower(&'a str),
    /// A word with a capital.
    Upper(&'a str),
    /// A number.
    Number(&'a str),
    /// A mark directly after the stop (`,` `)` `/` …).
    Mark(char),
}

impl<'a> Scanner<'a> {
    /// Reads the next word from `at`, the place after a full stop.
    fn peek(&self, mut at: usize) -> Next<'a> {
        let (from, mut lines, mut marks) = (at, 0, 0);
        while let Some(c) = self.char_at(at) {
            lines += usize::from(c == '\n');
            if !is_blank(c) {
                if is_opening(c) && marks < 4 {
                    marks += 1;
                } else {
                    break;
                }
            }
            at += c.len_utf8();
        }
        let text = self.text;
        match self.char_at(at) {
            None => Next::End,
            Some(_) if lines > 1 => Next::End,
            Some(c) if c.is_ascii_digit() => Next::Number(&text[at..digits_end(self.bytes, at).min(at + 12)]),
            Some(c) if c.is_alphabetic() => {
                let end = letters_end(self.bytes, at).max(at + c.len_utf8());
                match c.is_lowercase() {
                    true => Next::Lower(&text[at..end]),
                    false => Next::Upper(&text[at..end]),
                }
            }
            Some(c) if at == from => Next::Mark(c),
            Some('-' | '–' | '/' | '&' | '§') => Next::Mark('-'),
            Some(_) => Next::Lower(""),
        }
    }

    fn is_starter(&self, word: &str) -> bool {
        self.lexicon.starters.contains(word)
    }

    /// The word [start, end) and the single full stop at `end`; cuts both and returns where to go on.
    pub fn stop_after_word(&mut self, start: usize, end: usize) -> usize {
        let next = self.peek(end + 1);
        let glued = self.char_at(end + 1).is_some_and(char::is_alphanumeric);
        let Some(class) = self.abbreviation(start, end, next, glued) else {
            self.push(start, end);
            return self.push_event(end, end + 1, EventKind::Stop);
        };
        let listed = self.is_enumerator(start, end, next);
        if !listed && !self.is_joined(start, end, class, next) {
            self.push(start, end);
            return self.push_event(end, end + 1, EventKind::Stop);
        }
        if !listed && self.can_end(start, end, class, next) {
            self.note(EventKind::FinalAbbreviation);
        }
        self.push(start, end + 1)
    }

    /// True where the full stop [at, end), a word of its own as in texts that were cut into words before ("Dr . Meier"), belongs to an
    /// abbreviation that does not end the sentence.
    fn is_of_abbreviation(&self, at: usize, end: usize) -> bool {
        let Some(word) = self.tokens.last().map(|token| token.span.range()) else {
            return false;
        };
        let next = self.peek(end);
        let blank_around = word.end + 1 == at && class(self.bytes, end) == Class::Blank;
        blank_around
            && self.char_at(word.start).is_some_and(char::is_alphabetic)
            && self
                .abbreviation(word.start, word.end, next, false)
                .is_some_and(|class| {
                    self.is_joined(word.start, word.end, class, next)
                        && !self.can_end(word.start, word.end, class, next)
                })
    }

    /// The class of the word [start, end) before a full stop, if it is an abbreviation.
    fn abbreviation(&self, start: usize, end: usize, next: Next, glued: bool) -> Option<Abbreviation> {
        let word = &self.text[start..end];
        if end - start > 24 {
            None
        } else if self.is_middle_initial(start, end, next) {
            Some(Abbreviation::Never)
        } else {
            let listed = self.lexicon.abbreviations.get(word);
            listed.or_else(|| self.guess(word, next, glued))
        }
    }

    /// True for the letter of a list's item ("a. The …").
    fn is_enumerator(&mut self, start: usize, end: usize, next: Next) -> bool {
        end - start == 1
            && self.bytes[start].is_ascii_lowercase()
            && matches!(next, Next::Upper(_))
            && !self.lexicon.german
            && self.next_item(u32::from(self.bytes[start]))
    }

    /// True where the full stop is part of the abbreviation, whether or not a sentence ends with it.
    fn is_joined(&self, start: usize, end: usize, class: Abbreviation, next: Next) -> bool {
        match class {
            Abbreviation::Number => {
                matches!(next, Next::Number(_) | Next::Mark('§' | '-'))
                    || matches!(next, Next::Upper(word) if is_roman(word))
            }
            Abbreviation::Never if end - start == 1 && self.bytes[start].is_ascii_uppercase() => match next {
                // "Plan B. Das", "you and I. Did"
                Next::Upper(word) => !self.is_starter(word) || self.is_initial(start),
                Next::End => false,
                _ => true,
            },
            _ => true,
        }
    }

    /// True where a sentence can end with the abbreviation.
    fn can_end(&self, start: usize, end: usize, class: Abbreviation, next: Next) -> bool {
        match (class, next) {
            (Abbreviation::Never | Abbreviation::Number, _) => false,
            (_, Next::End) => true,
            (Abbreviation::Maybe, Next::Upper(word)) => self.is_starter(word),
            // "at 2 a.m. Saturday", but not "etc. Saturday"
            (Abbreviation::Final, Next::Upper(word)) => {
                let clock = self.text[start..end].ends_with(['m', 'M']);
                !(clock && self.lexicon.after_clock.contains(word))
            }
            (_, Next::Mark(c)) => matches!(c, '“' | '”' | '"' | '«' | '»' | ')' | '\''),
            _ => false,
        }
    }

    /// True for the letter between two names ("Edmund S. Phelps"), whatever else it may abbreviate.
    fn is_middle_initial(&self, start: usize, end: usize, next: Next) -> bool {
        let capital = end == start + 1 && self.bytes[start].is_ascii_uppercase();
        let before = self.word_before(start);
        let name = before.len() > 2
            && before.starts_with(char::is_uppercase)
            && before.ends_with(char::is_lowercase);
        capital && name && matches!(next, Next::Upper(word) if !self.is_starter(word))
    }

    /// True where the letter at `start` stands after a name or another initial ("George W. Bush").
    fn is_initial(&self, start: usize) -> bool {
        self.tokens.last().is_some_and(|token| {
            let word = token.span.of(self.text);
            let near = start
                .checked_sub(token.span.end as usize)
                .is_some_and(|gap| gap <= 1);
            near && word.chars().next().is_some_and(char::is_uppercase) && word.ends_with('.')
        })
    }

    /// Words that look like abbreviations without being listed.
    fn guess(&self, word: &str, next: Next, glued: bool) -> Option<Abbreviation> {
        if glued && !word.contains('.') {
            return None;
        }
        let letters = word.chars().count();
        let first = word.chars().next()?;
        if self.lexicon.german && letters > 3 && (word.ends_with("str") || word.ends_with("Str")) {
            return Some(Abbreviation::Maybe);
        }
        if letters == 1 && first.is_alphabetic() {
            return Some(match first.is_uppercase() {
                true => Abbreviation::Never,
                false => Abbreviation::Maybe,
            });
        }
        if is_roman(word) && self.lexicon.german && self.is_after_name() {
            return match next {
                Next::Lower(_) | Next::Mark(',' | ')' | '-') => Some(Abbreviation::Never),
                Next::Upper(word) if !self.is_starter(word) => Some(Abbreviation::Never),
                _ => None,
            };
        }
        // dotted capitals: U.S.A., J.R.
        if word.contains('.') {
            let parts_short = word.split('.').all(|part| part.chars().count() <= 1);
            return parts_short.then_some(Abbreviation::Maybe);
        }
        let vowel = |c: char| "aeiouyäöüAEIOUYÄÖÜ".contains(c);
        match next {
            Next::Lower(following) if !following.is_empty() => {
                let cut = letters <= 6 && word.chars().all(|c| c.is_alphabetic() && !vowel(c));
                let tail = word.ends_with("tl") || word.ends_with("chl") || word.ends_with("ngl");
                (cut || tail && self.lexicon.german).then_some(Abbreviation::Never)
            }
            _ => None,
        }
    }

    /// True where the last token is a capitalised word.
    fn is_after_name(&self) -> bool {
        self.tokens.last().is_some_and(|token| {
            token
                .span
                .of(self.text)
                .chars()
                .next()
                .is_some_and(char::is_uppercase)
        })
    }

    /// The number [start, end) and the single full stop at `end`; cuts both and returns where to go on.
    pub fn stop_after_number(&mut self, start: usize, end: usize) -> usize {
        let digits = end - start;
        let plain = self.bytes[start..end].iter().all(u8::is_ascii_digit);
        let next = self.peek(end + 1);
        let glued_before = self
            .char_before(start)
            .is_some_and(|c| c == '%' || c.is_alphabetic());
        let number = match self.text[start..end].parse::<u32>() {
            Ok(number) if plain && digits <= 4 && !glued_before => number,
            _ => return self.plain_number(start, end),
        };
        let listed = next_is_word(next) && number == 1 && self.last_word() == ":";
        if listed && !matches!(next, Next::Upper(word) if self.lexicon.ordinal_nouns.contains(word)) {
            self.item = Some(number);
            return self.push(start, end + 1);
        }
        if self.lexicon.german && number <= 12 && next == Next::End && self.is_after_ordinal() {
            // "bis zum 12. 5."
            return self.push_event(start, end + 1, EventKind::FinalAbbreviation);
        }
        let first_in_line = self.line_start;
        let item = digits <= 2
            && (matches!(next, Next::Upper(_) | Next::Number(_) | Next::Lower(_))
                || self.bytes.get(end + 1) == Some(&b')'))
            && (first_in_line || self.item.is_some())
            && !matches!(next, Next::Upper(word) if self.lexicon.ordinal_nouns.contains(word))
            && self.next_item(number);
        if item {
            if self.bytes.get(end + 1) == Some(&b')') {
                self.push(start, end + 1);
                return self.push(end + 1, end + 2);
            }
            return self.push(start, end + 1);
        }
        if self.lexicon.german && self.is_ordinal(start, digits, number, next) {
            return self.push(start, end + 1);
        }
        self.plain_number(start, end)
    }

    fn plain_number(&mut self, start: usize, end: usize) -> usize {
        self.push(start, end);
        self.push_event(end, end + 1, EventKind::Stop)
    }

    /// The token before `start`, empty where there is none.
    fn word_before(&self, start: usize) -> &'a str {
        let before = |token: &&Token| token.span.end as usize <= start;
        let last = self.tokens.iter().rev().find(before);
        last.map_or("", |token| token.span.of(self.text))
    }

    /// The last token, empty where there is none.
    fn last_word(&self) -> &'a str {
        self.tokens.last().map_or("", |token| token.span.of(self.text))
    }

    /// True for a German ordinal.
    fn is_ordinal(&self, start: usize, digits: usize, number: u32, next: Next) -> bool {
        let before = self.last_word();
        let start_of_sentence = matches!(before, "" | "." | "!" | "?" | "“" | "„" | "\"" | ":");
        match next {
            Next::End => false,
            // 5. 6. 2022
            Next::Number(year) if year.len() == 4 => number <= 12 && self.is_after_ordinal(),
            Next::Number(digits) => number <= 31 && digits.len() <= 2 && self.char_before(start) != Some(':'),
            Next::Lower(_) => digits <= 3,
            Next::Mark(c) => digits <= 2 && matches!(c, '/' | '-' | '–' | ',' | ')'),
            Next::Upper(word) => {
                let leads = self.lexicon.is(&before.to_lowercase(), TokenWord::BeforeOrdinal);
                let zero = digits == 2 && self.bytes[start] == b'0';
                let inflected = before.len() >= 5
                    && before.starts_with(char::is_lowercase)
                    && ["en", "em", "er", "es"]
                        .iter()
                        .any(|ending| before.ends_with(ending));
                let leads = leads || inflected && digits <= 2;
                self.lexicon.ordinal_nouns.contains(word) && digits <= 3
                    || zero && !self.is_starter(word)
                    || digits <= 3 && (leads || start_of_sentence) && !self.is_starter(word)
            }
        }
    }

    /// A full stop, or a run of them, at the beginning of a token.
    pub fn full_stops(&mut self, at: usize) -> usize {
        let end = self.run_end(at, |byte| byte == b'.');
        if end - at > 1 {
            return self.push_event(at, end, EventKind::Ellipsis);
        }
        if self.bytes.get(end) == Some(&b'?') || self.bytes.get(end) == Some(&b'!') {
            let end = self.run_end(at, |byte| matches!(byte, b'.' | b'!' | b'?'));
            return self.push_event(at, end, EventKind::Exclamation);
        }
        let after_blank = self.is_after_gap(at);
        match class(self.bytes, end) {
            Class::Letter if after_blank && self.bytes[end].is_ascii_lowercase() => {
                self.word(at, letters_end(self.bytes, end))
            }
            Class::Digit if after_blank => self.number(at, end),
            Class::Blank
                if after_blank && self.text[..at].ends_with(". ") || self.text[end..].starts_with(" . ") =>
            {
                self.push_event(at, end, EventKind::Ellipsis)
            }
            _ if after_blank && self.is_of_abbreviation(at, end) => self.push(at, end),
            _ => self.push_event(at, end, EventKind::Stop),
        }
    }
}

fn next_is_word(next: Next) -> bool {
    matches!(next, Next::Upper(_) | Next::Lower(_))
}

/// True for a Roman number of at least two letters.
fn is_roman(word: &str) -> bool {
    word.len() <= 5 && word.len() >= 2 && word.bytes().all(|b| matches!(b, b'I' | b'V' | b'X' | b'L'))
}
