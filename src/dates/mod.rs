//! Dates: finds time expressions and normalises them to TIMEX3 and to calendar days.
//!
//! One pass over the tokens of each sentence: at each place the rules (`rules`) say what they find, the longest wins;
//! what was found is placed on the calendar (`place`, `point`) from the document's date and the tense around it. The
//! words are in `language/*/dates.txt`.

mod cursor;
mod direction;
mod lexicon;
mod place;
mod point;
mod rules;

use jiff::civil::Date;

use crate::analysis::{TextLayer, Timex};
use crate::language::Language;
use crate::text::TokenRange;
use cursor::Cursor;
use direction::direction;
use lexicon::Words;
use place::{Direction, Placed, place};
use point::Point;
use rules::{Found, Meaning, longest};

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

/// A dateline stands within so many tokens of the beginning.
const DATELINE: usize = 40;

impl DateFinder {
    /// Builds the finder from the embedded lexicons.
    pub fn new() -> Self {
        Self {
            german: Words::parse(lexicon::GERMAN),
            english: Words::parse(lexicon::ENGLISH),
        }
    }

    /// The time expressions in order of the text, none overlapping, and the day they were counted from: `date`,
    /// else the dateline's (a full date at the beginning), else none.
    pub fn find(&self, layer: &TextLayer<'_>, date: Option<Date>) -> (Vec<Timex>, Option<Date>) {
        let mut all: Vec<(Found, TokenRange, Direction)> = Vec::new();
        for sentence in layer.sentences {
            let german = sentence.language != Language::English;
            let words = if german { &self.german } else { &self.english };
            let cursor = Cursor::new(layer, sentence.tokens, words);
            let mut at = 0;
            while at < cursor.len() {
                let Some(mut found) = longest(&cursor, at, german) else {
                    at += 1;
                    continue;
                };
                at = found.end.max(at + 1);
                adjust(&cursor, &mut found, german);
                let first = sentence.tokens.range().start;
                let tokens = TokenRange::new(first + found.start, first + found.end);
                let direction = direction(layer, sentence, &cursor, &found, tokens);
                all.push((found, tokens, direction));
            }
        }
        let anchor = date.or_else(|| dateline(&all));
        let mut dates: Vec<Timex> = Vec::with_capacity(all.len());
        let mut before: Option<Point> = None;
        for (index, (found, tokens, direction)) in all.iter().enumerate() {
            let mut found = found.clone();
            complete_from_next(
                &mut found,
                all.get(index + 1).map(|(next, ..)| next),
                *tokens,
                all.get(index + 1).map(|(_, t, _)| *t),
            );
            let Placed {
                kind,
                value,
                bounds,
                point,
            } = place(&found, anchor, *direction, before);
            before = point.or(before);
            dates.push(Timex {
                span: layer.span(*tokens),
                tokens: *tokens,
                kind,
                value,
                modifier: found.edge,
                bounds,
            });
        }
        (dates, anchor)
    }
}

/// "den letzten zehn Jahren": the article belongs to the expression, a contracted preposition does not.
fn adjust(cursor: &Cursor<'_>, found: &mut Found, german: bool) {
    let article = found
        .start
        .checked_sub(1)
        .map(|at| cursor.lower(at))
        .unwrap_or("");
    let takes = match &found.meaning {
        Meaning::Shifted { .. }
        | Meaning::Quarter { .. }
        | Meaning::Half { .. }
        | Meaning::Decade(_)
        | Meaning::Century(_) => true,
        Meaning::Duration(_) | Meaning::Season { shift: Some(_), .. } => cursor.shift(found.start).is_some(),
        _ => false,
    };
    let is_article = if german {
        matches!(article, "der" | "die" | "das" | "den" | "dem" | "des")
    } else {
        article == "the"
    };
    if takes && is_article {
        found.start -= 1;
    }
}

/// "18. und 19. Dezember", "10 bis 12 Uhr": a bare day takes its month from the next expression.
fn complete_from_next(found: &mut Found, next: Option<&Found>, own: TokenRange, other: Option<TokenRange>) {
    let (Some(next), Some(other)) = (next, other) else {
        return;
    };
    if other.start.saturating_sub(own.end) > 3 {
        return;
    }
    if let (
        Meaning::Day {
            year: year @ None, ..
        },
        Meaning::Day {
            year: Some(known), ..
        },
    ) = (&mut found.meaning, &next.meaning)
    {
        *year = Some(*known);
    }
}

/// The first full date near the beginning.
fn dateline(all: &[(Found, TokenRange, Direction)]) -> Option<Date> {
    all.iter()
        .take_while(|(_, tokens, _)| tokens.range().start < DATELINE)
        .find_map(|(found, ..)| match found.meaning {
            Meaning::Day {
                year: Some(year),
                month,
                day,
            } => Date::new(year, month, day).ok(),
            _ => None,
        })
}
