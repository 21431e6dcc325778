//! A document: what comes in.

use jiff::civil::Date;

use crate::language::Language;

/// One news text with what is known about it beforehand.
///
/// ```
/// use depesche::Document;
/// use jiff::civil::date;
///
/// let document = Document::new("a-1", "Der Bundestag stimmt am Freitag ab.").with_date(date(2024, 3, 12));
/// assert_eq!(document.date, Some(date(2024, 3, 12)));
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct Document {
    /// Identifies the document in every table (`doc_id`).
    pub id: String,
    /// The file (or `-` for standard input) that the document was read from; empty where there is none.
    pub source: String,
    /// A title that is *not* part of the text; empty where there is none.
    pub title: String,
    /// The text that every offset points into.
    pub text: String,
    /// The day of publication, the anchor of relative dates.
    pub date: Option<Date>,
    /// The language, where the input says it; otherwise it is identified.
    pub language: Option<Language>,
    /// Further fields of the input record, in their order, carried along into the tables.
    pub extra: Vec<(String, String)>,
}

impl Document {
    /// A document with nothing known but its text.
    pub fn new(id: impl Into<String>, text: impl Into<String>) -> Self {
        Self {
            id: id.into(),
            source: String::new(),
            title: String::new(),
            text: text.into(),
            date: None,
            language: None,
            extra: Vec::new(),
        }
    }

    /// The same document, published on `date`.
    #[must_use]
    pub fn with_date(mut self, date: Date) -> Self {
        self.date = Some(date);
        self
    }

    /// The same document, in a language that need not be identified.
    #[must_use]
    pub fn with_language(mut self, language: Language) -> Self {
        self.language = Some(language);
        self
    }
}
