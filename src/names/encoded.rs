//! What the encoder says of each word, added to what the fast network does: the two err in different places.

use super::Calibration;
use super::label::Label;
use super::network::{Buffers, COLUMNS, Network};
use crate::analysis::Sentence;
use crate::encoder::Reading;

/// The encoder's head for names.
const HEAD: &str = "names";
/// What the fast network's scores count beside the encoder's log-probabilities, and these.
const SHARES: [f32; 2] = [0.4, 0.7];
/// No probability counts as less.
const LEAST: f32 = 1e-7;
/// From the log-odds of a name by both to those that it is right by, fitted by `training/encoder/confidence.py`.
const CALIBRATION: Calibration = [-0.329, 0.576];

/// A reading, and the labels of its head for names.
pub(super) struct Heard<'a> {
    reading: &'a Reading,
    labels: Vec<Label>,
}

impl<'a> Heard<'a> {
    pub fn new(reading: &'a Reading) -> Self {
        let labels = reading.labels(HEAD).iter().map(|tag| Label::parse(tag)).collect();
        Self { reading, labels }
    }

    /// Adds what the encoder says of a sentence to the scores of its words, and finds the best labels again; `None` where it did not
    /// read the sentence.
    pub fn add(&self, network: &Network, sentence: &Sentence, buffers: &mut Buffers) -> Option<Calibration> {
        let tokens = sentence.tokens.range();
        if self.labels.is_empty() || !tokens.clone().all(|token| self.reading.has(token)) {
            return None;
        }
        let [own, encoder] = SHARES;
        for (row, token) in buffers.scores.as_chunks_mut::<COLUMNS>().0.iter_mut().zip(tokens) {
            row.iter_mut()
                .for_each(|score| *score = (*score as f32 * own) as i32);
            for (label, &share) in self.labels.iter().zip(self.reading.probabilities(HEAD, token)) {
                let nats = encoder * share.max(LEAST).ln();
                row[usize::from(label.0)] += (nats * network.unit) as i32;
            }
        }
        network.decode(buffers);
        Some(CALIBRATION)
    }
}
