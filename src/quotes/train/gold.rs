//! Annotated documents, and what their annotation says of the units.

use std::io::BufRead;

use anyhow::Context;
use serde::Deserialize;

use crate::analysis::{Analysis, QuoteType, TextLayer};
use crate::quotes::QuoteFinder;
use crate::quotes::draft::Draft;
use crate::quotes::heard::Heard;
use crate::quotes::train::readings::Readings;
use crate::quotes::words::Words;
use crate::text::{Span, TokenRange};
use crate::{Document, Language, Pipeline};

#[derive(Deserialize)]
struct Record {
    doc_id: String,
    date: Option<String>,
    text: String,
    quotes: Vec<RecordQuote>,
}

#[derive(Deserialize)]
struct RecordQuote {
    #[serde(rename = "type")]
    kind: String,
    spans: Vec<[usize; 2]>,
    cue: Option<RecordSpans>,
    speaker_text: Option<RecordSpans>,
    speaker: Option<String>,
}

#[derive(Deserialize)]
struct RecordSpans {
    spans: Vec<[usize; 2]>,
}

/// The annotated types.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Direct,
    Partial,
    Indirect,
    Reported,
}

/// An annotated quote in tokens.
#[derive(Debug)]
pub(super) struct GoldQuote {
    pub(super) kind: Kind,
    /// Its words, in order; marks are left out.
    pub(super) words: Vec<usize>,
    pub(super) cue: bool,
    /// The words that name the speaker.
    pub(super) speaker: Vec<usize>,
    /// The annotation says who speaks, though no words beside the quote name them.
    pub(super) carried: bool,
    /// Who speaks: an actor's name or the words of the text; empty where nobody is known.
    pub(super) resolved: String,
}

impl GoldQuote {
    /// True for words in quotation marks.
    pub(super) fn is_marked(&self) -> bool {
        matches!(self.kind, Kind::Direct | Kind::Partial)
    }
}

/// An annotated document, analysed.
pub(super) struct GoldDocument {
    pub(super) text: String,
    pub(super) analysis: Analysis,
    pub(super) quotes: Vec<GoldQuote>,
    /// What an encoder that had not seen the document says of it.
    pub(super) heard: Option<Heard>,
}

impl GoldDocument {
    /// What the stage is given.
    pub(super) fn layer(&self) -> TextLayer<'_> {
        self.analysis.layer(&self.text)
    }

    /// The words of the layer, with what the encoder says of them.
    pub(super) fn words<'a>(&'a self, finder: &'a QuoteFinder, layer: &'a TextLayer<'a>) -> Words<'a> {
        finder
            .words(layer, &self.analysis.mentions)
            .hearing(self.heard.as_ref())
    }

    /// The annotated quote that a draft is, by most of its words.
    pub(super) fn quote_of(&self, layer: &TextLayer<'_>, draft: &Draft) -> Option<&GoldQuote> {
        let words = words_of(layer, &draft.pieces);
        let marked = matches!(draft.kind, QuoteType::Direct | QuoteType::Partial);
        self.quotes
            .iter()
            .filter(|quote| quote.is_marked() == marked)
            .map(|quote| (dice(&quote.words, &words), quote))
            .filter(|(likeness, _)| *likeness > 0.7)
            .max_by(|a, b| a.0.total_cmp(&b.0))
            .map(|(_, quote)| quote)
    }
}

