//! Which way an expression looks: what stands before and after it, and the verbs of its sentence.

use super::cursor::Cursor;
use super::found::Found;
use super::place::Direction;
use super::sense::{Look, Sense, Word};
use crate::analysis::{Mood, Sentence, Tense, TextLayer, Upos};
use crate::language::Language;
use crate::text::TokenRange;

/// How many tokens after the expression an attribute of its noun may stand.
const ATTRIBUTE_REACH: usize = 3;

/// The verbs of a sentence, gathered once for all its expressions.
pub(super) struct Verbs {
    /// Token indices of the finite verbs, in order.
    finite: Vec<usize>,
    /// Token indices of participles and bare infinitives.
    other: Vec<usize>,
    /// Token indices of infinitives with "zu" or "to", but for those of what is past ("to have").
    infinitives: Vec<usize>,
}

impl Verbs {
    pub fn of(layer: &TextLayer<'_>, sentence: &Sentence) -> Self {
        let range = sentence.tokens.range();
        let verbs = |finite: bool| {
            range.clone().filter(move |&index| {
                let token = &layer.tokens[index];
                token.finite == finite && (finite || token.upos == Upos::Verb)
            })
        };
        let is_participle = |&index: &usize| !layer.word(index).ends_with("ing") && !has_zu(layer, index);
        let german = sentence.language != Language::English;
        let is_infinitive = |&index: &usize| {
            if german {
                has_zu(layer, index)
            } else {
                has_to(layer, index)
            }
        };
        // "habe ich … weitergeschleppt.": a participle at the end of its clause, taken for an adjective
        let closes = |index: usize| {
            let token = &layer.tokens[index];
            let word = layer.word(index);
            german
                && token.upos == Upos::Adj
                && word.contains("ge")
                && word.ends_with(['t', 'n'])
                && index + 1 < range.end
                && layer.tokens[index + 1].upos == Upos::Punct
        };
        let mut other: Vec<usize> = verbs(false).filter(is_participle).collect();
        let closing = range.clone().filter(|&index| closes(index));
        other.extend(closing);
        other.sort_unstable();
        Self {
            finite: verbs(true).collect(),
            other,
            infinitives: verbs(false).filter(is_infinitive).collect(),
        }
    }

    /// True where the expression belongs to an infinitive behind its finite verb, which tells what is to come: "kündigte an,
    /// im Herbst einen Plan vorzulegen", "agreed to meet on Friday".
    fn is_in_infinitive(&self, layer: &TextLayer<'_>, verb: usize, tokens: TokenRange, german: bool) -> bool {
        let range = tokens.range();
        let from = self
            .infinitives
            .partition_point(|&index| index < if german { range.end } else { verb });
        let Some(&infinitive) = self.infinitives.get(from) else {
            return false;
        };
        if !german {
            return verb < infinitive && infinitive < range.start;
        }
        // Within twenty tokens, so that a sentence without end costs no more than another.
        let comma = |from: usize, to: usize| {
            (from.max(to.saturating_sub(20))..to).any(|index| layer.word(index) == ",")
        };
        verb < range.start
            && comma(verb, range.start)
            && infinitive - range.end < 20
            && !comma(range.end, infinitive)
    }

    /// True where the finite verb nearest to the expression is in the present tense.
    pub fn present(&self, layer: &TextLayer<'_>, tokens: TokenRange) -> bool {
        nearest(&self.finite, tokens.range().start)
            .is_some_and(|verb| layer.tokens[verb].tense != Some(Tense::Past))
    }
}

/// The index nearest to `place`, of two the first.
fn nearest(indices: &[usize], place: usize) -> Option<usize> {
    let after = indices.partition_point(|&index| index < place);
    let candidates = [after.checked_sub(1), Some(after)];
    candidates
        .into_iter()
        .flatten()
        .filter_map(|at| indices.get(at).copied())
        .min_by_key(|index| index.abs_diff(place))
}

