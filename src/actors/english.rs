//! English names that are longer than what was found of them, and titles that were taken for names.

use crate::actors::lexicon::{Lexicon, NameWord};
use crate::analysis::{EntityType, Mention, MentionKind, TextLayer};
use crate::language::Language;
use crate::text::TokenRange;

/// At most so many words are drawn in.
const WORDS: usize = 4;

/// Draws in what names an event of an organisation ("FIFA | World Cup"), a body of a place ("Medical Journal of | Australia"), the
/// office of an officer ("Harris County | Sheriff's office") and the given name at the end of what stands before it ("University of
/// Leeds Amneh | Jafari"); takes away what is the part of an office ("Shadow Home | Secretary").
pub(super) fn complete(layer: &TextLayer<'_>, mentions: &mut Vec<Mention>, lexicon: &Lexicon) {
    if layer.language != Language::English {
        return;
    }
    join_events(layer, mentions, lexicon);
    for index in 0..mentions.len() {
        given_name_before(layer, mentions, index, lexicon);
        let floor = index
            .checked_sub(1)
            .map_or(0, |before| mentions[before].tokens.range().end);
        let ceiling = mentions
            .get(index + 1)
            .map_or(layer.tokens.len(), |next| next.tokens.range().start);
        let mention = &mut mentions[index];
        if mention.kind != MentionKind::Name {
            continue;
        }
        let range = mention.tokens.range();
        let whole = match mention.entity {
            EntityType::Organisation => event(layer, mention, ceiling, lexicon)
                .map(|end| (TokenRange::new(range.start, end), EntityType::Other)),
            EntityType::Location => body(layer, mention, floor, lexicon).map(|start| {
                let tokens = TokenRange::new(start, range.end);
                (tokens, EntityType::Organisation)
            }),
            _ => None,
        };
        let office = || match mention.entity {
            EntityType::Organisation | EntityType::Location => office(layer, mention, ceiling, lexicon),
            _ => None,
        };
        if let Some((tokens, entity)) = whole.or_else(office) {
            (mention.tokens, mention.span, mention.entity) = (tokens, layer.span(tokens), entity);
        }
        // "Instituto | Gonzaga"
        let begins = |at: &usize| {
            *at >= floor && layer.is_capital(*at) && lexicon.begins_organisation(layer.word(*at))
        };
        let start = mention.tokens.range().start;
        if let Some(first) = start.checked_sub(1).filter(begins)
            && layer.sentence_of(first) == layer.sentence_of(start)
        {
            mention.tokens = TokenRange::new(first, mention.tokens.range().end);
            (mention.span, mention.entity) = (layer.span(mention.tokens), EntityType::Organisation);
        }
    }
    mentions.retain(|mention| !is_part_of_office(layer, mention, lexicon));
}

/// Makes one mention of an organisation and the event after it: "FIFA | World Cup 2018".
fn join_events(layer: &TextLayer<'_>, mentions: &mut Vec<Mention>, lexicon: &Lexicon) {
    let mut joined = vec![false; mentions.len()];
    for index in 1..mentions.len() {
        let (before, event) = (&mentions[index - 1], &mentions[index]);
        let (start, end) = (before.tokens.range().start, event.tokens.range().end);
        let adjacent = before.entity == EntityType::Organisation
            && event.entity == EntityType::Other
            && before.kind == MentionKind::Name
            && event.kind == MentionKind::Name
            && before.tokens.range().end == event.tokens.range().start
            && layer.sentence_of(start) == layer.sentence_of(end - 1);
        // "World Cup 2018"
        let year = adjacent
            && event.tokens.len() > 1
            && layer.word(end - 1).bytes().all(|byte| byte.is_ascii_digit());
        let named = layer.span(TokenRange::new(
            event.tokens.range().start,
            end - usize::from(year),
        ));
        if adjacent && lexicon.name_head(named.of(layer.text), Language::English) == Some(EntityType::Other) {
            let whole = &mut mentions[index];
            whole.tokens = TokenRange::new(start, end);
            whole.span = layer.span(whole.tokens);
            joined[index - 1] = true;
        }
    }
    let mut joined = joined.into_iter();
    mentions.retain(|_| joined.next() != Some(true));
}

