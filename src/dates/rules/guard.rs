//! What looks like a date and is none: amounts, models, scores, names.

use super::super::cursor::Cursor;
use super::super::sense::{Sense, Unit, Word};
use crate::analysis::Upos;

/// Years in which news is likely to happen; other numbers need a word beside them that makes them years.
const LIKELY: std::ops::Range<i16> = 1880..2060;
/// Years of history that are taken for such where no noun follows and they are not round.
const POSSIBLE: std::ops::Range<i16> = 1400..1880;

/// True where a number of four digits is a year.
pub(super) fn is_year(c: &Cursor<'_>, at: usize, year: i16) -> bool {
    let before = at.wrapping_sub(1);
    if is_counted(c, at) || c.is(before, Sense::Named) || is_title(c, at) || is_reference(c, at) {
        return false;
    }
    // "at 1600 Pennsylvania Avenue"
    if !c.german && c.word(before).eq_ignore_ascii_case("at") {
        return false;
    }
    // "0471 2013 44", "3-1234-2013-5"
    let number = |at: usize| {
        c.is_number(at)
            && !c.word(at).contains(['.', ':'])
            && c.year(at).is_none()
            && c.month(at.wrapping_sub(1)).is_none()
    };
    let dash = |at: usize| matches!(c.word(at), "-" | "–") && c.glued(at);
    if number(before)
        || c.is_number(before)
            && c.is_number(before.wrapping_sub(1))
            && c.month(before.wrapping_sub(1)).is_none()
        || dash(before) && number(before.wrapping_sub(1))
        || dash(at + 1) && number(at + 2) && c.word(at + 2).len() != 2
    {
        return false;
    }
    // "20.2000", "A2014", "+2000", but "(2014", "2013/2014"
    let inside = before != usize::MAX
        && c.glued(before)
        && !matches!(
            c.word(before),
            "(" | "[" | "/" | "-" | "–" | "—" | "„" | "\"" | "'" | "“" | "‘" | "." | ","
        );
    if inside || c.glued(at) && matches!(c.word(at + 1), "%" | "°" | "$" | "€") {
        return false;
    }
    let approximate = [1usize, 2].into_iter().any(|back| {
        let start = at.wrapping_sub(back);
        start != usize::MAX
            && c.read(start, |sense| matches!(sense, Sense::Approximate(_)).then_some(()))
                .is_some_and(|(_, end)| end == at)
            // "gegen 1500", "about 1910", "um 1500" tell of time as well.
            && !c.is_word(start, Word::In)
    });
    let range = matches!(c.word(before), "-" | "–" | "(" | "/") || matches!(c.word(at + 1), "-" | "–");
    let told =
        c.is_word(before, Word::In) || range || c.month(before).is_some() || c.season(before).is_some();
    let noun = matches!(c.upos(at + 1), Some(Upos::Noun)) && (!c.german || c.capital(at + 1));
    if approximate && (noun || year % 100 == 0) {
        return false;
    }
    if LIKELY.contains(&year) {
        // "the 2003 invasion", but not "2003 soldiers"
        let many = noun && c.word(at + 1).ends_with('s');
        let owned = c.is_word(before, Word::Article) || c.is_word(before, Word::Possessive);
        return c.german || !many || told || owned;
    }
    let possible = POSSIBLE.contains(&year) && year % 100 != 0;
    (told || possible) && !noun && !c.is_word(before, Word::And)
}

/// "2001: A Space Odyssey", "der Film 2001 von Kubrick".
fn is_title(c: &Cursor<'_>, at: usize) -> bool {
    let before = at.wrapping_sub(1);
    let film = c.is_word(before, Word::Film);
    let quoted = matches!(c.word(before), "„" | "“" | "\"" | "«" | "»" | "‘" | "'");
    film && matches!(c.word(at + 1), ":" | "von" | "by") || quoted && c.word(at + 1) == ":" && c.glued(at)
}

/// "Verordnung 1303/2013", "Richtlinie 2014/24/EU": a number of a law; "2013/2014", "12/2013" and "2013/14" are none.
fn is_reference(c: &Cursor<'_>, at: usize) -> bool {
    let stroke = |at: usize| c.word(at) == "/" && c.glued(at.wrapping_sub(1)) && c.glued(at);
    let year = c.digits(at).unwrap_or(0);
    let close = |other: i32| other <= 12 || (year - 15..year + 15).contains(&other);
    let before = stroke(at.wrapping_sub(1)) && c.digits(at.wrapping_sub(2)).is_none_or(|other| !close(other));
    before && c.is_number(at.wrapping_sub(2)) || stroke(at + 1) && stroke(at + 3) && c.is_number(at + 2)
}

