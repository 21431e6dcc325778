//! Points and periods on the calendar, their TIMEX3 values and their days.

use jiff::ToSpan;
use jiff::civil::{Date, ISOWeekDate, Weekday};

use super::sense::Holiday;
use crate::analysis::Days;

/// A point or period that has its place on the calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Point {
    Day(Date),
    Week(i16, i8),
    Weekend(i16, i8),
    Month(i16, i8),
    Quarter(i16, i8),
    Half(i16, i8),
    Season(i16, &'static str),
    Year(i16),
    /// The years 10 n to 10 n + 9.
    Decade(i16),
    /// The years 100 n to 100 n + 99, as TIMEX3 writes it.
    Century(i16),
    /// The first or second fifty years of a century.
    HalfCentury(i16, i8),
    /// A year that begins in another month than January; with `months` 0, which is not told. `two` where it names two years.
    YearLike {
        year: i16,
        first: i8,
        months: i8,
        two: bool,
    },
}

impl Point {
    /// The TIMEX3 value.
    pub fn value(self) -> String {
        match self {
            Point::Day(day) => day.to_string(),
            Point::Week(year, week) => format!("{year:04}-W{week:02}"),
            Point::Weekend(year, week) => format!("{year:04}-W{week:02}-WE"),
            Point::Month(year, month) => format!("{}-{month:02}", digits(year, 4)),
            Point::Quarter(year, quarter) => format!("{}-Q{quarter}", digits(year, 4)),
            Point::Half(year, half) => format!("{}-H{half}", digits(year, 4)),
            Point::Season(year, season) => format!("{}-{season}", digits(year, 4)),
            Point::Year(year) => digits(year, 4),
            Point::Decade(decade) => digits(decade, 3),
            Point::Century(century) | Point::HalfCentury(century, _) => digits(century, 2),
            Point::YearLike { year, .. } => format!("{year:04}"),
        }
    }

    /// True for a month, quarter or half of a year.
    pub fn is_part_of_year(self) -> bool {
        matches!(self, Point::Month(..) | Point::Quarter(..) | Point::Half(..))
    }

    /// The same part of another year.
    pub fn years_later(self, years: i16) -> Self {
        match self {
            Point::Month(year, month) => Point::Month(year + years, month),
            Point::Quarter(year, quarter) => Point::Quarter(year + years, quarter),
            Point::Half(year, half) => Point::Half(year + years, half),
            point => point,
        }
    }

    /// The year that it lies in, where it is one.
    pub fn year(self) -> Option<i16> {
        match self {
            Point::Day(day) => Some(day.year()),
            Point::Week(year, _)
            | Point::Weekend(year, _)
            | Point::Month(year, _)
            | Point::Quarter(year, _)
            | Point::Half(year, _)
            | Point::Season(year, _)
            | Point::Year(year)
            | Point::YearLike { year, .. } => Some(year),
            Point::Decade(_) | Point::Century(_) | Point::HalfCentury(..) => None,
        }
    }

    /// Its year, decade or century.
    fn number(self) -> i16 {
        match self {
            Point::Decade(number) | Point::Century(number) | Point::HalfCentury(number, _) => number,
            point => point.year().unwrap_or(0),
        }
    }

