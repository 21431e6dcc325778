//! Where a statement comes from, named beside it: "laut X", "nach Angaben von X", "X zufolge", "so X", "wie X schreibt",
//! "according to X".

use crate::analysis::Upos;
use crate::language::Language;
use crate::quotes::classes::{Classes, Listed};
use crate::quotes::clause::{self, Segment};
use crate::quotes::cues::CueLexicon;
use crate::quotes::phrase::{self, Phrase};
use crate::quotes::subject;
use crate::quotes::words::Words;
use crate::text::TokenRange;

/// A source phrase inside a sentence.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Source {
    /// All of it: what is left out of the quote.
    pub(crate) tokens: TokenRange,
    /// "laut", "zufolge", "so"; the verb after "wie".
    pub(crate) cue: Vec<usize>,
    pub(crate) speaker: Option<Phrase>,
    /// What it attributes is its own relative clause: "ein Erlass, laut dem …".
    pub(crate) relative: bool,
}

impl Source {
    fn new(start: usize, end: usize, cue: Vec<usize>, speaker: Option<Phrase>) -> Self {
        Self {
            tokens: TokenRange::new(start, end),
            cue,
            speaker,
            relative: false,
        }
    }
}

/// The source phrases of a sentence, in order, not overlapping.
pub(crate) fn find(
    words: &Words<'_>,
    lexicon: &CueLexicon,
    segments: &[Segment],
    tokens: TokenRange,
    english: bool,
) -> Vec<Source> {
    let mut found: Vec<Source> = Vec::new();
    let mut at = tokens.range().start;
    while at < tokens.range().end {
        let source = if english {
            prepositional_english(words, at, tokens)
        } else if words.is(at, Classes::SOURCE.or(Classes::DET)) {
            prepositional(words, lexicon, at, tokens, segments)
        } else {
            None
        };
        match source {
            Some(source) => {
                at = source.tokens.range().end.max(at + 1);
                found.push(source);
            }
            None => at += 1,
        }
    }
    for (number, segment) in segments.iter().enumerate() {
        let source = if english {
            clausal_english(words, lexicon, segments, number, tokens)
        } else {
            clausal(words, lexicon, segments, segment, tokens)
        };
        if let Some(source) = source
            && !found.iter().any(|other| overlap(other.tokens, source.tokens))
        {
            found.push(source);
        }
    }
    found.sort_by_key(|source| source.tokens.start);
    found
}

fn overlap(a: TokenRange, b: TokenRange) -> bool {
    a.start < b.end && b.start < a.end
}

/// "laut X", "nach Angaben von X", "X zufolge", "laut dem", "seiner Meinung nach" at token `at`.
fn prepositional(
    words: &Words<'_>,
    lexicon: &CueLexicon,
    at: usize,
    tokens: TokenRange,
    segments: &[Segment],
) -> Option<Source> {
    let (start, end) = (tokens.range().start, tokens.range().end);
    if words.listed(at, Listed::SOURCE_PREPOSITION) {
        let relative =
            words.listed(at + 1, Listed::RELATIVE_DATIVE) && at > start && words.is(at - 1, Classes::COMMA);
        let told = |speaker: &Phrase| words.one_of(at, &["laut"]) || is_statement(words, lexicon, speaker);
        if relative && let Some(speaker) = antecedent(words, start, at - 1).filter(told) {
            segments.iter().find(|segment| segment.start == at)?;
            return Some(Source {
                relative: true,
                ..Source::new(at, at + 2, vec![at], Some(speaker))
            });
        }
        if words.one_of(at, &["zufolge"]) && at > start && words.listed(at - 1, Listed::SOURCE_PRONOUN) {
            let pronoun = TokenRange::new(at - 1, at);
            let phrase = Phrase {
                tokens: pronoun,
                core: pronoun,
                apposition: None,
            };
            return Some(Source::new(at - 1, at + 1, vec![at], Some(phrase)));
        }
        if words.one_of(at, &["zufolge"]) {
            let phrase = statement_before(words, lexicon, at, start)
                .or_else(|| phrase::german_before(words, at, start))
                .or_else(|| listed_before(words, at, start))?;
            // "befanden sich Berichten zufolge": the pronoun is the verb's
            let first = phrase.tokens.range().start;
            let first = first + usize::from(words.one_of(first, &["sich"]) && first + 1 < at);
            return Some(Source::new(first, at + 1, vec![at], Some(phrase)));
        }
        let laut = words.one_of(at, &["laut"]);
        if words.one_of(at, &["nach"]) && is_time(words, lexicon, at + 1, end) {
            return None;
        }
        let first = at == start || words.is(at - 1, BOUNDARY);
        let any = words.one_of(at, &["laut", "gemäß"]);
        let phrase = phrase::german(words, at + 1, end)
            .filter(|phrase| any || is_statement(words, lexicon, phrase))
            .or_else(|| bare(words, lexicon, at + 1, end))
            .or_else(|| unusual(words, lexicon, at, end, laut))
            .map(|phrase| with_attribute(words, phrase, end))?;
        let to = time_after(words, phrase.tokens.range().end, end);
        let to = if first {
            before_verb(words, segments, to, end)
        } else {
            to
        };
        return Some(Source::new(at, to, vec![at], Some(phrase)));
    }
    // "seiner Meinung nach", "meiner Ansicht nach"
    let word = words.word(at).as_bytes();
    let ends = word.len() > 2 && word[word.len() - 2..].eq_ignore_ascii_case(b"er");
    let possessive = ends && words.is(at, Classes::DET);
    if possessive && lexicon.is_source(words.word(at + 1)) && words.one_of(at + 2, &["nach"]) && at + 2 < end
    {
        let speaker = TokenRange::new(at, at + 2);
        return Some(Source::new(
            at,
            at + 3,
            vec![at + 2],
            Some(Phrase {
                tokens: speaker,
                core: speaker,
                apposition: None,
            }),
        ));
    }
    // "demnach", "wonach": the words alone, whoever said it stands before
    if words.listed(at, Listed::SOURCE_ALONE) {
        return Some(Source::new(at, at + 1, vec![at], None));
    }
    // "dem Vernehmen nach"
    if words.one_of(at, &["vernehmen"])
        && words.one_of(at + 1, &["nach"])
        && at > start
        && words.one_of(at - 1, &["dem"])
    {
        return Some(Source::new(at - 1, at + 2, vec![at + 1], None));
    }
    // "aus Sicht der Kritiker", "aus ihrer Sicht"; "nach Ansicht" is among the first
    if words.one_of(at, &["aus"]) {
        let phrase = phrase::german(words, at + 1, end)?;
        let view = words.one_of(phrase.core.range().end - 1, &["sicht"]);
        return view.then(|| Source::new(at, phrase.tokens.range().end, vec![at], Some(phrase)));
    }
    None
}

