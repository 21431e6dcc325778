//! The actor that a speaker's words mean: the name or linked description at their head, the owner of a statement ("Angaben
//! der Polizei"), the name that the words stand beside ("…, Chef der EZB").

use std::collections::HashSet;

use crate::analysis::{Actor, EntityType, Mention, MentionKind, TextLayer, Upos};
use crate::language::{Language, lexicon};
use crate::quotes::phrase::Phrase;
use crate::text::{Span, TokenRange};

/// Nouns for what somebody said ("Angaben", "statement"): they speak for their owner.
#[derive(Debug)]
pub(super) struct StatementNouns {
    nouns: HashSet<&'static str>,
    /// Nouns for organisations ("party").
    organisations: HashSet<&'static str>,
}

impl StatementNouns {
    /// The embedded nouns of a language.
    pub fn embedded(language: Language) -> Self {
        let (nouns, organisations) = match language {
            Language::English => (
                include_str!("../language/en/statement_nouns.txt"),
                include_str!("../language/en/organisation_nouns.txt"),
            ),
            _ => (
                include_str!("../language/de/statement_nouns.txt"),
                include_str!("../language/de/organisation_nouns.txt"),
            ),
        };
        Self {
            nouns: lexicon::words(nouns).flat_map(|line| line.split(' ')).collect(),
            organisations: lexicon::words(organisations).collect(),
        }
    }

    /// True for one of the nouns, and for a German compound that ends in one.
    fn has(&self, word: &str, language: Language) -> bool {
        let lower = word.to_lowercase();
        let ends = |(at, _): (usize, char)| self.nouns.contains(&lower[at..]);
        self.nouns.contains(lower.as_str()) || language == Language::German && lower.char_indices().any(ends)
    }
}

/// A noun in lower case without the ending of a case.
fn statement_stem(noun: &str) -> String {
    let mut lower = noun.to_lowercase();
    for ending in ["es", "s", "en", "e"] {
        if lower.ends_with(ending) && lower.len() > ending.len() + 3 {
            lower.truncate(lower.len() - ending.len());
            break;
        }
    }
    lower
}

/// So many tokens back a statement was told of before.
const TOLD: usize = 400;
/// At most so many tokens stand between a statement and its owner, or between a description and the name after its comma.
const GAP: usize = 8;

/// What the actor of a speaker is looked for in.
pub(super) struct Meaning<'a> {
    pub layer: &'a TextLayer<'a>,
    pub mentions: &'a [Mention],
    pub actors: &'a [Actor],
    pub statements: &'a StatementNouns,
}

