//! Words with inner marks: hyphens, apostrophes, gender signs, hosts, addresses.

use super::class::*;
use super::event::EventKind;
use super::lexicon::TokenWord;
use super::scan::Scanner;

/// How far a decision may look ahead, in bytes; it keeps the scanner linear on any input.
const AHEAD: usize = 128;

impl Scanner<'_> {
    /// A word that began at `start` and is read up to `at`; cuts it (and a full stop after it) and returns where to go on.
    pub fn word(&mut self, start: usize, at: usize) -> usize {
        if (self.bytes[at - 1..].starts_with(b"w.") || self.bytes[at..].starts_with(b"://"))
            && let Some(end) = self.address(start)
        {
            return self.push(start, end);
        }
        let end = self.word_end(start, at);
        if self.bytes.get(end) == Some(&b'.') && self.bytes.get(end + 1) != Some(&b'.') {
            return self.stop_after_word(start, end);
        }
        if self.bytes.get(end) == Some(&b')') && self.list_letter(start, end) {
            self.push(start, end);
            return self.push(end, end + 1);
        }
        self.push(start, end)
    }

    /// The end of the URL that begins at `start`, without the marks of the sentence around it.
    fn address(&self, start: usize) -> Option<usize> {
        let head = &self.bytes[start..(start + 10).min(self.bytes.len())];
        let known = [&b"http://"[..], b"https://", b"ftp://", b"www."]
            .iter()
            .any(|scheme| head.len() >= scheme.len() && head[..scheme.len()].eq_ignore_ascii_case(scheme));
        if !known {
            return None;
        }
        let mut end = start;
        let mut brackets = 0i32;
        while let Some(c) = self.char_at(end) {
            match c {
                '(' => brackets += 1,
                ')' if brackets == 0 => break,
                ')' => brackets -= 1,
                '"' | '<' | '>' | '„' | '“' | '”' | '«' | '»' | '\u{7f}' => break,
                _ if is_blank(c) => break,
                _ => {}
            }
            end += c.len_utf8();
        }
        let marks = |c: char| matches!(c, '.' | ',' | ';' | ':' | '!' | '?' | '\'' | '’' | '…');
        let dots = self.text[start..end].ends_with("...");
        let trimmed = if dots {
            end
        } else {
            start + self.text[start..end].trim_end_matches(marks).len()
        };
        (trimmed > start + 4).then_some(trimmed)
    }

    /// The end of the word [start, at) with all that belongs to it.
    pub fn word_end(&self, start: usize, mut at: usize) -> usize {
        loop {
            at = letters_end(self.bytes, at);
            let Some(c) = self.char_at(at) else { return at };
            if is_blank(c) {
                return at;
            }
            if c < '\u{590}' && is_word(c) || is_extension(c) {
                at += c.len_utf8();
                continue;
            }
            let after = at + c.len_utf8();
            let next = self.char_at(after).unwrap_or(' ');
            let follows = next.is_alphanumeric();
            at = match c {
                _ if is_hyphen(c) && follows && self.is_range(start, at, after) => return at,
                _ if is_hyphen(c) && follows => after,
                _ if is_hyphen(c) => return if self.keeps_hyphen(next) { after } else { at },
                _ if is_apostrophe(c) => match self.after_apostrophe(start, at, after, next) {
                    Ok(end) => return end,
                    Err(on) => on,
                },
                '.' if follows => match self.after_inner_stop(start, at) {
                    Some(on) => on,
                    None => return at,
                },
                ':' | '*' | '/' if self.is_gender_ending(c, after) => after,
                ':' if next.is_ascii_digit() && self.bytes[at - 1].is_ascii_digit() && start + 3 > at => {
                    after
                }
                '_' if follows => after,
                // N° 5
                '°' if at == start + 1 && matches!(self.bytes[start], b'N' | b'n') => after,
                '&' if next.is_uppercase() && at - start <= 3 && self.is_upper(start, at) => after,
                '@' if follows => return self.mail_end(after),
                '(' => match self.bracketed_ending(after) {
                    Some(end) => end,
                    None => return at,
                },
                _ => return at,
            }
        }
    }

    /// True where a hyphen is a dash between dates: "May-August", "Montag-Freitag", "27 May-28 May".
    fn is_range(&self, start: usize, hyphen: usize, after: usize) -> bool {
        let day = || {
            let end = digits_end(self.bytes, after);
            end > after
                && end <= after + 2
                && self.bytes.get(end) == Some(&b' ')
                && self.is_range_word(end + 1)
        };
        self.lexicon.range_words.get(&self.text[start..hyphen]).is_some()
            && (self.is_range_word(after) || day())
    }

    /// True where a month, a day of the week or a season stands, and no more of a word.
    pub fn is_range_word(&self, at: usize) -> bool {
        let end = letters_end(self.bytes, at);
        let ends = self
            .char_at(end)
            .is_none_or(|c| !is_word(c) && !is_hyphen(c) && !is_apostrophe(c));
        ends && self.lexicon.range_words.get(&self.text[at..end]).is_some()
    }

    /// A hyphen at a word's end belongs to it ("Vor- und Nachteile") unless it is a dash.
    fn keeps_hyphen(&self, next: char) -> bool {
        !is_hyphen(next) && next != '>'
    }

    /// After an apostrophe in or after the word: `Ok` ends the word there, `Err` goes on.
    fn after_apostrophe(&self, start: usize, at: usize, after: usize, next: char) -> Result<usize, usize> {
        let run = letters_end(self.bytes, after);
        let rest = &self.text[after..run];
        if self.lexicon.german {
            let before = self.bytes[at - 1];
            return match () {
                () if next.is_alphabetic() => Err(after),
                // two of them are a quotation mark
                () if is_apostrophe(next) => Ok(at),
                () if self.single_open => Ok(at),
                () if matches!(before, b's' | b'x' | b'z' | 0x9F) && !next.is_alphanumeric() => Ok(after),
                () => Ok(at),
            };
        }
        if self.lexicon.is(rest, TokenWord::Clitic) {
            return Ok(at);
        }
        if matches!(rest, "t" | "T") && at > start + 1 && matches!(self.bytes[at - 1], b'n' | b'N') {
            return Ok(at - 1);
        }
        if at == start + 1 && matches!(self.bytes[start], b'n' | b'N') && matches!(rest, "t" | "T") {
            return Ok(run);
        }
        if next.is_alphabetic() { Err(after) } else { Ok(at) }
    }

    /// A full stop inside a word: where the word goes on, or `None` where it ends before the stop.
    fn after_inner_stop(&self, start: usize, at: usize) -> Option<usize> {
        let right = at + 1;
        let run = letters_end(self.bytes, right);
        let left = &self.text[start..at];
        let left_single = left.chars().next_back().is_some_and(char::is_alphabetic)
            && left
                .rsplit('.')
                .next()
                .is_some_and(|part| part.chars().count() == 1);
        let window = &self.bytes[at..(at + AHEAD).min(self.bytes.len())];
        let host = window
            .iter()
            .take_while(|&&b| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'-' | b'_' | b'+' | b'%'))
            .count();
        let is_mail =
            window.get(host) == Some(&b'@') && window.get(host + 1).is_some_and(u8::is_ascii_alphanumeric);
        if is_mail || self.lexicon.abbreviations.contains(&self.text[start..run]) {
            return Some(right);
        }
        if run == right {
            // a digit follows
            return (self.bytes[at - 1].is_ascii_digit()).then_some(right);
        }
        let label = self.bytes[at..at + host]
            .rsplit(|&b| b == b'.')
            .find(|label| !label.is_empty())?
            .split(|&b| b == b'-')
            .next()?;
        let ends = !self.char_at(at + host).is_some_and(char::is_alphanumeric);
        let mut lower = [0u8; 8];
        if ends && label.len() <= 8 && (!left_single || left.contains('.')) {
            let small = &mut lower[..label.len()];
            small.copy_from_slice(label);
            let inner = small.iter().any(u8::is_ascii_lowercase);
            small.make_ascii_lowercase();
            let known = std::str::from_utf8(small).is_ok_and(|label| self.lexicon.domains.contains(label));
            // "Newsfeed.Com", but not "Ende.In"
            let sentence =
                self.bytes[right].is_ascii_uppercase() && self.bytes[at - 1].is_ascii_lowercase() && inner;
            if known && (!sentence || label.len() > 2) {
                return Some(right);
            }
        }
        let right_single = run - right == 1 || self.text[right..run].chars().count() == 1;
        let upper = self.bytes[right].is_ascii_uppercase();
        let left_upper = left.chars().next_back().is_some_and(char::is_uppercase);
        match () {
            () if left_single && right_single && !self.lexicon.german => Some(right),
            () if left_single && right_single && left_upper && upper => Some(right),
            () if left_single && !left_upper => None,
            () if left_single && upper && self.is_upper(right, run) => Some(right),
            // alt.animals.cats
            () if !upper
                && self.bytes[at..at + host].iter().filter(|&&b| b == b'.').count() >= 2
                && host < AHEAD
                && self.text[start..at + host]
                    .bytes()
                    .all(|b| !b.is_ascii_uppercase())
                && self.bytes[at + host - 1] != b'.' =>
            {
                Some(right)
            }
            () => None,
        }
    }

    /// True for "Nutzer:innen", "Nutzer*innen", "Student/innen": the sign at the place before `after` and an ending.
    fn is_gender_ending(&self, sign: char, after: usize) -> bool {
        let hyphen = usize::from(sign == '/' && self.bytes.get(after) == Some(&b'-'));
        let run = letters_end(self.bytes, after + hyphen);
        let ending = &self.text[after + hyphen..run];
        match sign {
            ':' | '*' => {
                ending.starts_with("in") && (ending.len() == 2 || ending.starts_with("innen"))
                    || matches!(ending, "r" | "n") && sign == ':'
            }
            _ => matches!(ending, "in" | "innen" | "r" | "n" | "e" | "en" | "s") && self.lexicon.german,
        }
    }

    /// The end of "(innen)", "(s)" and the like directly after a word.
    fn bracketed_ending(&self, after: usize) -> Option<usize> {
        let run = letters_end(self.bytes, after);
        let known = matches!(
            &self.text[after..run],
            "in" | "innen" | "inn" | "e" | "n" | "en" | "er" | "es" | "s" | "r"
        );
        (known && self.bytes.get(run) == Some(&b')')).then_some(run + 1)
    }

    /// The end of a mail address whose host begins at `at`.
    fn mail_end(&self, at: usize) -> usize {
        let end = self.run_end(at, |b| {
            b.is_ascii_alphanumeric() || matches!(b, b'.' | b'-' | b'_')
        });
        let trailing = self.bytes[at..end]
            .iter()
            .rev()
            .take_while(|b| matches!(b, b'.' | b'-'))
            .count();
        let end = end - trailing;
        if end == at {
            letters_end(self.bytes, at)
        } else {
            end
        }
    }

    /// True where every letter is a capital.
    pub fn is_upper(&self, start: usize, end: usize) -> bool {
        self.text[start..end].chars().all(|c| !c.is_lowercase())
    }

    /// True where "b)" begins the next item of a list.
    fn list_letter(&mut self, start: usize, end: usize) -> bool {
        if end != start + 1 || !self.bytes[start].is_ascii_lowercase() {
            return false;
        }
        self.next_item(u32::from(self.bytes[start]))
    }

    /// True where `number` begins a list item: the first on its line, or the next after the one before.
    pub fn next_item(&mut self, number: u32) -> bool {
        if self.line_start {
            self.item = Some(number);
            return true;
        }
        // one that is left out, or that stands there in another form, does not end the list
        if self.item.is_some_and(|last| last < number && number <= last + 2) {
            self.item = Some(number);
            self.note(EventKind::Item);
            return true;
        }
        false
    }
}
