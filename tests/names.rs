//! Runs the name cases of `tests/cases/names`; the form of a case stands at the head of `de.txt`.

mod common;

use common::all_come_out;
use depesche::analysis::MentionKind;
use depesche::{Language, Pipeline};

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

fn check(file: &str, language: Language) {
    let pipeline = Pipeline::new();
    all_come_out(file, |case| {
        let (text, wanted) = parse(case.line);
        let analysis = case.analyse(&pipeline, &text, language);
        let found: Vec<String> = (analysis.mentions.iter())
            .filter_map(|mention| {
                let mark = match mention.kind {
                    MentionKind::Name => "",
                    MentionKind::Compound => "+",
                    _ => return None,
                };
                let words = mention.span.of(&text);
                Some(format!("{}{mark} {words}", mention.entity.as_str()))
            })
            .collect();
        (found != wanted).then(|| format!("{}\n    found {found:?}", case.line))
    });
}

#[test]
fn german_cases() {
    check(include_str!("cases/names/de.txt"), Language::German);
}

#[test]
fn english_cases() {
    check(include_str!("cases/names/en.txt"), Language::English);
}
