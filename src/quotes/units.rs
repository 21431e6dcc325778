//! The pieces of a text that quotes are made of: clauses, cut once more at source phrases and coordinated clauses.

use crate::analysis::QuoteType;
use crate::quotes::classes::{Classes, Listed};
use crate::quotes::clause::{self, Hit, Segment};
use crate::quotes::cues::CueLexicon;
use crate::quotes::direct;
use crate::quotes::marks::Marked;
use crate::quotes::sources::{self, Source};
use crate::quotes::words::Words;
use crate::text::TokenRange;

/// A clause or a part of one.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Unit {
    /// Its words and what is known of them.
    pub(crate) segment: Segment,
    /// Index into [`Sentence::sources`] where it is a source phrase.
    pub(crate) source: Option<usize>,
    /// It lies inside words quoted directly.
    pub(crate) marked: bool,
}

/// A sentence in units.
#[derive(Debug)]
pub(crate) struct Sentence<'c> {
    /// Its tokens without the full stop.
    pub(crate) tokens: TokenRange,
    /// Index into the layer's sentences.
    pub(crate) number: usize,
    pub(crate) segments: Vec<Segment>,
    pub(crate) hits: Vec<Hit<'c>>,
    pub(crate) sources: Vec<Source>,
    pub(crate) units: Vec<Unit>,
}

impl<'c> Sentence<'c> {
    /// The cue of a sentence that says who said what stands before it: "Das teilte die Polizei mit."
    pub(crate) fn announces(&self, words: &Words<'_>) -> Option<Hit<'c>> {
        let first = self.tokens.range().start;
        let hit = self.hits.first()?;
        let pronoun = words.listed(first, Listed::POINTING) && hit.finite == first + 1;
        let open = self
            .segments
            .first()
            .is_some_and(|segment| hit.verb < segment.end);
        (pronoun && open && (hit.cue.clause || hit.cue.bare) && !words.is(first + 2, Classes::COLON))
            .then_some(*hit)
    }
}

/// What a German text is made of.
#[derive(Debug)]
pub(crate) struct Parts<'c> {
    pub(crate) sentences: Vec<Sentence<'c>>,
    /// The outermost marked stretches with the type that they have if they are quotes, in order.
    pub(crate) marked: Vec<(Marked, QuoteType)>,
}

impl<'c> Parts<'c> {
    pub(crate) fn new(words: &Words<'_>, lexicon: &'c CueLexicon) -> Self {
        let marked = direct::marked(words);
        let statements = marked.iter().filter(|(_, kind)| *kind == QuoteType::Direct);
        let direct: Vec<TokenRange> = statements.map(|(marked, _)| marked.content()).collect();
        Self {
            sentences: sentences(words, lexicon, &direct),
            marked,
        }
    }
}

/// The sentences of a text in units. `direct` are the stretches of words quoted directly, in order.
fn sentences<'c>(words: &Words<'_>, lexicon: &'c CueLexicon, direct: &[TokenRange]) -> Vec<Sentence<'c>> {
    let mut cuts = Vec::new();
    let mut next = 0;
    words
        .layer
        .sentences
        .iter()
        .enumerate()
        .map(|(number, sentence)| {
            let tokens = without_stop(words, sentence.tokens);
            while next < direct.len() && direct[next].end <= tokens.start {
                next += 1;
            }
            let inside = direct[next..]
                .iter()
                .take_while(|extent| extent.start < tokens.end)
                .count();
            let inside = &direct[next..next + inside];
            let segments = clause::segments(words, tokens);
            let quoted = |at: usize| inside.iter().any(|extent| extent.contains(at));
            let mut hits = clause::hits(words, lexicon, &segments, false);
            hits.retain(|hit| !quoted(hit.verb));
            let mut sources = sources::find(words, lexicon, &segments, tokens, false);
            sources.retain(|source| !quoted(source.tokens.range().start));
            let units = units(words, &segments, &hits, &sources, inside, &mut cuts);
            Sentence {
                tokens,
                number,
                segments,
                hits,
                sources,
                units,
            }
        })
        .collect()
}

