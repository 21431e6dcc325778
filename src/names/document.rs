//! What a document knows of its names: a name found in one place is found in the others, and has one type.

use std::collections::HashMap;

use crate::analysis::{EntityType, Mention, MentionKind, TextLayer, Upos};
use crate::text::TokenRange;

/// How much less sure a mention is that only the document's other mentions tell.
const SHARED: f32 = 0.85;
/// Mentions less sure than this tell nothing of others.
const TELLS: f32 = 0.6;
/// The other mentions of a form must be so many times surer together than this one alone to change its type.
const OUTVOTED: f32 = 1.5;
/// Words of the longest name that is looked for elsewhere.
const LONGEST: usize = 5;

/// Lets the mentions of one document agree and adds those that the sentence alone did not tell.
pub(super) fn share(layer: &TextLayer<'_>, mentions: &mut Vec<Mention>) {
    if mentions.is_empty() {
        return;
    }
    let mut votes = Votes::of(layer, mentions);
    for mention in mentions.iter_mut() {
        votes.settle(layer, mention);
    }
    drop_doubtful(layer, mentions, &votes);
    votes = Votes::of(layer, mentions);
    add_missing(layer, mentions, &votes);
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

/// How sure the document is of each form's type: summed confidence by type.
#[derive(Debug, Default)]
struct Votes<'a> {
    /// Whole names, by their words with single blanks; capitals alone as in "Berlin".
    names: HashMap<String, [f32; 4]>,
    /// Last words of persons' names of several words.
    surnames: HashMap<&'a str, f32>,
}

impl<'a> Votes<'a> {
    fn of(layer: &TextLayer<'a>, mentions: &[Mention]) -> Self {
        let mut votes = Self::default();
        for mention in mentions {
            if mention.kind == MentionKind::Compound {
                continue;
            }
            let form = form(layer, mention.tokens);
            votes.names.entry(form).or_default()[index(mention.entity)] += mention.confidence;
            if mention.entity == EntityType::Person && mention.tokens.len() > 1 {
                let last = layer.word(mention.tokens.range().end - 1);
                let surest = votes.surnames.entry(last).or_default();
                *surest = surest.max(mention.confidence);
            }
        }
        votes
    }

    /// The type that a form has by most of the votes, and the share of them.
    fn of_form(&self, form: &str) -> Option<(EntityType, f32)> {
        let votes = self.names.get(form)?;
        let sum: f32 = votes.iter().sum();
        let best = TYPES
            .into_iter()
            .reduce(|a, b| if votes[index(b)] > votes[index(a)] { b } else { a })?;
        Some((best, votes[index(best)] / sum.max(f32::MIN_POSITIVE)))
    }

    /// Gives a mention the type of the others of its form, or of the person whose surname it is.
    fn settle(&self, layer: &TextLayer<'_>, mention: &mut Mention) {
        if mention.kind == MentionKind::Compound {
            return;
        }
        let form = form(layer, mention.tokens);
        let Some(votes) = self.names.get(&form) else {
            return;
        };
        let own = votes[index(mention.entity)];
        if let Some(other) = TYPES
            .into_iter()
            .filter(|&other| votes[index(other)] > OUTVOTED * own)
            .reduce(|a, b| if votes[index(b)] > votes[index(a)] { b } else { a })
        {
            mention.entity = other;
        }
        if mention.entity != EntityType::Person && mention.tokens.len() == 1 {
            let word = layer.word(mention.tokens.range().start);
            let person = self.surname(word);
            if person > own.max(TELLS) {
                mention.entity = EntityType::Person;
            }
        }
    }

    /// How sure it is that a word is a person's surname, in the genitive too.
    fn surname(&self, word: &str) -> f32 {
        let of = |word: &str| self.surnames.get(word).copied();
        of(word).or_else(|| of(genitive_of(word)?)).unwrap_or_default()
    }
}

/// "Merkel" for "Merkels".
fn genitive_of(word: &str) -> Option<&str> {
    word.strip_suffix(['s', '’', '\''])
}

