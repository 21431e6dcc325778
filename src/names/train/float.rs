//! The network in floating point, forward and backward.

/// A matrix with one row a word, and some of zeros before and after.
#[derive(Debug, Clone, Default)]
pub(super) struct Rows {
    pub width: usize,
    values: Vec<f32>,
}

/// Rows of zeros at each end: a layer may look at so many words to each side.
const EDGE: usize = 4;

impl Rows {
    pub fn reset(&mut self, length: usize, width: usize) {
        self.width = width;
        self.values.clear();
        self.values.resize((length + 2 * EDGE) * width, 0.0);
    }

    pub fn len(&self) -> usize {
        (self.values.len() / self.width.max(1)).saturating_sub(2 * EDGE)
    }

    pub fn row(&self, at: usize) -> &[f32] {
        self.window(at, 1)
    }

    pub fn row_mut(&mut self, at: usize) -> &mut [f32] {
        self.window_mut(at, 1)
    }

    /// The rows of `span` words around one.
    pub fn window(&self, at: usize, span: usize) -> &[f32] {
        &self.values[(at + EDGE - span / 2) * self.width..][..span * self.width]
    }

    pub fn window_mut(&mut self, at: usize, span: usize) -> &mut [f32] {
        &mut self.values[(at + EDGE - span / 2) * self.width..][..span * self.width]
    }

    /// What was added beyond the words counts nothing.
    fn clear_edges(&mut self) {
        let (end, edge) = (self.values.len(), EDGE * self.width);
        self.values[..edge].fill(0.0);
        self.values[end - edge..].fill(0.0);
    }

    /// The mean of all words' rows.
    fn mean(&self) -> Vec<f32> {
        let mut mean = vec![0.0; self.width];
        for row in self.inner().chunks_exact(self.width) {
            add_scaled(&mut mean, 1.0 / self.len() as f32, row);
        }
        mean
    }

    /// All words' values.
    pub fn inner(&self) -> &[f32] {
        &self.values[EDGE * self.width..][..self.len() * self.width]
    }

    pub fn inner_mut(&mut self) -> &mut [f32] {
        let end = self.len() * self.width;
        &mut self.values[EDGE * self.width..][..end]
    }
}

/// Numbers that are learned with Adam (Kingma and Ba 2015).
#[derive(Debug)]
pub(super) struct Learned {
    pub values: Vec<f32>,
    pub slope: Vec<f32>,
    first: Vec<f32>,
    second: Vec<f32>,
}

impl Learned {
    pub fn new(values: Vec<f32>) -> Self {
        let zeros = vec![0.0; values.len()];
        Self {
            slope: zeros.clone(),
            first: zeros.clone(),
            second: zeros,
            values,
        }
    }

    /// One step of `rate`, the `step`-th from 1; the slope is then nothing again.
    pub fn step(&mut self, rate: f32, step: i32) {
        let (b1, b2) = (0.9f32, 0.999f32);
        let rate = rate * (1.0 - b2.powi(step)).sqrt() / (1.0 - b1.powi(step));
        let moments = self.first.iter_mut().zip(&mut self.second);
        for ((value, slope), (first, second)) in self.values.iter_mut().zip(&mut self.slope).zip(moments) {
            *first = b1 * *first + (1.0 - b1) * *slope;
            *second = b2 * *second + (1.0 - b2) * *slope * *slope;
            *value -= rate * *first / (second.sqrt() + 1e-6);
            *slope = 0.0;
        }
    }
}

/// A layer that looks at `span` neighbouring words.
#[derive(Debug)]
pub(super) struct Layer {
    pub span: usize,
    pub inputs: usize,
    pub outputs: usize,
    /// outputs x (span x inputs).
    pub weights: Learned,
    /// outputs x inputs, of the mean of all words: the first layer has them.
    pub whole: Option<Learned>,
    pub bias: Learned,
}

impl Layer {
    /// A layer with weights by chance; `whole`: it looks at the mean of all words, too.
    pub fn new(span: usize, inputs: usize, outputs: usize, whole: bool, random: &mut Random) -> Self {
        let scale = (2.0 / (span * inputs) as f32).sqrt();
        Self {
            span,
            inputs,
            outputs,
            weights: Learned::new(
                (0..span * inputs * outputs)
                    .map(|_| random.normal() * scale)
                    .collect(),
            ),
            whole: whole.then(|| Learned::new(vec![0.0; inputs * outputs])),
            bias: Learned::new(vec![0.0; outputs]),
        }
    }

    pub fn forward(&self, input: &Rows, output: &mut Rows) {
        let length = input.len();
        output.reset(length, self.outputs);
        let mut bias = self.bias.values.clone();
        if let Some(whole) = &self.whole {
            let mean = input.mean();
            for (bias, weights) in bias.iter_mut().zip(whole.values.chunks_exact(self.inputs)) {
                *bias += dot(weights, &mean);
            }
        }
        let weights = self.weights.values.chunks_exact(self.span * self.inputs);
        for at in 0..length {
            let window = input.window(at, self.span);
            let sums = output.row_mut(at).iter_mut().zip(&bias);
            for ((sum, bias), weights) in sums.zip(weights.clone()) {
                *sum = bias + dot(weights, window);
            }
        }
    }

