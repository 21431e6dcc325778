//! `depesche export`: files for annotation tools.

use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Instant;

use super::extract;
use super::options::{InputOptions, RowFormat, RunOptions};
use crate::export::{Export as Format, ExportFiles, ExportRenderer};
use crate::write::{Files, Folder};

/// Writes what was found for annotation tools, so that people can correct it.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  depesche export brat articles -o brat/data/articles
  depesche export inception articles -o for-inception
  depesche export label-studio news.jsonl -o tasks
  depesche extract articles -o out && depesche evaluate --gold corrected out    with corrected .ann or .tml files

A document is a file named after its id; bytes that file names cannot hold are written as =XX.
Label Studio and INCEpTION are set up once, with the .xml file that is written beside the documents.")]
pub(super) struct Export {
    /// For which tool
    #[arg(value_enum, value_name = "TOOL")]
    format: Format,

    #[command(flatten)]
    input: InputOptions,

    /// Folder for the files; is made where it is not there
    #[arg(long, short, value_name = "DIR")]
    output: PathBuf,

    /// Overwrite files that are there
    #[arg(long, help_heading = "Output")]
    force: bool,

    /// Write quotes of type `reported` too (the speech is named and summed up, not quoted)
    #[arg(long, help_heading = "Output")]
    reported: bool,

    #[command(flatten)]
    run: RunOptions,
}

impl Export {
    pub fn run(self) -> anyhow::Result<ExitCode> {
        self.run.check()?;
        let begin = Instant::now();
        let mut folder = Folder::create(&self.output, self.force)?;
        let mut files = ExportFiles::create(self.format, &mut folder)?;
        let renderer = ExportRenderer(self.format);
        let done = extract::work(
            &self.input,
            &RowFormat::with_reported(self.reported),
            &self.run,
            &renderer,
            &mut files,
        )?;
        let rows = files.finish()?;
        folder.finish()?;
        if !self.run.quiet {
            done.summary(&rows, begin, &self.output);
        }
        Ok(done.exit_code())
    }
}
