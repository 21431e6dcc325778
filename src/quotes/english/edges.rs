//! How far a clause goes: where the one after a cue ends, where the one before it and what stands around a source begin.

use crate::quotes::classes::Classes;
use crate::quotes::clause::{Hit, Segment};
use crate::quotes::dateline::after_dateline;
use crate::quotes::english::clauses::Clauses;
use crate::text::TokenRange;

impl Clauses<'_> {
    /// Where the clause that begins at `start` ends: before the next cue of the same speaker or another, before "according
    /// to", else with the sentence.
    pub(super) fn end(&self, start: usize, hit: &Hit<'_>) -> usize {
        let words = self.words;
        let whole = self.tokens.range().end;
        let verb_first = |segment: &Segment| {
            let first = segment.start;
            let after = if words.is(first, Classes::COORD) {
                first + 1
            } else {
                first
            };
            self.hits
                .iter()
                .any(|other| other.verb == after && other.verb != hit.verb && self.after(other).is_some())
        };
        let own_cue = |segment: &Segment| {
            words.is(segment.start, Classes::COORD)
                && self.hits.iter().any(|other| {
                    other.segment != hit.segment
                        && segment.start < other.finite
                        && other.finite < segment.end
                        && other.finite - segment.start < 8
                })
        };
        for (number, segment) in self.segments.iter().enumerate() {
            if segment.start <= start || number <= hit.segment {
                continue;
            }
            // "…: "We are ready."": what the colon announces is a quote of its own
            let announced = segment.separator.any(Classes::COLON) && words.is(segment.start, Classes::QUOTE);
            // ", with the paper reporting that": another speaker
            let with = words.one_of(segment.start, &["with"])
                && self.hits.iter().any(|other| {
                    other.segment == number
                        && other.verb < segment.start + 8
                        && words.word(other.verb).ends_with("ing")
                });
            if announced
                || with
                || words.one_of(segment.start, &["according"])
                || verb_first(segment)
                || own_cue(segment)
            {
                return segment.start - 1;
            }
        }
        // "said he was ill and denied that"
        let joined = self.hits.iter().find(|other| {
            other.verb > start + 2
                && words.is(other.verb - 1, Classes::COORD)
                && other.finite == other.verb
                && self.after(other).is_some()
        });
        joined.map_or(whole, |other| other.verb - 1)
    }

    /// The clause before a cue that follows it: "The plan failed, officials said"; both parts where the cue stands inside.
    pub(super) fn before(&self, hit: &Hit<'_>) -> Option<Vec<TokenRange>> {
        let words = self.words;
        let segment = *self.segments.get(hit.segment)?;
        if hit.segment == 0
            || !hit.cue.bare
            || hit.passive
            || !segment.separator.any(Classes::COMMA.or(Classes::DASH))
        {
            return None;
        }
        let short = segment.end - segment.start <= 16;
        let begins = words.is(
            segment.start,
            Classes::SUB.or(Classes::COORD).or(Classes::REL).or(Classes::PREP),
        ) && !words.is(segment.start, Classes::DET.or(Classes::PRON))
            && !words.one_of(segment.start, &["as"]);
        if !short || begins || words.word(hit.verb).ends_with("ing") {
            return None;
        }
        let start = after_dateline(self.words, self.tokens);
        let earlier: Vec<Segment> = self.segments[..hit.segment]
            .iter()
            .filter(|one| one.start >= start)
            .copied()
            .collect();
        let finite = earlier.iter().any(|one| one.finite.is_some() && !one.subordinate);
        let rest = self.segments.get(hit.segment + 1);
        let goes_on = rest.is_some_and(|rest| {
            !self.hits.iter().any(|other| other.segment > hit.segment)
                && (!finite
                    && self.segments[hit.segment + 1..]
                        .iter()
                        .any(|one| one.finite.is_some())
                    || words.is(rest.start, Classes::COORD.or(Classes::SUB)) && rest.finite.is_some())
        });
        if !finite && !goes_on || earlier.last().is_none_or(|last| last.end < start + 2) {
            return None;
        }
        let mut pieces = vec![TokenRange::new(start, segment.start - 1)];
        if goes_on && let Some(rest) = rest {
            pieces.push(TokenRange::new(rest.start, self.tokens.range().end));
        }
        Some(pieces)
    }

    /// What stands before and after a source, the commas beside it left out.
    pub(super) fn around(&self, source: TokenRange) -> Vec<TokenRange> {
        let words = self.words;
        let (start, end) = (after_dateline(words, self.tokens), self.tokens.range().end);
        let (from, to) = (source.range().start, source.range().end);
        let before = if from > start && words.is(from - 1, Classes::COMMA.or(Classes::DASH)) {
            from - 1
        } else {
            from
        };
        let after = if words.is(to, Classes::COMMA.or(Classes::DASH)) {
            to + 1
        } else {
            to
        };
        let mut pieces = vec![TokenRange::new(start.min(before), before)];
        // without a comma, what follows a source inside the sentence belongs to the source: "a report released on Friday"
        if after > to || from <= start {
            pieces.push(TokenRange::new(after.min(end), end));
        }
        pieces.retain(|piece| piece.len() > 1);
        pieces
    }
}
