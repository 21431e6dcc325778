//! What is known of a sentence's units, as numbers to build features from.

use crate::analysis::{EntityType, Mention, Upos};
use crate::quotes::classes::{Classes, Listed};
use crate::quotes::clause::Hit;
use crate::quotes::main_clause::MainClauses;
use crate::quotes::units::{Sentence, Unit};
use crate::quotes::words::Words;

/// What is known of one unit, as numbers to build features from.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Facts {
    /// Mood, order and introduction of the clause.
    pub(super) shape: u64,
    pub(super) first: u64,
    pub(super) second: u64,
    pub(super) last: u64,
    pub(super) last_noun: u64,
    pub(super) finite: u64,
    pub(super) first_tag: u64,
    pub(super) separator: u64,
    pub(super) after: u64,
    /// The hash of the cue's lemma; 0 without one.
    pub(crate) cue: u64,
    /// Sense, government and form of the cue.
    pub(crate) government: u64,
    /// The verb begins the clause and a cue is it.
    pub(crate) inverted: bool,
    pub(crate) source: u64,
    pub(super) marked: bool,
    pub(super) marks: bool,
    /// Names of persons and others in it.
    pub(super) names: u64,
    pub(super) subordinate: bool,
    pub(crate) mood: u64,
    pub(super) length: u64,
}

/// What is known of a sentence. Made once and read in again for each sentence.
#[derive(Debug, Default)]
pub(crate) struct Known {
    /// Unit by unit.
    pub(crate) units: Vec<Facts>,
    pub(super) main: MainClauses,
    /// Mood of its first main clause; 0 where nothing tells it.
    pub(super) mood: u64,
    /// The sentence after it says who said what this one says: "Das teilte Meier mit."
    pub(super) announced: bool,
}

impl Known {
    /// Takes in what is known of a sentence; `next` is the one after it in its paragraph.
    pub(crate) fn read(
        &mut self,
        words: &Words<'_>,
        sentence: &Sentence<'_>,
        next: Option<&Sentence<'_>>,
        mentions: &[Mention],
    ) {
        facts(words, sentence, mentions, &mut self.units);
        self.main.read(words, sentence, &self.units);
        self.mood = main_mood(&self.units);
        self.announced = next.is_some_and(|next| next.announces(words).is_some());
    }
}

impl Facts {
    /// True inside words quoted directly.
    pub(crate) fn is_marked(&self) -> bool {
        self.marked
    }
}

/// The facts of a sentence's units.
fn facts(words: &Words<'_>, sentence: &Sentence<'_>, mentions: &[Mention], facts: &mut Vec<Facts>) {
    facts.clear();
    let mut hit = 0;
    let mut mention = mentions.partition_point(|m| (m.tokens.end as usize) <= sentence.tokens.range().start);
    for unit in &sentence.units {
        let (start, end) = (unit.segment.start, unit.segment.end);
        while hit < sentence.hits.len() && sentence.hits[hit].verb < start {
            hit += 1;
        }
        let inside = sentence.hits[hit..]
            .iter()
            .take_while(|hit| hit.verb < end)
            .count();
        let inside = &sentence.hits[hit..hit + inside];
        while mention < mentions.len() && (mentions[mention].tokens.end as usize) <= start {
            mention += 1;
        }
        let mut names = 0;
        for m in mentions[mention..]
            .iter()
            .take_while(|m| (m.tokens.start as usize) < end)
        {
            names |= match m.entity {
                EntityType::Person => 1,
                EntityType::Organisation => 2,
                EntityType::Location => 4,
                EntityType::Other => 0,
            };
        }
        facts.push(of_unit(words, sentence, unit, inside, names));
    }
}