/// The sentence without the marks that end it.
pub(crate) fn without_stop(words: &Words<'_>, tokens: TokenRange) -> TokenRange {
    let end = tokens
        .range()
        .rev()
        .find(|&at| !words.is(at, Classes::STOP))
        .map_or(tokens.range().start, |at| at + 1);
    TokenRange::new(tokens.range().start, end.max(tokens.range().start))
}

fn units(
    words: &Words<'_>,
    segments: &[Segment],
    hits: &[Hit<'_>],
    sources: &[Source],
    inside: &[TokenRange],
    cuts: &mut Vec<usize>,
) -> Vec<Unit> {
    let mut units = Vec::with_capacity(segments.len() + 2 * sources.len());
    let (mut source, mut mark, mut hit) = (0, 0, 0);
    for (number, segment) in segments.iter().enumerate() {
        while hit < hits.len() && hits[hit].segment < number {
            hit += 1;
        }
        cuts.clear();
        cuts.extend([segment.start, segment.end]);
        let ranges = sources.iter().map(|s| s.tokens).skip(source);
        for range in near(ranges, segment).chain(near(inside.iter().copied().skip(mark), segment)) {
            cuts.extend(
                [range.range().start, range.range().end]
                    .into_iter()
                    .filter(|&cut| cut > segment.start && cut < segment.end),
            );
        }
        for at in segment.start + 1..segment.end.saturating_sub(1) {
            if begins_clause(words, segment, at) {
                cuts.push(at);
            }
        }
        let own = hits[hit..].iter().take_while(|hit| hit.segment == number);
        cuts.extend(own.filter_map(|hit| before_infinitive(words, segment, hit)));
        cuts.sort_unstable();
        cuts.dedup();
        for (number, pair) in cuts.windows(2).enumerate() {
            let separator = if number == 0 {
                segment.separator
            } else {
                Classes::default()
            };
            let whole = cuts.len() == 2;
            units.push(Unit {
                segment: if whole {
                    *segment
                } else {
                    clause::segment(words, pair[0], pair[1], separator)
                },
                source: holder(sources.iter().map(|source| source.tokens), &mut source, pair[0]),
                marked: holder(inside.iter().copied(), &mut mark, pair[0]).is_some(),
            });
        }
    }
    units
}

/// The ranges that touch a segment, of those in order.
fn near(ranges: impl Iterator<Item = TokenRange>, segment: &Segment) -> impl Iterator<Item = TokenRange> {
    let end = segment.end;
    ranges.take_while(move |range| range.range().start < end)
}

/// The number of the range that holds token `at`; `first` moves over those that lie before it.
fn holder(ranges: impl Iterator<Item = TokenRange>, first: &mut usize, at: usize) -> Option<usize> {
    for (number, range) in ranges.enumerate().skip(*first) {
        if range.range().start > at {
            return None;
        }
        *first = number;
        if at < range.range().end {
            return Some(number);
        }
    }
    None
}

/// How far the finite verb of a coordinated clause may stand from its "und".
const REACH: usize = 30;

/// True where a coordinated clause begins ("… und habe nichts gewusst") or a subordinate one without a comma.
fn begins_clause(words: &Words<'_>, segment: &Segment, at: usize) -> bool {
    if words.listed(at, Listed::THAT) {
        return true;
    }
    words.is(at, Classes::COORD)
        && segment.finite.is_some_and(|finite| finite < at)
        && (at + 1..segment.end.min(at + REACH)).any(|i| words.is(i, Classes::FINITE))
}

/// "Die Firma hat angekündigt die Preise zu erhöhen": where the infinitive of a cue begins that no comma parts from it.
fn before_infinitive(words: &Words<'_>, segment: &Segment, hit: &Hit<'_>) -> Option<usize> {
    let start = hit.particle.unwrap_or(hit.verb).max(hit.verb) + 1;
    let apart = hit.particle.is_some() || hit.finite < hit.verb;
    (hit.cue.infinitive
        && apart
        && start + 1 < segment.end
        && !words.is(start, Classes::COORD.or(Classes::FINITE))
        && (start + 1..segment.end).any(|at| clause::to_infinitive(words, at)))
    .then_some(start)
}
