//! Who must act or is bound: the noun that the date belongs to, the agent of a passive, or the subject.

use super::clause::{Clause, Clauses, Form};
use super::cues::{Cues, Role};
use crate::analysis::{DeadlineKind, Mention, MentionKind, NounPhrase, TextLayer, Upos};
use crate::language::Language;
use crate::text::TokenRange;

/// A noun phrase that may be the one, or a name that the phrases missed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Noun {
    /// Its tokens, with what belongs to it.
    pub tokens: TokenRange,
    /// Its head.
    pub head: usize,
}

/// What is known where a deadline's subject is looked for.
#[derive(Debug, Clone, Copy)]
pub(super) struct Scene<'a> {
    pub layer: &'a TextLayer<'a>,
    pub cues: &'a Cues,
    pub mentions: &'a [Mention],
    pub sentence: TokenRange,
    /// The date with its preposition.
    pub dated: TokenRange,
    /// The date alone.
    pub date: TokenRange,
}

impl<'a> Scene<'a> {
    /// Who must act or is bound, in the words of the sentence.
    pub fn responsible(&self, clauses: &Clauses, clause: &Clause) -> Option<Noun> {
        // "… und will am Freitag entscheiden": the subject of the clause before.
        let verb_first = clause.finite.is_some_and(|finite| self.leads(clause, finite));
        self.attributed()
            .or_else(|| self.agent(clause))
            .or_else(|| self.granted(clause))
            .or_else(|| verb_first.then(|| self.inherited(clauses)).flatten())
            .or_else(|| match clause.form {
                Form::Infinitive => self.controller(clauses, clause),
                _ => self.of_clause(clause),
            })
            .or_else(|| self.before_date())
            .or_else(|| self.theme(clause))
    }

    /// The subject of a clause, or the antecedent that its relative pronoun stands for.
    fn of_clause(&self, clause: &Clause) -> Option<Noun> {
        if clause.form != Form::Relative {
            return self.subject(clause);
        }
        let pronoun = self.word(clause.start());
        let subject = self.subject(clause);
        let nominative = |noun: &Noun| {
            let first = self.word(noun.tokens.range().start);
            matches!(
                first.as_str(),
                "der" | "er" | "ich" | "wir" | "ein" | "he" | "we" | "they" | "i"
            )
        };
        let is_subject = match pronoun.as_str() {
            "der" | "welcher" | "who" => true,
            "die" | "das" | "welche" | "welches" | "which" | "that" => {
                !subject.is_some_and(|noun| nominative(&noun))
            }
            _ => false,
        };
        if is_subject {
            self.antecedent(clause).or(subject)
        } else {
            subject.or_else(|| self.antecedent(clause))
        }
    }

    /// Who does what an infinitive with "zu" names: the object of a demand, else the subject of the clause above.
    fn controller(&self, clauses: &Clauses, clause: &Clause) -> Option<Noun> {
        let governing = clauses.before(self.layer, self.date, 0)?;
        let object = self.object_of_demand(&governing);
        object
            .or_else(|| self.inherited(clauses))
            .or_else(|| self.subject(clause))
    }

    /// The subject of the nearest clause above that has one.
    fn inherited(&self, clauses: &Clauses) -> Option<Noun> {
        (0..INHERITED)
            .map_while(|back| clauses.before(self.layer, self.date, back))
            .find_map(|clause| self.of_clause(&clause))
    }

    /// True where a conjunction stands before the verb and no phrase between.
    fn leads(&self, clause: &Clause, finite: usize) -> bool {
        let before = || clause.indices().take_while(|&index| index < finite);
        before()
            .next()
            .is_some_and(|first| self.layer.tokens[first].upos == Upos::Cconj)
            && before().all(|index| matches!(self.layer.tokens[index].upos, Upos::Cconj | Upos::Adv))
    }

