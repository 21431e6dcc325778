//! CSV and TSV: the first line names the columns.

use std::io::Read;
use std::sync::Arc;

use csv::{ByteRecord, ReaderBuilder};

use super::bytes::{Bytes, decode};
use super::record::Record;
use super::{Documents, Failure, ReadOptions, explain, failed};
use crate::document::Document;

/// Reads one file; without a given delimiter the first line tells which it is.
pub(super) fn read(
    mut bytes: Bytes,
    source: String,
    stem: String,
    delimiter: Option<u8>,
    options: Arc<ReadOptions>,
) -> Documents {
    let delimiter = match (delimiter, bytes.peek()) {
        (Some(delimiter), _) => delimiter,
        (None, Ok(start)) => guess_delimiter(start),
        (None, Err(error)) => return failed(Failure::of_file(&source, explain(&error))),
    };
    let mut reader = ReaderBuilder::new()
        .delimiter(delimiter)
        .flexible(true)
        .from_reader(bytes);
    let columns = match columns(&mut reader) {
        Ok(columns) if columns.iter().all(String::is_empty) => {
            return failed(Failure::of_file(&source, "the file holds no record"));
        }
        Ok(columns) => columns,
        Err(message) => return failed(Failure::of_file(&source, message)),
    };
    if !columns.contains(&options.fields.text) {
        let message = format!(
            "has no column \"{}\" but {}: name the column that holds the text with --text-column",
            options.fields.text,
            columns.join(", ")
        );
        return failed(Failure::of_file(&source, message));
    }
    let mut number = 0;
    let mut ended = false;
    Box::new(
        std::iter::from_fn(move || {
            let mut fields = ByteRecord::new();
            number += 1;
            if ended {
                return None;
            }
            match reader.read_byte_record(&mut fields) {
                Ok(true) => Some(document(&columns, &fields, &source, &stem, number, &options)),
                Ok(false) => None,
                Err(error) => {
                    ended = true;
                    Some(vec![Err(Failure::of_record(&source, number, say(error)))])
                }
            }
        })
        .flatten(),
    )
}

fn guess_delimiter(start: &[u8]) -> u8 {
    let line = start.split(|&b| b == b'\n').next().unwrap_or_default();
    let count = |delimiter: u8| line.iter().filter(|&&b| b == delimiter).count();
    let mut best = b',';
    for other in [b';', b'\t'] {
        if count(other) > count(best) {
            best = other;
        }
    }
    best
}

fn columns(reader: &mut csv::Reader<impl Read>) -> Result<Vec<String>, String> {
    let header = reader.byte_headers().map_err(say)?;
    header
        .iter()
        .map(|name| decode(name.to_vec()).map(|name| name.trim().to_owned()))
        .collect()
}

fn say(error: csv::Error) -> String {
    match error.into_kind() {
        csv::ErrorKind::Io(error) => explain(&error),
        other => format!("cannot be read: {other:?}"),
    }
}

fn document(
    columns: &[String],
    fields: &ByteRecord,
    source: &str,
    stem: &str,
    number: u64,
    options: &ReadOptions,
) -> Vec<Result<Document, Failure>> {
    let mut record = Record::default();
    for (name, field) in columns.iter().zip(fields) {
        match decode(field.to_vec()) {
            Ok(value) => record.set(options, name, value),
            Err(message) => {
                return vec![Err(Failure::of_record(
                    source,
                    number,
                    format!("column {name}: {message}"),
                ))];
            }
        }
    }
    record.into_document(source, stem, number, options)
}
