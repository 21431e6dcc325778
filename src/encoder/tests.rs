//! A small model of random weights shows what must hold for any weights.

use std::collections::HashMap;

use safetensors::Dtype;
use safetensors::tensor::{TensorView, serialize};

use super::*;
use crate::analysis::{NounPhrase, Sentence, Token};
use crate::language::Language;
use crate::pipeline::Pipeline;
use crate::segment::Segmenter;

const WIDTH: usize = 32;
const INNER: usize = 64;
const PIECES: [&str; 14] = [
    "<s>",
    "</s>",
    "<unk>",
    "▁",
    "▁Haus",
    "▁Hau",
    "s",
    "t",
    "ür",
    "▁Haustür",
    "e",
    "n",
    ".",
    "▁Berlin",
];

/// Random numbers, the same in every run.
struct Dice(u64);

impl Dice {
    fn roll(&mut self) -> f32 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        (self.0 >> 40) as f32 / (1 << 23) as f32 - 1.0
    }
}

#[derive(Default)]
struct File {
    tensors: Vec<(String, Dtype, Vec<usize>, Vec<u8>)>,
}

impl File {
    fn floats(&mut self, name: &str, shape: &[usize], mut value: impl FnMut(usize) -> f32) {
        let count: usize = shape.iter().product();
        let bytes = (0..count).flat_map(|at| value(at).to_le_bytes()).collect();
        self.tensors
            .push((name.to_owned(), Dtype::F32, shape.to_vec(), bytes));
    }

    fn bytes(&mut self, name: &str, dtype: Dtype, shape: &[usize], bytes: Vec<u8>) {
        self.tensors.push((name.to_owned(), dtype, shape.to_vec(), bytes));
    }
}

/// The bytes of a model with one head for names and one pointer.
fn tiny() -> Vec<u8> {
    let mut dice = Dice(7);
    let mut file = File::default();
    file.bytes(
        "pieces.text",
        Dtype::U8,
        &[PIECES.join("\n").len()],
        PIECES.join("\n").into_bytes(),
    );
    file.floats("pieces.scores", &[PIECES.len()], |at| match PIECES[at] {
        "▁Haustür" => -9.0,
        "▁Haus" => -3.0,
        "▁Hau" => -3.5,
        _ => -2.0,
    });
    let words = (0..PIECES.len() * WIDTH / 2)
        .map(|_| ((dice.roll() + 1.0) * 127.0) as u8)
        .collect();
    file.bytes("words", Dtype::U8, &[PIECES.len(), WIDTH / 2], words);
    file.floats("words.scale", &[PIECES.len(), 1], |_| 0.1);
    file.floats("places", &[64, WIDTH], |_| dice.roll());
    let norm = |file: &mut File, name: &str| {
        file.floats(&format!("{name}.scale"), &[WIDTH], |_| 1.0);
        file.floats(&format!("{name}.shift"), &[WIDTH], |_| 0.0);
    };
    norm(&mut file, "norm");
    for layer in 0..2 {
        let at = format!("layers.{layer}");
        norm(&mut file, &format!("{at}.attention_norm"));
        norm(&mut file, &format!("{at}.forward_norm"));
        for (name, inputs, outputs) in [
            ("attention_in", WIDTH, 3 * WIDTH),
            ("attention_out", WIDTH, WIDTH),
            ("forward_in", WIDTH, INNER),
            ("forward_out", INNER, WIDTH),
        ] {
            let weight = (0..inputs * outputs)
                .map(|_| (dice.roll() * 127.0) as i8 as u8)
                .collect();
            file.bytes(
                &format!("{at}.{name}.weight"),
                Dtype::I8,
                &[outputs, inputs],
                weight,
            );
            file.floats(&format!("{at}.{name}.scale"), &[outputs], |_| 0.003);
            file.floats(&format!("{at}.{name}.bias"), &[outputs], |_| dice.roll() * 0.1);
        }
    }
    file.floats("lists", &[crate::names::MARKS, WIDTH], |_| dice.roll());
    let outputs = 3 + 2 * 4;
    file.floats("heads.weight", &[outputs, WIDTH], |_| dice.roll());
    file.floats("heads.bias", &[outputs], |_| dice.roll());
    let about = [
        ("format", "depesche-2"),
        ("layers", "2"),
        ("heads", "2"),
        ("epsilon", "1e-12"),
        ("begin", "0"),
        ("end", "1"),
        ("unknown", "2"),
        ("heads.names", "names"),
        ("labels.names", "O B-LOC I-LOC"),
        ("pointers", "speaker"),
        ("pointer_width", "4"),
    ];
    let about: HashMap<String, String> = about
        .iter()
        .map(|&(name, value)| (name.to_owned(), value.to_owned()))
        .collect();
    let views: Vec<(&str, TensorView<'_>)> = file
        .tensors
        .iter()
        .map(|(name, dtype, shape, bytes)| {
            (
                name.as_str(),
                TensorView::new(*dtype, shape.clone(), bytes).unwrap(),
            )
        })
        .collect();
    serialize(views, Some(about)).unwrap()
}

/// A text with its tokens and sentences.
struct Text(String, Vec<Token>, Vec<Sentence>, Vec<NounPhrase>);

impl Text {
    fn new(text: &str) -> Self {
        let (tokens, sentences) = Segmenter::new().segment(text, Language::German);
        Self(text.to_owned(), tokens, sentences, Vec::new())
    }

    /// Some bits for each token.
    fn marks(&self) -> Vec<u64> {
        (0..self.1.len() as u64).map(|token| token % 7).collect()
    }

    fn layer(&self) -> TextLayer<'_> {
        TextLayer {
            text: &self.0,
            language: Language::German,
            tokens: &self.1,
            sentences: &self.2,
            phrases: &self.3,
        }
    }
}

