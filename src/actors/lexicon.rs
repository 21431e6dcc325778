//! What the resolver knows beforehand: bodies with several names, given names, titles, nouns that describe actors.

use std::collections::{HashMap, HashSet};

use crate::actors::fold;
use crate::analysis::{EntityType, Gender};
use crate::language::{Language, lexicon};

/// A body or place of `bodies.txt`.
#[derive(Debug)]
pub(crate) struct Body {
    /// The id that stays, the same for all languages.
    pub id: &'static str,
    /// Its item in Wikidata, where that is certain.
    pub wikidata: Option<&'static str>,
    /// What it is.
    pub entity: EntityType,
    /// The name that stands in where a document has only forms that do not name it alone ("US"): German, English.
    standard: [Option<&'static str>; 2],
}

/// A name of a body.
#[derive(Debug, Clone, Copy)]
pub(crate) struct BodyName {
    /// Index of the body.
    pub body: u32,
    /// The name in its base form.
    pub name: &'static str,
    /// True for a form that does not name the actor alone ("US" in German).
    pub weak: bool,
}

/// A name of a body as the file lists it.
#[derive(Debug, Clone, Copy)]
struct Listed {
    body: u32,
    name: &'static str,
    /// In German, in English.
    weak: [bool; 2],
}

impl Listed {
    fn in_language(&self, language: Language) -> BodyName {
        BodyName {
            body: self.body,
            name: self.name,
            weak: self.weak[usize::from(language == Language::English)],
        }
    }
}

/// True for a name of an organisation that is long, or in capitals, and no article with one word ("Der Spiegel").
fn is_certain(body: &Body, name: &str) -> bool {
    let article = ["Der ", "Die ", "Das ", "The "]
        .iter()
        .any(|article| name.starts_with(article));
    let capitals = name.chars().all(char::is_uppercase) && name.len() > 2;
    let long = name.contains([' ', '-']) || name.chars().count() > 7;
    body.entity == EntityType::Organisation && !article && (capitals || long)
}

/// A noun that describes an actor.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct RoleNoun {
    /// What it describes.
    pub entity: EntityType,
    /// Its class, as "office" or "company".
    pub class: &'static str,
    /// The noun in base form.
    pub base: &'static str,
}

/// Everything embedded that actors are resolved with.
#[derive(Debug)]
pub(crate) struct Lexicon {
    bodies: Vec<Body>,
    /// For a name: what it names, and whether it is weak in German and in English.
    names: Names,
    stems: Names,
    /// For the first word of a name that is certain letter by letter, the number of words of the longest.
    beginnings: HashMap<&'static str, usize>,
    /// The same for names that begin with a German adjective, by its stem.
    adjective_beginnings: HashMap<String, usize>,
    legal_forms: HashSet<&'static str>,
    surnames_in_s: HashSet<&'static str>,
    given: HashMap<&'static str, Gender>,
    endings: HashMap<&'static str, NounClass>,
    german_roles: HashMap<String, RoleNoun>,
    english_roles: HashMap<&'static str, RoleNoun>,
    titles: [HashSet<&'static str>; 2],
    adjectives: HashSet<&'static str>,
}

/// What an ending tells of a German noun.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum NounClass {
    /// Singular of a gender.
    Singular(Gender),
    /// A plural form.
    Plural,
}

const LEGAL_FORMS: &str = include_str!("../language/legal_forms.txt");
const SURNAMES_IN_S: &str = include_str!("../language/surnames_in_s.txt");
const WIKIDATA: &str = include_str!("../language/wikidata.txt");
const BODIES: &str = include_str!("../language/bodies.txt");
const GIVEN_NAMES: &str = include_str!("../language/given_names.txt");
const NOUN_GENDER: &str = include_str!("../language/de/noun_gender.txt");
const ROLES_DE: &str = include_str!("../language/de/role_nouns.txt");
const ROLES_EN: &str = include_str!("../language/en/role_nouns.txt");
const TITLES_DE: &str = include_str!("../language/de/titles.txt");
const TITLES_EN: &str = include_str!("../language/en/titles.txt");
const ADJECTIVES: &str = include_str!("../language/de/name_adjectives.txt");

