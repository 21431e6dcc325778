//! The way of one document through the stages.

use crate::actors::ActorResolver;
use crate::analysis::{Analysis, TextLayer};
use crate::dates::DateFinder;
use crate::deadlines::DeadlineFinder;
use crate::document::Document;
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
        }
    }

    /// Reads one document.
    ///
    /// A document in another language than German and English is segmented, named as such and given a warning,
    /// but not analysed further.
    pub fn analyse(&self, document: &Document) -> Analysis {
        let mut analysis = Analysis {
            date: document.date,
            ..Analysis::default()
        };
        let text = document.text.as_str();
        analysis.language = document.language.unwrap_or_else(|| language::identify(text));

        (analysis.tokens, analysis.sentences) = self.segmenter.segment(text, analysis.language);
        if analysis.language == Language::Other {
            analysis
                .warnings
                .push("the text is neither German nor English: only segmented".to_owned());
            return analysis;
        }
        analysis.phrases =
            self.tagger
                .tag(text, &mut analysis.tokens, &analysis.sentences, analysis.language);

        let layer = TextLayer {
            text,
            language: analysis.language,
            tokens: &analysis.tokens,
            sentences: &analysis.sentences,
            phrases: &analysis.phrases,
        };
        (analysis.dates, analysis.date) = self.dates.find(&layer, document.date);
        analysis.mentions = self.names.find(&layer);
        analysis.actors = self.actors.resolve(&layer, &mut analysis.mentions);
        analysis.quotes = self.quotes.find(&layer, &analysis.mentions, &analysis.actors);
        analysis.deadlines = self.deadlines.find(
            &layer,
            analysis.date,
            &analysis.dates,
            &analysis.mentions,
            &analysis.actors,
            &analysis.quotes,
        );
        analysis
    }
}