    /// "stellte **den Demonstranten** ein Ultimatum bis Mittwoch": who is given the time must act.
    fn granted(&self, clause: &Clause) -> Option<Noun> {
        let grants = |index: Option<usize>| {
            index.is_some_and(|index| self.cues.is(Role::Grant, &self.layer.lemma(index).to_lowercase()))
        };
        let time = clause.indices().any(|index| {
            self.layer.tokens[index].upos == Upos::Noun
                && (self.cues.noun(&self.word(index)) == Some(DeadlineKind::Due)
                    || self.word(index) == "zeit")
        });
        if !time || !(grants(clause.main) || grants(clause.finite)) || self.english() {
            return None;
        }
        self.nouns(clause)
            .find(|noun| {
                let start = noun.tokens.range().start;
                matches!(
                    self.word(start).as_str(),
                    "dem" | "den" | "ihm" | "ihnen" | "ihr" | "einem"
                ) && !self.overlaps_date(noun.tokens)
                    && !(start > 0 && self.layer.tokens[start - 1].upos == Upos::Adp)
            })
            .map(|noun| self.with_followers(noun))
    }

    /// "Über **die Verfassung** wird am 19. August entschieden": where there is no subject, the first phrase.
    fn theme(&self, clause: &Clause) -> Option<Noun> {
        self.nouns(clause)
            .find(|noun| {
                !self.overlaps_date(noun.tokens)
                    && !self.is_amount_of(noun.tokens, noun.head)
                    && self.layer.tokens[noun.head].upos != Upos::Pron
            })
            .map(|noun| self.with_followers(noun))
    }

    /// The subject of the main clause of a sentence.
    pub fn subject_of_sentence(&self, sentence: TokenRange) -> Option<Noun> {
        let clauses = Clauses::of(self.layer, sentence, &[]);
        clauses.main(self.layer).and_then(|clause| self.subject(&clause))
    }

    fn word(&self, index: usize) -> String {
        self.layer.word(index).to_lowercase()
    }

    fn english(&self) -> bool {
        self.layer.language == Language::English
    }

    /// "die für Mittwoch geplante **Kundgebung**": the date stands inside the phrase.
    fn attributed(&self) -> Option<Noun> {
        let around = phrases(self.layer, self.sentence).find(|phrase| {
            phrase.tokens.start < self.dated.start && (phrase.head as usize) >= self.date.range().end
        });
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
        let phrase = phrases(self.layer, self.sentence)
            .find(|phrase| phrase.tokens.range().end > after && phrase.tokens.range().start <= after + 1)?;
        let noun = Noun {
            tokens: TokenRange::new(article, phrase.tokens.range().end),
            head: phrase.head as usize,
        };
        (noun.head > after).then(|| self.with_followers(noun))
    }

    /// "die Wahl am 3. Mai": the noun directly before the date.
    fn before_date(&self) -> Option<Noun> {
        phrases(self.layer, self.sentence)
            .find(|phrase| phrase.tokens.end == self.dated.start && !self.is_amount(phrase))
            .map(|phrase| Noun {
                tokens: phrase.tokens,
                head: phrase.head as usize,
            })
    }

    /// The agent of a passive: "von der Versammlung bestätigt werden", "will be decided by the board".
    fn agent(&self, clause: &Clause) -> Option<Noun> {
        let main = clause.main.filter(|&main| clause.finite != Some(main))?;
        let passive = clause.indices().any(|index| {
            matches!(&*self.layer.lemma(index), "werden" | "be") && self.layer.tokens[index].upos == Upos::Aux
        }) && (self.word(main).starts_with("ge")
            || self.word(main).ends_with('t')
            || self.word(main).ends_with("en")
            || self.word(main).ends_with("ed"));
        if !passive {
            return None;
        }
        let preposition = if self.english() { "by" } else { "von" };
        self.nouns(clause).find(|noun| {
            let start = noun.tokens.range().start;
            // "das Gesetz **von** …" is no agent: what it belongs to stands directly before it.
            let before = start.checked_sub(2).filter(|&index| clause.contains(index));
            let of_noun = before.is_some_and(|index| {
                matches!(self.layer.tokens[index].upos, Upos::Noun | Upos::Propn | Upos::Num)
                    && !self.dated.contains(index)
                    && !self.english()
            });
            start > 0 && !self.overlaps_date(noun.tokens) && matches!(&*self.word(start - 1), word if word == preposition || word == "vom" && !self.english())
                && !of_noun
        })
    }

