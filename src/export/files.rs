//! The files of a whole run for an annotation tool.

use std::fs;
use std::io::{self, Write};

use super::{Export, file_stem};
use crate::read::Failure;
use crate::write::{
    Csv, ERRORS, Files, Folder, FolderError, Found, Output, Render, Table, TextFormat, error_row,
};

/// Makes the files of a document.
#[derive(Debug, Clone, Copy)]
pub struct ExportRenderer(pub Export);

impl Render for ExportRenderer {
    /// Each file's path in the folder, and what it holds.
    type Rows = Vec<(String, String)>;

    fn render(&self, found: &Found<'_>) -> Self::Rows {
        let stem = file_stem(&found.document().id);
        let mut analysis = found.analysis().clone();
        analysis.quotes = found.wanted_quotes().map(|(_, quote)| quote.clone()).collect();
        self.0
            .files(found.document(), &analysis)
            .into_iter()
            .map(|(extension, content)| (format!("{stem}.{extension}"), content))
            .collect()
    }
}

/// The files of all documents, those that set the tool up, and `errors.csv`.
pub struct ExportFiles<'f> {
    folder: &'f mut Folder,
    errors: Box<dyn Write>,
    documents: usize,
}

impl<'f> ExportFiles<'f> {
    /// Begins the folder.
    ///
    /// # Errors
    ///
    /// Where files are there already and may not be overwritten, or the system refuses.
    pub fn create(export: Export, folder: &'f mut Folder) -> Result<Self, FolderError> {
        for (name, content) in export.setup() {
            let mut file = folder.begin_file(name)?;
            file.write_all(content.as_bytes())
                .and_then(|()| file.flush())
                .map_err(FolderError::io(name.as_ref()))?;
        }
        let mut errors = folder.begin_file("errors.csv")?;
        let mut header = Vec::new();
        Csv::default().header(ERRORS, &mut header);
        errors
            .write_all(&header)
            .map_err(FolderError::io("errors.csv".as_ref()))?;
        Ok(Self {
            folder,
            errors: Box::new(errors),
            documents: 0,
        })
    }
}

impl Output<Vec<(String, String)>> for ExportFiles<'_> {
    fn add(&mut self, files: &Vec<(String, String)>) -> io::Result<()> {
        self.documents += 1;
        for (name, content) in files {
            let path = self.folder.begin(name).map_err(io::Error::other)?;
            fs::write(path, content)?;
        }
        Ok(())
    }

    fn fail(&mut self, failure: &Failure) -> io::Result<()> {
        let mut row = Vec::new();
        Csv::default().row(ERRORS, &error_row(failure), &mut row);
        self.errors.write_all(&row)
    }
}

impl Files<Vec<(String, String)>> for ExportFiles<'_> {
    fn finish(mut self) -> Result<Vec<(Table, usize)>, FolderError> {
        self.errors
            .flush()
            .map_err(FolderError::io("errors.csv".as_ref()))?;
        Ok(vec![(Table::Documents, self.documents)])
    }
}
