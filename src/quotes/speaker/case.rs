//! Whether a phrase can be the subject of the clause that says who speaks.

use crate::analysis::Gender;
use crate::quotes::clause::Segment;
use crate::quotes::features::Rows;
use crate::quotes::model::Ranker;
use crate::quotes::phrase::Phrase;
use crate::quotes::speaker::{Around, Candidate, Who};
use crate::quotes::words::Classes;

/// What the words tell of a phrase's case; the numbers are those of the features.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Case {
    /// The words do not tell.
    Open = 0,
    /// Another case than that of a subject: "der deutschen Zeitung".
    Oblique = 1,
    /// A preposition governs it.
    Governed = 2,
    /// It can be nothing else: "er", "man".
    Subject = 3,
}

impl Around<'_> {
    /// What the words of a phrase, and the one before it, tell of its case.
    pub(super) fn case(&self, phrase: Phrase) -> Case {
        let words = self.words;
        let start = phrase.tokens.range().start;
        if start > 0 && words.is(start - 1, Classes::PREP) {
            return Case::Governed;
        }
        if phrase.core.len() == 1 && words.one_of(start, &["er", "man", "wir", "ich"]) {
            return Case::Subject;
        }
        let dative = words.is(start, Classes::DAT)
            || words.one_of(
                start,
                &["des", "eines", "einer", "ihrer", "seiner", "dessen", "deren"],
            );
        let oblique = phrase.is_oblique(words);
        let phrases = words.layer.phrases;
        let at = phrases.partition_point(|noun| noun.tokens.start < phrase.tokens.start);
        let feminine = words.one_of(start, &["der", "dieser", "jener"])
            && phrases.get(at).is_some_and(|noun| {
                noun.tokens.start == phrase.tokens.start && noun.gender == Some(Gender::Feminine)
            });
        if dative || oblique || feminine {
            Case::Oblique
        } else {
            Case::Open
        }
    }

    /// Adds to each phrase what its case tells, and to the others whether a phrase of the clause can be the subject.
    pub(super) fn case_rows(&self, candidates: &mut [Candidate]) {
        /// Beyond the templates of rivals.
        const FIRST: u64 = 104;
        let hit = self.scene.hit;
        let voice = hit.map_or(0, |hit| 1 + u64::from(hit.passive));
        let clause = self.clause();
        let finite = hit.map(|hit| hit.finite);
        let anchor = finite.or(clause.and_then(|clause| clause.finite)).unwrap_or(0);
        let content = self.scene.content.range().start;
        let colon = (content.saturating_sub(2)..content).any(|at| self.words.is(at, Classes::COLON));
        let start = |phrase: &Phrase| phrase.tokens.range().start;
        let inside = |phrase: &Phrase| {
            clause.is_some_and(|clause| clause.start <= start(phrase) && start(phrase) < clause.end)
        };
        let cases: Vec<Case> = self.phrases.iter().map(|&phrase| self.case(phrase)).collect();
        let in_clause = || {
            self.phrases
                .iter()
                .zip(&cases)
                .filter(|(phrase, _)| inside(phrase))
        };
        let can_be = || in_clause().filter(|(_, case)| matches!(case, Case::Open | Case::Subject));
        let sure = in_clause().any(|(_, case)| *case == Case::Subject);
        let subjects = can_be().count().min(3) as u64;
        let first = can_be().next().map(|(phrase, _)| *phrase);
        let nearest = can_be()
            .map(|(phrase, _)| *phrase)
            .find(|phrase| start(phrase) > anchor);
        let source = self.scene.source.and_then(|source| source.speaker);
        for (who, rows) in candidates {
            let Who::Phrase(phrase) = *who else {
                let mut add = Rows::more(rows, Ranker::BITS, FIRST);
                add.add(&[who.code(), voice, subjects, sure.into()]);
                continue;
            };
            let number = self.phrases.iter().position(|one| *one == phrase);
            let case = number.map_or(Case::Open, |number| cases[number]) as u64;
            let side = u64::from(start(&phrase) > anchor);
            let is_rule = self.rule == Some(phrase);
            let is_first = first == Some(phrase);
            let is_nearest = nearest == Some(phrase);
            let of_source = source.is_some_and(|speaker| speaker.core.end == phrase.core.end);
            let (entity, _) = self.entity(phrase, phrase.core.range().end - 1);
            let mut add = Rows::more(rows, Ranker::BITS, FIRST + 1);
            add.add(&[case, voice, side]);
            add.add(&[case, voice, subjects, sure.into()]);
            add.add(&[
                case,
                voice,
                is_first.into(),
                is_nearest.into(),
                inside(&phrase).into(),
            ]);
            add.add(&[case, of_source.into(), is_rule.into(), self.kind()]);
            add.add(&[self.key(), case, voice, side]);
            add.add(&[case, self.agreement(phrase), is_rule.into(), side]);
            add.add(&[case, colon.into(), voice, is_first.into(), side]);
            add.add(&[case, voice, self.scene.source.is_some().into(), entity]);
        }
    }

    /// The clause of the cue; without a cue the first main clause: "Die Firma sieht es anders: …".
    fn clause(&self) -> Option<&Segment> {
        let segments = self.scene.segments;
        match self.scene.hit {
            Some(hit) => segments.get(hit.segment),
            None => segments
                .iter()
                .find(|segment| !segment.subordinate && segment.finite.is_some()),
        }
    }
}
