//! English subjects: the noun phrase that does what a verb says.

use crate::analysis::{NounPhrase, Upos};
use crate::quotes::clause::{Hit, Segment};
use crate::quotes::phrase::{self, Phrase};
use crate::quotes::words::{Classes, Words};
use crate::text::TokenRange;

/// The subject of a cue, in a passive clause the agent.
pub(super) fn of(words: &Words<'_>, segments: &[Segment], hit: &Hit<'_>) -> Option<Phrase> {
    let limit = segments.last()?.end;
    let segment = segments[hit.segment];
    if hit.passive {
        let by = (hit.verb + 1..segment.end.min(hit.verb + 8)).find(|&i| words.one_of(i, &["by"]))?;
        return phrase::english(words, by + 1, limit);
    }
    let floor = segments[0].start;
    let mut end = hit.finite;
    while end > segment.start && is_adverb(words, end - 1) {
        end -= 1;
    }
    // inversion: the verb begins its clause, or follows the quoted words
    let inverted = end == segment.start || words.is(end - 1, Classes::QUOTE.or(Classes::COLON));
    let after = hit.verb + 1;
    let participle = words.word(hit.verb).ends_with("ing") && hit.finite == hit.verb;
    if inverted && !participle && !words.is(after, Classes::QUE.or(Classes::DAT)) && after < limit {
        let follows = phrase::english(words, after, limit)
            .filter(|phrase| !words.is(phrase.core.range().end, Classes::FINITE))
            .filter(|phrase| !words.is(phrase.core.range().end - 1, Classes::TIME));
        if let Some(phrase) = follows {
            // "said a person close to the talks"
            let end = phrase.tokens.range().end;
            let adjective = words.layer.tokens[end - 1].upos == Upos::Adj && words.is(end, Classes::PREP);
            let more = noun_at(words, end + 1)
                .filter(|_| adjective)
                .map(|noun| noun.tokens.range().end);
            let tokens = TokenRange::new(phrase.tokens.range().start, more.unwrap_or(end));
            return Some(Phrase { tokens, ..phrase });
        }
    }
    if participle {
        // "…, saying that": the subject of the clause before
        let main = segments[..=hit.segment]
            .iter()
            .find(|segment| !segment.subordinate && segment.finite.is_some_and(|finite| finite < hit.verb))?;
        return before(words, floor, main.finite?, 2);
    }
    before(words, floor, end, 3)
}

/// The noun phrase whose verb stands at token `end`, which begins at `floor` or later.
fn before(words: &Words<'_>, floor: usize, end: usize, depth: u8) -> Option<Phrase> {
    let mut at = end;
    let auxiliary =
        |at: usize| words.is(at, Classes::MODAL.or(Classes::HAVE)) && words.is(at, Classes::FINITE);
    while at > floor && (is_adverb(words, at - 1) || auxiliary(at - 1)) {
        at -= 1;
    }
    if at <= floor || depth == 0 {
        return None;
    }
    let last = at - 1;
    if words.one_of(last, &["who", "which", "that"]) {
        // the antecedent
        let to = last - usize::from(last > floor && words.is(last - 1, Classes::COMMA));
        return ending(words, floor, to, false);
    }
    if words.is(last, Classes::COORD)
        || words.is(last, Classes::COMMA)
            && words.is(at, Classes::VERB)
            && !closes_apposition(words, floor, last)
    {
        // "tweeted to him and said": the subject of the verb before
        let verb = (floor..last).rev().take(40).find(|&i| {
            words.is(i, Classes::FINITE) && !words.is(i.wrapping_sub(1), Classes::REL.or(Classes::COORD))
        })?;
        return before(words, floor, verb, depth - 1);
    }
    if words.is(last, Classes::COMMA) {
        let open = (floor..last)
            .rev()
            .take(30)
            .find(|&i| words.is(i, Classes::COMMA))?;
        let named = ending(words, floor, open, false)?;
        let apposition = TokenRange::new(open + 1, last);
        let relative =
            words.is(open + 1, Classes::WH) || (open + 1..last).any(|i| words.is(i, Classes::FINITE));
        return Some(if relative {
            named
        } else {
            Phrase {
                tokens: TokenRange::new(named.tokens.range().start, last),
                apposition: Some(apposition),
                ..named
            }
        });
    }
    ending(words, floor, at, true)
}

