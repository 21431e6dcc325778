//! The rules: each looks at the tokens from one place on and says what it finds there.

use super::cursor::Cursor;
use super::lexicon::{Amount, Holiday, Sense, Unit};

/// What an expression means, before it is placed on the calendar.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Meaning {
    /// A day of a month, in a year where one is named.
    Day {
        year: Option<i16>,
        month: i8,
        day: i8,
    },
    /// A month.
    Month {
        year: Option<i16>,
        month: i8,
    },
    Year(i16),
    /// A weekday, shifted by weeks where a word says so.
    Weekday {
        day: i8,
        shift: Option<i64>,
    },
    /// Days from today.
    FromToday(i64),
    /// This, last, next unit.
    Shifted {
        unit: Unit,
        by: i64,
    },
    Season {
        year: Option<i16>,
        season: &'static str,
        shift: Option<i64>,
    },
    Quarter {
        year: Option<i16>,
        number: i8,
    },
    Half {
        year: Option<i16>,
        number: i8,
    },
    Decade(i16),
    Century(i16),
    Holiday {
        holiday: Holiday,
        year: Option<i16>,
    },
    /// So many units back from today, or ahead.
    Distance {
        unit: Unit,
        count: i64,
        ago: bool,
    },
    Duration(String),
    Set(String),
    Reference(&'static str),
    /// A clock time of the day of the expression before it, or of today.
    Clock(String),
    /// Nothing that can be placed.
    Open(String),
}

/// What a rule found.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Found {
    /// First token.
    pub start: usize,
    /// The token after the last.
    pub end: usize,
    pub meaning: Meaning,
    pub edge: &'static str,
    /// Part of the day: MO, MI, AF, EV, NI; or a clock time.
    pub time: Option<String>,
}

impl Found {
    fn new(start: usize, end: usize, meaning: Meaning) -> Self {
        Self {
            start,
            end,
            meaning,
            edge: "",
            time: None,
        }
    }
}

/// The longest expression that begins at `at`.
pub(super) fn longest(c: &Cursor<'_>, at: usize, german: bool) -> Option<Found> {
    let all = [
        edged(c, at, german),
        numeric(c, at, german),
        calendar(c, at, german),
        weekday(c, at, german),
        relative(c, at, german),
        numbered(c, at, german),
        decade(c, at, german),
        amount(c, at, german),
        every(c, at),
        single(c, at, german),
        clock(c, at, german),
    ];
    // Of two of one length the earlier rule knows better.
    let found = all.into_iter().flatten().rev().max_by_key(|found| found.end)?;
    Some(timed(c, found, german))
}

/// "Anfang August", "Ende der 90er-Jahre", "early 2010", "the end of May".
fn edged(c: &Cursor<'_>, at: usize, german: bool) -> Option<Found> {
    let word = c.lower(at);
    if let Some(rest) = word.strip_prefix("mid-").filter(|_| !german) {
        let month = month_named(rest);
        let (meaning, end) = match month {
            Some(month) => (
                Meaning::Month {
                    year: c.year(at + 1),
                    month,
                },
                at + 1 + usize::from(c.year(at + 1).is_some()),
            ),
            None => (
                Meaning::Year(rest.parse().ok().filter(|year| (1000..2200).contains(year))?),
                at + 1,
            ),
        };
        return Some(Found {
            edge: "MID",
            ..Found::new(at, end, meaning)
        });
    }
    let start = at;
    let at = if !german && word == "the" { at + 1 } else { at };
    let edge = c.edge(at)?;
    let mut next = at + 1;
    let genitive = german && matches!(c.lower(next), "des" | "der") && c.shift(next).is_none();
    if c.lower(next) == "of" || genitive {
        next += 1;
    }
    // "Jahresende", "end of the year": the running one.
    let running = |at: usize| {
        let skip = usize::from(matches!(c.lower(at), "the"));
        let unit = c
            .unit(at + skip)
            .filter(|unit| matches!(unit, Unit::Year | Unit::Month | Unit::Week))?;
        Some(Found::new(at, at + skip + 1, Meaning::Shifted { unit, by: 0 }))
    };
    let inner = calendar(c, next, german)
        .or_else(|| numbered(c, next, german))
        .or_else(|| relative(c, next, german))
        .or_else(|| decade(c, next, german))
        .or_else(|| running(next))?;
    let placed = !matches!(
        inner.meaning,
        Meaning::Day { .. } | Meaning::FromToday(_) | Meaning::Open(_)
    );
    placed.then_some(Found { start, edge, ..inner })
}

