//! What the resolver knows beforehand: bodies with several names, given names, titles, nouns that describe actors.

use std::collections::HashMap;

use crate::analysis::Gender;
use crate::language::endings::Endings;
use crate::language::wordmap::{WordMap, WordSet};
use crate::language::{Language, lexicon};

mod beginnings;
mod bodies;
mod name_heads;
mod name_parts;
mod name_words;
mod person_endings;
mod pronouns;
mod role_nouns;
mod same_roles;

use bodies::Bodies;
pub(crate) use bodies::BodyName;
use name_heads::NameHeads;
use name_parts::NameParts;
pub(crate) use name_words::NameWord;
use name_words::NameWords;
pub(crate) use person_endings::Ending;
use pronouns::Pronouns;
use role_nouns::RoleNouns;
pub(crate) use role_nouns::{RoleNoun, RoleWord};
use same_roles::SameRoles;

/// Everything embedded that actors are resolved with.
#[derive(Debug)]
pub(crate) struct Lexicon {
    bodies: Bodies,
    legal_forms: WordSet,
    surnames_in_s: WordSet,
    given: WordMap<Option<Gender>>,
    noun_classes: Endings<EndingClass>,
    role_nouns: RoleNouns,
    name_heads: NameHeads,
    name_parts: NameParts,
    name_words: NameWords,
    pronouns: Pronouns,
    same_roles: SameRoles,
    titles: [WordSet; 2],
    adjectives: Endings<Adjective>,
    demonyms: [WordSet; 2],
}

/// What an ending tells of the German nouns that end in it, and of the one that is nothing else.
#[derive(Debug, Clone, Copy, Default)]
struct EndingClass {
    longer: Option<NounClass>,
    whole: Option<NounClass>,
}

/// What a stem, or the ending of one, tells of a German adjective.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Adjective {
    /// Names begin with it.
    Named,
    /// Names begin with those that end so.
    Ending,
    /// It only ends like one.
    None,
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

/// An adjective that only its ending tells has more letters in its stem.
const SHORT_STEM: usize = 4;

impl Lexicon {
    pub fn new() -> Self {
        let mut noun_classes: HashMap<&str, EndingClass> = HashMap::new();
        for (class, ending) in classed(NOUN_GENDER) {
            let class = gender(class).map_or(NounClass::Plural, NounClass::Singular);
            match ending.strip_prefix('^') {
                Some(whole) => noun_classes.entry(whole).or_default().whole = Some(class),
                None => noun_classes.entry(ending).or_default().longer = Some(class),
            }
        }
        let given = classed(GIVEN_NAMES).map(|(class, name)| (name, gender(class)));
        Self {
            bodies: Bodies::new(),
            legal_forms: lexicon::words(LEGAL_FORMS).collect(),
            surnames_in_s: lexicon::words(SURNAMES_IN_S)
                .flat_map(|line| line.split(' '))
                .collect(),
            given: given.collect(),
            noun_classes: Endings::new(noun_classes),
            role_nouns: RoleNouns::new(),
            name_heads: NameHeads::new(),
            name_parts: NameParts::new(),
            name_words: NameWords::new(),
            pronouns: Pronouns::new(),
            same_roles: SameRoles::new(),
            titles: [
                lexicon::words(TITLES_DE).collect(),
                lexicon::words(TITLES_EN).collect(),
            ],
            adjectives: Endings::new(lexicon::words(ADJECTIVES).map(adjective)),
            demonyms: [
                inflected(DEMONYMS_DE, &["", "n", "en", "s", "r", "in", "innen"]),
                inflected(DEMONYMS_EN, &["", "s"]),
            ],
        }
    }

    /// True for a name that ends as those of companies do ("AG", ".com").
    pub fn has_legal_form(&self, name: &str) -> bool {
        let last = name.rsplit(' ').next().unwrap_or(name);
        let site = |at: &usize| *at > 0 && !last.contains('@');
        let domain = last.rfind('.').filter(site).map(|at| &last[at..]);
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
        let last = noun.rsplit('-').next().unwrap_or(noun);
        let told = |(at, class): (usize, EndingClass)| class.whole.filter(|_| at == 0).or(class.longer);
        self.noun_classes.of(last).filter_map(told).last()
    }

    /// True for a word for a people, a nationality or a faith ("Bosnian", "Franzosen"), which is the name of nobody.
    pub fn is_demonym(&self, word: &str, language: Language) -> bool {
        let demonyms = &self.demonyms[usize::from(language == Language::English)];
        // "Polen", "Schweden" are countries
        demonyms.contains(word) && !self.is_listed(word)
    }

    /// True for an adjective, inflected or not, that names often begin with ("Vereinigte", "Auswärtigen").
    pub fn is_name_adjective(&self, word: &str) -> bool {
        // "Schleswig-Holsteinischer"; the noun of "Bürger-Initiative" is none
        let hyphen = word.bytes().rposition(|byte| byte == b'-');
        let last = hyphen.map_or(word, |at| &word[at + 1..]);
        let Some(stem) = adjective_stem(last) else {
            return false;
        };
        let mut ends = false;
        for (at, adjective) in self.adjectives.of(stem) {
            match adjective {
                Adjective::Ending => ends = true,
                _ if at > 0 => {}
                Adjective::Named => return true,
                Adjective::None => return false,
            }
        }
        ends && stem.chars().count() > SHORT_STEM
    }
}

/// A line of the adjectives' file.
fn adjective(line: &'static str) -> (&'static str, Adjective) {
    if let Some(ending) = line.strip_prefix('-') {
        (ending, Adjective::Ending)
    } else if let Some(other) = line.strip_prefix('!') {
        (other, Adjective::None)
    } else {
        (line, Adjective::Named)
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

/// The words of a file with each of the endings.
fn inflected(file: &'static str, endings: &[&str]) -> WordSet {
    let mut words = WordSet::default();
    for word in lexicon::words(file).flat_map(|line| line.split(' ')) {
        for ending in endings {
            words.entry(&format!("{word}{ending}"));
        }
    }
    words
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
    fn every_adjective_parses_and_is_found() {
        let lexicon = Lexicon::new();
        for line in lexicon::entries(ADJECTIVES) {
            let [line] = line[..] else {
                panic!("one column: {line:?}");
            };
            let (stem, kind) = adjective(line);
            assert!(stem.chars().all(char::is_lowercase), "{line}");
            let word = match kind {
                Adjective::Ending => format!("abcde{stem}en"),
                _ => format!("{stem}en"),
            };
            assert_eq!(
                lexicon.is_name_adjective(&word),
                kind != Adjective::None,
                "{line}"
            );
        }
        for word in ["Leipziger", "Essener", "Initiative", "neu"] {
            assert!(!lexicon.is_name_adjective(word), "{word}");
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
