//! Places an expression on the calendar: from the document's date or the date last mentioned, in the direction that
//! tense and words give.

use jiff::civil::Date;

use super::calendar::{distance, near_year, shifted, weekday, weekend};
use super::found::{Found, Meaning, Time, YearOf};
use super::point::{self, Point};
use super::sense::{Origin, Unit};
use crate::analysis::{Days, TimexType};

/// Which way an expression without a year or week looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Direction {
    /// A preposition looks back ("seit Mai"): never ahead.
    Before,
    /// The sentence tells of the past.
    Back,
    /// The sentence looks ahead, or a word does.
    Ahead,
    /// A preposition looks ahead ("bis Montag"): never the day itself.
    Next,
    /// Neither is told.
    Unknown,
}

/// In a story of years a date within so many days after another is the next thing that happens.
const SOON: i32 = 100;

/// What an expression is counted from.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Context {
    /// The document's date or its dateline's.
    pub anchor: Option<Date>,
    /// The document tells of another time than its own: what is not told follows from the date last mentioned.
    pub narrative: bool,
    /// The last point in the text.
    pub last: Option<Point>,
    /// The last point in the text that is finer than a year and that no new year has begun after: where a story stands.
    pub story: Option<Point>,
    /// The last year in the text.
    pub last_year: Option<i16>,
    /// The last day in the text.
    pub last_day: Option<Date>,
    /// The last day in the text that is not before the document's.
    pub last_ahead: Option<Date>,
    /// The last point, where this sentence or the one before it tells it.
    pub recent: Option<Point>,
    /// A year that the text names close by, where it is over.
    pub told_year: Option<i16>,
    /// The year that stands directly before: "in **diesem Jahr** am 27. April".
    pub framing_year: Option<i16>,
    /// A day that stands beside a clock time.
    pub beside: Option<Date>,
    /// A clock time that comes back, or of no day.
    pub timeless: bool,
}

impl Context {
    /// What comes after a point in the text.
    pub fn after(&mut self, point: Point) {
        let coarse = matches!(point, Point::Year(_) | Point::Decade(_) | Point::Century(_));
        // "On 7 December (the 8th in Asia), 1941"
        let known = coarse && point.year().is_some() && self.story.and_then(Point::year) == point.year();
        if !known {
            self.last = Some(point);
        }
        if !coarse && !matches!(point, Point::Season(..)) {
            self.story = Some(point);
        }
        self.last_year = point.year().or(self.last_year);
        if let Point::Day(day) = point {
            self.last_day = Some(day);
            if self.anchor.is_some_and(|anchor| day >= anchor) {
                self.last_ahead = Some(day);
            }
        }
    }

    /// The day that a time of the day belongs to: one beside it, else the last in the text that lies in the direction of
    /// the sentence, else the document's.
    fn day_of_time(&self, direction: Direction) -> Option<Date> {
        let last = match (direction, self.anchor) {
            (Direction::Ahead | Direction::Next, Some(anchor))
                if !self.narrative && self.last_day < Some(anchor) =>
            {
                self.last_ahead
            }
            _ => self.last_day,
        };
        self.beside.or(last).or(self.anchor)
    }

    /// True where the year last mentioned is what years are counted from.
    fn counts_years(&self, origin: Origin) -> bool {
        (self.narrative || origin == Origin::Mention) && self.last_year.is_some_and(|year| year < 0)
    }

