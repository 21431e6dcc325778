//! What the chain looks at: for each unit the rows of its features.

use crate::analysis::Upos;
use crate::quotes::chain::Step;
use crate::quotes::facts::{Before, Facts, Known};
use crate::quotes::rows::Rows;
use crate::quotes::units::Sentence;
use crate::quotes::words::Words;

/// The table of the chain has 2^16 rows.
pub(crate) const BITS: u32 = 16;

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
