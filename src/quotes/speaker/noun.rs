//! What is known of a phrase that can name the speaker, whatever quote it stands beside.

use crate::analysis::{EntityType, Gender, Mention, MentionKind, NounPhrase};
use crate::quotes::classes::{Classes, Listed};
use crate::quotes::phrase::Phrase;
use crate::quotes::words::Words;

/// A phrase with what is known of it.
#[derive(Debug)]
pub(super) struct Noun<'a> {
    pub(super) phrase: Phrase,
    /// First token.
    pub(super) start: usize,
    /// The token after the last.
    pub(super) end: usize,
    /// The token of its head.
    pub(super) head: usize,
    /// The tagger's noun phrase that begins where it begins.
    pub(super) listed: Option<&'a NounPhrase>,
    /// The type of the name at its head, else of one inside; 0 for none.
    pub(super) entity: u64,
    /// A name is its head (1) or stands inside (2).
    pub(super) named: u64,
    /// A preposition governs it.
    pub(super) governed: bool,
    pub(super) case: Case,
}

/// What the words tell of a phrase's case; the numbers are those of the features.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Case {
    /// The words do not tell.
    Open = 0,
    /// Another case than that of a subject: "der deutschen Zeitung".
    Oblique = 1,
    /// A preposition governs it.
    Governed = 2,
    /// It can be nothing else: "er", "man".
    Subject = 3,
}

impl<'a> Noun<'a> {
    pub(super) fn new(words: &Words<'a>, mentions: &[Mention], phrase: Phrase) -> Self {
        let (start, end) = (phrase.tokens.range().start, phrase.tokens.range().end);
        let head = phrase.core.range().end - 1;
        let phrases = words.layer.phrases;
        let at = phrases.partition_point(|noun| noun.tokens.start < phrase.tokens.start);
        let listed = phrases
            .get(at)
            .filter(|noun| noun.tokens.start == phrase.tokens.start);
        let (entity, named) = name(phrase, head, mentions);
        let governed = start > 0 && words.is(start - 1, Classes::PREP);
        Self {
            phrase,
            start,
            end,
            head,
            listed,
            entity,
            named,
            governed,
            case: if governed {
                Case::Governed
            } else {
                case(words, phrase, listed)
            },
        }
    }

    /// True for a pronoun alone.
    pub(super) fn is_pronoun(&self, words: &Words<'_>) -> bool {
        self.phrase.core.len() == 1 && words.is(self.head, Classes::PRON)
    }
}

/// The type of the name at the head, else of one inside; whether a name stands there.
fn name(phrase: Phrase, head: usize, mentions: &[Mention]) -> (u64, u64) {
    let first = mentions.partition_point(|m| m.tokens.end <= phrase.tokens.start);
    let inside = mentions[first..]
        .iter()
        .take_while(|m| m.tokens.start < phrase.tokens.end)
        .filter(|m| m.kind == MentionKind::Name);
    let code = |m: &Mention| match m.entity {
        EntityType::Person => 1,
        EntityType::Organisation => 2,
        EntityType::Location => 3,
        EntityType::Other => 4,
    };
    let at_head = inside.clone().find(|m| m.tokens.contains(head));
    match (at_head, inside.clone().next()) {
        (Some(m), _) => (code(m), 1),
        (None, Some(m)) => (code(m), 2),
        (None, None) => (0, 0),
    }
}

/// What the words of a phrase that no preposition governs tell of its case.
fn case(words: &Words<'_>, phrase: Phrase, listed: Option<&NounPhrase>) -> Case {
    let start = phrase.tokens.range().start;
    if phrase.core.len() == 1 && words.listed(start, Listed::SUBJECT_PRONOUN) {
        return Case::Subject;
    }
    let dative = words.is(start, Classes::DAT) || words.listed(start, Listed::OBLIQUE_ARTICLE);
    let feminine = words.listed(start, Listed::ARTICLE_IN_R)
        && listed.is_some_and(|noun| noun.gender == Some(Gender::Feminine));
    if dative || feminine || phrase.is_oblique(words) {
        Case::Oblique
    } else {
        Case::Open
    }
}