fn cut(encoder: &Encoder, word: &str) -> Vec<&'static str> {
    let mut pieces = Vec::new();
    encoder
        .pieces
        .cut(word, &mut pieces::Cutter::default(), &mut pieces);
    pieces.iter().map(|&piece| PIECES[piece as usize]).collect()
}

#[test]
fn words_are_cut_where_the_sum_of_scores_is_best() {
    let encoder = Encoder::parse(&tiny()).unwrap();
    assert_eq!(cut(&encoder, "Haus"), ["▁Haus"]);
    // -3 - 2 - 2 beats -9 and -3.5 - 2 - 2 - 2
    assert_eq!(cut(&encoder, "Haustür"), ["▁Haus", "t", "ür"]);
    assert_eq!(cut(&encoder, "Häuste"), ["▁", "<unk>", "s", "t", "e"]);
    // letters without a piece in a row are one, a decomposed letter is the composed one
    assert_eq!(cut(&encoder, "ЖЖt"), ["▁", "<unk>", "t"]);
    assert_eq!(cut(&encoder, "Haustu\u{308}r"), ["▁Haus", "t", "ür"]);
    assert!(!cut(&encoder, "").is_empty());
}

#[test]
fn every_token_lies_in_one_window_and_no_window_is_too_long() {
    let encoder = Encoder::parse(&tiny()).unwrap();
    let long = format!("{}.\n\nHaus.\n\nBerlin.", "Haustür ".repeat(300));
    for text in ["", "Haus.", "Haus. Haustür.\n\nBerlin.", &long] {
        let text = Text::new(text);
        let windows = Windows::new(&text.layer(), &encoder.pieces, 64, &text.marks(), |_| true);
        assert!(windows.ranges.iter().all(|range| range.len() <= 64));
        let covered: Vec<usize> = windows.tokens.iter().flat_map(Clone::clone).collect();
        assert_eq!(covered, (0..text.1.len()).collect::<Vec<_>>());
        for (range, tokens) in windows.ranges.iter().zip(&windows.tokens) {
            assert!(
                windows.places[tokens.clone()]
                    .iter()
                    .all(|place| range.contains(place))
            );
        }
    }
}

#[test]
fn a_window_reads_the_same_alone_and_beside_others() {
    let encoder = Encoder::parse(&tiny()).unwrap();
    // every second sentence, so that none has a neighbour in its window
    let text = "Haustür Berlin.\n\nHaus.\n\n".repeat(40);
    let text = Text::new(&text);
    let layer = text.layer();
    let whole = encoder.read(&layer, &text.marks(), |number| number % 2 == 0);
    let alone = |token: usize| {
        let sentence = layer.sentence_of(token);
        let reading = encoder.read(&layer, &text.marks(), |number| number == sentence);
        assert!(reading.has(token));
        assert_eq!(
            reading.probabilities("names", token),
            whole.probabilities("names", token)
        );
        assert_eq!(
            reading.target("speaker", token, |_| true),
            whole.target("speaker", token, |_| true)
        );
    };
    (0..text.1.len())
        .filter(|&token| whole.has(token))
        .step_by(7)
        .for_each(alone);
    assert!((0..text.1.len()).any(|token| !whole.has(token)));
    let sum: f32 = whole.probabilities("names", 0).iter().sum();
    assert!((sum - 1.0).abs() < 1e-5);
}

