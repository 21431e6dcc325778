//! Nested JSON Lines: one object a document, which holds the rows of all other tables.

use std::fs::File;
use std::io::{self, BufWriter, Write};

use serde_json::{Map, Value as Json};

use super::json_lines::to_json;
use super::{
    ERRORS, Files, Folder, FolderError, Found, JsonLines, Output, Render, Table, TextFormat, error_row,
};
use crate::read::Failure;

/// Makes one JSON object of a document: the fields of the table of documents, and under the name of each other table
/// the list of its rows (in place of their count), without the `doc_id` that they share.
#[derive(Debug, Clone)]
pub struct NestedRenderer {
    tables: Vec<Table>,
}

impl NestedRenderer {
    /// Nests `tables` in the documents.
    pub fn new(tables: Vec<Table>) -> Self {
        Self { tables }
    }

    fn rows(table: Table, found: &Found<'_>) -> Json {
        let columns = table.columns();
        let mut rows = Vec::new();
        table.rows(found, &mut |row| {
            let fields = columns.iter().zip(row).skip(1);
            let object: Map<String, Json> = fields
                .map(|(column, value)| (column.name.to_owned(), to_json(value)))
                .collect();
            rows.push(Json::Object(object));
        });
        Json::Array(rows)
    }
}

impl Render for NestedRenderer {
    /// The line.
    type Rows = Vec<u8>;

    fn render(&self, found: &Found<'_>) -> Vec<u8> {
        let mut fields: Vec<(&str, Json)> = Vec::new();
        Table::Documents.rows(found, &mut |row| {
            let columns = Table::Documents.columns().iter();
            fields.extend(
                columns
                    .zip(row)
                    .map(|(column, value)| (column.name, to_json(value))),
            );
        });
        for &table in self.tables.iter().filter(|&&table| table != Table::Documents) {
            let rows = Self::rows(table, found);
            match fields.iter_mut().find(|(name, _)| *name == table.name()) {
                Some((_, count)) => *count = rows,
                None => fields.push((table.name(), rows)),
            }
        }
        let mut line = Vec::new();
        for (index, (name, value)) in fields.iter().enumerate() {
            line.push(if index == 0 { b'{' } else { b',' });
            // names need no escapes
            line.extend_from_slice(format!("\"{name}\":{value}").as_bytes());
        }
        line.extend_from_slice(b"}\n");
        line
    }
}

/// `documents.jsonl` with everything in it, and `errors.jsonl`.
pub struct NestedFiles {
    documents: BufWriter<File>,
    errors: BufWriter<File>,
    count: usize,
}

impl NestedFiles {
    /// Begins both files.
    ///
    /// # Errors
    ///
    /// Where they are there already and may not be overwritten, or the system refuses.
    pub fn create(folder: &mut Folder) -> Result<Self, FolderError> {
        Ok(Self {
            documents: folder.begin_file("documents.jsonl")?,
            errors: folder.begin_file("errors.jsonl")?,
            count: 0,
        })
    }
}

impl Output<Vec<u8>> for NestedFiles {
    fn add(&mut self, line: &Vec<u8>) -> io::Result<()> {
        self.count += 1;
        self.documents.write_all(line)
    }

    fn fail(&mut self, failure: &Failure) -> io::Result<()> {
        let mut bytes = Vec::new();
        JsonLines.row(ERRORS, &error_row(failure), &mut bytes);
        self.errors.write_all(&bytes)
    }
}

impl Files<Vec<u8>> for NestedFiles {
    fn finish(mut self) -> Result<Vec<(Table, usize)>, FolderError> {
        for file in [&mut self.documents, &mut self.errors] {
            file.flush()
                .map_err(FolderError::io("documents.jsonl".as_ref()))?;
        }
        Ok(vec![(Table::Documents, self.count)])
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::write::RowOptions;
    use crate::{Document, Pipeline};

    #[test]
    fn rows_stand_in_the_place_of_their_count() {
        let document = Document::new("1", "„Wir liefern bis 1. Mai 2024“, sagte Angela Merkel.");
        let analysis = Pipeline::new().analyse(&document);
        let found = Found::new(&document, &analysis, RowOptions::default());
        let line = NestedRenderer::new(vec![Table::Documents, Table::Dates]).render(&found);
        let line: Json = serde_json::from_slice(&line).unwrap();
        assert_eq!(line["doc_id"], "1");
        assert_eq!(line["dates"][0]["value"], "2024-05-01");
        assert_eq!(line["dates"][0].get("doc_id"), None);
        assert!(
            line["quotes"].is_number(),
            "a table that was not asked for is counted"
        );
    }
}
