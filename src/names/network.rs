//! The network in whole numbers: what it computes is the same on every machine.
//!
//! A word's vector is the sum of the rows of its features and flags and the mean of its pieces' vectors. Layers follow, each a
//! weighted sum over some neighbouring words, the first one also over the mean of all words of the sentence, which tells what it is
//! about; what is below nothing becomes nothing between two layers. The last one gives a score for each label. What a word adds to
//! the first layer's sums is the same wherever it stands: it is computed once for a word ([`Network::shares`]) and once for each
//! set of flags.

use std::ops::Range;

use pulp::NullaryFnOnce as _;

use super::decode::{self, NEVER, Step, Transitions};
#[cfg(feature = "accurate")]
use super::doubt;
use super::first::{self, First};
use super::flags;
use super::label::Label;
use super::layer::{Kernel, Layer};
use super::sure::{self, Factors};
use super::table::{self, Table};
use super::word::{FLAGS, ROWS, WordView};

/// Columns of the last layer: the labels and some that are not used.
pub(super) const COLUMNS: usize = 32;
/// Width of a word's vector.
pub(super) const WIDTH: usize = 128;
/// Nothing in a vector or between layers is larger, nor any weight than the second, so that no sum of products overflows.
pub(super) const MOST: i32 = 8191;
#[cfg(feature = "train")]
pub(super) const MOST_WEIGHT: i32 = 511;
/// 64 divided by the number of pieces.
const PIECE_SHARE: [i32; 7] = [0, 64, 32, 21, 16, 13, 11];

/// So many words of a sentence count in its mean, so that no sum overflows.
const MOST_WORDS: usize = 1 << 14;

/// What a word's scores are counted in.
pub(super) type Score = i32;

