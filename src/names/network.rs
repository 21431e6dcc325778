//! The network in whole numbers: what it computes is the same on every machine.
//!
//! A word's vector is the sum of the rows of its features and flags and the mean of its pieces' vectors. Layers follow, each a
//! weighted sum over some neighbouring words; what is below nothing becomes nothing between two layers. The last one gives
//! a score for each label.

use std::ops::Range;

use pulp::NullaryFnOnce as _;

use super::decode::{self, NEVER, Step, Transitions};
use super::flags;
use super::label::Label;
use super::layer::{Kernel, Layer};
use super::sure::{self, Factors};
use super::word::{FLAGS, ROWS, WordView};

/// Columns of the last layer: the labels and some that are not used.
pub(super) const COLUMNS: usize = 32;
/// Width of a word's vector.
pub(super) const WIDTH: usize = 64;
/// A word's vector counts in steps of the tables' unit divided by this.
pub(super) const STEPS: i32 = 4;
/// Nothing in a vector or between layers is larger, nor any weight than the second, so that no sum of products overflows.
pub(super) const MOST: i32 = 8191;
#[cfg(feature = "train")]
pub(super) const MOST_WEIGHT: i32 = 511;
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
    /// Offset and slope from the log-odds that the chain gives a name to those that it is right by.
    pub calibration: [f32; 2],
    /// How well a label follows another.
    pub transitions: Transitions,
    /// The same as factors.
    factors: Box<Factors>,
    arch: pulp::Arch,
}

/// Buffers of one pass.
#[derive(Debug, Default)]
pub(super) struct Buffers {
    /// The words' vectors, then what a layer gave, with a margin for the next one's window.
    input: Vec<i16>,
    output: Vec<i16>,
    /// `COLUMNS` a word.
    pub scores: Vec<Score>,
    /// The best sequence of labels.
    pub path: Vec<Label>,
    steps: Vec<Step>,
}

impl Network {
    /// Reads what training wrote; `None` where the bytes are something else.
    pub fn read(bytes: &'static [u8]) -> Option<Self> {
        let mut reader = Reader(bytes);
        if reader.take(8)? != MAGIC {
            return None;
        }
        let unit = f32::from_bits(reader.number()?);
        let calibration = [f32::from_bits(reader.number()?), f32::from_bits(reader.number()?)];
        let mut transitions = [[NEVER; COLUMNS]; Label::COUNT];
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
            let weights: Vec<i16> = weights.iter().map(|&bytes| i16::from_le_bytes(bytes)).collect();
            let bias: Vec<i32> = bias.iter().map(|&bytes| i32::from_le_bytes(bytes)).collect();
            layers.push(Layer::new(span, inputs, shift, &bias, &weights)?);
        }
        let factors = transitions.map(|row| row.map(|step| (step as f32 / unit).exp()));
        Some(Self {
            factors: Box::new(factors),
            rows: reader.take(ROWS * WIDTH)?,
            pieces: reader.take(n_pieces * WIDTH)?,
            layers,
            unit,
            calibration,
            transitions: Transitions::new(&transitions),
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

    /// Begins a sentence.
    pub fn begin(&self, buffers: &mut Buffers) {
        buffers.input.clear();
        buffers.input.resize(self.margin(), 0);
    }

    /// Labels the sentence whose words' vectors were put into `buffers`; they have the scores and the best path then.
    pub fn label(&self, flags: u32, buffers: &mut Buffers) {
        self.add_flags(flags, &mut buffers.input[self.margin()..]);
        let length = buffers.input.len() + self.margin();
        buffers.input.resize(length, 0);
        match self.arch {
            #[cfg(target_arch = "x86_64")]
            pulp::Arch::V4(simd) => simd.vectorize(self.pass(simd, buffers)),
            #[cfg(target_arch = "x86_64")]
            pulp::Arch::V3(simd) => simd.vectorize(self.pass(simd, buffers)),
            _ => self.pass(pulp::Scalar, buffers).call(),
        }
    }

    /// Log-odds of a name that was found in the sentence of `buffers`.
    pub fn log_odds(&self, buffers: &Buffers, words: Range<usize>) -> f32 {
        let Buffers { scores, path, .. } = buffers;
        self.arch
            .dispatch(|| sure::log_odds(scores, &self.factors, path, words, self.unit))
    }

    /// Numbers before the first word's vector: half of the first layer's window.
    fn margin(&self) -> usize {
        self.layers.first().map_or(0, |layer| layer.span / 2 * WIDTH)
    }

    /// Adds to the vectors of a sentence's words what its flags and their places say.
    fn add_flags(&self, sentence: u32, vectors: &mut [i16]) {
        let (words, _) = vectors.as_chunks_mut::<WIDTH>();
        let length = words.len();
        let of = |flags: u32| {
            let mut sums = [0i16; WIDTH];
            for flag in flags::rows(flags) {
                add(&mut sums, row_of(self.rows, FLAGS + flag));
            }
            sums
        };
        let inner = of(sentence);
        for (at, word) in words.iter_mut().enumerate() {
            let flags = flags::of_word(sentence, at, length);
            let sums = if flags == sentence { inner } else { of(flags) };
            for (value, sum) in word.iter_mut().zip(sums) {
                *value = (*value + sum * STEPS as i16).clamp(-(MOST as i16), MOST as i16);
            }
        }
    }

    fn pass<'a, K: Kernel>(&'a self, kernel: K, buffers: &'a mut Buffers) -> Pass<'a, K> {
        Pass {
            kernel,
            network: self,
            buffers,
        }
    }
}

impl Buffers {
    /// Adds the vector of the sentence's next word.
    pub fn push(&mut self, vector: &[i16; WIDTH]) {
        self.input.extend_from_slice(vector);
    }
}

/// The way from the words' vectors to the labels, compiled for an instruction set.
struct Pass<'a, K> {
    kernel: K,
    network: &'a Network,
    buffers: &'a mut Buffers,
}

impl<K: Kernel> pulp::NullaryFnOnce for Pass<'_, K> {
    type Output = ();

    #[inline(always)]
    fn call(self) {
        let Buffers {
            input,
            output,
            scores,
            path,
            steps,
        } = self.buffers;
        let length = (input.len() - 2 * self.network.margin()) / WIDTH;
        scores.clear();
        scores.resize(length * COLUMNS, 0);
        for (number, layer) in self.network.layers.iter().enumerate() {
            let Some(next) = self.network.layers.get(number + 1) else {
                layer.run(self.kernel, input, scores, |sum| sum);
                break;
            };
            let margin = next.span / 2 * layer.outputs;
            output.clear();
            output.resize(length * layer.outputs + 2 * margin, 0);
            let inner = &mut output[margin..margin + length * layer.outputs];
            let shift = layer.shift;
            layer.run(self.kernel, input, inner, |sum| {
                (sum >> shift).clamp(0, MOST) as i16
            });
            std::mem::swap(input, output);
        }
        decode::best_path(scores, &self.network.transitions, steps, path);
    }
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

/// What a file of weights begins with.
pub(super) const MAGIC: &[u8] = b"names 2\n";

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
