//! Actors: from mentions to one actor each, and the nominal and pronominal mentions that belong to them.

use crate::analysis::{Actor, Mention, TextLayer};

/// Resolves mentions to actors.
#[derive(Debug, Default)]
pub struct ActorResolver {}

impl ActorResolver {
    /// Builds the resolver from the embedded lexicons.
    pub fn new() -> Self {
        Self::default()
    }

    /// The actors of a document, by first mention. Sets [`Mention::actor`] of the given mentions and adds nominal
    /// and pronominal ones, keeping the order of the text.
    pub fn resolve(&self, _layer: &TextLayer<'_>, _mentions: &mut Vec<Mention>) -> Vec<Actor> {
        Vec::new()
    }
}
