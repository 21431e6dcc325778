//! A quote while it is being found: in tokens.

use crate::analysis::QuoteType;
use crate::quotes::classes::Classes;
use crate::quotes::phrase::Phrase;
use crate::quotes::words::Words;
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

    /// True where somebody is said to have said it: a cue says so, somebody can be named, or its verb is in the subjunctive of
    /// reported speech. Without all that it has to be likely that it is a quote at all: "Der Tunnel soll 2027 fertig sein".
    pub(crate) fn is_attributed(&self, words: &Words<'_>) -> bool {
        const LIKELY: f32 = 0.6;
        let reported = |at| words.is(at, Classes::KONJ);
        self.kind != QuoteType::Indirect
            || !self.cue.is_empty()
            || self.speaker.is_some()
            || self.confidence >= LIKELY
            || self.pieces.iter().flat_map(|piece| piece.range()).any(reported)
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
