//! The main clauses of a sentence: commas cut one into several units ("Die Stadt, die …, plant laut Bericht, …"), yet a source
//! phrase, a cue verb or a mood anywhere in it says what all of it is.

use crate::quotes::classes::Classes;
use crate::quotes::facts::Facts;
use crate::quotes::rows::Rows;
use crate::quotes::units::Sentence;
use crate::quotes::words::Words;

/// What the units of one main clause share.
#[derive(Debug, Clone, Copy, Default)]
struct MainClause {
    /// The cue word of its source phrase and the last noun of that phrase; 0 for none.
    source: [u64; 2],
    /// Mood of its finite verb; 0 for none.
    mood: u64,
    cue: u64,
    government: u64,
    /// A cue verb begins it: "…, sagte Meier".
    inverted: bool,
}

/// What a unit is to its main clause.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
enum Role {
    /// A piece without a verb.
    Piece,
    /// The one with the finite verb.
    Verb,
    Subordinate,
    Infinitive,
    Source,
}

/// The place of a unit in its main clause.
#[derive(Debug, Clone, Copy)]
struct Place {
    /// Index of the main clause.
    clause: usize,
    role: Role,
    /// A source phrase stands before it.
    sourced: bool,
}

/// The main clauses of one sentence, and where its units stand in them.
#[derive(Debug, Default)]
pub(crate) struct MainClauses {
    clauses: Vec<MainClause>,
    /// One a unit.
    places: Vec<Place>,
}

impl MainClauses {
    /// Finds the main clauses: each has one finite verb, that of a unit that is no subordinate clause.
    pub(crate) fn read(&mut self, words: &Words<'_>, sentence: &Sentence<'_>, facts: &[Facts]) {
        let Self { clauses, places } = self;
        clauses.clear();
        clauses.push(MainClause::default());
        places.clear();
        let mut has_verb = false;
        for (unit, own) in sentence.units.iter().zip(facts) {
            let segment = &unit.segment;
            let role = match unit.source {
                Some(_) => Role::Source,
                None if segment.subordinate => Role::Subordinate,
                None if segment.infinitive => Role::Infinitive,
                None if segment.finite.is_some() => Role::Verb,
                None => Role::Piece,
            };
            let apart = segment.separator.any(Classes::SEMICOLON.or(Classes::COLON));
            if !places.is_empty() && (apart || role == Role::Verb && has_verb) {
                clauses.push(MainClause::default());
                has_verb = false;
            }
            let number = clauses.len() - 1;
            let clause = &mut clauses[number];
            places.push(Place {
                clause: number,
                role,
                sourced: clause.source[0] != 0,
            });
            if role == Role::Verb {
                has_verb = true;
                clause.mood = own.mood;
                clause.cue = own.cue;
                clause.government = own.government;
                clause.inverted = own.inverted;
            }
            if let Some(source) = unit.source
                && clause.source[0] == 0
            {
                let noun = sentence.sources[source]
                    .speaker
                    .map_or(0, |phrase| words.hash(phrase.core.range().end - 1));
                clause.source = [own.source, noun];
            }
        }
    }

    fn clause(&self, number: Option<usize>) -> MainClause {
        let clause = number.and_then(|number| self.clauses.get(number));
        clause.copied().unwrap_or_default()
    }

    /// Features of unit `at`: its main clause and those around it. `announced`: the next sentence says who said this one
    /// ("Das teilte Meier mit").
    pub(crate) fn rows(&self, at: usize, separator: u64, announced: bool, add: &mut Rows<'_>) {
        let place = self.places[at];
        let own = self.clause(Some(place.clause));
        let before = self.clause(place.clause.checked_sub(1));
        let after = self.clause(Some(place.clause + 1));
        let first = at == 0 || self.places[at - 1].clause != place.clause;
        let kind = place.role as u64;
        let role = kind + 8 * u64::from(first);
        let sourced = own.source[0] != 0;
        let side = u64::from(sourced) + u64::from(place.sourced);
        let inverted = u64::from(after.inverted);
        let last = u64::from(place.clause + 1 == self.clauses.len());
        add.add_if(sourced, &[own.source[0], side, role]);
        add.add_if(sourced, &[own.source[1], kind]);
        add.add(&[side, own.mood, role]);
        add.add(&[own.mood, role, separator]);
        add.add(&[before.government, own.mood, role]);
        add.add_if(before.cue != 0, &[before.cue, own.mood, kind]);
        add.add(&[after.government, inverted, own.mood, role]);
        add.add_if(after.cue != 0, &[after.cue, inverted, kind]);
        add.add(&[own.government, u64::from(own.inverted), role]);
        add.add_if(announced, &[role, last, own.mood]);
    }
}
