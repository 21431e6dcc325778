//! Actors: from mentions to one actor each, and the nominal and pronominal mentions that belong to them.
//!
//! The way: every mention by name is a *form* of a name (`form`]: surface and base form); forms of one actor are put
//! together (`cluster`); the fullest form becomes the name, the noun beside it the role (`role`); descriptions and
//! pronouns are linked to actors where the text makes that clear (`reference`).

mod cluster;
mod fold;
mod form;
mod lexicon;
mod reference;
mod role;

use crate::actors::cluster::{Cluster, Form};
use crate::actors::lexicon::Lexicon;
use crate::actors::role::{Role, RoleFinder};
use crate::analysis::{Actor, EntityType, Mention, MentionKind, TextLayer};
use crate::language::Language;

/// Words that make a place's name fuller without naming another place ("Volksrepublik China").
const FULLER_WORDS: [&str; 12] = [
    "republik",
    "volksrepublik",
    "bundesrepublik",
    "freistaat",
    "kernkraftwerk",
    "atomkraftwerk",
    "königreich",
    "gouvernement",
    "republic",
    "kingdom",
    "of",
    "demokratische",
];

/// Resolves mentions to actors.
#[derive(Debug)]
pub struct ActorResolver {
    lexicon: Lexicon,
}

impl Default for ActorResolver {
    fn default() -> Self {
        Self::new()
    }
}

impl ActorResolver {
    /// Builds the resolver from the embedded lexicons.
    pub fn new() -> Self {
        Self {
            lexicon: Lexicon::new(),
        }
    }

    /// The actors of a document, by first mention. Sets [`Mention::actor`] of the given mentions and adds nominal
    /// and pronominal ones, keeping the order of the text.
    pub fn resolve(&self, layer: &TextLayer<'_>, mentions: &mut Vec<Mention>) -> Vec<Actor> {
        if layer.sentences.is_empty() {
            return Vec::new();
        }
        let forms = cluster::forms(layer, mentions, &self.lexicon);
        let clusters = cluster::cluster(layer, mentions, &forms, &self.lexicon);
        for (actor, cluster) in clusters.iter().enumerate() {
            for &mention in &cluster.mentions {
                mentions[mention].actor = Some(actor as u32);
                mentions[mention].entity = cluster.entity;
            }
        }
        let named = named(layer, mentions);
        let finder = RoleFinder {
            layer,
            mentions,
            lexicon: &self.lexicon,
            named: &named,
        };
        let roles: Vec<Vec<Role>> = clusters
            .iter()
            .map(|cluster| {
                let found = cluster.mentions.iter().take(ROLE_MENTIONS);
                found
                    .filter_map(|&m| finder.find(&mentions[m], cluster.entity))
                    .collect()
            })
            .collect();
        let mut actors: Vec<Actor> = clusters
            .iter()
            .zip(&roles)
            .map(|(cluster, roles)| self.actor(layer, mentions, &forms, cluster, roles))
            .collect();
        reference::link(layer, mentions, &mut actors, &roles, &named, &self.lexicon);
        actors
    }

    fn actor(
        &self,
        layer: &TextLayer<'_>,
        mentions: &[Mention],
        forms: &[Form],
        cluster: &Cluster,
        roles: &[Role],
    ) -> Actor {
        let name = self.name(layer.language, forms, cluster);
        let mut aliases: Vec<String> = Vec::new();
        for &mention in &cluster.mentions {
            let surface = form::surface(layer.text, &mentions[mention], &self.lexicon, layer.language);
            if surface != name && !aliases.contains(&surface) {
                aliases.push(surface);
            }
        }
        let first = cluster
            .mentions
            .iter()
            .copied()
            .find(|&m| mentions[m].kind == MentionKind::Name)
            .unwrap_or(cluster.mentions[0]);
        Actor {
            name,
            entity: cluster.entity,
            aliases,
            role: roles.first().map(|role| role.text.clone()).unwrap_or_default(),
            first: mentions[first].span,
            mentions: cluster.mentions.len() as u32,
        }
    }

    /// The fullest form in its base form.
    fn name(&self, language: Language, forms: &[Form], cluster: &Cluster) -> String {
        let mut weak_only = cluster.body.is_some();
        let mut best: Option<(Fullness, &str)> = None;
        for &form in &cluster.forms {
            let form = &forms[form];
            let body_name = form.body.map(|name| (name.name, name.weak));
            for (order, writing) in form.writings.iter().enumerate() {
                let weak = body_name.is_some_and(|(_, weak)| weak)
                    && self.lexicon.body_of(&writing.surface).is_none_or(|n| n.weak);
                weak_only &= weak;
                let base = match body_name {
                    Some((name, _))
                        if fold::stem(&fold::key(name)) == fold::stem(&form.key)
                            && name.contains(char::is_lowercase) =>
                    {
                        name
                    }
                    _ => writing.base.as_str(),
                };
                let fullness = Fullness::of(base, cluster.entity, weak, writing, order);
                if best.as_ref().is_none_or(|(other, _)| fullness > *other) {
                    best = Some((fullness, base));
                }
            }
        }
        let standard = cluster
            .body
            .and_then(|body| self.lexicon.standard_name(body, language));
        match (weak_only, standard, best) {
            (true, Some(standard), _) => standard.to_owned(),
            (_, _, Some((_, name))) => name.to_owned(),
            _ => String::new(),
        }
    }
}

/// Roles are looked for beside so many mentions of an actor.
const ROLE_MENTIONS: usize = 40;

/// How full a form of a name is; the greatest is the name.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Fullness {
    strong: bool,
    whole: bool,
    long_form: bool,
    words: usize,
    letters: usize,
    camel: bool,
    uninflected: bool,
    count: u32,
    earlier: std::cmp::Reverse<usize>,
}

impl Fullness {
    fn of(base: &str, entity: EntityType, weak: bool, writing: &cluster::Writing, order: usize) -> Self {
        let long_form = entity == EntityType::Person || !fold::is_acronym(base);
        let inner_capital = base
            .split([' ', '-'])
            .any(|word| word.chars().skip(1).any(char::is_uppercase) && word.chars().any(char::is_lowercase));
        Self {
            strong: !weak,
            whole: !writing.compound || entity == EntityType::Location,
            long_form,
            words: base.split(' ').count(),
            letters: fold::key(base).chars().count(),
            camel: inner_capital,
            uninflected: base == writing.surface,
            count: writing.count,
            earlier: std::cmp::Reverse(order),
        }
    }
}

/// For each token, the mention that it belongs to, one-based; 0 for none.
fn named(layer: &TextLayer<'_>, mentions: &[Mention]) -> Vec<u32> {
    let mut named = vec![0; layer.tokens.len()];
    for (index, mention) in mentions.iter().enumerate() {
        for token in mention.tokens.range() {
            if let Some(slot) = named.get_mut(token) {
                *slot = index as u32 + 1;
            }
        }
    }
    named
}
