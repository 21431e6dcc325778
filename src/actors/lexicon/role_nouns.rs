//! Nouns that describe an actor ("Ministerpräsident", "Nachrichtenagentur"), alone or at the end of a compound.

use std::collections::{BTreeMap, HashMap};

use fst::Map;

use crate::actors::lexicon::Lexicon;
use crate::analysis::EntityType;
use crate::language::{Language, lexicon};

const GERMAN: &str = include_str!("../../language/de/role_nouns.txt");
const ENGLISH: &str = include_str!("../../language/en/role_nouns.txt");

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

/// What a form of a German noun is a form of.
#[derive(Debug, Clone)]
struct German {
    /// The nouns that are written so; that of the last line of the file first.
    nouns: Vec<RoleNoun>,
    /// It may be the last part of a compound.
    ends_compounds: bool,
}

/// The nouns of both languages. German ones are found by one walk over the letters of a word from its end.
#[derive(Debug)]
pub(super) struct RoleNouns {
    /// From every form of a German noun, its letters reversed, to its place in `forms`.
    endings: Map<Vec<u8>>,
    forms: Vec<German>,
    english: HashMap<&'static str, Vec<RoleNoun>>,
    /// For a German noun, other ones that it ends in ("Agentur" for "Nachrichtenagentur").
    shorter: HashMap<&'static str, Vec<&'static str>>,
}

/// The endings that nouns take in other cases and in the plural; those before are the likelier.
const INFLECTIONS: [&str; 5] = ["", "es", "en", "s", "n"];
/// A noun of fewer letters ends no compound.
const SHORTEST_LAST_PART: usize = 4;

impl RoleNouns {
    pub fn new() -> Self {
        let mut english: HashMap<&'static str, Vec<RoleNoun>> = HashMap::new();
        for (noun, _) in entries(ENGLISH) {
            english.entry(noun.base).or_default().insert(0, noun);
        }
        let shorter = shorter();
        let mut by_ending: BTreeMap<Vec<u8>, (usize, German)> = BTreeMap::new();
        for (noun, whole) in entries(GERMAN) {
            let lower = noun.base.to_lowercase();
            let letters = lower.chars().count();
            // "Vorsitzender", "Vorsitzenden": listed with -e
            let adjectival = lower.ends_with('e').then_some(["r", "n"]).into_iter().flatten();
            let adjectival = adjectival.map(|ending| (0, ending, letters + 1));
            let inflected = INFLECTIONS.into_iter().enumerate();
            for (rank, ending, letters) in inflected
                .map(|(rank, ending)| (rank, ending, letters))
                .chain(adjectival)
            {
                let form = German {
                    nouns: vec![noun],
                    ends_compounds: !whole && letters >= SHORTEST_LAST_PART,
                };
                let reversed: Vec<u8> = format!("{lower}{ending}").bytes().rev().collect();
                match by_ending.get_mut(&reversed) {
                    Some((known, old)) if rank == *known => {
                        old.nouns.insert(0, noun);
                        old.ends_compounds |= form.ends_compounds;
                    }
                    Some((known, _)) if rank > *known => {}
                    _ => {
                        by_ending.insert(reversed, (rank, form));
                    }
                }
            }
        }
        let endings = by_ending
            .keys()
            .enumerate()
            .map(|(place, ending)| (ending, place as u64));
        Self {
            endings: Map::from_iter(endings).unwrap_or_default(),
            forms: by_ending.values().map(|(_, form)| form.clone()).collect(),
            english,
            shorter,
        }
    }

    /// The longest ending of a German word that is a form of a noun: where it begins, and what it is.
    fn ending(&self, word: &str) -> Option<(usize, &German)> {
        let endings = self.endings.as_fst();
        let (mut node, mut output) = (endings.root(), fst::raw::Output::zero());
        let mut found = None;
        for (at, letter) in word.char_indices().rev() {
            let mut small = [0; 4];
            for lower in letter.to_lowercase().rev() {
                for &byte in lower.encode_utf8(&mut small).as_bytes().iter().rev() {
                    let Some(next) = node.find_input(byte) else {
                        return found;
                    };
                    let transition = node.transition(next);
                    output = output.cat(transition.out);
                    node = endings.node(transition.addr);
                }
            }
            if node.is_final() {
                let place = output.cat(node.final_output()).value() as usize;
                let form = self.forms.get(place)?;
                if at == 0 || form.ends_compounds || word[..at].ends_with('-') {
                    found = Some((at, form));
                }
            }
        }
        found
    }
}

impl Lexicon {
    /// Other nouns that a German noun ends in ("Agentur" for "Nachrichtenagentur").
    pub fn shorter_nouns(&self, base: &str) -> &[&'static str] {
        self.role_nouns.shorter.get(base).map_or(&[], Vec::as_slice)
    }

