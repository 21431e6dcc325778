//! What an encoder says of each token about quotes, as features for the chain and the classifiers.
//!
//! The encoder sees the right places but its edges are ragged; the chain knows where clauses begin and end. So the encoder's
//! probabilities, in a few steps, are further features of units, marked stretches and speakers, and the weights that go with
//! them (`models/quotes.de.read.bin`) were trained on readings by encoders that had not seen the article.

use crate::quotes::rows::Rows;
use crate::quotes::units::Unit;
use crate::quotes::words::Words;

/// The probabilities of one token, 0 to 1.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(crate) struct Told {
    /// It belongs to an indirect quote.
    pub(crate) indirect: f32,
    /// It belongs to a reported act.
    pub(crate) reported: f32,
    /// It is the first of one of them.
    pub(crate) begins: f32,
    /// It belongs to a direct quote.
    pub(crate) direct: f32,
    /// It belongs to a partial quote.
    pub(crate) partial: f32,
    /// It is a cue.
    pub(crate) cue: f32,
    /// It belongs to a speaker.
    pub(crate) speaker: f32,
}

impl Told {
    /// In the order in which training data list them.
    #[cfg(feature = "train")]
    pub(crate) fn from_row(row: [f32; 7]) -> Self {
        let [indirect, reported, begins, direct, partial, cue, speaker] = row;
        Self {
            indirect,
            reported,
            begins,
            direct,
            partial,
            cue,
            speaker,
        }
    }

    /// It belongs to something said.
    pub(crate) fn said(&self) -> f32 {
        self.indirect + self.reported
    }
}

/// What is told of every token of a document.
#[derive(Debug, Clone, Default)]
pub(crate) struct Heard(pub(crate) Vec<Told>);

#[cfg(feature = "accurate")]
impl Heard {
    /// From a reading; `None` where a token was not read or the model tells nothing about quotes.
    pub(crate) fn new(reading: &crate::encoder::Reading, tokens: usize) -> Option<Self> {
        type Part = fn(&mut Told) -> &mut f32;
        let parts: [(&str, &str, &str, Part); 8] = [
            ("clause", "", "indirect", |told| &mut told.indirect),
            ("clause", "", "reported", |told| &mut told.reported),
            ("clause", "B-", "indirect", |told| &mut told.begins),
            ("clause", "B-", "reported", |told| &mut told.begins),
            ("marked", "", "direct", |told| &mut told.direct),
            ("marked", "", "partial", |told| &mut told.partial),
            ("role", "", "CUE", |told| &mut told.cue),
            ("role", "", "SPK", |told| &mut told.speaker),
        ];
        let columns: Vec<(&str, usize, Part)> = parts
            .iter()
            .flat_map(|&(head, begin, end, part)| {
                let labels = reading.labels(head).iter().enumerate();
                labels
                    .filter(move |(_, label)| label.starts_with(begin) && label.ends_with(end))
                    .map(move |(column, _)| (head, column, part))
            })
            .collect();
        if columns.is_empty() || !(0..tokens).all(|token| reading.has(token)) {
            return None;
        }
        let told = |token: usize| {
            let mut told = Told::default();
            for &(head, column, part) in &columns {
                *part(&mut told) += reading.probabilities(head, token)[column];
            }
            told
        };
        Some(Self((0..tokens).map(told).collect()))
    }
}

/// A probability as one of a few steps, finer towards 0 and 1.
fn step(probability: f32) -> u64 {
    const BOUNDS: [f32; 9] = [0.01, 0.04, 0.12, 0.3, 0.5, 0.7, 0.88, 0.96, 0.99];
    BOUNDS.iter().filter(|&&bound| probability >= bound).count() as u64
}

/// What is told of a stretch.
#[derive(Debug, Clone, Copy, Default)]
struct Summary {
    said: u64,
    reported: u64,
    begins: u64,
    marked: u64,
    cue: u64,
    speaker: u64,
    first: u64,
    last: u64,
}

impl Summary {
    fn of(told: &[Told]) -> Self {
        let Some((first, last)) = told.first().zip(told.last()) else {
            return Self::default();
        };
        let mean = |part: fn(&Told) -> f32| step(told.iter().map(part).sum::<f32>() / told.len() as f32);
        let most = |part: fn(&Told) -> f32| step(told.iter().map(part).fold(0.0, f32::max));
        Self {
            said: mean(Told::said),
            reported: mean(|told| told.reported),
            begins: step(told.iter().take(3).map(|told| told.begins).fold(0.0, f32::max)),
            marked: mean(|told| told.direct + told.partial),
            cue: most(|told| told.cue),
            speaker: most(|told| told.speaker),
            first: step(first.said()),
            last: step(last.said()),
        }
    }
}

