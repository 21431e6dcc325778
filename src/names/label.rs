//! The labels of the sequence model: BIO over the four types, each also as a derived form or as part of a compound
//! (GermEval 2014).

use std::ops::Range;

use crate::analysis::EntityType;

/// How a name stands in the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    /// A name.
    Name,
    /// Derived from one ("deutsche"): no mention.
    Derived,
    /// Inside a compound ("DLR-Forscher").
    Part,
}

/// A label: outside, or begin or inside of a name. Numbered 0 (outside), then type by type and form by form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Label(pub u8);

const TYPES: [EntityType; 4] = [
    EntityType::Person,
    EntityType::Organisation,
    EntityType::Location,
    EntityType::Other,
];
const FORMS: [Form; 3] = [Form::Name, Form::Derived, Form::Part];

impl Label {
    /// How many labels there are.
    pub const COUNT: usize = 1 + 2 * TYPES.len() * FORMS.len();
    /// Outside of any name.
    pub const OUTSIDE: Label = Label(0);

    /// Type and form of the name, and whether it begins here; `None` outside.
    pub fn parts(self) -> Option<(EntityType, Form, bool)> {
        let number = usize::from(self.0).checked_sub(1)?;
        let (name, inside) = (number / 2, number % 2);
        Some((
            *TYPES.get(name / FORMS.len())?,
            FORMS[name % FORMS.len()],
            inside == 0,
        ))
    }

    /// The label of the words after the first of a name that begins with this label.
    pub fn inside(self) -> Self {
        Self(self.0 + self.0 % 2)
    }

    /// Itself where it is one of the name of a person, an organisation or a place, else that outside of any name.
    #[cfg(feature = "accurate")]
    pub fn of_actor(self) -> Self {
        match self.parts() {
            Some((EntityType::Person | EntityType::Organisation | EntityType::Location, Form::Name, _)) => {
                self
            }
            _ => Self::OUTSIDE,
        }
    }

    /// True where the label may follow `before`: an inside label follows its own name only.
    #[cfg(feature = "train")]
    pub fn may_follow(self, before: Label) -> bool {
        match self.parts() {
            Some((_, _, false)) => self.0 == before.0 || self.0 == before.0 + 1 && before.0 % 2 == 1,
            _ => true,
        }
    }

    /// The label of a tag such as `B-PER` or `I-LOCderiv`; other words are outside.
    #[cfg(any(feature = "train", feature = "accurate"))]
    pub fn parse(tag: &str) -> Self {
        let Some((edge, name)) = tag.split_once('-') else {
            return Self::OUTSIDE;
        };
        let (name, form) = if let Some(name) = name.strip_suffix("deriv") {
            (name, Form::Derived)
        } else if let Some(name) = name.strip_suffix("part") {
            (name, Form::Part)
        } else {
            (name, Form::Name)
        };
        let Some(entity) = EntityType::parse(name) else {
            return Self::OUTSIDE;
        };
        let kind = TYPES.iter().position(|&t| t == entity).unwrap_or(0);
        let form = FORMS.iter().position(|&f| f == form).unwrap_or(0);
        Label((1 + 2 * (kind * FORMS.len() + form) + usize::from(edge == "I")) as u8)
    }
}

/// A name among labelled words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Name {
    /// Its words.
    pub words: Range<usize>,
    pub entity: EntityType,
    pub form: Form,
}

/// The names that a sequence of labels marks.
pub(super) fn spans(labels: &[Label]) -> impl Iterator<Item = Name> {
    let mut at = 0;
    std::iter::from_fn(move || {
        while let Some(label) = labels.get(at) {
            let start = at;
            at += 1;
            if let Some((entity, form, _)) = label.parts() {
                while labels.get(at).and_then(|label| label.parts()) == Some((entity, form, false)) {
                    at += 1;
                }
                return Some(Name {
                    words: start..at,
                    entity,
                    form,
                });
            }
        }
        None
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_ends_where_another_begins() {
        let (begin, inside, other) = (Label(1), Label(2), Label(3));
        let names: Vec<_> = spans(&[begin, inside, begin, Label::OUTSIDE, other])
            .map(|name| name.words)
            .collect();
        assert_eq!(names, [0..2, 2..3, 4..5]);
    }
}
