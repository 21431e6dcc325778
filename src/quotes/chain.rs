//! A linear chain over units: which are outside, begin a quote, go on with one.
//!
//! A conditional random field of the first order. The weights of the features are signed bytes, those of the transitions
//! floats; a transition within a sentence, to the next sentence and to the next paragraph have weights of their own.

/// What a unit is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub(crate) enum Label {
    /// The author's own words.
    Outside,
    /// The first unit of an indirect quote.
    Begin,
    /// A further unit of the quote.
    Inside,
    /// The first unit of speech that goes on without a cue.
    Continued,
    /// The first unit of a reported act.
    Reported,
    /// Between two parts of a quote ("laut X").
    Gap,
    /// The author's own words after a quote in the same sentence; and words quoted directly.
    After,
}

impl Label {
    /// How many labels there are.
    pub(crate) const COUNT: usize = 7;
    /// All labels, by number.
    pub(crate) const ALL: [Label; Self::COUNT] = [
        Label::Outside,
        Label::Begin,
        Label::Inside,
        Label::Continued,
        Label::Reported,
        Label::Gap,
        Label::After,
    ];

    /// True where a quote is under way.
    fn open(self) -> bool {
        matches!(
            self,
            Label::Begin | Label::Inside | Label::Continued | Label::Reported | Label::Gap
        )
    }
}

/// How a unit stands to the one before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub(crate) enum Step {
    /// In the same sentence.
    Within,
    /// First of the next sentence.
    Sentence,
    /// First of the next paragraph, or of the text.
    Paragraph,
}

impl Step {
    /// How many there are.
    pub(crate) const COUNT: usize = 3;
    const ALL: [Step; Self::COUNT] = [Step::Within, Step::Sentence, Step::Paragraph];
}

/// True where `to` can follow `from`.
pub(crate) fn allowed(from: Label, to: Label, step: Step, marked: bool) -> bool {
    if marked {
        return to == Label::After || to == Label::Inside && from.open() && step == Step::Within;
    }
    match (step, to) {
        (Step::Within, Label::Inside) => from.open(),
        (Step::Within, Label::Gap) => from.open(),
        (Step::Within, Label::After) => from != Label::Outside && from != Label::Gap,
        (Step::Within, Label::Outside) => from == Label::Outside,
        (Step::Sentence, Label::Inside) => from.open() && from != Label::Gap,
        (Step::Paragraph, Label::Inside) => false,
        (_, Label::Gap | Label::After) => false,
        _ => true,
    }
}

/// Columns of a row and of a square: the labels and one that is never read, so that all are worked on at once.
const WIDTH: usize = 8;

/// One number a label and, last, one without meaning.
type Row<T> = [T; WIDTH];

/// Weights of the features and the transitions.
#[derive(Debug, Clone)]
pub(crate) struct Chain {
    rows: Vec<Row<i8>>,
    /// What a byte of 1 counts.
    scale: f32,
    #[cfg(feature = "train")]
    steps: Transitions,
    /// Added to the scores of the labels: annotators leave out more quotes than they invent, so the likeliest labels alone
    /// are too few.
    bias: Scores,
    squares: Squares,
    powers: Squares,
}

/// Weights by step, label before, label.
pub(crate) type Transitions = [[[f32; Label::COUNT]; Label::COUNT]; Step::COUNT];

/// The scores of a unit's labels.
pub(crate) type Scores = [f32; Label::COUNT];

/// A unit in the chain.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Link {
    pub(crate) step: Step,
    pub(crate) marked: bool,
    pub(crate) scores: Scores,
}

impl Chain {
    /// The chain of weights in memory: `rows` of [`Label::COUNT`] signed bytes.
    pub(crate) fn new(rows: &[u8], scale: f32, steps: Transitions, bias: Scores) -> Self {
        let (rows, _) = rows.as_chunks::<{ Label::COUNT }>();
        let widened = rows.iter().map(|row| padded(row.map(|weight| weight as i8), 0));
        let squares = Squares::new(&steps);
        Self {
            rows: widened.collect(),
            scale,
            #[cfg(feature = "train")]
            steps,
            bias,
            powers: squares.powers(),
            squares,
        }
    }