impl Heard {
    fn summary(&self, words: &Words<'_>, unit: Option<&Unit>) -> Summary {
        let Some(unit) = unit else {
            return Summary::default();
        };
        let (mut start, mut end) = (unit.segment.start, unit.segment.end);
        let is_word = |at: usize| words.word(at).starts_with(char::is_alphanumeric);
        while start + 1 < end && !is_word(start) {
            start += 1;
        }
        while start + 1 < end && !is_word(end - 1) {
            end -= 1;
        }
        Summary::of(self.0.get(start..end).unwrap_or(&[]))
    }

    /// Features of unit `at` of a sentence; `shape` and `government` are those of its clause.
    pub(crate) fn unit_rows(
        &self,
        words: &Words<'_>,
        units: &[Unit],
        at: usize,
        [shape, government]: [u64; 2],
        add: &mut Rows<'_>,
    ) {
        let own = self.summary(words, units.get(at));
        let prior = self.summary(words, at.checked_sub(1).and_then(|at| units.get(at)));
        let next = self.summary(words, units.get(at + 1));
        let around = |part: fn(&Summary) -> u64| part(&prior).max(part(&next));
        add.add(&[own.said]);
        add.add(&[own.said, own.reported]);
        add.add(&[own.said, own.begins]);
        add.add(&[own.first, own.last]);
        add.add(&[own.first, own.begins]);
        add.add(&[own.said, prior.said]);
        add.add(&[own.said, next.said]);
        add.add(&[prior.last, own.first, own.begins]);
        add.add(&[own.marked, own.said]);
        add.add(&[own.cue, own.speaker]);
        add.add(&[own.said, own.cue]);
        add.add(&[own.said, around(|unit| unit.cue)]);
        add.add(&[own.begins, around(|unit| unit.cue), around(|unit| unit.speaker)]);
        add.add(&[own.said, shape & 15]);
        add.add(&[own.said, government]);
        add.add(&[own.said, (at == 0).into(), units.len().min(4) as u64]);
    }

    /// Features of a marked stretch.
    pub(crate) fn marked_rows(&self, tokens: std::ops::Range<usize>, size: u64, add: &mut Rows<'_>) {
        let told = self.0.get(tokens).unwrap_or(&[]);
        let mean =
            |part: fn(&Told) -> f32| step(told.iter().map(part).sum::<f32>() / told.len().max(1) as f32);
        let (direct, partial) = (mean(|told| told.direct), mean(|told| told.partial));
        let both = mean(|told| told.direct + told.partial);
        add.add(&[direct, partial]);
        add.add(&[both]);
        add.add(&[both, size]);
    }

    /// How sure it is that a token belongs to a speaker.
    pub(crate) fn speaker(&self, token: usize) -> u64 {
        self.0.get(token).map_or(0, |told| step(told.speaker))
    }
}

#[cfg(all(test, feature = "accurate"))]
mod tests {
    use super::*;
    use crate::analysis::{Quote, QuoteType};
    use crate::quotes::QuoteFinder;
    use crate::{Document, Pipeline};

    /// The quotes of a text of which an encoder says the same of every word.
    fn quotes(text: &str, told: Told) -> Vec<Quote> {
        let analysis = Pipeline::new().analyse(&Document::new("1", text));
        let layer = analysis.layer(text);
        let finder = QuoteFinder::new();
        let heard = Heard(vec![told; analysis.tokens.len()]);
        finder.find_hearing(
            &layer,
            &analysis.mentions,
            &analysis.actors,
            Some(&heard),
            &finder.read_model,
        )
    }

    fn count(quotes: &[Quote], kind: QuoteType) -> usize {
        quotes.iter().filter(|quote| quote.kind == kind).count()
    }

    #[test]
    fn steps_are_finer_towards_the_ends() {
        let steps: Vec<u64> = [0.0, 0.02, 0.2, 0.5, 0.8, 0.98, 1.0].map(step).to_vec();
        assert_eq!(steps, [0, 1, 3, 5, 6, 8, 9]);
    }

    #[test]
    fn a_german_statement_is_surer_where_the_encoder_hears_it() {
        let said = Told {
            indirect: 0.98,
            ..Told::default()
        };
        let text = "Die Ministerin erklärte am Montag, der Plan gehe auf und werde nicht geändert.";
        let sure = |told| quotes(text, told).first().map_or(0.0, |quote| quote.confidence);
        assert!(sure(said) > sure(Told::default()));
    }

    /// How many indirect quotes a text has where an encoder hears one in every word, and where it hears none.
    fn heard_and_not(text: &str) -> [usize; 2] {
        let said = Told {
            indirect: 0.98,
            ..Told::default()
        };
        [said, Told::default()].map(|told| count(&quotes(text, told), QuoteType::Indirect))
    }

    #[test]
    fn an_english_statement_is_no_quote_where_the_encoder_denies_it() {
        let text = "The minister said on Monday that the plan would work and would not be changed.";
        assert_eq!(heard_and_not(text), [1, 0]);
    }

    #[test]
    fn an_english_statement_that_the_rules_miss_is_added() {
        let text = "The plan would work and nobody need fear for the jobs of the plant.";
        assert_eq!(heard_and_not(text), [1, 0]);
    }
}
