//! Periods told from another one: "letzte Woche", "im kommenden Jahr", "the past five years", "Ende des Monats",
//! "later this month".

use super::super::cursor::Cursor;
use super::super::found::{Found, Meaning, Time, YearOf};
use super::super::sense::{Amount, Origin, Sense, Shift, Unit, Word};
use super::{calendar, duration, hyphen, period, unit_at};
use crate::analysis::Upos;

/// "letzte Woche", "diesem strengen Winter", "the next two weeks", "last May", "the following morning".
pub(super) fn shifted(c: &Cursor<'_>, at: usize) -> Option<Found> {
    if let Some(((unit, shift, modifier), end)) = c.period(at) {
        if !c.german && unit == Unit::Year && shift.by < 0 && end == at + 1 {
            return Some(year_earlier(c, at).unwrap_or_else(|| period_word(c, at, end, unit, shift)));
        }
        return Some(Found {
            modifier,
            ..period_word(c, at, end, unit, shift)
        });
    }
    // "the first three months", "in den ersten zwei Wochen"
    if c.ordinal(at).is_some() {
        // "the first year", "am dritten Tag"
        if let Some(unit) = c.unit(at + 1).filter(|unit| {
            !unit.plural && matches!(unit.unit, Unit::Day | Unit::Week | Unit::Month | Unit::Year)
        }) {
            return Some(Found::new(
                at,
                at + 2,
                Meaning::Duration(duration(Amount::Exactly(1.0), unit.unit)?),
            ));
        }
        let (amount, after) = c.amount(at + 1)?;
        let unit = c.unit(after).filter(|unit| unit.plural)?;
        return Some(Found::new(
            at,
            after + 1,
            Meaning::Duration(duration(amount, unit.unit)?),
        ));
    }
    // "in the quarter", "the year ended June 30"
    if let Some(unit) = c
        .unit(at)
        .filter(|unit| !unit.plural && !c.german && c.is_word(at.wrapping_sub(1), Word::Article))
    {
        if c.is_word(at + 1, Word::Ended) && !c.is_word(at + 2, Word::On) {
            return Some(Found::new(
                at,
                at + 1,
                Meaning::Duration(duration(Amount::Exactly(1.0), unit.unit)?),
            ));
        }
        let shift = Shift {
            by: 0,
            from: Origin::Mention,
        };
        let told =
            unit.unit == Unit::Quarter && !c.is_word(at + 1, Word::Of) && !c.is_word(at + 1, Word::Ended);
        return told.then(|| {
            Found::new(
                at,
                at + 1,
                Meaning::Shifted {
                    unit: unit.unit,
                    shift,
                },
            )
        });
    }
    let shift = c.shift(at)?;
    let mut next = at + 1;
    if let Some((amount, after)) = c.amount(next)
        && let Some(unit) = c.counted_unit(after).filter(|unit| unit.plural)
    {
        return Some(Found::new(
            at,
            after + 1,
            Meaning::Duration(duration(amount, unit.unit)?),
        ));
    }
    // "diesem strengen Winter", "the last full year"
    let adjective = c.upos(next) == Some(Upos::Adj) && c.unit(next).is_none() && c.shift(next).is_none();
    if (adjective || c.is(next, Sense::Between))
        && (c.season(next + 1).is_some() || c.unit(next + 1).is_some())
    {
        next += 1;
    }
    // "that period", "im gleichen Zeitraum"
    if c.is_word(next, Word::Period) {
        // "the same period last year", "the same period of 1997": the date behind it says when.
        let dated = c.shift(next + 1).is_some() && c.unit(next + 2).is_some()
            || c.is_number(next + 1)
            || c.is_word(next + 1, Word::Of)
            || c.is_word(next + 1, Word::PerArticle)
            || c.month(next + 1).is_some();
        if dated {
            return None;
        }
        let value = match shift {
            Shift { by: 1.., .. } => "FUTURE_REF",
            Shift {
                by: 0,
                from: Origin::Document,
            } => "PRESENT_REF",
            _ => "PAST_REF",
        };
        return Some(Found::new(at, next + 1, Meaning::Reference(value)));
    }
    // "the last week of May", "die letzte Maiwoche"
    if shift.by == -1 && shift.from == Origin::Document {
        let week = c
            .unit(next)
            .filter(|unit| unit.unit == Unit::Week && !unit.plural);
        let of_month = week.and_then(|_| period::month_week(c, at, -1, next + 1));
        if of_month.is_some() {
            return of_month;
        }
        if let Some(month) = c.month_week(next).filter(|_| c.german) {
            let (year, end) = calendar::year_after(c, next + 1).unwrap_or((YearOf::Open, next + 1));
            return Some(Found::new(
                at,
                end,
                Meaning::MonthWeek {
                    year,
                    month,
                    number: -1,
                },
            ));
        }
    }
    // "last fiscal year", "im laufenden Geschäftsjahr"
    if let Some((_, end)) = c
        .year_like(next)
        .filter(|&((_, months), end)| months == 0 && c.year(end).is_none())
    {
        let end = end + usize::from(end == next + 1 && unit_at(c, end, Unit::Year));
        return Some(Found::new(
            at,
            end,
            Meaning::Shifted {
                unit: Unit::Year,
                shift,
            },
        ));
    }
    if let Some(unit) = c.unit(next) {
        // "this year's first half"
        if unit.unit == Unit::Year
            && !unit.plural
            && matches!(c.word(next + 1), "'s" | "’s")
            && let Some(found) = quarter_of(c, at, next + 2, shift)
        {
            return Some(found);
        }
        let meaning = unit_from(c, at, shift, unit.unit, unit.plural)?;
        return Some(Found::new(at, next + 1, meaning));
    }
    let plain = shift.from == Origin::Document;
    if let Some(season) = c.season(next) {
        let year = if plain {
            YearOf::Shifted(shift.by)
        } else {
            YearOf::Mention
        };
        return Some(Found::new(at, next + 1, Meaning::Season { year, season }));
    }
    if let Some(month) = c.month(next) {
        let (year, end) = match calendar::year_after(c, next + 1) {
            Some((year, end)) => (year, end),
            None if plain => (YearOf::Shifted(shift.by), next + 1),
            None => (YearOf::Mention, next + 1),
        };
        return Some(Found::new(at, end, Meaning::Month { year, month }));
    }
    if let Some((holiday, end)) = c.holiday(next).filter(|_| plain) {
        let year = YearOf::Shifted(shift.by);
        return Some(Found::new(at, end, Meaning::Holiday { holiday, year }));
    }
    let part = c.part(next)?;
    // "in derselben Nacht des 14. August"
    if let Some(linked) = super::clock::part(c, next).filter(|found| found.end > next + 1) {
        return Some(Found { start: at, ..linked });
    }
    let meaning = match shift {
        Shift {
            by: 0,
            from: Origin::Document,
        } => Meaning::FromToday(0),
        // "last night", "in der vergangenen Nacht"
        Shift {
            by: -1,
            from: Origin::Document,
        } if part == "NI" || !c.german => Meaning::FromToday(-1),
        Shift { by, .. } => Meaning::Shifted {
            unit: Unit::Day,
            shift: Shift {
                by: by.signum(),
                from: Origin::Mention,
            },
        },
    };
    Some(Found::new(at, next + 1, meaning).with_time(Time::Part(part)))
}

