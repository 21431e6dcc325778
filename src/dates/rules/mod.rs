//! The rules: each looks at the tokens from one place on and says what it finds there. The longest wins.

mod amount;
mod calendar;
mod clock;
mod guard;
mod hyphen;
mod numeric;
mod period;
mod relative;
mod set;
mod week;
mod word;

use super::cursor::Cursor;
use super::found::{Found, Meaning, Time};
use super::sense::{Holiday, Sense, Unit, Word};
use crate::analysis::Upos;

pub(super) use amount::duration;

/// The longest expression that begins at `at`, what follows a list or range of `before` (the expression found last)
/// included.
pub(super) fn longest(c: &Cursor<'_>, at: usize, before: Option<&Found>) -> Option<Found> {
    let found = if c.is_number(at) {
        longer([
            numeric::date(c, at),
            calendar::date(c, at),
            week::weekday(c, at),
            period::numbered(c, at),
            period::decade(c, at),
            amount::amount(c, at),
            clock::time(c, at),
            before.and_then(|before| calendar::continued(c, at, before)),
        ])
    } else if c.senses(at).is_empty() {
        hyphen::hyphened(c, at)
    } else {
        longer([
            relative::edged(c, at),
            calendar::date(c, at),
            week::weekday(c, at),
            relative::shifted(c, at),
            period::numbered(c, at),
            hyphen::hyphened(c, at),
            period::decade(c, at),
            period::named(c, at),
            set::set(c, at),
            amount::amount(c, at),
            clock::time(c, at),
            word::word(c, at),
        ])
    }?;
    let found = clock::with_time(c, found);
    if guard::is_medium(c, found.start, found.end) {
        return None;
    }
    let first = before.map_or(0, |before| before.end);
    Some(amount::with_period(c, left(c, found, first), first))
}

/// The longest; of two of one length the earlier rule knows better.
fn longer<const N: usize>(all: [Option<Found>; N]) -> Option<Found> {
    all.into_iter().flatten().rev().max_by_key(|found| found.end)
}

/// Takes in what stands before an expression and belongs to it: an article ("der letzten Woche"; not one that hides in
/// "im"), a word of approximation ("rund drei Jahre").
fn left(c: &Cursor<'_>, mut found: Found, first: usize) -> Found {
    let free = |at: usize| at != usize::MAX && at >= first;
    if matches!(found.meaning, Meaning::Duration(_) | Meaning::Distance { .. }) || c.is_number(found.start) {
        for back in 1..=3 {
            let start = found.start.wrapping_sub(back);
            let approximate = free(start).then(|| {
                c.read(start, |sense| match sense {
                    Sense::Approximate(modifier) => Some(modifier),
                    _ => None,
                })
            });
            let placed = matches!(found.meaning, Meaning::Duration(_) | Meaning::Distance { .. });
            if let Some(Some((modifier, end))) = approximate
                && end == found.start
                && placed
            {
                found.start = start;
                if found.modifier.is_empty() {
                    found.modifier = modifier;
                }
                break;
            }
        }
    }
    // "the fiscal second quarter"
    let before = found.start.wrapping_sub(1);
    let quarter = !c.german && matches!(found.meaning, Meaning::Quarter { .. } | Meaning::Half { .. });
    if quarter && free(before) && c.year_like(before).is_some_and(|(_, end)| end == found.start) {
        found.start = before;
    }
    // "am frühen Freitagmorgen"
    let before = found.start.wrapping_sub(1);
    if free(before)
        && c.weekday_part(found.start).is_some()
        && let Some(early) = c.early(before)
    {
        found.start = before;
        found.modifier = early;
    }
    // "that same day", "this coming Friday"
    let before = found.start.wrapping_sub(1);
    let same = |at: usize| c.shift(at).is_some_and(|shift| shift.by == 0);
    if free(before) && same(before) && (same(found.start) || !c.german && c.shift(found.start).is_some()) {
        found.start = before;
    }
    let before = found.start.wrapping_sub(1);
    if free(before) && c.is_word(before, Word::Article) && takes_article(c, &found) {
        found.start = before;
    }
    found
}

