//! What words may be in or beside time expressions, and how a line of a lexicon says it.

/// What a word, or a phrase of several, may be in or beside a time expression.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Sense {
    Month(i8),
    /// 1 Monday to 7 Sunday.
    Weekday(i8),
    /// A weekday and a part of the day ("Montagabend").
    WeekdayPart(i8, &'static str),
    /// A weekday that comes back every week ("montags").
    WeekdaySet(&'static str),
    Unit(UnitWord),
    /// The last part of a noun that counts as a unit ("Arbeitstage").
    UnitPart(UnitWord),
    /// No unit, whatever its last part.
    NoUnit,
    Number(Amount),
    /// May stand between number and unit.
    Between,
    Ordinal(i8),
    Half,
    /// "Q3".
    Quarter(i8),
    /// Before "hours", a part of the day ("the early hours").
    PartHours(&'static str),
    Season(&'static str),
    /// A year that begins in another month than January: that month, and how many months it has; none if nobody can tell.
    YearLike(i8, i8),
    Part(&'static str),
    /// A part of the day after a clock time ("3 Uhr morgens").
    PartAdverb(&'static str),
    /// Days from today.
    Day(i64),
    /// A part of today ("tonight").
    Tonight(&'static str),
    Reference(&'static str),
    /// A reference only with an article or after "in".
    ReferenceNoun(&'static str),
    /// A reference only after one of some prepositions ("at **the moment**"), which stand with blanks between.
    ReferenceAfter(&'static str, &'static str),
    Edge(&'static str),
    /// Before a part of the day or a season ("früh").
    Early(&'static str),
    /// -1 last, 0 this, 1 next.
    Shift(Shift),
    /// A period of one word ("Vorjahr", "Jahresende").
    Period(Unit, Shift, &'static str),
    Every,
    Approximate(&'static str),
    Set(&'static str),
    Duration(&'static str),
    /// An adjective of how long ("zweijährig"): a unit, and a number where it has one.
    Lasting(Option<Amount>, Unit),
    Holiday(Holiday),
    /// After an amount: how it is counted ("ago", "später").
    Post(Shift),
    OClock,
    /// Before an hour, half an hour before it ("halb neun").
    HalfPast,
    /// A time zone.
    Zone,
    /// A clock time of one word ("noon").
    ClockWord(&'static str),
    /// Also another word or a name ("May").
    Doubtful,
    /// After a number that is no year.
    Counted,
    /// Before a number that is no date.
    Named,
    /// Before a name, which may be that of a month.
    Title,
    /// A noun of what lasts: before it "zweijährig" is no age.
    Lasts,
    /// The tens of a decade in words ("neunziger", "nineties").
    Decade(i16),
    Word(Word),
    /// A word before an expression that says which way it looks.
    Look(Look),
    /// A participle that says that its noun lies ahead ("geplante").
    Ahead,
    /// The lemma of a verb that sets a date ahead, also in the past tense.
    SetsAhead,
    /// The lemma of a modal that looks ahead also in the past tense.
    Modal,
    /// The last part of a noun that may lie ahead as well as back ("Wahl").
    Event,
    /// The first word of a phrase: its number in [`Words::phrases`].
    Phrase(u16),
}

/// Function words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Word {
    Article,
    And,
    To,
    /// "zum" after "bis".
    Toward,
    On,
    Of,
    At,
    In,
    /// Before a bare plural: "seit Jahren".
    Since,
    Than,
    More,
    Long,
    Age,
    YearsOfAge,
    Year,
    Per,
    PerArticle,
    Week,
    Possessive,
    Still,
    Christ,
    Before,
    MonthBefore,
    BeforeChrist,
    /// "the year ended June 30".
    Ended,
    /// Before a unit a span up to now ("the past year").
    Span,
    /// "jeweils 20 Uhr": of no day in particular.
    Each,
    /// A noun for a time of no length in particular ("period").
    Period,
    /// The last word of a newspaper's or programme's name.
    Medium,
    Film,
}

/// Which way a preposition looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Look {
    Ahead,
    Back,
    /// Ahead only before an article ("auf den 3. Mai").
    Outer,
    /// Ahead with "an" behind the date ("vom 1. Mai an").
    From,
}

/// A unit of time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Unit {
    Second,
    Minute,
    Hour,
    Day,
    Week,
    Weekend,
    Month,
    Quarter,
    Half,
    Year,
    Decade,
    Century,
    /// A season of sport.
    Season,
}

/// A unit as a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct UnitWord {
    pub unit: Unit,
    pub plural: bool,
}

/// How many.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Amount {
    Exactly(f32),
    Some,
}

/// So many units away.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Shift {
    pub by: i64,
    pub from: Origin,
}

/// Where a relative expression is counted from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Origin {
    /// The document's date.
    Document,
    /// The date last mentioned.
    Mention,
}

/// When a holiday is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Holiday {
    Fixed(i8, i8),
    /// Days from Easter Sunday.
    Easter(i64),
    /// Month, weekday, which of them in the month (-1 the last), days after it.
    Nth(i8, i8, i8, i64),
    /// Days from the fourth Sunday of Advent.
    Advent(i64),
}

impl Sense {
    /// True where an expression may begin with such a word.
    pub fn starts(self) -> bool {
        !matches!(
            self,
            Sense::UnitPart(_)
                | Sense::NoUnit
                | Sense::Between
                | Sense::Zone
                | Sense::OClock
                | Sense::Post(_)
                | Sense::Approximate(_)
                | Sense::PartAdverb(_)
                | Sense::Doubtful
                | Sense::Counted
                | Sense::Named
                | Sense::Title
                | Sense::Lasts
                | Sense::Look(_)
                | Sense::Ahead
                | Sense::SetsAhead
                | Sense::Modal
                | Sense::Event
        ) && !matches!(self, Sense::Word(word) if !matches!(word, Word::Year | Word::Week | Word::In | Word::PerArticle))
    }
}

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
