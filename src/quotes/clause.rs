//! The clauses of a sentence and the cue verbs in them.

use crate::analysis::Upos;
use crate::quotes::classes::Classes;
use crate::quotes::cues::{Cue, CueLexicon};
use crate::quotes::words::Words;
use crate::text::TokenRange;

/// A stretch between commas, colons, semicolons and dashes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Segment {
    /// First token.
    pub(crate) start: usize,
    /// The token after the last: a separator, or the end.
    pub(crate) end: usize,
    /// The class of the separator before it; none at the start.
    pub(crate) separator: Classes,
    /// The first finite verb.
    pub(crate) finite: Option<usize>,
    /// Holds a verb in the subjunctive of reported speech.
    pub(crate) konj: bool,
    /// Holds a verb in the other subjunctive.
    pub(crate) konj2: bool,
    /// Begins with a subordinator, a question word or a relative pronoun.
    pub(crate) subordinate: bool,
    /// Holds an infinitive with "zu" and no finite verb.
    pub(crate) infinitive: bool,
}

const SEPARATORS: Classes = Classes::COMMA
    .or(Classes::COLON)
    .or(Classes::SEMICOLON)
    .or(Classes::DASH);

/// The segments of a range of tokens; what stands in brackets separates nothing.
pub(crate) fn segments(words: &Words<'_>, range: TokenRange) -> Vec<Segment> {
    let mut out = Vec::new();
    let (mut start, mut separator, mut brackets) = (range.start as usize, Classes::default(), 0_u32);
    let marks = SEPARATORS.or(Classes::OPEN).or(Classes::CLOSE);
    for at in range.range().filter(|&at| words.is(at, marks)) {
        if words.is(at, Classes::OPEN) {
            brackets += 1;
        } else if words.is(at, Classes::CLOSE) {
            brackets = brackets.saturating_sub(1);
        }
        if brackets == 0
            && words.is(at, SEPARATORS)
            && !(words.is(at, Classes::DASH) && words.word(at) == "-" && glued(words, at))
        {
            if at > start {
                out.push(segment(words, start, at, separator));
            }
            separator = words.classes(at);
            start = at + 1;
        }
    }
    if (range.end as usize) > start {
        out.push(segment(words, start, range.end as usize, separator));
    }
    out
}

/// True for a hyphen without space around it.
fn glued(words: &Words<'_>, at: usize) -> bool {
    let tokens = words.layer.tokens;
    at > 0 && tokens[at - 1].span.end == tokens[at].span.start
}

/// What is known of the words of a segment.
pub(crate) fn segment(words: &Words<'_>, start: usize, end: usize, separator: Classes) -> Segment {
    let all = words.all_classes(start..end);
    let first = (start..end)
        .find(|&i| !words.is(i, Classes::QUOTE))
        .unwrap_or(start);
    let finite = all
        .any(Classes::FINITE)
        .then(|| (start..end).find(|&i| words.is(i, Classes::FINITE)))
        .flatten();
    let subordinate = words.is(first, Classes::SUB.or(Classes::WH))
        || (words.is(first, Classes::PREP)
            && words.is(first + 1, Classes::REL.or(Classes::WH))
            && separator.any(Classes::COMMA))
        || (words.is(first, Classes::REL)
            && separator.any(Classes::COMMA)
            && relative(words, first, end, finite));
    Segment {
        start,
        end,
        separator,
        finite,
        konj: all.any(Classes::KONJ),
        konj2: all.any(Classes::KONJ2),
        subordinate,
        infinitive: finite.is_none() && (start..end).any(|i| to_infinitive(words, i)),
    }
}

/// A clause that begins with "der" is a relative clause where its verb stands last.
fn relative(words: &Words<'_>, first: usize, end: usize, finite: Option<usize>) -> bool {
    if words.is(first, Classes::REL) && !words.is(first, Classes::DET) {
        return true;
    }
    let last = end - 1;
    finite.is_some() && words.is(last, Classes::FINITE) && last > first + 1
}

const PREFIXES: [&str; 34] = [
    "ab", "an", "auf", "aus", "bei", "bereit", "durch", "ein", "entgegen", "fest", "fort", "frei", "her",
    "heran", "heraus", "herbei", "hin", "hinein", "los", "mit", "nach", "nieder", "statt", "teil", "über",
    "um", "unter", "voran", "vor", "wahr", "weg", "weiter", "zurück", "zusammen",
];

/// True for "zu" before an infinitive and for an infinitive with "zu" in it ("aufzunehmen").
pub(crate) fn to_infinitive(words: &Words<'_>, at: usize) -> bool {
    let word = words.word(at);
    if word == "zu" {
        let next = words.word(at + 1);
        return next.ends_with('n')
            && next.chars().next().is_some_and(char::is_lowercase)
            && !words.is(at + 2, Classes::CAPITAL);
    }
    word.ends_with('n')
        && word.len() > 7
        && word.match_indices("zu").any(|(at, _)| {
            let (prefix, rest) = word.split_at(at);
            rest.len() > 4 && PREFIXES.contains(&prefix)
        })
}

/// A cue verb in a clause.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Hit<'a> {
    pub(crate) cue: &'a Cue,
    /// The token of the verb form.
    pub(crate) verb: usize,
    /// The token of the separated prefix.
    pub(crate) particle: Option<usize>,
    /// The finite verb: the cue itself or its auxiliary.
    pub(crate) finite: usize,
    /// Index of the segment.
    pub(crate) segment: usize,
    /// "wurde mitgeteilt"
    pub(crate) passive: bool,
}

