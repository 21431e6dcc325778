//! How far a date lies ahead, and where a period that is counted from today ends.

use jiff::civil::{Date, Weekday};
use jiff::{Span as Period, ToSpan};

use super::clause::Clause;
use super::cues::{Before, Cues, Role, bare};
use super::grammar::Small;
use super::kind::{has_time_to_act, is_time_to_act};
use super::told::{Told, told};
use crate::analysis::{Days, DeadlineKind, Open, Tense, TextLayer, Timex, TimexType, Upos};
use crate::text::TokenRange;

/// How far a date lies ahead.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Reach {
    /// It begins after today.
    Ahead,
    /// Today lies in it.
    Running,
    /// It is a period counted from today or from an unknown day.
    Period,
}

/// The days, or why they cannot be placed.
pub(super) type Placed = Result<Days, Open>;

/// "heute" that the dates stage takes for "nowadays"; the clause decides.
pub(super) fn is_perhaps_today(layer: &TextLayer<'_>, cues: &Cues, date: &Timex) -> bool {
    date.value == "PRESENT_REF"
        && date.tokens.len() == 1
        && cues.is(Role::Today, &layer.word(date.tokens.range().start).to_lowercase())
}

/// How far the date lies ahead, and its days; `None` where it does not.
pub(super) fn reach(
    layer: &TextLayer<'_>,
    cues: &Cues,
    today: Date,
    date: &Timex,
    before: Option<Before>,
    dated: TokenRange,
    clause: &Clause,
) -> Option<(Reach, Placed)> {
    let one_day = Days {
        earliest: today,
        latest: today,
    };
    match date.bounds {
        Some(days) if days.latest < today => None,
        Some(days) if days.earliest > today => Some((Reach::Ahead, Ok(days))),
        Some(days) => Some((Reach::Running, Ok(days))),
        None if is_perhaps_today(layer, cues, date) => Some((Reach::Running, Ok(one_day))),
        None if date.kind == TimexType::Duration => {
            let preposition = layer.word(dated.range().start).to_lowercase();
            let is_gone = |index: usize| cues.is(Role::Gone, bare(&layer.word(index).to_lowercase()));
            if date.tokens.range().any(is_gone) {
                return None;
            }
            // "hat drei Wochen **Zeit**", "have three weeks to comply"
            let next = dated.range().end;
            let has_time = next < layer.tokens.len()
                && cues.is(Role::TimeToAct, &layer.word(next).to_lowercase())
                && has_time_to_act(layer, cues, clause);
            // "um zwei Wochen verschoben"
            let is_delay = cues.is(Role::DelayedBy, &preposition)
                && [clause.main, clause.finite]
                    .iter()
                    .flatten()
                    .any(|&verb| cues.is(Role::Postpone, &cues.lemma(layer, verb)));
            if is_delay {
                return Some((Reach::Ahead, Err(Open::Start)));
            }
            let is_counted = has_time
                || is_time_to_act(layer, cues, clause, date.tokens)
                || matches!(before, Some(Before::Kind(DeadlineKind::Due)))
                || dated.len() > date.tokens.len()
                    && (Small::Within.has(&preposition)
                        || cues.is(Role::During, &preposition) && is_ahead(layer, cues, date.tokens));
            is_counted.then(|| (Reach::Period, counted(layer, cues, date, today)))
        }
        // "in der kommenden Saison"
        None if date.kind == TimexType::Date && is_ahead(layer, cues, date.tokens) => {
            Some((Reach::Ahead, Err(Open::Day)))
        }
        None => None,
    }
}

/// True where the date itself says that it lies ahead: "next week", "kommende Saison".
pub(super) fn is_ahead(layer: &TextLayer<'_>, cues: &Cues, date: TokenRange) -> bool {
    date.range().any(|index| {
        let word = layer.word(index).to_lowercase();
        cues.is(Role::Ahead, &word) || cues.is(Role::Ahead, bare(&word))
    })
}

/// True where the date itself says that it lies ahead or names a day or year by number: "3. Mai", "2027", "next week".
pub(super) fn is_explicit(layer: &TextLayer<'_>, cues: &Cues, date: TokenRange) -> bool {
    is_ahead(layer, cues, date)
        || date
            .range()
            .any(|index| layer.word(index).contains(|c: char| c.is_ascii_digit()))
}

