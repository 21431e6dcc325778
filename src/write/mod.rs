//! Writing tables, one file a format.

mod agenda;
mod cells;
mod csv;
mod folder;
mod ics;
mod json_lines;
mod nested;
mod output;
#[cfg(feature = "parquet")]
mod parquet;
mod rows;
mod run;
mod tables;
mod value;
#[cfg(feature = "xlsx")]
mod xlsx;

pub use agenda::{Agenda, Entry};
pub use cells::{CellRenderer, TableCells};
pub use csv::{Csv, Dialect};
pub use folder::{Folder, FolderError};
pub use ics::{IcsRenderer, LONGEST_EVENT};
pub use json_lines::JsonLines;
pub use nested::{NestedFiles, NestedRenderer};
pub use output::{Files, Output, Piece, Render, TableFiles, TableStream, TextRenderer};
#[cfg(feature = "parquet")]
pub use parquet::ParquetFiles;
pub use rows::{Found, RowOptions, RowSink};
pub use run::{Hash, RUN_FILE, RunInfo};
pub use tables::{ERRORS, Table, error_row, register_row};
pub use value::{Column, Kind, Value};
#[cfg(feature = "xlsx")]
pub use xlsx::Workbook;

/// A format that writes a table as text, row by row.
///
/// Rows of different documents can be made by different threads; joined in order they are the table.
pub trait TextFormat: std::fmt::Debug + Send + Sync {
    /// The extension of its files, without a dot.
    fn extension(&self) -> &'static str;

    /// What stands before the first row.
    fn header(&self, columns: &[Column], out: &mut Vec<u8>);

    /// One row.
    fn row(&self, columns: &[Column], row: &[Value<'_>], out: &mut Vec<u8>);
}

/// Language of the header.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, clap::ValueEnum)]
pub enum HeaderLanguage {
    /// The names that scripts rely on
    #[default]
    En,
    /// German names, for people
    De,
}

impl Column {
    /// The name of the column in a language.
    pub fn title(&self, language: HeaderLanguage) -> &'static str {
        match language {
            HeaderLanguage::En => self.name,
            HeaderLanguage::De => self.german,
        }
    }
}
