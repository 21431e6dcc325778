//! The search for quotes alone: throughput on the articles of `corpus/`, and time on hostile marks, which must grow with the
//! length and no faster.
//!
//!     cargo bench --bench quotes

mod common;

use common::analysed;
use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use depesche::analysis::Analysis;
use depesche::quotes::QuoteFinder;
use depesche::{Document, Language, Pipeline};

fn find(finder: &QuoteFinder, (text, analysis): &(String, Analysis)) -> usize {
    finder
        .find(&analysis.layer(text), &analysis.mentions, &analysis.actors)
        .len()
}

fn news(c: &mut Criterion) {
    let (pipeline, finder) = (Pipeline::new(), QuoteFinder::new());
    let mut group = c.benchmark_group("quotes");
    for name in ["de", "en"] {
        let documents = analysed(&pipeline, name);
        let bytes = documents.iter().map(|(text, _)| text.len() as u64).sum();
        group.throughput(Throughput::Bytes(bytes));
        group.bench_function(name, |b| {
            b.iter(|| {
                documents
                    .iter()
                    .map(|document| find(&finder, document))
                    .sum::<usize>()
            });
        });
    }
    group.finish();
}

fn hostile(c: &mut Criterion) {
    let (pipeline, finder) = (Pipeline::new(), QuoteFinder::new());
    let mut group = c.benchmark_group("hostile marks");
    group.sample_size(10);
    for marks in [10_000, 100_000] {
        let document = Document::new("hostile", "„Wort ".repeat(marks)).with_language(Language::German);
        let analysis = pipeline.analyse(&document);
        let document = (document.text, analysis);
        group.throughput(Throughput::Bytes(document.0.len() as u64));
        group.bench_with_input(BenchmarkId::from_parameter(marks), &document, |b, document| {
            b.iter(|| find(&finder, document));
        });
    }
    group.finish();
}

criterion_group!(benches, news, hostile);
criterion_main!(benches);
