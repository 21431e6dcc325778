//! Mentions that are no names: descriptions ("der Softwarekonzern") and pronouns.
//!
//! One pass from the first sentence to the last: names are noted as they come, and each description or pronoun is
//! linked to what was noted before it. Precision before recall: a wrong link is worse than none.

use std::collections::HashMap;

use crate::actors::lexicon::Lexicon;
use crate::actors::profile::Profile;
use crate::actors::role::Role;
use crate::actors::{description, pronoun};
use crate::analysis::{Actor, EntityType, Mention, MentionKind, NounPhrase, TextLayer, Upos};

/// How many sentences back a name may stand that nothing but nearness ties to a description or pronoun.
pub(crate) const REACH: usize = 2;
/// So many mentions of one sentence are looked at, so that time stays linear in a sentence without end.
pub(crate) const MENTIONS_OF_SENTENCE: usize = 16;

/// A mention that was passed, by name or linked.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Passed {
    /// Its first token.
    pub token: usize,
    /// The actor.
    pub actor: u32,
    /// How it names it.
    pub kind: MentionKind,
}

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

/// What was said so far.
pub(crate) struct Discourse<'a> {
    pub layer: &'a TextLayer<'a>,
    pub lexicon: &'a Lexicon,
    pub actors: &'a [Actor],
    pub profiles: &'a [Profile],
    /// For the base of a describing noun ("konzern"), the actors that it may describe.
    pub described: HashMap<&'static str, Vec<u32>>,
    /// For each actor the token where it was mentioned last.
    pub last: Vec<Option<usize>>,
    /// For each token, whether it stands between quotation marks.
    pub quoted: Vec<bool>,
    /// Mentions passed, in order.
    passed: Vec<Passed>,
    /// For each sentence begun so far, where its mentions begin in `passed`.
    begin: Vec<usize>,
}

impl Discourse<'_> {
    /// The mentions passed in a sentence, the first ones of it.
    pub fn of_sentence(&self, sentence: usize) -> impl DoubleEndedIterator<Item = Passed> {
        let start = self.begin.get(sentence).copied().unwrap_or(self.passed.len());
        let end = self.begin.get(sentence + 1).copied().unwrap_or(self.passed.len());
        let end = end.min(start + MENTIONS_OF_SENTENCE);
        self.passed[start..end].iter().copied()
    }

    /// The entity of an actor.
    pub fn entity(&self, actor: u32) -> EntityType {
        self.actors[actor as usize].entity
    }

    fn pass(&mut self, passed: Passed) {
        let sentence = self.layer.sentence_of(passed.token);
        while self.begin.len() <= sentence {
            self.begin.push(self.passed.len());
        }
        if self.last[passed.actor as usize].is_none() {
            for noun in &self.profiles[passed.actor as usize].nouns {
                let actors = self.described.entry(noun.base).or_default();
                if !actors.contains(&passed.actor) && actors.len() < MENTIONS_OF_SENTENCE {
                    actors.push(passed.actor);
                }
            }
        }
        self.last[passed.actor as usize] = Some(passed.token);
        self.passed.push(passed);
    }
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
    let mut discourse = Discourse {
        layer,
        lexicon,
        actors,
        profiles: &profiles,
        described: HashMap::new(),
        last: vec![None; actors.len()],
        quoted: quoted(layer),
        passed: Vec::new(),
        begin: Vec::new(),
    };
    let mut found: Vec<Mention> = Vec::new();
    let mut next = 0;
    for phrase in layer.phrases {
        let span = layer.span(phrase.tokens);
        while let Some(mention) = mentions
            .get(next)
            .filter(|mention| mention.span.start < span.start)
        {
            note(&mut discourse, mention);
            next += 1;
        }
        if is_named(mentions, next, phrase, layer) {
            continue;
        }
        let linked = match layer.tokens[phrase.head as usize].upos {
            Upos::Pron if phrase.tokens.len() == 1 => pronoun::link(&discourse, phrase),
            Upos::Noun | Upos::Adj => description::link(&discourse, phrase),
            _ => None,
        };
        let Some(link) = linked else { continue };
        found.push(Mention {
            span,
            tokens: phrase.tokens,
            kind: link.kind,
            entity: discourse.entity(link.actor),
            confidence: link.confidence,
            actor: Some(link.actor),
        });
        discourse.pass(Passed {
            token: phrase.tokens.range().start,
            actor: link.actor,
            kind: link.kind,
        });
    }
    for mention in &found {
        if let Some(actor) = mention.actor {
            actors[actor as usize].mentions += 1;
        }
    }
    mentions.extend(found);
    mentions.sort_by_key(|mention| mention.span);
}

fn note(discourse: &mut Discourse<'_>, mention: &Mention) {
    if let Some(actor) = mention.actor {
        discourse.pass(Passed {
            token: mention.tokens.range().start,
            actor,
            kind: mention.kind,
        });
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

/// For each token whether it stands between quotation marks. Marks that do not tell their direction open and close in
/// turn; each paragraph begins outside.
fn quoted(layer: &TextLayer<'_>) -> Vec<bool> {
    let mut quoted = vec![false; layer.tokens.len()];
    let mut paragraph = None;
    let mut open = false;
    for sentence in layer.sentences {
        if paragraph != Some(sentence.paragraph) {
            paragraph = Some(sentence.paragraph);
            open = false;
        }
        for at in sentence.tokens.range() {
            match layer.word(at) {
                "„" | "»" if layer.word(at) == "„" || !open => open = true,
                "”" | "«" | "»" => open = false,
                "“" | "\"" | "''" => open = !open,
                _ => quoted[at] = open,
            }
        }
    }
    quoted
}
