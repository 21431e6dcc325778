//! The weights of the search for quotes, as one file under models/ keeps them.

use crate::quotes::chain::{Chain, Label, Scores, Step, Transitions};
use crate::quotes::features;

/// The file begins with this.
pub(crate) const MAGIC: &[u8; 4] = b"DQ02";

/// Scores candidates: one signed byte a feature.
#[derive(Debug, Clone)]
pub(crate) struct Ranker<'w> {
    rows: &'w [u8],
    /// What a byte of 1 counts.
    scale: f32,
}

impl<'w> Ranker<'w> {
    /// The table of a ranker has 2^16 rows.
    pub(crate) const BITS: u32 = 16;

    /// A ranker of weights in memory.
    pub(crate) fn new(rows: &'w [u8], scale: f32) -> Self {
        Self { rows, scale }
    }

    /// The score of a candidate.
    pub(crate) fn score(&self, features: &[u32]) -> f32 {
        let sum: i32 = features
            .iter()
            .filter_map(|&row| self.rows.get(row as usize))
            .map(|&weight| i32::from(weight as i8))
            .sum();
        sum as f32 * self.scale
    }
}

/// All weights of one language.
#[derive(Debug, Clone)]
pub(crate) struct Model<'w> {
    /// Which clauses are quotes.
    pub(crate) chain: Chain,
    /// Which marked stretches are quotes.
    pub(crate) marks: Ranker<'w>,
    /// Which phrase names the speaker.
    pub(crate) speakers: Ranker<'w>,
    /// From the product of probabilities to confidence: offset and slope on the logistic scale.
    pub(crate) calibration: [f32; 2],
}

impl<'w> Model<'w> {
    /// No weights: nothing is found. What weights of another form than this one's are read as, until they are trained again.
    pub(crate) fn empty() -> Self {
        Self {
            chain: Chain::new(
                &[],
                0.0,
                [[[0.0; Label::COUNT]; Label::COUNT]; Step::COUNT],
                [0.0; Label::COUNT],
            ),
            marks: Ranker::new(&[], 0.0),
            speakers: Ranker::new(&[], 0.0),
            calibration: [0.0, 1.0],
        }
    }

    /// Reads what [`Model::write`] wrote; `None` where the bytes are none of it.
    pub(crate) fn read(bytes: &'w [u8]) -> Option<Self> {
        let mut rest = bytes.strip_prefix(MAGIC)?;
        let mut steps: Transitions = [[[0.0; Label::COUNT]; Label::COUNT]; Step::COUNT];
        for weight in steps.iter_mut().flatten().flatten() {
            *weight = float(&mut rest)?;
        }
        let mut bias: Scores = [0.0; Label::COUNT];
        for weight in &mut bias {
            *weight = float(&mut rest)?;
        }
        let calibration = [float(&mut rest)?, float(&mut rest)?];
        let mut table = |rows: usize| -> Option<(&'w [u8], f32)> {
            let scale = float(&mut rest)?;
            let (table, after) = rest.split_at_checked(rows)?;
            rest = after;
            Some((table, scale))
        };
        let (rows, scale) = table(Label::COUNT << features::BITS)?;
        let (marks, marks_scale) = table(1 << Ranker::BITS)?;
        let (speakers, speakers_scale) = table(1 << Ranker::BITS)?;
        Some(Self {
            chain: Chain::new(rows, scale, steps, bias),
            marks: Ranker::new(marks, marks_scale),
            speakers: Ranker::new(speakers, speakers_scale),
            calibration,
        })
    }

    /// The bytes of the file.
    #[cfg(feature = "train")]
    pub(crate) fn write(&self) -> Vec<u8> {
        let mut bytes = MAGIC.to_vec();
        let (rows, scale, steps, bias) = self.chain.parts();
        let steps = steps.iter().flatten().flatten();
        let floats = steps.chain(bias).chain(&self.calibration);
        bytes.extend(floats.flat_map(|weight| weight.to_le_bytes()));
        for (rows, scale) in [
            (&*rows, scale),
            (self.marks.rows, self.marks.scale),
            (self.speakers.rows, self.speakers.scale),
        ] {
            bytes.extend(scale.to_le_bytes());
            bytes.extend(rows);
        }
        bytes
    }
}

fn float(rest: &mut &[u8]) -> Option<f32> {
    let (number, after) = rest.split_first_chunk::<4>()?;
    *rest = after;
    Some(f32::from_le_bytes(*number))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_weights_under_models_can_be_read() {
        assert!(Model::read(crate::quotes::WEIGHTS).is_some());
    }
}
