//! Trains the tagger's model: `depesche train tagger`.

use std::io::BufRead;

use anyhow::{Context, bail};

use super::model::{Left, ROWS, Word, left_features, word_features};
use super::tags::Tag;
use crate::linear::WIDTH;

/// Passes over the data.
const EPOCHS: usize = 6;

/// Trains on lines `word<TAB>tag…`, an empty line after each sentence, and returns the weights.
///
/// The order of the sentences is shuffled by a fixed seed: the same data give the same weights.
///
/// # Errors
///
/// A line that is no such line, or an unknown tag.
pub fn train(data: impl BufRead) -> anyhow::Result<Vec<u8>> {
    let sentences = read(data)?;
    let mut weights = vec![[0f32; WIDTH]; ROWS];
    let mut sums = vec![[0f64; WIDTH]; ROWS];
    let mut clock = 1f64;
    let mut order: Vec<usize> = (0..sentences.len()).collect();
    let mut seed = 0x2545_f491_4f6c_dd1d_u64;
    for epoch in 0..EPOCHS {
        for at in (1..order.len()).rev() {
            seed ^= seed << 13;
            seed ^= seed >> 7;
            seed ^= seed << 17;
            order.swap(at, (seed % (at as u64 + 1)) as usize);
        }
        let (mut right, mut all) = (0, 0);
        for &sentence in &order {
            let mut left = Left::START;
            let (words, tags) = &sentences[sentence];
            for (index, &gold) in tags.iter().enumerate() {
                let window = window(words, index);
                let found = [&word_features(&window)[..], &left_features(&window, &left)].concat();
                let guess = best(&weights, &found);
                all += 1;
                if guess == gold {
                    right += 1;
                } else {
                    for &row in &found {
                        weights[row as usize][gold as usize] += 1.0;
                        sums[row as usize][gold as usize] += clock;
                        weights[row as usize][guess as usize] -= 1.0;
                        sums[row as usize][guess as usize] -= clock;
                    }
                }
                clock += 1.0;
                left.push(&words[index], guess);
            }
        }
        eprintln!(
            "epoch {}: {:.2} % right while training",
            epoch + 1,
            100.0 * f64::from(right) / f64::from(all.max(1))
        );
    }
    Ok(quantised(&weights, &sums, clock))
}

/// Averages the weights and scales them to signed bytes.
fn quantised(weights: &[[f32; WIDTH]], sums: &[[f64; WIDTH]], clock: f64) -> Vec<u8> {
    let average = |row: usize, tag: usize| f64::from(weights[row][tag]) - sums[row][tag] / clock;
    let mut sizes: Vec<f64> = (0..ROWS)
        .flat_map(|row| (0..Tag::COUNT).map(move |tag| average(row, tag).abs()))
        .filter(|w| *w > 0.0)
        .collect();
    sizes.sort_by(f64::total_cmp);
    // The largest few weights are cut off so that the others keep their differences.
    let top = sizes
        .get(sizes.len().saturating_sub(1 + sizes.len() / 2000))
        .copied()
        .unwrap_or(1.0);
    let mut bytes = Vec::with_capacity(ROWS * WIDTH);
    for row in 0..ROWS {
        for tag in 0..WIDTH {
            bytes.push((average(row, tag) * 127.0 / top).round().clamp(-127.0, 127.0) as i8 as u8);
        }
    }
    bytes
}

fn window(words: &[Word], index: usize) -> [Word; 5] {
    std::array::from_fn(|offset| {
        (index + offset)
            .checked_sub(2)
            .and_then(|at| words.get(at))
            .copied()
            .unwrap_or(Word::EDGE)
    })
}

fn best(weights: &[[f32; WIDTH]], features: &[u32]) -> Tag {
    let mut scores = [0f32; WIDTH];
    for &row in features {
        for (score, weight) in scores.iter_mut().zip(weights[row as usize]) {
            *score += weight;
        }
    }
    let mut best = 0;
    for tag in 1..Tag::COUNT {
        if scores[tag] > scores[best] {
            best = tag;
        }
    }
    Tag::from_index(best)
}

fn read(data: impl BufRead) -> anyhow::Result<Vec<(Vec<Word>, Vec<Tag>)>> {
    let mut sentences = vec![(Vec::new(), Vec::new())];
    let mut buffer = String::new();
    for (number, line) in data.lines().enumerate() {
        let line = line?;
        let Some(sentence) = sentences.last_mut() else {
            break;
        };
        if line.is_empty() {
            if !sentence.0.is_empty() {
                sentences.push((Vec::new(), Vec::new()));
            }
            continue;
        }
        let mut columns = line.split('\t');
        let (Some(word), Some(tag)) = (columns.next(), columns.next()) else {
            bail!("line {}: expected word, tab, tag", number + 1);
        };
        let tag = Tag::parse(tag).with_context(|| format!("line {}: unknown tag {tag:?}", number + 1))?;
        sentence.0.push(Word::new(word, &mut buffer));
        sentence.1.push(tag);
    }
    sentences.retain(|(words, _)| !words.is_empty());
    Ok(sentences)
}
