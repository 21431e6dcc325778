//! **Depesche** reads German and English news and writes down who acts, who said what, when, and what is
//! due when.
//!
//! One document goes through the stages in one direction, no stage looks back:
//!
//! ```text
//! read -> segment -> tag -> find -> resolve -> write
//! ```
//!
//! [`Pipeline::analyse`] is the whole way for one [`Document`] and returns an [`Analysis`]; running many
//! documents is the job of [`corpus`].
//!
//! ```
//! use depesche::{Document, Pipeline};
//!
//! let pipeline = Pipeline::new();
//! let document = Document::new("1", "Angela Merkel sagte: „Wir schaffen das.“");
//! let analysis = pipeline.analyse(&document);
//! assert_eq!(analysis.sentences.len(), 1);
//! ```
//!
//! # Offsets
//!
//! Inside the library every offset is a **byte** offset into the document's text; every table that leaves the
//! program counts Unicode **code points**. [`text::CodePoints`] is the one place that converts.

#![deny(missing_docs)]
#![forbid(unsafe_code)]

pub mod actors;
pub mod analysis;
pub mod cli;
pub mod corpus;
pub mod dates;
pub mod deadlines;
pub mod document;
#[cfg(feature = "accurate")]
pub mod encoder;
pub mod evaluate;
pub mod export;
pub mod language;
mod linear;
pub mod names;
pub mod pipeline;
pub mod quotes;
pub mod read;
pub mod register;
#[cfg(feature = "report")]
pub mod report;
pub mod segment;
pub mod tag;
pub mod text;
pub mod write;

pub use analysis::Analysis;
pub use document::Document;
pub use language::Language;
pub use pipeline::Pipeline;