fn takes_article(c: &Cursor<'_>, found: &Found) -> bool {
    let first = found.start;
    if !c.german && c.edge(first).is_some() {
        return true;
    }
    // "the night of May 13", "the early hours of Sunday"
    if !c.german
        && (c.part(first).is_some() || c.early(first).is_some() || c.part_hours(first).is_some())
        && found.is_day()
        && c.weekday(first + 1).is_none()
    {
        return true;
    }
    // "the third-quarter results", "the 9 p.m. news": the article of a noun behind.
    let earlier =
        matches!(found.meaning, Meaning::Shifted { .. } | Meaning::Distance { .. }) && found.end > first + 1;
    if !c.german && c.is_hyphened(first) && !earlier || matches!(found.time, Some(Time::Clock { .. })) {
        return matches!(found.meaning, Meaning::Decade(_));
    }
    match &found.meaning {
        Meaning::Shifted { .. }
        | Meaning::Quarter { .. }
        | Meaning::Half { .. }
        | Meaning::Decade(_)
        | Meaning::Century(_)
        | Meaning::HalfCentury { .. }
        | Meaning::YearLike { .. }
        | Meaning::Opaque
        | Meaning::Weekend => true,
        Meaning::Reference(_) => c.reference_noun(first).is_some() || c.is_word(found.end - 1, Word::Period),
        // "des Jahres 1991", but "die Jahre 1991 bis 1993"
        Meaning::Year(_) => {
            c.is_word(first, Word::Year) && !c.word(first.wrapping_sub(1)).eq_ignore_ascii_case("die")
        }
        Meaning::Duration(_) => {
            c.shift(first).is_some()
                || c.ordinal(first).is_some()
                || c.is(first, Sense::Between)
                || !c.german && c.amount(first).is_some()
                || c.unit(first).is_some()
                || c.year_like(first).is_some()
        }
        Meaning::Distance { .. } => !c.german,
        // "the summer", but "the summer offensive"
        Meaning::Season { .. } if !c.german => {
            found.end > first + 1 || !matches!(c.upos(found.end), Some(Upos::Noun)) || c.capital(found.end)
        }
        Meaning::Season { .. } => c.shift(first).is_some(),
        Meaning::MonthWeek { .. } => true,
        Meaning::Holiday {
            holiday: Holiday::Nth(..),
            ..
        } => c.weekday(first + 1).is_some(),
        Meaning::TimeOfDay | Meaning::FromToday(_) => !c.german && found.time.is_some(),
        Meaning::Day { .. } => !c.german && c.month(first).is_none(),
        Meaning::Month { .. } | Meaning::Weekday { .. } => {
            c.shift(first).is_some_and(|shift| shift.by == 1) && !c.german
        }
        _ => false,
    }
}

/// True where what stands between two expressions makes a range of them: "bis", "bis zum", "through", a dash.
pub(super) fn is_range(c: &Cursor<'_>, end: usize, start: usize) -> bool {
    let width = start - end;
    c.is_word(end, Word::To)
        && !c.word(end).starts_with('/')
        && (width == 1
            || width == 2 && (c.is_word(end + 1, Word::Toward) || c.is_word(end + 1, Word::Article)))
}

/// True where two expressions stand in one list or range: "1. und 2.", "von Mai bis Juni", "am 1. und am 2."
pub(super) fn is_joined(c: &Cursor<'_>, end: usize, start: usize) -> bool {
    let joins = |at: usize| c.is_word(at, Word::And) || c.is_word(at, Word::To) || c.word(at) == ",";
    let small =
        |at: usize| c.is_word(at, Word::On) || c.is_word(at, Word::Toward) || c.is_word(at, Word::Article);
    start - end <= 3 && joins(end) && (end + 1..start).all(small)
}

/// The unit at a place where it is one of a kind.
fn unit_at(c: &Cursor<'_>, at: usize, wanted: Unit) -> bool {
    c.unit(at).is_some_and(|unit| unit.unit == wanted)
}
