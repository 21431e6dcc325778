//! What is known of an actor beside its name: gender, and the nouns that describe it.

use crate::actors::lexicon::{Ending, Lexicon, RoleNoun};
use crate::actors::role::Role;
use crate::analysis::{Actor, EntityType, Gender};
use crate::language::Language;

/// A noun that describes an actor.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Noun {
    /// In lower case ("justizminister"), adjectival ones in -e ("vorsitzende").
    pub full: String,
    /// The lexicon's noun that it is or ends in ("Minister").
    pub base: &'static str,
    /// Its class ("office").
    pub class: &'static str,
    /// Stands for all nouns that may describe the same actor; see [`Lexicon::same_role`].
    pub same: Option<&'static str>,
    /// The whole description, in lower case.
    pub text: String,
}

impl Noun {
    /// A noun as it stands in a description.
    pub fn new(full: String, noun: RoleNoun, text: String, lexicon: &Lexicon, language: Language) -> Self {
        Self {
            same: lexicon.same_role(&full, language),
            full,
            base: noun.base,
            class: noun.class,
            text,
        }
    }
}

/// Gender and nouns of an actor.
#[derive(Debug, Default)]
pub(crate) struct Profile {
    /// Of a person, where the given name or a describing noun tells.
    pub gender: Option<Gender>,
    /// From its roles, and of an organisation or place from its name.
    pub nouns: Vec<Noun>,
}

/// So many different nouns of an actor are kept.
const NOUNS: usize = 8;

impl Profile {
    pub fn new(actor: &Actor, roles: &[Role], lexicon: &Lexicon, language: Language) -> Self {
        let mut profile = Self::default();
        for role in roles {
            let full = adjectival(&role.head.to_lowercase(), role.noun.base);
            profile.add(Noun::new(
                full,
                role.noun,
                role.text.to_lowercase(),
                lexicon,
                language,
            ));
        }
        if actor.entity != EntityType::Person {
            for word in actor.name.split(' ') {
                if let Some(found) = lexicon.role_noun(word, language)
                    && found.noun.entity == actor.entity
                {
                    let noun = found.noun;
                    let full = adjectival(&found.base().to_lowercase(), noun.base);
                    profile.add(Noun::new(
                        full,
                        noun,
                        actor.name.to_lowercase(),
                        lexicon,
                        language,
                    ));
                }
            }
            return profile;
        }
        let given = actor
            .name
            .split(' ')
            .next()
            .filter(|given| given.len() < actor.name.len());
        profile.gender = given
            .and_then(|given| lexicon.given_gender(given))
            .or_else(|| roles.iter().find_map(|role| noun_gender(&role.head, language)));
        profile
    }

    fn add(&mut self, noun: Noun) {
        if self.nouns.len() < NOUNS && !self.nouns.contains(&noun) {
            self.nouns.push(noun);
        }
    }

    /// True where what is known of the actor does not speak against a description of this class.
    pub fn allows(&self, class: &str) -> bool {
        self.nouns.is_empty() || self.nouns.iter().any(|noun| noun.class == class)
    }
}

/// The gender that a German noun for a person tells: "-in" against the rest; none for adjectival nouns.
pub(crate) fn noun_gender(noun: &str, language: Language) -> Option<Gender> {
    if language == Language::English {
        return None;
    }
    match (Ending::Woman.of(noun), Ending::Open.of(noun)) {
        (true, _) => Some(Gender::Feminine),
        (_, true) => None,
        _ => Some(Gender::Masculine),
    }
}

/// "vorsitzender" as "vorsitzende", so that both are equal.
pub(crate) fn adjectival(noun: &str, base: &str) -> String {
    let stem = noun
        .strip_suffix(['r', 'n'])
        .filter(|stem| base.ends_with('e') && stem.ends_with(&base.to_lowercase()));
    stem.unwrap_or(noun).to_owned()
}
