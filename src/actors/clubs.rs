//! Sports clubs of which only the place was seen: "1. FC | Köln", "AC | Mailand".

use crate::actors::lexicon::Lexicon;
use crate::analysis::{EntityType, Mention, MentionKind, TextLayer};
use crate::text::TokenRange;

/// Draws the words before a place's name that make it the name of a club into it, and the place right after it
/// ("FC | Bayern | München").
pub(super) fn complete(layer: &TextLayer<'_>, mentions: &mut Vec<Mention>, lexicon: &Lexicon) {
    let mut index = 0;
    while index < mentions.len() {
        let floor = index
            .checked_sub(1)
            .map_or(0, |before| mentions[before].tokens.range().end);
        let mention = &mentions[index];
        let place = mention.kind == MentionKind::Name && mention.entity == EntityType::Location;
        let start = mention.tokens.range().start;
        let same = |at: usize| at >= floor && layer.sentence_of(at) == layer.sentence_of(start);
        index += 1;
        let Some(club) = start
            .checked_sub(1)
            .filter(|&at| place && same(at) && lexicon.is_club_word(layer.word(at)))
        else {
            continue;
        };
        // "1. FC Köln"
        let numbered = |at: &usize| same(*at) && is_ordinal(layer.word(*at));
        let first = club.checked_sub(1).filter(numbered).unwrap_or(club);
        let mut end = mention.tokens.range().end;
        let adjacent = |next: &Mention| {
            next.tokens.range().start == end
                && next.kind == MentionKind::Name
                && next.entity == EntityType::Location
        };
        if mentions.get(index).is_some_and(adjacent) {
            end = mentions.remove(index).tokens.range().end;
        }
        let mention = &mut mentions[index - 1];
        mention.tokens = TokenRange::new(first, end);
        mention.span = layer.span(mention.tokens);
        mention.entity = EntityType::Organisation;
    }
}

/// "1."
fn is_ordinal(word: &str) -> bool {
    let number = word.strip_suffix('.');
    number.is_some_and(|number| number.len() == 1 && number.bytes().all(|byte| byte.is_ascii_digit()))
}
