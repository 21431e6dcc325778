//! Trains the network: `depesche train names`.

#[cfg(test)]
mod agreement;
mod calibrate;
mod chain;
mod data;
mod float;
mod net;
mod score;
mod write;

use std::io::{self, BufRead, Write};
use std::path::Path;
use std::time::Instant;

use anyhow::Context;

use super::decode::best_path;
use super::flags;
use super::gazetteer::Gazetteer;
use super::label::Label;
use super::network::{Buffers, COLUMNS, Network, WIDTH};
use super::pieces::{Pieces, automaton};
use super::word::{ROWS, WordView};
use chain::Chain;
use data::{Corpus, Sentence, Words, read_list};
use float::{Layer, Random, Rows, Table};
use net::{Net, Pass};
use score::Score;

pub use calibrate::calibrate;

const SEED: u64 = 0x2545_f491_4f6c_dd1d;
/// Sentences between two states of the network that are averaged.
const AVERAGED: usize = 400;

/// How to train.
#[derive(Debug, Clone)]
pub struct Options {
    /// Passes over the corpora.
    pub epochs: usize,
    /// So many of the last passes leave out what the teacher labelled: the conventions of the annotated corpora come last.
    pub gold_epochs: usize,
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
    /// A German word that the corpora have n times is hidden with the chance of this in this plus n, so that words never seen are
    /// known by what is like them; German common nouns have capitals as names have.
    pub hide_rare: f32,
    /// Share of the hidden words that are shown without their longest beginnings and ends and their pieces.
    pub drop_long: f32,
    /// The numbers of this last share of the training are averaged.
    pub average: f32,
    /// Steps shrink to this share of their size.
    pub least_rate: f32,
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
            gold_epochs: 0,
            layers: vec![(5, 64), (3, 64)],
            rate: 2e-3,
            row_rate: 0.02,
            piece_rate: 0.007,
            piece_scale: 0.3,
            hide_rare: 2.0,
            drop_long: 0.5,
            average: 0.12,
            least_rate: 0.15,
            drop_feature: 0.1,
            drop_identity: 0.15,
            drop_hidden: 0.2,
            batch: 256,
        }
    }
}

/// What training made: the files `names.bin` and `names.fst`.
#[derive(Debug)]
pub struct Trained {
    /// The weights.
    pub network: Vec<u8>,
    /// The pieces of words.
    pub pieces: Vec<u8>,
}

/// Writes what the lists of names say of each word of tokenised sentences, as the encoder is told it (`NameFinder::marks`): `sentences` has
/// one a line, with tabs between its words, `marks` gets as many numbers a line.
///
/// # Errors
///
/// Those of reading and writing.
pub fn write_marks(sentences: impl BufRead, mut marks: impl Write) -> io::Result<()> {
    let gazetteer = Gazetteer::built_in();
    for line in sentences.lines() {
        let line = line?;
        let words: Vec<&str> = line.split('\t').filter(|word| !word.is_empty()).collect();
        let numbers: Vec<String> = gazetteer.marks(&words).iter().map(u64::to_string).collect();
        writeln!(marks, "{}", numbers.join(" "))?;
    }
    Ok(())
}

