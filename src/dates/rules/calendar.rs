//! Days, months and years: "3. Mai 2021", "May 3, 2021", "Mai des Vorjahres", "2021", "490 BC", and lists of them.

use super::super::cursor::Cursor;
use super::super::found::{Found, Meaning, YearOf};
use super::super::sense::{Origin, Sense, Unit, Word};
use super::{guard, period, unit_at};
use crate::analysis::Upos;

/// So many days a list has at most ("am 3., 4., 5. und 6. Mai").
const LIST: usize = 12;

/// A day, month or year.
pub(super) fn date(c: &Cursor<'_>, at: usize) -> Option<Found> {
    day_first(c, at)
        .or_else(|| month_first(c, at))
        .or_else(|| year_word(c, at))
        .or_else(|| before_christ(c, at).map(|(year, end)| Found::new(at, end, Meaning::Year(year))))
        .or_else(|| year(c, at))
}

/// "3. Mai 2021", "3 May", "the 3rd of May"; in a list the first days too ("am 1. und 2. Juni").
fn day_first(c: &Cursor<'_>, at: usize) -> Option<Found> {
    let (day, next) = c.day(at, !c.german)?;
    if guard::is_place(c, at) {
        return None;
    }
    let of = usize::from(c.is_word(next, Word::Of));
    if let Some(month) = c.month(next + of) {
        let (year, end) = year_after(c, next + of + 1).unwrap_or((YearOf::Open, next + of + 1));
        return Some(Found::new(at, end, Meaning::Day { year, month, day }));
    }
    // Step over the days and the words between them to the month that they share.
    let mut next = next;
    for _ in 0..LIST {
        let gap = usize::from(c.word(next) == "," || c.is_word(next, Word::And) || c.is_word(next, Word::To));
        let gap = gap
            + usize::from(gap > 0 && (c.is_word(next + 1, Word::Toward) || c.is_word(next + 1, Word::On)));
        // "6. sowie am 7. Mai", "4., 5. und 6. Mai"
        let (_, after) = c.day(next + gap, !c.german).filter(|_| gap > 0)?;
        if let Some(month) = c.month(after) {
            let year = year_after(c, after + 1).map_or(YearOf::Open, |(year, _)| year);
            let end = c.day(at, !c.german)?.1;
            return Some(Found::new(at, end, Meaning::Day { year, month, day }));
        }
        next = after;
    }
    None
}

/// "Mai 2021", "Mai", "May 3, 2021", "May of last year".
fn month_first(c: &Cursor<'_>, at: usize) -> Option<Found> {
    let month = c.month(at).filter(|_| !guard::is_place(c, at.wrapping_sub(1)))?;
    if !c.german
        && let Some((day, next)) = c.day(at + 1, true)
    {
        let (year, end) = year_after(c, next).unwrap_or((YearOf::Open, next));
        // "In April 14 people were killed", but "on April 14 people were killed"
        let on = c.is_word(at.wrapping_sub(1), Word::On);
        let counted = year == YearOf::Open && !on && c.is(next, Sense::Counted);
        return (!counted).then(|| Found::new(at, end, Meaning::Day { year, month, day }));
    }
    if let Some((year, end)) = year_after(c, at + 1) {
        return Some(Found::new(at, end, Meaning::Month { year, month }));
    }
    let year = YearOf::Open;
    guard::is_month(c, at).then(|| Found::new(at, at + 1, Meaning::Month { year, month }))
}

/// The year that is told after a month or season, and the token after it.
pub(super) fn year_after(c: &Cursor<'_>, at: usize) -> Option<(YearOf, usize)> {
    let of = usize::from(c.is_word(at, Word::Of));
    if let Some((year, end)) = before_christ(c, at + of) {
        return Some((YearOf::Named(year), end));
    }
    if let Some(year) = c.year(at).filter(|_| !guard::is_counted(c, at)) {
        return Some((YearOf::Named(year), at + 1));
    }
    if let Some(year) = c.short_year(at + of) {
        return Some((YearOf::Named(year), at + of + 1));
    }
    if !c.german
        && c.word(at) == ","
        && let Some(year) = c.year(at + 1)
    {
        return Some((YearOf::Named(year), at + 2));
    }
    let comma = usize::from(c.word(at) == "," && c.shift(at + 1).is_some() && unit_at(c, at + 2, Unit::Year));
    let mut next = at + comma;
    next += usize::from(c.is_word(next, Word::Of));
    next += usize::from(c.is_word(next, Word::Article));
    if next > at
        && c.is_word(next, Word::Year)
        && let Some(year) = c.year(next + 1)
    {
        return Some((YearOf::Named(year), next + 2));
    }
    if next > at
        && !c.german
        && let Some(year) = c.year(next)
    {
        return Some((YearOf::Named(year), next + 1));
    }
    if let Some(((Unit::Year, shift, ""), end)) = c.period(next) {
        return Some((YearOf::FromNow(shift.by), end));
    }
    let shift = c.shift(next)?;
    let one_year = c
        .unit(next + 1)
        .is_some_and(|unit| unit.unit == Unit::Year && !unit.plural);
    if !one_year {
        return None;
    }
    let year = match shift.from {
        Origin::Mention if shift.by == 0 => YearOf::Mention,
        _ => YearOf::FromNow(shift.by),
    };
    Some((year, next + 2))
}

