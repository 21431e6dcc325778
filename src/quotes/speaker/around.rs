//! What all candidates for a speaker share, and the features of those that are no phrase beside the quote.

use crate::quotes::phrase::Phrase;
use crate::quotes::rows::{Rows, lower_hash};
use crate::quotes::speaker::noun::Noun;
use crate::quotes::speaker::{LAST, NOBODY, PREVIOUS, Scene, suffix};
use crate::quotes::words::Words;

/// A quote with the phrases that can name its speaker.
pub(super) struct Around<'a> {
    pub(super) words: &'a Words<'a>,
    pub(super) scene: &'a Scene<'a>,
    /// The subject of the cue.
    pub(super) rule: Option<Phrase>,
    pub(super) nouns: &'a [Noun<'a>],
}

impl Around<'_> {
    pub(super) fn kind(&self) -> u64 {
        self.scene.kind as u64 * 2 + u64::from(self.scene.continued)
    }

    /// Sense, government and voice of the cue; 0 without one.
    pub(super) fn cue(&self) -> u64 {
        self.scene.hit.map_or(0, |hit| {
            1 + hit.cue.sense as u64 * 4 + u64::from(hit.passive) * 2 + u64::from(hit.cue.act)
        })
    }

    /// The cue's lemma; 0 without one.
    pub(super) fn key(&self) -> u64 {
        self.scene.hit.map_or(0, |hit| hit.cue.key)
    }

    /// The features of nobody.
    pub(super) fn nobody(&self, add: &mut Rows<'_>) {
        add.from(NOBODY);
        let any = self.nouns.len().min(3) as u64;
        add.add(&[self.kind()]);
        add.add(&[self.kind(), self.cue()]);
        add.add(&[self.key()]);
        add.add(&[
            self.kind(),
            self.rule.is_some().into(),
            self.scene.source.is_some().into(),
        ]);
        add.add(&[
            self.kind(),
            self.scene.last.map_or(9, |(_, far)| far.min(3) as u64),
            any,
        ]);
        add.add(&[self.cue(), self.rule.is_some().into(), any]);
        let source = self
            .scene
            .source
            .and_then(|source| source.cue.first())
            .map_or(0, |&cue| self.words.hash(cue));
        add.add(&[source, self.kind()]);
    }

    /// The features of who spoke last.
    pub(super) fn last(&self, add: &mut Rows<'_>) {
        add.from(LAST);
        let far = self.scene.last.map_or(9, |(_, far)| far.min(3) as u64);
        let any = self.nouns.len().min(3) as u64;
        add.add(&[self.kind()]);
        add.add(&[self.kind(), far]);
        add.add(&[self.kind(), self.cue()]);
        add.add(&[
            self.kind(),
            self.rule.is_some().into(),
            self.scene.source.is_some().into(),
        ]);
        add.add(&[self.kind(), any, far]);
    }

    /// The features of the subject of the sentence before.
    pub(super) fn previous(&self, noun: &Noun<'_>, add: &mut Rows<'_>) {
        add.from(PREVIOUS);
        let (entity, named) = (noun.entity, noun.named);
        let far = self.scene.last.map_or(9, |(_, far)| far.min(7) as u64);
        add.add(&[self.kind()]);
        add.add(&[self.kind(), far]);
        add.add(&[self.kind(), entity, named]);
        add.add(&[entity, named, far]);
        add.add(&[self.words.hash(noun.head)]);
        add.add(&[lower_hash(suffix(self.words.word(noun.head)))]);
        add.add(&[self.kind(), self.cue()]);
    }
}
