//! Sites that are named by their address in English news: "posts on Rufnetz.org".

use crate::actors::gazetteer;
use crate::actors::lexicon::Lexicon;
use crate::analysis::{EntityType, Mention, MentionKind, TextLayer};
use crate::language::Language;
use crate::text::TokenRange;

/// How sure a mention is that only its writing tells.
const CONFIDENCE: f32 = 0.7;

/// Adds the addresses of sites that are no mention yet. What stands in an address with a path, or in one of mail, is one token with it
/// and names nobody.
pub(super) fn complete(layer: &TextLayer<'_>, mentions: &mut Vec<Mention>, lexicon: &Lexicon) {
    if layer.language != Language::English {
        return;
    }
    let mut added = Vec::new();
    for at in 0..layer.tokens.len() {
        if !is_site(layer.word(at), lexicon) {
            continue;
        }
        let place = mentions.partition_point(|mention| mention.tokens.range().end <= at);
        let free = mentions
            .get(place)
            .is_none_or(|mention| mention.tokens.range().start > at);
        if free {
            let tokens = TokenRange::new(at, at + 1);
            added.push(Mention {
                span: layer.span(tokens),
                tokens,
                kind: MentionKind::Name,
                entity: EntityType::Organisation,
                confidence: CONFIDENCE,
                actor: None,
            });
        }
    }
    gazetteer::add(mentions, added);
}

/// "rufnetz.org", "Rufnetz.co.uk": letters, digits, hyphens and full stops, with a known end.
fn is_site(word: &str, lexicon: &Lexicon) -> bool {
    // most words are shorter or have no full stop
    let Some((name, _)) = word.rsplit_once('.').filter(|_| word.len() > 4) else {
        return false;
    };
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.');
    name.len() > 2
        && lexicon.has_legal_form(word)
        && name.bytes().all(plain)
        && name.bytes().any(|byte| byte.is_ascii_alphabetic())
        && !name.starts_with("www.")
}