    /// Rows, scale, transitions and bias, as [`Chain::new`] takes them.
    #[cfg(feature = "train")]
    pub(crate) fn parts(&self) -> (Vec<u8>, f32, &Transitions, &Scores) {
        let rows = self.rows.iter().flat_map(|row| &row[..Label::COUNT]);
        let rows = rows.map(|&weight| weight as u8).collect();
        (rows, self.scale, &self.steps, &self.bias)
    }

    /// Weights of the transitions.
    #[cfg(feature = "train")]
    pub(crate) fn squares(&self) -> &Squares {
        &self.squares
    }

    /// The scores of the labels by the features alone.
    pub(crate) fn scores(&self, features: &[u32]) -> Scores {
        // a unit has some hundred features at most: sixteen bits are enough
        let mut sums: Row<i16> = [0; WIDTH];
        for row in features
            .iter()
            .filter_map(|&feature| self.rows.get(feature as usize))
        {
            for (sum, &weight) in sums.iter_mut().zip(row) {
                *sum += i16::from(weight);
            }
        }
        let mut scores = [0.0; Label::COUNT];
        for ((score, sum), bias) in scores.iter_mut().zip(sums).zip(self.bias) {
            *score = f32::from(sum) * self.scale + bias;
        }
        scores
    }

    /// The best labels, each with its probability.
    pub(crate) fn decode(&self, links: &[Link]) -> Vec<(Label, f32)> {
        let labels = best(links, &self.squares);
        let marginals = marginals(links, &self.powers);
        labels
            .into_iter()
            .zip(&marginals)
            .map(|(label, probabilities)| (label, probabilities[label as usize]))
            .collect()
    }
}

/// Numbers of the labels with another one behind them.
fn padded<T: Copy>(numbers: [T; Label::COUNT], last: T) -> Row<T> {
    let mut row = [last; WIDTH];
    row[..Label::COUNT].copy_from_slice(&numbers);
    row
}

const NEVER: f32 = -1e9;

/// A square of labels: from the label before, to the label.
type Square = [Row<f32>; Label::COUNT];

/// Scores of the transitions by step, outside and inside words quoted directly; what cannot follow has [`NEVER`].
#[derive(Debug, Clone)]
pub(crate) struct Squares([[Square; 2]; Step::COUNT]);

impl Squares {
    pub(crate) fn new(steps: &Transitions) -> Self {
        let mut squares = [[[[NEVER; WIDTH]; Label::COUNT]; 2]; Step::COUNT];
        for step in Step::ALL {
            for marked in [false, true] {
                let square = &mut squares[step as usize][usize::from(marked)];
                for from in Label::ALL {
                    for to in Label::ALL {
                        if allowed(from, to, step, marked) {
                            let score = steps[step as usize][from as usize][to as usize];
                            square[from as usize][to as usize] = score;
                        }
                    }
                }
            }
        }
        Self(squares)
    }

    /// The exponentials.
    fn powers(&self) -> Self {
        let mut powers = self.clone();
        for score in powers.0.iter_mut().flatten().flatten().flatten() {
            *score = score.exp();
        }
        powers
    }

    fn of(&self, link: &Link) -> &Square {
        &self.0[link.step as usize][usize::from(link.marked)]
    }
}

/// Before the text everything is outside.
const START: Row<f32> = {
    let mut start = [NEVER; WIDTH];
    start[0] = 0.0;
    start
};

/// The sequence of labels with the highest score (Viterbi).
pub(crate) fn best(links: &[Link], squares: &Squares) -> Vec<Label> {
    let mut before = START;
    let mut back: Vec<Row<i32>> = Vec::with_capacity(links.len());
    for link in links {
        let (mut now, mut from_best) = ([f32::NEG_INFINITY; WIDTH], [0; WIDTH]);
        for (from, (row, before)) in (0..).zip(squares.of(link).iter().zip(before)) {
            for to in 0..WIDTH {
                let score = before + row[to];
                let better = score > now[to];
                now[to] = if better { score } else { now[to] };
                from_best[to] = if better { from } else { from_best[to] };
            }
        }
        let top = now[..Label::COUNT]
            .iter()
            .copied()
            .fold(f32::NEG_INFINITY, f32::max);
        for (score, own) in now.iter_mut().zip(link.scores) {
            *score = (*score - top).max(NEVER) + own;
        }
        before = now;
        back.push(from_best);
    }
    let mut at = (0..Label::COUNT)
        .max_by(|&a, &b| before[a].total_cmp(&before[b]))
        .unwrap_or(0);
    let mut labels = vec![Label::Outside; links.len()];
    for (label, from) in labels.iter_mut().zip(&back).rev() {
        *label = Label::ALL[at];
        at = from[at] as usize;
    }
    labels
}

