//! Whom a rule binds that takes effect.

use super::bearer::THEN_REACH;
use super::{Noun, Scene};
use crate::analysis::Upos;
use crate::deadlines::clause::{Clause, Clauses};
use crate::deadlines::cues::Role;
use crate::text::TokenRange;

impl Scene<'_> {
    /// Whom a rule binds that takes effect: as its relative clause says ("ein Erlass, laut dem sich **die Firma** trennen
    /// muss"), else as the clause or the sentence before says ("Ein Erlass verbietet **den Firmen** Geschäfte. Das Verbot soll
    /// im Mai greifen").
    pub(super) fn ruled(&self, clauses: &Clauses, clause: &Clause) -> Option<Noun> {
        self.obliged_by(clauses).or_else(|| {
            let rule = self.subject(clause)?;
            let refers = self.cues.is(Role::Rule, &self.word(rule.head))
                && self.layer.tokens[rule.tokens.range().start].upos == Upos::Det
                && rule.tokens.len() == 2;
            refers.then(|| self.ruled_before(clause)).flatten()
        })
    }

    /// Who must act by the relative clause of a rule.
    fn obliged_by(&self, clauses: &Clauses) -> Option<Noun> {
        let after = self.date.range().end;
        let end = self.sentence.range().end.min(after + THEN_REACH);
        let relative = (after + 1..end.saturating_sub(1)).find(|&index| {
            let words = format!("{} {}", self.word(index), self.word(index + 1));
            let begins = self.cues.is(Role::ByRule, &words) || self.cues.is(Role::ByRule, &self.word(index));
            begins && self.word(index - 1) == ","
        })?;
        let clause = clauses.around(self.layer, TokenRange::new(relative + 1, relative + 2));
        let finite = clause.finite.filter(|&finite| finite > relative)?;
        let obliges = self
            .cues
            .is(Role::Obliges, &self.layer.lemma(finite).to_lowercase());
        let noun = self
            .subject(&clause)
            .filter(|noun| obliges && noun.head > relative)?;
        // a name is no more than itself: "**Bytedance** von allen Daten"
        Some(match self.mention(noun) {
            Some(name) => Noun {
                tokens: name.tokens,
                ..noun
            },
            None => noun,
        })
    }

    fn ruled_before(&self, clause: &Clause) -> Option<Noun> {
        let first = self.sentence.range().start;
        let told = (first + 1..=first + THEN_REACH)
            .contains(&clause.start())
            .then(|| Clauses::of(self.layer, TokenRange::new(first, clause.start()), &[]))
            .and_then(|clauses| clauses.main(self.layer))
            .and_then(|clause| self.forbidden(&clause));
        if told.is_some() {
            return told;
        }
        let sentence = self.layer.sentence_of(self.sentence.range().start);
        let before = self.layer.sentences.get(sentence.checked_sub(1)?)?;
        if before.tokens.len() > THEN_REACH {
            return None;
        }
        self.forbidden(&Clauses::of(self.layer, before.tokens, &[]).main(self.layer)?)
    }

    /// Whom a clause forbids or orders something: "Im August untersagte er **den Firmen** Geschäfte".
    fn forbidden(&self, clause: &Clause) -> Option<Noun> {
        let subject = self.subject(clause)?;
        let object = self
            .object_of_demand(clause)
            .filter(|object| *object != subject)?;
        if self.layer.tokens[object.head].upos != Upos::Pron {
            return Some(object);
        }
        // a pronoun behind the verb is its subject
        self.nouns(clause).find(|noun| {
            let start = noun.tokens.range().start;
            noun.head > object.head
                && self.layer.tokens[start - 1].upos != Upos::Adp
                && !self.is_genitive(start)
        })
    }
}
