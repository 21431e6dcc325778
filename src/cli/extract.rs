//! `depesche extract` and the commands of single tables.

use std::collections::BTreeMap;
use std::io::{self, BufWriter};
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;
use std::sync::atomic::AtomicU64;
use std::time::Instant;

use super::messages::{Messages, NOTHING_DONE, SOME_FAILED};
use super::options::{InputOptions, RowFormat, RunOptions};
use crate::analysis::Analysis;
use crate::document::Document;
use crate::write::{Found, Output, Piece, Renderer, Table, TableFiles, TableStream};
use crate::{Pipeline, corpus, read};

/// Writes all tables into a folder.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  depesche extract articles -o tables
  depesche extract news.jsonl.gz 2024/ -o tables --tables actors,quotes --threads 4
  depesche extract meldung.txt -o tabellen --date 2024-03-14 --dialect excel-de --header-language de
  zcat news.jsonl.gz | depesche extract - --input-format jsonl -o tables

Exit code: 0 all well, 1 errors.csv has rows (every other document is done), 2 nothing could be done.")]
pub(super) struct Extract {
    #[command(flatten)]
    input: InputOptions,

    /// Folder for the tables; is made where it is not there
    #[arg(long, short, value_name = "DIR")]
    output: PathBuf,

    /// Which tables
    #[arg(long, value_enum, value_delimiter = ',', default_values_t = Table::ALL, value_name = "TABLE,…")]
    #[arg(hide_default_value = true, help_heading = "Output")]
    tables: Vec<Table>,

    /// Overwrite tables that are there
    #[arg(long, help_heading = "Output")]
    force: bool,

    #[command(flatten)]
    format: RowFormat,

    #[command(flatten)]
    run: RunOptions,
}

impl Extract {
    pub fn run(self) -> anyhow::Result<ExitCode> {
        self.run.check()?;
        let begin = Instant::now();
        let mut tables = self.tables;
        tables.sort_unstable();
        tables.dedup();
        let renderer = Renderer::new(self.format.text_format(), tables);
        let mut files = TableFiles::create(&renderer, &self.output, self.force)?;
        let done = work(&self.input, &self.format, &self.run, &renderer, &mut files)?;
        let rows = files.finish()?;
        if !self.run.quiet {
            done.summary(&rows, begin, &self.output);
        }
        Ok(done.exit_code())
    }
}

/// Prints one table.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  depesche quotes article.txt
  depesche deadlines articles --format jsonl | jq -r .action
  curl -s https://example.org/news.txt | depesche actors -")]
pub(super) struct Print {
    #[command(flatten)]
    input: InputOptions,

    #[command(flatten)]
    format: RowFormat,

    #[command(flatten)]
    run: RunOptions,
}

impl Print {
    pub fn run(self, table: Table) -> anyhow::Result<ExitCode> {
        self.run.check()?;
        let renderer = Renderer::new(self.format.text_format(), vec![table]);
        let out = BufWriter::with_capacity(1 << 16, io::stdout().lock());
        let mut stream = TableStream::begin(&renderer, out)?;
        let done = work(&self.input, &self.format, &self.run, &renderer, &mut stream)?;
        stream.finish()?;
        Ok(done.exit_code())
    }
}

/// What a worker hands on of one document.
struct Rendered {
    pieces: Vec<Piece>,
    bytes: usize,
    warnings: Vec<String>,
}

/// What was done.
#[derive(Default)]
struct Done {
    documents: usize,
    bytes: usize,
    failures: usize,
}

fn work(
    input: &InputOptions,
    format: &RowFormat,
    run: &RunOptions,
    renderer: &Renderer,
    output: &mut dyn Output,
) -> anyhow::Result<Done> {
    let progress = Arc::new(AtomicU64::new(0));
    let options = input.read_options(&progress);
    let mut messages = Messages::new(
        run.quiet,
        || read::total_bytes(&input.inputs, options.format),
        progress,
    );
    let documents = read::documents(input.inputs.clone(), options);
    let rows = format.row_options();
    let render = |document: &Document, analysis: &Analysis| Rendered {
        pieces: renderer.render(&Found::new(document, analysis, rows)),
        bytes: document.text.len(),
        warnings: analysis.warnings.clone(),
    };
    let mut done = Done::default();
    let mut warnings = BTreeMap::new();
    let result = corpus::run(&Pipeline::new(), documents, run.threads, render, |one| {
        messages.advance();
        match one {
            Ok(rendered) => {
                done.documents += 1;
                done.bytes += rendered.bytes;
                for warning in rendered.warnings {
                    *warnings.entry(warning).or_insert(0) += 1;
                }
                output.add(&rendered.pieces)
            }
            Err(failure) => {
                done.failures += 1;
                messages.failure(&failure);
                output.fail(&failure)
            }
        }
        // nobody reads any more; the thread that reads the input may wait for more of it, so end here
        .inspect_err(super::end_on_broken_pipe)
    });
    messages.finish(&warnings);
    result?;
    Ok(done)
}

impl Done {
    fn exit_code(&self) -> ExitCode {
        match (self.documents, self.failures) {
            (0, _) => ExitCode::from(NOTHING_DONE),
            (_, 0) => ExitCode::SUCCESS,
            _ => ExitCode::from(SOME_FAILED),
        }
    }

    fn summary(&self, rows: &[(Table, usize)], begin: Instant, folder: &std::path::Path) {
        let seconds = begin.elapsed().as_secs_f64();
        let megabytes = self.bytes as f64 / 1e6;
        let counts: Vec<String> = rows
            .iter()
            .map(|(table, rows)| format!("{} {rows}", table.name()))
            .collect();
        eprintln!(
            "{} documents, {megabytes:.2} MB in {seconds:.1} s ({:.1} MB/s); rows in {}: {}, errors {}",
            self.documents,
            megabytes / seconds.max(1e-3),
            folder.display(),
            counts.join(", "),
            self.failures,
        );
    }
}
