//! Trains the weights that name the actor of a deadline: `depesche train deadlines`.

use std::fmt::Write as _;
use std::io::BufRead;

use anyhow::Context;
use serde::Deserialize;

use super::who::{COLUMNS, Clue, Features, Weights};
use crate::analysis::{Analysis, DeadlineKind};
use crate::document::Document;
use crate::language::Language;
use crate::pipeline::Pipeline;

/// Steps of the descent.
const STEPS: usize = 1500;
/// How far one step goes down the gradient, and how much of the step before it keeps.
const STEP: f32 = 0.0005;
const MOMENTUM: f32 = 0.9;
/// What large weights cost; chosen by cross-validation on the training data.
const PENALTY: f32 = 1.0;
/// What an example counts whose words name the actor already: it tells only what such actors are like in general.
const GENERAL: f32 = 0.5;

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
    weight: f32,
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
    Ok(written(&mut fit(&examples)).into_bytes())
}

/// The weights under which the right candidates are likeliest, large weights being punished.
fn fit(examples: &[Example]) -> Weights {
    let mut weights = Weights::zero();
    let mut speed = vec![0.0; weights.values_mut().len()];
    for _ in 0..STEPS {
        let mut gradient: Vec<f32> = weights
            .values_mut()
            .iter()
            .map(|weight| -2.0 * PENALTY * weight)
            .collect();
        for example in examples {
            learn(&weights, example, &mut gradient);
        }
        for ((weight, speed), gradient) in weights.values_mut().iter_mut().zip(&mut speed).zip(gradient) {
            *speed = MOMENTUM * *speed + STEP * gradient;
            *weight += *speed;
        }
    }
    weights
}

/// Adds the direction towards the right candidates; "none" is right where no candidate is.
fn learn(weights: &Weights, example: &Example, gradient: &mut [f32]) {
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
        let by = example.weight * (wanted - probabilities[index]);
        for (place, value) in features.places() {
            gradient[place] += by * value;
        }
    }
}

/// The deadlines of an article, found or not.
///
/// Where the words alone say who is bound, and an actor of that name exists, the example keeps its general clues only.
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
    each(
        pipeline,
        &article.text,
        &analysis,
        |span, named, words, candidates| {
            let gold = (article.deadlines.iter())
                .find(|gold| at(gold.start) < span.end && span.start < at(gold.end));
            let Some(wanted) = gold.and_then(|gold| gold.responsible.as_deref()) else {
                return;
            };
            let right = analysis.actors.iter().map(|actor| agree(wanted, &actor.name));
            let right: Vec<bool> = right.take(candidates.len()).collect();
            let decided = named || agree(wanted, &words);
            match decided {
                true if right.contains(&true) => examples.push(Example {
                    right,
                    candidates: candidates.iter().map(Features::general).collect(),
                    weight: GENERAL,
                }),
                true => {}
                false => examples.push(Example {
                    right,
                    candidates,
                    weight: 1.0,
                }),
            }
        },
    );
    examples
}

/// Visits every date: where it stands, whether the words name an actor, the words, the clues for each actor.
fn each(
    pipeline: &Pipeline,
    text: &str,
    analysis: &Analysis,
    mut visit: impl FnMut(crate::text::Span, bool, String, Vec<Features>),
) {
    let layer = analysis.layer(text);
    let Some(today) = analysis.date else { return };
    let cast = super::Cast::of(&layer, &analysis.mentions, &analysis.actors, &analysis.quotes);
    let nobody = Weights::silent();
    pipeline
        .deadlines()
        .each(&layer, &analysis.dates, &analysis.mentions, &mut |place| {
            let found = place.decide(today);
            let (kind, dated) = match found {
                Some(found) => (found.kind, found.dated),
                None => (DeadlineKind::Scheduled, place.dated()),
            };
            let scene = place.scene(dated, kind);
            let noun = scene.responsible(place.clauses, &place.clause);
            let who = scene.described(noun, &cast, &nobody);
            visit(
                place.date.span,
                who.actor.is_some(),
                who.text,
                scene.candidates(noun, &cast),
            );
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
