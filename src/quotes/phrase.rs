//! Noun phrases that can name a speaker, read off the word classes.

use crate::analysis::Upos;
use crate::quotes::classes::{Classes, Listed};
use crate::quotes::words::Words;
use crate::text::TokenRange;

/// A noun phrase with what belongs to it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Phrase {
    /// All of it, from the article to the last attribute or apposition.
    pub(crate) tokens: TokenRange,
    /// Article to head, without genitive, prepositional attribute or apposition.
    pub(crate) core: TokenRange,
    /// The apposition, without its commas.
    pub(crate) apposition: Option<TokenRange>,
}

impl Phrase {
    /// True where an adjective tells that it is no subject: after "der" or without an article it ends in -en then ("der
    /// deutschen Behörde", "politischen Beobachtern").
    pub(crate) fn is_oblique(&self, words: &Words<'_>) -> bool {
        let start = self.tokens.range().start;
        let next = if words.listed(start, Listed::ARTICLE_IN_R) {
            start + 1
        } else {
            start
        };
        words.is(next, Classes::ADJ)
            && !words.is(next, Classes::CAPITAL)
            && self.core.contains(next + 1)
            && (words.word(next).ends_with("en") || words.word(next).ends_with("em"))
    }
}

/// How far a phrase may reach.
const LONGEST: usize = 40;

const STARTS: Classes = Classes::DET
    .or(Classes::CAPITAL)
    .or(Classes::PRON)
    .or(Classes::NUMBER);
const NO_ATTRIBUTE: Classes = Classes::PREP
    .or(Classes::FINITE)
    .or(Classes::SUB)
    .or(Classes::COMMA)
    .or(Classes::STOP)
    .or(Classes::COLON)
    .or(Classes::SEMICOLON)
    .or(Classes::DASH)
    .or(Classes::OPEN)
    .or(Classes::CLOSE)
    .or(Classes::QUOTE)
    .or(Classes::COORD);

/// The German noun phrase that begins at token `start` and ends before `limit`.
pub(crate) fn german(words: &Words<'_>, start: usize, limit: usize) -> Option<Phrase> {
    let limit = limit.min(start + LONGEST);
    let core = german_core(words, start, limit)?;
    let mut end = core.end as usize;
    if words.is(start, Classes::PRON) && core.len() == 1 {
        return Some(Phrase {
            tokens: core,
            core,
            apposition: None,
        });
    }
    end = attributes(words, end, limit, 3);
    let mut apposition = None;
    if words.is(end, Classes::COMMA)
        && end < limit
        && let Some(inner) = german_core(words, end + 1, limit)
    {
        let to = attributes(words, inner.end as usize, limit, 2);
        let closed = to >= limit
            || words.is(
                to,
                Classes::COMMA
                    .or(Classes::STOP)
                    .or(Classes::COLON)
                    .or(Classes::QUOTE)
                    .or(Classes::DASH),
            );
        let is_pronoun = words.is(end + 1, Classes::PRON) && inner.len() == 1;
        if closed
            && !is_pronoun
            && !words.is(end + 1, Classes::REL.or(Classes::TIME)) | plain_article(words, end + 1, inner)
        {
            apposition = Some(TokenRange::new(end + 1, to));
            end = to;
        }
    }
    Some(Phrase {
        tokens: TokenRange::new(start, end),
        core,
        apposition,
    })
}

/// True for an apposition with an article ("der Direktor"): the article could also be a relative pronoun.
fn plain_article(words: &Words<'_>, start: usize, inner: TokenRange) -> bool {
    words.is(start, Classes::DET) && inner.len() > 1 && !words.is(start, Classes::DAT)
}

