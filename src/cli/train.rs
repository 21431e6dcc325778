//! `depesche train`: makes the weights under `models/`.

use std::fs::File;
use std::io::{BufReader, Read};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::Context;

/// Makes the weights under models/
#[derive(Debug, clap::Args)]
pub struct Train {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, clap::Subcommand)]
enum What {
    /// The tagger of parts of speech
    Tagger(Files),
}

#[derive(Debug, clap::Args)]
struct Files {
    /// Training data; the card beside the weights says in which form
    #[arg(required = true, value_name = "FILE")]
    inputs: Vec<PathBuf>,
    /// Where the weights go
    #[arg(long)]
    out: PathBuf,
}

impl Train {
    /// Runs the subcommand.
    ///
    /// # Errors
    ///
    /// Files that cannot be read or written, and data that are none.
    pub fn run(&self) -> anyhow::Result<ExitCode> {
        match &self.what {
            What::Tagger(files) => {
                let weights = crate::tag::train(BufReader::new(chained(&files.inputs)?))?;
                write(&files.out, &weights)?;
            }
        }
        Ok(ExitCode::SUCCESS)
    }
}

/// The files one after the other.
fn chained(paths: &[PathBuf]) -> anyhow::Result<Box<dyn Read>> {
    let mut data: Box<dyn Read> = Box::new(std::io::empty());
    for path in paths {
        let file = File::open(path).with_context(|| path.display().to_string())?;
        data = Box::new(data.chain(file));
    }
    Ok(data)
}

fn write(path: &Path, weights: &[u8]) -> anyhow::Result<()> {
    std::fs::write(path, weights).with_context(|| path.display().to_string())
}
