//! Actors that are more likely none: names that nothing but a doubtful guess of the tagger speaks for.

use crate::actors::cluster::Cluster;
use crate::actors::role::RoleFinder;
use crate::analysis::{EntityType, Mention, MentionKind};

/// An actor stays where one of its mentions is at least so sure. The confidence is a probability; of what is less sure, in the
/// annotated articles of both languages, more was wrong than right.
const NAME: f32 = 0.4;
/// A person of one word: given names, nicknames, but also nouns at the beginning of a sentence.
const SINGLE_PERSON: f32 = 0.7;
/// A person with a whole name.
const PERSON: f32 = 0.35;
/// What only a part of a compound ("Luhe-Ufer") or a word in small letters names.
const PART: f32 = 0.7;

/// The most that is asked for.
const SURE: f32 = 0.7;

/// True for an actor that is more likely one than none. The mentions of the others stay, as names of nobody.
pub(crate) fn is_sure(cluster: &Cluster, finder: &RoleFinder<'_>) -> bool {
    // "University of Sheffield", "the insurer Kranich": a word of the name, or a noun beside it, tells what it is
    let told = |mention: &Mention| {
        let name = mention.span.of(finder.layer.text);
        let head = || {
            name.contains(' ')
                && finder.lexicon.name_head(name, finder.layer.language) == Some(cluster.entity)
        };
        let called =
            || cluster.entity != EntityType::Person && finder.find(mention, cluster.entity).is_some();
        mention.kind == MentionKind::Name && (head() || called())
    };
    cluster.body.is_some()
        || cluster.mentions.iter().any(|&mention| {
            let mention = &finder.mentions[mention];
            let small = || mention.span.of(finder.layer.text).chars().all(char::is_lowercase);
            if mention.confidence >= SURE {
                return true;
            }
            let least = match (mention.kind, cluster.entity) {
                (MentionKind::Name, EntityType::Person) if mention.tokens.len() > 1 => PERSON,
                // "Ajatollah Chomeini"
                (MentionKind::Name, EntityType::Person)
                    if finder.find(mention, EntityType::Person).is_some() =>
                {
                    NAME
                }
                (MentionKind::Name, EntityType::Person) => SINGLE_PERSON,
                (MentionKind::Name, _) if !small() => NAME,
                _ => PART,
            };
            mention.confidence >= least || told(mention)
        })
}