/// "the year-earlier quarter", "the year-ago third quarter", "the year-earlier period".
fn year_earlier(c: &Cursor<'_>, at: usize) -> Option<Found> {
    let shift = Shift {
        by: -1,
        from: Origin::Document,
    };
    if let Some(found) = quarter_of(c, at, at + 1, shift) {
        return Some(found);
    }
    if c.is_word(at + 1, Word::Period) {
        return Some(Found::new(
            at,
            at + 2,
            Meaning::Shifted {
                unit: Unit::Year,
                shift,
            },
        ));
    }
    let unit = c.unit(at + 1).filter(|unit| !unit.plural)?.unit;
    let count = match unit {
        Unit::Quarter => -4,
        Unit::Month => -12,
        Unit::Half => -2,
        _ => return None,
    };
    Some(Found::new(
        at,
        at + 2,
        Meaning::Distance {
            unit,
            count,
            from: Origin::Mention,
        },
    ))
}

/// The quarter or half at `inner` of the year that a shift tells; the expression begins at `at`.
fn quarter_of(c: &Cursor<'_>, at: usize, inner: usize, shift: Shift) -> Option<Found> {
    let year = match shift.from {
        Origin::Mention if shift.by == 0 => YearOf::Mention,
        _ => YearOf::FromNow(shift.by),
    };
    if let Some(number) = c
        .ordinal(inner)
        .filter(|&number| number <= 2 && c.is(inner + 1, Sense::Half))
    {
        return Some(Found::new(at, inner + 2, Meaning::Half { year, number }));
    }
    let found = period::numbered(c, inner).or_else(|| hyphen::hyphened(c, inner))?;
    let meaning = match found.meaning {
        Meaning::Quarter { number, .. } => Meaning::Quarter { year, number },
        Meaning::Half { number, .. } => Meaning::Half { year, number },
        _ => return None,
    };
    Some(Found {
        start: at,
        meaning,
        ..found
    })
}

