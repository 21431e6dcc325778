//! Who is meant by words that no name, noun or owner ties to an actor: who spoke last ("er", "die Politikerin", "nach eigenen
//! Angaben"), or for a pronoun the person mentioned last.

use crate::analysis::{Article, EntityType, Gender, MentionKind, NounPhrase, Number, Upos};
use crate::language::Language;
use crate::quotes::meant::Meaning;
use crate::quotes::phrase::Phrase;

/// Who spoke last.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Last {
    /// None for somebody without a name.
    pub(crate) actor: Option<u32>,
    pub(crate) paragraph: u32,
}

impl Meaning<'_> {
    /// The actor that a speaker's phrase means.
    pub(crate) fn speaker(&self, phrase: Phrase, last: Option<Last>) -> Option<u32> {
        self.actor(phrase)
            .or_else(|| self.persons.organisation(self.layer, phrase, self.mentions))
            .or_else(|| self.last_meant(phrase, last))
    }

    /// For a phrase that goes on with somebody who was named before, that actor.
    fn last_meant(&self, phrase: Phrase, last: Option<Last>) -> Option<u32> {
        let layer = self.layer;
        let head = phrase.core.range().rev().find(|&at| !self.is_mark(at))?;
        let spoke = last.and_then(|last| last.actor);
        let of_type = |wanted| spoke.filter(|&actor| self.entity(actor) == Some(wanted));
        if phrase.tokens.len() == 1 && self.is_one_person(head) {
            return of_type(EntityType::Person).or_else(|| self.person_before(head));
        }
        if layer.language != Language::German {
            return None;
        }
        if self.is_statement(head) {
            return spoke.filter(|_| phrase.core.range().any(|at| self.is_own(at)));
        }
        if phrase.tokens != phrase.core || !self.is_definite(phrase) {
            return None;
        }
        // a new paragraph may bring in somebody else
        let paragraph = layer.sentences.get(layer.sentence_of(head))?.paragraph;
        let goes_on = last.is_some_and(|last| last.paragraph == paragraph);
        if goes_on && self.persons.has(layer.word(head)) {
            return of_type(EntityType::Person);
        }
        of_type(EntityType::Organisation).filter(|_| self.is_organisation(head))
    }

    fn entity(&self, actor: u32) -> Option<EntityType> {
        self.actors.get(actor as usize).map(|actor| actor.entity)
    }

    /// "eigenen Angaben", "seiner Meinung".
    fn is_own(&self, at: usize) -> bool {
        let word = self.layer.word(at).to_lowercase();
        matches!(&*word, "eigenen" | "eigener" | "eigenem" | "seiner" | "ihrer")
    }

    /// "er", "she"; not "sie" of several: the finite verb beside it tells.
    fn is_one_person(&self, at: usize) -> bool {
        let layer = self.layer;
        let near = [at.checked_sub(1), Some(at + 1)].into_iter().flatten();
        let finite = |&at: &usize| layer.tokens.get(at).is_some_and(|token| token.finite);
        let several = layer.language == Language::German
            && near.filter(finite).any(|verb| layer.word(verb).ends_with('n'));
        !several && matches!(&*layer.word(at).to_lowercase(), "er" | "sie" | "he" | "she")
    }

    /// The person mentioned last before a German pronoun, unless it goes on with somebody without a name.
    fn person_before(&self, at: usize) -> Option<u32> {
        /// So many sentences back.
        const REACH: usize = 8;
        let layer = self.layer;
        if layer.language != Language::German || self.unnamed_before(at) {
            return None;
        }
        let sentence = layer.sentence_of(at);
        let first = self
            .mentions
            .partition_point(|mention| mention.tokens.range().end <= at);
        let mut near = self.mentions[..first]
            .iter()
            .rev()
            .take_while(|mention| layer.sentence_of(mention.tokens.range().start) + REACH >= sentence);
        near.find(|mention| {
            mention.entity == EntityType::Person
                && mention.actor.is_some()
                && mention.kind != MentionKind::Compound
        })?
        .actor
    }

    /// True where the first phrase of the sentence before that a pronoun can stand for is a person without a name.
    fn unnamed_before(&self, at: usize) -> bool {
        let layer = self.layer;
        let before = layer.sentence_of(at).checked_sub(1);
        let Some(before) = before.and_then(|number| layer.sentences.get(number)) else {
            return false;
        };
        let gender = match layer.word(at).eq_ignore_ascii_case("er") {
            true => Gender::Masculine,
            false => Gender::Feminine,
        };
        let governed = |noun: &NounPhrase| {
            let start = noun.tokens.range().start;
            start > 0 && layer.tokens[start - 1].upos == Upos::Adp
        };
        let first = layer
            .phrases
            .partition_point(|noun| noun.tokens.start < before.tokens.start);
        let head = layer.phrases[first..]
            .iter()
            .take_while(|noun| noun.tokens.end <= before.tokens.end)
            .filter(|noun| !governed(noun) && noun.number != Some(Number::Plural))
            .filter(|noun| noun.gender.is_none_or(|own| own == gender))
            .filter_map(|noun| self.owned(noun))
            .find(|&head| matches!(layer.tokens[head].upos, Upos::Noun | Upos::Propn));
        head.is_some_and(|head| {
            let named = self.at(head).is_some_and(|mention| mention.actor.is_some());
            self.persons.has(layer.word(head)) && !named
        })
    }

    /// The head of a phrase, before a name in the genitive: "der **Arzt** Lahms".
    fn owned(&self, noun: &NounPhrase) -> Option<usize> {
        let head = noun.head as usize;
        match self.at(head).filter(|mention| self.is_genitive(mention)) {
            Some(owner) => owner.tokens.range().start.checked_sub(1),
            None => Some(head),
        }
    }

    fn is_organisation(&self, at: usize) -> bool {
        let lower = self.layer.word(at).to_lowercase();
        let mut nouns = self.statements.organisations.iter();
        nouns.any(|noun| lower.ends_with(noun))
    }

    /// True for a phrase in the singular with a definite article in a case of speakers.
    fn is_definite(&self, phrase: Phrase) -> bool {
        let phrases = self.layer.phrases;
        let at = phrases.partition_point(|noun| noun.tokens.start < phrase.tokens.start);
        let noun = phrases
            .get(at)
            .filter(|noun| noun.tokens.start == phrase.tokens.start);
        let start = phrase.tokens.range().start;
        let accusative = self.layer.word(start).eq_ignore_ascii_case("den");
        // "der Verdacht der Kritiker"
        let genitive = start > 0 && self.layer.tokens[start - 1].upos == Upos::Noun;
        let other = accusative || genitive;
        noun.is_some_and(|noun| noun.article == Article::Definite && !other && !self.is_plural(noun))
    }

    /// "die Forscher", "die lokalen Zeitungen": an article that only the plural has with such a noun or adjective.
    fn is_plural(&self, noun: &NounPhrase) -> bool {
        let layer = self.layer;
        let (start, head) = (noun.tokens.range().start, noun.head as usize);
        let inflected = |at: usize| layer.tokens[at].upos == Upos::Adj && layer.word(at).ends_with('n');
        let plural = || {
            (start + 1..head).any(inflected)
                || matches!(noun.gender, Some(Gender::Masculine | Gender::Neuter))
                || layer.word(head).ends_with("er")
                || layer.word(head).ends_with("en")
        };
        noun.number == Some(Number::Plural) || layer.word(start).eq_ignore_ascii_case("die") && plural()
    }
}
