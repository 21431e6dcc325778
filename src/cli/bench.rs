//! `depesche bench`: how fast the pipeline is on the user's own texts.

use std::io::{self, Write};
use std::time::{Duration, Instant};

use rayon::prelude::*;

use crate::pipeline::{Stage, StageTimes};
use crate::{Document, Pipeline};

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
