//! Reading documents: files, folders and standard input, one file a format.
//!
//! [`documents`] streams: at no time is more than one record in memory. What cannot be read becomes a [`Failure`] with
//! file and record, and reading goes on with the next record or file.

mod bytes;
mod delimited;
mod inputs;
mod json_lines;
mod plain;
mod record;

use std::io;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::AtomicU64;

use jiff::civil::Date;

use crate::document::Document;
use crate::language::Language;

pub use bytes::MAX_RECORD;
pub use inputs::total_bytes;

pub(crate) use record::parse_date;

use bytes::Bytes;
use inputs::Input;

/// What a record holds under which name: columns of CSV and TSV, fields of JSON Lines.
#[derive(Debug, Clone)]
pub struct FieldNames {
    /// The document's id.
    pub id: String,
    /// Its text.
    pub text: String,
    /// Its title.
    pub title: String,
    /// Its day of publication.
    pub date: String,
    /// Its language.
    pub language: String,
}

impl Default for FieldNames {
    fn default() -> Self {
        Self {
            id: "id".to_owned(),
            text: "text".to_owned(),
            title: "title".to_owned(),
            date: "date".to_owned(),
            language: "lang".to_owned(),
        }
    }
}

/// The formats of input.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum InputFormat {
    /// One document a file
    #[value(name = "txt", alias = "text")]
    Text,
    /// One JSON object a line
    #[value(name = "jsonl", alias = "ndjson")]
    JsonLines,
    /// Fields between commas or semicolons, first line names the columns
    Csv,
    /// Fields between tabs, first line names the columns
    Tsv,
}

/// How to read.
#[derive(Debug, Clone, Default)]
pub struct ReadOptions {
    /// Format of standard input and of files whose extension tells nothing.
    pub format: Option<InputFormat>,
    /// Names of columns and fields.
    pub fields: FieldNames,
    /// The date of documents that have none.
    pub date: Option<Date>,
    /// The language of documents that name none; `None` to identify it.
    pub language: Option<Language>,
    /// Counts the bytes read, as they lie in the files (compressed ones compressed).
    pub progress: Arc<AtomicU64>,
}

/// Where a document was lost, or a part of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Stage {
    /// The file or record could not be read: the document is lost.
    Read,
    /// The record's date is none: the document is read without a date.
    Date,
    /// A stage of the pipeline failed: the document is lost.
    Analyse,
}

impl Stage {
    /// The word in the table of errors.
    pub fn as_str(self) -> &'static str {
        match self {
            Stage::Read => "read",
            Stage::Date => "date",
            Stage::Analyse => "analyse",
        }
    }
}

/// A row of the table of errors.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{source_name}{}: {message}", record.map(|n| format!(", record {n}")).unwrap_or_default())]
pub struct Failure {
    /// The file, `-` for standard input.
    pub source_name: String,
    /// Number of the record in the file, from 1; `None` where the whole file is meant.
    pub record: Option<u64>,
    /// The document, as far as it is known.
    pub doc_id: String,
    /// What was being done.
    pub stage: Stage,
    /// What is wrong, and what helps.
    pub message: String,
}

impl Failure {
    fn of_file(source: &str, message: impl Into<String>) -> Self {
        Self {
            source_name: source.to_owned(),
            record: None,
            doc_id: String::new(),
            stage: Stage::Read,
            message: message.into(),
        }
    }

    fn of_record(source: &str, record: u64, message: impl Into<String>) -> Self {
        Self {
            record: Some(record),
            ..Self::of_file(source, message)
        }
    }

    /// True where the document itself is lost, false where it was only read without something.
    pub fn is_loss(&self) -> bool {
        self.stage != Stage::Date
    }
}

/// A stream of what was read: documents, and failures in their places.
pub type Documents = Box<dyn Iterator<Item = Result<Document, Failure>> + Send>;

/// Reads all inputs in the order given: files, folders (recursively, sorted by name) and `-` for standard input.
///
/// In folders, only files with a known extension are read (`.txt .jsonl .ndjson .csv .tsv`, each also `.gz` and
/// `.zst`); hidden files and the program's own tables are left out.
pub fn documents(inputs: Vec<PathBuf>, options: ReadOptions) -> Documents {
    let options = Arc::new(options);
    Box::new(
        inputs::files(inputs, options.format).flat_map(move |input| match input {
            Ok(input) => open(&input, &options),
            Err(failure) => Box::new(std::iter::once(Err(failure))),
        }),
    )
}

fn open(input: &Input, options: &Arc<ReadOptions>) -> Documents {
    let source = input.name();
    let bytes = match Bytes::open(input, &options.progress) {
        Ok(bytes) => bytes,
        Err(error) => return failed(Failure::of_file(&source, explain(&error))),
    };
    let options = Arc::clone(options);
    match input.format {
        InputFormat::Text => Box::new(plain::read(bytes, source, input.id(), &options).into_iter()),
        InputFormat::JsonLines => {
            Box::new(json_lines::Reader::new(bytes, source, input.stem(), options).flatten())
        }
        InputFormat::Csv => delimited::read(bytes, source, input.stem(), None, options),
        InputFormat::Tsv => delimited::read(bytes, source, input.stem(), Some(b'\t'), options),
    }
}

fn failed(failure: Failure) -> Documents {
    Box::new(std::iter::once(Err(failure)))
}

/// What an input error means to the user.
fn explain(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => "no such file".to_owned(),
        io::ErrorKind::PermissionDenied => "may not be read: permission denied".to_owned(),
        io::ErrorKind::UnexpectedEof => "ends too early: the compressed file is cut off".to_owned(),
        _ => format!("cannot be read: {error}"),
    }
}
