//! JSON Lines: one object a row.

use super::{Column, TextFormat, Value};

/// Writes JSON Lines: every column is there, empty cells are `null`, numbers are numbers and days are strings.
#[derive(Debug, Clone, Copy, Default)]
pub struct JsonLines;

impl TextFormat for JsonLines {
    fn extension(&self) -> &'static str {
        "jsonl"
    }

    fn header(&self, _: &[Column], _: &mut Vec<u8>) {}

    fn row(&self, columns: &[Column], row: &[Value<'_>], out: &mut Vec<u8>) {
        out.push(b'{');
        for (index, (column, value)) in columns.iter().zip(row).enumerate() {
            if index > 0 {
                out.push(b',');
            }
            json(&serde_json::Value::from(column.name), out);
            out.push(b':');
            json(&to_json(value), out);
        }
        out.extend_from_slice(b"}\n");
    }
}

fn json(value: &serde_json::Value, out: &mut Vec<u8>) {
    out.extend_from_slice(value.to_string().as_bytes());
}

/// A cell as JSON.
pub(super) fn to_json(value: &Value<'_>) -> serde_json::Value {
    match value {
        Value::Empty => serde_json::Value::Null,
        Value::Text(text) => text.as_ref().into(),
        Value::Integer(number) => (*number).into(),
        // two decimals, as in every other format
        Value::Share(share) => ((f64::from(*share) * 100.0).round() / 100.0).into(),
        Value::Day(day) => day.to_string().into(),
        Value::Flag(flag) => (*flag).into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::write::Kind;

    #[test]
    fn cells_keep_their_kind() {
        let column = |name| Column {
            name,
            german: "",
            kind: Kind::Text,
        };
        let mut out = Vec::new();
        let row = [
            Value::Text("„a\"".into()),
            Value::Integer(3),
            Value::Share(0.1234),
            Value::Flag(false),
            Value::Empty,
        ];
        JsonLines.row(&["t", "n", "s", "f", "e"].map(column), &row, &mut out);
        assert_eq!(
            String::from_utf8(out).unwrap(),
            "{\"t\":\"„a\\\"\",\"n\":3,\"s\":0.12,\"f\":false,\"e\":null}\n"
        );
    }
}
