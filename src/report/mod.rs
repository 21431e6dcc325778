//! The report: one self-contained page over the tables of a folder.
//!
//! The page loads nothing, needs no network and escapes everything that comes from a document.

mod marks;
mod rows;
mod timeline;

use std::collections::{BTreeMap, HashMap};
use std::path::Path;

use askama::Template;

pub use rows::{DocumentRow, ReportError};

use marks::{Mark, Piece};
use rows::{DeadlineRow, QuoteRow, Tables};
use timeline::Timeline;

/// How many bars a chart has.
const BARS: usize = 20;

/// What goes into a report.
#[derive(Debug, Clone)]
pub struct ReportOptions {
    /// How many documents are shown with their text, those with the most quotes and deadlines first.
    pub documents: usize,
}

impl Default for ReportOptions {
    fn default() -> Self {
        Self { documents: 100 }
    }
}

/// Makes the page for the tables in `folder`.
///
/// `text_of` gives the text of a document, read from its source again; `None` where it is gone, and the page says so.
///
/// # Errors
///
/// A folder without tables, and tables that cannot be read or have other columns than this version writes.
pub fn render(
    folder: &Path,
    options: &ReportOptions,
    text_of: impl FnMut(&DocumentRow) -> Option<String>,
) -> Result<String, ReportError> {
    let tables = Tables::read(folder)?;
    let page = Page::new(&tables, options, text_of);
    // The template writes into a string, which cannot fail.
    Ok(page.render().unwrap_or_default())
}

#[derive(Template)]
#[template(path = "report.html")]
struct Page<'t> {
    tiles: Vec<(&'static str, usize)>,
    by_mentions: Vec<Bar>,
    by_quotes: Vec<Bar>,
    quotes: Vec<&'t QuoteRow>,
    quotes_in_all: usize,
    deadlines: &'t [DeadlineRow],
    timeline: Timeline,
    texts: Vec<Text<'t>>,
    documents_in_all: usize,
    texts_gone: usize,
    version: &'static str,
    fingerprint: String,
}

/// A bar of a chart; its share of the longest, 0 to 100.
struct Bar {
    label: String,
    kind: String,
    count: usize,
    share: usize,
}

/// A document with its marked text.
struct Text<'t> {
    row: &'t DocumentRow,
    pieces: Vec<Piece>,
}

/// How many quotes the table on the page holds at most.
const QUOTES: usize = 5000;

