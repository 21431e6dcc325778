//! The transformer: what each piece means where it stands.
//!
//! The pieces of all windows of a pass lie one after the other, without padding; only attention looks at one window at a
//! time. So a window's result is the same whatever else is in the pass.

use std::ops::Range;

use rten_gemm::{GemmInputA, GemmInputB, GemmOptions};
use rten_simd::{SimdOp, SimdUnaryOp};
use rten_tensor::NdTensorView;
use rten_vecmath::{Gelu, Normalize, NormalizeOptions, Softmax, Sum, SumSquareSub};

use super::linear::{Arithmetic, Linear, Products, Rows, room};
use super::weights::{Reason, Weights};
use crate::names::MARKS;

/// Rows that go through a matrix together: few enough that they stay in the cache beside it.
const BLOCK: usize = 64;
/// Numbers of an embedding that share a scale.
const SHARED: usize = 32;

/// Embeddings and layers.
pub(super) struct Transformer {
    pub arithmetic: Arithmetic,
    pub width: usize,
    heads: usize,
    /// Piece by piece: width / 2 bytes of two numbers each, in blocks of 32 (low halves first), 8 meaning nothing.
    words: Vec<u8>,
    /// The scales of the blocks.
    word_scales: Vec<f32>,
    places: Vec<f32>,
    /// What each bit of a piece's marks adds to its embedding.
    marks: Vec<f32>,
    norm: Norm,
    layers: Vec<Layer>,
}

struct Layer {
    attention_in: Linear,
    attention_out: Linear,
    attention_norm: Norm,
    forward_in: Linear,
    forward_out: Linear,
    forward_norm: Norm,
}

struct Norm {
    scale: Vec<f32>,
    shift: Vec<f32>,
    epsilon: f32,
}

impl Norm {
    fn read(weights: &Weights<'_>, name: &str, width: usize, epsilon: f32) -> Result<Self, Reason> {
        Ok(Self {
            scale: weights.floats(&format!("{name}.scale"), &[width])?,
            shift: weights.floats(&format!("{name}.shift"), &[width])?,
            epsilon,
        })
    }

    fn apply(&self, row: &mut [f32]) {
        let width = self.scale.len() as f32;
        let mean = Sum::new(row).dispatch() / width;
        let variance = SumSquareSub::new(row, mean).dispatch() / width;
        let options = NormalizeOptions {
            pre_scale_bias: mean,
            scale: 1.0 / (variance + self.epsilon).sqrt(),
            element_scale: Some(&self.scale),
            element_bias: Some(&self.shift),
            ..NormalizeOptions::default()
        };
        Normalize::new_mut(row, options).dispatch();
    }

    /// Adds `new` to a row's state and norms the sum.
    fn add(&self, state: &mut [f32], new: &[f32]) {
        for (state, new) in state.iter_mut().zip(new) {
            *state += new;
        }
        self.apply(state);
    }
}

/// Buffers of a pass, to be used again by the next.
#[derive(Default)]
pub(super) struct Buffers {
    /// What goes into the products, of the states and of the inner numbers of the feed-forward part.
    rows: Rows,
    inner: Rows,
    products: Products,
    /// Query, key and value of each piece.
    asked: Vec<f32>,
    scores: Vec<f32>,
    /// What attention brings, and what one head of it does.
    heard: Vec<f32>,
    part: Vec<f32>,
}

