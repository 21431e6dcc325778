//! Trains the weights of the search for quotes and measures them on documents that were left out.

mod bias;
mod crf;
mod gold;
mod measure;
mod readings;

use std::io::BufRead;

use crate::Language;
use crate::analysis::TextLayer;
use crate::quotes::QuoteFinder;
use crate::quotes::chain::{Label, Step, Transitions, allowed};
use crate::quotes::german::{self, Item};
use crate::quotes::labelled;
use crate::quotes::model::{Model, Ranker};
use crate::quotes::phrase::Phrase;
use crate::quotes::speaker::{Candidates, Who};
use crate::quotes::units::{Parts, Sentence};
use crate::quotes::words::Words;
use crf::{Choice, Sequence};
use gold::{GoldDocument, GoldQuote, Kind};
use measure::Fitted;
use readings::Readings;

const PASSES: usize = 25;

/// Texts with the quotes that a larger model found, one JSON object a line in the form of annotated documents. They are learnt from,
/// but not measured on; beside readings they teach only who speaks, since nobody has read them as the documents are read.
#[derive(Debug)]
pub struct Silver<R> {
    /// Single sentences.
    pub sentences: Option<R>,
    /// Running texts. Which of their marked words are quotes is not learnt from them: their titles and citations are not those of news.
    pub texts: Option<R>,
}

/// Makes the weights from annotated documents, one JSON object a line, and from what a larger model found. With `readings`, what encoders
/// that had not seen the documents say of them: the weights that go with a reading.
///
/// # Errors
///
/// A line that is no such object.
pub fn train<R: BufRead>(input: R, readings: Option<R>, silver: Silver<R>) -> anyhow::Result<Vec<u8>> {
    let readings = readings.map(Readings::read).transpose()?.unwrap_or_default();
    let finder = QuoteFinder::new();
    let documents = gold::read(input, Language::German, &readings)?;
    let examples = Example::all(&finder, &documents);
    let found = |silver: Option<R>| -> anyhow::Result<Vec<Example>> {
        let Some(silver) = silver else {
            return Ok(Vec::new());
        };
        let mut documents = gold::read(silver, Language::German, &Readings::default())?;
        documents.retain(|document| !document.quotes.is_empty() || is_plain(&finder, document));
        Ok(Example::all(&finder, &documents))
    };
    let mut more = More {
        sentences: found(silver.sentences)?,
        texts: found(silver.texts)?,
    };
    more.texts.iter_mut().for_each(|example| example.marks.clear());
    if !readings.is_empty() {
        for example in more.sentences.iter_mut().chain(&mut more.texts) {
            (example.clauses, example.marks) = (Sequence::default(), Vec::new());
        }
    }
    let fitted = measure::parts(&finder, &documents, &examples, &more);
    let weights = Weights::train(&examples.iter().collect::<Vec<_>>(), &more);
    Ok(weights.model(&fitted).write())
}

/// What there is to learn beside the documents.
struct More {
    sentences: Vec<Example>,
    texts: Vec<Example>,
}

/// True for a text without a cue or a source. Where a model found no quote beside one, it may well have missed one.
fn is_plain(finder: &QuoteFinder, document: &GoldDocument) -> bool {
    let layer = document.layer();
    let words = document.words(finder, &layer);
    let (_, lexicon) = finder.lexicons(Language::German);
    let parts = Parts::new(&words, lexicon);
    let mut sentences = parts.sentences.iter();
    sentences.all(|sentence| sentence.hits.is_empty() && sentence.sources.is_empty())
}

/// What there is to learn from one document.
struct Example {
    clauses: Sequence,
    marks: Vec<Choice>,
    speakers: Vec<Choice>,
}

impl Example {
    fn all(finder: &QuoteFinder, documents: &[GoldDocument]) -> Vec<Self> {
        let all = documents.iter();
        all.map(|document| Self::new(finder, document)).collect()
    }

    fn new(finder: &QuoteFinder, document: &GoldDocument) -> Self {
        let layer = document.layer();
        let words = document.words(finder, &layer);
        let (_, lexicon) = finder.lexicons(Language::German);
        let parts = Parts::new(&words, lexicon);
        let sentences = &parts.sentences;
        let mentions = &document.analysis.mentions;
        let clauses = sequence(document, &words, sentences);
        let labels: Vec<(Label, f32)> = clauses.labels.iter().map(|&label| (label, 1.0)).collect();
        let quotes = labelled::quotes(&words, sentences, &labels);
        let mut marks = Vec::new();
        let mut items: Vec<Item<'_>> = Vec::new();
        for stretch in german::stretches(&words, lexicon, &parts.marked, &quotes, mentions) {
            let content = gold::words_of(&layer, &[stretch.marked.content()]);
            let right = document
                .quotes
                .iter()
                .any(|quote| quote.is_marked() && gold::dice(&quote.words, &content) > 0.7);
            marks.push(Choice {
                candidates: vec![stretch.rows.clone(), Vec::new()],
                right: vec![right, !right],
            });
            if right {
                items.push(stretch.item(&words, sentences, 1.0));
            }
        }
        items.extend(
            quotes
                .into_iter()
                .map(|quote| german::clause_item(&words, sentences, quote)),
        );
        let mut speakers = Vec::new();
        german::name_speakers(&words, sentences, &mut items, mentions, |item, candidates| {
            let Some(quote) = document.quote_of(&layer, &item.draft) else {
                return (Who::Nobody, 1.0);
            };
            let choice = speaker_choice(&layer, quote, candidates);
            let right = choice.right.iter().position(|&right| right);
            speakers.push(choice);
            let who = right.and_then(|at| candidates.iter().nth(at));
            (who.map_or(Who::Nobody, |(who, _)| who), 1.0)
        });
        Self {
            clauses,
            marks,
            speakers,
        }
    }
}

