//! Parquet: a file a table, for DuckDB, pandas, Spark and Arrow.

use std::fs::File;
use std::io;
use std::path::PathBuf;
use std::sync::Arc;

use ::parquet::basic::{Compression, LogicalType, Repetition, Type as Physical, ZstdLevel};
use ::parquet::data_type::{BoolType, ByteArray, ByteArrayType, DoubleType, Int32Type, Int64Type};
use ::parquet::errors::ParquetError;
use ::parquet::file::properties::WriterProperties;
use ::parquet::file::writer::SerializedFileWriter;
use ::parquet::schema::types::{Type, TypePtr};
use jiff::civil::{Date, date};

use super::{
    CellRenderer, Column, ERRORS, Files, Folder, FolderError, Kind, Output, Table, TableCells, Value,
    error_row,
};
use crate::read::Failure;

/// So many rows make a row group.
const GROUP_ROWS: usize = 1 << 17;
/// So many bytes of text make a row group.
const GROUP_BYTES: usize = 16 << 20;

/// A Parquet file a table, and one of the errors.
///
/// The columns are those of the CSV tables, by the same names. Every column is optional (an empty cell is null), and what
/// it holds gives its type:
///
/// | column holds | Parquet | Arrow |
/// | --- | --- | --- |
/// | text | `BYTE_ARRAY (STRING)` | `utf8` |
/// | a whole number | `INT64` | `int64` |
/// | a share | `DOUBLE`, two decimals | `float64` |
/// | a day | `INT32 (DATE)` | `date32` |
/// | yes or no | `BOOLEAN` | `bool` |
///
/// A row group is written when it has 131,072 rows or 16 MiB of text, so memory does not grow with the corpus. Pages are
/// compressed with zstd.
pub struct ParquetFiles {
    tables: Vec<(Table, ParquetTable)>,
    errors: ParquetTable,
}

impl ParquetFiles {
    /// Begins all files.
    ///
    /// # Errors
    ///
    /// Where tables are there already and may not be overwritten, or the system refuses.
    pub fn create(renderer: &CellRenderer, folder: &mut Folder) -> Result<Self, FolderError> {
        let mut begin = |name: &str, columns: &'static [Column]| {
            let path = folder.begin(&format!("{name}.parquet"))?;
            ParquetTable::create(name, columns, path.clone()).map_err(FolderError::io(&path))
        };
        let tables = renderer.tables().iter();
        let tables = tables.map(|&table| Ok((table, begin(table.name(), table.columns())?)));
        Ok(Self {
            tables: tables.collect::<Result<_, FolderError>>()?,
            errors: begin("errors", ERRORS)?,
        })
    }
}

impl Output<Vec<TableCells>> for ParquetFiles {
    fn add(&mut self, cells: &Vec<TableCells>) -> io::Result<()> {
        for (cells, (_, file)) in cells.iter().zip(&mut self.tables) {
            cells.rows().try_for_each(|row| file.add(row))?;
        }
        Ok(())
    }

    fn fail(&mut self, failure: &Failure) -> io::Result<()> {
        self.errors.add(&error_row(failure))
    }
}

impl Files<Vec<TableCells>> for ParquetFiles {
    fn finish(self) -> Result<Vec<(Table, usize)>, FolderError> {
        let mut rows = Vec::new();
        for (table, file) in self.tables {
            rows.push((table, file.finish()?));
        }
        self.errors.finish()?;
        Ok(rows)
    }
}

/// One file that is being written.
struct ParquetTable {
    path: PathBuf,
    columns: Vec<Buffer>,
    writer: SerializedFileWriter<File>,
    /// Rows and bytes of text that wait for their row group.
    waiting: usize,
    bytes: usize,
    rows: usize,
}

impl ParquetTable {
    fn create(name: &str, columns: &[Column], path: PathBuf) -> io::Result<Self> {
        let properties = WriterProperties::builder()
            .set_created_by(concat!("depesche version ", env!("CARGO_PKG_VERSION")).to_owned())
            .set_compression(Compression::ZSTD(ZstdLevel::default()))
            .build();
        let schema = schema(name, columns).map_err(io_error)?;
        let file = File::create(&path)?;
        let writer = SerializedFileWriter::new(file, schema, Arc::new(properties)).map_err(io_error)?;
        Ok(Self {
            path,
            columns: columns.iter().map(|column| Buffer::new(column.kind)).collect(),
            writer,
            waiting: 0,
            bytes: 0,
            rows: 0,
        })
    }

