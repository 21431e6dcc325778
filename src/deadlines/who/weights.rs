//! The weights of the clues (`models/deadline_actors.tsv`).

use super::cast::{Clue, ENTITIES, Features};

/// One weight for all types, one for each.
pub(in crate::deadlines) const COLUMNS: usize = 1 + ENTITIES.len();

/// The weights: for each clue one for all types and one for each type.
#[derive(Debug, Clone)]
pub(in crate::deadlines) struct Weights(Vec<f32>);

impl Weights {
    /// Weights that know nothing.
    #[cfg(feature = "train")]
    pub fn zero() -> Self {
        Self(vec![0.0; Clue::ALL.len() * COLUMNS])
    }

    /// Parses the file of weights.
    pub fn parse(file: &'static str) -> Self {
        let mut weights = vec![0.0; Clue::ALL.len() * COLUMNS];
        for entry in crate::language::lexicon::entries(file) {
            let clue = Clue::ALL.iter().find(|(_, name)| entry.first() == Some(name));
            let Some(&(clue, _)) = clue else { continue };
            for (column, weight) in entry[1..].iter().take(COLUMNS).enumerate() {
                weights[clue as usize * COLUMNS + column] = weight.parse().unwrap_or_default();
            }
        }
        Self(weights)
    }

    /// Weights under which no actor is likely.
    #[cfg(feature = "train")]
    pub fn silent() -> Self {
        let mut silent = Self::zero();
        silent.0[Clue::Any as usize * COLUMNS] = -40.0;
        silent
    }

    /// The weights for training.
    #[cfg(feature = "train")]
    pub fn values_mut(&mut self) -> &mut [f32] {
        &mut self.0
    }

    /// The probability of each candidate; what is missing to 1 is that of none.
    pub fn probabilities(&self, candidates: &[Features]) -> Vec<f32> {
        let score = |features: &Features| -> f32 {
            features
                .places()
                .map(|(place, value)| self.0[place] * value)
                .sum()
        };
        let exponents: Vec<f32> = candidates.iter().map(|one| score(one).min(40.0).exp()).collect();
        let sum = 1.0 + exponents.iter().sum::<f32>();
        exponents.into_iter().map(|one| one / sum).collect()
    }
}
