//! Dates: finds time expressions and normalises them to TIMEX3 and to calendar days.
//!
//! One pass over the tokens of each sentence: at each place the rules (`rules`) say what they find (`found`), the longest
//! wins; `direction` says which way it looks. A second pass over what was found places it on the calendar (`place`,
//! `calendar`, `point`) from the document's date or the date last mentioned. The words are in
//! `language/*/dates.txt` and `dates_context.txt` (`lexicon`).

mod calendar;
mod cursor;
mod direction;
mod document;
mod found;
mod lexicon;
mod notation;
mod numbers;
mod place;
mod point;
mod rules;
mod sense;

use jiff::civil::Date;

use crate::analysis::{TextLayer, Timex};
use crate::language::Language;
use crate::text::TokenRange;
use cursor::Cursor;
use direction::Verbs;
use found::Found;
use lexicon::Words;
use place::Direction;

/// Finds and normalises time expressions.
#[derive(Debug)]
pub struct DateFinder {
    german: Words,
    english: Words,
}

impl Default for DateFinder {
    fn default() -> Self {
        Self::new()
    }
}

/// An expression in its sentence.
#[derive(Debug)]
struct Expression {
    found: Found,
    tokens: TokenRange,
    direction: Direction,
    /// Number of the sentence.
    sentence: usize,
    /// It is the end of a range that the expression before it begins ("von Montag **bis Freitag**").
    range: bool,
    /// Nothing but "und", "bis" or a comma stands between it and the expression before it.
    joined: bool,
    /// It begins its sentence, a preposition and an article left out.
    first: bool,
    /// "jeweils" stands before it.
    each: bool,
    /// "heute" where it may mean nowadays.
    loose: document::Today,
}

impl DateFinder {
    /// Builds the finder from the embedded lexicons.
    pub fn new() -> Self {
        Self {
            german: Words::of(Language::German),
            english: Words::of(Language::English),
        }
    }

    /// The time expressions in order of the text, none overlapping, and the day they were counted from: `date`,
    /// else the dateline's (a full date at the beginning, rather one that a dash follows), else none. Without a day, values stay open (`XXXX-09`) and
    /// bounds empty until the text names one.
    ///
    /// ```
    /// # use depesche::{Document, Pipeline};
    /// let document = Document::new("1", "Die Wahl ist am kommenden Sonntag, zwei Tage später tagt der Rat.")
    ///     .with_date("2013-09-18".parse().unwrap());
    /// let values: Vec<String> = Pipeline::new().analyse(&document).dates.into_iter().map(|date| date.value).collect();
    /// assert_eq!(values, ["2013-09-22", "2013-09-24"]);
    /// ```
    pub fn find(&self, layer: &TextLayer<'_>, date: Option<Date>) -> (Vec<Timex>, Option<Date>) {
        let all = self.expressions(layer);
        let anchor = date.or_else(|| document::dateline(&all, layer));
        let placed = document::place_all(&all, anchor, layer.tokens.len());
        let dates = all
            .iter()
            .zip(placed)
            .map(|(expression, placed)| Timex {
                span: layer.span(expression.tokens),
                tokens: expression.tokens,
                kind: placed.kind,
                value: placed.value,
                modifier: expression.found.modifier,
                bounds: placed.bounds,
            })
            .collect();
        (dates, anchor)
    }

    /// The first pass: what stands where.
    fn expressions(&self, layer: &TextLayer<'_>) -> Vec<Expression> {
        let mut all: Vec<Expression> = Vec::new();
        let mut items = Vec::new();
        for (number, sentence) in layer.sentences.iter().enumerate() {
            let german = sentence.language != Language::English;
            let words = if german { &self.german } else { &self.english };
            let cursor = Cursor::new(layer, sentence.tokens, words, german, &mut items);
            let mut verbs: Option<Verbs> = None;
            let before = all.len();
            let mut at = 0;
            while at < cursor.len() {
                let last = all[before..].last().map(|expression| &expression.found);
                let found = cursor
                    .may_begin(at)
                    .then(|| rules::longest(&cursor, at, last))
                    .flatten();
                let Some(found) = found else {
                    at += 1;
                    continue;
                };
                at = found.end.max(at + 1);
                let verbs = verbs.get_or_insert_with(|| Verbs::of(layer, sentence));
                let first = sentence.tokens.range().start;
                let tokens = TokenRange::new(first + found.start, first + found.end);
                let direction = direction::direction(layer, sentence, &cursor, verbs, &found, tokens);
                let loose = document::today(&cursor, &found, verbs.present(layer, tokens));
                let last = all[before..].last().map(|expression| &expression.found);
                let range = last.is_some_and(|last| rules::is_range(&cursor, last.end, found.start));
                all.push(Expression {
                    first: found.start <= 2,
                    range,
                    joined: last.is_some_and(|last| rules::is_joined(&cursor, last.end, found.start)),
                    each: cursor.is_word(found.start.wrapping_sub(1), sense::Word::Each),
                    found,
                    tokens,
                    direction,
                    sentence: number,
                    loose,
                });
            }
        }
        all
    }
}
