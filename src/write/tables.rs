//! The tables: their columns and how a document's analysis becomes rows. Every format takes both from here.

use std::borrow::Cow;

use jiff::civil::Date;

use crate::analysis::{Analysis, Deadline, QuoteType};
use crate::document::Document;
use crate::read::Failure;
use crate::text::{CodePoints, Span};

/// The tables that are made from documents.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, clap::ValueEnum)]
pub enum Table {
    /// One row a document: language and counts
    Documents,
    /// One row a person, organisation, place or other name of a document
    Actors,
    /// One row a place in the text that mentions an actor
    Mentions,
    /// One row a quote: who said what
    Quotes,
    /// One row a time expression, normalised
    Dates,
    /// One row a deadline: what is due when
    Deadlines,
    /// One row a word or mark
    Tokens,
    /// One row a person, organisation, place or other name of all documents together
    Register,
    /// One row a deadline, whatever number of documents tell it, by date
    Agenda,
}

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Text.
    Text,
    /// A whole number.
    Integer,
    /// A number between 0 and 1.
    Share,
    /// A calendar day.
    Day,
    /// Yes or no.
    Flag,
}

/// A column of a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Column {
    /// Its name.
    pub name: &'static str,
    /// Its name in German headers.
    pub german: &'static str,
    /// What it holds.
    pub kind: Kind,
}

/// One cell.
#[derive(Debug, Clone, PartialEq)]
pub enum Value<'a> {
    /// Nothing there.
    Empty,
    /// Text, never empty.
    Text(Cow<'a, str>),
    /// A whole number.
    Integer(usize),
    /// A number between 0 and 1.
    Share(f32),
    /// A calendar day.
    Day(Date),
    /// Yes or no.
    Flag(bool),
}

impl<'a> Value<'a> {
    fn text(text: impl Into<Cow<'a, str>>) -> Self {
        let text = text.into();
        if text.is_empty() {
            Value::Empty
        } else {
            Value::Text(text)
        }
    }

    fn integer(number: Option<usize>) -> Self {
        number.map_or(Value::Empty, Value::Integer)
    }

    fn day(day: Option<Date>) -> Self {
        day.map_or(Value::Empty, Value::Day)
    }

    /// The same cell, independent of the document.
    pub fn into_owned(self) -> Value<'static> {
        match self {
            Value::Text(text) => Value::Text(Cow::Owned(text.into_owned())),
            Value::Empty => Value::Empty,
            Value::Integer(number) => Value::Integer(number),
            Value::Share(share) => Value::Share(share),
            Value::Day(day) => Value::Day(day),
            Value::Flag(flag) => Value::Flag(flag),
        }
    }

    /// The cell as text formats write it: days as 2020-09-14, shares with two decimals, flags as yes and no.
    pub fn to_text(&self) -> Cow<'_, str> {
        match self {
            Value::Empty => Cow::Borrowed(""),
            Value::Text(text) => Cow::Borrowed(text),
            Value::Integer(number) => Cow::Owned(number.to_string()),
            Value::Share(share) => Cow::Owned(format!("{share:.2}")),
            Value::Day(day) => Cow::Owned(day.to_string()),
            Value::Flag(true) => Cow::Borrowed("yes"),
            Value::Flag(false) => Cow::Borrowed("no"),
        }
    }
}

macro_rules! columns {
    ($($name:literal $german:literal $kind:ident),* $(,)?) => {
        &[$(Column { name: $name, german: $german, kind: Kind::$kind }),*]
    };
}

