//! Indirect quotes by the chain: units get labels, labels become drafts.

use crate::analysis::{Mention, QuoteType};
use crate::quotes::chain::{Chain, Label, Link, Step};
use crate::quotes::classes::Classes;
use crate::quotes::draft::Draft;
use crate::quotes::facts::{Before, Known};
use crate::quotes::features;
use crate::quotes::units::Sentence;
use crate::quotes::words::Words;
use crate::text::TokenRange;

/// Gives the features of every unit to `each`, in order, with its step.
pub(crate) fn visit(
    words: &Words<'_>,
    sentences: &[Sentence<'_>],
    mentions: &[Mention],
    mut each: impl FnMut(Step, bool, &[u32]),
) {
    let mut before = Before::default();
    let mut paragraph = u32::MAX;
    let mut rows = Vec::with_capacity(128);
    let mut known = Known::default();
    for (number, sentence) in sentences.iter().enumerate() {
        let own = words.layer.sentences[sentence.number].paragraph;
        let next = sentences
            .get(number + 1)
            .filter(|next| words.layer.sentences[next.number].paragraph == own);
        known.read(words, sentence, next, mentions);
        let step = if own == paragraph {
            Step::Sentence
        } else {
            Step::Paragraph
        };
        if step == Step::Paragraph {
            before = Before::default();
        }
        paragraph = own;
        for at in 0..known.units.len() {
            features::unit_rows(words, sentence, &known, at, (before, step), &mut rows);
            each(
                if at == 0 { step } else { Step::Within },
                known.units[at].is_marked(),
                &rows,
            );
        }
        before = Before::of(&known.units);
    }
}

/// The labels of all units, with their probabilities.
pub(crate) fn labels(
    words: &Words<'_>,
    sentences: &[Sentence<'_>],
    mentions: &[Mention],
    chain: &Chain,
) -> Vec<(Label, f32)> {
    let mut links = Vec::with_capacity(sentences.iter().map(|sentence| sentence.units.len()).sum());
    visit(words, sentences, mentions, |step, marked, rows| {
        links.push(Link {
            step,
            marked,
            scores: chain.scores(rows),
        });
    });
    chain.decode(&links)
}

/// A quote by its labels, and where it stands.
#[derive(Debug, Clone)]
pub(crate) struct Labelled {
    pub(crate) draft: Draft,
    /// How it begins.
    pub(crate) label: Label,
    /// Index of the sentence in which it begins.
    pub(crate) sentence: usize,
}

/// The quotes of labels, in order, without cues and speakers.
pub(crate) fn quotes(
    words: &Words<'_>,
    sentences: &[Sentence<'_>],
    labels: &[(Label, f32)],
) -> Vec<Labelled> {
    let mut found: Vec<Labelled> = Vec::new();
    let mut labels = labels.iter();
    // A quote is under way; the last unit belonged to it.
    let (mut open, mut joined) = (false, false);
    for (number, sentence) in sentences.iter().enumerate() {
        for (at, unit) in sentence.units.iter().enumerate() {
            let Some(&(label, probability)) = labels.next() else {
                return found;
            };
            let tokens = TokenRange::new(unit.segment.start, unit.segment.end);
            match label {
                Label::Outside | Label::After => (open, joined) = (false, false),
                Label::Gap => joined = false,
                Label::Inside if open => {
                    if let Some(last) = found.last_mut() {
                        last.draft.confidence = last.draft.confidence.min(probability);
                        match last.draft.pieces.last_mut() {
                            Some(piece) if joined => piece.end = tokens.end,
                            _ => last.draft.pieces.push(tokens),
                        }
                    }
                    joined = true;
                }
                Label::Begin | Label::Inside | Label::Continued | Label::Reported => {
                    // speech that goes on over several sentences is one quote
                    let goes_on = label == Label::Continued && at == 0 && open && joined;
                    let earlier = found
                        .last_mut()
                        .filter(|last| goes_on && last.label == Label::Continued);
                    if let Some(last) = earlier
                        && let Some(piece) = last.draft.pieces.last_mut()
                    {
                        piece.end = tokens.end;
                        last.draft.confidence = last.draft.confidence.min(probability);
                    } else {
                        let kind = if label == Label::Reported {
                            QuoteType::Reported
                        } else {
                            QuoteType::Indirect
                        };
                        found.push(Labelled {
                            draft: Draft::new(kind, vec![tokens], probability),
                            label,
                            sentence: number,
                        });
                    }
                    (open, joined) = (true, true);
                }
            }
        }
        let paragraph_ends = sentences.get(number + 1).is_some_and(|next| {
            words.layer.sentences[next.number].paragraph != words.layer.sentences[sentence.number].paragraph
        });
        if paragraph_ends {
            open = false;
        }
    }
    for quote in &mut found {
        trim(words, &mut quote.draft);
    }
    found
}

/// Takes commas off the edges of the pieces; a reported act has its full stop.
pub(crate) fn trim(words: &Words<'_>, draft: &mut Draft) {
    for piece in &mut draft.pieces {
        while piece.len() > 1 && words.is(piece.range().end - 1, Classes::COMMA.or(Classes::COLON)) {
            piece.end -= 1;
        }
        while piece.len() > 1 && words.is(piece.range().start, Classes::COMMA) {
            piece.start += 1;
        }
    }
    if draft.kind == QuoteType::Reported
        && let Some(last) = draft.pieces.last_mut()
        && words.is(last.range().end, Classes::STOP)
    {
        last.end += 1;
    }
}
