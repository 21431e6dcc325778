//! Labels as a chain: how well one follows another is learned too (a linear-chain conditional random field).

use super::data::{Tagged, Target};
use super::float::{Learned, Rows};
use crate::names::decode::{NEVER, Transitions};
use crate::names::label::Label;
use crate::names::network::COLUMNS;

const COUNT: usize = Label::COUNT;
type Row = [f32; COLUMNS];

/// The transitions, from x to.
#[derive(Debug)]
pub(super) struct Chain {
    pub transitions: Learned,
    /// Their exponentials; nothing where a label may not follow.
    factors: Vec<Row>,
    /// One where a label may follow, else nothing.
    structure: Vec<Row>,
    sums: [Sums; 2],
    factors_of_words: Vec<Row>,
}

/// Forward and backward sums of one sentence, scaled word by word.
#[derive(Debug, Default)]
struct Sums {
    forward: Vec<Row>,
    backward: Vec<Row>,
    scale: Vec<f32>,
}

/// True where a label may follow another; a sentence begins as if after a word outside of any name.
fn may_follow(label: usize, before: usize) -> bool {
    Label(label as u8).may_follow(Label(before as u8))
}

impl Chain {
    pub fn new() -> Self {
        let mut chain = Self {
            transitions: Learned::new(vec![0.0; COUNT * COUNT]),
            factors: vec![[0.0; COLUMNS]; COUNT],
            structure: Vec::new(),
            sums: Default::default(),
            factors_of_words: Vec::new(),
        };
        chain.refresh();
        chain.structure.clone_from(&chain.factors);
        chain
    }

    /// The transitions, far below nothing where one is not allowed.
    pub fn values(&self) -> Vec<f32> {
        let pairs = (0..COUNT * COUNT).map(|pair| (pair / COUNT, pair % COUNT));
        let values = pairs.zip(&self.transitions.values);
        values
            .map(
                |((from, to), &value)| {
                    if may_follow(to, from) { value } else { f32::MIN }
                },
            )
            .collect()
    }

    /// The transitions in whole numbers, `unit` steps to one.
    pub fn in_steps(&self, unit: f32) -> Transitions {
        let mut steps = [[NEVER; COLUMNS]; COUNT];
        for (row, values) in steps.iter_mut().zip(self.values().chunks_exact(COUNT)) {
            for (step, value) in row.iter_mut().zip(values) {
                *step = ((value * unit) as i32).max(NEVER);
            }
        }
        Transitions::new(&steps)
    }

    pub fn step(&mut self, rate: f32, step: i32) {
        self.transitions.step(rate, step);
        self.refresh();
    }

    fn refresh(&mut self) {
        for (from, row) in self.factors.iter_mut().enumerate() {
            for (to, factor) in row.iter_mut().enumerate().take(COUNT) {
                if may_follow(to, from) {
                    *factor = self.transitions.values[from * COUNT + to].exp();
                }
            }
        }
    }

    /// Turns the scores of a sentence into their slopes, adds up the slopes of the transitions, and returns the loss. Words all but
    /// certain have no slope.
    pub fn learn(&mut self, words: &[Tagged], scores: &mut Rows, certain: f32) -> f32 {
        let length = words.len();
        self.factors_of_words.clear();
        let mut tops = 0.0;
        for at in 0..length {
            let row = scores.row(at);
            let top = row[..COUNT].iter().copied().fold(f32::MIN, f32::max);
            tops += top;
            let mut factors = [0.0; COLUMNS];
            for (factor, score) in factors.iter_mut().zip(&row[..COUNT]) {
                *factor = (score - top).exp().max(1e-20);
            }
            self.factors_of_words.push(factors);
        }
        let [all, wanted] = &mut self.sums;
        let Some(log_all) = all.run(&self.factors, &self.factors_of_words) else {
            scores.inner_mut().fill(0.0);
            return 0.0;
        };
        // What is wanted is a chain too: of the labels that the words may have, or of the teacher's shares of them where labels that
        // may not follow one another are left out.
        let is_soft = words.iter().any(|word| matches!(word.target, Target::Soft(_)));
        let wanted_words: Vec<Row> = words
            .iter()
            .zip(&self.factors_of_words)
            .map(|(word, factors)| wanted_factors(word, factors, is_soft))
            .collect();
        let wanted_factors = if is_soft { &self.structure } else { &self.factors };
        let Some(log_wanted) = wanted.run(wanted_factors, &wanted_words) else {
            // The wanted labels do not follow one another.
            scores.inner_mut().fill(0.0);
            return 0.0;
        };
        let loss = if is_soft {
            self.cross_entropy(scores, log_all + tops)
        } else {
            log_all - log_wanted
        };
        self.learn_transitions(&wanted_words, certain, is_soft);
        let [all, wanted] = &self.sums;
        for at in 0..length {
            let (share, wanted) = (all.share(at), wanted.share(at));
            let row = scores.row_mut(at);
            for ((slope, share), wanted) in row.iter_mut().zip(share).zip(wanted) {
                *slope = share - wanted;
            }
            if row.iter().all(|slope| slope.abs() < certain) {
                row.fill(0.0);
            }
        }
        loss
    }

