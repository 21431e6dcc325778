//! The extent of names: a given name before a surname, the article of a medium, the compound that is no part of it; and
//! names that stand elsewhere in the document in another form.

use std::collections::HashMap;

use crate::actors::lexicon::{Lexicon, NameWord};
use crate::actors::{fold, form, gazetteer};
use crate::analysis::{EntityType, Mention, MentionKind, TextLayer, Upos};
use crate::language::Language;
use crate::text::{Span, TokenRange};

/// Draws into a mention the word before it that is a part of the name.
pub(crate) fn widen(layer: &TextLayer<'_>, mentions: &mut [Mention], lexicon: &Lexicon) {
    for index in 0..mentions.len() {
        let floor = index
            .checked_sub(1)
            .map_or(0, |before| mentions[before].tokens.end as usize);
        let mention = &mentions[index];
        let start = mention.tokens.range().start;
        let Some(before) = start.checked_sub(1).filter(|&at| at >= floor) else {
            continue;
        };
        if mention.kind != MentionKind::Name || layer.sentence_of(before) != layer.sentence_of(start) {
            continue;
        }
        let belongs = match mention.entity {
            EntityType::Person => mention.tokens.len() == 1 && is_given_name(layer, before, lexicon),
            EntityType::Organisation => is_article_of_name(layer, before, mention, lexicon),
            EntityType::Location => {
                lexicon.is_anywhere(layer.word(before), NameWord::State)
                    || lexicon.is(layer.word(before), NameWord::Direction, layer.language)
            }
            _ => false,
        };
        if belongs {
            let tokens = TokenRange::new(before, mention.tokens.range().end);
            let span = layer.tokens[before].span.cover(mention.span);
            let mention = &mut mentions[index];
            (mention.tokens, mention.span) = (tokens, span);
        }
    }
}

/// "Gülsen Celebi": a given name that nothing else was made of.
fn is_given_name(layer: &TextLayer<'_>, at: usize, lexicon: &Lexicon) -> bool {
    let word = layer.word(at);
    lexicon.given_gender(word).is_some()
        && !lexicon.is_title(word)
        && lexicon.role_noun(word, layer.language).is_none()
        && matches!(layer.tokens[at].upos, Upos::Propn | Upos::X | Upos::Noun)
}

/// "Der Spiegel", "The Guardian": listed with the article, or a capital inside the sentence.
fn is_article_of_name(layer: &TextLayer<'_>, at: usize, mention: &Mention, lexicon: &Lexicon) -> bool {
    let word = layer.word(at);
    if !lexicon.is_anywhere(word, NameWord::NameArticle) {
        return false;
    }
    let sentence = &layer.sentences[layer.sentence_of(at)];
    let inside = at > sentence.tokens.range().start
        && !matches!(
            layer.word(at - 1),
            ":" | "„" | "“" | "\"" | "»" | "«" | "''" | "-" | "–" | "." | "(" | "*"
        );
    let name = mention.span.of(layer.text);
    let english = layer.language == Language::English;
    // at the beginning of a sentence every article has a capital, so that only the list tells
    let listed = lexicon.is_listed(&format!("{word} {name}"))
        || inside && english && lexicon.is_medium(name) && name.contains(' ');
    // Two of three signs.
    [inside, listed, word == "The"]
        .into_iter()
        .filter(|&sign| sign)
        .count()
        >= 2
}

/// Draws the word after a given name into it where it must be the surname ("Theresa May").
pub(crate) fn surname_after(layer: &TextLayer<'_>, mentions: &mut [Mention], lexicon: &Lexicon) {
    for index in 0..mentions.len() {
        let ceiling = mentions
            .get(index + 1)
            .map_or(layer.tokens.len(), |next| next.tokens.range().start);
        let mention = &mentions[index];
        let after = mention.tokens.range().end;
        let single = mention.kind == MentionKind::Name
            && mention.entity == EntityType::Person
            && mention.tokens.len() == 1;
        if !single || after >= ceiling || layer.sentence_of(after) != layer.sentence_of(after - 1) {
            continue;
        }
        let word = layer.word(after);
        let name_like = word.starts_with(char::is_uppercase) && word.chars().skip(1).any(char::is_lowercase);
        let noun =
            layer.language == Language::German && !matches!(layer.tokens[after].upos, Upos::Propn | Upos::X);
        if name_like && !noun && lexicon.given_gender(layer.word(after - 1)).is_some() {
            let mention = &mut mentions[index];
            mention.tokens = TokenRange::new(after - 1, after + 1);
            mention.span = mention.span.cover(layer.tokens[after].span);
        }
    }
}

