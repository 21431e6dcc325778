//! brat standoff: <https://brat.nlplab.org/standoff.html>.
//!
//! Notes carry what brat has no field for: of a mention the actor's name, of a speaker who that is, of a time expression
//! its value (and `mod`), of a deadline its days (`2024-05-01` or `2024-05-01/2024-05-31`) and what is due. `evaluate`
//! reads them back.

use std::fmt::Write;

use crate::analysis::Analysis;
use crate::document::Document;
use crate::text::{CodePoints, Span};

/// The `.ann` file: text-bound annotations (`T`), who said a quote (`R`), kinds of deadlines (`A`), values (`#`).
pub(super) fn standoff(document: &Document, analysis: &Analysis) -> String {
    let mut ann = Ann {
        text: &document.text,
        points: CodePoints::new(&document.text),
        out: String::new(),
        last: 0,
    };
    let mut relations = String::new();
    let mut notes = String::new();
    let mut attributes = String::new();
    let (mut relation, mut attribute, mut last_note) = (0, 0, 0);
    let mut note = |notes: &mut String, of: usize, text: &str| {
        last_note += 1;
        let text = text.replace(['\n', '\r', '\t'], " ");
        let _ = writeln!(notes, "#{last_note}\tAnnotatorNotes T{of}\t{text}");
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
            relation += 1;
            let _ = writeln!(relations, "R{relation}\t{role}Of Arg1:T{other} Arg2:T{t}");
            let actor = quote.speaker_actor.filter(|_| role == "Speaker");
            if let Some(actor) = actor.and_then(|actor| analysis.actors.get(actor as usize)) {
                note(&mut notes, other, &actor.name);
            }
        }
    }
    for date in &analysis.dates {
        let t = ann.bound(&capitalised(&date.kind.as_str().to_lowercase()), &[date.span]);
        note(
            &mut notes,
            t,
            format!("{} {}", date.value, date.modifier).trim_end(),
        );
    }
    for deadline in &analysis.deadlines {
        let t = ann.bound("Deadline", &[deadline.span]);
        attribute += 1;
        let _ = writeln!(
            attributes,
            "A{attribute}\tDeadlineKind T{t} {}",
            deadline.kind.as_str()
        );
        let days = match deadline.bounds {
            Some(days) if days.earliest == days.latest => days.latest.to_string(),
            Some(days) => format!("{}/{}", days.earliest, days.latest),
            None => "-".to_owned(),
        };
        note(&mut notes, t, &format!("{days} {}", deadline.action));
    }
    ann.out + &relations + &attributes + &notes
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