#[test]
fn a_mark_on_a_token_is_heard() {
    let encoder = Encoder::parse(&tiny()).unwrap();
    let text = Text::new("Haus Berlin.");
    let said = |marks: [u64; 3]| {
        let reading = encoder.read(&text.layer(), &marks, |_| true);
        reading.probabilities("names", 1).to_vec()
    };
    assert_ne!(said([0; 3]), said([0, 1 << (crate::names::MARKS - 1), 0]));
    assert_ne!(said([0; 3]), said([1, 0, 0]));
}

#[test]
fn the_number_of_threads_changes_nothing() {
    let encoder = Encoder::parse(&tiny()).unwrap();
    let text = "Haustür Berlin Haus. ".repeat(200);
    let text = Text::new(&text);
    let read = |threads| {
        let pool = rayon::ThreadPoolBuilder::new()
            .num_threads(threads)
            .build()
            .unwrap();
        let reading = pool.install(|| encoder.read(&text.layer(), &text.marks(), |_| true));
        (0..text.1.len())
            .flat_map(|token| reading.probabilities("names", token).to_vec())
            .collect::<Vec<f32>>()
    };
    assert_eq!(read(1), read(3));
}

#[test]
fn the_cascade_reads_what_the_fast_engine_doubts() {
    let document = crate::Document::new("1", "Am Montag sprach Angela Merkel in Berlin. Es regnete.");
    let mentions = |pipeline: Pipeline| pipeline.analyse(&document).mentions;
    let read = |unsure| mentions(Pipeline::new().with_encoder(Encoder::parse(&tiny()).unwrap(), unsure));
    let (fast, accurate) = (mentions(Pipeline::new()), read(None));
    assert_ne!(fast, accurate);
    assert_eq!(read(Some(1.0)), fast);
    assert_eq!(read(Some(-1.0)), accurate);
}

#[test]
fn names_that_nobody_knows_are_more_doubtful_than_a_sentence_without_any() {
    let text = Text::new("Zorba Quandor trifft Vexil Brantok. Gestern regnete es den ganzen Tag.");
    let doubts = crate::names::NameFinder::new().doubts(&text.layer());
    assert_eq!(doubts.len(), 2);
    assert!(doubts.iter().all(|doubt| (0.0..=1.0).contains(doubt)));
    assert!(doubts[0] > 10.0 * doubts[1], "{doubts:?}");
}

#[test]
fn what_is_no_model_is_refused_with_a_reason() {
    let whole = tiny();
    for bytes in [&b""[..], b"PK\x03\x04", &whole[..whole.len() / 2]] {
        assert!(Encoder::parse(bytes).is_err());
    }
    let error = Encoder::open(Path::new("nowhere.safetensors")).unwrap_err();
    assert!(error.to_string().contains("nowhere.safetensors"), "{error}");
}

#[test]
fn a_model_that_is_missing_says_what_to_do() {
    let error = locate(Some(Path::new("nowhere/accurate.safetensors"))).unwrap_err();
    let error = error.to_string();
    assert!(
        error.contains("nowhere/accurate.safetensors") && error.contains("--model"),
        "{error}"
    );
}

/// The model of the repository, where it is (packages from the registry come without it).
#[test]
fn the_shipped_model_finds_names() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("models")
        .join(MODEL_FILE);
    if !path.is_file() {
        eprintln!("not checked: {} is not there", path.display());
        return;
    }
    let pipeline = Pipeline::new().with_encoder(Encoder::open(&path).unwrap(), None);
    let document = crate::Document::new(
        "1",
        "Am Montag sprach Angela Merkel in Berlin mit der Deutschen Bank.",
    );
    let analysis = pipeline.analyse(&document);
    let names: Vec<(&str, &str)> = analysis
        .actors
        .iter()
        .map(|actor| (actor.name.as_str(), actor.entity.as_str()))
        .collect();
    assert_eq!(
        names,
        [
            ("Angela Merkel", "PER"),
            ("Berlin", "LOC"),
            ("Deutsche Bank", "ORG")
        ]
    );
}
