//! Places an expression on the calendar: the anchor, and the direction that tense and words give.

use jiff::ToSpan;
use jiff::civil::{Date, Weekday};

use super::lexicon::Unit;
use super::point::{self, Point, week_of};
use super::rules::{Found, Meaning};
use crate::analysis::{Days, TimexType};

/// Which way an expression without a year or week looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Direction {
    /// The sentence tells of the past.
    Back,
    /// The sentence looks ahead, or a word does.
    Ahead,
    /// A preposition looks ahead ("bis Montag"): never the day itself.
    Next,
    /// Neither is told.
    Unknown,
}

/// An expression with its value.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Placed {
    pub kind: TimexType,
    pub value: String,
    pub bounds: Option<Days>,
    /// The point, for what comes after it in the text.
    pub point: Option<Point>,
}

/// Places what was found. `before` is the last point before it in the text.
pub(super) fn place(
    found: &Found,
    anchor: Option<Date>,
    direction: Direction,
    before: Option<Point>,
) -> Placed {
    let plain = |kind, value: String| Placed {
        kind,
        value,
        bounds: None,
        point: None,
    };
    match &found.meaning {
        Meaning::Duration(value) => return plain(TimexType::Duration, value.clone()),
        Meaning::Set(value) => return plain(TimexType::Set, value.clone()),
        Meaning::Reference(value) => return plain(TimexType::Date, (*value).to_owned()),
        Meaning::Clock(time) => {
            let day = match before {
                Some(Point::Day(day)) => Some(day),
                _ => anchor,
            };
            let value = day.map_or_else(|| format!("XXXX-XX-XX{time}"), |day| format!("{day}{time}"));
            let bounds = day.map(|day| Days {
                earliest: day,
                latest: day,
            });
            return Placed {
                kind: TimexType::Time,
                value,
                bounds,
                point: day.map(Point::Day),
            };
        }
        _ => {}
    }
    match point_of(&found.meaning, anchor, direction, before) {
        Some(point) => {
            let value = point.value();
            let bounds = if found.edge.is_empty() {
                point.days()
            } else {
                point.edge(found.edge)
            };
            match &found.time {
                Some(time) if time.starts_with('T') => Placed {
                    kind: TimexType::Time,
                    value: format!("{value}{time}"),
                    bounds,
                    point: Some(point),
                },
                Some(part) => Placed {
                    kind: TimexType::Time,
                    value: format!("{value}T{part}"),
                    bounds,
                    point: Some(point),
                },
                None => Placed {
                    kind: TimexType::Date,
                    value,
                    bounds,
                    point: Some(point),
                },
            }
        }
        None => plain(TimexType::Date, open_value(&found.meaning)),
    }
}

/// The value of what cannot be placed: never guessed.
fn open_value(meaning: &Meaning) -> String {
    match meaning {
        Meaning::Day { month, day, .. } => format!("XXXX-{month:02}-{day:02}"),
        Meaning::Month { month, .. } => format!("XXXX-{month:02}"),
        Meaning::Weekday { day, .. } => format!("XXXX-WXX-{day}"),
        Meaning::Season { season, .. } => format!("XXXX-{season}"),
        Meaning::Quarter { number, .. } => format!("XXXX-Q{number}"),
        Meaning::Half { number, .. } => format!("XXXX-H{number}"),
        Meaning::FromToday(_) => "XXXX-XX-XX".to_owned(),
        Meaning::Shifted {
            unit: Unit::Season, ..
        } => "XXXX-XX-XX".to_owned(),
        Meaning::Shifted { unit: Unit::Week, .. } => "XXXX-WXX".to_owned(),
        Meaning::Shifted {
            unit: Unit::Month, ..
        } => "XXXX-XX".to_owned(),
        _ => "XXXX".to_owned(),
    }
}

fn point_of(
    meaning: &Meaning,
    anchor: Option<Date>,
    direction: Direction,
    before: Option<Point>,
) -> Option<Point> {
    match *meaning {
        Meaning::Year(year) => Some(Point::Year(year)),
        Meaning::Decade(decade) => Some(Point::Decade(decade)),
        Meaning::Century(century) => Some(Point::Century(century)),
        Meaning::Day {
            year: Some(year),
            month,
            day,
        } => Date::new(year, month, day).ok().map(Point::Day),
        Meaning::Day {
            year: None,
            month,
            day,
        } => {
            let year = near_year(anchor?, direction, |year| {
                Point::Day(Date::new(year, month, day).ok()?).days()
            })?;
            Date::new(year, month, day).ok().map(Point::Day)
        }
        Meaning::Month {
            year: Some(year),
            month,
        } => Some(Point::Month(year, month)),
        Meaning::Month { year: None, month } => {
            near_year(anchor?, direction, |year| Point::Month(year, month).days())
                .map(|year| Point::Month(year, month))
        }
        Meaning::Weekday { day, shift } => weekday(anchor?, day, shift, direction).map(Point::Day),
        Meaning::FromToday(days) => anchor?.checked_add(days.days()).ok().map(Point::Day),
        Meaning::Shifted { unit, by } => shifted(anchor?, unit, by, before),
        Meaning::Season {
            year: Some(year),
            season,
            ..
        } => Some(Point::Season(year, season)),
        Meaning::Season {
            year: None,
            season,
            shift,
        } => {
            let direction = match shift {
                Some(shift) if shift < 0 => Direction::Back,
                Some(shift) if shift > 0 => Direction::Ahead,
                _ => direction,
            };
            let year = near_year(anchor?, direction, |year| Point::Season(year, season).days())?;
            Some(Point::Season(year, season))
        }
        Meaning::Quarter { year, number } => {
            let year =
                year.or_else(|| near_year(anchor?, direction, |year| Point::Quarter(year, number).days()))?;
            Some(Point::Quarter(year, number))
        }
        Meaning::Half { year, number } => {
            let year =
                year.or_else(|| near_year(anchor?, direction, |year| Point::Half(year, number).days()))?;
            Some(Point::Half(year, number))
        }
        Meaning::Holiday { holiday, year } => {
            let day_in = |year| point::holiday(holiday, year);
            let year = year.or_else(|| {
                near_year(anchor?, direction, |year| {
                    day_in(year).map(|day| Days {
                        earliest: day,
                        latest: day,
                    })
                })
            })?;
            day_in(year).map(Point::Day)
        }
        Meaning::Distance { unit, count, ago } => distance(anchor?, unit, if ago { -count } else { count }),
        Meaning::Open(ref what) => {
            let mut words = what.split(' ');
            let (kind, month, by) = (
                words.next()?,
                words.next()?.parse().ok()?,
                words.next()?.parse::<i64>().ok()?,
            );
            let anchor = anchor?;
            let year = match kind {
                "month" => i16::try_from(i64::from(anchor.year()) + by).ok()?,
                _ => {
                    let direction = if by < 0 { Direction::Back } else { Direction::Ahead };
                    let direction = if by == 0 { Direction::Unknown } else { direction };
                    near_year(anchor, direction, |year| Point::Month(year, month).days())?
                }
            };
            Some(Point::Month(year, month))
        }
        Meaning::Duration(_) | Meaning::Set(_) | Meaning::Reference(_) | Meaning::Clock(_) => None,
    }
}

