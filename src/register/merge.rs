//! The end of the register: short names go to their bearers, rare types to common ones, rows get their ids.

use std::collections::{BTreeMap, HashMap};

use super::entry::Entry;
use super::{Finished, Row};
use crate::actors::fold;
use crate::analysis::EntityType;

/// A name of several words that is of another type in so many times fewer documents was mistaken there, even where nouns
/// beside it tell that type.
const MISTAKEN: u32 = 4;

/// Which entry each one goes to; itself where it stays.
struct Targets(Vec<u32>);

impl Targets {
    fn find(&self, mut at: u32) -> u32 {
        while self.0[at as usize] != at {
            at = self.0[at as usize];
        }
        at
    }
}

pub(super) fn finish(mut entries: Vec<Entry>) -> Finished {
    let mut targets = Targets((0..entries.len() as u32).collect());
    mistaken_types(&entries, &mut targets);
    short_names(&entries, &mut targets);
    let mut merged: Vec<Option<Entry>> = entries.drain(..).map(Some).collect();
    for index in 0..merged.len() {
        let target = targets.find(index as u32) as usize;
        if target != index
            && let Some(entry) = merged[index].take()
            && let Some(into) = &mut merged[target]
        {
            into.absorb(entry);
        }
    }
    rows(merged, &targets)
}

/// The same name of several words under different types.
fn mistaken_types(entries: &[Entry], targets: &mut Targets) {
    let mut by_key: BTreeMap<&str, Vec<u32>> = BTreeMap::new();
    for (index, entry) in entries.iter().enumerate() {
        if !entry.listed && entry.key.contains(' ') {
            by_key.entry(&entry.key).or_default().push(index as u32);
        }
    }
    for same in by_key.values() {
        let documents = |index: u32| entries[index as usize].documents;
        let Some(&most) = same
            .iter()
            .max_by_key(|&&index| (documents(index), std::cmp::Reverse(index)))
        else {
            continue;
        };
        for &index in same {
            let (entry, main) = (&entries[index as usize], &entries[most as usize]);
            let told = !entry.nouns.is_empty() && documents(index) * MISTAKEN > documents(most);
            if entry.entity != main.entity && !told {
                targets.0[index as usize] = most;
            }
        }
    }
}

/// Entries known by a short name alone go to the one of their type that bears it as an alias, where one is the likeliest.
fn short_names(entries: &[Entry], targets: &mut Targets) {
    let mut bearers: HashMap<(EntityType, String), Vec<u32>> = HashMap::new();
    for (index, entry) in entries.iter().enumerate() {
        let mut keys: Vec<String> = entry.aliases.iter().map(|alias| fold::key(alias)).collect();
        if entry.entity == EntityType::Person {
            keys.extend(entry.key.rsplit_once(' ').map(|(_, surname)| surname.to_owned()));
        }
        keys.sort_unstable();
        keys.dedup();
        for key in keys {
            if key != entry.key {
                bearers.entry((entry.entity, key)).or_default().push(index as u32);
            }
        }
    }
    for (index, entry) in entries.iter().enumerate() {
        if !entry.short || entry.listed {
            continue;
        }
        let Some(candidates) = bearers.get(&(entry.entity, entry.key.clone())) else {
            continue;
        };
        let mut fitting: Vec<(bool, usize, u32, u32)> = candidates
            .iter()
            .copied()
            .filter(|&other| {
                targets.find(other) != index as u32 && !entries[other as usize].differs_in_role(entry)
            })
            .map(|other| {
                let full = &entries[other as usize];
                (
                    full.shares_noun(entry),
                    full.shared_company(entry),
                    full.documents,
                    other,
                )
            })
            .collect();
        fitting.sort_unstable_by_key(|&(noun, shared, documents, other)| {
            (std::cmp::Reverse((noun, shared, documents)), other)
        });
        let chosen = match fitting[..] {
            [(.., only)] => Some(only),
            [
                (noun, shared, documents, first),
                (next_noun, next_shared, next_documents, _),
                ..,
            ] => {
                let likelier = (noun, shared) > (next_noun, next_shared)
                    || (noun, shared) == (next_noun, next_shared) && documents >= 4 * next_documents;
                likelier.then_some(first)
            }
            [] => None,
        };
        if let Some(chosen) = chosen {
            targets.0[index] = targets.find(chosen);
        }
    }
}

/// The rows with their ids, and the row of every entry.
fn rows(merged: Vec<Option<Entry>>, targets: &Targets) -> Finished {
    let mut rows: Vec<(u32, Row)> = Vec::new();
    for (index, entry) in merged.into_iter().enumerate() {
        if let Some(entry) = entry {
            rows.push((index as u32, row(entry)));
        }
    }
    rows.sort_by(|(_, one), (_, other)| {
        other
            .documents
            .cmp(&one.documents)
            .then_with(|| one.id.cmp(&other.id))
    });
    let mut row_of_entry = vec![0; targets.0.len()];
    for (row, (entry, _)) in rows.iter().enumerate() {
        row_of_entry[*entry as usize] = row as u32;
    }
    let row_of = (0..targets.0.len() as u32)
        .map(|entry| row_of_entry[targets.find(entry) as usize])
        .collect();
    Finished {
        rows: rows.into_iter().map(|(_, row)| row).collect(),
        row_of,
    }
}

fn row(entry: Entry) -> Row {
    let name = most(&entry.names);
    let mut aliases: Vec<String> = Vec::new();
    for (other, _) in &entry.names {
        if *other != name {
            aliases.push(other.clone());
        }
    }
    aliases.extend(entry.aliases.iter().filter(|alias| **alias != name).cloned());
    let mut seen = std::collections::HashSet::new();
    aliases.retain(|alias| seen.insert(alias.clone()));
    Row {
        id: entry.id,
        role: most(&entry.roles),
        name,
        entity: entry.entity,
        aliases,
        documents: entry.documents,
        mentions: entry.mentions,
        quotes: entry.quotes,
        first: entry.first,
        last: entry.last,
        wikidata: entry.wikidata,
        merged: entry.merged,
    }
}

/// What most documents have, the earliest among equals.
fn most(list: &[(String, u32)]) -> String {
    let best = list
        .iter()
        .enumerate()
        .max_by_key(|(order, (_, count))| (*count, std::cmp::Reverse(*order)));
    best.map(|(_, (item, _))| item.clone()).unwrap_or_default()
}
