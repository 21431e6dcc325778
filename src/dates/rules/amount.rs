//! Durations and distances: "drei Jahre", "rund zehn Tage", "drei Jahre und vier Monate", "five years ago", "24-stündig".

use super::super::cursor::Cursor;
use super::super::found::{Found, Meaning};
use super::super::sense::{Amount, Origin, Sense, Shift, Unit, UnitWord, Word};
use super::{guard, hyphen};
use crate::analysis::Upos;

/// Adjectives that may stand between number and unit.
const BETWEEN: usize = 2;

/// An amount of time.
pub(super) fn amount(c: &Cursor<'_>, at: usize) -> Option<Found> {
    lasting(c, at)
        .or_else(|| hyphen::hyphened(c, at).filter(|_| c.is_number(at)))
        .or_else(|| counted(c, at))
        .or_else(|| bare(c, at))
}

/// "**a** three-year **period**", "the same 28-day period": what is named by its length.
pub(super) fn with_period(c: &Cursor<'_>, mut found: Found, first: usize) -> Found {
    let named = matches!(found.meaning, Meaning::Duration(_))
        && !c.german
        && (c.is_word(found.end, Word::Period) || c.word(found.end) == "term")
        && (c.is_hyphened(found.end - 1) || c.unit(found.end - 1).is_some_and(|unit| !unit.plural));
    if !named {
        return found;
    }
    found.end += 1;
    let free = |at: usize| at != usize::MAX && at >= first;
    let mut before = found.start.wrapping_sub(1);
    if free(before) && c.shift(before).is_some() {
        found.start = before;
        before = before.wrapping_sub(1);
    }
    if free(before) && (c.is_word(before, Word::Article) || c.is_word(before, Word::PerArticle)) {
        found.start = before;
    }
    found
}

/// "zweijährig", "24-stündig".
fn lasting(c: &Cursor<'_>, at: usize) -> Option<Found> {
    let whole = c.senses(at).iter().find_map(|sense| match *sense {
        Sense::Lasting(Some(amount), unit) => Some((amount, unit)),
        _ => None,
    });
    let (amount, unit) = whole.or_else(|| {
        let word = c.word(at);
        let digits = word.bytes().take_while(u8::is_ascii_digit).count();
        let rest = word.get(digits..).filter(|_| digits > 0 && digits < 5)?;
        let unit = c
            .senses_of(rest.trim_start_matches('-'))
            .iter()
            .find_map(|sense| match *sense {
                Sense::Lasting(None, unit) => Some(unit),
                _ => None,
            })?;
        Some((Amount::Exactly(word[..digits].parse().ok()?), unit))
    })?;
    // "die 24-jährige Frau", "der Zehnjährige": ages.
    if unit == Unit::Year && !c.is(at + 1, Sense::Lasts) && !c.is(at + 2, Sense::Lasts) {
        return None;
    }
    Some(Found::new(at, at + 1, Meaning::Duration(duration(amount, unit)?)))
}

/// A number and a unit.
fn counted(c: &Cursor<'_>, at: usize) -> Option<Found> {
    let (mut count, mut next) = c.amount(at)?;
    let and = c.is_word(next, Word::And);
    if (c.is_word(next, Word::To) || and)
        && let Some((second, end)) = c.amount(next + 1)
        && let Some((unit, after)) = unit_after(c, end)
    {
        match (count, second) {
            // "two and a half years"
            (Amount::Exactly(whole), Amount::Exactly(0.5)) if and => {
                (count, next) = (Amount::Exactly(whole + 0.5), end);
            }
            // "**zwei** bis drei Jahre", "**two** or three years", "between **two** and three years": two expressions.
            _ => {
                let either =
                    !and || matches!(c.word(next), "or" | "oder") || c.is_word(at.wrapping_sub(1), Word::In);
                let fine = either && unit.plural && !guard::is_age(c, at, after);
                return fine.then(|| {
                    Some(Found::new(
                        at,
                        next,
                        Meaning::Duration(duration(count, unit.unit)?),
                    ))
                })?;
            }
        }
    }
    let (unit, mut end) = unit_after(c, next)?;
    let one = count == Amount::Exactly(1.0);
    // "a second", "eines Tages", "one half"
    let none = match unit.unit {
        Unit::Second => one && !c.german,
        Unit::Half | Unit::Season => true,
        // "a quarter", "three quarters of the troops"
        Unit::Quarter => !c.german && (one || c.is_word(end, Word::Of)),
        Unit::Day => c.german && one && c.word(end - 1) == "Tages",
        _ => false,
    };
    if none || unit.plural && one || guard::is_age(c, at, end) {
        return None;
    }
    // "an hour and a half"
    if let Amount::Exactly(whole) = count
        && c.is_word(end, Word::And)
        && let Some((Amount::Exactly(0.5), after)) = c.amount(end + 1)
        && c.unit(after).is_none()
    {
        (count, end) = (Amount::Exactly(whole + 0.5), after);
    }
    let mut value = duration(count, unit.unit)?;
    if let Some((more, after)) = smaller(c, end, unit.unit) {
        (value, end) = (joined(&value, &more), after);
    } else if let Some(found) = from_day(c, at, end, count, unit.unit) {
        return Some(found);
    } else if let Some((shift, after)) = post(c, end) {
        return Some(Found::new(at, after, distance(count, unit.unit, shift)));
    } else if c.german && c.is_word(end, Word::Long) {
        end += 1;
    } else if one && c.word(end) == "or" && c.word(end + 1) == "two" && c.unit(end + 2).is_none() {
        // "a day or two"
        (value, end) = (duration(Amount::Some, unit.unit)?, end + 2);
    } else if c.word(end) == "or" && matches!(c.word(end + 1), "so" | "more") {
        let modifier = if c.word(end + 1) == "so" {
            "APPROX"
        } else {
            "EQUAL_OR_MORE"
        };
        let after = post(c, end + 2);
        return Some(Found {
            modifier,
            ..match after {
                Some((shift, after)) => Found::new(at, after, distance(count, unit.unit, shift)),
                None => Found::new(at, end + 2, Meaning::Duration(value)),
            }
        });
    }
    Some(Found::new(at, end, Meaning::Duration(value)))
}

