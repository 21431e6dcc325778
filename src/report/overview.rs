//! What the report counts over all documents, and which documents it shows. Two passes over the tables, so that memory
//! holds the rows of the documents that are shown and no others.

use std::cmp::Reverse;
use std::collections::{BTreeMap, HashMap};

use super::rows::{
    ActorRow, DateRow, DeadlineRow, DocumentRow, MentionRow, QuoteRow, ReportError, TableFolder,
};

/// The first pass: numbers over all documents.
#[derive(Debug, Default)]
pub(super) struct Overview {
    pub documents: usize,
    pub actors: usize,
    pub mentions: usize,
    pub quotes: usize,
    pub dates: usize,
    pub deadlines: usize,
    /// Mentions by name and type, over all documents.
    pub by_mentions: BTreeMap<(String, String), usize>,
    /// Quotes by speaker, over all documents.
    pub by_quotes: BTreeMap<String, usize>,
    /// The type of each actor that speaks.
    pub types: HashMap<String, String>,
    pub languages: BTreeMap<String, usize>,
    /// The first and the last day of publication, as written.
    pub published: Option<(String, String)>,
    /// Quotes and deadlines of each document that has any.
    weights: HashMap<String, usize>,
}

impl Overview {
    pub fn count(tables: TableFolder<'_>) -> Result<Self, ReportError> {
        let mut all = Self::default();
        tables.each("quotes.csv", |row: QuoteRow| {
            all.quotes += 1;
            if !row.speaker_actor.is_empty() {
                *all.by_quotes.entry(row.speaker_actor).or_default() += 1;
            }
            *all.weights.entry(row.doc_id).or_default() += 1;
        })?;
        tables.each("deadlines.csv", |row: DeadlineRow| {
            all.deadlines += 1;
            *all.weights.entry(row.doc_id).or_default() += 1;
        })?;
        tables.each("actors.csv", |row: ActorRow| {
            all.actors += 1;
            all.types
                .entry(row.name.clone())
                .or_insert_with(|| row.r#type.clone());
            *all.by_mentions.entry((row.name, row.r#type)).or_default() += row.mentions;
        })?;
        tables.each("mentions.csv", |_: MentionRow| all.mentions += 1)?;
        tables.each("dates.csv", |_: DateRow| all.dates += 1)?;
        tables.each("documents.csv", |row: DocumentRow| {
            all.documents += 1;
            *all.languages.entry(row.language).or_default() += 1;
            if !row.date.is_empty() {
                let (first, last) = all
                    .published
                    .get_or_insert_with(|| (row.date.clone(), row.date.clone()));
                if row.date < *first {
                    *first = row.date;
                } else if row.date > *last {
                    *last = row.date;
                }
            }
        })?;
        Ok(all)
    }
}

/// The second pass: the documents with the most quotes and deadlines, in the order of the tables, and their rows.
#[derive(Debug, Default)]
pub(super) struct Shown {
    pub documents: Vec<DocumentRow>,
    /// For each of them its rows.
    pub rows: Vec<DocumentRows>,
}

/// The rows of one document.
#[derive(Debug, Default)]
pub(super) struct DocumentRows {
    pub mentions: Vec<MentionRow>,
    pub quotes: Vec<QuoteRow>,
    pub dates: Vec<DateRow>,
    pub deadlines: Vec<DeadlineRow>,
}

impl Shown {
    pub fn choose(tables: TableFolder<'_>, overview: &Overview, limit: usize) -> Result<Self, ReportError> {
        let mut ranks: Vec<(Reverse<usize>, usize)> = Vec::with_capacity(overview.documents);
        tables.each("documents.csv", |row: DocumentRow| {
            let weight = overview.weights.get(&row.doc_id).copied().unwrap_or(0);
            ranks.push((Reverse(weight), ranks.len()));
        })?;
        ranks.sort_unstable();
        ranks.truncate(limit);
        let mut chosen: Vec<usize> = ranks.into_iter().map(|(_, index)| index).collect();
        chosen.sort_unstable();

        let mut shown = Self::default();
        let (mut index, mut next) = (0, chosen.into_iter().peekable());
        tables.each("documents.csv", |row: DocumentRow| {
            if next.next_if_eq(&index).is_some() {
                shown.documents.push(row);
            }
            index += 1;
        })?;
        let mut places = HashMap::new();
        for (place, row) in shown.documents.iter().enumerate() {
            places.entry(row.doc_id.clone()).or_insert(place);
        }
        shown
            .rows
            .resize_with(shown.documents.len(), DocumentRows::default);
        let rows = &mut shown.rows;
        tables.each("mentions.csv", |row: MentionRow| {
            if let Some(&place) = places.get(&row.doc_id) {
                rows[place].mentions.push(row);
            }
        })?;
        tables.each("quotes.csv", |row: QuoteRow| {
            if let Some(&place) = places.get(&row.doc_id) {
                rows[place].quotes.push(row);
            }
        })?;
        tables.each("dates.csv", |row: DateRow| {
            if let Some(&place) = places.get(&row.doc_id) {
                rows[place].dates.push(row);
            }
        })?;
        tables.each("deadlines.csv", |row: DeadlineRow| {
            if let Some(&place) = places.get(&row.doc_id) {
                rows[place].deadlines.push(row);
            }
        })?;
        Ok(shown)
    }
}
