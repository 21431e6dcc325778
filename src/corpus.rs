//! Many documents: parallel, in input order, in bounded memory.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc;

use rayon::prelude::*;

use crate::analysis::Analysis;
use crate::document::Document;
use crate::pipeline::Pipeline;
use crate::read::{Failure, Stage};

/// A batch ends when it holds this many documents …
const BATCH_DOCUMENTS: usize = 256;
/// … or this many bytes of text.
const BATCH_BYTES: usize = 1 << 20;

/// Analyses documents and hands on what `work` makes of each, in the order of the input.
///
/// A thread of its own reads while `threads` threads (0: one a core) analyse; `work` runs on those too, `sink` on the
/// calling thread. No more than three batches are in memory at a time, so memory does not grow with the corpus, and the
/// sequence that `sink` gets does not depend on the number of threads. A document is never kept waiting for others that
/// are still to be read: where the input is slow (a pipe that somebody types into), each comes out when it is done. A
/// document whose analysis panics becomes a [`Failure`]; all others go on.
///
/// # Errors
///
/// The first error of `sink`, after which nothing more is read or analysed.
///
/// ```
/// use depesche::{Document, Pipeline, corpus};
///
/// let documents = (0..3).map(|n| Ok(Document::new(n.to_string(), "Es regnet. Es schneit.")));
/// let mut sentences = Vec::new();
/// corpus::run(
///     &Pipeline::new(),
///     documents,
///     2,
///     |document, analysis| (document.id.clone(), analysis.sentences.len()),
///     |found| {
///         sentences.extend(found);
///         Ok::<(), std::convert::Infallible>(())
///     },
/// )?;
/// assert_eq!(sentences.iter().map(|(id, _)| id.as_str()).collect::<String>(), "012");
/// # Ok::<(), std::convert::Infallible>(())
/// ```
pub fn run<T, E>(
    pipeline: &Pipeline,
    documents: impl Iterator<Item = Result<Document, Failure>> + Send,
    threads: usize,
    work: impl Fn(&Document, &Analysis) -> T + Sync,
    mut sink: impl FnMut(Result<T, Failure>) -> Result<(), E>,
) -> Result<(), E>
where
    T: Send,
{
    // Without threads of its own (a system that allows none) the work is done on rayon's global pool.
    let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().ok();
    let one = |read: Result<Document, Failure>| read.and_then(|document| analyse(pipeline, &document, &work));
    let all = |batch: Vec<_>| batch.into_par_iter().map(one).collect::<Vec<_>>();
    std::thread::scope(|scope| {
        let (sender, batches) = mpsc::sync_channel(1);
        scope.spawn(move || send_batches(documents, &sender));
        for batch in batches {
            let done = match &pool {
                Some(pool) => pool.install(|| all(batch)),
                None => all(batch),
            };
            done.into_iter().try_for_each(&mut sink)?;
        }
        Ok(())
    })
}

type Batch = Vec<Result<Document, Failure>>;

/// Sends until the input ends or nobody listens any more: a batch when it is full, and what there is as soon as the
/// analysis waits for it, so that batches are as large as the input is fast.
fn send_batches(
    documents: impl Iterator<Item = Result<Document, Failure>>,
    sender: &mpsc::SyncSender<Batch>,
) {
    let (mut batch, mut bytes) = (Vec::new(), 0);
    for read in documents {
        bytes += read.as_ref().map_or(0, |document| document.text.len());
        batch.push(read);
        let full = batch.len() >= BATCH_DOCUMENTS || bytes >= BATCH_BYTES;
        let sent = if full {
            sender.send(std::mem::take(&mut batch)).map_err(|_| ())
        } else {
            match sender.try_send(std::mem::take(&mut batch)) {
                Ok(()) => Ok(()),
                Err(mpsc::TrySendError::Full(waiting)) => {
                    batch = waiting;
                    continue;
                }
                Err(mpsc::TrySendError::Disconnected(_)) => Err(()),
            }
        };
        if sent.is_err() {
            return;
        }
        bytes = 0;
    }
    // the last batch; where nobody listens, nothing is lost
    let _ = sender.send(batch);
}

fn analyse<T>(
    pipeline: &Pipeline,
    document: &Document,
    work: &(impl Fn(&Document, &Analysis) -> T + Sync),
) -> Result<T, Failure> {
    catch_unwind(AssertUnwindSafe(|| work(document, &pipeline.analyse(document)))).map_err(|panic| {
        let reason = match (panic.downcast_ref::<&str>(), panic.downcast_ref::<String>()) {
            (Some(reason), _) => reason,
            (_, Some(reason)) => reason.as_str(),
            _ => "of unknown cause",
        };
        Failure {
            source_name: document.source.clone(),
            record: None,
            doc_id: document.id.clone(),
            stage: Stage::Analyse,
            message: format!("an error inside the program, please report it with the document: {reason}"),
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::convert::Infallible;

    fn corpus(count: usize) -> impl Iterator<Item = Result<Document, Failure>> + Send {
        (0..count).map(|n| Ok(Document::new(n.to_string(), "Kurz.")))
    }

    #[test]
    fn documents_come_in_the_order_of_the_input() {
        let pipeline = Pipeline::new();
        for threads in [1, 3] {
            let mut ids = Vec::new();
            let work = |document: &Document, _: &Analysis| document.id.clone();
            let sink = |id: Result<String, Failure>| {
                ids.extend(id);
                Ok::<(), Infallible>(())
            };
            run(&pipeline, corpus(1000), threads, work, sink).unwrap();
            assert!(ids.iter().enumerate().all(|(n, id)| *id == n.to_string()));
            assert_eq!(ids.len(), 1000);
        }
    }

    #[test]
    fn a_panic_costs_one_document() {
        let work = |document: &Document, _: &Analysis| assert_ne!(document.id, "7");
        let mut failed = Vec::new();
        let sink = |done: Result<(), Failure>| {
            failed.extend(done.err());
            Ok::<(), Infallible>(())
        };
        run(&Pipeline::new(), corpus(20), 2, work, sink).unwrap();
        assert_eq!(failed.len(), 1);
        assert_eq!(
            (failed[0].doc_id.as_str(), failed[0].stage),
            ("7", Stage::Analyse)
        );
    }

    #[test]
    fn a_sink_that_fails_ends_the_run() {
        let endless = (0..).map(|n: u64| Ok(Document::new(n.to_string(), "Kurz.")));
        let mut seen = 0;
        let sink = |_: Result<(), Failure>| {
            seen += 1;
            if seen == 5 { Err("full") } else { Ok(()) }
        };
        assert_eq!(run(&Pipeline::new(), endless, 1, |_, _| (), sink), Err("full"));
    }
}
