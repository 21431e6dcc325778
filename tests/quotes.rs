//! Runs the quote cases of `tests/cases/quotes`; the form of a case stands at the head of `de.txt`.

mod common;

use common::all_come_out;
use depesche::analysis::{Analysis, Quote, QuoteType};
use depesche::text::Span;
use depesche::{Language, Pipeline};

/// One expected quote; `*` stands for anything, `-` for nothing.
struct Expected<'a> {
    kind: &'a str,
    content: &'a str,
    speaker: &'a str,
    cue: &'a str,
}

fn parse(expected: &str) -> Vec<Expected<'_>> {
    if expected == "none" {
        return Vec::new();
    }
    expected
        .split(" & ")
        .map(|one| {
            let (kind, rest) = one.trim().split_once(" <").expect("a type and a content");
            let (content, rest) = rest.rsplit_once('>').expect("a closing bracket");
            let mut rest = rest.split('|').skip(1).map(str::trim);
            Expected {
                kind,
                content,
                speaker: rest.next().unwrap_or("*"),
                cue: rest.next().unwrap_or("*"),
            }
        })
        .collect()
}

/// Quotation marks at the edges do not matter, nor does a comma before the closing one.
fn bare(text: &str) -> &str {
    text.trim_matches(|c: char| "„“”\"»«›‹‚‘’'`".contains(c))
        .trim_end_matches(',')
}

fn content_fits(wanted: &str, found: &str) -> bool {
    match wanted.split_once(" … ") {
        Some((start, end)) => bare(found).starts_with(start) && bare(found).ends_with(end),
        None => bare(wanted) == bare(found),
    }
}

fn joined(text: &str, spans: &[Span], between: &str) -> String {
    spans
        .iter()
        .map(|span| span.of(text))
        .collect::<Vec<_>>()
        .join(between)
}

fn fits(expected: &Expected<'_>, text: &str, quote: &Quote) -> bool {
    let word =
        |wanted: &str, found: &str| wanted == "*" || wanted == found || wanted == "-" && found.is_empty();
    expected.kind == quote.kind.as_str()
        && content_fits(expected.content, &joined(text, &quote.spans, " / "))
        && word(expected.speaker, quote.speaker.map_or("", |span| span.of(text)))
        && word(expected.cue, &joined(text, &quote.cue, " "))
}

fn describe(text: &str, analysis: &Analysis) -> String {
    let quotes: Vec<String> = analysis
        .quotes
        .iter()
        .map(|quote| {
            format!(
                "{} <{}> | {} | {}",
                quote.kind.as_str(),
                joined(text, &quote.spans, " / "),
                quote.speaker.map_or("-", |span| span.of(text)),
                joined(text, &quote.cue, " ")
            )
        })
        .collect();
    quotes.join(" & ")
}

fn check(file: &str, language: Language) {
    let pipeline = Pipeline::new();
    all_come_out(file, |case| {
        let line = case.line.replace('¶', "\n\n");
        let (text, expected) = line.rsplit_once(" => ").expect("a text and what is expected");
        let wanted = parse(expected);
        let mut analysis = case.analyse(&pipeline, text, language);
        // reported acts count only where the case wants one
        if !wanted.iter().any(|one| one.kind == "reported") {
            analysis.quotes.retain(|quote| quote.kind != QuoteType::Reported);
        }
        let pairs = || analysis.quotes.iter().zip(&wanted);
        let right =
            analysis.quotes.len() == wanted.len() && pairs().all(|(quote, one)| fits(one, text, quote));
        (!right).then(|| format!("{}\n    found: {}", line, describe(text, &analysis)))
    });
}

#[test]
fn german_quotes_come_out_as_the_cases_say() {
    check(include_str!("cases/quotes/de.txt"), Language::German);
}

#[test]
fn english_quotes_come_out_as_the_cases_say() {
    check(include_str!("cases/quotes/en.txt"), Language::English);
}
