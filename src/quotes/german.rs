//! German quotes: clauses by the chain, marked stretches and speakers by classifiers.

use crate::analysis::{Mention, QuoteType};
use crate::language::Language;
use crate::quotes::chain::Label;
use crate::quotes::classes::{Classes, Listed};
use crate::quotes::clause::{Hit, Segment};
use crate::quotes::cues::{CueLexicon, Sense};
use crate::quotes::direct::{self, Context};
use crate::quotes::draft::Draft;
use crate::quotes::labelled::{self, Labelled};
use crate::quotes::marked::{self, Setting};
use crate::quotes::marks::Marked;
use crate::quotes::model::Model;
use crate::quotes::phrase::{self, Phrase};
use crate::quotes::sources::Source;
use crate::quotes::speaker::{Candidates, Scene, Who};
use crate::quotes::subject;
use crate::quotes::units::{Parts, Sentence};
use crate::quotes::words::Words;
use crate::text::TokenRange;

/// A quote on its way: what was found, and around what its speaker is looked for.
#[derive(Debug)]
pub(crate) struct Item<'c> {
    pub(crate) draft: Draft,
    pub(crate) continued: bool,
    segments: Vec<Segment>,
    hit: Option<Hit<'c>>,
    source: Option<Source>,
    areas: Vec<TokenRange>,
    /// Index of the layer's sentence in which it begins.
    sentence: usize,
}

/// The quotes of a text.
pub(crate) fn find(
    words: &Words<'_>,
    lexicon: &CueLexicon,
    parts: &Parts<'_>,
    mentions: &[Mention],
    model: &Model<'_>,
) -> Vec<Draft> {
    let sentences = &parts.sentences;
    let labels = labelled::labels(words, sentences, mentions, &model.chain);
    let clauses = labelled::quotes(words, sentences, &labels);
    let mut items: Vec<Item<'_>> = Vec::with_capacity(clauses.len());
    for stretch in stretches(words, lexicon, &parts.marked, &clauses, mentions) {
        let probability = marked::probability(&stretch.rows, &model.marks);
        // what somebody signed is a quote
        let probability = if stretch.signed(words) {
            probability.max(0.5)
        } else {
            probability
        };
        if probability >= 0.5 {
            items.push(stretch.item(words, probability));
        }
    }
    items.extend(
        clauses
            .into_iter()
            .map(|quote| clause_item(words, sentences, quote)),
    );
    name_speakers(words, sentences, &mut items, mentions, |_, candidates| {
        candidates.best(&model.speakers)
    });
    items
        .into_iter()
        .map(|item| {
            let [offset, slope] = model.calibration;
            let raw = item.draft.confidence.clamp(0.001, 0.999);
            let logit = offset + slope * (raw / (1.0 - raw)).ln();
            Draft {
                confidence: 1.0 / (1.0 + (-logit).exp()),
                ..item.draft
            }
        })
        .collect()
}

/// A marked stretch that can be a quote.
pub(crate) struct Stretch<'c> {
    pub(crate) marked: Marked,
    pub(crate) rows: Vec<u32>,
    kind: QuoteType,
    context: Context<'c>,
}

/// The marked stretches of a text, with their features.
pub(crate) fn stretches<'c>(
    words: &Words<'_>,
    lexicon: &'c CueLexicon,
    marked: &[(Marked, QuoteType)],
    clauses: &[Labelled],
    mentions: &[Mention],
) -> Vec<Stretch<'c>> {
    marked
        .iter()
        .map(|&(marked, kind)| {
            let context = Context::new(words, lexicon, &marked, false);
            let after = clauses.partition_point(|quote| quote.draft.extent().start <= marked.open as u32);
            let frame = after
                .checked_sub(1)
                .map(|at| &clauses[at].draft)
                .filter(|draft| marked.open < draft.extent().end as usize);
            let setting = Setting {
                hit: context.cue(),
                source: context.sourced(words),
                framed: frame.is_some_and(|draft| draft.kind == QuoteType::Indirect),
                reported: frame.is_some_and(|draft| draft.kind == QuoteType::Reported),
            };
            let rows = marked::rows(words, &marked, setting, mentions);
            Stretch {
                marked,
                rows,
                kind,
                context,
            }
        })
        .collect()
}

impl<'c> Stretch<'c> {
    /// A statement with the name of its author after a dash.
    fn signed(&self, words: &Words<'_>) -> bool {
        self.kind == QuoteType::Direct && self.context.signature(words).is_some()
    }

