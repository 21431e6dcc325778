//! Whether a date is a deadline, and of which kind.

use jiff::civil::Date;

use super::against;
use super::clause::{Clause, follows_particle};
use super::cues::{Before, Cues, Role, bare};
use super::kind::{has_due_noun, has_time_to_act, kind};
use super::measure::{Placed, Reach, counted, is_ahead, is_perhaps_today, lasts, reach};
use crate::analysis::{Certainty, DeadlineKind, Mood, Open, Tense, TextLayer, Timex, TimexType, Upos};
use crate::language::Language;
use crate::text::TokenRange;

/// What a date was found to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Found {
    pub kind: DeadlineKind,
    pub days: Placed,
    /// The date with the preposition and article before it.
    pub dated: TokenRange,
    pub negated: bool,
    pub certainty: Certainty,
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

/// Decides on one date; `None` where it is no deadline. `governing` is the verb above a subordinate clause.
pub(super) fn decide(
    layer: &TextLayer<'_>,
    cues: &Cues,
    today: Date,
    date: &Timex,
    clause: &Clause,
    governing: Option<usize>,
    sentence: TokenRange,
) -> Option<Found> {
    let perhaps_today = is_perhaps_today(layer, cues, date);
    if date.kind == TimexType::Set || date.value.ends_with("_REF") && !perhaps_today {
        return None;
    }
    let (mut before, dated) = preposition(layer, cues, sentence, date.tokens);
    // "from May 16 to May 18"
    if is_period(date) {
        before = None;
    }
    if is_part_of_name(layer, sentence, date, dated) || stands_alone(layer, sentence, date.tokens) {
        return None;
    }
    let lasts = lasts(layer, cues, date, clause, dated);
    let (reach, mut days) = match lasts {
        true => (Reach::Period, counted(layer, cues, date, today)),
        false => reach(layer, cues, today, date, before, dated, clause)?,
    };
    let words = clause.words(layer);
    let explicit = is_explicit(layer, cues, date.tokens);
    let mut told = told(layer, cues, clause, dated);
    // "ist bis Mai geöffnet", "ist für Montag geplant": a state, since no perfect tells of what lies ahead.
    let set = |main: usize| cues.is(Role::Planned, &layer.lemma(main).to_lowercase());
    let state = |main: usize| cues.adjective(&layer.word(main).to_lowercase()).is_some();
    let present = |finite: usize, lemma| {
        layer.lemma(finite) == lemma && layer.tokens[finite].tense == Some(Tense::Present)
    };
    let is = clause.finite.is_some_and(|finite| present(finite, "sein"));
    let has_state = clause.finite.is_some_and(|finite| present(finite, "haben"))
        && clause.main.is_some_and(state)
        && before.is_some();
    if told == Told::Past
        && (has_state
            || is
                && (reach == Reach::Ahead && (before.is_some() || explicit) || clause.main.is_some_and(set)))
    {
        told = Told::Present;
    }
    // "hatte angekündigt im September erneut **anzutreten**", "gab bekannt, binnen zehn Tagen prüfen **zu wollen**"
    if told == Told::Past && reach != Reach::Running && infinitive_follows(layer, clause, dated) {
        told = Told::Ahead;
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
    let possible = cues.is(Role::Possible, &finite);
    let far = !is_short_stay(date);
    let numbers = || holds_number(layer, clause, dated);
    let governed_by_forecast =
        || governing.is_some_and(|verb| cues.is(Role::Forecast, &layer.lemma(verb).to_lowercase()));
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
        || (has(Role::Forecast) || governed_by_forecast()) && numbers()
        || reach == Reach::Period && possible && numbers()
        || has(Role::Expected) && far && numbers()
        || signs.is_forecast(planned && !has(Role::Expected))
        || signs.is_told_past(before.is_some())
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
    let preposition = signs.is_set_ahead(before.is_some());
    let set_ahead = attribute || explicit || preposition;
    // "sollte heute spielen": what was meant to be, seen from its own end
    let meant = clause.finite.is_some_and(|finite| {
        let verb = &layer.tokens[finite];
        verb.tense == Some(Tense::Past) && verb.mood == Some(Mood::Indicative)
    });
    let is_deadline = match (reach, told) {
        _ if lasts => true,
        _ if perhaps_today => {
            told == Told::Ahead && (kind_of_verb == Some(DeadlineKind::Scheduled) || starts)
        }
        (Reach::Ahead, Told::Past) => {
            (planned || of_noun && !binds && !signs.is_of_the_past()) && set_ahead || starts && explicit
        }
        (Reach::Ahead, Told::Verbless) => {
            planned || of_noun || before.is_some() || explicit && signs.has_words()
        }
        (Reach::Ahead, _) => true,
        (Reach::Running, Told::Ahead) => !signs.is_state_of_today() && !meant && !possible,
        (Reach::Running, Told::Present) => {
            !signs.is_state_of_today()
                && (planned || is_short_stay(date) && (kind_of_verb.is_some() || starts))
        }
        // "kündigte für den nächsten Tag … an", not "die für heute geplante Sitzung fiel aus"
        (Reach::Running, Told::Past) => planned && preposition && !before_its_noun(layer, cues, date.tokens),
        (Reach::Running, Told::Verbless) => planned,
        (Reach::Period, Told::Past) => binds && planned,
        (Reach::Period, _) if attribute || planned && is_ahead(layer, cues, date.tokens) => true,
        (Reach::Period, Told::Ahead) => !signs.is_short(),
        (Reach::Period, _) if has_time_to_act(layer, cues, clause) => true,
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
    // a period that was counted from a day in the past
    if reach == Reach::Period && told == Told::Past && !lasts {
        days = Err(Open::Start);
    }

    Some(Found {
        kind: if lasts {
            DeadlineKind::Expiry
        } else {
            kind(layer, cues, before, clause, &words, dated, told, is_period(date))
        },
        days,
        dated,
        negated: words
            .split(' ')
            .any(|word| matches!(word, "nicht" | "not" | "n't" | "n’t" | "never")),
        certainty: if has(Role::Demand) {
            Certainty::Demanded
        } else if possible {
            Certainty::Possible
        } else {
            Certainty::Planned
        },
    })
}

/// What stands directly before the date, and the date with it.
pub(super) fn preposition(
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

/// How the verbs of the clause tell of the date.
pub(super) fn told(layer: &TextLayer<'_>, cues: &Cues, clause: &Clause, dated: TokenRange) -> Told {
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

/// "die für heute **geplante** Sitzung": the participle stands before its noun.
fn before_its_noun(layer: &TextLayer<'_>, cues: &Cues, date: TokenRange) -> bool {
    let after = date.range().end;
    let end = layer.tokens.len().min(after + ATTRIBUTE_REACH);
    (after..end).any(|index| {
        let word = layer.word(index).to_lowercase();
        cues.is_participle(&word) && bare(&word).len() < word.len()
    })
}

/// True where the clause's verb is an infinitive with "zu" or "to" that comes after the date.
fn infinitive_follows(layer: &TextLayer<'_>, clause: &Clause, dated: TokenRange) -> bool {
    let after = dated.range().end;
    let german = layer.language == Language::German;
    german
        && clause.indices().filter(|&index| index >= after).any(|index| {
            matches!(layer.tokens[index].upos, Upos::Verb | Upos::Aux) && follows_particle(layer, index)
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
    is_ahead(layer, cues, date)
        || date
            .range()
            .any(|index| layer.word(index).contains(|c: char| c.is_ascii_digit()))
}

/// True where the value names one day, or a period of some days by its ends.
fn is_short_stay(date: &Timex) -> bool {
    date.bounds.is_none_or(|days| days.earliest == days.latest)
        || is_period(date)
            && date
                .bounds
                .is_some_and(|days| (days.latest - days.earliest).get_days() <= 31)
}

/// True where two dates name the ends of a period.
fn is_period(date: &Timex) -> bool {
    date.value.contains('/') && date.tokens.len() > 2
}
