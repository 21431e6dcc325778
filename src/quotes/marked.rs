//! Which marked stretches are quotes, by a classifier: titles, names of papers and ships and irony are none.

use crate::analysis::{Mention, MentionKind};
use crate::quotes::classes::Classes;
use crate::quotes::clause::Hit;
use crate::quotes::marks::Marked;
use crate::quotes::model::Ranker;
use crate::quotes::rows::{Rows, lower_hash};
use crate::quotes::words::Words;
use crate::text::TokenRange;

/// What stands around a marked stretch.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Setting<'s> {
    /// The cue of the sentence, if there is one.
    pub(crate) hit: Option<&'s Hit<'s>>,
    /// A source phrase stands in the sentence.
    pub(crate) source: bool,
    /// It lies inside an indirect quote.
    pub(crate) framed: bool,
    /// It lies inside a reported act.
    pub(crate) reported: bool,
}

/// The features of a marked stretch.
pub(crate) fn rows(
    words: &Words<'_>,
    marked: &Marked,
    setting: Setting<'_>,
    mentions: &[Mention],
) -> Vec<u32> {
    let content = marked.content();
    let (start, end) = (content.range().start, content.range().end);
    let word = |at: &usize| words.word(*at).starts_with(char::is_alphanumeric);
    let count = content.range().filter(word).count();
    let size = match count {
        few @ 0..=4 => few as u64,
        5..=6 => 5,
        7..=9 => 6,
        _ => 7,
    };
    let finite = content.range().any(|at| words.is(at, Classes::FINITE));
    let announced = marked.open > 0 && words.is(marked.open - 1, Classes::COLON);
    let ends = content
        .range()
        .next_back()
        .is_some_and(|at| words.is(at, Classes::STOP));
    let capitals = content
        .range()
        .filter(|&at| words.word(at).starts_with(char::is_uppercase))
        .count();
    let shape = u64::from(words.word(start).starts_with(char::is_uppercase))
        + 2 * u64::from(capitals == count)
        + 4 * u64::from(content.range().any(|at| words.is(at, Classes::NUMBER)));
    let tag = |at: usize| {
        words
            .layer
            .tokens
            .get(at)
            .map_or(0, |token| token.upos as u64 + 1)
    };
    let before = marked.open.checked_sub(1);
    let before_word = before.map_or(0, |at| words.hash(at));
    let before_tag = before.map_or(0, tag);
    let name = name_inside(content, mentions);
    let cue = setting.hit.map_or(0, |hit| {
        1 + hit.cue.sense as u64 * 4 + u64::from(hit.cue.marks) * 2 + u64::from(hit.cue.clause)
    });
    let side = setting.hit.map_or(0, |hit| 1 + u64::from(hit.verb < marked.open));
    let frame = u64::from(setting.framed) + 2 * u64::from(setting.source) + 4 * u64::from(setting.reported);
    let last = end.saturating_sub(1);

    let mut rows = Vec::with_capacity(40);
    let mut add = Rows::new(&mut rows, Ranker::BITS);
    add.add(&[]);
    add.add(&[size, finite.into()]);
    add.add(&[size, announced.into(), ends.into()]);
    add.add(&[size, shape]);
    add.add(&[size, cue]);
    add.add(&[cue, side, shape]);
    add.add(&[setting.hit.map_or(0, |hit| hit.cue.key), side]);
    add.add(&[frame, size]);
    add.add(&[frame, shape]);
    add.add(&[frame, cue]);
    add.add(&[before_word]);
    add.add(&[before_tag, tag(start), size]);
    add.add(&[before_tag, tag(marked.close + 1), shape]);
    add.add(&[words.hash(marked.close + 1)]);
    add.add(&[tag(start), tag(last), size]);
    add.add(&[words.hash(start)]);
    add.add(&[words.hash(last)]);
    add.add(&[name, shape]);
    add.add(&[name, size]);
    // the noun that the stretch names: "der Film „X“", "die Zeitung „X“"
    add.add(&[
        before
            .filter(|&at| words.is(at, Classes::CAPITAL))
            .map_or(0, |at| suffix(words.word(at))),
        shape,
    ]);
    add.add(&[
        before
            .and_then(|at| at.checked_sub(1))
            .map_or(0, |at| words.hash(at)),
        before_tag,
    ]);
    // titles and names are no more than a sentence
    let several = content
        .range()
        .rev()
        .skip(1)
        .any(|at| words.is(at, Classes::STOP) && finite);
    add.add(&[several.into(), (cue != 0).into()]);
    add.add(&[several.into(), size.min(5)]);
    if let Some(heard) = words.heard {
        heard.marked_rows(content.range(), size, &mut add);
    }
    rows
}

fn suffix(word: &str) -> u64 {
    let from = word.char_indices().rev().nth(4).map_or(0, |(at, _)| at);
    lower_hash(&word[from..])
}

/// Whether a name fills the stretch, lies in it, or neither; with its type.
fn name_inside(content: TokenRange, mentions: &[Mention]) -> u64 {
    let first = mentions.partition_point(|m| m.tokens.end <= content.start);
    let inside = mentions[first..]
        .iter()
        .take_while(|m| m.tokens.start < content.end)
        .find(|m| m.kind == MentionKind::Name);
    inside.map_or(0, |m| {
        let fills = m.tokens.start <= content.start && content.end <= m.tokens.end;
        1 + 2 * (m.entity as u64) + u64::from(fills)
    })
}

/// The probability that a stretch is a quote.
pub(crate) fn probability(rows: &[u32], ranker: &Ranker<'_>) -> f32 {
    1.0 / (1.0 + (-ranker.score(rows)).exp())
}
