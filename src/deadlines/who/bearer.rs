//! Who bears a deadline without being the subject of its clause: the agent of a passive, the object of a demand, the
//! noun that the date belongs to.

use super::nouns::{overlap, phrases};
use super::pronoun::{article_agrees, is_plural_verb};
use super::{Noun, Scene};
use crate::analysis::{Article, DeadlineKind, EntityType, Gender, NounPhrase, Number, Upos};
use crate::deadlines::clause::{Clause, Clauses, Form};
use crate::deadlines::cues::{Before, Role};
use crate::deadlines::grammar::Small;
use crate::deadlines::kind::is_time_to_act;
use crate::text::TokenRange;

impl Scene<'_> {
    /// Who does what an infinitive with "zu" names: the object of a demand, else the subject of the clause above.
    pub(super) fn controller(&self, clauses: &Clauses, clause: &Clause) -> Option<Noun> {
        let governing = clauses.before(self.layer, self.date, 0)?;
        let object = self.object_of_demand(&governing);
        object
            .or_else(|| self.inherited(clauses))
            .or_else(|| self.subject(clause))
    }

    /// The subject of the nearest clause above that has one.
    pub(super) fn inherited(&self, clauses: &Clauses) -> Option<Noun> {
        (0..INHERITED)
            .map_while(|back| clauses.before(self.layer, self.date, back))
            .filter_map(|clause| self.of_clause(&clause))
            .find(|noun| !self.stands_for_nobody(noun))
    }

    /// "das", "es", "man": what no clause takes its subject from.
    fn stands_for_nobody(&self, noun: &Noun) -> bool {
        noun.tokens.len() == 1 && (self.is_expletive(noun) || Small::Nobody.has(&self.word(noun.head)))
    }

    /// "findet **man** auf dem Platz": the clause names nobody.
    pub(super) fn is_impersonal(&self, clause: &Clause) -> bool {
        !self.english()
            && clause
                .indices()
                .any(|index| Small::One.has(self.layer.word(index)))
    }

    /// "am Montag eine Single sowie am Tag darauf **der Film**": a second thing with a date of its own.
    pub(super) fn joined(&self) -> Option<Noun> {
        let before = self.dated.range().start.checked_sub(1)?;
        let after = self.date.range().end;
        let joins = self.sentence.contains(before) && self.layer.tokens[before].upos == Upos::Cconj;
        if self.english() || !joins || !self.sentence.contains(after) {
            return None;
        }
        let nominative = Small::SubjectArticle.has(&self.word(after));
        let rest = TokenRange::new(after, self.sentence.range().end);
        let phrase = phrases(self.layer, rest).first()?;
        let singular = phrase.number != Some(Number::Plural) && phrase.gender != Some(Gender::Feminine);
        (nominative && singular && phrase.tokens.range().start == after).then(|| self.extended(phrase))
    }

    /// "Weitere Termine sind **der Markt** am 3. Mai und **das Fest** am 5. Mai": each date is that of the noun before it.
    pub(super) fn listed(&self, clause: &Clause) -> Option<Noun> {
        let finite = clause.finite.filter(|&finite| clause.main == Some(finite))?;
        let phrase = self.phrase_before_date()?;
        let start = phrase.tokens.range().start;
        let is_copula = Small::Be.has(&self.layer.lemma(finite));
        let introduced = matches!(phrase.article, Article::Definite | Article::Indefinite)
            || phrase.tokens.range().end < self.dated.range().start;
        (is_copula && start > finite && introduced && self.layer.tokens[start - 1].upos != Upos::Adp)
            .then_some(Noun {
                tokens: phrase.tokens,
                head: phrase.head as usize,
            })
            .filter(|noun| !self.cues.is_time(&self.word(noun.head)))
    }

    /// True where a conjunction stands before the verb and no phrase between.
    pub(super) fn leads(&self, clause: &Clause, finite: usize) -> bool {
        let before = || clause.indices().take_while(|&index| index < finite);
        before()
            .next()
            .is_some_and(|first| self.layer.tokens[first].upos == Upos::Cconj)
            && before().all(|index| matches!(self.layer.tokens[index].upos, Upos::Cconj | Upos::Adv))
    }

    /// "stellte **den Demonstranten** ein Ultimatum bis Mittwoch": who is given the time must act.
    pub(super) fn granted(&self, clause: &Clause) -> Option<Noun> {
        let time = clause.indices().any(|index| {
            self.layer.tokens[index].upos == Upos::Noun
                && (self.cues.noun(&self.word(index)) == Some(DeadlineKind::Due)
                    || self.cues.is(Role::TimeToAct, &self.word(index)))
        });
        let is_given = time || self.gives_time(clause);
        if !is_given || !self.has_verb(clause, Role::Grant) {
            return None;
        }
        if self.english() {
            let verb = clause.main.or(clause.finite)?;
            return self
                .nouns(clause)
                .find(|noun| noun.tokens.range().start > verb)
                .filter(|noun| noun.tokens.range().start == verb + 1 && !self.overlaps_date(noun.tokens))
                .map(|noun| self.with_followers(noun));
        }
        self.nouns(clause)
            .find(|noun| {
                let start = noun.tokens.range().start;
                Small::Dative.has(&self.word(start))
                    && !self.overlaps_date(noun.tokens)
                    && !(start > 0 && self.layer.tokens[start - 1].upos == Upos::Adp)
            })
            .map(|noun| self.with_followers(noun))
    }

    /// "gives the agency **until June** to …", "gave them **30 days** to …": what is given is the time.
    fn gives_time(&self, clause: &Clause) -> bool {
        let until = self.dated.range().start..self.date.range().start;
        let before: Vec<String> = until.map(|index| self.word(index)).collect();
        let is_until = self.cues.before(&before.join(" ")) == Some(Before::Until);
        self.english() && (is_until || is_time_to_act(self.layer, self.cues, clause, self.date))
    }

    /// "Über **die Verfassung** wird am 19. August entschieden": where there is no subject, the first phrase.
    pub(super) fn theme(&self, clause: &Clause) -> Option<Noun> {
        self.nouns(clause)
            .find(|noun| {
                // "am Sonntag soll **in Geesthacht** demonstriert werden": a place does not act
                let place = self
                    .mention(*noun)
                    .is_some_and(|mention| mention.entity == EntityType::Location);
                !self.overlaps_date(noun.tokens)
                    && !self.is_amount_of(noun.tokens, noun.head)
                    && !place
                    && self.layer.tokens[noun.head].upos != Upos::Pron
            })
            .map(|noun| self.with_followers(noun))
    }

    /// "die für Mittwoch geplante **Kundgebung**": the date stands inside the phrase.
    pub(super) fn attributed(&self) -> Option<Noun> {
        let inside = phrases(self.layer, self.sentence);
        let before = inside.partition_point(|phrase| phrase.tokens.start < self.dated.start);
        let around = inside[..before]
            .last()
            .filter(|phrase| (phrase.head as usize) >= self.date.range().end);
        if let Some(phrase) = around {
            return Some(self.extended(phrase));
        }
        // A phrase that the finder did not see as one: an article before the preposition, a participle after the date.
        let after = self.dated.range().end;
        let article = self.dated.range().start.checked_sub(1)?;
        let is_article = self.sentence.contains(article)
            && matches!(
                self.layer.tokens[article].upos,
                Upos::Det | Upos::Pron | Upos::Adj
            );
        let participle = self.sentence.contains(after)
            && matches!(self.layer.tokens[after].upos, Upos::Adj | Upos::Verb)
            && !self.layer.tokens[after].finite;
        if self.english() || !is_article || !participle {
            return None;
        }
        let next = inside.partition_point(|phrase| phrase.tokens.range().end <= after);
        let phrase = inside
            .get(next)
            .filter(|phrase| phrase.tokens.range().start <= after + 1)?;
        let noun = Noun {
            tokens: TokenRange::new(article, phrase.tokens.range().end),
            head: phrase.head as usize,
        };
        (noun.head > after).then(|| self.with_followers(noun))
    }

    /// "tritt im November in Kraft; **bis dahin** muss sich **die Mutterfirma** trennen": who must act by that date.
    pub(super) fn until_then(&self, clauses: &Clauses) -> Option<Noun> {
        let after = self.date.range().end;
        let end = self.sentence.range().end.min(after + THEN_REACH);
        let then = (after..end.saturating_sub(1)).find(|&index| {
            let words = format!("{} {}", self.word(index), self.word(index + 1));
            self.cues.is(Role::ByThen, &words)
        })?;
        let clause = clauses.around(self.layer, TokenRange::new(then, then + 1));
        clause.finite.and_then(|_| self.subject(&clause))
    }

    /// "überschatten den Wahlkampf für die **Präsidentschaftswahl** am 23. Oktober": the verb has nothing to do with the
    /// date, the noun behind a preposition and before the date has.
    pub(super) fn is_of_noun(&self, clause: &Clause) -> bool {
        let verb_dates = self.cues.with(&clause.words(self.layer)).is_some()
            || self.has_verb(clause, Role::Modal)
            || self.has_verb(clause, Role::Planned)
            || clause
                .main
                .is_some_and(|main| self.cues.verb(&self.cues.lemma(self.layer, main)).is_some());
        let governed = |phrase: &NounPhrase| {
            let start = phrase.tokens.range().start;
            start > 0
                && self.layer.tokens[start - 1].upos == Upos::Adp
                && self.layer.tokens[phrase.head as usize].upos == Upos::Noun
        };
        let preposition: Vec<String> = (self.dated.range().start..self.date.range().start)
            .map(|index| self.word(index))
            .collect();
        let binds = self.cues.before(&preposition.join(" ")).is_some();
        let main = clause.finite.is_some() && clause.form != Form::Relative;
        main && !verb_dates && !binds && self.phrase_before_date().is_some_and(governed)
    }

    /// "die Wahl am 3. Mai": the noun directly before the date.
    pub(super) fn before_date(&self) -> Option<Noun> {
        self.phrase_before_date()
            .filter(|phrase| !self.is_amount(phrase))
            .map(|phrase| Noun {
                tokens: phrase.tokens,
                head: phrase.head as usize,
            })
    }

    fn phrase_before_date(&self) -> Option<&NounPhrase> {
        let phrases = &self.layer.phrases;
        // the mark behind a title stands between
        let closes = |&index: &usize| matches!(self.layer.word(index), "“" | "”" | "«" | "\"" | "’" | "‘");
        let before = self.dated.range().start.checked_sub(1).filter(closes);
        let end = before.map_or(self.dated.start, |mark| mark as u32);
        let found = phrases.partition_point(|phrase| phrase.tokens.end < end);
        phrases
            .get(found)
            .filter(|phrase| phrase.tokens.end == end && phrase.tokens.start >= self.sentence.start)
    }

    /// The agent of a passive: "von der Versammlung bestätigt werden", "will be decided by the board".
    pub(super) fn agent(&self, clause: &Clause) -> Option<Noun> {
        let main = clause.main.filter(|&main| clause.finite != Some(main))?;
        let passive = clause.indices().any(|index| {
            Small::Passive.has(&self.layer.lemma(index)) && self.layer.tokens[index].upos == Upos::Aux
        }) && (self.word(main).starts_with("ge")
            || self.word(main).ends_with('t')
            || self.word(main).ends_with("en")
            || self.word(main).ends_with("ed"));
        if !passive {
            return None;
        }
        self.nouns(clause).find(|noun| {
            let start = noun.tokens.range().start;
            // "das Gesetz **von** …" is no agent: what it belongs to stands directly before it.
            let before = start.checked_sub(2).filter(|&index| clause.contains(index));
            let of_noun = before.is_some_and(|index| {
                matches!(
                    self.layer.tokens[index].upos,
                    Upos::Noun | Upos::Propn | Upos::Num
                ) && !self.dated.contains(index)
                    && !self.english()
            });
            start > 0
                && !self.overlaps_date(noun.tokens)
                && self.cues.is(Role::Agent, &self.word(start - 1))
                && !of_noun
        })
    }

    /// "forderte **die Firma** auf, …": the object of a demand must act.
    pub(super) fn object_of_demand(&self, clause: &Clause) -> Option<Noun> {
        if !self.has_verb(clause, Role::Command) {
            return None;
        }
        let subject = self.subject(clause)?;
        let object = self.nouns(clause).find(|noun| {
            let start = noun.tokens.range().start;
            let governed = start > 0 && self.layer.tokens[start - 1].upos == Upos::Adp;
            let of_subject = overlap(noun.tokens, subject.tokens) || self.is_genitive(start);
            noun.head > subject.head && !governed && !of_subject
        });
        Some(object.unwrap_or(subject))
    }

    /// The phrase before a relative pronoun: the head that its genitives and "von" phrases belong to.
    pub(super) fn antecedent(&self, clause: &Clause) -> Option<Noun> {
        let before = TokenRange {
            start: self.sentence.start,
            end: clause.start() as u32,
        };
        let inside = phrases(self.layer, before);
        let nearest = &inside[inside.len().saturating_sub(ANTECEDENTS * 3)..];
        let is_pronoun = |phrase: &NounPhrase| self.layer.tokens[phrase.head as usize].upos == Upos::Pron;
        let all: Vec<NounPhrase> = (nearest.iter().filter(|phrase| !is_pronoun(phrase)))
            .cloned()
            .collect();
        let last = all.len().checked_sub(1)?;
        let mut at = last;
        // "das iPhone 7 **der Firma** Apple, das …": go back over genitives that stand directly behind.
        while at > 0
            && all[at - 1].tokens.end == all[at].tokens.start
            && self.is_genitive(all[at].tokens.range().start)
        {
            at -= 1;
        }
        // "eine Vereinbarung zwischen den Staaten, die … ablösen **soll**": the nearest that agrees
        let agreeing = (0..=at)
            .rev()
            .take(ANTECEDENTS)
            .find(|&at| self.may_be_antecedent(&all[at], clause));
        Some(self.extended(&all[agreeing.unwrap_or(at)]))
    }

    /// False where a German phrase and the relative pronoun or its verb differ for certain.
    fn may_be_antecedent(&self, phrase: &NounPhrase, clause: &Clause) -> bool {
        if self.english() {
            return true;
        }
        let plural_verb = clause.finite.map(|finite| is_plural_verb(&self.word(finite)));
        let pronoun = self.word(clause.start());
        let (gender, number) = match plural_verb {
            _ if Small::RelativeNeuter.has(&pronoun) => (Some(Gender::Neuter), Some(Number::Singular)),
            Some(false) if Small::RelativeMasculine.has(&pronoun) => {
                (Some(Gender::Masculine), Some(Number::Singular))
            }
            Some(false) if Small::RelativeFeminine.has(&pronoun) => (Some(Gender::Feminine), None),
            _ => (None, None),
        };
        let same_number = number.is_none() || phrase.number.is_none() || number == phrase.number;
        // a plural has every gender
        let same_gender = match (gender, phrase.gender) {
            (Some(Gender::Feminine), _) if phrase.number == Some(Number::Plural) => true,
            (Some(wanted), Some(gender)) => wanted == gender,
            (Some(wanted), None) => {
                article_agrees(&self.word(phrase.tokens.range().start), wanted) != Some(false)
            }
            (None, _) => true,
        };
        let singular = plural_verb != Some(false)
            || gender != Some(Gender::Feminine)
            || phrase.number != Some(Number::Plural);
        same_number && same_gender && singular
    }
}

/// "Bis dahin" stands no farther behind its date; no longer is a sentence or a part of it before that is looked at.
pub(super) const THEN_REACH: usize = 80;

/// So many phrases back an antecedent may stand.
const ANTECEDENTS: usize = 3;

/// How many clauses back a subject may stand.
const INHERITED: usize = 3;