fn month_named(word: &str) -> Option<i8> {
    let months = [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ];
    months
        .iter()
        .position(|&month| month == word)
        .map(|at| at as i8 + 1)
}

/// "16.07.2013", "2013-07-16", "16. 7.", "7/16/2013".
fn numeric(c: &Cursor<'_>, at: usize, german: bool) -> Option<Found> {
    let word = c.word(at);
    let parts = |sign: char, word: &str| -> Option<[i32; 3]> {
        let mut numbers = word.split(sign).map(|part| part.parse().ok());
        let found = [numbers.next()??, numbers.next()??, numbers.next()??];
        numbers.next().is_none().then_some(found)
    };
    let day = |year: i32, month: i32, day: i32, end: usize| {
        let year = match year {
            0..=49 => 2000 + year,
            50..=99 => 1900 + year,
            _ => year,
        };
        let real = (1..=12).contains(&month) && (1..=31).contains(&day) && (1000..2200).contains(&year);
        real.then(|| {
            Found::new(
                at,
                end,
                Meaning::Day {
                    year: Some(year as i16),
                    month: month as i8,
                    day: day as i8,
                },
            )
        })
    };
    if let Some([a, b, d]) = parts('-', word).filter(|_| word.len() == 10) {
        return day(a, b, d, at + 1);
    }
    if let Some([a, b, d]) = parts('.', word) {
        return day(d, b, a, at + 1);
    }
    if let Some([a, b, d]) = parts('/', word) {
        return if german {
            day(d, b, a, at + 1)
        } else {
            day(d, a, b, at + 1)
        };
    }
    let (number, next) = c.day(at, false).filter(|_| word.ends_with('.'))?;
    let (month, after) = c
        .day(next, false)
        .filter(|&(month, _)| month <= 12 && c.word(next).ends_with('.'))?;
    if c.glued(next) && c.digits(after).is_some() && c.word(after).len() != 3 {
        return day(c.digits(after)?, i32::from(month), i32::from(number), after + 1);
    }
    c.glued(at).then(|| {
        Found::new(
            at,
            after,
            Meaning::Day {
                year: None,
                month,
                day: number,
            },
        )
    })
}

