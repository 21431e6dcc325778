//! German quotes: clauses by the chain, marked stretches and speakers by classifiers.

mod added;
mod item;
mod speakers;

use crate::analysis::{Mention, QuoteType};
use crate::quotes::cues::CueLexicon;
use crate::quotes::direct::Context;
use crate::quotes::draft::Draft;
use crate::quotes::labelled::{self, Labelled};
use crate::quotes::marked::{self, Setting};
use crate::quotes::marks::Marked;
use crate::quotes::model::Model;
use crate::quotes::units::Parts;
use crate::quotes::words::Words;
pub(crate) use item::{Item, clause_item};
pub(crate) use speakers::name_speakers;

/// What is taken off the score of nobody where speech goes on without a cue: it goes on with somebody. The annotation that the
/// weights come from names nobody in 22 % of these quotes (mostly hearsay: "soll"), that of other annotators in 3 %; the
/// logarithms of these odds differ by so much.
const NOBODY_GOES_ON: f32 = 2.2;

/// The quotes of a text.
pub(crate) fn find(
    words: &Words<'_>,
    lexicon: &CueLexicon,
    parts: &Parts<'_>,
    mentions: &[Mention],
    model: &Model<'_>,
) -> Vec<Draft> {
    let sentences = &parts.sentences;
    let labels = labelled::labels(words, sentences, mentions, &model.chain);
    let mut clauses = labelled::quotes(words, sentences, &labels);
    added::add(words, lexicon, sentences, &labels, &mut clauses);
    let mut items: Vec<Item<'_>> = Vec::with_capacity(clauses.len());
    for stretch in stretches(words, lexicon, &parts.marked, &clauses, mentions) {
        let probability = marked::probability(&stretch.rows, &model.marks);
        // what somebody signed is a quote
        let probability = if stretch.signed(words) {
            probability.max(0.5)
        } else {
            probability
        };
        if probability >= 0.5 {
            items.push(stretch.item(words, sentences, probability));
        }
    }
    items.extend(
        clauses
            .into_iter()
            .map(|quote| clause_item(words, sentences, quote)),
    );
    name_speakers(words, sentences, &mut items, mentions, |item, candidates| {
        let less = if item.continued { NOBODY_GOES_ON } else { 0.0 };
        candidates.best(&model.speakers, less)
    });
    items
        .into_iter()
        .map(|item| {
            let [offset, slope] = model.calibration;
            let raw = item.draft.confidence.clamp(0.001, 0.999);
            let logit = offset + slope * (raw / (1.0 - raw)).ln();
            Draft {
                confidence: 1.0 / (1.0 + (-logit).exp()),
                ..item.draft
            }
        })
        .collect()
}

/// A marked stretch that can be a quote.
pub(crate) struct Stretch<'c> {
    pub(crate) marked: Marked,
    pub(crate) rows: Vec<u32>,
    kind: QuoteType,
    context: Context<'c>,
}

/// The marked stretches of a text, with their features.
pub(crate) fn stretches<'c>(
    words: &Words<'_>,
    lexicon: &'c CueLexicon,
    marked: &[(Marked, QuoteType)],
    clauses: &[Labelled],
    mentions: &[Mention],
) -> Vec<Stretch<'c>> {
    marked
        .iter()
        .map(|&(marked, kind)| {
            let context = Context::new(words, lexicon, &marked, false);
            let after = clauses.partition_point(|quote| quote.draft.extent().start <= marked.open as u32);
            let frame = after
                .checked_sub(1)
                .map(|at| &clauses[at].draft)
                .filter(|draft| marked.open < draft.extent().end as usize);
            let setting = Setting {
                hit: context.cue(),
                source: context.sourced(words),
                framed: frame.is_some_and(|draft| draft.kind == QuoteType::Indirect),
                reported: frame.is_some_and(|draft| draft.kind == QuoteType::Reported),
            };
            let rows = marked::rows(words, &marked, setting, mentions);
            Stretch {
                marked,
                rows,
                kind,
                context,
            }
        })
        .collect()
}
