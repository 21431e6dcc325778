//! Whether a date is a deadline, and of which kind.

use jiff::civil::Date;
use jiff::{Span as Period, ToSpan};

use super::clause::{Clause, follows_particle};
use super::cues::{Before, Cues, Role};
use crate::analysis::{Certainty, Days, DeadlineKind, Tense, TextLayer, Timex, TimexType, Upos};
use crate::text::TokenRange;

/// What a date was found to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Found {
    pub kind: DeadlineKind,
    pub bounds: Option<Days>,
    /// The date with the preposition and article before it.
    pub dated: TokenRange,
    pub negated: bool,
    pub certainty: Certainty,
}

/// How far a date lies ahead.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Reach {
    /// It begins after today.
    Ahead,
    /// Today lies in it.
    Running,
    /// It is a period counted from today or from an unknown day.
    Period,
}

/// How the clause tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Told {
    /// With a verb that looks ahead.
    Ahead,
    /// In the present.
    Present,
    /// In the past.
    Past,
    /// Without a verb.
    Verbless,
}

/// The longest preposition, in tokens ("bis spätestens zum").
const LONGEST_PREPOSITION: usize = 4;

/// How many tokens after the date an attribute of its noun may stand.
const ATTRIBUTE_REACH: usize = 4;

/// Decides on one date; `None` where it is no deadline.
pub(super) fn decide(
    layer: &TextLayer<'_>,
    cues: &Cues,
    today: Date,
    date: &Timex,
    clause: &Clause,
    sentence: TokenRange,
) -> Option<Found> {
    if date.kind == TimexType::Set || date.value.ends_with("_REF") {
        return None;
    }
    let (before, dated) = preposition(layer, cues, sentence, date.tokens);
    if is_part_of_name(layer, sentence, date, dated) || stands_alone(layer, sentence, date.tokens) {
        return None;
    }
    let (reach, bounds) = reach(layer, today, date, before, dated)?;
    let mut told = told(layer, cues, clause);
    // "ist bis Mai geöffnet": a state, since no perfect tells of what lies ahead.
    let dated_ahead = before.is_some() || date.value.len() > 4;
    if told == Told::Past
        && reach == Reach::Ahead
        && dated_ahead
        && clause.finite.is_some_and(|finite| {
            layer.lemma(finite) == "sein" && layer.tokens[finite].tense == Some(Tense::Present)
        })
    {
        told = Told::Present;
    }
    let lemma = |index: Option<usize>| {
        index
            .map(|index| layer.lemma(index).to_lowercase())
            .unwrap_or_default()
    };
    let (finite, main) = (lemma(clause.finite), lemma(clause.main));
    let has = |role| cues.is(role, &main) || cues.is(role, &finite);
    if has(Role::Cancel) || has(Role::Forecast) && holds_number(layer, clause, dated) {
        return None;
    }

    let planned = has(Role::Planned) || has(Role::Demand) || attribute(layer, cues, date.tokens, sentence);
    let of_noun = dated.range().start > sentence.range().start
        && matches!(
            layer.tokens[dated.range().start - 1].upos,
            Upos::Noun | Upos::Propn
        );
    let kind_of_verb = cues.verb(&main);
    let binds = matches!(before, Some(Before::Kind(DeadlineKind::Due)));
    let is_deadline = match (reach, told) {
        (Reach::Ahead, Told::Past) => planned || of_noun,
        (Reach::Ahead, _) => true,
        (Reach::Running, Told::Ahead) => true,
        (Reach::Running, Told::Present) => planned || kind_of_verb.is_some() && is_day(date),
        (Reach::Running, _) => planned && told != Told::Past,
        (Reach::Period, Told::Past) => binds && planned,
        (Reach::Period, _) => binds || told == Told::Ahead,
    };
    if !is_deadline {
        return None;
    }

    let words = clause.words(layer);
    Some(Found {
        kind: kind(layer, cues, before, clause, &words, dated, told),
        bounds,
        dated,
        negated: words
            .split(' ')
            .any(|word| matches!(word, "nicht" | "not" | "n't" | "n’t" | "never")),
        certainty: if has(Role::Demand) {
            Certainty::Demanded
        } else if matches!(
            finite.as_str(),
            "können" | "dürfen" | "may" | "might" | "could" | "can"
        ) {
            Certainty::Possible
        } else {
            Certainty::Planned
        },
    })
}