    /// "forderte **die Firma** auf, …": the object of a demand must act.
    fn object_of_demand(&self, clause: &Clause) -> Option<Noun> {
        let demands = |index: Option<usize>| {
            index.is_some_and(|index| {
                self.cues
                    .is(Role::Command, &self.layer.lemma(index).to_lowercase())
            })
        };
        if !demands(clause.main) && !demands(clause.finite) {
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
    fn antecedent(&self, clause: &Clause) -> Option<Noun> {
        let before = TokenRange {
            start: self.sentence.start,
            end: clause.start() as u32,
        };
        let all: Vec<&NounPhrase> = phrases(self.layer, before).collect();
        let last = all.len().checked_sub(1)?;
        let mut at = last;
        // "das iPhone 7 **der Firma** Apple, das …": go back over genitives that stand directly behind.
        while at > 0
            && all[at - 1].tokens.end == all[at].tokens.start
            && self.is_genitive(all[at].tokens.range().start)
        {
            at -= 1;
        }
        Some(self.extended(all[at]))
    }

    /// The subject of a clause by case, place and number.
    fn subject(&self, clause: &Clause) -> Option<Noun> {
        let finite = clause.finite;
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

    /// "es", "it", "there".
    fn is_expletive(&self, noun: &Noun) -> bool {
        noun.tokens.len() == 1 && matches!(&*self.word(noun.head), "es" | "there" | "it" | "dies")
    }

    /// "**Nächster Termin** ist der 20. Mai", "**Grund** dafür ist …": a noun without an article before "sein".
    fn is_predicate(&self, noun: &Noun, clause: &Clause) -> bool {
        let copula = clause.finite.is_some_and(|finite| {
            noun.head < finite
                && matches!(&*self.layer.lemma(finite), "sein" | "werden")
                && clause.main.is_none_or(|main| main == finite)
        });
        copula
            && !self.english()
            && self.layer.tokens[noun.head].upos == Upos::Noun
            && self.layer.tokens[noun.tokens.range().start].upos != Upos::Det
            && !self.layer.word(noun.head).ends_with('n')
    }

    /// False where noun and finite verb differ in number for certain.
    fn agrees(&self, noun: &Noun, finite: Option<usize>) -> bool {
        let Some(finite) = finite else { return true };
        if self.english() {
            return true;
        }
        let verb = self.word(finite);
        let verb_plural = verb.ends_with("en") || verb.ends_with("ern") || verb == "sind";
        let first = self.word(noun.tokens.range().start);
        let head = self.layer.word(noun.head);
        let joined = noun.tokens.range().any(|index| self.layer.word(index) == "und");
        let singular = matches!(
            first.as_str(),
            "das"
                | "ein"
                | "eine"
                | "dieses"
                | "diese"
                | "er"
                | "sein"
                | "ihr"
                | "kein"
                | "jeder"
                | "jede"
                | "jedes"
        ) && !(first == "diese" && head.ends_with("en"))
            || first == "der";
        let plural = matches!(
            first.as_str(),
            "beide" | "alle" | "viele" | "mehrere" | "einige" | "zwei" | "drei" | "vier" | "wir"
        );
        let number = self.layer.tokens[noun.tokens.range().start].upos == Upos::Num
            && first != "1"
            && noun.tokens.len() > 1;
        if (plural || number) && !verb_plural {
            return false;
        }
        !(singular && !joined && verb_plural)
    }

    /// No preposition before it, no case but the nominative, no amount, and not the date.
    fn may_be_subject(&self, noun: &Noun) -> bool {
        let first = noun.tokens.range().start;
        let word = self.word(first);
        if overlap(noun.tokens, self.dated) {
            return false;
        }
        if matches!(
            word.as_str(),
            "sich"
                | "itself"
                | "themselves"
                | "himself"
                | "herself"
                | "man"
                | "dem"
                | "den"
                | "einem"
                | "einen"
                | "ihm"
                | "ihn"
                | "ihnen"
                | "keinen"
                | "keinem"
                | "diesem"
                | "diesen"
                | "seinen"
                | "seinem"
                | "ihren"
                | "ihrem"
                | "ihrer"
                | "seiner"
                | "him"
                | "them"
                | "her"
                | "us"
        ) && !(word == "her" && noun.tokens.len() > 1)
        {
            return false;
        }
        let relative = noun.tokens.len() == 1
            && first > 0
            && (is_mark(self.layer.word(first - 1)) || self.layer.tokens[first - 1].upos == Upos::Adp)
            && matches!(
                word.as_str(),
                "der" | "die" | "das" | "welche" | "welcher" | "welches" | "who" | "which" | "that"
            );
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
    fn is_genitive(&self, first: usize) -> bool {
        let word = self.word(first);
        matches!(word.as_str(), "des" | "eines" | "dessen" | "deren")
            || matches!(
                word.as_str(),
                "der" | "einer" | "beider" | "aller" | "seiner" | "ihrer" | "dieser"
            ) && first > 0
                && matches!(
                    self.layer.tokens[first - 1].upos,
                    Upos::Noun | Upos::Propn | Upos::Num
                )
                && !self.dated.contains(first - 1)
    }

    fn is_amount(&self, phrase: &NounPhrase) -> bool {
        self.is_amount_of(phrase.tokens, phrase.head as usize)
    }

    /// "zwei Jahre", "alle 14 Tage", "Montag": a time, which acts never.
    fn is_amount_of(&self, tokens: TokenRange, head: usize) -> bool {
        let number = tokens
            .range()
            .any(|index| self.layer.tokens[index].upos == Upos::Num);
        let head = self.word(head);
        number && head.starts_with(|c: char| c.is_ascii_digit())
            || self.cues.is_time(&head) && (number || tokens.len() <= 2)
    }

    /// The phrases of a clause, and the names in it that no phrase holds.
    fn nouns(&self, clause: &Clause) -> impl Iterator<Item = Noun> {
        let mut nouns: Vec<Noun> = Vec::new();
        for piece in clause.pieces() {
            let inside: Vec<&NounPhrase> = phrases(self.layer, *piece).collect();
            nouns.extend(inside.iter().map(|phrase| Noun {
                tokens: phrase.tokens,
                head: phrase.head as usize,
            }));
            let from = self
                .mentions
                .partition_point(|mention| mention.tokens.start < piece.start);
            let names = self.mentions[from..]
                .iter()
                .take_while(|mention| mention.tokens.end <= piece.end)
                .filter(|mention| mention.kind == MentionKind::Name && !mention.tokens.is_empty())
                .filter(|mention| !inside.iter().any(|phrase| overlap(phrase.tokens, mention.tokens)));
            nouns.extend(names.map(|mention| Noun {
                tokens: mention.tokens,
                head: mention.tokens.range().end - 1,
            }));
        }
        for piece in clause.pieces() {
            let unseen = piece.range().filter(|&index| self.is_unseen_noun(index));
            for index in unseen {
                if !nouns.iter().any(|noun| noun.tokens.contains(index)) {
                    let attribute = |&at: &usize| {
                        piece.contains(at)
                            && matches!(self.layer.tokens[at].upos, Upos::Det | Upos::Adj | Upos::Num)
                            && !nouns.iter().any(|noun| noun.tokens.contains(at))
                    };
                    let start = (0..index).rev().take_while(attribute).last().unwrap_or(index);
                    nouns.push(Noun {
                        tokens: TokenRange::new(start, index + 1),
                        head: index,
                    });
                }
            }
        }
        nouns.sort_by_key(|noun| noun.tokens);
        nouns.into_iter()
    }

    /// "alle **Abgeordneten**": a noun made of an adjective, which the tagger does not know as one.
    fn is_unseen_noun(&self, index: usize) -> bool {
        let token = &self.layer.tokens[index];
        matches!(token.upos, Upos::X | Upos::Adj)
            && !self.english()
            && !self.dated.contains(index)
            && index > self.sentence.range().start
            && self.layer.word(index).starts_with(char::is_uppercase)
            && !matches!(
                self.layer.tokens.get(index + 1).map(|token| token.upos),
                Some(Upos::Noun | Upos::Propn | Upos::Adj)
            )
    }

    /// The whole of the phrase: what stands before the verb of a main clause is one phrase.
    fn grown(&self, noun: Noun, clause: &Clause) -> Noun {
        let Some(finite) = clause
            .finite
            .filter(|&finite| noun.tokens.range().end <= finite && clause.form == Form::Main)
        else {
            return self.with_followers(noun);
        };
        let mut start = noun.tokens.range().start;
        if !self.english() {
            // "Der in Hamburg eingesetzte **Hubschrauber**"
            let first = clause.indices().find(|&index| {
                !matches!(
                    self.layer.tokens[index].upos,
                    Upos::Cconj | Upos::Adv | Upos::Punct
                )
            });
            let article = |index: &usize| {
                *index < start
                    && start - index <= LONGEST
                    && self.layer.tokens[*index].upos == Upos::Det
                    && !self.dated.contains(*index)
                    && !matches!(self.word(*index).as_str(), "dem" | "den" | "des")
                    && !(*index..start).any(|index| is_mark(self.layer.word(index)))
            };
            start = first.filter(article).unwrap_or(start);
        }
        let inside = |&index: &usize| start <= index && index < finite && !self.dated.contains(index);
        let stop = if self.dated.range().start > start {
            self.dated.range().start
        } else {
            finite
        };
        let mut end = noun.tokens.range().end;
        for index in clause.indices().filter(inside).take_while(|&index| index < stop) {
            if !matches!(self.layer.tokens[index].upos, Upos::Adv | Upos::Punct | Upos::Adp) {
                end = end.max(index + 1);
            }
        }
        if end - start > LONGEST {
            return self.with_followers(noun);
        }
        Noun {
            tokens: TokenRange::new(start, end),
            head: noun.head,
        }
    }

    /// True where a phrase and the date share a token.
    pub fn overlaps_date(&self, tokens: TokenRange) -> bool {
        overlap(tokens, self.dated)
    }

    /// The phrase with what belongs to it.
    pub fn extended(&self, phrase: &NounPhrase) -> Noun {
        self.with_followers(Noun {
            tokens: phrase.tokens,
            head: phrase.head as usize,
        })
    }

    /// The phrase with the genitives, "von" and "of" phrases that follow it.
    fn with_followers(&self, mut noun: Noun) -> Noun {
        loop {
            let next = noun.tokens.range().end;
            let rest = TokenRange::new(next, self.sentence.range().end.max(next));
            let Some(follower) = phrases(self.layer, rest)
                .next()
                .filter(|follower| !overlap(follower.tokens, self.dated))
            else {
                return noun;
            };
            let start = follower.tokens.range().start;
            let genitive = start == next && self.is_genitive(start);
            let joined = start == next + 1
                && matches!(
                    &*self.word(next),
                    "von" | "vom" | "of" | "und" | "and" | "for" | "für" | "mit" | "with"
                );
            if !(genitive || joined) {
                return noun;
            }
            noun.tokens.end = follower.tokens.end;
        }
    }
}

/// How many clauses back a subject may stand.
const INHERITED: usize = 3;

/// A subject before its verb has no more tokens.
const LONGEST: usize = 24;

fn is_mark(word: &str) -> bool {
    matches!(word, "," | "(" | ")" | "–" | ";" | ":")
}

fn overlap(a: TokenRange, b: TokenRange) -> bool {
    a.start < b.end && b.start < a.end
}

/// The phrases that lie wholly inside a range.
pub(super) fn phrases<'a>(
    layer: &TextLayer<'a>,
    within: TokenRange,
) -> impl Iterator<Item = &'a NounPhrase> + use<'a> {
    let from = layer
        .phrases
        .partition_point(|phrase| phrase.tokens.start < within.start);
    layer.phrases[from..]
        .iter()
        .take_while(move |phrase| phrase.tokens.end <= within.end)
}
