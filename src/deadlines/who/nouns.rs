//! Noun phrases and names of a clause, and what belongs to them.

use super::{Noun, Scene};
use crate::analysis::{MentionKind, NounPhrase, TextLayer, Upos};
use crate::deadlines::clause::{Clause, Form};
use crate::deadlines::grammar::Small;
use crate::text::TokenRange;

impl Scene<'_> {
    /// The phrases of a clause, and the names in it that no phrase holds.
    pub(super) fn nouns(&self, clause: &Clause) -> impl Iterator<Item = Noun> {
        let mut nouns: Vec<Noun> = Vec::new();
        for piece in clause.pieces() {
            let inside = phrases(self.layer, *piece);
            nouns.extend(inside.iter().map(|phrase| self.before_the_date(phrase)));
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

    /// "**The Home Office** today": the phrase without a date at its end.
    fn before_the_date(&self, phrase: &NounPhrase) -> Noun {
        let ends_with_date = phrase.tokens.start < self.date.start
            && phrase.tokens.end <= self.date.end
            && overlap(phrase.tokens, self.date);
        // "wird **2024 Anna Berg** sein": the phrase without a date at its beginning
        let begins_with_date = self.date.start <= phrase.tokens.start
            && phrase.tokens.start < self.date.end
            && self.date.end <= phrase.head;
        match ends_with_date {
            _ if begins_with_date => Noun {
                tokens: TokenRange {
                    start: self.date.end,
                    end: phrase.tokens.end,
                },
                head: phrase.head as usize,
            },
            true => Noun {
                tokens: TokenRange {
                    start: phrase.tokens.start,
                    end: self.dated.start.max(phrase.tokens.start + 1),
                },
                head: (self.dated.range().start.max(phrase.tokens.range().start + 1)) - 1,
            },
            false => Noun {
                tokens: phrase.tokens,
                head: phrase.head as usize,
            },
        }
    }

    /// "alle **Abgeordneten**": a noun made of an adjective, which the tagger does not know as one.
    pub(super) fn is_unseen_noun(&self, index: usize) -> bool {
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
    pub(super) fn grown(&self, noun: Noun, clause: &Clause) -> Noun {
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
                    && !Small::Oblique.has(&self.word(*index))
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
    pub(super) fn overlaps_date(&self, tokens: TokenRange) -> bool {
        overlap(tokens, self.dated)
    }

    /// The phrase with what belongs to it.
    pub(super) fn extended(&self, phrase: &NounPhrase) -> Noun {
        self.with_followers(Noun {
            tokens: phrase.tokens,
            head: phrase.head as usize,
        })
    }

    /// The phrase with the genitives, "von" and "of" phrases that follow it.
    pub(super) fn with_followers(&self, mut noun: Noun) -> Noun {
        while noun.tokens.len() < LONGEST_CHAIN {
            let next = noun.tokens.range().end;
            let rest = TokenRange::new(next, self.sentence.range().end.max(next));
            let Some(follower) = phrases(self.layer, rest)
                .first()
                .filter(|follower| !overlap(follower.tokens, self.dated))
            else {
                return noun;
            };
            let start = follower.tokens.range().start;
            let genitive = start == next && self.is_genitive(start);
            let joined = start == next + 1 && Small::Follower.has(&self.word(next));
            // "die Staaten Kuwait**, Bahrain und Oman**"
            let behind = follower.tokens.range().end;
            let listed = start == next + 1
                && self.layer.word(next) == ","
                && self.layer.tokens[follower.head as usize].upos == Upos::Propn
                && self.layer.tokens[next - 1].upos == Upos::Propn
                && self.sentence.contains(behind)
                && (self.layer.word(behind) == "," || Small::And.has(self.layer.word(behind)));
            if !(genitive || joined || listed) {
                return noun;
            }
            noun.tokens.end = follower.tokens.end;
        }
        noun
    }
}

/// A subject before its verb has no more tokens.
const LONGEST: usize = 24;

/// A phrase that has so many tokens takes no more followers, so that the time stays linear.
const LONGEST_CHAIN: usize = 150;

/// True for a mark that parts phrases.
pub(super) fn is_mark(word: &str) -> bool {
    matches!(word, "," | "(" | ")" | "–" | ";" | ":")
}

/// True where two ranges share a token.
pub(super) fn overlap(a: TokenRange, b: TokenRange) -> bool {
    a.start < b.end && b.start < a.end
}

/// The phrases that lie wholly inside a range.
pub(super) fn phrases<'a>(layer: &TextLayer<'a>, within: TokenRange) -> &'a [NounPhrase] {
    let phrases = layer.phrases;
    let from = phrases.partition_point(|phrase| phrase.tokens.start < within.start);
    let to = phrases.partition_point(|phrase| phrase.tokens.end <= within.end);
    phrases.get(from..to).unwrap_or_default()
}
