//! Dates that name one period together: "vom 16. bis 18. November", "Montag und Dienstag".

use jiff::ToSpan;

use super::cues::{Before, Cues, Role};
use crate::analysis::{Days, TextLayer, Timex, TimexType};
use crate::text::{Span, TokenRange};

/// The words between two ends of a period are no more.
const BETWEEN: u32 = 3;

/// The period that two dates of one sentence name together, from the first day of one to the last day of the other.
///
/// They do where "bis" or its like stands between them, or "und" between days that follow one another or behind
/// "zwischen".
pub(super) fn joined(layer: &TextLayer<'_>, cues: &Cues, first: &Timex, second: &Timex) -> Option<Timex> {
    let gap = second.tokens.start.checked_sub(first.tokens.end)?;
    let (from, mut to) = (first.bounds?, second.bounds?);
    if gap == 0 || gap > BETWEEN || first.kind != second.kind {
        return None;
    }
    // "Montag und Dienstag": the Tuesday behind that Monday, not the one before
    let next_week = to.latest.checked_add(1.week()).ok()?;
    if to.latest < from.earliest && from.latest.tomorrow().is_ok_and(|next| next == next_week) {
        to = Days {
            earliest: next_week,
            latest: next_week,
        };
    }
    if to.latest < from.earliest {
        return None;
    }
    let words: Vec<String> = (first.tokens.range().end..second.tokens.range().start)
        .map(|index| layer.word(index).to_lowercase())
        .collect();
    let words = words.join(" ");
    let before = first.tokens.range().start.checked_sub(1);
    let between = before.is_some_and(|index| cues.is(Role::Between, &layer.word(index).to_lowercase()));
    let follows = from.latest.tomorrow().is_ok_and(|next| next == to.earliest);
    // "der Ereignisse Ende April bis zum 20. Juni"
    if first.value.len() != second.value.len() {
        return None;
    }
    // "vom 25. März bis zum 1. April": two dates, each complete; the first is the beginning, the second the end
    if cues.before(&words) == Some(Before::Until) && is_complete(layer, first) && is_complete(layer, second) {
        return None;
    }
    let one_period =
        cues.is(Role::Through, &words) || cues.is(Role::Together, &words) && (between || follows);
    one_period.then(|| Timex {
        span: Span {
            start: first.span.start,
            end: second.span.end,
        },
        tokens: TokenRange {
            start: first.tokens.start,
            end: second.tokens.end,
        },
        value: format!("{}/{}", first.value, second.value),
        bounds: Some(Days {
            earliest: from.earliest,
            latest: to.latest,
        }),
        ..first.clone()
    })
}

/// True for the end of what another date of the sentence begins: "vom 25. März **bis zum 1. April**".
pub(super) fn ends(layer: &TextLayer<'_>, cues: &Cues, first: &Timex, second: &Timex) -> bool {
    let between: Vec<String> = (first.tokens.range().end..second.tokens.range().start)
        .take(BETWEEN as usize + 1)
        .map(|index| layer.word(index).to_lowercase())
        .collect();
    cues.before(&between.join(" ")) == Some(Before::Until)
        && is_complete(layer, first)
        && is_complete(layer, second)
}

/// True for a day that the expression names without help: "25. März", not "25.".
fn is_complete(layer: &TextLayer<'_>, date: &Timex) -> bool {
    let has = |is: fn(char) -> bool| date.tokens.range().any(|index| layer.word(index).contains(is));
    date.kind == TimexType::Date && has(|c| c.is_ascii_digit()) && has(char::is_alphabetic)
}

/// True where a date only frames another one of its sentence: "in **diesem Jahr** am 27. April", "am Samstag um
/// **Mitternacht**". What frames is no deadline of its own.
pub(super) fn frames(dates: &[Timex], index: usize) -> bool {
    let frame = &dates[index];
    let Some(days) = frame.bounds else { return false };
    let near = |other: &Timex| {
        let gap = if other.tokens.start < frame.tokens.start {
            frame.tokens.start.saturating_sub(other.tokens.end)
        } else {
            other.tokens.start.saturating_sub(frame.tokens.end)
        };
        gap <= BESIDE
    };
    let framed = |other: &Timex| {
        let Some(inner) = other.bounds.filter(|_| near(other)) else {
            return false;
        };
        match frame.kind {
            // the clock time of a day
            TimexType::Time => other.kind == TimexType::Date && inner == days,
            _ => inner != days && days.earliest <= inner.earliest && inner.latest <= days.latest,
        }
    };
    index.checked_sub(1).is_some_and(|before| framed(&dates[before]))
        || dates.get(index + 1).is_some_and(framed)
}

/// A date so many tokens or fewer from another one may frame it.
const BESIDE: u32 = 2;
