//! The description that stands with a name: "US-Präsident", "Mutterfirma", "Chef der EZB".

use crate::actors::form;
use crate::actors::lexicon::{Lexicon, NameWord, NounClass, RoleNoun, RoleWord};
use crate::analysis::{EntityType, Gender, Mention, MentionKind, TextLayer, Upos};
use crate::language::Language;

/// At most so many tokens make a role.
const LONGEST: usize = 14;

/// A description found beside a mention.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Role {
    /// The description in base form.
    pub text: String,
    /// The noun that it is built around, in base form.
    pub head: String,
    /// What that noun tells.
    pub noun: RoleNoun,
}

/// Where the description of an actor stands: "Chef und Gründer der Beispielbank".
#[derive(Debug, Clone, Copy)]
pub(crate) struct Description<'a> {
    /// The noun that it is built around ("Chef").
    pub word: RoleWord<'a>,
    /// Its first token, an adjective or that noun.
    first: usize,
    /// The token of that noun.
    noun: usize,
    /// The token of the last noun that is joined to it ("Gründer"), else the noun's own.
    last_noun: usize,
    /// The token after it.
    end: usize,
}

/// Finds roles in one document.
pub(crate) struct RoleFinder<'a> {
    pub layer: &'a TextLayer<'a>,
    pub mentions: &'a [Mention],
    pub lexicon: &'a Lexicon,
    /// For each token, the mention by name that it belongs to, one-based; 0 for none.
    pub named: &'a [u32],
}

impl<'a> RoleFinder<'a> {
    /// Looks in one document.
    pub fn new(
        layer: &'a TextLayer<'a>,
        mentions: &'a [Mention],
        lexicon: &'a Lexicon,
        named: &'a [u32],
    ) -> Self {
        Self {
            layer,
            mentions,
            lexicon,
            named,
        }
    }

