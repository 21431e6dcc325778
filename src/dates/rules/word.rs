//! Words and phrases that are an expression by themselves: "heute", "derzeit", "vor kurzem", "täglich", "jahrelang".

use super::super::cursor::Cursor;
use super::super::found::{Found, Meaning, Time};
use super::super::sense::{Amount, Sense, Unit, Word};
use crate::analysis::Upos;

/// An expression of one word or one fixed phrase.
pub(super) fn word(c: &Cursor<'_>, at: usize) -> Option<Found> {
    if let Some(days) = c.day_offset(at) {
        // "heute in zwei Wochen"
        if c.german
            && c.word(at + 1) == "in"
            && let Some((Amount::Exactly(count), next)) = c.amount(at + 2)
            && c.unit(next).is_some_and(|unit| unit.unit == Unit::Week)
        {
            return Some(Found::new(
                at,
                next + 1,
                Meaning::FromToday(days + 7 * count as i64),
            ));
        }
        return (!is_noun_morning(c, at)).then(|| Found {
            ..Found::new(at, at + 1, Meaning::FromToday(days))
        });
    }
    if let Some(part) = c.tonight(at) {
        return Some(
            Found {
                ..Found::new(at, at + 1, Meaning::FromToday(0))
            }
            .with_time(Time::Part(part)),
        );
    }
    if let Some(value) = c.reference_noun(at) {
        let before = at.wrapping_sub(1);
        let told = c.is_word(before, Word::Article) && !c.is_word(before.wrapping_sub(1), Word::Of)
            || c.word(before).eq_ignore_ascii_case("in");
        // "die Zukunft der Partei" is no time.
        let owned = c.is_word(at + 1, Word::Article) || c.is_word(before, Word::Possessive);
        return (told && !owned).then(|| Found::new(at, at + 1, Meaning::Reference(value)));
    }
    if let Some((value, end)) = c.read(at, |sense| match sense {
        Sense::ReferenceAfter(value, prepositions) => Some((value, prepositions)),
        _ => None,
    }) && let Some(found) = after_preposition(c, at, value, end)
    {
        return Some(found);
    }
    let (meaning, end) = c.read(at, |sense| match sense {
        Sense::Day(days) => Some(Meaning::FromToday(days)),
        Sense::Reference(value) => Some(Meaning::Reference(value)),
        Sense::Set(value) => Some(Meaning::Set(value.to_owned())),
        Sense::Duration(value) => Some(Meaning::Duration(value.to_owned())),
        _ => None,
    })?;
    // "im Laufe des Vormittags"
    if matches!(meaning, Meaning::Set(_))
        && c.german
        && c.capital(at)
        && c.is_word(at.wrapping_sub(1), Word::Article)
    {
        return None;
    }
    // "half a century ago"
    if let Meaning::Duration(value) = &meaning
        && let Some(years) = value.strip_prefix('P').and_then(|value| value.strip_suffix('Y'))
        && let Some((shift, after)) = c.post(end)
        && let Ok(years) = years.parse::<i64>()
    {
        let meaning = Meaning::Distance {
            unit: Unit::Year,
            count: years * shift.by,
            from: shift.from,
        };
        return Some(Found::new(at, after, meaning));
    }
    // "the past decade", "the future Pope", "zur Zeit der Besatzung"
    let phrase = end > at + 1 && matches!(meaning, Meaning::Reference(_));
    let inner = c.unit(end).is_some()
        || c.amount(end).is_some() && !c.german
        || matches!(c.upos(end), Some(Upos::Noun));
    let cut = phrase
        && (!c.german && c.is_word(at, Word::Article) && inner
            || c.german && c.word(end - 1).eq_ignore_ascii_case("zeit") && c.is_word(end, Word::Article));
    (!cut).then(|| Found::new(at, end, meaning))
}

/// "at **the moment**", "during **that time**": only after such a preposition, and not "at the time of the attack", "at
/// present prices".
fn after_preposition(
    c: &Cursor<'_>,
    at: usize,
    (value, prepositions): (&'static str, &str),
    end: usize,
) -> Option<Found> {
    let before = c.word(at.wrapping_sub(1)).to_ascii_lowercase();
    let told = prepositions.split(' ').any(|preposition| preposition == before);
    let goes_on = matches!(
        c.upos(end),
        Some(Upos::Noun | Upos::Propn | Upos::Det | Upos::Pron | Upos::Sconj | Upos::Num)
    ) || matches!(c.word(end), "of" | "when" | "that" | "where");
    (told && !goes_on).then(|| Found::new(at, end, Meaning::Reference(value)))
}

/// "der Morgen", "am Morgen": a part of the day; "morgen" and "Morgen" at the beginning are tomorrow.
fn is_noun_morning(c: &Cursor<'_>, at: usize) -> bool {
    let before = at.wrapping_sub(1);
    c.german && c.part(at).is_some() && c.capital(at) && (at > 0 || c.is_word(before, Word::Article))
}
