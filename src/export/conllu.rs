//! CoNLL-U: <https://universaldependencies.org/format.html>; names stand as BIO tags in the last column.

use std::fmt::Write;

use crate::analysis::{Analysis, MentionKind, Tense, Token};
use crate::document::Document;

/// The sentences of one document.
pub(super) fn sentences(document: &Document, analysis: &Analysis) -> String {
    let text = document.text.as_str();
    let names = names(analysis);
    let mut out = format!("# newdoc id = {}\n", one_line(&document.id));
    let mut paragraph = None;
    for (number, sentence) in analysis.sentences.iter().enumerate() {
        if paragraph != Some(sentence.paragraph) {
            out.push_str("# newpar\n");
            paragraph = Some(sentence.paragraph);
        }
        let _ = writeln!(out, "# sent_id = {}-{}", one_line(&document.id), number + 1);
        let _ = writeln!(out, "# text = {}", one_line(sentence.span.of(text)));
        for (position, index) in sentence.tokens.range().enumerate() {
            let token = &analysis.tokens[index];
            let next = analysis
                .tokens
                .get(index + 1)
                .filter(|_| index + 1 < sentence.tokens.range().end);
            let glued = next.is_some_and(|next| next.span.start == token.span.end);
            let mut misc = vec![names[index].clone()];
            if glued {
                misc.push("SpaceAfter=No".to_owned());
            }
            misc.retain(|entry| !entry.is_empty());
            let _ = writeln!(
                out,
                "{}\t{}\t{}\t{}\t_\t{}\t_\t_\t_\t{}",
                position + 1,
                one_line(token.span.of(text)),
                one_line(&token.lemma(text)),
                token.upos.as_str(),
                features(token),
                or_underscore(misc.join("|"))
            );
        }
        out.push('\n');
    }
    out
}

/// The name tag of each token, as `NER=B-PER`.
fn names(analysis: &Analysis) -> Vec<String> {
    let mut names = vec![String::new(); analysis.tokens.len()];
    for mention in analysis
        .mentions
        .iter()
        .filter(|mention| mention.kind == MentionKind::Name)
    {
        for (position, index) in mention.tokens.range().enumerate() {
            let mark = if position == 0 { 'B' } else { 'I' };
            names[index] = format!("NER={mark}-{}", mention.entity.as_str());
        }
    }
    names
}

fn features(token: &Token) -> String {
    let mut features = Vec::new();
    if let Some(mood) = token.mood {
        features.push(format!("Mood={}", mood.as_str()));
    }
    if let Some(tense) = token.tense {
        features.push(format!(
            "Tense={}",
            if tense == Tense::Past { "Past" } else { "Pres" }
        ));
    }
    if token.finite {
        features.push("VerbForm=Fin".to_owned());
    }
    or_underscore(features.join("|"))
}

fn or_underscore(field: String) -> String {
    if field.is_empty() { "_".to_owned() } else { field }
}

/// Without tabs and line breaks, which the format has no way to write.
fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
