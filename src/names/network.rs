//! The network in whole numbers: what it computes is the same on every machine.
//!
//! A word's vector is the sum of the rows of its features and flags and the mean of its pieces' vectors. Layers follow, each a
//! weighted sum over some neighbouring words; what is below nothing becomes nothing between two layers. The last one gives
//! a score for each label. What a word adds to the first layer's sums of its neighbours is the same wherever it stands: it is
//! computed once for a word ([`Network::shares`]) and once for each set of flags.

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
/// The first layer's shares and sums count in steps of its output divided by two to the power of this.
const FINER: u32 = 1;
/// `STEPS` divided by the number of pieces, times 64.
const PIECE_SHARE: [i32; 7] = [0, 256, 128, 85, 64, 51, 43];

/// What a word's scores are counted in.
pub(super) type Score = i32;

/// The weights.
#[derive(Debug)]
pub(super) struct Network {
    rows: &'static [u8],
    pieces: &'static [u8],
    first: First,
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

/// The first layer.
#[derive(Debug)]
struct First {
    /// Neighbouring words that it looks at, an odd number.
    span: usize,
    outputs: usize,
    bias: Vec<i16>,
    /// From a word's vector to its shares in the outputs of each neighbour, the first one's first.
    shares: Layer,
}

/// Buffers of one pass.
#[derive(Debug, Default)]
pub(super) struct Buffers {
    /// Words of the sentence so far.
    length: usize,
    /// The shares of the flags seen so far.
    flags: Vec<(u32, Vec<i16>)>,
    /// What a layer gave, with a margin for the next one's window; at first the sums of the words' shares in the first one.
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
        let (mut first, mut layers) = (None, Vec::new());
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
            if first.is_none() {
                first = Some(First::new(span, inputs, shift, &bias, &weights)?);
            } else {
                layers.push(Layer::new(span, inputs, shift, &bias, &weights)?);
            }
        }
        let factors = transitions.map(|row| row.map(|step| (step as f32 / unit).exp()));
        Some(Self {
            factors: Box::new(factors),
            rows: reader.take(ROWS * WIDTH)?,
            pieces: reader.take(n_pieces * WIDTH)?,
            first: first?,
            layers,
            unit,
            calibration,
            transitions: Transitions::new(&transitions),
            arch: pulp::Arch::new(),
        })
    }

    /// How many shares a word has.
    pub fn width(&self) -> usize {
        self.first.shares.outputs
    }

    /// Puts the shares of a word, without its flags, into a slice of [`Network::width`].
    pub fn shares(&self, view: &WordView, shares: &mut [i16]) {
        let mut sums = [0i16; WIDTH];
        for row in view.rows() {
            add(&mut sums, row_of(self.rows, row));
        }
        let mut pieces = [0i16; WIDTH];
        for &piece in view.pieces() {
            add(&mut pieces, row_of(self.pieces, piece));
        }
        let by = PIECE_SHARE[view.pieces().len()];
        let vector = std::array::from_fn(|at| {
            let sum = i32::from(sums[at]) * STEPS + ((i32::from(pieces[at]) * by) >> 6);
            sum.clamp(-MOST, MOST) as i16
        });
        self.shares_of(&vector, shares);
    }

    fn shares_of(&self, vector: &[i16; WIDTH], shares: &mut [i16]) {
        match self.arch {
            #[cfg(target_arch = "x86_64")]
            pulp::Arch::V4(simd) => simd.vectorize(self.first.share_out(simd, vector, shares)),
            #[cfg(target_arch = "x86_64")]
            pulp::Arch::V3(simd) => simd.vectorize(self.first.share_out(simd, vector, shares)),
            _ => self.first.share_out(pulp::Scalar, vector, shares).call(),
        }
    }

    /// Begins a sentence.
    pub fn begin(&self, buffers: &mut Buffers) {
        buffers.length = 0;
        buffers.input.clear();
        buffers.input.resize(self.margin(), 0);
    }

    /// Adds the shares of the sentence's next word.
    pub fn push(&self, shares: &[i16], buffers: &mut Buffers) {
        let First { span, outputs, .. } = self.first;
        let (word, half) = (buffers.length, span / 2);
        buffers.length += 1;
        // Rows of sums up to that of the last word that this one has a share in.
        buffers
            .input
            .resize(self.margin() + (buffers.length + half) * outputs, 0);
        let sums = &mut buffers.input[self.margin()..];
        for (place, shares) in shares.chunks_exact(outputs).enumerate() {
            if let Some(row) = (word + half).checked_sub(place) {
                add_to(&mut sums[row * outputs..][..outputs], shares);
            }
        }
    }

    /// Labels the sentence whose words were put into `buffers`; they have the scores and the best path then.
    pub fn label(&self, flags: u32, buffers: &mut Buffers) {
        let end = self.margin() + buffers.length * self.first.outputs;
        buffers.input.truncate(end);
        self.add_flags(flags, buffers);
        buffers.input.resize(end + self.margin(), 0);
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

    /// Numbers before the first word's outputs of the first layer: half of the next one's window.
    fn margin(&self) -> usize {
        self.layers.first().map_or(0, |layer| layer.span / 2) * self.first.outputs
    }

    /// Adds to the first layer's sums what the sentence's flags and the places of its words say, and makes outputs of them.
    fn add_flags(&self, sentence: u32, buffers: &mut Buffers) {
        let First {
            span, outputs, bias, ..
        } = &self.first;
        let (length, half) = (buffers.length, span / 2);
        let Buffers {
            input, flags: seen, ..
        } = buffers;
        let sums = &mut input[self.margin()..];
        let mut bias = bias.clone();
        for shares in self.flags(sentence, seen).chunks_exact(*outputs) {
            add_to(&mut bias, shares);
        }
        // Near the ends a word has neighbours with other flags than the words within, or none.
        let near = |row: usize| row < half || row + half >= length;
        for row in (0..length).filter(|&row| near(row) || row == half || row + half + 1 == length) {
            for place in 0..*span {
                let block = place * outputs..(place + 1) * outputs;
                let row_sums = &mut sums[row * outputs..][..*outputs];
                let word = (row + place).checked_sub(half).filter(|&word| word < length);
                let own = word.map_or(0, |word| flags::of_word(sentence, word, length));
                if own != sentence {
                    if word.is_some() {
                        add_to(row_sums, &self.flags(own, seen)[block.clone()]);
                    }
                    let inner = &self.flags(sentence, seen)[block];
                    row_sums
                        .iter_mut()
                        .zip(inner)
                        .for_each(|(sum, share)| *sum = sum.saturating_sub(*share));
                }
            }
        }
        for row in sums.chunks_exact_mut(*outputs) {
            for (sum, bias) in row.iter_mut().zip(&bias) {
                *sum = (sum.saturating_add(*bias) >> FINER).clamp(0, MOST as i16);
            }
        }
    }

    /// The shares of some flags, which are kept.
    fn flags<'a>(&self, flags: u32, seen: &'a mut Vec<(u32, Vec<i16>)>) -> &'a [i16] {
        let known = seen.iter().position(|(other, _)| *other == flags);
        let at = known.unwrap_or_else(|| {
            seen.push((flags, self.shares_of_flags(flags)));
            seen.len() - 1
        });
        &seen[at].1
    }

    fn shares_of_flags(&self, flags: u32) -> Vec<i16> {
        let mut sums = [0i16; WIDTH];
        for flag in flags::rows(flags) {
            add(&mut sums, row_of(self.rows, FLAGS + flag));
        }
        let mut shares = vec![0; self.width()];
        self.shares_of(&sums.map(|sum| sum * STEPS as i16), &mut shares);
        shares
    }

    fn pass<'a, K: Kernel>(&'a self, kernel: K, buffers: &'a mut Buffers) -> Pass<'a, K> {
        Pass {
            kernel,
            network: self,
            buffers,
        }
    }
}