/// Which of the candidates are right: those that share most words with what the annotation says.
fn speaker_choice(layer: &TextLayer<'_>, quote: &GoldQuote, candidates: &Candidates) -> Choice {
    let likeness = |who: &Who| match who {
        Who::Nobody => f32::from(quote.speaker.is_empty() && !quote.carried),
        Who::Last => f32::from(quote.carried) * 0.9,
        Who::Previous(phrase) => f32::from(quote.carried && named(layer, *phrase, &quote.resolved)),
        Who::Phrase(phrase) => gold::dice(&gold::words_of(layer, &[phrase.tokens]), &quote.speaker),
    };
    let mut all: Vec<f32> = candidates.iter().map(|(who, _)| likeness(&who)).collect();
    let mut top = all.iter().copied().fold(0.0, f32::max);
    if top <= 0.4 {
        // the annotation points at other words for the same actor
        all = candidates
            .iter()
            .map(|(who, _)| match who {
                Who::Phrase(phrase) => f32::from(heads_name(layer, phrase, &quote.resolved)),
                _ => 0.0,
            })
            .collect();
        top = all.iter().copied().fold(0.0, f32::max);
    }
    Choice {
        candidates: candidates.iter().map(|(_, rows)| rows.to_vec()).collect(),
        right: all
            .into_iter()
            .map(|one| top > 0.4 && one >= top - 0.01)
            .collect(),
    }
}

/// True where the head of a phrase is a word of a name.
fn heads_name(layer: &TextLayer<'_>, phrase: Phrase, name: &str) -> bool {
    let head = phrase.core.range().end - 1;
    let word = layer.word(head).trim_end_matches('s');
    word.starts_with(char::is_uppercase)
        && name
            .split_whitespace()
            .any(|part| part.trim_end_matches('s') == word)
}

/// True where a phrase has a word of a name with a capital.
fn named(layer: &TextLayer<'_>, phrase: Phrase, name: &str) -> bool {
    let mut words = name
        .split_whitespace()
        .filter(|word| word.starts_with(char::is_uppercase));
    words.any(|word| phrase.tokens.range().any(|at| layer.word(at) == word))
}

/// What was learnt from some documents.
struct Learnt {
    chain: Vec<f32>,
    steps: Transitions,
    marks: Vec<f32>,
    speakers: Vec<f32>,
}

impl Learnt {
    fn from(examples: &[&Example]) -> Self {
        let mut trainer = crf::Trainer::new();
        let clauses: Vec<&Sequence> = examples.iter().map(|example| &example.clauses).collect();
        trainer.train(&clauses, PASSES);
        let all = |choices: fn(&Example) -> &Vec<Choice>| -> Vec<&Choice> {
            examples.iter().flat_map(|example| choices(example)).collect()
        };
        let (chain, steps) = trainer.averaged();
        Self {
            chain,
            steps,
            marks: crf::ranker(&all(|example| &example.marks), PASSES),
            speakers: crf::ranker(&all(|example| &example.speakers), PASSES),
        }
    }

    /// The mean of both.
    fn mean(mut self, other: &Self) -> Self {
        halfway(
            self.steps.as_flattened_mut().as_flattened_mut(),
            other.steps.as_flattened().as_flattened(),
        );
        halfway(&mut self.chain, &other.chain);
        halfway(&mut self.marks, &other.marks);
        halfway(&mut self.speakers, &other.speakers);
        self
    }
}

/// Moves numbers halfway to others.
fn halfway(numbers: &mut [f32], others: &[f32]) {
    for (number, other) in numbers.iter_mut().zip(others) {
        *number = (*number + other) / 2.0;
    }
}

/// All weights, in memory.
struct Weights {
    chain: (Vec<u8>, f32, Transitions),
    marks: (Vec<u8>, f32),
    speakers: (Vec<u8>, f32),
}

