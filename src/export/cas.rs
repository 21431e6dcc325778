//! UIMA CAS JSON, as INCEpTION imports it (Apache UIMA Java JSON CAS, version 0.4).

use serde_json::{Value, json};

use super::Utf16;
use crate::analysis::Analysis;
use crate::document::Document;
use crate::text::Span;

const SENTENCE: &str = "de.tudarmstadt.ukp.dkpro.core.api.segmentation.type.Sentence";
const TOKEN: &str = "de.tudarmstadt.ukp.dkpro.core.api.segmentation.type.Token";
const NAME: &str = "de.tudarmstadt.ukp.dkpro.core.api.ner.type.NamedEntity";

/// The CAS of one document: sentences, tokens, names, quotes, dates, deadlines.
pub(super) fn json(document: &Document, analysis: &Analysis) -> String {
    let utf16 = Utf16::new(&document.text);
    let mut structures = vec![
        json!({"%ID": 1, "%TYPE": "uima.cas.Sofa", "sofaNum": 1, "sofaID": "_InitialView", "mimeType": "text/plain",
               "sofaString": document.text}),
        json!({"%ID": 2, "%TYPE": "uima.tcas.DocumentAnnotation", "@sofa": 1, "begin": 0, "end": utf16.len(),
               "language": analysis.language.code()}),
    ];
    let mut add = |kind: &str, span: Span, features: Value| {
        let (begin, end) = utf16.span(span);
        let mut structure =
            json!({"%ID": structures.len() + 1, "%TYPE": kind, "@sofa": 1, "begin": begin, "end": end});
        if let (Some(structure), Value::Object(features)) = (structure.as_object_mut(), features) {
            structure.extend(features);
        }
        structures.push(structure);
    };
    for sentence in &analysis.sentences {
        add(SENTENCE, sentence.span, json!({}));
    }
    for token in &analysis.tokens {
        add(TOKEN, token.span, json!({}));
    }
    for mention in &analysis.mentions {
        let actor = mention
            .actor
            .and_then(|actor| analysis.actors.get(actor as usize));
        let name = actor.map(|actor| actor.name.as_str());
        add(
            NAME,
            mention.span,
            json!({"value": mention.entity.as_str(), "identifier": name}),
        );
    }
    for quote in &analysis.quotes {
        let actor = quote
            .speaker_actor
            .and_then(|actor| analysis.actors.get(actor as usize));
        let words = quote.speaker.map(|span| span.of(&document.text));
        let features = json!({
            "kind": quote.kind.as_str(),
            "speaker": words,
            "speakerActor": actor.map(|actor| actor.name.as_str()).or(words),
        });
        for &span in &quote.spans {
            add("depesche.Quote", span, features.clone());
        }
    }
    for date in &analysis.dates {
        let features = json!({"kind": date.kind.as_str(), "value": date.value});
        add("depesche.Timex3", date.span, features);
    }
    for deadline in &analysis.deadlines {
        let features = json!({
            "kind": deadline.kind.as_str(),
            "action": deadline.action,
            "responsible": deadline.responsible,
            "latest": deadline.bounds.map(|days| days.latest.to_string()),
        });
        add("depesche.Deadline", deadline.span, features);
    }
    let members: Vec<usize> = (2..=structures.len()).collect();
    let cas = json!({
        "%TYPES": types(),
        "%FEATURE_STRUCTURES": structures,
        "%VIEWS": {"_InitialView": {"%SOFA": 1, "%MEMBERS": members}},
    });
    cas.to_string()
}

/// The types that a reader may not know, each with its features, all strings.
fn types() -> Value {
    let of = |name: &str, features: &[&str]| {
        let mut declared = json!({"%NAME": name, "%SUPER_TYPE": "uima.tcas.Annotation"});
        for feature in features {
            declared[feature] = json!({"%NAME": feature, "%RANGE": "uima.cas.String"});
        }
        (name.to_owned(), declared)
    };
    Value::Object(
        [
            of(SENTENCE, &[]),
            of(TOKEN, &[]),
            of(NAME, &["value", "identifier"]),
            of("depesche.Quote", &["kind", "speaker", "speakerActor"]),
            of("depesche.Timex3", &["kind", "value"]),
            of("depesche.Deadline", &["kind", "action", "responsible", "latest"]),
        ]
        .into_iter()
        .collect(),
    )
}
