//! Mentions that are no names: descriptions ("der Softwarekonzern") and pronouns.
//!
//! One pass from the first sentence to the last: names are noted as they come, and each description or pronoun is
//! linked to what was noted before it. Precision before recall: a wrong link is worse than none.

use crate::actors::discourse::{Discourse, Passed, Who};
use crate::actors::lexicon::Lexicon;
use crate::actors::profile::Profile;
use crate::actors::role::Role;
use crate::actors::{description, gazetteer, pronoun};
use crate::analysis::{Actor, Article, Mention, MentionKind, NounPhrase, TextLayer, Upos};
use crate::text::TokenRange;

/// A link from a description or pronoun to an actor.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Link {
    /// The actor.
    pub actor: u32,
    /// Nominal or pronoun.
    pub kind: MentionKind,
    /// How sure.
    pub confidence: f32,
}

/// Links descriptions and pronouns to actors; adds the mentions in the order of the text.
pub(crate) fn link(
    layer: &TextLayer<'_>,
    mentions: &mut Vec<Mention>,
    actors: &mut [Actor],
    roles: &[Vec<Role>],
    lexicon: &Lexicon,
) {
    let profiles: Vec<Profile> = actors
        .iter()
        .zip(roles)
        .map(|(actor, roles)| Profile::new(actor, roles, lexicon, layer.language))
        .collect();
    let mut discourse = Discourse::new(layer, lexicon, actors, &profiles);
    let mut found: Vec<Mention> = Vec::new();
    let mut next = 0;
    for phrase in layer.phrases {
        let span = layer.span(phrase.tokens);
        while let Some(mention) = mentions
            .get(next)
            .filter(|mention| mention.span.start < span.start)
        {
            discourse.note(mention);
            next += 1;
        }
        let start = phrase.tokens.range().start;
        let one = TokenRange::new(start, start + 1);
        let linked = match layer.tokens[phrase.head as usize].upos {
            Upos::Pron if phrase.tokens.len() == 1 => pronoun::link(&discourse, start),
            _ if phrase.article == Article::Possessive => {
                // "sein Haus": the word before the noun; the noun may be described as well
                if let Some(link) = pronoun::owner(&discourse, start) {
                    found.push(mention(&discourse, layer, one, link));
                }
                None
            }
            Upos::Noun | Upos::Adj if !is_named(mentions, next, phrase, layer) => {
                description::link(&mut discourse, phrase)
            }
            _ => None,
        };
        if let Some(link) = linked {
            found.push(mention(&discourse, layer, phrase.tokens, link));
            discourse.pass(Passed {
                token: start,
                who: Who::Actor(link.actor),
                kind: link.kind,
            });
        } else if let Some(gender) = description::unnamed(&discourse, phrase, &mentions[next..]) {
            discourse.pass(Passed {
                token: start,
                who: Who::Unnamed(gender),
                kind: MentionKind::Nominal,
            });
        }
    }
    for mention in &found {
        if let Some(actor) = mention.actor {
            actors[actor as usize].mentions += 1;
        }
    }
    gazetteer::add(mentions, found);
}

fn mention(discourse: &Discourse<'_>, layer: &TextLayer<'_>, tokens: TokenRange, link: Link) -> Mention {
    Mention {
        span: layer.span(tokens),
        tokens,
        kind: link.kind,
        entity: discourse.entity(link.actor),
        confidence: link.confidence,
        actor: Some(link.actor),
    }
}

/// True where a phrase holds a name, so that it is no description; a name inside its head ("der GdP-Vorsitzende") is
/// none.
fn is_named(mentions: &[Mention], next: usize, phrase: &NounPhrase, layer: &TextLayer<'_>) -> bool {
    let span = layer.span(phrase.tokens);
    let before = next.checked_sub(1).map(|last| &mentions[last]);
    let inside = mentions[next..]
        .iter()
        .take_while(|mention| mention.span.start < span.end)
        .any(|mention| mention.kind != MentionKind::Compound);
    inside || before.is_some_and(|mention| mention.span.overlaps(span))
}
