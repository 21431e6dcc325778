//! What a document knows of its names: a name found in one place is found in the others, and has one type.

use std::collections::HashMap;

use super::{has_surname, looks_like_name};
use crate::analysis::{EntityType, Mention, MentionKind, TextLayer, Upos};
use crate::text::TokenRange;

/// How much less sure a mention is that only the document's other mentions tell.
const SHARED: f32 = 0.85;

/// Lets the mentions of one document agree and adds those that the sentence alone did not tell.
pub(super) fn share(layer: &TextLayer<'_>, mentions: &mut Vec<Mention>) {
    agree_on_types(layer, mentions);
    add_missing(layer, mentions);
}

/// Mentions of one form get the type that most of them have, by confidence.
fn agree_on_types(layer: &TextLayer<'_>, mentions: &mut [Mention]) {
    let mut votes: HashMap<&str, [f32; 4]> = HashMap::new();
    for mention in mentions.iter() {
        votes.entry(mention.span.of(layer.text)).or_default()[index(mention.entity)] += mention.confidence;
    }
    for mention in mentions {
        let votes = &votes[mention.span.of(layer.text)];
        let own = votes[index(mention.entity)];
        if let Some(other) = TYPES
            .iter()
            .copied()
            .find(|&other| votes[index(other)] > 1.5 * own)
        {
            mention.entity = other;
        }
    }
}

const TYPES: [EntityType; 4] = [
    EntityType::Person,
    EntityType::Organisation,
    EntityType::Location,
    EntityType::Other,
];

fn index(entity: EntityType) -> usize {
    TYPES.iter().position(|&other| other == entity).unwrap_or(3)
}

#[derive(Default)]
struct Seen {
    named: u32,
    unnamed: u32,
    entity: Option<EntityType>,
    confidence: f32,
}

/// Single words that are a name, or the surname of a person, elsewhere in the document.
fn add_missing(layer: &TextLayer<'_>, mentions: &mut Vec<Mention>) {
    let mut seen: HashMap<&str, Seen> = HashMap::new();
    let mut covered = vec![false; layer.tokens.len()];
    for mention in mentions.iter() {
        covered[mention.tokens.range()].fill(true);
        let whole = mention.tokens.len() == 1 && mention.kind == MentionKind::Name;
        if mention.confidence < 0.6 || !(whole || has_surname(mention.entity)) {
            continue;
        }
        let entry = seen
            .entry(layer.word(mention.tokens.range().end - 1))
            .or_default();
        entry.named += 1;
        if mention.confidence > entry.confidence {
            entry.confidence = mention.confidence;
            entry.entity = Some(mention.entity);
        }
    }
    let candidate = |index: usize| {
        !covered[index]
            && looks_like_name(layer.text, &layer.tokens[index])
            && matches!(
                layer.tokens[index].upos,
                Upos::Propn | Upos::Noun | Upos::X | Upos::Adj
            )
    };
    for index in (0..layer.tokens.len()).filter(|&index| candidate(index)) {
        if let Some(seen) = seen.get_mut(layer.word(index)) {
            seen.unnamed += 1;
        }
    }
    let mut added = Vec::new();
    for index in (0..layer.tokens.len()).filter(|&index| candidate(index)) {
        let word = layer.word(index);
        let found = seen.get(word).or_else(|| {
            let base = word.strip_suffix(['s', '’', '\''])?;
            seen.get(base).filter(|seen| seen.entity.is_some_and(has_surname))
        });
        let Some(Seen {
            named,
            unnamed,
            entity: Some(entity),
            confidence,
        }) = found
        else {
            continue;
        };
        if named >= unnamed {
            added.push(Mention {
                span: layer.tokens[index].span,
                tokens: TokenRange::new(index, index + 1),
                kind: MentionKind::Name,
                entity: *entity,
                confidence: confidence * SHARED,
                actor: None,
            });
        }
    }
    mentions.append(&mut added);
    mentions.sort_by_key(|mention| mention.span);
}
