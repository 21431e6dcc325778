//! What encoders that had not seen the annotated documents say of them.

use std::collections::HashMap;
use std::io::BufRead;

use anyhow::Context;
use serde::Deserialize;

use crate::analysis::{Analysis, Token};
use crate::quotes::heard::{Heard, Told};

/// What is said of one document: a line of the readings.
#[derive(Deserialize)]
struct Reading {
    doc_id: String,
    /// First code point of each of the encoder's words.
    starts: Vec<usize>,
    /// What is told of each word, in thousandths; see [`Told::from_row`].
    told: Vec<[u16; 7]>,
}

/// Readings by document.
#[derive(Default)]
pub(super) struct Readings(HashMap<String, Reading>);

impl Readings {
    /// Reads one JSON object a line.
    ///
    /// # Errors
    ///
    /// A line that is no such object, by its number.
    pub(super) fn read(input: impl BufRead) -> anyhow::Result<Self> {
        let mut readings = HashMap::new();
        for (number, line) in input.lines().enumerate() {
            let reading: Reading =
                serde_json::from_str(&line?).with_context(|| format!("readings, line {}", number + 1))?;
            readings.insert(reading.doc_id.clone(), reading);
        }
        Ok(Self(readings))
    }

    /// True where no document was read.
    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// By token: what is told of the word that a token lies in. `bytes` are the places of the text's code points.
    pub(super) fn heard(&self, doc_id: &str, analysis: &Analysis, bytes: &[usize]) -> Option<Heard> {
        let reading = self.0.get(doc_id)?;
        let told = |token: &Token| {
            let begins = |&start: &usize| {
                bytes
                    .get(start)
                    .is_some_and(|&byte| byte as u32 <= token.span.start)
            };
            let at = reading.starts.partition_point(begins).checked_sub(1);
            let row = at.and_then(|at| reading.told.get(at));
            row.map_or(Told::default(), |row| {
                Told::from_row(row.map(|share| f32::from(share) / 1000.0))
            })
        };
        Some(Heard(analysis.tokens.iter().map(told).collect()))
    }
}
