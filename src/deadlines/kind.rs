//! Of which kind a deadline is.

use super::clause::{Clause, follows_particle};
use super::cues::{Before, Cues, Role};
use super::decide::Told;
use crate::analysis::{DeadlineKind, TextLayer, Upos};
use crate::text::TokenRange;

/// The kind: the preposition first, then set phrases, then verb, adjectives and nouns of the clause.
pub(super) fn kind(
    layer: &TextLayer<'_>,
    cues: &Cues,
    before: Option<Before>,
    clause: &Clause,
    words: &str,
    dated: TokenRange,
    told: Told,
) -> DeadlineKind {
    let verb = clause
        .main
        .and_then(|main| cues.verb(&layer.lemma(main).to_lowercase()));
    let noun_before = dated
        .range()
        .start
        .checked_sub(1)
        .filter(|&index| clause.contains(index) && layer.tokens[index].upos == Upos::Noun)
        .and_then(|index| cues.noun(&layer.word(index).to_lowercase()));
    match before {
        Some(Before::Kind(kind)) => return kind,
        Some(Before::Until) => {
            if let Some(kind) = noun_before.or_else(|| cues.with(words)) {
                return kind;
            }
            let demanded = |main| cues.is(Role::Demand, &layer.lemma(main));
            if has_due_noun(layer, cues, clause) || clause.main.is_some_and(demanded) {
                return DeadlineKind::Due;
            }
            let postponed = |main| cues.is(Role::Planned, &layer.lemma(main));
            if verb.is_none() && clause.main.is_some_and(postponed) {
                return DeadlineKind::Scheduled;
            }
            let to_be_done = clause.main.is_some_and(|main| follows_particle(layer, main));
            return match verb {
                Some(kind @ (DeadlineKind::Due | DeadlineKind::Expiry)) => kind,
                _ if told == Told::Ahead || to_be_done => DeadlineKind::Due,
                _ => DeadlineKind::Expiry,
            };
        }
        None => {}
    }
    let of_word = |index: usize| {
        let word = layer.word(index).to_lowercase();
        match layer.tokens[index].upos {
            Upos::Adj | Upos::Adv | Upos::Verb => cues.adjective(&word),
            _ => None,
        }
    };
    if verb == Some(DeadlineKind::Expiry) && has_due_noun(layer, cues, clause) {
        return DeadlineKind::Due;
    }
    cues.with(words)
        .or_else(|| clause.indices().find_map(of_word))
        .or(noun_before.filter(|_| verb.is_none()))
        .or(verb)
        .unwrap_or(DeadlineKind::Scheduled)
}

/// "Die **Frist** endet": what ends is a time to act.
pub(super) fn has_due_noun(layer: &TextLayer<'_>, cues: &Cues, clause: &Clause) -> bool {
    clause.indices().any(|index| {
        layer.tokens[index].upos == Upos::Noun
            && cues.noun(&layer.word(index).to_lowercase()) == Some(DeadlineKind::Due)
    })
}
