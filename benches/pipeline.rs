//! Throughput of the whole pipeline, of its stages and of reading and writing, on the articles of `corpus/`.
//!
//!     cargo bench --bench pipeline

mod common;

use std::time::{Duration, Instant};

use common::articles;
use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use depesche::pipeline::{Stage, StageTimes};
use depesche::{Document, Pipeline, corpus};

fn bytes(documents: &[Document]) -> Throughput {
    Throughput::Bytes(documents.iter().map(|document| document.text.len() as u64).sum())
}

fn whole(c: &mut Criterion) {
    let pipeline = Pipeline::new();
    let mut group = c.benchmark_group("pipeline");
    for language in ["de", "en"] {
        let documents = articles(language);
        group.throughput(bytes(&documents));
        group.bench_function(language, |b| {
            b.iter(|| {
                documents
                    .iter()
                    .map(|d| pipeline.analyse(d).tokens.len())
                    .sum::<usize>()
            });
        });
    }
    group.finish();
}

/// Each stage's share of the way of a document, as the pipeline itself times it.
fn stages(c: &mut Criterion) {
    let pipeline = Pipeline::new();
    let documents = articles("de");
    let mut group = c.benchmark_group("stages");
    group.throughput(bytes(&documents));
    for stage in Stage::ALL {
        group.bench_function(stage.name(), |b| {
            b.iter_custom(|rounds| {
                let mut times = StageTimes::default();
                for _ in 0..rounds {
                    for document in &documents {
                        pipeline.analyse_timed(document, &mut times);
                    }
                }
                times.of(stage).max(Duration::from_nanos(1))
            });
        });
    }
    group.finish();
}

fn many(c: &mut Criterion) {
    let pipeline = Pipeline::new();
    let documents = articles("de");
    let mut group = c.benchmark_group("corpus");
    group.throughput(bytes(&documents));
    for threads in [1, 2] {
        group.bench_function(format!("{threads} threads"), |b| {
            b.iter_custom(|rounds| {
                let rounds = usize::try_from(rounds).unwrap_or(usize::MAX);
                let input = documents
                    .iter()
                    .cycle()
                    .take(rounds * documents.len())
                    .cloned()
                    .map(Ok);
                let begin = Instant::now();
                corpus::run(
                    &pipeline,
                    input,
                    threads,
                    |_, analysis| analysis.quotes.len(),
                    |_| Ok::<_, std::convert::Infallible>(()),
                )
                .unwrap_or_else(|never| match never {});
                begin.elapsed()
            });
        });
    }
    group.finish();
}

criterion_group!(benches, whole, stages, many);
criterion_main!(benches);
