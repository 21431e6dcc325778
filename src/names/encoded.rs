//! Names from what the encoder says of each token.

use super::label::{Form, Label};
use super::name_part;
use crate::analysis::{Mention, MentionKind, TextLayer};
use crate::encoder::Reading;
use crate::text::TokenRange;

/// The encoder's head for names.
const HEAD: &str = "names";
/// From the log-odds of a name's least sure word to those of the name: offset and slope, fitted by `training/encoder/confidence.py`.
const CALIBRATION: [f32; 2] = [-0.649, 0.685];

/// The mentions of those sentences that the encoder read, in order of the text.
pub(super) fn find(layer: &TextLayer<'_>, reading: &Reading) -> Vec<Mention> {
    let labels: Vec<Label> = reading.labels(HEAD).iter().map(|tag| Label::parse(tag)).collect();
    let mut mentions = Vec::new();
    for sentence in layer.sentences {
        let tokens = sentence.tokens.range();
        if labels.is_empty() || !tokens.clone().all(|token| reading.has(token)) {
            continue;
        }
        let rows: Vec<&[f32]> = tokens
            .clone()
            .map(|token| reading.probabilities(HEAD, token))
            .collect();
        let path = best_path(&labels, &rows);
        let mut open = None;
        for (offset, &number) in path.iter().enumerate() {
            let probability = rows[offset][number];
            match (labels[number].parts(), &mut open) {
                (Some((.., false)), Some((_, _, least))) => *least = probability.min(*least),
                (parts, open) => {
                    mentions.extend(mention(layer, tokens.start, open.take(), offset));
                    *open = parts.map(|_| (offset, labels[number], probability));
                }
            }
        }
        mentions.extend(mention(layer, tokens.start, open.take(), path.len()));
    }
    mentions
}

/// The mention of an open name that ends before token `end` of its sentence.
fn mention(
    layer: &TextLayer<'_>,
    first: usize,
    open: Option<(usize, Label, f32)>,
    end: usize,
) -> Option<Mention> {
    let (start, label, probability) = open?;
    let (entity, form, _) = label.parts()?;
    let tokens = TokenRange::new(first + start, first + end);
    let whole = layer.span(tokens);
    let (kind, span) = match form {
        Form::Derived => return None,
        Form::Name => (MentionKind::Name, whole),
        Form::Part => (MentionKind::Compound, name_part(layer.text, whole)?),
    };
    Some(Mention {
        span,
        tokens,
        kind,
        entity,
        confidence: calibrated(probability),
        actor: None,
    })
}

/// How many of the names with such a least sure word are right.
fn calibrated(least: f32) -> f32 {
    let [offset, slope] = CALIBRATION;
    let least = least.clamp(0.005, 0.995);
    1.0 / (1.0 + (-offset - slope * (least / (1.0 - least)).ln()).exp())
}

/// The most probable sequence of labels in which an inside label follows its own name only; as numbers of the head's labels.
fn best_path(labels: &[Label], rows: &[&[f32]]) -> Vec<usize> {
    let likeliest = |row: &&[f32]| {
        (0..labels.len())
            .max_by(|&a, &b| row[a].total_cmp(&row[b]))
            .unwrap_or(0)
    };
    let plain: Vec<usize> = rows.iter().map(likeliest).collect();
    let mut before = Label::OUTSIDE;
    let valid = plain.iter().all(|&number| {
        let may = labels[number].may_follow(before);
        before = labels[number];
        may
    });
    if valid {
        return plain;
    }
    let mut scores: Vec<f32> = Vec::new();
    let mut sources: Vec<Vec<usize>> = Vec::with_capacity(rows.len());
    for (at, row) in rows.iter().enumerate() {
        let step = |to: usize| {
            let from = |from: usize| if at == 0 { 0.0 } else { scores[from] };
            let allowed = |from: usize| {
                let before = if at == 0 { Label::OUTSIDE } else { labels[from] };
                labels[to].may_follow(before)
            };
            (0..labels.len())
                .filter(|&source| allowed(source))
                .map(|source| (from(source), source))
                .max_by(|a, b| a.0.total_cmp(&b.0))
                .map_or((f32::NEG_INFINITY, 0), |(score, source)| {
                    (score + row[to].max(f32::MIN_POSITIVE).ln(), source)
                })
        };
        let steps: Vec<(f32, usize)> = (0..labels.len()).map(step).collect();
        scores = steps.iter().map(|step| step.0).collect();
        sources.push(steps.iter().map(|step| step.1).collect());
    }
    let mut at = (0..scores.len())
        .max_by(|&a, &b| scores[a].total_cmp(&scores[b]))
        .unwrap_or(0);
    let mut path = vec![at];
    for sources in sources.iter().skip(1).rev() {
        at = sources[at];
        path.push(at);
    }
    path.reverse();
    path
}
