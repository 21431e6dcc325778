//! What the chain looks at: for each unit the rows of its features.

use crate::analysis::{EntityType, Mention, Upos};
use crate::linear::{FNV_START, fnv, row};
use crate::quotes::chain::Step;
use crate::quotes::classes::{Classes, Listed};
use crate::quotes::clause::Hit;
use crate::quotes::main_clause::MainClauses;
use crate::quotes::units::{Sentence, Unit};
use crate::quotes::words::Words;

/// The table of the chain has 2^16 rows.
pub(crate) const BITS: u32 = 16;

/// What is known of one unit, as numbers to build features from.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Facts {
    /// Mood, order and introduction of the clause.
    shape: u64,
    first: u64,
    second: u64,
    last: u64,
    last_noun: u64,
    finite: u64,
    first_tag: u64,
    separator: u64,
    after: u64,
    /// The hash of the cue's lemma; 0 without one.
    pub(crate) cue: u64,
    /// Sense, government and form of the cue.
    pub(crate) government: u64,
    /// The verb begins the clause and a cue is it.
    pub(crate) inverted: bool,
    pub(crate) source: u64,
    marked: bool,
    marks: bool,
    /// Names of persons and others in it.
    names: u64,
    subordinate: bool,
    pub(crate) mood: u64,
    length: u64,
}

/// What is known of a sentence. Made once and read in again for each sentence.
#[derive(Debug, Default)]
pub(crate) struct Known {
    /// Unit by unit.
    pub(crate) units: Vec<Facts>,
    main: MainClauses,
    /// Mood of its first main clause; 0 where nothing tells it.
    mood: u64,
    /// The sentence after it says who said what this one says: "Das teilte Meier mit."
    announced: bool,
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

/// The hash of a word in lower case.
pub(crate) fn lower_hash(word: &str) -> u64 {
    let mut hash = FNV_START;
    for letter in word.chars() {
        if letter.is_ascii() {
            hash = fnv(hash, letter.to_ascii_lowercase() as u8);
            continue;
        }
        for lower in letter.to_lowercase() {
            let mut utf8 = [0; 4];
            hash = lower.encode_utf8(&mut utf8).bytes().fold(hash, fnv);
        }
    }
    hash
}

/// Collects the rows of numbered feature templates.
pub(crate) struct Rows<'r> {
    rows: &'r mut Vec<u32>,
    template: u64,
    bits: u32,
}

impl Facts {
    /// True inside words quoted directly.
    pub(crate) fn is_marked(&self) -> bool {
        self.marked
    }
}

impl<'r> Rows<'r> {
    pub(crate) fn new(rows: &'r mut Vec<u32>, bits: u32) -> Self {
        rows.clear();
        Self {
            rows,
            template: 0,
            bits,
        }
    }

    /// Rows behind those that are there.
    pub(crate) fn onto(rows: &'r mut Vec<u32>, bits: u32) -> Self {
        Self {
            rows,
            template: 0,
            bits,
        }
    }

    /// The next template is the one of this number.
    pub(crate) fn from(&mut self, template: u64) {
        self.template = template;
    }

    /// Adds the next template with what it looks at.
    pub(crate) fn add(&mut self, parts: &[u64]) {
        let raw = parts.iter().fold(0x9ae1_6a3b_2f90_404f_u64, |sum, &part| {
            (sum.rotate_left(21) ^ part).wrapping_mul(0x9e37_79b9_7f4a_7c15)
        });
        self.rows.push(row(raw, self.template, self.bits));
        self.template += 1;
    }

    /// Adds the next template where it applies.
    pub(crate) fn add_if(&mut self, applies: bool, parts: &[u64]) {
        if applies {
            self.add(parts);
        } else {
            self.template += 1;
        }
    }

    /// Adds one template with each of several values.
    pub(crate) fn add_all(&mut self, values: impl Iterator<Item = u64>) {
        for value in values {
            self.add(&[value]);
            self.template -= 1;
        }
        self.template += 1;
    }
}

/// What the sentence before says to the one after it.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Before {
    cue: u64,
    source: bool,
    marked: bool,
    mood: u64,
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

