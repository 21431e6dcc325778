//! Trains the network: `depesche train names`.

mod chain;
mod data;
mod float;
mod score;
mod write;

use std::path::Path;
use std::time::Instant;

use anyhow::Context;

use super::decode::{self, Transitions, best_path};
use super::flags;
use super::gazetteer::{self, Gazetteer};
use super::label::Label;
use super::network::{Buffers, COLUMNS, Network, WIDTH};
use super::pieces::{Pieces, automaton};
use super::word::{FLAGS, IDENTITY, ROWS, WordView};
use chain::Chain;
use data::{Corpus, Sentence, Words, read_list};
use float::{Layer, Random, Rows, Table};
use score::Score;
use write::FloatLayer;

/// A word whose probabilities are all as near to what they should be is passed over.
const CERTAIN: f32 = 0.003;
const SEED: u64 = 0x2545_f491_4f6c_dd1d;

/// How to train.
#[derive(Debug, Clone)]
pub struct Options {
    /// Passes over the corpora.
    pub epochs: usize,
    /// Layers: words that they look at, and outputs.
    pub layers: Vec<(usize, usize)>,
    /// Step of the layers' weights.
    pub rate: f32,
    /// Step of the features' rows.
    pub row_rate: f32,
    /// Step of the pieces' vectors.
    pub piece_rate: f32,
    /// Factor on the vectors that are read.
    pub piece_scale: f32,
    /// Share of the features that are left out by chance.
    pub drop_feature: f32,
    /// Share of the words that are hidden by chance.
    pub drop_identity: f32,
    /// Share of a word's vector, and of what the layers give, that is left out by chance.
    pub drop_hidden: f32,
    /// Words between two steps of the layers' weights.
    pub batch: usize,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            epochs: 3,
            layers: vec![(5, 64), (3, 64)],
            rate: 2e-3,
            row_rate: 0.02,
            piece_rate: 0.007,
            piece_scale: 0.3,
            drop_feature: 0.1,
            drop_identity: 0.15,
            drop_hidden: 0.2,
            batch: 256,
        }
    }
}

struct Net {
    rows: Table,
    pieces: Table,
    layers: Vec<Layer>,
    chain: Chain,
}

/// What training made: the files `names.bin` and `names.fst`.
#[derive(Debug)]
pub struct Trained {
    /// The weights.
    pub network: Vec<u8>,
    /// The pieces of words.
    pub pieces: Vec<u8>,
}

/// What one pass through the network leaves.
#[derive(Default)]
struct Pass {
    /// The words' vectors, then what each layer gave.
    states: Vec<Rows>,
    slopes: [Rows; 2],
    /// For each word the rows that were added up.
    used: Vec<Vec<u32>>,
    used_pieces: Vec<bool>,
}

/// The automaton of lists of names, lines `list<TAB>name`.
///
/// # Errors
///
/// A line that is none, or names no known list.
pub fn gazetteer(lines: &str) -> anyhow::Result<Vec<u8>> {
    gazetteer::automaton(lines)
}

