//! Quarters, halves, weeks of the year, decades, centuries, seasons, holidays, fiscal and school years.

use super::super::cursor::Cursor;
use super::super::found::{Found, Meaning, YearOf};
use super::super::sense::{Holiday, Origin, Sense, Shift, Unit, Word};
use super::amount::one_of;
use super::{calendar, unit_at};
use crate::analysis::Upos;

/// "das dritte Quartal 2020", "erstes Halbjahr", "the first half of 1990", "20. Jahrhundert", "23. Kalenderwoche".
pub(super) fn numbered(c: &Cursor<'_>, at: usize) -> Option<Found> {
    let (number, next) = match c.ordinal(at) {
        Some(number) => (number, at + 1),
        // Weeks of the year and numbers of quarters and centuries: "45. Kalenderwoche", "3. Quartal".
        None => c.day(at, false).or_else(|| c.week_number(at))?,
    };
    let unit = c.unit(next).map(|unit| unit.unit);
    let open = (YearOf::Open, next + 1);
    match unit {
        Some(Unit::Quarter) if number <= 4 => {
            let (year, end) = calendar::year_after(c, next + 1)
                .or_else(|| of_the_year(c, next + 1))
                .unwrap_or(open);
            Some(Found::new(at, end, Meaning::Quarter { year, number }))
        }
        Some(Unit::Half) if number <= 2 => {
            let (year, end) = calendar::year_after(c, next + 1)
                .or_else(|| of_the_year(c, next + 1))
                .unwrap_or(open);
            Some(Found::new(at, end, Meaning::Half { year, number }))
        }
        Some(Unit::Week) => month_week(c, at, number, next + 1),
        Some(Unit::Century) => {
            let (century, end) = century(c, at)?;
            Some(Found::new(at, end, Meaning::Century(century)))
        }
        _ if c.is(next, Sense::Half) && number <= 2 => half_of(c, at, number, next + 1),
        _ if c.german && c.month_week(next).is_some() => {
            let month = c.month_week(next)?;
            let (year, end) = calendar::year_after(c, next + 1).unwrap_or(open);
            Some(Found::new(at, end, Meaning::MonthWeek { year, month, number }))
        }
        _ if c.german && c.is_word(next, Word::Week) && c.digits(next).is_none() => {
            let year = c.year(next + 1);
            let end = next + 1 + usize::from(year.is_some());
            Some(Found::new(at, end, Meaning::Week { year, number }))
        }
        _ => None,
    }
}

/// "the third week of May", "die erste Woche im Mai": `next` stands behind the week.
pub(super) fn month_week(c: &Cursor<'_>, at: usize, number: i8, next: usize) -> Option<Found> {
    let link = usize::from(c.is_word(next, Word::Of) || c.word(next) == "im" || c.word(next) == "in");
    let month = c.month(next + link)?;
    let (year, end) = calendar::year_after(c, next + link + 1).unwrap_or((YearOf::Open, next + link + 1));
    Some(Found::new(at, end, Meaning::MonthWeek { year, month, number }))
}

/// "20. Jahrhundert", "4th century BC": the years 100 n to 100 n + 99, and the token after it.
fn century(c: &Cursor<'_>, at: usize) -> Option<(i16, usize)> {
    let (number, next) = match c.ordinal(at) {
        Some(number) => (number, at + 1),
        None => c.day(at, false)?,
    };
    unit_at(c, next, Unit::Century).then_some(())?;
    let century = i16::from(number) - 1;
    if c.is_word(next + 1, Word::BeforeChrist) {
        return Some((-century, next + 2));
    }
    if c.is_word(next + 1, Word::Before) && c.is_word(next + 2, Word::Christ) {
        return Some((-century, next + 3));
    }
    Some((century, next + 1))
}

/// The first or second half of a year or of a period of which TIMEX3 knows no halves.
fn half_of(c: &Cursor<'_>, at: usize, number: i8, next: usize) -> Option<Found> {
    if let Some((year, end)) = calendar::year_after(c, next).or_else(|| of_the_year(c, next)) {
        return Some(Found::new(at, end, Meaning::Half { year, number }));
    }
    let of = next + usize::from(c.is_word(next, Word::Of));
    let inner_at = of + usize::from(c.is_word(of, Word::Article));
    // "the latter half of the 1990s"
    if inner_at > next
        && let Some(inner) = decade(c, inner_at)
    {
        let modifier = if number == 1 { "START" } else { "END" };
        return Some(Found {
            start: at,
            modifier,
            ..inner
        });
    }
    let (century, end) = (inner_at > next).then(|| century(c, inner_at)).flatten()?;
    let modifier = if number == 1 { "START" } else { "END" };
    Some(Found {
        modifier,
        ..Found::new(at, end, Meaning::HalfCentury { century, number })
    })
}

