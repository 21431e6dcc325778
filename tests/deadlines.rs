//! Runs the deadline cases of `tests/cases/deadlines`; the form of a case stands at the head of `de.txt`.

use depesche::analysis::Deadline;
use depesche::{Document, Language, Pipeline};
use jiff::civil::Date;

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

/// Every case of a file that does not come out, described.
fn failures(file: &str, language: Language) -> Vec<String> {
    let pipeline = Pipeline::new();
    let mut today: Option<Date> = None;
    let mut failures = Vec::new();
    for line in file
        .lines()
        .filter(|line| !line.is_empty() && !line.starts_with('#'))
    {
        if let Some(date) = line.strip_prefix("@ ") {
            today = Some(date.parse().expect("a date"));
            continue;
        }
        let (text, expected) = line.split_once(" => ").expect("text and what is expected");
        let mut document = Document::new("case", text).with_language(language);
        document.date = today;
        let analysis = pipeline.analyse(&document);
        let found: Vec<_> = analysis.deadlines.iter().map(|d| describe(text, d)).collect();
        let expected_rows = parse(expected);
        let agree = found.len() == expected_rows.len()
            && found.iter().zip(&expected_rows).all(|(found, want)| {
                let wanted = [want.kind, want.date_text, want.days, want.responsible];
                found
                    .iter()
                    .zip(wanted)
                    .all(|(found, want)| want == "*" || found == want)
            });
        if !agree {
            failures.push(format!("{line}\n    found {found:?}"));
        }
    }
    failures
}

#[test]
fn german_cases() {
    let failures = failures(include_str!("cases/deadlines/de.txt"), Language::German);
    assert!(
        failures.is_empty(),
        "{} failed:\n{}",
        failures.len(),
        failures.join("\n")
    );
}

#[test]
fn english_cases() {
    let failures = failures(include_str!("cases/deadlines/en.txt"), Language::English);
    assert!(
        failures.is_empty(),
        "{} failed:\n{}",
        failures.len(),
        failures.join("\n")
    );
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
