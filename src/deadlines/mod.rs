//! Deadlines: what is due, takes effect, ends or is scheduled, when, and for whom.
//!
//! Every date that lies ahead is a candidate; the clause around it tells whether it binds or is planned for
//! (`decide`), of which kind it is, what is due and who must act (`wording`). The words that tell are in
//! `language/*/deadlines.txt`.

mod against;
mod clause;
mod cues;
mod decide;
mod grammar;
mod kind;
mod measure;
mod range;
mod told;
#[cfg(feature = "train")]
mod train;
mod who;
mod wording;

#[cfg(feature = "train")]
pub use train::train;

use std::collections::HashMap;

use jiff::civil::Date;

use crate::analysis::{Actor, Days, Deadline, DeadlineKind, Mention, Quote, TextLayer, Timex};
use crate::language::Language;
use crate::text::{Span, TokenRange};
use clause::{Clause, Clauses, Form};
use cues::Cues;
use who::{Cast, Scene, Weights};

/// What speaks for an actor where the words name none.
const WEIGHTS: &str = include_str!("../../models/deadline_actors.tsv");

/// Finds deadlines among the dates.
#[derive(Debug)]
pub struct DeadlineFinder {
    german: Cues,
    english: Cues,
    weights: Weights,
}

impl Default for DeadlineFinder {
    fn default() -> Self {
        Self::new()
    }
}

impl DeadlineFinder {
    /// Builds the finder from the embedded lexicons.
    pub fn new() -> Self {
        Self {
            german: Cues::parse(cues::GERMAN),
            english: Cues::parse(cues::ENGLISH),
            weights: Weights::parse(WEIGHTS),
        }
    }

    /// The deadlines, in order of their dates in the text. `today` is the document's date; without it nothing can
    /// lie ahead, and there are none.
    pub fn find(
        &self,
        layer: &TextLayer<'_>,
        today: Option<Date>,
        dates: &[Timex],
        mentions: &[Mention],
        actors: &[Actor],
        quotes: &[Quote],
    ) -> Vec<Deadline> {
        let Some(today) = today else { return Vec::new() };
        let cast = Cast::of(layer, mentions, actors, quotes);
        let mut deadlines: Vec<Deadline> = Vec::new();
        let mut told: HashMap<(DeadlineKind, Days), Vec<usize>> = HashMap::new();
        self.each(layer, dates, mentions, &mut |place| {
            let Some(found) = place.decide(today) else { return };
            let scene = place.scene(found.dated, found.kind);
            let who = scene.described(
                scene.responsible(place.clauses, &place.clause),
                &cast,
                &self.weights,
            );
            let mut deadline = Deadline {
                kind: found.kind,
                date: place.index as u32,
                span: place.date.span,
                bounds: found.days.ok(),
                open: found.days.err(),
                action: wording::action(&place.layer, &place.clause, found.dated),
                responsible: who.text,
                responsible_actor: who.actor,
                quote: quote_around(quotes, place.date.span),
                negated: found.negated,
                certainty: found.certainty,
                same_as: deadlines.len() as u32,
            };
            if let Some(days) = deadline.bounds {
                let same = told.entry((deadline.kind, days)).or_default();
                match same
                    .iter()
                    .find(|&&earlier| is_same(&deadlines[earlier], &deadline))
                {
                    Some(&earlier) => deadline.same_as = deadlines[earlier].same_as,
                    None if same.len() < COMPARED => same.push(deadlines.len()),
                    None => {}
                }
            }
            deadlines.push(deadline);
        });
        deadlines
    }

    /// Visits every date with its sentence and clause.
    fn each<'a>(
        &'a self,
        layer: &TextLayer<'a>,
        dates: &'a [Timex],
        mentions: &'a [Mention],
        visit: &mut dyn FnMut(Place<'_>),
    ) {
        let mut cut: Option<(usize, Clauses)> = None;
        let mut next = 0;
        for (index, date) in dates.iter().enumerate() {
            if index < next || range::frames(dates, index) {
                continue;
            }
            let number = layer.sentence_of(date.tokens.range().start);
            let Some(sentence) = layer.sentences.get(number) else {
                continue;
            };
            let layer = TextLayer {
                language: sentence.language,
                ..*layer
            };
            let body = behind_dateline(&layer, number, sentence.tokens);
            if date.tokens.start < body.start {
                continue;
            }
            let cues = match sentence.language {
                Language::English => &self.english,
                _ => &self.german,
            };
            let second = dates
                .get(index + 1)
                .filter(|second| second.tokens.end <= sentence.tokens.end);
            let period = second.and_then(|second| range::joined(&layer, cues, date, second));
            next = index + 1 + usize::from(period.is_some());
            if cut.as_ref().is_none_or(|(cut, _)| *cut != number) {
                let inside = dates[index..].partition_point(|date| date.tokens.start < sentence.tokens.end);
                let dates = &dates[index..index + inside];
                cut = Some((number, Clauses::of(&layer, body, dates)));
            }
            let Some((_, clauses)) = &cut else { continue };
            visit(Place {
                layer,
                cues,
                index,
                ends: index
                    .checked_sub(1)
                    .is_some_and(|before| range::ends(&layer, cues, &dates[before], date)),
                date: period.as_ref().unwrap_or(date),
                sentence: body,
                clauses,
                clause: clauses.around(&layer, date.tokens),
                mentions,
            });
        }
    }
}

