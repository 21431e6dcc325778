//! From scores to labels.

use super::label::Label;
use super::network::{COLUMNS, Score};

/// Kinds of names, and the label outside: what can begin at any word.
const KINDS: usize = 1 + Label::COUNT / 2;
/// Lanes: one for each of them, and some that are not used.
const LANES: usize = 16;
/// A number for the label outside (lane 0) and for the beginning of each kind of name, or for the inside of each.
type Half = [Score; LANES];

/// What is added where a label may not follow another.
pub(super) const NEVER: Score = -(1 << 29);
/// No sum is less, nor any score's size more than half of it.
const LEAST: Score = -(1 << 30);

/// The label outside, or that of a name's beginning.
fn begin(lane: usize) -> usize {
    (2 * lane).saturating_sub(1)
}

/// The label of a name's inside.
fn inside(lane: usize) -> usize {
    2 * lane
}

/// How well a label follows another.
#[derive(Debug)]
pub(super) struct Transitions {
    /// From each label to what can begin at any word.
    begin: Box<[Half; Label::COUNT]>,
    /// To a name's inside, from its beginning and from its inside.
    inside: [Half; 2],
    /// By how much at most the beginning of a name, and its inside, is better followed by what can begin than the label outside is.
    gains: [Half; 2],
}

impl Transitions {
    /// From steps, from x to; no more than [`NEVER`] where a label may not follow.
    pub fn new(steps: &[[Score; COLUMNS]; Label::COUNT]) -> Self {
        let begins = |row: &[Score; COLUMNS]| -> Half {
            std::array::from_fn(|lane| if lane < KINDS { row[begin(lane)] } else { NEVER })
        };
        let names = |number: &dyn Fn(usize) -> Score| -> Half {
            std::array::from_fn(|lane| {
                if (1..KINDS).contains(&lane) {
                    number(lane)
                } else {
                    NEVER
                }
            })
        };
        let gain = |before: usize| {
            let gains = (0..KINDS).map(|lane| steps[before][begin(lane)] - steps[0][begin(lane)]);
            gains.max().unwrap_or(0)
        };
        Self {
            begin: Box::new(steps.each_ref().map(begins)),
            inside: [
                names(&|lane| steps[begin(lane)][inside(lane)]),
                names(&|lane| steps[inside(lane)][inside(lane)]),
            ],
            gains: [
                names(&|lane| gain(begin(lane))),
                names(&|lane| gain(inside(lane))),
            ],
        }
    }
}

/// Where the best ways to a word's labels come from.
#[derive(Debug)]
pub(super) struct Step {
    /// The label before what can begin.
    begin: [u8; LANES],
    /// Whether a name's inside goes on, or its beginning stands before it.
    goes_on: [bool; LANES],
}

/// The best sequence of labels by the sum of the words' scores, `COLUMNS` a word, and of the transitions (Viterbi); of two that
/// are as good the one whose labels have smaller numbers, the last word's first.
#[inline(always)]
pub(super) fn best_path(
    scores: &[Score],
    transitions: &Transitions,
    steps: &mut Vec<Step>,
    path: &mut Vec<Label>,
) {
    steps.clear();
    path.clear();
    // A sentence begins as if after a word outside of any name.
    let mut sums = [[LEAST; LANES]; 2];
    sums[0][0] = 0;
    for row in scores.as_chunks::<COLUMNS>().0 {
        let (mut best, step) = transitions.step(&sums);
        for lane in 0..KINDS {
            best[0][lane] += row[begin(lane)].clamp(LEAST / 2, -(LEAST / 2));
        }
        for lane in 1..KINDS {
            best[1][lane] += row[inside(lane)].clamp(LEAST / 2, -(LEAST / 2));
        }
        let mut tops = best[0];
        for lane in 0..LANES {
            tops[lane] = tops[lane].max(best[1][lane]);
        }
        let top = tops.into_iter().fold(Score::MIN, Score::max);
        sums = best.map(|half| half.map(|sum| sum.saturating_sub(top).max(LEAST)));
        steps.push(step);
    }
    let sum = |label: usize| match label % 2 {
        0 if label > 0 => sums[1][label / 2],
        _ => sums[0][label.div_ceil(2)],
    };
    let mut at = (1..Label::COUNT).fold(0, |top, label| if sum(label) > sum(top) { label } else { top });
    path.resize(steps.len(), Label::OUTSIDE);
    for (slot, step) in path.iter_mut().zip(steps.iter()).rev() {
        *slot = Label(at as u8);
        at = match at % 2 {
            0 if at > 0 => at - usize::from(!step.goes_on[at / 2]),
            _ => usize::from(step.begin[at.div_ceil(2)]),
        };
    }
}

impl Transitions {
    /// The best sums of the ways to each label, before the word's own score, and where they come from; `sums` are those of the word
    /// before.
    #[inline(always)]
    fn step(&self, sums: &[Half; 2]) -> ([Half; 2], Step) {
        let outside = sums[0][0];
        let mut best = self.begin[0].map(|step| outside + step);
        let mut back = [0i32; LANES];
        // Few names are so likely that something could follow them rather than the label outside.
        let mut likely = [false; LANES];
        for lane in 0..LANES {
            let [begun, within] = [0, 1].map(|half| sums[half][lane] + self.gains[half][lane] > outside);
            likely[lane] = begun | within;
        }
        if likely.contains(&true) {
            for lane in (1..KINDS).filter(|&lane| likely[lane]) {
                for (sum, before) in [(sums[0][lane], begin(lane)), (sums[1][lane], inside(lane))] {
                    let steps = &self.begin[before];
                    for to in 0..LANES {
                        let new = sum + steps[to];
                        back[to] = if new > best[to] { before as i32 } else { back[to] };
                        best[to] = best[to].max(new);
                    }
                }
            }
        }
        let (mut best_inside, mut goes_on) = ([0; LANES], [false; LANES]);
        for lane in 0..LANES {
            let [begun, within] = [0, 1].map(|half| sums[half][lane] + self.inside[half][lane]);
            goes_on[lane] = within > begun;
            best_inside[lane] = within.max(begun);
        }
        let step = Step {
            begin: back.map(|label| label as u8),
            goes_on,
        };
        ([best, best_inside], step)
    }
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
        let transitions = Transitions::new(&transitions);
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