    /// Slopes of the weights and of the input from those of the output; where that is nothing, so is what follows.
    pub fn backward(&mut self, input: &Rows, output_slope: &Rows, input_slope: &mut Rows) {
        let length = input.len();
        input_slope.reset(length, self.inputs);
        let size = self.span * self.inputs;
        let mut sums = vec![0.0; self.outputs];
        for at in 0..length {
            let window = input.window(at, self.span);
            let window_slope = input_slope.window_mut(at, self.span);
            for (output, &slope) in output_slope.row(at).iter().enumerate() {
                if slope != 0.0 {
                    sums[output] += slope;
                    add_scaled(&mut self.weights.slope[output * size..][..size], slope, window);
                    add_scaled(window_slope, slope, &self.weights.values[output * size..][..size]);
                }
            }
        }
        input_slope.clear_edges();
        add_scaled(&mut self.bias.slope, 1.0, &sums);
        if let Some(whole) = &mut self.whole {
            let mean = input.mean();
            let mut mean_slope = vec![0.0; self.inputs];
            for (output, &slope) in sums.iter().enumerate().filter(|(_, slope)| **slope != 0.0) {
                let own = output * self.inputs..(output + 1) * self.inputs;
                add_scaled(&mut whole.slope[own.clone()], slope, &mean);
                add_scaled(&mut mean_slope, slope / length as f32, &whole.values[own]);
            }
            for row in input_slope.inner_mut().chunks_exact_mut(self.inputs) {
                add_scaled(row, 1.0, &mean_slope);
            }
        }
    }

    pub fn step(&mut self, rate: f32, step: i32) {
        self.weights.step(rate, step);
        self.whole.iter_mut().for_each(|whole| whole.step(rate, step));
        self.bias.step(rate, step);
    }
}

fn add_scaled(sums: &mut [f32], by: f32, values: &[f32]) {
    for (sum, value) in sums.iter_mut().zip(values) {
        *sum += by * value;
    }
}

fn dot(a: &[f32], b: &[f32]) -> f32 {
    // As many sums as a processor can keep at a time.
    const LANES: usize = 64;
    let mut sums = [0f32; LANES];
    let (a_chunks, b_chunks) = (a.chunks_exact(LANES), b.chunks_exact(LANES));
    let rest: f32 = a_chunks
        .remainder()
        .iter()
        .zip(b_chunks.remainder())
        .map(|(a, b)| a * b)
        .sum();
    for (a, b) in a_chunks.zip(b_chunks) {
        for ((sum, a), b) in sums.iter_mut().zip(a).zip(b) {
            *sum += a * b;
        }
    }
    let mut half = LANES / 2;
    while half > 0 {
        for at in 0..half {
            sums[at] += sums[at + half];
        }
        half /= 2;
    }
    sums[0] + rest
}

/// Rows that are learned one at a time, each with a rate of its own (Duchi and others 2011).
#[derive(Debug)]
pub(super) struct Table {
    pub width: usize,
    pub values: Vec<f32>,
    seen: Vec<f32>,
}

impl Table {
    pub fn new(width: usize, values: Vec<f32>) -> Self {
        Self {
            seen: vec![1e-4; values.len() / width],
            width,
            values,
        }
    }

    pub fn row(&self, row: u32) -> &[f32] {
        &self.values[row as usize * self.width..][..self.width]
    }

    pub fn step(&mut self, row: u32, slope: &[f32], by: f32, rate: f32) {
        let seen = &mut self.seen[row as usize];
        *seen += dot(slope, slope) * by * by / self.width as f32;
        let rate = rate * by / seen.sqrt();
        add_scaled(
            &mut self.values[row as usize * self.width..][..self.width],
            -rate,
            slope,
        );
    }
}

/// Numbers by chance, always the same ones (xorshift).
#[derive(Debug)]
pub(super) struct Random(pub u64);

impl Random {
    pub fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0.wrapping_mul(0x2545_f491_4f6c_dd1d)
    }

    /// From 0 to 1, without 1.
    pub fn unit(&mut self) -> f32 {
        (self.next() >> 40) as f32 / (1u64 << 24) as f32
    }

    pub fn below(&mut self, end: usize) -> usize {
        (self.next() >> 32) as usize % end.max(1)
    }

    /// About normal: the sum of twelve.
    pub fn normal(&mut self) -> f32 {
        (0..12).map(|_| self.unit()).sum::<f32>() - 6.0
    }

    pub fn shuffle<T>(&mut self, items: &mut [T]) {
        for at in (1..items.len()).rev() {
            items.swap(at, self.below(at + 1));
        }
    }
}
