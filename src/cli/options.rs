//! Options that several subcommands share.

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::AtomicU64;

use clap::ValueEnum;
use jiff::civil::Date;

use crate::Pipeline;
#[cfg(feature = "accurate")]
use crate::encoder::{self, Encoder};
use crate::language::Language;
use crate::read::{FieldNames, InputFormat, ReadOptions, parse_date};
use crate::write::{Csv, Dialect, HeaderLanguage, RowOptions, TextFormat};

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
    /// The inputs as they were named.
    pub fn names(&self) -> Vec<String> {
        let names = self.inputs.iter().map(|input| input.to_string_lossy());
        names.map(|name| name.into_owned()).collect()
    }

    /// The options that change what is read, as they stand on a command line; without those that are at their default.
    pub fn named(&self) -> Vec<String> {
        let mut named = Vec::new();
        let mut add = |name: &str, value: &str, default: &str| {
            if value != default {
                named.push(format!("--{name}={value}"));
            }
        };
        if let Some(format) = self.input_format.and_then(|format| format.to_possible_value()) {
            add("input-format", format.get_name(), "");
        }
        add("id-column", &self.id_column, "id");
        add("text-column", &self.text_column, "text");
        add("title-column", &self.title_column, "title");
        add("date-column", &self.date_column, "date");
        add("lang-column", &self.lang_column, "lang");
        if let Some(date) = self.date {
            add("date", &date.to_string(), "");
        }
        if let Some(lang) = self.lang.to_possible_value() {
            add("lang", lang.get_name(), "auto");
        }
        named
    }

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
    #[command(flatten)]
    engine: EngineOptions,

    /// Threads that analyse; 0 is one a core. The tables are the same for any number.
    #[arg(long, default_value_t = 0, value_name = "N")]
    pub threads: usize,

    /// No progress bar and no summary; errors are still told
    #[arg(long, short)]
    pub quiet: bool,
}

impl RunOptions {
    /// The engine's name.
    pub fn engine(&self) -> &'static str {
        match self.engine.engine {
            Engine::Fast => "fast",
            Engine::Cascade => "cascade",
            Engine::Accurate => "accurate",
        }
    }

    /// Refuses an engine that this program does not hold, or whose model is not there.
    pub fn check(&self) -> anyhow::Result<()> {
        self.engine.check()
    }

    /// The stages of the chosen engine.
    pub fn pipeline(&self) -> anyhow::Result<Pipeline> {
        self.engine.pipeline()
    }
}

/// Which models do the work.
#[derive(Debug, clap::Args)]
pub(super) struct EngineOptions {
    /// Which models do the work
    #[arg(long, value_enum, default_value_t = Engine::Fast)]
    engine: Engine,

    /// The larger model's file; else the one that DEPESCHE_MODEL names, or the one next to the program
    #[arg(long, value_name = "FILE")]
    model: Option<PathBuf>,

    /// The engine cascade asks the larger model about sentences of whose words the fast one likely takes a larger share than this (0 to 1)
    /// wrongly
    #[cfg(feature = "accurate")]
    #[arg(long, default_value_t = Pipeline::UNSURE, value_name = "SHARE", hide = true)]
    unsure: f32,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Engine {
    /// Rules, lexicons and linear models
    Fast,
    /// Fast, and a larger model where it is unsure
    Cascade,
    /// The larger model everywhere
    Accurate,
}

impl EngineOptions {
    /// Refuses an engine that this program does not hold, or whose model is not there.
    fn check(&self) -> anyhow::Result<()> {
        match self.engine {
            Engine::Fast => Ok(()),
            #[cfg(feature = "accurate")]
            Engine::Cascade | Engine::Accurate => Ok(encoder::locate(self.model.as_deref()).map(drop)?),
            #[cfg(not(feature = "accurate"))]
            Engine::Cascade | Engine::Accurate => {
                anyhow::bail!("this program was built with the engine fast only: leave --engine away")
            }
        }
    }

    /// The stages of the chosen engine.
    pub fn pipeline(&self) -> anyhow::Result<Pipeline> {
        match self.engine {
            Engine::Fast => Ok(Pipeline::new()),
            #[cfg(feature = "accurate")]
            Engine::Cascade | Engine::Accurate => {
                let path = encoder::locate(self.model.as_deref())?;
                let encoder = Encoder::open(&path)?;
                let unsure = (self.engine == Engine::Cascade).then_some(self.unsure);
                Ok(Pipeline::new().with_encoder(encoder, unsure))
            }
            #[cfg(not(feature = "accurate"))]
            Engine::Cascade | Engine::Accurate => self.check().map(|()| Pipeline::new()),
        }
    }
}

/// What rows are written, and how.
#[derive(Debug, Default, clap::Args)]
pub(super) struct RowFormat {
    /// For which program CSV is written
    #[arg(long, value_enum, default_value_t = Dialect::Rfc4180, help_heading = "Output")]
    dialect: Dialect,

    /// Language of the column names in CSV and workbooks
    #[arg(long, value_enum, default_value_t = HeaderLanguage::En, help_heading = "Output")]
    pub header_language: HeaderLanguage,

    /// Write quotes of type `reported` too (the speech is named and summed up, not quoted)
    #[arg(long, help_heading = "Output")]
    reported: bool,

    /// Only deadlines that do not end before this day (2024-05-01 or 01.05.2024)
    #[arg(long, value_parser = day, value_name = "DAY", help_heading = "Output")]
    from: Option<Date>,

    /// Only deadlines that do not begin after this day
    #[arg(long, value_parser = day, value_name = "DAY", help_heading = "Output")]
    until: Option<Date>,
}

/// The formats of a folder of tables.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub(super) enum FileFormat {
    /// Comma-separated values, a file a table
    Csv,
    /// One JSON object a row, a file a table
    Jsonl,
    /// One JSON object a document, which holds the rows of all its tables
    Nested,
    /// Parquet, a file a table
    #[cfg(feature = "parquet")]
    Parquet,
    /// One workbook for Excel and LibreOffice, a sheet a table
    #[cfg(feature = "xlsx")]
    Xlsx,
}

/// The formats of a table on standard output.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub(super) enum StreamFormat {
    /// Comma-separated values
    Csv,
    /// One JSON object a row
    Jsonl,
    /// One JSON object a document, which holds its rows (`documents`: those of all tables but the tokens)
    Nested,
}

impl RowFormat {
    /// Everything as usual, with quotes of type `reported` or without.
    pub fn with_reported(reported: bool) -> Self {
        Self {
            reported,
            ..Self::default()
        }
    }

    /// CSV as it was asked for.
    pub fn csv(&self) -> Box<dyn TextFormat> {
        Box::new(Csv {
            dialect: self.dialect,
            header: self.header_language,
        })
    }

    /// The rows that were asked for.
    pub fn row_options(&self) -> RowOptions {
        RowOptions {
            reported: self.reported,
            from: self.from,
            until: self.until,
        }
    }

    /// The options that change which rows there are, as they stand on a command line.
    pub fn named(&self) -> Vec<String> {
        let reported = self.reported.then(|| "--reported".to_owned());
        let day = |name: &str, day: Option<Date>| day.map(|day| format!("--{name}={day}"));
        let days = [day("from", self.from), day("until", self.until)];
        reported.into_iter().chain(days.into_iter().flatten()).collect()
    }
}
