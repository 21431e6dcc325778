//! Time expressions.

use jiff::civil::Date;

use crate::text::{Span, TokenRange};

/// The TIMEX3 types.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[allow(missing_docs, reason = "the standard's own")]
pub enum TimexType {
    Date,
    Time,
    Duration,
    Set,
}

impl TimexType {
    /// The type as the standard writes it.
    pub fn as_str(self) -> &'static str {
        match self {
            TimexType::Date => "DATE",
            TimexType::Time => "TIME",
            TimexType::Duration => "DURATION",
            TimexType::Set => "SET",
        }
    }
}

/// A time expression, normalised.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Timex {
    /// Where it stands; without a preposition.
    pub span: Span,
    /// Its tokens.
    pub tokens: TokenRange,
    /// TIMEX3 type.
    pub kind: TimexType,
    /// TIMEX3 value, as `2020-09` or `P3Y`.
    pub value: String,
    /// TIMEX3 mod: START, MID, END, APPROX, BEFORE, AFTER …; empty where there is none.
    pub modifier: &'static str,
    /// First and last calendar day, inclusive, where the expression can be placed.
    pub bounds: Option<Days>,
}

impl Timex {
    /// True where the expression is a point in time whose days are not known, as without a day of publication.
    pub fn lacks_anchor(&self) -> bool {
        matches!(self.kind, TimexType::Date | TimexType::Time)
            && self.bounds.is_none()
            && !self.value.ends_with("_REF")
    }
}

/// Calendar days from `earliest` to `latest`, both inclusive.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Days {
    /// First day.
    pub earliest: Date,
    /// Last day.
    pub latest: Date,
}