/// The kind: the preposition first, then set phrases, then verb, adjectives and nouns of the clause.
fn kind(
    layer: &TextLayer<'_>,
    cues: &Cues,
    before: Option<Before>,
    clause: &Clause,
    words: &str,
    dated: TokenRange,
    told: Told,
) -> DeadlineKind {
    let verb = clause
        .main
        .and_then(|main| cues.verb(&layer.lemma(main).to_lowercase()));
    let noun_before = dated
        .range()
        .start
        .checked_sub(1)
        .filter(|&index| clause.contains(index) && layer.tokens[index].upos == Upos::Noun)
        .and_then(|index| cues.noun(&layer.word(index).to_lowercase()));
    match before {
        Some(Before::Kind(kind)) => return kind,
        Some(Before::Until) => {
            if let Some(kind) = noun_before.or_else(|| cues.with(words)) {
                return kind;
            }
            let demanded = |main| cues.is(Role::Demand, &layer.lemma(main));
            if has_due_noun(layer, cues, clause) || clause.main.is_some_and(demanded) {
                return DeadlineKind::Due;
            }
            let postponed = |main| cues.is(Role::Planned, &layer.lemma(main));
            if verb.is_none() && clause.main.is_some_and(postponed) {
                return DeadlineKind::Scheduled;
            }
            let to_be_done = clause.main.is_some_and(|main| follows_particle(layer, main));
            return match verb {
                Some(kind @ (DeadlineKind::Due | DeadlineKind::Expiry)) => kind,
                _ if told == Told::Ahead || to_be_done => DeadlineKind::Due,
                _ => DeadlineKind::Expiry,
            };
        }
        None => {}
    }
    let of_word = |index: usize| {
        let word = layer.word(index).to_lowercase();
        match layer.tokens[index].upos {
            Upos::Adj | Upos::Adv | Upos::Verb => cues.adjective(&word),
            _ => None,
        }
    };
    if verb == Some(DeadlineKind::Expiry) && has_due_noun(layer, cues, clause) {
        return DeadlineKind::Due;
    }
    cues.with(words)
        .or_else(|| clause.indices().find_map(of_word))
        .or(noun_before.filter(|_| verb.is_none()))
        .or(verb)
        .unwrap_or(DeadlineKind::Scheduled)
}

/// "Die **Frist** endet": what ends is a time to act.
fn has_due_noun(layer: &TextLayer<'_>, cues: &Cues, clause: &Clause) -> bool {
    clause.indices().any(|index| {
        layer.tokens[index].upos == Upos::Noun
            && cues.noun(&layer.word(index).to_lowercase()) == Some(DeadlineKind::Due)
    })
}

/// What stands directly before the date, and the date with it.
fn preposition(
    layer: &TextLayer<'_>,
    cues: &Cues,
    sentence: TokenRange,
    date: TokenRange,
) -> (Option<Before>, TokenRange) {
    let at = date.range().start;
    let first = at.saturating_sub(LONGEST_PREPOSITION).max(sentence.range().start);
    for start in first..at {
        let words: Vec<String> = (start..at)
            .map(|index| layer.word(index).to_lowercase())
            .collect();
        if let Some(before) = cues.before(&words.join(" ")) {
            return (Some(before), TokenRange::new(start, date.range().end));
        }
    }
    // "vom 1. Mai an"
    let from = at > first && matches!(&*layer.word(at - 1).to_lowercase(), "vom" | "von");
    if from && date.range().end < sentence.range().end && layer.word(date.range().end) == "an" {
        return (
            Some(Before::Kind(DeadlineKind::Effective)),
            TokenRange::new(at - 1, date.range().end + 1),
        );
    }
    // "am", "in der", "für den"; the article of a noun after the date stays out ("**der** für Mai geplante Besuch").
    let is = |at: usize, upos| at > first && layer.tokens[at - 1].upos == upos;
    let mut start = at - usize::from(is(at, Upos::Det));
    start -= usize::from(is(start, Upos::Adp));
    (None, TokenRange::new(start, date.range().end))
}

/// How far the date lies ahead, and its days; `None` where it does not.
fn reach(
    layer: &TextLayer<'_>,
    today: Date,
    date: &Timex,
    before: Option<Before>,
    dated: TokenRange,
) -> Option<(Reach, Option<Days>)> {
    match date.bounds {
        Some(days) if days.latest < today => None,
        Some(days) if days.earliest > today => Some((Reach::Ahead, Some(days))),
        Some(days) => Some((Reach::Running, Some(days))),
        None if date.kind == TimexType::Duration => {
            let counted = matches!(before, Some(Before::Kind(DeadlineKind::Due)))
                || dated.len() > date.tokens.len()
                    && layer.word(dated.range().start).eq_ignore_ascii_case("in");
            let day = period(&date.value).and_then(|period| today.checked_add(period).ok());
            counted.then(|| {
                (
                    Reach::Period,
                    day.map(|day| Days {
                        earliest: day,
                        latest: day,
                    }),
                )
            })
        }
        None => None,
    }
}

