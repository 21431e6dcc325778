//! The timeline: where each deadline stands, and below them how many time expressions point to which time.

use jiff::civil::Date;
use jiff::{ToSpan, Unit};

use super::page::days;
use super::rows::{DateRow, DeadlineRow};

/// Width of the drawing in its own units.
pub(super) const WIDTH: f64 = 1000.0;
/// Free room on both sides, where what lies outside of the axis is put.
const SIDE: f64 = 24.0;
/// Height of a row of deadlines, and how many rows there are at most.
const ROW: f64 = 15.0;
const ROWS: usize = 20;
/// Height of the lane of dates, and the number of its bars.
const LANE: f64 = 44.0;
const BINS: usize = 120;
/// Room for the labels under the axis.
const FOOT: f64 = 24.0;
/// At most so many labels stand on the axis.
const TICKS: i32 = 10;

/// A drawing ready for the page.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Timeline {
    pub height: f64,
    /// Where the axis lies.
    pub axis: f64,
    pub marks: Vec<Mark>,
    pub bars: Vec<Bar>,
    pub ticks: Vec<Tick>,
    /// Deadlines for which there was no room.
    pub left_out: usize,
    /// Deadlines and dates that lie before or after the axis.
    pub outside: usize,
}

/// A deadline: from its earliest to its latest day.
#[derive(Debug, PartialEq)]
pub(super) struct Mark {
    pub x: f64,
    pub y: f64,
    pub width: f64,
    pub kind: String,
    pub label: String,
    pub anchor: String,
}

/// How many time expressions point into a stretch of time.
#[derive(Debug, PartialEq)]
pub(super) struct Bar {
    pub x: f64,
    pub y: f64,
    pub width: f64,
    pub height: f64,
    pub label: String,
}

/// A date on the axis.
#[derive(Debug, PartialEq)]
pub(super) struct Tick {
    pub x: f64,
    pub label: String,
}

/// The stretch of time that is drawn.
#[derive(Debug, Clone, Copy)]
struct Axis {
    first: Date,
    last: Date,
}

impl Timeline {
    /// Places deadlines (with the anchors of their passages) and dates that have days.
    pub fn new<'t>(
        deadlines: impl Iterator<Item = (&'t DeadlineRow, &'t str)>,
        dates: impl Iterator<Item = &'t DateRow>,
    ) -> Self {
        let mut periods: Vec<(Date, Date, &DeadlineRow, &str)> = deadlines
            .filter_map(|(row, anchor)| {
                let latest: Date = row.latest.parse().ok()?;
                let earliest = row.earliest.parse().unwrap_or(latest).min(latest);
                Some((earliest, latest, row, anchor))
            })
            .collect();
        periods.sort_by_key(|(earliest, latest, ..)| (*earliest, *latest));
        // decades and centuries are no points in time
        let mut middles: Vec<Date> = dates
            .filter_map(|row| middle(row.earliest.parse().ok()?, row.latest.parse().ok()?))
            .collect();
        middles.sort_unstable();
        let basis: Vec<Date> = if periods.is_empty() {
            middles.clone()
        } else {
            periods.iter().map(|(_, latest, ..)| *latest).collect()
        };
        let Some(axis) = Axis::around(basis) else {
            return Self::default();
        };

        let mut timeline = Self::default();
        let rows = timeline.place(&periods, axis);
        timeline.axis = rows as f64 * ROW + 8.0;
        let lane = if middles.is_empty() { 0.0 } else { LANE };
        timeline.height = timeline.axis + FOOT + lane;
        for mark in &mut timeline.marks {
            mark.y = timeline.axis - 6.0 - mark.y;
        }
        timeline.count(&middles, axis);
        timeline.ticks = axis.ticks();
        timeline
    }

    /// Puts each deadline into the lowest row that is free; the number of rows.
    fn place(&mut self, periods: &[(Date, Date, &DeadlineRow, &str)], axis: Axis) -> usize {
        let mut ends: Vec<f64> = Vec::new();
        for (earliest, latest, row, anchor) in periods {
            self.outside += usize::from(*latest < axis.first || *latest > axis.last);
            let (from, to) = (axis.x(*earliest), axis.x(*latest));
            let width = (to - from).max(0.0) + 12.0;
            let x = from - 6.0;
            let free = ends.iter().position(|end| *end + 2.0 <= x);
            let place = match free {
                Some(place) => place,
                None if ends.len() < ROWS => {
                    ends.push(0.0);
                    ends.len() - 1
                }
                None => {
                    self.left_out += 1;
                    continue;
                }
            };
            ends[place] = x + width;
            self.marks.push(Mark {
                x: rounded(x),
                y: place as f64 * ROW + 6.0,
                width: rounded(width),
                kind: row.kind.clone(),
                label: format!(
                    "{}, {}: {}",
                    days(&row.earliest, &row.latest),
                    row.kind,
                    row.action
                ),
                anchor: (*anchor).to_owned(),
            });
        }
        ends.len().max(1)
    }

    /// Draws the lane of dates.
    fn count(&mut self, middles: &[Date], axis: Axis) {
        let width = (WIDTH - 2.0 * SIDE) / BINS as f64;
        let mut bins = vec![0_usize; BINS];
        for &day in middles {
            if day < axis.first || day > axis.last {
                self.outside += 1;
            } else {
                let bin = ((axis.x(day) - SIDE) / width) as usize;
                bins[bin.min(BINS - 1)] += 1;
            }
        }
        let most = bins.iter().copied().max().unwrap_or(0).max(1) as f64;
        for (bin, count) in bins.into_iter().enumerate().filter(|(_, count)| *count > 0) {
            let height = (LANE - 8.0) * count as f64 / most;
            let x = SIDE + bin as f64 * width;
            let plural = if count == 1 { "" } else { "s" };
            self.bars.push(Bar {
                x: rounded(x),
                y: rounded(self.axis + FOOT + 4.0),
                width: rounded(width - 1.0),
                height: rounded(height.max(1.0)),
                label: format!(
                    "{count} time expression{plural} around {}",
                    axis.day(x + width / 2.0)
                ),
            });
        }
    }
}

