//! A quote on its way: its words, its cue, and around what its speaker is looked for.

use crate::analysis::QuoteType;
use crate::quotes::chain::Label;
use crate::quotes::classes::{Classes, Listed};
use crate::quotes::clause::{Hit, Segment};
use crate::quotes::dateline::after_dateline;
use crate::quotes::direct;
use crate::quotes::draft::Draft;
use crate::quotes::german::Stretch;
use crate::quotes::labelled::Labelled;
use crate::quotes::marks::Marked;
use crate::quotes::sources::Source;
use crate::quotes::units::Sentence;
use crate::quotes::words::Words;
use crate::text::TokenRange;

/// A quote on its way: what was found, and around what its speaker is looked for.
#[derive(Debug)]
pub(crate) struct Item<'c> {
    pub(crate) draft: Draft,
    pub(crate) continued: bool,
    pub(super) segments: Vec<Segment>,
    pub(super) hit: Option<Hit<'c>>,
    pub(super) source: Option<Source>,
    pub(super) areas: Vec<TokenRange>,
    /// Index of the layer's sentence in which it begins.
    pub(super) sentence: usize,
}

impl Item<'_> {
    /// Neither a source nor the subject of a verb can tell who speaks: "Demnach …", "Kritisiert wird, dass …".
    pub(super) fn names_nobody(&self, words: &Words<'_>) -> bool {
        let source = self.source.as_ref().and_then(|source| source.speaker);
        let impersonal = |hit: Hit<'_>| hit.passive || words.listed(hit.verb, Listed::IMPERSONAL_VERB);
        source.is_none() && self.hit.is_none_or(impersonal)
    }
}

impl<'c> Stretch<'c> {
    /// A statement with the name of its author after a dash.
    pub(super) fn signed(&self, words: &Words<'_>) -> bool {
        self.kind == QuoteType::Direct && self.context.signature(words).is_some()
    }

    /// The quote that it is.
    pub(crate) fn item(self, words: &Words<'_>, sentences: &[Sentence<'_>], probability: f32) -> Item<'c> {
        let content = direct::trimmed(words, self.marked.content());
        let mut draft = Draft::new(self.kind, vec![content], probability);
        let so = self
            .context
            .so_speaker(words)
            .map(|(so, phrase)| (vec![so], phrase));
        let signature = || self.context.signature(words).map(|phrase| (Vec::new(), phrase));
        let hit = self.context.speaking().copied();
        let source = so.or_else(signature).map(|(cue, phrase)| Source {
            tokens: TokenRange::new(
                cue.first().copied().unwrap_or(phrase.tokens.range().start),
                phrase.tokens.range().end,
            ),
            cue,
            speaker: Some(phrase),
            relative: false,
        });
        let hit = hit.filter(|_| source.is_none());
        let sentence = words.layer.sentence_of(self.marked.open);
        let source = source.or_else(|| source_around(&sentences[sentence], &self.marked));
        draft.cue = match (&hit, &source) {
            (Some(hit), _) => cue_tokens(hit),
            (None, Some(source)) => source.cue.clone(),
            (None, None) => Vec::new(),
        };
        Item {
            draft,
            continued: false,
            areas: self.context.areas.to_vec(),
            sentence,
            segments: self.context.segments,
            hit,
            source,
        }
    }
}

/// "Der Einsatz war laut Polizei „schwierig“": the source that stands nearest before marked words in their sentence, else the
/// first one after them.
fn source_around(sentence: &Sentence<'_>, marked: &Marked) -> Option<Source> {
    let named = |source: &&Source| source.speaker.is_some() && !source.relative;
    let before = |source: &&Source| source.tokens.range().end <= marked.open;
    let after = |source: &&Source| source.tokens.range().start > marked.close;
    let sources = || sentence.sources.iter().filter(named);
    sources().rfind(before).or_else(|| sources().find(after)).cloned()
}

fn cue_tokens(hit: &Hit<'_>) -> Vec<usize> {
    let mut cue: Vec<usize> = hit.particle.into_iter().chain([hit.verb]).collect();
    cue.sort_unstable();
    cue
}

