//! What the register is told of one actor of one document.

use std::hash::{DefaultHasher, Hash, Hasher};

use jiff::civil::Date;

use crate::actors::fold;
use crate::actors::lexicon::Lexicon;
use crate::analysis::{Actor, Analysis, EntityType};
use crate::language::Language;

/// An actor of a document, as the register needs it.
#[derive(Debug, Clone, PartialEq)]
pub struct Note {
    pub(super) entity: EntityType,
    /// Equal for equal names; the id of a body.
    pub(super) key: String,
    /// True for a body of the lexicon.
    pub(super) listed: bool,
    pub(super) wikidata: Option<&'static str>,
    pub(super) name: String,
    pub(super) aliases: Vec<String>,
    pub(super) role: String,
    /// The noun of the role and its class.
    pub(super) noun: Option<(&'static str, &'static str)>,
    pub(super) mentions: u32,
    pub(super) quotes: u32,
    pub(super) date: Option<Date>,
}

impl Note {
    /// A number for the name as company of others; 0 for names that are everybody's (places).
    pub(super) fn context_key(&self) -> u64 {
        if self.entity == EntityType::Location {
            return 0;
        }
        let mut hasher = DefaultHasher::new();
        self.key.hash(&mut hasher);
        hasher.finish().max(1)
    }

    /// True for a person known by one word alone, or an acronym.
    pub(super) fn is_short(&self) -> bool {
        match self.entity {
            EntityType::Person => !self.key.contains(' '),
            _ => fold::is_acronym(&self.name) || !self.key.contains(' '),
        }
    }
}

/// Notes what the register needs to know of documents. Shared by all threads.
#[derive(Debug)]
pub struct Noter {
    lexicon: Lexicon,
}

impl Default for Noter {
    fn default() -> Self {
        Self::new()
    }
}

impl Noter {
    /// Builds the noter from the embedded lexicons.
    pub fn new() -> Self {
        Self {
            lexicon: Lexicon::new(),
        }
    }

    /// One note for each actor of a document, in their order.
    pub fn notes(&self, analysis: &Analysis) -> Vec<Note> {
        notes(analysis, &self.lexicon)
    }
}

fn notes(analysis: &Analysis, lexicon: &Lexicon) -> Vec<Note> {
    let mut quotes = vec![0; analysis.actors.len()];
    for quote in &analysis.quotes {
        if let Some(count) = quote
            .speaker_actor
            .and_then(|actor| quotes.get_mut(actor as usize))
        {
            *count += 1;
        }
    }
    let of = |(actor, quotes): (&Actor, u32)| note(actor, quotes, analysis, lexicon);
    analysis.actors.iter().zip(quotes).map(of).collect()
}

fn note(actor: &Actor, quotes: u32, analysis: &Analysis, lexicon: &Lexicon) -> Note {
    let body = lexicon
        .body_of(&actor.name, analysis.language)
        .or_else(|| {
            actor
                .aliases
                .iter()
                .find_map(|alias| lexicon.body_of(alias, analysis.language))
        })
        .filter(|name| lexicon.body(name.body).entity == actor.entity)
        .map(|name| name.body);
    let key = match body {
        Some(body) => lexicon.body(body).id.to_owned(),
        None => key(&actor.name, actor.entity, lexicon),
    };
    Note {
        entity: actor.entity,
        key,
        listed: body.is_some(),
        wikidata: body.and_then(|body| lexicon.body(body).wikidata),
        name: actor.name.clone(),
        aliases: actor.aliases.clone(),
        role: actor.role.clone(),
        noun: noun(&actor.role, actor.entity, analysis.language, lexicon),
        mentions: actor.mentions,
        quotes,
        date: analysis.date,
    }
}

/// The key of a name: folded, an organisation's without legal form and English article.
fn key(name: &str, entity: EntityType, lexicon: &Lexicon) -> String {
    let mut words: Vec<&str> = name.split(' ').collect();
    if entity == EntityType::Organisation {
        while words.len() > 1 && lexicon.has_legal_form(&words.join(" ")) {
            words.pop();
        }
        if words.len() > 1 && matches!(words[0], "The" | "the") {
            words.remove(0);
        }
    }
    fold::key(&words.join(" "))
}

/// The noun that a role is built around.
fn noun(
    role: &str,
    entity: EntityType,
    language: Language,
    lexicon: &Lexicon,
) -> Option<(&'static str, &'static str)> {
    role.split(' ')
        .filter_map(|word| lexicon.role_noun(word, language))
        .find(|found| found.noun.entity == entity)
        .map(|found| (found.noun.base, found.noun.class))
}
