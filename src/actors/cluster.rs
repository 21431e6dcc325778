//! Puts the mentions of one actor together.

use std::collections::HashMap;

use crate::actors::form;
use crate::actors::lexicon::{BodyName, Lexicon};
use crate::actors::{FULLER_WORDS, fold};
use crate::analysis::{EntityType, Mention, MentionKind, TextLayer};
use crate::language::Language;

/// One surface form: all its mentions have the same writing, or writings with the same key.
#[derive(Debug)]
pub(crate) struct Form {
    /// The writing as it stands, and in base form.
    pub writings: Vec<Writing>,
    /// Equal for equal names; see [`fold::key`].
    pub key: String,
    /// Sum of the mentions' weights by type.
    votes: [f32; 4],
    /// The body that the form names.
    pub body: Option<BodyName>,
    /// Indices of the mentions.
    pub mentions: Vec<usize>,
}

/// A writing of a form.
#[derive(Debug)]
pub(crate) struct Writing {
    /// As it stands in the text.
    pub surface: String,
    /// In base form.
    pub base: String,
    /// How often.
    pub count: u32,
    /// True where it occurs only as a part of compounds.
    pub compound: bool,
}

impl Form {
    /// The type with the most votes.
    pub fn entity(&self) -> EntityType {
        winner(&self.votes)
    }

    fn words(&self) -> usize {
        self.key.split(' ').count()
    }
}

/// The types in the order of votes.
pub(crate) const TYPES: [EntityType; 4] = [
    EntityType::Person,
    EntityType::Organisation,
    EntityType::Location,
    EntityType::Other,
];

fn winner(votes: &[f32; 4]) -> EntityType {
    let mut best = 0;
    for n in 1..4 {
        if votes[n] > votes[best] {
            best = n;
        }
    }
    TYPES[best]
}

/// The actors' forms and mentions, before names and roles are chosen.
#[derive(Debug)]
pub(crate) struct Cluster {
    /// Indices into the forms.
    pub forms: Vec<usize>,
    /// Indices of mentions, in order of the text.
    pub mentions: Vec<usize>,
    /// What it is.
    pub entity: EntityType,
    /// The body that it is.
    pub body: Option<u32>,
}

/// Disjoint sets of forms.
struct Sets(Vec<usize>);

impl Sets {
    fn find(&mut self, mut at: usize) -> usize {
        while self.0[at] != at {
            self.0[at] = self.0[self.0[at]];
            at = self.0[at];
        }
        at
    }

    /// Joins two sets; the one that begins earlier goes on.
    fn join(&mut self, one: usize, other: usize) {
        let (one, other) = (self.find(one), self.find(other));
        let (low, high) = (one.min(other), one.max(other));
        self.0[high] = low;
    }
}

/// The forms of all mentions, by first occurrence.
pub(crate) fn forms(layer: &TextLayer<'_>, mentions: &[Mention], lexicon: &Lexicon) -> Vec<Form> {
    let mut forms: Vec<Form> = Vec::new();
    let mut by_key: HashMap<String, usize> = HashMap::new();
    for (index, mention) in mentions.iter().enumerate() {
        let surface = form::surface(layer.text, mention, lexicon, layer.language);
        let key = fold::key(&surface);
        if key.is_empty() {
            continue;
        }
        let at = *by_key.entry(key.clone()).or_insert_with(|| {
            forms.push(Form {
                writings: Vec::new(),
                key,
                votes: [0.0; 4],
                body: None,
                mentions: Vec::new(),
            });
            forms.len() - 1
        });
        let form = &mut forms[at];
        form.mentions.push(index);
        let vote = TYPES.iter().position(|t| *t == mention.entity).unwrap_or(3);
        form.votes[vote] += form::weight(mention);
        let compound = mention.kind == MentionKind::Compound;
        match form
            .writings
            .iter_mut()
            .find(|writing| writing.surface == surface)
        {
            Some(writing) => {
                writing.count += 1;
                writing.compound &= compound;
            }
            None => form.writings.push(Writing {
                base: base(layer, mention, &surface, lexicon),
                surface,
                count: 1,
                compound,
            }),
        }
    }
    for form in &mut forms {
        form.body = body(form, lexicon, layer.language);
    }
    forms
}