/// "3. Mai 2021", "Mai 2021", "Mai", "May 3, 2021", "3 May 2021", "2021".
fn calendar(c: &Cursor<'_>, at: usize, german: bool) -> Option<Found> {
    if let Some((day, next)) = c.day(at, !german) {
        let next = next + usize::from(!german && c.lower(next) == "of");
        if let Some(month) = c.month(next) {
            let comma = usize::from(c.word(next + 1) == "," && !german);
            let year = c.year(next + 1 + comma);
            let end = if year.is_some() {
                next + 2 + comma
            } else {
                next + 1
            };
            return Some(Found::new(at, end, Meaning::Day { year, month, day }));
        }
    }
    if german && let Some((day, next)) = c.day(at, false) {
        // "am 1. und 2. Juni", "vom 16. bis zum 18. Mai": the first takes the month of the second.
        let skip = match c.lower(next) {
            "bis" if matches!(c.lower(next + 1), "zum" | "zur") => 2,
            "und" | "bis" | "oder" | "/" | "-" | "–" | "sowie" => 1,
            _ => 0,
        };
        if skip > 0
            && let Some((_, second)) = c.day(next + skip, false)
            && let Some(month) = c.month(second)
        {
            return Some(Found::new(
                at,
                next,
                Meaning::Day {
                    year: c.year(second + 1),
                    month,
                    day,
                },
            ));
        }
    }
    if let Some(month) = c.month(at) {
        if !german && let Some((day, next)) = c.day(at + 1, true) {
            let comma = usize::from(c.word(next) == ",");
            let year = c.year(next + comma);
            let end = if year.is_some() { next + comma + 1 } else { next };
            return Some(Found::new(at, end, Meaning::Day { year, month, day }));
        }
        let skip = usize::from(c.word(at + 1) == "," && !german || matches!(c.lower(at + 1), "of" | "des"));
        if let Some(year) = c.year(at + 1 + skip).or_else(|| c.year(at + 1)) {
            return Some(Found::new(
                at,
                at + 2 + skip,
                Meaning::Month {
                    year: Some(year),
                    month,
                },
            ));
        }
        if let Some(by) = c
            .shift(at + 1)
            .filter(|_| german && c.unit(at + 2) == Some(Unit::Year))
        {
            return Some(Found {
                time: None,
                ..Found::new(at, at + 3, Meaning::Open(format!("month {month} {by}")))
            });
        }
        let lone_may = !german
            && c.lower(at) == "may"
            && !matches!(
                c.lower(at.wrapping_sub(1)),
                "in" | "of" | "last" | "next" | "this" | "since" | "by" | "until" | "from" | "for"
            );
        return (!lone_may).then(|| Found::new(at, at + 1, Meaning::Month { year: None, month }));
    }
    if german
        && matches!(c.lower(at), "jahr" | "jahre" | "jahres")
        && let Some(year) = c.year(at + 1)
    {
        return Some(Found::new(at, at + 2, Meaning::Year(year)));
    }
    if let Some(season) = c.season(at)
        && let Some(year) = c
            .year(at + 1)
            .or_else(|| c.year(at + 2).filter(|_| c.lower(at + 1) == "of"))
    {
        let end = at + 2 + usize::from(c.lower(at + 1) == "of");
        return Some(Found::new(
            at,
            end,
            Meaning::Season {
                year: Some(year),
                season,
                shift: None,
            },
        ));
    }
    let year = c.year(at)?;
    let next = c.lower(at + 1);
    let counts = matches!(
        next,
        "euro"
            | "meter"
            | "kilometer"
            | "mann"
            | "dollar"
            | "prozent"
            | "%"
            | "€"
            | "people"
            | "menschen"
            | "personen"
            | "soldiers"
            | "troops"
            | "kilometers"
            | "miles"
    ) || c.unit(at + 1).is_some() && german;
    let part_of_number = at > 0
        && c.glued(at - 1)
        && !matches!(c.word(at - 1), "(" | "/" | "-" | "–" | "." | "„" | "\"" | "'");
    (!counts && !part_of_number).then(|| Found::new(at, at + 1, Meaning::Year(year)))
}

/// "Montag", "am Montagabend", "kommenden Montag, den 3. Mai", "last Tuesday", "Tuesday morning".
fn weekday(c: &Cursor<'_>, at: usize, german: bool) -> Option<Found> {
    // "am heutigen Montag", "am morgigen 3. Mai"
    if let Some(days) = c.day_offset(at).filter(|_| german && c.lower(at).ends_with("en")) {
        let named = c
            .weekday(at + 1)
            .map(|_| at + 2)
            .or_else(|| calendar(c, at + 1, german).map(|found| found.end))?;
        return Some(Found::new(at, named, Meaning::FromToday(days)));
    }
    let shift = c.shift(at);
    let day_at = at + usize::from(shift.is_some());
    let word = c.lower(day_at);
    if !c.word(day_at).starts_with(char::is_uppercase) {
        return None;
    }
    let (day, part) = match c.weekday(day_at) {
        Some(day) => (day, None),
        None => compound_weekday(c, word).filter(|_| german)?,
    };
    // "Montag, 3. Mai", "Montag, den 3. Mai", "Monday, May 3": the date says it.
    let comma = usize::from(c.word(day_at + 1) == ",");
    let article = usize::from(matches!(c.lower(day_at + 1 + comma), "den" | "dem" | "der"));
    let exact = calendar(c, day_at + 1 + comma + article, german)
        .or_else(|| numeric(c, day_at + 1 + comma + article, german))
        .filter(|found| matches!(found.meaning, Meaning::Day { .. }) && part.is_none());
    if let Some(exact) = exact {
        return Some(Found { start: at, ..exact });
    }
    let mut found = Found::new(at, day_at + 1, Meaning::Weekday { day, shift });
    found.time = part.map(str::to_owned);
    Some(found)
}

