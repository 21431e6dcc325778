//! Measures on documents that were left out of training, and fits the confidences to what was right there.

use crate::analysis::{QuoteType, Upos};
use crate::quotes::chain::Label;
use crate::quotes::draft::Draft;
use crate::quotes::train::gold::{self, GoldDocument, GoldQuote, Kind};
use crate::quotes::train::{Example, Weights};
use crate::quotes::{QuoteFinder, german, labelled};
use crate::{Language, quotes::words::Words};

/// Parts that the documents are split into.
const PARTS: usize = 5;

/// Right, found, annotated.
#[derive(Debug, Default, Clone, Copy)]
struct Score([usize; 3]);

impl Score {
    fn f1(self) -> f32 {
        let [right, found, want] = self.0;
        200.0 * right as f32 / (found + want).max(1) as f32
    }
}

/// Trains on four parts, looks at the fifth, five times; prints what was right and returns offset and slope of the
/// confidences.
pub(super) fn parts(finder: &QuoteFinder, documents: &[GoldDocument], examples: &[Example]) -> [f32; 2] {
    let names = ["direct and partial", "indirect", "reported"];
    let (mut strict, mut joint, mut bound) = ([Score::default(); 3], [Score::default(); 3], [0usize; 3]);
    let mut speakers = [[0usize; 2]; 3];
    let mut judged: Vec<(f32, bool)> = Vec::new();
    for part in 0..PARTS {
        let rest: Vec<&Example> = examples
            .iter()
            .enumerate()
            .filter(|(number, _)| number % PARTS != part)
            .map(|(_, example)| example)
            .collect();
        let weights = Weights::train(&rest);
        let model = weights.model([0.0, 1.0]);
        let held = documents
            .iter()
            .zip(examples)
            .enumerate()
            .filter(|(number, _)| number % PARTS == part);
        for (_, (document, example)) in held {
            let layer = document.layer();
            let words = finder.words(&layer, &document.analysis.mentions);
            let sentences = finder.sentences(&words);
            let (_, lexicon) = finder.lexicons(Language::German);
            let drafts = german::find(&words, lexicon, &sentences, &document.analysis.mentions, &model);
            for draft in &drafts {
                let class = class_of(draft);
                let content = gold::words_of(&layer, &draft.pieces);
                let quote = document
                    .quotes
                    .iter()
                    .find(|quote| class_of_gold(quote) == class && quote.words == content);
                strict[class].0[1] += 1;
                joint[class].0[1] += 1;
                let same_speaker = quote.is_some_and(|quote| speaker_right(&words, draft, quote));
                strict[class].0[0] += usize::from(quote.is_some());
                joint[class].0[0] += usize::from(same_speaker);
                judged.push((draft.confidence, same_speaker));
                if let Some(quote) = document.quote_of(&layer, draft) {
                    speakers[class][0] += usize::from(speaker_right(&words, draft, quote));
                    speakers[class][1] += 1;
                }
            }
            for quote in &document.quotes {
                strict[class_of_gold(quote)].0[2] += 1;
                joint[class_of_gold(quote)].0[2] += 1;
            }
            let perfect: Vec<(Label, f32)> =
                example.clauses.labels.iter().map(|&label| (label, 1.0)).collect();
            let possible: Vec<Vec<usize>> = labelled::quotes(&words, &sentences, &perfect)
                .iter()
                .map(|quote| gold::words_of(&layer, &quote.draft.pieces))
                .collect();
            for quote in document.quotes.iter().filter(|quote| !quote.is_marked()) {
                if possible.contains(&quote.words) {
                    bound[class_of_gold(quote)] += 1;
                }
            }
        }
    }
    for (class, name) in names.iter().enumerate() {
        let [right, all] = speakers[class];
        eprintln!(
            "{name}: strict {:.1} {:?}, with speaker {:.1}, speaker {:.1} % of {all}; at most {} can be",
            strict[class].f1(),
            strict[class].0,
            joint[class].f1(),
            100.0 * right as f32 / all.max(1) as f32,
            bound[class],
        );
    }
    let calibration = fit(&judged);
    reliability(&judged, calibration);
    calibration
}

fn class_of(draft: &Draft) -> usize {
    match draft.kind {
        QuoteType::Direct | QuoteType::Partial => 0,
        QuoteType::Indirect => 1,
        QuoteType::Reported => 2,
    }
}

fn class_of_gold(quote: &GoldQuote) -> usize {
    match quote.kind {
        Kind::Direct | Kind::Partial => 0,
        Kind::Indirect => 1,
        Kind::Reported => 2,
    }
}

fn speaker_right(words: &Words<'_>, draft: &Draft, quote: &GoldQuote) -> bool {
    match draft.speaker {
        None => quote.speaker.is_empty() && !quote.carried,
        Some(phrase) if draft.carried && quote.carried => {
            // a pronoun or a description can stand for the name; a name must be the right one
            let name = quote.resolved.split_whitespace().any(|word| {
                phrase.tokens.range().any(|at| words.word(at) == word) && word.starts_with(char::is_uppercase)
            });
            name || !phrase
                .core
                .range()
                .any(|at| words.layer.tokens[at].upos == Upos::Propn)
        }
        Some(phrase) => {
            let own = gold::words_of(words.layer, &[phrase.core]);
            own.last().is_some_and(|head| quote.speaker.contains(head))
                || gold::dice(&own, &quote.speaker) > 0.4
        }
    }
}

fn logit(raw: f32) -> f32 {
    let raw = raw.clamp(0.001, 0.999);
    (raw / (1.0 - raw)).ln()
}

/// Offset and slope on the logistic scale that make the confidences the share of what was right.
fn fit(judged: &[(f32, bool)]) -> [f32; 2] {
    let [mut offset, mut slope] = [0.0f32, 1.0f32];
    for _ in 0..500 {
        let [mut by_offset, mut by_slope] = [0.0f32, 0.0f32];
        for &(raw, right) in judged {
            let x = logit(raw);
            let error = f32::from(right) - 1.0 / (1.0 + (-(offset + slope * x)).exp());
            by_offset += error;
            by_slope += error * x;
        }
        let count = judged.len().max(1) as f32;
        offset += by_offset / count;
        slope += 0.3 * by_slope / count;
    }
    [offset, slope]
}

fn reliability(judged: &[(f32, bool)], [offset, slope]: [f32; 2]) {
    for tenth in 0..10 {
        let inside: Vec<(f32, bool)> = judged
            .iter()
            .map(|&(raw, right)| (1.0 / (1.0 + (-(offset + slope * logit(raw))).exp()), right))
            .filter(|(sure, _)| (*sure * 10.0) as usize == tenth)
            .collect();
        if inside.is_empty() {
            continue;
        }
        let count = inside.len() as f32;
        let sure: f32 = inside.iter().map(|(sure, _)| sure).sum::<f32>() / count;
        let right = inside.iter().filter(|(_, right)| *right).count() as f32 / count;
        eprintln!("confidence {sure:.2}: right {right:.2} of {count}");
    }
}
