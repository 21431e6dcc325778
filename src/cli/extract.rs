//! `depesche extract` and the commands of single tables.

use std::collections::BTreeMap;
use std::io::Write;
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;
use std::sync::atomic::AtomicU64;
use std::time::Instant;

use super::messages::{Messages, NOTHING_DONE, SOME_FAILED};
use super::options::{FileFormat, InputOptions, RowFormat, RunOptions};
use crate::analysis::{Analysis, Warning};
use crate::document::Document;
use crate::register::{Note, Noter, Register};
#[cfg(feature = "parquet")]
use crate::write::ParquetFiles;
#[cfg(feature = "xlsx")]
use crate::write::Workbook;
use crate::write::{
    Agenda, CellRenderer, Entry, Files, Folder, Found, Hash, JsonLines, NestedFiles, NestedRenderer, Output,
    RUN_FILE, Render, RunInfo, Table, TableFiles, TextFormat, TextRenderer, Value, register_row,
};
use crate::{corpus, read};

/// Writes all tables into a folder.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  depesche extract articles -o tables
  depesche extract news.jsonl.gz 2024/ -o tables --tables actors,quotes --threads 4
  depesche extract articles -o tables --format xlsx                      one workbook, a sheet a table
  depesche extract articles -o tables --format parquet                   for DuckDB, pandas, Spark
  depesche extract meldung.txt -o tabellen --date 2024-03-14 --dialect excel-de --header-language de
  zcat news.jsonl.gz | depesche extract - --input-format jsonl -o tables

Beside the tables stand the table of errors and run.json, which says how they were made.

Exit code: 0 all well, 1 errors.csv has rows (every other document is done), 2 nothing could be done.")]
pub(super) struct Extract {
    #[command(flatten)]
    input: InputOptions,

    /// Folder for the tables; is made where it is not there
    #[arg(long, short, value_name = "DIR")]
    output: PathBuf,

    /// Which tables [default: all; in a workbook all but tokens]
    #[arg(
        long,
        value_enum,
        value_delimiter = ',',
        value_name = "TABLE,…",
        help_heading = "Output"
    )]
    tables: Vec<Table>,

    /// Format of the tables
    #[arg(long, value_enum, default_value_t = FileFormat::Csv, help_heading = "Output")]
    format: FileFormat,

    /// Overwrite tables that are there
    #[arg(long, help_heading = "Output")]
    force: bool,

    #[command(flatten)]
    rows: RowFormat,

    #[command(flatten)]
    run: RunOptions,
}

impl Extract {
    pub fn run(self) -> anyhow::Result<ExitCode> {
        self.run.check()?;
        let begin = Instant::now();
        let tables = self.tables();
        if tables.contains(&Table::Agenda) && self.format == FileFormat::Nested {
            anyhow::bail!(
                "nested holds a document a line, and the agenda is of all documents: choose csv or jsonl"
            );
        }
        // dropped after the files that lie in it
        let mut folder = Folder::create(&self.output, self.force)?;
        let run_file = folder.begin_file(RUN_FILE)?;
        let (done, rows) = match self.format {
            FileFormat::Csv => self.text(self.rows.csv(), tables, &mut folder)?,
            FileFormat::Jsonl => self.text(Box::new(JsonLines), tables, &mut folder)?,
            FileFormat::Nested => {
                self.fill(&NestedRenderer::new(tables), NestedFiles::create(&mut folder)?)?
            }
            #[cfg(feature = "parquet")]
            FileFormat::Parquet => {
                let renderer = CellRenderer::new(tables);
                let files = ParquetFiles::create(&renderer, &mut folder)?;
                self.fill(&renderer, files)?
            }
            #[cfg(feature = "xlsx")]
            FileFormat::Xlsx => {
                let renderer = CellRenderer::new(tables);
                let files = Workbook::create(&renderer, self.rows.header_language, &mut folder)?;
                self.fill(&renderer, files)?
            }
        };
        self.write_run(run_file, &done)?;
        folder.finish()?;
        if !self.run.quiet {
            done.summary(&rows, begin, &self.output);
        }
        Ok(done.exit_code())
    }

    /// The tables that are wanted, in their order.
    fn tables(&self) -> Vec<Table> {
        let mut tables = self.tables.clone();
        if tables.is_empty() {
            tables.extend(Table::ALL);
            #[cfg(feature = "xlsx")]
            if self.format == FileFormat::Xlsx {
                tables.retain(|table| *table != Table::Tokens);
            }
        }
        tables.sort_unstable();
        tables.dedup();
        tables
    }

    fn text(
        &self,
        format: Box<dyn TextFormat>,
        tables: Vec<Table>,
        folder: &mut Folder,
    ) -> anyhow::Result<(Done, Rows)> {
        let renderer = TextRenderer::new(format, tables);
        self.fill(&renderer, TableFiles::create(&renderer, folder)?)
    }

    fn fill<R: Render>(&self, renderer: &R, mut files: impl Files<R::Rows>) -> anyhow::Result<(Done, Rows)> {
        let done = work(&self.input, &self.rows, &self.run, renderer, &mut files)?;
        Ok((done, files.finish()?))
    }

