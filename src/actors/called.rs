//! English organisations that the noun before them calls one, which nothing else was made of: "the site Rufnetz Board",
//! "the newspaper 'Harbour Light'".

use crate::actors::gazetteer;
use crate::actors::lexicon::{Lexicon, NameWord};
use crate::analysis::{EntityType, Mention, TextLayer, Upos};
use crate::language::Language;
use crate::text::TokenRange;

/// How sure a mention is that only the noun before it tells.
const CONFIDENCE: f32 = 0.6;
/// At most so many words are taken for a name.
const WORDS: usize = 5;

/// Adds the capitalised words after a noun for an organisation that are no mention yet.
pub(super) fn complete(layer: &TextLayer<'_>, mentions: &mut Vec<Mention>, lexicon: &Lexicon) {
    if layer.language != Language::English {
        return;
    }
    let mut added = Vec::new();
    for sentence in layer.sentences {
        let range = sentence.tokens.range();
        for noun in range.start..range.end.saturating_sub(1) {
            if layer.tokens[noun].upos != Upos::Noun {
                continue;
            }
            let quoted = lexicon.is(layer.word(noun + 1), NameWord::Opens, Language::English);
            let start = noun + 1 + usize::from(quoted);
            let begins = start < range.end && layer.is_capital(start);
            if !begins || !calls(layer.word(noun), lexicon) {
                continue;
            }
            let place = mentions.partition_point(|mention| mention.tokens.range().end <= start);
            let ceiling = mentions
                .get(place)
                .map_or(range.end, |next| next.tokens.range().start.min(range.end));
            if let Some(end) = end(layer, start, ceiling, quoted, lexicon) {
                let tokens = TokenRange::new(start, end);
                added.push(gazetteer::organisation(layer, tokens, CONFIDENCE));
            }
        }
    }
    gazetteer::add(mentions, added);
}

/// A noun in the singular for something that has a name of its own; an authority or court mostly has none.
fn calls(word: &str, lexicon: &Lexicon) -> bool {
    let noun = lexicon.role_noun_of(word, Language::English, EntityType::Organisation);
    word.starts_with(char::is_lowercase)
        && !word.ends_with('s')
        && noun.is_some_and(|found| !matches!(found.noun.class, "authority" | "court"))
}

/// The token after the name that begins at `start`, before the next mention: in quotation marks all up to the closing one.
fn end(
    layer: &TextLayer<'_>,
    start: usize,
    ceiling: usize,
    quoted: bool,
    lexicon: &Lexicon,
) -> Option<usize> {
    let part = |at: &usize| {
        let word = layer.word(*at);
        word.starts_with(|first: char| first.is_uppercase() || first.is_ascii_digit() && *at > start)
            && word.len() > 1
            && !lexicon.is(word, NameWord::Day, Language::English)
            && !lexicon.is_title(word)
            && !lexicon.is_demonym(word, Language::English)
            && lexicon
                .role_noun_of(word, Language::English, EntityType::Person)
                .is_none()
    };
    let end = (start..ceiling.min(start + WORDS)).take_while(part).last()? + 1;
    let closed = layer.tokens.get(end).is_some();
    let closes = || closed && lexicon.is(layer.word(end), NameWord::Closes, Language::English);
    // what goes on in capitals is more than this name
    let open = end == ceiling && closed && layer.is_capital(end);
    let alone = end == start + 1 && !quoted;
    let named = !alone || !layer.word(start).bytes().all(|byte| byte.is_ascii_alphabetic());
    (if quoted { closes() } else { named && !open }).then_some(end)
}
