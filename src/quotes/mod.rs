//! Quotes: who said what.

use crate::analysis::{Actor, Mention, Quote, TextLayer};

/// Finds quotes and their speakers.
#[derive(Debug, Default)]
pub struct QuoteFinder {}

impl QuoteFinder {
    /// Builds the finder from the embedded lexicons.
    pub fn new() -> Self {
        Self::default()
    }

    /// The quotes, by start.
    pub fn find(&self, _layer: &TextLayer<'_>, _mentions: &[Mention], _actors: &[Actor]) -> Vec<Quote> {
        Vec::new()
    }
}
