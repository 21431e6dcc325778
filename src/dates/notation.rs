//! How the lexicons of dates write down senses.

use super::sense::{Amount, Holiday, Look, Origin, Sense, Shift, Unit, UnitWord, Word};

/// The sense that a line of a lexicon gives.
pub(super) fn sense(role: &str, value: &'static str) -> Option<Sense> {
    Some(match role {
        "month" => Sense::Month(value.parse().ok()?),
        "weekday" => Sense::Weekday(value.parse().ok()?),
        "weekday-set" => Sense::WeekdaySet(value),
        "unit" => Sense::Unit(unit(value)?),
        "unit-part" => Sense::UnitPart(unit(value)?),
        "no-unit" => Sense::NoUnit,
        "number" if value == "X" => Sense::Number(Amount::Some),
        "number" => Sense::Number(Amount::Exactly(value.parse().ok()?)),
        "between" => Sense::Between,
        "ordinal" => Sense::Ordinal(value.parse().ok()?),
        "half" => Sense::Half,
        "quarter" => Sense::Quarter(value.parse().ok()?),
        "part-hours" => Sense::PartHours(value),
        "decade" => Sense::Decade(value.parse().ok()?),
        "season" => Sense::Season(value),
        "year-like" => {
            let (first, count) = value.split_once(' ')?;
            Sense::YearLike(first.parse().ok()?, count.parse().ok()?)
        }
        "part" => Sense::Part(value),
        "part-adverb" => Sense::PartAdverb(value),
        "day" => Sense::Day(value.parse().ok()?),
        "tonight" => Sense::Tonight(value),
        "ref" => Sense::Reference(value),
        "ref-noun" => Sense::ReferenceNoun(value),
        "ref-after" => {
            let (value, prepositions) = value.split_once(' ')?;
            Sense::ReferenceAfter(value, prepositions)
        }
        "edge" => Sense::Edge(modifier(value)),
        "early" => Sense::Early(modifier(value)),
        "shift" => Sense::Shift(shift(value)?),
        "period" => {
            let (name, rest) = value.split_once(' ')?;
            let edge = rest
                .split(' ')
                .find(|word| ["START", "MID", "END"].contains(word))
                .unwrap_or("");
            Sense::Period(unit(name)?.unit, shift(rest)?, edge)
        }
        "every" => Sense::Every,
        "approx" => Sense::Approximate(modifier(value)),
        "set" => Sense::Set(value),
        "duration" => Sense::Duration(value),
        "lasting" => Sense::Lasting(None, unit(value)?.unit),
        "holiday" => Sense::Holiday(holiday(value)?),
        "post" => Sense::Post(shift(value)?),
        "oclock" => Sense::OClock,
        "half-past" => Sense::HalfPast,
        "zone" => Sense::Zone,
        "clock-word" => Sense::ClockWord(value),
        "doubtful" => Sense::Doubtful,
        "counted" => Sense::Counted,
        "named" => Sense::Named,
        "title" => Sense::Title,
        "lasts" => Sense::Lasts,
        "word" => Sense::Word(word(value)?),
        "look" => Sense::Look(match value {
            "ahead" => Look::Ahead,
            "back" => Look::Back,
            "outer" => Look::Outer,
            "from" => Look::From,
            _ => return None,
        }),
        "ahead" => Sense::Ahead,
        "sets-ahead" => Sense::SetsAhead,
        "modal" => Sense::Modal,
        "event" => Sense::Event,
        _ => return None,
    })
}

/// A TIMEX3 mod; "-" for a word that belongs to the expression and changes nothing.
fn modifier(value: &'static str) -> &'static str {
    if value == "-" { "" } else { value }
}

fn word(name: &str) -> Option<Word> {
    Some(match name {
        "article" => Word::Article,
        "and" => Word::And,
        "to" => Word::To,
        "toward" => Word::Toward,
        "on" => Word::On,
        "of" => Word::Of,
        "at" => Word::At,
        "in" => Word::In,
        "since" => Word::Since,
        "than" => Word::Than,
        "more" => Word::More,
        "long" => Word::Long,
        "age" => Word::Age,
        "years-of-age" => Word::YearsOfAge,
        "year" => Word::Year,
        "per" => Word::Per,
        "per-article" => Word::PerArticle,
        "week" => Word::Week,
        "possessive" => Word::Possessive,
        "still" => Word::Still,
        "christ" => Word::Christ,
        "before" => Word::Before,
        "month-before" => Word::MonthBefore,
        "bc" => Word::BeforeChrist,
        "ended" => Word::Ended,
        "each" => Word::Each,
        "period" => Word::Period,
        "medium" => Word::Medium,
        "film" => Word::Film,
        "span" => Word::Span,
        _ => return None,
    })
}

/// "-1", "0 mention".
fn shift(value: &str) -> Option<Shift> {
    let mut words = value.split(' ');
    let by = words.next()?.parse().ok()?;
    let from = if words.next() == Some("mention") {
        Origin::Mention
    } else {
        Origin::Document
    };
    Some(Shift { by, from })
}

/// "Y", "Y+".
pub(super) fn unit(value: &str) -> Option<UnitWord> {
    let unit = match value.trim_end_matches('+') {
        "S" => Unit::Second,
        "MI" => Unit::Minute,
        "H" => Unit::Hour,
        "D" => Unit::Day,
        "W" => Unit::Week,
        "WE" => Unit::Weekend,
        "M" => Unit::Month,
        "Q" => Unit::Quarter,
        "HY" => Unit::Half,
        "Y" => Unit::Year,
        "DE" => Unit::Decade,
        "C" => Unit::Century,
        "SN" => Unit::Season,
        _ => return None,
    };
    Some(UnitWord {
        unit,
        plural: value.ends_with('+'),
    })
}

/// "12-25", "easter-2", "11-4-4" and "11-4-4+1" (month, weekday, which), "advent-7".
fn holiday(value: &str) -> Option<Holiday> {
    if let Some(days) = value.strip_prefix("easter") {
        return Some(Holiday::Easter(days.parse().ok()?));
    }
    if let Some(days) = value.strip_prefix("advent") {
        return Some(Holiday::Advent(days.parse().ok()?));
    }
    let (month, rest) = value.split_once('-')?;
    let month = month.parse().ok()?;
    let Some((weekday, which)) = rest.split_once('-') else {
        return Some(Holiday::Fixed(month, rest.parse().ok()?));
    };
    let (which, plus) = which.split_once('+').unwrap_or((which, "0"));
    Some(Holiday::Nth(
        month,
        weekday.parse().ok()?,
        which.parse().ok()?,
        plus.parse().ok()?,
    ))
}
