//! Reads the tables of a folder back, as far as the report needs them.

use std::path::{Path, PathBuf};

use serde::Deserialize;
use serde::de::DeserializeOwned;

/// Why no report could be made.
#[derive(Debug, thiserror::Error)]
pub enum ReportError {
    /// The folder holds no `documents.csv`.
    #[error("{}: no documents.csv here: give the folder that `depesche extract -o` wrote, with all tables", .0.display())]
    NoTables(PathBuf),
    /// A table could not be read, or has other columns than this version writes.
    #[error(
        "{}: {problem}; the report reads the CSV tables of this version in the dialect rfc4180: run `depesche extract` again",
        path.display()
    )]
    Table {
        /// The table.
        path: PathBuf,
        /// What is wrong with it, with the record.
        problem: String,
    },
}

/// A row of `documents.csv`.
#[derive(Debug, Clone, Deserialize)]
#[allow(missing_docs, reason = "the columns of the table")]
pub struct DocumentRow {
    pub doc_id: String,
    pub source: String,
    pub title: String,
    pub date: String,
    pub language: String,
}

/// A row of `actors.csv`.
#[derive(Debug, Clone, Deserialize)]
pub(super) struct ActorRow {
    pub name: String,
    pub r#type: String,
    pub mentions: usize,
}

/// A row of `mentions.csv`.
#[derive(Debug, Clone, Deserialize)]
pub(super) struct MentionRow {
    pub doc_id: String,
    pub name: String,
    pub r#type: String,
    pub kind: String,
    pub start: usize,
    pub end: usize,
}

/// A row of `quotes.csv`.
#[derive(Debug, Clone, Deserialize)]
pub(super) struct QuoteRow {
    pub doc_id: String,
    pub quote_id: String,
    pub r#type: String,
    pub text: String,
    pub speaker: String,
    pub speaker_actor: String,
    pub cue: String,
    pub start: usize,
    pub end: usize,
    pub spans: String,
}

/// A row of `dates.csv`.
#[derive(Debug, Clone, Deserialize)]
pub(super) struct DateRow {
    pub doc_id: String,
    pub r#type: String,
    pub value: String,
    pub earliest: String,
    pub latest: String,
    pub start: usize,
    pub end: usize,
}

/// A row of `deadlines.csv`.
#[derive(Debug, Clone, Deserialize)]
pub(super) struct DeadlineRow {
    pub doc_id: String,
    pub deadline_id: String,
    pub kind: String,
    pub date_text: String,
    pub earliest: String,
    pub latest: String,
    pub action: String,
    pub responsible: String,
    pub start: usize,
    pub end: usize,
}

/// Every table of a folder.
#[derive(Debug, Default)]
pub(super) struct Tables {
    pub documents: Vec<DocumentRow>,
    pub actors: Vec<ActorRow>,
    pub mentions: Vec<MentionRow>,
    pub quotes: Vec<QuoteRow>,
    pub dates: Vec<DateRow>,
    pub deadlines: Vec<DeadlineRow>,
}

impl Tables {
    /// Reads the tables; those that were not asked for at extraction are empty.
    pub fn read(folder: &Path) -> Result<Self, ReportError> {
        if !folder.join("documents.csv").is_file() {
            return Err(ReportError::NoTables(folder.to_owned()));
        }
        Ok(Self {
            documents: rows(folder, "documents.csv")?,
            actors: rows(folder, "actors.csv")?,
            mentions: rows(folder, "mentions.csv")?,
            quotes: rows(folder, "quotes.csv")?,
            dates: rows(folder, "dates.csv")?,
            deadlines: rows(folder, "deadlines.csv")?,
        })
    }
}

fn rows<T: DeserializeOwned>(folder: &Path, name: &str) -> Result<Vec<T>, ReportError> {
    let path = folder.join(name);
    if !path.exists() {
        return Ok(Vec::new());
    }
    let problem = |error: csv::Error| ReportError::Table {
        path: path.clone(),
        problem: error.to_string(),
    };
    csv::Reader::from_path(&path)
        .map_err(problem)?
        .into_deserialize()
        .map(|row| row.map_err(problem))
        .collect()
}
