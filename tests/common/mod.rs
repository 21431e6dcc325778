//! Case files: a case a line; a line that begins with `#` is a comment, `@ DATE` gives the date of the cases below it (`@ none` takes it back).
#![allow(dead_code, reason = "each test program uses a part")]

use depesche::{Analysis, Document, Language, Pipeline};
use jiff::civil::Date;

/// A line of a case file.
pub struct Case<'a> {
    pub line: &'a str,
    date: Option<Date>,
}

impl<'a> Case<'a> {
    /// `TEXT => EXPECTED`.
    pub fn parts(&self) -> (&'a str, &'a str) {
        self.line
            .rsplit_once(" => ")
            .expect("a text and what is expected")
    }

    /// What the program makes of a text on the date of the case.
    pub fn analyse(&self, pipeline: &Pipeline, text: &str, language: Language) -> Analysis {
        let mut document = Document::new("case", text).with_language(language);
        document.date = self.date;
        pipeline.analyse(&document)
    }
}

/// The cases of a file.
pub fn cases(file: &str) -> impl Iterator<Item = Case<'_>> {
    let mut date = None;
    file.lines()
        .filter(|line| !line.is_empty() && !line.starts_with('#'))
        .filter_map(move |line| match line.strip_prefix("@ ") {
            Some(named) => {
                date = (named != "none").then(|| named.parse().expect("a date"));
                None
            }
            None => Some(Case { line, date }),
        })
}

/// Fails with all cases that did not come out, as `failure` describes them.
pub fn all_come_out<'a>(file: &'a str, failure: impl FnMut(Case<'a>) -> Option<String>) {
    let failures: Vec<String> = cases(file).filter_map(failure).collect();
    assert!(
        failures.is_empty(),
        "{} failed:\n{}",
        failures.len(),
        failures.join("\n")
    );
}
