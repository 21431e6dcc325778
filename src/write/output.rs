//! Where the rows of a run go: what the threads make of a document, and who takes it in order.

use std::fs::File;
use std::io::{self, BufWriter, Write};

use super::{Column, ERRORS, Folder, FolderError, Found, Table, TextFormat, Value, error_row};
use crate::read::Failure;

/// Makes the rows of a document. Shared by all threads.
pub trait Render: Sync {
    /// What is handed on to the [`Output`].
    type Rows: Send;

    /// The rows of one document.
    fn render(&self, found: &Found<'_>) -> Self::Rows;

    /// True where a table is wanted; false in a format that has no place for rows of the whole run.
    fn wants(&self, _: Table) -> bool {
        false
    }

    /// Puts rows that are known only now in the place of what was made for a table before. With no rows before, all
    /// other tables stay empty. None where the table is not wanted.
    fn put(&self, _: Option<Self::Rows>, _: Table, _: &[Vec<Value<'static>>]) -> Option<Self::Rows> {
        None
    }
}

/// Takes the rows, in the order of the documents.
pub trait Output<Rows> {
    /// Takes the rows of one document.
    ///
    /// # Errors
    ///
    /// Those of the file system or the pipe.
    fn add(&mut self, rows: &Rows) -> io::Result<()>;

    /// Takes a failure.
    ///
    /// # Errors
    ///
    /// Those of the file system.
    fn fail(&mut self, failure: &Failure) -> io::Result<()>;
}

/// An output that is files of a [`Folder`].
pub trait Files<Rows>: Output<Rows> {
    /// Writes out what is held back and closes every file; how many rows each table has.
    ///
    /// # Errors
    ///
    /// Those of the file system.
    fn finish(self) -> Result<Vec<(Table, usize)>, FolderError>;
}

/// The rows of one document in one table, as a text format writes them.
#[derive(Debug, Default)]
pub struct Piece {
    bytes: Vec<u8>,
    rows: usize,
}

/// Makes the rows of every table that is wanted, as text.
#[derive(Debug)]
pub struct TextRenderer {
    format: Box<dyn TextFormat>,
    tables: Vec<Table>,
}

impl TextRenderer {
    /// Writes `tables` in `format`.
    pub fn new(format: Box<dyn TextFormat>, tables: Vec<Table>) -> Self {
        Self { format, tables }
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

impl Render for TextRenderer {
    /// One piece a table.
    type Rows = Vec<Piece>;

    fn render(&self, found: &Found<'_>) -> Vec<Piece> {
        self.tables
            .iter()
            .map(|&table| self.piece(table, found))
            .collect()
    }

    fn wants(&self, table: Table) -> bool {
        self.tables.contains(&table)
    }

    fn put(
        &self,
        rows: Option<Vec<Piece>>,
        table: Table,
        cells: &[Vec<Value<'static>>],
    ) -> Option<Vec<Piece>> {
        let index = self.tables.iter().position(|wanted| *wanted == table)?;
        let mut pieces = rows.unwrap_or_else(|| self.tables.iter().map(|_| Piece::default()).collect());
        let mut piece = Piece::default();
        for row in cells {
            self.format.row(table.columns(), row, &mut piece.bytes);
            piece.rows += 1;
        }
        pieces[index] = piece;
        Some(pieces)
    }
}

/// A file a table, and the table of errors.
pub struct TableFiles<'r> {
    renderer: &'r TextRenderer,
    files: Vec<(BufWriter<File>, usize)>,
    errors: BufWriter<File>,
}

impl<'r> TableFiles<'r> {
    /// Begins all files.
    ///
    /// # Errors
    ///
    /// Where tables are there already and may not be overwritten, or the system refuses.
    pub fn create(renderer: &'r TextRenderer, folder: &mut Folder) -> Result<Self, FolderError> {
        let extension = renderer.format.extension();
        let mut begin = |name: &str, columns: &[Column]| {
            let mut file = folder.begin_file(&format!("{name}.{extension}"))?;
            file.write_all(&renderer.header(columns))
                .map_err(FolderError::io(folder.path()))?;
            Ok(file)
        };
        let mut files = Vec::new();
        for table in &renderer.tables {
            files.push((begin(table.name(), table.columns())?, 0));
        }
        let errors = begin("errors", ERRORS)?;
        Ok(Self {
            renderer,
            files,
            errors,
        })
    }
}

impl Output<Vec<Piece>> for TableFiles<'_> {
    fn add(&mut self, pieces: &Vec<Piece>) -> io::Result<()> {
        for (piece, (file, rows)) in pieces.iter().zip(&mut self.files) {
            file.write_all(&piece.bytes)?;
            *rows += piece.rows;
        }
        Ok(())
    }

    fn fail(&mut self, failure: &Failure) -> io::Result<()> {
        let mut bytes = Vec::new();
        self.renderer.format.row(ERRORS, &error_row(failure), &mut bytes);
        self.errors.write_all(&bytes)
    }
}

impl Files<Vec<Piece>> for TableFiles<'_> {
    fn finish(mut self) -> Result<Vec<(Table, usize)>, FolderError> {
        let mut rows = Vec::new();
        for (&table, (file, count)) in self.renderer.tables.iter().zip(&mut self.files) {
            file.flush().map_err(FolderError::io(table.name().as_ref()))?;
            rows.push((table, *count));
        }
        self.errors.flush().map_err(FolderError::io("errors".as_ref()))?;
        Ok(rows)
    }
}

/// One table on a stream. The rows of a document are handed on as soon as they are there.
pub struct TableStream<W> {
    out: W,
}

impl<W: Write> TableStream<W> {
    /// Writes the header.
    ///
    /// # Errors
    ///
    /// Those of the stream.
    pub fn begin(renderer: &TextRenderer, out: W) -> io::Result<Self> {
        let mut stream = Self { out };
        if let Some(table) = renderer.tables.first() {
            stream.write(&renderer.header(table.columns()))?;
        }
        Ok(stream)
    }

    /// A stream without a header.
    pub fn bare(out: W) -> Self {
        Self { out }
    }

    fn write(&mut self, bytes: &[u8]) -> io::Result<()> {
        if bytes.is_empty() {
            return Ok(());
        }
        self.out.write_all(bytes)?;
        self.out.flush()
    }
}

impl<W: Write> Output<Vec<Piece>> for TableStream<W> {
    fn add(&mut self, pieces: &Vec<Piece>) -> io::Result<()> {
        pieces.iter().try_for_each(|piece| self.write(&piece.bytes))
    }

    fn fail(&mut self, _: &Failure) -> io::Result<()> {
        Ok(())
    }
}

impl<W: Write> Output<Vec<u8>> for TableStream<W> {
    fn add(&mut self, bytes: &Vec<u8>) -> io::Result<()> {
        self.write(bytes)
    }

    fn fail(&mut self, _: &Failure) -> io::Result<()> {
        Ok(())
    }
}
