//! English names that share their last word: "the State and Homeland Security Departments" are two departments.

use crate::actors::gazetteer;
use crate::actors::lexicon::{Lexicon, NameWord};
use crate::analysis::{EntityType, Mention, MentionKind, TextLayer};
use crate::language::Language;
use crate::text::TokenRange;

/// Of the first name so many words at most are its own.
const OWN_WORDS: usize = 2;

/// Divides mentions of two organisations that share their last word, which stands in the plural.
pub(super) fn divide(layer: &TextLayer<'_>, mentions: &mut Vec<Mention>, lexicon: &Lexicon) {
    if layer.language != Language::English {
        return;
    }
    let mut added = Vec::new();
    for mention in mentions.iter_mut().filter(|mention| mention.tokens.len() > 3) {
        let range = mention.tokens.range();
        let and = range
            .clone()
            .find(|&at| lexicon.is(layer.word(at), NameWord::And, Language::English));
        let own = range.start + 1..=range.start + OWN_WORDS;
        let Some(and) = and.filter(|and| own.contains(and) && and + 2 < range.end) else {
            continue;
        };
        let capitals = range.clone().all(|at| at == and || layer.is_capital(at));
        if capitals && singular(layer.word(range.end - 1), lexicon).is_some() {
            let mut second = mention.clone();
            for (part, start, end) in [
                (&mut *mention, range.start, and),
                (&mut second, and + 1, range.end),
            ] {
                part.tokens = TokenRange::new(start, end);
                part.span = layer.span(part.tokens);
                part.entity = EntityType::Organisation;
            }
            added.push(second);
        }
    }
    gazetteer::add(mentions, added);
}

/// The whole name of a mention that shares its last word with the `next` one, or with the one `before` it; none for any other.
pub(super) fn whole_name(
    layer: &TextLayer<'_>,
    before: Option<&Mention>,
    mention: &Mention,
    next: Option<&Mention>,
    lexicon: &Lexicon,
) -> Option<String> {
    if layer.language != Language::English || mention.entity != EntityType::Organisation {
        return None;
    }
    let name = mention.span.of(layer.text);
    if let Some(head) = next.and_then(|next| shared(layer, mention, next, lexicon)) {
        return Some(format!("{name} {head}"));
    }
    let head = before.and_then(|before| shared(layer, before, mention, lexicon))?;
    let own = name.strip_suffix(layer.word(mention.tokens.range().end - 1))?;
    Some(format!("{own}{head}"))
}

/// The word in the singular that two organisations share.
fn shared(layer: &TextLayer<'_>, one: &Mention, other: &Mention, lexicon: &Lexicon) -> Option<String> {
    let (first, second) = (one.tokens.range(), other.tokens.range());
    let name = one.span.of(layer.text);
    let organisations = [one, other]
        .iter()
        .all(|mention| mention.kind == MentionKind::Name && mention.entity == EntityType::Organisation);
    let joined = first.end + 1 == second.start
        && lexicon.is(layer.word(first.end), NameWord::And, Language::English)
        && layer.sentence_of(first.start) == layer.sentence_of(second.start);
    if !organisations || !joined || first.len() > OWN_WORDS || second.len() < 2 || lexicon.is_listed(name) {
        return None;
    }
    // "Resistance Committees and Martyrs Brigades" share nothing
    let last = layer.word(first.end - 1);
    let whole = lexicon.is_name_end(last, EntityType::Organisation) || singular(last, lexicon).is_some();
    singular(layer.word(second.end - 1), lexicon).filter(|_| !whole)
}

/// "Department" for "Departments", "Ministry" for "Ministries": the word that names of organisations end in.
fn singular(plural: &str, lexicon: &Lexicon) -> Option<String> {
    let stem = plural.strip_suffix('s')?;
    let singular = match stem.strip_suffix("ie") {
        Some(stem) => format!("{stem}y"),
        None => stem.to_owned(),
    };
    let heads = |word: &str| lexicon.is_name_end(word, EntityType::Organisation);
    (heads(&singular) && !heads(plural)).then_some(singular)
}
