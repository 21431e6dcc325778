//! The clause around a date and its verbs.

use crate::analysis::{Mood, Tense, TextLayer, Upos};
use crate::text::TokenRange;

/// A clause: a stretch of a sentence around one group of verbs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Clause {
    /// Its tokens, without the marks at its edges.
    pub tokens: TokenRange,
    /// The finite verb.
    pub finite: Option<usize>,
    /// The verb that carries the meaning: an infinitive or participle, else the finite verb.
    pub main: Option<usize>,
}

impl Clause {
    /// The clause of `sentence` that holds the date.
    ///
    /// A sentence is cut at its marks and before a conjunction that has a finite verb on either side; a piece
    /// without a verb belongs to the piece before it, the first to the one after.
    pub fn around(layer: &TextLayer<'_>, sentence: TokenRange, date: TokenRange) -> Self {
        let pieces = pieces(layer, sentence);
        let holds = |piece: &TokenRange| piece.start <= date.start && date.start < piece.end;
        let at = pieces.iter().position(holds).unwrap_or(0);
        let Some(&piece) = pieces.get(at) else {
            return Self::of(layer, sentence, date);
        };
        let has_verb = |piece: &TokenRange| piece.range().any(|index| is_predicate(layer, index));
        let (mut first, mut last) = (at, at);
        if !has_verb(&piece) {
            match pieces[..at].iter().rposition(has_verb) {
                Some(before) => first = before,
                None => {
                    last = pieces[at..]
                        .iter()
                        .position(has_verb)
                        .map_or(at, |after| at + after)
                }
            }
        }
        Self::of(
            layer,
            TokenRange {
                start: pieces[first].start,
                end: pieces[last].end,
            },
            date,
        )
    }

    fn of(layer: &TextLayer<'_>, tokens: TokenRange, date: TokenRange) -> Self {
        let is_finite = |&index: &usize| layer.tokens[index].finite;
        // In a main clause the finite verb stands before what it governs, in a subordinate one after it.
        let before = (tokens.range().start..(date.start as usize).max(tokens.range().start))
            .rev()
            .find(is_finite);
        let finite = before.or_else(|| tokens.range().find(is_finite));
        let verbal = |&index: &usize| {
            layer.tokens[index].upos == Upos::Verb && !layer.tokens[index].finite && !date.contains(index)
        };
        let main = match finite {
            Some(finite) if layer.tokens[finite].upos == Upos::Verb && !governs(layer, finite) => {
                Some(finite)
            }
            Some(finite) if layer.language == crate::Language::English => {
                (finite + 1..tokens.range().end).find(verbal).or(Some(finite))
            }
            _ => tokens.range().rev().find(verbal).or(finite),
        };
        Self { tokens, finite, main }
    }

    /// True where the verbs tell of the past: a past tense, or a perfect.
    pub fn is_past(&self, layer: &TextLayer<'_>) -> bool {
        let Some(finite) = self.finite else { return false };
        let token = &layer.tokens[finite];
        if token.tense == Some(Tense::Past) && token.mood != Some(Mood::SubjunctiveII) {
            return true;
        }
        let perfect = matches!(&*layer.lemma(finite), "haben" | "sein" | "have");
        perfect
            && self
                .main
                .is_some_and(|main| main != finite && !follows_particle(layer, main))
    }

    /// The words in lower case, one blank around and between them.
    pub fn words(&self, layer: &TextLayer<'_>) -> String {
        let mut words = String::from(" ");
        for index in self.tokens.range() {
            words.push_str(&layer.word(index).to_lowercase());
            words.push(' ');
        }
        words
    }
}

/// True for a finite verb, or an infinitive with "zu" or "to".
fn is_predicate(layer: &TextLayer<'_>, index: usize) -> bool {
    let token = &layer.tokens[index];
    token.finite || token.upos == Upos::Verb && follows_particle(layer, index)
}

/// True where "zu" or "to" stands before the verb, or inside it ("einzureichen").
pub(super) fn follows_particle(layer: &TextLayer<'_>, index: usize) -> bool {
    index > 0 && matches!(layer.word(index - 1), "zu" | "to")
        || layer.language == crate::Language::German
            && layer.word(index).get(2..).is_some_and(|rest| rest.contains("zu"))
}

/// True for a verb that may govern another one although it is tagged as a full verb.
fn governs(layer: &TextLayer<'_>, index: usize) -> bool {
    matches!(
        &*layer.lemma(index),
        "werden"
            | "sein"
            | "haben"
            | "sollen"
            | "wollen"
            | "müssen"
            | "können"
            | "dürfen"
            | "mögen"
            | "be"
            | "have"
            | "will"
            | "shall"
            | "must"
            | "should"
            | "would"
            | "may"
            | "might"
            | "can"
            | "could"
    )
}

fn pieces(layer: &TextLayer<'_>, sentence: TokenRange) -> Vec<TokenRange> {
    let mut pieces = Vec::new();
    let mut start = sentence.range().start;
    let mut has_finite = false;
    for index in sentence.range() {
        let mark = is_boundary(layer.word(index));
        let conjunction = has_finite
            && layer.tokens[index].upos == Upos::Cconj
            && (index + 1..sentence.range().end)
                .take_while(|&next| !is_boundary(layer.word(next)) && layer.tokens[next].upos != Upos::Cconj)
                .any(|next| layer.tokens[next].finite);
        if mark || conjunction {
            if start < index {
                pieces.push(TokenRange::new(start, index));
            }
            start = index + 1;
            has_finite = false;
        }
        has_finite |= layer.tokens[index].finite;
    }
    if start < sentence.range().end {
        pieces.push(TokenRange::new(start, sentence.range().end));
    }
    pieces
}

fn is_boundary(word: &str) -> bool {
    matches!(
        word,
        "," | ";"
            | ":"
            | "–"
            | "—"
            | "-"
            | "("
            | ")"
            | "„"
            | "“"
            | "”"
            | "\""
            | "»"
            | "«"
            | "."
            | "!"
            | "?"
            | "…"
    )
}
