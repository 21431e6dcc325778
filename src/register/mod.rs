//! The register: one row per actor over all documents of a run.
//!
//! Documents are noted one after the other ([`Register::note`], which may run on many threads, then
//! [`Register::add`] in the order of the input); what is kept grows with the number of different names, not of documents.
//! The same name in the same type is one actor, unless the roles beside it and the company that it keeps speak for
//! namesakes; bodies of the lexicon ("USA", "United States") have one row in all languages; what is known by a short
//! name alone ("Merkel", "DUH") goes to the one actor that bears it elsewhere.

mod entry;
mod merge;
mod note;

use std::collections::HashMap;

use jiff::civil::Date;

use crate::actors::lexicon::Lexicon;
use crate::analysis::{Analysis, EntityType};
use entry::Entry;
pub use note::Note;

/// Everything that was noted of actors so far.
#[derive(Debug)]
pub struct Register {
    lexicon: Lexicon,
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

impl Default for Register {
    fn default() -> Self {
        Self::new()
    }
}

impl Register {
    /// An empty register.
    pub fn new() -> Self {
        Self {
            lexicon: Lexicon::new(),
            entries: Vec::new(),
            by_key: HashMap::new(),
        }
    }

    /// What the register needs to know of one document's actors, in their order.
    pub fn note(&self, analysis: &Analysis) -> Vec<Note> {
        note::notes(analysis, &self.lexicon)
    }

    /// Adds the actors of one document; the entry of each, in their order.
    ///
    /// ```
    /// use depesche::register::Register;
    /// use depesche::{Document, Pipeline};
    ///
    /// let (pipeline, mut register) = (Pipeline::new(), Register::new());
    /// for text in ["Die USA warnen.", "The United States warned Iran."] {
    ///     let notes = register.note(&pipeline.analyse(&Document::new("1", text)));
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
            self.entries.push(Entry::new(note));
            index
        })
    }

    /// Puts together what belongs together and gives every row its id.
    pub fn finish(self) -> Finished {
        merge::finish(self.entries, &self.lexicon)
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