const DOCUMENTS: &[Column] = columns![
    "doc_id" "Dokument" Text, "source" "Quelle" Text, "title" "Titel" Text, "date" "Datum" Day,
    "language" "Sprache" Text, "characters" "Zeichen" Integer, "sentences" "Sätze" Integer,
    "tokens" "Wörter" Integer, "actors" "Akteure" Integer, "quotes" "Zitate" Integer,
    "dates" "Zeitangaben" Integer, "deadlines" "Termine" Integer, "extra" "Weiteres" Text,
];
const ACTORS: &[Column] = columns![
    "doc_id" "Dokument" Text, "actor_id" "Akteur-Nr" Integer, "name" "Name" Text, "type" "Art" Text,
    "aliases" "Weitere Namen" Text, "role" "Rolle" Text, "mentions" "Nennungen" Integer,
    "quotes" "Zitate" Integer, "start" "Anfang" Integer, "end" "Ende" Integer,
    "register_id" "Register-Nr" Text,
];
const MENTIONS: &[Column] = columns![
    "doc_id" "Dokument" Text, "actor_id" "Akteur-Nr" Integer, "name" "Name" Text, "type" "Art" Text,
    "kind" "Form" Text, "text" "Wortlaut" Text, "start" "Anfang" Integer, "end" "Ende" Integer,
    "sentence" "Satz-Nr" Integer, "confidence" "Sicherheit" Share,
];
const QUOTES: &[Column] = columns![
    "doc_id" "Dokument" Text, "quote_id" "Zitat-Nr" Integer, "type" "Art" Text, "text" "Wortlaut" Text,
    "speaker" "Sprecher" Text, "speaker_actor" "Sprecher (Akteur)" Text, "cue" "Redeverb" Text,
    "addressee" "Adressat" Text, "start" "Anfang" Integer, "end" "Ende" Integer, "spans" "Teile" Text,
    "speaker_start" "Sprecher Anfang" Integer, "speaker_end" "Sprecher Ende" Integer,
    "cue_start" "Redeverb Anfang" Integer, "cue_end" "Redeverb Ende" Integer, "sentence" "Satz-Nr" Integer,
    "language" "Sprache" Text, "confidence" "Sicherheit" Share,
];
const DATES: &[Column] = columns![
    "doc_id" "Dokument" Text, "text" "Wortlaut" Text, "type" "Art" Text, "value" "TIMEX3-Wert" Text,
    "mod" "TIMEX3-Mod" Text, "earliest" "Frühestens" Day, "latest" "Spätestens" Day,
    "start" "Anfang" Integer, "end" "Ende" Integer, "sentence" "Satz-Nr" Integer,
];
const DEADLINES: &[Column] = columns![
    "doc_id" "Dokument" Text, "deadline_id" "Termin-Nr" Integer, "kind" "Art" Text,
    "date_text" "Zeitangabe" Text, "earliest" "Frühestens" Day, "latest" "Spätestens" Day,
    "action" "Was" Text, "responsible" "Wer" Text, "responsible_actor" "Wer (Akteur)" Text,
    "quote_id" "Zitat-Nr" Integer, "start" "Anfang" Integer, "end" "Ende" Integer,
    "sentence" "Satz-Nr" Integer, "context" "Satz" Text, "negated" "Verneint" Flag,
    "certainty" "Gewissheit" Text, "open" "Offen" Text,
];
const TOKENS: &[Column] = columns![
    "doc_id" "Dokument" Text, "sentence" "Satz-Nr" Integer, "text" "Wortlaut" Text,
    "start" "Anfang" Integer, "end" "Ende" Integer, "upos" "Wortart" Text, "lemma" "Grundform" Text,
    "mood" "Modus" Text,
];

const REGISTER: &[Column] = columns![
    "register_id" "Register-Nr" Text, "name" "Name" Text, "type" "Art" Text, "aliases" "Weitere Namen" Text,
    "role" "Rolle" Text, "documents" "Dokumente" Integer, "mentions" "Nennungen" Integer,
    "quotes" "Zitate" Integer, "first" "Zuerst" Day, "last" "Zuletzt" Day, "wikidata" "Wikidata" Text,
    "merged_ids" "Weitere Register-Nr" Text,
];

