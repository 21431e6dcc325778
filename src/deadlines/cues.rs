//! The lexicon of words that tell deadlines.

use std::collections::{HashMap, HashSet};

use crate::analysis::{DeadlineKind, TextLayer};
use crate::language::lexicon;

/// What a preposition says of the date after it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Before {
    /// It settles the kind.
    Kind(DeadlineKind),
    /// "bis", "until": due or expiry, as the verb tells.
    Until,
}

/// The lexicon of one language.
#[derive(Debug, Default)]
pub(super) struct Cues {
    before: HashMap<&'static str, Before>,
    verb: HashMap<&'static str, DeadlineKind>,
    noun: Vec<(&'static str, DeadlineKind)>,
    adjective: HashMap<&'static str, DeadlineKind>,
    with: Vec<(&'static str, DeadlineKind)>,
    participle: HashSet<&'static str>,
    sets: HashMap<Role, HashSet<&'static str>>,
    /// Verbs of two words ("take place").
    phrasal: HashSet<&'static str>,
}

/// What a verb does to the date of its clause.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Role {
    /// Sets it ahead, even when told in the past tense.
    Planned,
    /// Looks ahead.
    Modal,
    /// Demands.
    Demand,
    /// Foretells quantities.
    Forecast,
    /// Takes it back.
    Cancel,
    /// Says that a date lies ahead.
    Ahead,
    /// Says that a date is gone.
    Gone,
    /// With a period behind "for", ends with it ("elect for four years").
    Lasting,
    /// Takes a period ("last a year").
    Lasts,
    /// Says that something recurs.
    Habit,
    /// Says that something was planned once.
    Former,
    /// A thing whose course nobody plans; also the last part of a compound.
    ForecastNoun,
    /// Makes its object act.
    Command,
    /// Gives somebody a time to act.
    Grant,
    /// Names a time.
    Time,
    /// "heute".
    Today,
    /// Says that something is possible or allowed.
    Possible,
    /// Says that something is expected, by whomever.
    Expected,
    /// Sets something into a period that lies ahead.
    During,
    /// Begins what a period is counted from.
    CountedFrom,
    /// Says that only working days count.
    Working,
    /// A rule that binds somebody.
    Rule,
    /// Begins the relative clause that says what a rule orders ("laut dem"), one word or two.
    ByRule,
    /// Orders, as a finite verb.
    Obliges,
    /// Has or gets time.
    HasTime,
    /// "Zeit": the time that somebody has to act.
    TimeToAct,
    /// Begins, of an event.
    Begins,
    /// Goes on until the day behind "bis".
    GoesOn,
    /// Puts off.
    Postpone,
    /// Stands before the time by which something is put off.
    DelayedBy,
    /// Behind a period, counts back from a day that was told.
    CountsBack,
    /// Says that something is not.
    Deny,
    /// "bis dahin": refers to a date before.
    ByThen,
    /// Stands before the agent of a passive.
    Agent,
    /// A thing that takes place on a day, also the last part of a compound.
    Event,
    /// Stands between the first and the last day of a period.
    Through,
    /// Stands between two dates that may be one period.
    Together,
    /// Stands before the first of two dates that are one period.
    Between,
}

impl Cues {
    /// Parses a lexicon file. Lines that say nothing known are left out; a test proves there are none.
    pub fn parse(file: &'static str) -> Self {
        let mut cues = Self::default();
        for entry in lexicon::entries(file) {
            cues.add(&entry);
        }
        cues
    }