/// "of the year", "des Jahres": the running one.
fn of_the_year(c: &Cursor<'_>, at: usize) -> Option<(YearOf, usize)> {
    let next = at + usize::from(c.is_word(at, Word::Of));
    let told = c.is_word(next, Word::Article) && unit_at(c, next + 1, Unit::Year);
    told.then_some((YearOf::Open, next + 2))
}

/// "90er Jahre", "den 1970er-Jahren", "neunziger Jahre", "the late 1970s", "the '80s".
pub(super) fn decade(c: &Cursor<'_>, at: usize) -> Option<Found> {
    let word = c.word(at);
    let named = c.senses(at).iter().find_map(|sense| match *sense {
        Sense::Decade(decade) => Some(decade),
        _ => None,
    });
    if !c.german {
        let before = c.is_word(at + 1, Word::BeforeChrist);
        if before && c.is_number(at) {
            let digits = word.strip_suffix('s')?;
            let decade: i16 = digits.parse().ok()?;
            return Some(Found::new(at, at + 2, Meaning::Decade(-decade / 10)));
        }
        let decade = named.or_else(|| c.is_number(at).then(|| decade_of(word)).flatten())?;
        return Some(Found::new(at, at + 1, Meaning::Decade(decade)));
    }
    let after = |end: usize, decade: i16| Some(Found::new(at, end, Meaning::Decade(decade)));
    let years = |at: usize| {
        c.unit(at)
            .is_some_and(|unit| unit.unit == Unit::Year && unit.plural)
    };
    if let Some(decade) = named {
        // "Neunzigerjahre", "neunziger Jahre", "Mitte der Neunziger"
        let before = at.wrapping_sub(1);
        if word.to_lowercase().contains("jahr") {
            return after(at + 1, decade);
        }
        if years(at + 1) {
            return after(at + 2, decade);
        }
        let told =
            c.capital(at) && c.is_word(before, Word::Article) && !matches!(c.upos(at + 1), Some(Upos::Noun));
        return told.then(|| after(at + 1, decade))?;
    }
    if !c.is_number(at) {
        return None;
    }
    let lower = word.to_lowercase();
    let (stem, end) = match lower
        .strip_suffix("jahre")
        .or_else(|| lower.strip_suffix("jahren"))
    {
        Some(stem) if !stem.is_empty() => (stem.trim_end_matches('-'), at + 1),
        _ if years(at + 1) => (lower.as_str(), at + 2),
        // "in den 90ern"
        _ => (
            lower
                .strip_suffix("n")
                .filter(|stem| stem.starts_with(|c: char| c.is_ascii_digit()))?,
            at + 1,
        ),
    };
    let stem = stem.strip_suffix("er")?.trim_end_matches('-');
    after(end, full_decade(stem)?)
}

/// "1990s", "'90s", "90s".
pub(super) fn decade_of(word: &str) -> Option<i16> {
    let digits = word
        .trim_start_matches(['\'', '’', '‘'])
        .strip_suffix('s')?
        .trim_end_matches(['\'', '’']);
    full_decade(digits).filter(|_| digits.ends_with('0'))
}

/// The decade of "90" or "1990".
fn full_decade(digits: &str) -> Option<i16> {
    let number: i16 = digits.parse().ok()?;
    match digits.len() {
        2 if number >= 20 => Some(190 + number / 10),
        2 if digits.ends_with('0') => Some(200 + number / 10),
        4 => Some(number / 10),
        _ => None,
    }
}

/// What has a name: seasons, holidays, weekends, fiscal years, "Q3 2011", "KW 23".
pub(super) fn named(c: &Cursor<'_>, at: usize) -> Option<Found> {
    holiday(c, at)
        .or_else(|| season(c, at))
        .or_else(|| year_like(c, at))
        .or_else(|| week_of_year(c, at))
        .or_else(|| weekend(c, at))
}

fn holiday(c: &Cursor<'_>, at: usize) -> Option<Found> {
    let (holiday, end) = c
        .holiday(at)
        .filter(|&(_, end)| c.capital(at) || c.is_number(at) || end > at + 1)?;
    let (year, end) = match calendar::year_after(c, end) {
        Some((year, end)) => (year, end),
        None => (YearOf::Open, end),
    };
    // "Nikolaus", "Easter Rising": a name begins.
    let name = !c.german && c.capital(end) && c.upos(end) == Some(Upos::Propn) && c.weekday(end).is_none();
    let fixed = matches!(holiday, Holiday::Fixed(..));
    (!name || fixed && end > at + 1).then(|| Found::new(at, end, Meaning::Holiday { holiday, year }))
}