/// A row of the register.
pub fn register_row(row: &crate::register::Row) -> Vec<Value<'static>> {
    vec![
        Value::text(row.id.clone()),
        Value::text(row.name.clone()),
        Value::text(row.entity.as_str()),
        Value::text(row.aliases.join("|")),
        Value::text(row.role.clone()),
        Value::Integer(row.documents as usize),
        Value::Integer(row.mentions as usize),
        Value::Integer(row.quotes as usize),
        Value::day(row.first),
        Value::day(row.last),
        Value::text(row.wikidata.unwrap_or_default()),
        Value::text(row.merged.join("|")),
    ]
}

const AGENDA: &[Column] = columns![
    "earliest" "Frühestens" Day, "latest" "Spätestens" Day, "kind" "Art" Text, "date_text" "Zeitangabe" Text,
    "action" "Was" Text, "responsible" "Wer" Text, "responsible_actor" "Wer (Akteur)" Text,
    "documents" "Dokumente" Integer, "doc_ids" "Dokument-Nrn" Text, "first_reported" "Zuerst gemeldet" Day,
    "last_reported" "Zuletzt gemeldet" Day,
];

/// The columns of the table of errors, see [`error_row`].
pub const ERRORS: &[Column] = columns![
    "source" "Quelle" Text, "record" "Datensatz" Integer, "doc_id" "Dokument" Text, "stage" "Schritt" Text,
    "message" "Meldung" Text,
];

/// A row of the table of errors.
pub fn error_row(failure: &Failure) -> [Value<'_>; 5] {
    [
        Value::text(&*failure.source_name),
        Value::integer(failure.record.map(|n| n as usize)),
        Value::text(&*failure.doc_id),
        Value::text(failure.stage.as_str()),
        Value::text(&*failure.message),
    ]
}

/// Which rows are wanted.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct RowOptions {
    /// Whether quotes of type `reported` are written.
    pub reported: bool,
    /// Deadlines must not end before this day; those without days are left out.
    pub from: Option<Date>,
    /// Deadlines must not begin after this day; those without days are left out.
    pub until: Option<Date>,
}

/// A document with all that was found in it, ready to be written down.
#[derive(Debug)]
pub struct Found<'a> {
    document: &'a Document,
    analysis: &'a Analysis,
    points: CodePoints<'a>,
    options: RowOptions,
}

/// Takes the cells of one row.
pub type RowSink<'s, 'a> = &'s mut dyn FnMut(&[Value<'a>]);

impl Table {
    /// Every table, in the order in which they are written.
    pub const ALL: [Table; 8] = [
        Table::Documents,
        Table::Actors,
        Table::Mentions,
        Table::Quotes,
        Table::Dates,
        Table::Deadlines,
        Table::Tokens,
        Table::Register,
    ];

    /// Its name, which is that of its file.
    pub fn name(self) -> &'static str {
        match self {
            Table::Documents => "documents",
            Table::Actors => "actors",
            Table::Mentions => "mentions",
            Table::Quotes => "quotes",
            Table::Dates => "dates",
            Table::Deadlines => "deadlines",
            Table::Tokens => "tokens",
            Table::Register => "register",
            Table::Agenda => "agenda",
        }
    }

    /// Its name in German workbooks.
    pub fn german(self) -> &'static str {
        match self {
            Table::Documents => "Dokumente",
            Table::Actors => "Akteure",
            Table::Mentions => "Nennungen",
            Table::Quotes => "Zitate",
            Table::Dates => "Zeitangaben",
            Table::Deadlines => "Termine",
            Table::Tokens => "Wörter",
            Table::Register => "Register",
            Table::Agenda => "Agenda",
        }
    }

    /// Its columns.
    pub fn columns(self) -> &'static [Column] {
        match self {
            Table::Documents => DOCUMENTS,
            Table::Actors => ACTORS,
            Table::Mentions => MENTIONS,
            Table::Quotes => QUOTES,
            Table::Dates => DATES,
            Table::Deadlines => DEADLINES,
            Table::Tokens => TOKENS,
            Table::Register => REGISTER,
            Table::Agenda => AGENDA,
        }
    }

    /// Gives the rows of one document to `row`, one call a row, as many cells as there are columns.
    pub fn rows<'a>(self, found: &'a Found<'a>, row: RowSink<'_, 'a>) {
        match self {
            Table::Documents => found.documents(row),
            Table::Actors => found.actors(row),
            Table::Mentions => found.mentions(row),
            Table::Quotes => found.quotes(row),
            Table::Dates => found.dates(row),
            Table::Deadlines => found.deadlines(row),
            Table::Tokens => found.tokens(row),
            // known at the end of the run only, see `register_row`
            Table::Register => {}
            // made of all documents together, see Agenda
            Table::Agenda => {}
        }
    }
}

