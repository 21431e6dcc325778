//! Names: finds mentions of persons, organisations, places and other names.
//!
//! A small network labels each word by what it and its neighbours look like (`word`, `pieces` and `flags` say what it is told,
//! `network` and `layer` what it computes, `decode` what follows, `sure` how sure that is; weights in `models/names.*`, see
//! `models/names.md`); what it found in one place of a document helps in the others (`document`).

mod cache;
mod decode;
mod document;
#[cfg(feature = "accurate")]
mod doubt;
#[cfg(feature = "accurate")]
mod encoded;
mod first;
mod flags;
mod gazetteer;
mod hashing;
mod label;
mod layer;
#[allow(dead_code, reason = "the build script makes the automaton with it")]
mod lists;
mod network;
mod pieces;
mod sure;
mod table;
#[cfg(feature = "train")]
mod train;
mod word;

use std::cell::RefCell;
use std::ops::Range;

#[cfg(feature = "train")]
pub use train::{Options as TrainOptions, Trained, calibrate, train, write_marks};

use crate::analysis::{Mention, MentionKind, Sentence, TextLayer};
use crate::language::Language;
use crate::text::{Span, TokenRange};
use cache::Cache;
use flags::Look;
use gazetteer::Gazetteer;
use label::{Form, Label};
use network::{Buffers, Network};
use pieces::Pieces;
use word::WordView;

/// Words on either side of a compound that its part is read with.
const REACH: usize = 4;

/// A name less sure than this is left out. What is right less often than half the F1 that the finder reaches would take more
/// from precision than it adds to recall (Lipton and others 2014, "Optimal thresholding of classifiers to maximize F1 measure").
const LEAST: f32 = 0.4;
/// The same with what the encoder says.
#[cfg(feature = "accurate")]
const LEAST_READ: f32 = 0.43;

/// Finds names.
#[derive(Debug)]
pub struct NameFinder {
    network: Network,
    pieces: Pieces,
    gazetteer: Gazetteer,
}

/// Bits of a token's marks ([`NameFinder::marks`]).
#[cfg(feature = "accurate")]
pub(crate) const MARKS: usize = gazetteer::ROWS + 2 * gazetteer::WHOLE_BITS as usize;

/// Offset and slope from the log-odds of a name to those that it is right by.
type Calibration = [f32; 2];

/// Buffers that every thread keeps.
#[derive(Debug, Default)]
struct Scratch {
    cache: Cache,
    buffers: Buffers,
    looks: Vec<Look>,
    lower: String,
}

thread_local! {
    static SCRATCH: RefCell<Scratch> = RefCell::default();
}

impl Default for NameFinder {
    fn default() -> Self {
        Self::new()
    }
}

impl NameFinder {
    /// Builds the finder from the embedded weights.
    pub fn new() -> Self {
        Self {
            network: Network::read(include_bytes!("../../models/names.bin"))
                .expect("embedded weights are whole"),
            pieces: Pieces::new(include_bytes!("../../models/names.fst"))
                .expect("an embedded automaton is whole"),
            gazetteer: Gazetteer::built_in(),
        }
    }

    /// The mentions by name and in compounds, in order of the text, none overlapping; their actors are not yet
    /// resolved.
    pub fn find(&self, layer: &TextLayer<'_>) -> Vec<Mention> {
        self.find_surer(layer, LEAST, |_, _| None)
    }

    /// Of each sentence the share of its words that are likely taken wrongly for a person, an organisation or a place, or for none: how
    /// much there is to win where something better reads it, for what that costs.
    #[cfg(feature = "accurate")]
    pub fn doubts(&self, layer: &TextLayer<'_>) -> Vec<f32> {
        SCRATCH.with_borrow_mut(|scratch| {
            let doubt = |sentence: &Sentence| {
                self.label(layer, sentence, scratch);
                let words = sentence.tokens.len().max(1) as f32;
                self.network.wrong_words(&scratch.buffers) / words
            };
            layer.sentences.iter().map(doubt).collect()
        })
    }

    /// What the lists of names say of each token, in bits (`src/names/gazetteer.rs` has their order).
    #[cfg(feature = "accurate")]
    pub fn marks(&self, layer: &TextLayer<'_>) -> Vec<u64> {
        let mut marks = vec![0; layer.tokens.len()];
        let mut words = Vec::new();
        for sentence in layer.sentences {
            let range = sentence.tokens.range();
            words.clear();
            words.extend(range.clone().map(|at| layer.word(at)));
            marks[range].copy_from_slice(&self.gazetteer.marks(&words));
        }
        marks
    }

    /// The mentions that are as sure as `least`, or that others in the document support. `read`, where it can tell more of a sentence
    /// whose words are in the buffers, adds it to their scores, and returns what makes a confidence of log-odds then.
    fn find_surer(
        &self,
        layer: &TextLayer<'_>,
        least: f32,
        read: impl Fn(&Sentence, &mut Buffers) -> Option<Calibration>,
    ) -> Vec<Mention> {
        let mut mentions = Vec::new();
        SCRATCH.with_borrow_mut(|scratch| {
            for sentence in layer.sentences {
                self.label(layer, sentence, scratch);
                let told = read(sentence, &mut scratch.buffers);
                let calibration = told.unwrap_or(self.network.calibration);
                let (first, before) = (sentence.tokens.range().start, mentions.len());
                for name in label::spans(&scratch.buffers.path) {
                    let tokens = TokenRange::new(first + name.words.start, first + name.words.end);
                    let Some((kind, span)) = place(layer, tokens, name.form) else {
                        continue;
                    };
                    mentions.push(Mention {
                        span,
                        tokens,
                        kind,
                        entity: name.entity,
                        confidence: self.confidence(&scratch.buffers, name.words, calibration),
                        actor: None,
                    });
                }
                if sentence.language == Language::German && told.is_none() {
                    self.look_into_compounds(layer, sentence, scratch, &mut mentions);
                    mentions[before..].sort_by_key(|mention| mention.span);
                }
            }
        });
        document::share(layer, &mut mentions, |_| least);
        mentions
    }

