//! Mentions that hold more than a name: a title before a person, a person after an organisation, a country after one.

use std::collections::HashSet;

use crate::actors::gazetteer;
use crate::actors::lexicon::{Lexicon, NameWord};
use crate::analysis::{EntityType, Mention, MentionKind, TextLayer, Upos};
use crate::language::Language;
use crate::text::TokenRange;

/// Cuts titles off persons ("Councillor Owen Pryce"), and divides mentions of an organisation or place and a person
/// ("Refugee Council Enver Solomon").
pub(crate) fn divide(layer: &TextLayer<'_>, mentions: &mut Vec<Mention>, lexicon: &Lexicon) {
    let persons: HashSet<&str> = mentions
        .iter()
        .filter(|mention| mention.entity == EntityType::Person && mention.kind == MentionKind::Name)
        .map(|mention| layer.word(mention.tokens.range().end - 1))
        .collect();
    let mut added = Vec::new();
    let starts: Vec<u32> = mentions.iter().map(|mention| mention.tokens.start).collect();
    for (index, mention) in mentions.iter_mut().enumerate() {
        if mention.kind != MentionKind::Name {
            continue;
        }
        let next = starts
            .get(index + 1)
            .map_or(layer.tokens.len(), |&at| at as usize);
        match mention.entity {
            EntityType::Person => without_title(layer, mention, lexicon),
            EntityType::Organisation | EntityType::Location => {
                without_description(layer, mention, lexicon);
                added.extend(country_after(layer, mention, lexicon));
                if let Some(second) = second_name(layer, mention, lexicon) {
                    added.push(second);
                }
                let Some(person) = person_at_end(layer, mention, &persons, lexicon) else {
                    added.extend(person_over_end(layer, mention, next, lexicon));
                    continue;
                };
                let end = mention.tokens.range().end;
                let mut other = mention.clone();
                cut(layer, mention, mention.tokens.range().start, person);
                cut(layer, &mut other, person, end);
                other.entity = EntityType::Person;
                added.push(other);
            }
            EntityType::Other => {}
        }
    }
    gazetteer::add(mentions, added);
}

fn cut(layer: &TextLayer<'_>, mention: &mut Mention, start: usize, end: usize) {
    mention.tokens = TokenRange::new(start, end);
    mention.span = layer.span(mention.tokens);
}

/// "Councillor Owen Pryce", "Minister Scholz": an office before a name is its role.
fn without_title(layer: &TextLayer<'_>, mention: &mut Mention, lexicon: &Lexicon) {
    let (mut start, end) = (mention.tokens.range().start, mention.tokens.range().end);
    let office = |at: usize| {
        let noun = lexicon.role_noun_of(layer.word(at), layer.language, EntityType::Person);
        noun.is_some_and(|found| {
            let noun = found.noun;
            let german = layer.language == Language::German;
            matches!(noun.class, "office" | "head" | "law" | "force") || german && noun.class == "church"
        })
    };
    while start + 1 < end && office(start) {
        start += 1;
    }
    if start > mention.tokens.range().start {
        cut(layer, mention, start, end);
    }
}

/// Cuts a German noun that says what an organisation or place is off its name.
fn without_description(layer: &TextLayer<'_>, mention: &mut Mention, lexicon: &Lexicon) {
    let range = mention.tokens.range();
    if layer.language == Language::English || range.len() < 2 {
        return;
    }
    let noun = lexicon.role_noun_of(layer.word(range.start), layer.language, mention.entity);
    if noun.is_some_and(|found| lexicon.is_describing(&found.noun)) && layer.is_capital(range.start + 1) {
        cut(layer, mention, range.start + 1, range.end);
    }
}

/// "University of Leeds of the UK": the country is a mention of its own.
fn country_after(layer: &TextLayer<'_>, mention: &mut Mention, lexicon: &Lexicon) -> Option<Mention> {
    let range = mention.tokens.range();
    if layer.language != Language::English || mention.entity != EntityType::Organisation {
        return None;
    }
    let mut ties = range
        .clone()
        .filter(|&at| lexicon.is(layer.word(at), NameWord::Of, layer.language));
    let first = ties.next()?;
    let last = ties.next_back().unwrap_or(first);
    let closed = last > range.start + 1 && lexicon.is(layer.word(last - 1), NameWord::Closed, layer.language);
    if last == first && !closed {
        return None;
    }
    let start = last
        + 1
        + usize::from(
            last + 1 < range.end && lexicon.is(layer.word(last + 1), NameWord::Article, layer.language),
        );
    let mut country = mention.clone();
    if start >= range.end {
        return None;
    }
    cut(layer, &mut country, start, range.end);
    country.entity = EntityType::Location;
    let body = lexicon.body_of(country.span.of(layer.text), layer.language)?;
    if lexicon.body(body.body).id.len() != 2 {
        return None;
    }
    cut(layer, mention, range.start, last);
    Some(country)
}