/// The unit that a number counts, adjectives between left out, and the token after it.
fn unit_after(c: &Cursor<'_>, at: usize) -> Option<(UnitWord, usize)> {
    for skip in 0..=BETWEEN {
        if let Some(unit) = c.counted_unit(at + skip) {
            return Some((unit, at + skip + 1));
        }
        // "the four previous weeks"
        let shift = c.shift(at + skip).is_some_and(|shift| shift.by != 0)
            && c.counted_unit(at + skip + 1).is_some_and(|unit| unit.plural);
        if !c.is(at + skip, Sense::Between) && !shift {
            return None;
        }
    }
    None
}

/// "und vier Monate" after years.
fn smaller(c: &Cursor<'_>, at: usize, larger: Unit) -> Option<(String, usize)> {
    let next = at + usize::from(c.is_word(at, Word::And) || c.word(at) == ",");
    let (count, after) = c.amount(next)?;
    let unit = c.unit(after)?.unit;
    let order = [
        Unit::Year,
        Unit::Month,
        Unit::Week,
        Unit::Day,
        Unit::Hour,
        Unit::Minute,
        Unit::Second,
    ];
    let place = |unit| order.iter().position(|known| *known == unit);
    (place(unit)? > place(larger)?).then_some(())?;
    Some((duration(count, unit)?, after + 1))
}

/// "P3Y" and "P4M" to "P3Y4M".
fn joined(first: &str, second: &str) -> String {
    let rest = second.trim_start_matches('P');
    match (first.contains('T'), rest.strip_prefix('T')) {
        (true, Some(time)) => format!("{first}{time}"),
        _ => format!("{first}{rest}"),
    }
}

/// "ago", "später": a point so far away.
fn distance(count: Amount, unit: Unit, shift: Shift) -> Meaning {
    match count {
        Amount::Exactly(count) if count.fract() == 0.0 => Meaning::Distance {
            unit,
            count: count as i64 * shift.by,
            from: shift.from,
        },
        // "half an hour later", "eineinhalb Jahre zuvor": in the next smaller unit
        Amount::Exactly(count)
            if count.fract() == 0.5
                && matches!(
                    unit,
                    Unit::Century | Unit::Decade | Unit::Year | Unit::Hour | Unit::Day
                ) =>
        {
            let (unit, parts) = match unit {
                Unit::Century => (Unit::Year, 100.0),
                Unit::Decade => (Unit::Year, 10.0),
                Unit::Year => (Unit::Month, 12.0),
                Unit::Hour => (Unit::Minute, 60.0),
                _ => (Unit::Hour, 24.0),
            };
            Meaning::Distance {
                unit,
                count: (count * parts) as i64 * shift.by,
                from: shift.from,
            }
        }
        _ if shift.by < 0 => Meaning::Reference("PAST_REF"),
        _ => Meaning::Reference("FUTURE_REF"),
    }
}

/// How an amount is counted, said after it; "two days after the vote" is a duration and an event.
fn post(c: &Cursor<'_>, at: usize) -> Option<(Shift, usize)> {
    let (shift, end) = c.post(at)?;
    let event = !c.german
        && end == at + 1
        && c.is_word(at, Word::At)
        && !matches!(c.upos(end), None | Some(Upos::Punct));
    (!event).then_some((shift, end))
}

