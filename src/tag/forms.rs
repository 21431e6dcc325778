//! Verb forms: base form, mood and tense.

mod english;
mod german;

use crate::analysis::{Lemma, Mood, Tense};
use crate::language::lexicon;
use crate::language::wordmap::WordMap;

/// What a verb form says of itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::tag) struct Form {
    pub lemma: Lemma,
    pub mood: Option<Mood>,
    pub tense: Option<Tense>,
}

#[derive(Debug, Clone, Copy, Default)]
struct Known {
    lemma: &'static str,
    mood: Option<Mood>,
    tense: Option<Tense>,
}

/// The verb forms of one language.
#[derive(Debug, Default)]
pub(in crate::tag) struct Forms {
    /// Finite forms that the regular rule does not give.
    finite: WordMap<Known>,
    /// Participles that the regular rule does not give; German ones also without "ge".
    participles: WordMap<&'static str>,
    auxiliaries: WordMap<Known>,
    /// Verb prefixes by their first byte, the longest first.
    prefixes: Vec<Vec<&'static str>>,
    /// Stems that end in "t" ("bericht").
    t_stems: WordMap<()>,
}

fn nonfinite(lemma: Lemma) -> Form {
    Form {
        lemma,
        mood: None,
        tense: None,
    }
}

/// Reads a file of auxiliaries: form, lemma, mood, tense.
fn auxiliaries(file: &'static str) -> WordMap<Known> {
    let mut map = WordMap::default();
    for entry in lexicon::entries(file) {
        let (Some(&form), Some(&lemma)) = (entry.first(), entry.get(1)) else {
            continue;
        };
        let mood = match entry.get(2) {
            Some(&"ind") => Some(Mood::Indicative),
            Some(&"sub1") => Some(Mood::SubjunctiveI),
            Some(&"sub2") => Some(Mood::SubjunctiveII),
            _ => None,
        };
        let tense = match entry.get(3) {
            Some(&"past") => Some(Tense::Past),
            Some(&"pres") => Some(Tense::Present),
            _ => None,
        };
        *map.entry(form) = Known { lemma, mood, tense };
    }
    map
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tag::tags::Tag;

    /// Fails unless every line of a file has so many columns.
    pub(super) fn has_columns(file: &'static str, columns: std::ops::RangeInclusive<usize>) {
        for entry in lexicon::entries(file) {
            assert!(columns.contains(&entry.len()), "{entry:?}");
        }
    }

    /// Fails unless each form is led back to its base.
    pub(super) fn lead_back(cases: &[(&str, Tag, &str)], lemma: impl Fn(&str, Tag) -> Lemma) {
        for &(form, tag, base) in cases {
            let found = match lemma(form, tag) {
                Lemma::Surface => form.to_owned(),
                Lemma::Lexicon(lemma) => lemma.to_owned(),
                Lemma::Derived(lemma) => lemma.into_string(),
            };
            assert_eq!(found, base, "{form}");
        }
    }
}
