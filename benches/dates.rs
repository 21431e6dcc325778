//! Throughput of the dates stage alone, on tokens already made: the articles of `corpus/`, and texts made to be hard.
//!
//!     cargo bench --bench dates
//!
//! The hard texts come in two sizes: linear time shows as the same throughput for both.

mod common;

use common::joined;
use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use depesche::Language;
use depesche::analysis::{NounPhrase, Sentence, TextLayer, Token};
use depesche::dates::DateFinder;
use depesche::segment::Segmenter;
use depesche::tag::Tagger;

/// A text with its tokens.
struct Prepared {
    text: String,
    language: Language,
    tokens: Vec<Token>,
    sentences: Vec<Sentence>,
    phrases: Vec<NounPhrase>,
}

impl Prepared {
    fn new(text: String, language: Language, segmenter: &Segmenter, tagger: &Tagger) -> Self {
        let (mut tokens, sentences) = segmenter.segment(&text, language);
        let phrases = tagger.tag(&text, &mut tokens, &sentences, language);
        Self {
            text,
            language,
            tokens,
            sentences,
            phrases,
        }
    }

    fn layer(&self) -> TextLayer<'_> {
        TextLayer {
            text: &self.text,
            language: self.language,
            tokens: &self.tokens,
            sentences: &self.sentences,
            phrases: &self.phrases,
        }
    }
}

fn dates(c: &mut Criterion) {
    let (segmenter, tagger, finder) = (Segmenter::new(), Tagger::new(), DateFinder::new());
    let mut group = c.benchmark_group("dates");
    for (name, language) in [("de", Language::German), ("en", Language::English)] {
        let prepared = Prepared::new(joined(name), language, &segmenter, &tagger);
        group.throughput(Throughput::Bytes(prepared.text.len() as u64));
        group.bench_function(name, |b| b.iter(|| finder.find(&prepared.layer(), None).0.len()));
    }
    for (name, unit) in [
        ("digits and dots", "12.3."),
        ("months", "May "),
        ("days of a list", "am 3., "),
    ] {
        for count in [10_000, 100_000] {
            let prepared = Prepared::new(unit.repeat(count), Language::German, &segmenter, &tagger);
            group.throughput(Throughput::Bytes(prepared.text.len() as u64));
            group.bench_function(BenchmarkId::new(name, count), |b| {
                b.iter(|| finder.find(&prepared.layer(), None).0.len());
            });
        }
    }
    group.finish();
}

criterion_group!(benches, dates);
criterion_main!(benches);