/// Gives a surname that stands alone its given name, which was taken for the end of the organisation before it.
fn given_name_before(layer: &TextLayer<'_>, mentions: &mut [Mention], index: usize, lexicon: &Lexicon) {
    let Some(before) = index.checked_sub(1) else {
        return;
    };
    let (body, person) = (&mentions[before], &mentions[index]);
    let (start, given) = (body.tokens.range().start, body.tokens.range().end - 1);
    let adjacent = body.entity == EntityType::Organisation
        && person.entity == EntityType::Person
        && person.tokens.len() == 1
        && person.kind == MentionKind::Name
        && given + 1 == person.tokens.range().start
        && given > start + 1
        && layer.sentence_of(given) == layer.sentence_of(given + 1);
    if !adjacent {
        return;
    }
    let word = layer.word(given);
    let rest = TokenRange::new(start, given);
    let name_like = is_capital(word) && word.len() > 2 && word.chars().skip(1).all(char::is_lowercase);
    let known = lexicon.is_name_end(word, EntityType::Organisation) || lexicon.is_listed(word);
    let body = layer.span(rest).of(layer.text);
    let whole = lexicon.is_listed(body)
        || lexicon.name_head(body, Language::English) == Some(EntityType::Organisation);
    if name_like && !known && whole {
        mentions[before].tokens = rest;
        mentions[before].span = layer.span(rest);
        mentions[index].tokens = TokenRange::new(given, given + 2);
        mentions[index].span = layer.span(mentions[index].tokens);
    }
}

/// The office of an officer of a place: "Los Angeles | Sheriff's office", "East Harlem | sheriff's station".
fn office(
    layer: &TextLayer<'_>,
    mention: &Mention,
    ceiling: usize,
    lexicon: &Lexicon,
) -> Option<(TokenRange, EntityType)> {
    let range = mention.tokens.range();
    let genitive =
        (range.end..ceiling.min(range.end + WORDS)).find(|&at| matches!(layer.word(at), "'s" | "’s"))?;
    let officer = lexicon.role_noun_of(layer.word(genitive - 1), Language::English, EntityType::Person);
    let named = (range.end..genitive - 1).all(|at| layer.is_capital(at));
    let seat = genitive + 1;
    let is_seat = |word: &str| {
        lexicon.is(word, NameWord::Office, Language::English)
            || lexicon.is_name_end(word, EntityType::Organisation)
    };
    // "Berlin's mayor's office" is another thing
    let fits = genitive > range.start + 1
        && officer.is_some_and(|found| matches!(found.noun.class, "law" | "office" | "head" | "force"))
        && named
        && seat < ceiling
        && layer.sentence_of(seat) == layer.sentence_of(range.start)
        && is_seat(layer.word(seat));
    let place = || {
        lexicon
            .role_noun_of(layer.word(seat), Language::English, EntityType::Location)
            .is_some()
    };
    fits.then(|| {
        let entity = if place() {
            EntityType::Location
        } else {
            EntityType::Organisation
        };
        (TokenRange::new(range.start, seat + 1), entity)
    })
}

fn is_capital(word: &str) -> bool {
    word.starts_with(char::is_uppercase)
}

/// The end of the event's name that begins with an organisation's: the words after it tell one.
fn event(layer: &TextLayer<'_>, mention: &Mention, ceiling: usize, lexicon: &Lexicon) -> Option<usize> {
    let (start, end) = (mention.tokens.range().start, mention.tokens.range().end);
    let limit = ceiling.min(end + WORDS);
    let words = (end..limit)
        .take_while(|&at| is_capital(layer.word(at)) && layer.sentence_of(at) == layer.sentence_of(end - 1));
    let last = words.last().filter(|&last| last > end)?;
    let name = layer.span(TokenRange::new(start, last + 1)).of(layer.text);
    (lexicon.name_head(name, Language::English) == Some(EntityType::Other)).then_some(last + 1)
}

/// The first token of the body's name that ends in a place's.
fn body(layer: &TextLayer<'_>, mention: &Mention, floor: usize, lexicon: &Lexicon) -> Option<usize> {
    let of = mention
        .tokens
        .range()
        .start
        .checked_sub(1)
        .filter(|&at| lexicon.is(layer.word(at), NameWord::Of, Language::English))?;
    let begin = floor.max(layer.sentences[layer.sentence_of(of)].tokens.range().start);
    let first = (begin.max(of.saturating_sub(WORDS))..of)
        .rev()
        .take_while(|&at| is_capital(layer.word(at)))
        .last()
        .filter(|&first| {
            first + 1 < of && !lexicon.is(layer.word(first), NameWord::NameArticle, Language::English)
        })?;
    let name = layer
        .span(TokenRange::new(first, mention.tokens.range().end))
        .of(layer.text);
    (lexicon.name_head(name, Language::English) == Some(EntityType::Organisation)).then_some(first)
}

/// "Shadow Home" before "Secretary": not a body that is listed.
fn is_part_of_office(layer: &TextLayer<'_>, mention: &Mention, lexicon: &Lexicon) -> bool {
    let next = mention.tokens.range().end;
    let office = |word: &str| {
        let noun = lexicon.role_noun_of(word, Language::English, EntityType::Person);
        is_capital(word) && noun.is_some_and(|found| found.noun.class == "office")
    };
    mention.kind == MentionKind::Name
        && mention.entity == EntityType::Organisation
        && next < layer.tokens.len()
        && office(layer.word(next))
        && !lexicon.is_listed(mention.span.of(layer.text))
        && lexicon
            .name_head(mention.span.of(layer.text), Language::English)
            .is_none()
        && mention.tokens.len() > 1
}
