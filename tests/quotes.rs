//! Runs the quote cases of `tests/cases/quotes`; the form of a case stands at the head of `de.txt`.

use depesche::analysis::{Analysis, Quote, QuoteType};
use depesche::text::Span;
use depesche::{Document, Language, Pipeline};

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

/// Every case of a file that does not come out, described.
fn failures(file: &str, language: Language) -> Vec<String> {
    let pipeline = Pipeline::new();
    let mut failures = Vec::new();
    for line in file
        .lines()
        .filter(|line| !line.is_empty() && !line.starts_with('#'))
    {
        let line = line.replace('¶', "\n\n");
        let (text, expected) = line.rsplit_once(" => ").expect("a text and what is expected");
        let wanted = parse(expected);
        let mut document = Document::new("case", text);
        document.language = Some(language);
        let mut analysis = pipeline.analyse(&document);
        // reported acts count only where the case wants one
        if !wanted.iter().any(|one| one.kind == "reported") {
            analysis.quotes.retain(|quote| quote.kind != QuoteType::Reported);
        }
        let right = analysis.quotes.len() == wanted.len()
            && analysis
                .quotes
                .iter()
                .zip(&wanted)
                .all(|(quote, wanted)| fits(wanted, text, quote));
        if !right {
            failures.push(format!("{line}\n    found: {}", describe(text, &analysis)));
        }
    }
    failures
}

fn check(file: &str, language: Language) {
    let failures = failures(file, language);
    assert!(
        failures.is_empty(),
        "{} cases:\n{}",
        failures.len(),
        failures.join("\n")
    );
}

#[test]
fn german_quotes_come_out_as_the_cases_say() {
    check(include_str!("cases/quotes/de.txt"), Language::German);
}

#[test]
fn english_quotes_come_out_as_the_cases_say() {
    check(include_str!("cases/quotes/en.txt"), Language::English);
}