    /// First and last day; `None` outside the calendar's range.
    pub fn days(self) -> Option<Days> {
        let days = |earliest, latest| Some(Days { earliest, latest });
        // The calendar before Christ is another one.
        if self.number() < 0 {
            return None;
        }
        let months = |year: i16, first: i8, count: i32| {
            let earliest = Date::new(year, first, 1).ok()?;
            let latest = earliest
                .checked_add(count.months())
                .ok()?
                .checked_sub(1.day())
                .ok()?;
            Some(Days { earliest, latest })
        };
        let week = |year: i16, week: i8, weekday| Some(ISOWeekDate::new(year, week, weekday).ok()?.date());
        match self {
            Point::Day(day) => days(day, day),
            Point::Week(year, number) => days(
                week(year, number, Weekday::Monday)?,
                week(year, number, Weekday::Sunday)?,
            ),
            Point::Weekend(year, number) => days(
                week(year, number, Weekday::Saturday)?,
                week(year, number, Weekday::Sunday)?,
            ),
            Point::Month(year, month) => months(year, month, 1),
            Point::Quarter(year, quarter) => months(year, quarter * 3 - 2, 3),
            Point::Half(year, half) => months(year, half * 6 - 5, 6),
            Point::Season(year, season) => match season {
                "SP" => months(year, 3, 3),
                "SU" => months(year, 6, 3),
                "FA" => months(year, 9, 3),
                _ => months(year, 12, 3),
            },
            Point::Year(year) => months(year, 1, 12),
            Point::Decade(decade) => days(
                Date::new(decade.checked_mul(10)?, 1, 1).ok()?,
                Date::new(decade * 10 + 9, 12, 31).ok()?,
            ),
            Point::Century(century) => days(
                Date::new(century.checked_mul(100)?, 1, 1).ok()?,
                Date::new(century * 100 + 99, 12, 31).ok()?,
            ),
            Point::HalfCentury(century, number) => {
                let half = century.checked_mul(2)? + i16::from(number) - 1;
                days(
                    Date::new(half.checked_mul(50)?, 1, 1).ok()?,
                    Date::new(half * 50 + 49, 12, 31).ok()?,
                )
            }
            // Of a year whose first month nobody tells, all the days that it may have.
            Point::YearLike {
                year, months: 0, two, ..
            } => months(year, 1, if two { 24 } else { 12 }),
            Point::YearLike {
                year,
                first,
                months: count,
                ..
            } => months(year, first, i32::from(count)),
        }
    }

    /// The days of the beginning, middle or end (guidelines: thirds of a month, four months of a year; of other periods
    /// their thirds).
    pub fn edge(self, edge: &str) -> Option<Days> {
        let days = self.days()?;
        let part = |earliest, latest| Some(Days { earliest, latest });
        match (self, edge) {
            (Point::Month(year, month), "START") => part(days.earliest, Date::new(year, month, 10).ok()?),
            (Point::Month(year, month), "MID") => {
                part(Date::new(year, month, 11).ok()?, Date::new(year, month, 20).ok()?)
            }
            (Point::Month(year, month), "END") => part(Date::new(year, month, 21).ok()?, days.latest),
            (Point::Year(year), "START") => part(days.earliest, Date::new(year, 4, 30).ok()?),
            (Point::Year(year), "MID") => part(Date::new(year, 5, 1).ok()?, Date::new(year, 8, 31).ok()?),
            (Point::Year(year), "END") => part(Date::new(year, 9, 1).ok()?, days.latest),
            // Whole years of a decade or century, the middle one the shortest.
            (Point::HalfCentury(..), _) => Some(days),
            (Point::Quarter(..) | Point::Half(..) | Point::Season(..), _) => month_third(days, edge),
            (Point::Decade(first), _) => years(first, 10, edge),
            (Point::Century(first), _) => years(first, 100, edge),
            (_, edge) => {
                let length = i64::from((days.latest - days.earliest).get_days()) + 1;
                let third = |n: i64| days.earliest.checked_add((length * n / 3).days()).ok();
                match edge {
                    "START" => part(
                        days.earliest,
                        third(1)?.checked_sub(1.day()).ok()?.max(days.earliest),
                    ),
                    "MID" => part(third(1)?, third(2)?.checked_sub(1.day()).ok()?.max(third(1)?)),
                    "END" => part(third(2)?, days.latest),
                    _ => Some(days),
                }
            }
        }
    }
}

/// The third of some months, in whole months.
fn month_third(days: Days, edge: &str) -> Option<Days> {
    let count = i64::from((days.latest - days.earliest).get_days() / 28);
    let month = |n: i64| days.earliest.checked_add((count * n / 3).months()).ok();
    let (from, to) = match edge {
        "START" => (0, 1),
        "MID" => (1, 2),
        "END" => (2, 3),
        _ => (0, 3),
    };
    Some(Days {
        earliest: month(from)?,
        latest: month(to)?.yesterday().ok()?,
    })
}

/// The third of `count` years that begin at `first * count`.
fn years(first: i16, count: i16, edge: &str) -> Option<Days> {
    let (from, to) = match edge {
        "START" => (0, count * 4 / 10),
        "MID" => (count * 4 / 10, count * 7 / 10),
        "END" => (count * 7 / 10, count),
        _ => (0, count),
    };
    let start = first.checked_mul(count)?;
    Some(Days {
        earliest: Date::new(start + from, 1, 1).ok()?,
        latest: Date::new(start + to - 1, 12, 31).ok()?,
    })
}