/// Trains on a list of corpora with a list of pieces.
///
/// # Errors
///
/// Files that are not there or not in the form told.
pub fn train(
    list: &Path,
    pieces: &Path,
    gazetteer: &'static [u8],
    options: &Options,
) -> anyhow::Result<Trained> {
    let text = std::fs::read_to_string(pieces).with_context(|| pieces.display().to_string())?;
    let mut names = Vec::new();
    let mut vectors: Vec<f32> = Vec::new();
    for line in text.lines() {
        let (piece, vector) = line.split_once('\t').context("no tab")?;
        names.push(piece.to_owned());
        let vector: Vec<f32> = vector.split(' ').map(str::parse).collect::<Result<_, _>>()?;
        vectors.extend(vector[..WIDTH].iter().map(|value| value * options.piece_scale));
    }
    let automaton = automaton(&names)?;
    let mut words = Words::new(
        Pieces::new(Vec::leak(automaton.clone()))?,
        Gazetteer::new(gazetteer)?,
    );
    let start = Instant::now();
    let corpora = read_list(list, &mut words)?;
    for corpus in &corpora {
        let tokens: usize = corpus.sentences.iter().map(|s| s.words.len()).sum();
        eprintln!(
            "{}: {} sentences, {tokens} words, {} times",
            corpus.name,
            corpus.sentences.len(),
            corpus.times
        );
    }
    eprintln!(
        "{} different words, read in {:.1?}",
        words.views.len(),
        start.elapsed()
    );

    let mut random = Random(SEED);
    let mut net = Net {
        rows: Table::new(WIDTH, vec![0.0; ROWS * WIDTH]),
        pieces: Table::new(WIDTH, vectors),
        layers: Vec::new(),
        chain: Chain::new(),
    };
    let mut inputs = WIDTH;
    for &(span, outputs) in &options.layers {
        net.layers.push(Layer::new(span, inputs, outputs, &mut random));
        inputs = outputs;
    }
    net.layers.push(Layer::new(1, inputs, COLUMNS, &mut random));

    let mut order: Vec<(usize, usize)> = Vec::new();
    for (number, corpus) in corpora.iter().enumerate() {
        for _ in 0..corpus.times {
            order.extend((0..corpus.sentences.len()).map(|sentence| (number, sentence)));
        }
    }
    let total = (order.len() * options.epochs) as f32;
    let (mut done, mut step, mut batch) = (0usize, 0, 0);
    let mut pass = Pass::default();
    for epoch in 0..options.epochs {
        let start = Instant::now();
        random.shuffle(&mut order);
        let (mut loss, mut count) = (0f64, 0usize);
        for &(corpus, sentence) in &order {
            let sentence = &corpora[corpus].sentences[sentence];
            let left = 1.0 - done as f32 / total;
            done += 1;
            net.look(sentence, &words, Some((options, &mut random)), &mut pass);
            net.forward(&mut pass, options.drop_hidden, &mut random);
            loss += f64::from(net.backward(sentence, &words.views, &mut pass, options, left));
            count += sentence.words.len();
            batch += sentence.words.len();
            if batch >= options.batch {
                step += 1;
                batch = 0;
                let warm = (step as f32 / 200.0).min(1.0);
                net.layers
                    .iter_mut()
                    .for_each(|layer| layer.step(options.rate * left * warm, step));
                net.chain.step(options.rate * left * warm, step);
            }
        }
        let seconds = start.elapsed().as_secs_f64();
        eprintln!(
            "epoch {}: loss {:.4}, {:.0} words a second",
            epoch + 1,
            loss / count as f64,
            count as f64 / seconds
        );
        if epoch + 1 == options.epochs || epoch % 2 == 1 {
            let transitions = net.chain.in_steps(1024.0);
            measure(&corpora, &transitions, |sentence| {
                net.look(sentence, &words, None, &mut pass);
                net.forward(&mut pass, 0.0, &mut random);
                let scores = pass.states.last().map_or(&[][..], Rows::inner);
                scores.iter().map(|score| (score * 1024.0) as i32).collect()
            });
        }
    }
    let bytes: &'static [u8] = net.write([0.0, 1.0]).leak();
    let network = Network::read(bytes).context("the network that was written cannot be read")?;
    let mut buffers = Buffers::default();
    let mut scores = |sentence: &Sentence| {
        let views = sentence.words.iter().map(|word| &words.views[word.word as usize]);
        let flags = flags::of_sentence(views.clone().map(WordView::look), sentence.language);
        network.begin(&mut buffers);
        views.for_each(|view| buffers.push(&network.vector(view)));
        network.label(flags, &mut buffers);
        buffers.scores.clone()
    };
    eprintln!("in whole numbers:");
    measure(&corpora, &network.transitions, &mut scores);
    let calibration = calibrate(&corpora, &network, &mut scores);
    Ok(Trained {
        network: net.write(calibration),
        pieces: automaton,
    })
}

