//! Reads brat standoff as gold: what `depesche export brat` writes, corrected by people, and the usual type names of others.
//!
//! Quotes take their speaker from a `SpeakerOf` relation (its note says who that is), time expressions and deadlines
//! their value and days from notes, deadlines their kind from the attribute `DeadlineKind`.

use std::collections::BTreeMap;

use super::gold::AnnotatedRow;

/// A text-bound annotation and what is said about it.
#[derive(Debug, Default)]
struct Bound<'t> {
    kind: &'t str,
    spans: Vec<(usize, usize)>,
    text: &'t str,
    note: &'t str,
    deadline: &'t str,
    speaker: Option<u64>,
}

/// The rows of one `.ann` file. `source` is the text that the offsets point into; where it is empty, words are taken from
/// the file itself.
///
/// # Errors
///
/// A line that is no standoff, with its number.
pub(super) fn rows(id: &str, ann: &str, source: &str) -> Result<Vec<AnnotatedRow>, String> {
    let mut bounds: BTreeMap<u64, Bound<'_>> = BTreeMap::new();
    let mut rest = Vec::new();
    for (number, line) in ann.lines().enumerate().filter(|(_, line)| !line.is_empty()) {
        let bad = |what: &str| format!("line {}: {what}: {line:?}", number + 1);
        let mut fields = line.splitn(3, '\t');
        let (name, what) = (
            fields.next().unwrap_or_default(),
            fields.next().unwrap_or_default(),
        );
        let words = fields.next().unwrap_or_default();
        if let Some(key) = name.strip_prefix('T') {
            let key = key.parse().map_err(|_| bad("no number after T"))?;
            let (kind, places) = what
                .split_once(' ')
                .ok_or_else(|| bad("no type and offsets after the first tab"))?;
            let spans = places.split(';').map(|place| {
                let (start, end) = place.split_once(' ')?;
                Some((start.parse().ok()?, end.parse().ok()?))
            });
            let spans = spans
                .collect::<Option<Vec<_>>>()
                .ok_or_else(|| bad("offsets are no pairs of numbers"))?;
            let bound = Bound {
                kind,
                spans,
                text: words,
                ..Bound::default()
            };
            bounds.insert(key, bound);
        } else {
            rest.push((name, what, words));
        }
    }
    for (name, what, words) in rest {
        let mut parts = what.split(' ');
        let kind = parts.next().unwrap_or_default();
        match name.chars().next() {
            Some('#') => {
                if let Some(bound) = parts.next().and_then(key).and_then(|key| bounds.get_mut(&key)) {
                    bound.note = words;
                }
            }
            Some('A' | 'M') if kind == "DeadlineKind" => {
                let bound = parts.next().and_then(key).and_then(|key| bounds.get_mut(&key));
                if let (Some(bound), Some(value)) = (bound, parts.next()) {
                    bound.deadline = value;
                }
            }
            Some('R') if kind == "SpeakerOf" => {
                let argument = |part: Option<&str>| part?.split_once(':').and_then(|(_, of)| key(of));
                let (speaker, quote) = (argument(parts.next()), argument(parts.next()));
                if let Some(bound) = quote.and_then(|quote| bounds.get_mut(&quote)) {
                    bound.speaker = speaker;
                }
            }
            // other relations, events, normalisations are nothing that is scored
            _ => {}
        }
    }
    let lines = LineBreaks::new(source);
    Ok(bounds
        .values()
        .filter_map(|bound| row(id, bound, &bounds, &lines))
        .collect())
}

fn key(name: &str) -> Option<u64> {
    name.strip_prefix('T')?.parse().ok()
}