/// Longest ending of `noun_gender.txt`, in characters.
const LONGEST_ENDING: usize = 9;

impl Lexicon {
    pub fn new() -> Self {
        let (bodies, names, stems) = read_bodies();
        let mut beginnings: HashMap<&'static str, usize> = HashMap::new();
        for listed in names.values() {
            let first = listed.name.split(' ').next().unwrap_or_default();
            if is_certain(&bodies[listed.body as usize], listed.name) {
                let words = beginnings.entry(first).or_default();
                *words = listed.name.split(' ').count().max(*words);
            }
        }
        let adjectives: HashSet<&'static str> = lexicon::words(ADJECTIVES).collect();
        let mut adjective_beginnings: HashMap<String, usize> = HashMap::new();
        for (first, words) in &beginnings {
            if *words > 1 && adjective_stem(first).is_some() {
                let longest = adjective_beginnings
                    .entry(fold::stem(&fold::key(first)))
                    .or_default();
                *longest = (*words).max(*longest);
            }
        }
        let mut given = HashMap::new();
        for (class, name) in classed(GIVEN_NAMES) {
            if let Some(gender) = gender(class) {
                given.insert(name, gender);
            }
        }
        let mut endings = HashMap::new();
        for (class, ending) in classed(NOUN_GENDER) {
            let class = gender(class).map_or(NounClass::Plural, NounClass::Singular);
            endings.insert(ending, class);
        }
        Self {
            bodies,
            names,
            stems,
            beginnings,
            adjective_beginnings,
            legal_forms: lexicon::words(LEGAL_FORMS).collect(),
            surnames_in_s: lexicon::words(SURNAMES_IN_S)
                .flat_map(|line| line.split(' '))
                .collect(),
            given,
            endings,
            german_roles: roles(ROLES_DE)
                .map(|noun| (noun.base.to_lowercase(), noun))
                .collect(),
            english_roles: roles(ROLES_EN).map(|noun| (noun.base, noun)).collect(),
            titles: [
                lexicon::words(TITLES_DE).collect(),
                lexicon::words(TITLES_EN).collect(),
            ],
            adjectives,
        }
    }

    pub fn body(&self, index: u32) -> &Body {
        &self.bodies[index as usize]
    }

    /// The body that a name in exactly this writing names.
    pub fn body_of(&self, name: &str, language: Language) -> Option<BodyName> {
        self.names.get(name).map(|listed| listed.in_language(language))
    }

    /// The body that an inflected German name ("Vereinten Nationen") names.
    pub fn body_of_stem(&self, stem: &str) -> Option<BodyName> {
        self.stems
            .get(stem)
            .map(|listed| listed.in_language(Language::German))
    }

    /// True for a name of a body in exactly this writing.
    pub fn is_listed(&self, name: &str) -> bool {
        self.names.contains_key(name)
    }

    /// True for the name of an organisation that means it wherever it stands.
    pub fn is_certain_name(&self, name: &str) -> bool {
        self.names
            .get(name)
            .is_some_and(|listed| is_certain(&self.bodies[listed.body as usize], listed.name))
    }

    /// The number of words of the longest certain name that begins with a word, or with what stands before its last
    /// hyphen.
    pub fn longest_from(&self, word: &str) -> Option<usize> {
        let part = || {
            word.rsplit_once('-')
                .and_then(|(part, _)| self.beginnings.get(part))
        };
        let genitive = || word.strip_suffix('s').and_then(|base| self.beginnings.get(base));
        self.beginnings.get(word).or_else(part).or_else(genitive).copied()
    }

    /// True for a German name of several words that is certain but for its case ("Weißen Hauses").
    pub fn is_certain_stem(&self, name: &str) -> bool {
        if !name.ends_with(char::is_alphanumeric) {
            return false;
        }
        let listed = self.stems.get(&fold::stem(&fold::key(name)));
        listed.is_some_and(|listed| {
            listed.name.contains(' ') && is_certain(&self.bodies[listed.body as usize], listed.name)
        })
    }

