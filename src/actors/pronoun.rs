//! Pronouns of persons in the singular: er, sie, he, she.

use crate::actors::reference::{Discourse, Link, Passed, REACH};
use crate::analysis::{EntityType, Gender, MentionKind, NounPhrase};
use crate::language::Language;

/// How sure a link is.
const NEAREST: f32 = 0.6;

/// The person that a pronoun means: the first one, which mostly is the subject, of the own sentence or else of those
/// before; who stands in somebody's direct speech is none for a pronoun outside of it, and the other way round.
pub(crate) fn link(discourse: &Discourse<'_>, phrase: &NounPhrase) -> Option<Link> {
    let layer = discourse.layer;
    let at = phrase.tokens.range().start;
    let gender = match &*layer.word(at).to_lowercase() {
        "er" | "he" => Gender::Masculine,
        "sie" | "she" if !is_plural(discourse, at) => Gender::Feminine,
        _ => return None,
    };
    let fits = |passed: &Passed| {
        passed.kind != MentionKind::Compound
            && discourse.entity(passed.actor) == EntityType::Person
            && discourse.quoted[passed.token] == discourse.quoted[at]
            && discourse.profiles[passed.actor as usize]
                .gender
                .is_none_or(|known| known == gender)
    };
    let sentence = layer.sentence_of(at);
    let actor = (sentence.saturating_sub(REACH)..=sentence)
        .rev()
        .find_map(|number| discourse.of_sentence(number).find(fits))?
        .actor;
    Some(Link {
        actor,
        kind: MentionKind::Pronoun,
        confidence: NEAREST,
    })
}

/// "sie sagen" against "sie sagt": the finite verb beside it tells.
fn is_plural(discourse: &Discourse<'_>, at: usize) -> bool {
    let layer = discourse.layer;
    let near = [at.checked_sub(1), Some(at + 1)].into_iter().flatten();
    near.filter(|&index| layer.tokens.get(index).is_some_and(|token| token.finite))
        .any(|index| layer.language == Language::German && layer.word(index).ends_with('n'))
}