    /// The mentions, with what the encoder says of the sentences that it read.
    #[cfg(feature = "accurate")]
    pub fn find_read(&self, layer: &TextLayer<'_>, reading: &crate::encoder::Reading) -> Vec<Mention> {
        let heard = encoded::Heard::new(reading);
        self.find_surer(layer, LEAST_READ, |sentence, buffers| {
            heard.add(&self.network, sentence, buffers)
        })
    }

    /// Labels the words of a sentence: `scratch.buffers` has the labels and their scores.
    fn label(&self, layer: &TextLayer<'_>, sentence: &Sentence, scratch: &mut Scratch) {
        scratch.looks.clear();
        self.network.begin(&mut scratch.buffers);
        for index in sentence.tokens.range() {
            self.look(layer.word(index), scratch);
        }
        let first = sentence.tokens.range().start;
        self.mark_entries(|at| layer.word(first + at), scratch);
        let flags = flags::of_sentence(scratch.looks.iter().copied(), sentence.language);
        self.network.label(flags, &mut scratch.buffers);
    }

    /// Tells the network which words in the buffers are an entry of the lists together.
    fn mark_entries<'a>(&self, word: impl Fn(usize) -> &'a str, scratch: &mut Scratch) {
        let Scratch { buffers, looks, .. } = scratch;
        self.gazetteer.entries(
            looks.len(),
            |at| looks[at].begins && looks.get(at + 1).is_some_and(|next| next.goes_on),
            word,
            |at, length, kinds| {
                for word in at..at + length {
                    self.network
                        .mark(word, flags::of_entry(kinds, word == at), buffers);
                }
            },
        );
    }

    /// Puts a word into the buffers.
    fn look(&self, word: &str, scratch: &mut Scratch) {
        let Scratch {
            cache,
            buffers,
            looks,
            lower,
        } = scratch;
        let (shares, look) = cache.get(word, self.network.width(), |shares| {
            let view = WordView::new(word, &self.pieces, &self.gazetteer, lower);
            self.network.shares(&view, shares);
            view.look()
        });
        self.network.push(shares, buffers);
        looks.push(look);
    }

    /// Adds the names before the hyphens of those words of the labelled sentence that were not taken for names: what stands before
    /// the last hyphen is read once more as a word of its own, among its neighbours.
    fn look_into_compounds(
        &self,
        layer: &TextLayer<'_>,
        sentence: &Sentence,
        scratch: &mut Scratch,
        mentions: &mut Vec<Mention>,
    ) {
        let range = sentence.tokens.range();
        let compounds: Vec<usize> = range
            .clone()
            .zip(scratch.looks.iter().zip(&scratch.buffers.path))
            .filter(|(_, (look, label))| look.compound && **label == Label::OUTSIDE)
            .map(|(at, _)| at)
            .collect();
        if compounds.is_empty() {
            return;
        }
        let flags = flags::of_sentence(scratch.looks.iter().copied(), sentence.language);
        for at in compounds {
            let Some(head) = word::head_of(layer.word(at)) else {
                continue;
            };
            let window = at.saturating_sub(REACH).max(range.start)..(at + 1 + REACH).min(range.end);
            self.network.begin(&mut scratch.buffers);
            for index in window.clone() {
                self.look(if index == at { head } else { layer.word(index) }, scratch);
            }
            self.network.label(flags, &mut scratch.buffers);
            let place = at - window.start;
            let found = label::spans(&scratch.buffers.path)
                .find(|name| name.words == (place..place + 1) && name.form == Form::Name);
            if let Some(name) = found {
                let start = layer.tokens[at].span.start;
                mentions.push(Mention {
                    span: Span {
                        start,
                        end: start + head.len() as u32,
                    },
                    tokens: TokenRange::new(at, at + 1),
                    kind: MentionKind::Compound,
                    entity: name.entity,
                    confidence: self.confidence(&scratch.buffers, name.words, self.network.calibration),
                    actor: None,
                });
            }
        }
    }

    /// Probability that a name is right.
    fn confidence(&self, buffers: &Buffers, words: Range<usize>, calibration: Calibration) -> f32 {
        let odds = self.network.log_odds(buffers, words);
        let [offset, slope] = calibration;
        1.0 / (1.0 + (-offset - slope * odds).exp())
    }
}

/// How a name of some form mentions its actor, and where; a derived form does not.
fn place(layer: &TextLayer<'_>, tokens: TokenRange, form: Form) -> Option<(MentionKind, Span)> {
    let span = layer.span(tokens);
    match form {
        Form::Derived => None,
        Form::Name => Some((MentionKind::Name, span)),
        Form::Part => Some((MentionKind::Compound, name_part(layer.text, span)?)),
    }
}

/// What stands before the last hyphen of a compound: "Trump" of "Trump-Erlass".
fn name_part(text: &str, compound: Span) -> Option<Span> {
    let at = compound.of(text).rfind('-').filter(|&at| at > 0)?;
    Some(Span {
        start: compound.start,
        end: compound.start + at as u32,
    })
}
