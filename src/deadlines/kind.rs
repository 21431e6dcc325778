//! Of which kind a deadline is.

use super::against::Signs;
use super::clause::{Clause, follows_particle};
use super::cues::{Before, Cues, Role, bare};
use super::grammar::Small;
use super::told::Told;
use crate::analysis::{DeadlineKind, TextLayer, Upos};
use crate::language::Language;
use crate::text::TokenRange;

/// The kind: the preposition first, then set phrases, then verb, adjectives and nouns of the clause.
pub(super) fn kind(signs: &Signs<'_>, before: Option<Before>, told: Told, is_period: bool) -> DeadlineKind {
    let Signs {
        layer,
        cues,
        clause,
        words,
        dated,
        date,
        ..
    } = *signs;
    let carried = clause.main.and_then(|main| carried(layer, cues, clause, main));
    let verb = (carried.or(clause.main)).and_then(|main| cues.verb(&cues.lemma(layer, main)));
    let noun = |index: usize| cues.noun(&layer.word(index).to_lowercase());
    // "die **Einführung** der Pässe zum 1. November"
    let noun_before = clause
        .indices()
        .take_while(|&index| index < dated.range().start)
        .collect::<Vec<usize>>()
        .into_iter()
        .rev()
        .take_while(|&index| {
            matches!(
                layer.tokens[index].upos,
                Upos::Noun | Upos::Propn | Upos::Adj | Upos::Det | Upos::Num
            )
        })
        .filter(|&index| layer.tokens[index].upos == Upos::Noun)
        .find_map(noun);
    let begins = clause
        .main
        .is_some_and(|main| cues.is(Role::Begins, &layer.lemma(main).to_lowercase()));
    // "die für kommendes Jahr geplante **Erhöhung**"
    let planned_noun =
        planned_noun(layer, cues, dated).map(|head| noun(head).unwrap_or(DeadlineKind::Scheduled));
    match before {
        // "ab 2020 sollen die Flüge **beginnen**"
        Some(Before::Kind(DeadlineKind::Effective)) if begins || planned_noun.is_some() => {
            return planned_noun.unwrap_or(DeadlineKind::Scheduled);
        }
        Some(Before::Kind(kind)) => return kind,
        Some(Before::Until) => {
            if let Some(kind) = noun_before.or_else(|| cues.with(words)) {
                return kind;
            }
            let demanded = |main| cues.is(Role::Demand, &layer.lemma(main));
            if has_due_noun(layer, cues, clause) || clause.main.is_some_and(demanded) {
                return DeadlineKind::Due;
            }
            let has = |role| {
                let is = |index: Option<usize>| index.is_some_and(|index| cues.is(role, &layer.lemma(index)));
                is(clause.main) || is(clause.finite)
            };
            if verb.is_none() && has(Role::Postpone) {
                return DeadlineKind::Scheduled;
            }
            if verb.is_none() && has(Role::Planned) && !has(Role::Lasting) {
                return DeadlineKind::Due;
            }
            // "bis 2013 **keine** Kündigungen", "bis Montag soll die Baustelle **ruhen**"
            let must = clause
                .finite
                .is_some_and(|finite| Small::Must.has(&layer.lemma(finite)));
            let denied = || words.split(' ').any(|word| cues.is(Role::Deny, word)) && !must;
            if has(Role::GoesOn) || denied() {
                return DeadlineKind::Expiry;
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
            // "due **to open**": the verb tells
            _ if carried.is_some_and(|verb| index < verb) && verb.is_some() => None,
            Upos::Adj | Upos::Adv | Upos::Verb => cues.adjective(&word),
            _ => None,
        }
    };
    if let Some(kind) = planned_noun {
        return kind;
    }
    if verb == Some(DeadlineKind::Expiry) && has_due_noun(layer, cues, clause)
        || has_time_to_act(layer, cues, clause)
        || is_time_to_act(layer, cues, clause, date.tokens)
    {
        return DeadlineKind::Due;
    }
    let kind = cues
        .with(words)
        .or_else(|| clause.indices().find_map(of_word))
        .or(noun_before.filter(|_| verb.is_none()))
        .or(verb)
        .unwrap_or(DeadlineKind::Scheduled);
    // what goes on from one day to another takes place
    match kind {
        DeadlineKind::Expiry if is_period => DeadlineKind::Scheduled,
        kind => kind,
    }
}

/// The noun that a participle behind the date stands before: "die für Mittwoch geplante **Kundgebung**".
fn planned_noun(layer: &TextLayer<'_>, cues: &Cues, dated: TokenRange) -> Option<usize> {
    let after = dated.range().end;
    let participle = (after..layer.tokens.len().min(after + NOUN_REACH)).find(|&index| {
        let word = layer.word(index).to_lowercase();
        cues.is_participle(&word) && bare(&word).len() < word.len()
    })?;
    (participle + 1..layer.tokens.len().min(participle + NOUN_REACH))
        .take_while(|&index| !matches!(layer.tokens[index].upos, Upos::Verb | Upos::Aux | Upos::Punct))
        .find(|&index| layer.tokens[index].upos == Upos::Noun)
}

/// How far behind the date a participle, and behind it its noun, may stand.
const NOUN_REACH: usize = 4;

/// "is slated **to open**", "was ordered **to pay**": the English verb that another one sets ahead.
fn carried(layer: &TextLayer<'_>, cues: &Cues, clause: &Clause, main: usize) -> Option<usize> {
    let is_planned = cues.is(Role::Planned, &layer.lemma(main));
    let verb = (main + 1..main + CARRIED).find(|&index| {
        let is_verb = || {
            layer.tokens[index].upos == Upos::Verb || cues.verb(&layer.word(index).to_lowercase()).is_some()
        };
        index < layer.tokens.len() && clause.contains(index) && follows_particle(layer, index) && is_verb()
    })?;
    // "is scheduled to leave on Friday" is not due by then
    let is_due = cues.verb(&cues.lemma(layer, verb)) == Some(DeadlineKind::Due);
    (layer.language == Language::English && !(is_planned && is_due)).then_some(verb)
}

/// An infinitive stands no farther behind the verb that carries it.
const CARRIED: usize = 4;

/// "has **three weeks** to comply", "gave them **30 days** to answer": a span that somebody has or is given.
pub(super) fn is_time_to_act(layer: &TextLayer<'_>, cues: &Cues, clause: &Clause, date: TokenRange) -> bool {
    let after = date.range().end;
    let follows = layer.language == Language::English
        && after + 1 < layer.tokens.len()
        && Small::Particle.is(layer.word(after), Language::English)
        && matches!(layer.tokens[after + 1].upos, Upos::Verb | Upos::Noun);
    let has = |role| {
        let is = |index: Option<usize>| index.is_some_and(|index| cues.is(role, &layer.lemma(index)));
        is(clause.finite) || is(clause.main)
    };
    follows && (has(Role::Grant) || has(Role::HasTime) && !clause.is_past(layer))
}

/// "Die **Frist** endet", "hat bis Montag **Zeit**": what ends is a time to act.
pub(super) fn has_due_noun(layer: &TextLayer<'_>, cues: &Cues, clause: &Clause) -> bool {
    clause.indices().any(|index| {
        layer.tokens[index].upos == Upos::Noun
            && cues.noun(&layer.word(index).to_lowercase()) == Some(DeadlineKind::Due)
    }) || has_time_to_act(layer, cues, clause)
}

/// "Die Bank **hat** bis Montag **Zeit**, …"
pub(super) fn has_time_to_act(layer: &TextLayer<'_>, cues: &Cues, clause: &Clause) -> bool {
    let has = |index: Option<usize>| index.is_some_and(|index| cues.is(Role::HasTime, &layer.lemma(index)));
    (has(clause.finite) || has(clause.main))
        && clause
            .indices()
            .any(|index| cues.is(Role::TimeToAct, &layer.word(index).to_lowercase()))
}
