//! Sites that are named by their address in English news: "posts on Rufnetz.org".

use crate::actors::gazetteer;
use crate::actors::lexicon::Lexicon;
use crate::analysis::{Mention, TextLayer};
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
    let mut added: Vec<Mention> = Vec::new();
    let text = layer.text.as_bytes();
    // most full stops end a sentence or an abbreviation
    let inside = |&stop: &usize| {
        let letter = |at: Option<&u8>| at.is_some_and(u8::is_ascii_alphanumeric);
        letter(stop.checked_sub(1).and_then(|at| text.get(at))) && letter(text.get(stop + 1))
    };
    for stop in memchr::memchr_iter(b'.', text).filter(inside) {
        let at = layer
            .tokens
            .partition_point(|token| token.span.end as usize <= stop);
        let tokens = TokenRange::new(at, at + 1);
        let passed = added.last().is_some_and(|last| last.tokens == tokens);
        if at >= layer.tokens.len() || passed || !is_site(layer.word(at), lexicon) {
            continue;
        }
        let place = mentions.partition_point(|mention| mention.tokens.end <= tokens.start);
        let free = mentions
            .get(place)
            .is_none_or(|mention| mention.tokens.start >= tokens.end);
        if free {
            added.push(gazetteer::organisation(layer, tokens, CONFIDENCE));
        }
    }
    gazetteer::add(mentions, added);
}

/// "rufnetz.org", "Rufnetz.co.uk": letters, digits, hyphens and full stops, with a known end.
fn is_site(word: &str, lexicon: &Lexicon) -> bool {
    let Some((name, _)) = word.rsplit_once('.') else {
        return false;
    };
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.');
    name.len() > 2
        && lexicon.has_legal_form(word)
        && name.bytes().all(plain)
        && name.bytes().any(|byte| byte.is_ascii_alphabetic())
        && !name.starts_with("www.")
}
