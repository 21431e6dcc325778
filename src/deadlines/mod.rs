//! Deadlines: what is due, takes effect, ends or is scheduled, when, and for whom.
//!
//! Every date that lies ahead is a candidate; the clause around it tells whether it binds or is planned for
//! (`decide`), of which kind it is, what is due and who must act (`wording`). The words that tell are in
//! `language/*/deadlines.txt`.

mod clause;
mod cues;
mod decide;
mod wording;

use jiff::civil::Date;

use crate::analysis::{Actor, Deadline, Mention, Quote, TextLayer, Timex};
use crate::language::Language;
use clause::Clause;
use cues::Cues;

/// Finds deadlines among the dates.
#[derive(Debug)]
pub struct DeadlineFinder {
    german: Cues,
    english: Cues,
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
        let mut deadlines: Vec<Deadline> = Vec::new();
        for (index, date) in dates.iter().enumerate() {
            let sentence = &layer.sentences[layer.sentence_of(date.tokens.range().start)];
            let cues = if sentence.language == Language::English {
                &self.english
            } else {
                &self.german
            };
            let clause = Clause::around(layer, sentence.tokens, date.tokens);
            let Some(found) = decide::decide(layer, cues, today, date, &clause, sentence.tokens) else {
                continue;
            };
            let who = wording::responsible(layer, &clause, sentence.tokens, found.dated, mentions, actors);
            let quote = quotes
                .iter()
                .enumerate()
                .filter(|(_, quote)| quote.spans.iter().any(|span| span.contains(date.span)))
                .min_by_key(|(_, quote)| quote.span().len())
                .map(|(quote, _)| quote as u32);
            let mut deadline = Deadline {
                kind: found.kind,
                date: index as u32,
                bounds: found.bounds,
                action: wording::action(layer, &clause, found.dated),
                responsible: who.text,
                responsible_actor: who.actor,
                quote,
                negated: found.negated,
                certainty: found.certainty,
                same_as: deadlines.len() as u32,
            };
            if let Some(earlier) = deadlines.iter().find(|earlier| is_same(earlier, &deadline)) {
                deadline.same_as = earlier.same_as;
            }
            deadlines.push(deadline);
        }
        deadlines
    }
}

/// True where two rows tell the same deadline: kind and days agree, and they share who is bound or a word of weight.
fn is_same(a: &Deadline, b: &Deadline) -> bool {
    let shares_word = || {
        a.action
            .split_whitespace()
            .filter(|word| word.chars().count() > 4)
            .any(|word| b.action.contains(word))
    };
    let same_actor = a.responsible_actor.is_some() && a.responsible_actor == b.responsible_actor;
    a.kind == b.kind && a.bounds.is_some() && a.bounds == b.bounds && (same_actor || shares_word())
}
