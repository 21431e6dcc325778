//! The splitter: decides at each event whether a sentence ends there.

use super::event::{Event, EventKind};
use super::scan::Scanner;
use crate::analysis::{Sentence, Token};
use crate::language::Language;
use crate::text::TokenRange;

/// A quotation longer than this (in tokens) is split inside whatever stands around it.
const LONGEST_WHOLE_QUOTE: u32 = 60;

/// A bracket longer than this (in tokens) is no reference to a source.
const LONGEST_REFERENCE: usize = 12;

/// Groups tokens to sentences.
pub(super) struct Splitter<'a> {
    text: &'a str,
    tokens: &'a [Token],
    events: &'a [Event],
    german: bool,
    /// True where line breaks only wrap lines of a fixed width.
    wrapped: bool,
    /// For each event that is an opening quotation mark the event that closes it.
    closes: Vec<u32>,
    /// The tokens that close a quotation and have blanks around them, as in texts that were cut into words before; ascending.
    apart: Vec<u32>,
}

const NONE: u32 = u32::MAX;

impl<'a> Splitter<'a> {
    pub fn new(scanner: &'a Scanner<'a>) -> Self {
        let mut splitter = Self {
            text: scanner.text,
            tokens: &scanner.tokens,
            events: &scanner.events,
            german: scanner.lexicon.german,
            wrapped: false,
            closes: Vec::new(),
            apart: Vec::new(),
        };
        splitter.wrapped = splitter.is_wrapped();
        splitter.pair_quotes();
        splitter
    }

