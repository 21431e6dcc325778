//! Puts the mentions of one actor together.

use std::cell::LazyCell;
use std::collections::HashSet;

use crate::actors::evidence;
use crate::actors::forms::{Form, winner};
use crate::actors::join::{self, Sets};
use crate::actors::lexicon::{Lexicon, NameWord};
use crate::actors::longform::Pair;
use crate::actors::persons;
use crate::actors::role::RoleFinder;
use crate::analysis::{EntityType, Gender, Mention, TextLayer};

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

/// Puts forms together into actors and gives every mention its cluster.
pub(crate) fn cluster(
    layer: &TextLayer<'_>,
    mentions: &[Mention],
    pairs: &[Pair],
    forms: &[Form],
    lexicon: &Lexicon,
) -> Vec<Cluster> {
    let mut sets = Sets::new(forms.len());
    join::bodies(forms, &mut sets);
    let by_key = join::by_key(forms);
    join::inflected(forms, &by_key, layer.language, lexicon, &mut sets);
    join::placed(forms, layer.language, lexicon, &mut sets);
    join::acronyms(mentions, pairs, forms, lexicon, &mut sets);
    join::contained(forms, &by_key, layer.language, lexicon, &mut sets);
    let mut shared = persons::join_short_names(forms, &mut sets);

    let mut clusters: Vec<Cluster> = Vec::with_capacity(forms.len());
    let mut of_set = vec![None; forms.len()];
    let mut form_of = vec![None; mentions.len()];
    for (index, form) in forms.iter().enumerate() {
        for &mention in &form.mentions {
            form_of[mention] = Some(index);
        }
    }
    // forms of one cluster, and the clusters of forms that several share
    let mut seen = vec![false; forms.len()];
    let mut seen_in: HashSet<(usize, usize)> = HashSet::new();
    for (mention, form) in form_of.iter().enumerate() {
        let Some(form) = *form else { continue };
        let gender = LazyCell::new(|| gender_before(layer, &mentions[mention], lexicon));
        let fits = |set: usize| gender.is_some() && lexicon.gender_of(&forms[set].key) == *gender;
        let bearer = shared.bearer(form, fits);
        let set = bearer.unwrap_or_else(|| sets.find(form));
        shared.named(form, set);
        let at = *of_set[set].get_or_insert_with(|| {
            clusters.push(Cluster {
                forms: Vec::new(),
                mentions: Vec::new(),
                entity: EntityType::Other,
                body: None,
            });
            clusters.len() - 1
        });
        clusters[at].mentions.push(mention);
        let new = match bearer {
            Some(_) => seen_in.insert((at, form)),
            None => !std::mem::replace(&mut seen[form], true),
        };
        if new {
            clusters[at].forms.push(form);
        }
    }
    clusters
}

/// The gender that a form of address before, or at the beginning of, a mention tells.
fn gender_before(layer: &TextLayer<'_>, mention: &Mention, lexicon: &Lexicon) -> Option<Gender> {
    let start = mention.tokens.range().start;
    let words = [start.checked_sub(1), Some(start)].into_iter().flatten();
    words.filter(|&at| at < layer.tokens.len()).find_map(|at| {
        let is = |kind| lexicon.is_anywhere(layer.word(at), kind);
        match (is(NameWord::Mister), is(NameWord::Miss)) {
            (true, _) => Some(Gender::Masculine),
            (_, true) => Some(Gender::Feminine),
            _ => None,
        }
    })
}

/// Decides what each cluster is: what the lexicon says, else what most speaks for.
pub(crate) fn decide_types(clusters: &mut [Cluster], forms: &[Form], finder: &RoleFinder<'_>) {
    for cluster in clusters {
        let mut votes = [0.0; 4];
        for &form in &cluster.forms {
            for (sum, vote) in votes.iter_mut().zip(forms[form].votes) {
                *sum += vote;
            }
            cluster.body = cluster.body.or(forms[form].body.map(|name| name.body));
        }
        if let Some(body) = cluster.body {
            cluster.entity = finder.lexicon.body(body).entity;
            continue;
        }
        let longest = cluster.forms.iter().max_by_key(|&&form| forms[form].words);
        if let Some(&longest) = longest {
            let name = &forms[longest].writings[0].surface;
            evidence::add(&mut votes, name, &cluster.mentions, finder);
        }
        cluster.entity = winner(&votes);
    }
}
