//! `depesche deadlines`.

use std::io::{self, Write};
use std::process::ExitCode;

use jiff::civil::Date;

use super::extract::work;
use super::options::{InputOptions, RowFormat, RunOptions, StreamFormat};
use super::print::Print;
use crate::read::Failure;
use crate::write::{
    CellRenderer, IcsRenderer, JsonLines, Output, Table, TableCells, TableStream, TextFormat, Value,
};

/// Prints the table of deadlines.
#[derive(Debug, clap::Args)]
pub(super) struct Deadlines {
    #[command(flatten)]
    input: InputOptions,

    /// Format of the table, or a calendar
    #[arg(long, value_enum, default_value_t = DeadlineFormat::Csv, help_heading = "Output")]
    format: DeadlineFormat,

    /// Order of the rows; by date they are held until the last document is read
    #[arg(long, value_enum, default_value_t = Sort::Text, help_heading = "Output")]
    sort: Sort,

    /// Instead of the table, show each text with what was found marked in it, and listed below
    #[arg(long, conflicts_with_all = ["format", "sort"], help_heading = "Output")]
    explain: bool,

    #[command(flatten)]
    rows: RowFormat,

    #[command(flatten)]
    run: RunOptions,
}

/// The formats of deadlines on standard output.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum DeadlineFormat {
    /// Comma-separated values
    Csv,
    /// One JSON object a row
    Jsonl,
    /// One JSON object a document, which holds its rows
    Nested,
    /// A calendar (iCalendar) for Outlook, Google, Thunderbird: an all-day event a deadline
    Ics,
}

/// The order of deadlines.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Sort {
    /// As in the documents
    Text,
    /// By first day; those without days last
    Earliest,
    /// By last day; those without days last
    Latest,
}

impl Deadlines {
    pub fn run(self) -> anyhow::Result<ExitCode> {
        self.run.check()?;
        let format = match self.format {
            DeadlineFormat::Csv => StreamFormat::Csv,
            DeadlineFormat::Jsonl => StreamFormat::Jsonl,
            DeadlineFormat::Nested => StreamFormat::Nested,
            DeadlineFormat::Ics => return self.calendar(),
        };
        if self.sort != Sort::Text {
            return self.sorted(format);
        }
        Print::new(self.input, format, self.explain, self.rows, self.run).run(Table::Deadlines)
    }

    fn calendar(&self) -> anyhow::Result<ExitCode> {
        if self.sort != Sort::Text {
            anyhow::bail!("a calendar sorts its events itself: leave --sort away");
        }
        let mut out = io::stdout().lock();
        written(out.write_all(&IcsRenderer::begin()))?;
        let mut stream = TableStream::bare(&mut out);
        let done = work(&self.input, &self.rows, &self.run, &IcsRenderer, &mut stream)?;
        written(out.write_all(&IcsRenderer::end()).and_then(|()| out.flush()))?;
        Ok(done.exit_code())
    }

    fn sorted(&self, format: StreamFormat) -> anyhow::Result<ExitCode> {
        let format: Box<dyn TextFormat> = match format {
            StreamFormat::Csv => self.rows.csv(),
            StreamFormat::Jsonl => Box::new(JsonLines),
            StreamFormat::Nested => {
                anyhow::bail!("--sort orders rows, and nested holds a document a line: choose csv or jsonl")
            }
        };
        let column = match self.sort {
            Sort::Earliest => "earliest",
            Sort::Text | Sort::Latest => "latest",
        };
        let mut rows = Sorted::by(column);
        let renderer = CellRenderer::new(vec![Table::Deadlines]);
        let done = work(&self.input, &self.rows, &self.run, &renderer, &mut rows)?;
        written(rows.write(&*format, &mut io::stdout().lock()))?;
        Ok(done.exit_code())
    }
}

/// A reader that has seen enough is no error.
fn written(result: io::Result<()>) -> io::Result<()> {
    result.inspect_err(super::end_on_broken_pipe)
}

/// Rows that are held until all are there.
#[derive(Debug)]
struct Sorted {
    column: usize,
    rows: Vec<Vec<Value<'static>>>,
}

impl Sorted {
    /// By a column of days.
    fn by(name: &str) -> Self {
        let columns = Table::Deadlines.columns();
        let column = columns.iter().position(|column| column.name == name);
        Self {
            column: column.unwrap_or_default(),
            rows: Vec::new(),
        }
    }

    /// Rows of the same day stay in the order of the documents.
    fn write(mut self, format: &dyn TextFormat, out: &mut impl Write) -> io::Result<()> {
        let day = |row: &[Value<'_>]| -> (bool, Option<Date>) {
            match row.get(self.column) {
                Some(Value::Day(day)) => (false, Some(*day)),
                _ => (true, None),
            }
        };
        self.rows.sort_by_key(|row| day(row));
        let columns = Table::Deadlines.columns();
        let mut bytes = Vec::new();
        format.header(columns, &mut bytes);
        for row in &self.rows {
            format.row(columns, row, &mut bytes);
            out.write_all(&bytes)?;
            bytes.clear();
        }
        out.write_all(&bytes)?;
        out.flush()
    }
}

impl Output<Vec<TableCells>> for Sorted {
    fn add(&mut self, tables: &Vec<TableCells>) -> io::Result<()> {
        let rows = tables.iter().flat_map(TableCells::rows);
        self.rows.extend(rows.map(<[Value<'static>]>::to_vec));
        Ok(())
    }

    fn fail(&mut self, _: &Failure) -> io::Result<()> {
        Ok(())
    }
}