/// The direction of what was found at `tokens`.
pub(super) fn direction(
    layer: &TextLayer<'_>,
    sentence: &Sentence,
    cursor: &Cursor<'_>,
    verbs: &Verbs,
    found: &Found,
    tokens: TokenRange,
) -> Direction {
    // The preposition, an article between left out: "auf den 3. Mai".
    let back = |n: usize| found.start.wrapping_sub(n);
    let article = cursor.is_word(back(1), Word::Article) || cursor.is_word(back(1), Word::On);
    let outer = cursor
        .look(back(2))
        .filter(|look| matches!(look, Look::Ahead | Look::Outer));
    let own = cursor.look(back(1));
    if article && cursor.look(back(2)) == Some(Look::Back) {
        return Direction::Before;
    }
    let look = outer.filter(|_| article && own != Some(Look::Ahead)).or(own);
    let ahead = outer.is_some() && article || own == Some(Look::Ahead);
    match look {
        Some(Look::From) if cursor.word(found.end) == "an" => return Direction::Next,
        Some(Look::Back) => return Direction::Before,
        // "der Anschlag vom Montag", but "vom 1. bis 15. Mai"
        Some(Look::From) if !cursor.is_word(found.end, Word::To) && is_noun(cursor, back(2)) => {
            return Direction::Back;
        }
        _ => {}
    }
    // "die am 10. Mai stattfindende Wahl"
    if (found.end..found.end + ATTRIBUTE_REACH).any(|at| cursor.is(at, Sense::Ahead)) {
        return Direction::Ahead;
    }
    let place = tokens.range().start;
    let first = sentence.tokens.range().start;
    let noun = place.checked_sub(2).filter(|&index| {
        index >= first
            && matches!(layer.tokens[index].upos, Upos::Noun | Upos::Propn)
            && layer.tokens[index + 1].upos == Upos::Adp
    });
    let event = noun.is_some_and(|noun| cursor.is_event(noun - first));
    // "nach dem Tod am Mittwoch": a noun inside a phrase of its own; an event may lie ahead as well.
    let german = sentence.language != Language::English;
    if german && noun.is_some_and(|noun| is_governed(layer, noun, first)) && !ahead {
        return if event {
            Direction::Unknown
        } else {
            Direction::Back
        };
    }
    // The finite verb nearest to the expression tells.
    let Some(verb) = nearest(&verbs.finite, place) else {
        return if ahead {
            Direction::Next
        } else {
            Direction::Unknown
        };
    };
    if verbs.is_in_infinitive(layer, verb, tokens, german) {
        return if ahead { Direction::Next } else { Direction::Ahead };
    }
    let token = &layer.tokens[verb];
    let past = token.tense == Some(Tense::Past);
    let lemma = layer.lemma(verb);
    let participle = nearest(&verbs.other, place);
    let planned =
        cursor.sets_ahead(&lemma) || participle.is_some_and(|index| cursor.sets_ahead(&layer.lemma(index)));
    let perfect = matches!(&*lemma, "haben" | "sein" | "have") && participle.is_some();
    let onto = matches!(cursor.word(back(1)), "auf" | "to" | "on" | "um");
    if planned && (ahead || onto) {
        return Direction::Next;
    }
    if ahead {
        let modal = cursor.looks_ahead(&lemma);
        let from = cursor.word(back(1)) == "ab" || article && cursor.word(back(2)) == "ab";
        let done = perfect && lemma == "haben" && from;
        let told = (past || done) && !modal && lemma != "werden";
        return match told {
            // "Ich habe ab dem 20. April trainiert."
            true if done => Direction::Before,
            true => Direction::Unknown,
            false => Direction::Next,
        };
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

fn is_noun(cursor: &Cursor<'_>, at: usize) -> bool {
    matches!(cursor.upos(at), Some(Upos::Noun | Upos::Propn))
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

/// True for an infinitive with "to" before it.
fn has_to(layer: &TextLayer<'_>, index: usize) -> bool {
    index > 0 && layer.word(index - 1) == "to" && layer.word(index) != "have"
}

/// True for an infinitive with "zu" inside or before it.
fn has_zu(layer: &TextLayer<'_>, index: usize) -> bool {
    let word = layer.word(index);
    index > 0 && layer.word(index - 1) == "zu"
        || word.ends_with('n') && word.get(2..).is_some_and(|rest| rest.contains("zu"))
}
