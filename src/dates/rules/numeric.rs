//! Dates in digits: "16.07.2013", "2013-07-16", "16. 7.", "7/16/2013".

use super::super::cursor::Cursor;
use super::super::found::{Found, Meaning, Time, YearOf};
use super::super::sense::{Sense, Word};

/// A date in digits.
pub(super) fn date(c: &Cursor<'_>, at: usize) -> Option<Found> {
    if c.is(at.wrapping_sub(1), Sense::Named) {
        return None;
    }
    one_token(c, at)
        .or_else(|| slashed(c, at))
        .or_else(|| dotted(c, at))
}

/// A day in numbers; of two digits a year is one of 1950 to 2049.
fn day(at: usize, end: usize, [year, month, day]: [i32; 3]) -> Option<Found> {
    let year = match year {
        0..=49 => 2000 + year,
        50..=99 => 1900 + year,
        _ => year,
    };
    let real = (1..=12).contains(&month) && (1..=31).contains(&day) && (1000..2200).contains(&year);
    real.then(|| {
        let (month, day) = (month as i8, day as i8);
        Found::new(
            at,
            end,
            Meaning::Day {
                year: YearOf::Named(year as i16),
                month,
                day,
            },
        )
    })
}

/// Three numbers of at most four digits.
fn three(word: &str, sign: char) -> Option<[i32; 3]> {
    let mut parts = word.split(sign).map(|part| {
        (part.len() <= 4 && part.bytes().all(|b| b.is_ascii_digit()))
            .then(|| part.parse().ok())
            .flatten()
    });
    let found = [parts.next()??, parts.next()??, parts.next()??];
    parts.next().is_none().then_some(found)
}

/// "2013-07-16", "2013-07-16T12:30", "16.07.2013" where the tokens leave it whole.
fn one_token(c: &Cursor<'_>, at: usize) -> Option<Found> {
    let word = c.word(at);
    let (date, clock) = word.split_once('T').unwrap_or((word, ""));
    if date.len() == 10
        && let Some(ymd) = three(date, '-')
    {
        let mut found = day(at, at + 1, ymd)?;
        let hour = clock
            .get(..2)
            .and_then(|hour| hour.parse().ok())
            .filter(|hour: &u8| *hour < 24);
        if let Some(hour) = hour {
            // The tokens split a time at its colon.
            let (minute, end) = match (clock.get(3..5), c.word(at + 1)) {
                (Some(minute), _) => (minute.parse().ok()?, at + 1),
                (None, ":") => (c.word(at + 2).get(..2)?.parse().ok()?, at + 3),
                _ => (0, at + 1),
            };
            found.end = end;
            return Some(found.with_time(Time::Clock { hour, minute }));
        }
        return Some(found);
    }
    if word.len() <= 10
        && let Some([d, m, y]) = three(word, '.')
    {
        return day(at, at + 1, [y, m, d]);
    }
    if word.len() <= 10
        && let Some(parts) = three(word, '/')
    {
        return ordered(c, at, at + 1, parts);
    }
    None
}

/// "12/31/89", in tokens of its own each part and stroke.
fn slashed(c: &Cursor<'_>, at: usize) -> Option<Found> {
    let stroke = |at: usize| c.word(at) == "/" && c.glued(at) && c.glued(at.wrapping_sub(1));
    if !stroke(at + 1) || !stroke(at + 3) || c.glued(at + 4) && c.word(at + 5) == "/" {
        return None;
    }
    let parts = [c.digits(at)?, c.digits(at + 2)?, c.digits(at + 4)?];
    ordered(c, at, at + 5, parts)
}

/// The order of the parts is that of the language, where the numbers leave a choice.
fn ordered(c: &Cursor<'_>, at: usize, end: usize, parts: [i32; 3]) -> Option<Found> {
    match parts {
        [y, m, d] if y > 999 => day(at, end, [y, m, d]),
        [d, m, y] if c.german || d > 12 => day(at, end, [y, m, d]),
        [m, d, y] => day(at, end, [y, m, d]),
    }
}

/// "16.07.2013", "16. 7. 13", "16.7."
fn dotted(c: &Cursor<'_>, at: usize) -> Option<Found> {
    let ordinal = |at: usize| c.day(at, false).filter(|_| c.word(at).ends_with('.'));
    let (number, next) = ordinal(at)?;
    let (month, after) = ordinal(next).filter(|&(month, _)| month <= 12)?;
    let year = c.digits(after).filter(|_| matches!(c.word(after).len(), 2 | 4));
    if let Some(year) = year.filter(|&year| c.glued(next) || year > 999) {
        return day(at, after + 1, [year, i32::from(month), i32::from(number)]);
    }
    // Without a year it may number a section: a word before it must speak for a date.
    let before = at.wrapping_sub(1);
    let told = c.is_word(before, Word::On)
        || c.is_word(before, Word::At)
        || c.is_word(before, Word::Article)
        || c.is_word(before, Word::To)
        || c.is_word(before, Word::Toward)
        || c.weekday(before).is_some()
        || c.word(before) == "," && c.weekday(before.wrapping_sub(1)).is_some();
    (told && c.glued(at)).then(|| {
        Found::new(
            at,
            after,
            Meaning::Day {
                year: YearOf::Open,
                month,
                day: number,
            },
        )
    })
}
