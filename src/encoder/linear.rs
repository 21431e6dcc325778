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
    /// Wide registers for plain loops.
    pub simd: pulp::Arch,
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
            simd: pulp::Arch::new(),
            bytes,
            floats: GemmExecutor::new(),
            zero,
            reach,
        }
    }
}

/// The first `length` numbers of a buffer, which grows where it must and never shrinks.
pub(super) fn room<T: Clone + Default>(buffer: &mut Vec<T>, length: usize) -> &mut [T] {
    if buffer.len() < length {
        buffer.resize(length, T::default());
    }
    &mut buffer[..length]
}

/// Rows of bytes, each with its scale.
#[derive(Default)]
pub(super) struct Rows {
    bytes: Vec<u8>,
    scales: Vec<f32>,
    zeros: Vec<u8>,
}

impl Rows {
    /// Takes the rows of `input`, `width` numbers each, instead of those it has.
    pub fn fill(&mut self, arithmetic: &Arithmetic, input: &[f32], width: usize) {
        self.clear();
        for row in input.chunks_exact(width) {
            self.push(arithmetic, row);
        }
    }

    pub fn clear(&mut self) {
        self.bytes.clear();
        self.scales.clear();
        self.zeros.clear();
    }

    /// Takes one more row.
    pub fn push(&mut self, arithmetic: &Arithmetic, row: &[f32]) {
        let (least, most) = MinMax::new(row).dispatch();
        let largest = most.max(-least);
        let inverse = if largest > 0.0 {
            arithmetic.reach / largest
        } else {
            0.0
        };
        self.scales.push(largest / arithmetic.reach);
        self.zeros.push(arithmetic.zero);
        self.bytes.reserve(row.len());
        self.bytes.extend_init(|free| {
            Quantize::new(row, &mut free[..row.len()], inverse, arithmetic.zero).dispatch()
        });
    }
}

/// Buffers of a product.
#[derive(Default)]
pub(super) struct Products {
    sums: Vec<i32>,
    row: Vec<f32>,
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
        let view = NdTensorView::from_data([outputs, inputs], matrix);
        Ok(Self {
            packed: arithmetic.bytes.prepack_b(view.transposed()),
            inputs,
            scales: weights.floats(&format!("{name}.scale"), &[outputs])?,
            bias: weights.floats(&format!("{name}.bias"), &[outputs])?,
        })
    }

    /// Writes the outputs of all rows to `out`, one row after the other.
    pub fn write(&self, arithmetic: &Arithmetic, rows: &Rows, buffers: &mut Products, out: &mut [f32]) {
        let outputs = self.scales.len();
        let sums = self.sums(arithmetic, rows, &mut buffers.sums);
        for ((row, sums), &scale) in out
            .chunks_exact_mut(outputs)
            .zip(sums.chunks_exact(outputs))
            .zip(&rows.scales)
        {
            self.finish(arithmetic, sums, scale, row);
        }
    }

    /// Hands the outputs of each row, in order, to `take`, with the row's number: what follows is done while they are near.
    pub fn each(
        &self,
        arithmetic: &Arithmetic,
        rows: &Rows,
        buffers: &mut Products,
        mut take: impl FnMut(usize, &mut [f32]),
    ) {
        let outputs = self.scales.len();
        let sums = self.sums(arithmetic, rows, &mut buffers.sums);
        let row = room(&mut buffers.row, outputs);
        for (number, (sums, &scale)) in sums.chunks_exact(outputs).zip(&rows.scales).enumerate() {
            self.finish(arithmetic, sums, scale, row);
            take(number, row);
        }
    }

    /// The products of all rows in whole numbers.
    fn sums<'a>(&self, arithmetic: &Arithmetic, rows: &Rows, sums: &'a mut Vec<i32>) -> &'a [i32] {
        let count = rows.scales.len();
        let sums = room(sums, count * self.scales.len());
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
        sums
    }

    /// What whole numbers stand for.
    fn finish(&self, arithmetic: &Arithmetic, sums: &[i32], scale: f32, out: &mut [f32]) {
        arithmetic.simd.dispatch(|| {
            let columns = self.scales.iter().zip(&self.bias);
            for ((value, &sum), (&column, &bias)) in out.iter_mut().zip(sums).zip(columns) {
                *value = sum as f32 * (scale * column) + bias;
            }
        });
    }
}