/// What a unit means after this, last, next.
fn unit_from(c: &Cursor<'_>, at: usize, shift: Shift, unit: Unit, plural: bool) -> Option<Meaning> {
    let german = c.german;
    if plural {
        // "these years" are no years in particular; "den letzten Jahren" a duration.
        let value = duration(Amount::Some, unit)?;
        return Some(Meaning::Duration(value));
    }
    Some(match unit {
        // "in the next hour" is one; "in letzter Minute" none.
        Unit::Second | Unit::Minute | Unit::Hour => {
            if german || shift.from == Origin::Mention || c.word(at).eq_ignore_ascii_case("last") {
                return None;
            }
            Meaning::Duration(duration(Amount::Exactly(1.0), unit)?)
        }
        _ if c.is_word(at, Word::Span) && unit != Unit::Weekend => {
            Meaning::Duration(duration(Amount::Exactly(1.0), unit)?)
        }
        Unit::Decade | Unit::Century if shift.by == 1 && shift.from == Origin::Document && !german => {
            Meaning::Duration(duration(Amount::Exactly(1.0), unit)?)
        }
        // "the next day", "an diesem Tag": of the date last mentioned; "am letzten Tag" is the last of some.
        Unit::Day => {
            if shift.by < 0 && shift.from == Origin::Document || shift.by > 1 {
                return None;
            }
            Meaning::Shifted {
                unit,
                shift: Shift {
                    from: Origin::Mention,
                    ..shift
                },
            }
        }
        Unit::Season => Meaning::Opaque,
        _ => Meaning::Shifted { unit, shift },
    })
}

/// "Vorjahr", "Jahresende 2013", "year-end".
fn period_word(c: &Cursor<'_>, at: usize, end: usize, unit: Unit, shift: Shift) -> Found {
    match c.year(end).filter(|_| unit == Unit::Year) {
        Some(year) => Found::new(at, end + 1, Meaning::Year(year)),
        None => Found::new(at, end, Meaning::Shifted { unit, shift }),
    }
}

/// "Anfang August", "Ende der 90er-Jahre", "the end of May", "early 2010", "late last year", "early in 1862".
pub(super) fn edged(c: &Cursor<'_>, at: usize) -> Option<Found> {
    let edge = c.edge(at);
    let (modifier, mut next) = match (edge, c.early(at)) {
        (Some((edge, end)), _) if c.german => (edge, end + usize::from(c.is_word(end, Word::Article))),
        (Some((edge, end)), _) if c.is_word(end, Word::Of) => (edge, end + 1),
        (None, Some(early)) if !c.german && c.is_word(at + 1, Word::In) && c.early(at + 1).is_none() => {
            let at_year_or_period = c.word(at + 1).eq_ignore_ascii_case("in");
            (early, if at_year_or_period { at + 2 } else { at + 1 })
        }
        (None, Some(early)) => (early, at + 1),
        _ => return None,
    };
    let article = !c.german && c.is_word(next, Word::Article);
    next += usize::from(article);
    let running = || {
        // "Ende des Jahres", "the end of the year": the running one.
        let unit = c.unit(next).filter(|unit| {
            !unit.plural
                && matches!(
                    unit.unit,
                    Unit::Year | Unit::Month | Unit::Week | Unit::Quarter | Unit::Decade | Unit::Century
                )
        })?;
        let told = article || c.german && next > at + 1;
        let shift = Shift {
            by: 0,
            from: Origin::Document,
        };
        told.then(|| {
            Found::new(
                next,
                next + 1,
                Meaning::Shifted {
                    unit: unit.unit,
                    shift,
                },
            )
        })
    };
    let longest = [
        calendar::date(c, next),
        period::numbered(c, next),
        shifted(c, next),
        period::decade(c, next),
        period::named(c, next),
        running(),
        (!c.german).then(|| super::clock::part(c, next)).flatten(),
    ];
    // "later today"
    let today = c
        .day_offset(next)
        .filter(|_| edge.is_none() && !c.german)
        .map(|days| Found::new(next, next + 1, Meaning::FromToday(days)));
    let mut inner = longest
        .into_iter()
        .chain([today])
        .flatten()
        .max_by_key(|found| found.end)
        .or_else(|| {
            let day = super::week::weekday(c, next)?;
            (!c.german && matches!(day.meaning, Meaning::Weekday { .. })).then_some(day)
        })?;
    let placed = !matches!(
        inner.meaning,
        Meaning::Day { .. } | Meaning::Opaque | Meaning::Duration(_) | Meaning::Set(_) | Meaning::Weekend
    );
    inner.start = at;
    if !modifier.is_empty() {
        inner.modifier = modifier;
    }
    placed.then_some(inner)
}
