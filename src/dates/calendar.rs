//! Counting on the calendar: the year of a thing of every year, weekdays, units back and ahead.

use jiff::ToSpan;
use jiff::civil::{Date, Weekday};

use super::place::Direction;
use super::point::{Point, week_of};
use super::sense::Unit;
use crate::analysis::Days;

/// Days: what lies further ahead than this …
const FAR: i32 = 300;
/// … gives way to what is less far back than this.
const NEAR: i32 = 90;
/// What lies less far ahead than this is meant rather than what is nearly a year back ("wurden die Rennen vom 18. Dezember
/// verlegt").
const SOON: i32 = 45;

/// The year in which a thing of every year is meant: the last one begun when the text looks back, the next one not yet over
/// when it looks ahead, else the nearest. News leaves out the year of what is near: what is just past is meant rather
/// than what lies almost a year ahead.
pub(super) fn near_year(
    anchor: Date,
    direction: Direction,
    days_in: &dyn Fn(i16) -> Option<Days>,
) -> Option<i16> {
    let years = [anchor.year() - 1, anchor.year(), anchor.year() + 1];
    // A leap day is there only every four years.
    let years = if years.iter().all(|&year| days_in(year).is_none()) {
        [
            anchor.year() - anchor.year().rem_euclid(4),
            anchor.year(),
            anchor.year() + 4 - anchor.year().rem_euclid(4),
        ]
    } else {
        years
    };
    let known: Vec<(i16, Days)> = years
        .iter()
        .filter_map(|&year| Some((year, days_in(year)?)))
        .collect();
    let last = known.iter().rev().find(|(_, days)| days.earliest <= anchor);
    let next = known.iter().find(|(_, days)| days.latest >= anchor);
    let apart = |days: &Days| {
        let (start, end) = (
            (days.earliest - anchor).get_days(),
            (anchor - days.latest).get_days(),
        );
        start.max(end).max(0)
    };
    let meant = match direction {
        Direction::Before => last.or(next),
        Direction::Back => {
            let far = last.is_none_or(|(_, days)| apart(days) > FAR);
            let near = next.is_some_and(|(_, days)| apart(days) < SOON);
            if far && near { next } else { last.or(next) }
        }
        Direction::Ahead | Direction::Next => {
            let far = next.is_some_and(|(_, days)| apart(days) > FAR);
            let near = last.is_some_and(|(_, days)| apart(days) < NEAR);
            if far && near { last } else { next.or(last) }
        }
        Direction::Unknown => known.iter().min_by_key(|(_, days)| apart(days)),
    };
    meant.map(|(year, _)| *year)
}

/// The weekday that is meant; `shift` as in "last Monday", `week` as in "Monday of last week".
pub(super) fn weekday(
    anchor: Date,
    day: i8,
    shift: Option<i64>,
    week: Option<i64>,
    direction: Direction,
) -> Option<Date> {
    let wanted = Weekday::from_monday_one_offset(day).ok()?;
    let ahead = i64::from(anchor.weekday().until(wanted));
    let back = (7 - ahead) % 7;
    if let Some(week) = week {
        let monday = i64::from(anchor.weekday().to_monday_zero_offset());
        return anchor
            .checked_add((7 * week - monday + i64::from(day) - 1).days())
            .ok();
    }
    let days = match (shift, direction) {
        // "kommenden Montag" is never today, nor is "letzten Montag".
        (Some(shift), _) if shift > 0 => 7 * (shift - 1) + if ahead == 0 { 7 } else { ahead },
        (Some(shift), _) if shift < 0 => 7 * (shift + 1) - if back == 0 { 7 } else { back },
        (_, Direction::Next) if ahead == 0 => 7,
        (_, Direction::Ahead | Direction::Next) => ahead,
        (_, Direction::Before | Direction::Back) => -back,
        (_, Direction::Unknown) if ahead <= 3 => ahead,
        (_, Direction::Unknown) => -back,
    };
    anchor.checked_add(days.days()).ok()
}

/// The weekend that is meant where no word says which.
pub(super) fn weekend(anchor: Date, direction: Direction) -> Option<Point> {
    let weekday = anchor.weekday().to_monday_one_offset();
    let weeks = match direction {
        Direction::Before | Direction::Back if weekday < 6 => -1,
        // On Monday and Tuesday the last one is nearer.
        Direction::Unknown if weekday < 3 => -1,
        _ => 0,
    };
    let (year, week) = week_of(anchor.checked_add(weeks.weeks()).ok()?);
    Some(Point::Weekend(year, week))
}

/// The unit that lies `by` units from the one that holds `origin`.
pub(super) fn shifted(origin: Date, unit: Unit, by: i64) -> Option<Point> {
    let moved = |span: jiff::Span| origin.checked_add(span).ok();
    match unit {
        Unit::Day => moved(by.days()).map(Point::Day),
        Unit::Week => moved(by.weeks())
            .map(week_of)
            .map(|(year, week)| Point::Week(year, week)),
        Unit::Weekend => {
            // Before the weekend the coming one is this week's.
            let by = if by > 0 && origin.weekday().to_monday_one_offset() < 6 {
                by - 1
            } else {
                by
            };
            let (year, week) = week_of(moved(by.weeks())?);
            Some(Point::Weekend(year, week))
        }
        Unit::Month => moved(by.months()).map(|day| Point::Month(day.year(), day.month())),
        Unit::Quarter => {
            moved((by * 3).months()).map(|day| Point::Quarter(day.year(), (day.month() - 1) / 3 + 1))
        }
        Unit::Half => moved((by * 6).months()).map(|day| Point::Half(day.year(), (day.month() - 1) / 6 + 1)),
        Unit::Year => i16::try_from(i64::from(origin.year()) + by).ok().map(Point::Year),
        Unit::Decade => i16::try_from(i64::from(origin.year() / 10) + by)
            .ok()
            .map(Point::Decade),
        Unit::Century => i16::try_from(i64::from(origin.year() / 100) + by)
            .ok()
            .map(Point::Century),
        Unit::Hour | Unit::Minute | Unit::Second | Unit::Season => None,
    }
}

/// The point so many units from `origin`, as exact as the unit.
pub(super) fn distance(origin: Date, unit: Unit, count: i64) -> Option<Point> {
    if count.abs() > 9000 {
        return None;
    }
    match unit {
        Unit::Hour => origin.checked_add((count / 24).days()).ok().map(Point::Day),
        Unit::Minute | Unit::Second => Some(Point::Day(origin)),
        Unit::Decade => i16::try_from(i64::from(origin.year()) + 10 * count)
            .ok()
            .map(|year| Point::Decade(year / 10)),
        Unit::Century => i16::try_from(i64::from(origin.year()) + 100 * count)
            .ok()
            .map(|year| Point::Century(year / 100)),
        Unit::Weekend | Unit::Season => None,
        unit => shifted(origin, unit, count),
    }
}