    /// The quote that it is.
    pub(crate) fn item(self, words: &Words<'_>, probability: f32) -> Item<'c> {
        let content = direct::trimmed(words, self.marked.content());
        let mut draft = Draft::new(self.kind, vec![content], probability);
        let so = self
            .context
            .so_speaker(words)
            .map(|(so, phrase)| (vec![so], phrase));
        let signature = || self.context.signature(words).map(|phrase| (Vec::new(), phrase));
        let hit = self.context.cue().copied();
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
        draft.cue = source
            .as_ref()
            .map(|source| source.cue.clone())
            .unwrap_or_default();
        if let Some(hit) = &hit {
            draft.cue = cue_tokens(hit);
        }
        Item {
            draft,
            continued: false,
            areas: self.context.areas.to_vec(),
            sentence: words.layer.sentence_of(self.marked.open),
            segments: self.context.segments,
            hit,
            source,
        }
    }
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
    } else if !continued {
        source = source_beside(words, sentence, &draft);
        if source.is_none() {
            hit = cue_beside(sentence, &draft);
        }
    }
    let (sentence, continued) = match announcing {
        Some((next, _)) => (next, false),
        None => (sentence, continued),
    };
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
    let whole =
        draft.pieces.len() == 1 && extent.start == sentence.tokens.start && extent.end >= sentence.tokens.end;
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

/// So many sentences back the last speaker can be carried on.
const CARRIED: usize = 6;

/// Finds the speakers, in the order of the text. `choose` picks one of the candidates of an item.
pub(crate) fn name_speakers(
    words: &Words<'_>,
    sentences: &[Sentence<'_>],
    items: &mut [Item<'_>],
    mentions: &[Mention],
    mut choose: impl FnMut(&Item<'_>, &Candidates) -> (Who, f32),
) {
    items.sort_by_key(|item| {
        (
            item.draft.extent().start,
            std::cmp::Reverse(item.draft.extent().end),
        )
    });
    let paragraph = |sentence: usize| words.layer.sentences[sentence].paragraph;
    let mut candidates = Candidates::default();
    let mut last: Option<(Phrase, usize)> = None;
    let mut frame: Option<(TokenRange, Option<Phrase>, f32)> = None;
    for item in items.iter_mut() {
        let extent = item.draft.extent();
        let marked = matches!(item.draft.kind, QuoteType::Direct | QuoteType::Partial);
        if marked
            && let Some((around, speaker @ Some(_), sure)) = frame
            && extent.end <= around.end
        {
            item.draft.speaker = speaker;
            item.draft.confidence *= sure;
            continue;
        }
        let back = last.map(|(_, sentence)| {
            let far = item.sentence.saturating_sub(sentence);
            far.min(3)
                + if paragraph(sentence) == paragraph(item.sentence) {
                    0
                } else {
                    4
                }
        });
        let near = last.is_some_and(|(_, sentence)| item.sentence.saturating_sub(sentence) <= CARRIED);
        let scene = Scene {
            kind: item.draft.kind,
            continued: item.continued,
            segments: &item.segments,
            hit: item.hit.as_ref(),
            source: item.source.as_ref(),
            areas: &item.areas,
            content: extent,
            previous: if item.hit.is_none() && item.source.is_none() {
                subject_before(words, sentences, item.sentence)
            } else {
                None
            },
            last: last.map(|(phrase, _)| phrase).zip(back).filter(|_| near),
        };
        candidates.find(words, &scene, mentions);
        let (who, sure) = choose(item, &candidates);
        match who {
            Who::Nobody => {}
            Who::Last => {
                item.draft.speaker = last.map(|(phrase, _)| phrase);
                item.draft.carried = true;
            }
            Who::Previous(phrase) => {
                item.draft.speaker = Some(phrase);
                item.draft.carried = true;
            }
            Who::Phrase(phrase) => item.draft.speaker = Some(phrase),
        }
        item.draft.confidence *= sure;
        item.draft.addressee = item.hit.and_then(|hit| addressee(words, item, &hit));
        if let Some(phrase) = item.draft.speaker {
            let end = words.layer.sentence_of((extent.end as usize).saturating_sub(1));
            last = Some((phrase, end.max(item.sentence)));
        }
        if item.draft.kind == QuoteType::Indirect {
            frame = Some((extent, item.draft.speaker, sure));
        }
    }
}

/// The subject of the sentence before, in the same paragraph: that of its first cue, else the phrase before its verb.
fn subject_before(words: &Words<'_>, sentences: &[Sentence<'_>], number: usize) -> Option<Phrase> {
    let before = sentences.get(number.checked_sub(1)?)?;
    let paragraph = |number: usize| words.layer.sentences[number].paragraph;
    if paragraph(before.number) != paragraph(number) {
        return None;
    }
    let cue = before.hits.first();
    let subject = cue.and_then(|hit| subject::of(words, Language::German, &before.segments, hit));
    subject.or_else(|| {
        let first = before.segments.iter().find(|segment| !segment.subordinate)?;
        phrase::german(words, first.start, first.finite?)
    })
}

/// Who is spoken to: "gegenüber dem Blatt", "teilte den Journalisten mit".
fn addressee(words: &Words<'_>, item: &Item<'_>, hit: &Hit<'_>) -> Option<TokenRange> {
    if !matches!(hit.cue.sense, Sense::Say | Sense::Ask) {
        return None;
    }
    let segment = item.segments.get(hit.segment)?;
    let free = |phrase: &Phrase| {
        item.draft
            .speaker
            .is_none_or(|speaker| speaker.core.end != phrase.core.end)
    };
    let person = |phrase: &Phrase| !words.is(phrase.core.range().end - 1, Classes::TIME);
    if let Some(at) = (segment.start..segment.end).find(|&at| words.one_of(at, &["gegenüber"]))
        && let Some(phrase) = phrase::german(words, at + 1, segment.end).filter(free)
    {
        return Some(phrase.tokens);
    }
    (hit.finite + 1..segment.end)
        .take(12)
        .filter(|&at| words.is(at, Classes::DAT) && !words.is(at - 1, Classes::PREP.or(Classes::CAPITAL)))
        .filter(|&at| words.listed(at, Listed::ADDRESSEE_ARTICLE))
        .find_map(
            |at| match words.is(at, Classes::PRON) || words.listed(at, Listed::ADDRESSEE_PRONOUN) {
                true => Some(TokenRange::new(at, at + 1)),
                false => phrase::german(words, at, segment.end)
                    .filter(free)
                    .filter(person)
                    .map(|phrase| phrase.core),
            },
        )
}