/// The rows of unit `at` of a sentence.
pub(crate) fn unit_rows(
    words: &Words<'_>,
    sentence: &Sentence<'_>,
    known: &Known,
    at: usize,
    before: (Before, Step),
    rows: &mut Vec<u32>,
) {
    let none = Facts::default();
    let facts = &known.units;
    let own = facts[at];
    let prior = if at > 0 { facts[at - 1] } else { none };
    let next = facts.get(at + 1).copied().unwrap_or(none);
    let (before, step) = before;
    let edge = u64::from(at == 0) + 2 * u64::from(at + 1 == facts.len());
    // The nearest cue before in the sentence, and the nearest one after that begins its clause.
    let cue_before = (0..at).rev().take(6).find(|&i| facts[i].cue != 0);
    let cue_after = (at + 1..facts.len().min(at + 7)).find(|&i| facts[i].cue != 0);
    let distance = cue_before.map_or(0, |i| (at - i).min(3) as u64);
    let earlier = cue_before.map_or(none, |i| facts[i]);
    let later = cue_after.map_or(none, |i| facts[i]);
    let later_distance = cue_after.map_or(0, |i| (i - at).min(3) as u64);
    let main = known.mood;
    let begins = at == 0;

    let mut add = Rows::new(rows, BITS);
    add.add(&[]);
    add.add(&[own.shape, own.separator, u64::from(own.source != 0)]);
    add.add(&[own.shape, edge]);
    add.add(&[own.first]);
    add.add(&[own.first, own.second]);
    add.add(&[own.first, prior.last]);
    add.add(&[own.last]);
    add.add(&[own.finite, own.shape & 15]);
    add.add(&[own.separator, own.first_tag, own.length]);
    add.add(&[own.separator, own.after, edge]);
    add.add_if(own.cue != 0, &[own.cue, u64::from(own.inverted)]);
    add.add(&[own.government, own.shape]);
    add.add(&[own.government, edge, own.separator]);
    add.add(&[own.marked.into(), own.marks.into(), own.length]);
    add.add(&[own.names, own.cue]);
    // neighbours
    add.add(&[prior.shape, own.shape, own.separator]);
    add.add_if(prior.cue != 0, &[prior.cue, own.shape]);
    add.add_if(prior.cue != 0, &[prior.cue, own.first]);
    add.add(&[prior.government, own.shape, own.separator]);
    add.add(&[prior.last_noun, own.shape & 15]);
    add.add(&[prior.last, own.shape & 15]);
    add.add_if(prior.source != 0, &[prior.source, own.shape]);
    add.add(&[next.shape, own.shape, own.after]);
    add.add_if(
        next.cue != 0,
        &[next.cue, u64::from(next.inverted), own.shape & 0xf00],
    );
    add.add(&[next.government, u64::from(next.inverted), own.shape]);
    add.add_if(next.source != 0, &[next.source, own.shape]);
    // the sentence
    add.add_if(earlier.cue != 0, &[earlier.cue, own.shape]);
    add.add(&[earlier.government, distance, own.shape]);
    add.add(&[earlier.government, distance, own.separator, own.first_tag]);
    add.add(&[
        later.government,
        later_distance,
        u64::from(later.inverted),
        own.shape,
    ]);
    add.add(&[u64::from(sentence.number == 0), u64::from(begins), own.separator]);
    // the sentence before
    add.add(&[before.cue, main, step as u64, u64::from(begins)]);
    add.add(&[
        u64::from(before.source),
        u64::from(before.marked),
        main,
        step as u64,
        u64::from(begins),
    ]);
    add.add(&[before.mood, main, step as u64, u64::from(begins)]);
    add.add(&[before.mood, own.finite, step as u64, u64::from(begins)]);
    add.add(&[own.first, main, step as u64, u64::from(begins)]);
    let units: &[Facts] = if begins { facts } else { &[] };
    let strongest = units.iter().map(|unit| unit.government).max().unwrap_or(0);
    add.add_if(begins, &[strongest, main]);
    // an encoder has heard what the main clause would tell: both together are worse on articles left out
    match words.heard {
        Some(heard) => {
            let clause = [own.shape, own.government];
            heard.unit_rows(words, &sentence.units, at, clause, &mut add);
        }
        None => known.main.rows(at, own.separator, known.announced, &mut add),
    }
    // its words
    let segment = sentence.units[at].segment;
    let content = |token: &usize| {
        matches!(
            words.layer.tokens[*token].upos,
            Upos::Noun | Upos::Verb | Upos::Adj | Upos::Adv
        )
    };
    add.add_all(
        (segment.start..segment.end)
            .filter(content)
            .take(24)
            .map(|token| words.lemma_hash(token)),
    );
}
