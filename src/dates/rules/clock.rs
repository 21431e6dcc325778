//! Times of the day: "20.15 Uhr", "halb neun", "9.30/12.30 Uhr", "5 p.m. EST on Friday", "Montag abend", "am Abend".

use super::super::cursor::Cursor;
use super::super::found::{Found, Meaning, Time};
use super::super::sense::{Amount, Origin, Sense, Unit, Word};
use super::{calendar, numeric, unit_at, week};

/// A clock time or a part of the day.
pub(super) fn time(c: &Cursor<'_>, at: usize) -> Option<Found> {
    let found = if c.german { german(c, at) } else { english(c, at) };
    found.or_else(|| clock_word(c, at)).or_else(|| part(c, at))
}

fn clock(start: usize, end: usize, hour: u8, minute: u8) -> Found {
    Found::new(start, end, Meaning::TimeOfDay).with_time(Time::Clock { hour, minute })
}

/// "20.15", "20:15", "20": an hour and minutes.
fn hour_minute(word: &str) -> Option<(u8, Option<u8>)> {
    let (hour, minute) = match word.split_once(['.', ':']) {
        Some((hour, minute)) if minute.len() == 2 => (hour, Some(minute)),
        None => (word, None),
        _ => return None,
    };
    if hour.is_empty() || hour.len() > 2 {
        return None;
    }
    let hour: u8 = hour.parse().ok().filter(|hour| *hour <= 24)?;
    let minute = match minute {
        Some(minute) => Some(minute.parse().ok().filter(|minute| *minute < 60)?),
        None => None,
    };
    Some((hour, minute))
}

/// "20.15 Uhr", "neun Uhr", "halb neun", "10-18 Uhr", "um 12.15".
fn german(c: &Cursor<'_>, at: usize) -> Option<Found> {
    let number = |at: usize| -> Option<(u8, Option<u8>)> {
        if c.is_number(at) {
            return hour_minute(c.word(at));
        }
        match c.amount(at)? {
            (Amount::Exactly(hour), end) if end == at + 1 && hour.fract() == 0.0 && hour <= 24.0 => {
                Some((hour as u8, None))
            }
            _ => None,
        }
    };
    if c.is(at, Sense::HalfPast) {
        let (hour, minute) = number(at + 1).filter(|(hour, _)| (1..=12).contains(hour))?;
        let told = c.is_word(at.wrapping_sub(1), Word::At)
            || c.is_word(at.wrapping_sub(1), Word::On)
            || c.is(at + 2, Sense::OClock);
        let end = at + 2 + usize::from(c.is(at + 2, Sense::OClock));
        return (told && minute.is_none()).then(|| clock(at, end, hour - 1, 30));
    }
    let (hour, minute) = number(at)?;
    let found = |end| Some(clock(at, end, hour, minute.unwrap_or(0)));
    if c.is(at + 1, Sense::OClock) {
        let mut end = at + 2;
        // "20 Uhr 15"
        if minute.is_none()
            && let Some(minute) = c
                .digits(end)
                .filter(|minute| *minute < 60 && c.word(end).len() == 2)
            && !c.is(end + 1, Sense::Counted)
        {
            return Some(clock(at, end + 1, hour, minute as u8));
        }
        end += usize::from(c.is(end, Sense::Zone));
        if let Some(part) = c.part_adverb(end) {
            let later = matches!(part, "AF" | "EV") && hour < 12 || part == "NI" && (6..12).contains(&hour);
            return Some(clock(
                at,
                end + 1,
                if later { hour + 12 } else { hour },
                minute.unwrap_or(0),
            ));
        }
        return found(end);
    }
    // "9.30/12.30 Uhr", "von 10 bis 15 Uhr"
    let joined = c.is_word(at + 1, Word::To) || c.is_word(at + 1, Word::And);
    if joined && number(at + 2).is_some() && c.is(at + 3, Sense::OClock) {
        return found(at + 1);
    }
    // "um 12.15"
    let dotted = minute.is_some() && c.word(at).len() >= 4;
    (dotted && c.word(at.wrapping_sub(1)).eq_ignore_ascii_case("um") && !c.is(at + 1, Sense::Counted))
        .then(|| found(at + 1))?
}

/// "5 p.m.", "9:30 a.m. EST", "5pm", "4 o'clock", "1400 GMT", "14:00".
fn english(c: &Cursor<'_>, at: usize) -> Option<Found> {
    english_time(c, at, true)
}

