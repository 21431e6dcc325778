//! A document that is a text file.

use super::bytes::{Bytes, decode};
use super::record::Record;
use super::{Failure, ReadOptions, explain};
use crate::document::Document;

/// Reads the one document of a file.
pub(super) fn read(
    bytes: Bytes,
    source: String,
    id: String,
    options: &ReadOptions,
) -> Vec<Result<Document, Failure>> {
    let fail = |message: String| Failure {
        doc_id: id.clone(),
        ..Failure::of_file(&source, message)
    };
    let text = match bytes.read_all().map_err(|error| explain(&error)).and_then(decode) {
        Ok(text) => text,
        Err(message) => return vec![Err(fail(message))],
    };
    if text.trim().is_empty() {
        let message = if text.is_empty() {
            "the file is empty"
        } else {
            "the file holds nothing but blanks"
        };
        return vec![Err(fail(message.to_owned()))];
    }
    let record = Record {
        id: id.clone(),
        text: Some(text),
        ..Record::default()
    };
    record.into_document(&source, &id, 1, options)
}