/// The length of a TIMEX3 duration in days, weeks, months or years.
fn period(value: &str) -> Option<Period> {
    let unit = value.chars().last()?;
    let number: i32 = value.strip_prefix('P')?.strip_suffix(unit)?.parse().ok()?;
    let number = (0..=4000).contains(&number).then_some(number)?;
    match unit {
        'D' => Some(number.days()),
        'W' => Some(number.weeks()),
        'M' => Some(number.months()),
        'Y' => Some(number.years()),
        _ => None,
    }
}

fn told(layer: &TextLayer<'_>, cues: &Cues, clause: &Clause) -> Told {
    let Some(finite) = clause.finite else {
        return match clause.main {
            Some(main) if follows_particle(layer, main) => Told::Ahead,
            _ => Told::Verbless,
        };
    };
    let lemma = layer.lemma(finite).to_lowercase();
    let past = clause.is_past(layer);
    // "soll angegriffen haben" reports what is past.
    let perfect = clause.indices().any(|index| {
        index > finite
            && layer.tokens[index].upos == Upos::Aux
            && matches!(layer.word(index), "haben" | "have")
    });
    if perfect && layer.tokens[finite].upos == Upos::Aux {
        return Told::Past;
    }
    // "sollte" and "wollte" look ahead in either tense, "wurde" does not.
    if cues.is(Role::Modal, &lemma)
        && (!past || matches!(lemma.as_str(), "sollen" | "wollen" | "would" | "should" | "could"))
    {
        let alone = lemma == "werden" && clause.main == Some(finite);
        return if alone { Told::Present } else { Told::Ahead };
    }
    match (past, clause.main) {
        (true, _) => Told::Past,
        (false, Some(main)) if main != finite && follows_particle(layer, main) => Told::Ahead,
        _ => Told::Present,
    }
}

/// True where a participle that sets dates ahead follows the date inside the noun phrase ("die für Mittwoch
/// **geplante** Kundgebung").
fn attribute(layer: &TextLayer<'_>, cues: &Cues, date: TokenRange, sentence: TokenRange) -> bool {
    let end = sentence.range().end.min(date.range().end + ATTRIBUTE_REACH);
    (date.range().end..end).any(|index| {
        matches!(layer.tokens[index].upos, Upos::Adj | Upos::Verb)
            && (cues.is(Role::Planned, &layer.lemma(index))
                || cues.is_participle(&layer.word(index).to_lowercase()))
    })
}

/// "WM 2006", "Saison 2006/2007": a year that belongs to a name.
fn is_part_of_name(layer: &TextLayer<'_>, sentence: TokenRange, date: &Timex, dated: TokenRange) -> bool {
    let at = date.tokens.range().start;
    let bare_year = date.value.len() == 4 && dated.start == date.tokens.start && date.tokens.len() == 1;
    bare_year
        && at > sentence.range().start
        && (matches!(layer.tokens[at - 1].upos, Upos::Noun | Upos::Propn)
            || matches!(layer.word(at - 1), "/" | "-"))
}

/// A date that is a sentence of its own, or stands between brackets without a word beside it.
fn stands_alone(layer: &TextLayer<'_>, sentence: TokenRange, date: TokenRange) -> bool {
    let before = date
        .range()
        .start
        .checked_sub(1)
        .filter(|&index| sentence.contains(index));
    let after = Some(date.range().end).filter(|&index| sentence.contains(index));
    let bracket = |index: Option<usize>, mark: &str| index.is_none_or(|index| layer.word(index) == mark);
    bracket(before, "(") && bracket(after, ")")
}

fn holds_number(layer: &TextLayer<'_>, clause: &Clause, dated: TokenRange) -> bool {
    clause.indices().any(|index| {
        !dated.contains(index)
            && (layer.tokens[index].upos == Upos::Num
                || layer.word(index).starts_with(|c: char| c.is_ascii_digit())
                || matches!(layer.word(index), "Prozent" | "%" | "percent"))
    })
}

/// True where the value names one day.
fn is_day(date: &Timex) -> bool {
    date.bounds.is_some_and(|days| days.earliest == days.latest)
}
