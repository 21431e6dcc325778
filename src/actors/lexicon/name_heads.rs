//! Words of names that tell what is named: "Ashby Rovers", "Municipality of Livorno", "Wartburg-Sparkasse".

use std::collections::HashMap;

use crate::actors::lexicon::Lexicon;
use crate::analysis::EntityType;
use crate::language::{Language, lexicon};

const GERMAN: &str = include_str!("../../language/de/name_heads.txt");
const ENGLISH: &str = include_str!("../../language/en/name_heads.txt");

/// The words, by where in the name they stand.
#[derive(Debug)]
pub(super) struct NameHeads {
    english: HashMap<(&'static str, String), EntityType>,
    /// Endings of words in small letters, and whether the word must be longer.
    german_last: HashMap<&'static str, (EntityType, bool)>,
    german_first: HashMap<&'static str, EntityType>,
}

impl NameHeads {
    /// The embedded words.
    pub fn new() -> Self {
        let (mut english, mut german_last, mut german_first) =
            (HashMap::new(), HashMap::new(), HashMap::new());
        for (entity, place, word) in entries(ENGLISH) {
            english.insert((place, word.replace('_', " ")), entity);
        }
        for (entity, place, word) in entries(GERMAN) {
            let part = word.trim_start_matches('-');
            match place {
                "last" => drop(german_last.insert(part, (entity, part.len() < word.len()))),
                _ => drop(german_first.insert(part, entity)),
            }
        }
        Self {
            english,
            german_last,
            german_first,
        }
    }

    fn english(&self, name: &str) -> Option<EntityType> {
        let words: Vec<&str> = name.split(' ').collect();
        let [first, .., last] = words[..] else {
            return None;
        };
        let find = |place: &'static str, word: &str| self.english.get(&(place, word.to_owned())).copied();
        if let Some(tie) = words
            .iter()
            .position(|word| matches!(*word, "of" | "for" | "on"))
            .filter(|&tie| tie > 0)
        {
            let two = tie
                .checked_sub(2)
                .and_then(|at| find("of", &words[at..tie].join(" ")));
            return two.or_else(|| find("of", words[tie - 1]));
        }
        let two = words
            .len()
            .checked_sub(2)
            .filter(|&at| at > 0)
            .and_then(|at| find("last", &words[at..].join(" ")));
        two.or_else(|| find("last", last))
            .or_else(|| find("medium", last))
            .or_else(|| find("first", first))
    }

    fn german(&self, name: &str) -> Option<EntityType> {
        // "1. FC Nürnberg"
        let is_number = |word: &&str| word.starts_with(|c: char| c.is_ascii_digit());
        let mut words = name.split(' ').skip_while(is_number);
        let first = words.next()?.to_lowercase();
        let Some(last) = words.last() else {
            return self.ending(&first, false);
        };
        // "Landgericht Hamburg" before "Hamburger Hafen"
        let noun = || self.ending(&first, true);
        let known = self.german_first.get(first.as_str()).copied().or_else(noun);
        known.or_else(|| self.ending(&last.to_lowercase(), true))
    }

    /// What the longest listed ending of a German word tells; the whole word counts in names of several.
    fn ending(&self, word: &str, several: bool) -> Option<EntityType> {
        let mut starts = word.char_indices().map(|(at, _)| at);
        let (at, &(entity, longer)) = starts.find_map(|at| Some((at, self.german_last.get(&word[at..])?)))?;
        let fits = if at == 0 { several && !longer } else { at > 2 };
        fits.then_some(entity)
    }
}

impl Lexicon {
    /// True for a name that ends as those of English newspapers do, which keep their article ("The Straits Times").
    pub fn is_medium(&self, name: &str) -> bool {
        let last = name.rsplit(' ').next().unwrap_or(name);
        self.name_heads.english.contains_key(&("medium", last.to_owned()))
    }

    /// What a word of the name tells that it names.
    pub fn name_head(&self, name: &str, language: Language) -> Option<EntityType> {
        match language {
            Language::English => self.name_heads.english(name),
            _ => self.name_heads.german(name),
        }
    }
}

fn entries(file: &'static str) -> impl Iterator<Item = (EntityType, &'static str, &'static str)> {
    lexicon::entries(file).flat_map(|columns| {
        let entity = columns.first().and_then(|tag| EntityType::parse(tag));
        let place = columns.get(1).copied().unwrap_or_default();
        let words = columns.get(2).copied().unwrap_or_default();
        words
            .split(' ')
            .filter_map(move |word| Some((entity?, place, word)))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_parses() {
        for (file, places) in [
            (GERMAN, &["last", "first"][..]),
            (ENGLISH, &["last", "first", "of", "medium"][..]),
        ] {
            for columns in lexicon::entries(file) {
                assert_eq!(columns.len(), 3, "{columns:?}");
                assert!(EntityType::parse(columns[0]).is_some(), "{columns:?}");
                assert!(places.contains(&columns[1]), "{columns:?}");
            }
        }
    }

    #[test]
    fn words_of_names_tell_what_is_named() {
        let heads = NameHeads::new();
        let (organisation, location) = (Some(EntityType::Organisation), Some(EntityType::Location));
        for (name, told) in [
            ("Ashby Rovers", organisation),
            ("Irving Independent School District", organisation),
            ("Municipality of Livorno", organisation),
            ("Gulf of Aden", location),
            ("Lake Erie", location),
            ("Barack Obama", None),
            ("Rovers", None),
        ] {
            assert_eq!(heads.english(name), told, "{name}");
        }
        for (name, told) in [
            ("Wartburg-Sparkasse", organisation),
            ("Uni Freiburg", organisation),
            ("Landgericht Hamburg", organisation),
            ("1. FC Nürnberg", organisation),
            ("Olympiaturm", location),
            ("Justizvollzugsanstalt Aachen", location),
            ("Verband", None),
            ("Angela Merkel", None),
        ] {
            assert_eq!(heads.german(name), told, "{name}");
        }
    }
}