/// A name's words with single blanks; a word of capitals alone is written as others are, so that "MERKEL" is "Merkel".
fn form(layer: &TextLayer<'_>, tokens: TokenRange) -> String {
    let mut form = String::new();
    for index in tokens.range() {
        if !form.is_empty() {
            form.push(' ');
        }
        let word = layer.word(index);
        // Acronyms stay.
        if word.chars().count() > 4 && word.chars().all(char::is_uppercase) {
            let mut chars = word.chars();
            form.extend(chars.next());
            form.extend(chars.flat_map(char::to_lowercase));
        } else {
            form.push_str(word);
        }
    }
    form
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
    let small: std::collections::HashSet<&str> = layer
        .tokens
        .iter()
        .map(|token| token.span.of(layer.text))
        .filter(|word| word.starts_with(char::is_lowercase))
        .collect();
    mentions.retain(|mention| {
        !begins(mention) || {
            let word = layer.word(mention.tokens.range().start);
            let alone = votes
                .names
                .get(word)
                .is_none_or(|votes| votes.iter().sum::<f32>() <= mention.confidence);
            !(alone && small.contains(word.to_lowercase().as_str()))
        }
    });
}

/// Names of the document, and surnames of its persons, where the sentence alone did not tell.
fn add_missing(layer: &TextLayer<'_>, mentions: &mut Vec<Mention>, votes: &Votes<'_>) {
    let mut covered = vec![false; layer.tokens.len()];
    for mention in mentions.iter() {
        covered[mention.tokens.range()].fill(true);
    }
    let is_free = |index: usize| {
        !covered[index]
            && layer.word(index).starts_with(char::is_uppercase)
            && matches!(
                layer.tokens[index].upos,
                Upos::Propn | Upos::Noun | Upos::X | Upos::Adj
            )
    };
    // How often a single word stands there without being taken for a name.
    let mut unnamed: HashMap<&str, f32> = HashMap::new();
    for index in (0..layer.tokens.len()).filter(|&index| is_free(index)) {
        *unnamed.entry(layer.word(index)).or_default() += 1.0;
    }
    let mut first_words: HashMap<&str, usize> = HashMap::new();
    for name in votes.names.keys() {
        let length = name.split(' ').count().min(LONGEST);
        let longest = first_words
            .entry(name.split(' ').next().unwrap_or(name))
            .or_default();
        *longest = length.max(*longest);
    }
    let mut added = Vec::new();
    let mut at = 0;
    for sentence in layer.sentences {
        let end = sentence.tokens.range().end;
        at = at.max(sentence.tokens.range().start);
        while at < end {
            let start = at;
            at += 1;
            if !is_free(start) {
                continue;
            }
            let first = form(layer, TokenRange::new(start, start + 1));
            let longest = first_words.get(first.as_str()).copied().unwrap_or(1);
            let found = (2..=longest.min(end - start)).rev().find_map(|length| {
                let tokens = TokenRange::new(start, start + length);
                let free = tokens.range().all(|index| !covered[index]);
                let (entity, share) = votes.of_form(&form(layer, tokens)).filter(|_| free)?;
                Some((tokens, entity, share))
            });
            let found = found.or_else(|| {
                let word = layer.word(start);
                let unnamed = unnamed.get(word).copied().unwrap_or_default();
                let tokens = TokenRange::new(start, start + 1);
                let of = |form: &str| {
                    let sum: f32 = votes.names.get(form)?.iter().sum();
                    let (entity, share) = votes.of_form(form)?;
                    (sum >= TELLS && sum >= unnamed).then_some((entity, share))
                };
                let named = of(&first).or_else(|| {
                    let (entity, share) = of(genitive_of(&first)?)?;
                    (entity == EntityType::Person).then_some((entity, share))
                });
                if let Some((entity, share)) = named {
                    return Some((tokens, entity, share));
                }
                let surname = votes.surname(&first);
                (surname > TELLS && unnamed <= 2.0).then_some((tokens, EntityType::Person, surname))
            });
            let Some((tokens, entity, share)) = found else {
                continue;
            };
            at = tokens.range().end;
            added.push(Mention {
                span: layer.span(tokens),
                tokens,
                kind: MentionKind::Name,
                entity,
                confidence: share * SHARED,
                actor: None,
            });
        }
    }
    mentions.append(&mut added);
    mentions.sort_by_key(|mention| mention.span);
}
