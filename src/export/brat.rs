//! brat standoff: <https://brat.nlplab.org/standoff.html>.

use std::fmt::Write;

use crate::analysis::Analysis;
use crate::document::Document;
use crate::text::{CodePoints, Span};

/// The `.ann` file: text-bound annotations (`T`), who said a quote (`R`), values of dates and deadlines (`#`).
pub(super) fn standoff(document: &Document, analysis: &Analysis) -> String {
    let mut ann = Ann {
        text: &document.text,
        points: CodePoints::new(&document.text),
        out: String::new(),
        last: 0,
    };
    let mut relations = String::new();
    let mut notes = String::new();
    let note = |notes: &mut String, of: usize, text: &str| {
        let number = notes.lines().count() + 1;
        let _ = writeln!(
            notes,
            "#{number}\tAnnotatorNotes T{of}\t{}",
            text.replace(['\n', '\t'], " ")
        );
    };

    for mention in &analysis.mentions {
        let t = ann.bound(mention.entity.as_str(), &[mention.span]);
        if let Some(actor) = mention
            .actor
            .and_then(|actor| analysis.actors.get(actor as usize))
        {
            note(&mut notes, t, &actor.name);
        }
    }
    for quote in &analysis.quotes {
        let kind = capitalised(quote.kind.as_str());
        let t = ann.bound(&format!("{kind}Quote"), &quote.spans);
        let ends = [("Speaker", quote.speaker), ("Cue", quote.cue.first().copied())];
        for (role, span) in ends.into_iter().filter_map(|(role, span)| Some((role, span?))) {
            let other = ann.bound(role, &[span]);
            let number = relations.lines().count() + 1;
            let _ = writeln!(relations, "R{number}\t{role}Of Arg1:T{other} Arg2:T{t}");
        }
    }
    for date in &analysis.dates {
        let t = ann.bound(&capitalised(&date.kind.as_str().to_lowercase()), &[date.span]);
        note(&mut notes, t, &date.value);
    }
    for deadline in &analysis.deadlines {
        let Some(date) = analysis.dates.get(deadline.date as usize) else {
            continue;
        };
        let t = ann.bound("Deadline", &[date.span]);
        note(
            &mut notes,
            t,
            &format!("{}: {}", deadline.kind.as_str(), deadline.action),
        );
    }
    ann.out + &relations + &notes
}

struct Ann<'t> {
    text: &'t str,
    points: CodePoints<'t>,
    out: String,
    last: usize,
}

impl Ann<'_> {
    /// Writes one text-bound annotation and returns its number. brat allows no line break inside a fragment, so spans
    /// are cut there.
    fn bound(&mut self, kind: &str, spans: &[Span]) -> usize {
        let mut fragments = Vec::new();
        for span in spans {
            let mut start = span.start;
            for line in span.of(self.text).split('\n') {
                let end = start + line.len() as u32;
                if !line.trim().is_empty() {
                    fragments.push(Span { start, end });
                }
                start = end + 1;
            }
        }
        self.last += 1;
        let offsets: Vec<String> = fragments
            .iter()
            .map(|&span| {
                let (start, end) = self.points.span(span);
                format!("{start} {end}")
            })
            .collect();
        let words: Vec<&str> = fragments.iter().map(|span| span.of(self.text)).collect();
        let _ = writeln!(
            self.out,
            "T{}\t{kind} {}\t{}",
            self.last,
            offsets.join(";"),
            words.join(" ")
        );
        self.last
    }
}

fn capitalised(word: &str) -> String {
    let mut characters = word.chars();
    characters.next().map_or(String::new(), |first| {
        first.to_uppercase().chain(characters).collect()
    })
}