/// A date where it stands.
struct Place<'a> {
    layer: TextLayer<'a>,
    cues: &'a Cues,
    /// Index of the date; of two that are one period, the first.
    index: usize,
    /// The date, or the period that two of them name.
    date: &'a Timex,
    /// Whether it ends what the date before it begins.
    ends: bool,
    sentence: TokenRange,
    clauses: &'a Clauses,
    clause: Clause,
    mentions: &'a [Mention],
}

impl Place<'_> {
    fn decide(&self, today: Date) -> Option<decide::Found> {
        let governing = match self.clause.form {
            Form::Subordinate => self.clauses.before(&self.layer, self.date.tokens, 0),
            _ => None,
        };
        let found = decide::decide(
            &self.layer,
            self.cues,
            today,
            self.date,
            &self.clause,
            governing.and_then(|clause| clause.main),
            self.sentence,
        )?;
        Some(match self.ends {
            true => decide::Found {
                kind: DeadlineKind::Expiry,
                ..found
            },
            false => found,
        })
    }

    /// The date with its preposition.
    #[cfg(feature = "train")]
    fn dated(&self) -> TokenRange {
        decide::preposition(&self.layer, self.cues, self.sentence, self.date.tokens).1
    }

    /// `dated` is the date with its preposition.
    fn scene(&self, dated: TokenRange, kind: DeadlineKind) -> Scene<'_> {
        Scene {
            layer: &self.layer,
            cues: self.cues,
            mentions: self.mentions,
            sentence: self.sentence,
            dated,
            date: self.date.tokens,
            kind,
        }
    }
}

/// A sentence without the dateline that it begins with: "Berlin, 3. Mai 2024 (nnd) – **Der Bundestag** …".
fn behind_dateline(layer: &TextLayer<'_>, number: usize, sentence: TokenRange) -> TokenRange {
    let end = sentence.range().end.min(sentence.range().start + DATELINE);
    let dash = (sentence.range().start..end).find(|&index| matches!(layer.word(index), "–" | "—" | "-"));
    let is_dateline = |dash: &usize| {
        let before = sentence.range().start..*dash;
        let has_verb = before.clone().any(|index| layer.tokens[index].finite);
        let has_source = before.clone().any(|index| {
            layer.word(index) == ")" || layer.word(index).starts_with(|c: char| c.is_ascii_digit())
        });
        !has_verb && has_source && layer.tokens[before.start].upos == crate::analysis::Upos::Propn
    };
    match dash.filter(is_dateline) {
        Some(dash) if number < HEAD => TokenRange {
            start: dash as u32 + 1,
            end: sentence.end,
        },
        _ => sentence,
    }
}

/// A dateline has no more tokens, and stands in one of the first sentences.
const DATELINE: usize = 16;
const HEAD: usize = 4;

/// A deadline is compared with so many earlier ones of its kind and days.
const COMPARED: usize = 32;

/// How many quotes may stand around one another.
const NESTED: usize = 16;

/// The innermost quote around a span: its index.
fn quote_around(quotes: &[Quote], span: Span) -> Option<u32> {
    let next = quotes.partition_point(|quote| quote.span().start <= span.start);
    let around = |&index: &usize| {
        let parts = &quotes[index].spans;
        let behind = parts.partition_point(|part| part.start <= span.start);
        parts[..behind].last().is_some_and(|part| part.contains(span))
    };
    (next.saturating_sub(NESTED)..next)
        .filter(around)
        .min_by_key(|&index| quotes[index].span().len())
        .map(|index| index as u32)
}

/// True where two rows of the same kind and days tell the same deadline: they share who is bound, or a word of weight.
fn is_same(a: &Deadline, b: &Deadline) -> bool {
    let shares_word = || {
        a.action
            .split_whitespace()
            .filter(|word| word.chars().count() > 4)
            .any(|word| b.action.contains(word))
    };
    let same_actor = a.responsible_actor.is_some() && a.responsible_actor == b.responsible_actor;
    same_actor || shares_word()
}