/// `first`: not itself the end of a range, so that ranges of ranges are not followed without end.
fn english_time(c: &Cursor<'_>, at: usize, first: bool) -> Option<Found> {
    let word = c.word(at);
    let glued = word.len() > 2 && c.is_number(at);
    let (digits, half) = match word.get(..word.len().saturating_sub(2)) {
        Some(digits) if glued && word.to_lowercase().ends_with("pm") => (digits, Some(true)),
        Some(digits) if glued && word.to_lowercase().ends_with("am") => (digits, Some(false)),
        _ => (word, None),
    };
    let named = match c.amount(at) {
        Some((Amount::Exactly(hour), end))
            if end == at + 1 && !c.is_number(at) && hour.fract() == 0.0 && hour <= 12.0 =>
        {
            Some((hour as u8, None))
        }
        _ => None,
    };
    let mut end = at + 1;
    let half = half.or_else(|| {
        // The tokens split "p.m." in two, or leave it whole.
        let (one, two) = (c.word(end).to_lowercase(), c.word(end + 1).to_lowercase());
        let (pm, length) = match (one.as_str(), two.trim_end_matches('.')) {
            ("p.", "m") => (true, 2),
            ("a.", "m") => (false, 2),
            ("pm" | "p.m." | "p.m", _) => (true, 1),
            ("am" | "a.m." | "a.m", _)
                if !one.starts_with("am") || c.word(end) == "AM" || c.glued(at) || c.is_number(at) =>
            {
                (false, 1)
            }
            _ => return None,
        };
        end += length;
        Some(pm)
    });
    let (mut hour, minute) = match named {
        Some(hour) => hour,
        None if c.is_number(at) => hour_minute(digits).or_else(|| military(c, at))?,
        None => return None,
    };
    let oclock = c.is(end, Sense::OClock);
    end += usize::from(oclock);
    match half {
        Some(true) if hour < 12 => hour += 12,
        Some(false) if hour == 12 => hour = 0,
        _ => {}
    }
    let zone = c.is(end, Sense::Zone);
    let before = at.wrapping_sub(1);
    let colon = minute.is_some()
        && word.contains(':')
        && (c.is_word(before, Word::At) || c.is(before, Sense::Day(0)));
    let told = half.is_some() || oclock || zone && minute.is_some() || colon;
    if !told {
        // "10 to 11:30 a.m."
        let range = first
            && (c.is_word(end, Word::To) || c.is_word(end, Word::And))
            && c.is_number(end + 1)
            && !c.is_number(end + 2);
        let half = range
            .then(|| english_time(c, end + 1, false))
            .flatten()
            .filter(|_| c.is_word(before, Word::In) || c.is_word(end, Word::To));
        return match half?.time {
            Some(Time::Clock { hour: other, .. }) => {
                let hour = if other >= 12 && hour < 12 && hour + 12 <= other {
                    hour + 12
                } else {
                    hour
                };
                Some(clock(at, at + 1, hour, minute.unwrap_or(0)))
            }
            _ => None,
        };
    }
    if zone {
        end += 1 + usize::from(c.is(end + 1, Sense::Zone));
    }
    // "9:15 in the morning", "5 o'clock in the afternoon"
    if c.word(end) == "in"
        && c.is_word(end + 1, Word::Article)
        && let Some(part) = c.part(end + 2)
    {
        if matches!(part, "AF" | "EV") && hour < 12 {
            hour += 12;
        }
        end += 3;
    }
    let found = clock(at, end, hour, minute.unwrap_or(0));
    Some(with_day(c, found))
}

/// "1400 GMT"
fn military(c: &Cursor<'_>, at: usize) -> Option<(u8, Option<u8>)> {
    let digits = c
        .digits(at)
        .filter(|_| c.word(at).len() == 4 && c.is(at + 1, Sense::Zone))?;
    let (hour, minute) = (digits / 100, digits % 100);
    (hour < 25 && minute < 60).then_some((hour as u8, Some(minute as u8)))
}

/// "noon", "Mitternacht".
fn clock_word(c: &Cursor<'_>, at: usize) -> Option<Found> {
    let value = c.clock_word(at)?;
    let (hour, minute) = hour_minute(value.trim_start_matches('T'))?;
    let before = at.wrapping_sub(1);
    let told = c.is_word(before, Word::At) || c.is_word(before, Word::In) || c.is_word(before, Word::On);
    told.then(|| with_day(c, clock(at, at + 1, hour, minute.unwrap_or(0))))
}

/// A day behind a time: "5 p.m. on Friday", "10 a.m. Monday", "the night of May 13".
fn with_day(c: &Cursor<'_>, found: Found) -> Found {
    if c.german {
        return found;
    }
    let on = usize::from(
        c.is_word(found.end, Word::On) || c.is_word(found.end, Word::Of) || c.word(found.end) == ",",
    );
    match day_at(c, found.end + on) {
        Some(day) if found.time.is_some() => Found {
            start: found.start,
            time: found.time,
            // "9:34 p.m., March 19 EST"
            end: day.end + usize::from(c.is(day.end, Sense::Zone)),
            ..day
        },
        _ => found,
    }
}