fn of_unit(words: &Words<'_>, sentence: &Sentence<'_>, unit: &Unit, hits: &[Hit<'_>], names: u64) -> Facts {
    let segment = unit.segment;
    let (start, end) = (segment.start, segment.end);
    let first = (start..end)
        .find(|&at| !words.is(at, Classes::QUOTE))
        .unwrap_or(start);
    let mood = match segment.finite {
        None => u64::from(segment.infinitive),
        Some(_) if segment.konj => 2,
        Some(at) if words.is(at, Classes::SOLL) => 3,
        Some(_) if segment.konj2 => 4,
        Some(at) if words.is(at, Classes::MODAL) => 5,
        Some(at) if words.layer.tokens[at].tense == Some(crate::analysis::Tense::Past) => 6,
        Some(_) => 7,
    };
    let order = match segment.finite {
        None => 0,
        Some(at) if at == first => 1,
        Some(at) if at + 1 == end => 2,
        Some(_) => 3,
    };
    let kind = if words.listed(first, Listed::THAT.or(Listed::WHETHER)) {
        1
    } else if words.is(first, Classes::WH) {
        2
    } else if segment.subordinate && words.is(first, Classes::SUB) {
        3
    } else if segment.subordinate {
        4
    } else {
        0
    };
    let cue = hits
        .iter()
        .rfind(|hit| hit.cue.clause || hit.cue.bare)
        .or_else(|| hits.last());
    let source = unit.source.map_or(0, |number| {
        let source = &sentence.sources[number];
        if source.relative {
            1
        } else {
            source.cue.first().map_or(1, |&cue| words.hash(cue))
        }
    });
    let noun = (start..end)
        .rev()
        .find(|&at| matches!(words.layer.tokens[at].upos, Upos::Noun));
    Facts {
        shape: mood << 8 | order << 4 | kind,
        first: words.hash(first),
        second: if first + 1 < end { words.hash(first + 1) } else { 0 },
        last: words.hash(end - 1),
        last_noun: noun.map_or(0, |at| words.hash(at)),
        finite: segment.finite.map_or(0, |at| words.hash(at)),
        first_tag: words.layer.tokens[first].upos as u64 + 1,
        separator: code(segment.separator),
        after: code(words.classes(end)),
        cue: cue.map_or(0, |hit| hit.cue.key),
        government: cue.map_or(0, |hit| {
            let cue = hit.cue;
            1 + (cue.sense as u64) * 256
                + u64::from(cue.clause) * 2
                + u64::from(cue.bare) * 4
                + u64::from(cue.infinitive) * 8
                + u64::from(cue.act) * 16
                + u64::from(hit.passive) * 32
        }),
        inverted: cue.is_some_and(|hit| hit.finite == first),
        source,
        marked: unit.marked,
        marks: (start..end).any(|at| words.is(at, Classes::QUOTE)),
        names,
        subordinate: segment.subordinate,
        mood,
        length: match end - start {
            1 => 1,
            2..=3 => 2,
            4..=8 => 3,
            _ => 4,
        },
    }
}

fn code(separator: Classes) -> u64 {
    [
        Classes::COMMA,
        Classes::COLON,
        Classes::SEMICOLON,
        Classes::DASH,
        Classes::STOP,
        Classes::QUOTE,
        Classes::COORD,
    ]
    .iter()
    .position(|&class| separator.any(class))
    .map_or(0, |at| at as u64 + 1)
}

/// What the sentence before says to the one after it.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Before {
    pub(super) cue: u64,
    pub(super) source: bool,
    pub(super) marked: bool,
    pub(super) mood: u64,
}

impl Before {
    /// What the next sentence is told of this one.
    pub(crate) fn of(facts: &[Facts]) -> Self {
        Self {
            cue: facts.iter().map(|unit| unit.government).max().unwrap_or(0),
            source: facts.iter().any(|unit| unit.source != 0),
            marked: facts.iter().any(|unit| unit.marked),
            mood: main_mood(facts),
        }
    }
}

/// The mood of the main clause; 0 where nothing tells it.
fn main_mood(facts: &[Facts]) -> u64 {
    facts
        .iter()
        .find(|unit| unit.mood > 1 && !unit.subordinate)
        .map_or(0, |unit| unit.mood)
}
