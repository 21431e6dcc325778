//! Exports for annotation tools, so that people can correct what was found.
//!
//! One document makes one file (brat: two), one format is one file of this folder. Offsets are in the unit that the
//! format's tools count in: code points for brat, UTF-16 units for UIMA and Label Studio.

mod brat;
mod cas;
mod conllu;
mod files;
mod label_studio;
mod name;
mod timeml;

pub use files::{ExportFiles, ExportRenderer};
pub use name::{doc_id, file_stem};

use crate::analysis::Analysis;
use crate::document::Document;
use crate::text::Span;

/// A format of an annotation tool.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum Export {
    /// brat standoff: .ann with the .txt beside it, and annotation.conf
    Brat,
    /// INCEpTION: UIMA CAS JSON, and its layers as typesystem.xml
    #[value(name = "inception", alias = "cas")]
    Cas,
    /// CoNLL-U, names as BIO tags in the last column
    Conllu,
    /// Label Studio: tasks with predictions, and the labelling set-up as label-studio.xml
    LabelStudio,
    /// TimeML with TIMEX3 inline, the form of TempEval-3
    #[value(name = "timeml")]
    TimeMl,
}

impl Export {
    /// Every format.
    pub const ALL: [Export; 5] = [
        Export::Brat,
        Export::Cas,
        Export::Conllu,
        Export::LabelStudio,
        Export::TimeMl,
    ];

    /// The files that set the tool up for the documents: name and content.
    pub fn setup(self) -> &'static [(&'static str, &'static str)] {
        match self {
            Export::Brat => &[("annotation.conf", include_str!("annotation.conf"))],
            Export::Cas => &[("typesystem.xml", include_str!("typesystem.xml"))],
            Export::LabelStudio => &[("label-studio.xml", include_str!("label_studio.xml"))],
            Export::Conllu | Export::TimeMl => &[],
        }
    }

    /// The files of one document: each with its extension, without the dot.
    ///
    /// ```
    /// use depesche::export::Export;
    /// use depesche::{Document, Pipeline};
    ///
    /// let document = Document::new("1", "Sie tagt am 3. Mai 2021.");
    /// let analysis = Pipeline::new().analyse(&document);
    /// let files = Export::TimeMl.files(&document, &analysis);
    /// assert_eq!(files[0].0, "tml");
    /// assert!(files[0].1.contains("<TEXT>"));
    /// ```
    pub fn files(self, document: &Document, analysis: &Analysis) -> Vec<(&'static str, String)> {
        match self {
            Export::Brat => {
                vec![
                    ("txt", document.text.clone()),
                    ("ann", brat::standoff(document, analysis)),
                ]
            }
            Export::Cas => vec![("json", cas::json(document, analysis))],
            Export::Conllu => vec![("conllu", conllu::sentences(document, analysis))],
            Export::LabelStudio => vec![("json", label_studio::task(document, analysis))],
            Export::TimeMl => vec![("tml", timeml::document(document, analysis))],
        }
    }
}

/// Converts byte offsets of one text into UTF-16 offsets.
struct Utf16 {
    /// Offset of every byte; positions inside a character hold its start.
    offsets: Vec<u32>,
}

impl Utf16 {
    fn new(text: &str) -> Self {
        let mut offsets = Vec::with_capacity(text.len() + 1);
        let mut at = 0;
        for character in text.chars() {
            offsets.extend(std::iter::repeat_n(at, character.len_utf8()));
            at += character.len_utf16() as u32;
        }
        offsets.push(at);
        Self { offsets }
    }

    fn span(&self, span: Span) -> (u32, u32) {
        (self.offsets[span.start as usize], self.offsets[span.end as usize])
    }

    fn len(&self) -> u32 {
        self.offsets.last().copied().unwrap_or(0)
    }
}

#[cfg(test)]
mod tests;