/// True where a noun for what was said is in the phrase: "Angaben der Polizei", "Schätzungen Meiers".
fn is_statement(words: &Words<'_>, lexicon: &CueLexicon, phrase: &Phrase) -> bool {
    let mut heads = phrase.core.range().filter(|&at| words.is(at, Classes::CAPITAL));
    heads.any(|head| lexicon.is_source(words.word(head)))
}

/// "übereinstimmenden Berichten zufolge", "dem Bericht zufolge": the noun for what was said, with its article and adjectives.
fn statement_before(words: &Words<'_>, lexicon: &CueLexicon, end: usize, floor: usize) -> Option<Phrase> {
    let noun = end.checked_sub(1).filter(|&noun| noun >= floor)?;
    if !(words.is(noun, Classes::CAPITAL) && lexicon.is_source(words.word(noun))) {
        return None;
    }
    let adjective = |at: usize| words.is(at, Classes::ADJ) && !words.is(at, Classes::CAPITAL);
    let first = (floor..noun).rev().take_while(|&at| adjective(at)).last();
    let first = first.unwrap_or(noun);
    let article = first > floor && words.is(first - 1, Classes::DET);
    let tokens = TokenRange::new(first - usize::from(article), end);
    Some(Phrase {
        tokens,
        core: tokens,
        apposition: None,
    })
}

/// "nach dem Urteil": what happened, with an article and nobody that it belongs to, is a time and no source.
fn is_time(words: &Words<'_>, lexicon: &CueLexicon, start: usize, end: usize) -> bool {
    phrase::german(words, start, end).is_some_and(|phrase| {
        let alone = phrase.tokens == phrase.core && phrase.core.len() > 1;
        alone && words.is(start, Classes::DET) && lexicon.is_event(words.word(phrase.core.range().end - 1))
    })
}

/// A clause can begin after these.
const BOUNDARY: Classes = Classes::COMMA
    .or(Classes::COLON)
    .or(Classes::SEMICOLON)
    .or(Classes::DASH)
    .or(Classes::COORD)
    .or(Classes::QUOTE);

/// "nach ersten Meldungen Schäden verursacht": a source noun in the plural without an article, before the next noun.
fn bare(words: &Words<'_>, lexicon: &CueLexicon, start: usize, end: usize) -> Option<Phrase> {
    let noun = (start..end.min(start + 3)).find(|&at| words.is(at, Classes::CAPITAL))?;
    let attributes =
        (start..noun).all(|at| !words.is(at, Classes::DET.or(Classes::PREP).or(Classes::FINITE)));
    let tokens = TokenRange::new(start, noun + 1);
    (attributes && lexicon.is_source(words.word(noun))).then_some(Phrase {
        tokens,
        core: tokens,
        apposition: None,
    })
}

