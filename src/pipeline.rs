//! The way of one document through the stages.

use std::time::{Duration, Instant};

use crate::actors::ActorResolver;
use crate::analysis::{Analysis, TextLayer, Timex, Warning};
use crate::dates::DateFinder;
use crate::deadlines::DeadlineFinder;
use crate::document::Document;
#[cfg(feature = "accurate")]
use crate::encoder::Encoder;
use crate::language::{self, Language};
use crate::names::NameFinder;
use crate::quotes::QuoteFinder;
use crate::segment::Segmenter;
use crate::tag::Tagger;

/// All stages, built once and shared by all threads.
#[derive(Debug)]
pub struct Pipeline {
    segmenter: Segmenter,
    tagger: Tagger,
    names: NameFinder,
    actors: ActorResolver,
    dates: DateFinder,
    quotes: QuoteFinder,
    deadlines: DeadlineFinder,
    #[cfg(feature = "accurate")]
    accurate: Option<Accurate>,
}

/// A larger model beside the fast stages.
#[cfg(feature = "accurate")]
#[derive(Debug)]
struct Accurate {
    encoder: Encoder,
    /// It reads only sentences of which the fast engine is so unsure ([`NameFinder::doubts`]); all of them without.
    unsure: Option<f32>,
}

#[cfg(feature = "accurate")]
impl Accurate {
    /// Which sentences it reads.
    fn wanted(&self, layer: &TextLayer<'_>, names: &NameFinder) -> Vec<bool> {
        match self.unsure {
            None => vec![true; layer.sentences.len()],
            Some(unsure) => names
                .doubts(layer)
                .into_iter()
                .map(|doubt| doubt > unsure)
                .collect(),
        }
    }
}

impl Default for Pipeline {
    fn default() -> Self {
        Self::new()
    }
}

impl Pipeline {
    /// Builds every stage from the embedded lexicons and weights.
    pub fn new() -> Self {
        Self {
            segmenter: Segmenter::new(),
            tagger: Tagger::new(),
            names: NameFinder::new(),
            actors: ActorResolver::new(),
            dates: DateFinder::new(),
            quotes: QuoteFinder::new(),
            deadlines: DeadlineFinder::new(),
            #[cfg(feature = "accurate")]
            accurate: None,
        }
    }

    /// The finder of deadlines, for training.
    #[cfg(feature = "train")]
    pub(crate) fn deadlines(&self) -> &DeadlineFinder {
        &self.deadlines
    }

    /// How unsure the cascade is of a sentence that it asks the encoder about: nine tenths of what the encoder gains are left
    /// (`models/accurate.md` has the curve).
    #[cfg(feature = "accurate")]
    pub const UNSURE: f32 = 0.0075;

    /// Lets an encoder read every document, and takes names from what it says; with `unsure` (0 to 1) only sentences of whose words
    /// the fast engine likely takes a larger share wrongly for a person, an organisation or a place, or for none.
    #[cfg(feature = "accurate")]
    #[must_use]
    pub fn with_encoder(mut self, encoder: Encoder, unsure: Option<f32>) -> Self {
        self.accurate = Some(Accurate { encoder, unsure });
        self
    }

    /// Reads one document.
    ///
    /// A document in another language than German and English is segmented, named as such and given a warning,
    /// but not analysed further.
    pub fn analyse(&self, document: &Document) -> Analysis {
        self.analyse_watched(document, &mut Unwatched)
    }

    /// Reads one document and adds the time that each stage took to `times`.
    pub fn analyse_timed(&self, document: &Document, times: &mut StageTimes) -> Analysis {
        self.analyse_watched(document, times)
    }

