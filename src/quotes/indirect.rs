//! Indirect quotes: clauses after a cue, "laut X", and speech that goes on in the subjunctive.

use crate::analysis::QuoteType;
use crate::language::Language;
use crate::quotes::clause::{self, Hit, Segment};
use crate::quotes::cues::CueLexicon;
use crate::quotes::draft::Draft;
use crate::quotes::phrase::{self, Phrase};
use crate::quotes::words::{Classes, Words};
use crate::text::TokenRange;

/// How sure each way of telling is.
const CLAUSE: f32 = 0.7;
const SOURCE: f32 = 0.65;
const CONTINUED: f32 = 0.6;
const ACT: f32 = 0.4;

/// The indirect quotes and reported acts of a text. `marked` are the direct quotes, inside of which nothing is looked for.
pub(crate) fn find(words: &Words<'_>, lexicon: &CueLexicon, marked: &[Draft]) -> Vec<Draft> {
    let layer = words.layer;
    let english = layer.language == Language::English;
    let mut found = Vec::new();
    let mut carried: Option<Draft> = None;
    let mut next = 0;
    for (number, sentence) in layer.sentences.iter().enumerate() {
        let tokens = without_stop(words, sentence.tokens);
        while next < marked.len() && marked[next].extent().end < tokens.start {
            next += 1;
        }
        let quoted = |at: usize| {
            marked[next..]
                .iter()
                .take_while(|quote| quote.extent().start < tokens.end)
                .any(|quote| quote.kind == QuoteType::Direct && quote.extent().contains(at))
        };
        let segments = clause::segments(words, tokens);
        let hits: Vec<Hit<'_>> = clause::hits(words, lexicon, &segments, english)
            .into_iter()
            .filter(|hit| !quoted(hit.verb))
            .collect();
        let before = found.len();
        for hit in &hits {
            if let Some(content) = content(words, &segments, hit, tokens, english)
                && !content.range().any(quoted)
            {
                found.push(by_cue(words, &segments, hit, content));
            }
        }
        if found.len() == before {
            found.extend(by_source(words, lexicon, &segments, tokens, english));
        }
        if found.len() == before
            && let Some(draft) = continued(words, &segments, tokens, &hits, carried.as_ref(), number)
        {
            found.push(draft);
        } else if found.len() == before
            && let Some(hit) = hits.iter().find(|hit| hit.cue.act)
            && !tokens.range().any(quoted)
        {
            let mut draft = by_cue(words, &segments, hit, sentence.tokens);
            draft.kind = QuoteType::Reported;
            draft.confidence = ACT;
            found.push(draft);
        }
        carried = match found[before..]
            .last()
            .or_else(|| last_inside(marked, next, tokens))
        {
            Some(draft) if draft.kind != QuoteType::Reported && draft.speaker.is_some() => {
                Some(draft.clone())
            }
            _ => None,
        };
    }
    remove_doubles(&mut found);
    found
}

fn last_inside(marked: &[Draft], next: usize, tokens: TokenRange) -> Option<&Draft> {
    marked[next..]
        .iter()
        .take_while(|quote| quote.extent().start < tokens.end)
        .last()
}

fn without_stop(words: &Words<'_>, tokens: TokenRange) -> TokenRange {
    let end = tokens
        .range()
        .rev()
        .find(|&at| !words.is(at, Classes::STOP))
        .map_or(tokens.range().start, |at| at + 1);
    TokenRange::new(tokens.range().start, end.max(tokens.range().start))
}

fn by_cue(words: &Words<'_>, segments: &[Segment], hit: &Hit<'_>, content: TokenRange) -> Draft {
    let mut draft = Draft::new(QuoteType::Indirect, vec![content], CLAUSE);
    draft.cue = hit.particle.into_iter().chain([hit.verb]).collect();
    draft.cue.sort_unstable();
    draft.speaker = clause::subject(words, words.layer.language, segments, hit);
    draft
}

