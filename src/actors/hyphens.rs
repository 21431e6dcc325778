//! Hyphens inside names: what is one name ("Port-au-Prince"), and what is two ("CDU-FDP-Koalition").

use crate::actors::gazetteer;
use crate::actors::lexicon::Lexicon;
use crate::analysis::{Mention, MentionKind, TextLayer};
use crate::text::Span;

/// Gives a name that was cut at a hyphen back what belongs to it, and divides pairs of listed names.
pub(super) fn complete(layer: &TextLayer<'_>, mentions: &mut Vec<Mention>, lexicon: &Lexicon) {
    let mut pairs = Vec::new();
    for mention in mentions.iter_mut().filter(|mention| mention.tokens.len() == 1) {
        let word = layer.word(mention.tokens.range().start);
        if !word.contains('-') {
            continue;
        }
        if mention.kind == MentionKind::Compound && lexicon.is_held_together(word) {
            mention.kind = MentionKind::Name;
            mention.span = layer.span(mention.tokens);
        } else if let Some(pair) = pair(layer, mention, lexicon) {
            pairs.extend(pair);
        }
    }
    gazetteer::replace(mentions, pairs);
}

/// "CDU-FDP", "Israel-Libanon": both are listed, the whole is not.
fn pair(layer: &TextLayer<'_>, mention: &Mention, lexicon: &Lexicon) -> Option<[Mention; 2]> {
    let name = mention.span.of(layer.text);
    let (one, other) = name.split_once('-')?;
    let listed = |name: &str| lexicon.body_of(name, layer.language);
    if listed(name).is_some() {
        return None;
    }
    let (first, second) = (listed(one)?, listed(other)?);
    let (start, end) = (mention.span.start as usize, mention.span.end as usize);
    let part = |body: u32, start, end| Mention {
        span: Span::new(start, end),
        kind: MentionKind::Compound,
        entity: lexicon.body(body).entity,
        ..mention.clone()
    };
    Some([
        part(first.body, start, start + one.len()),
        part(second.body, end - other.len(), end),
    ])
}
