//! Languages: identification, and all knowledge that is particular to one of them.
//!
//! `de/` and `en/` hold lexicon files, each with a header that says what a line means. A third language is a third
//! folder.

pub mod endings;
mod identify;
pub mod lexicon;
pub mod wordmap;

pub(crate) use identify::Sample;
#[cfg(feature = "train")]
pub(crate) use identify::train::train;
pub use identify::{identify, identify_code};

/// The language of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Language {
    /// German.
    #[default]
    German,
    /// English.
    English,
    /// Any other, or none that could be told.
    Other,
}

impl Language {
    /// The ISO 639-1 code in the tables; `und` for other languages.
    pub fn code(self) -> &'static str {
        match self {
            Language::German => "de",
            Language::English => "en",
            Language::Other => "und",
        }
    }

    /// The language of a code such as `de`, `de-AT`, `en_GB`.
    ///
    /// ```
    /// use depesche::Language;
    /// assert_eq!(Language::parse("de-AT"), Some(Language::German));
    /// assert_eq!(Language::parse(""), None);
    /// ```
    pub fn parse(code: &str) -> Option<Self> {
        match code.split(['-', '_']).next()?.to_ascii_lowercase().as_str() {
            "" | "auto" => None,
            "de" | "deu" | "ger" | "german" => Some(Language::German),
            "en" | "eng" | "english" => Some(Language::English),
            _ => Some(Language::Other),
        }
    }
}
