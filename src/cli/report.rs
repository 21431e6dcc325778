//! `depesche report`: one page over the tables of a folder.

use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;

use anyhow::Context;
use clap::Parser;

use super::options::InputOptions;
use crate::report::{self, DocumentRow, ReportOptions};
use crate::write::{Folder, RUN_FILE, RunInfo};

/// Makes one self-contained page to look at from the tables of a folder.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  depesche extract articles -o tables && depesche report tables -o report.html
  depesche report tables -o report.html --documents 500
  depesche report tables -o report.html --texts moved/articles

Everything is counted; of a large corpus the documents with the most quotes and deadlines are shown with their text.
The texts are read again from where they came from; nothing else is needed to look at the page, and no network.")]
pub(super) struct Report {
    /// Folder that `depesche extract -o` wrote, as CSV
    #[arg(value_name = "DIR")]
    folder: PathBuf,

    /// The page
    #[arg(long, short, value_name = "FILE", default_value = "report.html")]
    output: PathBuf,

    /// How many documents are shown with their text, quotes and deadlines
    #[arg(long, value_name = "N", default_value_t = ReportOptions::default().documents)]
    documents: usize,

    /// Where the texts are now, if not where they came from
    #[arg(long, value_name = "INPUT", num_args = 1..)]
    texts: Vec<PathBuf>,

    /// Overwrite a page that is there
    #[arg(long)]
    force: bool,
}

/// The options of the extraction, read from `run.json` as if they stood on the command line.
#[derive(Debug, Parser)]
struct Extraction {
    #[command(flatten)]
    input: InputOptions,
    /// Part of every extraction, of no meaning for texts.
    #[arg(long = "reported")]
    _reported: bool,
}

impl Report {
    pub fn run(self) -> anyhow::Result<ExitCode> {
        let path = match self.output.parent() {
            Some(path) if !path.as_os_str().is_empty() => path.to_owned(),
            _ => PathBuf::from("."),
        };
        let name = self
            .output
            .file_name()
            .with_context(|| format!("{}: no name of a file", self.output.display()))?;
        let options = ReportOptions {
            documents: self.documents,
        };
        let page = report::render(&self.folder, &options, |wanted| self.texts(wanted))?;
        let mut folder = Folder::create(&path, self.force)?;
        let temporary = folder.begin(&name.to_string_lossy())?;
        std::fs::write(&temporary, page).with_context(|| temporary.display().to_string())?;
        folder.finish()?;
        Ok(ExitCode::SUCCESS)
    }

    fn texts(&self, wanted: &[DocumentRow]) -> Vec<Option<String>> {
        let extraction = self.extraction();
        let mut inputs = extraction
            .as_ref()
            .map_or_else(Vec::new, |extraction| extraction.input.inputs.clone());
        if inputs.is_empty() {
            inputs = wanted.iter().map(|row| PathBuf::from(&row.source)).collect();
            inputs.dedup();
        }
        if !self.texts.is_empty() {
            inputs.clone_from(&self.texts);
        }
        let options = extraction.map_or_else(Default::default, |extraction| {
            extraction.input.read_options(&Arc::default())
        });
        report::read_again(inputs, options, wanted)
    }

    fn extraction(&self) -> Option<Extraction> {
        let bytes = std::fs::read(self.folder.join(RUN_FILE)).ok()?;
        let run: RunInfo = serde_json::from_slice(&bytes).ok()?;
        let arguments = ["depesche".to_owned()]
            .into_iter()
            .chain(run.options)
            .chain(["--".to_owned()])
            .chain(run.inputs);
        Extraction::try_parse_from(arguments).ok()
    }
}
