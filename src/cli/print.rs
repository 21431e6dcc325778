//! The commands of single tables.

use std::io;
use std::process::ExitCode;

use super::explain::Explain;
use super::extract::work;
use super::options::{InputOptions, RowFormat, RunOptions, StreamFormat};
use crate::write::{JsonLines, NestedRenderer, Output, Render, Table, TableStream, TextFormat, TextRenderer};

/// Prints one table.
#[derive(Debug, clap::Args)]
pub(super) struct Print {
    #[command(flatten)]
    input: InputOptions,

    /// Format of the table; `depesche extract` writes more
    #[arg(long, value_enum, default_value_t = StreamFormat::Csv, help_heading = "Output")]
    format: StreamFormat,

    /// Instead of the table, show each text with what was found marked in it, and listed below
    #[arg(long, conflicts_with = "format", help_heading = "Output")]
    explain: bool,

    #[command(flatten)]
    rows: RowFormat,

    #[command(flatten)]
    run: RunOptions,
}

impl Print {
    pub fn new(
        input: InputOptions,
        format: StreamFormat,
        explain: bool,
        rows: RowFormat,
        run: RunOptions,
    ) -> Self {
        Self {
            input,
            format,
            explain,
            rows,
            run,
        }
    }

    pub fn run(self, table: Table) -> anyhow::Result<ExitCode> {
        self.run.check()?;
        if self.explain {
            return self.explain(table);
        }
        let format: Box<dyn TextFormat> = match self.format {
            StreamFormat::Csv => self.rows.csv(),
            StreamFormat::Jsonl => Box::new(JsonLines),
            StreamFormat::Nested => {
                let stream = TableStream::bare(io::stdout().lock());
                return self.print(&NestedRenderer::new(with_all(table)), stream);
            }
        };
        let renderer = TextRenderer::new(format, vec![table]);
        let stream = TableStream::begin(&renderer, io::stdout().lock())?;
        self.print(&renderer, stream)
    }

    fn explain(&self, table: Table) -> anyhow::Result<ExitCode> {
        let coloured = anstream::AutoStream::choice(&io::stdout()) != anstream::ColorChoice::Never;
        let explain = Explain {
            tables: with_all(table),
            coloured,
        };
        let out = anstream::AutoStream::new(io::stdout(), anstream::AutoStream::choice(&io::stdout()));
        self.print(&explain, TableStream::bare(out.lock()))
    }

    fn print<R: Render>(&self, renderer: &R, mut stream: impl Output<R::Rows>) -> anyhow::Result<ExitCode> {
        let done = work(&self.input, &self.rows, &self.run, renderer, &mut stream)?;
        Ok(done.exit_code())
    }
}

/// The table; of documents all that belongs to them, but no tokens.
fn with_all(table: Table) -> Vec<Table> {
    if table == Table::Documents {
        let all = Table::ALL.into_iter();
        all.filter(|table| !matches!(table, Table::Tokens | Table::Register))
            .collect()
    } else {
        vec![table]
    }
}
