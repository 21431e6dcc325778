//! A quote while it is being found: in tokens.

use crate::analysis::QuoteType;
use crate::quotes::phrase::Phrase;
use crate::text::TokenRange;

/// A quote in tokens; becomes a [`crate::analysis::Quote`] at the end.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Draft {
    pub(crate) kind: QuoteType,
    /// The content, in order.
    pub(crate) pieces: Vec<TokenRange>,
    /// The cue's tokens.
    pub(crate) cue: Vec<usize>,
    pub(crate) speaker: Option<Phrase>,
    /// The speaker was carried on from an earlier quote.
    pub(crate) carried: bool,
    pub(crate) addressee: Option<TokenRange>,
    pub(crate) confidence: f32,
}

impl Draft {
    /// A quote of one piece or more, without a cue and a speaker.
    pub(crate) fn new(kind: QuoteType, pieces: Vec<TokenRange>, confidence: f32) -> Self {
        Self {
            kind,
            pieces,
            cue: Vec::new(),
            speaker: None,
            carried: false,
            addressee: None,
            confidence,
        }
    }

    /// First token and the token after the last.
    pub(crate) fn extent(&self) -> TokenRange {
        match (self.pieces.first(), self.pieces.last()) {
            (Some(first), Some(last)) => TokenRange {
                start: first.start,
                end: last.end,
            },
            _ => TokenRange::default(),
        }
    }
}
