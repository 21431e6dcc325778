//! Quotes.

use crate::text::Span;

/// How words are quoted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum QuoteType {
    /// A complete statement between marks.
    Direct,
    /// A word or phrase between marks inside the author's sentence.
    Partial,
    /// A statement in the author's grammar.
    Indirect,
    /// The speech act is named, its content summarised.
    Reported,
}

impl QuoteType {
    /// The word in the tables.
    pub fn as_str(self) -> &'static str {
        match self {
            QuoteType::Direct => "direct",
            QuoteType::Partial => "partial",
            QuoteType::Indirect => "indirect",
            QuoteType::Reported => "reported",
        }
    }
}

/// Words, statements or thoughts attributed to somebody.
#[derive(Debug, Clone, PartialEq)]
pub struct Quote {
    /// How it is quoted.
    pub kind: QuoteType,
    /// The content without marks, cue and speaker, in order; several where a "laut X" stands inside.
    pub spans: Vec<Span>,
    /// The words that introduce it ("teilte", "mit"); empty where there are none.
    pub cue: Vec<Span>,
    /// The words that name the speaker; in continued speech those of the mention that is carried on.
    pub speaker: Option<Span>,
    /// The actor that the speaker is: index into [`Analysis::actors`](crate::Analysis::actors).
    pub speaker_actor: Option<u32>,
    /// The words that name who is spoken to.
    pub addressee: Option<Span>,
    /// Probability that span, type and speaker are right, 0 to 1.
    pub confidence: f32,
}

impl Quote {
    /// From the first byte of the first span to the last of the last.
    pub fn span(&self) -> Span {
        match (self.spans.first(), self.spans.last()) {
            (Some(first), Some(last)) => first.cover(*last),
            _ => Span::default(),
        }
    }
}
