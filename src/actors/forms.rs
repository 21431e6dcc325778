//! The forms of names that a document has: equal writings put together, each with its base form.

use std::collections::HashMap;

use crate::actors::fold;
use crate::actors::form;
use crate::actors::lexicon::{BodyName, Lexicon};
use crate::actors::shared_head;
use crate::analysis::{EntityType, Mention, MentionKind, TextLayer};
use crate::language::Language;

/// One surface form: all its mentions have the same writing, or writings with the same key.
#[derive(Debug)]
pub(crate) struct Form {
    /// The writing as it stands, and in base form.
    pub writings: Vec<Writing>,
    /// Equal for equal names; see [`fold::key`].
    pub key: String,
    /// Number of words of the key.
    pub words: usize,
    /// Sum of the mentions' weights by type.
    pub votes: [f32; 4],
    /// The type with the most votes.
    pub entity: EntityType,
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
    /// The body that it names, in base form or as it stands.
    body: Option<BodyName>,
}

/// The types in the order of votes.
pub(crate) const TYPES: [EntityType; 4] = [
    EntityType::Person,
    EntityType::Organisation,
    EntityType::Location,
    EntityType::Other,
];

/// The type with the most votes.
pub(crate) fn winner(votes: &[f32; 4]) -> EntityType {
    let mut best = 0;
    for n in 1..4 {
        if votes[n] > votes[best] {
            best = n;
        }
    }
    TYPES[best]
}

/// The forms of all mentions, by first occurrence.
pub(crate) fn forms(layer: &TextLayer<'_>, mentions: &[Mention], lexicon: &Lexicon) -> Vec<Form> {
    let mut forms: Vec<Form> = Vec::with_capacity(mentions.len());
    let mut by_key: HashMap<String, usize> = HashMap::with_capacity(mentions.len());
    for (index, mention) in mentions.iter().enumerate() {
        let surface = form::surface(layer.text, mention, lexicon, layer.language);
        let key = fold::key(&surface);
        if key.is_empty() {
            continue;
        }
        let at = match by_key.get(&key) {
            Some(&at) => at,
            None => {
                by_key.insert(key.clone(), forms.len());
                forms.push(Form {
                    // mostly there is one
                    writings: Vec::with_capacity(1),
                    words: key.split(' ').count(),
                    key,
                    votes: [0.0; 4],
                    entity: EntityType::Other,
                    body: None,
                    mentions: Vec::new(),
                });
                forms.len() - 1
            }
        };
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
            None => {
                let listed = lexicon.body_of(&surface, layer.language);
                let before = index.checked_sub(1).map(|before| &mentions[before]);
                let base = shared_head::whole_name(layer, before, mention, mentions.get(index + 1), lexicon)
                    .unwrap_or_else(|| base(layer, mention, &surface, listed.is_some(), lexicon));
                let body = match base == surface {
                    true => listed,
                    false => lexicon.body_of(&base, layer.language).or(listed),
                };
                form.writings.push(Writing {
                    base,
                    surface: surface.into_owned(),
                    count: 1,
                    compound,
                    body,
                });
            }
        }
    }
    for form in &mut forms {
        form.entity = winner(&form.votes);
        form.body = body(form, lexicon, layer.language);
    }
    forms
}

/// The base form of a writing, from the mention where it first stands; a listed one is its own.
fn base(layer: &TextLayer<'_>, mention: &Mention, surface: &str, listed: bool, lexicon: &Lexicon) -> String {
    if listed || layer.language != Language::German || mention.kind == MentionKind::Compound {
        return surface.to_owned();
    }
    if mention.entity != EntityType::Person {
        let based = form::base_form(surface, form::case(layer, mention, lexicon), lexicon);
        if *based != *surface {
            return based.into_owned();
        }
    }
    match form::without_s(surface) {
        Some(stripped) if lexicon.is_listed(stripped) => stripped.to_owned(),
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
    let entity = form.entity;
    let fits = |name: &BodyName| {
        let body = lexicon.body(name.body).entity;
        body == entity
            || entity != EntityType::Person && body != EntityType::Person && entity != EntityType::Other
    };
    let exact = form.writings.iter().find_map(|writing| writing.body);
    let inflected = || {
        let cased = form
            .writings
            .iter()
            .any(|w| w.surface.chars().any(char::is_lowercase));
        (language == Language::German && cased)
            .then(|| lexicon.body_of_stem(&fold::stem(&form.key)))
            .flatten()
            // "Bayerns" is Bayern, "Bayer" is not; an adjective may lose its ending as well ("Vereinten Nationen")
            .filter(|name| form.words > 1 || form.key.starts_with(&fold::key(name.name)))
    };
    exact.or_else(inflected).filter(fits)
}