/// What the cue says: the clause after it, else the one before it.
fn content(
    words: &Words<'_>,
    segments: &[Segment],
    hit: &Hit<'_>,
    tokens: TokenRange,
    english: bool,
) -> Option<TokenRange> {
    let cue = hit.cue;
    let end = tokens.range().end;
    if english && let Some(start) = english_clause(words, segments, hit, end) {
        return Some(TokenRange::new(start, end));
    }
    let mut after = segments.iter().enumerate().skip(hit.segment + 1).peekable();
    // What belongs to the cue's own clause is passed over: "sagte Müller, der Chef der Firma, dass …"
    for (number, segment) in after.by_ref().take(4) {
        let first = (segment.start..segment.end)
            .find(|&at| !words.is(at, Classes::QUOTE))
            .unwrap_or(segment.start);
        let subordinator = words.one_of(
            first,
            &[
                "dass", "daß", "ob", "wie", "wer", "was", "wann", "warum", "wo", "that", "whether", "if",
                "how", "why", "what",
            ],
        );
        if cue.clause && subordinator && segment.finite.is_some() {
            return Some(TokenRange::new(first, end));
        }
        let spoken =
            segment.konj || segment.konj2 && cue.bare || segment.separator.any(Classes::COLON) && cue.bare;
        if cue.bare && !segment.subordinate && segment.finite.is_some() && spoken {
            return Some(TokenRange::new(first, end));
        }
        if cue.infinitive && segment.infinitive && number == hit.segment + 1 {
            return Some(TokenRange::new(first, segment_end(segments, number, end)));
        }
        if segment.finite.is_some() && !segment.subordinate {
            break;
        }
    }
    // "Er werde kommen, sagte Müller."
    let segment = segments.get(hit.segment)?;
    let inverted = hit.finite == segment.start && hit.segment > 0;
    if (cue.bare || cue.clause) && inverted {
        let first = &segments[0];
        let main = segments[..hit.segment]
            .iter()
            .any(|segment| segment.finite.is_some() && !segment.subordinate);
        let spoken = english
            || segments[..hit.segment]
                .iter()
                .any(|segment| segment.konj || segment.konj2);
        let announced = segments[..hit.segment]
            .iter()
            .any(|segment| segment.subordinate && segment.finite.is_some());
        if main && spoken || announced && cue.clause && first.subordinate {
            return Some(TokenRange::new(first.start, segments[hit.segment - 1].end));
        }
    }
    None
}

/// An infinitive reaches to the next clause with a finite verb that is no relative clause of its own.
fn segment_end(segments: &[Segment], number: usize, end: usize) -> usize {
    segments[number + 1..]
        .iter()
        .position(|segment| segment.finite.is_some() && !segment.subordinate)
        .map_or(end, |after| segments[number + after].end)
}

/// "said that he would come", "said he would come".
fn english_clause(words: &Words<'_>, segments: &[Segment], hit: &Hit<'_>, end: usize) -> Option<usize> {
    let segment = segments.get(hit.segment)?;
    let mut start = hit.verb + 1;
    if hit.passive || hit.verb == segment.start && hit.segment > 0 {
        return None;
    }
    // Time and addressee between: "said on Monday that", "told reporters that"
    let that = (start..segment.end.min(start + 8))
        .find(|&at| words.one_of(at, &["that", "whether", "if", "how", "why"]));
    if let Some(that) = that.filter(|_| hit.cue.clause) {
        start = that;
    } else if !hit.cue.bare {
        return None;
    }
    let finite = (start + 1..end).any(|at| words.is(at, Classes::FINITE));
    (start < segment.end && finite && end - start > 2).then_some(start)
}

