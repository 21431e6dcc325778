//! What the heads say of each token.

use std::ops::Range;

use rten_gemm::{GemmInputA, GemmInputB, GemmOptions, PackedBMatrix};
use rten_simd::SimdOp;
use rten_tensor::NdTensorView;
use rten_vecmath::Softmax;

use super::linear::Arithmetic;
use super::weights::{Reason, Weights};

/// The heads: one softmax over labels each.
pub(super) struct Heads {
    /// Labels of all heads, one head after the other.
    labels: Vec<Vec<String>>,
    names: Vec<String>,
    /// Width x outputs, of all heads and then of the pointers' questions and answers.
    weight: PackedBMatrix<f32>,
    bias: Vec<f32>,
    width: usize,
    pointers: Vec<String>,
    pointer_width: usize,
}

impl Heads {
    pub fn new(weights: &Weights<'_>, arithmetic: &Arithmetic, width: usize) -> Result<Self, Reason> {
        let words = |name: &str| -> Result<Vec<String>, Reason> {
            Ok(weights
                .text(name)?
                .split_whitespace()
                .map(str::to_owned)
                .collect())
        };
        let names = words("heads.names")?;
        let labels = names
            .iter()
            .map(|name| words(&format!("labels.{name}")))
            .collect::<Result<Vec<_>, Reason>>()?;
        let pointers = words("pointers")?;
        let pointer_width = weights.number("pointer_width")?;
        let outputs = labels.iter().map(Vec::len).sum::<usize>() + 2 * pointers.len() * pointer_width;
        let weight = weights.floats("heads.weight", &[outputs, width])?;
        let matrix = NdTensorView::from_data([outputs, width], weight.as_slice());
        Ok(Self {
            weight: arithmetic.floats.prepack_b(matrix.transposed()),
            bias: weights.floats("heads.bias", &[outputs])?,
            labels,
            names,
            width,
            pointers,
            pointer_width,
        })
    }

    /// Reads windows of `tokens`: `states` are, window by window, that of its first piece, which stands for "nothing" as a
    /// pointer's target, and those of its tokens.
    pub fn read(
        &self,
        arithmetic: &Arithmetic,
        states: &[f32],
        windows: &[Range<usize>],
        reading: &mut Reading,
    ) {
        let (count, outputs) = (states.len() / self.width, self.bias.len());
        let mut out = vec![0.0; count * outputs];
        let done = arithmetic.floats.gemm(
            &mut out,
            GemmInputA::Unpacked(NdTensorView::from_data([count, self.width], states)),
            GemmInputB::Packed(&self.weight),
            GemmOptions::default(),
        );
        debug_assert!(done.is_ok(), "shapes agree: {done:?}");
        let mut rows = out.chunks_exact_mut(outputs);
        for tokens in windows {
            self.read_window(rows.by_ref().take(tokens.len() + 1), tokens.clone(), reading);
        }
    }

    /// Takes one window's outputs.
    fn read_window<'a>(
        &self,
        rows: impl Iterator<Item = &'a mut [f32]>,
        tokens: Range<usize>,
        reading: &mut Reading,
    ) {
        let logits = self.labels.iter().map(Vec::len).sum::<usize>();
        let window = reading.windows.len() as u32;
        for (number, row) in rows.enumerate() {
            row.iter_mut()
                .zip(&self.bias)
                .for_each(|(value, bias)| *value += bias);
            let (labels, pointers) = row.split_at_mut(logits);
            reading.pointers.extend_from_slice(pointers);
            let Some(number) = number.checked_sub(1) else {
                continue;
            };
            let mut rest = labels;
            for head in &self.labels {
                let (own, others) = rest.split_at_mut(head.len());
                Softmax::new_mut(own).dispatch();
                rest = others;
            }
            let token = tokens.start + number;
            reading.probabilities[token * logits..(token + 1) * logits].copy_from_slice(&row[..logits]);
            reading.window_of[token] = window;
        }
        let first = reading
            .windows
            .last()
            .map_or(0, |last| last.first_row + last.tokens.len() + 1);
        reading.windows.push(Window {
            tokens,
            first_row: first,
        });
    }
}

