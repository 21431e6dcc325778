//! Who must act or is bound: the words that name it, and the actor that they mean.
//!
//! The words are those of the noun that the date belongs to (`bearer`), or the subject of its clause (`subject`); a
//! pronoun is followed back to what it stands for (`pronoun`). The actor is the one that the words name, else the one
//! whose matter the deadline is ("**Die Landung** ist für Montag vorgesehen" names nobody): every actor of the document
//! is weighed by where and how it is mentioned (`cast`, `weights`).

mod bearer;
mod cast;
mod nouns;
mod pronoun;
mod ruled;
mod subject;
mod weights;

#[cfg(feature = "train")]
pub(super) use cast::Clue;
pub(super) use cast::{Cast, Features};
#[cfg(feature = "train")]
pub(super) use weights::COLUMNS;
pub(super) use weights::Weights;

use super::clause::{Clause, Clauses, Form};
use super::cues::{Cues, Role};
use crate::analysis::{DeadlineKind, Mention, MentionKind, NounPhrase, Number, TextLayer};
use crate::language::Language;
use crate::text::{Span, TokenRange};

/// Who must act or is bound.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Responsible {
    /// The words of the text.
    pub text: String,
    /// The actor that they name, or whose matter the deadline is.
    pub actor: Option<u32>,
}

/// A noun phrase that may be the one, or a name that the phrases missed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Noun {
    /// Its tokens, with what belongs to it.
    pub tokens: TokenRange,
    /// Its head.
    pub head: usize,
}

/// What is known where a deadline's bearer is looked for.
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
    pub kind: DeadlineKind,
}

