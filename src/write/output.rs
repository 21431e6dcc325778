//! The tables of a run, each in its file, or one on standard output.

use std::io::{self, BufWriter, Write};
use std::path::Path;

use super::{Column, ERRORS, Folder, FolderError, Found, Table, TextFormat, Value, error_row};
use crate::read::Failure;

/// The rows of one document in one table, as a format writes them.
#[derive(Debug, Default)]
pub struct Piece {
    bytes: Vec<u8>,
    rows: usize,
}

/// Makes the rows of a document in every table that is wanted. Shared by all threads.
#[derive(Debug)]
pub struct Renderer {
    format: Box<dyn TextFormat>,
    tables: Vec<Table>,
}

impl Renderer {
    /// Writes `tables` in `format`.
    pub fn new(format: Box<dyn TextFormat>, tables: Vec<Table>) -> Self {
        Self { format, tables }
    }

    /// The document's rows, one piece a table.
    pub fn render(&self, found: &Found<'_>) -> Vec<Piece> {
        self.tables
            .iter()
            .map(|&table| self.piece(table, found))
            .collect()
    }

    fn piece(&self, table: Table, found: &Found<'_>) -> Piece {
        let mut piece = Piece::default();
        table.rows(found, &mut |row| {
            self.format.row(table.columns(), row, &mut piece.bytes);
            piece.rows += 1;
        });
        piece
    }

    fn header(&self, columns: &[Column]) -> Vec<u8> {
        let mut header = Vec::new();
        self.format.header(columns, &mut header);
        header
    }
}

/// Where the pieces go, in the order of the documents.
pub trait Output {
    /// Takes the pieces of one document.
    ///
    /// # Errors
    ///
    /// Those of the file system or the pipe.
    fn add(&mut self, pieces: &[Piece]) -> io::Result<()>;

    /// Takes a failure.
    ///
    /// # Errors
    ///
    /// Those of the file system.
    fn fail(&mut self, failure: &Failure) -> io::Result<()>;
}

/// A folder with a file a table, and the table of errors.
pub struct TableFiles<'r> {
    renderer: &'r Renderer,
    folder: Folder,
    files: Vec<(BufWriter<std::fs::File>, usize)>,
    errors: BufWriter<std::fs::File>,
}

impl<'r> TableFiles<'r> {
    /// Begins all files.
    ///
    /// # Errors
    ///
    /// Where tables are there already and `force` is not given, or the system refuses.
    pub fn create(renderer: &'r Renderer, path: &Path, force: bool) -> Result<Self, FolderError> {
        let mut folder = Folder::create(path, force)?;
        let extension = renderer.format.extension();
        let mut begin = |name: &str, columns: &[Column]| {
            let mut file = folder.begin_file(&format!("{name}.{extension}"))?;
            let written = file.write_all(&renderer.header(columns));
            written
                .map_err(|error| FolderError::io(path)(error))
                .map(|()| file)
        };
        let mut files = Vec::new();
        for table in &renderer.tables {
            files.push((begin(table.name(), table.columns())?, 0));
        }
        let errors = begin("errors", ERRORS)?;
        Ok(Self {
            renderer,
            folder,
            files,
            errors,
        })
    }

    /// Closes every file and gives it its name; the number of rows of each table.
    ///
    /// # Errors
    ///
    /// Those of the file system.
    pub fn finish(self) -> Result<Vec<(Table, usize)>, FolderError> {
        let path = self.folder.path().to_owned();
        let mut rows = Vec::new();
        for (&table, (mut file, count)) in self.renderer.tables.iter().zip(self.files) {
            file.flush().map_err(FolderError::io(&path))?;
            rows.push((table, count));
        }
        let mut errors = self.errors;
        errors.flush().map_err(FolderError::io(&path))?;
        drop(errors);
        self.folder.finish()?;
        Ok(rows)
    }
}

impl Output for TableFiles<'_> {
    fn add(&mut self, pieces: &[Piece]) -> io::Result<()> {
        for (piece, (file, rows)) in pieces.iter().zip(&mut self.files) {
            file.write_all(&piece.bytes)?;
            *rows += piece.rows;
        }
        Ok(())
    }

    fn fail(&mut self, failure: &Failure) -> io::Result<()> {
        let row: [Value<'_>; 5] = error_row(failure);
        let mut bytes = Vec::new();
        self.renderer.format.row(ERRORS, &row, &mut bytes);
        self.errors.write_all(&bytes)
    }
}

/// One table on a stream.
pub struct TableStream<W> {
    out: W,
}

impl<W: Write> TableStream<W> {
    /// Writes the header.
    ///
    /// # Errors
    ///
    /// Those of the stream.
    pub fn begin(renderer: &Renderer, mut out: W) -> io::Result<Self> {
        if let Some(table) = renderer.tables.first() {
            out.write_all(&renderer.header(table.columns()))?;
        }
        Ok(Self { out })
    }

    /// Writes out what is still held back.
    ///
    /// # Errors
    ///
    /// Those of the stream.
    pub fn finish(mut self) -> io::Result<()> {
        self.out.flush()
    }
}

impl<W: Write> Output for TableStream<W> {
    fn add(&mut self, pieces: &[Piece]) -> io::Result<()> {
        pieces
            .iter()
            .try_for_each(|piece| self.out.write_all(&piece.bytes))
    }

    fn fail(&mut self, _: &Failure) -> io::Result<()> {
        Ok(())
    }
}