/// "Straße des 17. Juni": the day of a place's name.
pub(super) fn is_place(c: &Cursor<'_>, day: usize) -> bool {
    let place = c.word(day.wrapping_sub(2)).to_lowercase();
    c.word(day.wrapping_sub(1)) == "des"
        && ["straße", "platz", "allee"]
            .iter()
            .any(|end| place.ends_with(end))
}

/// "the Sunday Times", "The Daily News", "USA Today": a name made of a word of time.
pub(super) fn is_medium(c: &Cursor<'_>, at: usize, end: usize) -> bool {
    let medium = c.is_word(end, Word::Medium) && (c.capital(end) || c.word(end) == "show");
    let today = c.day_offset(at).is_some() && c.upos(at.wrapping_sub(1)) == Some(Upos::Propn);
    !c.german && c.capital(at) && (medium || today)
}

/// True where a number counts what follows it ("2000 Euro", "1500 bis 3000 Grad").
pub(super) fn is_counted(c: &Cursor<'_>, at: usize) -> bool {
    let next = at + 1;
    // "a quake in 1999 killed 17,000", but "1999 killed"
    let verb = !c.german
        && c.upos(next) == Some(Upos::Verb)
        && c.word(at.wrapping_sub(1)).eq_ignore_ascii_case("in");
    if c.is(next, Sense::Counted) && !verb || c.german && c.unit(next).is_some() {
        return true;
    }
    // "1500 bis 3000 Grad", but "from 2009 to 78 percent"
    let second = c.is_number(next + 1) && c.word(next + 1).len() >= 4 && c.is(next + 2, Sense::Counted);
    second && (c.is_word(next, Word::To) || c.is_word(next, Word::And))
}

/// True where a name of a month alone is a month and no other word ("May said", "Thilo März").
pub(super) fn is_month(c: &Cursor<'_>, at: usize) -> bool {
    let before = at.wrapping_sub(1);
    if !c.is(at, Sense::Doubtful) {
        return true;
    }
    if c.german {
        let name = c.upos(before) == Some(Upos::Propn) && c.senses(before).is_empty() && c.capital(before);
        return !name && !c.is(before, Sense::Title);
    }
    // "June Carter", "Mrs. May"
    let name = c.upos(at + 1) == Some(Upos::Propn) && c.capital(at + 1) && c.senses(at + 1).is_empty();
    let preposition = c.is_word(before, Word::In) && !c.is_word(before, Word::And);
    if name && !preposition || c.is(before, Sense::Title) {
        return false;
    }
    // "a March operation", "the June issue"
    let noun = matches!(c.upos(at + 1), Some(Upos::Noun)) && !c.capital(at + 1);
    let owner = c.is_word(before, Word::Article)
        || c.is_word(before, Word::PerArticle)
        || c.is_word(before, Word::Possessive)
        || c.upos(before) == Some(Upos::Adj)
        || c.word(before) == "'s";
    // "April, May and June", "the April through June quarter"
    let list = (c.word(before) == "," || c.is_word(before, Word::And))
        && c.month(before.wrapping_sub(1)).is_some()
        || (c.word(at + 1) == "," || c.is_word(at + 1, Word::And) || c.is_word(at + 1, Word::To))
            && c.month(at + 2).is_some();
    c.is_word(before, Word::MonthBefore)
        || noun && owner
        || list
        || c.is_word(before, Word::In)
        || c.edge(before).is_some()
        || c.shift(before).is_some()
}

/// True where an amount of years is an age ("24 Jahre alt", "im Alter von 24 Jahren"), its unit just before `end`.
pub(super) fn is_age(c: &Cursor<'_>, start: usize, end: usize) -> bool {
    if c.is_word(end, Word::Age) {
        return true;
    }
    if c.is_word(end, Word::Of) && c.is_word(end + 1, Word::YearsOfAge) {
        return true;
    }
    // "ab 16 Jahren"
    if c.german
        && c.word(start.wrapping_sub(1)).eq_ignore_ascii_case("ab")
        && c.unit(end - 1).is_some_and(|unit| unit.unit == Unit::Year)
    {
        return true;
    }
    // "Kinder unter 14 Jahren"
    if c.german
        && c.word(start.wrapping_sub(1)) == "unter"
        && c.upos(start.wrapping_sub(2)) == Some(Upos::Noun)
    {
        return true;
    }
    // "im Alter von 24 Jahren", "aged 24 years", "between the ages of"
    let before = start.wrapping_sub(1);
    c.is_word(before, Word::YearsOfAge) || c.is_word(start.wrapping_sub(2), Word::YearsOfAge) && start >= 2
}
