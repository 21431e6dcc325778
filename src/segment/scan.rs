//! The scanner: one pass over the bytes that cuts tokens and notes events.

use unicode_segmentation::UnicodeSegmentation;

use super::class::*;
use super::event::{Event, EventKind};
use super::lexicon::{Lexicon, TokenWord};
use crate::analysis::Token;
use crate::text::Span;

/// The state of a pass over one text.
pub(super) struct Scanner<'a> {
    pub text: &'a str,
    pub bytes: &'a [u8],
    pub lexicon: &'a Lexicon,
    pub tokens: Vec<Token>,
    pub events: Vec<Event>,
    /// The number of the list item that was seen last.
    pub item: Option<u32>,
    /// True where a single quotation mark is open, so that the next apostrophe at a word's end closes it.
    pub single_open: bool,
    /// True while no token stands on the line.
    pub line_start: bool,
    /// Round brackets that are open in this paragraph.
    open_brackets: u32,
}

impl<'a> Scanner<'a> {
    pub fn new(text: &'a str, lexicon: &'a Lexicon) -> Self {
        Self {
            text,
            bytes: text.as_bytes(),
            lexicon,
            tokens: Vec::with_capacity(text.len() / 6 + 4),
            events: Vec::with_capacity(text.len() / 60 + 4),
            item: None,
            single_open: false,
            line_start: true,
            open_brackets: 0,
        }
    }

    /// Cuts the whole text.
    pub fn run(&mut self) {
        let mut at = 0;
        while at < self.bytes.len() {
            match CLASS[self.bytes[at] as usize] {
                Class::Blank if self.bytes[at] == b' ' => at += 1,
                Class::Blank => at = self.blank(at),
                Class::Letter | Class::Latin => {
                    let end = letters_end(self.bytes, at);
                    at = match self.bytes.get(end) {
                        _ if end == at => self.wide(at),
                        None | Some(b' ' | b',' | b';' | b'!' | b'?' | b')' | b'"') => self.push(at, end),
                        _ => self.word(at, end),
                    };
                }
                Class::Digit => at = self.number(at, at),
                Class::Mark => at = self.mark(at),
                Class::Wide => at = self.wide(at),
            }
        }
    }

    /// Adds a token and returns its end.
    #[inline]
    pub fn push(&mut self, start: usize, end: usize) -> usize {
        self.tokens.push(Token::new(Span::new(start, end)));
        self.line_start = false;
        end
    }

    /// Notes an event about the next token, then adds that token.
    pub fn push_event(&mut self, start: usize, end: usize, kind: EventKind) -> usize {
        self.note(kind);
        self.push(start, end)
    }

    /// Notes an event about the next token.
    pub fn note(&mut self, kind: EventKind) {
        let token = self.tokens.len() as u32;
        self.events.push(Event { token, kind });
    }

    /// The character at `at`.
    #[inline]
    pub fn char_at(&self, at: usize) -> Option<char> {
        match *self.bytes.get(at)? {
            byte if byte < 0x80 => Some(byte as char),
            _ => self.text.get(at..)?.chars().next(),
        }
    }

    /// The character before `at`.
    pub fn char_before(&self, at: usize) -> Option<char> {
        self.text.get(..at)?.chars().next_back()
    }

    /// True at the beginning of the text and after blanks and opening marks.
    pub fn is_after_gap(&self, at: usize) -> bool {
        self.char_before(at)
            .is_none_or(|c| is_blank(c) || is_opening(c) || matches!(c, '/' | '–' | '—' | '”'))
    }

    /// Skips white space and notes line breaks.
    fn blank(&mut self, mut at: usize) -> usize {
        let mut lines = 0;
        while let Some(c) = self.char_at(at).filter(|&c| is_blank(c)) {
            lines += match c {
                '\n' | '\u{2028}' | '\u{85}' => 1,
                '\r' if self.bytes.get(at + 1) != Some(&b'\n') => 1,
                '\u{2029}' => 2,
                _ => 0,
            };
            at += c.len_utf8();
        }
        if lines > 0 {
            self.note(EventKind::Line { blank: lines > 1 });
            self.line_start = true;
            self.single_open = false;
            if lines > 1 {
                self.item = None;
                self.open_brackets = 0;
            }
        }
        at
    }

