//! Whom the words beside a phrase name: "die Sprecherin Heike Laak", "Theo Adler, der Präsident", "der Leiter der Behörde, Max Adler,".

use crate::analysis::{EntityType, Mention, MentionKind, Upos};
use crate::language::Language;
use crate::quotes::meant::{GAP, Meaning};
use crate::quotes::phrase::Phrase;
use crate::text::Span;

impl Meaning<'_> {
    /// "Bundeskanzlerin Angela Merkel (CDU)", "die Sprecherin, Heike Laak": a person's name that no preposition, article or
    /// genitive makes another's.
    pub(super) fn person_inside(&self, phrase: Phrase) -> Option<u32> {
        // the apposition says who it is: "der Nachfolger von Adam Lang, Max Adler"
        self.apposed(phrase)
            .or_else(|| self.person_in(phrase, self.layer.span(phrase.tokens)))
    }

    /// The person that the apposition of a phrase names.
    fn apposed(&self, phrase: Phrase) -> Option<u32> {
        let tokens = phrase.apposition?;
        self.person_in(phrase, self.layer.span(tokens))
    }

    /// Whose name stands beside an office, also where the office or the name that owns it means somebody else: "der
    /// Geschäftsführer der Firma, Max Adler" after another one, "der Arzt Lahms, Max Adler".
    pub(super) fn office_holder(&self, phrase: Phrase, head: usize) -> Option<u32> {
        let mention = self.at(head);
        let named =
            mention.is_some_and(|mention| mention.kind == MentionKind::Name && !self.is_genitive(mention));
        if named {
            return None;
        }
        let office = mention.is_some_and(|mention| mention.kind == MentionKind::Nominal)
            && self.persons.has(self.layer.word(head));
        self.apposed(phrase)
            .or_else(|| office.then(|| self.name_after(phrase)).flatten())
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
    pub(super) fn name_before(&self, phrase: Phrase) -> Option<u32> {
        let comma = phrase.tokens.range().start.checked_sub(1)?;
        if self.layer.word(comma) != "," {
            return None;
        }
        let mention = self.at(comma.checked_sub(1)?)?;
        (mention.kind == MentionKind::Name && mention.entity == EntityType::Person)
            .then_some(mention.actor)
            .flatten()
    }

    /// Where the name of an organisation stands before the office of somebody, that person, if a name follows: "Northfield
    /// Council president Ann Lee", "a Northfield Council spokesman".
    pub(super) fn officer(&self, phrase: Phrase, organisation: &Mention) -> Option<Option<u32>> {
        /// An office has at most so many words.
        const OFFICE: usize = 3;
        let layer = self.layer;
        if layer.language != Language::English || organisation.entity == EntityType::Person {
            return None;
        }
        let end = phrase.tokens.range().end;
        let office = organisation.tokens.range().end;
        let held = (office..end.min(office + OFFICE))
            .take_while(|&at| matches!(layer.tokens[at].upos, Upos::Noun | Upos::Propn | Upos::Adj))
            .find(|&at| self.persons.has(layer.word(at)))?;
        let name = (held + 1 < end).then(|| self.at(held + 1)).flatten();
        let person =
            |mention: &&Mention| mention.kind == MentionKind::Name && mention.entity == EntityType::Person;
        Some(name.filter(person).and_then(|mention| mention.actor))
    }

    /// "das Nachrichtenportal al-Arabiya", "die Sportzeitung „Anpfiff“": a name right after a noun that the phrase ends with.
    pub(super) fn name_next(&self, phrase: Phrase, head: usize) -> Option<u32> {
        let layer = self.layer;
        let end = phrase.tokens.range().end;
        if layer.language != Language::German || end != head + 1 || layer.tokens[head].upos != Upos::Noun {
            return None;
        }
        let sentence = layer.sentences.get(layer.sentence_of(head))?.tokens.range().end;
        let start = if end < sentence && self.is_quote(end) {
            end + 1
        } else {
            end
        };
        let mention = (start < sentence).then(|| self.at(start)).flatten()?;
        let stands = mention.kind == MentionKind::Name
            && mention.tokens.range().start == start
            && matches!(mention.entity, EntityType::Person | EntityType::Organisation)
            && !self.is_genitive(mention);
        stands.then_some(mention.actor).flatten()
    }

    /// "der Leiter der Behörde, Max Adler, sagte": the person's name after the comma after the phrase.
    pub(super) fn name_after(&self, phrase: Phrase) -> Option<u32> {
        let layer = self.layer;
        let start = phrase.tokens.range().start;
        let sentence = layer
            .sentences
            .get(layer.sentence_of(start))?
            .tokens
            .range()
            .start;
        let opens = !(sentence..start).any(|at| layer.tokens[at].finite);
        self.person_apposed(phrase.tokens.range().end, opens)
    }

    /// The person's name after a comma at token `start` or a little later, closed by another mark; before the sentence's
    /// verb (`opens`) also by the verb.
    pub(super) fn person_apposed(&self, start: usize, opens: bool) -> Option<u32> {
        let layer = self.layer;
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
        let titled = (comma + 1..first).all(|at| matches!(layer.tokens[at].upos, Upos::Noun | Upos::Propn));
        let after = mention.tokens.range().end;
        // "sagte der Minister, Max Adler sei krank": a clause begins
        let verb = layer
            .tokens
            .get(after)
            .is_some_and(|token| token.finite && after < end);
        let closed = titled && (opens || !verb);
        (closed && mention.kind == MentionKind::Name && mention.entity == EntityType::Person)
            .then_some(mention.actor)
            .flatten()
    }
}