    /// Takes in one entry; false where its role or kind is unknown.
    fn add(&mut self, entry: &[&'static str]) -> bool {
        let (Some(&role), Some(&word)) = (entry.first(), entry.get(1)) else {
            return false;
        };
        let kind = entry.get(2).copied().and_then(parse_kind);
        if word.contains(' ') && matches!(role, "verb" | "planned" | "cancel" | "begins") {
            self.phrasal.insert(word);
        }
        match (role, kind) {
            ("before", Some(kind)) => {
                self.before.insert(word, Before::Kind(kind));
            }
            ("before", None) if entry.get(2) == Some(&"until") => {
                self.before.insert(word, Before::Until);
            }
            ("verb", Some(kind)) => {
                self.verb.entry(word).or_insert(kind);
            }
            ("adjective", Some(kind)) => {
                self.adjective.insert(word, kind);
            }
            ("noun", Some(kind)) => self.noun.push((word, kind)),
            ("with", Some(kind)) => self.with.push((word, kind)),
            ("participle", None) => {
                self.participle.insert(word);
            }
            _ => {
                let role = match role {
                    "planned" => Role::Planned,
                    "modal" => Role::Modal,
                    "demand" => Role::Demand,
                    "forecast" => Role::Forecast,
                    "cancel" => Role::Cancel,
                    "ahead" => Role::Ahead,
                    "gone" => Role::Gone,
                    "lasting" => Role::Lasting,
                    "lasts" => Role::Lasts,
                    "habit" => Role::Habit,
                    "former" => Role::Former,
                    "forecastnoun" => Role::ForecastNoun,
                    "command" => Role::Command,
                    "grant" => Role::Grant,
                    "time" => Role::Time,
                    "today" => Role::Today,
                    "possible" => Role::Possible,
                    "expected" => Role::Expected,
                    "during" => Role::During,
                    "countedfrom" => Role::CountedFrom,
                    "working" => Role::Working,
                    "rule" => Role::Rule,
                    "byrule" => Role::ByRule,
                    "obliges" => Role::Obliges,
                    "hastime" => Role::HasTime,
                    "timetoact" => Role::TimeToAct,
                    "begins" => Role::Begins,
                    "goeson" => Role::GoesOn,
                    "postpone" => Role::Postpone,
                    "delayedby" => Role::DelayedBy,
                    "countsback" => Role::CountsBack,
                    "deny" => Role::Deny,
                    "bythen" => Role::ByThen,
                    "agent" => Role::Agent,
                    "event" => Role::Event,
                    "through" => Role::Through,
                    "together" => Role::Together,
                    "between" => Role::Between,
                    _ => return false,
                };
                self.sets.entry(role).or_default().insert(word);
            }
        }
        true
    }

    /// What the words directly before a date say (lower case, one blank between).
    pub fn before(&self, words: &str) -> Option<Before> {
        self.before.get(words).copied()
    }

    /// The lemma of a verb in lower case, with the word behind it where the lexicon knows both together ("take place").
    pub fn lemma(&self, layer: &TextLayer<'_>, verb: usize) -> String {
        let lemma = layer.lemma(verb).to_lowercase();
        if self.phrasal.is_empty() || verb + 1 >= layer.tokens.len() {
            return lemma;
        }
        let both = format!("{lemma} {}", layer.word(verb + 1).to_lowercase());
        if self.phrasal.contains(both.as_str()) {
            both
        } else {
            lemma
        }
    }

    /// The kind of a verb lemma.
    pub fn verb(&self, lemma: &str) -> Option<DeadlineKind> {
        self.verb.get(lemma).copied()
    }

    /// The kind of a noun in lower case, also where the lexicon has only its last part.
    pub fn noun(&self, word: &str) -> Option<DeadlineKind> {
        let ends = |stem: &str| {
            word.ends_with(stem) || word.strip_suffix(['s', 'n']).is_some_and(|w| w.ends_with(stem))
        };
        self.noun
            .iter()
            .find(|(stem, _)| ends(stem))
            .map(|&(_, kind)| kind)
    }

    /// The kind of an adjective, its ending aside.
    pub fn adjective(&self, word: &str) -> Option<DeadlineKind> {
        self.adjective
            .get(word)
            .or_else(|| self.adjective.get(bare(word)))
            .copied()
    }

    /// True for a participle that sets a date ahead, its ending aside.
    pub fn is_participle(&self, word: &str) -> bool {
        self.participle.contains(bare(word))
    }

    /// The kind that further words of the clause settle (lower case, blanks around and between).
    pub fn with(&self, clause: &str) -> Option<DeadlineKind> {
        let holds = |words: &str| {
            clause
                .match_indices(words)
                .any(|(at, _)| clause[..at].ends_with(' ') && clause[at + words.len()..].starts_with(' '))
        };
        let found = self.with.iter().filter(|(words, _)| holds(words));
        found.max_by_key(|(words, _)| words.len()).map(|&(_, kind)| kind)
    }

    /// True for a noun in lower case whose course nobody plans ("Regenzeit", "inflation").
    pub fn is_forecast_noun(&self, noun: &str) -> bool {
        let ends = |word: &str| {
            noun.ends_with(word)
                || bare(noun).ends_with(word)
                || noun.strip_suffix('s').is_some_and(|noun| noun.ends_with(word))
        };
        self.sets
            .get(&Role::ForecastNoun)
            .is_some_and(|words| words.iter().any(|word| ends(word)))
    }

    /// True for a noun in lower case that takes place ("Parlamentswahl", "summit").
    pub fn is_event(&self, noun: &str) -> bool {
        let ends = |word: &str| {
            noun.ends_with(word)
                || ["en", "n", "e", "s", "es"]
                    .iter()
                    .filter_map(|ending| noun.strip_suffix(ending))
                    .any(|noun| noun.ends_with(word))
        };
        self.sets
            .get(&Role::Event)
            .is_some_and(|words| words.iter().any(|word| ends(word)))
    }

    /// True for a noun in lower case that names a time ("Jahren", "Montag").
    pub fn is_time(&self, noun: &str) -> bool {
        let bare = bare(noun);
        self.is(Role::Time, noun) || self.is(Role::Time, bare.strip_suffix('s').unwrap_or(bare))
    }

    /// True where the lemma has the role.
    pub fn is(&self, role: Role, lemma: &str) -> bool {
        self.sets.get(&role).is_some_and(|words| words.contains(lemma))
    }
}

/// An adjective without its German ending.
pub(super) fn bare(word: &str) -> &str {
    ["en", "er", "es", "em", "e"]
        .iter()
        .find_map(|ending| word.strip_suffix(ending))
        .unwrap_or(word)
}

fn parse_kind(word: &str) -> Option<DeadlineKind> {
    match word {
        "due" => Some(DeadlineKind::Due),
        "effective" => Some(DeadlineKind::Effective),
        "expiry" => Some(DeadlineKind::Expiry),
        "scheduled" => Some(DeadlineKind::Scheduled),
        _ => None,
    }
}

/// The German lexicon.
pub(super) const GERMAN: &str = include_str!("../language/de/deadlines.txt");
/// The English lexicon.
pub(super) const ENGLISH: &str = include_str!("../language/en/deadlines.txt");

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_of_the_lexicons_says_something_known() {
        for file in [GERMAN, ENGLISH] {
            let mut cues = Cues::default();
            for entry in lexicon::entries(file) {
                assert!(cues.add(&entry), "{entry:?}");
            }
        }
    }
}