impl<'a> Found<'a> {
    /// Prepares a document for writing.
    pub fn new(document: &'a Document, analysis: &'a Analysis, options: RowOptions) -> Self {
        Self {
            document,
            analysis,
            points: CodePoints::new(&document.text),
            options,
        }
    }

    /// The document.
    pub fn document(&self) -> &'a Document {
        self.document
    }

    /// What was found in it.
    pub fn analysis(&self) -> &'a Analysis {
        self.analysis
    }

    fn id(&self) -> Value<'_> {
        Value::text(&*self.document.id)
    }

    fn cut(&self, span: Span) -> Value<'_> {
        Value::text(span.of(&self.document.text))
    }

    /// The words of several spans; where something was left out between them stands an ellipsis.
    fn cut_all(&self, spans: &[Span]) -> Value<'_> {
        match spans {
            [] => Value::Empty,
            [one] => self.cut(*one),
            several => {
                let words: Vec<&str> = several.iter().map(|span| span.of(&self.document.text)).collect();
                Value::text(words.join(" … "))
            }
        }
    }

    fn start(&self, span: Span) -> Value<'_> {
        Value::Integer(self.points.offset(span.start))
    }

    fn end(&self, span: Span) -> Value<'_> {
        Value::Integer(self.points.offset(span.end))
    }

    fn start_of(&self, span: Option<Span>) -> Value<'_> {
        span.map_or(Value::Empty, |span| self.start(span))
    }

    fn end_of(&self, span: Option<Span>) -> Value<'_> {
        span.map_or(Value::Empty, |span| self.end(span))
    }

    /// The index of the sentence that holds a byte.
    fn sentence(&self, span: Span) -> Option<usize> {
        let sentences = &self.analysis.sentences;
        let at = sentences.partition_point(|sentence| sentence.span.end <= span.start);
        sentences.len().checked_sub(1).map(|last| at.min(last))
    }

    fn actor_name(&self, actor: Option<u32>) -> Value<'_> {
        let actor = actor.and_then(|index| self.analysis.actors.get(index as usize));
        actor.map_or(Value::Empty, |actor| Value::text(&*actor.name))
    }

    /// The quotes that are wanted, each with its index.
    pub fn wanted_quotes(&self) -> impl Iterator<Item = (usize, &crate::analysis::Quote)> {
        let quotes = self.analysis.quotes.iter().enumerate();
        quotes.filter(|(_, quote)| self.options.reported || quote.kind != QuoteType::Reported)
    }

    fn documents(&'a self, row: RowSink<'_, 'a>) {
        let (document, analysis) = (self.document, self.analysis);
        row(&[
            self.id(),
            Value::text(&*document.source),
            Value::text(&*document.title),
            Value::day(analysis.date),
            Value::text(analysis.language.code()),
            Value::Integer(self.points.len()),
            Value::Integer(analysis.sentences.len()),
            Value::Integer(analysis.tokens.len()),
            Value::Integer(analysis.actors.len()),
            Value::Integer(self.wanted_quotes().count()),
            Value::Integer(analysis.dates.len()),
            Value::Integer(analysis.deadlines.len()),
            Value::text(extra_fields(document)),
        ]);
    }

    fn actors(&'a self, row: RowSink<'_, 'a>) {
        let mut quotes = vec![0; self.analysis.actors.len()];
        for (_, quote) in self.wanted_quotes() {
            if let Some(count) = quote
                .speaker_actor
                .and_then(|actor| quotes.get_mut(actor as usize))
            {
                *count += 1;
            }
        }
        for (index, (actor, quotes)) in self.analysis.actors.iter().zip(quotes).enumerate() {
            row(&[
                self.id(),
                Value::Integer(index + 1),
                Value::text(&*actor.name),
                Value::text(actor.entity.as_str()),
                Value::text(actor.aliases.join("|")),
                Value::text(&*actor.role),
                Value::Integer(actor.mentions as usize),
                Value::Integer(quotes),
                self.start(actor.first),
                self.end(actor.first),
                // known in the order of the documents only, see `Found::actor_rows`
                Value::Empty,
            ]);
        }
    }

    /// The rows of the table of actors, independent of the document; the last cell, the register's id, is still empty.
    pub fn actor_rows(&'a self) -> Vec<Vec<Value<'static>>> {
        let mut rows = Vec::new();
        self.actors(&mut |row| rows.push(row.iter().map(|cell| cell.clone().into_owned()).collect()));
        rows
    }

    fn mentions(&'a self, row: RowSink<'_, 'a>) {
        for mention in &self.analysis.mentions {
            row(&[
                self.id(),
                Value::integer(mention.actor.map(|actor| actor as usize + 1)),
                self.actor_name(mention.actor),
                Value::text(mention.entity.as_str()),
                Value::text(mention.kind.as_str()),
                self.cut(mention.span),
                self.start(mention.span),
                self.end(mention.span),
                Value::integer(self.sentence(mention.span)),
                Value::Share(mention.confidence),
            ]);
        }
    }

    fn quotes(&'a self, row: RowSink<'_, 'a>) {
        for (index, quote) in self.wanted_quotes() {
            let span = quote.span();
            let sentence = self.sentence(span);
            let language = sentence.map_or(self.analysis.language, |at| self.analysis.sentences[at].language);
            let speaker = quote.speaker.map_or(Value::Empty, |speaker| self.cut(speaker));
            let actor = match self.actor_name(quote.speaker_actor) {
                Value::Empty => speaker.clone(),
                name => name,
            };
            let cue = quote.cue.first().copied();
            row(&[
                self.id(),
                Value::Integer(index + 1),
                Value::text(quote.kind.as_str()),
                self.cut_all(&quote.spans),
                speaker,
                actor,
                self.cut_all(&quote.cue),
                quote
                    .addressee
                    .map_or(Value::Empty, |addressee| self.cut(addressee)),
                self.start(span),
                self.end(span),
                self.span_list(&quote.spans),
                self.start_of(quote.speaker),
                self.end_of(quote.speaker),
                self.start_of(cue),
                self.end_of(cue),
                Value::integer(sentence),
                Value::text(language.code()),
                Value::Share(quote.confidence),
            ]);
        }
    }

    /// `s-e;s-e` in code points; empty for a single span.
    fn span_list(&self, spans: &[Span]) -> Value<'_> {
        if spans.len() < 2 {
            return Value::Empty;
        }
        let list: Vec<String> = spans
            .iter()
            .map(|&span| {
                let (start, end) = self.points.span(span);
                format!("{start}-{end}")
            })
            .collect();
        Value::text(list.join(";"))
    }

    fn dates(&'a self, row: RowSink<'_, 'a>) {
        for timex in &self.analysis.dates {
            row(&[
                self.id(),
                self.cut(timex.span),
                Value::text(timex.kind.as_str()),
                Value::text(&*timex.value),
                Value::text(timex.modifier),
                Value::day(timex.bounds.map(|days| days.earliest)),
                Value::day(timex.bounds.map(|days| days.latest)),
                self.start(timex.span),
                self.end(timex.span),
                Value::integer(self.sentence(timex.span)),
            ]);
        }
    }

    /// The deadlines that lie in the wanted stretch of days.
    pub(super) fn wanted_deadlines(&self) -> impl Iterator<Item = &'a Deadline> + use<'a> {
        let RowOptions { from, until, .. } = self.options;
        let wanted = move |deadline: &&Deadline| match deadline.bounds {
            Some(days) => {
                from.is_none_or(|from| days.latest >= from)
                    && until.is_none_or(|until| days.earliest <= until)
            }
            None => from.is_none() && until.is_none(),
        };
        self.analysis.deadlines.iter().filter(wanted)
    }

    fn deadlines(&'a self, row: RowSink<'_, 'a>) {
        for deadline in self.wanted_deadlines() {
            let sentence = self.sentence(deadline.span);
            let context = sentence.map_or(Value::Empty, |at| self.cut(self.analysis.sentences[at].span));
            let quote = deadline.quote.map(|quote| quote as usize);
            let quote = quote.filter(|at| self.wanted_quotes().any(|(index, _)| index == *at));
            row(&[
                self.id(),
                Value::Integer(deadline.same_as as usize + 1),
                Value::text(deadline.kind.as_str()),
                self.cut(deadline.span),
                Value::day(deadline.bounds.map(|days| days.earliest)),
                Value::day(deadline.bounds.map(|days| days.latest)),
                Value::text(&*deadline.action),
                Value::text(&*deadline.responsible),
                self.actor_name(deadline.responsible_actor),
                Value::integer(quote.map(|index| index + 1)),
                self.start(deadline.span),
                self.end(deadline.span),
                Value::integer(sentence),
                context,
                Value::Flag(deadline.negated),
                Value::text(deadline.certainty.as_str()),
                Value::text(deadline.open.map(|open| open.as_str()).unwrap_or_default()),
            ]);
        }
    }

    fn tokens(&'a self, row: RowSink<'_, 'a>) {
        for (number, sentence) in self.analysis.sentences.iter().enumerate() {
            for token in &self.analysis.tokens[sentence.tokens.range()] {
                row(&[
                    self.id(),
                    Value::Integer(number),
                    self.cut(token.span),
                    self.start(token.span),
                    self.end(token.span),
                    Value::text(token.upos.as_str()),
                    Value::text(token.lemma(&self.document.text)),
                    Value::text(token.mood.map(|mood| mood.as_str()).unwrap_or_default()),
                ]);
            }
        }
    }
}

