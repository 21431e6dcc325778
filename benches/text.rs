//! Throughput of the text layer on one thread, beside `unicode-segmentation` over the same text in the same run.
//!
//! `cargo bench --bench text`; the figures to read are the ratios. ICU beside it: `benches/icu`. `DEPESCHE_BENCH_DE` and `DEPESCHE_BENCH_EN` name other
//! texts than the articles of `corpus/`: files of JSON lines with `text`.

mod common;

use std::hint::black_box;
use std::time::Duration;

use common::joined;
use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use depesche::Language;
use depesche::language::identify;
use depesche::segment::Segmenter;
use depesche::tag::Tagger;
use unicode_segmentation::UnicodeSegmentation;

/// The texts of one language: the articles of `corpus/` as one document of a usual size, or the user's own.
fn documents(language: &str) -> Vec<String> {
    let Ok(path) = std::env::var(format!("DEPESCHE_BENCH_{}", language.to_uppercase())) else {
        return vec![joined(language)];
    };
    let lines = std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{path}: {error}"));
    let text = |line: &str| {
        let object: serde_json::Value = serde_json::from_str(line).ok()?;
        Some(object["text"].as_str()?.to_owned())
    };
    lines.lines().filter_map(text).collect()
}

fn text_layer(criterion: &mut Criterion) {
    let (segmenter, tagger) = (Segmenter::new(), Tagger::new());
    for (code, language) in [("de", Language::German), ("en", Language::English)] {
        let documents = documents(code);
        let mut group = criterion.benchmark_group(code);
        group
            .throughput(Throughput::Bytes(
                documents.iter().map(|text| text.len() as u64).sum(),
            ))
            .warm_up_time(Duration::from_millis(500))
            .measurement_time(Duration::from_secs(2))
            .sample_size(20);
        group.bench_function("language", |bench| {
            bench.iter(|| documents.iter().filter(|text| identify(text) == language).count());
        });
        group.bench_function("tokens and sentences", |bench| {
            bench.iter(|| {
                for text in &documents {
                    black_box(segmenter.segment(text, language));
                }
            });
        });
        group.bench_function("tokens, sentences, morphology, noun phrases", |bench| {
            bench.iter(|| {
                for text in &documents {
                    let (mut tokens, sentences) = segmenter.segment(text, language);
                    black_box(tagger.tag(text, &mut tokens, &sentences, language));
                }
            });
        });
        group.bench_function("unicode-segmentation: words", |bench| {
            bench.iter(|| {
                documents
                    .iter()
                    .map(|text| text.unicode_words().count())
                    .sum::<usize>()
            });
        });
        group.finish();
    }
}

criterion_group!(benches, text_layer);
criterion_main!(benches);