/// "Montagabend", "Sonntagnachmittag".
fn compound_weekday(c: &Cursor<'_>, word: &str) -> Option<(i8, Option<&'static str>)> {
    let days = [
        "montag",
        "dienstag",
        "mittwoch",
        "donnerstag",
        "freitag",
        "samstag",
        "sonntag",
    ];
    let at = days.iter().position(|day| word.starts_with(day))?;
    let rest = &word[days[at].len()..];
    let parts = [
        ("morgen", "MO"),
        ("früh", "MO"),
        ("vormittag", "MO"),
        ("mittag", "MI"),
        ("nachmittag", "AF"),
        ("abend", "EV"),
        ("nacht", "NI"),
    ];
    let _ = c;
    match rest {
        "" | "s" => Some((at as i8 + 1, None)),
        rest => parts
            .iter()
            .find(|(name, _)| *name == rest)
            .map(|&(_, part)| (at as i8 + 1, Some(part))),
    }
}

/// "letzte Woche", "im kommenden Jahr", "this year", "the past five years", "Jahresende".
fn relative(c: &Cursor<'_>, at: usize, german: bool) -> Option<Found> {
    let start = at;
    let article = matches!(c.lower(at), "der" | "die" | "das" | "den" | "dem" | "des" | "the");
    let at = at + usize::from(article);
    let by = c.shift(at)?;
    let mut next = at + 1;
    if let Some((amount, after)) = c.amount(next)
        && let Some(unit) = c.unit(after)
    {
        return Some(Found::new(
            start,
            after + 1,
            Meaning::Duration(duration(amount, unit)?),
        ));
    }
    next += usize::from(matches!(c.lower(next), ","));
    if let Some(unit) = c.unit(next) {
        let plural = matches!(
            c.lower(next),
            "tage"
                | "tagen"
                | "wochen"
                | "monate"
                | "monaten"
                | "jahre"
                | "jahren"
                | "stunden"
                | "jahrzehnte"
                | "jahrzehnten"
                | "days"
                | "weeks"
                | "months"
                | "years"
                | "hours"
                | "decades"
        );
        let meaning = if plural {
            Meaning::Duration(duration(Amount::Some, unit)?)
        } else {
            Meaning::Shifted { unit, by }
        };
        return Some(Found::new(start, next + 1, meaning));
    }
    if let Some(season) = c.season(next) {
        return Some(Found::new(
            start,
            next + 1,
            Meaning::Season {
                year: None,
                season,
                shift: Some(by),
            },
        ));
    }
    if let Some(month) = c.month(next) {
        let year = c.year(next + 1);
        let meaning = if year.is_some() {
            Meaning::Month { year, month }
        } else {
            Meaning::Open(format!("shift {month} {by}"))
        };
        return Some(Found::new(start, next + 1 + usize::from(year.is_some()), meaning));
    }
    if let Some(part) = c.part(next).filter(|_| by == 0 || !german && by == -1) {
        let mut found = Found::new(start, next + 1, Meaning::FromToday(by));
        found.time = Some(part.to_owned());
        return Some(found);
    }
    None
}

/// "das dritte Quartal 2020", "erstes Halbjahr", "the third quarter", "third-quarter", "fiscal 1989".
fn numbered(c: &Cursor<'_>, at: usize, german: bool) -> Option<Found> {
    let start = at;
    let article = matches!(c.lower(at), "der" | "die" | "das" | "den" | "dem" | "des" | "the");
    let at = at + usize::from(article);
    let hyphen = c.lower(at).strip_suffix("-quarter").filter(|_| !german);
    let ordinals = ["first", "second", "third", "fourth"];
    let (number, mut next, unit) = if let Some(word) = hyphen {
        (
            ordinals.iter().position(|o| *o == word)? as i8 + 1,
            at + 1,
            Unit::Quarter,
        )
    } else if let Some(number) = c.ordinal(at) {
        (number, at + 2, c.unit(at + 1)?)
    } else {
        let (number, next) = c.day(at, false).filter(|&(n, _)| n <= 4)?;
        (
            number,
            next + 1,
            c.unit(next)
                .filter(|unit| matches!(unit, Unit::Quarter | Unit::Half))?,
        )
    };
    if !german && c.lower(next) == "of" && c.year(next + 1).is_some() {
        next += 1;
    } else if german
        && c.lower(next) == "des"
        && c.unit(next + 1) == Some(Unit::Year)
        && c.year(next + 2).is_some()
    {
        next += 2;
    }
    let year = c.year(next);
    let end = next + usize::from(year.is_some());
    match unit {
        Unit::Quarter if number <= 4 => Some(Found::new(start, end, Meaning::Quarter { year, number })),
        Unit::Half if number <= 2 => Some(Found::new(start, end, Meaning::Half { year, number })),
        _ => None,
    }
}

