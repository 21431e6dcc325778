//! Who says each of the quotes, in the order of the text, and to whom.

use crate::analysis::{Mention, QuoteType};
use crate::language::Language;
use crate::quotes::classes::{Classes, Listed};
use crate::quotes::clause::Hit;
use crate::quotes::cues::Sense;
use crate::quotes::german::Item;
use crate::quotes::phrase::{self, Phrase};
use crate::quotes::speaker::{Candidates, Scene, Who};
use crate::quotes::subject;
use crate::quotes::units::Sentence;
use crate::quotes::words::Words;
use crate::text::TokenRange;

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
            previous: subject_before(words, sentences, item.sentence).filter(|_| item.names_nobody(words)),
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

/// The subject of the sentence before, in the same paragraph: that of its first cue, else that of its main clause.
fn subject_before(words: &Words<'_>, sentences: &[Sentence<'_>], number: usize) -> Option<Phrase> {
    let before = sentences.get(number.checked_sub(1)?)?;
    let paragraph = |number: usize| words.layer.sentences[number].paragraph;
    if paragraph(before.number) != paragraph(number) {
        return None;
    }
    let cue = before.hits.first();
    let subject = cue.and_then(|hit| subject::of(words, Language::German, &before.segments, hit));
    subject.or_else(|| subject::german_of_main(words, &before.segments))
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