/// Article, attributes and head from token `start`.
fn german_core(words: &Words<'_>, start: usize, limit: usize) -> Option<TokenRange> {
    let mut at = start;
    if at >= limit
        || !(words.is(at, STARTS.or(Classes::DAT).or(Classes::ADJ))
            || words.is(at, Classes::QUOTE)
            || is_attribute(words, at))
    {
        return None;
    }
    let article = words.is(at, Classes::DET.or(Classes::NUMBER)) && !words.is(at, Classes::CAPITAL);
    if article {
        at += 1;
        while at < limit && words.is(at, Classes::DET.or(Classes::NUMBER)) && !words.is(at, Classes::PREP) {
            at += 1;
        }
        if at < limit && words.is(at, Classes::PREP) {
            at = extended_attribute(words, at, limit)?;
        }
    } else if words.is(at, Classes::PRON) && !words.is(at, Classes::CAPITAL) {
        return Some(TokenRange::new(start, start + 1));
    }
    // attributes
    let mut steps = 0;
    while at < limit && !words.is(at, Classes::CAPITAL) && !words.is(at, NO_ATTRIBUTE) && steps < 6 {
        if words.is(at, Classes::NAME) && is_head(words, at + 1) {
            break;
        }
        at += 1;
        steps += 1;
    }
    let head = at;
    while at < limit {
        if is_head(words, at) && !(at == head && words.is(at, Classes::TIME)) {
            if at > head && begins_noun(words, at) {
                break;
            }
            at += 1;
        } else if words.is(at, Classes::QUOTE) && at > start {
            // a name in quotation marks: „Bild“-Zeitung
            let Some(close) = (at + 1..limit.min(at + 6)).find(|&i| words.is(i, Classes::QUOTE)) else {
                break;
            };
            if !(at + 1..close).all(|i| {
                words.is(
                    i,
                    Classes::CAPITAL
                        .or(Classes::NUMBER)
                        .or(Classes::DET)
                        .or(Classes::DASH),
                )
            }) {
                break;
            }
            at = close + 1;
        } else if at > head && is_head(words, at + 1) && joins_names(words, at) {
            at += 2;
        } else {
            break;
        }
    }
    if at == head {
        // an article or pronoun alone: "dieser", "beide"
        let alone = words.is(start, Classes::PRON) && head == start + 1;
        return alone.then(|| TokenRange::new(start, start + 1));
    }
    Some(TokenRange::new(start, at))
}

/// True for a particle inside a name ("von", "de") and for a hyphen between blanks.
fn joins_names(words: &Words<'_>, at: usize) -> bool {
    let particle =
        words.is(at, Classes::NAME) && !words.is(at, Classes::PREP.or(Classes::DET).or(Classes::COORD));
    particle || words.word(at) == "-"
}

/// "laut Airbus Bestellungen": a noun after a name begins another phrase, unless the name is its genitive ("Hessens Minister").
fn begins_noun(words: &Words<'_>, at: usize) -> bool {
    words.follows_name(at)
        && words.layer.tokens[at].upos == Upos::Noun
        && !words.word(at - 1).ends_with(['s', 'S', '\'', '’', 'ß', 'x', 'z'])
}

fn is_head(words: &Words<'_>, at: usize) -> bool {
    words.is(at, Classes::CAPITAL)
        || (words.is(at, Classes::NUMBER)
            && words.is(at.wrapping_sub(1), Classes::CAPITAL)
            // "laut Statistik 300 Menschen": the number counts what follows
            && !words.is(at + 1, Classes::CAPITAL.or(Classes::ADJ)))
}

/// True for a word in lower case that looks like an attribute before a noun ("deutsche Behörden").
fn is_attribute(words: &Words<'_>, at: usize) -> bool {
    let attribute = |i: usize| {
        !words.is(
            i,
            NO_ATTRIBUTE.or(Classes::ADV).or(Classes::VERB).or(Classes::DAT),
        ) && ["e", "en", "er", "es", "em"]
            .iter()
            .any(|ending| words.word(i).ends_with(ending))
    };
    attribute(at)
        && (words.is(at + 1, Classes::CAPITAL) || (attribute(at + 1) && words.is(at + 2, Classes::CAPITAL)))
}

/// The end of an attribute that begins with a preposition ("mit der Angelegenheit vertraute"): the token of the head.
fn extended_attribute(words: &Words<'_>, start: usize, limit: usize) -> Option<usize> {
    (start + 2..limit.min(start + 9))
        .take_while(|&i| !words.is(i, Classes::COMMA.or(Classes::STOP).or(Classes::FINITE)))
        .find(|&i| {
            words.is(i, Classes::CAPITAL)
                && !words.is(i - 1, NO_ATTRIBUTE.or(Classes::CAPITAL).or(Classes::DET))
                && ["e", "en", "er", "es"]
                    .iter()
                    .any(|ending| words.word(i - 1).ends_with(ending))
        })
}

/// The end of the attributes after a head: genitives, "von" and "für" phrases, brackets, coordination.
fn attributes(words: &Words<'_>, start: usize, limit: usize, depth: u8) -> usize {
    let mut at = start;
    while at < limit && depth > 0 {
        let next = if words.is(at, Classes::OPEN) {
            (at + 1..limit.min(at + 10))
                .find(|&i| words.is(i, Classes::CLOSE))
                .map(|i| i + 1)
        } else if words.is(at, Classes::GEN) {
            german_core(words, at, limit)
                .filter(|core| core.len() > 1 && !is_subject(words, at))
                .map(|core| core.end as usize)
        } else if words.listed(at, Listed::ATTRIBUTE)
            || (words.listed(at, Listed::ATTRIBUTE_OF_NAME) && words.is(at - 1, Classes::CAPITAL))
        {
            german_core(words, at + 1, limit)
                .filter(|core| {
                    let head = core.end as usize - 1;
                    // "laut Meier aus Sicherheitsgründen"
                    let reason = words.listed(at, Listed::ATTRIBUTE_OF_NAME)
                        && core.len() == 1
                        && words.layer.tokens[head].upos == Upos::Noun;
                    !reason
                        && !words.is(head, Classes::TIME)
                        && !words.is(at + 1, Classes::PRON.or(Classes::NUMBER)) | (core.len() > 1)
                })
                .map(|core| core.end as usize)
        } else if words.listed(at, Listed::JOINING) && words.is(at + 1, Classes::DET.or(Classes::CAPITAL)) {
            german_core(words, at + 1, limit).map(|core| core.end as usize)
        } else {
            None
        };
        match next {
            Some(next) if next > at => at = next,
            _ => break,
        }
    }
    at
}

