//! CSV, in the dialects that the programs of this world want.

use super::{Column, HeaderLanguage, TextFormat, Value};

/// How CSV is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, clap::ValueEnum)]
pub enum Dialect {
    /// Commas, UTF-8 without a mark, lines end with LF, fields exactly as they are: for programs
    #[default]
    Rfc4180,
    /// Commas, byte order mark, CRLF, formulas made harmless: for English Excel
    Excel,
    /// Semicolons, byte order mark, CRLF, formulas made harmless: for German Excel
    ExcelDe,
}

/// Writes CSV.
///
/// In the dialects for Excel a text that Excel would take for a formula (it begins with `=`, `+`, `-`, `@`, a tab or a
/// carriage return) gets an apostrophe in front; numbers with a sign stay as they are. The dialect for programs changes
/// no field.
#[derive(Debug, Clone, Copy, Default)]
pub struct Csv {
    /// The dialect.
    pub dialect: Dialect,
    /// Language of the column names.
    pub header: HeaderLanguage,
}

impl Csv {
    fn is_for_excel(&self) -> bool {
        self.dialect != Dialect::Rfc4180
    }

    fn delimiter(&self) -> u8 {
        match self.dialect {
            Dialect::ExcelDe => b';',
            Dialect::Rfc4180 | Dialect::Excel => b',',
        }
    }

    fn end_line(&self, out: &mut Vec<u8>) {
        out.extend_from_slice(if self.is_for_excel() { b"\r\n" } else { b"\n" });
    }

    /// Writes one field, between quotation marks where it must be.
    fn field(&self, field: &str, out: &mut Vec<u8>) {
        let delimiter = self.delimiter();
        let special = |&byte: &u8| byte == delimiter || matches!(byte, b'"' | b'\n' | b'\r');
        if !field.as_bytes().iter().any(special) {
            out.extend_from_slice(field.as_bytes());
            return;
        }
        out.push(b'"');
        for &byte in field.as_bytes() {
            if byte == b'"' {
                out.push(b'"');
            }
            out.push(byte);
        }
        out.push(b'"');
    }

    /// A share as a number that the spreadsheet's locale reads.
    fn share(&self, value: &Value<'_>) -> String {
        let text = value.to_text();
        if self.dialect == Dialect::ExcelDe {
            text.replace('.', ",")
        } else {
            text.into_owned()
        }
    }
}

/// True for text that a spreadsheet would take for a formula; numbers with a sign are none.
fn looks_like_formula(text: &str) -> bool {
    let number = |rest: &str| {
        !rest.is_empty()
            && rest
                .bytes()
                .all(|b| b.is_ascii_digit() || matches!(b, b'.' | b','))
    };
    match text.as_bytes().first() {
        Some(b'=' | b'@' | b'\t' | b'\r') => true,
        Some(b'+' | b'-') => !number(&text[1..]),
        _ => false,
    }
}

impl TextFormat for Csv {
    fn extension(&self) -> &'static str {
        "csv"
    }

    fn header(&self, columns: &[Column], out: &mut Vec<u8>) {
        if self.is_for_excel() {
            out.extend_from_slice("\u{feff}".as_bytes());
        }
        for (index, column) in columns.iter().enumerate() {
            if index > 0 {
                out.push(self.delimiter());
            }
            self.field(column.title(self.header), out);
        }
        self.end_line(out);
    }

    fn row(&self, _: &[Column], row: &[Value<'_>], out: &mut Vec<u8>) {
        for (index, value) in row.iter().enumerate() {
            if index > 0 {
                out.push(self.delimiter());
            }
            match value {
                Value::Text(text) if self.is_for_excel() && looks_like_formula(text) => {
                    self.field(&format!("'{text}"), out);
                }
                Value::Share(_) => self.field(&self.share(value), out),
                _ => self.field(&value.to_text(), out),
            }
        }
        self.end_line(out);
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
    }; 2];

    fn line(dialect: Dialect, cells: [&'static str; 2]) -> String {
        let csv = Csv {
            dialect,
            header: HeaderLanguage::En,
        };
        let mut out = Vec::new();
        csv.row(COLUMNS, &cells.map(|cell| Value::Text(cell.into())), &mut out);
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn fields_are_quoted_only_where_they_must_be() {
        assert_eq!(line(Dialect::Rfc4180, ["a b", "„x“; y"]), "a b,„x“; y\n");
        assert_eq!(
            line(Dialect::Rfc4180, ["a,b", "say \"x\"\n"]),
            "\"a,b\",\"say \"\"x\"\"\n\"\n"
        );
        assert_eq!(line(Dialect::ExcelDe, ["a,b", "x; y"]), "a,b;\"x; y\"\r\n");
    }

    #[test]
    fn formulas_are_harmless_in_excel_only() {
        assert_eq!(line(Dialect::Rfc4180, ["=1+1", "@x"]), "=1+1,@x\n");
        assert_eq!(line(Dialect::Excel, ["=1+1", "-5"]), "'=1+1,-5\r\n");
        assert_eq!(
            line(Dialect::ExcelDe, ["+49 30 12", "-3,5"]),
            "'+49 30 12;-3,5\r\n"
        );
        assert_eq!(line(Dialect::ExcelDe, ["- so", "– so"]), "'- so;– so\r\n");
    }

    #[test]
    fn german_header_with_a_mark() {
        let mut out = Vec::new();
        let csv = Csv {
            dialect: Dialect::ExcelDe,
            header: HeaderLanguage::De,
        };
        csv.header(COLUMNS, &mut out);
        assert_eq!(out, "\u{feff}Wortlaut;Wortlaut\r\n".as_bytes());
    }
}
