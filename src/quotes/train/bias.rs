//! Chooses what is added to the scores of the labels that begin a quote, on documents that were left out of training.

use crate::quotes::chain::{self, Label, Link, Scores, Squares};
use crate::quotes::labelled;
use crate::quotes::train::gold::{self, GoldDocument};
use crate::quotes::train::measure::{Class, Score};
use crate::quotes::units::Parts;
use crate::quotes::words::Words;

/// A document that was left out, as the chain of the others sees it.
pub(super) struct Held<'a> {
    pub(super) document: &'a GoldDocument,
    pub(super) words: &'a Words<'a>,
    pub(super) parts: &'a Parts<'a>,
    /// Its units, the bias left out.
    pub(super) links: Vec<Link>,
    pub(super) squares: Squares,
}

/// What is tried: from -0.8 to 2.4.
const FROM: f32 = -0.8;
const STEP: f32 = 0.4;
const TRIALS: usize = 9;
/// The labels that get a bias. A reported act gets none: annotators agree on them too seldom for more to be better.
const CHOSEN: [Label; 2] = [Label::Begin, Label::Continued];

/// The bias under which most indirect quotes are right: strictly and by touching (F1) together, label by label, twice. Speech that goes on
/// is rare: for its label the quotes without a cue count once more.
pub(super) fn choose(held: &[Held<'_>]) -> Scores {
    let mut bias: Scores = [0.0; Label::COUNT];
    for label in CHOSEN.into_iter().chain(CHOSEN) {
        let tried = (0..TRIALS).map(|trial| {
            let mut tried = bias;
            tried[label as usize] = FROM + STEP * trial as f32;
            let mut worth = value(held, &tried, false);
            if label == Label::Continued {
                worth += value(held, &tried, true);
            }
            (worth, tried)
        });
        if let Some((_, best)) = tried.max_by(|a, b| a.0.total_cmp(&b.0)) {
            bias = best;
        }
    }
    bias
}

fn value(held: &[Held<'_>], bias: &Scores, without_cue: bool) -> f32 {
    let class = Class::Indirect;
    let (mut strict, mut touched) = (Score::default(), Score::default());
    for one in held {
        let links: Vec<Link> = one
            .links
            .iter()
            .map(|link| {
                let mut scores = link.scores;
                for (score, more) in scores.iter_mut().zip(bias) {
                    *score += more;
                }
                Link { scores, ..*link }
            })
            .collect();
        let labels: Vec<(Label, f32)> = chain::best(&links, &one.squares)
            .into_iter()
            .map(|label| (label, 1.0))
            .collect();
        let wanted = || {
            one.document
                .quotes
                .iter()
                .filter(|quote| Class::of_gold(quote) == class && !(without_cue && quote.cue))
        };
        let found = labelled::quotes(one.words, &one.parts.sentences, &labels);
        let found = found.iter().filter(|quote| {
            Class::of(&quote.draft) == class && !(without_cue && !quote.draft.cue.is_empty())
        });
        for quote in found {
            let content = gold::words_of(one.words.layer, &quote.draft.pieces);
            strict.found(wanted().any(|gold| gold.words == content));
            touched.found(wanted().any(|gold| gold::dice(&gold.words, &content) > 0.0));
        }
        strict.annotated(wanted().count());
        touched.annotated(wanted().count());
    }
    strict.f1() + touched.f1()
}