/// True where "der" cannot be a genitive: "laut Plan der neue Tunnel".
fn is_subject(words: &Words<'_>, start: usize) -> bool {
    let adjective = words.is(start + 1, Classes::ADJ) && !words.is(start + 1, Classes::CAPITAL);
    words.listed(start, Listed::ARTICLE_IN_R) && adjective && words.word(start + 1).ends_with('e')
}

/// The German phrase that ends right before token `end` and begins at `floor` or later ("Medienberichten zufolge").
pub(crate) fn german_before(words: &Words<'_>, end: usize, floor: usize) -> Option<Phrase> {
    (floor.max(end.saturating_sub(16))..end)
        .filter(|&start| {
            words.is(start, STARTS.or(Classes::DAT).or(Classes::ADJ)) || is_attribute(words, start)
        })
        .filter_map(|start| german(words, start, end))
        .find(|phrase| phrase.tokens.end as usize == end)
}

/// The English noun phrase that begins at token `start` and ends before `limit`: up to a verb, a preposition other than
/// "of", "for" or "from" or a mark; with an apposition.
pub(crate) fn english(words: &Words<'_>, start: usize, limit: usize) -> Option<Phrase> {
    let limit = limit.min(start + LONGEST);
    if words.is(start, Classes::PRON) && !words.is(start, Classes::DET.or(Classes::CAPITAL)) {
        let one = TokenRange::new(start, start + 1);
        return Some(Phrase {
            tokens: one,
            core: one,
            apposition: None,
        });
    }
    let stop = NO_ATTRIBUTE.or(Classes::PRON);
    let run = |from: usize| {
        let mut at = from;
        while at < limit
            && (!words.is(at, stop.or(Classes::DAT)) || (at == from && words.is(at, Classes::DET)))
            && !(words.is(at, Classes::VERB) && at > from && !words.is(at, Classes::CAPITAL))
            && (!words.is(at, Classes::ADV) || words.is(at, Classes::CAPITAL))
            && !(at > from && words.listed(at, Listed::ARTICLE) && !words.is(at - 1, Classes::DET))
            && !(words.is(at, Classes::TIME))
        {
            at += 1;
        }
        at
    };
    let core_end = run(start);
    if core_end == start
        || (core_end == start + 1 && words.is(start, Classes::DET) && !words.is(start, Classes::PRON))
    {
        return None;
    }
    let mut end = core_end;
    loop {
        let preposition = words.listed(end, Listed::ATTRIBUTE);
        let goes_on = preposition || words.listed(end, Listed::JOINING);
        // "in" and "to" only before a name: "the ambassador to the United States"
        let near = !words.listed(end, Listed::BEFORE_NAME)
            || words.is(
                end + 1 + usize::from(words.is(end + 1, Classes::DET)),
                Classes::CAPITAL,
            );
        let next = if goes_on && near && words.is(end + 1, Classes::CAPITAL.or(Classes::DET)) {
            run(end + 1)
        } else if words.is(end, Classes::OPEN) {
            (end + 1..limit.min(end + 10))
                .find(|&i| words.is(i, Classes::CLOSE))
                .map_or(end, |i| i + 1)
        } else {
            end
        };
        if next <= end + 1 || next > limit {
            break;
        }
        end = next;
    }
    let core = TokenRange::new(start, core_end);
    let mut apposition = None;
    if words.is(end, Classes::COMMA)
        && end + 1 < limit
        && words.is(end + 1, Classes::DET.or(Classes::CAPITAL))
    {
        let mut to = run(end + 1);
        while words.listed(to, Listed::IN_APPOSITION) && to + 1 < limit {
            let next = run(to + 1);
            if next == to + 1 {
                break;
            }
            to = next;
        }
        if to > end + 1 && words.is(to, Classes::COMMA.or(Classes::STOP)) {
            apposition = Some(TokenRange::new(end + 1, to));
            end = to;
        }
    }
    Some(Phrase {
        tokens: TokenRange::new(start, end.min(limit)),
        core,
        apposition,
    })
}