/// "90er Jahre", "den 1970er-Jahren", "the late 1970s", "20. Jahrhundert", "the 19th century".
fn decade(c: &Cursor<'_>, at: usize, german: bool) -> Option<Found> {
    let start = at;
    let article = matches!(c.lower(at), "der" | "die" | "das" | "den" | "dem" | "des" | "the");
    let at = at + usize::from(article);
    let word = c.lower(at);
    let digits: String = word.chars().take_while(char::is_ascii_digit).collect();
    let rest = &word[digits.len()..];
    let full = |digits: &str| -> Option<i16> {
        let number: i16 = digits.parse().ok()?;
        match digits.len() {
            2 => Some(190 + number / 10),
            4 => Some(number / 10),
            _ => None,
        }
    };
    if german && !digits.is_empty() {
        if matches!(
            rest,
            "er-jahre" | "er-jahren" | "erjahre" | "erjahren" | "-er-jahre" | "-er-jahren"
        ) {
            return Some(Found::new(start, at + 1, Meaning::Decade(full(&digits)?)));
        }
        if matches!(rest, "er" | "-er") && matches!(c.lower(at + 1), "jahre" | "jahren") {
            return Some(Found::new(start, at + 2, Meaning::Decade(full(&digits)?)));
        }
    }
    if german
        && let Some(stem) = word
            .strip_suffix("erjahre")
            .or_else(|| word.strip_suffix("erjahren"))
            .or_else(|| {
                word.strip_suffix("er")
                    .filter(|_| matches!(c.lower(at + 1), "jahre" | "jahren"))
            })
    {
        let tens = [
            "zwanzig", "dreißig", "vierzig", "fünfzig", "sechzig", "siebzig", "achtzig", "neunzig",
        ];
        let ten = tens.iter().position(|t| *t == stem)? as i16 + 2;
        return Some(Found::new(
            start,
            at + 1 + usize::from(word.ends_with("er")),
            Meaning::Decade(190 + ten),
        ));
    }
    if !german && matches!(rest, "s" | "'s") && digits.len() == 4 {
        return Some(Found::new(start, at + 1, Meaning::Decade(full(&digits)?)));
    }
    let (number, next) = c.day(at, false)?;
    (c.unit(next) == Some(Unit::Century))
        .then(|| Found::new(start, next + 1, Meaning::Century(i16::from(number) - 1)))
}

/// "drei Jahre", "vor zwei Wochen", "rund zehn Tage", "five years ago", "24-stündig".
fn amount(c: &Cursor<'_>, at: usize, german: bool) -> Option<Found> {
    let start = at;
    let mut next = at;
    if c.sense(next, |sense| {
        if let Sense::Approximate(_) = sense {
            Some(())
        } else {
            None
        }
    })
    .is_some()
    {
        next += 1;
    } else if matches!(c.lower(next), "mehr" | "weniger" | "more" | "less")
        && matches!(c.lower(next + 1), "als" | "than")
    {
        next += 2;
    }
    let (mut count, mut after) = c.amount(next)?;
    // "zwei bis drei Jahre", "two to three years"
    if matches!(c.lower(after), "bis" | "to" | "oder" | "or" | "–" | "-")
        && let Some((larger, end)) = c.amount(after + 1)
        && c.unit(end).is_some()
    {
        (count, after) = (larger, end);
    }
    if !german && c.word(after) == "-" {
        after += 1;
    }
    let unit = c.unit(after)?;
    // "ein Jahr" is a duration, "ein Tag" in "eines Tages" too; "die 1. Stunde" is not matched here.
    let end = after + 1;
    let exact = match count {
        Amount::Exactly(count) if count.fract() == 0.0 => Some(count as i64),
        _ => None,
    };
    if !german {
        if c.lower(end) == "ago" || c.lower(end) == "earlier" {
            let meaning = match exact {
                Some(count) => Meaning::Distance {
                    unit,
                    count,
                    ago: true,
                },
                None => Meaning::Reference("PAST_REF"),
            };
            return Some(Found::new(start, end + 1, meaning));
        }
        if c.lower(end) == "from" && c.lower(end + 1) == "now" {
            let meaning = exact.map_or(Meaning::Reference("FUTURE_REF"), |count| Meaning::Distance {
                unit,
                count,
                ago: false,
            });
            return Some(Found::new(start, end + 2, meaning));
        }
        if c.lower(end) == "later" {
            return None;
        }
    }
    if unit == Unit::Season || unit == Unit::Half || unit == Unit::Weekend && exact == Some(1) {
        return None;
    }
    Some(Found::new(start, end, Meaning::Duration(duration(count, unit)?)))
}