fn row(
    id: &str,
    bound: &Bound<'_>,
    bounds: &BTreeMap<u64, Bound<'_>>,
    lines: &LineBreaks,
) -> Option<AnnotatedRow> {
    let kind = bound.kind.to_ascii_lowercase();
    let (table, mut fields): (_, Vec<&str>) = match kind.as_str() {
        "per" | "person" => ("mentions", vec!["PER", bound.note]),
        "org" | "organization" | "organisation" => ("mentions", vec!["ORG", bound.note]),
        "loc" | "location" | "gpe" => ("mentions", vec!["LOC", bound.note]),
        "misc" => ("mentions", vec!["MISC", bound.note]),
        "date" | "time" | "duration" | "set" => {
            let (value, modifier) = bound.note.split_once(' ').unwrap_or((bound.note, ""));
            let kind = match kind.as_str() {
                "date" => "DATE",
                "time" => "TIME",
                "duration" => "DURATION",
                _ => "SET",
            };
            ("dates", vec![kind, value, modifier])
        }
        "deadline" => {
            let days = bound.note.split(' ').next().unwrap_or_default().trim_matches('-');
            let (earliest, latest) = days.split_once('/').unwrap_or((days, days));
            ("deadlines", vec![bound.deadline, earliest, latest])
        }
        quote => {
            let kind = match quote.strip_suffix("quote")? {
                "direct" => "direct",
                "partial" => "partial",
                "indirect" => "indirect",
                "reported" => "reported",
                _ => return None,
            };
            let speaker = bound.speaker.and_then(|speaker| bounds.get(&speaker));
            let words = speaker.map_or("", |speaker| speaker.text);
            let actor = speaker.map_or("", |speaker| speaker.note);
            (
                "quotes",
                vec![kind, words, if actor.is_empty() { words } else { actor }],
            )
        }
    };
    fields.insert(0, id);
    let mut fields: Vec<String> = fields.into_iter().map(str::to_owned).collect();
    let spans = lines.joined(&bound.spans);
    let (start, end) = (
        spans.iter().map(|(start, _)| *start).min()?,
        spans.iter().map(|(_, end)| *end).max()?,
    );
    fields.extend([start.to_string(), end.to_string()]);
    let several: Vec<String> = spans
        .iter()
        .map(|(start, end)| format!("{start}-{end}"))
        .collect();
    fields.push(if spans.len() > 1 {
        several.join(";")
    } else {
        String::new()
    });
    Some((table, fields))
}

/// Where the text has nothing but blanks: brat cuts a span at every line break, and those are no gaps.
struct LineBreaks {
    blank: Vec<bool>,
}

impl LineBreaks {
    fn new(source: &str) -> Self {
        Self {
            blank: source.chars().map(char::is_whitespace).collect(),
        }
    }

    /// The spans with those together that only blanks with a line break part.
    fn joined(&self, spans: &[(usize, usize)]) -> Vec<(usize, usize)> {
        let mut joined: Vec<(usize, usize)> = Vec::new();
        for &(start, end) in spans {
            match joined.last_mut() {
                Some((_, last)) if self.only_blanks(*last, start) => *last = end,
                _ => joined.push((start, end)),
            }
        }
        joined
    }

    fn only_blanks(&self, from: usize, to: usize) -> bool {
        self.blank
            .get(from..to)
            .is_some_and(|gap| gap.iter().all(|blank| *blank))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn annotations_become_rows_with_what_notes_and_relations_say() {
        let ann = "T1\tORG 2 12\tÜmit & Co.\nT2\tIndirectQuote 13 18;19 33\ttagen am 3. Mai 2021\n\
                   T3\tSpeaker 2 12\tÜmit & Co.\nT4\tDate 22 33\t3. Mai 2021\nT5\tDeadline 22 33\t3. Mai 2021\n\
                   R1\tSpeakerOf Arg1:T3 Arg2:T2\nA1\tDeadlineKind T5 scheduled\n\
                   #1\tAnnotatorNotes T4\t2021-05-03\n#2\tAnnotatorNotes T3\tÜmit\n#3\tAnnotatorNotes T5\t2021-05-03 tagen\n";
        let rows = rows("a", ann, "😀 Ümit & Co. tagen\nam 3. Mai 2021.").unwrap();
        let fields = |table: &str| -> Vec<&str> {
            let (_, fields) = rows.iter().find(|(name, _)| *name == table).unwrap();
            fields.iter().map(String::as_str).collect()
        };
        assert_eq!(fields("mentions"), ["a", "ORG", "", "2", "12", ""]);
        assert_eq!(
            fields("quotes"),
            ["a", "indirect", "Ümit & Co.", "Ümit", "13", "33", ""]
        );
        assert_eq!(fields("dates"), ["a", "DATE", "2021-05-03", "", "22", "33", ""]);
        assert_eq!(
            fields("deadlines"),
            ["a", "scheduled", "2021-05-03", "2021-05-03", "22", "33", ""]
        );
    }

    #[test]
    fn a_line_that_is_none_is_told_with_its_number() {
        assert!(
            rows("a", "T1\tPER 0 3\tAda\nT2\tPER x\ty\n", "")
                .unwrap_err()
                .contains("line 2")
        );
        assert!(
            rows(
                "a",
                "T1\tPER 0 3\tAda\n*\tEquiv T1 T2\nN1\tReference T1 x:1\tAda\n",
                ""
            )
            .is_ok()
        );
    }
}
