//! Strict F1 of spans on tagged sentences.

use std::collections::BTreeMap;

use crate::analysis::EntityType;
use crate::names::label::{self, Form, Label};

/// Counts of right, found and wanted spans by type.
#[derive(Debug, Default)]
pub(super) struct Score(BTreeMap<EntityType, [u32; 3]>);

impl Score {
    pub fn add(&mut self, gold: &[Label], found: &[Label]) {
        let (gold, found) = (spans(gold), spans(found));
        for span in &gold {
            self.0.entry(span.2).or_default()[2] += 1;
        }
        for span in &found {
            let counts = self.0.entry(span.2).or_default();
            counts[1] += 1;
            counts[0] += u32::from(gold.contains(span));
        }
    }

    /// F1 in percent over some types.
    pub fn f1(&self, types: &[EntityType]) -> f64 {
        let mut sum = [0; 3];
        for entity in types {
            if let Some(counts) = self.0.get(entity) {
                sum.iter_mut().zip(counts).for_each(|(sum, count)| *sum += count);
            }
        }
        200.0 * f64::from(sum[0]) / f64::from((sum[1] + sum[2]).max(1))
    }

    /// One line: PER/ORG/LOC, with MISC, and each type.
    pub fn line(&self) -> String {
        use EntityType::{Location, Organisation, Other, Person};
        format!(
            "{:.2} (with MISC {:.2}; PER {:.1} ORG {:.1} LOC {:.1} MISC {:.1})",
            self.f1(&[Person, Organisation, Location]),
            self.f1(&[Person, Organisation, Location, Other]),
            self.f1(&[Person]),
            self.f1(&[Organisation]),
            self.f1(&[Location]),
            self.f1(&[Other]),
        )
    }
}

/// Names (no derived forms, no parts): first word, end, type.
pub(super) fn spans(labels: &[Label]) -> Vec<(usize, usize, EntityType)> {
    label::spans(labels)
        .filter(|name| name.form == Form::Name)
        .map(|name| (name.words.start, name.words.end, name.entity))
        .collect()
}