/// The further fields of the input record as a JSON object; empty where there are none.
///
/// One column for all of them, since a stream cannot know the fields of records that are still to come.
fn extra_fields(document: &Document) -> String {
    if document.extra.is_empty() {
        return String::new();
    }
    let fields = document
        .extra
        .iter()
        .map(|(name, value)| (name.clone(), value.as_str().into()));
    serde_json::Value::Object(fields.collect()).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Pipeline;

    #[test]
    fn every_row_has_a_cell_for_every_column() {
        let document = Document::new(
            "1",
            "„Wir liefern bis 1. Mai 2024“, sagte Angela Merkel. Laut dpa soll es so sein.",
        );
        let analysis = Pipeline::new().analyse(&document);
        let found = Found::new(
            &document,
            &analysis,
            RowOptions {
                reported: true,
                ..RowOptions::default()
            },
        );
        for table in Table::ALL {
            table.rows(&found, &mut |row| {
                assert_eq!(row.len(), table.columns().len(), "{table:?}")
            });
        }
    }

    #[test]
    fn names_of_columns_are_unique_in_both_languages() {
        for table in Table::ALL {
            for name in [|column: &Column| column.name, |column: &Column| column.german] {
                let mut names: Vec<&str> = table.columns().iter().map(name).collect();
                names.sort_unstable();
                names.dedup();
                assert_eq!(names.len(), table.columns().len(), "{table:?}");
            }
        }
    }

    #[test]
    fn further_fields_are_carried_along_as_json() {
        let mut document = Document::new("1", "Text");
        assert_eq!(extra_fields(&document), "");
        document.extra = vec![("url".to_owned(), "https://example.org/\"x\"".to_owned())];
        assert_eq!(extra_fields(&document), r#"{"url":"https://example.org/\"x\""}"#);
    }
}