    /// The noun that describes an actor, by the noun itself or the end of a compound; with the base form of the
    /// whole word ("Ministerpräsidenten" -> "Ministerpräsident").
    pub fn role_noun(&self, word: &str, language: Language) -> Option<(RoleNoun, String)> {
        self.role_noun_where(word, language, |_| true)
    }

    /// The same, for actors of one type: "Tochter" is a person, and a company.
    pub fn role_noun_of(
        &self,
        word: &str,
        language: Language,
        entity: EntityType,
    ) -> Option<(RoleNoun, String)> {
        self.role_noun_where(word, language, |noun| noun.entity == entity)
    }

    fn role_noun_where(
        &self,
        word: &str,
        language: Language,
        wanted: impl Fn(&RoleNoun) -> bool,
    ) -> Option<(RoleNoun, String)> {
        if language == Language::English {
            let lower = word.to_lowercase();
            let last = lower.rsplit('-').next().unwrap_or(&lower);
            let singular = last.strip_suffix('s').unwrap_or(last);
            let mut forms = [lower.as_str(), last, singular].into_iter();
            let nouns = forms.find_map(|form| self.role_nouns.english.get(form))?;
            return nouns
                .iter()
                .find(|noun| wanted(noun))
                .map(|&noun| (noun, word.to_owned()));
        }
        if !word.starts_with(char::is_uppercase) {
            return None;
        }
        let (at, form) = self.role_nouns.ending(word)?;
        let &noun = form.nouns.iter().find(|noun| wanted(noun))?;
        let head = &word[..at];
        let mut base = match at {
            0 => noun.base.to_owned(),
            _ if head.ends_with('-') => format!("{head}{}", noun.base),
            _ => format!("{head}{}", noun.base.to_lowercase()),
        };
        let adjectival = ["te", "nde", "elle"].iter().any(|end| noun.base.ends_with(end));
        if adjectival && word.ends_with(['r', 'R']) {
            base.push('r');
        }
        Some((noun, base))
    }
}

fn shorter() -> HashMap<&'static str, Vec<&'static str>> {
    let bases: HashMap<String, &'static str> = entries(GERMAN)
        .map(|(noun, _)| (noun.base.to_lowercase(), noun.base))
        .collect();
    let mut shorter: HashMap<&'static str, Vec<&'static str>> = HashMap::new();
    for (lower, base) in &bases {
        let parts = lower.char_indices().skip(1).map(|(at, _)| &lower[at..]);
        let long = parts.filter(|part| part.chars().count() >= SHORTEST_LAST_PART);
        let found: Vec<&'static str> = long.filter_map(|part| bases.get(part).copied()).collect();
        if !found.is_empty() {
            shorter.insert(base, found);
        }
    }
    shorter
}

/// The nouns of a file, each with whether it stands only as a whole word.
fn entries(file: &'static str) -> impl Iterator<Item = (RoleNoun, bool)> {
    lexicon::entries(file).flat_map(|columns| {
        let entity = columns.first().and_then(|tag| EntityType::parse(tag));
        let class = columns.get(1).copied().unwrap_or_default();
        let nouns = columns.get(2).copied().unwrap_or_default();
        nouns.split(' ').filter_map(move |noun| {
            let base = noun.trim_start_matches('^');
            let entity = entity?;
            Some((RoleNoun { entity, class, base }, base.len() < noun.len()))
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_parses() {
        for file in [GERMAN, ENGLISH] {
            for columns in lexicon::entries(file) {
                assert_eq!(columns.len(), 3, "{columns:?}");
                assert!(EntityType::parse(columns[0]).is_some(), "{columns:?}");
            }
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
            ("Regisseurs", "Regisseur", "culture"),
            ("Türken", "Türke", "other"),
            ("Deutsch-Türke", "Deutsch-Türke", "other"),
        ] {
            let (noun, found) = lexicon.role_noun(word, Language::German).unwrap();
            assert_eq!((found.as_str(), noun.class), (base, class), "{word}");
        }
        for word in ["Dienstag", "Proteste", "Kinder", "Metropole"] {
            let found = lexicon.role_noun(word, Language::German);
            assert!(
                found.is_none_or(|(noun, _)| noun.class != "other" || noun.base == "Kind"),
                "{word}"
            );
        }
    }

    #[test]
    fn a_noun_of_two_types_is_what_is_asked_for() {
        let lexicon = Lexicon::new();
        for entity in [EntityType::Person, EntityType::Organisation] {
            let found = lexicon.role_noun_of("Tochter", Language::German, entity);
            assert_eq!(found.map(|(noun, _)| noun.entity), Some(entity));
        }
    }
}
