//! Pronouns: er, sie, he, she; dieser, diese; sein, ihr, his, her.

use crate::actors::discourse::{Discourse, Passed, Who};
use crate::actors::lexicon::{NameWord, NounClass};
use crate::actors::reference::Link;
use crate::analysis::{EntityType, Gender, MentionKind, Upos};
use crate::language::Language;

/// How sure a link is.
const NEAREST: f32 = 0.6;
/// So far back stands who "dieser" is.
const DEMONSTRATIVE_REACH: usize = 25;

/// The person that a pronoun at a token means: the first one, which mostly is the subject, of the own sentence or else of
/// those before, in the own sentence only behind a preposition if nobody else fits; who stands in somebody's direct speech is
/// none for a pronoun outside of it, and the other way round. Nobody where somebody without a name stands there.
pub(crate) fn link(discourse: &Discourse<'_>, at: usize) -> Option<Link> {
    let layer = discourse.layer;
    let found = discourse
        .lexicon
        .pronoun(&layer.word(at).to_lowercase(), layer.language)
        .filter(|found| !found.owner)?;
    let gender = found.gender;
    let plural = found.many && is_plural(discourse, at);
    match (found.last, plural) {
        (false, true) => return organisation(discourse, at, true),
        (true, true) => return None,
        (true, false) => return demonstrative(discourse, at, gender),
        (false, false) => {}
    }
    let fits = |passed: &Passed| {
        passed.kind != MentionKind::Compound
            && discourse.quoted[passed.token] == discourse.quoted[at]
            && discourse.may_be(passed.who, gender)
            && discourse.apart(passed.token, at, at + 1)
    };
    // "Die Pläne der Regierung unter Adler nannte er …" is somebody of a sentence before
    let free = |passed: &Passed| {
        let own = layer.sentence_of(passed.token) == layer.sentence_of(at);
        let before = passed.token.checked_sub(1);
        let governed = own && before.is_some_and(|before| layer.tokens[before].upos == Upos::Adp);
        !governed && fits(passed)
    };
    let person = first(discourse, at, free).or_else(|| first(discourse, at, fits));
    match found.many {
        true => person.or_else(|| organisation(discourse, at, false)),
        false => person,
    }
}

/// The organisation that "sie" means: the one with the article "die" in the sentence before, unless a person stands before it.
fn organisation(discourse: &Discourse<'_>, at: usize, plural: bool) -> Option<Link> {
    let layer = discourse.layer;
    let sentence = layer.sentence_of(at).checked_sub(1)?;
    let has_article = |passed: &Passed| {
        let before = passed.token.checked_sub(1);
        before.is_some_and(|before| {
            discourse
                .lexicon
                .is(layer.word(before), NameWord::Feminine, Language::German)
        })
    };
    let first = discourse.of_sentence(sentence).find(|passed| match passed.who {
        Who::Actor(actor) => discourse.entity(actor) == EntityType::Person || has_article(passed),
        Who::Unnamed(_) => true,
    })?;
    let Who::Actor(actor) = first.who else { return None };
    let name = discourse.actors[actor as usize].name.as_str();
    let head = name.rsplit(' ').next().unwrap_or(name);
    let many = discourse.lexicon.noun_class(head) == NounClass::Plural || name.contains("Grüne");
    (layer.language == Language::German
        && has_article(&first)
        && discourse.entity(actor) == EntityType::Organisation
        && discourse.quoted[first.token] == discourse.quoted[at]
        && many == plural)
        .then(|| pronoun(actor))
}

/// The person that a possessive at a token means ("sein Haus"): as for "er", also within the clause.
pub(crate) fn owner(discourse: &Discourse<'_>, at: usize) -> Option<Link> {
    let layer = discourse.layer;
    let found = discourse
        .lexicon
        .pronoun(&layer.word(at).to_lowercase(), layer.language)
        .filter(|found| found.owner)?;
    let gender = found.gender;
    if found.last {
        return demonstrative(discourse, at, gender);
    }
    let fits = |passed: &Passed| {
        passed.kind != MentionKind::Compound
            && discourse.quoted[passed.token] == discourse.quoted[at]
            && discourse.may_be(passed.who, gender)
    };
    let link = first(discourse, at, fits)?;
    // "ihr" is "their" as well: only where the gender is known
    let known = discourse.profiles[link.actor as usize].gender == Some(gender);
    (known || gender == Gender::Masculine).then_some(link)
}

fn first(discourse: &Discourse<'_>, at: usize, fits: impl Fn(&Passed) -> bool) -> Option<Link> {
    let sentence = discourse.layer.sentence_of(at);
    match discourse.within_reach(sentence).find(fits)?.who {
        Who::Actor(actor) => Some(pronoun(actor)),
        Who::Unnamed(_) => None,
    }
}

fn pronoun(actor: u32) -> Link {
    Link {
        actor,
        kind: MentionKind::Pronoun,
        confidence: NEAREST,
    }
}

/// "dieser": who was mentioned last, where it is a person of the gender or an organisation.
fn demonstrative(discourse: &Discourse<'_>, at: usize, gender: Gender) -> Option<Link> {
    let passed = discourse
        .latest()
        .take_while(|passed| at - passed.token <= DEMONSTRATIVE_REACH)
        .find(|passed| passed.kind != MentionKind::Compound)?;
    let Who::Actor(actor) = passed.who else {
        return None;
    };
    let person = discourse.may_be(passed.who, gender);
    let organisation = discourse.entity(actor) == EntityType::Organisation;
    (person || organisation).then(|| pronoun(actor))
}

/// "sie sagen" against "sie sagt": the finite verb beside it tells.
fn is_plural(discourse: &Discourse<'_>, at: usize) -> bool {
    let layer = discourse.layer;
    let near = [at.checked_sub(1), Some(at + 1)].into_iter().flatten();
    near.filter(|&index| layer.tokens.get(index).is_some_and(|token| token.finite))
        .any(|index| layer.language == Language::German && layer.word(index).ends_with('n'))
}
