//! Bodies and places that have several names (`bodies.txt`), their names in exact writing, in other cases, and by their first
//! words.

use std::collections::HashMap;

use crate::actors::fold;
use crate::actors::lexicon::{Lexicon, adjective_stem};
use crate::analysis::EntityType;
use crate::language::wordmap::WordMap;
use crate::language::{Language, lexicon};

const BODIES: &str = include_str!("../../language/bodies.txt");
const WIKIDATA: &str = include_str!("../../language/wikidata.txt");

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
    let long = name.contains([' ', '-', '/']) || name.chars().count() > 7;
    body.entity == EntityType::Organisation && !article && (capitals || long)
}

/// Every body, and where its names are found.
#[derive(Debug)]
pub(super) struct Bodies {
    list: Vec<Body>,
    /// By the name as it is written.
    names: Names,
    /// By the stem of a German name.
    stems: Names,
    /// For the first word of a name that is certain letter by letter, the number of words of the longest.
    beginnings: WordMap<usize>,
    /// How those words begin.
    letters: FirstLetters,
    /// The same for names that begin with a German adjective, by its stem.
    adjective_beginnings: WordMap<usize>,
    adjective_letters: FirstLetters,
}

type Names = WordMap<Option<Listed>>;

/// The first three bytes of words: most words of a text begin as none of a list.
#[derive(Debug)]
struct FirstLetters(Vec<bool>);

impl FirstLetters {
    fn new() -> Self {
        Self(vec![false; 1 << 16])
    }

    /// Letters of few words share a place.
    fn place([one, two, three]: [u8; 3]) -> usize {
        let number = u32::from_be_bytes([0, one, two, three]);
        (number.wrapping_mul(0x9E37_79B1) >> 16) as usize
    }

    fn add(&mut self, word: &str) {
        let all = 0..=u8::MAX;
        match *word.as_bytes() {
            [one, two, three, ..] => self.0[Self::place([one, two, three])] = true,
            // whatever follows
            [one, two] => all.for_each(|three| self.0[Self::place([one, two, three])] = true),
            _ => self.0.fill(true),
        }
    }

    /// False where no listed word can begin so; a word of one or two bytes may be any.
    #[inline]
    fn may_begin(&self, word: &str) -> bool {
        match *word.as_bytes() {
            [one, two, three, ..] => self.0[Self::place([one, two, three])],
            _ => true,
        }
    }

    /// The same for words that are compared by their keys, in small letters and without accents.
    #[inline]
    fn may_begin_key(&self, word: &str) -> bool {
        match *word.as_bytes() {
            [one, two, three, ..] if [one, two, three].iter().all(u8::is_ascii_alphabetic) => {
                self.0[Self::place([one, two, three].map(|byte| byte.to_ascii_lowercase()))]
            }
            _ => true,
        }
    }
}

impl Bodies {
    /// The embedded bodies.
    pub fn new() -> Self {
        let (list, names, stems) = read_bodies();
        let certain = |name: &&str| {
            let listed = names.get(name).flatten();
            listed.is_some_and(|listed| is_certain(&list[listed.body as usize], listed.name))
        };
        let (mut beginnings, mut adjective_beginnings) = (WordMap::default(), WordMap::default());
        let (mut letters, mut adjective_letters) = (FirstLetters::new(), FirstLetters::new());
        for name in all_names().filter(certain) {
            let first = name.split([' ', '/']).next().unwrap_or_default();
            // a slash is a token as well
            let words = name.split(' ').count() + 2 * name.matches('/').count();
            let longest: &mut usize = beginnings.entry(first);
            *longest = words.max(*longest);
            letters.add(first);
            if words > 1 && adjective_stem(first).is_some() {
                let stem = fold::stem(&fold::key(first));
                let longest: &mut usize = adjective_beginnings.entry(&stem);
                *longest = words.max(*longest);
                adjective_letters.add(&stem);
            }
        }
        Self {
            list,
            names,
            stems,
            beginnings,
            letters,
            adjective_beginnings,
            adjective_letters,
        }
    }
}