/// The base form of a writing, from the mention where it first stands.
fn base(layer: &TextLayer<'_>, mention: &Mention, surface: &str, lexicon: &Lexicon) -> String {
    if layer.language != Language::German || mention.kind == MentionKind::Compound {
        return surface.to_owned();
    }
    if mention.entity != EntityType::Person {
        let based = form::base_form(surface, form::case(layer, mention), lexicon);
        if based != surface {
            return based;
        }
    }
    if lexicon.body_of(surface).is_some() {
        return surface.to_owned();
    }
    match form::without_s(surface) {
        Some(stripped) if lexicon.body_of(stripped).is_some() => stripped.to_owned(),
        Some(stripped)
            if matches!(mention.entity, EntityType::Person | EntityType::Location)
                && form::is_genitive(layer, mention, lexicon) =>
        {
            stripped.to_owned()
        }
        _ => surface.to_owned(),
    }
}

/// The body that a form names: exactly, or in another case.
fn body(form: &Form, lexicon: &Lexicon, language: Language) -> Option<BodyName> {
    let entity = form.entity();
    let fits = |name: &BodyName| {
        let body = lexicon.body(name.body).entity;
        body == entity
            || entity != EntityType::Person && body != EntityType::Person && entity != EntityType::Other
    };
    let exact = form
        .writings
        .iter()
        .flat_map(|writing| [&writing.base, &writing.surface])
        .find_map(|name| lexicon.body_of(name));
    let inflected = || {
        let cased = form
            .writings
            .iter()
            .all(|w| w.surface.chars().any(char::is_lowercase));
        (language == Language::German && cased)
            .then(|| lexicon.body_of_stem(&fold::stem(&form.key)))
            .flatten()
    };
    exact.or_else(inflected).filter(fits)
}

/// Puts forms together into actors and gives every mention its cluster.
pub(crate) fn cluster(
    layer: &TextLayer<'_>,
    mentions: &[Mention],
    forms: &[Form],
    lexicon: &Lexicon,
) -> Vec<Cluster> {
    let mut sets = Sets((0..forms.len()).collect());
    join_bodies(forms, &mut sets);
    join_inflected(forms, layer.language, &mut sets);
    join_acronyms(layer, mentions, forms, &mut sets);
    join_contained(forms, &mut sets);
    let holders = person_holders(forms, &mut sets);

    // each mention's set; a short name that several persons bear goes to the one named last before it
    let mut clusters: Vec<Cluster> = Vec::new();
    let mut of_set: HashMap<usize, usize> = HashMap::new();
    let mut form_of = vec![None; mentions.len()];
    for (index, form) in forms.iter().enumerate() {
        for &mention in &form.mentions {
            form_of[mention] = Some(index);
        }
    }
    let mut last_named: HashMap<usize, usize> = HashMap::new();
    for (mention, form) in form_of.iter().enumerate() {
        let Some(form) = *form else { continue };
        let set = match holders.get(&form) {
            Some(bearers) => bearers
                .iter()
                .copied()
                .max_by_key(|bearer| (last_named.get(bearer).copied(), std::cmp::Reverse(*bearer)))
                .unwrap_or(form),
            None => sets.find(form),
        };
        last_named.insert(set, mention + 1);
        let at = *of_set.entry(set).or_insert_with(|| {
            clusters.push(Cluster {
                forms: Vec::new(),
                mentions: Vec::new(),
                entity: EntityType::Other,
                body: None,
            });
            clusters.len() - 1
        });
        clusters[at].mentions.push(mention);
        if !clusters[at].forms.contains(&form) {
            clusters[at].forms.push(form);
        }
    }
    for cluster in &mut clusters {
        decide_type(cluster, forms, lexicon);
    }
    clusters
}

