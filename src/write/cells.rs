//! Rows as cells, for formats that are no text.

use super::{Found, Render, Table, Value};

/// The rows of one document in one table, one after the other.
#[derive(Debug, Clone)]
pub struct TableCells {
    table: Table,
    cells: Vec<Value<'static>>,
}

impl TableCells {
    /// The rows, as many cells each as the table has columns.
    pub fn rows(&self) -> impl Iterator<Item = &[Value<'static>]> {
        self.cells.chunks(self.table.columns().len())
    }

    /// Which table this is of.
    pub fn table(&self) -> Table {
        self.table
    }
}

/// Makes the rows of every table that is wanted, as cells.
#[derive(Debug, Clone)]
pub struct CellRenderer {
    tables: Vec<Table>,
}

impl CellRenderer {
    /// Makes the rows of `tables`.
    pub fn new(tables: Vec<Table>) -> Self {
        Self { tables }
    }

    /// The tables, in their order.
    pub fn tables(&self) -> &[Table] {
        &self.tables
    }
}

impl Render for CellRenderer {
    /// One entry a table.
    type Rows = Vec<TableCells>;

    fn render(&self, found: &Found<'_>) -> Vec<TableCells> {
        let cells = |&table: &Table| {
            let mut cells = Vec::new();
            table.rows(found, &mut |row| {
                cells.extend(row.iter().map(|value| value.clone().into_owned()));
            });
            TableCells { table, cells }
        };
        self.tables.iter().map(cells).collect()
    }

    fn wants(&self, table: Table) -> bool {
        self.tables.contains(&table)
    }

    fn put(
        &self,
        rows: Option<Vec<TableCells>>,
        table: Table,
        cells: &[Vec<Value<'static>>],
    ) -> Option<Vec<TableCells>> {
        let index = self.tables.iter().position(|wanted| *wanted == table)?;
        let none = |&table: &Table| TableCells {
            table,
            cells: Vec::new(),
        };
        let mut tables = rows.unwrap_or_else(|| self.tables.iter().map(none).collect());
        tables[index].cells = cells.concat();
        Some(tables)
    }
}
