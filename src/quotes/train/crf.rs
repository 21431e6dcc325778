//! Trains the chain: maximum likelihood with AdaGrad, and logistic rankers in the same way.

use crate::linear::train::shuffle;
use crate::quotes::chain::{self, Chain, Label, Link, Scores, Step, Transitions};
use crate::quotes::features;
use crate::quotes::model::Ranker;

/// The units of one document.
#[derive(Debug, Default, Clone)]
pub(super) struct Sequence {
    pub(super) steps: Vec<(Step, bool)>,
    pub(super) rows: Vec<Vec<u32>>,
    pub(super) labels: Vec<Label>,
}

/// The chain in training.
pub(super) struct Trainer {
    weights: Vec<[f32; Label::COUNT]>,
    squares: Vec<[f32; Label::COUNT]>,
    steps: Transitions,
    step_squares: Transitions,
    /// The sum of the weights after each of the later passes, which are averaged.
    sums: Vec<[f32; Label::COUNT]>,
    /// How many passes were summed up.
    summed: f32,
}

const RATE: f32 = 0.15;
/// How much of a weight is lost each time its feature is seen.
const DECAY: f32 = 2e-3;
/// The same for the chain.
const CHAIN_DECAY: f32 = 4e-3;

/// True in the second half of the passes: the weights after each of them are averaged, which finds more than the last ones do.
fn is_late(pass: usize, passes: usize) -> bool {
    2 * pass >= passes
}

impl Trainer {
    pub(super) fn new() -> Self {
        let rows = 1 << features::BITS;
        Self {
            weights: vec![[0.0; Label::COUNT]; rows],
            squares: vec![[1e-2; Label::COUNT]; rows],
            steps: [[[0.0; Label::COUNT]; Label::COUNT]; Step::COUNT],
            step_squares: [[[1e-2; Label::COUNT]; Label::COUNT]; Step::COUNT],
            sums: vec![[0.0; Label::COUNT]; rows],
            summed: 0.0,
        }
    }

    /// Passes over the documents.
    pub(super) fn train(&mut self, documents: &[&Sequence], passes: usize) {
        let mut order: Vec<usize> = (0..documents.len()).collect();
        let mut seed = 0x2545_f491_4f6c_dd1d;
        for pass in 0..passes {
            shuffle(&mut order, &mut seed);
            for &document in &order {
                self.step(documents[document]);
            }
            if is_late(pass, passes) {
                self.summed += 1.0;
                let own = self.weights.iter().flatten();
                self.sums
                    .iter_mut()
                    .flatten()
                    .zip(own)
                    .for_each(|(sum, weight)| *sum += weight);
            }
        }
    }

    fn links(&self, document: &Sequence) -> Vec<Link> {
        document
            .steps
            .iter()
            .zip(&document.rows)
            .map(|(&(step, marked), rows)| {
                let mut scores = [0.0; Label::COUNT];
                for &row in rows {
                    for (score, weight) in scores.iter_mut().zip(self.weights[row as usize]) {
                        *score += weight;
                    }
                }
                Link { step, marked, scores }
            })
            .collect()
    }

    fn step(&mut self, document: &Sequence) {
        let links = self.links(document);
        let (expected, expected_steps) = chain::expected_steps(&links, &self.steps);
        let mut steps = expected_steps;
        steps
            .iter_mut()
            .flatten()
            .flatten()
            .for_each(|weight| *weight = -*weight);
        let mut before = Label::Outside;
        for (at, &label) in document.labels.iter().enumerate() {
            steps[document.steps[at].0 as usize][before as usize][label as usize] += 1.0;
            before = label;
            let mut gradient = expected[at].map(|probability| -probability);
            gradient[label as usize] += 1.0;
            for &row in &document.rows[at] {
                let (weights, squares) = (&mut self.weights[row as usize], &mut self.squares[row as usize]);
                for label in 0..Label::COUNT {
                    let slope = gradient[label] - CHAIN_DECAY * weights[label];
                    squares[label] += slope * slope;
                    weights[label] += RATE * slope / squares[label].sqrt();
                }
            }
        }
        let flat = self.steps.iter_mut().flatten().flatten();
        let squares = self.step_squares.iter_mut().flatten().flatten();
        for ((weight, square), slope) in flat.zip(squares).zip(steps.iter().flatten().flatten()) {
            *square += slope * slope;
            *weight += RATE * slope / square.sqrt();
        }
    }