    fn analyse_watched(&self, document: &Document, watch: &mut impl Watch) -> Analysis {
        let mut analysis = Analysis {
            date: document.date,
            ..Analysis::default()
        };
        let text = document.text.as_str();
        analysis.language = watch.stage(Stage::Language, || {
            document.language.unwrap_or_else(|| language::identify(text))
        });

        (analysis.tokens, analysis.sentences) =
            watch.stage(Stage::Segment, || self.segmenter.segment(text, analysis.language));
        if analysis.language == Language::Other {
            let likely = language::identify_code(text).filter(|code| !matches!(*code, "de" | "en"));
            analysis.warnings.push(Warning::OtherLanguage(likely));
            return analysis;
        }
        analysis.phrases = watch.stage(Stage::Tag, || {
            self.tagger
                .tag(text, &mut analysis.tokens, &analysis.sentences, analysis.language)
        });

        let layer = TextLayer {
            text,
            language: analysis.language,
            tokens: &analysis.tokens,
            sentences: &analysis.sentences,
            phrases: &analysis.phrases,
        };
        (analysis.dates, analysis.date) =
            watch.stage(Stage::Dates, || self.dates.find(&layer, document.date));
        #[cfg(feature = "accurate")]
        let reading = self.accurate.as_ref().map(|accurate| {
            let wanted = watch.stage(Stage::Names, || accurate.wanted(&layer, &self.names));
            watch.stage(Stage::Encoder, || {
                let marks = self.names.marks(&layer);
                accurate.encoder.read(&layer, &marks, |sentence| wanted[sentence])
            })
        });
        analysis.mentions = watch.stage(Stage::Names, || {
            #[cfg(feature = "accurate")]
            if let Some(reading) = &reading {
                return self.names.find_read(&layer, reading);
            }
            self.names.find(&layer)
        });
        analysis.actors = watch.stage(Stage::Actors, || {
            self.actors.resolve(&layer, &mut analysis.mentions)
        });
        analysis.quotes = watch.stage(Stage::Quotes, || {
            #[cfg(feature = "accurate")]
            if let Some(reading) = &reading {
                let (mentions, actors) = (&analysis.mentions, &analysis.actors);
                return self.quotes.find_read(&layer, mentions, actors, reading);
            }
            self.quotes.find(&layer, &analysis.mentions, &analysis.actors)
        });
        analysis.deadlines = watch.stage(Stage::Deadlines, || {
            self.deadlines.find(
                &layer,
                analysis.date,
                &analysis.dates,
                &analysis.mentions,
                &analysis.actors,
                &analysis.quotes,
            )
        });
        if analysis.date.is_none() && analysis.dates.iter().any(Timex::lacks_anchor) {
            analysis.warnings.push(Warning::NoDate);
        }
        analysis
    }
}

/// The stages, in the order of the way.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs, reason = "named after the modules")]
pub enum Stage {
    Language,
    Segment,
    Tag,
    Dates,
    Names,
    Encoder,
    Actors,
    Quotes,
    Deadlines,
}

impl Stage {
    /// Every stage, in order.
    pub const ALL: [Stage; 9] = [
        Stage::Language,
        Stage::Segment,
        Stage::Tag,
        Stage::Dates,
        Stage::Names,
        Stage::Encoder,
        Stage::Actors,
        Stage::Quotes,
        Stage::Deadlines,
    ];

    /// The stage's name, that of its module.
    pub fn name(self) -> &'static str {
        match self {
            Stage::Language => "language",
            Stage::Segment => "segment",
            Stage::Tag => "tag",
            Stage::Dates => "dates",
            Stage::Names => "names",
            Stage::Encoder => "encoder",
            Stage::Actors => "actors",
            Stage::Quotes => "quotes",
            Stage::Deadlines => "deadlines",
        }
    }
}

/// How long each stage took, summed over documents.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct StageTimes([Duration; Stage::ALL.len()]);

impl StageTimes {
    /// The time of one stage.
    pub fn of(&self, stage: Stage) -> Duration {
        self.0[stage as usize]
    }

    /// The time of all stages together.
    pub fn total(&self) -> Duration {
        self.0.iter().sum()
    }
}

impl std::ops::AddAssign for StageTimes {
    fn add_assign(&mut self, other: Self) {
        self.0
            .iter_mut()
            .zip(other.0)
            .for_each(|(sum, time)| *sum += time);
    }
}

/// Sees each stage run; the compiler removes the one that does not look.
trait Watch {
    fn stage<T>(&mut self, stage: Stage, run: impl FnOnce() -> T) -> T;
}

struct Unwatched;

impl Watch for Unwatched {
    fn stage<T>(&mut self, _: Stage, run: impl FnOnce() -> T) -> T {
        run()
    }
}

impl Watch for StageTimes {
    fn stage<T>(&mut self, stage: Stage, run: impl FnOnce() -> T) -> T {
        let start = Instant::now();
        let found = run();
        self.0[stage as usize] += start.elapsed();
        found
    }
}
