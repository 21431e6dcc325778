//! The register: one row per actor over all documents of a run.
//!
//! Documents are noted ([`Noter::notes`], on as many threads as you like) and added one after the other
//! ([`Register::add`], in the order of the input); what is kept grows with the number of different names, not of documents.
//! The same name in the same type is one actor, unless the roles beside it and the company that it keeps speak for
//! namesakes; bodies of the lexicon ("USA", "United States") have one row in all languages; what is known by a short
//! name alone ("Merkel", "DUH") goes to the one actor that bears it elsewhere.

mod entry;
mod merge;
mod note;

use std::collections::HashMap;

use jiff::civil::Date;

use crate::analysis::EntityType;
use entry::Entry;
pub use note::{Note, Noter};

/// Everything that was noted of actors so far.
#[derive(Debug, Default)]
pub struct Register {
    entries: Vec<Entry>,
    /// For type and key of a name, the entries that have it: namesakes.
    by_key: HashMap<(EntityType, String), Vec<u32>>,
}

/// One actor over all documents.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// Readable and the same in every run over the same documents: type and name, namesakes numbered
    /// ("PER/angela-merkel", "LOC/us").
    pub id: String,
    /// The name that most documents have.
    pub name: String,
    /// What it is.
    pub entity: EntityType,
    /// Other forms, in order of their first occurrence.
    pub aliases: Vec<String>,
    /// The role that most documents name, else empty.
    pub role: String,
    /// Number of documents that mention it.
    pub documents: u32,
    /// Number of mentions of every kind.
    pub mentions: u32,
    /// Number of quotes that it is the speaker of.
    pub quotes: u32,
    /// The day of the first dated document that mentions it.
    pub first: Option<Date>,
    /// The day of the last one.
    pub last: Option<Date>,
    /// Its item in Wikidata, where the lexicon of bodies is certain of it.
    pub wikidata: Option<&'static str>,
    /// The ids that [`Register::add`] gave out for it before it was known who is meant ("PER/merkel").
    pub merged: Vec<String>,
}

/// The finished register: rows, and for each entry that [`Register::add`] gave out its row.
#[derive(Debug, Default)]
pub struct Finished {
    /// By number of documents, most first; among equals by id.
    pub rows: Vec<Row>,
    /// For an entry, the index of its row.
    row_of: Vec<u32>,
}

impl Finished {
    /// The row of an entry.
    pub fn row(&self, entry: u32) -> Option<&Row> {
        let row = *self.row_of.get(entry as usize)?;
        self.rows.get(row as usize)
    }
}

impl Register {
    /// Adds the actors of one document; the entry of each, in their order, see [`Register::id`].
    ///
    /// ```
    /// use depesche::register::{Noter, Register};
    /// use depesche::{Document, Pipeline};
    ///
    /// let (pipeline, noter, mut register) = (Pipeline::new(), Noter::new(), Register::default());
    /// for text in ["Die USA warnen vor dem Krieg.", "The United States warned the government."] {
    ///     let notes = noter.notes(&pipeline.analyse(&Document::new("1", text)));
    ///     register.add(notes);
    /// }
    /// let finished = register.finish();
    /// assert_eq!((finished.rows[0].id.as_str(), finished.rows[0].documents), ("LOC/us", 2));
    /// ```
    pub fn add(&mut self, notes: Vec<Note>) -> Vec<u32> {
        let keys: Vec<u64> = notes.iter().map(|note| note.context_key()).collect();
        notes
            .into_iter()
            .enumerate()
            .map(|(index, note)| {
                let company: Vec<u64> = company(&keys, index);
                let entry = self.entry(&note, &company);
                self.entries[entry as usize].add(note, &company);
                entry
            })
            .collect()
    }

    /// The entry that a note belongs to, made if there is none that fits.
    fn entry(&mut self, note: &Note, company: &[u64]) -> u32 {
        let namesakes = self.by_key.entry((note.entity, note.key.clone())).or_default();
        let entries = &self.entries;
        let best = namesakes
            .iter()
            .copied()
            .filter_map(|index| {
                Some((
                    entries[index as usize].fit(note, company)?,
                    std::cmp::Reverse(index),
                ))
            })
            .max()
            .map(|(_, std::cmp::Reverse(index))| index);
        best.unwrap_or_else(|| {
            let index = self.entries.len() as u32;
            namesakes.push(index);
            self.entries.push(Entry::new(note, namesakes.len()));
            index
        })
    }

    /// The id of an entry: that of its row, or one that the row lists as merged into it.
    pub fn id(&self, entry: u32) -> &str {
        self.entries.get(entry as usize).map_or("", |entry| &entry.id)
    }

    /// Puts together what belongs together.
    pub fn finish(self) -> Finished {
        merge::finish(self.entries)
    }
}

/// The other actors of a document that tell who is meant: at most a few, those beside it first.
fn company(keys: &[u64], own: usize) -> Vec<u64> {
    let near = own.saturating_sub(entry::COMPANY)..keys.len().min(own + entry::COMPANY + 1);
    near.filter(|&other| other != own && keys[other] != 0 && keys[other] != keys[own])
        .map(|other| keys[other])
        .collect()
}

#[cfg(test)]
mod tests;
