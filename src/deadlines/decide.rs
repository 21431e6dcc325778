//! Whether a date is a deadline, and of which kind.

use jiff::civil::Date;
use jiff::{Span as Period, ToSpan};

use super::against;
use super::clause::{Clause, follows_particle};
use super::cues::{Before, Cues, Role, bare};
use super::kind::{has_due_noun, kind};
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
pub(super) enum Told {
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
    let lasts = lasts(layer, cues, date, clause, dated);
    let (reach, bounds) = match lasts {
        true => (Reach::Period, counted(&date.value, today)),
        false => reach(layer, today, date, before, dated)?,
    };
    let words = clause.words(layer);
    let explicit = is_explicit(layer, cues, date.tokens);
    let mut told = told(layer, cues, clause, dated);
    // "ist bis Mai geöffnet", "ist für Montag geplant": a state, since no perfect tells of what lies ahead.
    let set = |main: usize| cues.is(Role::Planned, &layer.lemma(main).to_lowercase());
    if told == Told::Past
        && (reach == Reach::Ahead && (before.is_some() || explicit) || clause.main.is_some_and(set))
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
    let attribute = attribute(layer, cues, date.tokens, sentence);
    let planned = has(Role::Planned) || has(Role::Demand) || attribute;
    let signs = against::Signs {
        layer,
        cues,
        date,
        dated,
        clause,
        words: &words,
        sentence,
    };
    if has(Role::Cancel)
        || has(Role::Forecast) && holds_number(layer, clause, dated)
        || signs.is_forecast(planned)
        || signs.is_told_past()
        || signs.is_habitual()
        || reach == Reach::Running && signs.is_condition()
        || signs.is_unreal()
        || signs.is_compared()
        || signs.is_taken_back(told)
    {
        return None;
    }
    let of_noun = dated.range().start > sentence.range().start
        && matches!(
            layer.tokens[dated.range().start - 1].upos,
            Upos::Noun | Upos::Propn
        );
    let kind_of_verb = cues.verb(&main);
    let binds = matches!(before, Some(Before::Kind(DeadlineKind::Due)));
    let starts = matches!(before, Some(Before::Kind(DeadlineKind::Effective)));
    // A weekday in the past tense is mostly the day of the telling; what is set ahead has a preposition that says so.
    let set_ahead = attribute || explicit || signs.is_set_ahead(before.is_some());
    let is_deadline = match (reach, told) {
        _ if lasts => true,
        (Reach::Ahead, Told::Past) => (planned || of_noun) && set_ahead,
        (Reach::Ahead, Told::Verbless) => {
            planned || of_noun || before.is_some() || explicit && signs.has_words()
        }
        (Reach::Ahead, _) => true,
        (Reach::Running, Told::Ahead) => !signs.is_state_of_today(),
        (Reach::Running, Told::Present) => {
            !signs.is_state_of_today() && (planned || is_day(date) && (kind_of_verb.is_some() || starts))
        }
        (Reach::Running, _) => planned && told != Told::Past,
        (Reach::Period, Told::Past) => binds && planned,
        (Reach::Period, Told::Ahead) => !signs.is_short(),
        (Reach::Period, _) => {
            binds
                && !signs.is_short()
                && (planned
                    || kind_of_verb == Some(DeadlineKind::Due)
                    || has_due_noun(layer, cues, clause)
                    || told == Told::Verbless)
        }
    };
    if !is_deadline {
        return None;
    }

    Some(Found {
        kind: if lasts {
            DeadlineKind::Expiry
        } else {
            kind(layer, cues, before, clause, &words, dated, told)
        },
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
            let is_counted = matches!(before, Some(Before::Kind(DeadlineKind::Due)))
                || dated.len() > date.tokens.len()
                    && layer.word(dated.range().start).eq_ignore_ascii_case("in");
            is_counted.then(|| (Reach::Period, counted(&date.value, today)))
        }
        None => None,
    }
}

/// The day on which a period ends that begins today.
fn counted(value: &str, today: Date) -> Option<Days> {
    let day = period(value).and_then(|period| today.checked_add(period).ok())?;
    Some(Days {
        earliest: day,
        latest: day,
    })
}

/// "Vertrag für vier Jahre", "auf zehn Wochen befristet", "wird ein Jahr dauern": a period at the end of which
/// something ends.
fn lasts(layer: &TextLayer<'_>, cues: &Cues, date: &Timex, clause: &Clause, dated: TokenRange) -> bool {
    if date.kind != TimexType::Duration || date.value.starts_with("PT") || date.bounds.is_some() {
        return false;
    }
    let preposition = layer.word(dated.range().start).to_lowercase();
    let has = |role| {
        let is = |index: Option<usize>| {
            index.is_some_and(|index| cues.is(role, &layer.lemma(index).to_lowercase()))
        };
        is(clause.main) || is(clause.finite)
    };
    let of_noun = dated.range().start.checked_sub(1).is_some_and(|index| {
        layer.tokens[index].upos == Upos::Noun
            && cues.noun(&layer.word(index).to_lowercase()) == Some(DeadlineKind::Expiry)
    });
    match preposition.as_str() {
        "für" | "auf" | "for" => has(Role::Lasting) || of_noun,
        _ if dated.len() == date.tokens.len() => {
            matches!(told(layer, cues, clause, dated), Told::Ahead | Told::Present) && has(Role::Lasts)
        }
        _ => false,
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

fn told(layer: &TextLayer<'_>, cues: &Cues, clause: &Clause, dated: TokenRange) -> Told {
    // "figures **to be published** today"
    let start = dated.range().start;
    if start >= 3
        && layer.tokens[start - 1].upos == Upos::Verb
        && layer.word(start - 2) == "be"
        && layer.word(start - 3) == "to"
    {
        return Told::Ahead;
    }
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

/// True where the date itself says that it lies ahead or names a day or year by number: "3. Mai", "2027", "next week".
fn is_explicit(layer: &TextLayer<'_>, cues: &Cues, date: TokenRange) -> bool {
    date.range().any(|index| {
        let word = layer.word(index).to_lowercase();
        word.contains(|c: char| c.is_ascii_digit())
            || cues.is(Role::Ahead, &word)
            || cues.is(Role::Ahead, bare(&word))
    })
}

/// True where the value names one day.
fn is_day(date: &Timex) -> bool {
    date.bounds.is_some_and(|days| days.earliest == days.latest)
}
