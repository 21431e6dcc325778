//! Whether a phrase can be the subject of the clause that says who speaks.

use crate::quotes::classes::Classes;
use crate::quotes::clause::Segment;
use crate::quotes::rows::Rows;
use crate::quotes::speaker::CASE;
use crate::quotes::speaker::around::Around;
use crate::quotes::speaker::noun::Case;

/// The clause that says who speaks, and which of its phrases can be its subject.
#[derive(Debug)]
pub(super) struct Subjects<'s> {
    clause: Option<&'s Segment>,
    /// Its verb.
    anchor: usize,
    /// 0 without a cue, 1 with one, 2 with one in the passive.
    voice: u64,
    /// A colon announces the quote.
    colon: u64,
    /// How many there are, up to three.
    count: u64,
    /// One of the clause's phrases can be nothing else.
    sure: u64,
    /// The first, and the first after the verb, by number.
    first: Option<usize>,
    nearest: Option<usize>,
}

impl<'a> Around<'a> {
    /// What the cases of the phrases tell together.
    pub(super) fn subjects(&self) -> Subjects<'a> {
        let hit = self.scene.hit;
        let clause = self.clause();
        let finite = hit.map(|hit| hit.finite);
        let anchor = finite.or(clause.and_then(|clause| clause.finite)).unwrap_or(0);
        let content = self.scene.content.range().start;
        let colon = (content.saturating_sub(2)..content).any(|at| self.words.is(at, Classes::COLON));
        let mut subjects = Subjects {
            clause,
            anchor,
            voice: hit.map_or(0, |hit| 1 + u64::from(hit.passive)),
            colon: colon.into(),
            count: 0,
            sure: 0,
            first: None,
            nearest: None,
        };
        let inside = self.nouns.iter().enumerate().filter(|(_, noun)| {
            matches!(noun.case, Case::Open | Case::Subject) && subjects.clause_holds(noun.start)
        });
        let (mut count, mut sure, mut first, mut nearest) = (0, false, None, None);
        for (number, noun) in inside {
            count += 1;
            sure |= noun.case == Case::Subject;
            first = first.or(Some(number));
            if noun.start > anchor {
                nearest = nearest.or(Some(number));
            }
        }
        subjects.count = count.min(3);
        subjects.sure = sure.into();
        (subjects.first, subjects.nearest) = (first, nearest);
        subjects
    }

    /// The clause of the cue; without a cue the first main clause: "Die Firma sieht es anders: …".
    fn clause(&self) -> Option<&'a Segment> {
        let segments = self.scene.segments;
        match self.scene.hit {
            Some(hit) => segments.get(hit.segment),
            None => segments
                .iter()
                .find(|segment| !segment.subordinate && segment.finite.is_some()),
        }
    }

    /// Of a phrase: what its case tells.
    pub(super) fn case_of_phrase(&self, subjects: &Subjects<'_>, number: usize, add: &mut Rows<'_>) {
        let noun = &self.nouns[number];
        let source = self.scene.source;
        let speaker = source.and_then(|source| source.speaker);
        let (case, voice, sure) = (noun.case as u64, subjects.voice, subjects.sure);
        let side = u64::from(noun.start > subjects.anchor);
        let is_rule = u64::from(self.rule == Some(noun.phrase));
        let is_first = u64::from(subjects.first == Some(number));
        let is_nearest = u64::from(subjects.nearest == Some(number));
        let inside = u64::from(subjects.clause_holds(noun.start));
        let of_source = speaker.is_some_and(|speaker| speaker.core.end == noun.phrase.core.end);
        add.from(CASE + 1);
        add.add(&[case, voice, side]);
        add.add(&[case, voice, subjects.count, sure]);
        add.add(&[case, voice, is_first, is_nearest, inside]);
        add.add(&[case, of_source.into(), is_rule, self.kind()]);
        add.add(&[self.key(), case, voice, side]);
        add.add(&[case, self.agreement(noun), is_rule, side]);
        add.add(&[case, subjects.colon, voice, is_first, side]);
        add.add(&[case, voice, source.is_some().into(), noun.entity]);
    }
}

impl Subjects<'_> {
    fn clause_holds(&self, at: usize) -> bool {
        self.clause
            .is_some_and(|clause| clause.start <= at && at < clause.end)
    }

    /// Of a candidate that is no phrase beside the quote: whether a phrase of the clause can be the subject.
    pub(super) fn of_none(&self, code: u64, add: &mut Rows<'_>) {
        add.from(CASE);
        add.add(&[code, self.voice, self.count, self.sure]);
    }
}