/// What belongs to a source besides: a genitive without an article ("nach Meinung politischer Beobachter"), a name after its
/// noun ("einer Sprecherin der Stadt Den Haag").
fn with_attribute(words: &Words<'_>, phrase: Phrase, end: usize) -> Phrase {
    let to = phrase.tokens.range().end;
    let genitive = to + 1 < end
        && phrase.tokens.end == phrase.core.end
        && words.layer.tokens[to].upos == Upos::Adj
        && words.word(to).ends_with("er")
        && !words.is(to, Classes::DET.or(Classes::ADV))
        && words.is(to + 1, Classes::CAPITAL);
    let more = if genitive { to + 2 } else { to };
    let mut named = more;
    while named + 1 < end
        && words.is(named, Classes::NAME)
        && words.word(named).starts_with(char::is_uppercase)
        && words.is(named + 1, Classes::CAPITAL)
    {
        named += 2;
    }
    Phrase {
        tokens: TokenRange::new(phrase.tokens.range().start, named),
        ..phrase
    }
}

/// A source whose words are none of the usual ones: a name in quotation marks, one in lower case ("laut „Nordbote“", "nach
/// Angaben von n24").
fn unusual(words: &Words<'_>, lexicon: &CueLexicon, at: usize, end: usize, laut: bool) -> Option<Phrase> {
    let near = end.min(at + 8);
    let whole = |to: usize| {
        let tokens = TokenRange::new(at + 1, to);
        Some(Phrase {
            tokens,
            core: tokens,
            apposition: None,
        })
    };
    let named = laut || (at + 1..near.min(at + 5)).any(|i| lexicon.is_source(words.word(i)));
    if !named {
        return None;
    }
    if let Some(open) = (at + 1..near).find(|&i| words.is(i, Classes::QUOTE))
        && let Some(close) = (open + 1..end.min(open + 8)).find(|&i| words.is(i, Classes::QUOTE))
    {
        return whole(close + 1);
    }
    // "laut taz"
    let lower = words.word(at + 1).starts_with(char::is_lowercase);
    if laut && lower && words.layer.tokens[at + 1].upos == Upos::Propn {
        return whole(at + 2);
    }
    let verb = (at + 1..near).find(|&i| words.is(i, Classes::FINITE.or(Classes::COMMA)));
    // "laut hupend fuhren sie": no source
    let adverb = |&verb: &usize| {
        matches!(
            words.layer.tokens[verb - 1].upos,
            Upos::Adj | Upos::Adv | Upos::Verb
        )
    };
    verb.filter(|&verb| verb > at + 1)
        .filter(|verb| !adverb(verb))
        .and_then(whole)
}

/// The noun phrase before "zufolge" where the words alone do not tell: as the tagger has it.
fn listed_before(words: &Words<'_>, end: usize, floor: usize) -> Option<Phrase> {
    let phrases = words.layer.phrases;
    let at = phrases.partition_point(|noun| (noun.tokens.end as usize) < end);
    let noun = phrases.get(at).filter(|noun| noun.tokens.end as usize == end)?;
    (noun.tokens.range().start >= floor).then_some(Phrase {
        tokens: noun.tokens,
        core: noun.tokens,
        apposition: None,
    })
}

/// Where the finite verb stands that follows a source at the beginning of a sentence: all before it belongs to the source, its
/// relative clause and its apposition too ("Nach Angaben eines Zeugen, der im Zug saß, brannte …").
fn before_verb(words: &Words<'_>, segments: &[Segment], start: usize, end: usize) -> usize {
    let stop = Classes::COMMA.or(Classes::COLON).or(Classes::QUOTE);
    let verb = (start..end.min(start + 12))
        .take_while(|&at| !words.is(at, stop))
        .find(|&at| words.is(at, Classes::FINITE));
    if let Some(verb) = verb {
        return verb;
    }
    let later = segments.partition_point(|segment| segment.start <= start);
    if !words.is(start, Classes::COMMA) {
        return start;
    }
    segments[later..]
        .iter()
        .take(BETWEEN)
        .take_while(|segment| segment.separator.any(Classes::COMMA))
        .find(|segment| segment.finite == Some(segment.start))
        .map_or(start, |segment| segment.start - 1)
}

/// So many clauses and appositions can stand between a source and the verb of its sentence.
const BETWEEN: usize = 4;

/// The end of a time that stands with a source: "nach Angaben der Polizei vom Freitag".
fn time_after(words: &Words<'_>, start: usize, end: usize) -> usize {
    if !words.listed(start, Listed::TIME_OF_SOURCE) {
        return start;
    }
    (start + 1..end.min(start + 4))
        .find(|&at| words.is(at, Classes::TIME))
        .map_or(start, |at| at + 1)
}