impl Scene<'_> {
    /// Who must act or is bound, in the words of the sentence.
    pub fn responsible(&self, clauses: &Clauses, clause: &Clause) -> Option<Noun> {
        // "… und will am Freitag entscheiden": the subject of the clause before.
        let verb_first = clause.finite.is_some_and(|finite| self.leads(clause, finite));
        self.until_then(clauses)
            .or_else(|| self.attributed())
            .or_else(|| self.joined())
            .or_else(|| self.listed(clause))
            .or_else(|| self.is_of_noun(clause).then(|| self.before_date()).flatten())
            .or_else(|| self.agent(clause))
            .or_else(|| self.granted(clause))
            .or_else(|| self.ruled(clauses, clause))
            .or_else(|| match self.is_impersonal(clause) {
                true => None,
                false => self.of_verb(clauses, clause, verb_first),
            })
    }

    /// The subject of the clause, or what stands for it.
    fn of_verb(&self, clauses: &Clauses, clause: &Clause, verb_first: bool) -> Option<Noun> {
        verb_first
            .then(|| self.inherited(clauses))
            .flatten()
            .or_else(|| match clause.form {
                Form::Infinitive => self.controller(clauses, clause),
                _ => self.of_clause(clause),
            })
            // "Die Schau findet alle zwei Jahre statt, **wird** am 27. April eröffnet und dauert bis Juli"
            .or_else(|| {
                let begins = clause.form == Form::Main && clause.finite == Some(clause.start());
                let first = clause.start() == self.sentence.range().start;
                (begins && !first).then(|| self.inherited(clauses)).flatten()
            })
            .or_else(|| self.before_date())
            .or_else(|| self.theme(clause))
    }

    fn word(&self, index: usize) -> String {
        self.layer.word(index).to_lowercase()
    }

    fn english(&self) -> bool {
        self.layer.language == Language::English
    }

    /// True where the lemma of one of the clause's verbs has the role.
    fn has_verb(&self, clause: &Clause, role: Role) -> bool {
        let is = |index: Option<usize>| {
            index.is_some_and(|index| self.cues.is(role, &self.cues.lemma(self.layer, index)))
        };
        is(clause.main) || is(clause.finite)
    }

    /// The words of a noun and its actor.
    pub fn described(&self, noun: Option<Noun>, cast: &Cast<'_>, weights: &Weights) -> Responsible {
        let Some(noun) = noun else {
            return Responsible {
                text: String::new(),
                actor: self.matter(None, cast, weights),
            };
        };
        let noun = self.whole_name(noun);
        let pronoun = self.is_pronoun(noun);
        let named = self.named(noun);
        let mut text = self.words(noun);
        if pronoun {
            match named.and_then(|actor| cast.actors.get(actor as usize)) {
                Some(actor) => text = actor.name.clone(),
                None => {
                    if let Some(previous) = self.referent(noun) {
                        return self.described(Some(previous), cast, weights);
                    }
                }
            }
        }
        Responsible {
            text,
            actor: named.or_else(|| self.matter(Some(noun), cast, weights)),
        }
    }

    /// The words of the noun, without a date inside.
    fn words(&self, noun: Noun) -> String {
        let (start, end) = (noun.tokens.range().start, noun.tokens.range().end);
        let inside = start < self.dated.range().start && self.dated.range().end < end;
        let cut = |from: usize, to: usize| {
            let span = self.layer.span(TokenRange::new(from, to));
            span.of(self.layer.text).trim_end_matches([',', ' '])
        };
        if inside {
            // "die für Mittwoch geplante Kundgebung"
            let before = cut(start, self.dated.range().start);
            format!("{before} {}", cut(self.dated.range().end, end))
        } else {
            cut(start, end).to_owned()
        }
    }

    /// The mention that the noun's head stands in.
    fn mention(&self, noun: Noun) -> Option<&Mention> {
        let head = self.layer.tokens[noun.head].span;
        let from = self
            .mentions
            .partition_point(|mention| mention.span.end <= head.start);
        self.mentions[from..]
            .iter()
            .take_while(|mention| mention.span.start < head.end)
            .find(|mention| mention.kind != MentionKind::Compound && mention.span.overlaps(head))
    }

    /// The actor that the noun's head names.
    fn named(&self, noun: Noun) -> Option<u32> {
        self.mention(noun).and_then(|mention| mention.actor)
    }

    /// The noun with the whole of the name that its head stands in.
    fn whole_name(&self, noun: Noun) -> Noun {
        let Some(name) = self.mention(noun).map(|mention| mention.tokens) else {
            return noun;
        };
        Noun {
            tokens: TokenRange {
                start: noun.tokens.start.min(name.start),
                end: noun.tokens.end.max(name.end),
            },
            head: noun.head,
        }
    }

    /// The actor whose matter a thing is ("**Die Landung** ist für …").
    fn matter(&self, noun: Option<Noun>, cast: &Cast<'_>, weights: &Weights) -> Option<u32> {
        if noun.is_some_and(|noun| self.are_several(noun)) {
            return None;
        }
        let candidates = self.candidates(noun, cast);
        let probabilities = weights.probabilities(&candidates);
        let best = (0..probabilities.len()).max_by(|&a, &b| {
            probabilities[a]
                .total_cmp(&probabilities[b])
                .then_with(|| b.cmp(&a))
        })?;
        (probabilities[best] >= LIKELY).then_some(best as u32)
    }

    /// "**US-Firmen**", "die EU-Staaten": several of a kind that a name only describes are no one actor.
    fn are_several(&self, noun: Noun) -> bool {
        let (words, head) = (self.layer.span(noun.tokens), noun.head);
        let from = self
            .mentions
            .partition_point(|mention| mention.span.end <= words.start);
        let compound = (self.mentions[from..].iter())
            .take_while(|mention| mention.span.start < words.end)
            .any(|mention| mention.kind == MentionKind::Compound);
        let plural = match self.phrase_of(head).and_then(|phrase| phrase.number) {
            Some(number) => number == Number::Plural,
            // without an article
            None => self.layer.word(head).ends_with("en"),
        };
        compound && plural
    }

    /// The phrase that a token stands in.
    fn phrase_of(&self, token: usize) -> Option<&NounPhrase> {
        let found = self
            .layer
            .phrases
            .partition_point(|phrase| phrase.tokens.range().end <= token);
        self.layer
            .phrases
            .get(found)
            .filter(|phrase| phrase.tokens.contains(token))
    }

    /// The clues for every actor of the document.
    pub fn candidates(&self, noun: Option<Noun>, cast: &Cast<'_>) -> Vec<Features> {
        let sentence = self.layer.sentence_of(self.sentence.range().start);
        let words = noun.map_or(Span::default(), |noun| self.layer.span(noun.tokens));
        let head = noun.map_or("", |noun| self.layer.word(noun.head));
        cast.candidates(&cast::Place {
            sentence,
            dated: self.layer.span(self.dated),
            words,
            head,
            kind: self.kind,
        })
    }
}

/// An actor counts where it is at least so likely.
///
/// Chosen by cross-validation on `wikinews-train`: of those likelier than 0.15 and not than this, about one in seven is
/// the one that the annotation names, and a wrong name is worse than none.
const LIKELY: f32 = 0.2;
