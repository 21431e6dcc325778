//! Reads the tables of a folder back, row by row, as far as the report needs them.

use std::path::{Path, PathBuf};

use serde::Deserialize;
use serde::de::DeserializeOwned;

use crate::write::RUN_FILE;

/// Why no report could be made.
#[derive(Debug, thiserror::Error)]
pub enum ReportError {
    /// The folder is not there.
    #[error("{}: no such folder: give the one that `depesche extract -o` wrote", .0.display())]
    NoFolder(PathBuf),
    /// The folder holds no `documents.csv`.
    #[error("{}: no documents.csv here: give the folder that `depesche extract -o` wrote, with all tables", .0.display())]
    NoTables(PathBuf),
    /// The folder holds tables in another format.
    #[error("{}: the report reads CSV: run `depesche extract` again with --format csv", .0.display())]
    OtherFormat(PathBuf),
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
    pub characters: usize,
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
    pub r#type: String,
    pub text: String,
    pub speaker: String,
    pub speaker_actor: String,
    pub cue: String,
    pub start: usize,
    pub end: usize,
    pub spans: String,
    pub speaker_start: Option<usize>,
    pub speaker_end: Option<usize>,
    pub cue_start: Option<usize>,
    pub cue_end: Option<usize>,
}

impl QuoteRow {
    /// The stretches of the text that the quote covers, in code points.
    pub fn stretches(&self) -> Vec<(usize, usize)> {
        let spans = self.spans.split(';').filter_map(|span| {
            let (start, end) = span.split_once('-')?;
            Some((start.parse().ok()?, end.parse().ok()?))
        });
        let spans: Vec<(usize, usize)> = spans.collect();
        if spans.is_empty() {
            vec![(self.start, self.end)]
        } else {
            spans
        }
    }
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
    pub kind: String,
    pub date_text: String,
    pub earliest: String,
    pub latest: String,
    pub action: String,
    pub responsible: String,
    pub start: usize,
    pub end: usize,
}

/// A folder of tables.
#[derive(Debug, Clone, Copy)]
pub(super) struct TableFolder<'p>(&'p Path);

impl<'p> TableFolder<'p> {
    /// Looks whether the folder holds tables that a report can be made of.
    pub fn open(path: &'p Path) -> Result<Self, ReportError> {
        if !path.is_dir() {
            return Err(ReportError::NoFolder(path.to_owned()));
        }
        if path.join("documents.csv").is_file() {
            return Ok(Self(path));
        }
        let other = ["documents.jsonl", "documents.parquet", "depesche.xlsx"];
        match other
            .map(|name| path.join(name))
            .into_iter()
            .find(|p| p.is_file())
        {
            Some(other) => Err(ReportError::OtherFormat(other)),
            None => Err(ReportError::NoTables(path.to_owned())),
        }
    }

    /// Gives every row of a table to `row`; a table that was not asked for at extraction has none.
    pub fn each<T: DeserializeOwned>(self, name: &str, mut row: impl FnMut(T)) -> Result<(), ReportError> {
        let path = self.0.join(name);
        if !path.exists() {
            return Ok(());
        }
        let problem = |error: csv::Error| ReportError::Table {
            path: path.clone(),
            problem: error.to_string(),
        };
        for record in csv::Reader::from_path(&path).map_err(problem)?.into_deserialize() {
            row(record.map_err(problem)?);
        }
        Ok(())
    }

    /// The tables that are not there.
    pub fn missing(self) -> Vec<&'static str> {
        let all = [
            "actors.csv",
            "mentions.csv",
            "quotes.csv",
            "dates.csv",
            "deadlines.csv",
        ];
        all.into_iter()
            .filter(|name| !self.0.join(name).is_file())
            .collect()
    }

    /// How the tables were made; `None` where nothing says so.
    pub fn run(self) -> Option<crate::write::RunInfo> {
        let bytes = std::fs::read(self.0.join(RUN_FILE)).ok()?;
        serde_json::from_slice(&bytes).ok()
    }
}
