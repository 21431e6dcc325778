//! The network in whole numbers: what it computes is the same on every machine.
//!
//! A word's vector is the sum of the rows of its features and flags and the mean of its pieces' vectors. Layers follow, each a
//! weighted sum over some neighbouring words; what is below nothing becomes nothing between two layers. The last one gives
//! a score for each label.

use super::decode::{NEVER, Transitions};
use super::flags;
use super::label::Label;
use super::word::{FLAGS, ROWS, WordView};

/// Columns of the last layer: the labels and some that are not used.
pub(super) const COLUMNS: usize = 32;
/// Width of a word's vector.
pub(super) const WIDTH: usize = 64;
/// A word's vector counts in steps of the tables' unit divided by this.
pub(super) const STEPS: i32 = 4;
/// Nothing in a vector or between layers is larger, nor any weight than the second, so that no sum of products overflows.
const MOST: i32 = 8191;
#[cfg(feature = "train")]
const MOST_WEIGHT: i32 = 511;
/// `STEPS` divided by the number of pieces, times 64.
const PIECE_SHARE: [i32; 7] = [0, 256, 128, 85, 64, 51, 43];

/// What a word's scores are counted in.
pub(super) type Score = i32;

/// The weights.
#[derive(Debug)]
pub(super) struct Network {
    rows: &'static [u8],
    pieces: &'static [u8],
    layers: Vec<Layer>,
    /// One nat of probability in steps of a score.
    pub unit: f32,
    /// Offset and slope from the log-odds of a name's least sure word to those of the name.
    pub calibration: [f32; 2],
    /// How well a label follows another.
    pub transitions: Box<Transitions>,
    arch: pulp::Arch,
}

#[derive(Debug)]
struct Layer {
    inputs: usize,
    outputs: usize,
    /// How many words it looks at, an odd number.
    span: usize,
    shift: u32,
    bias: Vec<i32>,
    /// outputs x (span x inputs).
    weights: Vec<i16>,
}

/// Buffers of one pass.
#[derive(Debug, Default)]
pub(super) struct Buffers {
    input: Vec<i16>,
    output: Vec<i16>,
    /// `COLUMNS` a word.
    pub scores: Vec<Score>,
}

impl Network {
    /// Reads what `write` (training) wrote; `None` where the bytes are something else.
    pub fn read(bytes: &'static [u8]) -> Option<Self> {
        let mut reader = Reader(bytes);
        if reader.take(8)? != MAGIC {
            return None;
        }
        let unit = f32::from_bits(reader.number()?);
        let calibration = [f32::from_bits(reader.number()?), f32::from_bits(reader.number()?)];
        let mut transitions = Box::new([[NEVER; COLUMNS]; Label::COUNT]);
        for row in transitions.iter_mut() {
            for number in &mut row[..Label::COUNT] {
                *number = reader.number()?.cast_signed().max(NEVER);
            }
        }
        let n_pieces = reader.number()? as usize;
        let n_layers = reader.number()?;
        let mut layers = Vec::new();
        for _ in 0..n_layers {
            let [span, inputs, outputs, shift] = [
                reader.number()?,
                reader.number()?,
                reader.number()?,
                reader.number()?,
            ];
            let (span, inputs, outputs) = (span as usize, inputs as usize, outputs as usize);
            let bias = reader.take(4 * outputs)?.as_chunks::<4>().0;
            let weights = reader.take(2 * span * inputs * outputs)?.as_chunks::<2>().0;
            layers.push(Layer {
                span,
                inputs,
                outputs,
                shift,
                bias: bias.iter().map(|&bytes| i32::from_le_bytes(bytes)).collect(),
                weights: weights.iter().map(|&bytes| i16::from_le_bytes(bytes)).collect(),
            });
        }
        Some(Self {
            rows: reader.take(ROWS * WIDTH)?,
            pieces: reader.take(n_pieces * WIDTH)?,
            layers,
            unit,
            calibration,
            transitions,
            arch: pulp::Arch::new(),
        })
    }

    /// The vector of a word without its flags.
    pub fn vector(&self, view: &WordView) -> [i16; WIDTH] {
        let mut sums = [0i16; WIDTH];
        for row in view.rows() {
            add(&mut sums, row_of(self.rows, row));
        }
        let mut pieces = [0i16; WIDTH];
        for &piece in view.pieces() {
            add(&mut pieces, row_of(self.pieces, piece));
        }
        let share = PIECE_SHARE[view.pieces().len()];
        for (sum, piece) in sums.iter_mut().zip(pieces) {
            *sum = (i32::from(*sum) * STEPS + ((i32::from(piece) * share) >> 6)) as i16;
        }
        sums
    }

