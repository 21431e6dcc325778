//! The words of a deadline's action.

use super::clause::Clause;
use crate::analysis::{TextLayer, Upos};
use crate::text::{Span, TokenRange};

/// The clause's own words without the date (with its prepositions, from `dated.start`) and without the modal.
pub(super) fn action(layer: &TextLayer<'_>, clause: &Clause, dated: TokenRange) -> String {
    let modal = clause
        .finite
        .filter(|&finite| clause.main.is_some_and(|main| main != finite));
    let leads = |index: usize| matches!(layer.tokens[index].upos, Upos::Cconj | Upos::Sconj | Upos::Punct);
    let mut words = String::new();
    let mut last: Option<Span> = None;
    for index in clause.indices().skip_while(|&index| leads(index)) {
        let span = layer.tokens[index].span;
        if dated.contains(index) || modal == Some(index) {
            continue;
        }
        let glued = last.is_some_and(|last| last.end == span.start);
        if !words.is_empty() && !glued {
            words.push(' ');
        }
        words.push_str(span.of(layer.text));
        last = Some(span);
    }
    words.trim_end_matches([',', '.', ' ']).to_owned()
}
