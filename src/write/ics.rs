//! Deadlines as a calendar (RFC 5545), for Outlook, Google, Thunderbird and others.

use jiff::ToSpan;
use jiff::civil::Date;

use super::{Found, Hash, Render};
use crate::analysis::{Certainty, Days, Deadline, DeadlineKind};
use crate::language::Language;

/// Makes an all-day event of every deadline that has its days. A deadline told twice in a document is one event; what is
/// only denied ("muss nicht bis …") is none.
///
/// An event of kind due or expiry lies on the last of its days, others on all of them; a period longer than
/// [`LONGEST_EVENT`] days ("2027") stands on its first day, and its description names both ends. The identifier of an
/// event hangs on document, place and days, so that a calendar that is imported again changes its events and adds none.
#[derive(Debug, Clone, Copy, Default)]
pub struct IcsRenderer;

/// Longer periods become events of one day.
pub const LONGEST_EVENT: i32 = 10;

impl IcsRenderer {
    /// What stands before the first event.
    pub fn begin() -> Vec<u8> {
        let mut out = Vec::new();
        line(&mut out, "BEGIN:VCALENDAR");
        line(&mut out, "VERSION:2.0");
        line(&mut out, "PRODID:-//depesche//depesche//EN");
        line(&mut out, "CALSCALE:GREGORIAN");
        line(&mut out, "METHOD:PUBLISH");
        line(&mut out, "X-WR-CALNAME:depesche");
        out
    }

    /// What stands behind the last one.
    pub fn end() -> Vec<u8> {
        let mut out = Vec::new();
        line(&mut out, "END:VCALENDAR");
        out
    }
}

impl Render for IcsRenderer {
    type Rows = Vec<u8>;

    fn render(&self, found: &Found<'_>) -> Vec<u8> {
        let mut out = Vec::new();
        let mut told = Vec::new();
        for deadline in found.wanted_deadlines() {
            let Some(days) = deadline.bounds.filter(|_| !deadline.negated) else {
                continue;
            };
            if !told.contains(&deadline.same_as) {
                told.push(deadline.same_as);
                event(found, deadline, days, &mut out);
            }
        }
        out
    }
}

fn event(found: &Found<'_>, deadline: &Deadline, days: Days, out: &mut Vec<u8>) {
    let (document, analysis) = (found.document(), found.analysis());
    let (first, last) = shown(deadline.kind, days);
    let next = last.checked_add(1.day()).unwrap_or(last);
    let mut hash = Hash::default();
    let place = format!(
        "{}\0{}\0{}\0{first}\0{last}",
        document.id,
        deadline.span.start,
        deadline.kind.as_str()
    );
    hash.add(place.as_bytes());

    line(out, "BEGIN:VEVENT");
    line(out, &format!("UID:{hash}@depesche"));
    // the day of the document, so that the same input gives the same bytes
    let stamp = analysis.date.unwrap_or(first);
    line(out, &format!("DTSTAMP:{}T000000Z", basic(stamp)));
    line(out, &format!("DTSTART;VALUE=DATE:{}", basic(first)));
    line(out, &format!("DTEND;VALUE=DATE:{}", basic(next)));
    let title = title(deadline.kind, analysis.language);
    line(out, &format!("SUMMARY:{title}: {}", escaped(&deadline.action)));
    line(
        out,
        &format!("DESCRIPTION:{}", escaped(&description(found, deadline, days))),
    );
    line(
        out,
        &format!("CATEGORIES:{}", deadline.kind.as_str().to_uppercase()),
    );
    let status = match deadline.certainty {
        Certainty::Planned => "CONFIRMED",
        Certainty::Possible | Certainty::Demanded => "TENTATIVE",
    };
    line(out, &format!("STATUS:{status}"));
    line(out, "TRANSP:TRANSPARENT");
    line(out, "END:VEVENT");
}

/// The first and last day on which a deadline stands in the calendar.
fn shown(kind: DeadlineKind, days: Days) -> (Date, Date) {
    if matches!(kind, DeadlineKind::Due | DeadlineKind::Expiry) {
        return (days.latest, days.latest);
    }
    let length = days
        .earliest
        .until(days.latest)
        .map_or(0, |length| length.get_days());
    if length >= LONGEST_EVENT {
        (days.earliest, days.earliest)
    } else {
        (days.earliest, days.latest)
    }
}

fn title(kind: DeadlineKind, language: Language) -> &'static str {
    match (kind, language) {
        (DeadlineKind::Due, Language::German) => "Frist",
        (DeadlineKind::Effective, Language::German) => "Beginn",
        (DeadlineKind::Expiry, Language::German) => "Ende",
        (DeadlineKind::Scheduled, Language::German) => "Termin",
        (DeadlineKind::Due, _) => "Due",
        (DeadlineKind::Effective, _) => "Begins",
        (DeadlineKind::Expiry, _) => "Ends",
        (DeadlineKind::Scheduled, _) => "Scheduled",
    }
}