/// What the encoder says of a document's tokens.
#[derive(Debug)]
pub struct Reading {
    heads: Vec<(String, Vec<String>, Range<usize>)>,
    pointer_names: Vec<String>,
    pointer_width: usize,
    outputs: usize,
    /// Token by token the probabilities of all heads' labels.
    probabilities: Vec<f32>,
    /// The window of each token; [`UNREAD`] for none.
    window_of: Vec<u32>,
    windows: Vec<Window>,
    /// Row by row (a window's "nothing", then its tokens) the questions and answers of the pointers.
    pointers: Vec<f32>,
}

#[derive(Debug)]
struct Window {
    tokens: Range<usize>,
    first_row: usize,
}

const UNREAD: u32 = u32::MAX;

impl Reading {
    pub(super) fn new(tokens: usize, heads: &Heads) -> Self {
        let mut outputs = 0;
        let ranges = heads
            .names
            .iter()
            .zip(&heads.labels)
            .map(|(name, labels)| {
                let start = outputs;
                outputs += labels.len();
                (name.clone(), labels.clone(), start..outputs)
            })
            .collect();
        Self {
            heads: ranges,
            pointer_names: heads.pointers.clone(),
            pointer_width: heads.pointer_width,
            outputs,
            probabilities: vec![0.0; tokens * outputs],
            window_of: vec![UNREAD; tokens],
            windows: Vec::new(),
            pointers: Vec::new(),
        }
    }

    /// True where the token's window was read.
    pub fn has(&self, token: usize) -> bool {
        self.window_of[token] != UNREAD
    }

    /// The labels of a head; empty where the model has no such head.
    pub fn labels(&self, head: &str) -> &[String] {
        self.find(head).map_or(&[], |(_, labels, _)| labels)
    }

    /// The probabilities of a head's labels for one token, in the order of [`Reading::labels`]; all 0 for a token that was
    /// not read.
    pub fn probabilities(&self, head: &str, token: usize) -> &[f32] {
        let Some((_, _, range)) = self.find(head) else {
            return &[];
        };
        &self.probabilities[token * self.outputs..][range.clone()]
    }

    fn find(&self, head: &str) -> Option<&(String, Vec<String>, Range<usize>)> {
        self.heads.iter().find(|(name, ..)| name == head)
    }

    /// Where a pointer points from a token: the target, `None` for nothing, and its probability. Targets are sought in the
    /// token's window, among those that `allowed` says yes to.
    pub fn target(
        &self,
        pointer: &str,
        source: usize,
        allowed: impl Fn(usize) -> bool,
    ) -> Option<(Option<usize>, f32)> {
        let number = self.pointer_names.iter().position(|name| name == pointer)?;
        let window = self.windows.get(*self.window_of.get(source)? as usize)?;
        let width = self.pointer_width;
        let row = |row: usize, part: usize| {
            let start = row * 2 * self.pointer_names.len() * width + part * width;
            &self.pointers[start..start + width]
        };
        let question = row(window.first_row + 1 + source - window.tokens.start, number);
        let score = |at: usize| {
            let answer = row(at, self.pointer_names.len() + number);
            let product: f32 = question.iter().zip(answer).map(|(a, b)| a * b).sum();
            product / (width as f32).sqrt()
        };
        let scores: Vec<f32> = (0..=window.tokens.len())
            .map(|at| score(window.first_row + at))
            .collect();
        let top = scores.iter().copied().fold(f32::NEG_INFINITY, f32::max);
        let sum: f32 = scores.iter().map(|score| (score - top).exp()).sum();
        let best = (0..scores.len())
            .filter(|&at| at == 0 || allowed(window.tokens.start + at - 1))
            .max_by(|&a, &b| scores[a].total_cmp(&scores[b]))?;
        let probability = (scores[best] - top).exp() / sum;
        Some((
            best.checked_sub(1).map(|at| window.tokens.start + at),
            probability,
        ))
    }
}
