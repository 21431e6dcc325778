//! Names: finds mentions of persons, organisations, places and other names.

use crate::analysis::{Mention, TextLayer};

/// Finds names.
#[derive(Debug, Default)]
pub struct NameFinder {}

impl NameFinder {
    /// Builds the finder from the embedded gazetteers and weights.
    pub fn new() -> Self {
        Self::default()
    }

    /// The mentions by name and in compounds, in order of the text, none overlapping; their actors are not yet
    /// resolved.
    pub fn find(&self, _layer: &TextLayer<'_>) -> Vec<Mention> {
        Vec::new()
    }
}
