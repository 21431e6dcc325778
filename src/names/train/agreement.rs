//! The network in whole numbers, which the program has, against the one in floating point that was trained.

use super::data::{Sentence, Tagged, Target, Words};
use super::float::{Layer, Random, Rows, Table};
use super::net::{Net, Pass};
use super::{Chain, Measured};
use crate::language::Language;
use crate::names::gazetteer::Gazetteer;
use crate::names::label::Label;
use crate::names::network::{COLUMNS, Network, WIDTH};
use crate::names::pieces::{Pieces, automaton};
use crate::names::word::ROWS;

const PIECES: [&str; 10] = ["Ba", "bank", "deu", "er", "Min", "is", "pri", "th", "un", "z"];
/// Sentences of one word, of fewer words than a layer looks at, of more, in capitals, and with entries of the lists at all places.
const SENTENCES: [(&str, Language); 8] = [
    ("Berlin", Language::German),
    ("Ja .", Language::German),
    ("Deutsche Bank", Language::German),
    ("Der Ministerpräsident kam", Language::German),
    (
        "Die Deutsche Bank in New York zahlt nichts , sagte Anna Berg am Montag in Bad Tölz",
        Language::German,
    ),
    (
        "BUNDESTAG BESCHLIESST GESETZ GEGEN WUCHERZINSEN",
        Language::German,
    ),
    (
        "The United Nations and the Trump-Erlass were on the table , said Jane Doe of the Bank of England .",
        Language::English,
    ),
    ("she left", Language::English),
];
/// So far scores may be off, in shares of what they differ by among themselves (their standard deviation): one of them, and all on
/// average (root of the mean square). Each layer rounds down what it hands on, which makes up most of it.
const ONE: f32 = 0.25;
const ALL: f32 = 0.07;

/// A network with weights by chance, its table in steps that four bits hold.
fn network(random: &mut Random) -> Net {
    let table = |rows: usize, random: &mut Random| {
        let mut number = || (random.below(15) as f32 - 7.0) * 0.03;
        Table::new(WIDTH, (0..rows * WIDTH).map(|_| number()).collect())
    };
    let mut net = Net {
        rows: table(ROWS, random),
        pieces: table(PIECES.len(), random),
        layers: vec![
            Layer::new(5, WIDTH, 64, true, random),
            Layer::new(3, 64, 32, false, random),
            Layer::new(1, 32, COLUMNS, false, random),
        ],
        chain: Chain::new(),
    };
    for layer in &mut net.layers {
        layer.bias.values.fill_with(|| random.normal() * 0.1);
        if let Some(whole) = &mut layer.whole {
            whole.values.fill_with(|| random.normal() * 0.1);
        }
    }
    net
}

fn sentences(words: &mut Words) -> Vec<Sentence> {
    let tagged = |word: u32| Tagged {
        word,
        label: Label::OUTSIDE,
        target: Target::OneOf(1),
        flags: 0,
    };
    let sentence = |(text, language): (&str, Language)| {
        let tagged = text.split(' ').map(|word| tagged(words.number(word))).collect();
        Sentence::new(tagged, language, words)
    };
    SENTENCES.map(sentence).into()
}

/// The standard deviation of some numbers.
fn deviation(numbers: &[f32]) -> f32 {
    let count = numbers.len() as f32;
    let mean = numbers.iter().sum::<f32>() / count;
    let square = numbers.iter().map(|number| (number - mean).powi(2)).sum::<f32>();
    (square / count).sqrt()
}

#[test]
fn whole_numbers_give_the_scores_of_floating_point() {
    let pieces = automaton(&PIECES.map(str::to_owned)).unwrap();
    let mut words = Words::new(Pieces::new(pieces.leak()).unwrap(), Gazetteer::built_in());
    let sentences = sentences(&mut words);
    assert!(
        sentences
            .iter()
            .flat_map(|sentence| &sentence.words)
            .any(|word| word.flags != 0)
    );
    let mut random = Random(1);
    let net = network(&mut random);
    let network = Network::read(net.write([0.0, 1.0]).leak()).unwrap();
    let mut measured = Measured::new(&network, &words);
    let mut pass = Pass::default();
    for sentence in &sentences {
        net.look(sentence, &words, None, &mut pass);
        net.forward(&mut pass, 0.0, &mut random);
        let expected = pass.states.last().map_or(&[][..], Rows::inner);
        measured.label(sentence);
        let found = measured
            .buffers
            .scores
            .iter()
            .map(|&score| score as f32 / network.unit);
        assert_eq!(measured.buffers.scores.len(), expected.len());
        let spread = deviation(expected);
        let off: Vec<f32> = found
            .zip(expected)
            .map(|(found, expected)| (found - expected) / spread)
            .collect();
        let one = off.iter().fold(0f32, |most, off| most.max(off.abs()));
        let all = (off.iter().map(|off| off * off).sum::<f32>() / off.len() as f32).sqrt();
        let words = sentence.words.len();
        assert!(
            one <= ONE && all <= ALL,
            "{words} words: one is off by {one}, all by {all}"
        );
    }
}
