//! Words with a hyphen: "two-year", "third-quarter", "mid-November 2010", "mid-1990s", "19th-century".

use super::super::cursor::Cursor;
use super::super::found::{Found, Meaning, YearOf};
use super::super::sense::{Amount, Origin, Sense, Shift, Unit, UnitWord};
use super::{calendar, duration, period};

/// An expression of one word with a hyphen, and the year behind it.
pub(super) fn hyphened(c: &Cursor<'_>, at: usize) -> Option<Found> {
    if !c.is_hyphened(at) {
        return None;
    }
    let (first, last) = c.word(at).split_once('-')?;
    let (first_senses, last_senses) = (c.senses_of(first), c.senses_of(last));
    // "two-and-a-half-year", "twenty-five-year"
    if let Some((amount, unit)) = c
        .word(at)
        .rsplit_once('-')
        .filter(|(amount, _)| amount.contains('-'))
        && let Some(Sense::Unit(UnitWord { unit, plural: false })) = c.senses_of(unit).first().copied()
    {
        return with_unit(c, at, amount, c.senses_of(amount), unit);
    }
    let unit = last_senses.iter().find_map(|sense| match *sense {
        Sense::Unit(UnitWord { unit, plural: false }) => Some(unit),
        _ => None,
    });
    let edge = first_senses.iter().find_map(|sense| match *sense {
        Sense::Early(edge) => Some(edge),
        _ => None,
    });
    // "first-half"
    if let Some(number) = ordinal_of(first_senses).filter(|&number| number <= 2 && !c.german)
        && last_senses.contains(&Sense::Half)
    {
        let (year, end) = calendar::year_after(c, at + 1).unwrap_or((YearOf::Open, at + 1));
        return Some(Found::new(at, end, Meaning::Half { year, number }));
    }
    match (edge, unit) {
        (Some(edge), None) => edged(c, at, edge, last, last_senses),
        // "mid-year"
        (Some("MID"), Some(unit @ (Unit::Year | Unit::Month | Unit::Week))) => {
            let shift = Shift {
                by: 0,
                from: Origin::Document,
            };
            Some(Found {
                modifier: "MID",
                ..Found::new(at, at + 1, Meaning::Shifted { unit, shift })
            })
        }
        (_, Some(unit)) => with_unit(c, at, first, first_senses, unit),
        _ => None,
    }
}

fn ordinal_of(senses: &[Sense]) -> Option<i8> {
    senses.iter().find_map(|sense| match *sense {
        Sense::Ordinal(number) => Some(number),
        _ => None,
    })
}

/// "mid-1990s", "late-March": the first part is an edge, the last a word of its own.
fn edged(c: &Cursor<'_>, at: usize, modifier: &'static str, last: &str, senses: &[Sense]) -> Option<Found> {
    let named = calendar::year_after(c, at + 1).unwrap_or((YearOf::Open, at + 1));
    let own = (YearOf::Open, at + 1);
    let plain_year = || {
        last.parse()
            .ok()
            .filter(|year| last.len() == 4 && (1000..2200).contains(year))
    };
    let (meaning, end) = senses
        .iter()
        .find_map(|sense| match *sense {
            Sense::Month(month) => Some((Meaning::Month { year: named.0, month }, named.1)),
            Sense::Season(season) => Some((
                Meaning::Season {
                    year: named.0,
                    season,
                },
                named.1,
            )),
            Sense::Decade(decade) => Some((Meaning::Decade(decade), own.1)),
            _ => None,
        })
        .or_else(|| period::decade_of(last).map(|decade| (Meaning::Decade(decade), own.1)))
        .or_else(|| plain_year().map(|year| (Meaning::Year(year), own.1)))?;
    Some(Found {
        modifier,
        ..Found::new(at, end, meaning)
    })
}

/// "two-year", "third-quarter", "19th-century", "6-month".
fn with_unit(c: &Cursor<'_>, at: usize, first: &str, senses: &[Sense], unit: Unit) -> Option<Found> {
    let ordinal = ordinal_of(senses);
    let digits = first.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let ordinal = ordinal.or_else(|| digits.parse().ok().filter(|_| digits.len() < first.len()));
    let meaning = match (ordinal, unit) {
        (Some(number), Unit::Quarter) if number <= 4 => {
            let (year, end) = calendar::year_after(c, at + 1).unwrap_or((YearOf::Open, at + 1));
            return Some(Found::new(at, end, Meaning::Quarter { year, number }));
        }
        (Some(number), Unit::Century) => Meaning::Century(i16::from(number) - 1),
        // "one-quarter of the votes"
        (None, Unit::Quarter) => return None,
        (None, unit) if !c.german => {
            let amount = senses.iter().find_map(|sense| match *sense {
                Sense::Number(Amount::Exactly(count)) => Some(count),
                _ => None,
            });
            let amount = amount.or_else(|| first.parse().ok().filter(|_| first.len() < 5))?;
            Meaning::Duration(duration(Amount::Exactly(amount), unit)?)
        }
        _ => return None,
    };
    Some(Found::new(at, at + 1, meaning))
}
