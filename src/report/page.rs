//! What the template is filled with.

use std::collections::BTreeMap;

use askama::Template;

use super::marks::{self, Mark, Piece};
use super::overview::{DocumentRows, Overview, Shown};
use super::rows::{DeadlineRow, DocumentRow, QuoteRow};
use super::timeline::{self, Timeline};
use crate::write::RunInfo;

/// How many bars a chart has.
const BARS: usize = 15;

#[derive(Template)]
#[template(path = "report.html")]
pub(super) struct Page<'t> {
    tiles: Vec<(&'static str, String)>,
    languages: String,
    published: String,
    by_mentions: Vec<Bar<'t>>,
    by_quotes: Vec<Bar<'t>>,
    quotes: Vec<Quote<'t>>,
    speakers: Vec<&'t str>,
    deadlines: Vec<Deadline<'t>>,
    timeline: Timeline,
    texts: Vec<Text<'t>>,
    /// Where not every document is shown: how many of how many.
    part: Option<(String, String)>,
    texts_gone: usize,
    /// Tables that the folder lacks.
    missing: Vec<&'static str>,
    version: &'static str,
    run: Option<&'t RunInfo>,
}

/// A bar of a chart; its share of the longest, 0 to 100.
struct Bar<'t> {
    label: &'t str,
    kind: &'t str,
    count: String,
    share: f64,
}

/// A quote and the anchor of its passage; empty where the text is gone.
struct Quote<'t> {
    row: &'t QuoteRow,
    document: &'t DocumentRow,
    anchor: String,
}

/// A deadline and the anchor of its passage; empty where the text is gone.
struct Deadline<'t> {
    row: &'t DeadlineRow,
    document: &'t DocumentRow,
    anchor: String,
}

impl Deadline<'_> {
    fn days(&self) -> String {
        match days(&self.row.earliest, &self.row.latest) {
            none if none.is_empty() => "no day known".to_owned(),
            days => days,
        }
    }
}

/// A document with its marked text.
struct Text<'t> {
    row: &'t DocumentRow,
    quotes: usize,
    deadlines: usize,
    pieces: Vec<Piece>,
}

impl<'t> Page<'t> {
    pub fn new(
        overview: &'t Overview,
        shown: &'t Shown,
        texts: Vec<Option<String>>,
        run: Option<&'t RunInfo>,
        missing: Vec<&'static str>,
    ) -> Self {
        let mut page = Self {
            tiles: vec![
                ("documents", thousands(overview.documents)),
                ("actors", thousands(overview.actors)),
                ("quotes", thousands(overview.quotes)),
                ("dates", thousands(overview.dates)),
                ("deadlines", thousands(overview.deadlines)),
            ],
            languages: languages(overview),
            published: match &overview.published {
                Some((first, last)) if first == last => first.clone(),
                Some((first, last)) => format!("{first} to {last}"),
                None => String::new(),
            },
            by_mentions: bars(
                overview
                    .by_mentions
                    .iter()
                    .map(|((name, kind), count)| (name.as_str(), kind.as_str(), *count)),
            ),
            by_quotes: bars(overview.by_quotes.iter().map(|(name, count)| {
                let kind = overview.types.get(name).map_or("", String::as_str);
                (name.as_str(), kind, *count)
            })),
            quotes: Vec::new(),
            speakers: Vec::new(),
            deadlines: Vec::new(),
            timeline: Timeline::default(),
            texts: Vec::new(),
            part: (shown.documents.len() < overview.documents)
                .then(|| (thousands(shown.documents.len()), thousands(overview.documents))),
            texts_gone: 0,
            missing,
            version: env!("CARGO_PKG_VERSION"),
            run,
        };
        let texts = texts.into_iter().chain(std::iter::repeat(None));
        for (place, ((document, rows), text)) in
            shown.documents.iter().zip(&shown.rows).zip(texts).enumerate()
        {
            page.add(place, document, rows, text);
        }
        page.finish(shown);
        page
    }

    fn add(&mut self, place: usize, document: &'t DocumentRow, rows: &'t DocumentRows, text: Option<String>) {
        let anchor = |letter: char, number: usize| match text {
            Some(_) => format!("{letter}{place}-{number}"),
            None => String::new(),
        };
        for (number, row) in rows.quotes.iter().enumerate() {
            let anchor = anchor('q', number);
            self.quotes.push(Quote {
                row,
                document,
                anchor,
            });
        }
        for (number, row) in rows.deadlines.iter().enumerate() {
            let anchor = anchor('d', number);
            self.deadlines.push(Deadline {
                row,
                document,
                anchor,
            });
        }
        match text {
            Some(text) => self.texts.push(Text {
                row: document,
                quotes: rows.quotes.len(),
                deadlines: rows.deadlines.len(),
                pieces: marks::pieces(&text, &collect_marks(place, rows)),
            }),
            None => self.texts_gone += 1,
        }
    }

