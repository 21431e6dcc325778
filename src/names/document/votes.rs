//! What the mentions of a document say together of each form.

use std::collections::HashMap;

use super::{OUTVOTED, TELLS, form, genitive_of, push};
use crate::analysis::{EntityType, Mention, MentionKind, TextLayer};
use crate::text::{Span, TokenRange};

const TYPES: [EntityType; 4] = [
    EntityType::Person,
    EntityType::Organisation,
    EntityType::Location,
    EntityType::Other,
];

fn index(entity: EntityType) -> usize {
    TYPES.iter().position(|&other| other == entity).unwrap_or(3)
}

/// Of one form, by type: the confidence of its mentions, summed up, and that of the surest one.
#[derive(Debug, Clone, Copy, Default)]
struct Form {
    sums: [f32; 4],
    most: [f32; 4],
}

/// A name in a compound that the document has elsewhere.
#[derive(Debug)]
pub(super) struct Part {
    /// Where it stands.
    pub span: Span,
    pub entity: EntityType,
    /// The share of the votes that its type has.
    pub share: f32,
    /// The confidence of its mentions elsewhere, summed up.
    pub sum: f32,
}

/// How sure the document is of each form's type.
#[derive(Debug, Default)]
pub(super) struct Votes<'a> {
    /// Whole names, by their words with single blanks; capitals alone as in "Berlin".
    names: HashMap<String, Form>,
    /// Last words of persons' names of several words, with the surest one's confidence.
    surnames: HashMap<&'a str, f32>,
}

impl<'a> Votes<'a> {
    pub fn of(layer: &TextLayer<'a>, mentions: &[Mention]) -> Self {
        let mut votes = Self::default();
        for mention in mentions {
            if mention.kind == MentionKind::Compound {
                continue;
            }
            let form = votes.names.entry(form(layer, mention.tokens)).or_default();
            let at = index(mention.entity);
            form.sums[at] += mention.confidence;
            form.most[at] = form.most[at].max(mention.confidence);
            if mention.entity == EntityType::Person && mention.tokens.len() > 1 {
                let last = layer.word(mention.tokens.range().end - 1);
                let surest = votes.surnames.entry(last).or_default();
                *surest = surest.max(mention.confidence);
            }
        }
        votes
    }

    /// The forms, and the surnames.
    pub fn known(&self) -> (impl Iterator<Item = &str>, impl Iterator<Item = &'a str>) {
        (
            self.names.keys().map(String::as_str),
            self.surnames.keys().copied(),
        )
    }

    /// The confidence of all mentions of a form, summed up.
    pub fn sum(&self, form: &str) -> f32 {
        self.names.get(form).map_or(0.0, |form| form.sums.iter().sum())
    }

    /// The type that a form has by most of the votes, and the share of them.
    pub fn of_form(&self, form: &str) -> Option<(EntityType, f32)> {
        let votes = self.names.get(form)?.sums;
        let sum: f32 = votes.iter().sum();
        let best = TYPES
            .into_iter()
            .reduce(|a, b| if votes[index(b)] > votes[index(a)] { b } else { a })?;
        Some((best, votes[index(best)] / sum.max(f32::MIN_POSITIVE)))
    }

    /// The same for words of the text, as a name or a person's surname of which the document is sure enough.
    pub fn of_tokens(&self, layer: &TextLayer<'_>, tokens: TokenRange) -> Option<(EntityType, f32)> {
        self.of_sure(&form(layer, tokens))
    }

    fn of_sure(&self, form: &str) -> Option<(EntityType, f32)> {
        if self.sum(form) >= TELLS {
            return self.of_form(form);
        }
        let surname = self.surnames.get(form).copied().unwrap_or_default();
        (surname > TELLS).then_some((EntityType::Person, surname))
    }

    /// The name before the last hyphen of some words, where the document has it elsewhere: "Bush" of "Bush-Regierung", "IG Metall" of
    /// "IG Metall-Chef".
    pub fn in_compound(&self, layer: &TextLayer<'_>, tokens: TokenRange) -> Option<Part> {
        let last = tokens.range().end.checked_sub(1)?;
        let word = layer.word(last);
        let at = word.rfind('-').filter(|&at| at > 0)?;
        if !word[at + 1..].starts_with(char::is_uppercase) {
            return None;
        }
        let mut name = form(layer, TokenRange::new(tokens.range().start, last));
        push(&mut name, &word[..at]);
        let (entity, share) = self.of_sure(&name)?;
        Some(Part {
            span: Span {
                start: layer.tokens[tokens.range().start].span.start,
                end: layer.tokens[last].span.start + at as u32,
            },
            entity,
            share,
            sum: self.sum(&name).max(share),
        })
    }

    /// How sure the surest mention with the form and type of this one is.
    pub fn of_mention(&self, layer: &TextLayer<'_>, mention: &Mention) -> f32 {
        let form = self.names.get(&form(layer, mention.tokens));
        form.map_or(0.0, |form| form.most[index(mention.entity)])
    }

    /// The type of the other mentions of a mention's form, where they outvote it.
    pub fn outvoting(&self, layer: &TextLayer<'_>, mention: &Mention) -> Option<EntityType> {
        let votes = self.names.get(&form(layer, mention.tokens))?.sums;
        let own = votes[index(mention.entity)];
        TYPES
            .into_iter()
            .filter(|&other| votes[index(other)] > OUTVOTED * own)
            .reduce(|a, b| if votes[index(b)] > votes[index(a)] { b } else { a })
    }

    /// How sure it is that a word is a person's surname, in the genitive too.
    pub fn surname(&self, word: &str) -> f32 {
        let of = |word: &str| self.surnames.get(word).copied();
        of(word).or_else(|| of(genitive_of(word)?)).unwrap_or_default()
    }
}
