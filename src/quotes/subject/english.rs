//! English subjects: the noun phrase that does what a verb says.

use crate::analysis::{NounPhrase, Upos};
use crate::quotes::classes::{Classes, Listed};
use crate::quotes::clause::{Hit, Segment};
use crate::quotes::phrase::{self, Phrase};
use crate::quotes::words::Words;
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
    if let Some(phrase) = interrupted(words, segments, hit, end) {
        return Some(phrase);
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
        // "with one witness saying that": its own subject
        let own = segment.start + usize::from(words.listed(segment.start, Listed::WITH_PARTICIPLE));
        if end > own
            && !words.is(end - 1, Classes::COORD.or(Classes::PREP).or(Classes::SUB))
            && !(own..end).any(|at| words.is(at, Classes::FINITE))
            && let Some(phrase) = ending(words, own, end, false)
        {
            return Some(phrase);
        }
        // "…, saying that": the subject of the clause before
        let main = segments[..=hit.segment]
            .iter()
            .find(|segment| !segment.subordinate && segment.finite.is_some_and(|finite| finite < hit.verb))?;
        return before(words, floor, main.finite?, 2);
    }
    prefield(words, segment, end).or_else(|| before(words, floor, end, 3))
}

/// "The head of the firm, a lawyer, said": nothing but a noun phrase, and what is inserted after it, stands before the comma
/// before the verb.
fn interrupted(words: &Words<'_>, segments: &[Segment], hit: &Hit<'_>, end: usize) -> Option<Phrase> {
    let segment = segments[hit.segment];
    if end > segment.start || hit.segment == 0 || !segment.separator.any(Classes::COMMA) {
        return None;
    }
    let first = segments[0];
    let alone = first.finite.is_none()
        && segments[1..hit.segment]
            .iter()
            .all(|one| one.subordinate || one.finite.is_none())
        && !words.is(
            first.start,
            Classes::PREP.or(Classes::SUB).or(Classes::QUOTE).or(Classes::ADV),
        )
        && !segments[1..=hit.segment]
            .iter()
            .any(|one| words.is(one.start.saturating_sub(2), Classes::QUOTE));
    let core = alone
        .then(|| phrase::english(words, first.start, first.end))
        .flatten()?
        .core;
    let head = TokenRange::new(first.start, first.end);
    let named = words.is(first.end - 1, Classes::CAPITAL) && !governed_after(words, core, first.end);
    // a relative clause is no part of the phrase, an apposition is
    let relative = segments[1..hit.segment].iter().any(|one| one.subordinate);
    let apposition =
        (hit.segment > 1 && !relative).then(|| TokenRange::new(first.end + 1, segment.start - 1));
    Some(Phrase {
        tokens: TokenRange::new(
            first.start,
            apposition.map_or(first.end, |tokens| tokens.range().end),
        ),
        core: if named { head } else { core },
        apposition,
    })
}

/// True where a preposition stands between a head and the end of its phrase.
fn governed_after(words: &Words<'_>, core: TokenRange, end: usize) -> bool {
    (core.range().end..end).any(|at| words.is(at, Classes::PREP))
}

/// All that stands before the verb of a clause, where it begins with a noun phrase and holds no other verb, clause or
/// coordination: "a spokesman for the group based in Bonn said".
fn prefield(words: &Words<'_>, segment: Segment, verb: usize) -> Option<Phrase> {
    let start = (segment.start..verb).find(|&at| !is_adverb(words, at) && !words.is(at, Classes::COORD))?;
    let noun = noun_at(words, start).filter(|_| !words.is(start, Classes::WH.or(Classes::REL)))?;
    let mut end = verb;
    // "Trump on Monday said"
    while end > start && words.is(end - 1, Classes::TIME.or(Classes::NUMBER)) {
        end -= 1;
    }
    while end > start && end < verb && words.is(end - 1, Classes::PREP) {
        end -= 1;
    }
    let after = noun.tokens.range().end;
    let attribute = words.is(after, Classes::PREP.or(Classes::VERB)) || end <= after;
    let plain = (after.min(end)..end).all(|at| {
        !words.is(
            at,
            Classes::FINITE
                .or(Classes::SUB)
                .or(Classes::WH)
                .or(Classes::QUOTE)
                .or(Classes::DAT),
        ) || words.is(at, Classes::PREP.or(Classes::DET))
    });
    let governed = words.is(start, Classes::PREP) && !words.is(start, Classes::DET);
    (attribute && plain && !governed && end > start).then(|| Phrase {
        tokens: TokenRange::new(start, end),
        core: TokenRange::new(start, after.min(end)),
        apposition: None,
    })
}

