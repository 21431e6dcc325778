//! Throughput of the finder of names in tokens, on the articles of `corpus/`: alone, on words already cut, and as the pipeline
//! itself times it between its other stages, whose work leaves less of the weights in the processor's caches.
//!
//!     cargo bench --bench names

mod common;

use std::time::Duration;

use common::analysed;
use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use depesche::names::NameFinder;
use depesche::pipeline::{Stage, StageTimes};
use depesche::{Document, Pipeline};

fn names(c: &mut Criterion) {
    let finder = NameFinder::new();
    let pipeline = Pipeline::new();
    let mut group = c.benchmark_group("names");
    for language in ["de", "en"] {
        let articles = analysed(&pipeline, language);
        let tokens: usize = articles.iter().map(|(_, analysis)| analysis.tokens.len()).sum();
        group.throughput(Throughput::Elements(tokens as u64));
        group.bench_function(format!("alone/{language}"), |b| {
            b.iter(|| {
                articles
                    .iter()
                    .map(|(text, analysis)| finder.find(&analysis.layer(text)).len())
                    .sum::<usize>()
            });
        });
        let documents: Vec<Document> = articles
            .iter()
            .map(|(text, _)| Document::new("article", text.as_str()))
            .collect();
        group.bench_function(format!("in the pipeline/{language}"), |b| {
            b.iter_custom(|rounds| {
                let mut times = StageTimes::default();
                for _ in 0..rounds {
                    for document in &documents {
                        pipeline.analyse_timed(document, &mut times);
                    }
                }
                times.of(Stage::Names).max(Duration::from_nanos(1))
            });
        });
    }
    group.finish();
}

criterion_group!(benches, names);
criterion_main!(benches);