/// The TIMEX3 value of a duration.
pub(super) fn duration(amount: Amount, unit: Unit) -> Option<String> {
    let (sign, time) = match unit {
        Unit::Day => ("D", false),
        Unit::Week => ("W", false),
        Unit::Month => ("M", false),
        Unit::Year => ("Y", false),
        Unit::Decade => ("DE", false),
        Unit::Century => ("CE", false),
        Unit::Quarter => ("Q", false),
        Unit::Weekend => ("WE", false),
        Unit::Hour => ("H", true),
        Unit::Minute => ("M", true),
        Unit::Second => ("S", true),
        Unit::Half | Unit::Season => return None,
    };
    let count = match amount {
        Amount::Some => "X".to_owned(),
        // Half a year is six months.
        Amount::Exactly(count) if count == 0.5 && unit == Unit::Year => return Some("P6M".to_owned()),
        Amount::Exactly(count) if unit == Unit::Decade => return Some(format!("P{}Y", count * 10.0)),
        Amount::Exactly(count) => format!("{count}"),
    };
    Some(format!("P{}{count}{sign}", if time { "T" } else { "" }))
}

/// "alle zwei Jahre", "jeden Montag", "pro Jahr", "every other Tuesday", "each year".
fn every(c: &Cursor<'_>, at: usize) -> Option<Found> {
    c.sense(at, |sense| if sense == Sense::Every { Some(()) } else { None })?;
    if let Some(day) = c.weekday(at + 1) {
        return Some(Found::new(at, at + 2, Meaning::Set(format!("XXXX-WXX-{day:02}"))));
    }
    if let Some(unit) = c.unit(at + 1) {
        let plural = c.lower(at) == "alle" || c.lower(at) == "all";
        return (!plural)
            .then(|| duration(Amount::Exactly(1.0), unit))
            .flatten()
            .map(|value| Found::new(at, at + 2, Meaning::Set(value)));
    }
    let (amount, next) = c.amount(at + 1)?;
    let unit = c.unit(next)?;
    Some(Found::new(at, next + 1, Meaning::Set(duration(amount, unit)?)))
}

/// Words that are an expression by themselves.
fn single(c: &Cursor<'_>, at: usize, german: bool) -> Option<Found> {
    let word = c.lower(at);
    if let Some(days) = c.sense(at, |sense| {
        if let Sense::Day(days) = sense {
            Some(days)
        } else {
            None
        }
    }) {
        // "der Morgen", "am Morgen": a part of the day, and capitals are for nouns.
        let noun = german && word == "morgen" && (c.word(at).starts_with(char::is_uppercase) && at > 0);
        if !noun {
            let mut found = Found::new(at, at + 1, Meaning::FromToday(days));
            if word == "tonight" {
                found.time = Some("NI".to_owned());
            }
            return Some(found);
        }
    }
    // "Jahresende", "Monatsbeginn"
    if german && let Some((unit, edge)) = edge_compound(word) {
        return Some(Found {
            edge,
            ..Found::new(at, at + 1, Meaning::Shifted { unit, by: 0 })
        });
    }
    let pick = |sense: Sense| match sense {
        Sense::Reference(value) => Some(Meaning::Reference(value)),
        Sense::Set(value) => Some(Meaning::Set(value.to_owned())),
        Sense::Duration(value) => Some(Meaning::Duration(value.to_owned())),
        Sense::Season(season) => Some(Meaning::Season {
            year: None,
            season,
            shift: None,
        }),
        Sense::Holiday(holiday) => Some(Meaning::Holiday { holiday, year: None }),
        _ => None,
    };
    let meaning = c.sense(at, pick)?;
    match meaning {
        Meaning::Season { .. } => {
            // "fall" and "spring" are words too.
            let noun = german || at > 0 && matches!(c.lower(at - 1), "the" | "in" | "last" | "next" | "this");
            noun.then(|| {
                let article = usize::from(!german && at > 0 && c.lower(at - 1) == "the");
                Found::new(at - article, at + 1, meaning)
            })
        }
        Meaning::Holiday { holiday, .. } => {
            let year = c.year(at + 1);
            Some(Found::new(
                at,
                at + 1 + usize::from(year.is_some()),
                Meaning::Holiday { holiday, year },
            ))
        }
        _ => Some(Found::new(at, at + 1, meaning)),
    }
}

