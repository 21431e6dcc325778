//! Trains the weights that name the actor of a deadline: `depesche train deadlines`.

use std::fmt::Write as _;
use std::io::BufRead;

use anyhow::Context;
use serde::Deserialize;

use super::actor::{COLUMNS, Clue, Features, Weights};
use crate::analysis::{Analysis, TextLayer};
use crate::document::Document;
use crate::language::Language;
use crate::linear::train::shuffle;
use crate::pipeline::Pipeline;

/// Passes over the data.
const EPOCHS: usize = 60;
/// How far a step goes in the first pass.
const STEP: f32 = 0.1;
/// What is taken off every weight after each pass.
const DECAY: f32 = 0.002;

#[derive(Deserialize)]
struct Article {
    date: String,
    lang: String,
    text: String,
    deadlines: Vec<Gold>,
}

#[derive(Deserialize)]
struct Gold {
    /// In code points, as `end`.
    start: usize,
    end: usize,
    responsible: Option<String>,
}

/// A deadline: the clues for each actor of its document, and which of them are right; none where no actor is.
struct Example {
    candidates: Vec<Features>,
    right: Vec<bool>,
}

/// Trains on lines of JSON with `date`, `lang`, `text` and `deadlines` (`start`, `end`, `responsible`) and returns the
/// file of weights. A multinomial logistic regression over the actors of a document, with "none" as one more choice.
/// The same data give the same weights.
///
/// # Errors
///
/// Lines that are no such objects.
pub fn train(data: impl BufRead) -> anyhow::Result<Vec<u8>> {
    let pipeline = Pipeline::new();
    let mut examples = Vec::new();
    for (number, line) in data.lines().enumerate() {
        let line = line?;
        let article: Article = serde_json::from_str(&line).with_context(|| format!("line {}", number + 1))?;
        examples.extend(read(&pipeline, &article));
    }
    let mut weights = Weights::zero();
    let mut order: Vec<usize> = (0..examples.len()).collect();
    let mut seed = 0x9e37_79b9_7f4a_7c15;
    for epoch in 0..EPOCHS {
        shuffle(&mut order, &mut seed);
        let step = STEP / (1.0 + 0.05 * epoch as f32);
        for &index in &order {
            learn(&mut weights, &examples[index], step);
        }
        weights
            .values_mut()
            .iter_mut()
            .for_each(|weight| *weight *= 1.0 - DECAY);
    }
    Ok(written(&mut weights).into_bytes())
}

/// One step towards the right candidates.
fn learn(weights: &mut Weights, example: &Example, step: f32) {
    let probabilities = weights.probabilities(&example.candidates);
    let right = |index: usize| example.right[index];
    let right_sum: f32 = (0..probabilities.len())
        .filter(|&index| right(index))
        .map(|index| probabilities[index])
        .sum();
    for (index, features) in example.candidates.iter().enumerate() {
        let wanted = if right(index) {
            probabilities[index] / right_sum.max(1e-9)
        } else {
            0.0
        };
        let by = step * (wanted - probabilities[index]);
        for (place, value) in features.places() {
            weights.values_mut()[place] += by * value;
        }
    }
}

/// The deadlines of an article that the finder finds, where the words alone do not say who is bound.
fn read(pipeline: &Pipeline, article: &Article) -> Vec<Example> {
    let language = if article.lang == "en" {
        Language::English
    } else {
        Language::German
    };
    let mut document = Document::new("", &article.text).with_language(language);
    document.date = article.date.parse().ok();
    let analysis = pipeline.analyse(&document);
    let bytes: Vec<usize> = (article.text.char_indices().map(|(at, _)| at))
        .chain([article.text.len()])
        .collect();
    let at = |point: usize| bytes.get(point).copied().unwrap_or(article.text.len()) as u32;
    let mut examples = Vec::new();
    each_undecided(pipeline, &article.text, &analysis, |span, words, candidates| {
        let gold =
            (article.deadlines.iter()).find(|gold| at(gold.start) < span.end && span.start < at(gold.end));
        let Some(wanted) = gold.and_then(|gold| gold.responsible.as_deref()) else {
            return;
        };
        if agree(wanted, &words) {
            return;
        }
        let right = analysis.actors.iter().map(|actor| agree(wanted, &actor.name));
        examples.push(Example {
            right: right.collect(),
            candidates,
        });
    });
    examples
}

/// Visits every deadline whose words name no actor: the date, the words, the clues for each actor.
fn each_undecided(
    pipeline: &Pipeline,
    text: &str,
    analysis: &Analysis,
    mut visit: impl FnMut(crate::text::Span, String, Vec<Features>),
) {
    let layer = TextLayer {
        text,
        language: analysis.language,
        tokens: &analysis.tokens,
        sentences: &analysis.sentences,
        phrases: &analysis.phrases,
    };
    let Some(today) = analysis.date else { return };
    let cast = super::Cast::of(&layer, &analysis.mentions, &analysis.actors, &analysis.quotes);
    let nobody = Weights::silent();
    pipeline
        .deadlines()
        .each(&layer, &analysis.dates, &analysis.mentions, &mut |place| {
            let Some(found) = place.decide(today) else { return };
            let scene = place.scene(found.dated);
            let noun = scene.responsible(place.clauses, &place.clause);
            let who = scene.described(noun, &cast, &nobody);
            if who.actor.is_some() {
                return;
            }
            visit(place.date.span, who.text, scene.candidates(noun, &cast));
        });
}

/// True where at least half of the wanted words are there.
fn agree(wanted: &str, got: &str) -> bool {
    let words = |text: &str| -> Vec<String> {
        text.to_lowercase()
            .split_whitespace()
            .map(str::to_owned)
            .collect()
    };
    let (wanted, got) = (words(wanted), words(got));
    let hits = wanted.iter().filter(|word| got.contains(word)).count();
    !wanted.is_empty() && hits * 2 >= wanted.len()
}

fn written(weights: &mut Weights) -> String {
    let mut file = String::from(
        "# What speaks for an actor as the one whose matter a deadline is; made by `depesche train deadlines`.\n\
         # Columns, split by tabs: clue, weight for every type, for PER, ORG, LOC, MISC.\n",
    );
    for &(clue, name) in Clue::ALL {
        file.push_str(name);
        let row = clue as usize * COLUMNS;
        for weight in &weights.values_mut()[row..row + COLUMNS] {
            let _ = write!(file, "\t{weight:.3}");
        }
        file.push('\n');
    }
    file
}