/// "IG Metall-Vorsitzender" mentions IG Metall: a name that ends in a hyphen and a noun for a person is a compound's part.
pub(crate) fn cut_compounds(layer: &TextLayer<'_>, mentions: &mut [Mention], lexicon: &Lexicon) {
    for mention in mentions
        .iter_mut()
        .filter(|mention| mention.kind == MentionKind::Name)
    {
        let Some(at) = mention.span.of(layer.text).rfind('-').filter(|&at| at > 1) else {
            continue;
        };
        let tail = &mention.span.of(layer.text)[at + 1..];
        let person = lexicon.role_noun(tail, layer.language).is_some_and(|found| {
            found.noun.entity == EntityType::Person && tail.starts_with(char::is_uppercase)
        });
        let held = || lexicon.is_held_together(mention.span.of(layer.text));
        if person && mention.entity != EntityType::Person && !held() {
            mention.kind = MentionKind::Compound;
            mention.span = Span::new(mention.span.start as usize, mention.span.start as usize + at);
        }
    }
}

/// Capitals inside and small letters, as brands write themselves: "TikTok".
fn is_mixed(word: &str) -> bool {
    word.chars().skip(1).any(char::is_uppercase) && word.chars().any(char::is_lowercase)
}

/// How much less sure a mention is that only another form in the document tells.
const ECHO: f32 = 0.8;

/// Adds mentions of names that the document has elsewhere: "TikToks" beside "Tiktok", the first part of "Trump-Erlass" beside
/// "Donald Trump".
pub(crate) fn echo(layer: &TextLayer<'_>, mentions: &mut Vec<Mention>) {
    let mut covered = vec![false; layer.tokens.len()];
    // key of a single word: type, confidence, and the word as it stands
    let mut known: HashMap<String, (EntityType, f32, &str)> = HashMap::with_capacity(mentions.len());
    for mention in mentions.iter() {
        covered[mention.tokens.range()].fill(true);
        let whole = mention.tokens.len() == 1 || mention.entity == EntityType::Person;
        if mention.kind == MentionKind::Name
            && whole
            && mention.confidence >= 0.5
            && mention.entity != EntityType::Other
        {
            let word = layer.word(mention.tokens.range().end - 1);
            let entry = known
                .entry(fold::key(word))
                .or_insert((mention.entity, 0.0, word));
            if mention.confidence > entry.1 {
                *entry = (mention.entity, mention.confidence, word);
            }
        }
    }
    let mut added = Vec::new();
    let mut beginnings: Vec<(char, Option<char>)> =
        known.keys().filter_map(|key| fold::beginning(key)).collect();
    beginnings.sort_unstable();
    beginnings.dedup();
    for at in (0..layer.tokens.len()).filter(|&at| !covered[at]) {
        if !layer.is_capital(at) {
            continue;
        }
        let word = layer.word(at);
        // most words begin as no name of the document does
        let begins = |beginning| match beginning {
            (_, None) => true,
            told => beginnings.binary_search(&told).is_ok(),
        };
        if !fold::beginning(word).is_some_and(begins) || word.chars().count() < 4 {
            continue;
        }
        let mut add = |kind, span, (entity, confidence, _): (EntityType, f32, &str)| {
            added.push(Mention {
                span,
                tokens: TokenRange::new(at, at + 1),
                kind,
                entity,
                confidence: confidence * ECHO,
                actor: None,
            });
        };
        let span = layer.tokens[at].span;
        if let Some((head, _)) = word.rsplit_once('-') {
            let found = known
                .get(&fold::key(head))
                .filter(|found| found.2 == head && head.len() > 2);
            if let Some(&found) = found {
                let start = span.start as usize;
                add(MentionKind::Compound, Span::new(start, start + head.len()), found);
            }
            continue;
        }
        let base = form::without_s(word).filter(|_| layer.language == Language::German);
        let key = fold::key(word);
        let found = known.get(&key).or_else(|| known.get(&fold::key(base?)));
        let brand = |found: &&(_, _, &str)| is_mixed(word) || is_mixed(found.2);
        if let Some(&found) = found
            .filter(|found| found.0 == EntityType::Organisation)
            .filter(brand)
        {
            add(MentionKind::Name, span, found);
        }
    }
    gazetteer::replace(mentions, added);
}
