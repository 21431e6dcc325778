//! The extent of names: a given name before a surname, the article that belongs to a medium's name.

use crate::actors::lexicon::Lexicon;
use crate::analysis::{EntityType, Mention, MentionKind, TextLayer, Upos};
use crate::text::TokenRange;

/// Draws into a mention the word before it that is a part of the name.
pub(crate) fn widen(layer: &TextLayer<'_>, mentions: &mut [Mention], lexicon: &Lexicon) {
    for index in 0..mentions.len() {
        let floor = index
            .checked_sub(1)
            .map_or(0, |before| mentions[before].tokens.end as usize);
        let mention = &mentions[index];
        let start = mention.tokens.range().start;
        let Some(before) = start.checked_sub(1).filter(|&at| at >= floor) else {
            continue;
        };
        if mention.kind != MentionKind::Name || layer.sentence_of(before) != layer.sentence_of(start) {
            continue;
        }
        let belongs = match mention.entity {
            EntityType::Person => mention.tokens.len() == 1 && is_given_name(layer, before, lexicon),
            EntityType::Organisation => is_article_of_name(layer, before, mention, lexicon),
            _ => false,
        };
        if belongs {
            let tokens = TokenRange::new(before, mention.tokens.range().end);
            let span = layer.tokens[before].span.cover(mention.span);
            let mention = &mut mentions[index];
            (mention.tokens, mention.span) = (tokens, span);
        }
    }
}

/// "Gülsen Celebi": a given name that nothing else was made of.
fn is_given_name(layer: &TextLayer<'_>, at: usize, lexicon: &Lexicon) -> bool {
    let word = layer.word(at);
    lexicon.given_gender(word).is_some()
        && !lexicon.is_title(word)
        && lexicon.role_noun(word, layer.language).is_none()
        && matches!(layer.tokens[at].upos, Upos::Propn | Upos::X | Upos::Noun)
}

/// "Der Spiegel", "The Guardian": listed with the article, or a capital inside the sentence.
fn is_article_of_name(layer: &TextLayer<'_>, at: usize, mention: &Mention, lexicon: &Lexicon) -> bool {
    let word = layer.word(at);
    if !matches!(word, "Der" | "Die" | "Das" | "The") {
        return false;
    }
    let sentence = &layer.sentences[layer.sentence_of(at)];
    let inside = at > sentence.tokens.range().start
        && !matches!(
            layer.word(at - 1),
            ":" | "„" | "“" | "\"" | "»" | "«" | "''" | "-" | "–" | "." | "(" | "*"
        );
    let listed = || lexicon.is_listed(&format!("{word} {}", mention.span.of(layer.text)));
    inside && listed() || inside && word == "The" || word == "The" && listed()
}
