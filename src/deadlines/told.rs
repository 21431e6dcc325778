//! How the verbs of a clause tell of a date: ahead, in the present, in the past.

use super::against::Signs;
use super::clause::{Clause, follows_particle};
use super::cues::{Before, Cues, Role};
use super::grammar::Small;
use super::measure::{Reach, is_explicit};
use crate::analysis::{Tense, TextLayer, Upos};
use crate::language::Language;
use crate::text::TokenRange;

/// How the clause tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Told {
    /// With a verb that looks ahead.
    Ahead,
    /// In the present.
    Present,
    /// In the past.
    Past,
    /// Without a verb.
    Verbless,
}

/// How the clause tells of the date, seen together with what stands before it and how far it lies ahead.
pub(super) fn told_of(signs: &Signs<'_>, before: Option<Before>, reach: Reach) -> Told {
    let Signs {
        layer,
        cues,
        clause,
        dated,
        ..
    } = *signs;
    let told = told(layer, cues, clause, dated);
    if told != Told::Past {
        return told;
    }
    let present = |verb: Small| {
        clause.finite.is_some_and(|finite| {
            verb.is(&layer.lemma(finite), Language::German)
                && layer.tokens[finite].tense == Some(Tense::Present)
        })
    };
    let set = |main: usize| cues.is(Role::Planned, &layer.lemma(main).to_lowercase());
    let state = |main: usize| cues.adjective(&layer.word(main).to_lowercase()).is_some();
    // "ist bis Mai geöffnet", "ist für Montag geplant", "hat bis Mai geöffnet": a state, since no perfect tells of what
    // lies ahead.
    let explicit = before.is_some() || is_explicit(layer, cues, signs.date.tokens);
    let is_state = present(Small::Be) && (reach == Reach::Ahead && explicit || clause.main.is_some_and(set));
    let has_state = present(Small::Have) && clause.main.is_some_and(state) && before.is_some();
    if is_state || has_state {
        Told::Present
    } else if reach != Reach::Running && infinitive_follows(layer, clause, dated) {
        // "hatte angekündigt im September erneut **anzutreten**", "gab bekannt, binnen zehn Tagen prüfen **zu wollen**"
        Told::Ahead
    } else {
        Told::Past
    }
}

/// How the verbs of the clause tell of the date.
pub(super) fn told(layer: &TextLayer<'_>, cues: &Cues, clause: &Clause, dated: TokenRange) -> Told {
    // "figures **to be published** today"
    let start = dated.range().start;
    if start >= 3
        && layer.tokens[start - 1].upos == Upos::Verb
        && Small::Be.is(layer.word(start - 2), Language::English)
        && Small::Particle.is(layer.word(start - 3), Language::English)
    {
        return Told::Ahead;
    }
    let Some(finite) = clause.finite else {
        return match clause.main {
            Some(main) if follows_particle(layer, main) => Told::Ahead,
            _ => Told::Verbless,
        };
    };
    let lemma = layer.lemma(finite).to_lowercase();
    let past = clause.is_past(layer);
    // "soll angegriffen haben" reports what is past.
    let perfect = clause.indices().any(|index| {
        index > finite && layer.tokens[index].upos == Upos::Aux && Small::Have.has(layer.word(index))
    });
    if perfect && layer.tokens[finite].upos == Upos::Aux {
        return Told::Past;
    }
    // "sollte" and "wollte" look ahead in either tense, "wurde" does not.
    if cues.is(Role::Modal, &lemma) && (!past || Small::EitherTense.has(&lemma)) {
        let alone = Small::Future.has(&lemma) && clause.main == Some(finite);
        return if alone { Told::Present } else { Told::Ahead };
    }
    match (past, clause.main) {
        (true, _) => Told::Past,
        (false, Some(main)) if main != finite && follows_particle(layer, main) => Told::Ahead,
        _ => Told::Present,
    }
}

/// True where the clause's verb is an infinitive with "zu" or "to" that comes after the date.
fn infinitive_follows(layer: &TextLayer<'_>, clause: &Clause, dated: TokenRange) -> bool {
    let after = dated.range().end;
    let german = layer.language == Language::German;
    german
        && clause.indices().filter(|&index| index >= after).any(|index| {
            matches!(layer.tokens[index].upos, Upos::Verb | Upos::Aux) && follows_particle(layer, index)
        })
}
