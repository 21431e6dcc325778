//! The encoder of the accurate engine: a small transformer that reads a document's windows and says of each token what its
//! heads were trained to tell.
//!
//! It is multilingual-e5-small with the pieces that German and English need, weights of eight and four bits, and heads for
//! names, quotes, speakers, cues and deadlines (`models/accurate.md`). The products run on `rten-gemm`, which has kernels for
//! whole numbers on every common machine. Nothing here knows what a name or a quote is: the stages do, and ask the
//! [`Reading`].

mod layers;
mod linear;
mod pieces;
mod reading;
mod weights;
mod windows;

#[cfg(test)]
mod tests;

use std::cell::RefCell;
use std::ops::Range;
use std::path::Path;

pub use reading::Reading;
pub use weights::{MODEL_FILE, MODEL_VARIABLE, ModelError, locate};

use crate::analysis::TextLayer;
use layers::{Buffers, Transformer};
use pieces::Pieces;
use reading::Heads;
use weights::{Reason, Weights};
use windows::Windows;

/// About how many pieces go through the layers together; more would leave the caches, and take more memory.
const PASS: usize = 1024;

thread_local! {
    /// What a pass writes to; the next one uses it again.
    static BUFFERS: RefCell<Buffers> = RefCell::default();
}

/// An open model.
pub struct Encoder {
    pieces: Pieces,
    transformer: Transformer,
    heads: Heads,
}

impl std::fmt::Debug for Encoder {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Encoder")
            .field("pieces", &self.pieces.len())
            .field("width", &self.transformer.width)
            .finish_non_exhaustive()
    }
}

impl Encoder {
    /// Opens the model of a file.
    ///
    /// # Errors
    ///
    /// [`ModelError::Read`] where the file cannot be read, [`ModelError::Format`] where it is no model of this version.
    pub fn open(path: &Path) -> Result<Self, ModelError> {
        let bytes = std::fs::read(path).map_err(|source| ModelError::Read {
            path: path.to_path_buf(),
            source,
        })?;
        Self::parse(&bytes).map_err(|reason| ModelError::Format {
            path: path.to_path_buf(),
            reason,
        })
    }

    fn parse(bytes: &[u8]) -> Result<Self, Reason> {
        let weights = Weights::parse(bytes)?;
        match weights.text("format")? {
            "depesche-2" => {}
            other => return Err(format!("its format is {other}")),
        }
        let count = weights.len("pieces.scores")?;
        let mut pieces = Err(Reason::new());
        let transformer = rayon::in_place_scope(|scope| {
            scope.spawn(|_| pieces = Pieces::new(&weights));
            Transformer::read(&weights, count)
        })?;
        Ok(Self {
            heads: Heads::new(&weights, &transformer.arithmetic, transformer.width)?,
            pieces: pieces?,
            transformer,
        })
    }

    /// Reads those sentences of a document that are `wanted` (by their numbers); neighbours are read together. `marks` are what
    /// the lists of names say of each token ([`NameFinder::marks`](crate::names::NameFinder::marks)); of tokens without any they say nothing.
    pub fn read(&self, layer: &TextLayer<'_>, marks: &[u64], wanted: impl Fn(usize) -> bool) -> Reading {
        let windows = Windows::new(layer, &self.pieces, self.transformer.longest(), marks, wanted);
        let mut reading = Reading::new(layer.tokens.len(), &self.heads);
        let mut first = 0;
        for last in 0..windows.ranges.len() {
            let length = windows.ranges[last].end - windows.ranges[first].start;
            if length >= PASS || last + 1 == windows.ranges.len() {
                self.pass(&windows, first..last + 1, &mut reading);
                first = last + 1;
            }
        }
        reading
    }

    /// Reads some windows together.
    fn pass(&self, windows: &Windows, chosen: Range<usize>, reading: &mut Reading) {
        let ranges = &windows.ranges[chosen.clone()];
        let start = ranges.first().map_or(0, |range| range.start);
        let end = ranges.last().map_or(0, |range| range.end);
        let within: Vec<Range<usize>> = ranges
            .iter()
            .map(|range| range.start - start..range.end - start)
            .collect();
        // of each window its first piece, which stands for "nothing", and those that begin a token
        let kept: Vec<usize> = ranges
            .iter()
            .zip(&windows.tokens[chosen.clone()])
            .flat_map(|(range, tokens)| {
                [range.start]
                    .into_iter()
                    .chain(windows.places[tokens.clone()].iter().copied())
            })
            .map(|piece| piece - start)
            .collect();
        // taken, not borrowed: a thread that waits in a product may begin another document
        let mut buffers = BUFFERS.take();
        let states = self.transformer.states(
            &windows.pieces[start..end],
            &windows.marks[start..end],
            &within,
            &kept,
            &mut buffers,
        );
        BUFFERS.set(buffers);
        self.heads.read(
            &self.transformer.arithmetic,
            &states,
            &windows.tokens[chosen],
            reading,
        );
    }
}
