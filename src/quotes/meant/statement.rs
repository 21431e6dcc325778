//! Whose a statement is: the owner inside its phrase ("seine Angaben"), after it ("Angaben der Polizei"), or the one who was
//! said to have made it ("In einem Brief klagt Anna Adler …, heißt es in dem Brief").

use crate::analysis::{EntityType, Mention, MentionKind, Upos};
use crate::language::Language;
use crate::quotes::meant::{GAP, Meaning, statement_stem};
use crate::quotes::phrase::Phrase;
use crate::text::TokenRange;

/// So many tokens back a statement was told of before.
const TOLD: usize = 400;

impl Meaning<'_> {
    /// The owner of a statement with its head at a token.
    pub(super) fn owner(&self, phrase: Phrase, head: usize) -> Option<u32> {
        self.owner_inside(phrase, head)
            .or_else(|| self.owner_after(head + 1))
            .or_else(|| self.own(phrase, head))
            .or_else(|| self.told_before(phrase, head))
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
                // "Niedersachsens Ministerpräsident Max Adler": the name says whose office it is
                let after = mention.tokens.range().end;
                if after < end && self.is_genitive(mention) && self.persons.has(layer.word(after)) {
                    continue;
                }
                let owner = !self.is_genitive(mention) || layer.tokens[next - 1].upos != Upos::Noun;
                let whose = matches!(mention.kind, MentionKind::Name | MentionKind::Nominal);
                return mention.actor.filter(|_| owner && whose);
            }
            // a noun only directly before its name ("des Senders CNN")
            let person =
                self.persons.has(layer.word(next)) && layer.word(next).starts_with(char::is_uppercase);
            let noun = layer.tokens[next].upos == Upos::Noun || person;
            let named_next = (next + 1..end.min(next + 3))
                .find(|&after| !self.is_mark(after))
                .is_some_and(|after| self.at(after).is_some());
            let passes = match layer.tokens[next].upos {
                Upos::Det | Upos::Adj | Upos::Adp => next == at || layer.tokens[next].upos != Upos::Adp,
                _ => self.is_mark(next) && !matches!(layer.word(next), "," | ";" | ":" | "(" | ")"),
            };
            if person && !named_next {
                // "Angaben des Leiters der Behörde, Max Adler,"
                return self.person_apposed(next + 1, false);
            }
            if !(passes || noun && named_next) {
                return None;
            }
        }
        None
    }

    /// "dem Bericht zufolge", "im Bericht": the owner of the last report that the text named with its owner.
    fn told_before(&self, phrase: Phrase, head: usize) -> Option<u32> {
        let layer = self.layer;
        let definite = matches!(
            &*layer.word(phrase.core.range().start).to_lowercase(),
            "der" | "die" | "das" | "dem" | "den" | "dieser" | "diese" | "diesem" | "dieses" | "the" | "this"
        );
        let start = phrase.core.range().start;
        let contracted = || {
            let before = start.checked_sub(1).map(|before| layer.word(before));
            phrase.core.len() == 1 && matches!(before, Some("im" | "Im" | "vom" | "laut" | "Laut"))
        };
        if phrase.core.len() > 2 || !(definite || contracted()) {
            return None;
        }
        let noun = statement_stem(layer.word(head));
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
                    .or_else(|| self.maker(at))
            })
    }

    /// Who makes a statement that is told of for the first time: the subject beside "in einem Brief", "einen Antrag".
    fn maker(&self, noun: usize) -> Option<u32> {
        let layer = self.layer;
        let is_new = |at: usize| {
            matches!(
                &*layer.word(at).to_lowercase(),
                "ein"
                    | "eine"
                    | "einem"
                    | "einen"
                    | "einer"
                    | "seinem"
                    | "seinen"
                    | "seine"
                    | "seiner"
                    | "ihrem"
                    | "ihren"
                    | "ihre"
                    | "ihrer"
            )
        };
        let new = (noun.saturating_sub(3)..noun).any(is_new);
        new.then(|| self.subject(layer.sentence_of(noun))).flatten()
    }

    /// "nach eigenen Angaben": whom the sentence is about.
    fn own(&self, phrase: Phrase, head: usize) -> Option<u32> {
        let own = |at: usize| matches!(self.layer.word(at), "eigenen" | "eigener" | "eigenem");
        phrase
            .core
            .range()
            .any(own)
            .then(|| self.subject(self.layer.sentence_of(head)))
            .flatten()
    }

    /// Whom a sentence is about: the first name or pronoun of it that no preposition governs and that does not belong to a
    /// noun ("der Bruder des Papstes").
    fn subject(&self, sentence: usize) -> Option<u32> {
        let layer = self.layer;
        let sentence = layer.sentences.get(sentence)?;
        let first = sentence.tokens.range().start;
        let governed = |mention: &Mention| {
            let start = mention.tokens.range().start;
            (start.saturating_sub(2)..start)
                .filter(|&at| at >= first)
                .any(|at| layer.tokens[at].upos == Upos::Adp)
        };
        let attribute = |mention: &Mention| {
            let start = mention.tokens.range().start;
            let noun = |back: usize| start >= first + back && layer.tokens[start - back].upos == Upos::Noun;
            let article = start > first && matches!(layer.word(start - 1), "des" | "der" | "eines" | "einer");
            self.is_genitive(mention) && noun(1) || article && noun(2)
        };
        self.overlapping(sentence.span)
            .filter(|mention| mention.entity != EntityType::Other)
            // "die Nato-Truppen" speak for the Nato, "der SPD-Chef" for himself
            .filter(|mention| {
                let last = mention.tokens.range().end - 1;
                mention.kind != MentionKind::Compound || !self.persons.has(layer.word(last))
            })
            .find(|mention| !governed(mention) && !attribute(mention))?
            .actor
    }
}