/// A year, decade or century in so many digits, with BC before it where it is below zero.
fn digits(number: i16, width: usize) -> String {
    let sign = if number < 0 { "BC" } else { "" };
    format!("{sign}{:0width$}", number.unsigned_abs())
}

/// The week that holds a day.
pub(super) fn week_of(day: Date) -> (i16, i8) {
    let week = day.iso_week_date();
    (week.year(), week.week())
}

/// The week of a month: the one that has most of its days there, as in weeks of the year; -1 is the last.
pub(super) fn week_of_month(year: i16, month: i8, number: i8) -> Option<Point> {
    let first = Date::new(year, month, 1).ok()?;
    let day = match number {
        1..=4 => 7 * number - 3,
        -1 => first.days_in_month() - 3,
        _ => return None,
    };
    let (year, week) = week_of(Date::new(year, month, day).ok()?);
    Some(Point::Week(year, week))
}

/// The day of a holiday in a year.
pub(super) fn holiday(holiday: Holiday, year: i16) -> Option<Date> {
    match holiday {
        Holiday::Fixed(month, day) => Date::new(year, month, day).ok(),
        Holiday::Easter(offset) => easter(year)?.checked_add(offset.days()).ok(),
        Holiday::Nth(month, weekday, nth, plus) => {
            let weekday = Weekday::from_monday_one_offset(weekday).ok()?;
            let first = Date::new(year, month, 1).ok()?;
            first
                .nth_weekday_of_month(nth, weekday)
                .ok()?
                .checked_add(plus.days())
                .ok()
        }
        Holiday::Advent(offset) => {
            // The fourth Sunday of Advent is the last before Christmas Day.
            let christmas = Date::new(year, 12, 25).ok()?;
            christmas
                .nth_weekday(-1, Weekday::Sunday)
                .ok()?
                .checked_add(offset.days())
                .ok()
        }
    }
}

/// The value of a holiday in a year that is not known.
pub(super) fn open_holiday(holiday: Holiday) -> String {
    match holiday {
        Holiday::Fixed(month, day) => format!("XXXX-{month:02}-{day:02}"),
        _ => "XXXX-XX-XX".to_owned(),
    }
}

/// Easter Sunday of the Gregorian calendar (Meeus, Astronomical Algorithms, chapter 8).
pub(super) fn easter(year: i16) -> Option<Date> {
    let year = i32::from(year);
    let (a, b, c) = (year % 19, year / 100, year % 100);
    let (d, e) = (b / 4, b % 4);
    let g = (8 * b + 13) / 25;
    let h = (19 * a + b - d - g + 15) % 30;
    let (i, k) = (c / 4, c % 4);
    let l = (32 + 2 * e + 2 * i - h - k) % 7;
    let m = (a + 11 * h + 19 * l) / 433;
    let month = (h + l - 7 * m + 90) / 25;
    let day = (h + l - 7 * m + 33 * month + 19) % 32;
    Date::new(year as i16, month as i8, day as i8).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn easter_is_where_the_calendars_have_it() {
        for (year, month, day) in [
            (1900, 4, 15),
            (1954, 4, 18),
            (2000, 4, 23),
            (2019, 4, 21),
            (2024, 3, 31),
            (2038, 4, 25),
            (2100, 3, 28),
        ] {
            assert_eq!(easter(year), Some(date(year, month, day)));
        }
    }

    #[test]
    fn week_53_and_leap_years_have_their_days() {
        let days = Point::Week(2020, 53).days().unwrap();
        assert_eq!(
            (days.earliest, days.latest),
            (date(2020, 12, 28), date(2021, 1, 3))
        );
        assert_eq!(Point::Month(2024, 2).days().unwrap().latest, date(2024, 2, 29));
        assert_eq!(
            Point::Season(2023, "WI").days().unwrap().latest,
            date(2024, 2, 29)
        );
        assert_eq!(
            Point::Month(2024, 2).edge("END").unwrap().earliest,
            date(2024, 2, 21)
        );
    }
}
