//! Names of the lexicon of bodies that the tagger did not see.

use crate::actors::lexicon::Lexicon;
use crate::analysis::{EntityType, Mention, MentionKind, TextLayer};
use crate::language::Language;
use crate::text::{Span, TokenRange};

/// How sure a mention is that only the lexicon tells.
const CONFIDENCE: f32 = 0.7;

/// Adds the mentions of organisations that stand in the text letter by letter, and of those that are the first part of
/// a compound ("IG Metall-Vorsitzender").
pub(crate) fn complete(layer: &TextLayer<'_>, mentions: &mut Vec<Mention>, lexicon: &Lexicon) {
    let mut added = Vec::new();
    let mut next = 0;
    let mut at = 0;
    while at < layer.tokens.len() {
        while mentions
            .get(next)
            .is_some_and(|mention| mention.tokens.range().end <= at)
        {
            next += 1;
        }
        let free = mentions
            .get(next)
            .map_or(layer.tokens.len(), |mention| mention.tokens.range().start);
        if free <= at {
            at = mentions[next].tokens.range().end;
            continue;
        }
        match longest(layer, at, free, lexicon) {
            Some(mention) => {
                at = mention.tokens.range().end;
                added.push(mention);
            }
            None => at += 1,
        }
    }
    if !added.is_empty() {
        mentions.extend(added);
        mentions.sort_by_key(|mention| mention.span);
    }
}

/// The longest listed name that begins with a token and ends before the next mention.
fn longest(layer: &TextLayer<'_>, at: usize, free: usize, lexicon: &Lexicon) -> Option<Mention> {
    let word = layer.word(at);
    let most = lexicon.longest_from(word)?;
    let end = layer.sentences[layer.sentence_of(at)]
        .tokens
        .range()
        .end
        .min(free);
    let mut name = String::new();
    let mut found = None;
    for last in at..end.min(at + most) {
        if last > at {
            name.push(' ');
        }
        let token = layer.word(last);
        let (whole, part) = (
            name.clone() + token,
            token.rsplit_once('-').map(|(part, _)| name.clone() + part),
        );
        let span = layer.tokens[at].span.cover(layer.tokens[last].span);
        let german = layer.language == Language::German;
        let genitive = whole.strip_suffix('s').filter(|_| german);
        if lexicon.is_certain_name(&whole) || genitive.is_some_and(|base| lexicon.is_certain_name(base)) {
            found = Some((MentionKind::Name, span, last));
        } else if let Some(part) = part.filter(|part| lexicon.is_certain_name(part)) {
            let cut = Span::new(span.start as usize, span.start as usize + part.len());
            if cut.of(layer.text) == part {
                found = Some((MentionKind::Compound, cut, last));
            }
        }
        name.push_str(token);
    }
    let (kind, span, last) = found?;
    Some(Mention {
        span,
        tokens: TokenRange::new(at, last + 1),
        kind,
        entity: EntityType::Organisation,
        confidence: CONFIDENCE,
        actor: None,
    })
}
