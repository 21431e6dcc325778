//! Who says it: the candidates for a quote's speaker and their features.

mod around;
mod beside;
mod carried;
mod case;
mod noun;
mod phrases;
mod rival;

use std::ops::Range;

use crate::analysis::{Mention, QuoteType};
use crate::language::Language;
use crate::quotes::clause::{Hit, Segment};
use crate::quotes::heard::Heard;
use crate::quotes::model::Ranker;
use crate::quotes::phrase::Phrase;
use crate::quotes::rows::Rows;
use crate::quotes::sources::Source;
use crate::quotes::subject;
use crate::quotes::words::Words;
use crate::text::TokenRange;
use around::Around;
use noun::Noun;

/// What is known around a quote when its speaker is looked for.
#[derive(Debug)]
pub(crate) struct Scene<'s> {
    pub(crate) kind: QuoteType,
    /// The quote goes on without a cue of its own.
    pub(crate) continued: bool,
    /// The clauses of the sentence; without the words quoted directly.
    pub(crate) segments: &'s [Segment],
    pub(crate) hit: Option<&'s Hit<'s>>,
    pub(crate) source: Option<&'s Source>,
    /// Where the speaker can stand.
    pub(crate) areas: &'s [TokenRange],
    pub(crate) content: TokenRange,
    /// The subject of the sentence before, where the quote has no cue of its own.
    pub(crate) previous: Option<Phrase>,
    /// Who spoke last, and how far back, in sentences; none in another paragraph.
    pub(crate) last: Option<(Phrase, usize)>,
}

/// Who can be the speaker.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Who {
    Nobody,
    /// Who spoke last.
    Last,
    /// The subject of the sentence before.
    Previous(Phrase),
    Phrase(Phrase),
}

impl Who {
    /// What it is, as a feature.
    fn code(&self) -> u64 {
        match self {
            Who::Nobody => 0,
            Who::Last => 1,
            Who::Previous(_) => 2,
            Who::Phrase(_) => 3,
        }
    }
}

/// The candidates for one quote's speaker, each with the rows of its features. Made once and read in again for each quote.
#[derive(Debug, Default)]
pub(crate) struct Candidates {
    /// Who, and which of the rows are theirs.
    all: Vec<(Who, Range<usize>)>,
    rows: Vec<u32>,
}

// The first templates of the groups of features. Those of candidates of different kinds may share a number: their rows mix,
// as any two rows of a hashed table may.
const NOBODY: u64 = 0;
const LAST: u64 = 8;
const PHRASE: u64 = 14;
const PREVIOUS: u64 = 40;
const HEARD: u64 = 64;
const RIVAL: u64 = 96;
const CASE: u64 = 104;
const CARRIED: u64 = 116;

