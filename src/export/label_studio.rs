//! A Label Studio task with predictions: <https://labelstud.io/guide/predictions>.
//!
//! The labelling set-up needs a `Text` named `text` and `Labels` named `label`.

use serde_json::{Value, json};

use super::Utf16;
use crate::analysis::Analysis;
use crate::document::Document;
use crate::text::Span;

/// The task of one document.
pub(super) fn task(document: &Document, analysis: &Analysis) -> String {
    let utf16 = Utf16::new(&document.text);
    let mut result: Vec<Value> = Vec::new();
    let mut add = |label: &str, span: Span, score: Option<f32>| {
        let (start, end) = utf16.span(span);
        result.push(json!({
            "id": format!("r{}", result.len() + 1),
            "from_name": "label",
            "to_name": "text",
            "type": "labels",
            "score": score,
            "value": {"start": start, "end": end, "text": span.of(&document.text), "labels": [label]},
        }));
    };
    for mention in &analysis.mentions {
        add(mention.entity.as_str(), mention.span, Some(mention.confidence));
    }
    for quote in &analysis.quotes {
        for &span in &quote.spans {
            add(
                &format!("quote {}", quote.kind.as_str()),
                span,
                Some(quote.confidence),
            );
        }
        if let Some(speaker) = quote.speaker {
            add("speaker", speaker, Some(quote.confidence));
        }
        for &cue in &quote.cue {
            add("cue", cue, Some(quote.confidence));
        }
    }
    for date in &analysis.dates {
        add(date.kind.as_str(), date.span, None);
    }
    for deadline in &analysis.deadlines {
        let label = format!("deadline {}", deadline.kind.as_str());
        add(&label, deadline.span, None);
    }
    let date = analysis.date.map(|date| date.to_string());
    let version = concat!("depesche ", env!("CARGO_PKG_VERSION"));
    json!([{
        "data": {"text": document.text, "doc_id": document.id, "title": document.title, "date": date},
        "predictions": [{"model_version": version, "result": result}],
    }])
    .to_string()
}