impl Meaning<'_> {
    /// The actor that a speaker's phrase means.
    pub fn actor(&self, phrase: Phrase) -> Option<u32> {
        let head = phrase.core.range().rev().find(|&at| !self.is_mark(at))?;
        let named = self.at(head);
        let Some(mention) = named.filter(|mention| mention.kind == MentionKind::Name) else {
            let linked = named.and_then(|mention| mention.actor);
            return linked.or_else(|| self.described(phrase, head));
        };
        match self.owned_before(phrase, mention) {
            Some(noun) if self.is_statement(noun) => mention.actor,
            Some(noun) => self.at(noun).and_then(|mention| mention.actor),
            None => mention.actor,
        }
    }

    /// The actor of a phrase whose head is no name and not linked.
    fn described(&self, phrase: Phrase, head: usize) -> Option<u32> {
        if self.is_statement(head) {
            return self
                .owner_inside(phrase, head)
                .or_else(|| self.owner_after(head + 1))
                .or_else(|| self.own(phrase, head))
                .or_else(|| self.told_before(phrase, head));
        }
        if let Some(actor) = self.named_before(phrase, head) {
            return Some(actor);
        }
        self.person_inside(phrase)
            .or_else(|| self.name_before(phrase))
            .or_else(|| self.name_after(phrase))
    }

    fn is_statement(&self, at: usize) -> bool {
        self.statements.has(self.layer.word(at), self.layer.language)
    }

    fn is_mark(&self, at: usize) -> bool {
        self.layer.tokens[at].upos == Upos::Punct
            || matches!(
                self.layer.word(at),
                "„" | "“" | "”" | "\"" | "»" | "«" | "‚" | "‘" | "''" | ")" | "("
            )
    }

    /// The mention at a token that is no part of a compound.
    fn at(&self, token: usize) -> Option<&Mention> {
        let span = self.layer.tokens[token].span;
        self.overlapping(span)
            .find(|mention| mention.kind != MentionKind::Compound)
    }

    fn overlapping(&self, span: Span) -> impl Iterator<Item = &Mention> {
        // a longer mention may begin before shorter ones inside it
        let first = self
            .mentions
            .partition_point(|mention| mention.span.end <= span.start);
        self.mentions[first.saturating_sub(2)..]
            .iter()
            .take_while(move |mention| mention.span.start < span.end)
            .filter(move |mention| mention.span.overlaps(span))
    }

    /// The noun of the phrase that a name in the genitive after it owns: "die Regierung Perus".
    fn owned_before(&self, phrase: Phrase, mention: &Mention) -> Option<usize> {
        let noun = (mention.tokens.range().start).checked_sub(1)?;
        let inside = noun >= phrase.core.range().start && self.layer.tokens[noun].upos == Upos::Noun;
        (inside && self.is_genitive(mention)).then_some(noun)
    }

    /// True for a German name with an -s that its base form has not.
    fn is_genitive(&self, mention: &Mention) -> bool {
        let surface = mention.span.of(self.layer.text);
        let base = surface.strip_suffix('s');
        let own = mention.actor.and_then(|actor| self.actors.get(actor as usize));
        self.layer.language == Language::German
            && base.is_some_and(|base| own.is_some_and(|own| own.name.ends_with(base)))
    }

    /// The owner of a statement within its phrase: "seine Angaben", "Mertens' Brief", "the ministry's statement", "der
    /// BBC-Bericht".
    fn owner_inside(&self, phrase: Phrase, head: usize) -> Option<u32> {
        let start = phrase.core.range().start;
        let before = self.layer.span(TokenRange::new(start, head + 1));
        let owner = |mention: &&Mention| {
            let end = mention.tokens.range().end;
            let compound = mention.kind == MentionKind::Compound && end == head + 1;
            let english = self.layer.language == Language::English && mention.kind != MentionKind::Nominal;
            compound || english || mention.kind == MentionKind::Pronoun || self.is_genitive(mention)
        };
        self.overlapping(before).find(owner)?.actor
    }

    /// The owner of a statement after it, at token `at`: "Angaben der Polizei", "ein Bericht des Senders CNN", "a report by
    /// the ministry". Nouns for persons between both stand for themselves ("Angaben eines Sprechers der Bahn").
    fn owner_after(&self, at: usize) -> Option<u32> {
        let layer = self.layer;
        let end = layer
            .sentences
            .get(layer.sentence_of(at.saturating_sub(1)))?
            .tokens
            .range()
            .end;
        let end = end.min(at + GAP);
        let ties = matches!(
            layer.word(at.min(end.checked_sub(1)?)),
            "der" | "des" | "von" | "vom" | "dieser" | "dieses" | "of" | "by" | "from"
        );
        if at >= end || !ties {
            // "Angaben Mertens'", "die Rede Merkels"
            let mention = (at < end).then(|| self.at(at)).flatten()?;
            return mention.actor.filter(|_| self.is_genitive(mention));
        }
        for next in at..end {
            let mention = self.at(next);
            if let Some(mention) = mention.filter(|mention| mention.actor.is_some()) {
                let owner = !self.is_genitive(mention) || layer.tokens[next - 1].upos != Upos::Noun;
                let whose = matches!(mention.kind, MentionKind::Name | MentionKind::Nominal);
                return mention.actor.filter(|_| owner && whose);
            }
            // a noun only directly before its name ("des Senders CNN")
            let noun = layer.tokens[next].upos == Upos::Noun;
            let named_next = (next + 1..end.min(next + 3))
                .find(|&after| !self.is_mark(after))
                .is_some_and(|after| self.at(after).is_some());
            let passes = match layer.tokens[next].upos {
                Upos::Det | Upos::Adj | Upos::Adp => next == at || layer.tokens[next].upos != Upos::Adp,
                _ => self.is_mark(next) && !matches!(layer.word(next), "," | ";" | ":" | "(" | ")"),
            };
            if !(passes || noun && named_next) {
                return None;
            }
        }
        None
    }

    /// "dem Bericht zufolge": the owner of the last report that the text named with its owner.
    fn told_before(&self, phrase: Phrase, head: usize) -> Option<u32> {
        let layer = self.layer;
        let definite = matches!(
            &*layer.word(phrase.core.range().start).to_lowercase(),
            "der" | "die" | "das" | "dem" | "den" | "dieser" | "diese" | "diesem" | "dieses" | "the" | "this"
        );
        if !definite || phrase.core.len() > 2 {
            return None;
        }
        let noun = statement_stem(layer.word(head));
        let start = phrase.core.range().start;
        (start.saturating_sub(TOLD)..start)
            .rev()
            .filter(|&at| {
                let word = layer.word(at);
                word.starts_with(char::is_uppercase) == layer.word(head).starts_with(char::is_uppercase)
                    && statement_stem(word).ends_with(&noun)
            })
            .find_map(|at| {
                let one = TokenRange::new(at, at + 1);
                let compound = self
                    .overlapping(layer.span(one))
                    .find(|mention| mention.kind == MentionKind::Compound && mention.tokens == one);
                compound
                    .and_then(|mention| mention.actor)
                    .or_else(|| self.owner_after(at + 1))
            })
    }

    /// "the Labour party": an organisation's name before the noun that says what it is.
    fn named_before(&self, phrase: Phrase, head: usize) -> Option<u32> {
        let layer = self.layer;
        let before = head.checked_sub(1).filter(|&at| phrase.core.contains(at))?;
        if layer.language != Language::English || !self.statements.organisations.contains(layer.word(head)) {
            return None;
        }
        let mention = self.at(before)?;
        (mention.entity == EntityType::Organisation && mention.kind == MentionKind::Name)
            .then_some(mention.actor)
            .flatten()
    }

    /// "nach eigenen Angaben": whom the sentence is about, its first name or pronoun that no preposition governs.
    fn own(&self, phrase: Phrase, head: usize) -> Option<u32> {
        let own = |at: usize| matches!(self.layer.word(at), "eigenen" | "eigener" | "eigenem");
        if !phrase.core.range().any(own) {
            return None;
        }
        let sentence = self.layer.sentences.get(self.layer.sentence_of(head))?;
        let governed = |mention: &Mention| {
            let start = mention.tokens.range().start;
            (start.saturating_sub(2)..start)
                .filter(|&at| at >= sentence.tokens.range().start)
                .any(|at| self.layer.tokens[at].upos == Upos::Adp)
        };
        self.overlapping(sentence.span)
            .filter(|mention| mention.kind != MentionKind::Compound && mention.entity != EntityType::Other)
            .find(|mention| !governed(mention))?
            .actor
    }

    /// "Bundeskanzlerin Angela Merkel (CDU)", "die Sprecherin, Heike Laak": a person's name that no preposition, article or
    /// genitive makes another's.
    fn person_inside(&self, phrase: Phrase) -> Option<u32> {
        // the apposition says who it is: "der Nachfolger von Adam Lang, Max Adler"
        let inside = phrase
            .apposition
            .and_then(|tokens| self.person_in(phrase, self.layer.span(tokens)));
        inside.or_else(|| self.person_in(phrase, self.layer.span(phrase.tokens)))
    }

    fn person_in(&self, phrase: Phrase, span: Span) -> Option<u32> {
        let stands = |mention: &&Mention| {
            let before = mention.tokens.range().start.checked_sub(1);
            let governed = before.is_some_and(|at| {
                phrase.tokens.contains(at) && matches!(self.layer.tokens[at].upos, Upos::Adp | Upos::Det)
            });
            mention.kind == MentionKind::Name
                && mention.entity == EntityType::Person
                && span.contains(mention.span)
                && !governed
                && !self.is_genitive(mention)
        };
        self.overlapping(span).find(stands)?.actor
    }

    /// "Theo Adler, der Präsident": the person's name before the comma before the phrase.
    fn name_before(&self, phrase: Phrase) -> Option<u32> {
        let comma = phrase.tokens.range().start.checked_sub(1)?;
        if self.layer.word(comma) != "," {
            return None;
        }
        let mention = self.at(comma.checked_sub(1)?)?;
        (mention.kind == MentionKind::Name && mention.entity == EntityType::Person)
            .then_some(mention.actor)
            .flatten()
    }

    /// "der Leiter der Behörde, Max Adler, sagte": the person's name after the comma after the phrase, closed by another
    /// mark.
    fn name_after(&self, phrase: Phrase) -> Option<u32> {
        let layer = self.layer;
        let start = phrase.tokens.range().end;
        let end = layer
            .sentences
            .get(layer.sentence_of(start.checked_sub(1)?))?
            .tokens
            .range()
            .end;
        let comma = (start..end.min(start + GAP))
            .take_while(|&at| !layer.tokens[at].finite)
            .find(|&at| layer.tokens[at].upos == Upos::Punct && !self.is_quote(at))
            .filter(|&at| layer.word(at) == ",")?;
        // over a title: ", General Max Adler"
        let first = (comma + 1..end.min(comma + 3)).find(|&at| self.at(at).is_some())?;
        let mention = self.at(first)?;
        let titled = (comma + 1..first).all(|at| layer.tokens[at].upos == Upos::Noun);
        let after = mention.tokens.range().end;
        // "sagte der Minister, Max Adler sei krank": a clause begins
        let closed = titled
            && !layer
                .tokens
                .get(after)
                .is_some_and(|token| token.finite && after < end);
        (closed && mention.kind == MentionKind::Name && mention.entity == EntityType::Person)
            .then_some(mention.actor)
            .flatten()
    }

    fn is_quote(&self, at: usize) -> bool {
        self.is_mark(at)
            && !matches!(
                self.layer.word(at),
                "," | "." | ";" | ":" | "(" | ")" | "–" | "-" | "?" | "!"
            )
    }
}
