//! The encoder of the engines `accurate` and `cascade`: opening its model, and throughput of the whole pipeline with it (an
//! element is a token), on the articles of `corpus/`, on one thread.
//!
//!     cargo bench --bench encoder

mod common;

use std::path::{Path, PathBuf};

use common::articles;
use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use depesche::encoder::{Encoder, MODEL_FILE};
use depesche::{Document, Pipeline};

fn model() -> Option<PathBuf> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("models")
        .join(MODEL_FILE);
    if !path.is_file() {
        eprintln!("not measured: {} is not there", path.display());
        return None;
    }
    Some(path)
}

fn tokens(pipeline: &Pipeline, documents: &[Document]) -> usize {
    documents
        .iter()
        .map(|document| pipeline.analyse(document).tokens.len())
        .sum()
}

fn encoder(c: &mut Criterion) {
    let Some(path) = model() else { return };
    let open = || Encoder::open(&path).expect("the model of the project");
    let documents = [articles("de"), articles("en")].concat();
    // products would run on all threads of the pool that they are asked from
    let pool = rayon::ThreadPoolBuilder::new()
        .num_threads(1)
        .build()
        .expect("one thread");
    let mut group = c.benchmark_group("encoder");
    group.sample_size(10);
    group.bench_function("open", |b| b.iter(open));
    for (name, unsure) in [("accurate", None), ("cascade", Some(Pipeline::UNSURE))] {
        let pipeline = Pipeline::new().with_encoder(open(), unsure);
        group.throughput(Throughput::Elements(tokens(&pipeline, &documents) as u64));
        group.bench_function(name, |b| {
            pool.install(|| b.iter(|| tokens(&pipeline, &documents)));
        });
    }
    group.finish();
}

criterion_group!(benches, encoder);
criterion_main!(benches);
