//! From scores to labels, and how sure they are.

use super::label::Label;
use super::network::{COLUMNS, Score};

/// How well a label follows another: from x to.
pub(super) type Transitions = [[Score; COLUMNS]; Label::COUNT];
/// What is added where a label may not follow another.
pub(super) const NEVER: Score = -(1 << 29);
/// No sum is less, nor any score's size more than half of it.
const LEAST: Score = -(1 << 30);

/// The best sequence of labels by the sum of the words' scores, `COLUMNS` a word, and of the transitions.
pub(super) fn best_path(
    scores: &[Score],
    transitions: &Transitions,
    from: &mut Vec<[u8; COLUMNS]>,
    path: &mut Vec<Label>,
) {
    from.clear();
    path.clear();
    // A sentence begins as if after a word outside of any name.
    let mut sums = [LEAST; COLUMNS];
    sums[0] = 0;
    for row in scores.as_chunks::<COLUMNS>().0 {
        let (mut best, mut back) = ([Score::MIN; COLUMNS], [0i32; COLUMNS]);
        for (before, (sum, transitions)) in (0..).zip(sums.iter().zip(transitions)) {
            for to in 0..COLUMNS {
                let new = sum + transitions[to];
                back[to] = if new > best[to] { before } else { back[to] };
                best[to] = best[to].max(new);
            }
        }
        for (best, score) in best.iter_mut().zip(row) {
            *best += (*score).clamp(LEAST / 2, -(LEAST / 2));
        }
        let top = best[..Label::COUNT].iter().copied().max().unwrap_or(0);
        for (sum, best) in sums.iter_mut().zip(best) {
            *sum = best.saturating_sub(top).max(LEAST);
        }
        from.push(back.map(|number| number as u8));
    }
    let mut at = (1..Label::COUNT).fold(
        0,
        |top, number| if sums[number] > sums[top] { number } else { top },
    );
    path.resize(from.len(), Label::OUTSIDE);
    for (slot, back) in path.iter_mut().zip(from.iter()).rev() {
        *slot = Label(at as u8);
        at = usize::from(back[at]);
    }
}

/// Log-odds of a word's label, from its scores; `unit` is one nat.
fn log_odds(scores: &[Score], label: Label, unit: f32) -> f32 {
    let own = scores[usize::from(label.0)];
    let others: f32 = scores[..Label::COUNT]
        .iter()
        .enumerate()
        .filter(|&(number, _)| number != usize::from(label.0))
        .map(|(_, &score)| ((score - own) as f32 / unit).min(60.0).exp())
        .sum();
    -others.max(1e-6).ln()
}

/// The least log-odds of the labels of a name's words and of the word after it.
pub(super) fn least_odds(scores: &[Score], path: &[Label], words: std::ops::Range<usize>, unit: f32) -> f32 {
    let end = (words.end + 1).min(path.len());
    (words.start..end)
        .map(|at| log_odds(&scores[at * COLUMNS..(at + 1) * COLUMNS], path[at], unit))
        .fold(f32::INFINITY, f32::min)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_label_that_may_not_follow_is_not_chosen_however_good() {
        let mut transitions = [[NEVER; COLUMNS]; Label::COUNT];
        for row in &mut transitions {
            for (to, step) in row.iter_mut().enumerate().take(Label::COUNT) {
                if to == 0 || to % 2 == 1 {
                    *step = 0;
                }
            }
        }
        transitions[1][2] = 0;
        // The second word would be the inside of a name, and the first one is none.
        let mut scores = [0; 2 * COLUMNS];
        scores[0] = 100;
        scores[COLUMNS + 2] = 90;
        let (mut from, mut path) = (Vec::new(), Vec::new());
        best_path(&scores, &transitions, &mut from, &mut path);
        assert_eq!(path, [Label(0), Label(0)]);
        // It is one where the beginning costs less than the inside brings.
        scores[1] = 20;
        best_path(&scores, &transitions, &mut from, &mut path);
        assert_eq!(path, [Label(1), Label(2)]);
        best_path(&[], &transitions, &mut from, &mut path);
        assert!(path.is_empty());
    }
}