/// A day of any form.
fn day_at(c: &Cursor<'_>, at: usize) -> Option<Found> {
    let today = c
        .day_offset(at)
        .map(|days| Found::new(at, at + 1, Meaning::FromToday(days)));
    [
        week::weekday(c, at),
        numeric::date(c, at),
        calendar::date(c, at),
        today,
    ]
    .into_iter()
    .flatten()
    .filter(|found| found.is_day() && found.time.is_none())
    .max_by_key(|found| found.end)
}

/// A part of the day that stands alone: "am Abend", "in der Nacht zum Dienstag", "the evening of January 29".
pub(super) fn part(c: &Cursor<'_>, at: usize) -> Option<Found> {
    // "am frühen Abend", "the early morning hours"
    let early = usize::from(c.early(at).is_some());
    let hours = c.part_hours(at).filter(|_| {
        c.unit(at + 1)
            .is_some_and(|unit| unit.unit == Unit::Hour && unit.plural)
    });
    let part = hours.or_else(|| c.part(at + early))?;
    let mut end = at + early + 1;
    let before = at.wrapping_sub(1);
    let article = c.is_word(before, Word::Article);
    let modifier = c.early(at).unwrap_or("");
    let found = |end| Found {
        modifier,
        ..Found::new(at, end, Meaning::TimeOfDay).with_time(Time::Part(part))
    };
    if c.german {
        if !c.capital(at + early) {
            return None;
        }
        let on = c.is_word(before, Word::On) || c.is_word(before, Word::At);
        // "in der Nacht zum Dienstag", "auf den 3. Mai", "am Abend des 3. Mai"
        // "in der Nacht von Samstag auf Sonntag"
        let from =
            c.is_word(end, Word::In) && c.weekday(end + 1).is_some() && c.is_word(end + 2, Word::Toward);
        if from
            && part == "NI"
            && let Some(day) = day_at(c, end + 3)
        {
            return Some(Found {
                start: at,
                time: Some(Time::Eve),
                ..day
            });
        }
        let link = c.is_word(end, Word::Toward) || c.word(end) == "vom" || c.is_word(end, Word::Article);
        let skip = usize::from(c.is_word(end, Word::Toward) && c.is_word(end + 1, Word::Article));
        // "am Abend desselben Tages"
        let same = c
            .shift(end)
            .filter(|shift| shift.from == Origin::Mention && unit_at(c, end + 1, Unit::Day));
        if let Some(shift) = same {
            let meaning = Meaning::Shifted {
                unit: Unit::Day,
                shift,
            };
            return Some(Found {
                modifier,
                ..Found::new(at, end + 2, meaning).with_time(Time::Part(part))
            });
        }
        if link && let Some(day) = day_at(c, end + 1 + skip) {
            let eve = part == "NI" && c.is_word(end, Word::Toward);
            let time = if eve { Time::Eve } else { Time::Part(part) };
            return Some(Found {
                start: at,
                time: Some(time),
                modifier,
                ..day
            });
        }
        let alone = on || article && c.word(before.wrapping_sub(1)).eq_ignore_ascii_case("in");
        let greeting = c.upos(before) == Some(crate::analysis::Upos::Adj);
        return (alone && !greeting).then(|| found(end));
    }
    if c.unit(end)
        .is_some_and(|unit| unit.unit == Unit::Hour && unit.plural)
    {
        end += 1;
    }
    let linked = with_day(c, found(end));
    if linked.end > end {
        return Some(Found { modifier, ..linked });
    }
    if c.word(before).eq_ignore_ascii_case("at") && part == "NI" {
        // Every night.
        return Some(Found {
            meaning: Meaning::Opaque,
            ..found(end)
        });
    }
    (article && c.is_word(before.wrapping_sub(1), Word::In)).then(|| found(end))
}

/// Takes in a part of the day or a clock time that follows a day: "heute Abend", "Tuesday morning", "Friday at 5 p.m."
pub(super) fn with_time(c: &Cursor<'_>, mut found: Found) -> Found {
    if !found.is_day() || found.time.is_some() {
        return found;
    }
    let end = found.end;
    if let Some(part) = c.part(end) {
        // "morgen Morgen" is none, "Montag früh" and "heute Mittag" are.
        let named = matches!(found.meaning, Meaning::FromToday(_) | Meaning::Weekday { .. });
        if !c.german || named {
            found.time = Some(Time::Part(part));
            found.end += 1;
        }
        return found;
    }
    if let Some(part) = c.tonight(end) {
        return Found {
            end: end + 1,
            ..found.with_time(Time::Part(part))
        };
    }
    if c.german {
        return found;
    }
    let at = usize::from(c.is_word(end, Word::At) || c.word(end) == ",");
    if let Some(time) = english(c, end + at).filter(|time| matches!(time.meaning, Meaning::TimeOfDay)) {
        found.time = time.time;
        found.end = time.end;
    }
    found
}
