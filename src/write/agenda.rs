//! The register of deadlines across documents: what several documents tell is one row.

use std::collections::{BTreeMap, HashSet};

use jiff::civil::Date;

use super::{Found, Value};
use crate::analysis::Days;

/// A deadline of one document, as it goes into the register.
#[derive(Debug, Clone)]
pub struct Entry {
    doc_id: String,
    kind: &'static str,
    days: Option<Days>,
    date_text: String,
    action: String,
    responsible: String,
    actor: String,
    reported: Option<Date>,
}

impl Entry {
    /// The entries of a document: one for each different deadline that it tells and does not deny.
    pub fn of(found: &Found<'_>) -> Vec<Self> {
        let (document, analysis) = (found.document(), found.analysis());
        let mut told = HashSet::new();
        let mut entries = Vec::new();
        for deadline in found.wanted_deadlines().filter(|deadline| !deadline.negated) {
            if !told.insert(deadline.same_as) {
                continue;
            }
            let actor = deadline
                .responsible_actor
                .and_then(|actor| analysis.actors.get(actor as usize));
            entries.push(Self {
                doc_id: document.id.clone(),
                kind: deadline.kind.as_str(),
                days: deadline.bounds,
                date_text: deadline.span.of(&document.text).to_owned(),
                action: deadline.action.clone(),
                responsible: deadline.responsible.clone(),
                actor: actor.map(|actor| actor.name.clone()).unwrap_or_default(),
                reported: analysis.date,
            });
        }
        entries
    }
}

/// How many ids of documents a row keeps; it counts all.
const KEPT_IDS: usize = 50;

/// A new entry is compared with so many others of its days and kind.
const COMPARED: usize = 200;

/// A row: the entry that came first, and who else tells it.
#[derive(Debug)]
struct Row {
    entry: Entry,
    ids: Vec<String>,
    documents: usize,
    last: Option<Date>,
}

/// The place of a row: last day, first day (those without days come last), kind, and the date's words where it has no days.
type Key = (bool, Option<Date>, Option<Date>, &'static str, String);

/// The register. It takes documents in their order and is the same for any number of threads; its memory grows with the
/// number of different deadlines, not with that of documents.
///
/// Two documents tell the same deadline where kind and days agree and they name the same actor, or share a word of
/// weight.
#[derive(Debug, Default)]
pub struct Agenda {
    rows: BTreeMap<Key, Vec<Row>>,
}

impl Agenda {
    /// Takes the entries of a document.
    pub fn add(&mut self, entries: Vec<Entry>) {
        entries.into_iter().for_each(|entry| self.take(entry));
    }

    fn take(&mut self, entry: Entry) {
        let words = match entry.days {
            Some(_) => String::new(),
            None => entry.date_text.to_lowercase(),
        };
        let key = (
            entry.days.is_none(),
            entry.days.map(|days| days.latest),
            entry.days.map(|days| days.earliest),
            entry.kind,
            words,
        );
        let rows = self.rows.entry(key).or_default();
        match rows
            .iter_mut()
            .take(COMPARED)
            .find(|row| is_same(&row.entry, &entry))
        {
            Some(row) => {
                if row.ids.last() != Some(&entry.doc_id) {
                    row.documents += 1;
                    if row.ids.len() < KEPT_IDS {
                        row.ids.push(entry.doc_id.clone());
                    }
                }
                row.last = row.last.max(entry.reported);
                if row.entry.actor.is_empty() {
                    row.entry.actor.clone_from(&entry.actor);
                }
            }
            None => rows.push(Row {
                ids: vec![entry.doc_id.clone()],
                documents: 1,
                last: entry.reported,
                entry,
            }),
        }
    }

    /// The rows of the table, by date.
    pub fn rows(&self) -> Vec<Vec<Value<'static>>> {
        self.rows.values().flatten().map(cells).collect()
    }
}

fn cells(row: &Row) -> Vec<Value<'static>> {
    let entry = &row.entry;
    let text = |text: &str| match text {
        "" => Value::Empty,
        text => Value::Text(text.to_owned().into()),
    };
    let day = |day: Option<Date>| day.map_or(Value::Empty, Value::Day);
    vec![
        day(entry.days.map(|days| days.earliest)),
        day(entry.days.map(|days| days.latest)),
        text(entry.kind),
        text(&entry.date_text),
        text(&entry.action),
        text(&entry.responsible),
        text(&entry.actor),
        Value::Integer(row.documents),
        text(&row.ids.join("|")),
        day(entry.reported),
        day(row.last),
    ]
}

/// True where two entries of the same kind and days tell the same deadline.
fn is_same(a: &Entry, b: &Entry) -> bool {
    let same_actor = !a.actor.is_empty() && a.actor.to_lowercase() == b.actor.to_lowercase();
    let weighs = |word: &&str| word.chars().count() > 4;
    let shares_word = || {
        let words: Vec<&str> = b.action.split_whitespace().filter(weighs).collect();
        a.action
            .split_whitespace()
            .filter(weighs)
            .any(|word| words.contains(&word))
    };
    same_actor || shares_word()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::write::{RowOptions, Table};
    use crate::{Document, Language, Pipeline};

    #[test]
    fn what_two_documents_tell_is_one_row_and_rows_stand_by_date() {
        let pipeline = Pipeline::new();
        let mut agenda = Agenda::default();
        let texts = [
            "Die neue Verordnung tritt am 1. Juli in Kraft.",
            "Die Frist läuft am 5. April ab.",
            "Am 1. Juli tritt die Verordnung in Kraft.",
        ];
        for (number, text) in texts.into_iter().enumerate() {
            let mut document = Document::new(number.to_string(), text).with_language(Language::German);
            document.date = "2023-03-13".parse().ok();
            let analysis = pipeline.analyse(&document);
            agenda.add(Entry::of(&Found::new(
                &document,
                &analysis,
                RowOptions::default(),
            )));
        }
        let rows = agenda.rows();
        let cell = |row: usize, name: &str| {
            let columns = Table::Agenda.columns();
            let at = columns.iter().position(|column| column.name == name).unwrap();
            rows[row][at].to_text().into_owned()
        };
        assert_eq!(rows.len(), 2, "{rows:?}");
        assert_eq!(rows[0].len(), Table::Agenda.columns().len());
        assert_eq!([cell(0, "latest"), cell(0, "kind")], ["2023-04-05", "due"]);
        assert_eq!([cell(1, "documents"), cell(1, "doc_ids")], ["2", "0|2"]);
    }
}
