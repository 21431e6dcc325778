//! What is known of one document: spans over its text and their attributes.

mod actor;
mod deadline;
mod phrase;
mod quote;
mod timex;
mod token;

use std::borrow::Cow;

use jiff::civil::Date;

use crate::language::Language;
use crate::text::{Span, TokenRange};

pub use actor::{Actor, EntityType, Mention, MentionKind};
pub use deadline::{Certainty, Deadline, DeadlineKind, Open};
pub use phrase::{Article, Gender, NounPhrase, Number, Sentence};
pub use quote::{Quote, QuoteType};
pub use timex::{Days, Timex, TimexType};
pub use token::{Lemma, Mood, Tense, Token, Upos};

/// Everything that the pipeline found in one document, in the order of the text.
///
/// The text itself stays with the [`crate::Document`]; every [`Span`] is a byte span into it.
#[derive(Debug, Clone, Default)]
pub struct Analysis {
    /// The language of the document.
    pub language: Language,
    /// The day that relative dates were counted from: the document's own, else the dateline's.
    pub date: Option<Date>,
    /// Words and marks.
    pub tokens: Vec<Token>,
    /// Sentences, headlines, list items.
    pub sentences: Vec<Sentence>,
    /// Noun phrases, not nested.
    pub phrases: Vec<NounPhrase>,
    /// Mentions of actors.
    pub mentions: Vec<Mention>,
    /// Actors, by first mention.
    pub actors: Vec<Actor>,
    /// Time expressions.
    pub dates: Vec<Timex>,
    /// Quotes.
    pub quotes: Vec<Quote>,
    /// Deadlines.
    pub deadlines: Vec<Deadline>,
    /// What the user should know of this document's analysis.
    pub warnings: Vec<Warning>,
}

impl Analysis {
    /// What the stages after the text layer are given; `text` is the document's.
    ///
    /// ```
    /// use depesche::{Document, Pipeline};
    ///
    /// let document = Document::new("1", "Anna Weiß sprach in Köln.");
    /// let analysis = Pipeline::new().analyse(&document);
    /// let layer = analysis.layer(&document.text);
    /// assert_eq!(layer.word(0), "Anna");
    /// ```
    pub fn layer<'a>(&'a self, text: &'a str) -> TextLayer<'a> {
        TextLayer {
            text,
            language: self.language,
            tokens: &self.tokens,
            sentences: &self.sentences,
            phrases: &self.phrases,
        }
    }
}

/// What is worth knowing of a document's analysis; nothing is lost, yet something could not be done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Warning {
    /// The text is neither German nor English; the ISO 639 code of what it seems to be, where that can be told.
    OtherLanguage(Option<&'static str>),
    /// The text has time expressions that count from the day of publication, and that day is not known.
    NoDate,
}

impl Warning {
    /// What is the matter.
    pub fn what(self) -> Cow<'static, str> {
        match self {
            Warning::OtherLanguage(None) => {
                "neither German nor English: only cut into sentences and words".into()
            }
            Warning::OtherLanguage(Some(code)) => format!(
                "neither German nor English (it looks like `{code}`): only cut into sentences and words"
            )
            .into(),
            Warning::NoDate => {
                "no day of publication: \"yesterday\", \"next week\" and the like got no days".into()
            }
        }
    }

    /// What helps.
    pub fn advice(self) -> &'static str {
        match self {
            Warning::OtherLanguage(_) => "--lang de or --lang en where the program is wrong about that",
            Warning::NoDate => "give --date, or a field or column \"date\" (another name: --date-column)",
        }
    }
}

/// What a stage is given: the text and all that the text layer (segmenting and tagging) found in it.
#[derive(Debug, Clone, Copy)]
pub struct TextLayer<'a> {
    /// The document's text.
    pub text: &'a str,
    /// The document's language.
    pub language: Language,
    /// Words and marks.
    pub tokens: &'a [Token],
    /// Sentences; every token lies in exactly one.
    pub sentences: &'a [Sentence],
    /// Noun phrases, not nested, in order.
    pub phrases: &'a [NounPhrase],
}

impl<'a> TextLayer<'a> {
    /// The text of token `index`.
    pub fn word(&self, index: usize) -> &'a str {
        self.tokens[index].span.of(self.text)
    }

    /// True where token `index` begins with a capital letter.
    #[inline]
    pub fn is_capital(&self, index: usize) -> bool {
        // most tokens tell by one byte
        match self.text.as_bytes().get(self.tokens[index].span.start as usize) {
            Some(first) if first.is_ascii() => first.is_ascii_uppercase(),
            _ => self.word(index).starts_with(char::is_uppercase),
        }
    }

    /// The lemma of token `index`.
    pub fn lemma(&self, index: usize) -> Cow<'a, str> {
        self.tokens[index].lemma(self.text)
    }

    /// The span from the first to the last token of a range; an empty span at the text's start for none.
    pub fn span(&self, range: TokenRange) -> Span {
        match (self.tokens.get(range.start as usize), range.is_empty()) {
            (Some(first), false) => first.span.cover(self.tokens[range.end as usize - 1].span),
            _ => Span::default(),
        }
    }

    /// The index of the sentence that holds token `index`.
    pub fn sentence_of(&self, index: usize) -> usize {
        self.sentences.partition_point(|s| s.tokens.end as usize <= index)
    }

    /// The index of the sentence that holds the byte, or of the next one.
    pub fn sentence_at(&self, byte: u32) -> usize {
        self.sentences
            .partition_point(|s| s.span.end <= byte)
            .min(self.sentences.len().saturating_sub(1))
    }

    /// The tokens that lie wholly inside a byte span.
    pub fn tokens_in(&self, span: Span) -> TokenRange {
        let start = self.tokens.partition_point(|t| t.span.start < span.start);
        let end = self.tokens.partition_point(|t| t.span.end <= span.end);
        TokenRange::new(start, end.max(start))
    }
}
