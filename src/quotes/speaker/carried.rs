//! Who is carried on where a quote has no cue of its own.

use crate::quotes::features::{Rows, lower_hash};
use crate::quotes::model::Ranker;
use crate::quotes::speaker::{Around, Candidate, Who};
use crate::quotes::words::Classes;

impl Around<'_> {
    /// Adds to who is carried on, or nobody, what the quote's own words tell.
    pub(super) fn carried_rows(&self, candidates: &mut [Candidate]) {
        /// Beyond the templates of cases.
        const FIRST: u64 = 116;
        let words = self.words;
        let content = self.scene.content.range();
        let inside = |class: Classes| u64::from(content.clone().any(|at| words.is(at, class)));
        let hearsay = inside(Classes::SOLL);
        let mood = inside(Classes::KONJ) + 2 * inside(Classes::KONJ2);
        let far = self.scene.last.map_or(9, |(_, far)| far.min(7) as u64);
        let opens = content.clone().take(6).find_map(|at| {
            let word = words.word(at).to_lowercase();
            matches!(&*word, "er" | "sie" | "es" | "man" | "wir" | "ich").then(|| lower_hash(&word))
        });
        let opens = opens.unwrap_or(0);
        let same = self.scene.last.map(|(last, _)| last).zip(self.scene.previous);
        let same = same.map_or(0, |(last, previous)| {
            1 + u64::from(last.core.end == previous.core.end)
        });
        for (who, rows) in candidates {
            let mut add = Rows::more(rows, Ranker::BITS, FIRST);
            let what = who.code();
            let carried = match *who {
                Who::Nobody => None,
                Who::Last => self.scene.last.map(|(last, _)| last),
                Who::Previous(phrase) => Some(phrase),
                Who::Phrase(_) => continue,
            };
            add.add(&[what, hearsay, mood, self.kind()]);
            add.add(&[what, hearsay, mood, far]);
            add.add(&[what, opens, self.kind()]);
            let Some(phrase) = carried else { continue };
            let head = phrase.core.range().end - 1;
            let (entity, named) = self.entity(phrase, head);
            let pronoun = words.is(head, Classes::PRON) && phrase.core.len() == 1;
            add.add(&[what, opens, entity, named, pronoun.into()]);
            add.add(&[what, same, far, self.kind()]);
            add.add(&[what, entity, named, pronoun.into(), self.kind()]);
            add.add(&[what, self.case(phrase) as u64, far]);
        }
    }
}
