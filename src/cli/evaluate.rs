//! `depesche evaluate`: scores tables against gold.

use std::io::Write;
use std::path::PathBuf;
use std::process::ExitCode;

use crate::evaluate;

/// Scores any system's tables against gold tables: precision, recall and F1 by table and type.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  depesche extract corpus -o out && depesche evaluate --gold gold out
  depesche evaluate --gold gold other-system --format csv > scores.csv
  depesche evaluate --gold brat/data/corrected out      gold that people made from `depesche export brat`

Both folders hold tables as CSV with the columns of `extract`; a table needs only the columns that its scores
use. Gold may also be brat (.ann) or TimeML (.tml) files. Tables that the gold lacks are not scored.")]
pub struct Evaluate {
    /// Folder with the gold tables
    #[arg(long, value_name = "GOLD")]
    gold: PathBuf,

    /// Folder with the tables to score
    #[arg(value_name = "DIR")]
    system: PathBuf,

    /// How to print the scores
    #[arg(long, value_enum, default_value_t = Format::Table)]
    format: Format,
}

#[derive(Debug, Clone, Copy, clap::ValueEnum)]
enum Format {
    Table,
    Csv,
    Json,
}

impl Evaluate {
    /// Runs the subcommand.
    ///
    /// # Errors
    ///
    /// What [`evaluate::evaluate`] says, and failures of standard output.
    pub fn run(&self) -> anyhow::Result<ExitCode> {
        let evaluation = evaluate::evaluate(&self.gold, &self.system)?;
        let mut out = std::io::stdout().lock();
        match self.format {
            Format::Table => evaluation.write_table(&mut out)?,
            Format::Csv => evaluation.write_csv(&mut out)?,
            Format::Json => evaluation.write_json(&mut out)?,
        }
        out.flush()?;
        Ok(ExitCode::SUCCESS)
    }
}
