//! `--explain`: a document on the terminal, with what was found in it marked, and listed below.
//!
//! Where the terminal has colours (and NO_COLOR is not set) marks are colours and styles, which can lie over each other;
//! elsewhere they are brackets with the kind behind the words: `[Angela Merkel|PER]`.

use std::fmt::Write;

use anstyle::{AnsiColor, Style};

use crate::analysis::{Analysis, EntityType, Quote};
use crate::text::Span;
use crate::write::{Found, Render, Table};

/// Shows documents with what belongs to `tables`.
pub(super) struct Explain {
    pub tables: Vec<Table>,
    pub coloured: bool,
}

/// What is marked in the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Look {
    Name(EntityType),
    Quote,
    Speaker,
    Cue,
    Date,
    Deadline,
}

#[derive(Debug, Clone, Copy)]
struct Mark {
    span: Span,
    look: Look,
}

impl Look {
    fn label(self) -> &'static str {
        match self {
            Look::Name(entity) => entity.as_str(),
            Look::Quote => "quote",
            Look::Speaker => "speaker",
            Look::Cue => "cue",
            Look::Date => "date",
            Look::Deadline => "deadline",
        }
    }

    /// The style with this look laid over it. Names and dates colour, everything else changes the letters, so that all
    /// can be seen together.
    fn over(self, style: Style) -> Style {
        let colour = |colour: AnsiColor| style.fg_color(Some(colour.into()));
        match self {
            Look::Name(EntityType::Person) => colour(AnsiColor::BrightBlue),
            Look::Name(EntityType::Organisation) => colour(AnsiColor::BrightYellow),
            Look::Name(EntityType::Location) => colour(AnsiColor::BrightGreen),
            Look::Name(EntityType::Other) => colour(AnsiColor::BrightMagenta),
            Look::Quote => style.underline(),
            Look::Speaker => style.bold(),
            Look::Cue => style.italic(),
            Look::Date => colour(AnsiColor::BrightCyan),
            Look::Deadline => colour(AnsiColor::BrightRed).invert(),
        }
    }
}

impl Render for Explain {
    /// The page.
    type Rows = Vec<u8>;

    fn render(&self, found: &Found<'_>) -> Vec<u8> {
        let (document, analysis) = (found.document(), found.analysis());
        let quotes: Vec<&Quote> = found.wanted_quotes().map(|(_, quote)| quote).collect();
        let marks = self.marks(analysis, &quotes);
        let mut out = String::new();
        // writing into a string cannot fail
        let _ = self.head(found, &marks, &mut out);
        out.push_str(&self.text(&document.text, &marks));
        out.push('\n');
        let _ = self.lists(&document.text, analysis, &quotes, &mut out);
        out.push('\n');
        out.into_bytes()
    }
}

impl Explain {
    fn shows(&self, table: Table) -> bool {
        self.tables.contains(&table)
    }

    fn marks(&self, analysis: &Analysis, quotes: &[&Quote]) -> Vec<Mark> {
        let mut marks = Vec::new();
        let mut mark = |span, look| marks.push(Mark { span, look });
        if self.shows(Table::Actors) || self.shows(Table::Mentions) {
            for mention in &analysis.mentions {
                mark(mention.span, Look::Name(mention.entity));
            }
        }
        if self.shows(Table::Quotes) {
            for quote in quotes {
                quote.spans.iter().for_each(|&span| mark(span, Look::Quote));
                quote.cue.iter().for_each(|&span| mark(span, Look::Cue));
                quote.speaker.iter().for_each(|&span| mark(span, Look::Speaker));
            }
        }
        if self.shows(Table::Dates) {
            analysis.dates.iter().for_each(|date| mark(date.span, Look::Date));
        }
        if self.shows(Table::Deadlines) {
            for deadline in &analysis.deadlines {
                mark(deadline.span, Look::Deadline);
            }
        }
        marks.retain(|mark| !mark.span.is_empty());
        marks.sort_by_key(|mark| (mark.span.start, std::cmp::Reverse(mark.span.end)));
        // a place that is the speaker of two quotes is marked once
        marks.dedup_by_key(|mark| (mark.span, mark.look));
        marks
    }

    fn styled(&self, style: Style, text: &str) -> String {
        if self.coloured {
            format!("{style}{text}{style:#}")
        } else {
            text.to_owned()
        }
    }

    /// What the document is, and what the marks mean.
    fn head(&self, found: &Found<'_>, marks: &[Mark], out: &mut String) -> std::fmt::Result {
        let (document, analysis) = (found.document(), found.analysis());
        let mut head = vec![document.id.clone(), analysis.language.code().to_owned()];
        head.extend(analysis.date.map(|date| date.to_string()));
        if !document.title.is_empty() {
            head.push(document.title.clone());
        }
        writeln!(out, "{}", self.styled(Style::new().bold(), &head.join("  ")))?;
        if self.coloured {
            let mut legend: Vec<String> = Vec::new();
            for mark in marks {
                let one = self.styled(mark.look.over(Style::new()), mark.look.label());
                if !legend.contains(&one) {
                    legend.push(one);
                }
            }
            legend.sort();
            writeln!(out, "{}", legend.join("  "))?;
        }
        writeln!(out)
    }

