//! Weekdays: "Montag", "Montagabend", "kommenden Montag, den 3. Mai", "Tuesday morning", "Friday of last week".

use super::super::cursor::Cursor;
use super::super::found::{Found, Meaning, Time, YearOf};
use super::super::sense::{Amount, Holiday, Origin, Sense, Unit, Word};
use super::{calendar, numeric};

/// "the first Tuesday in November", "am letzten Sonntag im Oktober 2013": a weekday counted in its month.
fn counted(c: &Cursor<'_>, at: usize) -> Option<Found> {
    let last = c
        .shift(at)
        .is_some_and(|shift| shift.by == -1 && shift.from == Origin::Document);
    let (which, next) = match c.ordinal(at) {
        Some(which) => (which, at + 1),
        None if last => (-1, at + 1),
        None => c.day(at, false)?,
    };
    let weekday = c.weekday(next).filter(|_| which <= 5)?;
    if !c.is_word(next + 1, Word::Of) && !matches!(c.word(next + 1), "im" | "in") {
        return None;
    }
    let month = c.month(next + 2)?;
    let (year, end) = calendar::year_after(c, next + 3).unwrap_or((YearOf::Open, next + 3));
    let holiday = Holiday::Nth(month, weekday, which, 0);
    Some(Found::new(at, end, Meaning::Holiday { holiday, year }))
}

/// A weekday.
pub(super) fn weekday(c: &Cursor<'_>, at: usize) -> Option<Found> {
    if let Some(counted) = counted(c, at) {
        return Some(counted);
    }
    if let Some(value) = c.weekday_set(at).filter(|_| at == 0 || !c.capital(at)) {
        return Some(Found::new(at, at + 1, Meaning::Set(value.to_owned())));
    }
    // "am heutigen Montag", "am morgigen 3. Mai"
    if let Some(days) = c
        .day_offset(at)
        .filter(|_| c.german && c.word(at).ends_with(['n', 'r', 'e', 'm']))
    {
        let end = c.weekday(at + 1).map(|_| at + 2).or_else(|| {
            let dated = c.is_number(at + 1).then(|| calendar::date(c, at + 1)).flatten();
            dated.map(|found| found.end)
        });
        if let Some(end) = end.filter(|_| c.word(at) != "morgen" && c.word(at) != "heute") {
            return Some(Found::new(at, end, Meaning::FromToday(days)));
        }
    }
    let shift = c.shift(at);
    let day_at = at + usize::from(shift.is_some());
    if !c.capital(day_at) {
        return None;
    }
    let (day, part) = match c.weekday(day_at) {
        Some(day) => (day, None),
        None => c.weekday_part(day_at).map(|(day, part)| (day, Some(part)))?,
    };
    // "Montag, 3. Mai", "Montag, den 3. Mai", "Monday, May 3": the date says it.
    let comma = usize::from(c.word(day_at + 1) == ",");
    let article = usize::from(c.german && c.is_word(day_at + 1 + comma, Word::Article));
    let date_at = day_at + 1 + comma + article;
    let exact = (part.is_none() && (c.is_number(date_at) || c.month(date_at).is_some()))
        .then(|| numeric::date(c, date_at).or_else(|| calendar::date(c, date_at)))
        .flatten()
        .filter(|found| matches!(found.meaning, Meaning::Day { .. }));
    if let Some(exact) = exact {
        return Some(Found { start: at, ..exact });
    }
    let mut found = Found::new(
        at,
        day_at + 1,
        Meaning::Weekday {
            day,
            shift: shift.map(|shift| shift.by),
            week: None,
        },
    );
    found.time = part.map(Time::Part);
    // "Montag in einer Woche"
    if c.german
        && c.word(day_at + 1) == "in"
        && let Some((Amount::Exactly(count), next)) = c.amount(day_at + 2)
        && c.unit(next).is_some_and(|unit| unit.unit == Unit::Week)
    {
        found.end = next + 1;
        found.meaning = Meaning::Weekday {
            day,
            shift: Some(1 + count as i64),
            week: None,
        };
        return Some(found);
    }
    // "Friday of last week", "Freitag kommender Woche"
    let of = usize::from(c.is_word(day_at + 1, Word::Of));
    if let Some(week) = c.shift(day_at + 1 + of)
        && c.unit(day_at + 2 + of)
            .is_some_and(|unit| unit.unit == Unit::Week && !unit.plural)
    {
        found.end = day_at + 3 + of;
        found.meaning = Meaning::Weekday {
            day,
            shift: None,
            week: Some(week.by),
        };
    } else if !c.german && c.is(day_at, Sense::Weekday(day)) && c.word(day_at).ends_with("days") {
        // "on Mondays"
        return Some(Found::new(
            at,
            day_at + 1,
            Meaning::Set(format!("XXXX-WXX-{day}")),
        ));
    }
    Some(found)
}