impl Candidates {
    /// The candidates with the rows of their features.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (Who, &[u32])> {
        self.all
            .iter()
            .map(|(who, rows)| (*who, &self.rows[rows.clone()]))
    }

    /// The best one and its probability; `less` is taken off the score of nobody.
    pub(crate) fn best(&self, ranker: &Ranker<'_>, less: f32) -> (Who, f32) {
        let score = |(who, rows)| ranker.score(rows) - if who == Who::Nobody { less } else { 0.0 };
        let scores: Vec<f32> = self.iter().map(score).collect();
        let Some((at, &top)) = scores.iter().enumerate().max_by(|a, b| a.1.total_cmp(b.1)) else {
            return (Who::Nobody, 1.0);
        };
        let sum: f32 = scores.iter().map(|score| (score - top).exp()).sum();
        (self.all[at].0, 1.0 / sum)
    }

    /// Finds the candidates for a quote's speaker.
    pub(crate) fn find(&mut self, words: &Words<'_>, scene: &Scene<'_>, mentions: &[Mention]) {
        self.all.clear();
        self.rows.clear();
        let rule = scene
            .hit
            .and_then(|hit| subject::of(words, Language::German, scene.segments, hit));
        let nouns: Vec<Noun<'_>> = phrases::find(words, scene, rule, mentions)
            .into_iter()
            .map(|phrase| Noun::new(words, mentions, phrase))
            .collect();
        let nouns = without_citing(words, scene, rule, nouns);
        let around = Around {
            words,
            scene,
            rule,
            nouns: &nouns,
        };
        let (rival, subjects, content) = (around.rival(), around.subjects(), around.content());
        let most = words
            .heard
            .and_then(|heard| nouns.iter().map(|noun| sure(heard, noun)).max())
            .unwrap_or(0);
        let last = scene.last.map(|(phrase, _)| Noun::new(words, mentions, phrase));
        let previous = scene.previous.map(|phrase| Noun::new(words, mentions, phrase));
        let others = [
            Some((Who::Nobody, None)),
            last.as_ref().map(|noun| (Who::Last, Some(noun))),
            previous
                .as_ref()
                .map(|noun| (Who::Previous(noun.phrase), Some(noun))),
        ];
        // "sagte er": nobody else speaks
        let others = others.into_iter().flatten().filter(|_| !rival.is_sure());
        for (who, carried) in others {
            let start = self.rows.len();
            let mut add = Rows::onto(&mut self.rows, Ranker::BITS);
            match (who, carried) {
                (Who::Last, _) => around.last(&mut add),
                (Who::Previous(_), Some(noun)) => around.previous(noun, &mut add),
                _ => around.nobody(&mut add),
            }
            around.rival_of_none(rival, who == Who::Nobody, &mut add);
            subjects.of_none(who.code(), &mut add);
            around.carried(&content, who.code(), carried, &mut add);
            if words.heard.is_some() {
                heard_rows(who.code(), 0, most, &mut add);
            }
            self.all.push((who, start..self.rows.len()));
        }
        for (number, noun) in nouns.iter().enumerate() {
            let start = self.rows.len();
            let who = Who::Phrase(noun.phrase);
            let mut add = Rows::onto(&mut self.rows, Ranker::BITS);
            around.phrase(number, &mut add);
            around.rival_of_phrase(rival, number, &mut add);
            around.case_of_phrase(&subjects, number, &mut add);
            if let Some(heard) = words.heard {
                heard_rows(who.code(), sure(heard, noun), most, &mut add);
            }
            self.all.push((who, start..self.rows.len()));
        }
    }
}

/// "Der Sender zitiert die Ministerin": without the subject of a verb that hands on another's words, where it has an object.
fn without_citing<'a>(
    words: &Words<'_>,
    scene: &Scene<'_>,
    rule: Option<Phrase>,
    mut nouns: Vec<Noun<'a>>,
) -> Vec<Noun<'a>> {
    let Some(hit) = scene.hit.filter(|hit| hit.cue.cites && !hit.passive) else {
        return nouns;
    };
    let Some(clause) = scene.segments.get(hit.segment) else {
        return nouns;
    };
    let subject = |noun: &Noun<'_>| rule.is_some_and(|rule| rule.core.end == noun.phrase.core.end);
    let object = |noun: &Noun<'_>| {
        let inside = clause.start <= noun.start && noun.end <= clause.end;
        let beside = rule.is_some_and(|rule| {
            noun.phrase.tokens.end <= rule.tokens.start || rule.tokens.end <= noun.phrase.tokens.start
        });
        inside && beside && !noun.governed && !noun.is_pronoun(words)
    };
    if nouns.iter().any(object) {
        nouns.retain(|noun| !subject(noun));
    }
    nouns
}

/// How sure an encoder is that a phrase is a speaker.
fn sure(heard: &Heard, noun: &Noun<'_>) -> u64 {
    let core = noun.phrase.core.range();
    core.map(|at| heard.speaker(at)).max().unwrap_or(0)
}

/// Adds to a candidate what an encoder says of it beside the others.
fn heard_rows(code: u64, own: u64, most: u64, add: &mut Rows<'_>) {
    add.from(HEARD);
    add.add(&[code, most]);
    add.add(&[code, own, most]);
    add.add(&[code, (own == most).into()]);
}

/// The last five letters.
fn suffix(word: &str) -> &str {
    word.char_indices()
        .rev()
        .nth(4)
        .map_or(word, |(at, _)| &word[at..])
}
