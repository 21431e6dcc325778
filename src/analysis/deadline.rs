//! Deadlines.

use crate::analysis::Days;
use crate::text::Span;

/// The four kinds of deadline.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum DeadlineKind {
    /// Must be finished by then.
    Due,
    /// Begins to apply then.
    Effective,
    /// Ends or runs out then.
    Expiry,
    /// Takes place then.
    Scheduled,
}

impl DeadlineKind {
    /// The word in the tables.
    pub fn as_str(self) -> &'static str {
        match self {
            DeadlineKind::Due => "due",
            DeadlineKind::Effective => "effective",
            DeadlineKind::Expiry => "expiry",
            DeadlineKind::Scheduled => "scheduled",
        }
    }
}

/// How sure the text is of a deadline.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Certainty {
    /// Planned, agreed or binding.
    #[default]
    Planned,
    /// Possible ("könnte", "may").
    Possible,
    /// Demanded by somebody ("fordert … bis").
    Demanded,
}

impl Certainty {
    /// The word in the tables.
    pub fn as_str(self) -> &'static str {
        match self {
            Certainty::Planned => "planned",
            Certainty::Possible => "possible",
            Certainty::Demanded => "demanded",
        }
    }
}

/// Why the days of a deadline cannot be placed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Open {
    /// The period is counted from something else than the document's date ("binnen 30 Tagen nach der Unterzeichnung").
    Start,
    /// Its length is not said ("in den nächsten Wochen").
    Length,
    /// The day is named by something that the calendar does not know ("in der kommenden Saison").
    Day,
}

impl Open {
    /// The word in the tables.
    pub fn as_str(self) -> &'static str {
        match self {
            Open::Start => "start",
            Open::Length => "length",
            Open::Day => "day",
        }
    }
}

/// A point or period ahead that binds or is planned for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Deadline {
    /// Which kind.
    pub kind: DeadlineKind,
    /// Index into [`Analysis::dates`](crate::Analysis::dates); of a period that two dates name ("vom 16. bis 18. Mai") the first.
    pub date: u32,
    /// Where the date stands; a period from its first to its last date.
    pub span: Span,
    /// Its days, where they can be placed.
    pub bounds: Option<Days>,
    /// Why its days cannot be placed; none where they are.
    pub open: Option<Open>,
    /// What is due, in the clause's own words, without date and modal.
    pub action: String,
    /// Who must act or is bound, in the text's words; empty where nobody is named.
    pub responsible: String,
    /// The actor that the responsible is: index into [`Analysis::actors`](crate::Analysis::actors).
    pub responsible_actor: Option<u32>,
    /// The quote that it stands in: index into [`Analysis::quotes`](crate::Analysis::quotes).
    pub quote: Option<u32>,
    /// True for "muss nicht bis …".
    pub negated: bool,
    /// How sure the text is.
    pub certainty: Certainty,
    /// Deadlines of one document with the same number are the same deadline, told twice.
    pub same_as: u32,
}
