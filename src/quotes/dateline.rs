//! Datelines: "London, May 13 (AP) —" before the first sentence.

use crate::quotes::classes::Classes;
use crate::quotes::words::Words;
use crate::text::TokenRange;

/// So many tokens a dateline can have.
const LONGEST: usize = 14;

/// Where a sentence begins without its dateline.
pub(crate) fn after_dateline(words: &Words<'_>, sentence: TokenRange) -> usize {
    let range = sentence.range();
    let place = range.len() > 4 && words.is(range.start, Classes::CAPITAL);
    (range.start..range.end.min(range.start + LONGEST))
        .take_while(|&at| {
            // "May 13" is a date
            words.is(at, Classes::TIME) || !words.is(at, Classes::FINITE.or(Classes::VERB).or(Classes::QUOTE))
        })
        .find(|&at| place && words.is(at, Classes::DASH))
        .filter(|&dash| {
            let closes = words.is(dash - 1, Classes::CLOSE.or(Classes::NUMBER));
            closes || words.is(dash - 1, Classes::CAPITAL.or(Classes::TIME)) && words.word(dash) != "-"
        })
        .map_or(range.start, |dash| dash + 1)
}
