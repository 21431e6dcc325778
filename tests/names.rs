//! Runs the name cases of `tests/cases/names`; the form of a case stands at the head of `de.txt`.

use depesche::analysis::MentionKind;
use depesche::{Document, Language, Pipeline};

/// The text of a case without its marks, and the mentions that it marks: words, type and kind.
fn parse(case: &str) -> (String, Vec<String>) {
    let (mut text, mut wanted) = (String::new(), Vec::new());
    let mut rest = case;
    while let Some((before, after)) = rest.split_once('[') {
        let (inside, after) = after.split_once(']').expect("a closing bracket");
        let (kind, words) = inside.split_once(' ').expect("type and words");
        text.push_str(before);
        text.push_str(words);
        wanted.push(format!("{kind} {words}"));
        rest = after;
    }
    text.push_str(rest);
    (text.replace(" / ", "\n\n"), wanted)
}

/// Every case of a file that does not come out, described.
fn failures(file: &str, language: Language) -> Vec<String> {
    let pipeline = Pipeline::new();
    let mut failures = Vec::new();
    for line in file
        .lines()
        .filter(|line| !line.is_empty() && !line.starts_with('#'))
    {
        let (text, wanted) = parse(line);
        let analysis = pipeline.analyse(&Document::new("case", text.as_str()).with_language(language));
        let found: Vec<String> = analysis
            .mentions
            .iter()
            .filter_map(|mention| {
                let mark = match mention.kind {
                    MentionKind::Name => "",
                    MentionKind::Compound => "+",
                    _ => return None,
                };
                Some(format!(
                    "{}{mark} {}",
                    mention.entity.as_str(),
                    mention.span.of(&text)
                ))
            })
            .collect();
        if found != wanted {
            failures.push(format!("{line}\n    found {found:?}"));
        }
    }
    failures
}

#[test]
fn german_cases() {
    let failures = failures(include_str!("cases/names/de.txt"), Language::German);
    assert!(
        failures.is_empty(),
        "{} failed:\n{}",
        failures.len(),
        failures.join("\n")
    );
}

#[test]
fn english_cases() {
    let failures = failures(include_str!("cases/names/en.txt"), Language::English);
    assert!(
        failures.is_empty(),
        "{} failed:\n{}",
        failures.len(),
        failures.join("\n")
    );
}