    /// The day that a relative expression is counted from.
    fn origin(&self, origin: Origin, unit: Unit, by: i64) -> Option<Date> {
        let fine = matches!(unit, Unit::Day | Unit::Hour | Unit::Minute | Unit::Second);
        let mentioned = || {
            let last = self.last.and_then(Point::days).map(|days| days.earliest);
            if fine { self.last_day.or(last) } else { last }
        };
        match origin {
            // Years before Christ have no days to count from.
            _ if (self.narrative || origin == Origin::Mention)
                && self.last_year.is_some_and(|year| year < 0) =>
            {
                None
            }
            Origin::Document if !self.narrative => self.anchor.or_else(mentioned),
            Origin::Document => mentioned().or(self.anchor),
            // Without a day in the text "the next day" and "two years later" stay open; "the previous year" is counted from the document.
            Origin::Mention if (fine || by > 0) && !self.narrative => mentioned(),
            Origin::Mention => mentioned().or(self.anchor),
        }
    }
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

/// Places what was found.
pub(super) fn place(found: &Found, direction: Direction, context: &Context) -> Placed {
    let plain = |kind, value: String| Placed {
        kind,
        value,
        bounds: None,
        point: None,
    };
    let kind = if found.time.is_some() {
        TimexType::Time
    } else {
        TimexType::Date
    };
    match &found.meaning {
        Meaning::Duration(value) => return plain(TimexType::Duration, value.clone()),
        Meaning::Set(value) => return plain(TimexType::Set, value.clone()),
        Meaning::Reference(value) => return plain(TimexType::Date, (*value).to_owned()),
        _ => {}
    }
    let Some(point) = point_of(&found.meaning, direction, context) else {
        let open = open_value(&found.meaning);
        return plain(
            kind,
            found
                .time
                .map_or(open.clone(), |time| format!("{open}{}", time_value(time))),
        );
    };
    let bounds = if found.modifier.is_empty() {
        point.days()
    } else {
        point.edge(found.modifier)
    };
    let value = match found.time {
        None if matches!(found.meaning, Meaning::YearLike { two: true, .. }) => "XXXX-XX-XX".to_owned(),
        None => point.value(),
        Some(Time::Eve) => {
            let Some(Days { earliest, latest }) = bounds else {
                return plain(kind, "XXXX-XX-XXTNI".to_owned());
            };
            let eve = earliest.yesterday().unwrap_or(earliest);
            return Placed {
                kind,
                value: format!("{eve}TNI"),
                bounds: Some(Days {
                    earliest: eve,
                    latest,
                }),
                point: Some(point),
            };
        }
        Some(time) => format!("{}{}", point.value(), time_value(time)),
    };
    Placed {
        kind,
        value,
        bounds,
        point: Some(point),
    }
}

fn time_value(time: Time) -> String {
    match time {
        Time::Part(part) => format!("T{part}"),
        Time::Clock { hour, minute } => format!("T{hour:02}:{minute:02}"),
        Time::Eve => "TNI".to_owned(),
    }
}

/// The value of what cannot be placed: never guessed.
fn open_value(meaning: &Meaning) -> String {
    match meaning {
        Meaning::Day { month, day, .. } => format!("XXXX-{month:02}-{day:02}"),
        Meaning::Month { month, .. } | Meaning::MonthWeek { month, .. } => format!("XXXX-{month:02}"),
        Meaning::Weekday { day, .. } => format!("XXXX-WXX-{day}"),
        Meaning::Week { number, .. } => format!("XXXX-W{number:02}"),
        Meaning::Season { season, .. } => format!("XXXX-{season}"),
        Meaning::Quarter { number, .. } => format!("XXXX-Q{number}"),
        Meaning::Half { number, .. } => format!("XXXX-H{number}"),
        Meaning::Weekend => "XXXX-WXX-WE".to_owned(),
        // The time alone.
        Meaning::TimeOfDay => String::new(),
        Meaning::Holiday { holiday, .. } => point::open_holiday(*holiday),
        Meaning::Shifted { unit, .. } | Meaning::Distance { unit, .. } => match unit {
            Unit::Week => "XXXX-WXX".to_owned(),
            Unit::Weekend => "XXXX-WXX-WE".to_owned(),
            Unit::Month => "XXXX-XX".to_owned(),
            Unit::Quarter => "XXXX-QX".to_owned(),
            Unit::Half => "XXXX-HX".to_owned(),
            Unit::Year => "XXXX".to_owned(),
            Unit::Decade => "XXX".to_owned(),
            Unit::Century => "XX".to_owned(),
            _ => "XXXX-XX-XX".to_owned(),
        },
        _ => "XXXX-XX-XX".to_owned(),
    }
}

fn point_of(meaning: &Meaning, direction: Direction, context: &Context) -> Option<Point> {
    let year_in =
        |year: YearOf, days_in: &dyn Fn(i16) -> Option<Days>| year_of(year, direction, context, days_in);
    match *meaning {
        Meaning::Year(year) => Some(Point::Year(year)),
        Meaning::Decade(decade) => Some(Point::Decade(decade)),
        Meaning::Century(century) => Some(Point::Century(century)),
        Meaning::HalfCentury { century, number } => Some(Point::HalfCentury(century, number)),
        Meaning::YearLike {
            year,
            first,
            months,
            two,
        } => Some(Point::YearLike {
            year,
            first,
            months,
            two,
        }),
        Meaning::Day { year, month, day } => {
            let year = year_in(year, &|year| Point::Day(Date::new(year, month, day).ok()?).days())?;
            Date::new(year, month, day).ok().map(Point::Day)
        }
        Meaning::Month { year, month } => {
            year_in(year, &|year| Point::Month(year, month).days()).map(|year| Point::Month(year, month))
        }
        Meaning::Season { year, season } => {
            year_in(year, &|year| Point::Season(year, season).days()).map(|year| Point::Season(year, season))
        }
        Meaning::Quarter { year, number } => year_in(year, &|year| Point::Quarter(year, number).days())
            .map(|year| Point::Quarter(year, number)),
        Meaning::Half { year, number } => {
            year_in(year, &|year| Point::Half(year, number).days()).map(|year| Point::Half(year, number))
        }
        Meaning::Week { year, number } => {
            year_in(YearOf::named(year), &|year| Point::Week(year, number).days())
                .map(|year| Point::Week(year, number))
        }
        Meaning::Holiday { holiday, year } => {
            let day_in = |year| point::holiday(holiday, year).map(Point::Day);
            day_in(year_in(year, &|year| day_in(year)?.days())?)
        }
        Meaning::MonthWeek { year, month, number } => {
            let week_in = |year| point::week_of_month(year, month, number);
            week_in(year_in(year, &|year| week_in(year)?.days())?)
        }
        Meaning::Weekday { day, shift, week } => {
            let anchor = if context.narrative {
                context.last_day.or(context.anchor)
            } else {
                context.anchor
            };
            weekday(anchor?, day, shift, week, direction).map(Point::Day)
        }
        Meaning::Weekend => weekend(context.anchor?, direction),
        Meaning::FromToday(days) => {
            let today = if context.narrative {
                context.last_day
            } else {
                context.anchor
            };
            today?.checked_add(jiff::ToSpan::days(days)).ok().map(Point::Day)
        }
        // Years before Christ have no days to count from.
        Meaning::Shifted {
            unit: Unit::Year,
            shift,
        } if context.counts_years(shift.from) => i16::try_from(shift.by)
            .ok()?
            .checked_add(context.last_year?)
            .map(Point::Year),
        Meaning::Distance {
            unit: Unit::Year,
            count,
            from,
        } if context.counts_years(from) => i16::try_from(count)
            .ok()?
            .checked_add(context.last_year?)
            .map(Point::Year),
        Meaning::Shifted { unit, shift } => {
            shifted(context.origin(shift.from, unit, shift.by)?, unit, shift.by)
        }
        // "rose in the third quarter from a year earlier": the quarter of the year before
        Meaning::Distance {
            unit: Unit::Year,
            count: -1,
            ..
        } if context.recent.is_some_and(Point::is_part_of_year) => {
            context.recent.map(|point| point.years_later(-1))
        }
        Meaning::Distance { unit, count, from } => distance(context.origin(from, unit, count)?, unit, count),
        Meaning::TimeOfDay if context.timeless => None,
        Meaning::TimeOfDay => context.day_of_time(direction).map(Point::Day),
        Meaning::Opaque | Meaning::Duration(_) | Meaning::Set(_) | Meaning::Reference(_) => None,
    }
}

/// The year that is meant.
fn year_of(
    year: YearOf,
    direction: Direction,
    context: &Context,
    days_in: &dyn Fn(i16) -> Option<Days>,
) -> Option<i16> {
    let from = |by: i64, year: i16| i16::try_from(i64::from(year) + by).ok();
    match year {
        YearOf::Named(year) => Some(year),
        YearOf::Mention => context.last_year,
        YearOf::FromNow(by) if context.narrative => from(by, context.last_year?),
        YearOf::FromNow(by) => from(by, context.anchor?.year()),
        YearOf::Shifted(by) => {
            // "last winter" is over, "next winter" has not begun.
            let anchor = context.anchor?;
            let over = |year: &i16| days_in(*year).is_some_and(|days| days.latest < anchor);
            let ahead = |year: &i16| days_in(*year).is_some_and(|days| days.earliest > anchor);
            match by {
                0 => Some(anchor.year()),
                by if by < 0 => [anchor.year(), anchor.year() - 1].into_iter().find(over),
                _ => [anchor.year(), anchor.year() + 1].into_iter().find(ahead),
            }
        }
        YearOf::Open if context.narrative || context.anchor.is_none() => follows(context, days_in),
        YearOf::Open if context.framing_year.is_some() => context.framing_year,
        YearOf::Open => {
            if let Some(year) = context
                .told_year
                .filter(|_| matches!(direction, Direction::Before | Direction::Back))
            {
                return Some(year);
            }
            near_year(context.anchor?, direction, days_in)
        }
    }
}

/// In a narrative, the year in which it comes soon after the point where the story stands, whatever year was mentioned
/// by the way ("planned for 1976"); else the year of the date last mentioned, or the next where that lies far back in
/// the year: after December comes January.
fn follows(context: &Context, days_in: &dyn Fn(i16) -> Option<Days>) -> Option<i16> {
    let story = context
        .story
        .and_then(|point| Some((point.year()?, point.days()?)));
    if let Some((year, last)) = story {
        let soon = |year: &i16| {
            days_in(*year)
                .is_some_and(|here| (0..=SOON).contains(&(here.earliest - last.earliest).get_days()))
        };
        if let Some(year) = [year, year + 1].into_iter().find(soon) {
            return Some(year);
        }
    }
    let year = context.last_year?;
    let (Some(last), Some(here)) = (context.last.and_then(Point::days), days_in(year)) else {
        return Some(year);
    };
    let turns = !matches!(
        context.last,
        Some(Point::Year(_) | Point::Decade(_) | Point::Season(..))
    ) && (last.earliest - here.latest).get_days() > 270;
    Some(if turns { year + 1 } else { year })
}
