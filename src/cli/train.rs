//! `depesche train`: makes the weights under `models/`.

use std::fs::File;
use std::io::{BufReader, BufWriter, Read};
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
        /// List of corpora: lines `times<TAB>language<TAB>policy<TAB>path`
        #[arg(value_name = "LIST")]
        list: PathBuf,
        /// Pieces of words and their vectors, of training/teacher/pieces.py
        #[arg(long)]
        pieces: PathBuf,
        /// Where the weights go: FILE.bin and FILE.fst
        #[arg(long, value_name = "FILE")]
        out: PathBuf,
        /// Passes over the corpora
        #[arg(long, default_value_t = 3)]
        epochs: usize,
        /// So many of the last passes leave out what the teacher labelled
        #[arg(long, default_value_t = 0)]
        gold_epochs: usize,
        /// Layers: neighbouring words that each looks at, and its outputs
        #[arg(long, value_name = "WORDSxOUTPUTS,…", value_delimiter = ',', value_parser = layer)]
        layers: Vec<(usize, usize)>,
    },
    /// The confidence of names, for a finder that was trained before
    NamesConfidence {
        /// List of corpora, as for `names`; those with 0 times are used
        #[arg(value_name = "LIST")]
        list: PathBuf,
        /// The weights, FILE.bin and FILE.fst; FILE.bin is written anew
        #[arg(long, value_name = "FILE", default_value = "models/names")]
        weights: PathBuf,
    },
    /// Which actor a deadline binds where the words name none
    Deadlines(Files),
    /// The finder of quotes
    Quotes {
        #[command(flatten)]
        files: Files,
        /// What encoders that had not seen the documents say of them, of training/encoder/held.py: trains the weights that go
        /// with a reading
        #[arg(long, value_name = "FILE")]
        readings: Option<PathBuf>,
        /// Sentences with the quotes that a larger model found, of training/quotes/silver.py
        #[arg(long, value_name = "FILE")]
        silver: Option<PathBuf>,
        /// Running texts with the quotes that a larger model found, of training/quotes/silver.py
        #[arg(long, value_name = "FILE")]
        texts: Option<PathBuf>,
    },
    /// What the lists of names say of words: standard input has a sentence a line, tabs between its words; as many numbers a line
    /// are written
    Marks,
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
            What::Quotes {
                files,
                readings,
                silver,
                texts,
            } => {
                let opened = |path: &Option<PathBuf>| -> anyhow::Result<_> {
                    let file = path.as_ref().map(|path| chained(std::slice::from_ref(path)));
                    Ok(file.transpose()?.map(BufReader::new))
                };
                let input = BufReader::new(chained(&files.inputs)?);
                let silver = crate::quotes::Silver {
                    sentences: opened(silver)?,
                    texts: opened(texts)?,
                };
                let weights = crate::quotes::train(input, opened(readings)?, silver)?;
                write(&files.out, &weights)?;
            }
            What::Deadlines(files) => {
                let weights = crate::deadlines::train(BufReader::new(chained(&files.inputs)?))?;
                write(&files.out, &weights)?;
            }
            What::Names {
                list,
                pieces,
                out,
                epochs,
                gold_epochs,
                layers,
            } => {
                let mut options = crate::names::TrainOptions {
                    epochs: *epochs,
                    gold_epochs: *gold_epochs,
                    ..Default::default()
                };
                if !layers.is_empty() {
                    options.layers.clone_from(layers);
                }
                let trained = crate::names::train(list, pieces, &options)?;
                write(&out.with_extension("bin"), &trained.network)?;
                write(&out.with_extension("fst"), &trained.pieces)?;
            }
            What::NamesConfidence { list, weights } => {
                let read = |path: &Path| -> anyhow::Result<&'static [u8]> {
                    let bytes = std::fs::read(path).with_context(|| path.display().to_string())?;
                    Ok(bytes.leak())
                };
                let network = weights.with_extension("bin");
                let pieces = read(&weights.with_extension("fst"))?;
                let fitted = crate::names::calibrate(list, read(&network)?, pieces)?;
                write(&network, &fitted)?;
            }
            What::Marks => {
                let marks = BufWriter::new(std::io::stdout().lock());
                crate::names::write_marks(std::io::stdin().lock(), marks)?;
            }
        }
        Ok(ExitCode::SUCCESS)
    }
}

/// A layer as `5x64`.
fn layer(text: &str) -> Result<(usize, usize), String> {
    let (span, outputs) = text.split_once('x').ok_or("expected WORDSxOUTPUTS")?;
    let number = |text: &str| text.parse::<usize>().map_err(|error| error.to_string());
    match (number(span)?, number(outputs)?) {
        (span, outputs) if span % 2 == 1 && outputs > 0 && outputs % 32 == 0 => Ok((span, outputs)),
        _ => Err("an odd number of words, and a multiple of 32 as outputs".to_owned()),
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
