//! What has to agree for a system's row to be right, table by table.

use super::table::Row;

/// How one table is scored.
pub(super) struct TableRules {
    /// The table's name, that of its file.
    pub table: &'static str,
    /// The columns that must be there.
    pub columns: &'static [&'static str],
    /// The column that holds the type.
    pub kind: &'static str,
    /// Which rows are counted at all.
    pub counts: fn(&Row<'_>) -> bool,
    /// What is counted.
    pub criteria: &'static [Criterion],
}

/// One way of counting.
pub(super) struct Criterion {
    pub name: &'static str,
    /// How well two rows agree, 0 for not at all.
    pub agree: fn(&Row<'_>, &Row<'_>) -> f64,
}

/// Every table that is scored.
pub(super) static TABLES: [TableRules; 5] = [
    TableRules {
        table: "actors",
        columns: &["doc_id", "name", "type"],
        kind: "type",
        counts: every_row,
        criteria: &[
            // Name and type are the gold's.
            Criterion {
                name: "strict",
                agree: |g, s| one(same_kind(g, s) && fold(g, "name") == fold(s, "name")),
            },
            // A form of the one is the other's name.
            Criterion {
                name: "lenient",
                agree: |g, s| shared_form(g, s),
            },
        ],
    },
    TableRules {
        table: "mentions",
        columns: &["doc_id", "type", "start", "end"],
        kind: "type",
        counts: every_row,
        criteria: &[
            Criterion {
                name: "strict",
                agree: |g, s| one(same_kind(g, s) && g.spans() == s.spans()),
            },
            Criterion {
                name: "lenient",
                agree: |g, s| if same_kind(g, s) { overlap(g, s) } else { 0.0 },
            },
        ],
    },
    TableRules {
        table: "quotes",
        columns: &["doc_id", "type", "start", "end"],
        kind: "type",
        counts: every_row,
        criteria: &[
            Criterion {
                name: "strict",
                agree: |g, s| one(g.spans() == s.spans()),
            },
            Criterion {
                name: "lenient",
                agree: half_overlap,
            },
            // Found, and said by the right one.
            Criterion {
                name: "speaker",
                agree: |g, s| {
                    if speaker(g) == speaker(s) {
                        half_overlap(g, s)
                    } else {
                        0.0
                    }
                },
            },
        ],
    },
    TableRules {
        table: "dates",
        columns: &["doc_id", "type", "value", "start", "end"],
        kind: "type",
        counts: every_row,
        criteria: &[
            Criterion {
                name: "strict",
                agree: |g, s| one(g.spans() == s.spans()),
            },
            Criterion {
                name: "lenient",
                agree: overlap,
            },
            Criterion {
                name: "value",
                agree: |g, s| {
                    if g.get("value") == s.get("value") {
                        overlap(g, s)
                    } else {
                        0.0
                    }
                },
            },
        ],
    },
    TableRules {
        table: "deadlines",
        columns: &["doc_id", "kind", "start", "end", "earliest", "latest"],
        kind: "kind",
        counts: every_row,
        criteria: &[
            // Found, of the right kind, and both days right.
            Criterion {
                name: "strict",
                agree: |g, s| {
                    let same = |column| g.get(column) == s.get(column);
                    if same("kind") && same("earliest") && same("latest") {
                        overlap(g, s)
                    } else {
                        0.0
                    }
                },
            },
            Criterion {
                name: "lenient",
                agree: overlap,
            },
        ],
    },
];

fn every_row(_: &Row<'_>) -> bool {
    true
}

fn one(agree: bool) -> f64 {
    f64::from(u8::from(agree))
}

fn same_kind(gold: &Row<'_>, system: &Row<'_>) -> bool {
    gold.get("type") == system.get("type")
}

/// A column's text without regard to case, soft hyphens and runs of blanks.
fn fold(row: &Row<'_>, column: &str) -> String {
    normal(row.get(column))
}

fn normal(text: &str) -> String {
    text.replace('\u{ad}', "")
        .to_lowercase()
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
}

fn forms<'a>(row: &'a Row<'_>) -> impl Iterator<Item = String> + 'a {
    std::iter::once(row.get("name"))
        .chain(row.get("aliases").split('|'))
        .map(normal)
        .filter(|form| !form.is_empty())
}

/// Equal names agree best, then a name that is the other's alias.
fn shared_form(gold: &Row<'_>, system: &Row<'_>) -> f64 {
    let (g, s) = (fold(gold, "name"), fold(system, "name"));
    if g == s {
        2.0
    } else {
        one(forms(system).any(|form| form == g) || forms(gold).any(|form| form == s))
    }
}

/// Who said it: the resolved actor, else the words of the text.
fn speaker(row: &Row<'_>) -> String {
    let actor = fold(row, "speaker_actor");
    if actor.is_empty() {
        fold(row, "speaker")
    } else {
        actor
    }
}

fn common(gold: &Row<'_>, system: &Row<'_>) -> usize {
    let shared = |a: &(usize, usize), b: &(usize, usize)| a.1.min(b.1).saturating_sub(a.0.max(b.0));
    gold.spans()
        .iter()
        .flat_map(|g| system.spans().iter().map(move |s| shared(g, s)))
        .sum()
}

fn length(row: &Row<'_>) -> usize {
    row.spans().iter().map(|(start, end)| end - start).sum()
}

/// Shared code points over all code points of the two.
fn overlap(gold: &Row<'_>, system: &Row<'_>) -> f64 {
    let common = common(gold, system);
    common as f64 / (length(gold) + length(system) - common).max(1) as f64
}

/// The overlap, where each covers at least half of the other.
fn half_overlap(gold: &Row<'_>, system: &Row<'_>) -> f64 {
    let common = 2 * common(gold, system);
    if common >= length(gold).max(1) && common >= length(system).max(1) {
        overlap(gold, system)
    } else {
        0.0
    }
}
