//! Nouns and adjectives that introduce what somebody says: "the claim that", "her promise to", "is sure that".

use crate::analysis::{QuoteType, Upos};
use crate::quotes::classes::{Classes, Listed};
use crate::quotes::cues::CueLexicon;
use crate::quotes::draft::Draft;
use crate::quotes::english::clauses::Clauses;
use crate::quotes::phrase::Phrase;
use crate::quotes::subject;
use crate::quotes::words::Words;
use crate::text::TokenRange;

/// How sure the clause of a noun is.
pub(super) const NOUN: f32 = 0.5;

/// The quotes that nouns and adjectives of a sentence introduce.
pub(super) fn find(words: &Words<'_>, lexicon: &CueLexicon, clauses: &Clauses<'_>) -> Vec<Draft> {
    let end = clauses.tokens.range().end;
    clauses
        .tokens
        .range()
        .filter_map(|at| {
            let noun = lexicon.noun(words.word(at))?;
            if noun.adjective {
                return clauses.predicate(at);
            }
            if words.is(at, Classes::VERB.or(Classes::FINITE)) {
                return None;
            }
            let that = noun.clause && words.one_of(at + 1, &["that"]) && clauses.holds_verb(at + 2);
            let to = noun.infinitive
                && words.one_of(at + 1, &["to"])
                && words
                    .layer
                    .tokens
                    .get(at + 2)
                    .is_some_and(|token| matches!(token.upos, Upos::Verb | Upos::Aux));
            let start = if that { at + 2 } else { at + 1 };
            let piece = TokenRange::new(start, clauses.clause_end(start).min(end).max(start));
            if !(that || to) || piece.len() < 2 {
                return None;
            }
            let mut draft = Draft::new(QuoteType::Indirect, vec![piece], NOUN);
            draft.cue = vec![at];
            draft.speaker = possessor(words, at).or_else(|| clauses.subject_before(at));
            Some(draft)
        })
        .collect()
}

/// "his claim", "the company's promise": whose it is.
fn possessor(words: &Words<'_>, noun: usize) -> Option<Phrase> {
    let before = (noun.saturating_sub(4)..noun)
        .rev()
        .take_while(|&at| !words.is(at, Classes::COMMA.or(Classes::PREP).or(Classes::FINITE)))
        .find(|&at| words.listed(at, Listed::POSSESSIVE) || words.one_of(at, &["'s", "’s", "'", "’"]))?;
    let tokens = if words.word(before).starts_with(char::is_alphabetic) {
        TokenRange::new(before, before + 1)
    } else {
        subject::noun_ending(words, before)?.tokens
    };
    Some(Phrase {
        tokens,
        core: tokens,
        apposition: None,
    })
}