impl Axis {
    /// From the first to the last day; days far away from the others do not stretch it.
    fn around(mut days: Vec<Date>) -> Option<Self> {
        days.sort_unstable();
        let at = |share: usize| days.get(days.len() * share / 4).copied();
        let (low, high) = (at(1)?, at(3)?);
        let reach = (3 * distance(low, high)).clamp(90, 1_000_000).days();
        let first = low.checked_sub(reach).map_or(days[0], |limit| limit.max(days[0]));
        let end = days[days.len() - 1];
        let last = high.checked_add(reach).map_or(end, |limit| limit.min(end));
        Some(Self {
            first,
            last: last.max(first.checked_add(1.day()).unwrap_or(last)),
        })
    }

    /// Where a day stands; days outside stand at the edges.
    fn x(self, day: Date) -> f64 {
        if day < self.first {
            return 8.0;
        }
        if day > self.last {
            return WIDTH - 8.0;
        }
        let share = distance(self.first, day) as f64 / distance(self.first, self.last).max(1) as f64;
        SIDE + share * (WIDTH - 2.0 * SIDE)
    }

    /// The day at a place.
    fn day(self, x: f64) -> Date {
        let share = (x - SIDE) / (WIDTH - 2.0 * SIDE);
        let days = (share * distance(self.first, self.last) as f64) as i64;
        self.first.checked_add(days.days()).unwrap_or(self.last)
    }

    /// The dates that are written under the axis: days, weeks, months or years.
    fn ticks(self) -> Vec<Tick> {
        let span = distance(self.first, self.last);
        let mut ticks = Vec::new();
        if span <= 10 * i64::from(TICKS) {
            let step = (span / i64::from(TICKS)).max(1);
            let mut day = self.first;
            while day <= self.last {
                ticks.push(self.tick(day, day.to_string()));
                match day.checked_add(step.days()) {
                    Ok(next) => day = next,
                    Err(_) => break,
                }
            }
            return ticks;
        }
        let months = span as f64 / 30.44;
        let steps = [1, 2, 3, 6, 12, 24, 60, 120, 240, 600, 1200, 12000, 120_000];
        let step = steps
            .into_iter()
            .find(|step| months / f64::from(*step) <= f64::from(TICKS))
            .unwrap_or(120_000);
        // months since year 0, so that years and decades begin where people expect them
        let number = |day: Date| i32::from(day.year()) * 12 + i32::from(day.month()) - 1;
        let mut month = number(self.first).div_euclid(step) * step;
        while month <= number(self.last) {
            let (year, of_year) = (month.div_euclid(12), month.rem_euclid(12) + 1);
            let day = i16::try_from(year)
                .ok()
                .and_then(|year| Date::new(year, of_year as i8, 1).ok());
            if let Some(day) = day.filter(|day| *day >= self.first) {
                let label = if step < 12 {
                    format!("{year}-{of_year:02}")
                } else {
                    year.to_string()
                };
                ticks.push(self.tick(day, label));
            }
            month += step;
        }
        ticks
    }