impl Transformer {
    pub fn read(weights: &Weights<'_>, pieces: usize) -> Result<Self, Reason> {
        let arithmetic = Arithmetic::new();
        let width = weights.len("norm.scale")?;
        let places = weights.len("places")?;
        let heads: usize = weights.number("heads")?;
        let epsilon = weights.number("epsilon")?;
        if heads == 0 || width % heads != 0 || width % SHARED != 0 {
            return Err(format!("{heads} heads of {width}"));
        }
        let layer = |number: usize| -> Result<Layer, Reason> {
            let name = |part: &str| format!("layers.{number}.{part}");
            let inner = weights.len(&name("forward_in.bias"))?;
            let linear = |part: &str, inputs, outputs| {
                Linear::read(weights, &arithmetic, &name(part), inputs, outputs)
            };
            Ok(Layer {
                attention_in: linear("attention_in", width, 3 * width)?,
                attention_out: linear("attention_out", width, width)?,
                attention_norm: Norm::read(weights, &name("attention_norm"), width, epsilon)?,
                forward_in: linear("forward_in", width, inner)?,
                forward_out: linear("forward_out", inner, width)?,
                forward_norm: Norm::read(weights, &name("forward_norm"), width, epsilon)?,
            })
        };
        let layers = (0..weights.number("layers")?)
            .map(layer)
            .collect::<Result<Vec<_>, Reason>>()?;
        Ok(Self {
            words: weights.unsigned("words", &[pieces, width / 2])?,
            word_scales: weights.floats("words.scale", &[pieces, width / SHARED])?,
            places: weights.floats("places", &[places, width])?,
            marks: weights.floats("lists", &[MARKS, width])?,
            norm: Norm::read(weights, "norm", width, epsilon)?,
            arithmetic,
            width,
            heads,
            layers,
        })
    }

    /// The most pieces that a window may have.
    pub fn longest(&self) -> usize {
        self.places.len() / self.width
    }

    /// The states after the last layer, `width` numbers each, of those pieces that are `kept` (indices, in any order).
    /// `windows` are ranges of `pieces`, one after the other; `marks` are those of each piece.
    pub fn states(
        &self,
        pieces: &[u32],
        marks: &[u64],
        windows: &[Range<usize>],
        kept: &[usize],
        buffers: &mut Buffers,
    ) -> Vec<f32> {
        let width = self.width;
        let mut states = vec![0.0; pieces.len() * width];
        for window in windows {
            let rows = states[window.start * width..window.end * width].chunks_exact_mut(width);
            for (((row, &piece), &marks), place) in rows
                .zip(&pieces[window.clone()])
                .zip(&marks[window.clone()])
                .zip(self.places.chunks_exact(width))
            {
                self.embed(piece as usize, place, row);
                self.mark(marks, row);
                self.norm.apply(row);
            }
        }
        for (number, layer) in self.layers.iter().enumerate() {
            self.attend(layer, windows, &states, buffers);
            if number + 1 == self.layers.len() {
                // all pieces were heard; from here on each is alone
                states = pick(&states, kept, width);
                buffers.heard = pick(&buffers.heard, kept, width);
            }
            self.digest(layer, &mut states, buffers);
        }
        states
    }

    fn mark(&self, mut marks: u64, row: &mut [f32]) {
        while marks != 0 {
            let bit = marks.trailing_zeros() as usize;
            marks &= marks - 1;
            for (number, more) in row.iter_mut().zip(&self.marks[bit * self.width..]) {
                *number += more;
            }
        }
    }

    fn embed(&self, piece: usize, place: &[f32], row: &mut [f32]) {
        let (bytes, scales) = (self.width / 2, self.width / SHARED);
        let blocks = self.words[piece * bytes..(piece + 1) * bytes].chunks_exact(SHARED / 2);
        let scales = &self.word_scales[piece * scales..(piece + 1) * scales];
        row.copy_from_slice(place);
        for ((block, &scale), row) in blocks.zip(scales).zip(row.chunks_exact_mut(SHARED)) {
            let (low, high) = row.split_at_mut(SHARED / 2);
            for ((&byte, low), high) in block.iter().zip(low).zip(high) {
                *low += (f32::from(byte & 15) - 8.0) * scale;
                *high += (f32::from(byte >> 4) - 8.0) * scale;
            }
        }
    }

