//! What is kept of one actor while documents come in.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::note::Note;
use crate::analysis::EntityType;

/// So many neighbours of an actor in a document are its company.
pub(super) const COMPANY: usize = 4;
/// So many neighbours that both have outweigh a role that speaks against.
const OVERRULES: u32 = 3;
/// So many different ones are kept of an entry.
const KEPT_COMPANY: usize = 24;
/// So many different roles, names and aliases.
const KEPT_ROLES: usize = 8;
const KEPT_NAMES: usize = 8;
const KEPT_ALIASES: usize = 48;

/// An actor so far.
#[derive(Debug, Clone)]
pub(super) struct Entry {
    pub entity: EntityType,
    pub key: String,
    /// Type and name, namesakes numbered.
    pub id: String,
    /// True for a body of the lexicon.
    pub listed: bool,
    pub wikidata: Option<&'static str>,
    /// Ids of the entries that were taken in.
    pub merged: Vec<String>,
    /// Names with the number of documents, by first occurrence.
    pub names: Vec<(String, u32)>,
    pub aliases: Vec<String>,
    /// Roles with the number of documents.
    pub roles: Vec<(String, u32)>,
    /// The nouns of roles, each with its class, and the number of documents.
    pub nouns: Vec<((&'static str, &'static str), u32)>,
    /// Who else is in the documents, with the number of documents.
    pub company: BTreeMap<u64, u32>,
    pub documents: u32,
    pub mentions: u32,
    pub quotes: u32,
    pub first: Option<Date>,
    pub last: Option<Date>,
    /// True for a person known by one word, or an acronym.
    pub short: bool,
}

impl Entry {
    /// The entry of a note, the first or another one of its name.
    pub fn new(note: &Note, number: usize) -> Self {
        let slug = note.key.replace(' ', "-");
        let id = match number {
            1 => format!("{}/{slug}", note.entity.as_str()),
            _ => format!("{}/{slug}~{number}", note.entity.as_str()),
        };
        Self {
            id,
            listed: note.listed,
            wikidata: note.wikidata,
            merged: Vec::new(),
            entity: note.entity,
            key: note.key.clone(),
            names: Vec::new(),
            aliases: Vec::new(),
            roles: Vec::new(),
            nouns: Vec::new(),
            company: BTreeMap::new(),
            documents: 0,
            mentions: 0,
            quotes: 0,
            first: None,
            last: None,
            short: note.is_short(),
        }
    }

    /// How well a note of the same name fits: none for a namesake; the company that both keep first, then the role.
    pub fn fit(&self, note: &Note, company: &[u64]) -> Option<(u32, u32, u32)> {
        let shared = company
            .iter()
            .filter(|key| self.company.contains_key(key))
            .count() as u32;
        let role = self.role_fit(note);
        match role {
            None if shared < OVERRULES => None,
            _ => Some((role.unwrap_or(0), shared, self.documents)),
        }
    }

    /// 2 for a role with the same noun, 1 for one of the same class or none at all, none for one that differs.
    fn role_fit(&self, note: &Note) -> Option<u32> {
        let Some((noun, class)) = note
            .noun
            .filter(|_| !self.listed && note.entity == EntityType::Person)
        else {
            return Some(1);
        };
        let same = |wanted: &dyn Fn(&(&str, &str)) -> bool| self.nouns.iter().any(|(known, _)| wanted(known));
        if self.nouns.is_empty() {
            Some(1)
        } else if same(&|known| known.0 == noun) {
            Some(2)
        } else if !self.short && same(&|known| !apart(known.1, class)) {
            Some(1)
        } else {
            None
        }
    }

    /// Counts a note in.
    pub fn add(&mut self, note: Note, company: &[u64]) {
        self.documents += 1;
        self.mentions += note.mentions;
        self.quotes += note.quotes;
        self.first = [self.first, note.date].into_iter().flatten().min();
        self.last = [self.last, note.date].into_iter().flatten().max();
        count(&mut self.names, note.name, 1, KEPT_NAMES);
        if !note.role.is_empty() {
            count(&mut self.roles, note.role, 1, KEPT_ROLES);
        }
        if let Some(noun) = note.noun {
            count(&mut self.nouns, noun, 1, KEPT_ROLES);
        }
        for alias in note.aliases {
            self.alias(alias);
        }
        for &key in company {
            self.meet(key, 1);
        }
    }

    /// Takes in another entry of the same actor.
    pub fn absorb(&mut self, other: Entry) {
        self.merged.push(other.id);
        self.merged.extend(other.merged);
        self.documents += other.documents;
        self.mentions += other.mentions;
        self.quotes += other.quotes;
        self.first = [self.first, other.first].into_iter().flatten().min();
        self.last = [self.last, other.last].into_iter().flatten().max();
        for (name, documents) in other.names {
            count(&mut self.names, name, documents, KEPT_NAMES);
        }
        for (role, documents) in other.roles {
            count(&mut self.roles, role, documents, KEPT_ROLES);
        }
        for (noun, documents) in other.nouns {
            count(&mut self.nouns, noun, documents, KEPT_ROLES);
        }
        for alias in other.aliases {
            self.alias(alias);
        }
        for (key, documents) in other.company {
            self.meet(key, documents);
        }
    }

    fn alias(&mut self, alias: String) {
        if self.aliases.len() < KEPT_ALIASES && !self.aliases.contains(&alias) {
            self.aliases.push(alias);
        }
    }

    fn meet(&mut self, key: u64, documents: u32) {
        if let Some(known) = self.company.get_mut(&key) {
            *known += documents;
        } else if self.company.len() < KEPT_COMPANY {
            self.company.insert(key, documents);
        }
    }

    /// The number of neighbours that both have met.
    pub fn shared_company(&self, other: &Entry) -> usize {
        other
            .company
            .keys()
            .filter(|key| self.company.contains_key(key))
            .count()
    }

    /// True where both have had a role with the same noun.
    pub fn shares_noun(&self, other: &Entry) -> bool {
        self.nouns
            .iter()
            .any(|(noun, _)| other.nouns.iter().any(|(known, _)| known.0 == noun.0))
    }

    /// True where a role of one speaks against the roles of the other.
    pub fn differs_in_role(&self, other: &Entry) -> bool {
        let pairs = |one: &Entry| one.nouns.iter().map(|(noun, _)| *noun).collect::<Vec<_>>();
        let (own, others) = (pairs(self), pairs(other));
        !own.is_empty()
            && !others.is_empty()
            && own.iter().all(|known| {
                others
                    .iter()
                    .all(|noun| known.0 != noun.0 && apart(known.1, noun.1))
            })
    }
}

/// True for classes of roles that one person rarely has both of.
fn apart(one: &str, other: &str) -> bool {
    let group = |class: &str| match class {
        "office" | "noble" | "head" | "force" | "other" | "kin" => 1,
        "sport" => 2,
        "culture" => 3,
        "science" => 4,
        "law" => 5,
        "church" => 6,
        _ => 0,
    };
    let (one, other) = (group(one), group(other));
    one != other && one != 0 && other != 0
}

fn count<T: PartialEq>(list: &mut Vec<(T, u32)>, item: T, documents: u32, most: usize) {
    if let Some((_, count)) = list.iter_mut().find(|(known, _)| *known == item) {
        *count += documents;
    } else if list.len() < most {
        list.push((item, documents));
    }
}
