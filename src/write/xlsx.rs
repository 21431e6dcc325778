//! A workbook for Excel and LibreOffice: a sheet a table, written row by row in constant memory.

mod style;

use std::collections::HashMap;
use std::io;
use std::path::PathBuf;

use jiff::civil::{Date, date};
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, Url, Workbook as Book, Worksheet, XlsxError};

use super::{
    CellRenderer, Column, ERRORS, Files, Folder, FolderError, HeaderLanguage, Output, Table, TableCells,
    Value, error_row,
};
use crate::read::Failure;
use style::{Style, width};

/// The workbook's file.
pub const FILE: &str = "depesche.xlsx";
/// Rows of a sheet in Excel, with the header.
const ROWS_A_SHEET: u32 = 1_048_576;
/// UTF-16 units that a cell of Excel holds.
const UNITS_A_CELL: usize = 32_767;
/// Links that a sheet of Excel holds; cells after that are plain.
const LINKS_A_SHEET: usize = 65_530;

/// A workbook with a sheet a table, and one of the errors: header frozen and filtered, days as days, speakers linked to
/// their row in the sheet of actors.
///
/// What Excel cannot hold is made to fit: a table of more than 1,048,576 rows (with its header) goes on in a further sheet,
/// a text of more than 32,767 UTF-16 units is cut and ends with "…", a day before March 1900 is text, and after 65,530 links
/// of a sheet names stay plain. No cell is ever a formula. Rows wait in temporary files beside the workbook, so memory
/// does not grow with the corpus.
pub struct Workbook {
    book: Book,
    path: PathBuf,
    tables: Vec<(Table, Sheet)>,
    errors: Sheet,
    style: Style,
}

impl Workbook {
    /// Begins the workbook.
    ///
    /// # Errors
    ///
    /// Where it is there already and may not be overwritten, or the system refuses.
    pub fn create(
        renderer: &CellRenderer,
        header: HeaderLanguage,
        folder: &mut Folder,
    ) -> Result<Self, FolderError> {
        let path = folder.begin(FILE)?;
        let style = Style::new(header);
        let create = || -> Result<_, XlsxError> {
            let mut book = Book::new();
            // rows that wait for the end lie beside the workbook, where there is room for it
            book.set_tempdir(folder.path())?;
            book.set_properties(
                &DocProperties::new()
                    .set_author(concat!("depesche ", env!("CARGO_PKG_VERSION")))
                    // always the same, so that the same input gives the same bytes
                    .set_creation_datetime(&ExcelDateTime::from_ymd(2000, 1, 1)?),
            );
            let mut tables = Vec::new();
            for &table in renderer.tables() {
                let name = match header {
                    HeaderLanguage::En => table.name(),
                    HeaderLanguage::De => table.german(),
                };
                let name = (Some(table), name);
                let sheet = Sheet::begin(&mut book, &style, name, table.columns(), ROWS_A_SHEET)?;
                tables.push((table, sheet));
            }
            let name = match header {
                HeaderLanguage::En => "errors",
                HeaderLanguage::De => "Fehler",
            };
            let errors = Sheet::begin(&mut book, &style, (None, name), ERRORS, ROWS_A_SHEET)?;
            Ok((book, tables, errors))
        };
        let (book, tables, errors) = create().map_err(|error| FolderError::io(&path)(io_error(error)))?;
        Ok(Self {
            book,
            path,
            tables,
            errors,
            style,
        })
    }

    fn add_document(&mut self, cells: &[TableCells]) -> Result<(), XlsxError> {
        let mut actors: HashMap<&str, String> = HashMap::new();
        for (cells, (table, sheet)) in cells.iter().zip(&mut self.tables) {
            for row in cells.rows() {
                sheet.add(&mut self.book, &self.style, row, &actors)?;
                if let (Table::Actors, Some(Value::Text(name))) = (*table, row.get(2)) {
                    actors.entry(name.as_ref()).or_insert_with(|| sheet.last_row());
                }
            }
        }
        Ok(())
    }
}