    /// The logarithm of all sequences' sum less what the wanted ones have, words alone.
    fn cross_entropy(&self, scores: &Rows, log_all: f32) -> f32 {
        let wanted = |at: usize| -> f32 {
            self.sums[1]
                .share(at)
                .iter()
                .zip(scores.row(at))
                .map(|(share, score)| share * score)
                .sum()
        };
        log_all - (0..scores.len()).map(wanted).sum::<f32>()
    }

    fn learn_transitions(&mut self, wanted_words: &[Row], certain: f32, is_soft: bool) {
        let [all, wanted] = &self.sums;
        let unsure: Vec<bool> = (0..wanted_words.len())
            .map(|at| {
                all.share(at)
                    .iter()
                    .zip(wanted.share(at))
                    .any(|(a, b)| (a - b).abs() >= certain)
            })
            .collect();
        let wanted_factors = if is_soft { &self.structure } else { &self.factors };
        for at in (1..wanted_words.len()).filter(|&at| unsure[at] || unsure[at - 1]) {
            for (from, slopes) in self.transitions.slope.chunks_exact_mut(COUNT).enumerate() {
                let (factors, wanted_factors) = (&self.factors[from], &wanted_factors[from]);
                for (to, slope) in slopes.iter_mut().enumerate() {
                    *slope += all.pair(at, from, to, factors[to] * self.factors_of_words[at][to])
                        - wanted.pair(at, from, to, wanted_factors[to] * wanted_words[at][to]);
                }
            }
        }
    }
}

/// What a word's labels count in the wanted chain.
fn wanted_factors(word: &Tagged, factors: &Row, is_soft: bool) -> Row {
    let mut wanted = [0.0; COLUMNS];
    match &word.target {
        Target::Soft(shares) => shares
            .iter()
            .for_each(|&(label, share)| wanted[usize::from(label.0)] = share),
        Target::OneOf(_) if is_soft => wanted[usize::from(word.label.0)] = 1.0,
        Target::OneOf(set) => {
            for (label, (wanted, factor)) in wanted.iter_mut().zip(factors).enumerate() {
                *wanted = factor * (set >> label & 1) as f32;
            }
        }
    }
    wanted
}

impl Sums {
    /// Returns the logarithm of the sum over all sequences; `None` where no sequence is possible.
    fn run(&mut self, transitions: &[Row], words: &[Row]) -> Option<f32> {
        self.forward.clear();
        self.scale.clear();
        let mut log = 0.0;
        for (at, factors) in words.iter().enumerate() {
            let mut row = [0.0; COLUMNS];
            match self.forward.last() {
                None => (0..COUNT)
                    .filter(|&to| may_follow(to, 0))
                    .for_each(|to| row[to] = 1.0),
                Some(before) => {
                    for (share, transitions) in before.iter().zip(transitions) {
                        row.iter_mut()
                            .zip(transitions)
                            .for_each(|(sum, factor)| *sum += share * factor);
                    }
                }
            }
            row.iter_mut()
                .zip(factors)
                .for_each(|(sum, factor)| *sum *= factor);
            let scale: f32 = row.iter().sum();
            if scale.is_nan() || scale < 1e-30 {
                return None;
            }
            row.iter_mut().for_each(|sum| *sum /= scale);
            log += scale.ln();
            self.forward.push(row);
            self.scale.push(scale);
            debug_assert_eq!(self.forward.len(), at + 1);
        }
        self.backward.clear();
        self.backward.resize(words.len(), [1.0; COLUMNS]);
        for at in (1..words.len()).rev() {
            let mut after = self.backward[at];
            after
                .iter_mut()
                .zip(&words[at])
                .for_each(|(sum, factor)| *sum *= factor / self.scale[at]);
            for (from, transitions) in transitions.iter().enumerate() {
                self.backward[at - 1][from] = transitions.iter().zip(&after).map(|(a, b)| a * b).sum();
            }
        }
        Some(log)
    }

    /// The probability of two labels, of a word and the one before it, whose factor is given.
    fn pair(&self, at: usize, from: usize, to: usize, factor: f32) -> f32 {
        self.forward[at - 1][from] * factor * self.backward[at][to] / self.scale[at]
    }

    /// The probabilities of a word's labels.
    fn share(&self, at: usize) -> Row {
        let mut share = self.forward[at];
        share
            .iter_mut()
            .zip(&self.backward[at])
            .for_each(|(share, after)| *share *= after);
        share
    }
}
