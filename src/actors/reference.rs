//! Mentions that are no names: descriptions ("der Softwarekonzern") and pronouns.

use crate::actors::lexicon::Lexicon;
use crate::actors::role::Role;
use crate::analysis::{Actor, Mention, TextLayer};

/// Links descriptions and pronouns to actors; adds the mentions in the order of the text.
pub(crate) fn link(
    _layer: &TextLayer<'_>,
    _mentions: &mut Vec<Mention>,
    _actors: &mut [Actor],
    _roles: &[Vec<Role>],
    _named: &[u32],
    _lexicon: &Lexicon,
) {
}
