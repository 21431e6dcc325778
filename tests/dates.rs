//! Runs the cases of `tests/cases/dates`; the form of a case stands at the head of `de.txt`.

mod common;

use common::all_come_out;
use depesche::{Analysis, Document, Language, Pipeline};

/// What was found in a text, as the cases write it.
fn describe(text: &str, analysis: &Analysis) -> String {
    let all: Vec<String> = analysis
        .dates
        .iter()
        .map(|date| {
            let mut one = format!("<{}> {} {}", date.span.of(text), date.kind.as_str(), date.value);
            if let Some(days) = date.bounds {
                one += &format!(" {}..{}", days.earliest, days.latest);
            }
            if !date.modifier.is_empty() {
                one += &format!(" {}", date.modifier);
            }
            one
        })
        .collect();
    if all.is_empty() {
        "none".to_owned()
    } else {
        all.join(" & ")
    }
}

fn check(file: &str, language: Language) {
    let pipeline = Pipeline::new();
    all_come_out(file, |case| {
        let (text, expected) = case.parts();
        let found = describe(text, &case.analyse(&pipeline, text, language));
        (found != expected).then(|| format!("{text}\n  expected {expected}\n  found    {found}"))
    });
}

#[test]
fn german_expressions_are_found_and_normalised() {
    check(include_str!("cases/dates/de.txt"), Language::German);
}

#[test]
fn english_expressions_are_found_and_normalised() {
    check(include_str!("cases/dates/en.txt"), Language::English);
}

#[test]
fn german_expressions_of_news_are_found_and_normalised() {
    check(include_str!("cases/dates/news_de.txt"), Language::German);
}

#[test]
fn english_expressions_of_news_are_found_and_normalised() {
    check(include_str!("cases/dates/news_en.txt"), Language::English);
}

#[test]
fn german_expressions_have_their_days_at_the_edges_of_the_calendar() {
    check(include_str!("cases/dates/calendar_de.txt"), Language::German);
}

#[test]
fn english_expressions_have_their_days_at_the_edges_of_the_calendar() {
    check(include_str!("cases/dates/calendar_en.txt"), Language::English);
}

/// Texts that a quadratic rule would take minutes for.
#[test]
fn hostile_texts_come_to_an_end() {
    let pipeline = Pipeline::new();
    let units = [
        "12.",
        "1 ",
        "1.2",
        "9/",
        "May ",
        "Mai ",
        "am 3., ",
        "2019-",
        "vor drei ",
        "the early ",
        "a week from ",
        "10 to ",
        "the first half of the ",
        "selben Nacht ",
        "Abend des ",
        "Anfang der ",
        "Montag in einer Woche ",
        "that same ",
        "zwei bis ",
        "alle zwei ",
        "Friday at ",
        "5 p.m. on ",
        "the 3rd of ",
        "May-",
        "April, ",
        "two or ",
        "two dozen ",
        "this year's first ",
        "the third week of ",
        "the same period ",
        "Tage nach ",
    ];
    for unit in units {
        let text = unit.repeat(1_000);
        for language in [Language::German, Language::English] {
            let mut document = Document::new("hostile", text.as_str());
            document.language = Some(language);
            pipeline.analyse(&document);
        }
    }
}
