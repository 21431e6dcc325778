//! Who stands where the subject of an inverted clause stands: it speaks against the others.

use crate::quotes::classes::{Classes, Listed};
use crate::quotes::rows::Rows;
use crate::quotes::speaker::RIVAL;
use crate::quotes::speaker::around::Around;

/// The phrase where an inverted subject stands, by its number, and what it is.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Rival {
    number: Option<usize>,
    /// 0 for none.
    what: u64,
}

impl Rival {
    /// True for a pronoun that can be nothing but the subject: "sagte er".
    pub(super) fn is_sure(self) -> bool {
        self.what == SUBJECT
    }
}

/// What a pronoun that can be nothing but a subject is.
const SUBJECT: u64 = 2;

impl Around<'_> {
    /// Who stands directly after the cue's verb where the subject of an inverted clause stands: "den Plan nannte **er**",
    /// "der Zeitung sagte **Anna Adler**".
    pub(super) fn rival(&self) -> Rival {
        self.inverted_subject()
            .or_else(|| self.subordinate_subject())
            .unwrap_or_default()
    }

    /// "…, wie **er** in einem Brief schrieb": a pronoun that begins a subordinate clause and can be nothing else.
    fn subordinate_subject(&self) -> Option<Rival> {
        let hit = self.scene.hit?;
        let clause = self.scene.segments.get(hit.segment)?;
        let first = clause.start + 1;
        let pronoun =
            clause.subordinate && first < hit.finite && self.words.listed(first, Listed::SUBJECT_PRONOUN);
        let number = self.nouns.iter().position(|noun| noun.start == first)?;
        pronoun.then_some(Rival {
            number: Some(number),
            what: SUBJECT,
        })
    }

    fn inverted_subject(&self) -> Option<Rival> {
        /// Between the verb and its subject stand at most so many words ("sagte am Montag").
        const GAP: usize = 2;
        let words = self.words;
        let finite = self.scene.hit?.finite;
        let (number, noun) = self
            .nouns
            .iter()
            .enumerate()
            .find(|(_, noun)| noun.start > finite && noun.start <= finite + 1 + GAP && !noun.governed)?;
        let start = noun.start;
        let separators = Classes::COMMA.or(Classes::COLON).or(Classes::QUOTE);
        if (finite + 1..start).any(|at| words.is(at, separators)) {
            return None;
        }
        let what = if noun.phrase.core.len() == 1 && words.is(start, Classes::PRON) {
            if words.listed(start, Listed::SUBJECT_PRONOUN) {
                SUBJECT
            } else {
                1
            }
        } else if words.is(start, Classes::DAT) {
            3
        } else if words.listed(start, Listed::OBJECT_ARTICLE) {
            4
        } else if noun.named == 1 {
            4 + noun.entity
        } else {
            9 + u64::from(words.is(start, Classes::DET))
        };
        Some(Rival {
            number: Some(number),
            what,
        })
    }

    /// What the rival tells of nobody, or of somebody who is no phrase beside the quote.
    pub(super) fn rival_of_none(&self, rival: Rival, nobody: bool, add: &mut Rows<'_>) {
        add.from(RIVAL);
        add.add(&[nobody.into(), rival.what]);
    }

    /// What the rival tells of a phrase.
    pub(super) fn rival_of_phrase(&self, rival: Rival, number: usize, add: &mut Rows<'_>) {
        let noun = &self.nouns[number];
        let anchor = self.scene.hit.map_or(0, |hit| hit.finite);
        let is_rival = u64::from(rival.number == Some(number));
        let side = 1 + u64::from(noun.start > anchor);
        let governed = u64::from(noun.governed);
        let first = self.words.hash(noun.start);
        add.from(RIVAL + 1);
        add.add(&[rival.what, is_rival, side]);
        add.add(&[rival.what, is_rival, side, noun.entity, noun.named]);
        add.add(&[rival.what, is_rival, side, governed, first]);
        add.add(&[first, side, governed]);
    }
}