fn decide_type(cluster: &mut Cluster, forms: &[Form], lexicon: &Lexicon) {
    let mut votes = [0.0; 4];
    for &form in &cluster.forms {
        for (sum, vote) in votes.iter_mut().zip(forms[form].votes) {
            *sum += vote;
        }
        cluster.body = cluster.body.or(forms[form].body.map(|name| name.body));
    }
    cluster.entity = match cluster.body {
        Some(body) => lexicon.body(body).entity,
        None => winner(&votes),
    };
}

fn join_bodies(forms: &[Form], sets: &mut Sets) {
    let mut first: HashMap<u32, usize> = HashMap::new();
    for (index, form) in forms.iter().enumerate() {
        if let Some(name) = form.body {
            let other = *first.entry(name.body).or_insert(index);
            sets.join(index, other);
        }
    }
}

/// Joins the cases of a name: genitive -s of all, every ending of names that are no persons'.
fn join_inflected(forms: &[Form], language: Language, sets: &mut Sets) {
    if language != Language::German {
        return;
    }
    let by_key: HashMap<&str, usize> = forms
        .iter()
        .enumerate()
        .map(|(n, f)| (f.key.as_str(), n))
        .collect();
    let mut by_stem: HashMap<String, usize> = HashMap::new();
    for (index, form) in forms.iter().enumerate() {
        if let Some(&base) = form::without_s(&form.key).and_then(|base| by_key.get(base)) {
            sets.join(index, base);
        }
        if form.entity() != EntityType::Person && (form.words() > 1 || form.entity() != EntityType::Location)
        {
            let other = *by_stem.entry(fold::stem(&form.key)).or_insert(index);
            sets.join(index, other);
        }
    }
}

/// Joins "Deutsche Presse-Agentur (dpa)", and an acronym with the only long form that it stands for.
fn join_acronyms(layer: &TextLayer<'_>, mentions: &[Mention], forms: &[Form], sets: &mut Sets) {
    let mut form_of: HashMap<usize, usize> = HashMap::new();
    for (index, form) in forms.iter().enumerate() {
        form_of.extend(form.mentions.iter().map(|&mention| (mention, index)));
    }
    for (index, pair) in mentions.windows(2).enumerate() {
        let between = layer
            .text
            .get(pair[0].span.end as usize..pair[1].span.start as usize);
        let opens = between.is_some_and(|gap| {
            gap.len() <= 6 && gap.trim_matches(['"', '“', '”', '„', ' ', '»', '«']) == "("
        });
        let (Some(&one), Some(&other)) = (form_of.get(&index), form_of.get(&(index + 1))) else {
            continue;
        };
        let short = |form: &Form| form.writings[0].surface.clone();
        if opens
            && pair[0].kind == MentionKind::Name
            && forms[one].entity() != EntityType::Person
            && (fold::stands_for(&short(&forms[other]), &short(&forms[one]), true)
                || fold::stands_for(&short(&forms[one]), &short(&forms[other]), true))
        {
            sets.join(one, other);
        }
    }
    let long: Vec<usize> = (0..forms.len())
        .filter(|&n| forms[n].words() > 1 && forms[n].words() <= 8 && forms[n].entity() != EntityType::Person)
        .take(LONG_FORMS)
        .collect();
    for (index, form) in forms.iter().enumerate() {
        let name = &form.writings[0].surface;
        if form.body.is_some() || !fold::is_acronym(name) {
            continue;
        }
        let mut fits = long.iter().copied().filter(|&n| {
            forms[n].entity() == form.entity() && fold::stands_for(name, &forms[n].writings[0].surface, false)
        });
        if let Some(first) = fits.next() {
            let set = sets.find(first);
            if fits.all(|n| sets.find(n) == set) {
                sets.join(index, first);
            }
        }
    }
}

/// At most so many long forms are compared with an acronym, so that time stays linear.
const LONG_FORMS: usize = 200;

