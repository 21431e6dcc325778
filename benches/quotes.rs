//! The search for quotes alone: throughput on the articles of `corpus/`, and time on hostile marks, which must grow with the
//! length and no faster.
//!
//!     cargo bench --bench quotes

use std::fs;
use std::path::Path;

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use depesche::analysis::{Analysis, TextLayer};
use depesche::quotes::QuoteFinder;
use depesche::{Document, Language, Pipeline};

fn analysed(pipeline: &Pipeline, text: String, language: Language) -> (String, Analysis) {
    let mut document = Document::new("bench", text);
    document.language = Some(language);
    let analysis = pipeline.analyse(&document);
    (document.text, analysis)
}

/// The articles of one language, analysed.
fn articles(pipeline: &Pipeline, folder: &str, language: Language) -> Vec<(String, Analysis)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus").join(folder);
    let mut paths: Vec<_> = fs::read_dir(folder)
        .expect("the corpus is part of the project")
        .map(|entry| entry.expect("a file of the corpus").path())
        .collect();
    paths.sort();
    let read = |path: &std::path::PathBuf| fs::read_to_string(path).expect("an article is UTF-8");
    paths
        .iter()
        .map(|path| analysed(pipeline, read(path), language))
        .collect()
}

fn find(finder: &QuoteFinder, (text, analysis): &(String, Analysis)) -> usize {
    let layer = TextLayer {
        text,
        language: analysis.language,
        tokens: &analysis.tokens,
        sentences: &analysis.sentences,
        phrases: &analysis.phrases,
    };
    finder.find(&layer, &analysis.mentions, &analysis.actors).len()
}

fn news(c: &mut Criterion) {
    let (pipeline, finder) = (Pipeline::new(), QuoteFinder::new());
    let mut group = c.benchmark_group("quotes");
    for (name, language) in [("de", Language::German), ("en", Language::English)] {
        let documents = articles(&pipeline, name, language);
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
        let document = analysed(&pipeline, "„Wort ".repeat(marks), Language::German);
        group.throughput(Throughput::Bytes(document.0.len() as u64));
        group.bench_with_input(BenchmarkId::from_parameter(marks), &document, |b, document| {
            b.iter(|| find(&finder, document));
        });
    }
    group.finish();
}

criterion_group!(benches, news, hostile);
criterion_main!(benches);
