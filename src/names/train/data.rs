//! What the network is trained on: tagged files, and what each of them may teach.

use std::collections::HashMap;
use std::io::{BufRead, BufReader, Read};
use std::path::Path;

use anyhow::{Context, bail};

use crate::analysis::EntityType;
use crate::language::Language;
use crate::names::flags;
use crate::names::gazetteer::Gazetteer;
use crate::names::label::{Form, Label};
use crate::names::pieces::Pieces;
use crate::names::word::WordView;

/// A set of labels, one bit each.
pub(super) type LabelSet = u32;

/// What the labels of a corpus mean (`training/teacher/labels.py`).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Policy {
    /// As they stand.
    Exact,
    /// Persons, organisations and places only: anything else may hide behind O.
    ThreeClasses,
    /// Neither adjectives nor closed compounds are marked.
    Actors,
    /// MISC may be a derived form.
    FourClasses,
    /// MISC means nothing.
    BroadMisc,
}

impl Policy {
    fn parse(name: &str) -> anyhow::Result<Self> {
        Ok(match name {
            "exact" => Self::Exact,
            "three-classes" => Self::ThreeClasses,
            "actors" => Self::Actors,
            "four-classes" => Self::FourClasses,
            "broad-misc" => Self::BroadMisc,
            _ => bail!("no policy {name:?}"),
        })
    }

    /// True where names that are no persons, organisations or places are marked.
    pub fn marks_other(self) -> bool {
        !matches!(self, Self::ThreeClasses | Self::BroadMisc)
    }

    /// The labels that a label may stand for.
    pub fn allowed(self, label: Label) -> LabelSet {
        let set = |keep: &dyn Fn(EntityType, Form) -> bool| {
            (1..Label::COUNT as u8)
                .filter(|&number| {
                    Label(number)
                        .parts()
                        .is_some_and(|(entity, form, _)| keep(entity, form))
                })
                .fold(0, |set, number| set | 1 << number)
        };
        let changed = set(&|_, form| form != Form::Name);
        let other = set(&|entity, form| entity == EntityType::Other && form == Form::Name);
        let derived = set(&|_, form| form == Form::Derived);
        let own = 1 << label.0;
        let is_other = other & own != 0;
        own | match (self, label == Label::OUTSIDE) {
            (Self::Exact, _) => 0,
            (Self::ThreeClasses | Self::BroadMisc, true) => other | changed,
            (Self::Actors | Self::FourClasses, true) => changed,
            (Self::FourClasses, false) if is_other => derived,
            (Self::BroadMisc, false) if is_other => 1 | other | changed,
            _ => 0,
        }
    }
}

/// What a word should be.
#[derive(Debug, Clone)]
pub(super) enum Target {
    /// One of these.
    OneOf(LabelSet),
    /// Each with this probability.
    Soft(Box<[(Label, f32)]>),
}

/// One tagged word.
#[derive(Debug, Clone)]
pub(super) struct Tagged {
    /// Index into [`Words::views`].
    pub word: u32,
    pub label: Label,
    pub target: Target,
    /// What the lists say of it and its neighbours together.
    pub flags: u32,
}

/// A tagged sentence.
#[derive(Debug)]
pub(super) struct Sentence {
    pub words: Vec<Tagged>,
    pub language: Language,
}

impl Sentence {
    /// A sentence, with the flags of its words.
    pub fn new(mut tagged: Vec<Tagged>, language: Language, words: &Words) -> Self {
        let mut flags = vec![0; tagged.len()];
        words.gazetteer.entries(
            tagged.len(),
            |at| words.views[tagged[at].word as usize].look().begins,
            |at| words.texts[tagged[at].word as usize].as_str(),
            |at, length, kinds| {
                for (number, word) in flags[at..at + length].iter_mut().enumerate() {
                    *word = flags::of_entry(kinds, number == 0);
                }
            },
        );
        for (word, flags) in tagged.iter_mut().zip(flags) {
            word.flags = flags;
        }
        Self {
            words: tagged,
            language,
        }
    }
}

/// Every word once.
#[derive(Debug)]
pub(super) struct Words {
    pub texts: Vec<String>,
    pub views: Vec<WordView>,
    /// How often each stands in the corpora that are read.
    pub counts: Vec<u32>,
    numbers: HashMap<String, u32>,
    pieces: Pieces,
    gazetteer: Gazetteer,
    buffer: String,
}

impl Words {
    pub fn new(pieces: Pieces, gazetteer: Gazetteer) -> Self {
        Self {
            texts: Vec::new(),
            views: Vec::new(),
            counts: Vec::new(),
            numbers: HashMap::new(),
            pieces,
            gazetteer,
            buffer: String::new(),
        }
    }

    pub fn number(&mut self, word: &str) -> u32 {
        if let Some(&number) = self.numbers.get(word) {
            self.counts[number as usize] += 1;
            return number;
        }
        let number = self.views.len() as u32;
        self.views.push(WordView::new(
            word,
            &self.pieces,
            &self.gazetteer,
            &mut self.buffer,
        ));
        self.texts.push(word.to_owned());
        self.counts.push(1);
        self.numbers.insert(word.to_owned(), number);
        number
    }
}