/// Prints how well the network does on the corpora that are for measuring.
fn measure(corpora: &[Corpus], transitions: &Transitions, mut scores: impl FnMut(&Sentence) -> Vec<i32>) {
    let (mut from, mut path) = (Vec::new(), Vec::new());
    for corpus in corpora.iter().filter(|corpus| corpus.times == 0) {
        let mut score = Score::default();
        for sentence in &corpus.sentences {
            best_path(&scores(sentence), transitions, &mut from, &mut path);
            let gold: Vec<Label> = sentence.words.iter().map(|word| word.label).collect();
            score.add(&gold, &path);
        }
        eprintln!("  {}: {}", corpus.name, score.line());
    }
}

/// How a name's confidence follows from its least sure word: offset and slope of a logistic curve, fitted by gradient descent on
/// the corpora that are for measuring.
fn calibrate(
    corpora: &[Corpus],
    network: &Network,
    mut scores: impl FnMut(&Sentence) -> Vec<i32>,
) -> [f32; 2] {
    let (mut from, mut path) = (Vec::new(), Vec::new());
    let mut seen: Vec<(f32, bool)> = Vec::new();
    for sentence in corpora
        .iter()
        .filter(|corpus| corpus.times == 0)
        .flat_map(|corpus| &corpus.sentences)
    {
        let scores = scores(sentence);
        best_path(&scores, &network.transitions, &mut from, &mut path);
        let gold: Vec<Label> = sentence.words.iter().map(|word| word.label).collect();
        let gold = score::spans(&gold);
        for span in score::spans(&path) {
            let odds = decode::least_odds(&scores, &path, span.0..span.1, network.unit);
            seen.push((odds, gold.contains(&span)));
        }
    }
    let [mut offset, mut slope] = [0f64, 0.5];
    for _ in 0..2000 {
        let (mut by_offset, mut by_slope) = (0.0, 0.0);
        for &(odds, right) in &seen {
            let odds = f64::from(odds);
            let error = 1.0 / (1.0 + (-offset - slope * odds).exp()) - f64::from(u8::from(right));
            by_offset += error;
            by_slope += error * odds;
        }
        offset -= 0.5 * by_offset / seen.len().max(1) as f64;
        slope -= 0.05 * by_slope / seen.len().max(1) as f64;
    }
    eprintln!(
        "calibration on {} names: {offset:.3} + {slope:.3} x log-odds",
        seen.len()
    );
    for tenth in 0..10 {
        let sure = |odds: f32| 1.0 / (1.0 + (-offset - slope * f64::from(odds)).exp());
        let some: Vec<_> = seen
            .iter()
            .filter(|(odds, _)| (sure(*odds) * 10.0) as usize == tenth)
            .collect();
        let right = some.iter().filter(|(_, right)| *right).count();
        eprintln!(
            "  0.{tenth}: {} names, {:.1} % right",
            some.len(),
            100.0 * right as f64 / some.len().max(1) as f64
        );
    }
    [offset as f32, slope as f32]
}

impl Net {
    fn write(&self, calibration: [f32; 2]) -> Vec<u8> {
        let layers: Vec<FloatLayer<'_>> = self
            .layers
            .iter()
            .map(|layer| FloatLayer {
                span: layer.span,
                inputs: layer.inputs,
                outputs: layer.outputs,
                weights: &layer.weights.values,
                bias: &layer.bias.values,
            })
            .collect();
        write::write(
            &self.rows.values,
            &self.pieces.values,
            &layers,
            &self.chain.values(),
            calibration,
        )
    }