/// A verb in a clause.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Verb {
    pub(crate) verb: usize,
    /// The verb itself or its auxiliary.
    pub(crate) finite: usize,
    /// Index of the segment.
    pub(crate) segment: usize,
    pub(crate) passive: bool,
}

impl From<&Hit<'_>> for Verb {
    fn from(hit: &Hit<'_>) -> Self {
        Self {
            verb: hit.verb,
            finite: hit.finite,
            segment: hit.segment,
            passive: hit.passive,
        }
    }
}

/// The cue verbs of a sentence, by token.
pub(crate) fn hits<'a>(
    words: &Words<'_>,
    lexicon: &'a CueLexicon,
    segments: &[Segment],
    english: bool,
) -> Vec<Hit<'a>> {
    let mut out: Vec<Hit<'a>> = Vec::new();
    for (number, segment) in segments.iter().enumerate() {
        for at in (segment.start..segment.end).filter(|&at| !words.cue_forms(at).is_empty()) {
            if let Some(hit) = hit(words, lexicon, segments, number, at, english) {
                out.push(hit);
            }
        }
    }
    out
}

fn hit<'a>(
    words: &Words<'_>,
    lexicon: &'a CueLexicon,
    segments: &[Segment],
    number: usize,
    at: usize,
    english: bool,
) -> Option<Hit<'a>> {
    let segment = segments[number];
    let mut best: Option<Hit<'a>> = None;
    for &form in words.cue_forms(at) {
        let cue = lexicon.cue(form);
        let mut hit = Hit {
            cue,
            verb: at,
            particle: None,
            finite: at,
            segment: number,
            passive: false,
        };
        if form.apart {
            let Some(particle) = separated(words, segments, number, at, cue.particle.unwrap_or_default())
            else {
                continue;
            };
            hit.particle = Some(particle);
            hit.finite = at;
            return Some(hit);
        }
        if !form.finite {
            let Some((auxiliary, passive)) = auxiliary(words, segment, at, form.participle, english) else {
                continue;
            };
            hit.finite = auxiliary;
            hit.passive = passive;
        } else if !(english && cue.marks && announces(words, at))
            && (words.layer.tokens[at].upos == Upos::Noun
                || english && matches!(words.layer.tokens[at].upos, Upos::Adj | Upos::Adp | Upos::Propn))
        {
            continue;
        }
        if best.is_none() || (best.is_some_and(|b| b.finite == b.verb) && hit.finite != at) {
            best = Some(hit);
        }
    }
    best
}

/// True for a form in -s or -ing right before quoted words or the comma or colon before them: a verb, whatever the tagger has
/// it for ("the letter reads “…”", "with one of them writing: “…”").
fn announces(words: &Words<'_>, at: usize) -> bool {
    let word = words.word(at);
    let noun = at > 0 && words.is(at - 1, Classes::DET.or(Classes::PREP).or(Classes::ADJ));
    if noun || !(word.ends_with('s') || word.ends_with("ing")) {
        return false;
    }
    let next = at + 1 + usize::from(words.is(at + 1, Classes::COMMA.or(Classes::COLON)));
    words.is(next, Classes::QUOTE) && words.word(next + 1).starts_with(char::is_alphanumeric)
}

/// The token of the separated prefix: the last word of the clause, or the last before a coordination.
fn separated(
    words: &Words<'_>,
    segments: &[Segment],
    number: usize,
    verb: usize,
    particle: &str,
) -> Option<usize> {
    let segment = segments[number];
    let fits = |i: usize| words.word(i) == particle;
    let found = (verb + 1..segment.end).rev().find(|&i| {
        fits(i)
            && (i + 1 == segment.end
                || words.is(i + 1, Classes::COORD.or(Classes::QUOTE).or(Classes::STOP))
                || particle.len() > 4)
    });
    // the clause goes on after a relative clause or an apposition: "teilte Meier, der Chef, mit"
    found.or_else(|| {
        segments[number + 1..]
            .iter()
            .take(4)
            .find_map(|s| (fits(s.end - 1) && s.finite.is_none()).then_some(s.end - 1))
    })
}

/// The auxiliary of a participle or infinitive, and whether the two are a passive.
fn auxiliary(
    words: &Words<'_>,
    segment: Segment,
    at: usize,
    participle: bool,
    english: bool,
) -> Option<(usize, bool)> {
    let wanted = if participle {
        Classes::HAVE.or(Classes::PASSIVE)
    } else {
        Classes::MODAL.or(Classes::PASSIVE)
    };
    let candidates = |i: &usize| {
        *i != at
            && words.is(*i, wanted)
            && words.is(*i, Classes::FINITE)
            // "had failed and said": the auxiliary of another verb
            && !(english && (*i..at).any(|between| words.is(between, Classes::COORD)))
    };
    let reach = if english {
        at.saturating_sub(4).max(segment.start)
    } else {
        segment.start
    };
    let found = (reach..at)
        .rev()
        .find(candidates)
        .or_else(|| (at + 1..segment.end.min(at + 3)).find(|at| !english && candidates(at)))?;
    let passive = participle
        && (words.is(found, Classes::PASSIVE)
            || words.one_of(at + 1, &["worden"])
            || at > 0 && words.one_of(at - 1, &["been", "worden"]));
    Some((found, passive))
}
