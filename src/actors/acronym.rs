//! Acronyms that only the words before them tell to be organisations: "nach Angaben des NSL", "Sprecher der GFD".

use std::collections::HashSet;

use crate::actors::gazetteer;
use crate::actors::lexicon::{Lexicon, NameWord};
use crate::analysis::{EntityType, Mention, TextLayer};
use crate::language::{Language, lexicon};
use crate::text::TokenRange;

/// How sure a mention is that only the words before it tell.
const CONFIDENCE: f32 = 0.6;

/// The German nouns for what somebody said.
pub(super) fn statement_nouns() -> HashSet<&'static str> {
    lexicon::words(include_str!("../language/de/statement_nouns.txt"))
        .flat_map(|line| line.split(' '))
        .collect()
}

/// Adds acronyms in the genitive after a statement or the head of an organisation that are no mention yet.
pub(super) fn complete(
    layer: &TextLayer<'_>,
    mentions: &mut Vec<Mention>,
    statements: &HashSet<&'static str>,
    lexicon: &Lexicon,
) {
    if layer.language != Language::German {
        return;
    }
    let mut added = Vec::new();
    for at in 2..layer.tokens.len() {
        let acronym = (3..=6).contains(&layer.tokens[at].span.len())
            && layer.word(at).bytes().all(|byte| byte.is_ascii_uppercase());
        if !acronym
            || !lexicon.is(layer.word(at - 1), NameWord::OfArticle, Language::German)
            || layer.sentence_of(at) != layer.sentence_of(at - 2)
        {
            continue;
        }
        let before = layer.word(at - 2);
        let head = lexicon
            .role_noun_of(before, layer.language, EntityType::Person)
            .is_some_and(|found| found.noun.class == "head");
        let place = mentions.partition_point(|mention| mention.tokens.range().end <= at);
        let free = mentions
            .get(place)
            .is_none_or(|mention| mention.tokens.range().start > at);
        if free && (head || statements.contains(before.to_lowercase().as_str())) {
            let tokens = TokenRange::new(at, at + 1);
            added.push(gazetteer::organisation(layer, tokens, CONFIDENCE));
        }
    }
    gazetteer::replace(mentions, added);
}
