//! Who a description means that no noun ties to anybody: the one near of its kind.

use crate::actors::description::{is_of_place, places_differ};
use crate::actors::discourse::{Discourse, Passed, REACH, Who};
use crate::actors::fold;
use crate::actors::lexicon::NameWord;
use crate::actors::profile::Noun;
use crate::analysis::{EntityType, Gender, MentionKind, NounPhrase};

/// How sure a link is.
const NEAREST: f32 = 0.6;

fn actor(who: Who) -> Option<u32> {
    match who {
        Who::Actor(actor) => Some(actor),
        Who::Unnamed(_) => None,
    }
}

/// The organisation named last that a noun of this class can describe, else the only one of the class in the document so
/// far, else the only one at all.
pub(super) fn organisation(
    discourse: &Discourse<'_>,
    phrase: &NounPhrase,
    wanted: &Noun,
    adjectives: &[String],
) -> Option<(u32, f32)> {
    // "die iranische Staatsanwaltschaft", "der spanische Rundfunk" are others than those named before
    if wanted.class != "company" && adjectives.iter().any(|stem| is_of_place(stem)) {
        return None;
    }
    // "das Innenministerium", "die Schule": only a name or another noun tells which one
    let specific = matches!(wanted.class, "authority" | "court" | "party" | "body")
        && !discourse.lexicon.is_anywhere(wanted.base, NameWord::Unspecific);
    if specific {
        return None;
    }
    let sentence = discourse.layer.sentence_of(phrase.tokens.range().start);
    let (start, end) = (phrase.tokens.range().start, phrase.tokens.range().end);
    // an authority, court or party is one only where something says so
    let open = matches!(wanted.class, "authority" | "court" | "party");
    let may_be = |actor: u32| {
        let profile = &discourse.profiles[actor as usize];
        profile.allows(wanted.class) && !(open && profile.nouns.is_empty())
    };
    let candidates: Vec<u32> = (sentence.saturating_sub(REACH)..=sentence)
        .rev()
        .flat_map(|number| discourse.of_sentence(number).rev())
        .filter(|passed| passed.kind == MentionKind::Name || passed.kind == MentionKind::Nominal)
        .filter(|passed| discourse.apart(passed.token, start, end))
        .filter_map(|passed| actor(passed.who))
        .filter(|&actor| discourse.entity(actor) == EntityType::Organisation)
        .filter(|&actor| may_be(actor))
        .collect();
    let Some(&first) = candidates.first() else {
        let only = match *discourse.of_class(wanted.class) {
            [only] => only,
            // "der französische Netzbetreiber" is more than any company
            [] if wanted.full.eq_ignore_ascii_case(wanted.base) && adjectives.is_empty() => {
                discourse.only_organisation().filter(|&actor| may_be(actor))?
            }
            _ => return None,
        };
        let last = discourse.last[only as usize]?;
        return discourse.apart(last, start, end).then_some((only, NEAREST));
    };
    let known = !discourse.profiles[first as usize].nouns.is_empty();
    let alone = candidates.iter().all(|&actor| actor == first);
    (known || alone || wanted.class == "company").then_some((first, NEAREST))
}

/// The person whom a noun of the same class describes ("der venezolanische Staatschef" beside "der venezolanische Präsident"):
/// with an adjective of a place the one with the same, else the only person near.
pub(super) fn person(
    discourse: &Discourse<'_>,
    phrase: &NounPhrase,
    gender: Option<Gender>,
    class: &str,
    adjectives: &[String],
) -> Option<(u32, f32)> {
    let stems = |noun: &Noun| fold::stem(&fold::key(&noun.text));
    let places: Vec<&String> = adjectives.iter().filter(|stem| is_of_place(stem)).collect();
    if !places.is_empty() {
        let mut same = discourse.of_class(class).iter().copied().filter(|&actor| {
            discourse.profiles[actor as usize].nouns.iter().any(|noun| {
                noun.class == class
                    && stems(noun)
                        .split(' ')
                        .any(|stem| places.iter().any(|place| *place == stem))
            })
        });
        let first = same.next()?;
        return same.next().is_none().then_some((first, NEAREST));
    }
    let (first, sure) = only(discourse, phrase, gender)?;
    let fits = discourse.profiles[first as usize]
        .nouns
        .iter()
        .any(|noun| noun.class == class && !places_differ(adjectives, &stems(noun)));
    fits.then_some((first, sure))
}

/// The only person near, where it is the first that the sentence before names ("der Franzose", "der 39-Jährige").
pub(super) fn subject(
    discourse: &Discourse<'_>,
    phrase: &NounPhrase,
    gender: Option<Gender>,
) -> Option<(u32, f32)> {
    let (found, sure) = only(discourse, phrase, gender)?;
    let before = discourse
        .layer
        .sentence_of(phrase.tokens.range().start)
        .checked_sub(1)?;
    let first = discourse.of_sentence(before).find(|passed| match passed.who {
        Who::Actor(actor) => discourse.entity(actor) == EntityType::Person,
        Who::Unnamed(_) => true,
    })?;
    (first.who == Who::Actor(found)).then_some((found, sure))
}

/// The only person near of this gender.
fn only(discourse: &Discourse<'_>, phrase: &NounPhrase, gender: Option<Gender>) -> Option<(u32, f32)> {
    let start = phrase.tokens.range().start;
    let sentence = discourse.layer.sentence_of(start);
    let near = |passed: &Passed| {
        passed.kind != MentionKind::Compound && discourse.quoted[passed.token] == discourse.quoted[start]
    };
    let mut persons = discourse
        .within_reach(sentence)
        .filter(near)
        .filter_map(|passed| actor(passed.who))
        .filter(|&actor| discourse.entity(actor) == EntityType::Person)
        .filter(|&actor| {
            let known = discourse.profiles[actor as usize].gender;
            gender.is_none() || known.is_none() || known == gender
        });
    let first = persons.next()?;
    persons.all(|other| other == first).then_some((first, NEAREST))
}
