//! German subjects: the noun phrase in the nominative, before or after the verb.

use crate::quotes::classes::{Classes, Listed};
use crate::quotes::clause::{Segment, Verb};
use crate::quotes::phrase::{self, Phrase};
use crate::quotes::words::Words;
use crate::text::TokenRange;

/// Who does what the cue says: the subject, in a passive clause the agent.
pub(super) fn of(words: &Words<'_>, segments: &[Segment], hit: Verb) -> Option<Phrase> {
    let limit = segments.last()?.end;
    let segment = segments[hit.segment];
    if hit.passive {
        return agent(words, segment, limit);
    }
    if let Some(impersonal) = impersonal(words, segment, hit, limit) {
        return impersonal;
    }
    if segment.subordinate && hit.finite > segment.start {
        return subject_verb_last(words, segments, hit.segment, limit);
    }
    // "Den Plan nannte er …": a pronoun right after the verb that can be nothing else
    let after = hit.finite + 1;
    if after < segment.end && words.listed(after, Listed::SUBJECT_PRONOUN) && words.is(after, Classes::PRON) {
        let one = TokenRange::new(after, after + 1);
        return Some(Phrase {
            tokens: one,
            core: one,
            apposition: None,
        });
    }
    // "bedankte sich und sagte": the subject of the first verb
    if hit.finite == hit.verb
        && hit.finite > segment.start
        && words.is(hit.finite - 1, Classes::COORD)
        && let Some(first) = segment.finite.filter(|&first| first < hit.finite)
    {
        let earlier = Verb {
            verb: first,
            finite: first,
            ..hit
        };
        return of(words, segments, earlier);
    }
    if hit.finite > segment.start
        && let Some(phrase) = prefield(words, segments, hit)
    {
        return Some(phrase);
    }
    // a clause that goes on after an insertion: "Müller, der Chef der Firma, sagte"
    if hit.finite == segment.start && hit.segment > 0 && segment.separator.any(Classes::COMMA) {
        let inserted = |s: &Segment| s.finite.is_none() || s.subordinate;
        let earlier = (0..hit.segment).find(|&first| {
            let head = &segments[first];
            head.finite.is_none()
                && !head.subordinate
                && !head.infinitive
                && segments[first..hit.segment].iter().all(inserted)
        });
        if let Some(earlier) = earlier {
            let first = segments[earlier];
            let between = segments[earlier + 1..hit.segment]
                .iter()
                .all(|s| s.subordinate || s.finite.is_none());
            let opens = first.separator == Classes::default() || first.separator.any(Classes::COLON);
            if between
                && opens
                && !words.is(first.start, Classes::PREP)
                && let Some(phrase) = phrase::german(words, first.start, first.end)
                && (phrase.tokens.end as usize == first.end
                    || words.is(phrase.tokens.end as usize, Classes::PREP))
            {
                let apposition = (earlier + 1 < hit.segment
                    && !segments[earlier + 1].subordinate
                    && segments[earlier + 1].finite.is_none())
                .then(|| TokenRange::new(segments[earlier + 1].start, segments[earlier + 1].end));
                let tokens = TokenRange::new(
                    phrase.tokens.start as usize,
                    apposition.map_or(first.end, |a| a.range().end),
                );
                return Some(Phrase {
                    tokens,
                    apposition,
                    ..phrase
                });
            }
        }
    }
    first_nominative(words, hit.finite + 1, segment.end, limit)
}

/// The subject of the first main clause, whatever its verb is.
pub(crate) fn of_main(words: &Words<'_>, segments: &[Segment]) -> Option<Phrase> {
    let (segment, finite) = segments
        .iter()
        .enumerate()
        .filter(|(_, segment)| !segment.subordinate)
        .find_map(|(number, segment)| Some((number, segment.finite?)))?;
    let verb = Verb {
        verb: finite,
        finite,
        segment,
        passive: false,
    };
    of(words, segments, verb).filter(|phrase| !phrase.is_oblique(words))
}

/// The phrase before the finite verb, where it is all that stands there.
fn prefield(words: &Words<'_>, segments: &[Segment], hit: Verb) -> Option<Phrase> {
    let segment = segments[hit.segment];
    // "ein" is a separable prefix as well as an article.
    let passed = |at: usize| {
        words.is(at, Classes::QUOTE.or(Classes::COORD))
            || words.is(at, Classes::ADV) && !words.is(at, Classes::DET)
    };
    let mut start = (segment.start..hit.finite).find(|&at| !passed(at))?;
    if words.is(start, Classes::PREP.or(Classes::SUB)) {
        // "Nach dem Treffen Müller sagte" does not exist: the subject stands after the verb
        return None;
    }
    if words.is(start, Classes::DAT)
        && !words.is(start, Classes::GEN)
        && !words.listed(start, Listed::ANY_ARTICLE)
        && !words.is(start, Classes::PRON)
    {
        return None;
    }
    let mut phrase = phrase::german(words, start, hit.finite);
    while phrase.is_none() && start + 1 < hit.finite && words.is(start, Classes::ADV) {
        start += 1;
        phrase = phrase::german(words, start, hit.finite);
    }
    let phrase = phrase.filter(|phrase| !phrase.is_oblique(words))?;
    if words.is(phrase.tokens.end as usize - 1, Classes::TIME) && phrase.core.len() < 3 {
        return None;
    }
    // what stands before the verb is one phrase: "ein Sprecher der Bank in Bonn sagte"
    let end = phrase.tokens.range().end;
    let attribute = end < hit.finite && words.is(end, Classes::PREP) && hit.finite - end < 10;
    let bare = |at: usize| {
        !words.is(at, Classes::ADV.or(Classes::TIME)) || words.is(at, Classes::PREP.or(Classes::DET))
    };
    if attribute && (end..hit.finite).all(bare) {
        return Some(Phrase {
            tokens: TokenRange::new(phrase.tokens.range().start, hit.finite),
            ..phrase
        });
    }
    Some(phrase)
}

