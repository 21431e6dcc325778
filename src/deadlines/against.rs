//! What speaks against a date ahead being a deadline.

use super::clause::{Clause, Form};
use super::cues::{Cues, Role, bare};
use super::grammar::Small;
use super::told::Told;
use crate::analysis::{Mood, Tense, TextLayer, Timex, Upos};
use crate::language::Language;
use crate::text::TokenRange;

/// A date in its clause.
#[derive(Debug, Clone, Copy)]
pub(super) struct Signs<'a> {
    pub layer: &'a TextLayer<'a>,
    pub cues: &'a Cues,
    pub date: &'a Timex,
    /// The date with its preposition.
    pub dated: TokenRange,
    pub clause: &'a Clause,
    /// The words of the clause, see [`Clause::words`].
    pub words: &'a str,
    pub sentence: TokenRange,
}

impl Signs<'_> {
    fn word(&self, index: usize) -> String {
        self.layer.word(index).to_lowercase()
    }

    /// The words of the clause, in lower case.
    fn has(&self, role: Role) -> bool {
        self.words
            .split(' ')
            .any(|word| self.cues.is(role, word) || self.cues.is(role, bare(word)))
    }

    /// "Die Regenzeit könnte bis September andauern": what nobody plans.
    pub fn is_forecast(&self, planned: bool) -> bool {
        !planned
            && self.clause.indices().any(|index| {
                self.layer.tokens[index].upos == Upos::Noun && self.cues.is_forecast_noun(&self.word(index))
            })
    }

    /// "die am Dienstag **erzielte** Einigung": a participle of the past between the date and its noun; "seit heute".
    ///
    /// A preposition that binds ("ab", "innerhalb") sets the date apart from what follows.
    pub fn is_told_past(&self, binds: bool) -> bool {
        let before = self.dated.range().start.checked_sub(1);
        let since = before.is_some_and(|index| {
            self.sentence.contains(index)
                && (Small::Since.has(&self.word(index))
                    // "seit ca. 1990"
                    || Small::About.has(&self.word(index))
                        && index > 0
                        && Small::Since.is(&self.word(index - 1), Language::German))
        }) || Small::Since.has(&self.word(self.dated.range().start));
        since || self.is_gone() || !binds && self.past_participle()
    }

    /// "vom gestrigen **Dienstag**", "am vergangenen **Montag**".
    fn is_gone(&self) -> bool {
        let before = self.date.tokens.range().start.checked_sub(1);
        before.is_some_and(|index| {
            self.sentence.contains(index) && self.cues.is(Role::Gone, bare(&self.word(index)))
        })
    }

    /// "wäre im Herbst angetreten", "hatte bis Januar liefern sollen": what did not and will not happen.
    pub fn is_unreal(&self) -> bool {
        let Some(finite) = self.clause.finite else {
            return false;
        };
        let token = &self.layer.tokens[finite];
        let should_have = token.tense == Some(Tense::Past)
            && Small::Have.is(&self.layer.lemma(finite), Language::German)
            && self
                .clause
                .indices()
                .last()
                .is_some_and(|last| Small::ModalInfinitive.has(&self.word(last)));
        if should_have {
            return true;
        }
        let perfect = Small::Perfect.is(&self.layer.lemma(finite), Language::German)
            && self
                .clause
                .main
                .is_some_and(|main| main != finite && !super::clause::follows_particle(self.layer, main));
        token.mood == Some(Mood::SubjunctiveII) && perfect
    }

    fn past_participle(&self) -> bool {
        if self.layer.language == Language::English {
            return false;
        }
        let after = self.dated.range().end;
        let end = self.sentence.range().end.min(after + PARTICIPLE_REACH);
        for index in after..end {
            let token = &self.layer.tokens[index];
            let word = self.word(index);
            if token.finite || matches!(token.upos, Upos::Punct | Upos::Noun | Upos::Propn) && index == after
            {
                return false;
            }
            let attributive = matches!(token.upos, Upos::Adj | Upos::Verb)
                && matches!(
                    self.layer.tokens.get(index + 1).map(|next| next.upos),
                    Some(Upos::Noun | Upos::Propn | Upos::Adj)
                );
            // "die im Oktober **anstehenden** vorgezogenen Neuwahlen"
            if attributive && self.cues.is_participle(&word) {
                return false;
            }
            if attributive && bare(&word).len() < word.len() && is_past_participle(bare(&word)) {
                return !self.cues.is_participle(&word)
                    && !self.cues.is(Role::Planned, &self.layer.lemma(index));
            }
            if matches!(token.upos, Upos::Punct | Upos::Verb | Upos::Aux) {
                return false;
            }
        }
        false
    }

    /// "Jeden Mai", "üblich", "jährlich": what recurs.
    pub fn is_habitual(&self) -> bool {
        self.has(Role::Habit)
    }

    /// "Wenn er heute verliert, …"
    pub fn is_condition(&self) -> bool {
        let first = self.word(self.clause.start());
        self.clause.form == Form::Subordinate && Small::Condition.has(&first)
    }

    /// "größer als am 4. Juli"
    pub fn is_compared(&self) -> bool {
        let start = self.dated.range().start;
        start > self.sentence.range().start
            && Small::Than.has(&self.word(start - 1))
            && matches!(
                self.layer.tokens[start.saturating_sub(2)].upos,
                Upos::Adj | Upos::Adv
            )
            || self.is_difference()
    }

    /// "eleven days later **than** in the past": how much two times differ.
    fn is_difference(&self) -> bool {
        let after = self.date.tokens.range().end;
        let compares = |index: usize| self.sentence.contains(index) && Small::Than.has(&self.word(index));
        self.is_counted_back() && (compares(after) || compares(after + 1))
    }

    /// "später", "früher", "later", "earlier" in the date or behind it.
    fn is_counted_back(&self) -> bool {
        let range = self.date.tokens.range();
        (range.start..range.end + 1)
            .any(|index| self.sentence.contains(index) && Small::Later.has(&self.word(index)))
    }

    /// "Der ursprünglich für Montag geplante Start", "der für Montag geplante Parteitag konnte nicht stattfinden".
    pub fn is_taken_back(&self, told: Told) -> bool {
        let negated = || self.words.split(' ').any(|word| Small::Not.has(word));
        self.has(Role::Former) || told == Told::Past && negated()
    }

    /// "24 Stunden **zuvor** waren sie geladen": a day counted back from another one that is told.
    pub fn is_counted_from_told(&self) -> bool {
        let range = self.date.tokens.range();
        (range.start..range.end + 1)
            .any(|index| self.sentence.contains(index) && self.cues.is(Role::CountsBack, &self.word(index)))
    }

    /// "eine Entscheidung, die für Montag geplant **war**": a plan of which the past tense says that it changed.
    pub fn was_planned(&self) -> bool {
        let is_past = |finite: usize| {
            let token = &self.layer.tokens[finite];
            token.tense == Some(Tense::Past)
                && token.mood != Some(Mood::SubjunctiveII)
                && Small::Be.has(&self.layer.lemma(finite))
        };
        let planned = |main: usize| self.cues.is(Role::Planned, &self.cues.lemma(self.layer, main));
        self.clause.form == Form::Relative
            && self.clause.finite.is_some_and(is_past)
            && self.clause.main.is_some_and(planned)
    }

    /// "die Anschläge **vom** 11. September": the day of something that has been.
    pub fn is_of_the_past(&self) -> bool {
        Small::Of.is(&self.word(self.dated.range().start), Language::German)
    }

    /// True where the date of a clause in the past tense has a preposition that sets it ahead ("für", "auf", "until").
    pub fn is_set_ahead(&self, preposition: bool) -> bool {
        preposition || Small::SetsAhead.has(&self.word(self.dated.range().start))
    }

    /// "noch heute", "bereits heute", "heutig", "bis heute": a state of today.
    pub fn is_state_of_today(&self) -> bool {
        let start = self.dated.range().start;
        let date = self.word(self.date.tokens.range().start);
        let before = start
            .checked_sub(1)
            .filter(|&index| self.sentence.contains(index))
            .map(|index| self.word(index))
            .unwrap_or_default();
        let today = Small::Today.has(&date);
        let takes_place = self
            .clause
            .main
            .is_some_and(|main| self.cues.is(Role::Lasts, &self.layer.lemma(main).to_lowercase()));
        // "am heutigen Donnerstagabend" is a day, "die heutige Lage" a state
        let stands_for_a_day = Small::On.has(&self.word(start));
        let alone = self.date.tokens.len() == 1;
        today && (Small::Still.has(&before) || Small::Until.has(&self.word(start)) && !takes_place && alone)
            || Small::Todays.has(&date) && alone && !stands_for_a_day
    }

    /// Seconds, minutes, hours: how long something takes, mostly.
    pub fn is_short(&self) -> bool {
        let value = &self.date.value;
        value.starts_with("PT") && (!value.ends_with('H') || value.len() < 5 && !value.contains('X'))
    }

    /// True where the clause says more than the date.
    pub fn has_words(&self) -> bool {
        self.clause
            .indices()
            .any(|index| !self.dated.contains(index) && self.layer.tokens[index].upos == Upos::Noun)
    }
}

/// How far behind the date its participle may stand.
const PARTICIPLE_REACH: usize = 12;

/// True for a German participle of the past without its ending: "erzielt", "abgestürzt", "verboten".
fn is_past_participle(stem: &str) -> bool {
    let ends = stem.ends_with('t') || stem.ends_with("en") || stem.ends_with("on");
    let begins = Small::ParticiplePrefix.begins(stem);
    let inside = Small::VerbPrefix.rests(stem).any(|rest| rest.starts_with("ge"));
    stem.len() >= 5 && ends && (begins || inside || stem.contains("ge") && stem.len() > 9)
}
