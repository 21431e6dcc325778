//! What the resolver knows beforehand: bodies with several names, given names, titles, nouns that describe actors.

use std::collections::HashSet;

use crate::analysis::Gender;
use crate::language::wordmap::WordMap;
use crate::language::{Language, lexicon};

mod bodies;
mod name_heads;
mod role_nouns;

use bodies::Bodies;
pub(crate) use bodies::BodyName;
use name_heads::NameHeads;
pub(crate) use role_nouns::RoleNoun;
use role_nouns::RoleNouns;

/// Everything embedded that actors are resolved with.
#[derive(Debug)]
pub(crate) struct Lexicon {
    bodies: Bodies,
    legal_forms: HashSet<&'static str>,
    surnames_in_s: HashSet<&'static str>,
    given: WordMap<Option<Gender>>,
    endings: WordMap<Option<NounClass>>,
    role_nouns: RoleNouns,
    name_heads: NameHeads,
    titles: [HashSet<&'static str>; 2],
    adjectives: HashSet<&'static str>,
    demonyms: [HashSet<&'static str>; 2],
}

/// What an ending tells of a German noun.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum NounClass {
    /// Singular of a gender.
    Singular(Gender),
    /// A plural form.
    Plural,
}

const LEGAL_FORMS: &str = include_str!("../../language/legal_forms.txt");
const SURNAMES_IN_S: &str = include_str!("../../language/surnames_in_s.txt");
const GIVEN_NAMES: &str = include_str!("../../language/given_names.txt");
const NOUN_GENDER: &str = include_str!("../../language/de/noun_gender.txt");
const TITLES_DE: &str = include_str!("../../language/de/titles.txt");
const TITLES_EN: &str = include_str!("../../language/en/titles.txt");
const DEMONYMS_DE: &str = include_str!("../../language/de/demonyms.txt");
const DEMONYMS_EN: &str = include_str!("../../language/en/demonyms.txt");
const ADJECTIVES: &str = include_str!("../../language/de/name_adjectives.txt");

/// Towns whose inhabitants look like an adjective in -ig.
const PLACES_IN_IG: [&str; 6] = [
    "leipzig",
    "danzig",
    "braunschweig",
    "schleswig",
    "merzig",
    "venedig",
];
/// Longest ending of `noun_gender.txt`, in characters.
const LONGEST_ENDING: usize = 9;

impl Lexicon {
    pub fn new() -> Self {
        let mut given = WordMap::default();
        for (class, name) in classed(GIVEN_NAMES) {
            *given.entry(name) = gender(class);
        }
        let mut endings = WordMap::default();
        for (class, ending) in classed(NOUN_GENDER) {
            let class = gender(class).map_or(NounClass::Plural, NounClass::Singular);
            *endings.entry(ending) = Some(class);
        }
        Self {
            bodies: Bodies::new(),
            legal_forms: lexicon::words(LEGAL_FORMS).collect(),
            surnames_in_s: lexicon::words(SURNAMES_IN_S)
                .flat_map(|line| line.split(' '))
                .collect(),
            given,
            endings,
            role_nouns: RoleNouns::new(),
            name_heads: NameHeads::new(),
            titles: [
                lexicon::words(TITLES_DE).collect(),
                lexicon::words(TITLES_EN).collect(),
            ],
            adjectives: lexicon::words(ADJECTIVES).collect(),
            demonyms: [DEMONYMS_DE, DEMONYMS_EN]
                .map(|file| lexicon::words(file).flat_map(|line| line.split(' ')).collect()),
        }
    }

    /// True for a name that ends as those of companies do ("AG", ".com").
    pub fn has_legal_form(&self, name: &str) -> bool {
        let last = name.rsplit(' ').next().unwrap_or(name);
        let domain = last.rfind('.').filter(|&at| at > 0).map(|at| &last[at..]);
        last.len() < name.len() && self.legal_forms.contains(last)
            || domain.is_some_and(|end| self.legal_forms.contains(end))
    }

    /// True for a surname whose -s is no genitive.
    pub fn is_surname_in_s(&self, name: &str) -> bool {
        self.surnames_in_s.contains(name)
    }

    /// The gender that a given name tells.
    pub fn given_gender(&self, name: &str) -> Option<Gender> {
        let first = || name.split_once('-').and_then(|(first, _)| self.given.get(first));
        self.given.get(name).or_else(first).flatten()
    }

