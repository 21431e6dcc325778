//! TimeML with TIMEX3 inline, the form of TempEval-3.

use std::fmt::Write;

use crate::analysis::Analysis;
use crate::document::Document;

/// The document with its dates marked.
pub(super) fn document(document: &Document, analysis: &Analysis) -> String {
    let mut out = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<TimeML>\n\n");
    let _ = writeln!(out, "<DOCID>{}</DOCID>\n", escaped(&document.id));
    if let Some(date) = analysis.date {
        let _ = writeln!(
            out,
            "<DCT><TIMEX3 tid=\"t0\" type=\"DATE\" value=\"{date}\" temporalFunction=\"false\" \
             functionInDocument=\"CREATION_TIME\">{date}</TIMEX3></DCT>\n"
        );
    }
    if !document.title.is_empty() {
        let _ = writeln!(out, "<TITLE>{}</TITLE>\n", escaped(&document.title));
    }
    out.push_str("<TEXT>");
    let mut at = 0;
    for (number, date) in analysis.dates.iter().enumerate() {
        let span = date.span.range();
        // TIMEX3 elements do not overlap: of two that would, the first is written
        if span.start < at {
            continue;
        }
        out.push_str(&escaped(&document.text[at..span.start]));
        let _ = write!(
            out,
            "<TIMEX3 tid=\"t{}\" type=\"{}\" value=\"{}\"",
            number + 1,
            date.kind.as_str(),
            escaped(&date.value)
        );
        if !date.modifier.is_empty() {
            let _ = write!(out, " mod=\"{}\"", date.modifier);
        }
        let _ = write!(out, ">{}</TIMEX3>", escaped(date.span.of(&document.text)));
        at = span.end;
    }
    out.push_str(&escaped(&document.text[at..]));
    out.push_str("</TEXT>\n\n</TimeML>\n");
    out
}

/// Text as XML may hold it: the five marks escaped, control characters that XML forbids replaced.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\r' => out.push_str("&#13;"),
            '\t' | '\n' => out.push(character),
            control if control < ' ' || matches!(control, '\u{fffe}' | '\u{ffff}') => out.push('\u{fffd}'),
            other => out.push(other),
        }
    }
    out
}
