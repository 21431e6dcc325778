//! Whether a date is a deadline, and of which kind.

use jiff::civil::Date;

use super::against::Signs;
use super::clause::Clause;
use super::cues::{Before, Cues, Role, bare};
use super::grammar::Small;
use super::kind::{has_due_noun, has_time_to_act, is_time_to_act, kind};
use super::measure::{Placed, Reach, counted, is_ahead, is_explicit, is_perhaps_today, lasts, reach};
use super::told::{Told, told_of};
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

/// The longest preposition, in tokens ("bis spätestens zum").
const LONGEST_PREPOSITION: usize = 4;

/// The length of a value that names one day.
const DAY: usize = "2024-05-03".len();

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
    let (reach, days) = match lasts {
        true => (Reach::Period, counted(layer, cues, date, today)),
        false => reach(layer, cues, today, date, before, dated, clause)?,
    };
    let signs = Signs {
        layer,
        cues,
        date,
        dated,
        clause,
        words: &clause.words(layer),
        sentence,
    };
    let lemma = |index: Option<usize>| index.map(|index| cues.lemma(layer, index)).unwrap_or_default();
    let found = Findings {
        signs,
        before,
        reach,
        told: told_of(&signs, before, reach),
        finite: lemma(clause.finite),
        main: lemma(clause.main),
        governing: lemma(governing),
        attribute: attribute(layer, cues, date.tokens, sentence),
        perhaps_today,
    };
    if found.speaks_against() || !(lasts || found.is_deadline()) {
        return None;
    }
    Some(Found {
        kind: match lasts {
            true => DeadlineKind::Expiry,
            false => kind(&signs, before, found.told, is_period(date)),
        },
        // a period that was counted from a day in the past
        days: match reach == Reach::Period
            && found.told == Told::Past
            && !lasts
            && !is_time_to_act(layer, cues, clause, date.tokens)
        {
            true => Err(Open::Start),
            false => days,
        },
        dated,
        negated: signs
            .words
            .split(' ')
            .any(|word| Small::Not.has(word) || Small::Never.has(word)),
        certainty: found.certainty(),
    })
}

/// What the words around a date tell of it.
struct Findings<'a> {
    signs: Signs<'a>,
    before: Option<Before>,
    reach: Reach,
    told: Told,
    /// Lemma of the finite verb, empty where there is none; so the others.
    finite: String,
    /// Lemma of the verb that carries the meaning.
    main: String,
    /// Lemma of the verb above a subordinate clause.
    governing: String,
    /// A participle behind the date sets it ahead ("die für Mittwoch **geplante** Kundgebung").
    attribute: bool,
    perhaps_today: bool,
}

