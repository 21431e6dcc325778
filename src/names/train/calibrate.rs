//! How a name's confidence follows from what the chain says of it.

use std::path::Path;

use anyhow::Context;

use super::Measured;
use super::data::{Corpus, Words, read_list};
use super::score;
use super::write::set_calibration;
use crate::analysis::EntityType;
use crate::names::gazetteer::Gazetteer;
use crate::names::label::Label;
use crate::names::network::Network;
use crate::names::pieces::Pieces;

/// Fits the confidence of a network that was trained before, on the corpora of a list that are for measuring; returns the weights
/// with it.
///
/// # Errors
///
/// Files that are not there or not in the form told.
pub fn calibrate(list: &Path, network: &'static [u8], pieces: &'static [u8]) -> anyhow::Result<Vec<u8>> {
    let mut words = Words::new(Pieces::new(pieces)?, Gazetteer::built_in());
    let corpora = read_list(list, &mut words, |times| times == 0)?;
    let read = Network::read(network).context("no weights of a network")?;
    let curve = fit(&corpora, &mut Measured::new(&read, &words));
    let mut written = network.to_vec();
    set_calibration(&mut written, curve);
    Ok(written)
}

/// A name that was found: what the chain says of it, and whether it is right.
#[derive(Debug, Clone, Copy)]
struct Seen {
    odds: f64,
    right: bool,
}

/// Offset and slope of a logistic curve, fitted on every other sentence of the corpora that are for measuring; prints how well
/// it does on the other ones.
pub(super) fn fit(corpora: &[Corpus], network: &mut Measured<'_>) -> [f32; 2] {
    let (mut fitted, mut kept) = (Vec::new(), Vec::new());
    for corpus in corpora.iter().filter(|corpus| corpus.times == 0) {
        let mut some = Vec::new();
        for (number, sentence) in corpus.sentences.iter().enumerate() {
            network.label(sentence);
            let gold: Vec<Label> = sentence.words.iter().map(|word| word.label).collect();
            let gold = score::spans(&gold);
            for span in score::spans(&network.buffers.path) {
                if span.2 == EntityType::Other && !corpus.policy.marks_other() {
                    continue;
                }
                let odds = network.network.log_odds(&network.buffers, span.0..span.1);
                let seen = Seen {
                    odds: f64::from(odds),
                    right: gold.contains(&span),
                };
                if number % 2 == 0 {
                    fitted.push(seen);
                } else {
                    some.push(seen);
                }
            }
        }
        kept.push((corpus.name.as_str(), some));
    }
    let curve = descend(&fitted);
    let [offset, slope] = curve;
    eprintln!(
        "calibration on {} names: {offset:.3} + {slope:.3} x log-odds; on others:",
        fitted.len()
    );
    let all: Vec<Seen> = kept.iter().flat_map(|(_, some)| some).copied().collect();
    for tenth in 0..10 {
        let some: Vec<Seen> = all
            .iter()
            .filter(|seen| (sure(curve, seen.odds) * 10.0) as usize == tenth)
            .copied()
            .collect();
        eprintln!("  0.{tenth}: {}", line(curve, &some));
    }
    for (name, some) in &kept {
        eprintln!("  {name}: {}", line(curve, some));
    }
    eprintln!("  all: {}", line(curve, &all));
    [offset as f32, slope as f32]
}

fn sure([offset, slope]: [f64; 2], odds: f64) -> f64 {
    1.0 / (1.0 + (-offset - slope * odds).exp())
}

/// How many names, how sure they are and how many are right, and the loss.
fn line(curve: [f64; 2], some: &[Seen]) -> String {
    let count = some.len().max(1) as f64;
    let mean = some.iter().map(|seen| sure(curve, seen.odds)).sum::<f64>() / count;
    let right = some.iter().filter(|seen| seen.right).count() as f64 / count;
    let loss = |seen: &Seen| {
        let sure = sure(curve, seen.odds);
        -if seen.right { sure } else { 1.0 - sure }.ln()
    };
    let loss = some.iter().map(loss).sum::<f64>() / count;
    format!(
        "{} names, {:.1} % sure, {:.1} % right, loss {loss:.4}",
        some.len(),
        100.0 * mean,
        100.0 * right
    )
}

/// The curve with the least loss, by Newton's method.
fn descend(seen: &[Seen]) -> [f64; 2] {
    let mut curve = [0.0, 0.5];
    for _ in 0..50 {
        let (mut slope, mut bend) = ([0.0; 2], [1e-6, 0.0, 1e-6]);
        for &Seen { odds, right } in seen {
            let sure = sure(curve, odds);
            let (error, weight) = (sure - f64::from(u8::from(right)), sure * (1.0 - sure));
            slope[0] += error;
            slope[1] += error * odds;
            bend[0] += weight;
            bend[1] += weight * odds;
            bend[2] += weight * odds * odds;
        }
        let determinant = bend[0] * bend[2] - bend[1] * bend[1];
        curve[0] -= (bend[2] * slope[0] - bend[1] * slope[1]) / determinant;
        curve[1] -= (bend[0] * slope[1] - bend[1] * slope[0]) / determinant;
    }
    curve
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_curve_goes_through_what_was_seen() {
        // Of ten names at 0 five are right, of ten at 2 nine.
        let seen: Vec<Seen> = (0..20)
            .map(|number| Seen {
                odds: if number < 10 { 0.0 } else { 2.0 },
                right: number % 10 < if number < 10 { 5 } else { 9 },
            })
            .collect();
        let curve = descend(&seen);
        assert!((sure(curve, 0.0) - 0.5).abs() < 0.01);
        assert!((sure(curve, 2.0) - 0.9).abs() < 0.01);
    }
}