/// The subject of the finite verb at token `verb`.
pub(crate) fn subject_before(words: &Words<'_>, floor: usize, verb: usize) -> Option<Phrase> {
    before(words, floor, verb, 2)
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
    if words.listed(last, Listed::RELATIVE_SUBJECT) {
        // the antecedent
        let to = last - usize::from(last > floor && words.is(last - 1, Classes::COMMA));
        return ending(words, floor, to, false);
    }
    if words.is(last, Classes::COORD)
        || words.is(last, Classes::COMMA)
            && words.is(at, Classes::VERB)
            && !closes_apposition(words, floor, last)
    {
        // "tweeted to him and said": the subject of the verb before; of the cue before, whose clause may lie between:
        // "claimed the plan had failed and said"
        let verbs = |class: Classes| {
            (floor..last).rev().take(60).filter(move |&i| {
                words.is(i, class) && !words.is(i.wrapping_sub(1), Classes::REL.or(Classes::COORD))
            })
        };
        let cue = verbs(Classes::FINITE.or(Classes::VERB)).find(|&i| {
            let forms = words.cue_forms(i);
            forms.iter().any(|form| form.finite) && !words.word(i).ends_with("ing")
        });
        let verb = cue.or_else(|| verbs(Classes::FINITE).next())?;
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
    // "posts on the board from Friday"
    if end > floor + 2 && words.is(end - 1, Classes::TIME) && words.is(end - 2, Classes::PREP) {
        end -= 2;
    }
    let last = match noun_ending(words, end) {
        Some(noun) => noun.tokens,
        None => name_ending(words, floor, end).or_else(|| determined_ending(words, floor, end))?,
    };
    let mut core = last;
    let mut start = core.range().start;
    for _ in 0..4 {
        if start < floor + 2 {
            break;
        }
        let preposition = words.listed(start - 1, Listed::IN_SUBJECT);
        let coordinated = words.listed(start - 1, Listed::JOINING);
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
    let core = if governed { last } else { core };
    let pronoun = words.is(core.range().start, Classes::PRON);
    Some(Phrase {
        tokens: TokenRange::new(core.range().start, if pronoun { core.range().end } else { end }),
        core,
        apposition: None,
    })
}

/// Words with capitals before token `end`, where the tagger has no noun phrase.
fn name_ending(words: &Words<'_>, floor: usize, end: usize) -> Option<TokenRange> {
    let start = (floor..end)
        .rev()
        .take(6)
        .take_while(|&at| words.is(at, Classes::CAPITAL))
        .last()?;
    Some(TokenRange::new(start, end))
}

/// An article and the few words from it to token `end`, where the tagger has no noun among them: "the tenant wrote".
fn determined_ending(words: &Words<'_>, floor: usize, end: usize) -> Option<TokenRange> {
    /// Article, adjectives and noun.
    const LONGEST: usize = 5;
    let article = (floor..end)
        .rev()
        .take(LONGEST)
        .find(|&at| words.is(at, Classes::DET) || words.listed(at, Listed::PRONOUN_OR_NUMBER))?;
    let stop = Classes::PREP
        .or(Classes::COMMA)
        .or(Classes::QUOTE)
        .or(Classes::SUB)
        .or(Classes::COORD)
        .or(Classes::PRON);
    let inside = article + 1..end;
    let plain = !inside.is_empty() && inside.clone().all(|at| !words.is(at, stop));
    // the last word alone may look like a verb: "the office letter reads"
    let verbs = inside
        .take_while(|&at| at + 1 < end)
        .any(|at| words.is(at, Classes::FINITE));
    (plain && !verbs).then(|| TokenRange::new(article, end))
}

/// The noun phrase that ends before token `end`.
pub(crate) fn noun_ending<'w>(words: &Words<'w>, end: usize) -> Option<&'w NounPhrase> {
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
