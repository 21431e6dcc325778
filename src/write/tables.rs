//! The tables and their columns. Every format takes them, and the rows, from here.

use crate::read::Failure;
use crate::write::rows::{Found, RowSink};
use crate::write::value::{Column, Kind, Value};

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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::write::RowOptions;
    use crate::{Document, Pipeline};

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
}
