//! How many words of a sentence the network likely labels wrongly: the chances that they have other labels, by all labellings of the
//! sentence (the marginals of the linear-chain conditional random field), summed up.
//!
//! What names no person, organisation or place counts as one label. Whether a word is derived from a name, or names a work, matters
//! less, and would be most of the doubt.

use super::label::Label;
use super::network::{COLUMNS, Score};
use super::sure::{Factors, counts, step};

/// What each label of a word counts.
type Shares = [f32; COLUMNS];

/// The expected number of words of a sentence that have another label than in `path`. Its words have these scores, `unit` of them one nat.
#[inline(always)]
pub(super) fn wrong_words(scores: &[Score], factors: &Factors, path: &[Label], unit: f32) -> f32 {
    let counts: Vec<Shares> = scores
        .as_chunks::<COLUMNS>()
        .0
        .iter()
        .map(|row| counts(row, unit))
        .collect();
    // Of all labellings of the sentence up to a word, by its label.
    let mut before = [0.0; COLUMNS];
    before[usize::from(Label::OUTSIDE.0)] = 1.0;
    let before: Vec<Shares> = counts
        .iter()
        .map(|counts| {
            before = in_all(step(&before, factors, counts));
            before
        })
        .collect();
    // Of all labellings of what follows it.
    let mut after = [1.0; COLUMNS];
    let mut wrong = 0.0;
    for ((before, counts), &label) in before.iter().zip(&counts).zip(path).rev() {
        wrong += 1.0 - share_of(label, before, &after);
        after = in_all(step_back(&after, factors, counts));
    }
    wrong
}

/// The share of a label, and of those that count as the same, in all labellings.
#[inline(always)]
fn share_of(label: Label, before: &Shares, after: &Shares) -> f32 {
    let (mut all, mut same) = (0.0, 0.0);
    for number in 0..Label::COUNT {
        let share = before[number] * after[number];
        all += share;
        if Label(number as u8).of_actor() == label.of_actor() {
            same += share;
        }
    }
    same / f32::max(all, f32::MIN_POSITIVE)
}

/// From what follows a word, by its label, to what follows the word before it.
#[inline(always)]
fn step_back(after: &Shares, factors: &Factors, counts: &Shares) -> Shares {
    let mut own = *after;
    own.iter_mut().zip(counts).for_each(|(own, count)| *own *= count);
    let mut before = [0.0; COLUMNS];
    for (before, row) in before.iter_mut().zip(factors) {
        *before = own.iter().zip(row).map(|(own, factor)| own * factor).sum();
    }
    before
}

/// The same shares with a sum of one, so that they become neither too large nor too small for their numbers.
#[inline(always)]
fn in_all(mut shares: Shares) -> Shares {
    let by = 1.0 / shares.iter().sum::<f32>().max(f32::MIN_POSITIVE);
    shares.iter_mut().for_each(|share| *share *= by);
    shares
}

#[cfg(test)]
mod tests {
    use super::*;

    const UNIT: f32 = 1000.0;

    /// Words by their labels, each with a chance against the label outside; any label may follow any other.
    fn wrong(words: &[&[(&str, f32)]], path: &[&str]) -> f32 {
        let mut scores = vec![-100_000; words.len() * COLUMNS];
        for (row, word) in scores.chunks_exact_mut(COLUMNS).zip(words) {
            row[0] = 0;
            for (label, chance) in *word {
                row[usize::from(Label::parse(label).0)] = (chance.ln() * UNIT) as Score;
            }
        }
        let path: Vec<Label> = path.iter().map(|label| Label::parse(label)).collect();
        let mut factors = [[0.0; COLUMNS]; Label::COUNT];
        factors.iter_mut().for_each(|row| row[..Label::COUNT].fill(1.0));
        wrong_words(&scores, &factors, &path, UNIT)
    }

    fn is(found: f32, expected: f32) {
        assert!((found - expected).abs() < 0.01, "{found}, not {expected}");
    }

    #[test]
    fn each_word_is_as_doubtful_as_its_other_labels_are_likely() {
        is(wrong(&[&[("B-PER", 3.0)]], &["B-PER"]), 0.25);
        is(
            wrong(
                &[&[("B-PER", 3.0)], &[], &[("B-LOC", 3.0)]],
                &["B-PER", "O", "B-LOC"],
            ),
            0.5,
        );
        // What was missed counts as what was found wrongly.
        is(wrong(&[&[("B-PER", 1.0 / 3.0)]], &["O"]), 0.25);
        is(wrong(&[], &[]), 0.0);
    }

    #[test]
    fn what_names_no_actor_is_all_the_same() {
        is(
            wrong(
                &[&[("B-MISC", 3.0), ("B-LOCderiv", 3.0), ("B-ORGpart", 1.0)]],
                &["B-MISC"],
            ),
            0.0,
        );
        is(wrong(&[&[("B-MISC", 2.0), ("B-ORG", 1.0)]], &["B-MISC"]), 0.25);
    }
}
