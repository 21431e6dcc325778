//! Matrices with weights of eight bits, applied to rows of numbers.
//!
//! Each row of the input is brought to eight bits by a scale of its own, so what becomes of it does not depend on the rows
//! beside it; products are summed in whole numbers, so neither does it depend on the order of the sums.

use rten_gemm::{GemmExecutor, GemmInputA, GemmInputB, GemmOptions, PackedBMatrix, QuantParams};
use rten_simd::SimdOp;
use rten_tensor::NdTensorView;
use rten_vecmath::{ExtendInit, MinMax, Quantize};

use super::weights::{Reason, Weights};

/// The arithmetic of this machine.
pub(super) struct Arithmetic {
    /// Products of bytes.
    pub bytes: GemmExecutor<u8, i8, i32>,
    /// Products of single-precision numbers.
    pub floats: GemmExecutor<f32>,
    /// The byte that stands for zero in an input, and the largest distance to it. Machines without exact products of two
    /// full bytes get seven bits.
    zero: u8,
    reach: f32,
}

impl Arithmetic {
    pub fn new() -> Self {
        let bytes = GemmExecutor::<u8, i8, i32>::new();
        let (zero, reach) = if bytes.may_saturate() {
            (64, 63.0)
        } else {
            (128, 127.0)
        };
        Self {
            bytes,
            floats: GemmExecutor::new(),
            zero,
            reach,
        }
    }
}

/// Rows of bytes, each with its scale.
#[derive(Default)]
pub(super) struct Rows {
    bytes: Vec<u8>,
    scales: Vec<f32>,
    zeros: Vec<u8>,
}

impl Rows {
    /// Takes the rows of `input`, `width` numbers each.
    pub fn fill(&mut self, arithmetic: &Arithmetic, input: &[f32], width: usize) {
        self.bytes.clear();
        self.scales.clear();
        self.bytes.reserve(input.len());
        for row in input.chunks_exact(width) {
            let (least, most) = MinMax::new(row).dispatch();
            let largest = most.max(-least);
            let inverse = if largest > 0.0 {
                arithmetic.reach / largest
            } else {
                0.0
            };
            self.scales.push(largest / arithmetic.reach);
            self.bytes.extend_init(|free| {
                Quantize::new(row, &mut free[..width], inverse, arithmetic.zero).dispatch()
            });
        }
        self.zeros.clear();
        self.zeros.resize(self.scales.len(), arithmetic.zero);
    }
}

/// A matrix and what is added to its products.
pub(super) struct Linear {
    packed: PackedBMatrix<i8>,
    inputs: usize,
    scales: Vec<f32>,
    bias: Vec<f32>,
}

impl Linear {
    /// Reads `{name}.weight` (outputs x inputs), `{name}.scale` and `{name}.bias` (one an output).
    pub fn read(
        weights: &Weights<'_>,
        arithmetic: &Arithmetic,
        name: &str,
        inputs: usize,
        outputs: usize,
    ) -> Result<Self, Reason> {
        let matrix = weights.signed(&format!("{name}.weight"), &[outputs, inputs])?;
        let view = NdTensorView::from_data([outputs, inputs], matrix.as_slice());
        Ok(Self {
            packed: arithmetic.bytes.prepack_b(view.transposed()),
            inputs,
            scales: weights.floats(&format!("{name}.scale"), &[outputs])?,
            bias: weights.floats(&format!("{name}.bias"), &[outputs])?,
        })
    }

    /// Writes the products of all rows to `out`, one row of outputs after the other; `sums` is a buffer.
    pub fn apply(&self, arithmetic: &Arithmetic, rows: &Rows, sums: &mut Vec<i32>, out: &mut [f32]) {
        let (count, outputs) = (rows.scales.len(), self.scales.len());
        sums.resize(count * outputs, 0);
        let done = arithmetic.bytes.gemm(
            sums,
            GemmInputA::Unpacked(NdTensorView::from_data(
                [count, self.inputs],
                rows.bytes.as_slice(),
            )),
            GemmInputB::Packed(&self.packed),
            GemmOptions {
                a_quant: Some(QuantParams {
                    zero_point: &rows.zeros,
                }),
                ..GemmOptions::default()
            },
        );
        debug_assert!(done.is_ok(), "shapes agree: {done:?}");
        for ((row, sums), &scale) in out
            .chunks_exact_mut(outputs)
            .zip(sums.chunks_exact(outputs))
            .zip(&rows.scales)
        {
            for (((value, &sum), &column), &bias) in
                row.iter_mut().zip(sums).zip(&self.scales).zip(&self.bias)
            {
                *value = sum as f32 * (scale * column) + bias;
            }
        }
    }
}