/// Reads annotated documents, one JSON object a line.
///
/// # Errors
///
/// A line that is no such object, by its number.
pub(super) fn read(
    input: impl BufRead,
    language: Language,
    readings: &Readings,
) -> anyhow::Result<Vec<GoldDocument>> {
    let pipeline = Pipeline::new();
    let mut documents = Vec::new();
    for (number, line) in input.lines().enumerate() {
        let record: Record = serde_json::from_str(&line?).with_context(|| format!("line {}", number + 1))?;
        let mut document = Document::new(record.doc_id.clone(), record.text);
        document.language = Some(language);
        document.date = record.date.and_then(|date| date.parse().ok());
        let analysis = pipeline.analyse(&document);
        let bytes: Vec<usize> = document
            .text
            .char_indices()
            .map(|(at, _)| at)
            .chain([document.text.len()])
            .collect();
        let words = |spans: &[[usize; 2]]| -> Vec<usize> {
            spans
                .iter()
                .filter_map(|&[start, end]| Some(Span::new(*bytes.get(start)?, *bytes.get(end)?)))
                .flat_map(|span| words_in(&document.text, &analysis, span))
                .collect()
        };
        let quotes = record
            .quotes
            .iter()
            .filter_map(|quote| {
                let speaker = quote
                    .speaker_text
                    .as_ref()
                    .map_or(Vec::new(), |s| words(&s.spans));
                Some(GoldQuote {
                    kind: match quote.kind.as_str() {
                        "direct" => Kind::Direct,
                        "partial" => Kind::Partial,
                        "indirect" => Kind::Indirect,
                        "reported" => Kind::Reported,
                        _ => return None,
                    },
                    words: words(&quote.spans),
                    cue: quote.cue.as_ref().is_some_and(|cue| !cue.spans.is_empty()),
                    carried: speaker.is_empty() && quote.speaker.is_some(),
                    resolved: quote.speaker.clone().unwrap_or_default(),
                    speaker,
                })
            })
            .filter(|quote| !quote.words.is_empty())
            .collect();
        let quotes = merged(&analysis, quotes);
        documents.push(GoldDocument {
            heard: readings.heard(&record.doc_id, &analysis, &bytes),
            text: document.text.clone(),
            analysis,
            quotes,
        });
    }
    Ok(documents)
}

/// Speech that goes on from sentence to sentence without a cue is one quote, as the chain writes it, also where each sentence
/// is annotated as one.
fn merged(analysis: &Analysis, quotes: Vec<GoldQuote>) -> Vec<GoldQuote> {
    let sentence = |word: usize| {
        analysis
            .sentences
            .partition_point(|sentence| (sentence.tokens.end as usize) <= word)
    };
    let continued = |quote: &GoldQuote| quote.kind == Kind::Indirect && !quote.cue;
    let mut out: Vec<GoldQuote> = Vec::with_capacity(quotes.len());
    let (mut later, earlier): (Vec<_>, Vec<_>) = quotes.into_iter().partition(continued);
    later.sort_by_key(|quote| quote.words.first().copied());
    for quote in later {
        let start = quote.words.first().map_or(0, |&word| sentence(word));
        let before = out.last_mut().filter(|before| {
            let end = before.words.last().map_or(0, |&word| sentence(word));
            before.resolved == quote.resolved
                && end + 1 == start
                && analysis.sentences[end].paragraph == analysis.sentences[start].paragraph
                && before
                    .words
                    .last()
                    .zip(quote.words.first())
                    .is_some_and(|(a, b)| a < b && b - a < 5)
        });
        match before {
            Some(before) => before.words.extend(quote.words),
            None => out.push(quote),
        }
    }
    out.extend(earlier);
    out
}

/// The words that lie at least by half inside a span.
fn words_in(text: &str, analysis: &Analysis, span: Span) -> Vec<usize> {
    let first = analysis
        .tokens
        .partition_point(|token| token.span.end <= span.start);
    (first..analysis.tokens.len())
        .take_while(|&at| analysis.tokens[at].span.start < span.end)
        .filter(|&at| {
            let token = analysis.tokens[at].span;
            let common = token.end.min(span.end) - token.start.max(span.start);
            2 * common >= token.end - token.start && token.of(text).contains(char::is_alphanumeric)
        })
        .collect()
}

/// The words of ranges of tokens.
pub(super) fn words_of(layer: &TextLayer<'_>, pieces: &[TokenRange]) -> Vec<usize> {
    pieces
        .iter()
        .flat_map(|piece| piece.range())
        .filter(|&at| layer.word(at).contains(char::is_alphanumeric))
        .collect()
}

/// Twice the common words over all words of both.
pub(super) fn dice(a: &[usize], b: &[usize]) -> f32 {
    let common = a.iter().filter(|word| b.contains(word)).count();
    if common == 0 {
        0.0
    } else {
        2.0 * common as f32 / (a.len() + b.len()) as f32
    }
}