impl Findings<'_> {
    /// True where a verb of the clause has the role.
    fn has(&self, role: Role) -> bool {
        self.signs.cues.is(role, &self.main) || self.signs.cues.is(role, &self.finite)
    }

    fn planned(&self) -> bool {
        self.has(Role::Planned) || self.has(Role::Demand) || self.attribute
    }

    fn possible(&self) -> bool {
        self.signs.cues.is(Role::Possible, &self.finite)
    }

    /// Forecasts, the past, habits, conditions, comparisons, what was taken back.
    fn speaks_against(&self) -> bool {
        let signs = &self.signs;
        let numbers = || holds_number(signs.layer, signs.clause, signs.dated);
        let foretells = self.has(Role::Forecast)
            || signs.cues.is(Role::Forecast, &self.governing)
            || self.reach == Reach::Period && self.possible()
            || self.has(Role::Expected) && !is_short_stay(signs.date);
        self.has(Role::Cancel)
            || foretells && numbers()
            || signs.is_forecast(self.planned() && !self.has(Role::Expected))
            || signs.is_told_past(self.before.is_some())
            || signs.is_habitual()
            || self.reach == Reach::Running && signs.is_condition()
            || signs.is_unreal()
            || signs.is_compared()
            || signs.is_taken_back(self.told)
    }

    /// True where something binds or is planned for the date.
    fn is_deadline(&self) -> bool {
        let signs = &self.signs;
        let Signs {
            layer,
            cues,
            date,
            clause,
            ..
        } = *signs;
        let kind_of_verb = cues.verb(&self.main);
        let binds = matches!(self.before, Some(Before::Kind(DeadlineKind::Due)));
        let starts = matches!(self.before, Some(Before::Kind(DeadlineKind::Effective)));
        let explicit = is_explicit(layer, cues, date.tokens);
        let ahead = || is_ahead(layer, cues, date.tokens);
        if self.perhaps_today {
            return self.told == Told::Ahead && (kind_of_verb == Some(DeadlineKind::Scheduled) || starts);
        }
        match (self.reach, self.told) {
            (Reach::Ahead, Told::Past) if signs.is_counted_from_told() || signs.was_planned() => false,
            (Reach::Ahead, Told::Past) => {
                // A weekday in the past tense is mostly the day of the telling; what is set ahead has a preposition
                // that says so.
                let set_ahead = self.attribute
                    || explicit
                    || signs.is_set_ahead(self.before.is_some())
                    || self.is_of_event() && date.value.len() != DAY;
                let of_noun = self.is_of_noun() && !binds && !signs.is_of_the_past();
                (self.planned() || of_noun) && set_ahead || starts && explicit
            }
            (Reach::Ahead, Told::Verbless) => {
                self.planned() || self.is_of_noun() || self.before.is_some() || explicit && signs.has_words()
            }
            (Reach::Ahead, _) => true,
            (Reach::Running, Told::Ahead) => {
                !signs.is_state_of_today() && !self.was_meant() && !self.possible()
            }
            (Reach::Running, Told::Present) => {
                let week = date.value.contains("-W") && kind_of_verb == Some(DeadlineKind::Scheduled);
                let takes_place = week || is_short_stay(date) && (kind_of_verb.is_some() || starts);
                !signs.is_state_of_today() && (self.planned() || takes_place)
            }
            // "kündigte für den nächsten Tag … an", not "die für heute geplante Sitzung fiel aus"
            (Reach::Running, Told::Past) => {
                self.planned()
                    && signs.is_set_ahead(self.before.is_some())
                    && !before_its_noun(layer, cues, date.tokens)
            }
            (Reach::Running, Told::Verbless) => self.planned(),
            (Reach::Period, _) if is_time_to_act(layer, cues, clause, date.tokens) => true,
            (Reach::Period, Told::Past) => binds && self.planned(),
            (Reach::Period, _) if self.attribute || self.planned() && ahead() => true,
            (Reach::Period, Told::Ahead) => !signs.is_short(),
            (Reach::Period, _) if has_time_to_act(layer, cues, clause) => true,
            (Reach::Period, _) => {
                let must = self.planned()
                    || kind_of_verb == Some(DeadlineKind::Due)
                    || has_due_noun(layer, cues, clause)
                    || self.told == Told::Verbless;
                binds && !signs.is_short() && must
            }
        }
    }

    /// "die Wahl **am 3. Mai**"
    fn is_of_noun(&self) -> bool {
        let start = self.signs.dated.range().start;
        start > self.signs.sentence.range().start
            && matches!(self.signs.layer.tokens[start - 1].upos, Upos::Noun | Upos::Propn)
    }

    /// "die **Präsidentenwahl** im Juli"
    fn is_of_event(&self) -> bool {
        let start = self.signs.dated.range().start;
        self.is_of_noun()
            && self
                .signs
                .cues
                .is_event(&self.signs.layer.word(start - 1).to_lowercase())
    }

    /// "**sollte** heute spielen": what was meant to be, seen from its own end.
    fn was_meant(&self) -> bool {
        self.signs.clause.finite.is_some_and(|finite| {
            let verb = &self.signs.layer.tokens[finite];
            verb.tense == Some(Tense::Past) && verb.mood == Some(Mood::Indicative)
        })
    }

    fn certainty(&self) -> Certainty {
        if self.has(Role::Demand) {
            Certainty::Demanded
        } else if self.possible() {
            Certainty::Possible
        } else {
            Certainty::Planned
        }
    }
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
    let from = at > first && Small::Of.is(&layer.word(at - 1).to_lowercase(), Language::German);
    if from && date.range().end < sentence.range().end && Small::FromOn.has(layer.word(date.range().end)) {
        return (
            Some(Before::Kind(DeadlineKind::Effective)),
            TokenRange::new(at - 1, date.range().end + 1),
        );
    }
    // "am", "in der", "für den"; the article of a noun after the date stays out ("**der** für Mai geplante Besuch").
    let is = |at: usize, upos| at > first && layer.tokens[at - 1].upos == upos;
    let mut start = at - usize::from(is(at, Upos::Det));
    // "für **zunächst** 60 Tage"
    let adverb = is(start, Upos::Adv) && is(start - 1, Upos::Adp);
    start -= usize::from(is(start, Upos::Adp)) + 2 * usize::from(adverb);
    (None, TokenRange::new(start, date.range().end))
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
                || layer.word(index) == "%"
                || Small::Percent.has(layer.word(index)))
    })
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
