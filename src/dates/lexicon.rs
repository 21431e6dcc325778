//! The words of time expressions of one language, read from its lexicon files.

use std::collections::HashMap;

use super::notation::{sense, unit};
use super::sense::{Amount, Origin, Sense, Shift, Unit};
use crate::language::Language;
use crate::language::lexicon;
use crate::language::wordmap::WordMap;

/// The words of one language.
#[derive(Debug)]
pub(super) struct Words {
    map: WordMap<Entry>,
    senses: Vec<Sense>,
    phrases: Vec<(Vec<&'static str>, Sense)>,
}

/// The senses of one word: where they stand in [`Words::senses`].
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Entry {
    start: u32,
    len: u16,
    /// True where an expression may begin with the word.
    pub starts: bool,
}

const GERMAN: [&str; 2] = [
    include_str!("../language/de/dates.txt"),
    include_str!("../language/de/dates_context.txt"),
];
const ENGLISH: [&str; 2] = [
    include_str!("../language/en/dates.txt"),
    include_str!("../language/en/dates_context.txt"),
];

/// Longer words are in no lexicon.
const LONGEST: usize = 40;

impl Words {
    /// The words of a language: German, or English for every other.
    pub fn of(language: Language) -> Self {
        let files = match language {
            Language::German => GERMAN,
            _ => ENGLISH,
        };
        let mut known = Builder::default();
        for file in files {
            for entry in lexicon::entries(file) {
                if let [role, words, value] = entry[..] {
                    known.add(role, words, value);
                }
            }
        }
        known.compounds();
        known.finish()
    }

    /// What a word may be, whatever its case.
    pub fn entry(&self, word: &str) -> Entry {
        if word.len() > LONGEST {
            return Entry::default();
        }
        // Lower case without memory of its own; the letters of German and English with two bytes differ in one bit.
        let mut lower = [0u8; LONGEST];
        let lower = &mut lower[..word.len()];
        lower.copy_from_slice(word.as_bytes());
        let mut lead = 0;
        for byte in lower.iter_mut() {
            *byte = match *byte {
                b @ 0x80..=0x9E if lead == 0xC3 => b | 0x20,
                b => b.to_ascii_lowercase(),
            };
            lead = *byte;
        }
        std::str::from_utf8(lower)
            .ok()
            .and_then(|lower| self.map.get(lower))
            .unwrap_or_default()
    }

    /// The senses of an entry.
    pub fn senses(&self, entry: Entry) -> &[Sense] {
        let start = entry.start as usize;
        &self.senses[start..start + usize::from(entry.len)]
    }