fn edge_compound(word: &str) -> Option<(Unit, &'static str)> {
    let units = [
        ("jahres", Unit::Year),
        ("monats", Unit::Month),
        ("quartals", Unit::Quarter),
    ];
    let edges = [
        ("ende", "END"),
        ("anfang", "START"),
        ("beginn", "START"),
        ("mitte", "MID"),
    ];
    let (name, unit) = units.iter().find(|(name, _)| word.starts_with(name))?;
    let rest = &word[name.len()..];
    edges
        .iter()
        .find(|(name, _)| *name == rest)
        .map(|&(_, edge)| (*unit, edge))
}

/// "20.15 Uhr", "14:00 Uhr", "5 p.m.", "9:30 a.m.".
fn clock(c: &Cursor<'_>, at: usize, german: bool) -> Option<Found> {
    let word = c.word(at);
    let (hour, minute) = match word.split_once(['.', ':']) {
        Some((hour, minute)) if minute.len() == 2 => (hour, minute),
        None => (word, ""),
        _ => return None,
    };
    let mut hour: u8 = hour.parse().ok().filter(|hour| *hour <= 24 && word.len() <= 5)?;
    let minutes: Option<u8> = if minute.is_empty() {
        None
    } else {
        Some(minute.parse().ok().filter(|m| *m < 60)?)
    };
    let end = if german {
        (c.lower(at + 1) == "uhr").then_some(at + 2)?
    } else {
        let half = c.lower(at + 1).replace('.', "");
        match half.as_str() {
            "pm" if hour < 12 => hour += 12,
            "am" | "pm" => {}
            _ if minutes.is_some() && word.contains(':') => {
                return Some(Found::new(
                    at,
                    at + 1,
                    Meaning::Clock(format!("T{hour:02}:{minute}")),
                ));
            }
            _ => return None,
        }
        at + 2
    };
    let end = end
        + usize::from(matches!(
            c.word(end),
            "MEZ" | "MESZ" | "EST" | "EDT" | "GMT" | "UTC" | "ET" | "PT" | "CET"
        ));
    let value = match minutes {
        Some(minutes) => format!("T{hour:02}:{minutes:02}"),
        None if german => format!("T{hour:02}:00"),
        None => format!("T{hour:02}:00"),
    };
    Some(Found::new(at, end, Meaning::Clock(value)))
}

/// Takes in a part of the day or a clock time that follows: "heute Abend", "Montag um 20 Uhr", "Tuesday morning".
fn timed(c: &Cursor<'_>, mut found: Found, german: bool) -> Found {
    let day = matches!(
        found.meaning,
        Meaning::Day { .. } | Meaning::Weekday { .. } | Meaning::FromToday(_)
    );
    if !day || found.time.is_some() {
        return found;
    }
    if let Some(part) = c.part(found.end)
        && (!german || matches!(found.meaning, Meaning::FromToday(_) | Meaning::Weekday { .. }))
        && found.end > found.start
        && !(german && c.lower(found.end) == "morgen" && matches!(found.meaning, Meaning::FromToday(1)))
    {
        found.time = Some(part.to_owned());
        found.end += 1;
        return found;
    }
    let skip = usize::from(matches!(c.lower(found.end), "um" | "gegen" | "at"));
    if let Some(clock) = clock(c, found.end + skip, german)
        && let Meaning::Clock(value) = clock.meaning
    {
        found.time = Some(value);
        found.end = clock.end;
    }
    found
}
