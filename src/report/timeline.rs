//! The timeline of deadlines: where each dot stands.

use jiff::civil::Date;

use super::rows::DeadlineRow;

/// Width of the drawing in its own units.
pub(super) const WIDTH: f64 = 1000.0;
/// Distance between two rows of dots.
const ROW: f64 = 16.0;
/// Room for the years under the dots.
const FOOT: f64 = 28.0;

/// A drawing ready for the page.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Timeline {
    pub height: f64,
    pub dots: Vec<Dot>,
    pub ticks: Vec<Tick>,
}

/// A deadline.
#[derive(Debug, PartialEq)]
pub(super) struct Dot {
    pub x: f64,
    pub y: f64,
    pub kind: String,
    pub label: String,
    pub anchor: String,
}

/// A date on the axis.
#[derive(Debug, PartialEq)]
pub(super) struct Tick {
    pub x: f64,
    pub label: String,
}

impl Timeline {
    /// Places the deadlines that have a day; those of one place stand above each other.
    pub fn new(deadlines: &[DeadlineRow]) -> Self {
        let mut dated: Vec<(Date, &DeadlineRow)> = deadlines
            .iter()
            .filter_map(|row| Some((row.latest.parse().ok()?, row)))
            .collect();
        dated.sort_by_key(|(day, _)| *day);
        let (Some(&(first, _)), Some(&(last, _))) = (dated.first(), dated.last()) else {
            return Self::default();
        };
        let days = |day: Date| f64::from((day - first).get_days());
        let scale = (WIDTH - 40.0) / days(last).max(1.0);
        let place = |day: Date| 20.0 + days(day) * scale;

        let mut columns = std::collections::BTreeMap::<u32, usize>::new();
        let mut dots = Vec::new();
        for (day, row) in dated {
            let column = columns.entry((place(day) / ROW) as u32).or_default();
            dots.push(Dot {
                x: place(day),
                y: *column as f64 * ROW,
                kind: row.kind.clone(),
                label: format!("{}: {} ({})", row.latest, row.action, row.kind),
                anchor: format!("d-{}-{}", row.doc_id, row.deadline_id),
            });
            *column += 1;
        }
        let rows = columns.values().copied().max().unwrap_or(0);
        let height = rows as f64 * ROW + FOOT;
        dots.iter_mut()
            .for_each(|dot| dot.y = height - FOOT - 8.0 - dot.y);
        let mut ticks = vec![Tick {
            x: place(first),
            label: first.to_string(),
        }];
        if last != first {
            ticks.push(Tick {
                x: place(last),
                label: last.to_string(),
            });
        }
        Self { height, dots, ticks }
    }
}