/// Days: what lies further ahead than this …
const FAR: i32 = 300;
/// … gives way to what is less far back than this.
const NEAR: i32 = 90;

/// The year in which a thing of every year is meant: the last one begun when the text looks back, the next one not yet over
/// when it looks ahead, else the nearest. News leaves out the year of what is near: what is just past is meant rather
/// than what lies almost a year ahead.
fn near_year(anchor: Date, direction: Direction, days_in: impl Fn(i16) -> Option<Days>) -> Option<i16> {
    let years = [anchor.year() - 1, anchor.year(), anchor.year() + 1];
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
        Direction::Back => last,
        Direction::Ahead | Direction::Next => {
            let far = next.is_some_and(|(_, days)| apart(days) > FAR);
            let near = last.is_some_and(|(_, days)| apart(days) < NEAR);
            if far && near { last } else { next }
        }
        Direction::Unknown => known.iter().min_by_key(|(_, days)| apart(days)),
    };
    meant.map(|(year, _)| *year)
}

fn weekday(anchor: Date, day: i8, shift: Option<i64>, direction: Direction) -> Option<Date> {
    let wanted = Weekday::from_monday_one_offset(day).ok()?;
    let ahead = i64::from(anchor.weekday().until(wanted));
    let back = (7 - ahead) % 7;
    let days = match (shift, direction) {
        // "kommenden Montag" is never today, nor is "letzten Montag".
        (Some(shift), _) if shift > 0 => {
            if ahead == 0 {
                7
            } else {
                ahead
            }
        }
        (Some(shift), _) if shift < 0 => -(if back == 0 { 7 } else { back }),
        (_, Direction::Next) if ahead == 0 => 7,
        (_, Direction::Ahead | Direction::Next) => ahead,
        (_, Direction::Back) => -back,
        (_, Direction::Unknown) if ahead <= 3 => ahead,
        (_, Direction::Unknown) => -back,
    };
    anchor.checked_add(days.days()).ok()
}

fn shifted(anchor: Date, unit: Unit, by: i64, before: Option<Point>) -> Option<Point> {
    // "der letzten Woche" counts from the document's date; so does all else that is shifted.
    let _ = before;
    let moved = |span: jiff::Span| anchor.checked_add(span).ok();
    match unit {
        Unit::Day => moved(by.days()).map(Point::Day),
        Unit::Week => moved(by.weeks())
            .map(week_of)
            .map(|(year, week)| Point::Week(year, week)),
        Unit::Weekend => {
            let (year, week) = week_of(moved(by.weeks())?);
            Some(Point::Weekend(year, week))
        }
        Unit::Month => moved(by.months()).map(|day| Point::Month(day.year(), day.month())),
        Unit::Quarter => {
            moved((by * 3).months()).map(|day| Point::Quarter(day.year(), (day.month() - 1) / 3 + 1))
        }
        Unit::Half => moved((by * 6).months()).map(|day| Point::Half(day.year(), (day.month() - 1) / 6 + 1)),
        Unit::Year => i16::try_from(i64::from(anchor.year()) + by).ok().map(Point::Year),
        Unit::Decade => i16::try_from(i64::from(anchor.year() / 10) + by)
            .ok()
            .map(Point::Decade),
        Unit::Century => i16::try_from(i64::from(anchor.year() / 100) + by)
            .ok()
            .map(Point::Century),
        Unit::Hour | Unit::Minute | Unit::Second | Unit::Season => None,
    }
}

fn distance(anchor: Date, unit: Unit, count: i64) -> Option<Point> {
    if count.abs() > 9000 {
        return None;
    }
    let moved = |span: jiff::Span| anchor.checked_add(span).ok();
    match unit {
        Unit::Day => moved(count.days()).map(Point::Day),
        Unit::Week => moved(count.weeks())
            .map(week_of)
            .map(|(year, week)| Point::Week(year, week)),
        Unit::Month => moved(count.months()).map(|day| Point::Month(day.year(), day.month())),
        Unit::Year => i16::try_from(i64::from(anchor.year()) + count)
            .ok()
            .map(Point::Year),
        Unit::Decade => i16::try_from(i64::from(anchor.year()) + 10 * count)
            .ok()
            .map(Point::Year),
        _ => None,
    }
}
