//! Direct and partial quotes: which marked stretches are quotes, and what stands around them.

use crate::analysis::QuoteType;
use crate::language::Language;
use crate::quotes::classes::{Classes, Listed};
use crate::quotes::clause::{self, Hit, Segment};
use crate::quotes::cues::CueLexicon;
use crate::quotes::marks::{self, Marked};
use crate::quotes::phrase::{self, Phrase};
use crate::quotes::words::Words;
use crate::text::TokenRange;

/// Words of a stretch from which on it is a quote whatever stands beside it (98 % are, in German news).
const LONG: usize = 9;
/// Words of a stretch with a finite verb from which on it is a quote (99 % are).
const CLAUSE: usize = 5;

/// The outermost marked stretches with the type that they have if they are quotes, by their opening marks.
pub(crate) fn marked(words: &Words<'_>) -> Vec<(Marked, QuoteType)> {
    marks::pairs(words.layer)
        .into_iter()
        .filter(|marked| marked.depth == 0)
        .filter_map(|marked| Some((marked, kind(words, &marked)?)))
        .collect()
}

/// The type of a marked stretch by itself; `None` for what is no quote.
fn kind(words: &Words<'_>, marked: &Marked) -> Option<QuoteType> {
    let content = marked.content();
    let count = content
        .range()
        .filter(|&at| words.word(at).starts_with(char::is_alphanumeric))
        .count();
    let finite = content.range().any(|at| words.is(at, Classes::FINITE));
    let announced = marked.open > 0 && words.is(marked.open - 1, Classes::COLON);
    let ends = content
        .range()
        .next_back()
        .is_some_and(|at| words.is(at, Classes::STOP));
    // "„Wir kommen“, sagte er": it begins the sentence and a comma or a mark of its own ends it
    let begins = marked.open
        == words.layer.sentences[words.layer.sentence_of(marked.open)]
            .tokens
            .range()
            .start;
    let comma = words.is(marked.close + 1, Classes::COMMA)
        || words.is(marked.close + 1, Classes::DASH)
        || content
            .range()
            .next_back()
            .is_some_and(|at| words.is(at, Classes::COMMA));
    match count {
        0 => None,
        _ if !begins && !announced && is_part(words, marked.open, ends) => Some(QuoteType::Partial),
        _ if begins && (ends || finite && comma) => Some(QuoteType::Direct),
        _ if announced && count > 1 || finite && count >= CLAUSE || count >= LONG || ends && count > 2 => {
            Some(QuoteType::Direct)
        }
        _ => Some(QuoteType::Partial),
    }
}

/// True for German words in marks that are a part of the author's sentence, however many they are: "dass „die Mehrheit der
/// Zeugen keine Gespräche geführt hat“". `ends` tells that a full stop stands inside.
fn is_part(words: &Words<'_>, open: usize, ends: bool) -> bool {
    let Some(before) = open.checked_sub(1) else {
        return false;
    };
    let sentence = words.layer.sentences[words.layer.sentence_of(open)].tokens.start as usize;
    let near = sentence.max(before.saturating_sub(REACH))..before;
    let marks = || near.clone().any(|at| words.is(at, Classes::QUOTE));
    // "und" joins two quotes too
    if words.layer.language != Language::German || words.is(before, Classes::COORD) && marks() {
        return false;
    }
    let cue = words.cue_forms(before).iter().any(|form| form.finite);
    let joins = PART_OF_SENTENCE.or(Classes::FINITE);
    if words.is(before, joins) {
        return !cue;
    }
    let word = words.word(before).starts_with(char::is_alphabetic);
    !ends && (word && !cue || words.is(before, Classes::COMMA) && !marks())
}

/// After these the author's sentence goes on.
const PART_OF_SENTENCE: Classes = Classes::DET
    .or(Classes::PREP)
    .or(Classes::SUB)
    .or(Classes::COORD)
    .or(Classes::ADJ);

/// The content without a comma at its end.
pub(crate) fn trimmed(words: &Words<'_>, content: TokenRange) -> TokenRange {
    let end = content.range().end;
    let comma = end > content.range().start + 1 && words.is(end - 1, Classes::COMMA);
    TokenRange::new(content.range().start, end - usize::from(comma))
}

/// So many tokens before and after a marked stretch are looked at.
const REACH: usize = 150;

/// The sentence around a marked stretch.
pub(crate) struct Context<'a> {
    /// The clauses before the opening mark and after the closing one.
    pub(crate) segments: Vec<Segment>,
    hits: Vec<Hit<'a>>,
    /// What stands before and after.
    pub(crate) areas: [TokenRange; 2],
    open: usize,
    close: usize,
    /// The sentence goes on with "und": the next verb is another one of the same subject.
    goes_on: bool,
}

