//! English names that are longer than what was found of them, and titles that were taken for names.

use crate::actors::lexicon::{Lexicon, NameWord};
use crate::analysis::{EntityType, Mention, MentionKind, TextLayer};
use crate::language::Language;
use crate::text::TokenRange;

/// At most so many words are drawn in.
const WORDS: usize = 4;

/// Draws in what names an event of an organisation ("FIFA | World Cup") and a body of a place ("Medical Journal of | Australia");
/// takes away what is the part of an office ("Shadow Home | Secretary").
pub(super) fn complete(layer: &TextLayer<'_>, mentions: &mut Vec<Mention>, lexicon: &Lexicon) {
    if layer.language != Language::English {
        return;
    }
    for index in 0..mentions.len() {
        let floor = index
            .checked_sub(1)
            .map_or(0, |before| mentions[before].tokens.range().end);
        let ceiling = mentions
            .get(index + 1)
            .map_or(layer.tokens.len(), |next| next.tokens.range().start);
        let mention = &mut mentions[index];
        if mention.kind != MentionKind::Name {
            continue;
        }
        let whole = match mention.entity {
            EntityType::Organisation => event(layer, mention, ceiling, lexicon).map(|end| {
                (
                    TokenRange::new(mention.tokens.range().start, end),
                    EntityType::Other,
                )
            }),
            EntityType::Location => body(layer, mention, floor, lexicon).map(|start| {
                (
                    TokenRange::new(start, mention.tokens.range().end),
                    EntityType::Organisation,
                )
            }),
            _ => None,
        };
        if let Some((tokens, entity)) = whole {
            (mention.tokens, mention.span, mention.entity) = (tokens, layer.span(tokens), entity);
        }
    }
    mentions.retain(|mention| !is_part_of_office(layer, mention, lexicon));
}

fn is_capital(word: &str) -> bool {
    word.starts_with(char::is_uppercase)
}

/// The end of the event's name that begins with an organisation's: the words after it tell one.
fn event(layer: &TextLayer<'_>, mention: &Mention, ceiling: usize, lexicon: &Lexicon) -> Option<usize> {
    let (start, end) = (mention.tokens.range().start, mention.tokens.range().end);
    let limit = ceiling.min(end + WORDS);
    let words = (end..limit)
        .take_while(|&at| is_capital(layer.word(at)) && layer.sentence_of(at) == layer.sentence_of(end - 1));
    let last = words.last().filter(|&last| last > end)?;
    let name = layer.span(TokenRange::new(start, last + 1)).of(layer.text);
    (lexicon.name_head(name, Language::English) == Some(EntityType::Other)).then_some(last + 1)
}

/// The first token of the body's name that ends in a place's.
fn body(layer: &TextLayer<'_>, mention: &Mention, floor: usize, lexicon: &Lexicon) -> Option<usize> {
    let of = mention
        .tokens
        .range()
        .start
        .checked_sub(1)
        .filter(|&at| lexicon.is(layer.word(at), NameWord::Of, Language::English))?;
    let begin = floor.max(layer.sentences[layer.sentence_of(of)].tokens.range().start);
    let first = (begin.max(of.saturating_sub(WORDS))..of)
        .rev()
        .take_while(|&at| is_capital(layer.word(at)))
        .last()
        .filter(|&first| {
            first + 1 < of && !lexicon.is(layer.word(first), NameWord::NameArticle, Language::English)
        })?;
    let name = layer
        .span(TokenRange::new(first, mention.tokens.range().end))
        .of(layer.text);
    (lexicon.name_head(name, Language::English) == Some(EntityType::Organisation)).then_some(first)
}

/// "Shadow Home" before "Secretary": not a body that is listed.
fn is_part_of_office(layer: &TextLayer<'_>, mention: &Mention, lexicon: &Lexicon) -> bool {
    let next = mention.tokens.range().end;
    let office = |word: &str| {
        let noun = lexicon.role_noun_of(word, Language::English, EntityType::Person);
        is_capital(word) && noun.is_some_and(|found| found.noun.class == "office")
    };
    mention.kind == MentionKind::Name
        && mention.entity == EntityType::Organisation
        && next < layer.tokens.len()
        && office(layer.word(next))
        && !lexicon.is_listed(mention.span.of(layer.text))
        && lexicon
            .name_head(mention.span.of(layer.text), Language::English)
            .is_none()
        && mention.tokens.len() > 1
}