/// Trains on a list of corpora with a list of pieces.
///
/// # Errors
///
/// Files that are not there or not in the form told.
pub fn train(list: &Path, pieces: &Path, options: &Options) -> anyhow::Result<Trained> {
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
    let mut words = Words::new(Pieces::new(Vec::leak(automaton.clone()))?, Gazetteer::built_in());
    let start = Instant::now();
    let corpora = read_list(list, &mut words, |_| true)?;
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
        let first = net.layers.is_empty();
        net.layers
            .push(Layer::new(span, inputs, outputs, first, &mut random));
        inputs = outputs;
    }
    net.layers
        .push(Layer::new(1, inputs, COLUMNS, false, &mut random));

    let ordered = |epoch: usize| -> Vec<(usize, usize)> {
        let only_gold = epoch + options.gold_epochs >= options.epochs;
        let mut order = Vec::new();
        for (number, corpus) in corpora.iter().enumerate() {
            for _ in 0..corpus.times * u32::from(corpus.is_gold || !only_gold) {
                order.extend((0..corpus.sentences.len()).map(|sentence| (number, sentence)));
            }
        }
        order
    };
    let total: usize = (0..options.epochs).map(|epoch| ordered(epoch).len()).sum();
    let total = total as f32;
    let (mut done, mut step, mut batch) = (0usize, 0, 0);
    let mut pass = Pass::default();
    let mut average = Average::default();
    for epoch in 0..options.epochs {
        let start = Instant::now();
        let mut order = ordered(epoch);
        random.shuffle(&mut order);
        let (mut loss, mut count) = (0f64, 0usize);
        for &(corpus, sentence) in &order {
            let sentence = &corpora[corpus].sentences[sentence];
            let left = 1.0 - done as f32 / total;
            if left < options.average && done.is_multiple_of(AVERAGED) {
                average.add(&mut net);
            }
            let left = options.least_rate + (1.0 - options.least_rate) * left;
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
            let (mut steps, mut path) = (Vec::new(), Vec::new());
            measure(&corpora, |sentence| {
                net.look(sentence, &words, None, &mut pass);
                net.forward(&mut pass, 0.0, &mut random);
                let scores = pass.states.last().map_or(&[][..], Rows::inner);
                let scores: Vec<i32> = scores.iter().map(|score| (score * 1024.0) as i32).collect();
                best_path(&scores, &transitions, &mut steps, &mut path);
                path.clone()
            });
        }
    }
    average.put_into(&mut net);
    let bytes: &'static [u8] = net.write([0.0, 1.0]).leak();
    let network = Network::read(bytes).context("the network that was written cannot be read")?;
    let mut measured = Measured::new(&network, &words);
    eprintln!("in whole numbers:");
    measure(&corpora, |sentence| measured.label(sentence).to_vec());
    let calibration = calibrate::fit(&corpora, &mut measured);
    Ok(Trained {
        network: net.write(calibration),
        pieces: automaton,
    })
}

/// Prints how well the labels that are found do on the corpora that are for measuring.
fn measure(corpora: &[Corpus], mut label: impl FnMut(&Sentence) -> Vec<Label>) {
    for corpus in corpora.iter().filter(|corpus| corpus.times == 0) {
        let mut score = Score::default();
        for sentence in &corpus.sentences {
            let gold: Vec<Label> = sentence.words.iter().map(|word| word.label).collect();
            score.add(&gold, &label(sentence));
        }
        eprintln!("  {}: {}", corpus.name, score.line());
    }
}

/// The mean of some states of a network.
#[derive(Default)]
struct Average {
    sums: Vec<Vec<f64>>,
    states: f64,
}

impl Average {
    fn add(&mut self, net: &mut Net) {
        let values = net.values_mut();
        if self.sums.is_empty() {
            self.sums = values.iter().map(|values| vec![0.0; values.len()]).collect();
        }
        for (sums, values) in self.sums.iter_mut().zip(values) {
            for (sum, value) in sums.iter_mut().zip(values) {
                *sum += f64::from(*value);
            }
        }
        self.states += 1.0;
    }

    /// Gives the network the mean of what was added, if anything was.
    fn put_into(&self, net: &mut Net) {
        for (sums, values) in self.sums.iter().zip(net.values_mut()) {
            for (sum, value) in sums.iter().zip(values) {
                *value = (sum / self.states) as f32;
            }
        }
    }
}

/// A network in whole numbers on tagged sentences.
struct Measured<'a> {
    network: &'a Network,
    words: &'a Words,
    buffers: Buffers,
}

impl<'a> Measured<'a> {
    fn new(network: &'a Network, words: &'a Words) -> Self {
        Self {
            network,
            words,
            buffers: Buffers::default(),
        }
    }

    fn label(&mut self, sentence: &Sentence) -> &[Label] {
        let views = sentence
            .words
            .iter()
            .map(|word| &self.words.views[word.word as usize]);
        let flags = flags::of_sentence(views.clone().map(WordView::look), sentence.language);
        self.network.begin(&mut self.buffers);
        let mut shares = vec![0; self.network.width()];
        views.for_each(|view| {
            self.network.shares(view, &mut shares);
            self.network.push(&shares, &mut self.buffers);
        });
        for (at, word) in sentence.words.iter().enumerate() {
            if word.flags != 0 {
                self.network.mark(at, word.flags, &mut self.buffers);
            }
        }
        self.network.label(flags, &mut self.buffers);
        &self.buffers.path
    }
}