    /// The words' vectors; in training some features are left out by chance.
    fn look(
        &self,
        sentence: &Sentence,
        words: &Words,
        mut training: Option<(&Options, &mut Random)>,
        pass: &mut Pass,
    ) {
        let length = sentence.words.len();
        pass.states.resize_with(self.layers.len() + 1, Rows::default);
        pass.used.resize_with(length.max(pass.used.len()), Vec::new);
        pass.used_pieces.clear();
        pass.states[0].reset(length, self.rows.width);
        let views = sentence.words.iter().map(|word| &words.views[word.word as usize]);
        let mood = flags::of_sentence(views.clone().map(WordView::look), sentence.language);
        for (at, view) in views.enumerate() {
            let used = &mut pass.used[at];
            used.clear();
            let mut with_pieces = !view.pieces().is_empty();
            match &mut training {
                None => used.extend(view.rows()),
                Some((options, random)) => {
                    let hidden = random.unit() < options.drop_identity;
                    for (number, row) in view.rows().enumerate() {
                        let drop = hidden && number < IDENTITY || random.unit() < options.drop_feature;
                        if !drop {
                            used.push(row);
                        }
                    }
                    with_pieces &= !(hidden || random.unit() < options.drop_feature);
                }
            }
            used.extend(flags::rows(flags::of_word(mood, at, length)).map(|flag| FLAGS + flag));
            pass.used_pieces.push(with_pieces);
            let sums = pass.states[0].row_mut(at);
            for &row in used.iter() {
                sums.iter_mut()
                    .zip(self.rows.row(row))
                    .for_each(|(sum, value)| *sum += value);
            }
            if with_pieces {
                let by = 1.0 / view.pieces().len() as f32;
                for &piece in view.pieces() {
                    sums.iter_mut()
                        .zip(self.pieces.row(piece))
                        .for_each(|(sum, value)| *sum += by * value);
                }
            }
        }
    }

    /// What the layers give; of each value a share is left out by chance, and the others count more.
    fn forward(&self, pass: &mut Pass, drop: f32, random: &mut Random) {
        leave_out(pass.states[0].inner_mut(), drop, random);
        for (number, layer) in self.layers.iter().enumerate() {
            let (before, after) = pass.states.split_at_mut(number + 1);
            layer.forward(&before[number], &mut after[0]);
            if number + 1 < self.layers.len() {
                let values = after[0].inner_mut();
                values.iter_mut().for_each(|value| *value = value.max(0.0));
                leave_out(values, drop, random);
            }
        }
    }

    /// Learns from one sentence; returns the loss.
    fn backward(
        &mut self,
        sentence: &Sentence,
        views: &[WordView],
        pass: &mut Pass,
        options: &Options,
        left: f32,
    ) -> f32 {
        let last = self.layers.len();
        let scores = &mut pass.states[last];
        let loss = self.chain.learn(&sentence.words, scores, CERTAIN);
        let [slope, other] = &mut pass.slopes;
        slope.clone_from(&pass.states[last]);
        for number in (0..last).rev() {
            self.layers[number].backward(&pass.states[number], slope, other);
            // What was below nothing or left out has no slope.
            let kept = 1.0 / (1.0 - options.drop_hidden);
            for (slope, &state) in other.inner_mut().iter_mut().zip(pass.states[number].inner()) {
                *slope = if state == 0.0 { 0.0 } else { *slope * kept };
            }
            std::mem::swap(slope, other);
        }
        for (at, word) in sentence.words.iter().enumerate() {
            let slope = slope.row(at);
            if slope.iter().all(|&slope| slope == 0.0) {
                continue;
            }
            for &row in &pass.used[at] {
                self.rows.step(row, slope, 1.0, options.row_rate * left);
            }
            let view = &views[word.word as usize];
            if pass.used_pieces[at] {
                let by = 1.0 / view.pieces().len() as f32;
                for &piece in view.pieces() {
                    self.pieces.step(piece, slope, by, options.piece_rate * left);
                }
            }
        }
        loss
    }
}

/// Puts nothing in the place of a share of the values and makes the others as much larger.
fn leave_out(values: &mut [f32], share: f32, random: &mut Random) {
    if share > 0.0 {
        let kept = 1.0 / (1.0 - share);
        let limit = (share * 65536.0) as u64;
        for values in values.chunks_mut(4) {
            let mut bits = random.next();
            for value in values {
                *value = if bits & 0xffff < limit { 0.0 } else { *value * kept };
                bits >>= 16;
            }
        }
    }
}
