//! Trains the names model: `depesche train names`.

use std::io::BufRead;

use anyhow::{Context, bail};

use super::label::Label;
use super::model::{BITS, Features, Model, Word, features, is_headline};
use crate::linear::train::{Averaged, shuffle};

/// Passes over the data.
const EPOCHS: usize = 5;
/// How far the right label's score must be above the next one's.
const MARGIN: f32 = 4.0;

struct Sentence {
    words: Vec<Word>,
    labels: Vec<Label>,
    weight: f32,
    /// False where the set does not annotate MISC: a guess of MISC is then no error.
    has_other: bool,
}

/// Trains on lines `word<TAB>tag[<TAB>confidence]`, an empty line after each sentence, and returns the weights.
///
/// A line `# no MISC` says that what follows does not annotate MISC, `# MISC` that it does. With confidences, a sentence
/// counts by the least of them. The same data give the same weights.
///
/// # Errors
///
/// A line that is none of these.
pub fn train(data: impl BufRead, clusters: &'static [u8]) -> anyhow::Result<Vec<u8>> {
    let model = Model::new(&[], clusters);
    let sentences = read(data, &model)?;
    let mut averaged = Averaged::new(1 << BITS);
    let mut order: Vec<usize> = (0..sentences.len()).collect();
    let mut seed = 0x2545_f491_4f6c_dd1d;
    for epoch in 0..EPOCHS {
        shuffle(&mut order, &mut seed);
        let (mut wrong, mut all) = (0u32, 0u32);
        for &at in &order {
            let sentence = &sentences[at];
            let headline = is_headline(&sentence.words[2..sentence.words.len() - 2]);
            let mut left = [Label::OUTSIDE; 2];
            for (index, window) in sentence.words.array_windows::<5>().enumerate() {
                let found: Features = features(window, left, index == 0, headline);
                let scores = averaged.scores(&found);
                let gold = sentence.labels[index];
                let best = |skip: Option<u8>| {
                    (0..Label::COUNT as u8)
                        .filter(|&label| Some(label) != skip && Label(label).may_follow(left[0]))
                        .max_by(|&a, &b| scores[a as usize].total_cmp(&scores[b as usize]).then(b.cmp(&a)))
                        .unwrap_or(0)
                };
                let guess = best(None);
                let rival = if guess == gold.0 {
                    best(Some(gold.0))
                } else {
                    guess
                };
                let close = scores[gold.0 as usize] - scores[rival as usize] < MARGIN;
                let unknown = !sentence.has_other && gold == Label::OUTSIDE && is_other(rival);
                if close && !unknown {
                    averaged.update(&found, gold.0 as usize, rival as usize, sentence.weight);
                }
                averaged.tick();
                all += 1;
                wrong += u32::from(guess != gold.0);
                // Learns from its own decisions, as it will have to read.
                left = [Label(if unknown { gold.0 } else { guess }), left[0]];
            }
        }
        eprintln!(
            "epoch {}: {:.2} % wrong while training",
            epoch + 1,
            100.0 * f64::from(wrong) / f64::from(all.max(1))
        );
    }
    Ok(averaged.quantised())
}

fn is_other(label: u8) -> bool {
    Label(label)
        .parts()
        .is_some_and(|(entity, ..)| entity == crate::analysis::EntityType::Other)
}

fn read(data: impl BufRead, model: &Model) -> anyhow::Result<Vec<Sentence>> {
    let mut sentences = Vec::new();
    let (mut words, mut labels, mut weight, mut has_other) = (Vec::new(), Vec::new(), 1f32, true);
    let mut buffer = String::new();
    for (number, line) in data.lines().chain([Ok(String::new())]).enumerate() {
        let line = line?;
        match line.as_str() {
            "# no MISC" => has_other = false,
            "# MISC" => has_other = true,
            "" if words.is_empty() => {}
            "" => {
                let mut padded = vec![Word::EDGE; 2];
                padded.append(&mut words);
                padded.extend([Word::EDGE; 2]);
                sentences.push(Sentence {
                    words: padded,
                    labels: std::mem::take(&mut labels),
                    weight,
                    has_other,
                });
                weight = 1.0;
            }
            _ => {
                let mut columns = line.split('\t');
                let (Some(word), Some(tag)) = (columns.next(), columns.next()) else {
                    bail!("line {}: expected word, tab, tag", number + 1);
                };
                if let Some(confidence) = columns.next() {
                    let confidence: f32 = confidence
                        .parse()
                        .with_context(|| format!("line {}: no confidence", number + 1))?;
                    weight = weight.min(confidence * confidence);
                }
                words.push(model.look(word, &mut buffer));
                labels.push(Label::parse(tag));
            }
        }
    }
    Ok(sentences)
}
