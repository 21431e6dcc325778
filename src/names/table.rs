//! Tables of vectors with four bits a number.

use super::network::WIDTH;

/// Bytes of a row: what a step of its numbers counts, then each number in half a byte, the first half of them in the lower halves.
pub(super) const ROW: usize = 1 + WIDTH / 2;
/// The largest number of a row, in its steps.
const LARGEST: i8 = 7;

/// The rows.
#[derive(Debug)]
pub(super) struct Table(&'static [[u8; ROW]]);

impl Table {
    /// The rows of what [`pack`] made, one after the other.
    pub fn new(bytes: &'static [u8]) -> Self {
        Self(bytes.as_chunks().0)
    }

    /// Adds a row to `sums`; nothing where there is none.
    pub fn add(&self, row: u32, sums: &mut [i16; WIDTH]) {
        let Some([step, halves @ ..]) = self.0.get(row as usize) else {
            return;
        };
        let step = i16::from(*step);
        let (low, high) = sums.split_at_mut(WIDTH / 2);
        for ((low, high), &both) in low.iter_mut().zip(high).zip(halves) {
            *low += (i16::from(both & 15) - i16::from(LARGEST + 1)) * step;
            *high += (i16::from(both >> 4) - i16::from(LARGEST + 1)) * step;
        }
    }
}

/// A vector as a row; its numbers count in steps of the network. What is far larger than the others is cut off, so that these keep
/// their differences.
#[cfg(feature = "train")]
pub(super) fn pack(vector: &[f32]) -> [u8; ROW] {
    /// So many times the root of the mean square.
    const CUT: f32 = 2.5;
    let square = vector.iter().map(|value| value * value).sum::<f32>() / vector.len() as f32;
    let most = vector.iter().fold(0f32, |most, value| most.max(value.abs()));
    let step = (most.min(CUT * square.sqrt()) / f32::from(LARGEST))
        .ceil()
        .clamp(1.0, 255.0);
    let number = |value: &f32| {
        let steps = (value / step)
            .round()
            .clamp(-f32::from(LARGEST), f32::from(LARGEST));
        (steps as i8 + LARGEST + 1) as u8
    };
    let (low, high) = vector.split_at(WIDTH / 2);
    let mut row = [step as u8; ROW];
    for (both, (low, high)) in row[1..].iter_mut().zip(low.iter().zip(high)) {
        *both = number(low) | number(high) << 4;
    }
    row
}

#[cfg(all(test, feature = "train"))]
mod tests {
    use super::*;

    #[test]
    fn a_packed_vector_is_read_back_to_half_a_step() {
        let vector: Vec<f32> = (0..WIDTH).map(|at| (at as f32 * 37.0) % 201.0 - 100.0).collect();
        let packed: &'static [u8] = Vec::leak(pack(&vector).to_vec());
        let mut sums = [0; WIDTH];
        Table::new(packed).add(0, &mut sums);
        Table::new(packed).add(1, &mut sums);
        let half = f32::from(packed[0]) / 2.0;
        for (sum, value) in sums.iter().zip(&vector) {
            assert!((f32::from(*sum) - value).abs() <= half, "{sum} for {value}");
        }
    }
}