    /// The words of a phrase after the first, and what it may be.
    pub fn phrase(&self, id: u16) -> (&[&'static str], Sense) {
        let (words, sense) = &self.phrases[usize::from(id)];
        (&words[1..], *sense)
    }
}

/// Gathers entries before they are frozen.
#[derive(Default)]
struct Builder {
    words: HashMap<String, Vec<Sense>>,
    phrases: Vec<(Vec<&'static str>, Sense)>,
    /// Parts of compounds.
    weekday_parts: Vec<(&'static str, &'static str)>,
    genitives: Vec<(&'static str, Unit)>,
    edge_parts: Vec<(&'static str, &'static str)>,
}

/// The endings of a German adjective.
const ENDINGS: [&str; 5] = ["e", "en", "er", "es", "em"];

impl Builder {
    fn add(&mut self, role: &str, words: &'static str, value: &'static str) {
        for word in words.split('|') {
            match role {
                "weekday-part" => self.weekday_parts.push((word, value)),
                "edge-part" => self.edge_parts.push((word, value)),
                "genitive" => self.genitives.extend(unit(value).map(|unit| (word, unit.unit))),
                _ => {
                    let Some(sense) = sense(role, value) else { continue };
                    if let Some(stem) = word.strip_suffix('~') {
                        for ending in ENDINGS {
                            self.word(format!("{stem}{ending}"), sense);
                        }
                    } else if word.contains(' ') {
                        let parts: Vec<&str> = word.split(' ').flat_map(without_possessive).collect();
                        let id = Sense::Phrase(self.phrases.len() as u16);
                        self.word(parts[0].to_owned(), id);
                        self.phrases.push((parts, sense));
                    } else {
                        self.word(word.to_owned(), sense);
                    }
                }
            }
        }
    }

    fn word(&mut self, word: String, sense: Sense) {
        let senses = self.words.entry(word).or_default();
        if !senses.contains(&sense) {
            senses.push(sense);
        }
    }

    /// Words made of others: Montagabend, Jahresende, einundzwanzig, zweijährig.
    fn compounds(&mut self) {
        let with = |pick: fn(Sense) -> bool| -> Vec<(String, Sense)> {
            let mut found: Vec<(String, Sense)> = self
                .words
                .iter()
                .flat_map(|(word, senses)| senses.iter().map(move |&sense| (word.clone(), sense)))
                .filter(|&(_, sense)| pick(sense))
                .collect();
            found.sort_by(|a, b| a.0.cmp(&b.0));
            found
        };
        let weekdays = with(|sense| matches!(sense, Sense::Weekday(_)));
        let numbers = with(|sense| matches!(sense, Sense::Number(Amount::Exactly(_))));
        let lasting = with(|sense| matches!(sense, Sense::Lasting(None, _)));
        for (word, sense) in &weekdays {
            for &(part, value) in &self.weekday_parts.clone() {
                if let Sense::Weekday(day) = *sense {
                    for genitive in ["", "s"] {
                        self.word(format!("{word}{part}{genitive}"), Sense::WeekdayPart(day, value));
                    }
                }
            }
        }
        for &(genitive, unit) in &self.genitives.clone() {
            for &(part, edge) in &self.edge_parts.clone() {
                let here = Shift {
                    by: 0,
                    from: Origin::Document,
                };
                // "Wochenende" is a unit of its own.
                if !(unit == Unit::Week && edge == "END") {
                    for ending in ["", "s"] {
                        self.word(
                            format!("{genitive}{part}{ending}"),
                            Sense::Period(unit, here, edge),
                        );
                    }
                }
            }
        }
        let exact = |sense: Sense| match sense {
            Sense::Number(Amount::Exactly(count)) => count,
            _ => 0.0,
        };
        for (tens, ten) in numbers.iter().filter(|(_, s)| (20.0..100.0).contains(&exact(*s))) {
            for (ones, one) in numbers
                .iter()
                .filter(|(_, s)| (1.0..10.0).contains(&exact(*s)) && exact(*s).fract() == 0.0)
            {
                let sum = Sense::Number(Amount::Exactly(exact(*ten) + exact(*one)));
                // Of each language the other's words do no harm.
                self.word(format!("{tens}-{ones}"), sum);
                self.word(format!("{ones}und{tens}"), sum);
            }
        }
        for (word, number) in numbers.iter().filter(|(_, s)| (1.0..20.0).contains(&exact(*s))) {
            self.word(
                format!("{word}-and-a-half"),
                Sense::Number(Amount::Exactly(exact(*number) + 0.5)),
            );
        }
        for (tens, ten) in numbers
            .iter()
            .filter(|(_, s)| (20.0..100.0).contains(&exact(*s)) && exact(*s) % 10.0 == 0.0)
        {
            let decade = Sense::Decade(190 + (exact(*ten) / 10.0) as i16);
            for ending in ["er", "ern", "erjahre", "erjahren", "er-jahre", "er-jahren"] {
                self.word(format!("{tens}{ending}"), decade);
            }
        }
        for (number, count) in &numbers {
            for (word, sense) in &lasting {
                if let (Sense::Number(amount), Sense::Lasting(None, unit)) = (*count, *sense) {
                    self.word(format!("{number}{word}"), Sense::Lasting(Some(amount), unit));
                }
            }
        }
    }

    fn finish(self) -> Words {
        let mut map: WordMap<Entry> = WordMap::with_capacity(self.words.len());
        let mut senses = Vec::new();
        let mut all: Vec<(String, Vec<Sense>)> = self.words.into_iter().collect();
        all.sort_by(|a, b| a.0.cmp(&b.0));
        for (word, own) in all {
            *map.entry(&word) = Entry {
                start: senses.len() as u32,
                len: own.len() as u16,
                starts: own.iter().any(|sense| sense.starts()),
            };
            senses.extend(own);
        }
        Words {
            map,
            senses,
            phrases: self.phrases,
        }
    }
}

/// The tokens of a word with a possessive ending: "year's" is two.
fn without_possessive(word: &'static str) -> impl Iterator<Item = &'static str> {
    let stem = word.strip_suffix("'s").or_else(|| word.strip_suffix('\''));
    let (stem, ending) = word.split_at(stem.map_or(word.len(), str::len));
    std::iter::once(stem).chain((!ending.is_empty()).then_some(ending))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_of_the_lexicons_says_something_known() {
        for file in GERMAN.into_iter().chain(ENGLISH) {
            for entry in lexicon::entries(file) {
                let role = entry[0];
                let part = matches!(role, "weekday-part" | "edge-part")
                    || role == "genitive" && unit(entry[2]).is_some();
                assert!(entry.len() <= 3, "{entry:?}");
                assert!(
                    part || sense(role, entry.get(2).copied().unwrap_or("")).is_some(),
                    "{entry:?}"
                );
            }
        }
    }

    #[test]
    fn compounds_are_made_of_their_parts() {
        let words = Words::of(Language::German);
        let has = |word: &str, sense| words.senses(words.entry(word)).contains(&sense);
        let here = Shift {
            by: 0,
            from: Origin::Document,
        };
        assert!(has("Montagabend", Sense::WeekdayPart(1, "EV")));
        assert!(has("Jahresende", Sense::Period(Unit::Year, here, "END")));
        assert!(has("EINUNDZWANZIG", Sense::Number(Amount::Exactly(21.0))));
        assert!(has(
            "zweijährige",
            Sense::Lasting(Some(Amount::Exactly(2.0)), Unit::Year)
        ));
        assert!(has("ÜBERMORGEN", Sense::Day(2)));
    }
}