    fn write_run(&self, mut file: impl Write, done: &Done) -> anyhow::Result<()> {
        let info = RunInfo {
            program: "depesche".to_owned(),
            version: env!("CARGO_PKG_VERSION").to_owned(),
            engine: self.run.engine().to_owned(),
            inputs: self.input.names(),
            options: [self.input.named(), self.rows.named()].concat(),
            documents: done.documents,
            bytes: done.bytes,
            input_hash: done.hash.to_string(),
        };
        serde_json::to_writer_pretty(&mut file, &info)?;
        file.write_all(b"\n")?;
        file.flush()?;
        Ok(())
    }
}

/// How many rows each table has.
type Rows = Vec<(Table, usize)>;

/// What a worker hands on of one document.
struct Rendered<Rows> {
    rows: Rows,
    bytes: usize,
    hash: Hash,
    warnings: Vec<Warning>,
    /// Where a register is wanted: what it needs to know, and the rows of the table of actors.
    noted: Option<(Vec<Note>, Vec<Vec<Value<'static>>>)>,
    /// What goes into the agenda, where one is wanted.
    entries: Vec<Entry>,
}

/// What was done.
#[derive(Default)]
pub(super) struct Done {
    documents: usize,
    bytes: usize,
    hash: Hash,
    failures: usize,
}

pub(super) fn work<R: Render>(
    input: &InputOptions,
    format: &RowFormat,
    run: &RunOptions,
    renderer: &R,
    output: &mut impl Output<R::Rows>,
) -> anyhow::Result<Done> {
    let pipeline = run.pipeline()?;
    let progress = Arc::new(AtomicU64::new(0));
    let options = input.read_options(&progress);
    let mut messages = Messages::new(
        run.quiet,
        || read::total_bytes(&input.inputs, options.format),
        progress,
    );
    let documents = read::documents(input.inputs.clone(), options);
    let rows = format.row_options();
    let noter = renderer.wants(Table::Register).then(Noter::new);
    let wants_agenda = renderer.wants(Table::Agenda);
    let render = |document: &Document, analysis: &Analysis| {
        let found = Found::new(document, analysis, rows);
        Rendered {
            rows: renderer.render(&found),
            bytes: document.text.len(),
            hash: hash(document),
            warnings: analysis.warnings.clone(),
            noted: noter
                .as_ref()
                .map(|noter| (noter.notes(analysis), found.actor_rows())),
            entries: if wants_agenda {
                Entry::of(&found)
            } else {
                Vec::new()
            },
        }
    };
    let mut register = Register::default();
    let mut agenda = Agenda::default();
    let mut done = Done::default();
    let mut warnings = BTreeMap::new();
    let result = corpus::run(&pipeline, documents, run.threads, render, |one| {
        messages.advance();
        match one {
            Ok(rendered) => {
                done.documents += 1;
                done.bytes += rendered.bytes;
                done.hash.add_hash(rendered.hash);
                agenda.add(rendered.entries);
                for warning in rendered.warnings {
                    *warnings.entry(warning).or_insert(0) += 1;
                }
                let rows = match rendered.noted {
                    Some(noted) if renderer.wants(Table::Actors) => {
                        let actors = registered(&mut register, noted);
                        renderer.put(Some(rendered.rows), Table::Actors, &actors)
                    }
                    Some((notes, _)) => {
                        register.add(notes);
                        Some(rendered.rows)
                    }
                    None => Some(rendered.rows),
                };
                rows.map_or(Ok(()), |rows| output.add(&rows))
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
    let rows: Vec<_> = register.finish().rows.iter().map(register_row).collect();
    if let Some(rows) = renderer.put(None, Table::Register, &rows) {
        output.add(&rows)?;
    }
    if let Some(rows) = renderer.put(None, Table::Agenda, &agenda.rows()) {
        output.add(&rows).inspect_err(super::end_on_broken_pipe)?;
    }
    Ok(done)
}

/// Adds a document to the register; the rows of its actors with their ids.
fn registered(
    register: &mut Register,
    (notes, mut rows): (Vec<Note>, Vec<Vec<Value<'static>>>),
) -> Vec<Vec<Value<'static>>> {
    let entries = register.add(notes);
    for (row, entry) in rows.iter_mut().zip(entries) {
        if let Some(last) = row.last_mut() {
            *last = Value::Text(register.id(entry).to_owned().into());
        }
    }
    rows
}

fn hash(document: &Document) -> Hash {
    let mut hash = Hash::default();
    for part in [&document.id, &document.text] {
        hash.add(part.as_bytes());
        hash.add(&[0]);
    }
    hash
}

impl Done {
    pub fn exit_code(&self) -> ExitCode {
        match (self.documents, self.failures) {
            (0, _) => ExitCode::from(NOTHING_DONE),
            (_, 0) => ExitCode::SUCCESS,
            _ => ExitCode::from(SOME_FAILED),
        }
    }

    pub fn summary(&self, rows: &[(Table, usize)], begin: Instant, folder: &std::path::Path) {
        let seconds = begin.elapsed().as_secs_f64();
        let megabytes = self.bytes as f64 / 1e6;
        let counts: Vec<String> = rows
            .iter()
            .map(|(table, rows)| format!("{} {rows}", table.name()))
            .collect();
        eprintln!(
            "{} documents, {megabytes:.*} MB in {seconds:.1} s ({:.1} MB/s); rows in {}: {}, errors {}",
            self.documents,
            if megabytes < 1.0 { 3 } else { 1 },
            megabytes / seconds.max(1e-3),
            folder.display(),
            counts.join(", "),
            self.failures,
        );
    }
}
