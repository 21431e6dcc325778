//! What a table is made of: columns, and the cells of its rows.

use std::borrow::Cow;

use jiff::civil::Date;

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
    pub(super) fn text(text: impl Into<Cow<'a, str>>) -> Self {
        let text = text.into();
        if text.is_empty() {
            Value::Empty
        } else {
            Value::Text(text)
        }
    }

    pub(super) fn integer(number: Option<usize>) -> Self {
        number.map_or(Value::Empty, Value::Integer)
    }

    pub(super) fn day(day: Option<Date>) -> Self {
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