    /// The weights, a row a feature, and the transitions.
    pub(super) fn averaged(&self) -> (Vec<f32>, Transitions) {
        let sums = self.sums.iter().flatten();
        (sums.map(|sum| sum / self.summed).collect(), self.steps)
    }
}

/// Signed bytes in proportion to numbers; the largest one in 2,000 is cut off so that the others keep their differences.
pub(super) fn quantise(weights: &[f32]) -> (Vec<u8>, f32) {
    let mut sizes: Vec<f32> = weights
        .iter()
        .map(|weight| weight.abs())
        .filter(|&size| size > 0.0)
        .collect();
    sizes.sort_by(f32::total_cmp);
    let top = sizes
        .get(sizes.len().saturating_sub(1 + sizes.len() / 2000))
        .copied()
        .unwrap_or(1.0);
    let scale = top / 127.0;
    let byte = |weight: &f32| (weight / scale).round().clamp(-127.0, 127.0) as i8 as u8;
    (weights.iter().map(byte).collect(), scale)
}

/// The chain of quantised weights.
pub(super) fn chain(weights: &(Vec<u8>, f32, Transitions), bias: Scores) -> Chain {
    Chain::new(&weights.0, weights.1, weights.2, bias)
}

/// A choice among candidates: the rows of each, and the right ones.
#[derive(Debug, Clone, Default)]
pub(super) struct Choice {
    pub(super) candidates: Vec<Vec<u32>>,
    pub(super) right: Vec<bool>,
}

/// Trains a ranker by the likelihood of the right candidates.
pub(super) fn ranker(choices: &[&Choice], passes: usize) -> Vec<f32> {
    let rows = 1usize << Ranker::BITS;
    let (mut weights, mut squares) = (vec![0.0f32; rows], vec![1e-2f32; rows]);
    let mut order: Vec<usize> = (0..choices.len()).collect();
    let mut seed = 0x9e37_79b9_7f4a_7c15;
    let (mut sums, mut summed) = (vec![0.0f32; rows], 0.0);
    for pass in 0..passes {
        shuffle(&mut order, &mut seed);
        for &number in &order {
            let choice = choices[number];
            let scores: Vec<f32> = choice
                .candidates
                .iter()
                .map(|rows| rows.iter().map(|&row| weights[row as usize]).sum())
                .collect();
            let all = softmax(&scores);
            let sum: f32 = all
                .iter()
                .zip(&choice.right)
                .filter(|(_, right)| **right)
                .map(|(p, _)| p)
                .sum();
            if sum <= 0.0 {
                continue;
            }
            for ((rows, probability), &right) in choice.candidates.iter().zip(&all).zip(&choice.right) {
                let slope = if right { probability / sum } else { 0.0 } - probability;
                for &row in rows {
                    let (weight, square) = (&mut weights[row as usize], &mut squares[row as usize]);
                    let slope = slope - DECAY * *weight;
                    *square += slope * slope;
                    *weight += RATE * slope / square.sqrt();
                }
            }
        }
        if is_late(pass, passes) {
            summed += 1.0;
            sums.iter_mut()
                .zip(&weights)
                .for_each(|(sum, weight)| *sum += weight);
        }
    }
    sums.iter_mut().for_each(|sum| *sum /= summed);
    sums
}

/// Probabilities of scores.
fn softmax(scores: &[f32]) -> Vec<f32> {
    let top = scores.iter().copied().fold(f32::NEG_INFINITY, f32::max);
    let powers: Vec<f32> = scores.iter().map(|score| (score - top).exp()).collect();
    let sum: f32 = powers.iter().sum();
    powers.into_iter().map(|power| power / sum).collect()
}