/// "…, so der Sprecher" and "wie die Zeitung schreibt": a segment of its own.
fn clausal(
    words: &Words<'_>,
    lexicon: &CueLexicon,
    segments: &[Segment],
    segment: &Segment,
    tokens: TokenRange,
) -> Option<Source> {
    let (start, end) = (tokens.range().start, tokens.range().end);
    let after_mark = segment.start > start && words.is(segment.start - 1, Classes::QUOTE);
    if words.one_of(segment.start, &["so"])
        && segment.finite.is_none()
        && (segment.start > start || after_mark)
    {
        let from = (segment.start + 1..segment.end)
            .find(|&at| !words.is(at, Classes::ADV) || words.is(at, Classes::DET))?;
        let phrase = phrase::german(words, from, end)?;
        let to = phrase.tokens.range().end.max(segment.end);
        return Some(Source::new(segment.start, to, vec![segment.start], Some(phrase)));
    }
    if words.one_of(segment.start, &["wie"]) {
        // the verb may stand after an apposition: "Wie die Leiterin, Petra Hahn, mitteilte"
        let number = segments.iter().position(|one| one.start == segment.start)?;
        let last = segments[number..]
            .iter()
            .take(4)
            .find(|one| one.finite.is_some() || !words.cue_forms(one.end - 1).is_empty())?;
        let clause = Segment {
            end: last.end,
            finite: last.finite,
            ..*segment
        };
        let alone = std::slice::from_ref(&clause);
        let hits = clause::hits(words, lexicon, alone, false);
        let hit = hits.iter().find(|hit| hit.cue.clause || hit.cue.bare)?;
        let speaker = subject::of(words, Language::German, alone, hit);
        let mut cue: Vec<usize> = hit.particle.into_iter().chain([hit.verb]).collect();
        cue.sort_unstable();
        return Some(Source::new(segment.start, last.end, cue, speaker));
    }
    None
}

/// "according to X" at token `at`: with all that belongs to the phrase, up to the next comma.
fn prepositional_english(words: &Words<'_>, at: usize, tokens: TokenRange) -> Option<Source> {
    let end = tokens.range().end;
    if !(words.one_of(at, &["according"]) && words.one_of(at + 1, &["to"])) {
        return None;
    }
    let phrase = phrase::english(words, at + 2, end)?;
    let to = phrase.tokens.range().end;
    let comma = (to..end.min(to + ATTRIBUTES)).find(|&i| words.is(i, Classes::COMMA.or(Classes::DASH)));
    let close = match comma {
        Some(comma) if !(to..comma).any(|i| words.is(i, Classes::FINITE.or(Classes::QUOTE))) => comma,
        None if at > tokens.range().start && end - to < ATTRIBUTES => end,
        _ => to,
    };
    Some(Source::new(at, close, vec![at, at + 1], Some(phrase)))
}

/// So many words can belong to a source after its noun: "a report released by the group on Friday".
const ATTRIBUTES: usize = 16;

/// "as X said", "as the minister put it": a segment of its own.
fn clausal_english(
    words: &Words<'_>,
    lexicon: &CueLexicon,
    segments: &[Segment],
    number: usize,
    tokens: TokenRange,
) -> Option<Source> {
    let segment = segments[number];
    if !words.one_of(segment.start, &["as"]) || segment.end - segment.start > ATTRIBUTES {
        return None;
    }
    let closed = segment.end == tokens.range().end || words.is(segment.end, Classes::COMMA.or(Classes::DASH));
    let clause = clause::segment(words, segment.start + 1, segment.end, segment.separator);
    let hits = clause::hits(words, lexicon, std::slice::from_ref(&clause), true);
    let hit = hits.iter().find(|hit| {
        hit.cue.bare && !hit.passive && hit.finite > clause.start && clause.finite == Some(hit.finite)
    })?;
    let speaker = subject::of(words, Language::English, std::slice::from_ref(&clause), hit)?;
    let whole = speaker.tokens.range().start == segment.start + 1;
    (closed && whole).then(|| Source::new(segment.start, segment.end, vec![hit.verb], Some(speaker)))
}

/// What a relative pronoun stands for: the last phrase before it that no preposition governs.
fn antecedent(words: &Words<'_>, start: usize, end: usize) -> Option<Phrase> {
    let begins =
        |at: usize| at == start || !words.is(at - 1, Classes::PREP.or(Classes::DET).or(Classes::CAPITAL));
    (start..end)
        .rev()
        .filter(|&at| {
            begins(at) && words.is(at, Classes::DET.or(Classes::CAPITAL)) && !words.is(at, Classes::TIME)
        })
        .find_map(|at| phrase::german(words, at, end))
}