    fn text(&self, text: &str, marks: &[Mark]) -> String {
        let mut cuts: Vec<u32> = marks
            .iter()
            .flat_map(|mark| [mark.span.start, mark.span.end])
            .chain([0, text.len() as u32])
            .collect();
        cuts.sort_unstable();
        cuts.dedup();
        let mut out = String::with_capacity(text.len() * 2);
        let mut open: Vec<Mark> = Vec::new();
        let mut next = marks.iter().peekable();
        for window in cuts.windows(2) {
            let piece = Span::new(window[0] as usize, window[1] as usize);
            while let Some(&&mark) = next.peek().filter(|mark| mark.span.start <= piece.start) {
                next.next();
                open.push(mark);
                if !self.coloured {
                    out.push('[');
                }
            }
            let style = open
                .iter()
                .fold(Style::new(), |style, mark| mark.look.over(style));
            if self.coloured && !open.is_empty() {
                // a style does not run over the end of a line
                for (at, line) in piece.of(text).split('\n').enumerate() {
                    out.push_str(if at > 0 { "\n" } else { "" });
                    out.push_str(&self.styled(style, line));
                }
            } else {
                out.push_str(piece.of(text));
            }
            // the innermost closes first
            for mark in open.iter().rev().filter(|mark| mark.span.end <= piece.end) {
                if !self.coloured {
                    let _ = write!(out, "|{}]", mark.look.label());
                }
            }
            open.retain(|mark| mark.span.end > piece.end);
        }
        out.trim_end().to_owned()
    }

    fn lists(
        &self,
        text: &str,
        analysis: &Analysis,
        quotes: &[&Quote],
        out: &mut String,
    ) -> std::fmt::Result {
        let name = |actor: Option<u32>| {
            actor
                .and_then(|actor| analysis.actors.get(actor as usize))
                .map(|actor| actor.name.as_str())
        };
        let days = |bounds: Option<crate::analysis::Days>| match bounds {
            Some(days) if days.earliest == days.latest => days.latest.to_string(),
            Some(days) => format!("{} to {}", days.earliest, days.latest),
            None => "no day".to_owned(),
        };
        if self.shows(Table::Actors) {
            self.title("actors", analysis.actors.len(), out)?;
            for actor in &analysis.actors {
                let mut about = vec![actor.entity.as_str().to_owned()];
                if !actor.role.is_empty() {
                    about.push(actor.role.to_string());
                }
                about.push(format!("{} times", actor.mentions));
                if !actor.aliases.is_empty() {
                    about.push(format!("also {}", actor.aliases.join(", ")));
                }
                writeln!(out, "  {}: {}", actor.name, about.join("; "))?;
            }
        }
        if self.shows(Table::Quotes) {
            self.title("quotes", quotes.len(), out)?;
            for quote in quotes {
                let words: Vec<String> = quote.spans.iter().map(|span| one_line(span.of(text))).collect();
                let speaker = quote.speaker.map(|span| one_line(span.of(text)));
                let who = match (name(quote.speaker_actor), speaker) {
                    (Some(actor), Some(words)) if actor != words => format!("{actor} (\"{words}\")"),
                    (Some(actor), _) => actor.to_owned(),
                    (None, Some(words)) => words,
                    (None, None) => "nobody named".to_owned(),
                };
                let cue: Vec<&str> = quote.cue.iter().map(|span| span.of(text)).collect();
                writeln!(out, "  {}: {}", quote.kind.as_str(), words.join(" … "))?;
                write!(out, "      said by {who}")?;
                if !cue.is_empty() {
                    write!(out, ", cue \"{}\"", cue.join(" … "))?;
                }
                writeln!(out, ", confidence {:.2}", quote.confidence)?;
            }
        }
        if self.shows(Table::Dates) {
            self.title("dates", analysis.dates.len(), out)?;
            for date in &analysis.dates {
                let value = format!("{} {} {}", date.kind.as_str(), date.value, date.modifier);
                let words = one_line(date.span.of(text));
                writeln!(out, "  {words}: {}, {}", value.trim_end(), days(date.bounds))?;
            }
        }
        if self.shows(Table::Deadlines) {
            self.title("deadlines", analysis.deadlines.len(), out)?;
            for deadline in &analysis.deadlines {
                let (kind, days) = (deadline.kind.as_str(), days(deadline.bounds));
                writeln!(out, "  {days}, {kind}: {}", one_line(&deadline.action))?;
                if !deadline.responsible.is_empty() {
                    writeln!(out, "      for {}", one_line(&deadline.responsible))?;
                }
            }
        }
        Ok(())
    }

    fn title(&self, title: &str, count: usize, out: &mut String) -> std::fmt::Result {
        let title = self.styled(Style::new().bold(), title);
        let none = if count == 0 { ": none" } else { "" };
        writeln!(out, "\n{title}{none}")
    }
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::write::RowOptions;
    use crate::{Document, Pipeline};

    fn explained(tables: &[Table], coloured: bool) -> String {
        let document = Document::new("1", "„Wir liefern bis 1. Mai 2024“, sagte Angela Merkel.");
        let analysis = Pipeline::new().analyse(&document);
        let found = Found::new(&document, &analysis, RowOptions::default());
        let explain = Explain {
            tables: tables.to_vec(),
            coloured,
        };
        String::from_utf8(explain.render(&found)).unwrap()
    }

    #[test]
    fn without_colours_brackets_mark() {
        let shown = explained(&[Table::Mentions, Table::Dates], false);
        assert!(shown.contains("[Angela Merkel|PER]."), "{shown}");
        assert!(shown.contains("bis [1. Mai 2024|date]“"), "{shown}");
        assert!(
            shown.contains("1. Mai 2024: DATE 2024-05-01, 2024-05-01"),
            "{shown}"
        );
        assert!(!shown.contains('\u{1b}'));
    }

    #[test]
    fn colours_leave_the_words_alone() {
        let shown = explained(&[Table::Quotes, Table::Dates], true);
        assert!(shown.contains("\u{1b}["), "{shown}");
        let plain = anstream::adapter::strip_str(&shown).to_string();
        assert!(
            plain.contains("„Wir liefern bis 1. Mai 2024“, sagte Angela Merkel."),
            "{plain}"
        );
    }
}
