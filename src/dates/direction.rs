//! Which way an expression looks: what stands before and after it, and the verbs of its sentence.

use super::cursor::Cursor;
use super::lexicon::Sense;
use super::place::Direction;
use super::rules::Found;
use crate::analysis::{Mood, Sentence, Tense, TextLayer, Upos};
use crate::language::Language;
use crate::text::TokenRange;

/// How many tokens after the expression an attribute of its noun may stand.
const ATTRIBUTE_REACH: usize = 3;

/// The direction of what was found at `tokens`.
pub(super) fn direction(
    layer: &TextLayer<'_>,
    sentence: &Sentence,
    cursor: &Cursor<'_>,
    found: &Found,
    tokens: TokenRange,
) -> Direction {
    // The preposition, an article between left out: "auf den 3. Mai".
    let back = |n: usize| found.start.checked_sub(n).map_or("", |at| cursor.lower(at));
    let article = matches!(back(1), "den" | "dem" | "the" | "am" | "zum" | "zur");
    let outer = matches!(
        back(2),
        "bis" | "ab" | "auf" | "spätestens" | "für" | "until" | "by" | "for"
    );
    let before = if article && outer { back(2) } else { back(1) };
    let ahead = matches!(
        before,
        "bis" | "ab" | "spätestens" | "für" | "until" | "by" | "for" | "starting"
    );
    if before == "vom" && cursor.lower(found.end) == "an" {
        return Direction::Next;
    }
    if matches!(before, "seit" | "since") {
        return Direction::Back;
    }
    // "die am 10. Mai stattfindende Wahl"
    if (found.end..found.end + ATTRIBUTE_REACH).any(|at| cursor.is(at, Sense::Ahead)) {
        return Direction::Ahead;
    }
    let range = sentence.tokens.range();
    let noun = tokens.range().start.checked_sub(2).filter(|&index| {
        range.contains(&index)
            && matches!(layer.tokens[index].upos, Upos::Noun | Upos::Propn)
            && layer.tokens[index + 1].upos == Upos::Adp
    });
    let event = noun.is_some_and(|noun| cursor.is_event(noun - range.start));
    // "nach dem Tod am Mittwoch": a noun inside a phrase of its own; an event may lie ahead as well.
    let german = sentence.language != Language::English;
    if german && noun.is_some_and(|noun| is_governed(layer, noun, range.start)) && !ahead {
        return if event {
            Direction::Unknown
        } else {
            Direction::Back
        };
    }

    // The finite verb nearest to the expression tells.
    let distance = |index: usize| index.abs_diff(tokens.range().start);
    let finite = range.clone().filter(|&index| layer.tokens[index].finite);
    let Some(verb) = finite.min_by_key(|&index| distance(index)) else {
        return if ahead {
            Direction::Next
        } else {
            Direction::Unknown
        };
    };
    let token = &layer.tokens[verb];
    let past = token.tense == Some(Tense::Past);
    let lemma = layer.lemma(verb);
    let participle = range
        .filter(|&index| !layer.tokens[index].finite && layer.tokens[index].upos == Upos::Verb)
        .min_by_key(|&index| distance(index))
        .filter(|&index| !layer.word(index).ends_with("ing") && !has_zu(layer, index));
    let planned =
        cursor.sets_ahead(&lemma) || participle.is_some_and(|index| cursor.sets_ahead(&layer.lemma(index)));
    let perfect = matches!(&*lemma, "haben" | "sein" | "have") && participle.is_some();
    if planned && (ahead || matches!(before, "auf" | "to" | "on" | "um")) {
        return Direction::Next;
    }
    if ahead {
        let modal = cursor.looks_ahead(&lemma);
        let told = past && !modal && lemma != "werden";
        return if told { Direction::Unknown } else { Direction::Next };
    }
    let subjunctive = matches!(token.mood, Some(Mood::SubjunctiveI | Mood::SubjunctiveII));
    if subjunctive && !matches!(&*lemma, "haben" | "sein") || past && cursor.looks_ahead(&lemma) {
        Direction::Ahead
    } else if past {
        if event {
            Direction::Unknown
        } else {
            Direction::Back
        }
    } else if perfect && !planned && !event {
        Direction::Back
    } else {
        Direction::Ahead
    }
}

/// True where the noun belongs to a phrase with a preposition before it.
fn is_governed(layer: &TextLayer<'_>, noun: usize, first: usize) -> bool {
    let phrase = layer
        .phrases
        .partition_point(|phrase| phrase.tokens.range().end <= noun);
    layer.phrases.get(phrase).is_some_and(|phrase| {
        let start = phrase.tokens.range().start;
        start > first && layer.tokens[start - 1].upos == Upos::Adp
    })
}

/// True for an infinitive with "zu" inside or before it.
fn has_zu(layer: &TextLayer<'_>, index: usize) -> bool {
    let word = layer.word(index);
    index > 0 && layer.word(index - 1) == "zu"
        || word.ends_with('n') && word.get(2..).is_some_and(|rest| rest.contains("zu"))
}