impl Weights {
    /// The mean of what is learnt from the documents beside the sentences, and beside the texts: the two err in different places.
    fn train(documents: &[&Example], more: &More) -> Self {
        let beside = |more: &[Example]| {
            let both = documents.iter().copied().chain(more);
            Learnt::from(&both.collect::<Vec<_>>())
        };
        let (sentences, texts) = rayon::join(|| beside(&more.sentences), || beside(&more.texts));
        let mean = sentences.mean(&texts);
        let (chain, scale) = crf::quantise(&mean.chain);
        Self {
            chain: (chain, scale, mean.steps),
            marks: crf::quantise(&mean.marks),
            speakers: crf::quantise(&mean.speakers),
        }
    }

    fn model(&self, fitted: &Fitted) -> Model<'_> {
        Model {
            chain: crf::chain(&self.chain, fitted.bias),
            marks: Ranker::new(&self.marks.0, self.marks.1),
            speakers: Ranker::new(&self.speakers.0, self.speakers.1),
            calibration: fitted.calibration,
        }
    }
}

/// The units of a document with their features and annotated labels.
fn sequence(document: &GoldDocument, words: &Words<'_>, sentences: &[Sentence<'_>]) -> Sequence {
    let mut sequence = Sequence::default();
    labelled::visit(
        words,
        sentences,
        &document.analysis.mentions,
        |step, marked, rows| {
            sequence.steps.push((step, marked));
            sequence.rows.push(rows.to_vec());
        },
    );
    sequence.labels = labels(document, words, sentences, &sequence.steps);
    sequence
}

/// The annotated labels: a unit belongs to a quote that holds half of its words; of nested quotes the outermost counts, of
/// an indirect one and a reported act the indirect one.
fn labels(
    document: &GoldDocument,
    words: &Words<'_>,
    sentences: &[Sentence<'_>],
    steps: &[(Step, bool)],
) -> Vec<Label> {
    let mut owner: Vec<Option<usize>> = vec![None; words.len()];
    let mut order: Vec<usize> = (0..document.quotes.len())
        .filter(|&number| matches!(document.quotes[number].kind, Kind::Indirect | Kind::Reported))
        .collect();
    order.sort_by_key(|&number| {
        let quote = &document.quotes[number];
        (quote.kind == Kind::Indirect, quote.words.len())
    });
    for number in order {
        for &word in &document.quotes[number].words {
            owner[word] = Some(number);
        }
    }
    let owners: Vec<Option<usize>> = sentences
        .iter()
        .flat_map(|sentence| &sentence.units)
        .map(|unit| {
            let range = unit.segment.start..unit.segment.end;
            let inside: Vec<Option<usize>> = range
                .filter(|&at| words.word(at).contains(char::is_alphanumeric))
                .map(|at| owner[at])
                .collect();
            let own = inside.iter().flatten().next().copied();
            own.filter(|_| 2 * inside.iter().filter(|one| **one == own).count() >= inside.len())
        })
        .collect();
    let mut labels: Vec<Label> = Vec::with_capacity(owners.len());
    for (at, owner) in owners.iter().enumerate() {
        let before = labels.last().copied().unwrap_or(Label::Outside);
        let last = labels.iter().rposition(|label| {
            matches!(
                label,
                Label::Begin | Label::Inside | Label::Continued | Label::Reported
            )
        });
        let (step, marked) = steps[at];
        // Whether the quote of this unit is under way, in this sentence.
        let goes_on = |number: usize| {
            last.is_some_and(|last| {
                owners[last] == Some(number)
                    && (last + 1..=at).all(|i| steps[i].0 == Step::Within || last + 1 == i)
            })
        };
        let wanted = match *owner {
            // each sentence of speech that goes on begins anew
            Some(number) if goes_on(number) && (step == Step::Within || document.quotes[number].cue) => {
                Label::Inside
            }
            Some(number) => match &document.quotes[number] {
                quote if quote.kind == Kind::Reported => Label::Reported,
                quote if quote.cue => Label::Begin,
                _ => Label::Continued,
            },
            None => {
                // between two parts of one quote?
                let running = last.filter(|&last| (last + 1..=at).all(|i| steps[i].0 == Step::Within));
                let returns = running.and_then(|last| owners[last]).is_some_and(|number| {
                    (at + 1..owners.len())
                        .take_while(|&i| steps[i].0 == Step::Within)
                        .any(|i| owners[i] == Some(number))
                });
                if returns {
                    Label::Gap
                } else if marked || step == Step::Within && before != Label::Outside {
                    Label::After
                } else {
                    Label::Outside
                }
            }
        };
        let label = if allowed(before, wanted, step, marked) {
            wanted
        } else {
            Label::ALL
                .into_iter()
                .find(|&label| {
                    allowed(before, label, step, marked) && (label == Label::Outside || label == Label::After)
                })
                .unwrap_or(Label::After)
        };
        labels.push(label);
    }
    labels
}
