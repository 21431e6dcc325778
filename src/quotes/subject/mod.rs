//! Subjects: who does what a cue says.

mod english;
mod german;

use crate::language::Language;
use crate::quotes::clause::{Hit, Segment};
use crate::quotes::phrase::Phrase;
use crate::quotes::words::Words;

pub(crate) use english::{noun_at, noun_ending, subject_before as english_before};
pub(crate) use german::of_main as german_of_main;

/// The subject of a cue, in a passive clause the agent.
pub(crate) fn of(
    words: &Words<'_>,
    language: Language,
    segments: &[Segment],
    hit: &Hit<'_>,
) -> Option<Phrase> {
    match language {
        Language::English => english::of(words, segments, hit),
        _ => german::of(words, segments, hit.into()),
    }
}