/// "laut X", "nach Angaben von X", "X zufolge", "so X", "wie X schreibt", "according to X".
fn by_source(
    words: &Words<'_>,
    lexicon: &CueLexicon,
    segments: &[Segment],
    tokens: TokenRange,
    english: bool,
) -> Option<Draft> {
    let (start, end) = (tokens.range().start, tokens.range().end);
    let draft = |pieces: Vec<TokenRange>, cue: Vec<usize>, speaker: Option<Phrase>| {
        let pieces: Vec<TokenRange> = pieces.into_iter().filter(|piece| piece.len() > 1).collect();
        let mut draft = Draft::new(QuoteType::Indirect, pieces, SOURCE);
        draft.cue = cue;
        draft.speaker = speaker;
        (!draft.pieces.is_empty()).then_some(draft)
    };
    // Around the source: what stands before and after it, the commas beside it left out.
    let around = |from: usize, to: usize| {
        let before = if from > start && words.is(from - 1, Classes::COMMA) {
            from - 1
        } else {
            from
        };
        let after = if words.is(to, Classes::COMMA) { to + 1 } else { to };
        vec![
            TokenRange::new(start, before.max(start)),
            TokenRange::new(after.min(end), end),
        ]
    };
    for at in start..end {
        if english {
            if words.one_of(at, &["according"]) && words.one_of(at + 1, &["to"]) {
                let phrase = phrase::english(words, at + 2, end)?;
                return draft(
                    around(at, phrase.tokens.range().end),
                    vec![at, at + 1],
                    Some(phrase),
                );
            }
            continue;
        }
        // "ein Erlass, laut dem sich die Firma trennen müsse"
        let relative =
            words.one_of(at + 1, &["dem", "der", "denen"]) && at > start && words.is(at - 1, Classes::COMMA);
        if words.one_of(at, &["laut"]) && relative {
            let Some(speaker) = antecedent(words, start, at - 1) else {
                continue;
            };
            let segment = segments.iter().find(|segment| segment.start == at)?;
            return draft(
                vec![TokenRange::new(at + 2, segment.end)],
                vec![at],
                Some(speaker),
            );
        }
        if words.one_of(at, &["laut", "gemäß"]) {
            let Some(phrase) = phrase::german(words, at + 1, end) else {
                continue;
            };
            if words.one_of(at, &["gemäß"]) && !lexicon.is_source(words.word(phrase.core.range().end - 1)) {
                continue;
            }
            return draft(around(at, phrase.tokens.range().end), vec![at], Some(phrase));
        }
        if words.one_of(at, &["nach"]) {
            let Some(phrase) = phrase::german(words, at + 1, end) else {
                continue;
            };
            let head = phrase.core.range().end - 1;
            if lexicon.is_source(words.word(head)) {
                return draft(around(at, phrase.tokens.range().end), vec![at], Some(phrase));
            }
        }
        if words.one_of(at, &["zufolge"]) {
            let Some(phrase) = phrase::german_before(words, at, start) else {
                continue;
            };
            return draft(
                around(phrase.tokens.range().start, at + 1),
                vec![at],
                Some(phrase),
            );
        }
    }
    for segment in segments.iter().filter(|_| !english) {
        // "…, so der Sprecher"
        if words.one_of(segment.start, &["so"]) && segment.finite.is_none() && segment.start > start {
            let mut from = segment.start + 1;
            while words.is(from, Classes::ADV) && from < segment.end {
                from += 1;
            }
            let Some(phrase) = phrase::german(words, from, end) else {
                continue;
            };
            return draft(
                around(segment.start, phrase.tokens.range().end.max(segment.end)),
                vec![segment.start],
                Some(phrase),
            );
        }
        // "Wie die Zeitung schreibt, …"
        if words.one_of(segment.start, &["wie"]) && segment.finite.is_some() {
            let hits = clause::hits(words, lexicon, std::slice::from_ref(segment), false);
            let Some(hit) = hits.first() else { continue };
            let speaker = clause::subject(words, Language::German, std::slice::from_ref(segment), hit);
            let mut cue: Vec<usize> = hit.particle.into_iter().chain([hit.verb]).collect();
            cue.sort_unstable();
            return draft(around(segment.start, segment.end), cue, speaker);
        }
    }
    None
}

/// What a relative pronoun stands for: the last phrase before it that no preposition governs.
fn antecedent(words: &Words<'_>, start: usize, end: usize) -> Option<Phrase> {
    let begins =
        |at: usize| at == start || !words.is(at - 1, Classes::PREP.or(Classes::DET).or(Classes::CAPITAL));
    (start..end)
        .rev()
        .filter(|&at| {
            begins(at) && words.is(at, Classes::DET.or(Classes::CAPITAL)) && !words.is(at, Classes::TIME)
        })
        .find_map(|at| phrase::german(words, at, end))
}

/// A sentence in the subjunctive of reported speech after a quote: its speaker goes on.
fn continued(
    words: &Words<'_>,
    segments: &[Segment],
    tokens: TokenRange,
    hits: &[Hit<'_>],
    carried: Option<&Draft>,
    number: usize,
) -> Option<Draft> {
    let carried = carried?;
    let main = segments
        .iter()
        .find(|segment| segment.finite.is_some() && !segment.subordinate)?;
    let finite = main.finite?;
    // "könnte" and "dürfte" are guesses of the author as often as not.
    let guess = words.one_of(
        finite,
        &[
            "könnte", "könnten", "dürfte", "dürften", "müsste", "müssten", "sollte", "sollten",
        ],
    );
    let spoken =
        words.is(finite, Classes::KONJ) || words.is(finite, Classes::KONJ2) && hits.is_empty() && !guess;
    let same = words.layer.sentences.get(number)?.paragraph
        == words
            .layer
            .sentences
            .get(words.layer.sentence_of(carried.extent().range().start))?
            .paragraph;
    if !(spoken && same) {
        return None;
    }
    let mut draft = Draft::new(QuoteType::Indirect, vec![tokens], CONTINUED);
    draft.speaker = carried.speaker;
    draft.carried = true;
    Some(draft)
}

/// Of two quotes with one content the earlier cue's stays; a quote inside another with the same end goes.
fn remove_doubles(found: &mut Vec<Draft>) {
    found.sort_by_key(|draft| (draft.extent().start, std::cmp::Reverse(draft.extent().end)));
    let mut kept: Vec<Draft> = Vec::with_capacity(found.len());
    for draft in found.drain(..) {
        let double = kept.last().is_some_and(|last| last.extent() == draft.extent());
        if !double {
            kept.push(draft);
        }
    }
    *found = kept;
}
