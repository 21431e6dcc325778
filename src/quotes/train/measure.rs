//! Measures on documents that were left out of training, and fits the bias and the confidences to what was right there.

use crate::analysis::{QuoteType, TextLayer, Upos};
use crate::language::Language;
use crate::quotes::chain::{Label, Link, Scores};
use crate::quotes::draft::Draft;
use crate::quotes::train::bias::{self, Held};
use crate::quotes::train::gold::{self, GoldDocument, GoldQuote, Kind};
use crate::quotes::train::{Example, More, Weights};
use crate::quotes::units::Parts;
use crate::quotes::words::Words;
use crate::quotes::{QuoteFinder, german, labelled};

/// Parts that the documents are split into.
const PARTS: usize = 5;

/// Right, found, annotated.
#[derive(Debug, Default, Clone, Copy)]
pub(super) struct Score([usize; 3]);

impl Score {
    /// Counts one that was found.
    pub(super) fn found(&mut self, right: bool) {
        self.0[0] += usize::from(right);
        self.0[1] += 1;
    }

    /// Counts annotated ones.
    pub(super) fn annotated(&mut self, count: usize) {
        self.0[2] += count;
    }

    /// The harmonic mean of precision and recall, in percent.
    pub(super) fn f1(self) -> f32 {
        let [right, found, want] = self.0;
        200.0 * right as f32 / (found + want).max(1) as f32
    }
}

/// What is told apart when quotes are counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Class {
    Marked,
    Indirect,
    Reported,
}

impl Class {
    const ALL: [(Class, &str); 3] = [
        (Class::Marked, "direct and partial"),
        (Class::Indirect, "indirect"),
        (Class::Reported, "reported"),
    ];

    pub(super) fn of(draft: &Draft) -> Self {
        match draft.kind {
            QuoteType::Direct | QuoteType::Partial => Self::Marked,
            QuoteType::Indirect => Self::Indirect,
            QuoteType::Reported => Self::Reported,
        }
    }

    pub(super) fn of_gold(quote: &GoldQuote) -> Self {
        match quote.kind {
            Kind::Direct | Kind::Partial => Self::Marked,
            Kind::Indirect => Self::Indirect,
            Kind::Reported => Self::Reported,
        }
    }
}

/// What was counted of one class.
#[derive(Debug, Default, Clone, Copy)]
struct Counts {
    strict: Score,
    touched: Score,
    joint: Score,
    /// Speakers right, of the quotes that have a partner.
    speakers: [usize; 2],
    /// Annotated quotes whose words units can make up.
    possible: usize,
}

/// Bias of the labels, offset and slope of the confidences.
pub(super) struct Fitted {
    pub(super) bias: Scores,
    pub(super) calibration: [f32; 2],
}

