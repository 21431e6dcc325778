//! Persons: the short name goes to the full name that holds it; two persons of one surname stay two.

use std::borrow::Cow;
use std::collections::HashMap;

use crate::actors::form;
use crate::actors::forms::Form;
use crate::actors::join::{self, Sets};
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
fn parts(key: &str) -> Vec<Cow<'_, str>> {
    let words: Vec<&str> = key.split(' ').collect();
    if !(2..=6).contains(&words.len()) {
        return Vec::new();
    }
    let mut parts: Vec<Cow<'_, str>> = Vec::new();
    for start in 0..words.len() {
        for end in start + 1..=words.len() {
            if end - start < words.len() {
                parts.push(Cow::Borrowed(join::run(key, &words, start..end)));
            }
        }
    }
    if words.len() > 2 {
        // "George Bush" of "George W. Bush"
        parts.push(Cow::Owned(format!("{} {}", words[0], words[words.len() - 1])));
    }
    parts
}

/// The full names that hold a short one.
#[derive(Debug, Clone, Default)]
struct Holders {
    /// As it stands.
    whole: Vec<usize>,
    /// Without its genitive -s.
    genitive: Vec<usize>,
}

/// For each form, the persons' full names that hold it.
fn holders(forms: &[Form]) -> Vec<Holders> {
    let mut whole: HashMap<&str, usize> = HashMap::with_capacity(forms.len());
    let mut genitive: HashMap<&str, usize> = HashMap::with_capacity(forms.len());
    for (index, form) in forms.iter().enumerate().filter(|(_, form)| may_be_short(form)) {
        whole.insert(&form.key, index);
        genitive.extend(form::without_s(&form.key).map(|base| (base, index)));
    }
    let mut holders = vec![Holders::default(); forms.len()];
    let add = |list: &mut Vec<usize>, holder| {
        if list.last() != Some(&holder) {
            list.push(holder);
        }
    };
    for (index, form) in forms.iter().enumerate() {
        if form.entity != EntityType::Person {
            continue;
        }
        // "Salvini" is a part of "Matteo Salvinis" too
        let inflected = form::without_s(&form.key).map(parts).unwrap_or_default();
        for part in parts(&form.key).into_iter().chain(inflected) {
            if let Some(&short) = whole.get(&*part) {
                add(&mut holders[short].whole, index);
            }
            if let Some(&short) = genitive.get(&*part) {
                add(&mut holders[short].genitive, index);
            }
        }
    }
    holders
}

fn may_be_short(form: &Form) -> bool {
    form.body.is_none() && matches!(form.entity, EntityType::Person | EntityType::Other)
}

/// Joins persons' short names with the full name that holds them. Where several persons bear it, the short form
/// stays by itself.
pub(crate) fn join_short_names(forms: &[Form], sets: &mut Sets) -> Shared {
    let holders = holders(forms);
    // longer names first, so that "Bush" finds one person where "George Bush" and "George W. Bush" are joined
    let held = |n: &usize| !(holders[*n].whole.is_empty() && holders[*n].genitive.is_empty());
    let mut order: Vec<usize> = (0..forms.len()).filter(held).collect();
    order.sort_by_key(|&n| std::cmp::Reverse(forms[n].words));
    let mut shared = Shared::default();
    for index in order {
        let full = match &holders[index] {
            Holders { whole, genitive } if whole.is_empty() => genitive,
            Holders { whole, .. } => whole,
        };
        let mut roots: Vec<usize> = full.iter().map(|&n| sets.find(n)).collect();
        roots.sort_unstable();
        roots.dedup();
        match roots[..] {
            [only] => sets.join(index, only),
            _ if forms[index].words == 1 => {
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