impl Output<Vec<TableCells>> for Workbook {
    fn add(&mut self, cells: &Vec<TableCells>) -> io::Result<()> {
        self.add_document(cells).map_err(io_error)
    }

    fn fail(&mut self, failure: &Failure) -> io::Result<()> {
        let row = error_row(failure);
        self.errors
            .add(&mut self.book, &self.style, &row, &HashMap::new())
            .map_err(io_error)
    }
}

impl Files<Vec<TableCells>> for Workbook {
    fn finish(mut self) -> Result<Vec<(Table, usize)>, FolderError> {
        let mut close = || {
            for (_, sheet) in &self.tables {
                sheet.end(&mut self.book)?;
            }
            self.errors.end(&mut self.book)?;
            self.book.save(&self.path)
        };
        close().map_err(|error| FolderError::io(&self.path)(io_error(error)))?;
        Ok(self
            .tables
            .iter()
            .map(|(table, sheet)| (*table, sheet.rows))
            .collect())
    }
}

fn io_error(error: XlsxError) -> io::Error {
    match error {
        XlsxError::IoError(error) => error,
        other => io::Error::other(other),
    }
}

/// A table that is being written, in one sheet or several.
struct Sheet {
    /// `None` for the errors.
    table: Option<Table>,
    name: String,
    columns: &'static [Column],
    /// Its last sheet in the workbook, and how many it has.
    index: usize,
    parts: usize,
    /// The next row of that sheet, from 0; there are at most `limit`.
    next: u32,
    limit: u32,
    rows: usize,
    links: usize,
}

impl Sheet {
    fn begin(
        book: &mut Book,
        style: &Style,
        (table, name): (Option<Table>, &str),
        columns: &'static [Column],
        limit: u32,
    ) -> Result<Self, XlsxError> {
        let mut sheet = Self {
            table,
            name: name.to_owned(),
            columns,
            index: 0,
            parts: 0,
            next: 0,
            limit,
            rows: 0,
            links: 0,
        };
        sheet.begin_part(book, style)?;
        Ok(sheet)
    }

    /// Begins the first or a further sheet.
    fn begin_part(&mut self, book: &mut Book, style: &Style) -> Result<(), XlsxError> {
        self.index = book.worksheets().len();
        self.parts += 1;
        (self.next, self.links) = (1, 0);
        let name = self.part_name();
        let sheet = book.add_worksheet_with_constant_memory()?;
        sheet.set_name(name)?.set_freeze_panes(1, 0)?;
        for (at, column) in (0..).zip(self.columns) {
            sheet.set_column_width(at, width(self.table, column))?;
            sheet.set_column_format(at, style.of(self.table, column))?;
            sheet.write_string_with_format(0, at, column.title(style.header_language), &style.header)?;
        }
        Ok(())
    }

    fn part_name(&self) -> String {
        if self.parts == 1 {
            self.name.clone()
        } else {
            format!("{} {}", self.name, self.parts)
        }
    }

    /// Where the row that was written last stands, as links name it.
    fn last_row(&self) -> String {
        format!("internal:'{}'!A{}", self.part_name(), self.next)
    }

