//! Rounds a trained network to whole numbers and writes it.

use crate::names::decode::NEVER;
use crate::names::network::{MAGIC, MOST, MOST_WEIGHT, Score, WIDTH};
use crate::names::table;

/// What training hands over to be written.
pub(super) struct FloatLayer<'a> {
    pub span: usize,
    pub inputs: usize,
    pub outputs: usize,
    /// outputs x (span x inputs).
    pub weights: &'a [f32],
    /// outputs x inputs, of the mean of the sentence's words; empty in all layers but the first.
    pub whole: &'a [f32],
    pub bias: &'a [f32],
}

/// What the largest numbers of the tables are in steps of a word's vector.
const LARGEST_IN_STEPS: f32 = 508.0;

/// Rounds a network to whole numbers and writes it; `transitions` are from x to, far below nothing where one is not allowed.
pub(super) fn write(
    rows: &[f32],
    pieces: &[f32],
    layers: &[FloatLayer<'_>],
    transitions: &[f32],
    calibration: [f32; 2],
) -> Vec<u8> {
    let mut sizes: Vec<f32> = rows
        .iter()
        .chain(pieces)
        .map(|value| value.abs())
        .filter(|&size| size > 0.0)
        .collect();
    sizes.sort_by(f32::total_cmp);
    // One in 20,000 is larger than so many steps.
    let top = sizes
        .get(sizes.len().saturating_sub(1 + sizes.len() / 20_000))
        .copied()
        .unwrap_or(1.0);
    // Steps of one unit of the floating-point network, after each layer.
    let mut steps = LARGEST_IN_STEPS / top;
    let per_unit = steps;
    let table = |values: &[f32]| -> Vec<u8> {
        let row =
            |values: &[f32]| table::pack(&values.iter().map(|value| value * per_unit).collect::<Vec<_>>());
        values.chunks_exact(WIDTH).flat_map(row).collect()
    };
    let mut written = Vec::new();
    let mut unit = 1.0;
    for (number, layer) in layers.iter().enumerate() {
        let most = layer
            .weights
            .iter()
            .chain(layer.whole)
            .fold(0f32, |most, weight| most.max(weight.abs()))
            .max(1e-3);
        let scale = MOST_WEIGHT as f32 / most;
        let is_last = number + 1 == layers.len();
        // So many steps that 64 units fit.
        let shift = if is_last {
            0
        } else {
            (steps * scale * 64.0 / MOST as f32).log2().ceil().max(0.0) as u32
        };
        for number in [layer.span, layer.inputs, layer.outputs, shift as usize] {
            written.extend((number as u32).to_le_bytes());
        }
        for bias in layer.bias {
            written.extend(((bias * steps * scale).round() as i32).to_le_bytes());
        }
        for weight in layer.weights.iter().chain(layer.whole) {
            written.extend(((weight * scale).round() as i16).to_le_bytes());
        }
        steps = steps * scale / (1u32 << shift) as f32;
        unit = steps;
    }
    let mut bytes = MAGIC.to_vec();
    for number in [unit, calibration[0], calibration[1]] {
        bytes.extend(number.to_bits().to_le_bytes());
    }
    for transition in transitions {
        let steps = (transition * unit).round().max(NEVER as f32) as Score;
        bytes.extend(steps.to_le_bytes());
    }
    bytes.extend(((pieces.len() / WIDTH) as u32).to_le_bytes());
    bytes.extend((layers.len() as u32).to_le_bytes());
    bytes.extend(written);
    bytes.extend(table(rows));
    bytes.extend(table(pieces));
    bytes
}

/// Puts another calibration into a network that was written.
pub(super) fn set_calibration(written: &mut [u8], calibration: [f32; 2]) {
    for (place, number) in written[MAGIC.len() + 4..]
        .as_chunks_mut::<4>()
        .0
        .iter_mut()
        .zip(calibration)
    {
        *place = number.to_bits().to_le_bytes();
    }
}
