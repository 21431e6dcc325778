//! English indirect quotes by rules: clauses and infinitives after a cue, clauses before one, "according to X".

mod clauses;

use crate::analysis::QuoteType;
use crate::quotes::clause::{self, Hit};
use crate::quotes::cues::CueLexicon;
use crate::quotes::draft::Draft;
use crate::quotes::sources;
use crate::quotes::units::without_stop;
use crate::quotes::words::{Classes, Words};
use crate::text::TokenRange;
use clauses::Clauses;

/// How sure a source and a reported act are.
const SOURCE: f32 = 0.7;
const ACT: f32 = 0.3;

/// The indirect quotes and reported acts of a text. `marked` are the quotes between marks, in order.
pub(crate) fn find(words: &Words<'_>, lexicon: &CueLexicon, marked: &[Draft]) -> Vec<Draft> {
    let mut found = Vec::new();
    let mut next = 0;
    for sentence in words.layer.sentences {
        let tokens = without_stop(words, sentence.tokens);
        while next < marked.len() && marked[next].extent().end < tokens.start {
            next += 1;
        }
        let inside: Vec<TokenRange> = marked[next..]
            .iter()
            .take_while(|quote| quote.extent().start < tokens.end)
            .map(Draft::extent)
            .collect();
        let in_marks = |at: usize| inside.iter().any(|extent| extent.contains(at));
        let statements: Vec<TokenRange> = marked[next..]
            .iter()
            .take_while(|quote| quote.extent().start < tokens.end)
            .filter(|quote| quote.kind == QuoteType::Direct)
            .map(Draft::extent)
            .collect();
        let quoted = |at: usize| statements.iter().any(|extent| extent.contains(at));
        let segments = clause::segments(words, tokens);
        let hits: Vec<Hit<'_>> = clause::hits(words, lexicon, &segments, true)
            .into_iter()
            .filter(|hit| !quoted(hit.verb))
            .collect();
        let before = found.len();
        let clauses = Clauses {
            words,
            segments: &segments,
            hits: &hits,
            tokens,
        };
        for hit in &hits {
            let Some((pieces, sure)) = clauses.content(hit) else {
                continue;
            };
            // words in marks inside the clause belong to it; a clause that is nothing else is a direct quote
            let own = |piece: &TokenRange| {
                let mut range = piece.range();
                range.any(|at| !in_marks(at) && !words.is(at, Classes::QUOTE.or(Classes::COMMA)))
            };
            if !pieces.iter().all(own) || quoted(pieces[0].range().start) {
                continue;
            }
            let mut draft = Draft::new(QuoteType::Indirect, pieces, sure);
            draft.cue = vec![hit.verb];
            draft.speaker = clauses.speaker(hit);
            draft.addressee = clauses.addressee(hit);
            found.push(draft);
        }
        if let Some(source) = sources::find(words, lexicon, &segments, tokens, true)
            .into_iter()
            .find(|source| !quoted(source.tokens.range().start))
        {
            let pieces = clauses.around(source.tokens);
            if !pieces.is_empty() && !pieces.iter().any(|piece| quoted(piece.range().start)) {
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
    found.sort_by_key(|draft| (draft.extent().start, std::cmp::Reverse(draft.extent().end)));
    found.dedup_by_key(|draft| draft.extent());
    found
}