/// Joins an organisation's short name with the one longer name that holds it ("Vattenfall", "Vattenfall Europe").
fn join_contained(forms: &[Form], sets: &mut Sets) {
    let mut longer: HashMap<String, Vec<usize>> = HashMap::new();
    for (index, form) in forms.iter().enumerate() {
        let entity = form.entity();
        if !matches!(
            entity,
            EntityType::Organisation | EntityType::Location | EntityType::Other
        ) {
            continue;
        }
        let words: Vec<&str> = form.key.split(' ').collect();
        if !(2..=8).contains(&words.len()) {
            continue;
        }
        for start in 0..words.len() {
            for end in start + 1..=words.len() {
                if end - start == words.len() || !may_shorten(&words, start, end, entity) {
                    continue;
                }
                longer.entry(words[start..end].join(" ")).or_default().push(index);
            }
        }
    }
    for (index, form) in forms.iter().enumerate() {
        let Some(candidates) = longer.get(&form.key) else {
            continue;
        };
        let entity = form.entity();
        let mut fits = candidates
            .iter()
            .copied()
            .filter(|&n| forms[n].entity() == entity && form.body.is_none());
        if let Some(first) = fits.next() {
            let set = sets.find(first);
            if fits.all(|n| sets.find(n) == set) {
                sets.join(index, first);
            }
        }
    }
}

/// True where the words `start..end` of a longer name can stand for the whole of it.
fn may_shorten(words: &[&str], start: usize, end: usize, entity: EntityType) -> bool {
    let (head, tail) = (start == 0, end == words.len());
    let joins = |word: &str| {
        matches!(
            word,
            "der"
                | "des"
                | "die"
                | "von"
                | "für"
                | "of"
                | "the"
                | "and"
                | "und"
                | "for"
                | "in"
                | "im"
                | "am"
                | "de"
                | "to"
        )
    };
    if joins(words[start]) || joins(words[end - 1]) {
        return false;
    }
    match entity {
        // "Bayern", "FC Bayern", "FC Bayern München"; not "Nations" of "Mission of the Nations"
        EntityType::Organisation => (head || !joins(words[start - 1])) && (tail || head || end < words.len()),
        // "Frankfurt" of "Frankfurt am Main", "China" of "Volksrepublik China"
        EntityType::Location => {
            head && (end < words.len() && (joins(words[end]) || words[end].starts_with('(')))
                || tail && words[..start].iter().all(|word| FULLER_WORDS.contains(word))
        }
        EntityType::Other => head && words[end..].iter().all(|w| w.chars().all(|c| c.is_ascii_digit())),
        EntityType::Person => false,
    }
}

/// Joins persons' short names with the full name that holds them. Where several persons bear it, the short form
/// stays by itself and its bearers are returned.
fn person_holders(forms: &[Form], sets: &mut Sets) -> HashMap<usize, Vec<usize>> {
    let mut bearers: HashMap<String, Vec<usize>> = HashMap::new();
    for (index, form) in forms.iter().enumerate() {
        if form.entity() != EntityType::Person {
            continue;
        }
        let words: Vec<&str> = form.key.split(' ').collect();
        if !(2..=6).contains(&words.len()) {
            continue;
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
        parts.sort();
        parts.dedup();
        for part in parts {
            bearers.entry(part).or_default().push(index);
        }
    }
    // longer names first, so that "Bush" finds one person where "George Bush" and "George W. Bush" are joined
    let mut order: Vec<usize> = (0..forms.len()).collect();
    order.sort_by_key(|&n| std::cmp::Reverse(forms[n].words()));
    let mut shared = HashMap::new();
    for index in order {
        let form = &forms[index];
        let entity = form.entity();
        if form.body.is_some() || !matches!(entity, EntityType::Person | EntityType::Other) {
            continue;
        }
        let genitive = form::without_s(&form.key).filter(|_| !bearers.contains_key(&form.key));
        let Some(full) = bearers.get(&form.key).or_else(|| bearers.get(genitive?)) else {
            continue;
        };
        let mut roots: Vec<usize> = full.iter().map(|&n| sets.find(n)).collect();
        roots.sort_unstable();
        roots.dedup();
        match roots[..] {
            [only] => sets.join(index, only),
            _ if form.words() == 1 => {
                shared.insert(index, roots);
            }
            _ => {}
        }
    }
    // roots may have moved when sets were joined after a short form was shared
    for roots in shared.values_mut() {
        for root in roots.iter_mut() {
            *root = sets.find(*root);
        }
    }
    shared
}
