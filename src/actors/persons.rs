//! Persons: the short name goes to the full name that holds it; two persons of one surname stay two.

use std::collections::HashMap;

use crate::actors::form;
use crate::actors::forms::Form;
use crate::actors::join::Sets;
use crate::analysis::EntityType;

/// Short names that several persons of the document bear: which of them is meant is told at each mention.
#[derive(Debug, Default)]
pub(crate) struct Shared {
    /// For a short form, the sets of its bearers, by first mention.
    bearers: HashMap<usize, Vec<usize>>,
    /// For a full form, the short forms that it holds.
    holds: HashMap<usize, Vec<usize>>,
    /// For a short form, the bearer that was named last so far.
    latest: HashMap<usize, usize>,
}

impl Shared {
    /// The set that a mention of the form belongs to, where several bear it: the one of this gender, else the one that
    /// was named last. None for a form that is no shared one.
    pub fn bearer(&self, form: usize, fits: impl Fn(usize) -> bool) -> Option<usize> {
        let bearers = self.bearers.get(&form)?;
        let latest = self.latest.get(&form).copied();
        // many bearers: only the last one is looked at, so that time stays linear
        let few = bearers.iter().copied().take(FEW);
        let fitting: Vec<usize> = few.filter(|&set| fits(set)).collect();
        match fitting[..] {
            [only] => Some(only),
            _ => latest.or_else(|| bearers.first().copied()),
        }
    }

    /// Takes note that a form of a set was mentioned.
    pub fn named(&mut self, form: usize, set: usize) {
        for &short in self.holds.get(&form).into_iter().flatten() {
            self.latest.insert(short, set);
        }
    }
}

/// So many bearers of a short name are told apart by their gender.
const FEW: usize = 8;

/// The names that may stand for a person's whole name: its parts, and first and last of several.
fn parts(key: &str) -> Vec<String> {
    let words: Vec<&str> = key.split(' ').collect();
    if !(2..=6).contains(&words.len()) {
        return Vec::new();
    }
    let mut parts: Vec<String> = Vec::new();
    for start in 0..words.len() {
        for end in start + 1..=words.len() {
            if end - start < words.len() {
                parts.push(words[start..end].join(" "));
            }
        }
    }
    if words.len() > 2 {
        // "George Bush" of "George W. Bush"
        parts.push(format!("{} {}", words[0], words[words.len() - 1]));
    }
    parts
}

/// Joins persons' short names with the full name that holds them. Where several persons bear it, the short form
/// stays by itself.
pub(crate) fn join_short_names(forms: &[Form], sets: &mut Sets) -> Shared {
    let mut full_names: HashMap<String, Vec<usize>> = HashMap::new();
    for (index, form) in forms.iter().enumerate() {
        if form.entity() == EntityType::Person {
            // "Salvini" is a part of "Matteo Salvinis" too
            let genitive = form::without_s(&form.key).map(parts).unwrap_or_default();
            let mut all: Vec<String> = parts(&form.key).into_iter().chain(genitive).collect();
            all.sort_unstable();
            all.dedup();
            for part in all {
                full_names.entry(part).or_default().push(index);
            }
        }
    }
    // longer names first, so that "Bush" finds one person where "George Bush" and "George W. Bush" are joined
    let mut order: Vec<usize> = (0..forms.len()).collect();
    order.sort_by_key(|&n| std::cmp::Reverse(forms[n].words()));
    let mut shared = Shared::default();
    for index in order {
        let form = &forms[index];
        if form.body.is_some() || !matches!(form.entity(), EntityType::Person | EntityType::Other) {
            continue;
        }
        let genitive = form::without_s(&form.key).filter(|_| !full_names.contains_key(&form.key));
        let Some(full) = full_names.get(&form.key).or_else(|| full_names.get(genitive?)) else {
            continue;
        };
        let mut roots: Vec<usize> = full.iter().map(|&n| sets.find(n)).collect();
        roots.sort_unstable();
        roots.dedup();
        match roots[..] {
            [only] => sets.join(index, only),
            _ if form.words() == 1 => {
                for &holder in full {
                    shared.holds.entry(holder).or_default().push(index);
                }
                shared.bearers.insert(index, roots);
            }
            _ => {}
        }
    }
    // roots may have moved when sets were joined after a short form was shared
    for roots in shared.bearers.values_mut() {
        for root in roots.iter_mut() {
            *root = sets.find(*root);
        }
    }
    shared
}
