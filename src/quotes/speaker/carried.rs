//! Who is carried on where a quote has no cue of its own.

use crate::quotes::classes::{Classes, Listed};
use crate::quotes::rows::Rows;
use crate::quotes::speaker::CARRIED;
use crate::quotes::speaker::around::Around;
use crate::quotes::speaker::noun::Noun;

/// What the quote's own words tell of who is carried on.
#[derive(Debug)]
pub(super) struct Content {
    /// A hearsay modal: "soll".
    hearsay: u64,
    mood: u64,
    /// How far back the last who spoke is.
    far: u64,
    /// The pronoun at its beginning; 0 for none.
    opens: u64,
    /// The last who spoke is the subject of the sentence before (2), or another (1).
    same: u64,
}

impl Around<'_> {
    /// Reads the quote's own words.
    pub(super) fn content(&self) -> Content {
        /// The pronoun is one of so many words.
        const BEGINNING: usize = 6;
        let words = self.words;
        let content = self.scene.content.range();
        let all = words.all_classes(content.clone());
        let opens = content
            .take(BEGINNING)
            .find(|&at| words.listed(at, Listed::OPENING_PRONOUN));
        let last = self.scene.last.map(|(last, _)| last);
        let same = last.zip(self.scene.previous);
        Content {
            hearsay: all.any(Classes::SOLL).into(),
            mood: u64::from(all.any(Classes::KONJ)) + 2 * u64::from(all.any(Classes::KONJ2)),
            far: self.scene.last.map_or(9, |(_, far)| far.min(7) as u64),
            opens: opens.map_or(0, |at| words.hash(at)),
            same: same.map_or(0, |(last, previous)| {
                1 + u64::from(last.core.end == previous.core.end)
            }),
        }
    }

    /// Adds to who is carried on, or to nobody, what the quote's own words tell. `code` is the candidate's.
    pub(super) fn carried(
        &self,
        content: &Content,
        code: u64,
        carried: Option<&Noun<'_>>,
        add: &mut Rows<'_>,
    ) {
        add.from(CARRIED);
        add.add(&[code, content.hearsay, content.mood, self.kind()]);
        add.add(&[code, content.hearsay, content.mood, content.far]);
        add.add(&[code, content.opens, self.kind()]);
        let Some(noun) = carried else { return };
        let pronoun = u64::from(noun.is_pronoun(self.words));
        add.add(&[code, content.opens, noun.entity, noun.named, pronoun]);
        add.add(&[code, content.same, content.far, self.kind()]);
        add.add(&[code, noun.entity, noun.named, pronoun, self.kind()]);
        add.add(&[code, noun.case as u64, content.far]);
    }
}
