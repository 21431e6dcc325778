//! What the user is told while a run goes on, on standard error.

use std::collections::BTreeMap;
use std::io::{IsTerminal, stderr};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use indicatif::{ProgressBar, ProgressStyle};

use crate::analysis::Warning;
use crate::read::Failure;

/// Exit code: some documents failed, all others are done.
pub(super) const SOME_FAILED: u8 = 1;
/// Exit code: nothing could be done.
pub(super) const NOTHING_DONE: u8 = 2;

/// So many failures are told one by one.
const FAILURES_TOLD: usize = 20;

/// The progress bar and the messages that must not run into it.
pub(super) struct Messages {
    bar: Option<ProgressBar>,
    progress: Arc<AtomicU64>,
    failures: usize,
    quiet: bool,
}

impl Messages {
    /// A bar by bytes on a terminal, none in a pipe; `total` is asked only where there is a bar.
    pub fn new(quiet: bool, total: impl FnOnce() -> Option<u64>, progress: Arc<AtomicU64>) -> Self {
        let bar = (!quiet && stderr().is_terminal()).then(|| bar(total()));
        Self {
            bar,
            progress,
            failures: 0,
            quiet,
        }
    }

    /// Shows how far reading is.
    pub fn advance(&self) {
        if let Some(bar) = &self.bar {
            bar.set_position(self.progress.load(Ordering::Relaxed));
        }
    }

    /// Tells a failure; of very many the first ones.
    pub fn failure(&mut self, failure: &Failure) {
        self.failures += 1;
        if self.failures <= FAILURES_TOLD {
            self.say(&failure.to_string());
        }
    }

    fn say(&self, message: &str) {
        match &self.bar {
            Some(bar) => bar.suspend(|| eprintln!("depesche: {message}")),
            None => eprintln!("depesche: {message}"),
        }
    }

    /// Takes the bar away and tells what is to be told at the end: `warnings` with the number of documents.
    pub fn finish(&self, warnings: &BTreeMap<Warning, usize>) {
        if let Some(bar) = &self.bar {
            bar.finish_and_clear();
        }
        if self.failures > FAILURES_TOLD {
            self.say(&format!("and {} more errors", self.failures - FAILURES_TOLD));
        }
        if !self.quiet {
            for (warning, documents) in warnings {
                let plural = if *documents == 1 { "" } else { "s" };
                let (what, advice) = (warning.what(), warning.advice());
                self.say(&format!("note: {documents} document{plural}: {what}; {advice}"));
            }
        }
    }
}

fn bar(total: Option<u64>) -> ProgressBar {
    let (bar, template) = match total {
        Some(total) => (
            ProgressBar::new(total),
            "{wide_bar} {bytes} of {total_bytes}, {bytes_per_sec}, {eta} left",
        ),
        None => (ProgressBar::new_spinner(), "{spinner} {bytes}, {bytes_per_sec}"),
    };
    match ProgressStyle::with_template(template) {
        Ok(style) => bar.with_style(style),
        Err(_) => bar,
    }
}