    /// A character beyond ASCII and Latin letters.
    fn wide(&mut self, at: usize) -> usize {
        let Some(c) = self.char_at(at) else {
            return at + 1;
        };
        let end = at + c.len_utf8();
        match c {
            _ if is_blank(c) => self.blank(at),
            '…' => {
                let mut end = end;
                while self.char_at(end) == Some('…') {
                    end += '…'.len_utf8();
                }
                self.push_event(at, end, EventKind::Ellipsis)
            }
            '„' | '“' | '”' | '‟' | '«' | '»' | '‹' | '›' | '‚' | '‛' => {
                self.single_open |= c == '‚';
                self.push_event(at, end, EventKind::Quote(c))
            }
            '‘' | '’' | '´' => self.apostrophe(at, end),
            '§' => {
                let mut end = end;
                while self.char_at(end) == Some('§') {
                    end += '§'.len_utf8();
                }
                self.push(at, end)
            }
            '‐' | '‑' => self.hyphen(at, end),
            '−' if self.is_after_gap(at) && class(self.bytes, end) == Class::Digit => self.number(at, end),
            '•' | '‣' | '⁃' | '▪' | '●' | '◦' => {
                self.note(EventKind::Item);
                self.line_start = true;
                self.tokens.push(Token::new(Span::new(at, end)));
                end
            }
            _ if c < '\u{590}' && is_word(c) && !is_extension(c) => self.word(at, end),
            _ => {
                // other scripts and emoji: Unicode's own word boundaries
                let length = self.text[at..]
                    .split_word_bounds()
                    .next()
                    .map_or(c.len_utf8(), str::len);
                let word = &self.text[at..at + length];
                self.push(at, at + word.trim_end_matches(is_blank).len().max(c.len_utf8()))
            }
        }
    }

    /// A character of ASCII that is neither letter nor digit nor blank.
    fn mark(&mut self, at: usize) -> usize {
        let byte = self.bytes[at];
        let next = self.bytes.get(at + 1).copied().unwrap_or(b' ');
        match byte {
            b',' if next == b',' && self.is_after_gap(at) => {
                self.push_event(at, at + 2, EventKind::Quote('„'))
            }
            b',' => self.push(at, at + 1),
            b'.' => self.full_stops(at),
            b'!' | b'?' => {
                let end = self.run_end(at, |byte| matches!(byte, b'!' | b'?'));
                self.push_event(at, end, EventKind::Exclamation)
            }
            b'"' => self.push_event(at, at + 1, EventKind::Quote('"')),
            b'\'' if next == b'\'' => self.push_event(at, at + 2, EventKind::Quote('"')),
            b'`' if next == b'`' => self.push_event(at, at + 2, EventKind::Quote('“')),
            b'\'' | b'`' => self.apostrophe(at, at + 1),
            b'-' => self.hyphen(at, at + 1),
            b'+' if next.is_ascii_digit() && self.is_after_gap(at) => self.number(at, at + 1),
            b'(' => match self.bracketed_prefix(at) {
                Some(end) => self.word(at, end),
                None => match self.other_face(at) {
                    Some(end) => self.push(at, end),
                    None => {
                        self.open_brackets += 1;
                        self.push(at, at + 1)
                    }
                },
            },
            b')' => {
                self.open_brackets = self.open_brackets.saturating_sub(1);
                self.push(at, at + 1)
            }
            b'*' | b'^' => match self.other_face(at) {
                Some(end) => self.push(at, end),
                None => self.repeated(at),
            },
            b':' | b';' | b'=' => match self.emoticon(at).or_else(|| self.emoji_name(at)) {
                Some(end) => self.push(at, end),
                None if byte == b'=' => self.repeated(at),
                None => self.push(at, at + 1),
            },
            b'@' if next.is_ascii_alphanumeric() || next == b'_' => {
                let mut end = at + 1;
                while let Some(c) = self
                    .char_at(end)
                    .filter(|&c| is_word(c) || matches!(c, '_' | '.' | '-'))
                {
                    end += c.len_utf8();
                }
                let trailing = self.bytes[at..end]
                    .iter()
                    .rev()
                    .take_while(|b| matches!(b, b'.' | b'-'))
                    .count();
                self.push(at, end - trailing)
            }
            b'#' if class(self.bytes, at + 1) == Class::Letter
                || class(self.bytes, at + 1) == Class::Latin =>
            {
                let mut end = at + 1;
                while let Some(c) = self
                    .char_at(end)
                    .filter(|&c| is_word(c) || matches!(c, '_' | '-'))
                {
                    end += c.len_utf8();
                }
                self.push(at, end)
            }
            b'<' | b'>' => self.arrow(at),
            _ => self.repeated(at),
        }
    }

    /// The end of the run of bytes from `at` that `is` holds for.
    pub fn run_end(&self, at: usize, is: impl Fn(u8) -> bool) -> usize {
        at + self.bytes[at..].iter().take_while(|&&byte| is(byte)).count()
    }

    /// A run of one and the same mark ("***", "==="), where runs of it are used as one sign.
    fn repeated(&mut self, at: usize) -> usize {
        let byte = self.bytes[at];
        let end = match byte {
            b'*' | b'=' | b'_' | b'~' | b'+' | b'#' | b'|' | b'^' | b'&' | b'$' | b'/' => {
                self.run_end(at, |other| other == byte)
            }
            _ => at + 1,
        };
        self.push(at, end)
    }

    /// Arrows ("<-", "->", "=>") and double angle brackets.
    fn arrow(&mut self, at: usize) -> usize {
        let end = self.run_end(at, |byte| matches!(byte, b'<' | b'>' | b'-' | b'='));
        let kind = match &self.text[at..end] {
            "<<" => Some(EventKind::Quote('«')),
            ">>" => Some(EventKind::Quote('»')),
            _ => None,
        };
        if let Some(kind) = kind {
            self.note(kind);
        }
        self.push(at, end)
    }