/// "a week from Thursday", "two weeks from tomorrow".
fn from_day(c: &Cursor<'_>, at: usize, end: usize, count: Amount, unit: Unit) -> Option<Found> {
    let Amount::Exactly(count) = count else {
        return None;
    };
    if c.german || !c.word(end).eq_ignore_ascii_case("from") || unit != Unit::Week && unit != Unit::Day {
        return None;
    }
    let days = count as i64 * if unit == Unit::Week { 7 } else { 1 };
    let meaning = match (c.weekday(end + 1), c.day_offset(end + 1)) {
        (Some(day), _) if unit == Unit::Week => Meaning::Weekday {
            day,
            shift: Some(1 + count as i64),
            week: None,
        },
        (_, Some(offset)) => Meaning::FromToday(offset + days),
        _ => return None,
    };
    Some(Found::new(at, end + 2, meaning))
}

/// "seit Jahren", "for decades", "weeks later".
fn bare(c: &Cursor<'_>, at: usize) -> Option<Found> {
    // "am Tag zuvor", "the day before"
    if let Some(unit) = c.unit(at).filter(|unit| !unit.plural) {
        let (shift, end) = post(c, at + 1).filter(|(shift, _)| shift.from == Origin::Mention)?;
        let before = at.wrapping_sub(1);
        let told = c.is_word(before, Word::Article)
            || c.german && (c.is_word(before, Word::On) || c.is_word(before, Word::In));
        return told.then(|| {
            Found::new(
                at,
                end,
                Meaning::Shifted {
                    unit: unit.unit,
                    shift,
                },
            )
        });
    }
    let unit = c.unit(at).filter(|unit| unit.plural && !c.is_number(at + 1))?;
    if let Some((shift, after)) = post(c, at + 1) {
        return Some(Found::new(at, after, distance(Amount::Some, unit.unit, shift)));
    }
    let before = at.wrapping_sub(1);
    let years = c.german
        && unit.unit == Unit::Year
        && c.is_word(before, Word::Article)
        && c.word(before).eq_ignore_ascii_case("die");
    // "Days after the attack", "Stunden vor der Wahl"
    let beside = matches!(c.word(at + 1), "after" | "before" | "nach" | "vor")
        && !c.is_word(before, Word::Article)
        && !matches!(c.upos(before), Some(Upos::Adj | Upos::Num | Upos::Det))
        && (!c.german || c.upos(before) != Some(Upos::Noun));
    (c.is_word(before, Word::Since) || years || beside).then_some(())?;
    Some(Found::new(
        at,
        at + 1,
        Meaning::Duration(duration(Amount::Some, unit.unit)?),
    ))
}

/// The TIMEX3 value of a duration.
pub(in super::super) fn duration(amount: Amount, unit: Unit) -> Option<String> {
    let (sign, time) = match unit {
        Unit::Day => ("D", false),
        Unit::Week => ("W", false),
        Unit::Month => ("M", false),
        Unit::Year => ("Y", false),
        Unit::Decade => ("DE", false),
        Unit::Century => ("CE", false),
        Unit::Quarter => ("Q", false),
        Unit::Weekend => ("WE", false),
        Unit::Hour => ("H", true),
        Unit::Minute => ("M", true),
        Unit::Second => ("S", true),
        Unit::Half | Unit::Season => return None,
    };
    let count = match amount {
        Amount::Some => "X".to_owned(),
        // Half a year is six months, half an hour thirty minutes.
        Amount::Exactly(0.5) => match unit {
            Unit::Year => return Some("P6M".to_owned()),
            Unit::Hour => return Some("PT30M".to_owned()),
            Unit::Day => return Some("PT12H".to_owned()),
            Unit::Century => return Some("P50Y".to_owned()),
            Unit::Decade => return Some("P5Y".to_owned()),
            _ => "0.5".to_owned(),
        },
        Amount::Exactly(count) => format!("{count}"),
    };
    Some(format!("P{}{count}{sign}", if time { "T" } else { "" }))
}

/// One of a unit ("pro Jahr").
pub(super) fn one_of(unit: Unit) -> Option<String> {
    duration(Amount::Exactly(1.0), unit)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_have_their_timex3_values() {
        assert_eq!(duration(Amount::Exactly(1.5), Unit::Year).unwrap(), "P1.5Y");
        assert_eq!(duration(Amount::Exactly(0.5), Unit::Hour).unwrap(), "PT30M");
        assert_eq!(duration(Amount::Some, Unit::Decade).unwrap(), "PXDE");
        assert_eq!(joined("P3Y", "P4M"), "P3Y4M");
        assert_eq!(joined("PT6H", "PT20M"), "PT6H20M");
        let ago = Shift {
            by: -1,
            from: Origin::Document,
        };
        assert_eq!(
            distance(Amount::Some, Unit::Year, ago),
            Meaning::Reference("PAST_REF")
        );
    }
}
