//! From scores to labels, and how sure they are.

use super::label::Label;
use super::network::{COLUMNS, Score};

/// How well a label follows another: from x to, no more than [`NEVER`] where it may not.
#[derive(Debug)]
pub(super) struct Transitions {
    steps: Box<[[Score; COLUMNS]; Label::COUNT]>,
    /// How much better than the label outside at most a label is followed by one that any label may precede.
    gains: [Score; Label::COUNT],
    /// To an inside label from the beginning of its name, and from itself; [`NEVER`] to others.
    inward: [[Score; COLUMNS]; 2],
}

/// What is added where a label may not follow another.
pub(super) const NEVER: Score = -(1 << 29);
/// No sum is less, nor any score's size more than half of it.
const LEAST: Score = -(1 << 30);

/// Where the best way to each label of each word comes from.
pub(super) type Steps = Vec<[u8; COLUMNS]>;

impl Transitions {
    pub fn new(steps: [[Score; COLUMNS]; Label::COUNT]) -> Self {
        let is_inside = |to: usize| matches!(Label(to as u8).parts(), Some((_, _, false)));
        let gain = |row: &[Score; COLUMNS]| {
            let free = (0..Label::COUNT).filter(|&to| !is_inside(to));
            free.map(|to| row[to] - steps[0][to]).max().unwrap_or(0)
        };
        let mut inward = [[NEVER; COLUMNS]; 2];
        for to in (0..Label::COUNT).filter(|&to| is_inside(to)) {
            inward[0][to] = steps[to - 1][to];
            inward[1][to] = steps[to][to];
        }
        Self {
            gains: steps.each_ref().map(gain),
            inward,
            steps: Box::new(steps),
        }
    }
}

/// The best sequence of labels by the sum of the words' scores, `COLUMNS` a word, and of the transitions; of two that are as good
/// the one whose labels have smaller numbers, the last word's first.
#[inline(always)]
pub(super) fn best_path(
    scores: &[Score],
    transitions: &Transitions,
    steps: &mut Steps,
    path: &mut Vec<Label>,
) {
    steps.clear();
    path.clear();
    // A sentence begins as if after a word outside of any name.
    let mut sums = [LEAST; COLUMNS];
    sums[0] = 0;
    for row in scores.as_chunks::<COLUMNS>().0 {
        let (mut best, back) = step(&sums, transitions);
        for (best, score) in best.iter_mut().zip(row) {
            *best += (*score).clamp(LEAST / 2, -(LEAST / 2));
        }
        let top = best[..Label::COUNT].iter().copied().max().unwrap_or(0);
        for (sum, best) in sums.iter_mut().zip(best) {
            *sum = best.saturating_sub(top).max(LEAST);
        }
        steps.push(back.map(|number| number as u8));
    }
    let mut at = (1..Label::COUNT).fold(
        0,
        |top, number| if sums[number] > sums[top] { number } else { top },
    );
    path.resize(steps.len(), Label::OUTSIDE);
    for (slot, back) in path.iter_mut().zip(steps.iter()).rev() {
        *slot = Label(at as u8);
        at = usize::from(back[at]);
    }
}

/// The best sum of the ways to each label, before the word's own score, and the label that it comes from.
#[inline(always)]
fn step(sums: &[Score; COLUMNS], transitions: &Transitions) -> ([Score; COLUMNS], [i32; COLUMNS]) {
    let mut best = transitions.steps[0].map(|step| sums[0] + step);
    let mut back = [0i32; COLUMNS];
    // An inside label follows the beginning of its name, its neighbour, or itself.
    let mut neighbours = [LEAST; COLUMNS];
    neighbours[1..].copy_from_slice(&sums[..COLUMNS - 1]);
    let [begun, within] = &transitions.inward;
    for to in 0..COLUMNS {
        let (begun, within) = (neighbours[to] + begun[to], sums[to] + within[to]);
        back[to] = if begun > best[to] { to as i32 - 1 } else { back[to] };
        best[to] = best[to].max(begun);
        back[to] = if within > best[to] { to as i32 } else { back[to] };
        best[to] = best[to].max(within);
    }
    // Few labels are so likely that others could follow them rather than the label outside.
    for (before, gain) in (0..).zip(transitions.gains).skip(1) {
        let sum = sums[before as usize];
        if sum + gain > sums[0] {
            let row = &transitions.steps[before as usize];
            for to in 0..COLUMNS {
                let new = sum + row[to];
                back[to] = if new > best[to] { before } else { back[to] };
                best[to] = best[to].max(new);
            }
        }
    }
    (best, back)
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
        let transitions = Transitions::new(transitions);
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
