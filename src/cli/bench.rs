//! `depesche bench`: how fast the pipeline is on the user's own texts.

use std::io::{self, Write};
use std::process::ExitCode;
use std::sync::Arc;
use std::time::{Duration, Instant};

use rayon::prelude::*;

use super::messages::NOTHING_DONE;
use super::options::{EngineOptions, InputOptions};
use crate::pipeline::{Stage, StageTimes};
use crate::{Document, Pipeline, read};

/// So many bytes of text are analysed and timed at a time.
const BATCH_BYTES: usize = 4 << 20;

/// Measures documents, MB and tokens a second, the share of each stage, and peak memory.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  depesche bench articles
  depesche bench news.jsonl.gz --threads 1

Reading is not measured; documents that cannot be read are left out.")]
pub(super) struct Bench {
    #[command(flatten)]
    input: InputOptions,

    #[command(flatten)]
    engine: EngineOptions,

    /// Threads that analyse; 0 is one a core
    #[arg(long, default_value_t = 0, value_name = "N")]
    threads: usize,
}

impl Bench {
    pub fn run(self) -> anyhow::Result<ExitCode> {
        let pipeline = self.engine.pipeline()?;
        let pool = rayon::ThreadPoolBuilder::new()
            .num_threads(self.threads)
            .build()?;
        let mut measured = Measured::default();
        let mut batch = Vec::new();
        let mut bytes = 0;
        for document in read::documents(
            self.input.inputs.clone(),
            self.input.read_options(&Arc::default()),
        )
        .flatten()
        {
            bytes += document.text.len();
            batch.push(document);
            if bytes >= BATCH_BYTES {
                pool.install(|| measured.add(&pipeline, &batch));
                batch.clear();
                bytes = 0;
            }
        }
        if !batch.is_empty() {
            pool.install(|| measured.add(&pipeline, &batch));
        }
        if measured.documents == 0 {
            eprintln!("depesche: no document to measure");
            return Ok(ExitCode::from(NOTHING_DONE));
        }
        measured.write(pool.current_num_threads(), &mut io::stdout().lock())?;
        Ok(ExitCode::SUCCESS)
    }
}

/// What was measured over a run.
#[derive(Debug, Default)]
pub struct Measured {
    documents: usize,
    bytes: usize,
    tokens: usize,
    wall: Duration,
    stages: StageTimes,
}

impl Measured {
    /// Analyses a batch on the threads of the current pool and adds what it took.
    pub fn add(&mut self, pipeline: &Pipeline, batch: &[Document]) {
        let start = Instant::now();
        let each: Vec<(usize, StageTimes)> = batch
            .par_iter()
            .map(|document| {
                let mut times = StageTimes::default();
                let analysis = pipeline.analyse_timed(document, &mut times);
                (analysis.tokens.len(), times)
            })
            .collect();
        self.wall += start.elapsed();
        self.documents += batch.len();
        self.bytes += batch.iter().map(|document| document.text.len()).sum::<usize>();
        for (tokens, times) in each {
            self.tokens += tokens;
            self.stages += times;
        }
    }

    /// Prints the figures: the whole by wall clock, each stage by the time of one thread.
    ///
    /// # Errors
    ///
    /// Those of the writer.
    pub fn write(&self, threads: usize, out: &mut impl Write) -> io::Result<()> {
        let seconds = self.wall.as_secs_f64().max(1e-9);
        let megabytes = self.bytes as f64 / 1e6;
        writeln!(
            out,
            "{} documents, {megabytes:.2} MB, {} tokens in {seconds:.2} s on {threads} threads",
            self.documents, self.tokens
        )?;
        writeln!(
            out,
            "{:.0} documents/s, {:.2} MB/s, {:.0} tokens/s",
            self.documents as f64 / seconds,
            megabytes / seconds,
            self.tokens as f64 / seconds
        )?;
        if let Some(bytes) = peak_memory() {
            writeln!(out, "peak memory {:.0} MB", bytes as f64 / 1e6)?;
        }
        writeln!(
            out,
            "\n{:10} {:>7} {:>12} {:>14}",
            "stage", "share", "MB/s/thread", "tokens/s/thread"
        )?;
        let total = self.stages.total().as_secs_f64().max(1e-9);
        for stage in Stage::ALL {
            let time = self.stages.of(stage).as_secs_f64();
            if time == 0.0 {
                continue; // not a part of this engine
            }
            writeln!(
                out,
                "{:10} {:6.1}% {:12.1} {:14.0}",
                stage.name(),
                100.0 * time / total,
                megabytes / time.max(1e-9),
                self.tokens as f64 / time.max(1e-9)
            )?;
        }
        Ok(())
    }
}

/// The most memory that the process has held, in bytes, where the system tells (Linux).
fn peak_memory() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    line.trim()
        .strip_suffix(" kB")?
        .trim()
        .parse::<u64>()
        .ok()
        .map(|kilobytes| kilobytes * 1024)
}