/// The sentence, who is bound, the days, the source; a line each.
fn description(found: &Found<'_>, deadline: &Deadline, days: Days) -> String {
    let (document, analysis) = (found.document(), found.analysis());
    let mut lines = Vec::new();
    let at = analysis
        .sentences
        .partition_point(|sentence| sentence.span.end <= deadline.span.start);
    if let Some(sentence) = analysis.sentences.get(at) {
        lines.push(sentence.span.of(&document.text).to_owned());
    }
    let actor = deadline
        .responsible_actor
        .and_then(|actor| analysis.actors.get(actor as usize));
    match actor {
        Some(actor) if actor.name != deadline.responsible => {
            lines.push(format!("→ {} ({})", deadline.responsible, actor.name));
        }
        _ => lines.push(format!("→ {}", deadline.responsible)),
    }
    if days.earliest == days.latest {
        lines.push(days.latest.to_string());
    } else {
        lines.push(format!("{} – {}", days.earliest, days.latest));
    }
    let source = [&*document.title, &*document.source, &*document.id];
    let source: Vec<&str> = source.into_iter().filter(|part| !part.is_empty()).collect();
    lines.push(source.join(" | "));
    lines.join("\n")
}

/// A day as 20200914.
fn basic(day: Date) -> String {
    format!("{:04}{:02}{:02}", day.year(), day.month(), day.day())
}

/// Text as RFC 5545 writes it (3.3.11); white space and control characters other than line ends become blanks.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\\' | ';' | ',' => out.extend(['\\', c]),
            '\n' => out.push_str("\\n"),
            c if c.is_control() => out.push(' '),
            c => out.push(c),
        }
    }
    out
}

/// How many octets a line may have (RFC 5545, 3.1).
const OCTETS: usize = 75;

/// Writes a content line, folded at 75 octets and never inside a character.
fn line(out: &mut Vec<u8>, content: &str) {
    let mut length = 0;
    for c in content.chars() {
        if length + c.len_utf8() > OCTETS {
            out.extend_from_slice(b"\r\n ");
            length = 1;
        }
        out.extend_from_slice(c.encode_utf8(&mut [0; 4]).as_bytes());
        length += c.len_utf8();
    }
    out.extend_from_slice(b"\r\n");
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::write::RowOptions;
    use crate::{Document, Pipeline};

    fn calendar(text: &str) -> String {
        let mut document = Document::new("a", text).with_language(Language::German);
        document.date = "2023-03-13".parse().ok();
        let analysis = Pipeline::new().analyse(&document);
        let events = IcsRenderer.render(&Found::new(&document, &analysis, RowOptions::default()));
        String::from_utf8([IcsRenderer::begin(), events, IcsRenderer::end()].concat()).unwrap()
    }

    #[test]
    fn a_deadline_is_an_all_day_event_on_its_last_day() {
        let calendar = calendar("Der Vorstand muss den Bericht bis Ende März vorlegen.");
        for line in [
            "DTSTART;VALUE=DATE:20230331\r\n",
            "DTEND;VALUE=DATE:20230401\r\n",
            "DTSTAMP:20230313T000000Z\r\n",
            "CATEGORIES:DUE\r\n",
        ] {
            assert!(calendar.contains(line), "{line:?} in {calendar}");
        }
        assert!(calendar.starts_with("BEGIN:VCALENDAR\r\n") && calendar.ends_with("END:VCALENDAR\r\n"));
    }

    #[test]
    fn a_deadline_told_twice_is_one_event() {
        let calendar = calendar(
            "Das Gesetz tritt am 1. Juli in Kraft. Der Minister sagte, das Gesetz trete am 1. Juli in Kraft.",
        );
        assert_eq!(calendar.matches("BEGIN:VEVENT").count(), 1, "{calendar}");
    }

    #[test]
    fn marks_are_escaped_and_long_lines_folded_between_characters() {
        assert_eq!(escaped("a,b;c\\d\ne\tf"), "a\\,b\\;c\\\\d\\ne f");
        let mut out = Vec::new();
        line(&mut out, &"ü".repeat(100));
        let text = String::from_utf8(out).unwrap();
        let lines: Vec<&str> = text.split_terminator("\r\n").collect();
        assert!(lines.iter().all(|line| line.len() <= OCTETS), "{lines:?}");
        assert!(lines[1..].iter().all(|line| line.starts_with(' ')));
        assert_eq!(text.replace("\r\n ", "").trim_end(), "ü".repeat(100));
    }

    #[test]
    fn long_periods_stand_on_their_first_day() {
        let days = |a: &str, b: &str| Days {
            earliest: a.parse().unwrap(),
            latest: b.parse().unwrap(),
        };
        let year = days("2027-01-01", "2027-12-31");
        assert_eq!(shown(DeadlineKind::Scheduled, year).1.to_string(), "2027-01-01");
        assert_eq!(shown(DeadlineKind::Due, year).0.to_string(), "2027-12-31");
        let weekend = days("2027-01-02", "2027-01-03");
        assert_eq!(
            shown(DeadlineKind::Scheduled, weekend),
            (weekend.earliest, weekend.latest)
        );
    }
}