/// One line of a list of corpora.
#[derive(Debug)]
pub(super) struct Corpus {
    pub name: String,
    pub sentences: Vec<Sentence>,
    /// How often it is seen in one pass; 0: it is for measuring.
    pub times: u32,
    /// People annotated it; else the teacher did, and lines have probabilities.
    pub is_gold: bool,
    pub policy: Policy,
}

/// Reads a list of corpora: lines `times<TAB>language<TAB>policy<TAB>path`, paths relative to the list; `#` begins a comment.
/// Those are left out whose times are not `wanted`.
pub(super) fn read_list(
    list: &Path,
    words: &mut Words,
    wanted: impl Fn(u32) -> bool,
) -> anyhow::Result<Vec<Corpus>> {
    let text = std::fs::read_to_string(list).with_context(|| list.display().to_string())?;
    let mut corpora = Vec::new();
    for (number, line) in text.lines().enumerate() {
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        let place = || {
            format!(
                "{}, line {}: expected times, language, policy, path",
                list.display(),
                number + 1
            )
        };
        let [times, language, policy, path] = line.split('\t').collect::<Vec<_>>()[..] else {
            bail!(place());
        };
        let path = list.with_file_name(path);
        let times = times.parse().with_context(place)?;
        let policy = Policy::parse(policy).with_context(place)?;
        if !wanted(times) {
            continue;
        }
        let (mut sentences, is_gold) = read(
            &path,
            if language == "en" {
                Language::English
            } else {
                Language::German
            },
            policy,
            words,
        )
        .with_context(|| path.display().to_string())?;
        if times > 0 {
            add_headlines(&mut sentences, words);
        }
        corpora.push(Corpus {
            name: path
                .components()
                .rev()
                .take(2)
                .map(|part| part.as_os_str().to_string_lossy())
                .collect::<Vec<_>>()
                .join(" of "),
            sentences,
            times,
            is_gold,
            policy,
        });
    }
    Ok(corpora)
}

/// Adds every 24th sentence once more in capitals, and of English every 24th with capital words, as headlines have them.
fn add_headlines(sentences: &mut Vec<Sentence>, words: &mut Words) {
    let mut added = Vec::new();
    for (number, sentence) in sentences.iter().enumerate() {
        let written = |word: &str| -> String {
            let mut letters = word.chars();
            match (number % 24, letters.next()) {
                (7, _) => word.to_uppercase(),
                (_, Some(first)) if word.len() > 3 => first.to_uppercase().chain(letters).collect(),
                _ => word.to_owned(),
            }
        };
        if number % 24 == 7 || number % 24 == 19 && sentence.language == Language::English {
            let again = |tagged: &Tagged| {
                let word = written(&words.texts[tagged.word as usize]);
                Tagged {
                    word: words.number(&word),
                    ..tagged.clone()
                }
            };
            let tagged = sentence.words.iter().map(again).collect();
            added.push(Sentence::new(tagged, sentence.language, words));
        }
    }
    sentences.append(&mut added);
}

/// Reads lines `word<TAB>tag[<TAB>probability[<TAB>other tag and its probability, …]]`; the second value is true where no line has
/// a probability.
fn read(
    path: &Path,
    language: Language,
    policy: Policy,
    words: &mut Words,
) -> anyhow::Result<(Vec<Sentence>, bool)> {
    let file = std::fs::File::open(path)?;
    let file: Box<dyn Read> = if path.extension().is_some_and(|extension| extension == "gz") {
        Box::new(flate2::read::MultiGzDecoder::new(file))
    } else {
        Box::new(file)
    };
    let (mut sentences, mut is_gold) = (Vec::new(), true);
    let mut sentence = Vec::new();
    for (number, line) in BufReader::new(file).lines().enumerate() {
        let line = line?;
        if line.is_empty() {
            if !sentence.is_empty() {
                sentences.push(Sentence::new(std::mem::take(&mut sentence), language, words));
            }
            continue;
        }
        let mut columns = line.split('\t');
        let (Some(word), Some(tag)) = (columns.next(), columns.next()) else {
            bail!("line {}: expected word, tab, tag", number + 1);
        };
        let label = Label::parse(tag);
        let target = match columns.next() {
            None => Target::OneOf(policy.allowed(label)),
            Some(probability) => {
                is_gold = false;
                let mut shares = vec![(label, probability.parse::<f32>()?)];
                let mut others = columns
                    .next()
                    .unwrap_or("")
                    .split(' ')
                    .filter(|part| !part.is_empty());
                while let (Some(tag), Some(share)) = (others.next(), others.next()) {
                    shares.push((Label::parse(tag), share.parse()?));
                }
                let sum: f32 = shares.iter().map(|(_, share)| share).sum();
                if shares.len() == 1 || sum < 0.01 {
                    Target::OneOf(1 << label.0)
                } else {
                    shares.iter_mut().for_each(|(_, share)| *share /= sum);
                    Target::Soft(shares.into())
                }
            }
        };
        sentence.push(Tagged {
            word: words.number(word),
            label,
            target,
            flags: 0,
        });
    }
    if !sentence.is_empty() {
        sentences.push(Sentence::new(sentence, language, words));
    }
    Ok((sentences, is_gold))
}
