//! Which phrases beside a quote can name its speaker.

use crate::analysis::{Mention, MentionKind};
use crate::quotes::phrase::{self, Phrase};
use crate::quotes::speaker::Scene;
use crate::quotes::words::Words;

/// So many phrases are looked at for one quote.
const MOST: usize = 24;

/// The phrases where the speaker can stand, in order, each with another first token. `rule` is the subject of the cue.
pub(super) fn find(
    words: &Words<'_>,
    scene: &Scene<'_>,
    rule: Option<Phrase>,
    mentions: &[Mention],
) -> Vec<Phrase> {
    let mut phrases: Vec<Phrase> = Vec::with_capacity(MOST);
    phrases.extend(rule);
    phrases.extend(scene.source.and_then(|source| source.speaker));
    for area in scene.areas {
        let range = area.range();
        let listed = words.layer.phrases;
        let first = listed.partition_point(|phrase| phrase.tokens.start < area.start);
        let inside = listed[first..]
            .iter()
            .take_while(|noun| noun.tokens.end <= area.end)
            .take(MOST);
        phrases.extend(inside.filter_map(|noun| phrase::german(words, noun.tokens.range().start, range.end)));
    }
    for area in scene.areas {
        let first = mentions.partition_point(|mention| mention.tokens.start < area.start);
        let names = mentions[first..]
            .iter()
            .take_while(|mention| mention.tokens.end <= area.end)
            .filter(|mention| mention.kind == MentionKind::Name)
            .take(MOST);
        for name in names {
            let inside = |phrase: &Phrase| {
                phrase.tokens.start <= name.tokens.start && name.tokens.end <= phrase.tokens.end
            };
            if !phrases.iter().any(inside) {
                let phrase = phrase::german(words, name.tokens.range().start, area.range().end);
                phrases.push(phrase.unwrap_or(Phrase {
                    tokens: name.tokens,
                    core: name.tokens,
                    apposition: None,
                }));
            }
        }
    }
    phrases.sort_by_key(|phrase| (phrase.tokens.start, std::cmp::Reverse(phrase.tokens.end)));
    phrases.dedup_by_key(|phrase| phrase.tokens.start);
    phrases.truncate(MOST);
    phrases
}
