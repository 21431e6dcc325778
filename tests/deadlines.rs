//! Runs the deadline cases of `tests/cases/deadlines`; the form of a case stands at the head of `de.txt`.

mod common;

use common::all_come_out;
use depesche::analysis::Deadline;
use depesche::{Document, Language, Pipeline};

/// One expected deadline; `*` stands for anything.
struct Expected<'a> {
    kind: &'a str,
    date_text: &'a str,
    days: &'a str,
    responsible: &'a str,
}

fn parse(expected: &str) -> Vec<Expected<'_>> {
    if expected == "none" {
        return Vec::new();
    }
    expected
        .split(" & ")
        .map(|one| {
            let (one, responsible) = one.split_once('|').unwrap_or((one, "*"));
            let (kind, rest) = one.trim().split_once(' ').expect("kind, date and days");
            let (date_text, days) = match rest.strip_prefix('<') {
                Some(rest) => rest.split_once('>').expect("a closing bracket"),
                None => rest.split_once(' ').expect("date and days"),
            };
            Expected {
                kind,
                date_text,
                days: days.trim(),
                responsible: responsible.trim(),
            }
        })
        .collect()
}

fn describe(text: &str, deadline: &Deadline) -> [String; 4] {
    let days = deadline.bounds.map_or(String::new(), |days| {
        format!("{}..{}", days.earliest, days.latest)
    });
    [
        deadline.kind.as_str().to_owned(),
        deadline.span.of(text).to_owned(),
        days,
        deadline.responsible.clone(),
    ]
}

fn check(file: &str, language: Language) {
    let pipeline = Pipeline::new();
    all_come_out(file, |case| {
        let (text, expected) = case.parts();
        let wanted = parse(expected);
        let analysis = case.analyse(&pipeline, text, language);
        let found: Vec<_> = analysis.deadlines.iter().map(|d| describe(text, d)).collect();
        let agree = found.len() == wanted.len()
            && found.iter().zip(&wanted).all(|(found, one)| {
                let wanted = [one.kind, one.date_text, one.days, one.responsible];
                (found.iter().zip(wanted)).all(|(found, wanted)| wanted == "*" || found == wanted)
            });
        (!agree).then(|| format!("{}\n    found {found:?}", case.line))
    });
}

#[test]
fn german_cases() {
    check(include_str!("cases/deadlines/de.txt"), Language::German);
}

#[test]
fn english_cases() {
    check(include_str!("cases/deadlines/en.txt"), Language::English);
}

/// "US-Firmen" are no one actor of the document: none is named rather than a wrong one.
#[test]
fn several_of_a_kind_are_no_one_actor() {
    let text = "Im Februar untersagte die Regierung US-Firmen Geschäfte mit Nordwind - dieses Verbot soll Mitte Mai greifen. \
                Die Firma Nordwind wehrt sich. Nordwind will klagen.";
    let mut document = Document::new("case", text).with_language(Language::German);
    document.date = Some("2023-03-13".parse().expect("a date"));
    let analysis = Pipeline::new().analyse(&document);
    let [deadline] = &analysis.deadlines[..] else {
        panic!("{:?}", analysis.deadlines)
    };
    assert_eq!(deadline.responsible, "US-Firmen");
    assert_eq!(deadline.responsible_actor, None);
}

/// Sentences so long that an unoptimised build runs for minutes if the cost of a date grew with its sentence.
#[test]
fn hostile_texts_come_to_an_end() {
    let pipeline = Pipeline::new();
    let units = [
        "1.2.2030 ",
        "1.2.2030, ",
        "tagt am 1.2.2030, ",
        "Haus zu senden bis 1.2.2030, ",
        "die am 1.2.2030 endet, ",
        "das Verbot gilt ab 1.2.2030, ",
        "Montag und ",
        "meet on 2 May 2030 and ",
        "which ends on 2 May 2030, ",
    ];
    for unit in units {
        let text = unit.repeat(1_000);
        for language in [Language::German, Language::English] {
            let mut document = Document::new("hostile", text.as_str()).with_language(language);
            document.date = Some("2024-03-14".parse().expect("a date"));
            pipeline.analyse(&document);
        }
    }
}