fn season(c: &Cursor<'_>, at: usize) -> Option<Found> {
    let season = c.season(at)?;
    if let Some((year, end)) = calendar::year_after(c, at + 1) {
        return Some(Found::new(
            at,
            two_years(c, end),
            Meaning::Season { year, season },
        ));
    }
    let before = at.wrapping_sub(1);
    let article = c.is_word(before, Word::Article);
    // "the summer offensive"
    let noun = matches!(c.upos(at + 1), Some(Upos::Noun)) && !c.capital(at + 1);
    let told = if c.german {
        c.capital(at)
            && (article
                || c.is(before, Sense::Between)
                || c.is_word(before, Word::In)
                || c.is_word(before, Word::On)
                || c.early(before).is_some()
                || c.edge(before).is_some())
    } else if c.is(at, Sense::Doubtful) {
        // "fall" and "spring" are other nouns and verbs too.
        let adjective = c.upos(before) == Some(Upos::Adj);
        let in_the = article && c.is_word(before.wrapping_sub(1), Word::In);
        let spent = article && c.is_word(before.wrapping_sub(1), Word::Since);
        let spring = c.word(at).eq_ignore_ascii_case("spring") && (spent || c.is_word(before, Word::In));
        !c.is_word(at + 1, Word::Of)
            && !c.capital(at + 1)
            && (in_the || spring || noun && (article || adjective || at == 0))
    } else if !c.capital(at) {
        true
    } else {
        let named = article
            || c.is_word(before, Word::In)
            || c.early(before).is_some()
            || c.is_word(before, Word::Of);
        (named || at == 0) && !c.capital(at + 1)
    };
    told.then(|| {
        Found::new(
            at,
            at + 1,
            Meaning::Season {
                year: YearOf::Open,
                season,
            },
        )
    })
}

/// The token after the second year of "2007/08" where `end` stands behind the first.
fn two_years(c: &Cursor<'_>, end: usize) -> usize {
    let second = matches!(c.word(end), "/" | "-" | "–") && c.glued(end) && c.digits(end + 1).is_some();
    let year = c.year(end.wrapping_sub(1)).map(i32::from);
    let follows = second
        && year.zip(c.digits(end + 1)).is_some_and(|(first, next)| {
            let next = if c.word(end + 1).len() == 2 {
                first / 100 * 100 + next
            } else {
                next
            };
            next > first && next - first < 15
        });
    if follows { end + 2 } else { end }
}

/// "Saison 2014/15", "Geschäftsjahr 2023", "fiscal 1989".
fn year_like(c: &Cursor<'_>, at: usize) -> Option<Found> {
    if let Some(((first, months), next)) = c.year_like(at)
        && let Some(year) = c.year(next)
    {
        let end = two_years(c, next + 1);
        let two = end > next + 1;
        return Some(Found::new(
            at,
            end,
            Meaning::YearLike {
                year,
                first,
                months,
                two,
            },
        ));
    }
    // "the fiscal year", "the fiscal year ended June 30"
    let (_, end) = c
        .year_like(at)
        .filter(|&((_, months), end)| months == 0 && end > at + 1 && !c.german)?;
    if c.is_word(end, Word::Ended) {
        return Some(Found::new(at, end, Meaning::Duration(one_of(Unit::Year)?)));
    }
    let shift = Shift {
        by: 0,
        from: Origin::Document,
    };
    let told = c.is_word(at.wrapping_sub(1), Word::Article);
    told.then(|| {
        Found::new(
            at,
            end,
            Meaning::Shifted {
                unit: Unit::Year,
                shift,
            },
        )
    })
}

/// "KW 23", "Q3 2011".
fn week_of_year(c: &Cursor<'_>, at: usize) -> Option<Found> {
    let quarter = c.senses(at).iter().find_map(|sense| match *sense {
        Sense::Quarter(number) => Some(number),
        _ => None,
    });
    if let Some(number) = quarter.filter(|_| c.capital(at)) {
        let (year, end) = calendar::year_after(c, at + 1).unwrap_or((YearOf::Open, at + 1));
        return Some(Found::new(at, end, Meaning::Quarter { year, number }));
    }
    if c.german && c.is_word(at, Word::Week) {
        let number = c.digits(at + 1).filter(|week| (1..=53).contains(week))? as i8;
        let year = c.year(at + 2);
        let slash = usize::from(c.word(at + 2) == "/" && c.year(at + 3).is_some());
        let year = year.or_else(|| c.year(at + 2 + slash));
        let end = at + 2 + slash + usize::from(year.is_some());
        return Some(Found::new(at, end, Meaning::Week { year, number }));
    }
    None
}

/// "Wochenende", "the weekend".
fn weekend(c: &Cursor<'_>, at: usize) -> Option<Found> {
    let unit = c.unit(at).filter(|unit| unit.unit == Unit::Weekend)?;
    if unit.plural {
        // "on weekends"
        let told = c.is_word(at.wrapping_sub(1), Word::On);
        return told.then(|| Found::new(at, at + 1, Meaning::Set("XXXX-WXX-WE".to_owned())));
    }
    let before = at.wrapping_sub(1);
    let told = c.german || c.is_word(before, Word::Article);
    (told && !c.is_word(before, Word::PerArticle)).then(|| Found::new(at, at + 1, Meaning::Weekend))
}
