//! English statements by rules, set right by what an encoder says of the words.
//!
//! The encoder learnt quotes from German articles and sees English ones too. It strikes out clauses that nobody says and adds
//! those that the rules missed; where both agree, the edges are those of the rules.

use crate::analysis::QuoteType;
use crate::quotes::classes::Classes;
use crate::quotes::draft::Draft;
use crate::quotes::heard::{Heard, Told};
use crate::quotes::phrase::{self, Phrase};
use crate::quotes::units::without_stop;
use crate::quotes::words::Words;
use crate::text::TokenRange;

/// Cost of a change between said and not said: small where clauses begin and end, at a mark and beside a cue or a speaker, large
/// inside a clause.
const CHANGE_AT_EDGE: f32 = 0.7;
const CHANGE_INSIDE: f32 = 4.0;
/// A clause of the rules goes where the mean probability that it is said is below this …
const DENIED: f32 = 0.15;
/// … and one that they missed comes from this on.
const ADDED: f32 = 0.6;
/// From this probability on a word is taken for a cue or a part of a speaker.
const ROLE: f32 = 0.5;

/// The quotes of the rules and of the encoder. `marked` are those between marks.
pub(crate) fn revise(
    words: &Words<'_>,
    heard: &Heard,
    mut drafts: Vec<Draft>,
    marked: &[Draft],
) -> Vec<Draft> {
    drafts.retain(|draft| {
        let denied = match draft.kind {
            QuoteType::Direct | QuoteType::Partial => return true,
            QuoteType::Indirect | QuoteType::Reported => DENIED,
        };
        mean(heard, &draft.pieces, Told::said) >= denied
    });
    let taken: Vec<TokenRange> = drafts.iter().chain(marked).map(Draft::extent).collect();
    let meets = |run: TokenRange| taken.iter().any(|one| one.start < run.end && run.start < one.end);
    for sentence in words.layer.sentences {
        let tokens = without_stop(words, sentence.tokens);
        for run in runs(words, heard, tokens) {
            let content = trimmed(words, run);
            let sure = mean(heard, &[content], Told::said);
            if content.len() >= 3 && sure >= ADDED && !meets(content) {
                drafts.push(added(words, heard, tokens, content, sure));
            }
        }
    }
    drafts.sort_by_key(|draft| (draft.extent().start, std::cmp::Reverse(draft.extent().end)));
    drafts
}

/// A quote that the rules missed, with the cue and the speaker that stand nearest in its sentence.
fn added(words: &Words<'_>, heard: &Heard, sentence: TokenRange, content: TokenRange, sure: f32) -> Draft {
    let reported = mean(heard, &[content], |told| told.reported);
    let kind = if 2.0 * reported > sure {
        QuoteType::Reported
    } else {
        QuoteType::Indirect
    };
    let mut draft = Draft::new(kind, vec![content], sure);
    let nearest = |part: fn(&Told) -> f32| {
        sentence
            .range()
            .filter(|&at| kind == QuoteType::Reported || !content.contains(at))
            .filter(|&at| heard.0.get(at).is_some_and(|told| part(told) > ROLE))
            .min_by_key(|&at| {
                let content = content.range();
                content
                    .start
                    .saturating_sub(at)
                    .max((at + 1).saturating_sub(content.end))
            })
    };
    draft.cue = nearest(|told| told.cue).into_iter().collect();
    draft.speaker = nearest(|told| told.speaker).map(|at| speaker_at(words, heard, sentence, at));
    draft
}

/// The speaker that a word belongs to.
fn speaker_at(words: &Words<'_>, heard: &Heard, sentence: TokenRange, at: usize) -> Phrase {
    let belongs = |at: usize| heard.0.get(at).is_some_and(|told| told.speaker > ROLE);
    let range = sentence.range();
    let (mut start, mut end) = (at, at + 1);
    while start > range.start && belongs(start - 1) {
        start -= 1;
    }
    while end < range.end && belongs(end) {
        end += 1;
    }
    let tokens = trimmed(words, TokenRange::new(start, end));
    let core = phrase::english(words, start, end).map_or(tokens, |phrase| phrase.core);
    Phrase {
        tokens,
        core,
        apposition: None,
    }
}

fn mean(heard: &Heard, pieces: &[TokenRange], part: fn(&Told) -> f32) -> f32 {
    let tokens = pieces.iter().flat_map(|piece| piece.range());
    let told: Vec<f32> = tokens.filter_map(|at| heard.0.get(at)).map(part).collect();
    told.iter().sum::<f32>() / told.len().max(1) as f32
}

/// Without marks at its edges.
fn trimmed(words: &Words<'_>, tokens: TokenRange) -> TokenRange {
    let edge = Classes::COMMA
        .or(Classes::COLON)
        .or(Classes::SEMICOLON)
        .or(Classes::DASH)
        .or(Classes::STOP);
    let mut range = tokens.range();
    while !range.is_empty() && (words.is(range.start, edge) || words.one_of(range.start, &["that"])) {
        range.start += 1;
    }
    while !range.is_empty() && words.is(range.end - 1, edge) {
        range.end -= 1;
    }
    TokenRange::new(range.start, range.end)
}

/// The stretches of a sentence that are said, by the best sequence with a cost for each change.
fn runs(words: &Words<'_>, heard: &Heard, sentence: TokenRange) -> Vec<TokenRange> {
    let cost = |probability: f32| -probability.clamp(1e-3, 1.0 - 1e-3).ln();
    let told: Vec<Told> = sentence
        .range()
        .map(|at| heard.0.get(at).copied().unwrap_or_default())
        .collect();
    let (mut out, mut inside) = (0.0_f32, f32::INFINITY);
    let mut steps = Vec::with_capacity(told.len());
    for (number, told_here) in told.iter().enumerate() {
        let change = change_cost(words, &told, sentence.range().start, number);
        let said = told_here.said();
        let to_out = inside + change < out;
        let to_inside = out + change < inside;
        let next_out = if to_out { inside + change } else { out } + cost(1.0 - said);
        let next_inside = if to_inside { out + change } else { inside } + cost(said);
        steps.push((to_out, to_inside));
        (out, inside) = (next_out, next_inside);
    }
    let mut is_said = inside < out;
    let mut found: Vec<TokenRange> = Vec::new();
    for (number, &(to_out, to_inside)) in steps.iter().enumerate().rev() {
        let at = sentence.range().start + number;
        if is_said {
            match found.last_mut() {
                Some(run) if run.range().start == at + 1 => *run = TokenRange::new(at, run.range().end),
                _ => found.push(TokenRange::new(at, at + 1)),
            }
        }
        is_said ^= if is_said { to_inside } else { to_out };
    }
    found.reverse();
    found
}

/// What a change before a word costs.
fn change_cost(words: &Words<'_>, told: &[Told], first: usize, number: usize) -> f32 {
    let mark = Classes::COMMA
        .or(Classes::COLON)
        .or(Classes::SEMICOLON)
        .or(Classes::DASH)
        .or(Classes::STOP)
        .or(Classes::QUOTE)
        .or(Classes::SUB);
    let at = first + number;
    let has_role = |told: &Told| told.cue + told.speaker > ROLE;
    let edge = number == 0
        || words.is(at, mark)
        || words.is(at - 1, mark)
        || has_role(&told[number]) != has_role(&told[number - 1]);
    if edge { CHANGE_AT_EDGE } else { CHANGE_INSIDE }
}