    fn tick(self, day: Date, label: String) -> Tick {
        Tick {
            x: rounded(self.x(day)),
            label,
        }
    }
}

/// Days from one day to another.
fn distance(from: Date, to: Date) -> i64 {
    from.until((Unit::Day, to))
        .map_or(0, |span| i64::from(span.get_days()))
}

/// The middle of a period of at most a year.
fn middle(earliest: Date, latest: Date) -> Option<Date> {
    let length = distance(earliest, latest);
    if (0..=366).contains(&length) {
        earliest.checked_add((length / 2).days()).ok()
    } else {
        None
    }
}

fn rounded(number: f64) -> f64 {
    (number * 10.0).round() / 10.0
}

#[cfg(test)]
mod tests {
    use super::*;

    fn deadline(earliest: &str, latest: &str) -> DeadlineRow {
        DeadlineRow {
            doc_id: "1".into(),
            kind: "due".into(),
            date_text: String::new(),
            earliest: earliest.into(),
            latest: latest.into(),
            action: "liefern".into(),
            responsible: String::new(),
            start: 0,
            end: 1,
        }
    }

    fn timeline(days: &[(&str, &str)]) -> Timeline {
        let rows: Vec<DeadlineRow> = days.iter().map(|(from, to)| deadline(from, to)).collect();
        Timeline::new(rows.iter().map(|row| (row, "d0-0")), std::iter::empty())
    }

    #[test]
    fn deadlines_of_one_day_stand_above_each_other_and_periods_are_long() {
        let drawn = timeline(&[
            ("2024-05-01", "2024-05-01"),
            ("2024-05-01", "2024-05-01"),
            ("2024-05-10", "2024-05-20"),
        ]);
        assert_eq!(drawn.marks[0].x, drawn.marks[1].x);
        assert_eq!(drawn.marks[0].y - drawn.marks[1].y, ROW);
        assert!(drawn.marks[2].width > 300.0, "{drawn:?}");
        assert_eq!(drawn.ticks[0].label, "2024-05-01");
    }

    #[test]
    fn a_day_far_away_does_not_squeeze_the_others() {
        let mut days = [("2024-05-01", "2024-05-01"), ("2024-05-20", "2024-05-20")].repeat(5);
        days.push(("2124-01-01", "2124-01-01"));
        let drawn = timeline(&days);
        assert_eq!(drawn.outside, 1);
        assert!(drawn.marks.iter().all(|mark| mark.x + mark.width <= WIDTH));
        assert!(drawn.marks[5].x - drawn.marks[0].x > 100.0, "{drawn:?}");
    }

    #[test]
    fn very_many_deadlines_stay_in_their_room_and_the_rest_is_counted() {
        let drawn = timeline(&[("2024-05-01", "2024-05-01")].repeat(500));
        assert_eq!((drawn.marks.len(), drawn.left_out), (ROWS, 500 - ROWS));
        assert_eq!(timeline(&[]), Timeline::default());
        assert_eq!(timeline(&[("", "")]), Timeline::default());
    }

    #[test]
    fn the_axis_has_years_for_long_and_months_for_middle_times() {
        let labels =
            |days| -> Vec<String> { timeline(days).ticks.into_iter().map(|tick| tick.label).collect() };
        assert_eq!(
            labels(&[("2021-03-01", "2021-03-01"), ("2021-09-01", "2021-09-01")])[0],
            "2021-03"
        );
        let years = labels(&[("2001-03-01", "2001-03-01"), ("2011-09-01", "2011-09-01")]);
        assert!(
            years.contains(&"2002".to_owned()) && years.len() <= 11,
            "{years:?}"
        );
    }
}
