//! The subject of a clause, by case, place and number.

use super::nouns::{is_mark, overlap};
use super::pronoun::is_plural_verb;
use super::{Noun, Scene};
use crate::analysis::{NounPhrase, Number, Upos};
use crate::deadlines::clause::{Clause, Clauses, Form};
use crate::deadlines::grammar::Small;
use crate::language::Language;
use crate::text::TokenRange;

impl Scene<'_> {
    /// The subject of a clause, or the antecedent that its relative pronoun stands for.
    pub(super) fn of_clause(&self, clause: &Clause) -> Option<Noun> {
        if clause.form != Form::Relative {
            return self.subject(clause);
        }
        let pronoun = self.word(clause.start());
        let subject = self.subject(clause);
        let nominative = |noun: &Noun| Small::Nominative.has(&self.word(noun.tokens.range().start));
        let is_subject = Small::SubjectRelative.has(&pronoun)
            || Small::OpenRelative.has(&pronoun) && !subject.is_some_and(|noun| nominative(&noun));
        if is_subject {
            self.antecedent(clause).or(subject)
        } else {
            subject.or_else(|| self.antecedent(clause))
        }
    }

    /// The subject of the main clause of a sentence.
    pub(super) fn subject_of_sentence(&self, sentence: TokenRange) -> Option<Noun> {
        let clauses = Clauses::of(self.layer, sentence, &[]);
        clauses.main(self.layer).and_then(|clause| self.subject(&clause))
    }

    /// The subject of a clause by case, place and number.
    pub(super) fn subject(&self, clause: &Clause) -> Option<Noun> {
        let finite = clause.finite;
        if let Some(noun) = self.elliptic(clause).or_else(|| self.given(clause)) {
            return Some(noun);
        }
        let mut best: Option<(i32, Noun)> = None;
        for noun in self.nouns(clause).filter(|noun| self.may_be_subject(noun)) {
            let start = noun.tokens.range().start;
            let mut score = 0;
            match finite {
                Some(finite) if self.english() => {
                    // The phrase nearest before the verb; after it only where nothing stands before.
                    score += if start < finite {
                        100 - (finite - start).min(90) as i32
                    } else {
                        0
                    };
                }
                // Before the verb of a main clause stands one phrase only.
                Some(finite) if clause.form == Form::Main && start < finite => {
                    score += 60 - (start - clause.start()).min(30) as i32
                }
                Some(finite) => score += 50 - start.abs_diff(finite.min(start)).min(30) as i32,
                None => score += 30 - (start - clause.start()).min(20) as i32,
            }
            if let Some(finite) = finite {
                if clause.form != Form::Main && !self.english() {
                    // In a subordinate clause the first phrase.
                    score = 60 - (start - clause.start()).min(40) as i32;
                } else if start > finite && !self.english() {
                    score = 50 - (start - finite).min(40) as i32;
                }
            }
            if self.is_expletive(&noun) {
                score -= 25;
            }
            if self.is_predicate(&noun, clause) {
                score -= 25;
            }
            if !self.agrees(&noun, finite) {
                score -= 35;
            }
            if best.is_none_or(|(best, _)| score > best) {
                best = Some((score, noun));
            }
        }
        let (score, noun) = best?;
        (score > -50).then_some(noun).map(|noun| self.grown(noun, clause))
    }

    /// "**Der übernächste** soll im Juni folgen": an adjective whose noun was told before.
    fn elliptic(&self, clause: &Clause) -> Option<Noun> {
        let finite = clause.finite.filter(|_| clause.form == Form::Main)?;
        let start = clause.start();
        let article = self.layer.tokens[start].upos == Upos::Det && !self.dated.contains(start);
        (finite == start + 2
            && article
            && self.layer.tokens[start + 1].upos == Upos::Adj
            && self.layer.word(start + 1).starts_with(char::is_lowercase))
        .then(|| Noun {
            tokens: TokenRange::new(start, finite),
            head: start + 1,
        })
    }

    /// "wird **es** im Mai **ein neues Lied geben**": what there is.
    fn given(&self, clause: &Clause) -> Option<Noun> {
        let gives =
            |index: Option<usize>| index.is_some_and(|index| Small::ThereIs.has(&self.layer.lemma(index)));
        let es = clause
            .indices()
            .find(|&index| Small::It.is(&self.word(index), Language::German))?;
        if self.english() || !(gives(clause.main) || gives(clause.finite)) {
            return None;
        }
        self.nouns(clause)
            .find(|noun| {
                let start = noun.tokens.range().start;
                !noun.tokens.contains(es)
                    && !overlap(noun.tokens, self.dated)
                    && self.layer.tokens[start.saturating_sub(1)].upos != Upos::Adp
                    && !self.is_amount_of(noun.tokens, noun.head)
                    && self.layer.tokens[noun.head].upos != Upos::Pron
            })
            .map(|noun| self.with_followers(noun))
    }

    /// "es", "it", "there".
    pub(super) fn is_expletive(&self, noun: &Noun) -> bool {
        noun.tokens.len() == 1 && Small::Expletive.has(&self.word(noun.head))
    }

    /// "**Nächster Termin** ist der 20. Mai", "**Leiter** wird 2027 X sein", "**Grund** dafür ist …": a noun without an article before "sein".
    pub(super) fn is_predicate(&self, noun: &Noun, clause: &Clause) -> bool {
        let copula = clause.finite.is_some_and(|finite| {
            noun.head < finite
                && Small::Copula.has(&self.layer.lemma(finite))
                && clause.main.is_none_or(|main| {
                    main == finite || Small::Be.is(&self.layer.lemma(main), Language::German)
                })
        });
        copula
            && !self.english()
            && self.layer.tokens[noun.head].upos == Upos::Noun
            && !matches!(
                self.layer.tokens[noun.tokens.range().start].upos,
                Upos::Det | Upos::Propn
            )
            && (!self.layer.word(noun.head).ends_with('n') || self.layer.word(noun.head).ends_with("in"))
    }

    /// False where noun and finite verb differ in number for certain.
    pub(super) fn agrees(&self, noun: &Noun, finite: Option<usize>) -> bool {
        let Some(finite) = finite else { return true };
        if self.english() {
            return true;
        }
        let verb_plural = is_plural_verb(&self.word(finite));
        let first = self.word(noun.tokens.range().start);
        let head = self.layer.word(noun.head);
        let is_cconj = |index: usize| {
            self.layer
                .tokens
                .get(index)
                .is_some_and(|token| token.upos == Upos::Cconj)
        };
        // "sollen 2014 **die Weltmeisterschaft** und 2016 die Spiele stattfinden"
        let joined = noun
            .tokens
            .range()
            .any(|index| Small::And.is(self.layer.word(index), Language::German))
            || is_cconj(noun.tokens.range().end)
            || (self.dated.end == noun.tokens.start
                && self.dated.range().start.checked_sub(1).is_some_and(is_cconj));
        let singular = Small::Singular.has(&first) && !(Small::These.has(&first) && head.ends_with("en"));
        let plural = Small::Plural.has(&first);
        let number = self.layer.tokens[noun.tokens.range().start].upos == Upos::Num
            && first != "1"
            && noun.tokens.len() > 1;
        let told = self.phrase_of(noun.head).and_then(|phrase| phrase.number);
        if told == Some(Number::Singular) && verb_plural && !joined {
            return false;
        }
        if (plural || number) && !verb_plural {
            return false;
        }
        !(singular && !joined && verb_plural)
    }

    /// No preposition before it, no case but the nominative, no amount, and not the date.
    pub(super) fn may_be_subject(&self, noun: &Noun) -> bool {
        let first = noun.tokens.range().start;
        let word = self.word(first);
        if overlap(noun.tokens, self.dated) {
            return false;
        }
        if Small::NoSubject.has(&word) && !(Small::OwnerToo.has(&word) && noun.tokens.len() > 1) {
            return false;
        }
        let relative = noun.tokens.len() == 1
            && first > 0
            && (is_mark(self.layer.word(first - 1)) || self.layer.tokens[first - 1].upos == Upos::Adp)
            && Small::RelativePronoun.has(&word);
        let governed = first > 0 && self.layer.tokens[first - 1].upos == Upos::Adp
            // a separated prefix is tagged as a preposition
            && !is_mark(self.layer.word(first));
        // "die Reihe „**Wunderbare Welt**“": a title behind its noun.
        let title = first > 1
            && matches!(self.layer.word(first - 1), "„" | "“" | "\"" | "»" | "‚" | "'")
            && matches!(self.layer.tokens[first - 2].upos, Upos::Noun | Upos::Propn);
        let contracted = self.layer.tokens[first].upos == Upos::Adp || title;
        !(relative
            || governed
            || contracted
            || self.is_genitive(first)
            || self.is_amount_of(noun.tokens, noun.head))
    }

    /// True for a phrase that begins like a genitive behind a noun.
    pub(super) fn is_genitive(&self, first: usize) -> bool {
        let word = self.word(first);
        Small::Genitive.has(&word)
            || Small::GenitiveToo.has(&word)
                && first > 0
                && matches!(
                    self.layer.tokens[first - 1].upos,
                    Upos::Noun | Upos::Propn | Upos::Num
                )
                && !self.dated.contains(first - 1)
    }

    pub(super) fn is_amount(&self, phrase: &NounPhrase) -> bool {
        self.is_amount_of(phrase.tokens, phrase.head as usize)
    }

    /// "zwei Jahre", "alle 14 Tage", "Montag": a time, which acts never.
    pub(super) fn is_amount_of(&self, tokens: TokenRange, head: usize) -> bool {
        let number = tokens
            .range()
            .any(|index| self.layer.tokens[index].upos == Upos::Num);
        let head = self.word(head);
        number && head.starts_with(|c: char| c.is_ascii_digit())
            || self.cues.is_time(&head) && (number || tokens.len() <= 2)
    }
}
