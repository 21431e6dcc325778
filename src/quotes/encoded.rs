//! Quotes from what the encoder says of each token.
//!
//! The encoder sees the right places, but its edges are more ragged than those of the marks and of the stages that look at
//! clauses. So it decides which marked stretches are quotes, strikes out clauses that nobody says, adds those that were
//! missed, and names cues and speakers where there are none.

use crate::analysis::QuoteType;
use crate::encoder::Reading;
use crate::quotes::draft::Draft;
use crate::quotes::marks;
use crate::quotes::phrase::{self, Phrase};
use crate::quotes::words::{Classes, Words};
use crate::text::TokenRange;

/// Cost of a change between said and not said: small at a mark and beside a cue or a speaker, where clauses begin and end,
/// large inside a clause.
const CHANGE_AT_EDGE: f32 = 0.7;
const CHANGE_INSIDE: f32 = 4.0;
/// A clause that was found goes where the encoder's mean probability that it is said is below this …
const DENIED: f32 = 0.2;
/// … and one that was missed comes from this on.
const ADDED: f32 = 0.6;
/// A marked stretch is a quote from this mean probability on, and from this one where the rules say so too.
const MARKED: f32 = 0.5;
const MARKED_BY_RULE: f32 = 0.15;

/// The probabilities of one head, summed over the labels of a kind.
struct Head<'a> {
    reading: &'a Reading,
    name: &'static str,
    labels: Vec<&'a str>,
}

impl<'a> Head<'a> {
    fn new(reading: &'a Reading, name: &'static str) -> Self {
        Self {
            reading,
            name,
            labels: reading.labels(name).iter().map(String::as_str).collect(),
        }
    }

    /// The probability that the label of a token ends with `kind`.
    fn of(&self, token: usize, kind: &str) -> f32 {
        let probabilities = self.reading.probabilities(self.name, token);
        let pairs = self.labels.iter().zip(probabilities);
        pairs
            .filter(|(label, _)| label.ends_with(kind))
            .map(|(_, &probability)| probability)
            .sum()
    }
}

/// True where the model tells anything about quotes.
fn knows_quotes(reading: &Reading) -> bool {
    !reading.labels("marked").is_empty() && !reading.labels("clause").is_empty()
}

/// The quotes that the encoder sees; where it read nothing, those of `rules`.
pub(crate) fn find(words: &Words<'_>, reading: &Reading, rules: &[Draft]) -> Vec<Draft> {
    if !knows_quotes(reading) {
        return rules.to_vec();
    }
    let read = |draft: &Draft| reading.has(draft.extent().range().start);
    let mut found = between_marks(words, reading, rules);
    found.extend(clauses(words, reading, rules, &found));
    attribute(words, reading, rules, &mut found);
    found.extend(rules.iter().filter(|draft| !read(draft)).cloned());
    found
}

/// Marked stretches that are quotes.
fn between_marks(words: &Words<'_>, reading: &Reading, rules: &[Draft]) -> Vec<Draft> {
    let head = Head::new(reading, "marked");
    let mut found = Vec::new();
    for marked in marks::pairs(words.layer) {
        let content = marked.content();
        if marked.depth > 0 || content.is_empty() || !content.range().all(|token| reading.has(token)) {
            continue;
        }
        let (direct, partial) = (
            mean(&head, &[content], "direct"),
            mean(&head, &[content], "partial"),
        );
        let rule = rules.iter().find(|rule| {
            matches!(rule.kind, QuoteType::Direct | QuoteType::Partial) && meets(rule.extent(), content)
        });
        let needed = if rule.is_some() { MARKED_BY_RULE } else { MARKED };
        if direct + partial < needed {
            continue;
        }
        let kind = if direct > partial {
            QuoteType::Direct
        } else {
            QuoteType::Partial
        };
        let rule = rules.iter().find(|rule| {
            matches!(rule.kind, QuoteType::Direct | QuoteType::Partial) && meets(rule.extent(), content)
        });
        let mut draft = match rule {
            Some(rule) => rule.clone(),
            None => Draft::new(kind, vec![without_edges(words, content)], 0.0),
        };
        draft.kind = kind;
        draft.confidence = direct.max(partial);
        found.push(draft);
    }
    found
}

fn meets(a: TokenRange, b: TokenRange) -> bool {
    a.start < b.end && b.start < a.end
}

