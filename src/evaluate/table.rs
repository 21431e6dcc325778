//! Reads a table for scoring: by column name, in any of the program's CSV dialects.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::path::{Path, PathBuf};

/// Why a table could not be scored.
#[derive(Debug, thiserror::Error)]
#[error("{path}: {problem}", path = path.display())]
pub struct TableError {
    path: PathBuf,
    problem: String,
}

impl TableError {
    pub(super) fn new(path: &Path, problem: impl Into<String>) -> Self {
        Self {
            path: path.to_owned(),
            problem: problem.into(),
        }
    }

    pub(super) fn no_gold(folder: &Path) -> Self {
        Self::new(
            folder,
            "no gold here: expected actors.csv, mentions.csv, quotes.csv, dates.csv or deadlines.csv, or .ann files of brat, \
             or .tml files with TimeML",
        )
    }
}

/// A table in memory, its rows grouped by document.
#[derive(Debug, Default)]
pub(super) struct Table {
    columns: HashMap<String, usize>,
    documents: BTreeMap<String, Vec<Record>>,
}

#[derive(Debug)]
struct Record {
    fields: csv::StringRecord,
    spans: Vec<(usize, usize)>,
}

/// One row of a table.
#[derive(Debug, Clone, Copy)]
pub(super) struct Row<'t> {
    table: &'t Table,
    record: &'t Record,
}

impl<'t> Row<'t> {
    /// The text of a column; empty where the table has no such column.
    pub fn get(&self, column: &str) -> &'t str {
        self.table
            .columns
            .get(column)
            .and_then(|&at| self.record.fields.get(at))
            .unwrap_or("")
            .trim()
    }

    /// The row's spans in code points, end exclusive; none where the table has no offsets.
    pub fn spans(&self) -> &'t [(usize, usize)] {
        &self.record.spans
    }
}

impl Table {
    /// Reads a table that has at least `columns`; `None` where there is no such file.
    pub fn read(path: &Path, columns: &[&str]) -> Result<Option<Self>, TableError> {
        let bytes = match std::fs::read(path) {
            Ok(bytes) => bytes,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(TableError::new(path, error.to_string())),
        };
        let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&bytes);
        let mut reader = csv::ReaderBuilder::new()
            .delimiter(delimiter(bytes))
            .flexible(true)
            .from_reader(bytes);
        let header = reader
            .headers()
            .map_err(|error| TableError::new(path, error.to_string()))?;
        let mut table = Self {
            columns: header
                .iter()
                .enumerate()
                .map(|(at, name)| (name.trim().to_owned(), at))
                .collect(),
            documents: BTreeMap::new(),
        };
        if let Some(missing) = columns.iter().find(|name| !table.columns.contains_key(**name)) {
            let problem = format!(
                "no column {missing:?}; the table has {}",
                header.iter().collect::<Vec<_>>().join(", ")
            );
            return Err(TableError::new(path, problem));
        }
        for fields in reader.records() {
            let fields = fields.map_err(|error| TableError::new(path, error.to_string()))?;
            let line = fields.position().map_or(0, csv::Position::line);
            let spans = table
                .spans(&fields)
                .map_err(|what| TableError::new(path, format!("line {line}: {what}")))?;
            let document = fields.get(table.columns["doc_id"]).unwrap_or("").to_owned();
            table
                .documents
                .entry(document)
                .or_default()
                .push(Record { fields, spans });
        }
        Ok(Some(table))
    }

    /// A table from rows in memory, each with as many fields as there are columns, the `doc_id` first.
    pub fn from_rows(columns: &[&str], rows: Vec<Vec<String>>) -> Result<Self, String> {
        let columns = columns.iter().enumerate();
        let mut table = Self {
            columns: columns.map(|(at, name)| ((*name).to_owned(), at)).collect(),
            documents: BTreeMap::new(),
        };
        for row in rows {
            let fields = csv::StringRecord::from(row);
            let spans = table.spans(&fields)?;
            let document = fields.get(0).unwrap_or("").to_owned();
            table
                .documents
                .entry(document)
                .or_default()
                .push(Record { fields, spans });
        }
        Ok(table)
    }

    /// The spans of a record: column `spans` where it is filled in, else `start` and `end`.
    fn spans(&self, fields: &csv::StringRecord) -> Result<Vec<(usize, usize)>, String> {
        let field = |name: &str| {
            self.columns
                .get(name)
                .and_then(|&at| fields.get(at))
                .unwrap_or("")
                .trim()
        };
        let span = |start: &str, end: &str| match (start.parse(), end.parse()) {
            (Ok(start), Ok(end)) if start <= end => Ok((start, end)),
            _ => Err(format!(
                "{start:?} to {end:?} is no span: expected two code-point offsets, start before end"
            )),
        };
        match (field("spans"), field("start"), field("end")) {
            ("", "", "") => Ok(Vec::new()),
            ("", start, end) => Ok(vec![span(start, end)?]),
            (several, ..) => several
                .split(';')
                .map(|part| {
                    let (start, end) = part.split_once('-').unwrap_or((part, ""));
                    span(start.trim(), end.trim())
                })
                .collect(),
        }
    }

    /// Every row, by document.
    pub fn rows(&self) -> impl Iterator<Item = Row<'_>> {
        self.documents
            .values()
            .flatten()
            .map(|record| Row { table: self, record })
    }

    /// The identifiers of the documents that have rows, sorted.
    pub fn documents(&self) -> impl Iterator<Item = &str> {
        self.documents.keys().map(String::as_str)
    }

    /// The rows of a document.
    pub fn of_document(&self, document: &str) -> impl Iterator<Item = Row<'_>> {
        self.documents
            .get(document)
            .into_iter()
            .flatten()
            .map(|record| Row { table: self, record })
    }

    /// Drops the rows of all other documents; returns how many there were.
    pub fn keep_documents(&mut self, documents: &BTreeSet<String>) -> usize {
        let before = self.rows().count();
        self.documents.retain(|id, _| documents.contains(id));
        before - self.rows().count()
    }
}

/// The sign that splits the header's columns: a comma, a semicolon (German Excel) or a tab.
fn delimiter(bytes: &[u8]) -> u8 {
    let header = bytes.split(|&byte| byte == b'\n').next().unwrap_or_default();
    let count = |sign: u8| memchr::memchr_iter(sign, header).count();
    *[b',', b';', b'\t']
        .iter()
        .max_by_key(|&&sign| (count(sign), sign == b','))
        .unwrap_or(&b',')
}
