//! `depesche train`: makes the weights under `models/`.

use std::fs::File;
use std::io::{BufRead, BufReader, Read};
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
    /// The model that tells languages apart
    Language(Files),
    /// The finder of names
    Names {
        #[command(flatten)]
        files: Files,
        /// Word classes that `train classes` made
        #[arg(long)]
        classes: PathBuf,
    },
    /// Which actor a deadline binds where the words name none
    Deadlines(Files),
    /// The finder of quotes
    Quotes(Files),
    /// Word classes as an automaton, of lines `word<TAB>class`
    Classes(Files),
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
            What::Language(files) => {
                let weights = crate::language::train(BufReader::new(chained(&files.inputs)?))?;
                write(&files.out, &weights)?;
            }
            What::Quotes(files) => {
                let weights = crate::quotes::train(BufReader::new(chained(&files.inputs)?))?;
                write(&files.out, &weights)?;
            }
            What::Names { files, classes } => {
                let classes = std::fs::read(classes).with_context(|| classes.display().to_string())?;
                // The model borrows its classes for as long as the program runs.
                let weights = crate::names::train(BufReader::new(chained(&files.inputs)?), classes.leak())?;
                write(&files.out, &weights)?;
            }
            What::Deadlines(files) => {
                let weights = crate::deadlines::train(BufReader::new(chained(&files.inputs)?))?;
                write(&files.out, &weights)?;
            }
            What::Classes(files) => {
                let mut classes = std::collections::BTreeMap::new();
                for line in BufReader::new(chained(&files.inputs)?).lines() {
                    let line = line?;
                    let (word, class) = line
                        .split_once('\t')
                        .with_context(|| format!("no tab: {line:?}"))?;
                    let class: u64 = class
                        .trim()
                        .parse()
                        .with_context(|| format!("no class: {line:?}"))?;
                    classes.insert(word.to_owned(), class + 1);
                }
                write(&files.out, fst::Map::from_iter(classes)?.as_fst().as_bytes())?;
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