/// The day on which a period ends that begins today.
///
/// "20 Werktage" are counted without Saturdays and Sundays; a period that something else begins is left open.
pub(super) fn counted(layer: &TextLayer<'_>, cues: &Cues, date: &Timex, today: Date) -> Placed {
    if date.value.contains('X') {
        return Err(Open::Length);
    }
    let after = date.tokens.range().end;
    let next = |ahead: usize| {
        let inside = after + ahead < layer.tokens.len();
        inside.then(|| layer.word(after + ahead).to_lowercase())
    };
    if next(0).is_some_and(|word| cues.is(Role::CountedFrom, &word)) {
        return Err(Open::Start);
    }
    let is_working = date.tokens.range().any(|index| {
        let word = layer.word(index).to_lowercase();
        cues.is(Role::Working, &word)
    });
    let day = match period(&date.value) {
        Some(_) if is_working => working_days(&date.value, today),
        Some(period) => today.checked_add(period).ok(),
        None => None,
    };
    let day = day.ok_or(Open::Length)?;
    Ok(Days {
        earliest: day,
        latest: day,
    })
}

/// The day after so many days from Monday to Friday.
fn working_days(value: &str, today: Date) -> Option<Date> {
    let number: u32 = value.strip_prefix('P')?.strip_suffix('D')?.parse().ok()?;
    let mut day = today;
    let mut left = number.min(MOST_WORKING_DAYS);
    while left > 0 {
        day = day.tomorrow().ok()?;
        left -= u32::from(!matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday));
    }
    Some(day)
}

/// More working days than these are not counted one by one.
const MOST_WORKING_DAYS: u32 = 1000;

/// More hours than these are not counted in days.
const MOST_HOURS: i32 = 24 * 30;

/// The length of a TIMEX3 duration in days, weeks, months or years; halves in the next smaller unit.
fn period(value: &str) -> Option<Period> {
    let unit = value.chars().last()?;
    let number = value.strip_prefix('P')?.strip_suffix(unit)?;
    // "48 Stunden" are two days
    if let Some(hours) = number.strip_prefix('T') {
        let hours: i32 = hours.parse().ok().filter(|_| unit == 'H')?;
        return (hours % 24 == 0 && hours <= MOST_HOURS).then(|| (hours / 24).days());
    }
    let number: f64 = number.parse().ok()?;
    let number = (0.0..=4000.0).contains(&number).then_some(number)?;
    let whole = |number: f64| number.round() as i32;
    match unit {
        'D' => Some(whole(number).days()),
        'W' => Some(whole(number * 7.0).days()),
        'M' if number.fract() == 0.0 => Some(whole(number).months()),
        'M' => Some(whole(number.trunc()).months().days(15)),
        'Y' => Some(whole(number * 12.0).months()),
        _ => None,
    }
}

/// "Vertrag für vier Jahre", "auf zehn Wochen befristet", "wird ein Jahr dauern": a period at the end of which
/// something ends.
pub(super) fn lasts(
    layer: &TextLayer<'_>,
    cues: &Cues,
    date: &Timex,
    clause: &Clause,
    dated: TokenRange,
) -> bool {
    if date.kind != TimexType::Duration || date.value.starts_with("PT") || date.bounds.is_some() {
        return false;
    }
    let preposition = layer.word(dated.range().start).to_lowercase();
    let has = |role| {
        let is = |index: Option<usize>| {
            index.is_some_and(|index| cues.is(role, &layer.lemma(index).to_lowercase()))
        };
        is(clause.main) || is(clause.finite)
    };
    // "die Gesetze **waren** auf fünf Jahre befristet": a period that began in the past
    let was_so = clause.finite.is_some_and(|finite| {
        Small::Be.has(&layer.lemma(finite)) && layer.tokens[finite].tense == Some(Tense::Past)
    });
    if was_so {
        return false;
    }
    let of_noun = dated.range().start.checked_sub(1).is_some_and(|index| {
        layer.tokens[index].upos == Upos::Noun
            && cues.noun(&layer.word(index).to_lowercase()) == Some(DeadlineKind::Expiry)
    });
    if Small::LastingFor.has(&preposition) {
        return has(Role::Lasting) || of_noun;
    }
    dated.len() == date.tokens.len()
        && matches!(told(layer, cues, clause, dated), Told::Ahead | Told::Present)
        && has(Role::Lasts)
        && !has(Role::Possible)
}
