//! Actors: from mentions to one actor each, and the nominal and pronominal mentions that belong to them.
//!
//! The way: every mention by name is a *form* of a name (`form`]: surface and base form); forms of one actor are put
//! together (`cluster`); the fullest form becomes the name, the noun beside it the role (`role`); descriptions and
//! pronouns are linked to actors where the text makes that clear (`reference`).

mod acronym;
mod called;
mod clubs;
mod cluster;
mod description;
mod discourse;
mod divide;
mod doubt;
mod edges;
mod english;
mod evidence;
mod extent;
pub(crate) mod fold;
mod form;
mod forms;
mod gazetteer;
mod goes_on;
mod hyphens;
mod join;
pub(crate) mod lexicon;
mod longform;
mod naming;
mod nearest;
mod persons;
mod placed;
mod profile;
mod pronoun;
mod reference;
mod role;
mod role_context;
mod shared_head;
mod sites;

use std::borrow::Cow;
use std::collections::HashSet;

use crate::actors::cluster::Cluster;
use crate::actors::forms::Form;

use crate::actors::lexicon::Lexicon;
use crate::actors::placed::PlacedNouns;
use crate::actors::role::{Role, RoleFinder};
use crate::analysis::{Actor, EntityType, Mention, MentionKind, TextLayer};

/// Resolves mentions to actors.
#[derive(Debug)]
pub struct ActorResolver {
    lexicon: Lexicon,
    placed: PlacedNouns,
    statements: HashSet<&'static str>,
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
            placed: PlacedNouns::embedded(),
            statements: acronym::statement_nouns(),
        }
    }

    /// The actors of a document, by first mention. Sets [`Mention::actor`] of the given mentions and adds nominal
    /// and pronominal ones, keeping the order of the text.
    pub fn resolve(&self, layer: &TextLayer<'_>, mentions: &mut Vec<Mention>) -> Vec<Actor> {
        if layer.sentences.is_empty() {
            return Vec::new();
        }
        hyphens::complete(layer, mentions, &self.lexicon);
        edges::trim(layer, mentions, &self.lexicon);
        gazetteer::complete(layer, mentions, &self.lexicon);
        divide::divide(layer, mentions, &self.lexicon);
        shared_head::divide(layer, mentions, &self.lexicon);
        placed::complete(layer, mentions, &self.placed, &self.lexicon);
        acronym::complete(layer, mentions, &self.statements, &self.lexicon);
        goes_on::complete(layer, mentions, &self.lexicon);
        english::complete(layer, mentions, &self.lexicon);
        called::complete(layer, mentions, &self.lexicon);
        sites::complete(layer, mentions, &self.lexicon);
        extent::widen(layer, mentions, &self.lexicon);
        clubs::complete(layer, mentions, &self.lexicon);
        extent::surname_after(layer, mentions, &self.lexicon);
        extent::cut_compounds(layer, mentions, &self.lexicon);
        extent::echo(layer, mentions);
        let pairs = longform::complete(layer, mentions, &self.lexicon);
        let forms = forms::forms(layer, mentions, &self.lexicon);
        let mut clusters = cluster::cluster(layer, mentions, &pairs, &forms, &self.lexicon);
        let named = named(layer, mentions);
        let finder = RoleFinder::new(layer, mentions, &self.lexicon, &named);
        cluster::decide_types(&mut clusters, &forms, &finder);
        clusters.retain(|cluster| doubt::is_sure(cluster, &finder));
        for (actor, cluster) in clusters.iter().enumerate() {
            for &mention in &cluster.mentions {
                mentions[mention].actor = Some(actor as u32);
                mentions[mention].entity = cluster.entity;
            }
        }
        let finder = RoleFinder::new(layer, mentions, &self.lexicon, &named);
        let roles: Vec<Vec<Role>> = clusters
            .iter()
            .map(|cluster| {
                let found = cluster.mentions.iter().take(ROLE_MENTIONS);
                found
                    .filter_map(|&m| finder.find(&mentions[m], cluster.entity))
                    .map(|description| finder.role(&description))
                    .collect()
            })
            .collect();
        let mut actors: Vec<Actor> = clusters
            .iter()
            .zip(&roles)
            .map(|(cluster, roles)| self.actor(&finder, &forms, cluster, roles))
            .collect();
        reference::link(layer, mentions, &mut actors, &roles, &self.lexicon);
        actors
    }

    fn actor(&self, finder: &RoleFinder<'_>, forms: &[Form], cluster: &Cluster, roles: &[Role]) -> Actor {
        let (layer, mentions) = (finder.layer, finder.mentions);
        let name = naming::name(forms, cluster, &self.lexicon, layer.language);
        let mut aliases: Vec<String> = Vec::new();
        let mut seen: HashSet<Cow<'_, str>> = HashSet::new();
        for &mention in &cluster.mentions {
            let surface = form::surface(layer.text, &mentions[mention], &self.lexicon, layer.language);
            if *surface != name && !seen.contains(&surface) {
                aliases.push(surface.clone().into_owned());
                seen.insert(surface);
            }
        }
        let first = cluster
            .mentions
            .iter()
            .copied()
            .find(|&m| mentions[m].kind == MentionKind::Name)
            .unwrap_or(cluster.mentions[0]);
        let affiliation = || {
            let mut named = cluster.mentions.iter().take(ROLE_MENTIONS);
            named.find_map(|&mention| finder.affiliation(&mentions[mention]))
        };
        let role = match roles.first() {
            Some(role) => role.text.clone(),
            None if cluster.entity == EntityType::Person => affiliation().unwrap_or_default(),
            None => String::new(),
        };
        Actor {
            name,
            entity: cluster.entity,
            aliases,
            role,
            first: mentions[first].span,
            mentions: cluster.mentions.len() as u32,
        }
    }
}

/// Roles are looked for beside so many mentions of an actor.
const ROLE_MENTIONS: usize = 40;

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
