//! Nouns that describe an actor ("Ministerpräsident", "Nachrichtenagentur"), alone or at the end of a compound.

use std::collections::{BTreeMap, HashMap};

use crate::actors::lexicon::Lexicon;
use crate::analysis::EntityType;
use crate::language::endings::Endings;
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

/// A word of a text that is such a noun or, in German, ends in one.
#[derive(Debug, Clone, Copy)]
pub(crate) struct RoleWord<'a> {
    /// The noun.
    pub noun: RoleNoun,
    word: &'a str,
    /// The byte of the word where the noun begins; none in English, whose words stay as they are.
    noun_at: Option<usize>,
}

impl RoleWord<'_> {
    /// The base form of the whole word ("Ministerpräsidenten" -> "Ministerpräsident").
    pub fn base(&self) -> String {
        let (base, word) = (self.noun.base, self.word);
        let Some(at) = self.noun_at else {
            return word.to_owned();
        };
        let head = &word[..at];
        let mut whole = match at {
            0 => base.to_owned(),
            _ if head.ends_with('-') => format!("{head}{base}"),
            _ => format!("{head}{}", base.to_lowercase()),
        };
        let adjectival = ["te", "nde", "elle"].iter().any(|end| base.ends_with(end));
        if adjectival && word.ends_with(['r', 'R']) {
            whole.push('r');
        }
        whole
    }
}

/// What a German noun as it is written, in base form, stands for.
#[derive(Debug, Clone, Default)]
struct German {
    /// The nouns that are written so; that of the last line of the file first.
    nouns: Vec<RoleNoun>,
    /// It may be the last part of a compound.
    ends_compounds: bool,
}

/// The nouns of both languages.
#[derive(Debug)]
pub(super) struct RoleNouns {
    /// From every German noun to its place in `german_nouns`.
    german: Endings<u16>,
    german_nouns: Vec<German>,
    /// From every English noun to its place in `english_nouns`.
    english: Endings<u16>,
    english_nouns: Vec<Vec<RoleNoun>>,
    /// For a German noun, other ones that it ends in ("Agentur" for "Nachrichtenagentur").
    shorter: HashMap<&'static str, Vec<&'static str>>,
}

/// The endings that nouns take in other cases and in the plural; those before are the likelier.
const INFLECTIONS: [&str; 5] = ["", "es", "en", "s", "n"];
/// A noun of fewer letters ends no compound.
const SHORTEST_LAST_PART: usize = 4;

impl RoleNouns {
    pub fn new() -> Self {
        let mut english: BTreeMap<&'static str, Vec<RoleNoun>> = BTreeMap::new();
        for (noun, _) in entries(ENGLISH) {
            english.entry(noun.base).or_default().insert(0, noun);
        }
        let mut german: BTreeMap<String, German> = BTreeMap::new();
        for (noun, whole) in entries(GERMAN) {
            let lower = noun.base.to_lowercase();
            // "Vorsitzender", "Vorsitzenden": listed with -e
            let adjectival = lower.ends_with('e').then_some(["r", "n"]).into_iter().flatten();
            for ending in std::iter::once("").chain(adjectival) {
                let written = format!("{lower}{ending}");
                let long = written.chars().count() >= SHORTEST_LAST_PART;
                let known = german.entry(written).or_default();
                known.nouns.insert(0, noun);
                known.ends_compounds |= !whole && long;
            }
        }
        Self {
            german: Endings::new(german.keys().zip(0..)),
            german_nouns: german.into_values().collect(),
            english: Endings::new(english.keys().zip(0..)),
            english_nouns: english.into_values().collect(),
            shorter: shorter(),
        }
    }

    /// The longest ending of a German word that is a form of a noun: where it begins, and what it is.
    fn ending(&self, word: &str) -> Option<(usize, &[RoleNoun])> {
        let fits = |&(at, noun): &(usize, u16)| {
            at == 0 || self.german_nouns[noun as usize].ends_compounds || word[..at].ends_with('-')
        };
        let uninflected = INFLECTIONS.into_iter().filter_map(|ending| without(word, ending));
        let found = uninflected.filter_map(|stem| self.german.of(stem).filter(fits).last());
        // of equal ones the first
        let (at, noun) = found.min_by_key(|&(at, _)| at)?;
        Some((at, &self.german_nouns[noun as usize].nouns))
    }

    /// The nouns that an English word, its last part or the singular of that is.
    fn english(&self, word: &str) -> Option<&[RoleNoun]> {
        let last = word.rsplit('-').next().unwrap_or(word);
        let singular = last.strip_suffix(['s', 'S']).unwrap_or(last);
        let mut forms = [word, last, singular].into_iter();
        let found = forms.find_map(|form| self.english.whole(form))?;
        Some(&self.english_nouns[found as usize])
    }
}

impl Lexicon {
    /// Other nouns that a German noun ends in ("Agentur" for "Nachrichtenagentur").
    pub fn shorter_nouns(&self, base: &str) -> &[&'static str] {
        self.role_nouns.shorter.get(base).map_or(&[], Vec::as_slice)
    }

    /// The noun that describes an actor, by the noun itself or the end of a compound.
    pub fn role_noun<'a>(&self, word: &'a str, language: Language) -> Option<RoleWord<'a>> {
        self.role_noun_where(word, language, |_| true)
    }

    /// The same, for actors of one type: "Tochter" is a person, and a company.
    pub fn role_noun_of<'a>(
        &self,
        word: &'a str,
        language: Language,
        entity: EntityType,
    ) -> Option<RoleWord<'a>> {
        self.role_noun_where(word, language, |noun| noun.entity == entity)
    }

    fn role_noun_where<'a>(
        &self,
        word: &'a str,
        language: Language,
        wanted: impl Fn(&RoleNoun) -> bool,
    ) -> Option<RoleWord<'a>> {
        let (noun_at, nouns) = if language == Language::English {
            (None, self.role_nouns.english(word)?)
        } else if word.starts_with(char::is_uppercase) {
            let (at, nouns) = self.role_nouns.ending(word)?;
            (Some(at), nouns)
        } else {
            return None;
        };
        let &noun = nouns.iter().find(|noun| wanted(noun))?;
        Some(RoleWord { noun, word, noun_at })
    }
}

/// A word without an ending, written in small or capital letters, where it has it.
fn without<'a>(word: &'a str, ending: &str) -> Option<&'a str> {
    let at = word.len().checked_sub(ending.len())?;
    let same = word.as_bytes()[at..].eq_ignore_ascii_case(ending.as_bytes());
    same.then(|| &word[..at])
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
            let found = lexicon.role_noun(word, Language::German).unwrap();
            assert_eq!((found.base().as_str(), found.noun.class), (base, class), "{word}");
        }
        for word in ["Dienstag", "Proteste", "Kinder", "Metropole"] {
            let found = lexicon.role_noun(word, Language::German);
            assert!(
                found.is_none_or(|found| found.noun.class != "other" || found.noun.base == "Kind"),
                "{word}"
            );
        }
    }

    #[test]
    fn a_noun_of_two_types_is_what_is_asked_for() {
        let lexicon = Lexicon::new();
        for entity in [EntityType::Person, EntityType::Organisation] {
            let found = lexicon.role_noun_of("Tochter", Language::German, entity);
            assert_eq!(found.map(|found| found.noun.entity), Some(entity));
        }
    }
}
