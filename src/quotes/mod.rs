//! Quotes: who said what.
//!
//! Words get classes and lists (`words`, `classes`), sentences are cut into clauses and searched for cue verbs (`clause`, `cues`) and
//! sources (`sources`). Marked stretches become direct and partial quotes (`marks`, `direct`, `marked`). What is said indirectly a
//! chain over the pieces of German sentences finds (`units`, `facts`, `features`, `chain`, `labelled`), rules in English
//! (`english`). Speakers are noun phrases (`phrase`, `subject`), in German the best of all candidates (`speaker`), resolved to actors
//! at the end (`meant`).

mod chain;
mod classes;
mod clause;
mod cues;
mod dateline;
mod direct;
mod draft;
mod english;
mod facts;
mod features;
mod german;
mod heard;
mod labelled;
mod main_clause;
mod marked;
mod marks;
mod meant;
mod model;
mod organisation;
mod phrase;
mod rows;
mod sources;
mod speaker;
mod subject;
#[cfg(feature = "train")]
mod train;
mod units;
mod verb_forms;
mod words;

use crate::analysis::{Actor, Mention, Quote, QuoteType, TextLayer};
use crate::language::Language;
use classes::FunctionWords;
use cues::CueLexicon;
use draft::Draft;
use heard::Heard;
use meant::{Last, Meaning, StatementNouns};
use model::Model;
use organisation::PersonNouns;
#[cfg(feature = "train")]
pub(crate) use train::{Silver, train};
use units::Parts;
use words::Words;

/// The weights for German; models/quotes.md says what they were made from.
static WEIGHTS: &[u8] = include_bytes!("../../models/quotes.de.bin");

/// The weights for German where an encoder has read the text.
#[cfg(feature = "accurate")]
static READ_WEIGHTS: &[u8] = include_bytes!("../../models/quotes.de.read.bin");

/// Finds quotes and their speakers.
#[derive(Debug)]
pub struct QuoteFinder {
    german: (FunctionWords, CueLexicon),
    english: (FunctionWords, CueLexicon),
    model: Model<'static>,
    #[cfg(feature = "accurate")]
    read_model: Model<'static>,
    statements: [StatementNouns; 2],
    persons: PersonNouns,
}

impl Default for QuoteFinder {
    fn default() -> Self {
        Self::new()
    }
}

impl QuoteFinder {
    /// Builds the finder from the embedded lexicons.
    pub fn new() -> Self {
        Self {
            german: (
                FunctionWords::parse(include_str!("../language/de/quote_words.txt")),
                CueLexicon::embedded(Language::German),
            ),
            english: (
                FunctionWords::parse(include_str!("../language/en/quote_words.txt")),
                CueLexicon::embedded(Language::English),
            ),
            model: Model::read(WEIGHTS).unwrap_or_else(Model::empty),
            #[cfg(feature = "accurate")]
            read_model: Model::read(READ_WEIGHTS).unwrap_or_else(Model::empty),
            statements: [Language::German, Language::English].map(StatementNouns::embedded),
            persons: PersonNouns::embedded(),
        }
    }

    /// Function words and cues of a language.
    fn lexicons(&self, language: Language) -> (&FunctionWords, &CueLexicon) {
        match language {
            Language::English => (&self.english.0, &self.english.1),
            _ => (&self.german.0, &self.german.1),
        }
    }

    fn words<'a>(&'a self, layer: &'a TextLayer<'a>, mentions: &[Mention]) -> Words<'a> {
        let (functions, lexicon) = self.lexicons(layer.language);
        Words::new(layer, functions, lexicon).with_names(mentions)
    }

    /// The quotes, by start.
    pub fn find(&self, layer: &TextLayer<'_>, mentions: &[Mention], actors: &[Actor]) -> Vec<Quote> {
        self.find_hearing(layer, mentions, actors, None, &self.model)
    }

    /// The quotes, by start, with the help of what an encoder says of the text; of a text that it did not read as a whole as
    /// [`QuoteFinder::find`] finds them.
    #[cfg(feature = "accurate")]
    pub fn find_read(
        &self,
        layer: &TextLayer<'_>,
        mentions: &[Mention],
        actors: &[Actor],
        reading: &crate::encoder::Reading,
    ) -> Vec<Quote> {
        let heard = Heard::new(reading, layer.tokens.len());
        let model = if heard.is_some() {
            &self.read_model
        } else {
            &self.model
        };
        self.find_hearing(layer, mentions, actors, heard.as_ref(), model)
    }

    fn find_hearing(
        &self,
        layer: &TextLayer<'_>,
        mentions: &[Mention],
        actors: &[Actor],
        heard: Option<&Heard>,
        model: &Model<'_>,
    ) -> Vec<Quote> {
        if layer.tokens.is_empty() {
            return Vec::new();
        }
        let english = layer.language == Language::English;
        let (_, lexicon) = self.lexicons(layer.language);
        let words = self.words(layer, mentions).hearing(heard);
        let mut drafts = if english {
            english::find(&words, lexicon)
        } else {
            german::find(&words, lexicon, &Parts::new(&words, lexicon), mentions, model)
        };
        drafts.retain(|draft| draft.is_attributed(&words));
        drafts.sort_by_key(|draft| (draft.extent().start, std::cmp::Reverse(draft.extent().end)));
        let meaning = Meaning {
            layer,
            mentions,
            actors,
            statements: &self.statements[usize::from(english)],
            persons: &self.persons,
        };
        let mut last: Option<Last> = None;
        drafts
            .into_iter()
            .map(|draft| {
                let actor = draft.speaker.and_then(|phrase| meaning.speaker(phrase, last));
                if draft.speaker.is_some() && draft.kind != QuoteType::Reported {
                    let sentence = layer.sentence_of(draft.extent().range().start);
                    let paragraph = layer.sentences[sentence].paragraph;
                    last = Some(Last { actor, paragraph });
                }
                quote(layer, draft, actor)
            })
            .collect()
    }
}

fn quote(layer: &TextLayer<'_>, draft: Draft, actor: Option<u32>) -> Quote {
    Quote {
        kind: draft.kind,
        spans: draft.pieces.iter().map(|&piece| layer.span(piece)).collect(),
        cue: draft.cue.iter().map(|&token| layer.tokens[token].span).collect(),
        speaker: draft.speaker.map(|phrase| layer.span(phrase.tokens)),
        speaker_actor: actor,
        addressee: draft.addressee.map(|tokens| layer.span(tokens)),
        confidence: draft.confidence,
    }
}