/// True where the comma at `at` closes what another opened after a noun: "Smith, a lawyer, said".
fn closes_apposition(words: &Words<'_>, floor: usize, at: usize) -> bool {
    (floor..at)
        .rev()
        .take(30)
        .find(|&i| words.is(i, Classes::COMMA.or(Classes::FINITE)))
        .is_some_and(|i| words.is(i, Classes::COMMA) && i > floor && noun_ending(words, i).is_some())
        || (floor..at)
            .rev()
            .take(30)
            .any(|i| words.is(i, Classes::COMMA) && words.is(i + 1, Classes::WH))
}

fn is_adverb(words: &Words<'_>, at: usize) -> bool {
    (words.is(at, Classes::ADV) || words.layer.tokens[at].upos == Upos::Adv)
        && !words.is(at, Classes::CAPITAL.or(Classes::DET).or(Classes::PRON))
}

/// The phrase that ends before token `end`, with what it is an attribute of: "the head of the office".
fn ending(words: &Words<'_>, floor: usize, end: usize, attached: bool) -> Option<Phrase> {
    let mut end = end;
    // "(WHO)"
    if end > floor && words.is(end - 1, Classes::CLOSE) {
        end = (floor..end).rev().take(8).find(|&i| words.is(i, Classes::OPEN))?;
    }
    let last = noun_ending(words, end)?;
    let mut core = last.tokens;
    let mut start = core.range().start;
    for _ in 0..4 {
        if start < floor + 2 {
            break;
        }
        let preposition = words.one_of(
            start - 1,
            &["of", "for", "from", "at", "with", "in", "on", "to", "by", "as"],
        );
        let coordinated = words.one_of(start - 1, &["and", "&"]);
        if !(preposition || coordinated) {
            break;
        }
        let Some(outer) = noun_ending(words, start - 1).filter(|outer| outer.tokens.range().start >= floor)
        else {
            break;
        };
        if !attached && coordinated || words.is(outer.head as usize, Classes::TIME) {
            break;
        }
        // what a preposition governs at the beginning of a sentence is no subject: "In the city of X police said"
        if outer.tokens.range().start > floor && words.is(outer.tokens.range().start - 1, Classes::VERB) {
            break;
        }
        core = outer.tokens;
        start = core.range().start;
    }
    // "president of the club": still governed by a preposition, as in "on Monday", the last phrase alone is it
    let governed = start > floor && words.is(start - 1, Classes::PREP) && start - 1 == floor;
    let core = if governed { last.tokens } else { core };
    let pronoun = words.is(core.range().start, Classes::PRON);
    Some(Phrase {
        tokens: TokenRange::new(core.range().start, if pronoun { core.range().end } else { end }),
        core,
        apposition: None,
    })
}

/// The noun phrase that ends before token `end`.
fn noun_ending<'w>(words: &Words<'w>, end: usize) -> Option<&'w NounPhrase> {
    let phrases = words.layer.phrases;
    let at = phrases.partition_point(|noun| (noun.tokens.end as usize) < end);
    phrases.get(at).filter(|noun| noun.tokens.end as usize == end)
}

/// The noun phrase that begins at token `start`.
pub(crate) fn noun_at<'w>(words: &Words<'w>, start: usize) -> Option<&'w NounPhrase> {
    let phrases = words.layer.phrases;
    let at = phrases.partition_point(|noun| (noun.tokens.start as usize) < start);
    phrases.get(at).filter(|noun| noun.tokens.start as usize == start)
}