    /// The gender that the given names of a full name tell; by its key, in lower case.
    pub fn gender_of(&self, key: &str) -> Option<Gender> {
        let given = key.split(' ').next().filter(|given| given.len() < key.len())?;
        let mut letters = given.chars();
        let capital: String = letters.next()?.to_uppercase().chain(letters).collect();
        self.given_gender(&capital)
    }

    /// True for a word before a name that is no part of it, in any language.
    pub fn is_title(&self, word: &str) -> bool {
        self.titles.iter().any(|titles| titles.contains(word))
    }

    /// True for a form of address of the language, which is no role either.
    pub fn is_address(&self, word: &str, language: Language) -> bool {
        self.titles[usize::from(language == Language::English)].contains(word)
    }

    /// Gender, or plural, of a German noun by its ending; most of those whose ending tells nothing are feminine.
    pub fn noun_class(&self, noun: &str) -> NounClass {
        self.known_class(noun)
            .unwrap_or(NounClass::Singular(Gender::Feminine))
    }

    /// Gender, or plural, of a German noun, where its ending tells it.
    pub fn known_class(&self, noun: &str) -> Option<NounClass> {
        let lower = noun.rsplit('-').next().unwrap_or(noun).to_lowercase();
        let whole = format!("^{lower}");
        if let Some(class) = self.endings.get(&whole).flatten() {
            return Some(class);
        }
        let mut starts: Vec<usize> = lower.char_indices().map(|(at, _)| at).collect();
        let first = starts.len().saturating_sub(LONGEST_ENDING);
        starts.drain(..first);
        starts
            .into_iter()
            .find_map(|at| self.endings.get(&lower[at..]).flatten())
    }

    /// True for a word for a people, a nationality or a faith ("Bosnian", "Franzosen"), which is the name of nobody.
    pub fn is_demonym(&self, word: &str, language: Language) -> bool {
        let english = language == Language::English;
        let demonyms = &self.demonyms[usize::from(english)];
        let endings: &[&str] = match english {
            true => &["s"],
            false => &["n", "en", "s", "r", "in", "innen"],
        };
        let base = |ending: &str| {
            word.strip_suffix(ending)
                .is_some_and(|base| demonyms.contains(base))
        };
        // "Polen", "Schweden" are countries
        (demonyms.contains(word) || endings.iter().any(|ending| base(ending))) && !self.is_listed(word)
    }

    /// True for an adjective, inflected or not, that names often begin with ("Vereinigte", "Auswärtigen").
    pub fn is_name_adjective(&self, word: &str) -> bool {
        let Some(stem) = adjective_stem(word) else {
            return false;
        };
        let stem = stem.to_lowercase();
        // "Leipziger"
        if PLACES_IN_IG.contains(&stem.as_str()) {
            return false;
        }
        self.adjectives.contains(stem.as_str())
            || (stem.chars().count() > 4
                && ["isch", "lich", "ional", "ativ", "ell", "är", "iert", "ig"]
                    .iter()
                    .any(|ending| stem.ends_with(ending)))
    }
}

/// An adjective without its ending, where it has one.
pub(crate) fn adjective_stem(word: &str) -> Option<&str> {
    ["en", "em", "er", "es", "e"]
        .into_iter()
        .find_map(|ending| word.strip_suffix(ending))
        .filter(|stem| stem.chars().count() >= 3)
}

fn gender(class: &str) -> Option<Gender> {
    match class {
        "m" => Some(Gender::Masculine),
        "f" => Some(Gender::Feminine),
        "n" => Some(Gender::Neuter),
        _ => None,
    }
}

/// The words of a file of lines "class TAB words".
fn classed(file: &'static str) -> impl Iterator<Item = (&'static str, &'static str)> {
    lexicon::entries(file).flat_map(|columns| {
        let class = columns.first().copied().unwrap_or_default();
        let words = columns.get(1).copied().unwrap_or_default();
        words.split(' ').map(move |word| (class, word))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_list_of_classes_parses() {
        for file in [GIVEN_NAMES, NOUN_GENDER] {
            for columns in lexicon::entries(file) {
                assert!(columns.len() == 2 && "mfnp".contains(columns[0]), "{columns:?}");
            }
        }
    }

    #[test]
    fn genders_follow_from_endings() {
        let lexicon = Lexicon::new();
        for (noun, class) in [
            ("Softwarekonzern", NounClass::Singular(Gender::Masculine)),
            ("Behörde", NounClass::Singular(Gender::Feminine)),
            ("Auswärtiges-Amt", NounClass::Singular(Gender::Neuter)),
            ("Nationen", NounClass::Plural),
        ] {
            assert_eq!(lexicon.noun_class(noun), class, "{noun}");
        }
    }
}
