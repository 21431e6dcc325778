//! How sure a name is: the share that labellings with just this name have among all labellings of its words and their
//! neighbours, what lies farther off being labelled as it is (a linear-chain conditional random field, seen through a window).

use std::ops::Range;

use super::label::Label;
use super::network::{COLUMNS, Score};

/// Words on either side of a name whose labels are left open.
const REACH: usize = 2;
/// A label that is so many nats less likely than a word's best one counts nothing.
const HOPELESS: f32 = 12.0;
/// No share is nearer to nothing or to all.
const LEAST: f32 = 1e-6;

/// What each label counts after another, from x to: the exponentials of the transitions.
pub(super) type Factors = [[f32; COLUMNS]; Label::COUNT];

/// Log-odds of a name of a sentence whose words have these scores, `unit` of them one nat, and are labelled so.
#[inline(always)]
pub(super) fn log_odds(
    scores: &[Score],
    factors: &Factors,
    path: &[Label],
    words: Range<usize>,
    unit: f32,
) -> f32 {
    let rows = scores.as_chunks::<COLUMNS>().0;
    let window = words.start.saturating_sub(REACH)..(words.end + REACH).min(rows.len());
    let before = window.start.checked_sub(1).map_or(Label::OUTSIDE, |at| path[at]);
    let inside = path[words.start].inside();
    // Of all labellings, and of those with the name.
    let (mut all, mut named) = ([0f32; COLUMNS], [0f32; COLUMNS]);
    all[usize::from(before.0)] = 1.0;
    named[usize::from(before.0)] = 1.0;
    for at in window.clone() {
        let counts = counts(&rows[at], unit);
        all = step(&all, factors, &counts);
        named = if words.contains(&at) {
            let own = usize::from(path[at].0);
            let sum: f32 = named
                .iter()
                .zip(factors)
                .map(|(share, row)| share * row[own])
                .sum();
            let mut named = [0.0; COLUMNS];
            named[own] = sum * counts[own];
            named
        } else {
            step(&named, factors, &counts)
        };
        if at == words.end {
            named[usize::from(inside.0)] = 0.0;
        }
        // Both alike, so that neither becomes too large or too small for its numbers.
        let by = 1.0 / all.iter().sum::<f32>().max(f32::MIN_POSITIVE);
        for share in all.iter_mut().chain(&mut named) {
            *share *= by;
        }
    }
    let end = |shares: &[f32; COLUMNS]| -> f32 {
        let Some(after) = path.get(window.end) else {
            return shares.iter().sum();
        };
        let after = usize::from(after.0);
        shares
            .iter()
            .zip(factors)
            .map(|(share, row)| share * row[after])
            .sum()
    };
    let share = end(&named) / end(&all).max(f32::MIN_POSITIVE);
    let share = share.clamp(LEAST, 1.0 - LEAST);
    (share / (1.0 - share)).ln()
}

/// What each label of a word counts by its scores, the best one 1.
#[inline(always)]
pub(super) fn counts(row: &[Score; COLUMNS], unit: f32) -> [f32; COLUMNS] {
    let top = row[..Label::COUNT].iter().copied().max().unwrap_or(0);
    let mut counts = [0.0; COLUMNS];
    for (count, &score) in counts[..Label::COUNT].iter_mut().zip(row) {
        let below = (top - score) as f32 / unit;
        if below < HOPELESS {
            *count = (-below).exp();
        }
    }
    counts
}

/// From the shares of a word's labels to those of the next one's.
#[inline(always)]
pub(super) fn step(shares: &[f32; COLUMNS], factors: &Factors, counts: &[f32; COLUMNS]) -> [f32; COLUMNS] {
    let mut next = [0f32; COLUMNS];
    for (&share, row) in shares.iter().zip(factors) {
        if share > 0.0 {
            next.iter_mut()
                .zip(row)
                .for_each(|(next, factor)| *next += share * factor);
        }
    }
    next.iter_mut()
        .zip(counts)
        .for_each(|(next, count)| *next *= count);
    next
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every label may follow every other, but an inside label its own name only.
    fn factors() -> Factors {
        let mut factors = [[0.0; COLUMNS]; Label::COUNT];
        for (before, row) in factors.iter_mut().enumerate() {
            for (label, factor) in row.iter_mut().enumerate().take(Label::COUNT) {
                let inside = label > 0 && label % 2 == 0;
                *factor = f32::from(u8::from(!inside || label == before || label == before + 1));
            }
        }
        factors
    }

    #[test]
    fn a_name_is_as_sure_as_its_share_of_all_labellings() {
        // One word that is a name by 3 to 1; what else it could be has no chance.
        let unit = 1000.0;
        let mut scores = [-100_000; 3 * COLUMNS];
        for at in [0, COLUMNS, 2 * COLUMNS] {
            scores[at] = 0;
        }
        scores[COLUMNS + 1] = (3f32.ln() * unit) as Score;
        let path = [Label(0), Label(1), Label(0)];
        let odds = log_odds(&scores, &factors(), &path, 1..2, unit);
        assert!((odds - 3f32.ln()).abs() < 0.01, "{odds}");
        // The word after it could belong to it by 1 to 1: the name with this end is half as likely.
        scores[2 * COLUMNS + 2] = 0;
        let odds = log_odds(&scores, &factors(), &path, 1..2, unit);
        assert!((odds - (3f32 / 4.0).ln()).abs() < 0.01, "{odds}");
    }

    #[test]
    fn a_sentence_of_one_word_has_no_neighbours() {
        let mut scores = [0; COLUMNS];
        scores[1] = 100_000;
        let odds = log_odds(&scores, &factors(), &[Label(1)], 0..1, 1000.0);
        assert!(odds > 10.0);
    }
}