impl Lexicon {
    /// The name that stands in for a body's weak forms.
    pub fn standard_name(&self, body: u32, language: Language) -> Option<&'static str> {
        self.bodies.list[body as usize].standard[usize::from(language == Language::English)]
    }

    pub fn body(&self, index: u32) -> &Body {
        &self.bodies.list[index as usize]
    }

    /// The body that a name in exactly this writing names.
    pub fn body_of(&self, name: &str, language: Language) -> Option<BodyName> {
        self.bodies
            .names
            .get(name)
            .flatten()
            .map(|listed| listed.in_language(language))
    }

    /// The body that an inflected German name ("Vereinten Nationen") names.
    pub fn body_of_stem(&self, stem: &str) -> Option<BodyName> {
        self.bodies
            .stems
            .get(stem)
            .flatten()
            .map(|listed| listed.in_language(Language::German))
    }

    /// True for a name of a body in exactly this writing.
    pub fn is_listed(&self, name: &str) -> bool {
        self.bodies.names.contains(name)
    }

    /// True for the name of a place of the list.
    pub fn is_place(&self, name: &str) -> bool {
        let listed = self.bodies.names.get(name).flatten();
        listed.is_some_and(|listed| self.body(listed.body).entity == EntityType::Location)
    }

    /// True for the name of an organisation that means it wherever it stands.
    pub fn is_certain_name(&self, name: &str) -> bool {
        self.bodies
            .names
            .get(name)
            .flatten()
            .is_some_and(|listed| is_certain(&self.bodies.list[listed.body as usize], listed.name))
    }

    /// The number of words of the longest certain name that begins with a word, or with what stands before its last
    /// hyphen.
    pub fn longest_from(&self, word: &str) -> Option<usize> {
        if !self.bodies.letters.may_begin(word) {
            return None;
        }
        let beginnings = &self.bodies.beginnings;
        let hyphen = || word.bytes().rposition(|byte| byte == b'-');
        let part = || hyphen().and_then(|at| beginnings.get(&word[..at]));
        let genitive = || word.strip_suffix('s').and_then(|base| beginnings.get(base));
        beginnings.get(word).or_else(part).or_else(genitive)
    }

    /// True for a German name of several words that is certain but for its case ("Weißen Hauses").
    pub fn is_certain_stem(&self, name: &str) -> bool {
        if !name.ends_with(char::is_alphanumeric) {
            return false;
        }
        let listed = self.bodies.stems.get(&fold::stem(&fold::key(name))).flatten();
        listed.is_some_and(|listed| {
            listed.name.contains(' ') && is_certain(&self.bodies.list[listed.body as usize], listed.name)
        })
    }

    /// The number of words of the longest certain name that begins with this adjective, in any case.
    pub fn longest_from_adjective(&self, word: &str) -> Option<usize> {
        let inflected = word.starts_with(char::is_uppercase)
            && self.bodies.adjective_letters.may_begin_key(word)
            && self.is_name_adjective(word);
        inflected
            .then(|| {
                self.bodies
                    .adjective_beginnings
                    .get(&fold::stem(&fold::key(word)))
            })
            .flatten()
    }
}

/// The names of all bodies, in both languages.
fn all_names() -> impl Iterator<Item = &'static str> {
    let columns = lexicon::entries(BODIES).flat_map(|columns| columns.into_iter().skip(2));
    columns.flat_map(|names| names.split('|').map(|form| form.trim_start_matches(['=', '+'])))
}

fn read_bodies() -> (Vec<Body>, Names, Names) {
    let (mut bodies, mut names, mut stems) = (Vec::new(), Names::default(), Names::default());
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
                let listed = names.entry(name).get_or_insert(Listed {
                    body,
                    name,
                    weak: [weak; 2],
                });
                if listed.body == body {
                    listed.weak[language] = weak;
                }
                if language == 0 && name.chars().any(char::is_lowercase) {
                    stems.entry(&fold::stem(&fold::key(name))).get_or_insert(*listed);
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
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn every_body_is_read_and_ids_are_different() {
        let bodies = Bodies::new();
        assert_eq!(bodies.list.len(), lexicon::entries(BODIES).count());
        let ids: HashSet<&str> = bodies.list.iter().map(|body| body.id).collect();
        assert_eq!(ids.len(), bodies.list.len());
        for columns in lexicon::entries(WIKIDATA) {
            let number = columns[1].strip_prefix('Q').and_then(|n| n.parse::<u32>().ok());
            assert!(ids.contains(columns[0]) && number.is_some(), "{columns:?}");
        }
    }
}
