//! Names of the document, and surnames of its persons, where the sentence alone did not tell.

use std::collections::HashMap;

use super::votes::Votes;
use super::{SHARED, TELLS, form, genitive_of};
use crate::analysis::{EntityType, Mention, MentionKind, TextLayer, Upos};
use crate::text::{Span, TokenRange};

/// Words of the longest name that is looked for elsewhere.
const LONGEST: usize = 5;
/// A surname that stands alone without being taken for a name more often than this is a common word.
const COMMON: f32 = 2.0;

/// Adds the mentions that only the others of the document tell, and keeps the order of the text.
pub(super) fn add(layer: &TextLayer<'_>, mentions: &mut Vec<Mention>, votes: &Votes<'_>) {
    let known = Beginnings::of(votes);
    let mut covered = vec![false; layer.tokens.len()];
    for mention in mentions.iter() {
        covered[mention.tokens.range()].fill(true);
    }
    let is_free = |index: usize| {
        !covered[index]
            && known.may_have(layer.word(index))
            && matches!(
                layer.tokens[index].upos,
                Upos::Propn | Upos::Noun | Upos::X | Upos::Adj
            )
    };
    let free: Vec<usize> = (0..layer.tokens.len()).filter(|&index| is_free(index)).collect();
    // How often a single word stands there without being taken for a name.
    let mut unnamed: HashMap<&str, f32> = HashMap::new();
    for &index in &free {
        *unnamed.entry(layer.word(index)).or_default() += 1.0;
    }
    let unnamed = |word: &str| unnamed.get(word).copied().unwrap_or_default();
    let before = mentions.len();
    let mut end = 0;
    for start in free {
        if start < end {
            continue;
        }
        let sentence = &layer.sentences[layer.sentence_of(start)].tokens;
        let longest = known.longest.min(sentence.range().end - start);
        let found = (2..=longest)
            .rev()
            .map(|length| TokenRange::new(start, start + length))
            .filter(|tokens| tokens.range().all(|index| !covered[index]))
            .find_map(|tokens| long_name(layer, tokens, votes))
            .or_else(|| word(layer, start, votes, unnamed(layer.word(start))));
        if let Some(found) = found {
            end = found.tokens.range().end;
            mentions.push(found);
        }
    }
    if mentions.len() > before {
        mentions.sort_by_key(|mention| mention.span);
    }
}

/// A name of several words, alone or in a compound.
fn long_name(layer: &TextLayer<'_>, tokens: TokenRange, votes: &Votes<'_>) -> Option<Mention> {
    if let Some((entity, share)) = votes.of_form(&form(layer, tokens)) {
        return Some(mention(
            layer.span(tokens),
            tokens,
            MentionKind::Name,
            entity,
            share,
        ));
    }
    compound(layer, tokens, votes)
}

/// A single word: a name, its genitive, a surname, or a compound with one.
fn word(layer: &TextLayer<'_>, at: usize, votes: &Votes<'_>, unnamed: f32) -> Option<Mention> {
    let tokens = TokenRange::new(at, at + 1);
    let word = form(layer, tokens);
    let of = |form: &str| {
        let sum = votes.sum(form);
        (sum >= TELLS && sum >= unnamed).then(|| votes.of_form(form))?
    };
    let genitive = || of(genitive_of(&word)?).filter(|&(entity, _)| entity == EntityType::Person);
    let surname = || {
        let sure = votes.surname(&word);
        (sure > TELLS && unnamed <= COMMON).then_some((EntityType::Person, sure))
    };
    if let Some((entity, share)) = of(&word).or_else(genitive).or_else(surname) {
        return Some(mention(
            layer.span(tokens),
            tokens,
            MentionKind::Name,
            entity,
            share,
        ));
    }
    compound(layer, tokens, votes)
}

fn compound(layer: &TextLayer<'_>, tokens: TokenRange, votes: &Votes<'_>) -> Option<Mention> {
    let part = votes.in_compound(layer, tokens)?;
    Some(mention(
        part.span,
        tokens,
        MentionKind::Compound,
        part.entity,
        part.share,
    ))
}

fn mention(span: Span, tokens: TokenRange, kind: MentionKind, entity: EntityType, share: f32) -> Mention {
    Mention {
        span,
        tokens,
        kind,
        entity,
        confidence: share * SHARED,
        actor: None,
    }
}

/// Which letters names of the document begin with: a quick look that passes by most words.
struct Beginnings {
    bits: [u64; 4],
    /// Words of the longest name.
    longest: usize,
}

impl Beginnings {
    fn of(votes: &Votes<'_>) -> Self {
        let mut known = Self {
            bits: [0; 4],
            longest: 1,
        };
        let (names, surnames) = votes.known();
        for name in names {
            known.longest = known.longest.max(name.split(' ').count().min(LONGEST));
            known.add(name);
        }
        surnames.for_each(|name| known.add(name));
        known
    }

    fn add(&mut self, name: &str) {
        let number = Self::number(name);
        self.bits[number / 64] |= 1 << (number % 64);
    }

    /// True where a word with a capital begins as a name does, be it in capitals alone.
    fn may_have(&self, word: &str) -> bool {
        let number = Self::number(word);
        self.bits[number / 64] >> (number % 64) & 1 == 1 && word.starts_with(char::is_uppercase)
    }

    /// Of the first two bytes, the second one as if it were a small letter.
    fn number(word: &str) -> usize {
        let byte = |at: usize| word.as_bytes().get(at).copied().unwrap_or_default();
        usize::from(byte(0).wrapping_mul(31).wrapping_add(byte(1) | 0x20))
    }
}
