//! Bodies and places that have several names (`bodies.txt`), their names in exact writing, in other cases, and by their first
//! words.

use std::collections::HashMap;

use super::beginnings::{Beginning, FirstLetters};
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
    /// It means an organisation wherever it stands.
    certain: bool,
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
fn is_certain(entity: EntityType, name: &str) -> bool {
    let article = ["Der ", "Die ", "Das ", "The "]
        .iter()
        .any(|article| name.starts_with(article));
    let capitals = name.chars().all(char::is_uppercase) && name.len() > 2;
    let long = name.contains([' ', '-', '/']) || name.chars().count() > 7;
    entity == EntityType::Organisation && !article && (capitals || long)
}

/// Every body, and where its names are found.
#[derive(Debug)]
pub(super) struct Bodies {
    list: Vec<Body>,
    /// The names, once for each stem and writing.
    listed: Vec<Listed>,
    /// From a name as it is written, and from the stem of a German name, to its place in `listed`.
    names: WordMap<Place>,
    stems: WordMap<Place>,
    /// For the first word of names that are certain letter by letter, how they go on.
    beginnings: WordMap<Beginning>,
    /// How those words begin.
    letters: FirstLetters,
    /// The same for names that begin with a German adjective, by its stem.
    adjective_beginnings: WordMap<Beginning>,
    adjective_letters: FirstLetters,
}

/// A place in the list of names, one-based; 0 for none.
type Place = u32;

impl Bodies {
    /// The embedded bodies.
    pub fn new() -> Self {
        let mut bodies = Self::read();
        let certain: Vec<&'static str> = all_names().filter(|name| bodies.is_certain(name)).collect();
        let first = |name: &'static str| name.split([' ', '/']).next().unwrap_or_default();
        let stem = |name| fold::stem(&fold::key(first(name)));
        let mut of_stem: HashMap<String, Beginning> = HashMap::new();
        for &name in &certain {
            let known = of_stem.entry(stem(name)).or_default();
            *known = known.or(Beginning::of(name));
        }
        let mut beginnings = WordMap::<Beginning>::default();
        let mut adjective_beginnings = WordMap::<Beginning>::default();
        let (mut letters, mut adjective_letters) = (FirstLetters::new(), FirstLetters::new());
        for name in certain {
            let (first, stem) = (first(name), stem(name));
            let beginning = Beginning {
                // of a name in another case too: "Deutscher" begins "Deutscher Presse-Agentur"
                second_letters: of_stem[&stem].second_letters,
                ..Beginning::of(name)
            };
            let known = beginnings.entry(first);
            *known = known.or(beginning);
            letters.add(first);
            if first.len() < name.len() && adjective_stem(first).is_some() {
                let known = adjective_beginnings.entry(&stem);
                *known = known.or(beginning);
                adjective_letters.add(&stem);
            }
        }
        bodies.beginnings = beginnings;
        bodies.letters = letters;
        bodies.adjective_beginnings = adjective_beginnings;
        bodies.adjective_letters = adjective_letters;
        bodies
    }

    /// The listed name of a writing.
    fn named(&self, name: &str) -> Option<&Listed> {
        self.listed.get((self.names.get(name)? as usize).checked_sub(1)?)
    }

    /// The listed name of a stem.
    fn stemmed(&self, stem: &str) -> Option<&Listed> {
        self.listed.get((self.stems.get(stem)? as usize).checked_sub(1)?)
    }

    /// True for the name of an organisation that means it wherever it stands.
    fn is_certain(&self, name: &str) -> bool {
        self.named(name).is_some_and(|listed| listed.certain)
    }

    /// The names of the files, without their beginnings.
    fn read() -> Self {
        let (mut bodies, mut all) = (Vec::new(), Vec::new());
        let (mut names, mut stems) = (WordMap::<Place>::default(), WordMap::<Place>::default());
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
                    let place = names.entry(name);
                    if *place == 0 {
                        all.push(Listed {
                            body,
                            name,
                            certain: is_certain(entity, name),
                            weak: [weak; 2],
                        });
                        *place = all.len() as Place;
                    }
                    let listed: &mut Listed = &mut all[*place as usize - 1];
                    if listed.body == body {
                        listed.weak[language] = weak;
                    }
                    if language == 0 && name.chars().any(char::is_lowercase) {
                        let listed = *listed;
                        let place = stems.entry(&fold::stem(&fold::key(name)));
                        if *place == 0 {
                            all.push(listed);
                            *place = all.len() as Place;
                        }
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
        Self {
            list: bodies,
            listed: all,
            names,
            stems,
            beginnings: WordMap::default(),
            letters: FirstLetters::new(),
            adjective_beginnings: WordMap::default(),
            adjective_letters: FirstLetters::new(),
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
        self.bodies.named(name).map(|listed| listed.in_language(language))
    }

    /// The body that an inflected German name ("Vereinten Nationen") names.
    pub fn body_of_stem(&self, stem: &str) -> Option<BodyName> {
        self.bodies
            .stemmed(stem)
            .map(|listed| listed.in_language(Language::German))
    }

    /// True for a name of a body in exactly this writing.
    pub fn is_listed(&self, name: &str) -> bool {
        self.bodies.names.contains(name)
    }

    /// True for the name of a place of the list.
    pub fn is_place(&self, name: &str) -> bool {
        let listed = self.bodies.named(name);
        listed.is_some_and(|listed| self.body(listed.body).entity == EntityType::Location)
    }

    /// True for the name of an organisation that means it wherever it stands.
    pub fn is_certain_name(&self, name: &str) -> bool {
        self.bodies.is_certain(name)
    }

    /// How the certain names go on that begin with a word, or with what stands before its last hyphen.
    pub fn names_from(&self, word: &str) -> Option<Beginning> {
        if !self.bodies.letters.may_begin(word) {
            return None;
        }
        let beginnings = &self.bodies.beginnings;
        let hyphen = || word.bytes().rposition(|byte| byte == b'-');
        let part = || hyphen().and_then(|at| beginnings.get(&word[..at]));
        let genitive = || {
            let base = word.strip_suffix('s')?;
            // "Bundesgerichtshofes"
            let long = || beginnings.get(base.strip_suffix('e')?);
            beginnings.get(base).or_else(long)
        };
        beginnings.get(word).or_else(genitive).or_else(part)
    }

    /// True for a German name of several words that is certain but for its case ("Weißen Hauses").
    pub fn is_certain_stem(&self, name: &str) -> bool {
        if !name.ends_with(char::is_alphanumeric) {
            return false;
        }
        let listed = self.bodies.stemmed(&fold::stem(&fold::key(name)));
        listed.is_some_and(|listed| listed.certain && listed.name.contains(' '))
    }

    /// How the certain names go on that begin with this adjective, in any case.
    pub fn names_from_adjective(&self, word: &str) -> Option<Beginning> {
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