    fn add(
        &mut self,
        book: &mut Book,
        style: &Style,
        row: &[Value<'_>],
        actors: &HashMap<&str, String>,
    ) -> Result<(), XlsxError> {
        if self.next == self.limit {
            self.end(book)?;
            self.begin_part(book, style)?;
        }
        let sheet = book.worksheet_from_index(self.index)?;
        let at = self.next;
        for (column, (kind, value)) in (0..).zip(self.columns.iter().zip(row)) {
            match value {
                Value::Text(text) => match actors.get(text.as_ref()).filter(|_| links(kind)) {
                    Some(actor) if self.links < LINKS_A_SHEET => {
                        self.links += 1;
                        let link = Url::new(actor.as_str()).set_text(cut(text));
                        sheet.write_url_with_format(at, column, link, &style.link)?;
                    }
                    _ => {
                        sheet.write_string(at, column, cut(text))?;
                    }
                },
                Value::Integer(number) => {
                    sheet.write_number(at, column, *number as f64)?;
                }
                Value::Share(share) => {
                    let share = (f64::from(*share) * 100.0).round() / 100.0;
                    sheet.write_number(at, column, share)?;
                }
                Value::Day(day) => write_day(sheet, at, column, *day, &style.day)?,
                Value::Flag(flag) => {
                    sheet.write_boolean(at, column, *flag)?;
                }
                Value::Empty => {}
            }
        }
        self.next += 1;
        self.rows += 1;
        Ok(())
    }

    /// Puts the filter over all rows of the last sheet.
    fn end(&self, book: &mut Book) -> Result<(), XlsxError> {
        let last = self.columns.len().saturating_sub(1) as u16;
        book.worksheet_from_index(self.index)?
            .autofilter(0, 0, self.next - 1, last)?;
        Ok(())
    }
}

/// From here on Excel and all other programs count days alike; Excel takes 1900 for a leap year, others do not.
const FIRST_DAY: Date = date(1900, 3, 1);

/// A day as a day, and as text where programs differ about it.
fn write_day(
    sheet: &mut Worksheet,
    row: u32,
    column: u16,
    day: Date,
    format: &Format,
) -> Result<(), XlsxError> {
    if day >= FIRST_DAY {
        sheet.write_datetime_with_format(row, column, day, format)?;
    } else {
        sheet.write_string(row, column, day.to_string())?;
    }
    Ok(())
}

/// The columns whose cells name an actor of the document.
fn links(column: &Column) -> bool {
    matches!(column.name, "speaker_actor" | "responsible_actor")
}

/// The text as far as a cell holds it.
fn cut(text: &str) -> String {
    // no character takes more UTF-16 units than bytes
    if text.len() <= UNITS_A_CELL {
        return text.to_owned();
    }
    let mut units = 0;
    let end = text.char_indices().find(|(_, character)| {
        units += character.len_utf16();
        units >= UNITS_A_CELL
    });
    match end {
        Some((end, last)) if end + last.len_utf8() < text.len() || units > UNITS_A_CELL => {
            format!("{}…", &text[..end])
        }
        _ => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::write::Kind;

    const COLUMNS: &[Column] = &[Column {
        name: "text",
        german: "Wortlaut",
        kind: Kind::Text,
    }];

    #[test]
    fn a_table_that_is_full_goes_on_in_a_further_sheet() {
        let mut book = Book::new();
        let style = Style::new(HeaderLanguage::En);
        let mut sheet = Sheet::begin(&mut book, &style, (None, "quotes"), COLUMNS, 3).unwrap();
        for _ in 0..5 {
            let row = [Value::Text("=1+1".into())];
            sheet.add(&mut book, &style, &row, &HashMap::new()).unwrap();
        }
        sheet.end(&mut book).unwrap();
        let names: Vec<_> = book.worksheets().iter().map(Worksheet::name).collect();
        assert_eq!(names, ["quotes", "quotes 2", "quotes 3"]);
        assert_eq!((sheet.rows, sheet.next), (5, 2));
        assert_eq!(sheet.last_row(), "internal:'quotes 3'!A2");
    }

    #[test]
    fn texts_are_cut_to_what_a_cell_holds() {
        let units = |text: &str| text.encode_utf16().count();
        assert_eq!(cut("kurz"), "kurz");
        assert_eq!(cut(&"ü".repeat(UNITS_A_CELL)), "ü".repeat(UNITS_A_CELL));
        let long = cut(&"ü".repeat(UNITS_A_CELL + 1));
        assert_eq!((units(&long), long.ends_with("ü…")), (UNITS_A_CELL, true));
        assert!(units(&cut(&"😀".repeat(UNITS_A_CELL))) <= UNITS_A_CELL);
    }
}
