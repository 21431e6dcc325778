//! The largest product of the encoder's layers, 384 numbers to 1,536, for the rows of one batch, on one thread: `rten-gemm` (bytes and
//! single precision), `candle-core` and `tract-core` (single precision; their products of bytes are slower or give a whole
//! batch one scale). `cargo bench` in this folder; an element is a multiplication with its addition.

use candle_core::{Device, Tensor};
use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use rten_gemm::{GemmExecutor, GemmInputA, GemmInputB, GemmOptions};
use rten_tensor::NdTensor;
use rten_tensor::prelude::*;
use tract_core::prelude::*;

const ROWS: usize = 250;
const INPUTS: usize = 384;
const OUTPUTS: usize = 1536;

fn numbers(count: usize) -> Vec<f32> {
    (0..count).map(|i| ((i * 7919) % 256) as f32 / 128.0 - 1.0).collect()
}

fn products(c: &mut Criterion) {
    let one = rayon::ThreadPoolBuilder::new().num_threads(1).build().expect("one thread");
    let (rows, matrix) = (numbers(ROWS * INPUTS), numbers(INPUTS * OUTPUTS));
    let mut group = c.benchmark_group("384 to 1536");
    group.throughput(Throughput::Elements((ROWS * INPUTS * OUTPUTS) as u64));

    let left = NdTensor::from_data([ROWS, INPUTS], rows.iter().map(|x| (x * 127.0 + 128.0) as u8).collect::<Vec<_>>());
    let right = NdTensor::from_data([INPUTS, OUTPUTS], matrix.iter().map(|x| (x * 127.0) as i8).collect::<Vec<_>>());
    let bytes = GemmExecutor::<u8, i8, i32>::new();
    let packed = bytes.prepack_b(right.view());
    let mut sums = vec![0i32; ROWS * OUTPUTS];
    group.bench_function("rten-gemm, bytes", |b| {
        b.iter(|| {
            one.install(|| {
                let options = GemmOptions::default();
                bytes
                    .gemm(&mut sums, GemmInputA::Unpacked(left.view()), GemmInputB::Packed(&packed), options)
                    .expect("shapes that fit");
            })
        })
    });

    let left = NdTensor::from_data([ROWS, INPUTS], rows.clone());
    let right = NdTensor::from_data([INPUTS, OUTPUTS], matrix.clone());
    let floats = GemmExecutor::<f32>::new();
    let packed = floats.prepack_b(right.view());
    let mut sums = vec![0f32; ROWS * OUTPUTS];
    group.bench_function("rten-gemm, single precision", |b| {
        b.iter(|| {
            one.install(|| {
                let options = GemmOptions::default();
                floats
                    .gemm(&mut sums, GemmInputA::Unpacked(left.view()), GemmInputB::Packed(&packed), options)
                    .expect("shapes that fit");
            })
        })
    });

    let left = Tensor::from_vec(rows.clone(), (ROWS, INPUTS), &Device::Cpu).expect("a shape that fits");
    let right = Tensor::from_vec(matrix.clone(), (INPUTS, OUTPUTS), &Device::Cpu).expect("a shape that fits");
    group.bench_function("candle-core, single precision", |b| {
        b.iter(|| one.install(|| left.matmul(&right).expect("shapes that fit")))
    });

    let plan = tract(&matrix).expect("a model of one product");
    let input: Tensor2 = tract_ndarray::Array2::from_shape_vec((ROWS, INPUTS), rows).expect("a shape that fits").into();
    group.bench_function("tract-core, single precision", |b| {
        b.iter(|| plan.run(tvec!(input.clone().into())).expect("shapes that fit"))
    });
    group.finish();
}

type Tensor2 = tract_core::prelude::Tensor;

fn tract(matrix: &[f32]) -> TractResult<TypedSimplePlan<TypedModel>> {
    let mut model = TypedModel::default();
    let input = model.add_source("rows", f32::fact([ROWS, INPUTS]))?;
    let matrix: Tensor2 = tract_ndarray::Array2::from_shape_vec((INPUTS, OUTPUTS), matrix.to_vec())?.into();
    let matrix = model.add_const("matrix", matrix)?;
    let einsum = tract_core::ops::einsum::EinSum::new("mk,kn->mn".parse()?, f32::datum_type());
    let output = model.wire_node("product", einsum, &[input, matrix])?;
    model.set_output_outlets(&output)?;
    model.into_optimized()?.into_runnable()
}

criterion_group!(benches, products);
criterion_main!(benches);