/// Statements in the author's grammar, sentence by sentence.
fn clauses(words: &Words<'_>, reading: &Reading, rules: &[Draft], marked: &[Draft]) -> Vec<Draft> {
    let head = Head::new(reading, "clause");
    let role = Head::new(reading, "role");
    let mut found: Vec<Draft> = Vec::new();
    for sentence in words.layer.sentences {
        let tokens = sentence.tokens.range();
        if !tokens.clone().all(|token| reading.has(token)) {
            continue;
        }
        let said: Vec<f32> = tokens
            .clone()
            .map(|token| head.of(token, "indirect") + head.of(token, "reported"))
            .collect();
        let costs: Vec<f32> = tokens
            .clone()
            .map(|token| change_cost(words, &role, tokens.start, token))
            .collect();
        let mut open: Option<Draft> = None;
        for run in runs(&said, &costs) {
            let run = TokenRange::new(tokens.start + run.start, tokens.start + run.end);
            let run = without_edges(words, run);
            if run.len() < 2 {
                continue;
            }
            let first = run.range().start;
            let begins = label(reading, first, "B-") >= label(reading, first, "I-");
            match &mut open {
                Some(draft) if !begins => draft.pieces.push(run),
                _ => found.extend(open.replace(Draft::new(QuoteType::Indirect, vec![run], 0.0))),
            }
        }
        found.extend(open);
    }
    for draft in &mut found {
        let (indirect, reported) = (
            mean(&head, &draft.pieces, "indirect"),
            mean(&head, &draft.pieces, "reported"),
        );
        draft.confidence = indirect.max(reported);
        draft.kind = if indirect >= reported {
            QuoteType::Indirect
        } else {
            QuoteType::Reported
        };
    }
    let kept: Vec<Draft> = rules
        .iter()
        .filter(|rule| matches!(rule.kind, QuoteType::Indirect | QuoteType::Reported))
        .filter(|rule| reading.has(rule.extent().range().start))
        .filter(|rule| said_of(&head, rule) >= DENIED)
        .cloned()
        .collect();
    found.retain(|draft| {
        said_of(&head, draft) >= ADDED && !kept.iter().any(|kept| meets(kept.extent(), draft.extent()))
    });
    found.extend(kept);
    // what lies wholly between marks is told there
    found.retain(|draft| {
        !marked.iter().any(|marked| {
            marked.kind == QuoteType::Direct
                && marked.extent().start <= draft.extent().start
                && draft.extent().end <= marked.extent().end
        })
    });
    found
}

/// The mean probability of a kind over the tokens of all pieces.
fn mean(head: &Head<'_>, pieces: &[TokenRange], kind: &str) -> f32 {
    let count: usize = pieces.iter().map(|piece| piece.len()).sum();
    let tokens = pieces.iter().flat_map(|piece| piece.range());
    tokens.map(|token| head.of(token, kind)).sum::<f32>() / count.max(1) as f32
}

fn said_of(head: &Head<'_>, draft: &Draft) -> f32 {
    mean(head, &draft.pieces, "indirect") + mean(head, &draft.pieces, "reported")
}

fn label(reading: &Reading, token: usize, prefix: &str) -> f32 {
    let labels = reading.labels("clause").iter();
    let pairs = labels.zip(reading.probabilities("clause", token));
    pairs
        .filter(|(label, _)| label.starts_with(prefix))
        .map(|(_, &p)| p)
        .sum()
}

/// What a change before `token` costs.
fn change_cost(words: &Words<'_>, role: &Head<'_>, first: usize, token: usize) -> f32 {
    let mark = Classes::COMMA
        .or(Classes::COLON)
        .or(Classes::SEMICOLON)
        .or(Classes::DASH)
        .or(Classes::STOP)
        .or(Classes::QUOTE);
    let has_role = |token: usize| role.of(token, "CUE") + role.of(token, "SPK") + role.of(token, "ADR") > 0.5;
    let edge = token == first
        || words.is(token, mark)
        || words.is(token - 1, mark)
        || has_role(token) != has_role(token - 1);
    if edge { CHANGE_AT_EDGE } else { CHANGE_INSIDE }
}

