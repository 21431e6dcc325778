//! Names of the lexicon of bodies that the tagger did not see, or only in part.

use crate::actors::lexicon::Lexicon;
use crate::analysis::{EntityType, Mention, MentionKind, TextLayer};
use crate::language::Language;
use crate::text::{Span, TokenRange};

/// How sure a mention is that only the lexicon tells.
const CONFIDENCE: f32 = 0.7;

/// Adds the mentions of organisations that stand in the text letter by letter, and of those that are the first part of
/// a compound ("IG Metall-Vorsitzender"); takes away the shorter ones inside them ("Vereinte Nationen" of
/// "Umweltprogramm der Vereinten Nationen").
pub(crate) fn complete(layer: &TextLayer<'_>, mentions: &mut Vec<Mention>, lexicon: &Lexicon) {
    let mut added: Vec<Mention> = Vec::new();
    let mut next = 0;
    let mut at = 0;
    while at < layer.tokens.len() {
        while mentions
            .get(next)
            .is_some_and(|mention| mention.tokens.range().end <= at)
        {
            next += 1;
        }
        // inside a mention
        if let Some(mention) = mentions
            .get(next)
            .filter(|mention| mention.tokens.range().start < at)
        {
            at = mention.tokens.range().end;
            continue;
        }
        let Some(found) = longest(layer, at, lexicon) else {
            at += 1;
            continue;
        };
        let end = found.tokens.range().end;
        let inside: Vec<&Mention> = mentions[next..]
            .iter()
            .take_while(|mention| mention.tokens.range().start < end)
            .collect();
        // "UN-Generalversammlung" is a name, not a compound that mentions the UN
        let part = |mention: &Mention| {
            mention.tokens != found.tokens
                || mention.kind == MentionKind::Compound && found.kind == MentionKind::Name
        };
        let fits = inside
            .iter()
            .all(|mention| mention.tokens.range().end <= end && part(mention));
        if fits {
            at = end;
            added.push(found);
        } else {
            at += 1;
        }
    }
    replace(mentions, added);
}

/// The mention of an organisation by name that nothing but its surroundings or its writing tells.
pub(super) fn organisation(layer: &TextLayer<'_>, tokens: TokenRange, confidence: f32) -> Mention {
    Mention {
        span: layer.span(tokens),
        tokens,
        kind: MentionKind::Name,
        entity: EntityType::Organisation,
        confidence,
        actor: None,
    }
}

/// Puts new mentions in the place of those that lie inside them.
pub(crate) fn replace(mentions: &mut Vec<Mention>, added: Vec<Mention>) {
    if added.is_empty() {
        return;
    }
    let mut next = 0;
    mentions.retain(|mention| {
        while added
            .get(next)
            .is_some_and(|new| new.tokens.end <= mention.tokens.start)
        {
            next += 1;
        }
        added
            .get(next)
            .is_none_or(|new| mention.tokens.end <= new.tokens.start)
    });
    add(mentions, added);
}

/// Adds mentions, in the order of the text.
pub(crate) fn add(mentions: &mut Vec<Mention>, added: Vec<Mention>) {
    if !added.is_empty() {
        mentions.extend(added);
        mentions.sort_by_key(|mention| mention.span);
    }
}

/// The longest listed name that begins with a token and ends in its sentence.
fn longest(layer: &TextLayer<'_>, at: usize, lexicon: &Lexicon) -> Option<Mention> {
    let german = layer.language == Language::German;
    let inflected = || lexicon.names_from_adjective(layer.word(at)).filter(|_| german);
    let names = lexicon.names_from(layer.word(at)).or_else(inflected)?;
    let end = layer.sentences[layer.sentence_of(at)].tokens.range().end;
    let end = end.min(at + names.longest as usize);
    let mut name = String::new();
    let mut found = None;
    for last in at..end {
        // "CDU/CSU" has no blank
        if last > at && layer.tokens[last - 1].span.end < layer.tokens[last].span.start {
            name.push(' ');
        }
        let token = layer.word(last);
        // no name of the list goes on over one of these
        let bounds = matches!(token, ";" | ":" | "(" | ")" | "„" | "“" | "\"");
        if bounds || last == at + 1 && !names.may_go_on(token) {
            break;
        }
        name.push_str(token);
        if last == at && !names.single {
            continue;
        }
        let whole = name.as_str();
        let part = token
            .rsplit_once('-')
            .map(|(_, tail)| &whole[..whole.len() - tail.len() - 1]);
        let span = layer.tokens[at].span.cover(layer.tokens[last].span);
        let genitive = whole.strip_suffix('s').filter(|_| german);
        let cased = || german && last > at && lexicon.is_certain_stem(whole);
        if lexicon.is_certain_name(whole)
            || genitive.is_some_and(|base| lexicon.is_certain_name(base))
            || genitive
                .and_then(|base| base.strip_suffix('e'))
                .is_some_and(|base| lexicon.is_certain_name(base))
            || cased()
        {
            found = Some((MentionKind::Name, span, last));
        } else if let Some(part) = part.filter(|part| lexicon.is_certain_name(part)) {
            let cut = Span::new(span.start as usize, span.start as usize + part.len());
            if cut.end <= span.end && layer.text.get(cut.range()) == Some(part) {
                found = Some((MentionKind::Compound, cut, last));
            }
        }
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