/// Trains on four parts and on `more`, looks at the fifth, five times; prints what was right and returns what fits best there.
pub(super) fn parts(
    finder: &QuoteFinder,
    documents: &[GoldDocument],
    examples: &[Example],
    more: &More,
) -> Fitted {
    let weights: Vec<Weights> = (0..PARTS)
        .map(|part| {
            let others = examples
                .iter()
                .enumerate()
                .filter(|(number, _)| number % PARTS != part);
            Weights::train(&others.map(|(_, example)| example).collect::<Vec<_>>(), more)
        })
        .collect();
    let layers: Vec<TextLayer<'_>> = documents.iter().map(GoldDocument::layer).collect();
    let words: Vec<Words<'_>> = layers
        .iter()
        .zip(documents)
        .map(|(layer, document)| document.words(finder, layer))
        .collect();
    let (_, lexicon) = finder.lexicons(Language::German);
    let parts: Vec<Parts<'_>> = words.iter().map(|words| Parts::new(words, lexicon)).collect();
    let none = Fitted {
        bias: [0.0; Label::COUNT],
        calibration: [0.0, 1.0],
    };
    let held: Vec<Held<'_>> = (0..documents.len())
        .map(|number| {
            let model = weights[number % PARTS].model(&none);
            let clauses = &examples[number].clauses;
            let links = clauses
                .steps
                .iter()
                .zip(&clauses.rows)
                .map(|(&(step, marked), rows)| Link {
                    step,
                    marked,
                    scores: model.chain.scores(rows),
                });
            Held {
                document: &documents[number],
                words: &words[number],
                parts: &parts[number],
                links: links.collect(),
                squares: model.chain.squares().clone(),
            }
        })
        .collect();
    let fitted = Fitted {
        bias: bias::choose(&held),
        ..none
    };
    let mut counts = [Counts::default(); 3];
    let mut judged: Vec<(f32, bool)> = Vec::new();
    for (number, one) in held.iter().enumerate() {
        let model = weights[number % PARTS].model(&fitted);
        let mentions = &one.document.analysis.mentions;
        let drafts = german::find(one.words, lexicon, one.parts, mentions, &model);
        count(&mut counts, &mut judged, one, &drafts);
        bound(&mut counts, one, &examples[number].clauses.labels);
    }
    for (class, name) in Class::ALL {
        let one = counts[class as usize];
        let [right, all] = one.speakers;
        eprintln!(
            "{name}: strict {:.1} {:?}, touched {:.1}, with speaker {:.1}, speaker {:.1} % of {all}; at most {} can be",
            one.strict.f1(),
            one.strict.0,
            one.touched.f1(),
            one.joint.f1(),
            100.0 * right as f32 / all.max(1) as f32,
            one.possible,
        );
    }
    eprintln!("bias of the labels {:?}", fitted.bias);
    let calibration = fit(&judged);
    reliability(&judged, calibration);
    Fitted {
        calibration,
        ..fitted
    }
}

/// Counts what was found in one document.
fn count(counts: &mut [Counts; 3], judged: &mut Vec<(f32, bool)>, held: &Held<'_>, drafts: &[Draft]) {
    let layer = held.words.layer;
    let quotes = &held.document.quotes;
    for draft in drafts {
        let class = Class::of(draft);
        let content = gold::words_of(layer, &draft.pieces);
        let wanted = || quotes.iter().filter(|quote| Class::of_gold(quote) == class);
        let quote = wanted().find(|quote| quote.words == content);
        let same_speaker = quote.is_some_and(|quote| speaker_right(held.words, draft, quote));
        let counts = &mut counts[class as usize];
        counts.strict.found(quote.is_some());
        let touches = wanted().any(|quote| gold::dice(&quote.words, &content) > 0.0);
        counts.touched.found(touches);
        counts.joint.found(same_speaker);
        judged.push((draft.confidence, same_speaker));
        if let Some(quote) = held.document.quote_of(layer, draft) {
            counts.speakers[0] += usize::from(speaker_right(held.words, draft, quote));
            counts.speakers[1] += 1;
        }
    }
    for quote in quotes {
        let counts = &mut counts[Class::of_gold(quote) as usize];
        for score in [&mut counts.strict, &mut counts.touched, &mut counts.joint] {
            score.annotated(1);
        }
    }
}

/// Counts the quotes that the annotated labels give back.
fn bound(counts: &mut [Counts; 3], held: &Held<'_>, labels: &[Label]) {
    let perfect: Vec<(Label, f32)> = labels.iter().map(|&label| (label, 1.0)).collect();
    let possible: Vec<Vec<usize>> = labelled::quotes(held.words, &held.parts.sentences, &perfect)
        .iter()
        .map(|quote| gold::words_of(held.words.layer, &quote.draft.pieces))
        .collect();
    for quote in held.document.quotes.iter().filter(|quote| !quote.is_marked()) {
        if possible.contains(&quote.words) {
            counts[Class::of_gold(quote) as usize].possible += 1;
        }
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
