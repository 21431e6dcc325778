//! What comes back: "alle zwei Jahre", "jeden zweiten Dienstag", "pro Jahr", "every other Tuesday", "$400 a month".

use super::super::cursor::Cursor;
use super::super::found::{Found, Meaning};
use super::super::sense::{Amount, Sense, Unit, Word};
use super::amount::one_of;
use super::{duration, unit_at};
use crate::analysis::Upos;

/// A set.
pub(super) fn set(c: &Cursor<'_>, at: usize) -> Option<Found> {
    every(c, at).or_else(|| per(c, at)).or_else(|| in_the(c, at))
}

/// "jeden Montag", "alle vier Jahre", "jeden dritten Mittwoch im Monat", "every other week", "pro Stunde".
fn every(c: &Cursor<'_>, at: usize) -> Option<Found> {
    if !c.is(at, Sense::Every) {
        return None;
    }
    let set = |end: usize, value: String| Some(Found::new(at, end, Meaning::Set(value)));
    // "every other", "jeden zweiten"
    let other = c.word(at + 1).eq_ignore_ascii_case("other");
    let step = c.ordinal(at + 1).or_else(|| other.then_some(2)).or_else(|| {
        // "jeden 2. Montag"
        c.day(at + 1, false).map(|(number, _)| number)
    });
    let next = at + 1 + usize::from(step.is_some());
    if let Some(day) = c.weekday(next) {
        let of = c.german && c.word(next + 1) == "im" && unit_at(c, next + 2, Unit::Month)
            || c.is_word(next + 1, Word::Of);
        let value = weekday_value(c, day);
        let of = of && unit_at(c, next + 2, Unit::Month);
        return set(
            next + 1 + 2 * usize::from(of),
            if of { "P1M".to_owned() } else { value },
        );
    }
    if let Some((day, part)) = c.weekday_part(next) {
        return set(next + 1, format!("{}T{part}", weekday_value(c, day)));
    }
    if let Some(part) = c.part(next) {
        return set(next + 1, format!("XXXX-XX-XXT{part}"));
    }
    if let Some(season) = c.season(next).filter(|_| step.is_none()) {
        return set(next + 1, format!("XXXX-{season}"));
    }
    if let Some(unit) = c.unit(next) {
        // "alle Jahre" are all of them.
        if unit.plural {
            return None;
        }
        return set(
            next + 1,
            duration(Amount::Exactly(f32::from(step.unwrap_or(1))), unit.unit)?,
        );
    }
    let (amount, after) = c.amount(at + 1)?;
    let unit = c.unit(after)?;
    set(after + 1, duration(amount, unit.unit)?)
}

/// A weekday of every week; this zero is the German corpora's own.
fn weekday_value(c: &Cursor<'_>, day: i8) -> String {
    if c.german {
        format!("XXXX-WXX-{day:02}")
    } else {
        format!("XXXX-WXX-{day}")
    }
}

/// "$400 a month", "twice a week".
fn per(c: &Cursor<'_>, at: usize) -> Option<Found> {
    if !c.is_word(at, Word::PerArticle) {
        return None;
    }
    let unit = c.unit(at + 1).filter(|unit| !unit.plural)?;
    let before = at.wrapping_sub(1);
    let number = |at: usize| c.is_number(at) || c.amount(at).is_some_and(|(_, end)| end == at + 1);
    let noun = matches!(c.upos(before), Some(Upos::Noun | Upos::Propn)) || c.is(before, Sense::Counted);
    let many = noun && number(before.wrapping_sub(1));
    let counted =
        c.is_word(before, Word::Per) || c.is_number(before) || many || c.upos(before) == Some(Upos::Sym);
    let times = c.post(at + 2).is_none() && counted;
    times
        .then(|| one_of(unit.unit))
        .flatten()
        .map(|value| Found::new(at, at + 2, Meaning::Set(value)))
}

/// "einmal im Monat", "500 Menschen im Jahr".
fn in_the(c: &Cursor<'_>, at: usize) -> Option<Found> {
    if !c.german || c.word(at) != "im" {
        return None;
    }
    let unit = c
        .unit(at + 1)
        .filter(|unit| !unit.plural && matches!(unit.unit, Unit::Month | Unit::Year))?;
    let before = at.wrapping_sub(1);
    let times = c.is_word(before, Word::Per) && c.word(before).to_lowercase().ends_with("mal");
    let counted = c.is_word(before, Word::Per)
        || c.upos(before) == Some(Upos::Noun)
            && (c.is_number(before.wrapping_sub(1)) || c.upos(before.wrapping_sub(1)) == Some(Upos::Num))
        || c.weekday(before).is_some();
    let alone = !c.is_number(at + 2) && c.unit(at + 2).is_none() && c.post(at + 2).is_none();
    let start = if times { before } else { at };
    (counted && alone)
        .then(|| one_of(unit.unit))
        .flatten()
        .map(|value| Found::new(start, at + 2, Meaning::Set(value)))
}