    /// The scores of all words of a sentence, from their vectors; `sentence` are its flags.
    pub fn score(
        &self,
        vectors: impl ExactSizeIterator<Item = [i16; WIDTH]>,
        sentence: u32,
        buffers: &mut Buffers,
    ) {
        let length = vectors.len();
        let span = self.layers.first().map_or(1, |layer| layer.span);
        buffers.input.clear();
        buffers.input.resize(span / 2 * WIDTH, 0);
        for (at, mut vector) in vectors.enumerate() {
            for flag in flags::of_word(sentence, at, length) {
                let row = row_of(self.rows, FLAGS + flag);
                for (sum, &weight) in vector.iter_mut().zip(row) {
                    *sum += i16::from(weight as i8) * STEPS as i16;
                }
            }
            let most = MOST as i16;
            buffers.input.extend(vector.map(|value| value.clamp(-most, most)));
        }
        buffers.input.resize(buffers.input.len() + span / 2 * WIDTH, 0);
        self.arch.dispatch(Pass {
            network: self,
            length,
            buffers,
        });
    }

    /// From the words' vectors in `buffers.input` to the scores.
    #[inline(always)]
    fn run_layers(&self, length: usize, buffers: &mut Buffers) {
        for (number, layer) in self.layers.iter().enumerate() {
            let Some(next) = self.layers.get(number + 1) else {
                buffers.scores.clear();
                buffers.scores.resize(length * layer.outputs, 0);
                layer.run(&buffers.input, &mut buffers.scores, |sum| sum);
                return;
            };
            let margin = next.span / 2 * layer.outputs;
            buffers.output.clear();
            buffers.output.resize(length * layer.outputs + 2 * margin, 0);
            let output = &mut buffers.output[margin..margin + length * layer.outputs];
            layer.run(&buffers.input, output, |sum| {
                (sum >> layer.shift).clamp(0, MOST) as i16
            });
            std::mem::swap(&mut buffers.input, &mut buffers.output);
        }
    }
}

/// The way through the layers; its loops are compiled for several instruction sets, and the machine's best one is run.
struct Pass<'a> {
    network: &'a Network,
    length: usize,
    buffers: &'a mut Buffers,
}

impl pulp::WithSimd for Pass<'_> {
    type Output = ();

    #[inline(always)]
    fn with_simd<S: pulp::Simd>(self, _: S) {
        self.network.run_layers(self.length, self.buffers);
    }
}

impl Layer {
    /// The outputs of every word, through `finish`; `input` has a margin for the window's halves.
    #[inline(always)]
    fn run<T>(&self, input: &[i16], output: &mut [T], finish: impl Fn(i32) -> T) {
        let width = self.span * self.inputs;
        for (at, outputs) in output.chunks_exact_mut(self.outputs).enumerate() {
            let window = &input[at * self.inputs..at * self.inputs + width];
            for (number, output) in outputs.iter_mut().enumerate() {
                let row = &self.weights[number * width..(number + 1) * width];
                *output = finish(self.bias[number] + dot(window, row));
            }
        }
    }
}

#[inline(always)]
fn dot(a: &[i16], b: &[i16]) -> i32 {
    let mut sum = 0;
    for (&a, &b) in a.iter().zip(b) {
        sum += i32::from(a) * i32::from(b);
    }
    sum
}

fn add(sums: &mut [i16; WIDTH], row: &[u8]) {
    for (sum, &weight) in sums.iter_mut().zip(row) {
        *sum += i16::from(weight as i8);
    }
}

fn row_of(table: &[u8], row: u32) -> &[u8] {
    table
        .get(row as usize * WIDTH..(row as usize + 1) * WIDTH)
        .unwrap_or(&[])
}

const MAGIC: &[u8] = b"names 2\n";

struct Reader(&'static [u8]);

impl Reader {
    fn take(&mut self, length: usize) -> Option<&'static [u8]> {
        let (taken, rest) = self.0.split_at_checked(length)?;
        self.0 = rest;
        Some(taken)
    }

    fn number(&mut self) -> Option<u32> {
        Some(u32::from_le_bytes(self.take(4)?.try_into().ok()?))
    }
}

/// What training hands over to be written.
#[cfg(feature = "train")]
pub(super) struct FloatLayer<'a> {
    pub span: usize,
    pub inputs: usize,
    pub outputs: usize,
    /// outputs x (span x inputs).
    pub weights: &'a [f32],
    pub bias: &'a [f32],
}

/// Rounds a network to whole numbers and writes it; `transitions` are from x to, far below nothing where one is not allowed.
#[cfg(feature = "train")]
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
    // One in 20,000 is cut off so that the others keep their differences.
    let top = sizes
        .get(sizes.len().saturating_sub(1 + sizes.len() / 20_000))
        .copied()
        .unwrap_or(1.0);
    let per_unit = 127.0 / top;
    let table = |values: &[f32]| -> Vec<u8> {
        values
            .iter()
            .map(|value| (value * per_unit).round().clamp(-127.0, 127.0) as i8 as u8)
            .collect()
    };
    let mut written = Vec::new();
    // Steps of one unit of the floating-point network, after each layer.
    let mut steps = per_unit * STEPS as f32;
    let mut unit = 1.0;
    for (number, layer) in layers.iter().enumerate() {
        let most = layer
            .weights
            .iter()
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
        for output in 0..layer.outputs {
            for input in 0..layer.span * layer.inputs {
                let weight = layer.weights[output * layer.span * layer.inputs + input] * scale;
                written.extend((weight.round() as i16).to_le_bytes());
            }
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