impl<'a> Context<'a> {
    pub(crate) fn new(words: &Words<'_>, lexicon: &'a CueLexicon, marked: &Marked, english: bool) -> Self {
        let sentences = words.layer.sentences;
        let first = words.layer.sentence_of(marked.open);
        let last = words
            .layer
            .sentence_of(marked.close.min(words.len() - 1))
            .min(sentences.len() - 1);
        // What stands before the opening mark, and what after the closing one; the stretch itself is left out.
        let mut start = sentences[first].tokens.range().start;
        // "The minister wrote on Monday:" may end a sentence, or a paragraph
        if start == marked.open && start > 0 && words.is(start - 1, Classes::COLON.or(Classes::COMMA)) {
            start = sentences[first - 1].tokens.range().start;
        }
        let start = start.max(marked.open.saturating_sub(REACH));
        let before = TokenRange::new(start.min(marked.open), marked.open);
        let end = sentences[last].tokens.range().end.min(marked.close + REACH);
        let after = TokenRange::new((marked.close + 1).min(end), end);
        let mut segments = clause::segments(words, before);
        segments.extend(clause::segments(words, after));
        let hits = clause::hits(words, lexicon, &segments, english);
        Self {
            segments,
            hits,
            areas: [before, after],
            open: marked.open,
            close: marked.close,
            goes_on: words.is(marked.close + 1, Classes::COORD),
        }
    }

    /// The cue of English words: one in the passive only where there is no other, and none that stands in marks itself.
    pub(crate) fn english_cue(&self, words: &Words<'_>) -> Option<&Hit<'a>> {
        let first = self.cue()?;
        let quoted = |hit: &Hit<'a>| {
            let between = hit.verb + 1..self.open.max(hit.verb + 1);
            between.filter(|&at| words.is(at, Classes::QUOTE)).count() % 2 == 1
        };
        if first.verb > self.open || !(first.passive || quoted(first)) {
            return Some(first);
        }
        let mut others = self.hits.iter().rev();
        others
            .find(|hit| {
                let takes = hit.cue.marks || hit.cue.clause;
                takes && hit.verb < self.open && !hit.passive && !quoted(hit)
            })
            .or(Some(first))
    }

    /// The cue: after the quote before it, the nearest one first.
    pub(crate) fn cue(&self) -> Option<&Hit<'a>> {
        let takes = |hit: &&Hit<'a>| hit.cue.marks || hit.cue.clause;
        let after = self
            .hits
            .iter()
            .filter(takes)
            .find(|hit| hit.finite > self.close && hit.finite <= self.close + 4);
        let before = || self.hits.iter().filter(takes).rfind(|hit| hit.verb < self.open);
        let after = after.filter(|_| !self.goes_on);
        after
            .or_else(before)
            .or_else(|| self.hits.iter().filter(takes).find(|hit| hit.verb > self.close))
    }

    /// The cue that says who speaks: that of the main clause before a subordinate one ("Im Bericht heißt es zur Frage, warum man
    /// sich dafür entschied: „…“").
    pub(crate) fn speaking(&self) -> Option<&Hit<'a>> {
        let cue = self.cue()?;
        if cue.verb > self.open || !self.segments[cue.segment].subordinate {
            return Some(cue);
        }
        let takes = |hit: &&Hit<'a>| hit.cue.marks || hit.cue.clause;
        let main = |hit: &&Hit<'a>| !self.segments[hit.segment].subordinate && hit.verb < cue.verb;
        self.hits.iter().filter(takes).rfind(main).or(Some(cue))
    }

    /// "„…“, so der Sprecher": the phrase after "so".
    pub(crate) fn so_speaker(&self, words: &Words<'_>) -> Option<(usize, Phrase)> {
        let so = (self.close + 1..self.close + 3).find(|&at| words.one_of(at, &["so"]))?;
        let start = (so + 1..so + 3).find(|&at| !words.is(at, Classes::ADV))?;
        phrase::german(words, start, words.len()).map(|phrase| (so, phrase))
    }

    /// "„…“ – Angela Merkel": who signed the quote.
    pub(crate) fn signature(&self, words: &Words<'_>) -> Option<Phrase> {
        let dash = self.close + 1;
        if !(words.is(dash, Classes::DASH) && words.is(dash + 1, Classes::CAPITAL.or(Classes::DET))) {
            return None;
        }
        let sentence = words.layer.sentences.get(words.layer.sentence_of(dash + 1))?;
        let end = sentence.tokens.range().end;
        let phrase = match words.layer.language {
            Language::English => phrase::english(words, dash + 1, end),
            _ => phrase::german(words, dash + 1, end),
        }?;
        let after = phrase.tokens.range().end;
        (after >= end || words.is(after, Classes::COMMA.or(Classes::STOP))).then_some(phrase)
    }

    /// True where a source phrase stands in the sentence.
    pub(crate) fn sourced(&self, words: &Words<'_>) -> bool {
        let inside = |area: TokenRange| area.range().any(|at| words.listed(at, Listed::SOURCE_HINT));
        self.areas.into_iter().any(inside)
    }

    /// True where a preposition attributes the words ("laut Polizei ein „Routineeinsatz“").
    pub(crate) fn attributed(&self, words: &Words<'_>) -> bool {
        let near = self.open.saturating_sub(12)..self.open;
        near.into_iter().any(|at| words.listed(at, Listed::SOURCE_HINT))
    }
}