    /// The number of words of the longest certain name that begins with this adjective, in any case.
    pub fn longest_from_adjective(&self, word: &str) -> Option<usize> {
        let inflected = word.starts_with(char::is_uppercase) && self.is_name_adjective(word);
        inflected
            .then(|| {
                self.adjective_beginnings
                    .get(&fold::stem(&fold::key(word)))
                    .copied()
            })
            .flatten()
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

    /// The name that stands in for a body's weak forms.
    pub fn standard_name(&self, body: u32, language: Language) -> Option<&'static str> {
        self.bodies[body as usize].standard[usize::from(language == Language::English)]
    }

    /// The gender that a given name tells.
    pub fn given_gender(&self, name: &str) -> Option<Gender> {
        self.given.get(name).copied().or_else(|| {
            let first = name.split('-').next()?;
            self.given.get(first).copied()
        })
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

    /// Gender, or plural, of a German noun by its ending.
    pub fn noun_class(&self, noun: &str) -> NounClass {
        let lower = noun.rsplit('-').next().unwrap_or(noun).to_lowercase();
        let whole = format!("^{lower}");
        if let Some(&class) = self.endings.get(whole.as_str()) {
            return class;
        }
        let mut starts: Vec<usize> = lower.char_indices().map(|(at, _)| at).collect();
        let first = starts.len().saturating_sub(LONGEST_ENDING);
        starts.drain(..first);
        starts
            .into_iter()
            .find_map(|at| self.endings.get(&lower[at..]).copied())
            .unwrap_or(NounClass::Singular(Gender::Feminine))
    }

    /// True for an adjective, inflected or not, that names often begin with ("Vereinigte", "Auswärtigen").
    pub fn is_name_adjective(&self, word: &str) -> bool {
        let Some(stem) = adjective_stem(word) else {
            return false;
        };
        let stem = stem.to_lowercase();
        self.adjectives.contains(stem.as_str())
            || (stem.chars().count() > 4
                && ["isch", "lich", "ional", "ativ", "ell", "är", "iert", "ig"]
                    .iter()
                    .any(|ending| stem.ends_with(ending)))
    }

    /// The noun that describes an actor, by the noun itself or the end of a compound; with the base form of the
    /// whole word ("Ministerpräsidenten" -> "Ministerpräsident").
    pub fn role_noun(&self, word: &str, language: Language) -> Option<(RoleNoun, String)> {
        match language {
            Language::English => {
                let lower = word.to_lowercase();
                let last = lower.rsplit('-').next().unwrap_or(&lower);
                let singular = last.strip_suffix('s').unwrap_or(last);
                [lower.as_str(), last, singular]
                    .into_iter()
                    .find_map(|form| self.english_roles.get(form))
                    .map(|&noun| (noun, word.to_owned()))
            }
            _ => self.german_role(word),
        }
    }

    fn german_role(&self, word: &str) -> Option<(RoleNoun, String)> {
        if !word.chars().next()?.is_uppercase() {
            return None;
        }
        // the longest ending of the word, its inflection taken off, that is a role noun
        for (at, _) in word.char_indices() {
            let tail = word[at..].to_lowercase();
            for form in std::iter::once(tail.as_str()).chain(uninflected(&tail)) {
                let found = self.german_roles.get(form).or_else(|| {
                    // "Vorsitzender", "Vorsitzenden": listed with -e
                    let stem = form.strip_suffix(['r', 'n'])?;
                    self.german_roles
                        .get(stem)
                        .filter(|noun| noun.base.ends_with('e'))
                });
                if let Some(&noun) = found {
                    let head = &word[..at];
                    if at > 0 && form.chars().count() < 4 {
                        continue;
                    }
                    let adjectival = noun.base.ends_with("te")
                        || noun.base.ends_with("nde")
                        || noun.base.ends_with("elle");
                    let base = match at {
                        0 => noun.base.to_owned(),
                        _ if head.ends_with('-') => format!("{head}{}", noun.base),
                        _ => format!("{head}{}", noun.base.to_lowercase()),
                    };
                    let base = if adjectival && tail.ends_with('r') {
                        format!("{base}r")
                    } else {
                        base
                    };
                    return Some((noun, base));
                }
            }
        }
        None
    }
}

/// A German noun without the endings it may have in another case.
fn uninflected(noun: &str) -> impl Iterator<Item = &str> {
    ["es", "en", "s", "n"]
        .into_iter()
        .filter_map(|ending| noun.strip_suffix(ending))
        .filter(|stem| stem.chars().count() >= 3)
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

fn roles(file: &'static str) -> impl Iterator<Item = RoleNoun> {
    lexicon::entries(file).flat_map(|columns| {
        let entity = columns.first().and_then(|tag| EntityType::parse(tag));
        let class = columns.get(1).copied().unwrap_or_default();
        let nouns = columns.get(2).copied().unwrap_or_default();
        nouns.split(' ').filter_map(move |noun| {
            Some(RoleNoun {
                entity: entity?,
                class,
                base: noun.trim_start_matches('^'),
            })
        })
    })
}

type Names = HashMap<String, Listed>;

fn read_bodies() -> (Vec<Body>, Names, Names) {
    let (mut bodies, mut names, mut stems) = (Vec::new(), Names::new(), Names::new());
    let items: HashMap<&str, &'static str> = lexicon::entries(WIKIDATA)
        .filter_map(|columns| Some((*columns.first()?, *columns.get(1)?)))
        .collect();
    for columns in lexicon::entries(BODIES) {
        let [id, entity, german, english] = columns[..] else {
            continue;
        };
        let Some(entity) = EntityType::parse(entity) else {
            continue;
        };
        let body = bodies.len() as u32;
        let mut standard = [None, None];
        for (language, list) in [german, english].into_iter().enumerate() {
            for form in list.split('|') {
                let name = form.trim_start_matches(['=', '+']);
                let weak = form.starts_with('+');
                if form.starts_with('=') {
                    standard[language] = Some(name);
                }
                let listed = names.entry(name.to_owned()).or_insert(Listed {
                    body,
                    name,
                    weak: [weak; 2],
                });
                if listed.body == body {
                    listed.weak[language] = weak;
                }
                if language == 0 && name.chars().any(char::is_lowercase) {
                    stems.entry(fold::stem(&fold::key(name))).or_insert(*listed);
                }
            }
        }
        bodies.push(Body {
            id,
            wikidata: items.get(id).copied(),
            entity,
            standard,
        });
    }
    (bodies, names, stems)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_lexicon_parses() {
        let lines = |file: &'static str| lexicon::entries(file).count();
        let lexicon = Lexicon::new();
        assert_eq!(lexicon.bodies.len(), lines(BODIES));
        for file in [ROLES_DE, ROLES_EN] {
            for columns in lexicon::entries(file) {
                assert_eq!(columns.len(), 3, "{columns:?}");
                assert!(EntityType::parse(columns[0]).is_some(), "{columns:?}");
            }
        }
        for file in [GIVEN_NAMES, NOUN_GENDER] {
            for columns in lexicon::entries(file) {
                assert!(columns.len() == 2 && "mfnp".contains(columns[0]), "{columns:?}");
            }
        }
    }

    #[test]
    fn body_ids_are_different() {
        let lexicon = Lexicon::new();
        let ids: HashSet<&str> = lexicon.bodies.iter().map(|body| body.id).collect();
        assert_eq!(ids.len(), lexicon.bodies.len());
        for columns in lexicon::entries(WIKIDATA) {
            assert!(ids.contains(columns[0]), "{columns:?}");
            assert!(
                columns[1]
                    .strip_prefix('Q')
                    .is_some_and(|n| n.parse::<u32>().is_ok())
            );
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

    #[test]
    fn role_nouns_are_found_at_the_end_of_compounds_and_uninflected() {
        let lexicon = Lexicon::new();
        for (word, base, class) in [
            ("Ministerpräsidenten", "Ministerpräsident", "office"),
            ("CSU-Vorsitzenden", "CSU-Vorsitzende", "head"),
            ("Nachrichtenagentur", "Nachrichtenagentur", "medium"),
            ("Mutterfirma", "Mutterfirma", "company"),
            ("US-Präsidenten", "US-Präsident", "office"),
        ] {
            let (noun, found) = lexicon.role_noun(word, Language::German).unwrap();
            assert_eq!((found.as_str(), noun.class), (base, class), "{word}");
        }
        assert!(lexicon.role_noun("Dienstag", Language::German).is_none());
    }
}
