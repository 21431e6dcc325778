//! Options that several subcommands share.

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::AtomicU64;

use jiff::civil::Date;

use crate::language::Language;
use crate::read::{FieldNames, InputFormat, ReadOptions, parse_date};
use crate::write::{Csv, Dialect, HeaderLanguage, JsonLines, RowOptions, TextFormat};

/// What is read, and how.
#[derive(Debug, clap::Args)]
pub(super) struct InputOptions {
    /// Files and folders; `-` is standard input.
    /// .txt: a document. .jsonl .ndjson: an object a line with `text`, and `id title date lang` where known.
    /// .csv .tsv: columns of these names. Each also .gz and .zst. Folders are read with all below them.
    #[arg(required = true, value_name = "INPUT", verbatim_doc_comment)]
    pub inputs: Vec<PathBuf>,

    /// Format of standard input (else txt) and of files without a known extension
    #[arg(long, value_enum, value_name = "FORMAT", help_heading = "Input")]
    input_format: Option<InputFormat>,

    /// Column or field that holds the id
    #[arg(long, default_value = "id", value_name = "NAME", help_heading = "Input")]
    id_column: String,

    /// Column or field that holds the text
    #[arg(long, default_value = "text", value_name = "NAME", help_heading = "Input")]
    text_column: String,

    /// Column or field that holds the title
    #[arg(long, default_value = "title", value_name = "NAME", help_heading = "Input")]
    title_column: String,

    /// Column or field that holds the day of publication
    #[arg(long, default_value = "date", value_name = "NAME", help_heading = "Input")]
    date_column: String,

    /// Column or field that holds the language
    #[arg(long, default_value = "lang", value_name = "NAME", help_heading = "Input")]
    lang_column: String,

    /// Day of publication of documents that name none (2020-09-14 or 14.09.2020); relative dates count from it
    #[arg(long, value_parser = day, help_heading = "Input")]
    date: Option<Date>,

    /// Language of documents that name none
    #[arg(long, value_enum, default_value_t = Lang::Auto, help_heading = "Input")]
    lang: Lang,
}

#[derive(Debug, Clone, Copy, clap::ValueEnum)]
enum Lang {
    /// Identify it
    Auto,
    /// German
    De,
    /// English
    En,
}

fn day(text: &str) -> Result<Date, String> {
    match parse_date(text) {
        Ok(Some(day)) => Ok(day),
        Ok(None) | Err(()) => Err("no date; write it as 2020-09-14 or 14.09.2020".to_owned()),
    }
}

impl InputOptions {
    /// How to read.
    pub fn read_options(&self, progress: &Arc<AtomicU64>) -> ReadOptions {
        ReadOptions {
            format: self.input_format,
            fields: FieldNames {
                id: self.id_column.clone(),
                text: self.text_column.clone(),
                title: self.title_column.clone(),
                date: self.date_column.clone(),
                language: self.lang_column.clone(),
            },
            date: self.date,
            language: match self.lang {
                Lang::Auto => None,
                Lang::De => Some(Language::German),
                Lang::En => Some(Language::English),
            },
            progress: Arc::clone(progress),
        }
    }
}

/// How the work is done.
#[derive(Debug, clap::Args)]
pub(super) struct RunOptions {
    /// Which models do the work
    #[arg(long, value_enum, default_value_t = Engine::Fast)]
    engine: Engine,

    /// Threads that analyse; 0 is one a core. The tables are the same for any number.
    #[arg(long, default_value_t = 0, value_name = "N")]
    pub threads: usize,

    /// No progress bar and no summary; errors are still told
    #[arg(long, short)]
    pub quiet: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Engine {
    /// Rules, lexicons and linear models
    Fast,
    /// Fast, and larger models where it is unsure
    Cascade,
    /// Larger models everywhere
    Accurate,
}

impl RunOptions {
    /// Refuses an engine that this program does not hold.
    pub fn check(&self) -> anyhow::Result<()> {
        match self.engine {
            Engine::Fast => Ok(()),
            Engine::Cascade | Engine::Accurate => {
                anyhow::bail!("this program was built with the engine fast only: leave --engine away")
            }
        }
    }
}

/// What is written, and how.
#[derive(Debug, clap::Args)]
pub(super) struct RowFormat {
    /// Format of the tables
    #[arg(long, value_enum, default_value_t = Format::Csv, help_heading = "Output")]
    format: Format,

    /// For which program CSV is written
    #[arg(long, value_enum, default_value_t = Dialect::Rfc4180, help_heading = "Output")]
    dialect: Dialect,

    /// Language of the column names in CSV
    #[arg(long, value_enum, default_value_t = HeaderLanguage::En, help_heading = "Output")]
    header_language: HeaderLanguage,

    /// Write quotes of type `reported` too (the speech is named and summed up, not quoted)
    #[arg(long, help_heading = "Output")]
    reported: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Format {
    /// Comma-separated values
    Csv,
    /// One JSON object a row
    Jsonl,
}

impl RowFormat {
    /// The format that was asked for.
    pub fn text_format(&self) -> Box<dyn TextFormat> {
        match self.format {
            Format::Csv => Box::new(Csv {
                dialect: self.dialect,
                header: self.header_language,
            }),
            Format::Jsonl => Box::new(JsonLines),
        }
    }

    /// The rows that were asked for.
    pub fn row_options(&self) -> RowOptions {
        RowOptions {
            reported: self.reported,
        }
    }
}