/// "Massachusetts Institute of Technology and Colorado State University": where one part is listed, and what the other names is told
/// by one of its words, these are two.
fn second_name(layer: &TextLayer<'_>, mention: &mut Mention, lexicon: &Lexicon) -> Option<Mention> {
    let range = mention.tokens.range();
    let tie = range
        .clone()
        .find(|&at| lexicon.is_anywhere(layer.word(at), NameWord::And))?;
    if tie == range.start || tie + 1 >= range.end || lexicon.is_listed(mention.span.of(layer.text)) {
        return None;
    }
    let (mut first, mut second) = (mention.clone(), mention.clone());
    cut(layer, &mut first, range.start, tie);
    cut(layer, &mut second, tie + 1, range.end);
    let names = [first.span.of(layer.text), second.span.of(layer.text)];
    let listed = names.map(|name| lexicon.is_listed(name));
    let told = |name: &str| lexicon.name_head(name, layer.language).is_some();
    let two = listed[0] && (listed[1] || told(names[1])) || listed[1] && told(names[0]);
    if !two {
        return None;
    }
    *mention = first;
    Some(second)
}

/// The person whose given name ends a mention of a body, and whose surname, before the `next` mention, was not seen
/// ("Bundesagentur für Arbeit Frank-Jürgen | Weise").
fn person_over_end(
    layer: &TextLayer<'_>,
    mention: &mut Mention,
    next: usize,
    lexicon: &Lexicon,
) -> Option<Mention> {
    let range = mention.tokens.range();
    let (given, surname) = (
        range.end.checked_sub(1).filter(|&at| at > range.start)?,
        range.end,
    );
    if surname >= next || layer.sentence_of(surname) != layer.sentence_of(given) {
        return None;
    }
    let body = layer.span(TokenRange::new(range.start, given)).of(layer.text);
    let word = layer.word(surname);
    let name_like = word.starts_with(char::is_uppercase) && word.chars().skip(1).any(char::is_lowercase);
    let named = name_like && lexicon.given_gender(layer.word(given)).is_some();
    if !named || lexicon.body_of(body, layer.language).is_none() {
        return None;
    }
    let mut person = mention.clone();
    person.entity = EntityType::Person;
    cut(layer, mention, range.start, given);
    cut(layer, &mut person, given, surname + 1);
    Some(person)
}

/// The first token of a person's name at the end of another name: after the whole name of a body ("United States Omar
/// Haddad"), or where the document names the person elsewhere.
fn person_at_end(
    layer: &TextLayer<'_>,
    mention: &Mention,
    persons: &HashSet<&str>,
    lexicon: &Lexicon,
) -> Option<usize> {
    let (start, end) = (mention.tokens.range().start, mention.tokens.range().end);
    let name_like = |at: usize| {
        let word = layer.word(at);
        let noun = lexicon.role_noun(word, layer.language).is_some();
        word.starts_with(char::is_uppercase)
            && word
                .split('-')
                .all(|part| part.chars().skip(1).all(char::is_lowercase))
            && word.len() > 2
            && !noun
    };
    let at = end.checked_sub(2).filter(|&at| at > start)?;
    if !name_like(at) || !name_like(at + 1) {
        return None;
    }
    let before = layer.span(TokenRange::new(start, at)).of(layer.text);
    let listed = lexicon.body_of(before, layer.language).is_some() && before.contains(' ');
    let given = lexicon.given_gender(layer.word(at)).is_some();
    if layer.language != Language::English {
        // "Bundesagentur für Arbeit Frank-Jürgen Weise", but "Lycée Henri Poincaré"
        let known = persons.contains(layer.word(at + 1)) || lexicon.body_of(before, layer.language).is_some();
        return (given && known).then_some(at);
    }
    let given = given && at >= start + 2;
    let ends_open = lexicon.is(layer.word(at - 1), NameWord::Unfinished, layer.language);
    let known = persons.contains(layer.word(at + 1)) && at > start + 1;
    let wanted = || end - start > 3 && is_role_without_article(layer, start, end, lexicon);
    ((listed || given || known || wanted()) && !ends_open).then_some(at)
}

/// True where a sentence begins with a role without an article that the name from `start` on belongs to, and its verb follows:
/// "Executive director of the …": a person's name must stand between them.
fn is_role_without_article(layer: &TextLayer<'_>, start: usize, end: usize, lexicon: &Lexicon) -> bool {
    let begin = layer.sentences[layer.sentence_of(start)].tokens.range().start;
    let role = |at: usize| {
        let word = layer.word(at);
        let person = lexicon.role_noun_of(word, layer.language, EntityType::Person);
        person.is_some()
            && !word.ends_with('s')
            && lexicon.is(layer.word(at + 1), NameWord::Whose, layer.language)
    };
    let verb = end < layer.tokens.len() && layer.tokens[end].finite;
    let Some(noun) = (begin..start.min(begin + 4))
        .find(|&at| role(at))
        .filter(|_| verb)
    else {
        return false;
    };
    start - noun < 12
        && (begin..=noun).all(|at| matches!(layer.tokens[at].upos, Upos::Noun | Upos::Adj | Upos::Propn))
        && (noun..start).all(|at| !layer.tokens[at].finite && layer.tokens[at].upos != Upos::Punct)
}