    /// An emoticon such as `:-)`; nothing where what follows is a word.
    fn emoticon(&self, at: usize) -> Option<usize> {
        let mut end = at + 1;
        let nose = matches!(self.bytes.get(end), Some(b'-' | b'o' | b'O' | b'^'));
        end += usize::from(nose);
        let mouth = *self.bytes.get(end)?;
        let plain = matches!(mouth, b')' | b'(' | b'D' | b'P');
        if !(plain || nose && matches!(mouth, b'/' | b'|' | b'*' | b'p' | b']' | b'[' | b'\\')) {
            return None;
        }
        let first = end;
        let mut end = self.run_end(end, |byte| byte == mouth);
        if mouth == b')' && self.open_brackets > 0 && end > first + 1 {
            // "(hier im Pott :-))": the last one closes the bracket
            end -= 1;
        }
        let glued = class(self.bytes, at.wrapping_sub(1)) == Class::Digit;
        (!self.char_at(end).is_some_and(is_word) && !glued).then_some(end)
    }

    /// Faces that begin with another sign than the usual eyes: `*_*`, `^^`, `(-:`.
    fn other_face(&self, at: usize) -> Option<usize> {
        let faces = [
            "*_*", "*.*", "*-*", "^_^", "^.^", "^-^", "^^", "(-:", "(-;", "(:", "(;",
        ];
        let face = faces.iter().find(|face| self.text[at..].starts_with(**face))?;
        let end = at + face.len();
        let alone = self.is_after_gap(at) && self.char_at(end).is_none_or(|c| !is_word(c));
        alone.then_some(end)
    }

    /// The name of an emoji between colons (`:wink:`).
    fn emoji_name(&self, at: usize) -> Option<usize> {
        let end = self.run_end(at + 1, |byte| byte.is_ascii_lowercase() || byte == b'_');
        let closed =
            self.bytes[at] == b':' && self.bytes.get(end) == Some(&b':') && (at + 3..at + 24).contains(&end);
        (closed && self.is_after_gap(at) && self.char_at(end + 1).is_none_or(|c| !is_word(c)))
            .then_some(end + 1)
    }

    /// The end of the letters after "(Neu-)" where the bracket is part of a word.
    fn bracketed_prefix(&self, at: usize) -> Option<usize> {
        let letters = letters_end(self.bytes, at + 1);
        let hyphen = usize::from(self.bytes.get(letters) == Some(&b'-'));
        let short = letters > at + 1 && letters - at < 24;
        let closes = self.bytes.get(letters + hyphen) == Some(&b')');
        let end = letters_end(self.bytes, letters + hyphen + 1);
        (short
            && closes
            && end > letters + hyphen + 1
            && (hyphen == 1 || !self.is_after_gap(at) || self.lexicon.german))
            .then_some(end)
    }

    /// A hyphen that no word has taken up.
    fn hyphen(&mut self, at: usize, end: usize) -> usize {
        if self.bytes[at] == b'-' && self.bytes.get(end) == Some(&b'-') {
            let end = self.run_end(at, |byte| matches!(byte, b'-' | b'='));
            let arrow = usize::from(self.bytes.get(end) == Some(&b'>'));
            return self.push(at, end + arrow);
        }
        if self.bytes.get(end) == Some(&b'>') {
            return self.push(at, end + 1);
        }
        let free = self.char_before(at).is_none_or(|c| !c.is_alphanumeric());
        match class(self.bytes, end) {
            Class::Letter | Class::Latin if free => self.word(at, letters_end(self.bytes, end)),
            Class::Digit if self.is_after_gap(at) && !self.is_after_ordinal() => self.number(at, end),
            _ => self.push(at, end),
        }
    }

    /// True where the last token is a number with its full stop ("1.").
    pub fn is_after_ordinal(&self) -> bool {
        self.tokens.last().is_some_and(|token| {
            let word = &self.bytes[token.span.range()];
            word.len() > 1 && word[0].is_ascii_digit() && word[word.len() - 1] == b'.'
        })
    }

    /// An apostrophe or single quotation mark that no word has taken up.
    fn apostrophe(&mut self, at: usize, end: usize) -> usize {
        let glued = self.char_before(at).is_some_and(char::is_alphanumeric);
        let run = letters_end(self.bytes, end);
        let rest = &self.text[end..run];
        if glued && self.lexicon.is(rest, TokenWord::Clitic) {
            return self.push(at, run);
        }
        let clipped = self.lexicon.is(rest, TokenWord::Clipped);
        if !glued && clipped && !self.is_closed_later(run) {
            return self.push(at, run);
        }
        if !glued && class(self.bytes, end) == Class::Digit && digits_end(self.bytes, end) == end + 2 {
            let letters = letters_end(self.bytes, end + 2);
            return self.push(at, letters);
        }
        self.single_open = !glued && !self.char_before(at).is_some_and(|c| ".,!?".contains(c));
        let mark = self.char_at(at).unwrap_or('\'');
        self.push_event(at, end, EventKind::Quote(mark))
    }

    /// True where a closing single mark stands directly at `at`.
    fn is_closed_later(&self, at: usize) -> bool {
        self.char_at(at).is_some_and(is_apostrophe)
    }
}