    fn word(&self, token: usize) -> &'a str {
        self.tokens
            .get(token)
            .map_or("", |token| token.span.of(self.text))
    }

    /// True where nothing stands between a token and the one before it.
    fn is_glued(&self, token: usize) -> bool {
        token > 0
            && token < self.tokens.len()
            && self.tokens[token].span.start == self.tokens[token - 1].span.end
    }

    /// True where lines go on with a small letter so often that breaks do not end them.
    fn is_wrapped(&self) -> bool {
        let (mut lines, mut going_on) = (0, 0);
        for event in self.events {
            if event.kind == (EventKind::Line { blank: false }) && event.token > 0 {
                let before = self.word(event.token as usize - 1);
                if !matches!(before, "." | "!" | "?") {
                    lines += 1;
                    let next = self.word(event.token as usize);
                    going_on += usize::from(next.starts_with(char::is_lowercase));
                }
            }
        }
        lines >= 2 && going_on * 3 >= lines
    }

    /// Finds for each opening quotation mark the closing one, inside a paragraph.
    fn pair_quotes(&mut self) {
        self.closes = vec![NONE; self.events.len()];
        let mut open: Option<(usize, char)> = None;
        for (index, event) in self.events.iter().enumerate() {
            match event.kind {
                EventKind::Line { blank: true } => open = None,
                EventKind::Line { .. } if !self.wrapped => open = None,
                EventKind::Quote(mark) => {
                    let token = event.token as usize;
                    let apart = !self.is_glued(token) && !self.is_glued(token + 1);
                    if let Some((at, by)) = open
                        && closes(by, mark)
                    {
                        self.closes[at] = index as u32;
                        open = None;
                        if apart {
                            self.apart.push(event.token);
                        }
                        continue;
                    }
                    let before_word = self.is_glued(token + 1) || apart && mark == '"';
                    let free = !self.is_glued(token) || matches!(self.word(token.wrapping_sub(1)), "(" | "[");
                    if opens(mark, self.german)
                        && (before_word || mark == '„')
                        && (free || mark != '"')
                        && open.is_none()
                    {
                        open = Some((index, mark));
                    }
                }
                _ => {}
            }
        }
    }

    /// The sentences, in order; each token is in exactly one.
    pub fn split(&self, language: Language) -> Vec<Sentence> {
        let mut sentences = Vec::with_capacity(self.events.len() / 2 + 1);
        let (mut start, mut paragraph) = (0, 0);
        let mut end_sentence = |end: usize, start: &mut usize, paragraph: u32| {
            if end > *start {
                sentences.push(Sentence {
                    span: self.tokens[*start].span.cover(self.tokens[end - 1].span),
                    tokens: TokenRange::new(*start, end),
                    paragraph,
                    language,
                });
                *start = end;
            }
        };
        let mut whole_until = 0;
        for (index, event) in self.events.iter().enumerate() {
            let token = event.token as usize;
            if token < start && !matches!(event.kind, EventKind::Line { .. }) {
                continue;
            }
            match event.kind {
                EventKind::Line { blank } => {
                    if blank || self.line_ends(token) {
                        end_sentence(token, &mut start, paragraph);
                        paragraph += u32::from(blank || !self.wrapped);
                    }
                }
                EventKind::Item => end_sentence(token, &mut start, paragraph),
                EventKind::Quote(_) => {
                    if self.closes[index] != NONE {
                        let close = self.events[self.closes[index] as usize].token as usize;
                        if self.is_kept_whole(token, close, start) {
                            whole_until = close;
                        }
                    }
                }
                kind => {
                    let end = self.end_at(start, token, kind);
                    if let Some(end) = end.filter(|&end| token >= whole_until || end > whole_until) {
                        end_sentence(end, &mut start, paragraph);
                    }
                }
            }
        }
        end_sentence(self.tokens.len(), &mut start, paragraph);
        sentences
    }

    /// True where the line break before `token` ends a sentence.
    fn line_ends(&self, token: usize) -> bool {
        let next = self.word(token);
        let before = self.word(token.wrapping_sub(1));
        let bullet = matches!(next, "•" | "-" | "–" | "*" | "‣" | "▪" | "●")
            || next.ends_with('.') && next.starts_with(|c: char| c.is_ascii_digit());
        if self.wrapped {
            return bullet || matches!(before, "." | "!" | "?" | ":");
        }
        !next.starts_with(char::is_lowercase) || matches!(before, "." | "!" | "?")
    }

    /// True where the sentences of a quotation stay in the sentence that frames it: "Er sagte: „A. B.“", "„A! B!“, rief er".
    fn is_kept_whole(&self, open: usize, close: usize, sentence_start: usize) -> bool {
        if close as u32 - open as u32 > LONGEST_WHOLE_QUOTE {
            return false;
        }
        let next = self.word(close + 1);
        let framed_after = next == "," || next.starts_with(char::is_lowercase);
        let framed_before = open > sentence_start && matches!(self.word(open - 1), ":" | ",");
        let inside = open > sentence_start && !matches!(self.word(open - 1), "." | "!" | "?" | ":" | "(");
        framed_after || framed_before || inside
    }

    /// The end of the sentence (exclusive) that began at `start` and that the mark at `token` closes, if it does.
    fn end_at(&self, start: usize, token: usize, kind: EventKind) -> Option<usize> {
        let mut end = token + 1;
        let mut quoted = false;
        // the marks that close with the sentence
        while self.is_glued(end) || self.apart.binary_search(&(end as u32)).is_ok() {
            match self.word(end) {
                "“" | "”" | "\"" | "«" | "»" | "’" | "‘" | "'" | "''" | "›" | "‹" => {
                    quoted = true
                }
                ")" | "]" | "}" => {}
                "." | "!" | "?" | "…" | "..." => {}
                _ => break,
            }
            end += 1;
        }
        let end = self.trailing_signs(end);
        let next = self.word(end);
        let Some(first) = next.chars().next() else {
            return Some(end);
        };
        if self.is_glued(end) {
            let missing_blank = first.is_uppercase() && kind == EventKind::Stop && !quoted;
            return missing_blank.then_some(end);
        }
        let bracketed = matches!(self.word(end - 1), ")" | "]");
        match kind {
            _ if matches!(first, ',' | ';' | ':' | ')' | ']') => None,
            _ if is_address(next) => Some(end),
            _ if first.is_lowercase() => {
                let certain = match kind {
                    EventKind::Stop => self.is_sentence_word(token),
                    EventKind::Exclamation => self.asks_or_calls(token),
                    _ => false,
                };
                (certain && !quoted && !bracketed).then_some(end)
            }
            // "At 5 a.m. Mr. Smith", "at 10 a.m. (CDT)"
            EventKind::FinalAbbreviation if first == '(' || token - start <= 2 => None,
            _ if first == '(' && quoted && self.is_reference(end) => None,
            EventKind::Stop if self.spaced_stops(end) >= 2 => {
                let after = end + self.spaced_stops(end);
                (!self.is_line_end(after)).then_some(end)
            }
            EventKind::Ellipsis if token - start < 8 && (start..=token).all(|at| self.word(at) == ".") => {
                self.is_line_end(end).then_some(end)
            }
            // „[...] Ich war dagegen“: what was left out belongs to what follows
            EventKind::Ellipsis if self.word(end - 1) == "]" && self.begins_quote(token) => None,
            EventKind::Ellipsis => {
                let spaced = self.word(token) == ".";
                let capital =
                    first.is_uppercase() || !first.is_alphanumeric() && !matches!(first, '.' | '-' | '–');
                (capital && !(spaced && (next == "." || next == "I"))).then_some(end)
            }
            _ if matches!(first, '–' | '—' | '-') && next.chars().count() <= 2 => {
                let after = self.word(end + 1);
                (!after.starts_with(char::is_lowercase)).then_some(end)
            }
            _ => Some(end),
        }
    }

    /// True where the word before a full stop is long enough to rule out an unknown abbreviation.
    fn is_sentence_word(&self, stop: usize) -> bool {
        let word = self.word(stop.wrapping_sub(1));
        let digits = word.bytes().rev().take_while(u8::is_ascii_digit).count();
        let short =
            word.bytes().all(|b| b.is_ascii_lowercase()) && word.bytes().any(|b| b"aeiou".contains(&b));
        word.chars().count() >= 3 && word.chars().any(|c| c.is_lowercase())
            || short && word.len() == 2
            || digits >= 4
            || matches!(word, ")" | "]" | "\"" | "“" | "”")
    }

    /// True for a question mark, and for an exclamation mark that is no part of a name ("Yahoo! is").
    fn asks_or_calls(&self, mark: usize) -> bool {
        let before = self.word(mark.wrapping_sub(1));
        before != "," && (self.word(mark).contains('?') || !before.starts_with(char::is_uppercase))
    }

    /// The place after the signs behind a mark that belong to its sentence: emoji and emoticons, actions (`*seufz*`),
    /// notes (`[1]`).
    fn trailing_signs(&self, mut end: usize) -> usize {
        while end < self.tokens.len() && !self.is_line_end(end) {
            let action = || (end + 2..end + 6).find(|&at| self.word(at) == "*");
            end = match self.word(end) {
                "[" if self.word(end + 2) == "]"
                    && self.word(end + 1).bytes().all(|b| b.is_ascii_digit()) =>
                {
                    end + 3
                }
                "*" if self.word(end + 1).starts_with(char::is_lowercase) => match action() {
                    Some(close) => close + 1,
                    None => break,
                },
                word if is_sign_of_mood(word) => end + 1,
                _ => break,
            };
        }
        end
    }

    /// True at the end of the text and where a line break stands before `token`.
    fn is_line_end(&self, token: usize) -> bool {
        match (self.tokens.get(token), token.checked_sub(1)) {
            (Some(next), Some(last)) => {
                let gap = self.tokens[last].span.end as usize..next.span.start as usize;
                self.text.as_bytes()[gap].contains(&b'\n')
            }
            _ => true,
        }
    }

    /// True where only a bracket stands between an opening quotation mark and `token`.
    fn begins_quote(&self, token: usize) -> bool {
        let bracket = token.checked_sub(1).is_some_and(|at| self.word(at) == "[");
        let mark = token.checked_sub(2).map_or("", |at| self.word(at));
        bracket && matches!(mark, "„" | "“" | "»" | "«" | "\"")
    }

    /// True where the bracket that opens at `open` closes soon and a full stop follows it: "„…“ (Smith 55)."
    fn is_reference(&self, open: usize) -> bool {
        let close = (open + 1..open + LONGEST_REFERENCE).find(|&at| self.word(at) == ")");
        close.is_some_and(|close| self.word(close + 1) == "." && self.is_glued(close + 1))
    }

    /// How many single full stops follow one another from `token` on.
    fn spaced_stops(&self, token: usize) -> usize {
        (token..token + 8).take_while(|&at| self.word(at) == ".").count()
    }
}

