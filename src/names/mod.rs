//! Names: finds mentions of persons, organisations, places and other names.
//!
//! A linear sequence model labels each token (`model`, `label`; weights and word classes in `models/names.*`, see
//! `models/names.md`); what it found in one place of a document helps in the others (`document`).

mod document;
#[cfg(feature = "accurate")]
mod encoded;
mod label;
mod model;
#[cfg(feature = "train")]
mod train;

#[cfg(feature = "train")]
pub use train::train;

use crate::analysis::{EntityType, Mention, MentionKind, TextLayer, Token};
use crate::language::Language;
use crate::linear::Scores;
use crate::text::{Span, TokenRange};
use label::{Form, Label};
use model::{Model, Word, features, is_headline};

/// Finds names.
#[derive(Debug)]
pub struct NameFinder {
    german: Model,
    english: Model,
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
            german: Model::new(
                include_bytes!("../../models/names.de.bin"),
                include_bytes!("../../models/names.de.fst"),
            ),
            english: Model::new(
                include_bytes!("../../models/names.en.bin"),
                include_bytes!("../../models/names.en.fst"),
            ),
        }
    }

    /// The mentions by name and in compounds, in order of the text, none overlapping; their actors are not yet
    /// resolved.
    pub fn find(&self, layer: &TextLayer<'_>) -> Vec<Mention> {
        let mut mentions = Vec::new();
        let mut words = Vec::new();
        let mut lower = String::new();
        for sentence in layer.sentences {
            let model = if sentence.language == Language::English {
                &self.english
            } else {
                &self.german
            };
            words.clear();
            words.extend([Word::EDGE; 2]);
            words.extend(
                sentence
                    .tokens
                    .range()
                    .map(|index| model.look(layer.word(index), &mut lower)),
            );
            words.extend([Word::EDGE; 2]);
            let mut reader = Reader {
                layer,
                first: sentence.tokens.range().start,
                mentions: &mut mentions,
                open: None,
            };
            let headline = is_headline(&words[2..words.len() - 2]);
            let mut left = [Label::OUTSIDE; 2];
            for (index, window) in words.array_windows::<5>().enumerate() {
                let scores = model.scores(&features(window, left, index == 0, headline));
                let (label, margin) = best(&scores, left[0]);
                reader.push(index, label, margin);
                left = [label, left[0]];
            }
            reader.close(sentence.tokens.len());
        }
        document::share(layer, &mut mentions);
        mentions
    }

    /// The mentions that the encoder finds, in order of the text; those of sentences that it did not read are taken from
    /// `fast`, what [`NameFinder::find`] found.
    #[cfg(feature = "accurate")]
    pub fn find_read(
        &self,
        layer: &TextLayer<'_>,
        reading: &crate::encoder::Reading,
        fast: Vec<Mention>,
    ) -> Vec<Mention> {
        let mut mentions = encoded::find(layer, reading);
        let unread = |mention: &Mention| !reading.has(mention.tokens.range().start);
        mentions.extend(fast.into_iter().filter(unread));
        mentions.sort_by_key(|mention| mention.span);
        document::share(layer, &mut mentions);
        mentions
    }
}

/// The best label that may follow `before`, and how far its score is above the next one's.
fn best(scores: &Scores, before: Label) -> (Label, i16) {
    let (mut best, mut next) = (Label::OUTSIDE, i16::MIN);
    let mut top = scores[0];
    for number in 1..Label::COUNT as u8 {
        let label = Label(number);
        let score = scores[usize::from(number)];
        if score <= next || !label.may_follow(before) {
            continue;
        }
        if score > top {
            (best, next, top) = (label, top, score);
        } else {
            next = score;
        }
    }
    (best, top.saturating_sub(next))
}

/// Probability that a mention is right, by the least margin of its labels; fitted on documents that were not trained on.
fn confidence(margin: i16) -> f32 {
    1.0 / (1.0 + (-0.35 - f32::from(margin) / 60.0).exp())
}

/// Makes mentions of labels.
struct Reader<'a> {
    layer: &'a TextLayer<'a>,
    /// The sentence's first token.
    first: usize,
    mentions: &'a mut Vec<Mention>,
    open: Option<(usize, Label, i16)>,
}

impl Reader<'_> {
    fn push(&mut self, index: usize, label: Label, margin: i16) {
        match label.parts() {
            Some((.., false)) if self.open.is_some() => {
                if let Some((.., least)) = &mut self.open {
                    *least = margin.min(*least);
                }
            }
            Some(_) => {
                self.close(index);
                self.open = Some((index, label, margin));
            }
            None => self.close(index),
        }
    }

    /// Ends the open name before token `end` of the sentence.
    fn close(&mut self, end: usize) {
        let Some((start, label, margin)) = self.open.take() else {
            return;
        };
        let Some((entity, form, _)) = label.parts() else {
            return;
        };
        let tokens = TokenRange::new(self.first + start, self.first + end);
        let span = self.layer.span(tokens);
        let (kind, span) = match form {
            Form::Derived => return,
            Form::Name => (MentionKind::Name, span),
            Form::Part => match name_part(self.layer.text, span) {
                Some(part) => (MentionKind::Compound, part),
                None => return,
            },
        };
        self.mentions.push(Mention {
            span,
            tokens,
            kind,
            entity,
            confidence: confidence(margin),
            actor: None,
        });
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

/// True where the token begins with a capital letter or a digit, as names do.
fn looks_like_name(text: &str, token: &Token) -> bool {
    token.span.of(text).starts_with(|c: char| c.is_uppercase())
}

/// True for the types of which a part may stand for the whole: the surname of a person.
fn has_surname(entity: EntityType) -> bool {
    entity == EntityType::Person
}