/// The stretches of a sentence that are said, by the best sequence with a cost for each change.
fn runs(said: &[f32], costs: &[f32]) -> Vec<std::ops::Range<usize>> {
    let cost = |probability: f32| -probability.clamp(1e-3, 1.0 - 1e-3).ln();
    let (mut out, mut inside) = (0.0_f32, f32::INFINITY);
    let mut steps = Vec::with_capacity(said.len());
    for (&probability, &change) in said.iter().zip(costs) {
        let to_out = inside + change < out;
        let to_inside = out + change < inside;
        let next_out = if to_out { inside + change } else { out } + cost(1.0 - probability);
        let next_inside = if to_inside { out + change } else { inside } + cost(probability);
        steps.push((to_out, to_inside));
        (out, inside) = (next_out, next_inside);
    }
    let mut is_said = inside < out;
    let mut states = vec![false; said.len()];
    for (at, &(to_out, to_inside)) in steps.iter().enumerate().rev() {
        states[at] = is_said;
        let changes = if is_said { to_inside } else { to_out };
        is_said ^= changes;
    }
    let mut found: Vec<std::ops::Range<usize>> = Vec::new();
    for at in (0..states.len()).filter(|&at| states[at]) {
        match found.last_mut() {
            Some(last) if last.end == at => last.end += 1,
            _ => found.push(at..at + 1),
        }
    }
    found
}

/// Without marks at its edges.
fn without_edges(words: &Words<'_>, tokens: TokenRange) -> TokenRange {
    let edge = Classes::COMMA
        .or(Classes::COLON)
        .or(Classes::SEMICOLON)
        .or(Classes::DASH);
    let mut range = tokens.range();
    while !range.is_empty() && words.is(range.start, edge.or(Classes::STOP)) {
        range.start += 1;
    }
    while !range.is_empty() && words.is(range.end - 1, edge) {
        range.end -= 1;
    }
    TokenRange::new(range.start, range.end)
}

/// Speakers and cues: the words of these roles that stand nearest in the quote's sentences; a quote without any goes on with
/// the speaker of the one before it.
fn attribute(words: &Words<'_>, reading: &Reading, rules: &[Draft], drafts: &mut [Draft]) {
    let role = Head::new(reading, "role");
    drafts.sort_by_key(|draft| draft.extent().start);
    let mut before: Option<Draft> = None;
    for draft in drafts {
        let extent = draft.extent().range();
        let first = words.layer.sentence_of(extent.start);
        let last = words.layer.sentence_of(extent.end.saturating_sub(1)).max(first);
        let sentences = &words.layer.sentences;
        let around = sentences[first].tokens.range().start..sentences[last].tokens.range().end;
        let free = |token: &usize| !draft.pieces.iter().any(|piece| piece.contains(*token));
        let nearest = |kind: &str| {
            around
                .clone()
                .filter(free)
                .filter(|&token| role.of(token, kind) > 0.5)
                .min_by_key(|&token| distance(token, &extent))
        };
        let cue = nearest("CUE");
        if let Some(cue) = cue
            && !draft.cue.iter().any(|&token| role.of(token, "CUE") > 0.3)
        {
            let particle = words.layer.tokens[cue].particle.map(|at| at as usize);
            draft.cue = particle.into_iter().chain([cue]).collect();
            draft.cue.sort_unstable();
        }
        let known = rules.iter().any(|rule| rule.extent() == draft.extent());
        if known {
            // the stages that look at clauses know better who speaks, and when nobody does
        } else if draft.speaker.is_none()
            && let Some(speaker) = nearest("SPK")
        {
            draft.speaker = Some(phrase_at(words, &role, run_start(&role, around.start, speaker)));
            draft.carried = false;
        } else if draft.speaker.is_none()
            && cue.is_none()
            && let Some(before) = &before
            && words
                .layer
                .sentence_of(before.extent().range().end.saturating_sub(1))
                + 1
                >= first
        {
            draft.speaker = before.speaker;
            draft.carried = true;
        }
        before = Some(draft.clone());
    }
}

/// The first word of the speaker that `token` belongs to.
fn run_start(role: &Head<'_>, first: usize, token: usize) -> usize {
    let mut start = token;
    while start > first
        && role.of(start, "I-SPK") > role.of(start, "B-SPK")
        && role.of(start - 1, "SPK") > 0.5
    {
        start -= 1;
    }
    start
}

fn distance(token: usize, extent: &std::ops::Range<usize>) -> usize {
    if token < extent.start {
        extent.start - token
    } else {
        (token + 1).saturating_sub(extent.end)
    }
}

/// The speaker's words from `start` on.
fn phrase_at(words: &Words<'_>, head: &Head<'_>, start: usize) -> Phrase {
    let sentence = words.layer.sentences[words.layer.sentence_of(start)]
        .tokens
        .range();
    let mut end = start + 1;
    while end < sentence.end && head.of(end, "I-SPK") > 0.5 {
        end += 1;
    }
    let tokens = without_edges(words, TokenRange::new(start, end));
    let core = phrase::german(words, start, end).map_or(tokens, |phrase| phrase.core);
    Phrase {
        tokens,
        core,
        apposition: None,
    }
}
