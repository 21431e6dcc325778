//! JSON Lines: one object a line.

use std::sync::Arc;

use serde_json::{Map, Value};

use super::bytes::{Bytes, decode};
use super::record::Record;
use super::{Failure, ReadOptions, explain};
use crate::document::Document;

/// Reads one file; blank lines are passed over but counted, so that a record's number is its line's.
pub(super) struct Reader {
    bytes: Bytes,
    source: String,
    stem: String,
    options: Arc<ReadOptions>,
    line: Vec<u8>,
    number: u64,
    any: bool,
    ended: bool,
}

impl Reader {
    pub fn new(bytes: Bytes, source: String, stem: String, options: Arc<ReadOptions>) -> Self {
        Self {
            bytes,
            source,
            stem,
            options,
            line: Vec::new(),
            number: 0,
            any: false,
            ended: false,
        }
    }

    fn record(&self) -> Vec<Result<Document, Failure>> {
        let fail = |message: String| vec![Err(Failure::of_record(&self.source, self.number, message))];
        let line = match decode(self.line.clone()) {
            Ok(line) => line,
            Err(message) => return fail(message),
        };
        let object: Map<String, Value> = match serde_json::from_str(&line) {
            Ok(object) => object,
            Err(error) => return fail(format!("the line is no JSON object: {error}")),
        };
        let mut record = Record::default();
        for (name, value) in object {
            match value {
                Value::Null => {}
                Value::String(value) => record.set(&self.options, &name, value),
                _ if name == self.options.fields.text => return fail(format!("\"{name}\" is no string")),
                other => record.set(&self.options, &name, other.to_string()),
            }
        }
        record.into_document(&self.source, &self.stem, self.number, &self.options)
    }
}

impl Iterator for Reader {
    type Item = Vec<Result<Document, Failure>>;

    fn next(&mut self) -> Option<Self::Item> {
        while !self.ended {
            self.number += 1;
            match self.bytes.read_line(&mut self.line) {
                Ok(true) if self.line.iter().all(u8::is_ascii_whitespace) => {}
                Ok(true) => {
                    self.any = true;
                    return Some(self.record());
                }
                Ok(false) => {
                    self.ended = true;
                    if !self.any {
                        return Some(vec![Err(Failure::of_file(
                            &self.source,
                            "the file holds no record",
                        ))]);
                    }
                }
                // what a broken file would still give cannot be trusted
                Err(error) => {
                    self.ended = true;
                    return Some(vec![Err(Failure::of_record(
                        &self.source,
                        self.number,
                        explain(&error),
                    ))]);
                }
            }
        }
        None
    }
}