impl First {
    /// As [`Layer::new`].
    fn new(span: usize, inputs: usize, shift: u32, bias: &[i32], weights: &[i16]) -> Option<Self> {
        let outputs = bias.len();
        if inputs != WIDTH
            || span.is_multiple_of(2)
            || weights.len() != outputs * span * WIDTH
            || shift < FINER
        {
            return None;
        }
        let shift = shift - FINER;
        // The word itself stands `place` words before the last of those whose outputs it has a share in.
        let row = |place: usize, output: usize| &weights[(output * span + place) * WIDTH..][..WIDTH];
        let places = (0..span).flat_map(|place| (0..outputs).map(move |output| (place, output)));
        let rows: Vec<i16> = places
            .flat_map(|(place, output)| row(place, output).iter().copied())
            .collect();
        let bias = bias.iter().map(|&bias| saturated(bias >> shift)).collect();
        Some(Self {
            span,
            outputs,
            bias,
            shares: Layer::new(1, WIDTH, shift, &vec![0; span * outputs], &rows)?,
        })
    }

    fn share_out<'a, K: Kernel>(
        &'a self,
        kernel: K,
        vector: &'a [i16; WIDTH],
        shares: &'a mut [i16],
    ) -> ShareOut<'a, K> {
        ShareOut {
            kernel,
            layer: &self.shares,
            vector,
            shares,
        }
    }
}

/// From a word's vector to its shares, compiled for an instruction set.
struct ShareOut<'a, K> {
    kernel: K,
    layer: &'a Layer,
    vector: &'a [i16; WIDTH],
    shares: &'a mut [i16],
}

impl<K: Kernel> pulp::NullaryFnOnce for ShareOut<'_, K> {
    type Output = ();

    #[inline(always)]
    fn call(self) {
        let shift = self.layer.shift;
        self.layer.run(self.kernel, self.vector, self.shares, |sum| {
            saturated(sum >> shift)
        });
    }
}

/// Adds to each number another; none becomes too large for its type.
fn add_to(sums: &mut [i16], more: &[i16]) {
    for (sum, &more) in sums.iter_mut().zip(more) {
        *sum = sum.saturating_add(more);
    }
}

fn saturated(sum: i32) -> i16 {
    sum.clamp(i32::from(i16::MIN), i32::from(i16::MAX)) as i16
}

/// The way from the first layer's outputs to the labels, compiled for an instruction set.
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
            length,
            input,
            output,
            scores,
            path,
            steps,
            ..
        } = self.buffers;
        let length = *length;
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
pub(super) const MAGIC: &[u8] = b"names 3\n";

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