/// A quote of the chain with its cue.
pub(crate) fn clause_item<'c>(words: &Words<'_>, sentences: &[Sentence<'c>], quote: Labelled) -> Item<'c> {
    let sentence = &sentences[quote.sentence];
    let mut draft = quote.draft;
    let continued = quote.label == Label::Continued;
    let (mut hit, mut source) = (None, None);
    // "Die Brücke bleibt gesperrt. Das teilte die Stadt mit.": cue and speaker stand in the next sentence
    let announcing = announced(words, sentences, quote.sentence, &draft, continued);
    if let Some((_, own)) = &announcing {
        hit = Some(*own);
    } else {
        source =
            source_beside(words, sentence, &draft).filter(|source| !continued || source.speaker.is_some());
        if source.is_none() {
            hit = if continued {
                attribution(sentence, &draft)
            } else {
                cue_beside(sentence, &draft)
            };
        }
        if source.is_none() && hit.is_none() && draft.kind == QuoteType::Indirect {
            source = source_inside(sentence, &draft);
        }
    }
    // what somebody is named for beside it does not go on with somebody else's
    let continued = continued && hit.is_none() && source.is_none();
    let sentence = announcing.map_or(sentence, |(next, _)| next);
    draft.cue = match (&hit, &source) {
        (Some(hit), _) => cue_tokens(hit),
        (None, Some(source)) => source.cue.clone(),
        (None, None) => Vec::new(),
    };
    let areas = if draft.kind == QuoteType::Reported || sentence.tokens.start >= draft.extent().end {
        vec![sentence.tokens]
    } else {
        rest(sentence.tokens, &draft.pieces)
    };
    Item {
        draft,
        continued,
        segments: sentence.segments.clone(),
        hit,
        source,
        areas,
        sentence: sentence.number,
    }
}

/// The next sentence with its cue, where it says who said what this quote says: the quote is all of its sentence, and nothing
/// in it says so.
fn announced<'s, 'c>(
    words: &Words<'_>,
    sentences: &'s [Sentence<'c>],
    number: usize,
    draft: &Draft,
    continued: bool,
) -> Option<(&'s Sentence<'c>, Hit<'c>)> {
    let (sentence, next) = (sentences.get(number)?, sentences.get(number + 1)?);
    let paragraph = |one: &Sentence<'_>| words.layer.sentences[one.number].paragraph;
    let extent = draft.extent();
    let whole = draft.pieces.len() == 1
        && extent.range().start <= after_dateline(words, sentence.tokens)
        && extent.end >= sentence.tokens.end;
    let alone = continued || sentence.sources.is_empty();
    (draft.kind == QuoteType::Indirect && whole && alone && paragraph(sentence) == paragraph(next))
        .then(|| next.announces(words).map(|hit| (next, hit)))
        .flatten()
}

/// What a sentence holds beside the pieces.
fn rest(tokens: TokenRange, pieces: &[TokenRange]) -> Vec<TokenRange> {
    let mut areas = Vec::with_capacity(pieces.len() + 1);
    let mut start = tokens.start;
    for piece in pieces {
        if piece.start > start {
            areas.push(TokenRange {
                start,
                end: piece.start,
            });
        }
        start = piece.end.max(start);
    }
    if tokens.end > start {
        areas.push(TokenRange {
            start,
            end: tokens.end,
        });
    }
    areas
}

/// The source phrase inside or right beside a quote.
fn source_beside(words: &Words<'_>, sentence: &Sentence<'_>, draft: &Draft) -> Option<Source> {
    let extent = draft.extent();
    let outside = |source: &&Source| {
        !draft
            .pieces
            .iter()
            .any(|piece| piece.contains(source.tokens.range().start))
    };
    let touches = |source: &&Source| {
        let tokens = source.tokens;
        let gap = if tokens.end <= extent.start {
            tokens.end..extent.start
        } else {
            extent.end..tokens.start.max(extent.end)
        };
        gap.into_iter()
            .all(|at| words.is(at as usize, Classes::COMMA.or(Classes::QUOTE).or(Classes::DASH)))
    };
    sentence.sources.iter().filter(outside).find(touches).cloned()
}

/// "Der Plan sei laut Polizei gescheitert": the first source that stands in the quote itself and names somebody.
fn source_inside(sentence: &Sentence<'_>, draft: &Draft) -> Option<Source> {
    let inside = |source: &&Source| {
        draft
            .pieces
            .iter()
            .any(|piece| piece.contains(source.tokens.range().start))
    };
    let mut sources = sentence.sources.iter().filter(inside);
    sources
        .find(|source| source.speaker.is_some() && !source.relative)
        .cloned()
}

/// "Der Plan sei gescheitert, sagte Meier": the verb that begins what stands after a quote.
fn attribution<'c>(sentence: &Sentence<'c>, draft: &Draft) -> Option<Hit<'c>> {
    let end = draft.extent().range().end;
    let hit = sentence.hits.iter().find(|hit| hit.verb >= end)?;
    let begins = hit.finite <= end + 1 && sentence.segments[hit.segment].start == hit.finite;
    (begins && (hit.cue.clause || hit.cue.bare)).then_some(*hit)
}

/// The cue of a quote: the last verb before it that takes such a clause, else the first after it; of a reported act the
/// verb that names it.
fn cue_beside<'c>(sentence: &Sentence<'c>, draft: &Draft) -> Option<Hit<'c>> {
    let extent = draft.extent().range();
    if draft.kind == QuoteType::Reported {
        let mut inside = sentence.hits.iter().filter(|hit| extent.contains(&hit.verb));
        return inside
            .clone()
            .find(|hit| hit.cue.act)
            .or_else(|| inside.next())
            .copied();
    }
    let takes = |hit: &&Hit<'c>| hit.cue.clause || hit.cue.bare || hit.cue.infinitive;
    let before = |hit: &&Hit<'c>| hit.verb < extent.start;
    let outside = |hit: &&Hit<'c>| !draft.pieces.iter().any(|piece| piece.contains(hit.verb));
    sentence
        .hits
        .iter()
        .filter(takes)
        .rfind(before)
        .or_else(|| {
            sentence
                .hits
                .iter()
                .filter(takes)
                .filter(outside)
                .find(|hit| hit.verb >= extent.start)
        })
        .or_else(|| sentence.hits.iter().rfind(before))
        .copied()
}
