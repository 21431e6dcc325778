//! Scores the tables of any system against gold tables: precision, recall and F1 by table, type and criterion.
//!
//! Gold may also be a folder of brat (`.ann`) or TimeML (`.tml`) files, as `depesche export` writes them and people
//! correct them.
//!
//! Gold and system are folders with the program's tables as CSV (`actors.csv`, `mentions.csv`, `quotes.csv`,
//! `dates.csv`, `deadlines.csv`); a table that the gold folder lacks is not scored, a table that the system lacks
//! counts as empty. Only the columns that a criterion needs must be there, so that tables of other programs are
//! quickly made. Documents are those that the gold tables (`documents.csv` among them) name; rows of other
//! documents are left out and counted in [`Evaluation::rows_left_out`].
//!
//! Within a document, gold rows and system rows are paired one to one, the best overlap first.

mod brat;
mod criteria;
mod gold;
mod pairing;
mod print;
mod table;
mod timeml;

use std::collections::BTreeSet;
use std::path::Path;

pub use table::TableError;

use criteria::{Criterion, TABLES, TableRules};
use gold::Gold;
use table::Table;

/// The scores of one system.
#[derive(Debug, Clone)]
pub struct Evaluation {
    /// Documents that the gold tables name.
    pub documents: usize,
    /// Rows of the system that belong to no document of the gold.
    pub rows_left_out: usize,
    /// One score a table, type and criterion.
    pub scores: Vec<Score>,
}

/// How many rows of one type in one table agree by one criterion.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Score {
    /// The table.
    pub table: &'static str,
    /// The type (PER, direct, DATE, due …), or `all`.
    pub kind: String,
    /// What had to agree.
    pub criterion: &'static str,
    /// Rows of the gold.
    pub gold: usize,
    /// Rows of the system.
    pub system: usize,
    /// Pairs that agree.
    pub right: usize,
}

impl Score {
    /// Share of the system's rows that are right, 0 to 1; 0 where there are none.
    pub fn precision(&self) -> f64 {
        share(self.right, self.system)
    }

    /// Share of the gold's rows that were found, 0 to 1; 0 where there are none.
    pub fn recall(&self) -> f64 {
        share(self.right, self.gold)
    }

    /// The harmonic mean of precision and recall, 0 to 1.
    ///
    /// ```
    /// use depesche::evaluate::Score;
    /// let score = Score { table: "dates", kind: "all".into(), criterion: "strict", gold: 4, system: 2, right: 2 };
    /// assert_eq!((score.precision(), score.recall()), (1.0, 0.5));
    /// assert!((score.f1() - 2.0 / 3.0).abs() < 1e-9);
    /// ```
    pub fn f1(&self) -> f64 {
        share(2 * self.right, self.gold + self.system)
    }
}

fn share(part: usize, whole: usize) -> f64 {
    if whole == 0 {
        0.0
    } else {
        part as f64 / whole as f64
    }
}

/// Scores the tables in `system` against the gold in `gold_folder`.
///
/// # Errors
///
/// A table that cannot be read, is no CSV, lacks a column that a criterion needs, or holds an offset that is no
/// number; and a gold folder without any table.
pub fn evaluate(gold_folder: &Path, system: &Path) -> Result<Evaluation, TableError> {
    let mut pairs = Vec::new();
    let mut gold = Gold::open(gold_folder)?;
    let mut documents = gold.documents()?;
    for rules in &TABLES {
        let Some(wanted) = gold.table(rules)? else {
            continue;
        };
        let file = format!("{}.csv", rules.table);
        documents.extend(wanted.documents().map(str::to_owned));
        let found = Table::read(&system.join(&file), rules.columns)?.unwrap_or_default();
        pairs.push((rules, wanted, found));
    }
    let mut evaluation = Evaluation {
        documents: documents.len(),
        rows_left_out: 0,
        scores: Vec::new(),
    };
    for (rules, wanted, mut found) in pairs {
        evaluation.rows_left_out += found.keep_documents(&documents);
        score_table(rules, &wanted, &found, &mut evaluation.scores);
    }
    Ok(evaluation)
}

fn score_table(rules: &TableRules, gold: &Table, system: &Table, scores: &mut Vec<Score>) {
    let kinds: BTreeSet<&str> = gold.rows().map(|row| row.get(rules.kind)).collect();
    for criterion in rules.criteria {
        scores.push(score_rows(rules, criterion, gold, system, None));
        for kind in &kinds {
            scores.push(score_rows(rules, criterion, gold, system, Some(kind)));
        }
    }
}

fn score_rows(
    rules: &TableRules,
    criterion: &Criterion,
    gold: &Table,
    system: &Table,
    kind: Option<&str>,
) -> Score {
    let of_kind =
        |row: &table::Row<'_>| (rules.counts)(row) && kind.is_none_or(|kind| row.get(rules.kind) == kind);
    let mut score = Score {
        table: rules.table,
        kind: kind.unwrap_or("all").to_owned(),
        criterion: criterion.name,
        gold: gold.rows().filter(of_kind).count(),
        system: system.rows().filter(of_kind).count(),
        right: 0,
    };
    for document in gold.documents() {
        let wanted: Vec<_> = gold.of_document(document).filter(of_kind).collect();
        let found: Vec<_> = system.of_document(document).filter(of_kind).collect();
        score.right += pairing::count(&wanted, &found, criterion.agree);
    }
    score
}

#[cfg(test)]
mod tests;