/// The exponentials of each unit's own scores, the largest 1.
fn own_powers(links: &[Link]) -> Vec<Row<f32>> {
    links
        .iter()
        .map(|link| {
            let top = link.scores.iter().copied().fold(f32::NEG_INFINITY, f32::max);
            padded(link.scores.map(|score| (score - top).max(-60.0).exp()), 0.0)
        })
        .collect()
}

/// The probability of each label of each unit (forward-backward); `powers` are the exponentials of the transitions.
fn marginals(links: &[Link], powers: &Squares) -> Vec<Row<f32>> {
    let own = own_powers(links);
    let mut out = forward(links, powers, &own);
    let mut backward = ALIKE;
    for (at, link) in links.iter().enumerate().rev() {
        let mut both = out[at];
        for (value, after) in both.iter_mut().zip(backward) {
            *value *= after;
        }
        out[at] = to_sum_1(both);
        backward = step_back(powers.of(link), own[at], backward);
    }
    out
}

/// Every label is as likely to be followed by what follows.
const ALIKE: Row<f32> = {
    let mut alike = [1.0; WIDTH];
    alike[Label::COUNT] = 0.0;
    alike
};

/// From what follows a unit to what follows the one before it.
fn step_back(square: &Square, own: Row<f32>, mut backward: Row<f32>) -> Row<f32> {
    for (value, own) in backward.iter_mut().zip(own) {
        *value *= own;
    }
    let mut next = [0.0f32; WIDTH];
    for (next, row) in next.iter_mut().zip(square) {
        let products = row.iter().zip(backward).map(|(power, value)| power * value);
        *next = products.take(Label::COUNT).sum();
    }
    to_sum_1(next)
}

fn forward(links: &[Link], powers: &Squares, own: &[Row<f32>]) -> Vec<Row<f32>> {
    let mut before = [0.0f32; WIDTH];
    before[0] = 1.0;
    links
        .iter()
        .zip(own)
        .map(|(link, own)| {
            let mut now = [0.0f32; WIDTH];
            for (row, before) in powers.of(link).iter().zip(before) {
                for (now, power) in now.iter_mut().zip(row) {
                    *now += before * power;
                }
            }
            for (now, own) in now.iter_mut().zip(own) {
                *now *= own;
            }
            before = to_sum_1(now);
            before
        })
        .collect()
}

/// Probabilities in proportion to numbers, of which the last is 0.
fn to_sum_1(numbers: Row<f32>) -> Row<f32> {
    let sum: f32 = numbers.iter().take(Label::COUNT).sum();
    if sum > 0.0 {
        numbers.map(|number| number / sum)
    } else {
        padded([1.0 / Label::COUNT as f32; Label::COUNT], 0.0)
    }
}

/// Expected transitions, for training.
#[cfg(feature = "train")]
pub(crate) fn expected_steps(links: &[Link], steps: &Transitions) -> (Vec<Scores>, Transitions) {
    let squares = Squares::new(steps).powers();
    let own = own_powers(links);
    let forward = forward(links, &squares, &own);
    let mut backward = ALIKE;
    let mut expected = [[[0.0; Label::COUNT]; Label::COUNT]; Step::COUNT];
    let mut out = vec![[0.0; Label::COUNT]; links.len()];
    for (at, link) in links.iter().enumerate().rev() {
        let mut before = [0.0f32; WIDTH];
        before[0] = 1.0;
        if at > 0 {
            before = forward[at - 1];
        }
        let square = squares.of(link);
        let mut edges = [[0.0f32; Label::COUNT]; Label::COUNT];
        let mut sum = 0.0;
        for from in 0..Label::COUNT {
            for to in 0..Label::COUNT {
                edges[from][to] = before[from] * square[from][to] * own[at][to] * backward[to];
                sum += edges[from][to];
            }
        }
        for from in 0..Label::COUNT {
            for to in 0..Label::COUNT {
                let share = edges[from][to] / sum.max(f32::MIN_POSITIVE);
                expected[link.step as usize][from][to] += share;
                out[at][to] += share;
            }
        }
        backward = step_back(square, own[at], backward);
    }
    (out, expected)
}