    /// Attention: what each piece hears from the others.
    fn attend(&self, layer: &Layer, windows: &[Range<usize>], states: &[f32], buffers: &mut Buffers) {
        let width = self.width;
        let Buffers {
            rows,
            products,
            asked,
            scores,
            heard,
            part,
            ..
        } = buffers;
        let asked = room(asked, states.len() * 3);
        for (states, asked) in states
            .chunks(BLOCK * width)
            .zip(asked.chunks_mut(BLOCK * width * 3))
        {
            rows.fill(&self.arithmetic, states, width);
            layer.attention_in.write(&self.arithmetic, rows, products, asked);
        }
        let heard = room(heard, states.len());
        for window in windows {
            self.hear(
                &asked[window.start * width * 3..window.end * width * 3],
                scores,
                part,
                &mut heard[window.start * width..window.end * width],
            );
        }
    }

    /// What the pieces of one window hear from each other.
    fn hear(&self, asked: &[f32], scores: &mut Vec<f32>, part: &mut Vec<f32>, heard: &mut [f32]) {
        let (width, own) = (self.width, self.width / self.heads);
        let length = heard.len() / width;
        let scores = room(scores, length * length);
        let part = room(part, length * own);
        for head in 0..self.heads {
            let view = |number: usize, transposed: bool| {
                let start = number * width + head * own;
                let (shape, strides) = if transposed {
                    ([own, length], [1, 3 * width])
                } else {
                    ([length, own], [3 * width, 1])
                };
                NdTensorView::from_data_with_strides(shape, &asked[start..], strides)
            };
            let (Ok(queries), Ok(keys), Ok(values)) = (view(0, false), view(1, true), view(2, false)) else {
                debug_assert!(false, "the views lie inside");
                return;
            };
            let gemm = &self.arithmetic.floats;
            let options = GemmOptions {
                alpha: 1.0 / (own as f32).sqrt(),
                ..GemmOptions::default()
            };
            let scored = gemm.gemm(
                scores,
                GemmInputA::Unpacked(queries),
                GemmInputB::Unpacked(keys),
                options,
            );
            debug_assert!(scored.is_ok(), "shapes agree: {scored:?}");
            for row in scores.chunks_exact_mut(length) {
                Softmax::new_mut(row).dispatch();
            }
            let weighted = gemm.gemm(
                part,
                GemmInputA::Unpacked(NdTensorView::from_data([length, length], &*scores)),
                GemmInputB::Unpacked(values),
                GemmOptions::default(),
            );
            debug_assert!(weighted.is_ok(), "shapes agree: {weighted:?}");
            for (heard, part) in heard.chunks_exact_mut(width).zip(part.chunks_exact(own)) {
                heard[head * own..(head + 1) * own].copy_from_slice(part);
            }
        }
    }

    /// What a layer makes of a piece and what it heard: the sum and its norm, then the feed-forward part, its sum with what
    /// was before, and the norm.
    fn digest(&self, layer: &Layer, states: &mut [f32], buffers: &mut Buffers) {
        let (arithmetic, width) = (&self.arithmetic, self.width);
        let Buffers {
            rows,
            inner,
            products,
            heard,
            ..
        } = buffers;
        for (states, heard) in states.chunks_mut(BLOCK * width).zip(heard.chunks(BLOCK * width)) {
            rows.fill(arithmetic, &heard[..states.len()], width);
            inner.clear();
            layer.attention_out.each(arithmetic, rows, products, |row, new| {
                let state = &mut states[row * width..(row + 1) * width];
                layer.attention_norm.add(state, new);
            });
            rows.fill(arithmetic, states, width);
            layer.forward_in.each(arithmetic, rows, products, |_, new| {
                Gelu {}.map_mut(new);
                inner.push(arithmetic, new);
            });
            layer.forward_out.each(arithmetic, inner, products, |row, new| {
                let state = &mut states[row * width..(row + 1) * width];
                layer.forward_norm.add(state, new);
            });
        }
    }
}

/// Some rows of many.
fn pick(rows: &[f32], kept: &[usize], width: usize) -> Vec<f32> {
    kept.iter()
        .flat_map(|&row| &rows[row * width..(row + 1) * width])
        .copied()
        .collect()
}
