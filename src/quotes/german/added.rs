//! Quotes, and rests of quotes, that the chain has not found although the words around them say so: announced by the next
//! sentence ("Das teilte die Stadt mit."), attributed by a source ("nach Angaben der Polizei").

use crate::analysis::QuoteType;
use crate::quotes::chain::Label;
use crate::quotes::classes::Classes;
use crate::quotes::clause::Segment;
use crate::quotes::cues::{CueLexicon, Sense};
use crate::quotes::dateline::after_dateline;
use crate::quotes::draft::Draft;
use crate::quotes::labelled::{self, Labelled};
use crate::quotes::sources::Source;
use crate::quotes::units::Sentence;
use crate::quotes::words::Words;
use crate::text::TokenRange;

/// How sure such a quote is: three in four are right in articles that nothing was fitted to.
const SURE: f32 = 0.75;

/// A statement has more words than that.
const SHORT: usize = 3;

/// Adds them to the quotes of the chain, from sentences of which it calls every unit the author's own words.
pub(super) fn add(
    words: &Words<'_>,
    lexicon: &CueLexicon,
    sentences: &[Sentence<'_>],
    labels: &[(Label, f32)],
    found: &mut Vec<Labelled>,
) {
    for quote in found.iter_mut() {
        go_on(words, &sentences[quote.sentence], quote);
    }
    // what a quote goes on with is no other quote
    found.dedup_by(|later, quote| {
        let last = quote.draft.pieces.last();
        last.is_some_and(|last| {
            later.draft.extent().start >= last.start && later.draft.extent().end <= last.end
        })
    });
    let mut labels = labels.iter();
    let before = found.len();
    for (number, sentence) in sentences.iter().enumerate() {
        let mut own = labels.by_ref().take(sentence.units.len());
        // all are taken, that the next sentence gets its own
        let outside = own.by_ref().filter(|(label, _)| *label != Label::Outside).count() == 0;
        let marked = sentence.units.iter().any(|unit| unit.marked);
        let verb = sentence.segments.iter().any(|segment| segment.finite.is_some());
        let question = words.word(sentence.tokens.range().end) == "?";
        if !outside || marked || !verb || question || sentence.tokens.len() <= SHORT {
            continue;
        }
        let pieces = if is_announced(words, sentence, sentences.get(number + 1)) {
            vec![sentence.tokens]
        } else {
            attributed(words, lexicon, sentence)
        };
        if !pieces.is_empty() {
            let mut draft = Draft::new(QuoteType::Indirect, pieces, SURE);
            let first = &mut draft.pieces[0];
            if first.start == sentence.tokens.start {
                first.start = after_dateline(words, *first) as u32;
            }
            labelled::trim(words, &mut draft);
            found.push(Labelled {
                draft,
                label: Label::Begin,
                sentence: number,
            });
        }
    }
    if found.len() > before {
        found.sort_by_key(|quote| quote.draft.extent().start);
    }
}

/// "Der Film kommt, wie der Verleih mitteilt, im Mai": the clause goes on after the source inside it.
fn go_on(words: &Words<'_>, sentence: &Sentence<'_>, quote: &mut Labelled) {
    let end = quote.draft.extent().range().end;
    if quote.label != Label::Begin || !words.is(end, Classes::COMMA) {
        return;
    }
    let number = sentence
        .sources
        .partition_point(|source| source.tokens.range().start <= end);
    let Some(source) = sentence.sources.get(number).map(|source| source.tokens.range()) else {
        return;
    };
    let after = sentence
        .units
        .partition_point(|unit| unit.segment.start <= source.end);
    if source.start == end + 1
        && let Some(unit) = sentence.units.get(after)
        && unit.segment.start == source.end + 1
        && unit.segment.separator.any(Classes::COMMA)
        && unit.segment.finite.is_none()
        && !(unit.segment.subordinate || unit.segment.infinitive)
        && unit.source.is_none()
    {
        let rest = TokenRange::new(unit.segment.start, unit.segment.end);
        quote.draft.pieces.push(rest);
        labelled::trim(words, &mut quote.draft);
    }
}

/// True where the next sentence of the paragraph says who said this one.
fn is_announced(words: &Words<'_>, sentence: &Sentence<'_>, next: Option<&Sentence<'_>>) -> bool {
    let paragraph = |one: &Sentence<'_>| words.layer.sentences[one.number].paragraph;
    next.filter(|next| paragraph(next) == paragraph(sentence))
        .and_then(|next| next.announces(words))
        .is_some_and(|hit| hit.cue.sense == Sense::Say)
}

/// What the one source of a sentence attributes; nothing where it may be none.
fn attributed(words: &Words<'_>, lexicon: &CueLexicon, sentence: &Sentence<'_>) -> Vec<TokenRange> {
    let [source] = &*sentence.sources else {
        return Vec::new();
    };
    if !is_sure(words, lexicon, source) {
        return Vec::new();
    }
    let whole = clause_of(sentence, source);
    // "ist nach Ansicht von Fachleuten vom Tisch": the source has swallowed what the sentence ends with
    let before = source.tokens.range().start.wrapping_sub(1);
    if source.tokens.end >= whole.end && !words.is(before, Classes::COMMA) {
        return Vec::new();
    }
    let mut pieces = vec![
        TokenRange {
            start: whole.start,
            end: source.tokens.start.max(whole.start),
        },
        TokenRange {
            start: source.tokens.end.min(whole.end),
            end: whole.end,
        },
    ];
    // of a relative clause the pronoun alone may stand before its source
    pieces.retain(|piece| piece.len() > 1 || words.is(piece.range().start, Classes::REL));
    pieces
}

/// False for what is also something else: "nach dem Urteil" is a time, "wie man sagt" nobody's words, "so auch" no source.
fn is_sure(words: &Words<'_>, lexicon: &CueLexicon, source: &Source) -> bool {
    let (Some(&cue), Some(speaker)) = (source.cue.last(), source.speaker) else {
        return false;
    };
    let head = words.word(speaker.core.range().end - 1);
    let after = words.one_of(cue, &["nach"]) && lexicon.is_event(head);
    let nobody = words.one_of(speaker.core.range().start, &["man"]);
    let so = words.one_of(cue, &["so"]) && speaker.tokens.range().start != cue + 1;
    !source.relative && !after && !nobody && !so
}

/// The clause that a source belongs to: the subordinate clause that holds it, else its main clause with all that hangs on it.
fn clause_of(sentence: &Sentence<'_>, source: &Source) -> TokenRange {
    let segments = &sentence.segments;
    let (start, end) = (source.tokens.range().start, source.tokens.range().end);
    let holder = segments
        .iter()
        .rposition(|segment| segment.start <= start)
        .unwrap_or(0);
    let alone = segments[holder].start == start && segments[holder].end <= end;
    if !alone && segments[holder].subordinate {
        return TokenRange::new(segments[holder].start, segments[holder].end);
    }
    let is_main = |segment: &Segment| segment.finite.is_some() && !segment.subordinate;
    let main = if alone || !is_main(&segments[holder]) {
        let before = segments[..holder].iter().rposition(is_main);
        let after = segments[holder..]
            .iter()
            .position(is_main)
            .map(|after| holder + after);
        before.or(after).unwrap_or(holder)
    } else {
        holder
    };
    let (first, last) = (main.min(holder), main.max(holder));
    let apart = |segment: &Segment| segment.separator.any(Classes::COLON.or(Classes::SEMICOLON));
    // another main clause before it, or a colon, parts it from the beginning
    let begins = segments[..=first].iter().rposition(apart);
    let begins = begins.max(segments[..first].iter().rposition(is_main).map(|other| other + 1));
    let ends = segments[last + 1..]
        .iter()
        .find(|segment| apart(segment) || is_main(segment));
    TokenRange::new(
        begins.map_or(sentence.tokens.range().start, |begins| segments[begins].start),
        ends.map_or(sentence.tokens.range().end, |next| next.start - 1),
    )
}
