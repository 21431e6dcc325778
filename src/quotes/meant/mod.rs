//! The actor that a speaker's words mean: the name or linked description at their head, the owner of a statement ("Angaben
//! der Polizei"), the name that the words stand beside ("…, Chef der EZB").

mod beside;
mod spoken;
mod statement;

use std::collections::HashSet;

use crate::analysis::{Actor, EntityType, Mention, MentionKind, TextLayer, Upos};
use crate::language::{Language, lexicon};
use crate::quotes::organisation::PersonNouns;
use crate::quotes::phrase::Phrase;
use crate::text::Span;
pub(super) use spoken::Last;

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
                include_str!("../../language/en/statement_nouns.txt"),
                include_str!("../../language/en/organisation_nouns.txt"),
            ),
            _ => (
                include_str!("../../language/de/statement_nouns.txt"),
                include_str!("../../language/de/organisation_nouns.txt"),
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

/// At most so many tokens stand between a statement and its owner, or between a description and the name after its comma.
const GAP: usize = 8;

/// What the actor of a speaker is looked for in.
pub(super) struct Meaning<'a> {
    pub layer: &'a TextLayer<'a>,
    pub mentions: &'a [Mention],
    pub actors: &'a [Actor],
    pub statements: &'a StatementNouns,
    pub persons: &'a PersonNouns,
}

impl Meaning<'_> {
    /// The actor that a speaker's phrase means.
    pub fn actor(&self, phrase: Phrase) -> Option<u32> {
        let head = phrase.core.range().rev().find(|&at| !self.is_mark(at))?;
        let named = self.at(head);
        if let Some(officer) = named.and_then(|organisation| self.officer(phrase, organisation)) {
            return officer;
        }
        if let Some(person) = self.office_holder(phrase, head) {
            return Some(person);
        }
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
            return self.owner(phrase, head);
        }
        if let Some(actor) = self.named_before(phrase, head) {
            return Some(actor);
        }
        self.name_next(phrase, head)
            .or_else(|| self.person_inside(phrase))
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

    fn is_quote(&self, at: usize) -> bool {
        self.is_mark(at)
            && !matches!(
                self.layer.word(at),
                "," | "." | ";" | ":" | "(" | ")" | "–" | "-" | "?" | "!"
            )
    }
}
