//! What the rules find, before it is placed on the calendar.

use super::sense::{Holiday, Shift, Unit};

/// What an expression means.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Meaning {
    /// A day of a month, in a year where one is named.
    Day {
        year: YearOf,
        month: i8,
        day: i8,
    },
    /// A month, in a year where one is named or a word says which ("last May", "Mai dieses Jahres").
    Month {
        year: YearOf,
        month: i8,
    },
    /// A year; before Christ it is below zero, here and in [`YearOf`].
    Year(i16),
    /// A year that is no calendar year ("Saison 2014/15"): the year it begins in, its first month and its months.
    YearLike {
        year: i16,
        first: i8,
        months: i8,
        two: bool,
    },
    /// A weekday, in another week where a word says so.
    Weekday {
        day: i8,
        shift: Option<i64>,
        week: Option<i64>,
    },
    /// Days from today.
    FromToday(i64),
    /// This, last, next unit.
    Shifted {
        unit: Unit,
        shift: Shift,
    },
    /// "the weekend".
    Weekend,
    /// A calendar week of the year.
    Week {
        year: Option<i16>,
        number: i8,
    },
    /// The week of a month ("dritte Maiwoche"), the last one -1.
    MonthWeek {
        year: YearOf,
        month: i8,
        number: i8,
    },
    Season {
        year: YearOf,
        season: &'static str,
    },
    Quarter {
        year: YearOf,
        number: i8,
    },
    Half {
        year: YearOf,
        number: i8,
    },
    /// The years 10 n to 10 n + 9.
    Decade(i16),
    /// The years 100 n to 100 n + 99.
    Century(i16),
    /// Fifty years, of which TIMEX3 knows the century alone.
    HalfCentury {
        century: i16,
        number: i8,
    },
    Holiday {
        holiday: Holiday,
        year: YearOf,
    },
    /// So many units back, or ahead.
    Distance {
        unit: Unit,
        count: i64,
        from: super::sense::Origin,
    },
    Duration(String),
    Set(String),
    Reference(&'static str),
    /// A clock time or part of the day, of the day of an expression beside it; the time is in [`Found::time`].
    TimeOfDay,
    /// A time that has no place on the calendar ("letzte Saison", "at night").
    Opaque,
}

/// The year of a month, quarter, season.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum YearOf {
    /// It is named.
    Named(i16),
    /// So many years from the document's: "im Mai dieses Jahres".
    FromNow(i64),
    /// The last, this or the next one of its kind: "last May".
    Shifted(i64),
    /// The date last mentioned says it: "May of that year".
    Mention,
    /// Nothing is said.
    Open,
}

impl YearOf {
    pub fn named(year: Option<i16>) -> Self {
        year.map_or(YearOf::Open, YearOf::Named)
    }
}

/// A time of the day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Time {
    /// MO, MI, AF, EV, NI.
    Part(&'static str),
    Clock {
        hour: u8,
        minute: u8,
    },
    /// The night before a day ("in der Nacht zum Dienstag").
    Eve,
}

/// What a rule found: tokens of the sentence, counted from its first.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Found {
    /// First token.
    pub start: usize,
    /// The token after the last.
    pub end: usize,
    pub meaning: Meaning,
    /// TIMEX3 mod: START, MID, END, APPROX …
    pub modifier: &'static str,
    pub time: Option<Time>,
}

impl Found {
    pub fn new(start: usize, end: usize, meaning: Meaning) -> Self {
        Self {
            start,
            end,
            meaning,
            modifier: "",
            time: None,
        }
    }

    pub fn with_time(self, time: Time) -> Self {
        Self {
            time: Some(time),
            ..self
        }
    }

    /// True for a day that a clock time can belong to.
    pub fn is_day(&self) -> bool {
        matches!(
            self.meaning,
            Meaning::Day { .. } | Meaning::Weekday { .. } | Meaning::FromToday(_) | Meaning::Holiday { .. }
        ) || matches!(&self.meaning, Meaning::Shifted { unit: Unit::Day, .. })
    }
}
