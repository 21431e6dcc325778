//! What a document knows of its names: a name found in one place is found in the others, and has one type.

mod missing;
mod votes;

use std::collections::HashSet;

use crate::analysis::{EntityType, Mention, MentionKind, TextLayer};
use crate::text::TokenRange;
use votes::Votes;

/// How much less sure a mention is that only the document's other mentions tell.
const SHARED: f32 = 0.85;
/// Mentions less sure than this tell nothing of others.
const TELLS: f32 = 0.6;
/// The other mentions of a form must be so many times surer together than this one alone to change its type.
const OUTVOTED: f32 = 1.5;

/// Lets the mentions of one document agree, drops those that are less sure than `least` says of them and that no other mention
/// supports, and adds those that the sentence alone did not tell.
pub(super) fn share(layer: &TextLayer<'_>, mentions: &mut Vec<Mention>, least: impl Fn(&Mention) -> f32) {
    if mentions.is_empty() {
        return;
    }
    let votes = Votes::of(layer, mentions);
    for mention in mentions.iter_mut() {
        match mention.kind {
            MentionKind::Compound => settle_compound(layer, mention, &votes),
            _ => settle(layer, mention, &votes),
        }
    }
    drop_doubtful(layer, mentions, &votes);
    mentions.retain(|mention| {
        mention.kind == MentionKind::Compound
            || mention.confidence >= least(mention)
            || votes.of_tokens(layer, mention.tokens).is_some()
    });
    let votes = Votes::of(layer, mentions);
    missing::add(layer, mentions, &votes);
}

/// Gives a mention the type of the others of its form, or of the person whose surname it is.
fn settle(layer: &TextLayer<'_>, mention: &mut Mention, votes: &Votes<'_>) {
    let own = votes.of_mention(layer, mention);
    if let Some(other) = votes.outvoting(layer, mention) {
        mention.entity = other;
    }
    if mention.entity != EntityType::Person && mention.tokens.len() == 1 {
        let word = layer.word(mention.tokens.range().start);
        if votes.surname(word) > own.max(TELLS) {
            mention.entity = EntityType::Person;
        }
    }
    // "Air France-Maschine" where the document has Air France.
    if mention.tokens.len() > 1
        && let Some(part) = votes.in_compound(layer, mention.tokens)
        && part.sum > mention.confidence
    {
        mention.kind = MentionKind::Compound;
        mention.span = part.span;
        mention.entity = part.entity;
    }
}

/// Gives a name in a compound the type that it has alone; what the document has as a name of its own is none in a compound
/// ("Strauss-Kahn").
fn settle_compound(layer: &TextLayer<'_>, mention: &mut Mention, votes: &Votes<'_>) {
    if let Some((entity, _)) = votes.of_tokens(layer, mention.tokens) {
        mention.kind = MentionKind::Name;
        mention.span = layer.span(mention.tokens);
        mention.entity = entity;
    } else if let Some(part) = votes.in_compound(layer, mention.tokens)
        && part.span == mention.span
    {
        mention.entity = part.entity;
    }
}

/// A single word that begins a sentence and is doubtful is no name where the document has it without a capital.
fn drop_doubtful(layer: &TextLayer<'_>, mentions: &mut Vec<Mention>, votes: &Votes<'_>) {
    let begins = |mention: &Mention| {
        mention.tokens.len() == 1
            && mention.confidence < TELLS
            && layer.sentences[layer.sentence_of(mention.tokens.range().start)]
                .tokens
                .start
                == mention.tokens.start
    };
    if !mentions.iter().any(begins) {
        return;
    }
    let small: HashSet<&str> = layer
        .tokens
        .iter()
        .map(|token| token.span.of(layer.text))
        .filter(|word| word.starts_with(char::is_lowercase))
        .collect();
    mentions.retain(|mention| {
        !begins(mention) || {
            let word = layer.word(mention.tokens.range().start);
            let alone = votes.sum(word) <= mention.confidence;
            !(alone && small.contains(word.to_lowercase().as_str()))
        }
    });
}

/// "Merkel" for "Merkels".
fn genitive_of(word: &str) -> Option<&str> {
    word.strip_suffix(['s', '’', '\''])
}

/// A name's words with single blanks; a word of capitals alone is written as others are, so that "MERKEL" is "Merkel".
fn form(layer: &TextLayer<'_>, tokens: TokenRange) -> String {
    let mut form = String::new();
    for index in tokens.range() {
        push(&mut form, layer.word(index));
    }
    form
}

/// Adds a word to a form.
fn push(form: &mut String, word: &str) {
    if !form.is_empty() {
        form.push(' ');
    }
    // Acronyms stay.
    if word.chars().all(char::is_uppercase) && word.chars().nth(4).is_some() {
        let mut chars = word.chars();
        form.extend(chars.next());
        form.extend(chars.flat_map(char::to_lowercase));
    } else {
        form.push_str(word);
    }
}
