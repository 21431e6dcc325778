//! Names made of a place and a noun: "russisches Außenministerium", "Berliner Kammergericht", "Landgericht Mannheim".

use crate::actors::gazetteer;
use crate::actors::lexicon::Lexicon;
use crate::analysis::{EntityType, Mention, MentionKind, TextLayer};
use crate::language::{Language, lexicon};
use crate::text::TokenRange;

/// How sure a mention is that only its form tells.
const CONFIDENCE: f32 = 0.7;

/// The nouns that name something together with a place.
#[derive(Debug)]
pub(super) struct PlacedNouns {
    after_adjective: Vec<(EntityType, &'static str)>,
    before_place: Vec<(EntityType, &'static str)>,
    in_compound: Vec<(EntityType, &'static str)>,
}

impl PlacedNouns {
    /// The embedded nouns.
    pub fn embedded() -> Self {
        let (mut after_adjective, mut before_place, mut in_compound) = (Vec::new(), Vec::new(), Vec::new());
        for columns in lexicon::entries(include_str!("../language/de/named_by_place.txt")) {
            let [entity, place, nouns] = columns[..] else {
                continue;
            };
            let Some(entity) = EntityType::parse(entity) else {
                continue;
            };
            let list = match place {
                "adjective" => &mut after_adjective,
                "compound" => &mut in_compound,
                _ => &mut before_place,
            };
            list.extend(nouns.split(' ').map(|noun| (entity, noun)));
        }
        Self {
            after_adjective,
            before_place,
            in_compound,
        }
    }

    /// What a compound with the short name of a country or body names: "US-Verteidigungsministerium".
    fn in_compound(&self, word: &str, lexicon: &Lexicon) -> Option<EntityType> {
        // quicker to tell than where the hyphen is
        if !word.as_bytes().contains(&b'-') {
            return None;
        }
        let (place, noun) = word.split_once('-')?;
        let short = place.len() <= 4 && place.chars().skip(1).any(char::is_uppercase) || place == "Nato";
        if !short || noun.contains('-') || !lexicon.is_listed(place) {
            return None;
        }
        let stem = lexicon.without_genitive(noun).to_lowercase();
        let mut found = self.in_compound.iter();
        found
            .find(|(_, wanted)| stem.ends_with(wanted))
            .map(|&(entity, _)| entity)
    }

    /// What an adjective of a place and this noun name.
    fn after_adjective(&self, noun: &str, lexicon: &Lexicon) -> Option<EntityType> {
        let stem = lexicon.without_genitive(noun).to_lowercase();
        let ends = |wanted: &str| match wanted.strip_prefix('-') {
            Some(end) => stem.ends_with(end) && stem.len() > end.len(),
            None => stem.ends_with(wanted),
        };
        let found = self.after_adjective.iter().find(|(_, wanted)| ends(wanted));
        found.map(|&(entity, _)| entity)
    }

    /// What this noun and the name of a place name.
    fn before_place(&self, noun: &str, lexicon: &Lexicon) -> Option<EntityType> {
        let stem = lexicon.without_genitive(noun).to_lowercase();
        let found = self.before_place.iter().find(|(_, wanted)| stem == *wanted);
        found.map(|&(entity, _)| entity)
    }
}

/// Adds the names that an adjective of a place and a noun make, and draws the noun before a place's name into it.
pub(super) fn complete(
    layer: &TextLayer<'_>,
    mentions: &mut Vec<Mention>,
    nouns: &PlacedNouns,
    lexicon: &Lexicon,
) {
    if layer.language != Language::German {
        return;
    }
    let mut added = Vec::new();
    let mut next = 0;
    for sentence in layer.sentences {
        for at in sentence.tokens.range() {
            if !layer.is_capital(at) {
                continue;
            }
            let placed = || {
                let adjective =
                    at > sentence.tokens.range().start && is_of_place(layer.word(at - 1), lexicon);
                adjective
                    .then(|| nouns.after_adjective(layer.word(at), lexicon))
                    .flatten()
            };
            let Some((entity, start)) = placed()
                .map(|entity| (entity, at - 1))
                .or_else(|| Some((nouns.in_compound(layer.word(at), lexicon)?, at)))
            else {
                continue;
            };
            while mentions
                .get(next)
                .is_some_and(|mention| mention.tokens.range().end < at)
            {
                next += 1;
            }
            let tokens = TokenRange::new(start, at + 1);
            let inside = mentions[next..]
                .iter()
                .take_while(|mention| mention.tokens.range().start <= at)
                .all(|mention| start <= mention.tokens.range().start && mention.tokens.range().end <= at + 1);
            if inside {
                added.push(Mention {
                    span: layer.span(tokens),
                    tokens,
                    kind: MentionKind::Name,
                    entity,
                    confidence: CONFIDENCE,
                    actor: None,
                });
            }
        }
    }
    gazetteer::replace(mentions, added);
    for index in 0..mentions.len() {
        let floor = index
            .checked_sub(1)
            .map_or(0, |before| mentions[before].tokens.range().end);
        let mention = &mut mentions[index];
        let start = mention.tokens.range().start;
        let Some(noun) = start.checked_sub(1).filter(|&at| at >= floor) else {
            continue;
        };
        let whole = mention.kind == MentionKind::Name && mention.entity == EntityType::Location;
        if whole
            && layer.is_capital(noun)
            && layer.sentence_of(noun) == layer.sentence_of(start)
            && let Some(entity) = nouns.before_place(layer.word(noun), lexicon)
            && !is_country(mention.span.of(layer.text), lexicon)
        {
            mention.tokens = TokenRange::new(noun, mention.tokens.range().end);
            mention.span = layer.tokens[noun].span.cover(mention.span);
            mention.entity = entity;
        }
    }
}

/// "russische", "Berliner": an adjective of a place.
fn is_of_place(word: &str, lexicon: &Lexicon) -> bool {
    if !word.ends_with(['r', 'e', 'n', 'm', 's']) {
        return false;
    }
    if let Some(place) = word.strip_suffix("er") {
        let capital = place.starts_with(char::is_uppercase) && place.chars().count() >= 3;
        return capital && lexicon.role_noun(word, Language::German).is_none() && !place.ends_with("isch");
    }
    let stem = ["e", "en", "em", "es"]
        .iter()
        .find_map(|end| word.strip_suffix(end));
    stem.is_some_and(|stem| stem.ends_with("isch") && stem.chars().count() > 6)
}

/// "des Schlosses Frankreichs" names no castle; a country stands there as owner.
fn is_country(name: &str, lexicon: &Lexicon) -> bool {
    let body = |name: &str| lexicon.body_of(name, Language::German);
    let found = body(name).or_else(|| name.strip_suffix('s').and_then(body));
    found.is_some_and(|name| lexicon.body(name.body).id.len() == 2)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_parses() {
        let (nouns, lexicon) = (PlacedNouns::embedded(), Lexicon::new());
        let lines = lexicon::entries(include_str!("../language/de/named_by_place.txt"));
        let listed: usize = lines.map(|columns| columns[2].split(' ').count()).sum();
        assert_eq!(
            nouns.after_adjective.len() + nouns.before_place.len() + nouns.in_compound.len(),
            listed
        );
        assert_eq!(
            nouns.after_adjective("Außenministeriums", &lexicon),
            Some(EntityType::Organisation)
        );
        assert_eq!(nouns.after_adjective("Ministerium", &lexicon), None);
    }
}
