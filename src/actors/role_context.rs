//! Descriptions that stand further off: before a list of names, in a preposition after the name; and nouns before a name
//! that are none of it.

use crate::actors::lexicon::NameWord;
use crate::actors::role::{Description, RoleFinder};
use crate::analysis::{EntityType, Mention, MentionKind};
use crate::language::Language;

/// At most so many names of a list are walked back over.
const LIST: usize = 6;

impl<'a> RoleFinder<'a> {
    /// The noun in the plural before the first name of the list that a mention stands in: "die Sender A, B und C".
    pub(super) fn before_list(&self, mention: &Mention, entity: EntityType) -> Option<Description<'a>> {
        let mut index = self.named[mention.tokens.range().start].checked_sub(1)? as usize;
        let mut walked = 0;
        while let Some(before) = index.checked_sub(1).map(|before| &self.mentions[before]) {
            let gap = before.tokens.range().end;
            let joined = self.mentions[index].tokens.range().start == gap + 1
                && self.joins(self.word(gap))
                && before.kind == MentionKind::Name;
            if !joined || walked == LIST {
                break;
            }
            index -= 1;
            walked += 1;
        }
        if walked == 0 {
            return None;
        }
        let first = &self.mentions[index];
        let found = self.before(first, entity)?;
        let at = first.tokens.range().start.checked_sub(1)?;
        let plural = match self.german() {
            // "Regionen", but also "Sender": the noun itself, or the article of more than one
            true => self.word(at) != found.word.base() || self.plural_article(at),
            false => self.word(at).ends_with('s'),
        };
        plural.then_some(found)
    }

    fn plural_article(&self, noun: usize) -> bool {
        let start = self.sentence_start(noun);
        (noun.saturating_sub(4)..noun)
            .rev()
            .take_while(|&at| at >= start && !self.in_name(at))
            .any(|at| self.lexicon.is(self.word(at), NameWord::Plural, Language::German))
    }

    /// What a person belongs to: "John Sifton von Human Rights Watch", "Lea Berg of the Refugee Council".
    pub(crate) fn affiliation(&self, mention: &Mention) -> Option<String> {
        let at = mention.tokens.range().end;
        let end = self.layer.sentences[self.layer.sentence_of(at - 1)]
            .tokens
            .range()
            .end;
        if mention.kind != MentionKind::Name
            || at + 1 >= end
            || !self.lexicon.is_anywhere(self.word(at), NameWord::Member)
        {
            return None;
        }
        // over article and adjective to the name
        let name = (at + 1..end.min(at + 4)).find(|&at| self.in_name(at))?;
        let other = &self.mentions[self.named[name] as usize - 1];
        let stays = (at + 1..name).all(|at| self.word(at).chars().all(|c| c.is_lowercase()));
        (other.entity == EntityType::Organisation && stays).then(|| self.cut(at, other.tokens.range().end))
    }

    /// True for "seiner", "ihren", "his": what follows is no form of address.
    pub(super) fn is_possessive(&self, at: usize) -> bool {
        let word = self.word(at).to_lowercase();
        ["sein", "ihr", "mein", "unser"]
            .iter()
            .any(|stem| word.strip_prefix(stem).is_some_and(|ending| ending.len() <= 2))
            || matches!(word.as_str(), "his" | "her" | "their")
    }

    /// True where the noun before a name is what the name owns: "die Verteidiger Strauss-Kahns".
    pub(super) fn is_owner(&self, mention: &Mention, start: usize, noun: usize) -> bool {
        let last = mention.tokens.range().end - 1;
        let word = self.word(last);
        if !self.german()
            || mention.entity != EntityType::Person
            || !word.ends_with('s')
            || word.ends_with("ss")
            || self.lexicon.is_surname_in_s(word)
            || mention.tokens.len() > 1
        {
            return false;
        }
        // a single surname in -s after an article: "der Anwalt Schröders"; without one it is a name ("Trainer Hitzfelds")
        (noun.saturating_sub(3)..noun)
            .rev()
            .take_while(|&at| at >= start && !self.in_name(at))
            .any(|at| {
                let word = self.word(at);
                self.lexicon.is(word, NameWord::Article, Language::German)
                    && !self.lexicon.is(word, NameWord::Genitive, Language::German)
            })
            && self
                .lexicon
                .role_noun(self.word(noun), Language::German)
                .is_some()
    }
}
