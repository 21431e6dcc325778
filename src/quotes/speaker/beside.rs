//! Features of the phrases beside a quote: where one stands, what it is, how it fits the cue.

use crate::analysis::{Number, Upos};
use crate::quotes::classes::{Classes, Listed};
use crate::quotes::rows::{Rows, lower_hash};
use crate::quotes::speaker::around::Around;
use crate::quotes::speaker::noun::Noun;
use crate::quotes::speaker::{PHRASE, suffix};

impl Around<'_> {
    /// The features of a phrase by its number: where it stands, what it is, how it fits the cue.
    pub(super) fn phrase(&self, number: usize, add: &mut Rows<'_>) {
        let words = self.words;
        let noun = &self.nouns[number];
        let phrase = noun.phrase;
        let (start, end, head) = (noun.start, noun.end, noun.head);
        let (entity, named) = (noun.entity, noun.named);
        let is_rule = self.rule.is_some_and(|rule| rule.core.end == phrase.core.end);
        let of_source = self
            .scene
            .source
            .and_then(|source| source.speaker)
            .is_some_and(|speaker| speaker.core.end == phrase.core.end);
        let anchor = self
            .scene
            .hit
            .map_or(self.scene.content.range().start, |hit| hit.finite);
        let (side, gap) = if end <= anchor {
            (1, end..anchor)
        } else {
            (2, anchor + 1..start.max(anchor + 1))
        };
        let separators = gap
            .clone()
            .take(40)
            .filter(|&at| words.is(at, Classes::COMMA.or(Classes::COLON).or(Classes::DASH)))
            .count()
            .min(2) as u64;
        let distance = match gap.len() {
            few @ 0..=2 => few as u64,
            3..=5 => 3,
            6..=10 => 4,
            _ => 5,
        };
        let preposition = if noun.governed { words.hash(start - 1) } else { 0 };
        let governed = u64::from(preposition != 0);
        let begin = if words.is(start, Classes::PRON) && phrase.core.len() == 1 {
            1
        } else if words.is(start, Classes::DAT) {
            2
        } else if words.is(start, Classes::GEN) {
            3
        } else if words.is(start, Classes::DET) {
            4
        } else if words.is(start, Classes::CAPITAL) {
            5
        } else {
            6
        };
        let nested = number > 0
            && self.nouns[..number]
                .iter()
                .rev()
                .take(3)
                .any(|before| before.end > start);
        let inside = self.scene.content.contains(head);
        let after = self.scene.content.end <= phrase.tokens.start;
        let place = u64::from(inside) + 2 * u64::from(after);
        let hit = self.scene.hit;
        let clause = hit.and_then(|hit| self.scene.segments.get(hit.segment));
        let inverted = clause.is_some_and(|clause| hit.is_some_and(|hit| clause.start == hit.finite));
        let same = clause.is_some_and(|clause| clause.start <= start && start < clause.end);
        let subordinate = clause.is_some_and(|clause| clause.subordinate);
        // all that stands before the finite verb of its main clause
        let segment = self.scene.segments.iter().rfind(|segment| segment.start <= start);
        let prefield = segment.is_some_and(|segment| {
            !segment.subordinate && segment.start == start && segment.finite == Some(end)
        });
        let coordinated = self
            .scene
            .hit
            .is_some_and(|hit| hit.finite > 0 && words.is(hit.finite - 1, Classes::COORD));
        // a pronoun that can be nothing but a subject, right after its verb
        let subject = begin == 1
            && start > 0
            && words.is(start - 1, Classes::FINITE)
            && words.listed(start, Listed::SUBJECT_PRONOUN);
        let agrees = self.agreement(noun);
        let upos = words.layer.tokens[head].upos;
        let tag = match upos {
            Upos::Pron => 1,
            Upos::Propn => 2,
            Upos::Noun => 3,
            _ => 4,
        };

        add.from(PHRASE);
        add.add(&[self.kind()]);
        add.add(&[self.kind(), is_rule.into(), of_source.into()]);
        add.add(&[side, distance, inverted.into(), governed]);
        add.add(&[side, distance, separators, same.into()]);
        add.add(&[preposition, self.cue()]);
        add.add(&[begin, governed, side]);
        add.add(&[begin, is_rule.into(), inverted.into(), side]);
        add.add(&[words.hash(start)]);
        add.add(&[words.hash(head)]);
        add.add(&[lower_hash(suffix(words.word(head)))]);
        add.add(&[tag, entity, named]);
        add.add(&[entity, is_rule.into(), governed]);
        add.add(&[separators, side, same.into(), subordinate.into()]);
        add.add(&[self.key(), side, is_rule.into()]);
        add.add(&[self.cue(), side, begin, governed]);
        add.add(&[number.min(4) as u64, governed, side]);
        add.add(&[agrees, tag, side]);
        add.add(&[place, self.kind(), side]);
        add.add(&[place, self.kind(), distance, same.into()]);
        add.add(&[nested.into(), begin, governed]);
        add.add(&[words.is(head, Classes::TIME).into(), side]);
        add.add(&[words.hash(start.wrapping_sub(1)), side]);
        add.add(&[words.hash(end), side]);
        add.add(&[
            phrase.core.len().min(4) as u64,
            tag,
            phrase.apposition.is_some().into(),
        ]);
        add.add(&[
            self.kind(),
            self.cue(),
            is_rule.into(),
            self.scene.last.is_some().into(),
        ]);
        add.add(&[prefield.into(), coordinated.into(), governed, side]);
        add.add(&[prefield.into(), tag, entity, same.into()]);
        add.add(&[subject.into(), same.into(), side]);
    }

    /// Whether verb and phrase agree in number: 1 yes, 2 no, 0 unknown.
    pub(super) fn agreement(&self, noun: &Noun<'_>) -> u64 {
        let Some(hit) = self.scene.hit else { return 0 };
        let Some(listed) = noun.listed else { return 0 };
        let form = self.words.word(hit.finite);
        let plural = form.ends_with("en") || matches!(form, "sind" | "seien");
        match listed.number {
            Some(Number::Plural) => 1 + u64::from(!plural),
            Some(Number::Singular) => 1 + u64::from(plural),
            None => 3 + u64::from(plural),
        }
    }
}
