//! English quotes between marks: which stretches are quotes, their cues and the speakers beside them.

use crate::analysis::QuoteType;
use crate::language::Language;
use crate::quotes::classes::Classes;
use crate::quotes::clause::Hit;
use crate::quotes::cues::CueLexicon;
use crate::quotes::direct::{self, Context};
use crate::quotes::draft::Draft;
use crate::quotes::marks::Marked;
use crate::quotes::subject;
use crate::quotes::words::Words;

/// How sure a quote with a cue, one without and one in the author's own sentence are, by the same measure.
const WITH_CUE: f32 = 0.75;
const ALONE: f32 = 0.5;
const PARTIAL: f32 = 0.5;

/// The quotes between marks, by their opening marks. Those of part of a sentence that no cue introduces and no source
/// attributes have no cue and no speaker: they are quotes only inside an indirect one.
pub(super) fn find(words: &Words<'_>, lexicon: &CueLexicon) -> Vec<Draft> {
    direct::marked(words)
        .into_iter()
        .filter_map(|(marked, kind)| {
            let context = Context::new(words, lexicon, &marked, true);
            let kind = if goes_on(words, &marked) {
                QuoteType::Partial
            } else {
                kind
            };
            let partial = kind == QuoteType::Partial;
            let near = |hit: &&Hit<'_>| hit.verb < marked.open && marked.open - hit.verb <= 5;
            if partial && is_title(words, &marked) && context.english_cue(words).filter(near).is_none() {
                return None;
            }
            let mut draft = Draft::new(kind, vec![marked.content()], ALONE);
            if let Some(signed) = context.signature(words) {
                draft.speaker = Some(signed);
                draft.confidence = WITH_CUE;
            } else if let Some(hit) = context.english_cue(words) {
                draft.cue = vec![hit.verb];
                draft.speaker = subject::of(words, Language::English, &context.segments, hit);
                draft.confidence = if partial { PARTIAL } else { WITH_CUE };
            } else if partial {
                draft.confidence = if context.attributed(words) { PARTIAL } else { 0.0 };
            }
            Some(draft)
        })
        .collect()
}

/// True where the stretch goes on with the sentence before it: no comma or colon announces it, and it begins with a small
/// letter.
fn goes_on(words: &Words<'_>, marked: &Marked) -> bool {
    let announced = Classes::COMMA
        .or(Classes::COLON)
        .or(Classes::QUOTE)
        .or(Classes::STOP);
    marked.open > 0
        && words.word(marked.open - 1).starts_with(char::is_alphanumeric)
        && !words.is(marked.open - 1, announced)
        && words.cue_forms(marked.open - 1).is_empty()
        && words.word(marked.open + 1).starts_with(char::is_lowercase)
}

/// True for words with capitals, as titles have them, but for a few small ones; one word alone is none.
fn is_title(words: &Words<'_>, marked: &Marked) -> bool {
    let long: Vec<&str> = marked
        .content()
        .range()
        .map(|at| words.word(at))
        .filter(|word| word.len() > 3 && word.starts_with(char::is_alphabetic))
        .collect();
    long.len() > 1 && long.iter().all(|word| word.starts_with(char::is_uppercase))
}