/// True for a web address.
fn is_address(word: &str) -> bool {
    word.starts_with("http://") || word.starts_with("https://") || word.starts_with("www.")
}

/// True for emoji and emoticons.
fn is_sign_of_mood(word: &str) -> bool {
    let mut characters = word.chars();
    match characters.next() {
        Some('\u{2600}'..='\u{27BF}' | '\u{1F000}'..='\u{1FAFF}') => true,
        Some(first @ (':' | ';' | '=' | '^' | '*' | '(')) => {
            let face = |c: char| !c.is_alphanumeric() || "DPOo".contains(c);
            word == "^^" || word.len() > 1 && word.chars().all(face) && characters.any(|c| c != first)
        }
        Some('x' | 'X') => word.len() > 1 && characters.all(|c| c == 'D'),
        _ => false,
    }
}

fn opens(mark: char, german: bool) -> bool {
    match mark {
        '„' | '»' | '«' | '"' | '‚' | '‟' => true,
        '“' => !german,
        _ => false,
    }
}

fn closes(open: char, mark: char) -> bool {
    match open {
        '„' => matches!(mark, '“' | '”' | '"' | '‟'),
        '“' => matches!(mark, '”' | '"'),
        '"' => mark == '"',
        '»' => mark == '«',
        '«' => mark == '»',
        '‚' => matches!(mark, '‘' | '’' | '\''),
        _ => false,
    }
}
