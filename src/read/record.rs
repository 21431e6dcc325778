//! From named fields to a document: what JSON Lines and CSV have in common.

use jiff::civil::Date;

use super::{Failure, ReadOptions, Stage};
use crate::document::Document;
use crate::language::Language;

/// A record on its way to a document.
#[derive(Debug, Default)]
pub(super) struct Record {
    pub id: String,
    pub text: Option<String>,
    pub title: String,
    pub date: String,
    pub language: String,
    pub extra: Vec<(String, String)>,
}

impl Record {
    /// Puts a field where its name says.
    pub fn set(&mut self, options: &ReadOptions, name: &str, value: String) {
        let fields = &options.fields;
        if name == fields.text {
            self.text = Some(value);
        } else if name == fields.id {
            self.id = value;
        } else if name == fields.title {
            self.title = value;
        } else if name == fields.date {
            self.date = value;
        } else if name == fields.language {
            self.language = value;
        } else {
            self.extra.push((name.to_owned(), value));
        }
    }

    /// The document, and before it a warning where its date is none. `number` counts from 1 in `source`.
    pub fn into_document(
        self,
        source: &str,
        stem: &str,
        number: u64,
        options: &ReadOptions,
    ) -> Vec<Result<Document, Failure>> {
        let id = match self.id.trim() {
            "" => format!("{stem}:{number}"),
            id => id.to_owned(),
        };
        let fail = |stage, message: String| Failure {
            doc_id: id.clone(),
            stage,
            ..Failure::of_record(source, number, message)
        };
        let Some(text) = self.text else {
            let name = &options.fields.text;
            return vec![Err(fail(
                Stage::Read,
                format!("has no \"{name}\": name the field that holds the text with --text-column"),
            ))];
        };
        if text.trim().is_empty() {
            return vec![Err(fail(Stage::Read, "the text is empty".to_owned()))];
        }
        let mut read = Vec::with_capacity(1);
        let mut date = options.date;
        match parse_date(&self.date) {
            Ok(None) => {}
            Ok(own) => date = own,
            Err(()) => {
                let message = format!(
                    "\"{}\" is no date (as 2020-09-14 or 14.09.2020): the document is read without its date",
                    self.date.trim()
                );
                read.push(Err(fail(Stage::Date, message)));
            }
        }
        read.push(Ok(Document {
            id,
            source: source.to_owned(),
            title: self.title,
            text,
            date,
            language: Language::parse(self.language.trim()).or(options.language),
            extra: self.extra,
        }));
        read
    }
}

/// The day of `2020-09-14`, `2020-09-14T08:30:00Z`, `14.09.2020` or `14.9.2020`; `None` for an empty field.
pub(crate) fn parse_date(field: &str) -> Result<Option<Date>, ()> {
    let field = field.trim();
    if field.is_empty() {
        return Ok(None);
    }
    let day = field.split(['T', ' ']).next().unwrap_or(field);
    if let Ok(date) = day.parse() {
        return Ok(Some(date));
    }
    let mut parts = day.split('.').map(str::parse::<i16>);
    match (parts.next(), parts.next(), parts.next(), parts.next()) {
        (Some(Ok(day)), Some(Ok(month)), Some(Ok(year)), None) => {
            let (Ok(month), Ok(day)) = (i8::try_from(month), i8::try_from(day)) else {
                return Err(());
            };
            Date::new(year, month, day).map(Some).map_err(|_| ())
        }
        _ => Err(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn dates_as_people_write_them() {
        for field in [
            "2020-09-14",
            " 2020-09-14T08:30:00+02:00",
            "2020-09-14 08:30",
            "14.09.2020",
            "14.9.2020",
        ] {
            assert_eq!(parse_date(field), Ok(Some(date(2020, 9, 14))), "{field}");
        }
        assert_eq!(parse_date(" "), Ok(None));
        for field in [
            "gestern",
            "2020-13-01",
            "31.02.2020",
            "2020",
            "1.2.3.4",
            "99999.1.1",
        ] {
            assert_eq!(parse_date(field), Err(()), "{field}");
        }
    }
}