/// The first phrase from `start` that can be a subject, over reflexives, adverbs, objects in the dative and prepositions.
fn first_nominative(words: &Words<'_>, start: usize, end: usize, limit: usize) -> Option<Phrase> {
    let mut at = start;
    while at < end {
        if words.is(at, Classes::PREP) && !words.is(at, Classes::CAPITAL) {
            at = match phrase::german(words, at + 1, end) {
                Some(phrase) => phrase.core.end as usize,
                None => at + 1,
            };
            // "im Namen der Firma"
            if words.is(at, Classes::GEN)
                && let Some(phrase) = phrase::german(words, at, end)
            {
                at = phrase.core.end as usize;
            }
        } else if words.is(at, Classes::DAT) && !words.is(at, Classes::PRON) {
            at = match phrase::german(words, at, end) {
                Some(phrase) => phrase.core.end as usize,
                None => at + 1,
            };
        } else if words.listed(at, Listed::EXPLETIVE) && !words.is(at + 1, Classes::CAPITAL)
            || words.is(at, Classes::NUMBER) && words.is(at + 1, Classes::TIME.or(Classes::STOP))
        {
            at += 1;
        } else if let Some(phrase) = phrase::german(words, at, limit.max(end)) {
            if (words.is(phrase.core.end as usize - 1, Classes::TIME) && phrase.core.len() <= 2)
                || phrase.tokens.start as usize >= end
            {
                at = phrase.core.end as usize;
                continue;
            }
            return Some(phrase);
        } else {
            at += 1;
        }
    }
    None
}

/// The subject of a clause whose verb stands last: the phrase after the subordinator, or what a relative pronoun stands for.
fn subject_verb_last(words: &Words<'_>, segments: &[Segment], number: usize, limit: usize) -> Option<Phrase> {
    let segment = segments[number];
    let first = (segment.start..segment.end)
        .find(|&i| !words.is(i, Classes::QUOTE))
        .unwrap_or(segment.start);
    let nominative = words.is(first, Classes::REL)
        && !words.is(first, Classes::SUB)
        && words.listed(first, Listed::RELATIVE_SUBJECT);
    let inner = first_nominative(words, first + 1, segment.end, segment.end);
    // "die der Minister sagte": the pronoun is the object where a subject follows it at once.
    let object =
        inner.is_some_and(|p| p.tokens.start as usize == first + 1) && !words.one_of(first, &["der"]);
    if nominative && number > 0 && !object {
        let before = segments[number - 1];
        return phrase::german_before(words, before.end, before.start).or(inner);
    }
    inner.or_else(|| first_nominative(words, first + 1, limit, limit))
}

/// The agent of a passive clause: "von der Polizei", "durch den Sprecher", "seitens der Firma".
fn agent(words: &Words<'_>, segment: Segment, limit: usize) -> Option<Phrase> {
    (segment.start..segment.end)
        .find(|&i| words.listed(i, Listed::AGENT))
        .and_then(|i| phrase::german(words, i + 1, limit.min(segment.end)))
}

/// "hieß es aus dem Ministerium": the speaker stands after the preposition; outer none where the cue is not impersonal.
fn impersonal(words: &Words<'_>, segment: Segment, hit: Verb, limit: usize) -> Option<Option<Phrase>> {
    let es = words.listed(hit.finite + 1, Listed::IT)
        || (hit.finite > segment.start
            && words.listed(hit.finite - 1, Listed::IT)
            && hit.finite - 1 == segment.start);
    let says = words.listed(hit.verb, Listed::IMPERSONAL_VERB);
    if !(es && (says || hit.passive)) {
        return None;
    }
    let after = Listed::FROM_WHOM.or(Listed::FROM_WHERE);
    let from = (hit.finite + 1..segment.end)
        .find(|&i| words.listed(i, after))
        .or_else(|| (segment.start..hit.finite).find(|&i| words.listed(i, Listed::FROM_WHOM)));
    Some(
        from.and_then(|i| phrase::german(words, i + 1, limit.min(segment.end)))
            .filter(|p| !words.is(p.core.end as usize - 1, Classes::TIME)),
    )
}
