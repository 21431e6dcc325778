//! Deadlines: what is due, takes effect, ends or is scheduled, when, and for whom.

use jiff::civil::Date;

use crate::analysis::{Actor, Deadline, Mention, Quote, TextLayer, Timex};

/// Finds deadlines among the dates.
#[derive(Debug, Default)]
pub struct DeadlineFinder {}

impl DeadlineFinder {
    /// Builds the finder from the embedded lexicons.
    pub fn new() -> Self {
        Self::default()
    }

    /// The deadlines, in order of their dates in the text. `today` is the document's date.
    pub fn find(
        &self,
        _layer: &TextLayer<'_>,
        _today: Option<Date>,
        _dates: &[Timex],
        _mentions: &[Mention],
        _actors: &[Actor],
        _quotes: &[Quote],
    ) -> Vec<Deadline> {
        Vec::new()
    }
}
