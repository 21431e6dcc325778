//! The network in training, in floating-point numbers.

use super::Options;
use super::chain::Chain;
use super::data::{Sentence, Words};
use super::float::{Layer, Random, Rows, Table};
use super::write::{self, FloatLayer};
use crate::language::Language;
use crate::names::flags;
use crate::names::word::{FLAGS, IDENTITY, LONG_PARTS, WordView};

/// A word whose probabilities are all as near to what they should be is passed over.
const CERTAIN: f32 = 0.003;

/// The weights.
pub(super) struct Net {
    pub rows: Table,
    pub pieces: Table,
    pub layers: Vec<Layer>,
    pub chain: Chain,
}

/// What one pass through the network leaves.
#[derive(Default)]
pub(super) struct Pass {
    /// The words' vectors, then what each layer gave.
    pub states: Vec<Rows>,
    pub slopes: [Rows; 2],
    /// For each word the rows that were added up.
    pub used: Vec<Vec<u32>>,
    pub used_pieces: Vec<bool>,
}

impl Net {
    /// All numbers that are learned.
    pub fn values_mut(&mut self) -> Vec<&mut Vec<f32>> {
        let mut all = vec![&mut self.rows.values, &mut self.pieces.values];
        for layer in &mut self.layers {
            all.push(&mut layer.weights.values);
            all.push(&mut layer.bias.values);
            all.extend(layer.whole.as_mut().map(|whole| &mut whole.values));
        }
        all.push(&mut self.chain.transitions.values);
        all
    }

    pub fn write(&self, calibration: [f32; 2]) -> Vec<u8> {
        let layers: Vec<FloatLayer<'_>> = self
            .layers
            .iter()
            .map(|layer| FloatLayer {
                span: layer.span,
                inputs: layer.inputs,
                outputs: layer.outputs,
                weights: &layer.weights.values,
                whole: layer.whole.as_ref().map_or(&[], |whole| &whole.values),
                bias: &layer.bias.values,
            })
            .collect();
        write::write(
            &self.rows.values,
            &self.pieces.values,
            &layers,
            &self.chain.values(),
            calibration,
        )
    }

    /// The words' vectors; in training some features are left out by chance.
    pub fn look(
        &self,
        sentence: &Sentence,
        words: &Words,
        mut training: Option<(&Options, &mut Random)>,
        pass: &mut Pass,
    ) {
        let length = sentence.words.len();
        pass.states.resize_with(self.layers.len() + 1, Rows::default);
        pass.used.resize_with(length.max(pass.used.len()), Vec::new);
        pass.used_pieces.clear();
        pass.states[0].reset(length, self.rows.width);
        let views = sentence.words.iter().map(|word| &words.views[word.word as usize]);
        let mood = flags::of_sentence(views.clone().map(WordView::look), sentence.language);
        for (at, view) in views.enumerate() {
            let used = &mut pass.used[at];
            used.clear();
            let mut with_pieces = !view.pieces().is_empty();
            match &mut training {
                None => used.extend(view.rows()),
                Some((options, random)) => {
                    let count = words.counts[sentence.words[at].word as usize] as f32;
                    let rare = if sentence.language == Language::German {
                        options.hide_rare
                    } else {
                        0.0
                    };
                    let hidden = random.unit() < options.drop_identity.max(rare / (rare + count));
                    let long_too = hidden && random.unit() < options.drop_long;
                    for (number, row) in view.rows().enumerate() {
                        let drop = hidden && number < IDENTITY
                            || long_too && LONG_PARTS.contains(&number)
                            || random.unit() < options.drop_feature;
                        if !drop {
                            used.push(row);
                        }
                    }
                    let tells = view.pieces().len() == 1 || long_too;
                    with_pieces &= !(hidden && tells || random.unit() < options.drop_feature);
                }
            }
            let flags = flags::of_word(mood, at, length) | sentence.words[at].flags;
            used.extend(flags::rows(flags).map(|flag| FLAGS + flag));
            pass.used_pieces.push(with_pieces);
            let sums = pass.states[0].row_mut(at);
            for &row in used.iter() {
                sums.iter_mut()
                    .zip(self.rows.row(row))
                    .for_each(|(sum, value)| *sum += value);
            }
            if with_pieces {
                let by = 1.0 / view.pieces().len() as f32;
                for &piece in view.pieces() {
                    sums.iter_mut()
                        .zip(self.pieces.row(piece))
                        .for_each(|(sum, value)| *sum += by * value);
                }
            }
        }
    }

    /// What the layers give; of each value a share is left out by chance, and the others count more.
    pub fn forward(&self, pass: &mut Pass, drop: f32, random: &mut Random) {
        leave_out(pass.states[0].inner_mut(), drop, random);
        for (number, layer) in self.layers.iter().enumerate() {
            let (before, after) = pass.states.split_at_mut(number + 1);
            layer.forward(&before[number], &mut after[0]);
            if number + 1 < self.layers.len() {
                let values = after[0].inner_mut();
                values.iter_mut().for_each(|value| *value = value.max(0.0));
                leave_out(values, drop, random);
            }
        }
    }

    /// Learns from one sentence; returns the loss.
    pub fn backward(
        &mut self,
        sentence: &Sentence,
        views: &[WordView],
        pass: &mut Pass,
        options: &Options,
        left: f32,
    ) -> f32 {
        let last = self.layers.len();
        let scores = &mut pass.states[last];
        let loss = self.chain.learn(&sentence.words, scores, CERTAIN);
        let [slope, other] = &mut pass.slopes;
        slope.clone_from(&pass.states[last]);
        for number in (0..last).rev() {
            self.layers[number].backward(&pass.states[number], slope, other);
            // What was below nothing or left out has no slope.
            let kept = 1.0 / (1.0 - options.drop_hidden);
            for (slope, &state) in other.inner_mut().iter_mut().zip(pass.states[number].inner()) {
                *slope = if state == 0.0 { 0.0 } else { *slope * kept };
            }
            std::mem::swap(slope, other);
        }
        for (at, word) in sentence.words.iter().enumerate() {
            let slope = slope.row(at);
            if slope.iter().all(|&slope| slope == 0.0) {
                continue;
            }
            for &row in &pass.used[at] {
                self.rows.step(row, slope, 1.0, options.row_rate * left);
            }
            let view = &views[word.word as usize];
            if pass.used_pieces[at] {
                let by = 1.0 / view.pieces().len() as f32;
                for &piece in view.pieces() {
                    self.pieces.step(piece, slope, by, options.piece_rate * left);
                }
            }
        }
        loss
    }
}

/// Puts nothing in the place of a share of the values and makes the others as much larger.
fn leave_out(values: &mut [f32], share: f32, random: &mut Random) {
    if share > 0.0 {
        let kept = 1.0 / (1.0 - share);
        let limit = (share * 65536.0) as u64;
        for values in values.chunks_mut(4) {
            let mut bits = random.next();
            for value in values {
                *value = if bits & 0xffff < limit { 0.0 } else { *value * kept };
                bits >>= 16;
            }
        }
    }
}
