//! The report: one self-contained page over the tables of a folder.
//!
//! The page loads nothing, needs no network and escapes everything that comes from a document. What it counts, it counts
//! over all documents; what it lists comes from the documents that it shows, and it says which those are.

mod marks;
mod overview;
mod page;
mod rows;
mod texts;
mod timeline;

use std::path::Path;

use askama::Template;

pub use rows::{DocumentRow, ReportError};
pub use texts::read_again;

use overview::{Overview, Shown};
use page::Page;
use rows::TableFolder;

/// What goes into a report.
#[derive(Debug, Clone)]
pub struct ReportOptions {
    /// How many documents are shown with their text, quotes and deadlines: those that have the most of these.
    pub documents: usize,
}

impl Default for ReportOptions {
    fn default() -> Self {
        Self { documents: 100 }
    }
}

/// Makes the page for the tables in `folder`.
///
/// `texts` gives the texts of the documents that are shown, in their order, see [`read_again`]; `None` where one is gone,
/// and the page says so.
///
/// # Errors
///
/// A folder without tables, and tables that cannot be read or have other columns than this version writes.
pub fn render(
    folder: &Path,
    options: &ReportOptions,
    texts: impl FnOnce(&[DocumentRow]) -> Vec<Option<String>>,
) -> Result<String, ReportError> {
    let tables = TableFolder::open(folder)?;
    let overview = Overview::count(tables)?;
    let shown = Shown::choose(tables, &overview, options.documents)?;
    let texts = texts(&shown.documents);
    let run = tables.run();
    let page = Page::new(&overview, &shown, texts, run.as_ref(), tables.missing());
    // The template writes into a string, which cannot fail.
    Ok(page.render().unwrap_or_default())
}

#[cfg(test)]
mod tests;
