//! English quotes by rules: words between marks, clauses and infinitives after a cue, clauses before one, "according to X".

mod clauses;
mod edges;
mod hearing;
mod marked;
mod nouns;

use crate::analysis::QuoteType;
use crate::quotes::classes::Classes;
use crate::quotes::clause::{self, Hit};
use crate::quotes::cues::CueLexicon;
use crate::quotes::draft::Draft;
use crate::quotes::phrase::Phrase;
use crate::quotes::sources;
use crate::quotes::units::without_stop;
use crate::quotes::words::Words;
use crate::text::TokenRange;
use clauses::Clauses;

/// How sure a source and a reported act are.
const SOURCE: f32 = 0.8;
const ACT: f32 = 0.3;

/// The quotes of a text, by start.
pub(crate) fn find(words: &Words<'_>, lexicon: &CueLexicon) -> Vec<Draft> {
    let mut found = marked::find(words, lexicon);
    let mut clauses = indirect(words, lexicon, &found);
    if let Some(heard) = words.heard {
        clauses = hearing::revise(words, heard, clauses, &found);
    }
    found.extend(clauses);
    sort(&mut found);
    frame_speakers(&mut found);
    found.retain(|draft| draft.confidence > 0.0);
    carry_speakers(words, &mut found);
    found
}

fn sort(drafts: &mut [Draft]) {
    drafts.sort_by_key(|draft| (draft.extent().start, std::cmp::Reverse(draft.extent().end)));
}

/// True where one of the ranges, which are in order and do not overlap, holds token `at`.
fn holds(ranges: &[TokenRange], at: usize) -> bool {
    let first = ranges.partition_point(|range| (range.end as usize) <= at);
    ranges.get(first).is_some_and(|range| range.contains(at))
}

/// The indirect quotes and reported acts of a text. `marked` are the quotes between marks, in order.
fn indirect(words: &Words<'_>, lexicon: &CueLexicon, marked: &[Draft]) -> Vec<Draft> {
    let mut found = Vec::new();
    let mut next = 0;
    for sentence in words.layer.sentences {
        let tokens = without_stop(words, sentence.tokens);
        while next < marked.len() && marked[next].extent().end < tokens.start {
            next += 1;
        }
        let here = || {
            marked[next..]
                .iter()
                .take_while(|quote| quote.extent().start < tokens.end)
        };
        let inside: Vec<TokenRange> = here().map(Draft::extent).collect();
        let statements: Vec<TokenRange> = here()
            .filter(|quote| quote.kind == QuoteType::Direct)
            .map(Draft::extent)
            .collect();
        let segments = clause::segments(words, tokens);
        let hits: Vec<Hit<'_>> = clause::hits(words, lexicon, &segments, true)
            .into_iter()
            .filter(|hit| !holds(&statements, hit.verb))
            .collect();
        let before = found.len();
        let clauses = Clauses {
            words,
            segments: &segments,
            hits: &hits,
            tokens,
        };
        // words in marks inside a clause belong to it; a clause that is nothing else is a direct quote
        let own = |piece: &TokenRange| {
            let mut range = piece.range();
            range.any(|at| !holds(&inside, at) && !words.is(at, Classes::QUOTE.or(Classes::COMMA)))
        };
        let free =
            |pieces: &[TokenRange]| pieces.iter().all(own) && !holds(&statements, pieces[0].range().start);
        for hit in &hits {
            let direct = here().any(|quote| quote.kind == QuoteType::Direct && quote.cue.contains(&hit.verb));
            let Some((pieces, sure)) = clauses.content(hit, direct) else {
                continue;
            };
            if !free(&pieces) {
                continue;
            }
            let mut draft = Draft::new(QuoteType::Indirect, pieces, sure);
            draft.cue = vec![hit.verb];
            draft.speaker = clauses.speaker(hit);
            draft.addressee = clauses.addressee(hit);
            found.push(draft);
        }
        for noun in nouns::find(words, lexicon, &clauses) {
            if free(&noun.pieces) {
                found.push(noun);
            }
        }
        if let Some(source) = sources::find(words, lexicon, &segments, tokens, true)
            .into_iter()
            .find(|source| !holds(&statements, source.tokens.range().start))
        {
            let pieces = clauses.around(source.tokens);
            if !pieces.is_empty() && !pieces.iter().any(|piece| holds(&statements, piece.range().start)) {
                let mut draft = Draft::new(QuoteType::Indirect, pieces, SOURCE);
                draft.cue = source.cue;
                draft.speaker = source.speaker;
                found.push(draft);
            }
        }
        if found.len() == before
            && statements.is_empty()
            && let Some(hit) = hits.iter().find(|hit| hit.cue.act && !hit.passive)
        {
            let mut draft = Draft::new(QuoteType::Reported, vec![sentence.tokens], ACT);
            draft.cue = vec![hit.verb];
            draft.speaker = clauses.speaker(hit);
            found.push(draft);
        }
    }
    sort(&mut found);
    found.dedup_by_key(|draft| draft.extent());
    found
}

/// A partial quote inside an indirect one has the speaker of its frame, and is as sure.
fn frame_speakers(drafts: &mut [Draft]) {
    let frames: Vec<(TokenRange, Option<Phrase>, f32)> = drafts
        .iter()
        .filter(|draft| draft.kind == QuoteType::Indirect)
        .map(|draft| (draft.extent(), draft.speaker, draft.confidence))
        .collect();
    for draft in drafts
        .iter_mut()
        .filter(|draft| matches!(draft.kind, QuoteType::Partial | QuoteType::Direct))
    {
        let extent = draft.extent();
        let frame = frames.partition_point(|(frame, ..)| frame.start <= extent.start);
        if let Some((frame, speaker, sure)) = frame.checked_sub(1).map(|at| frames[at])
            && frame.start <= extent.start
            && extent.end <= frame.end
            && speaker.is_some()
        {
            draft.speaker = speaker;
            draft.confidence = draft.confidence.max(sure);
        }
    }
}

/// So many sentences back the last speaker can be carried on.
const CARRIED: usize = 2;

/// A direct quote without a cue goes on with what the last speaker said: in the same paragraph, or at the beginning of the
/// next one.
fn carry_speakers(words: &Words<'_>, drafts: &mut [Draft]) {
    let sentences = words.layer.sentences;
    let mut last: Option<(Phrase, usize)> = None;
    let mut frame = 0;
    for draft in drafts
        .iter_mut()
        .filter(|draft| draft.kind != QuoteType::Reported)
    {
        let extent = draft.extent().range();
        let sentence = words.layer.sentence_of(extent.start);
        if draft.speaker.is_none()
            && draft.cue.is_empty()
            && draft.kind == QuoteType::Direct
            && let Some((speaker, before)) = last
        {
            let same = sentences[before].paragraph == sentences[sentence].paragraph;
            let near = sentence.saturating_sub(before) <= if same { CARRIED } else { 1 };
            let begins = sentences[sentence].tokens.range().start + 1 >= extent.start;
            if near && (same || begins) {
                draft.speaker = Some(speaker);
                draft.carried = true;
            }
        }
        // what somebody says inside of another's words is not gone on with: "Adler said the findings show …"
        let nested = extent.end <= frame;
        frame = frame.max(extent.end);
        if let Some(speaker) = draft.speaker
            && !nested
        {
            last = Some((speaker, words.layer.sentence_of(extent.end.saturating_sub(1))));
        }
    }
}
