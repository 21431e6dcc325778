//! Bodies and places that have several names, one in all languages.

use std::collections::HashMap;

use crate::actors::fold;
use crate::actors::lexicon::{Lexicon, adjective_stem};
use crate::analysis::EntityType;
use crate::language::{Language, lexicon};

pub(super) const BODIES: &str = include_str!("../language/bodies.txt");
pub(super) const WIKIDATA: &str = include_str!("../language/wikidata.txt");

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
    pub(super) standard: [Option<&'static str>; 2],
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
pub(super) struct Listed {
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

impl Lexicon {
    /// A body by its index.
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
        part().or_else(genitive).copied()
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

    /// The name that stands in for a body's weak forms.
    pub fn standard_name(&self, body: u32, language: Language) -> Option<&'static str> {
        self.bodies[body as usize].standard[usize::from(language == Language::English)]
    }
}

/// For the first word of a name that is certain letter by letter, the number of words of the longest; the same for names
/// that begin with a German adjective, by its stem.
pub(super) fn beginnings(
    bodies: &[Body],
    names: &Names,
) -> (HashMap<&'static str, usize>, HashMap<String, usize>) {
    let (mut beginnings, mut adjectives) = (HashMap::new(), HashMap::new());
    let certain = |listed: &&Listed| is_certain(&bodies[listed.body as usize], listed.name);
    for listed in names.values().filter(certain) {
        let first = listed.name.split(' ').next().unwrap_or_default();
        let words = listed.name.split(' ').count();
        let longest = beginnings.entry(first).or_insert(0);
        *longest = words.max(*longest);
        if words > 1 && adjective_stem(first).is_some() {
            let longest = adjectives.entry(fold::stem(&fold::key(first))).or_insert(0);
            *longest = words.max(*longest);
        }
    }
    (beginnings, adjectives)
}

pub(super) type Names = HashMap<String, Listed>;

/// Reads the file: bodies, names as they stand, German names without endings.
pub(super) fn read() -> (Vec<Body>, Names, Names) {
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