    /// The description beside a mention of an actor of this type, if there is one.
    pub fn find(&self, mention: &Mention, entity: EntityType) -> Option<Description<'a>> {
        if self.may_have(mention) {
            self.find_beside(mention, entity)
        } else {
            None
        }
    }

    /// False where no description of any type can stand beside a mention; quick to tell.
    pub fn may_have(&self, mention: &Mention) -> bool {
        let tokens = mention.tokens.range();
        let described = |at: usize| {
            let noun = || {
                self.lexicon
                    .role_noun(self.word(at), self.layer.language)
                    .is_some()
            };
            self.named[at] != 0 || matches!(self.layer.tokens[at].upos, Upos::Noun | Upos::Propn) || noun()
        };
        let before = |at: usize| {
            let word = self.word(at);
            Self::is_quote(word) || described(at) || self.joins(word) || self.is_address(at)
        };
        mention.kind == MentionKind::Name
            && (self.may_open(tokens.end) || tokens.start.checked_sub(1).is_some_and(before))
    }

    /// The description beside a mention that may have one.
    pub fn find_beside(&self, mention: &Mention, entity: EntityType) -> Option<Description<'a>> {
        self.before(mention, entity)
            .or_else(|| self.before_comma(mention, entity))
            .or_else(|| self.after(mention, entity))
            .or_else(|| self.before_list(mention, entity))
    }

    pub(super) fn word(&self, at: usize) -> &'a str {
        self.layer.word(at)
    }

    pub(super) fn german(&self) -> bool {
        self.layer.language != Language::English
    }

    pub(super) fn noun(&self, at: usize, entity: EntityType) -> Option<RoleWord<'a>> {
        self.lexicon
            .role_noun_of(self.word(at), self.layer.language, entity)
    }

    /// An article or possessive.
    fn is_article(&self, at: usize) -> bool {
        let is = |kind| self.lexicon.is_anywhere(self.word(at), kind);
        is(NameWord::Article) || is(NameWord::Possessive)
    }

    /// True for a word that ties what follows to the noun before it.
    fn is_tie(&self, word: &str) -> bool {
        self.lexicon.is_anywhere(word, NameWord::Tie)
    }

    /// True between the names of a list.
    pub(super) fn joins(&self, word: &str) -> bool {
        word == "," || self.lexicon.is_anywhere(word, NameWord::List)
    }

    /// "Herr", "Frau": in German no role.
    fn is_address(&self, at: usize) -> bool {
        let word = self.word(at);
        self.german()
            && word.starts_with(char::is_uppercase)
            && self.lexicon.is_address(word, self.layer.language)
    }

    pub(super) fn sentence_start(&self, at: usize) -> usize {
        let sentence = self.layer.sentence_of(at);
        self.layer
            .sentences
            .get(sentence)
            .map_or(0, |s| s.tokens.start as usize)
    }

    fn sentence_end(&self, at: usize) -> usize {
        let sentence = self.layer.sentence_of(at);
        self.layer
            .sentences
            .get(sentence)
            .map_or(at, |s| s.tokens.end as usize)
    }

    pub(super) fn is_quote(word: &str) -> bool {
        // most tokens are words
        !word.starts_with(|first: char| first.is_ascii_alphanumeric())
            && matches!(word, "„" | "“" | "”" | "\"" | "»" | "«" | "'" | "‚" | "‘" | "’")
    }

    /// True where a token is a part of a whole name, not of a compound.
    pub(super) fn in_name(&self, at: usize) -> bool {
        self.named[at] != 0 && self.mentions[self.named[at] as usize - 1].kind == MentionKind::Name
    }

    /// The description directly before the name: "Ministerpräsident Donald Tusk", "die Provinz Gansu", "Sprecherin der
    /// Stiftung Heike van Laak".
    pub(super) fn before(&self, mention: &Mention, entity: EntityType) -> Option<Description<'a>> {
        let start = self.sentence_start(mention.tokens.start as usize);
        let mut end = mention.tokens.start as usize;
        while end > start && (Self::is_quote(self.word(end - 1)) || self.is_address(end - 1)) {
            end -= 1;
        }
        if end == start {
            return None;
        }
        // "seiner Frau Wang Jie": no form of address
        if end < mention.tokens.start as usize && end > start && self.is_possessive(end - 1) {
            end += 1;
        }
        let last = end - 1;
        if self.is_owner(mention, start, last) {
            return None;
        }
        if !self.in_name(last)
            && let Some(word) = self.noun(last, entity)
        {
            return Some(self.group(start, last, word));
        }
        // "Chef der EZB Mario Draghi": only for persons, whose description ends in a name or noun
        let ends = self.in_name(last) || matches!(self.layer.tokens[last].upos, Upos::Noun | Upos::Propn);
        if entity == EntityType::Person && ends {
            return self.chain(start, end, entity);
        }
        None
    }

    /// The description before the comma before the name: "der Chef der Deutschen Bank, Josef Ackermann,".
    fn before_comma(&self, mention: &Mention, entity: EntityType) -> Option<Description<'a>> {
        let start = self.sentence_start(mention.tokens.start as usize);
        let mut comma = (mention.tokens.start as usize)
            .checked_sub(1)
            .filter(|&at| at > start)?;
        while comma > start && Self::is_quote(self.word(comma)) {
            comma -= 1;
        }
        if self.word(comma) != "," || comma == start || entity != EntityType::Person {
            return None;
        }
        if let Some(word) = self.noun(comma - 1, entity)
            && !self.in_name(comma - 1)
            && self.introduced(start, comma - 1)
        {
            return Some(self.group(start, comma - 1, word));
        }
        self.chain(start, comma, entity)
    }

    /// True where an article or adjective stands before the noun, so that it is no item of a list.
    fn introduced(&self, start: usize, noun: usize) -> bool {
        let mut at = noun;
        while !self.german() && at > start && noun - at < 4 && self.modifies(at - 1) {
            at -= 1;
        }
        at > start
            && (matches!(self.layer.tokens[at - 1].upos, Upos::Det | Upos::Adj | Upos::Pron)
                || self.is_article(at - 1)
                || matches!(self.word(at - 1), "'s" | "’s"))
    }

    /// A noun, with the adjectives before it, that describes by itself.
    fn group(&self, start: usize, noun: usize, word: RoleWord<'a>) -> Description<'a> {
        let mut first = noun;
        while first > start && noun - first < 4 && self.modifies(first - 1) {
            first -= 1;
        }
        // "Landeschef und Spitzenkandidat"
        if first == noun
            && first >= start + 2
            && self.lexicon.is_anywhere(self.word(first - 1), NameWord::And)
            && let Some(before) = self.noun(first - 2, word.noun.entity)
        {
            return Description {
                last_noun: noun,
                end: noun + 1,
                ..self.group(start, first - 2, before)
            };
        }
        Description {
            word,
            first,
            noun,
            last_noun: noun,
            end: noun + 1,
        }
    }

    /// True for a word that belongs to the noun after it: an adjective, in English also a noun or name.
    fn modifies(&self, at: usize) -> bool {
        let token = &self.layer.tokens[at];
        let word = self.word(at);
        if self.is_article(at) || word.chars().all(|c| !c.is_alphanumeric()) {
            return false;
        }
        if self.german() {
            let place = word.ends_with("er") && word.chars().next().is_some_and(char::is_uppercase);
            token.upos == Upos::Adj && !word.chars().all(char::is_numeric)
                || place && !self.in_name(at) && token.upos == Upos::Adj
        } else {
            matches!(token.upos, Upos::Adj | Upos::Noun | Upos::Propn) || self.in_name(at)
        }
    }

    /// The role that a description tells, in base form.
    pub fn role(&self, found: &Description<'a>) -> Role {
        let (noun, head) = (found.word.noun, found.word.base());
        if !self.german() {
            let text = self.cut(found.first, found.end);
            return Role { text, head, noun };
        }
        let adjectives: Vec<&str> = (found.first..found.noun).map(|at| self.word(at)).collect();
        let class = match self.lexicon.noun_class(&head) {
            _ if head.ends_with("er") => NounClass::Singular(Gender::Masculine),
            _ if head.ends_with("in") => NounClass::Singular(Gender::Feminine),
            class => class,
        };
        let mut text = form::described(&adjectives, &head, class);
        // "und Gründer"
        for joined in (found.noun + 2..=found.last_noun).step_by(2) {
            let word = self.noun(joined, noun.entity);
            let base = word.map_or_else(|| self.word(joined).to_owned(), |word| word.base());
            text.extend([" ", self.word(joined - 1), " ", &base]);
        }
        if found.end > found.last_noun + 1 {
            text.extend([" ", &self.cut(found.last_noun + 1, found.end)]);
        }
        Role { text, head, noun }
    }

    /// The text from one token to another, white space made one blank.
    pub(super) fn cut(&self, start: usize, end: usize) -> String {
        let span = self.layer.tokens[start]
            .span
            .cover(self.layer.tokens[end - 1].span);
        let words: Vec<&str> = span.of(self.layer.text).split_whitespace().collect();
        words.join(" ")
    }

    /// A noun with what follows it, up to `end`: "Chef der Deutschen Bank".
    fn chain(&self, start: usize, end: usize, entity: EntityType) -> Option<Description<'a>> {
        let floor = start.max(end.saturating_sub(LONGEST));
        let mut found = None;
        for at in (floor..end.saturating_sub(1)).rev() {
            let token = &self.layer.tokens[at];
            let word = self.word(at);
            if token.finite
                || token.upos == Upos::Verb
                || matches!(word, "," | ";" | ":" | "." | "(" | ")" | "–" | "dass" | "that")
            {
                break;
            }
            // "Innenminister Frankreichs", "Chef der EZB"
            let genitive = self.german() && self.in_name(at + 1) && self.word(at + 1).ends_with('s');
            if !self.in_name(at)
                && (genitive || self.is_tie(self.word(at + 1)))
                && let Some(word) = self.noun(at, entity)
            {
                found = Some((at, word));
            }
        }
        let (at, word) = found?;
        let group = self.group(start, at, word);
        Some(Description { end, ..group })
    }

    /// True for a mark that can stand between a name and its apposition.
    fn may_open(&self, at: usize) -> bool {
        let opens = |word: &str| matches!(word, "," | "–" | "-" | "(") || Self::is_quote(word);
        at < self.layer.tokens.len() && opens(self.word(at))
    }

    /// The apposition after the name: ", Chef der US-Notenbank,".
    fn after(&self, mention: &Mention, entity: EntityType) -> Option<Description<'a>> {
        if !self.may_open(mention.tokens.end as usize) {
            return None;
        }
        let mut comma = mention.tokens.end as usize;
        let end = self.sentence_end(comma.saturating_sub(1));
        while comma < end && Self::is_quote(self.word(comma)) {
            comma += 1;
        }
        // "Malinowski (Human Rights Watch), Sprecher …": over brackets
        if comma < end && self.word(comma) == "(" {
            comma = (comma..end.min(comma + 6)).find(|&at| self.word(at) == ")")? + 1;
        }
        if comma + 1 >= end || !matches!(self.word(comma), "," | "–" | "-") {
            return None;
        }
        let first = comma + 1;
        let mut close = first;
        while close < end
            && close - first <= LONGEST
            && !matches!(self.word(close), "," | "." | ";" | ":" | "–" | "-" | ")" | "(")
        {
            let token = &self.layer.tokens[close];
            if token.finite
                || token.upos == Upos::Verb && self.german()
                || matches!(self.word(close), "who" | "which" | "whose" | "said")
            {
                break;
            }
            close += 1;
        }
        let closed = close == end
            || matches!(
                self.word(close),
                "," | "." | ";" | ":" | "–" | "-" | ")" | "(" | "!" | "?"
            );
        if close == first || !closed || close - first > LONGEST {
            return None;
        }
        let begin = if self.is_article(first) { first + 1 } else { first };
        for at in begin..close {
            if self.in_name(at) && self.german() {
                return None;
            }
            if let Some(word) = self.noun(at, entity) {
                let next = (at + 1 < close).then(|| self.word(at + 1));
                if !self.german() && next.is_some_and(|word| !self.is_tie(word)) {
                    continue;
                }
                return Some(Description {
                    word,
                    first: begin,
                    noun: at,
                    last_noun: at,
                    end: close,
                });
            }
            let possessive = matches!(self.word(at), "'s" | "’s");
            let adverb = self.german() && self.layer.tokens[at].upos == Upos::Adv;
            if !(self.modifies(at) || adverb || possessive) {
                return None;
            }
        }
        None
    }
}
