//! Where gold comes from: the program's tables as CSV, or what people annotated with brat or as TimeML.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use walkdir::WalkDir;

use super::criteria::{TABLES, TableRules};
use super::table::{Table, TableError};
use super::{brat, timeml};
use crate::export::doc_id;

/// The gold of an evaluation.
pub(super) enum Gold {
    Tables(PathBuf),
    Annotated(Annotated),
}

/// What annotations of all documents say, as tables.
#[derive(Debug, Default)]
pub(super) struct Annotated {
    documents: BTreeSet<String>,
    tables: BTreeMap<&'static str, Table>,
}

/// A row of a table that is made from an annotation: the fields in the order of [`columns`].
pub(super) type AnnotatedRow = (&'static str, Vec<String>);

/// The columns of the rows that annotations are made into, table by table.
pub(super) fn columns(table: &str) -> &'static [&'static str] {
    match table {
        "mentions" => &["doc_id", "type", "name", "start", "end", "spans"],
        "quotes" => &[
            "doc_id",
            "type",
            "speaker",
            "speaker_actor",
            "start",
            "end",
            "spans",
        ],
        "dates" => &["doc_id", "type", "value", "mod", "start", "end", "spans"],
        _ => &["doc_id", "kind", "earliest", "latest", "start", "end", "spans"],
    }
}

impl Gold {
    /// Looks what a folder holds.
    pub fn open(folder: &Path) -> Result<Self, TableError> {
        let tables = TABLES.iter().map(|rules| rules.table);
        let mut tables = tables.map(|table| folder.join(format!("{table}.csv")));
        if tables.any(|table| table.is_file()) {
            return Ok(Self::Tables(folder.to_owned()));
        }
        let annotated = Annotated::read(folder)?;
        if annotated.tables.is_empty() {
            return Err(TableError::no_gold(folder));
        }
        Ok(Self::Annotated(annotated))
    }

    /// The documents that are named beside the tables.
    pub fn documents(&self) -> Result<BTreeSet<String>, TableError> {
        match self {
            Self::Tables(folder) => Ok(Table::read(&folder.join("documents.csv"), &["doc_id"])?
                .map(|table| table.documents().map(str::to_owned).collect())
                .unwrap_or_default()),
            Self::Annotated(annotated) => Ok(annotated.documents.clone()),
        }
    }

    /// A table; `None` where the gold says nothing of what belongs into it.
    pub fn table(&mut self, rules: &TableRules) -> Result<Option<Table>, TableError> {
        match self {
            Self::Tables(folder) => Table::read(&folder.join(format!("{}.csv", rules.table)), rules.columns),
            Self::Annotated(annotated) => Ok(annotated.tables.remove(rules.table)),
        }
    }
}

impl Annotated {
    /// Reads every `.ann`, `.tml` and TimeML `.xml` file below a folder. The path without extension gives the document's
    /// id, as `depesche export` wrote it; a TimeML file may name it itself.
    fn read(folder: &Path) -> Result<Self, TableError> {
        let mut annotated = Self::default();
        let mut rows: BTreeMap<&'static str, Vec<Vec<String>>> = BTreeMap::new();
        for entry in WalkDir::new(folder).sort_by_file_name() {
            let entry = entry.map_err(|error| TableError::new(folder, error.to_string()))?;
            let path = entry.path();
            let extension = path.extension().unwrap_or_default().to_string_lossy();
            if !entry.file_type().is_file() || !matches!(&*extension, "ann" | "tml" | "xml") {
                continue;
            }
            let bytes = std::fs::read(path).map_err(|error| TableError::new(path, error.to_string()))?;
            let text = String::from_utf8(bytes)
                .map_err(|error| TableError::new(path, format!("not UTF-8: {error}")))?;
            let inside = path.strip_prefix(folder).unwrap_or(path).with_extension("");
            let parts: Vec<_> = inside.iter().map(|part| part.to_string_lossy()).collect();
            let mut id = doc_id(&parts.join("/"));
            let found = if extension == "ann" {
                let source = std::fs::read_to_string(path.with_extension("txt")).unwrap_or_default();
                brat::rows(&id, &text, &source)
            } else if let Some(timeml) = timeml::document(&text) {
                timeml.map(|document| {
                    if let Some(own) = &document.id {
                        id.clone_from(own);
                    }
                    document.rows(&id)
                })
            } else {
                continue;
            };
            for (table, row) in found.map_err(|problem| TableError::new(path, problem))? {
                rows.entry(table).or_default().push(row);
            }
            annotated.documents.insert(id);
        }
        for (table, rows) in rows {
            let made =
                Table::from_rows(columns(table), rows).map_err(|what| TableError::new(folder, what))?;
            annotated.tables.insert(table, made);
        }
        Ok(annotated)
    }
}
