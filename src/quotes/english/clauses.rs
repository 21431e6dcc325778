//! The clauses of an English sentence that its cues say.

use crate::analysis::{QuoteType, Upos};
use crate::language::Language;
use crate::quotes::classes::{Classes, Listed};
use crate::quotes::clause::{Hit, Segment};
use crate::quotes::draft::Draft;
use crate::quotes::english::nouns::NOUN;
use crate::quotes::phrase::{self, Phrase};
use crate::quotes::subject;
use crate::quotes::words::Words;
use crate::text::TokenRange;

/// How sure a clause after its cue is, and one before it: as many have words and speaker right in gum-news-gold and corpus/en.
const CLAUSE: f32 = 0.85;
const BEFORE: f32 = 0.7;

/// So many tokens of adjuncts are passed over between a cue and its clause.
const ADJUNCTS: usize = 16;

/// A sentence with its cues.
pub(super) struct Clauses<'s> {
    pub(super) words: &'s Words<'s>,
    pub(super) segments: &'s [Segment],
    pub(super) hits: &'s [Hit<'s>],
    pub(super) tokens: TokenRange,
}

impl Clauses<'_> {
    /// What the cue says, and how sure that is: the clause after it, else the one before it. The cue of a `direct` quote has
    /// its clause after it alone.
    pub(super) fn content(&self, hit: &Hit<'_>, direct: bool) -> Option<(Vec<TokenRange>, f32)> {
        if let Some(start) = self.after(hit) {
            let piece = TokenRange::new(start, self.end(start, hit).max(start));
            return (piece.len() > 1).then(|| (vec![piece], CLAUSE));
        }
        if direct {
            return None;
        }
        self.before(hit).map(|pieces| (pieces, BEFORE))
    }

    /// True where a verb follows in the clause that begins at token `at`.
    pub(super) fn holds_verb(&self, at: usize) -> bool {
        let end = self.tokens.range().end;
        (at..end.min(at + 40)).any(|i| self.words.is(i, Classes::FINITE.or(Classes::VERB)))
    }

    /// Where a clause that begins at token `start` and belongs to a noun ends: with its sentence, or where the main clause
    /// goes on after a comma.
    pub(super) fn clause_end(&self, start: usize) -> usize {
        let words = self.words;
        let goes_on = |segment: &&Segment| {
            segment.start > start
                && segment.separator.any(
                    Classes::COMMA
                        .or(Classes::COLON)
                        .or(Classes::SEMICOLON)
                        .or(Classes::DASH),
                )
                && (words.is(segment.start, Classes::FINITE)
                    || words.listed(segment.start, Listed::MAIN_CLAUSE))
        };
        self.segments
            .iter()
            .find(goes_on)
            .map_or(self.tokens.range().end, |segment| segment.start - 1)
    }

    /// "is sure that", "was concerned the plan would fail": what the adjective at token `at` takes.
    pub(super) fn predicate(&self, at: usize) -> Option<Draft> {
        let words = self.words;
        let end = self.tokens.range().end;
        let be = (at.saturating_sub(4)..at)
            .rev()
            .take_while(|&i| words.is(i, Classes::ADV.or(Classes::PASSIVE)))
            .find(|&i| words.is(i, Classes::PASSIVE))?;
        let that = words.one_of(at + 1, &["that"]);
        let start = at + 1 + usize::from(that);
        let clause = if that {
            self.holds_verb(start)
        } else {
            start < end && self.starts_phrase(start) && self.verb_follows(start, end)
        };
        let piece = TokenRange::new(start, self.clause_end(start).min(end).max(start));
        if !clause || piece.len() < 2 {
            return None;
        }
        let mut draft = Draft::new(QuoteType::Indirect, vec![piece], NOUN);
        draft.cue = vec![at];
        draft.speaker = subject::english_before(words, self.tokens.range().start, be);
        Some(draft)
    }

    /// The subject of the clause around the noun at token `at`: "came to the conclusion that".
    pub(super) fn subject_before(&self, at: usize) -> Option<Phrase> {
        let segment = self.segments.iter().find(|segment| at < segment.end)?;
        let finite = segment.finite.filter(|&finite| finite < at)?;
        subject::english_before(self.words, self.tokens.range().start, finite)
    }

    /// Where the clause after a cue begins.
    pub(super) fn after(&self, hit: &Hit<'_>) -> Option<usize> {
        let words = self.words;
        let end = self.tokens.range().end;
        let at = self.over_adjuncts(hit.verb + 1, end);
        if at >= end {
            return None;
        }
        // over the addressee: "told reporters that", "urged the council to"
        let told = || {
            let next = match subject::noun_at(words, at) {
                _ if words.is(at, Classes::DAT) => at + 1,
                Some(noun) => noun.tokens.range().end,
                None => return None,
            };
            self.begins(hit, self.over_adjuncts(next, end), end)
        };
        let object = hit.cue.addressee || hit.cue.infinitive;
        let first = if hit.cue.addressee && object && !words.is(at, Classes::QUE) {
            told()
        } else {
            None
        };
        first.or_else(|| self.begins(hit, at, end)).or_else(|| {
            if object || words.is(at, Classes::DAT) {
                told()
            } else {
                None
            }
        })
    }

    /// The token at which a clause of the cue begins, if one begins at token `at`.
    fn begins(&self, hit: &Hit<'_>, at: usize, end: usize) -> Option<usize> {
        let words = self.words;
        if at >= end {
            return None;
        }
        let finite_after =
            |from: usize| (from..end.min(from + 40)).any(|i| words.is(i, Classes::FINITE.or(Classes::VERB)));
        let word = words.word(hit.verb);
        // a participle says something only where it begins a clause or belongs to "is"
        if word.ends_with("ing") && hit.finite == hit.verb {
            let before = hit.verb.saturating_sub(1);
            let own = self.segments.get(hit.segment).map_or(0, |segment| segment.start);
            let clause = words.one_of(own, &["with"])
                || words.is(
                    before,
                    Classes::COMMA
                        .or(Classes::DASH)
                        .or(Classes::COORD)
                        .or(Classes::PASSIVE),
                )
                || words.listed(before, Listed::BEFORE_PARTICIPLE);
            if !clause {
                return None;
            }
        }
        let impersonal = hit.passive && words.one_of(hit.finite.saturating_sub(1), &["it"]);
        if hit.passive && !impersonal {
            return None;
        }
        if hit.cue.clause && words.one_of(at, &["that"]) && finite_after(at + 1) {
            // "said that was wrong": a pronoun
            let pronoun = words.is(at + 1, Classes::FINITE);
            return Some(if pronoun { at } else { at + 1 });
        }
        if hit.cue.clause
            && words.is(at, Classes::QUE)
            && !words.listed(at, Listed::NOT_ASKED)
            && finite_after(at + 1)
        {
            return Some(at);
        }
        if hit.cue.infinitive
            && words.one_of(at, &["to"])
            && matches!(
                words.layer.tokens.get(at + 1).map(|t| t.upos),
                Some(Upos::Verb | Upos::Aux | Upos::Adv | Upos::Adj | Upos::X)
            )
        {
            return Some(at);
        }
        // a bare clause: a subject, then a finite verb before anything else ends it
        if hit.cue.bare && !words.is(at, Classes::QUOTE) && self.bare_clause(at, end) {
            return Some(at);
        }
        None
    }

    fn starts_phrase(&self, at: usize) -> bool {
        let words = self.words;
        words.is(
            at,
            Classes::DET
                .or(Classes::CAPITAL)
                .or(Classes::PRON)
                .or(Classes::NUMBER),
        ) || matches!(
            words.layer.tokens.get(at).map(|token| token.upos),
            Some(Upos::Noun | Upos::Propn | Upos::Adj | Upos::Num | Upos::Pron | Upos::Det)
        ) || words.one_of(at, &["there"])
    }

    /// True where a clause without "that" begins: a phrase, then its finite verb.
    fn bare_clause(&self, at: usize, end: usize) -> bool {
        let words = self.words;
        // "said in 2010 the firm", "said when asked" are no beginnings
        let start = if words.is(at, Classes::PREP.or(Classes::SUB)) && !words.is(at, Classes::PRON) {
            return self.segments.iter().any(|segment| {
                segment.start > at && segment.start < at + 25 && segment.separator.any(Classes::COMMA) && {
                    self.starts_phrase(segment.start) && self.verb_follows(segment.start, segment.end)
                }
            }) && words.is(at, Classes::SUB);
        } else {
            at
        };
        self.starts_phrase(start) && self.verb_follows(start, end)
    }

    /// True where a finite verb follows a phrase at token `at`, with nothing but its attributes between.
    fn verb_follows(&self, at: usize, end: usize) -> bool {
        let words = self.words;
        for i in at + 1..end.min(at + 25) {
            let verb = words.layer.tokens[i].upos == Upos::Verb
                && !words.word(i).ends_with("ing")
                && matches!(
                    words.layer.tokens[i - 1].upos,
                    Upos::Noun | Upos::Propn | Upos::Pron
                );
            if words.is(i, Classes::COORD) && words.is(i + 1, Classes::FINITE.or(Classes::VERB)) {
                // "rejected the criticism and stressed that": a second verb of the same subject
                return false;
            }
            if words.is(i, Classes::FINITE) || verb {
                return true;
            }
            if words.listed(i, Listed::RELATIVE) {
                return false;
            }
            if words.is(i, Classes::STOP.or(Classes::COLON).or(Classes::SEMICOLON)) {
                return false;
            }
            if words.is(i, Classes::COMMA) {
                // an apposition or a relative clause may stand between
                let closes = (i + 1..end.min(i + 18)).find(|&j| words.is(j, Classes::COMMA));
                return closes.is_some_and(|j| words.is(j + 1, Classes::FINITE.or(Classes::ADV)));
            }
        }
        false
    }

    /// Passes over what stands between a cue and its clause: adverbs, times, "in a statement", "on Monday".
    fn over_adjuncts(&self, start: usize, end: usize) -> usize {
        let words = self.words;
        let limit = end.min(start + ADJUNCTS);
        let mut at = start;
        while at < limit {
            let preposition = words.is(at, Classes::PREP) && !words.listed(at, Listed::NO_ADJUNCT) || {
                words.one_of(at, &["to"])
                    && matches!(
                        words.layer.tokens.get(at + 1).map(|t| t.upos),
                        Some(Upos::Noun | Upos::Propn | Upos::Det | Upos::Pron)
                    )
            };
            let time = words.is(at, Classes::TIME)
                || words.listed(at, Listed::THIS_TIME) && words.is(at + 1, Classes::TIME);
            let adverb = words.is(at, Classes::ADV)
                && !words.is(at, Classes::PRON.or(Classes::DET))
                && !words.one_of(at, &["there"]);
            // "pointed out that"
            let particle =
                preposition && words.listed(at, Listed::VERB_PARTICLE) && words.is(at + 1, Classes::QUE);
            if time || adverb || particle {
                at += 1;
            } else if preposition {
                let from = at + 1;
                let after =
                    phrase::english(words, from, limit).map_or(from, |phrase| phrase.core.range().end);
                // "said in a statement the firm had": the phrase ends where another begins
                at = after.max(from);
                while at < limit && words.is(at, Classes::TIME.or(Classes::NUMBER)) {
                    at += 1;
                }
            } else {
                break;
            }
        }
        at.min(end)
    }

    /// Who says it.
    pub(super) fn speaker(&self, hit: &Hit<'_>) -> Option<Phrase> {
        subject::of(self.words, Language::English, self.segments, hit)
    }

    /// Who is told: "told reporters that".
    pub(super) fn addressee(&self, hit: &Hit<'_>) -> Option<TokenRange> {
        let words = self.words;
        let at = hit.verb + 1;
        if !hit.cue.addressee || hit.passive || words.is(at, Classes::QUE) || at >= self.tokens.range().end {
            return None;
        }
        if words.is(at, Classes::DAT) {
            return Some(TokenRange::new(at, at + 1));
        }
        let phrase = phrase::english(words, at, self.tokens.range().end)?;
        (!words.is(phrase.tokens.range().end, Classes::FINITE)).then_some(phrase.core)
    }
}