    fn finish(&mut self, shown: &'t Shown) {
        self.speakers = self
            .quotes
            .iter()
            .map(|quote| quote.row.speaker_actor.as_str())
            .filter(|speaker| !speaker.is_empty())
            .collect();
        self.speakers.sort_unstable();
        self.speakers.dedup();
        // by their days, those without any at the end
        self.deadlines.sort_by_key(|deadline| {
            let row = deadline.row;
            (row.latest.is_empty(), &row.latest, &row.earliest)
        });
        let deadlines = self
            .deadlines
            .iter()
            .map(|deadline| (deadline.row, deadline.anchor.as_str()));
        let dates = shown.rows.iter().flat_map(|rows| &rows.dates);
        self.timeline = Timeline::new(deadlines, dates);
    }
}

/// "German 3, English 2"
fn languages(overview: &Overview) -> String {
    let name = |code: &str| match code {
        "de" => "German".to_owned(),
        "en" => "English".to_owned(),
        other => other.to_owned(),
    };
    let counts = overview
        .languages
        .iter()
        .map(|(code, count)| format!("{} {}", thousands(*count), name(code)));
    counts.collect::<Vec<_>>().join(", ")
}

fn collect_marks(place: usize, rows: &DocumentRows) -> Vec<Mark> {
    let mut marks = Vec::new();
    let mut mark =
        |(start, end): (usize, usize), class: String, label: String, anchor: String, further: bool| {
            marks.push(Mark {
                start,
                end,
                class,
                label,
                anchor,
                further,
            });
        };
    for row in &rows.mentions {
        let class = format!("mention {}", row.r#type);
        let label = format!("{}: {} ({})", row.r#type, row.name, row.kind);
        mark((row.start, row.end), class, label, String::new(), false);
    }
    for (number, row) in rows.quotes.iter().enumerate() {
        let speaker = match row.speaker_actor.as_str() {
            "" => "nobody named",
            actor => actor,
        };
        let label = format!("{} quote, said by {speaker}", row.r#type);
        for (part, stretch) in row.stretches().into_iter().enumerate() {
            let class = format!("quote {}", row.r#type);
            mark(
                stretch,
                class,
                label.clone(),
                format!("q{place}-{number}"),
                part > 0,
            );
        }
        if let (Some(start), Some(end)) = (row.speaker_start, row.speaker_end) {
            let label = format!("speaker: {speaker}");
            mark((start, end), "speaker".to_owned(), label, String::new(), false);
        }
        if let (Some(start), Some(end)) = (row.cue_start, row.cue_end) {
            mark(
                (start, end),
                "cue".to_owned(),
                format!("cue: {}", row.cue),
                String::new(),
                false,
            );
        }
    }
    for row in &rows.dates {
        let label = format!(
            "{} {} {}",
            row.r#type,
            row.value,
            days(&row.earliest, &row.latest)
        );
        mark(
            (row.start, row.end),
            "date".to_owned(),
            label,
            String::new(),
            false,
        );
    }
    for (number, row) in rows.deadlines.iter().enumerate() {
        let label = format!(
            "{} {}: {}",
            row.kind,
            days(&row.earliest, &row.latest),
            row.action
        );
        let anchor = format!("d{place}-{number}");
        mark(
            (row.start, row.end),
            format!("deadline {}", row.kind),
            label,
            anchor,
            false,
        );
    }
    marks
}

/// A period as people read it.
pub(super) fn days(earliest: &str, latest: &str) -> String {
    match (earliest, latest) {
        (one, other) if one == other => one.to_owned(),
        (earliest, "") => format!("from {earliest}"),
        ("", latest) => format!("until {latest}"),
        (earliest, latest) => format!("{earliest} to {latest}"),
    }
}

/// The longest bars, names of one spelling and type together.
fn bars<'t>(counts: impl Iterator<Item = (&'t str, &'t str, usize)>) -> Vec<Bar<'t>> {
    let mut sums: Vec<_> = counts.filter(|(.., count)| *count > 0).collect();
    sums.sort_by(|a, b| b.2.cmp(&a.2).then(a.cmp(b)));
    sums.truncate(BARS);
    let longest = sums.first().map_or(1, |(.., count)| *count) as f64;
    sums.into_iter()
        .map(|(label, kind, count)| Bar {
            label,
            kind,
            count: thousands(count),
            share: (1000.0 * count as f64 / longest).round() / 10.0,
        })
        .collect()
}

/// 1234567 as "1,234,567".
fn thousands(number: usize) -> String {
    let digits = number.to_string();
    let mut out = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

impl Page<'_> {
    /// How many deadlines there are of each kind.
    fn kinds(&self) -> BTreeMap<&str, usize> {
        let mut kinds = BTreeMap::new();
        for deadline in &self.deadlines {
            *kinds.entry(deadline.row.kind.as_str()).or_default() += 1;
        }
        kinds
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_readable() {
        assert_eq!(
            [0, 999, 1000, 1234567].map(thousands),
            ["0", "999", "1,000", "1,234,567"]
        );
        assert_eq!(days("2024-05-01", "2024-05-01"), "2024-05-01");
        assert_eq!(days("", ""), "");
    }
}
