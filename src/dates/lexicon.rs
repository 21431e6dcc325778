//! The words of time expressions of one language.

use std::collections::HashMap;

use crate::language::lexicon;

/// What a word may be in a time expression.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Sense {
    Month(i8),
    /// 1 Monday to 7 Sunday.
    Weekday(i8),
    Unit(Unit),
    Number(Amount),
    Ordinal(i8),
    Season(&'static str),
    Part(&'static str),
    /// Days from today.
    Day(i64),
    Reference(&'static str),
    Edge(&'static str),
    /// -1 last, 0 this, 1 next.
    Shift(i64),
    Every,
    Approximate(&'static str),
    Set(&'static str),
    Duration(&'static str),
    Holiday(Holiday),
    /// A participle that says that its noun lies ahead ("geplante").
    Ahead,
    /// The lemma of a verb that sets a date ahead, also in the past tense.
    SetsAhead,
    /// The lemma of a modal that looks ahead also in the past tense.
    Modal,
    /// The last part of a noun that may lie ahead as well as back ("Wahl").
    Event,
}

/// A unit of time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Unit {
    Day,
    Week,
    Month,
    Year,
    Decade,
    Century,
    Quarter,
    Half,
    Hour,
    Minute,
    Second,
    Weekend,
    /// A season of sport.
    Season,
}

/// How many.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Amount {
    Exactly(f32),
    Some,
}

/// When a holiday is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Holiday {
    Fixed(i8, i8),
    /// Days from Easter Sunday.
    Easter(i64),
}

/// The words.
#[derive(Debug, Default)]
pub(super) struct Words(HashMap<&'static str, Vec<Sense>>);

pub(super) const GERMAN: &str = include_str!("../language/de/dates.txt");
pub(super) const ENGLISH: &str = include_str!("../language/en/dates.txt");

impl Words {
    pub fn parse(file: &'static str) -> Self {
        let mut words = Self::default();
        for entry in lexicon::entries(file) {
            if let [role, word, value] = entry[..] {
                words.0.entry(word).or_default().extend(sense(role, value));
            }
        }
        words
    }

    /// What a word in lower case may be.
    pub fn senses(&self, word: &str) -> &[Sense] {
        self.0.get(word).map_or(&[], Vec::as_slice)
    }
}

fn sense(role: &str, value: &'static str) -> Option<Sense> {
    Some(match role {
        "month" => Sense::Month(value.parse().ok()?),
        "weekday" => Sense::Weekday(value.parse().ok()?),
        "ordinal" => Sense::Ordinal(value.parse().ok()?),
        "day" => Sense::Day(value.parse().ok()?),
        "shift" => Sense::Shift(value.parse().ok()?),
        "number" if value == "X" => Sense::Number(Amount::Some),
        "number" => Sense::Number(Amount::Exactly(value.parse().ok()?)),
        "season" => Sense::Season(value),
        "part" => Sense::Part(value),
        "ref" => Sense::Reference(value),
        "edge" => Sense::Edge(value),
        "every" => Sense::Every,
        "ahead" => Sense::Ahead,
        "sets-ahead" => Sense::SetsAhead,
        "modal" => Sense::Modal,
        "event" => Sense::Event,
        "approx" => Sense::Approximate(value),
        "set" => Sense::Set(value),
        "duration" => Sense::Duration(value),
        "holiday" => Sense::Holiday(match value.strip_prefix("easter") {
            Some(offset) => Holiday::Easter(offset.parse().ok()?),
            None => {
                let (month, day) = value.split_once('-')?;
                Holiday::Fixed(month.parse().ok()?, day.parse().ok()?)
            }
        }),
        "unit" => Sense::Unit(match value {
            "D" => Unit::Day,
            "W" => Unit::Week,
            "M" => Unit::Month,
            "Y" => Unit::Year,
            "DE" => Unit::Decade,
            "C" => Unit::Century,
            "Q" => Unit::Quarter,
            "HY" => Unit::Half,
            "H" => Unit::Hour,
            "MI" => Unit::Minute,
            "S" => Unit::Second,
            "WE" => Unit::Weekend,
            "SN" => Unit::Season,
            _ => return None,
        }),
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_of_the_lexicons_says_something_known() {
        for file in [GERMAN, ENGLISH] {
            for entry in lexicon::entries(file) {
                assert!(
                    entry.len() == 3 && sense(entry[0], entry[2]).is_some(),
                    "{entry:?}"
                );
            }
        }
    }
}