impl<'t> Page<'t> {
    fn new(
        tables: &'t Tables,
        options: &ReportOptions,
        mut text_of: impl FnMut(&DocumentRow) -> Option<String>,
    ) -> Self {
        let mut marks = collect_marks(tables);
        let mut weight: HashMap<&str, usize> = HashMap::new();
        let ids = tables
            .quotes
            .iter()
            .map(|row| &row.doc_id)
            .chain(tables.deadlines.iter().map(|row| &row.doc_id));
        for id in ids {
            *weight.entry(id).or_default() += 1;
        }
        let mut shown: Vec<&DocumentRow> = tables.documents.iter().collect();
        shown.sort_by_key(|row| std::cmp::Reverse(weight.get(row.doc_id.as_str()).copied().unwrap_or(0)));
        shown.truncate(options.documents);
        let mut texts_gone = 0;
        let mut texts = Vec::new();
        for row in shown {
            let found = marks.remove(row.doc_id.as_str()).unwrap_or_default();
            match text_of(row) {
                Some(text) => texts.push(Text {
                    row,
                    pieces: marks::pieces(&text, &found),
                }),
                None => texts_gone += 1,
            }
        }
        let speaking = tables.quotes.iter().filter(|row| !row.speaker_actor.is_empty());
        Self {
            tiles: vec![
                ("documents", tables.documents.len()),
                ("actors", tables.actors.len()),
                ("quotes", tables.quotes.len()),
                ("dates", tables.dates.len()),
                ("deadlines", tables.deadlines.len()),
            ],
            by_mentions: bars(
                tables
                    .actors
                    .iter()
                    .map(|row| (row.name.as_str(), row.r#type.as_str(), row.mentions)),
            ),
            by_quotes: bars(speaking.map(|row| (row.speaker_actor.as_str(), "", 1))),
            quotes: tables.quotes.iter().take(QUOTES).collect(),
            quotes_in_all: tables.quotes.len(),
            deadlines: &tables.deadlines,
            timeline: Timeline::new(&tables.deadlines),
            texts,
            documents_in_all: tables.documents.len(),
            texts_gone,
            version: env!("CARGO_PKG_VERSION"),
            fingerprint: fingerprint(tables),
        }
    }
}

fn collect_marks(tables: &Tables) -> HashMap<&str, Vec<Mark>> {
    let mut marks: HashMap<&str, Vec<Mark>> = HashMap::new();
    for row in &tables.mentions {
        marks.entry(&row.doc_id).or_default().push(Mark {
            start: row.start,
            end: row.end,
            class: format!("mention {}", row.r#type),
            label: format!("{} ({}, {})", row.name, row.r#type, row.kind),
            anchor: String::new(),
        });
    }
    for row in &tables.quotes {
        let label = format!(
            "{} quote: {}",
            row.r#type,
            if row.speaker_actor.is_empty() {
                "?"
            } else {
                &row.speaker_actor
            }
        );
        let spans = row.spans.split(';').filter_map(|span| {
            let (start, end) = span.split_once('-')?;
            Some((start.parse().ok()?, end.parse().ok()?))
        });
        let mut spans: Vec<(usize, usize)> = spans.collect();
        if spans.is_empty() {
            spans.push((row.start, row.end));
        }
        for (part, (start, end)) in spans.into_iter().enumerate() {
            let anchor = if part == 0 {
                format!("q-{}-{}", row.doc_id, row.quote_id)
            } else {
                String::new()
            };
            marks.entry(&row.doc_id).or_default().push(Mark {
                start,
                end,
                class: format!("quote {}", row.r#type),
                label: label.clone(),
                anchor,
            });
        }
    }
    for row in &tables.dates {
        marks.entry(&row.doc_id).or_default().push(Mark {
            start: row.start,
            end: row.end,
            class: "date".to_owned(),
            label: format!(
                "{} {} {}",
                row.r#type,
                row.value,
                days(&row.earliest, &row.latest)
            ),
            anchor: String::new(),
        });
    }
    for row in &tables.deadlines {
        marks.entry(&row.doc_id).or_default().push(Mark {
            start: row.start,
            end: row.end,
            class: format!("deadline {}", row.kind),
            label: format!(
                "{}: {} {}",
                row.kind,
                row.action,
                days(&row.earliest, &row.latest)
            ),
            anchor: format!("d-{}-{}", row.doc_id, row.deadline_id),
        });
    }
    marks
}

fn days(earliest: &str, latest: &str) -> String {
    match (earliest, latest) {
        ("", "") => String::new(),
        (a, b) if a == b => format!("({a})"),
        (a, b) => format!("({a} to {b})"),
    }
}

/// The longest bars, names of one spelling and type together.
fn bars<'a>(counts: impl Iterator<Item = (&'a str, &'a str, usize)>) -> Vec<Bar> {
    let mut sums: BTreeMap<(&str, &str), usize> = BTreeMap::new();
    for (name, kind, count) in counts {
        *sums.entry((name, kind)).or_default() += count;
    }
    let mut sums: Vec<_> = sums.into_iter().collect();
    sums.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(&b.0)));
    sums.truncate(BARS);
    let longest = sums.first().map_or(1, |(_, count)| (*count).max(1));
    sums.into_iter()
        .map(|((label, kind), count)| Bar {
            label: label.to_owned(),
            kind: kind.to_owned(),
            count,
            share: 100 * count / longest,
        })
        .collect()
}

/// A short hash of the documents (FNV-1a over their rows), so that two reports can be told to be of one input.
fn fingerprint(tables: &Tables) -> String {
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    for row in &tables.documents {
        for byte in [&row.doc_id, &row.source, &row.date]
            .into_iter()
            .flat_map(|field| field.bytes().chain([0]))
        {
            hash = (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3);
        }
    }
    format!("{hash:016x}")
}

#[cfg(test)]
mod tests;