/// The weights.
#[derive(Debug)]
pub(super) struct Network {
    rows: Table,
    pieces: Table,
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

/// Buffers of one pass.
#[derive(Debug, Default)]
pub(super) struct Buffers {
    /// Words of the sentence so far.
    length: usize,
    /// The shares of the flags seen so far.
    flags: Vec<(u32, Vec<i16>)>,
    /// The sums of the words' shares in the mean of the sentence.
    whole: Vec<i32>,
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
                let whole = reader.take(2 * inputs * outputs)?.as_chunks::<2>().0;
                let whole: Vec<i16> = whole.iter().map(|&bytes| i16::from_le_bytes(bytes)).collect();
                first = Some(First::new(span, inputs, shift, &bias, &weights, &whole)?);
            } else {
                layers.push(Layer::new(span, inputs, shift, &bias, &weights)?);
            }
        }
        let factors = transitions.map(|row| row.map(|step| (step as f32 / unit).exp()));
        Some(Self {
            factors: Box::new(factors),
            rows: Table::new(reader.take(ROWS * table::ROW)?),
            pieces: Table::new(reader.take(n_pieces * table::ROW)?),
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
        self.first.width()
    }

    /// Puts the shares of a word, without its flags, into a slice of [`Network::width`].
    pub fn shares(&self, view: &WordView, shares: &mut [i16]) {
        let mut sums = [0; WIDTH];
        for row in view.rows() {
            self.rows.add(row, &mut sums);
        }
        let mut pieces = [0; WIDTH];
        for &piece in view.pieces() {
            self.pieces.add(piece, &mut pieces);
        }
        let by = PIECE_SHARE[view.pieces().len()];
        let vector = std::array::from_fn(|at| {
            let sum = i32::from(sums[at]) + ((i32::from(pieces[at]) * by) >> 6);
            sum.clamp(-MOST, MOST) as i16
        });
        self.first.share_out(self.arch, &vector, shares);
    }

    /// Begins a sentence.
    pub fn begin(&self, buffers: &mut Buffers) {
        buffers.length = 0;
        buffers.whole.clear();
        buffers.whole.resize(self.first.outputs, 0);
        buffers.input.clear();
        buffers.input.resize(self.margin(), 0);
    }

    /// Adds the shares of the sentence's next word.
    pub fn push(&self, shares: &[i16], buffers: &mut Buffers) {
        let word = buffers.length;
        buffers.length += 1;
        // Rows of sums up to that of the last word that this one has a share in.
        let rows = buffers.length + self.first.span / 2;
        buffers.input.resize(self.margin() + rows * self.first.outputs, 0);
        let Buffers { input, whole, .. } = buffers;
        self.add_shares(word, shares, input, whole);
    }

    /// Adds what a word's own flags say, besides its sentence's.
    pub fn mark(&self, word: usize, flags: u32, buffers: &mut Buffers) {
        let Buffers {
            input,
            whole,
            flags: seen,
            ..
        } = buffers;
        let [shares] = self.flags([flags], seen);
        self.add_shares(word, shares, input, whole);
    }

    /// Adds a word's shares to the sums of its neighbours and of the sentence.
    fn add_shares(&self, word: usize, shares: &[i16], input: &mut [i16], sentence: &mut [i32]) {
        let First { span, outputs, .. } = self.first;
        let half = span / 2;
        let sums = &mut input[self.margin()..];
        let (near, whole) = shares.split_at(span * outputs);
        for (place, shares) in near.chunks_exact(outputs).enumerate() {
            if let Some(row) = (word + half).checked_sub(place) {
                add_to(&mut sums[row * outputs..][..outputs], shares);
            }
        }
        if word < MOST_WORDS {
            for (sum, &share) in sentence.iter_mut().zip(whole) {
                *sum += i32::from(share);
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

    /// Finds the best path again, for other scores.
    #[cfg(feature = "accurate")]
    pub fn decode(&self, buffers: &mut Buffers) {
        let Buffers {
            scores, path, steps, ..
        } = buffers;
        self.arch
            .dispatch(|| decode::best_path(scores, &self.transitions, steps, path));
    }

    /// Log-odds of a name that was found in the sentence of `buffers`.
    pub fn log_odds(&self, buffers: &Buffers, words: Range<usize>) -> f32 {
        let Buffers { scores, path, .. } = buffers;
        self.arch
            .dispatch(|| sure::log_odds(scores, &self.factors, path, words, self.unit))
    }

    /// How many words of the sentence in `buffers` are likely labelled wrongly.
    #[cfg(feature = "accurate")]
    pub fn wrong_words(&self, buffers: &Buffers) -> f32 {
        let Buffers { scores, path, .. } = buffers;
        self.arch
            .dispatch(|| doubt::wrong_words(scores, &self.factors, path, self.unit))
    }

    /// Numbers before the first word's outputs of the first layer: half of the next one's window.
    fn margin(&self) -> usize {
        self.layers.first().map_or(0, |layer| layer.span / 2) * self.first.outputs
    }

    /// Adds to the first layer's sums what the sentence's flags, the places of its words and their mean say, and makes outputs of them.
    fn add_flags(&self, sentence: u32, buffers: &mut Buffers) {
        let length = buffers.length;
        let Buffers {
            input, flags, whole, ..
        } = buffers;
        // Only the words at the ends have other flags than the sentence.
        let of_word = |word| flags::of_word(sentence, word, length);
        let shares = self.flags([sentence, of_word(0), of_word(length.saturating_sub(1))], flags);
        let sums = &mut input[self.margin()..];
        self.mend_ends(length, shares, sums);
        let common = self.common(length, shares, whole);
        for row in sums.chunks_exact_mut(self.first.outputs) {
            for (sum, common) in row.iter_mut().zip(&common) {
                *sum = First::output(sum.saturating_add(*common));
            }
        }
    }

    /// What the sums of all words of a sentence get: the bias, what the sentence's flags say at each place, and the mean of its words,
    /// whose shares are in `whole`. `shares` are those of the flags of the inner words, the first one and the last.
    fn common(&self, length: usize, shares: [&[i16]; 3], whole: &mut [i32]) -> Vec<i16> {
        let First {
            span, outputs, bias, ..
        } = &self.first;
        let [inner, first, last] = shares.map(|shares| shares.split_at(span * outputs));
        let words = length.min(MOST_WORDS);
        let times = [words.saturating_sub(2), words.min(1), usize::from(words > 1)];
        for ((_, shares), times) in [inner, first, last].into_iter().zip(times) {
            for (sum, &share) in whole.iter_mut().zip(shares) {
                *sum += i32::from(share) * times as i32;
            }
        }
        let mut common = bias.clone();
        for shares in inner.0.chunks_exact(*outputs) {
            add_to(&mut common, shares);
        }
        for (common, &sum) in common.iter_mut().zip(whole.iter()) {
            *common = common.saturating_add(first::saturated(sum / words.max(1) as i32));
        }
        common
    }

    /// Near the ends a word has neighbours with other flags than the words within, or none: takes from the sums what these would say, and
    /// adds what the first and the last word do. `shares` as in [`Network::common`].
    fn mend_ends(&self, length: usize, [inner, first, last]: [&[i16]; 3], sums: &mut [i16]) {
        let First { span, outputs, .. } = self.first;
        let half = span / 2;
        // Places are counted from `half` words before the first one: those up to it, and the last one and those after it.
        let after = (half + length).max(half + 2) - 1;
        for place in (0..=half).chain(after..length + 2 * half) {
            let own = match place.checked_sub(half) {
                Some(0) if length > 0 => Some(first),
                Some(word) if word > 0 && word + 1 == length => Some(last),
                _ => None,
            };
            // The words that look at this place, and as which of their neighbours.
            for neighbour in (place + 1).saturating_sub(length)..span.min(place + 1) {
                let sums = &mut sums[(place - neighbour) * outputs..][..outputs];
                let block = neighbour * outputs..(neighbour + 1) * outputs;
                if let Some(own) = own {
                    add_to(sums, &own[block.clone()]);
                }
                take_from(sums, &inner[block]);
            }
        }
    }

    /// The shares of some flags, which are kept in `seen`.
    fn flags<'a, const N: usize>(
        &self,
        flags: [u32; N],
        seen: &'a mut Vec<(u32, Vec<i16>)>,
    ) -> [&'a [i16]; N] {
        let places = flags.map(|flags| {
            let known = seen.iter().position(|(other, _)| *other == flags);
            known.unwrap_or_else(|| {
                seen.push((flags, self.shares_of_flags(flags)));
                seen.len() - 1
            })
        });
        places.map(|at| seen[at].1.as_slice())
    }

    fn shares_of_flags(&self, flags: u32) -> Vec<i16> {
        let mut sums = [0; WIDTH];
        for flag in flags::rows(flags) {
            self.rows.add(FLAGS + flag, &mut sums);
        }
        let mut shares = vec![0; self.width()];
        self.first.share_out(self.arch, &sums, &mut shares);
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

/// Adds to each number another; none becomes too large for its type.
fn add_to(sums: &mut [i16], more: &[i16]) {
    for (sum, &more) in sums.iter_mut().zip(more) {
        *sum = sum.saturating_add(more);
    }
}

/// Takes from each number another; none becomes too small for its type.
fn take_from(sums: &mut [i16], less: &[i16]) {
    for (sum, &less) in sums.iter_mut().zip(less) {
        *sum = sum.saturating_sub(less);
    }
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

/// What a file of weights begins with.
pub(super) const MAGIC: &[u8] = b"names 5\n";

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