    fn add(&mut self, row: &[Value<'_>]) -> io::Result<()> {
        for (buffer, value) in self.columns.iter_mut().zip(row) {
            self.bytes += buffer.push(value);
        }
        self.waiting += 1;
        self.rows += 1;
        if self.waiting >= GROUP_ROWS || self.bytes >= GROUP_BYTES {
            self.write_group().map_err(io_error)?;
        }
        Ok(())
    }

    fn write_group(&mut self) -> Result<(), ParquetError> {
        let mut group = self.writer.next_row_group()?;
        for buffer in &mut self.columns {
            let Some(mut column) = group.next_column()? else {
                break;
            };
            let levels = Some(&buffer.defined[..]);
            match &buffer.values {
                Values::Text(values) => column
                    .typed::<ByteArrayType>()
                    .write_batch(values, levels, None)?,
                Values::Integer(values) => column.typed::<Int64Type>().write_batch(values, levels, None)?,
                Values::Share(values) => column.typed::<DoubleType>().write_batch(values, levels, None)?,
                Values::Day(values) => column.typed::<Int32Type>().write_batch(values, levels, None)?,
                Values::Flag(values) => column.typed::<BoolType>().write_batch(values, levels, None)?,
            };
            column.close()?;
            buffer.clear();
        }
        group.close()?;
        (self.waiting, self.bytes) = (0, 0);
        Ok(())
    }

    /// Writes the last row group and the foot; the number of rows.
    fn finish(mut self) -> Result<usize, FolderError> {
        let path = self.path.clone();
        let last = if self.waiting > 0 {
            self.write_group()
        } else {
            Ok(())
        };
        last.and_then(|()| self.writer.close())
            .map_err(|error| FolderError::io(&path)(io_error(error)))?;
        Ok(self.rows)
    }
}

fn io_error(error: ParquetError) -> io::Error {
    io::Error::other(error)
}

fn schema(name: &str, columns: &[Column]) -> Result<TypePtr, ParquetError> {
    let field = |column: &Column| {
        let (physical, logical) = match column.kind {
            Kind::Text => (Physical::BYTE_ARRAY, Some(LogicalType::String)),
            Kind::Integer => (Physical::INT64, None),
            Kind::Share => (Physical::DOUBLE, None),
            Kind::Day => (Physical::INT32, Some(LogicalType::Date)),
            Kind::Flag => (Physical::BOOLEAN, None),
        };
        Type::primitive_type_builder(column.name, physical)
            .with_repetition(Repetition::OPTIONAL)
            .with_logical_type(logical)
            .build()
            .map(Arc::new)
    };
    let fields = columns.iter().map(field).collect::<Result<_, _>>()?;
    Type::group_type_builder(name)
        .with_fields(fields)
        .build()
        .map(Arc::new)
}

/// The cells of one column that wait for their row group: for each row whether there is a value (1) or none (0), and
/// the values that there are.
struct Buffer {
    defined: Vec<i16>,
    values: Values,
}

enum Values {
    Text(Vec<ByteArray>),
    Integer(Vec<i64>),
    Share(Vec<f64>),
    Day(Vec<i32>),
    Flag(Vec<bool>),
}

impl Buffer {
    fn new(kind: Kind) -> Self {
        Self {
            defined: Vec::new(),
            values: match kind {
                Kind::Text => Values::Text(Vec::new()),
                Kind::Integer => Values::Integer(Vec::new()),
                Kind::Share => Values::Share(Vec::new()),
                Kind::Day => Values::Day(Vec::new()),
                Kind::Flag => Values::Flag(Vec::new()),
            },
        }
    }

    fn clear(&mut self) {
        self.defined.clear();
        match &mut self.values {
            Values::Text(values) => values.clear(),
            Values::Integer(values) => values.clear(),
            Values::Share(values) => values.clear(),
            Values::Day(values) => values.clear(),
            Values::Flag(values) => values.clear(),
        }
    }

    /// Takes a cell; how many bytes of text it holds. A cell of another kind than its column's is empty.
    fn push(&mut self, value: &Value<'_>) -> usize {
        let mut bytes = 0;
        let there = match (&mut self.values, value) {
            (Values::Text(values), Value::Text(text)) => {
                bytes = text.len();
                values.push(ByteArray::from(text.as_bytes().to_vec()));
                true
            }
            (Values::Integer(values), Value::Integer(number)) => {
                values.push(*number as i64);
                true
            }
            (Values::Share(values), Value::Share(share)) => {
                values.push((f64::from(*share) * 100.0).round() / 100.0);
                true
            }
            (Values::Day(values), Value::Day(day)) => {
                values.push(days_since_1970(*day));
                true
            }
            (Values::Flag(values), Value::Flag(flag)) => {
                values.push(*flag);
                true
            }
            _ => false,
        };
        self.defined.push(i16::from(there));
        bytes
    }
}

fn days_since_1970(day: Date) -> i32 {
    const BEGIN: Date = date(1970, 1, 1);
    (day - BEGIN).get_days()
}

#[cfg(test)]
mod tests {
    use super::*;
    use ::parquet::file::reader::{FileReader, SerializedFileReader};
    use ::parquet::record::Field;

    const COLUMNS: &[Column] = &[
        Column {
            name: "text",
            german: "Wortlaut",
            kind: Kind::Text,
        },
        Column {
            name: "day",
            german: "Tag",
            kind: Kind::Day,
        },
        Column {
            name: "share",
            german: "Anteil",
            kind: Kind::Share,
        },
    ];

    #[test]
    fn cells_come_back_with_their_type_and_empty_ones_as_null() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("x.parquet");
        let mut table = ParquetTable::create("x", COLUMNS, path.clone()).unwrap();
        table
            .add(&[
                Value::Text("Köln".into()),
                Value::Day(date(1969, 12, 31)),
                Value::Empty,
            ])
            .unwrap();
        table
            .add(&[Value::Empty, Value::Day(date(2024, 5, 1)), Value::Share(0.123)])
            .unwrap();
        assert_eq!(table.finish().unwrap(), 2);

        let reader = SerializedFileReader::new(File::open(path).unwrap()).unwrap();
        let rows: Vec<Vec<Field>> = reader
            .get_row_iter(None)
            .unwrap()
            .map(|row| {
                row.unwrap()
                    .get_column_iter()
                    .map(|(_, field)| field.clone())
                    .collect()
            })
            .collect();
        assert_eq!(
            rows,
            [
                [Field::Str("Köln".into()), Field::Date(-1), Field::Null],
                [Field::Null, Field::Date(19844), Field::Double(0.12)],
            ]
        );
    }
}
