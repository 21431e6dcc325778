//! What the scanner notes for the splitter: the few places where a sentence can end or a quotation begins.

/// A place that matters for sentences.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Event {
    /// Index of the token that it is about; for a line break, of the token after it.
    pub token: u32,
    pub kind: EventKind,
}

/// What there is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum EventKind {
    /// A full stop that is a token of its own.
    Stop,
    /// A token with its full stop ("usw.") that ends a sentence as the lexicons say.
    FinalAbbreviation,
    /// `!`, `?` and runs of them.
    Exclamation,
    /// Two or more full stops, or `…`.
    Ellipsis,
    /// The beginning of a list item inside a line ("1. … 2. …").
    Item,
    /// A quotation mark.
    Quote(char),
    /// A line break; more than one where a blank line parts paragraphs.
    Line { blank: bool },
}
