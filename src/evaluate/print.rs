//! Prints an evaluation: as a table for people, as CSV, as JSON.

use std::io::{self, Write};

use serde::Serialize;

use super::{Evaluation, Score};

impl Evaluation {
    /// A table to read: one line a table, type and criterion, figures in percent.
    ///
    /// # Errors
    ///
    /// Those of the writer.
    pub fn write_table(&self, out: &mut impl Write) -> io::Result<()> {
        writeln!(out, "{} documents", self.documents)?;
        if self.rows_left_out > 0 {
            writeln!(
                out,
                "{} rows left out: their documents are not in the gold",
                self.rows_left_out
            )?;
        }
        writeln!(
            out,
            "\n{:10} {:11} {:9} {:>6} {:>6} {:>6} {:>7} {:>7} {:>7}",
            "table", "type", "criterion", "P", "R", "F1", "gold", "system", "right"
        )?;
        let mut table = "";
        for score in &self.scores {
            if table != score.table && !table.is_empty() {
                writeln!(out)?;
            }
            table = score.table;
            writeln!(
                out,
                "{:10} {:11} {:9} {:6.1} {:6.1} {:6.1} {:7} {:7} {:7}",
                score.table,
                score.kind,
                score.criterion,
                100.0 * score.precision(),
                100.0 * score.recall(),
                100.0 * score.f1(),
                score.gold,
                score.system,
                score.right
            )?;
        }
        Ok(())
    }

    /// CSV with a header, figures from 0 to 1.
    ///
    /// # Errors
    ///
    /// Those of the writer.
    pub fn write_csv(&self, out: &mut impl Write) -> io::Result<()> {
        let mut writer = csv::Writer::from_writer(out);
        for score in &self.scores {
            writer.serialize(Line::of(score))?;
        }
        writer.flush()
    }

    /// One JSON object, figures from 0 to 1.
    ///
    /// # Errors
    ///
    /// Those of the writer.
    pub fn write_json(&self, out: &mut impl Write) -> io::Result<()> {
        let scores: Vec<Line<'_>> = self.scores.iter().map(Line::of).collect();
        let all = serde_json::json!({
            "documents": self.documents,
            "rows_left_out": self.rows_left_out,
            "scores": scores,
        });
        serde_json::to_writer_pretty(&mut *out, &all)?;
        writeln!(out)
    }
}

/// A score with its figures worked out.
#[derive(Serialize)]
struct Line<'s> {
    table: &'static str,
    r#type: &'s str,
    criterion: &'static str,
    precision: f64,
    recall: f64,
    f1: f64,
    gold: usize,
    system: usize,
    right: usize,
}

impl<'s> Line<'s> {
    fn of(score: &'s Score) -> Self {
        let round = |figure: f64| (figure * 10_000.0).round() / 10_000.0;
        Self {
            table: score.table,
            r#type: &score.kind,
            criterion: score.criterion,
            precision: round(score.precision()),
            recall: round(score.recall()),
            f1: round(score.f1()),
            gold: score.gold,
            system: score.system,
            right: score.right,
        }
    }
}