/// "Jahr 2010", "Jahre 578", "the year 1960".
fn year_word(c: &Cursor<'_>, at: usize) -> Option<Found> {
    if !c.is_word(at, Word::Year) || !unit_at(c, at, Unit::Year) {
        return None;
    }
    if let Some((year, end)) = before_christ(c, at + 1) {
        return Some(Found::new(at, end, Meaning::Year(year)));
    }
    let year = c.year(at + 1).or_else(|| {
        c.digits(at + 1)
            .filter(|&year| c.german && year > 100 && c.word(at).starts_with('J') && year < 1000)
            .map(|year| year as i16)
    })?;
    Some(Found::new(at, at + 2, Meaning::Year(year)))
}

/// "490 BC", "44 v. Chr.": a year below zero, and the token after it.
fn before_christ(c: &Cursor<'_>, at: usize) -> Option<(i16, usize)> {
    let year = c.digits(at).filter(|&year| year > 0)? as i16;
    if c.is_word(at + 1, Word::BeforeChrist) {
        return Some((-year, at + 2));
    }
    if c.is_word(at + 1, Word::Before) && c.is_word(at + 2, Word::Christ) {
        return Some((-year, at + 3));
    }
    // "from 499 to 493 BC", "396–395 v. Chr."
    let joined = c.is_word(at + 1, Word::To) || c.is_word(at + 1, Word::And);
    let second = joined
        && c.digits(at + 2)
            .is_some_and(|second| second <= i32::from(year) && second > 0);
    let christ = c.is_word(at + 3, Word::BeforeChrist)
        || c.is_word(at + 3, Word::Before) && c.is_word(at + 4, Word::Christ);
    (second && christ).then_some((-year, at + 1))
}

/// A year of four digits that is no number of something.
fn year(c: &Cursor<'_>, at: usize) -> Option<Found> {
    let year = c.year(at)?;
    // "the 1990 third quarter"
    if !c.german
        && let Some(numbered) = period::numbered(c, at + 1)
        && let Meaning::Quarter {
            number,
            year: YearOf::Open,
        } = numbered.meaning
    {
        let year = YearOf::Named(year);
        return Some(Found {
            start: at,
            meaning: Meaning::Quarter { year, number },
            ..numbered
        });
    }
    guard::is_year(c, at, year).then(|| Found::new(at, at + 1, Meaning::Year(year)))
}

/// What continues a list or range: "December 6 and **7**", "1957-**60**", "500–**490 BC**".
pub(super) fn continued(c: &Cursor<'_>, at: usize, before: &Found) -> Option<Found> {
    let gap = at.checked_sub(before.end)?;
    let dash = gap == 1 && matches!(c.word(at - 1), "-" | "–" | "—" | "/");
    let joined = dash
        || gap == 1 && (c.is_word(at - 1, Word::And) || c.is_word(at - 1, Word::To) || c.word(at - 1) == ",");
    if !joined || c.is(at + 1, Sense::Counted) {
        return None;
    }
    match before.meaning {
        // In German the day has its full stop and its month behind it.
        Meaning::Day { year, month, .. } if !c.german => {
            let (day, next) = c.day(at, true)?;
            // "May 6 and 12 soldiers", but "the May 6-12 meeting"
            let noun =
                !dash && matches!(c.upos(next), Some(Upos::Noun | Upos::Adj)) || c.unit(next).is_some();
            if noun || c.month(next).is_some() {
                return None;
            }
            let (year, end) = match year {
                YearOf::Open => year_after(c, next).unwrap_or((year, next)),
                year => (year, next),
            };
            Some(Found::new(at, end, Meaning::Day { year, month, day }))
        }
        Meaning::Year(year) if dash && c.glued(at - 1) && c.word(at).len() == 2 => {
            let short = c.digits(at)? as i16;
            let full = year / 100 * 100 + short;
            let next = full == year + 1 || c.word(at - 1) != "/";
            (full > year && next).then(|| Found::new(at, at + 1, Meaning::Year(full)))
        }
        _ => None,
    }
}
