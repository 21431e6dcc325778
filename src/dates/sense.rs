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
