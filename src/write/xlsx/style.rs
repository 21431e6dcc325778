//! How the cells of a workbook look.

use rust_xlsxwriter::{Color, Format, FormatAlign, FormatUnderline};

use crate::write::{Column, HeaderLanguage, Kind, Table};

/// The columns that hold sentences: wide, and their text goes over several lines.
fn is_long(table: Option<Table>, column: &Column) -> bool {
    match column.name {
        "context" | "action" | "message" => true,
        "text" => table == Some(Table::Quotes),
        _ => false,
    }
}

/// How wide a column is, in characters.
pub(super) fn width(table: Option<Table>, column: &Column) -> f64 {
    match column.kind {
        Kind::Day => 12.0,
        Kind::Integer | Kind::Share | Kind::Flag => 10.0,
        Kind::Text if is_long(table, column) => 60.0,
        Kind::Text => match column.name {
            "type" | "kind" | "mod" | "language" | "upos" | "mood" | "certainty" | "cue" => 12.0,
            "text" | "title" | "source" | "aliases" | "role" => 32.0,
            _ => 24.0,
        },
    }
}

/// How cells look.
pub(super) struct Style {
    pub header_language: HeaderLanguage,
    pub header: Format,
    plain: Format,
    long: Format,
    pub day: Format,
    share: Format,
    pub link: Format,
}

impl Style {
    pub fn new(header_language: HeaderLanguage) -> Self {
        let top = || Format::new().set_align(FormatAlign::Top);
        let day = match header_language {
            HeaderLanguage::En => "yyyy-mm-dd",
            HeaderLanguage::De => "dd.mm.yyyy",
        };
        Self {
            header_language,
            header: Format::new()
                .set_bold()
                .set_background_color(Color::RGB(0x00E4_E9F2)),
            plain: top(),
            long: top().set_text_wrap(),
            day: top().set_num_format(day).set_align(FormatAlign::Left),
            share: top().set_num_format("0.00"),
            link: top()
                .set_font_color(Color::RGB(0x0005_63C1))
                .set_underline(FormatUnderline::Single),
        }
    }

    /// How the cells of a column look.
    pub fn of(&self, table: Option<Table>, column: &Column) -> &Format {
        match column.kind {
            Kind::Day => &self.day,
            Kind::Share => &self.share,
            Kind::Text if is_long(table, column) => &self.long,
            Kind::Text | Kind::Integer | Kind::Flag => &self.plain,
        }
    }
}
