//! The edges of names: words at their ends that belong to no name ("Zabul province", "Institute of Technology and"), and
//! mentions that are no names at all: nationalities, words that the document writes small elsewhere.

use std::collections::HashMap;
use std::ops::Range;

use crate::actors::lexicon::{Lexicon, NameWord};
use crate::analysis::{EntityType, Mention, MentionKind, TextLayer, Upos};
use crate::language::Language;
use crate::text::TokenRange;

/// Cuts what is no part of a name off its ends, and takes away the mentions that are no names.
pub(crate) fn trim(layer: &TextLayer<'_>, mentions: &mut Vec<Mention>, lexicon: &Lexicon) {
    let whole = |mention: &&mut Mention| mention.kind == MentionKind::Name && mention.tokens.len() > 1;
    for mention in mentions.iter_mut().filter(whole) {
        if mention.entity == EntityType::Other {
            continue;
        }
        let mut tokens = mention.tokens.range();
        // "justin bieber" is written small as a whole
        let cased = mention.entity != EntityType::Person && layer.is_capital(tokens.start);
        while tokens.len() > 1
            && (is_loose_end(layer, tokens.end - 1, cased, lexicon)
                || is_count(layer, &tokens)
                || is_caption(layer, tokens.end - 1, lexicon))
        {
            tokens.end -= 1;
        }
        while tokens.len() > 1
            && (lexicon.is_anywhere(layer.word(tokens.start), NameWord::Loose)
                || is_small_beginning(layer, &tokens, lexicon)
                || is_opening_article(layer, &tokens, lexicon)
                || is_opening_word(layer, &tokens, lexicon))
        {
            tokens.start += 1;
        }
        if is_government(layer, tokens.end - 1, lexicon) && tokens.len() > 1 {
            let before = layer
                .span(TokenRange::new(tokens.start, tokens.end - 1))
                .of(layer.text);
            if lexicon.is_place(before) {
                tokens.end -= 1;
                mention.entity = EntityType::Location;
            }
        }
        if tokens != mention.tokens.range() {
            mention.tokens = TokenRange::new(tokens.start, tokens.end);
            mention.span = layer.span(mention.tokens);
        }
    }
    let small = written_small(layer, mentions, lexicon);
    let mut index = 0;
    mentions.retain(|mention| {
        index += 1;
        let name = mention.span.of(layer.text);
        let people = mention.entity != EntityType::Person && is_people(name, lexicon, layer.language);
        let alone = [NameWord::Loose, NameWord::Article];
        let word = mention.tokens.len() == 1 && alone.iter().any(|&kind| lexicon.is_anywhere(name, kind));
        let opaque = mention.kind == MentionKind::Compound && is_opaque(layer, mention, lexicon);
        let lettered = mention.entity != EntityType::Person && is_lettered(name, lexicon, layer.language);
        // an address of mail
        let mail = name.find('@').is_some_and(|at| at > 0);
        !(people || word || opaque || lettered || mail || small.contains(&(index - 1)))
    });
}

/// A word that ends no name: an article or preposition; in English any word in small letters but the nouns of offices that
/// names end in ("Malaysia Tourism board"); in German an adjective.
fn is_loose_end(layer: &TextLayer<'_>, at: usize, cased: bool, lexicon: &Lexicon) -> bool {
    let word = layer.word(at);
    if lexicon.is_anywhere(word, NameWord::Loose) || matches!(word, "-" | "–" | "," | "(") {
        return true;
    }
    let small = cased && word.len() > 1 && word.chars().all(char::is_lowercase);
    match layer.language {
        Language::English => small && !lexicon.is(word, NameWord::Office, Language::English),
        // "Hvalur hf"
        _ => small && word.len() > 3 && matches!(layer.tokens[at].upos, Upos::Adj | Upos::Verb),
    }
}

/// "church of" before "Scientology": an English noun in small letters before "of" is none of the name, unless it is an authority's
/// ("ministry of Health").
fn is_small_beginning(layer: &TextLayer<'_>, tokens: &Range<usize>, lexicon: &Lexicon) -> bool {
    let word = layer.word(tokens.start);
    let authority = || {
        lexicon
            .role_noun_of(word, Language::English, EntityType::Organisation)
            .is_some_and(|found| found.noun.class == "authority")
    };
    layer.language == Language::English
        && tokens.len() == 3
        && word.len() > 3
        && word.bytes().all(|byte| byte.is_ascii_lowercase())
        && lexicon.is(layer.word(tokens.start + 1), NameWord::Of, Language::English)
        && layer.is_capital(tokens.start + 2)
        && !authority()
}

/// "The" at the beginning of a sentence, before a name that has no article of its own.
fn is_opening_article(layer: &TextLayer<'_>, tokens: &Range<usize>, lexicon: &Lexicon) -> bool {
    layer.language == Language::English
        && lexicon.is(layer.word(tokens.start), NameWord::NameArticle, Language::English)
        && opens_unlisted(layer, tokens, lexicon)
}

/// A conjunction or preposition that a sentence begins with ("Falls Europa zustimmt").
fn is_opening_word(layer: &TextLayer<'_>, tokens: &Range<usize>, lexicon: &Lexicon) -> bool {
    let word = layer.word(tokens.start);
    let upos = layer.tokens[tokens.start].upos;
    // no acronym: "UP Roadways"
    word.chars().skip(1).all(char::is_lowercase)
        && matches!(upos, Upos::Sconj | Upos::Cconj | Upos::Adp)
        && opens_unlisted(layer, tokens, lexicon)
}

/// True for a name at the beginning of a sentence that is not listed as it stands.
fn opens_unlisted(layer: &TextLayer<'_>, tokens: &Range<usize>, lexicon: &Lexicon) -> bool {
    begins_sentence(layer, tokens.start) && !lexicon.is_listed(name(layer, tokens))
}

fn name<'a>(layer: &TextLayer<'a>, tokens: &Range<usize>) -> &'a str {
    layer
        .span(TokenRange::new(tokens.start, tokens.end))
        .of(layer.text)
}

fn begins_sentence(layer: &TextLayer<'_>, at: usize) -> bool {
    layer.sentences[layer.sentence_of(at)].tokens.range().start == at
}

/// "Image" of "Ahmed Mohamed Image: Nick Moreau".
fn is_caption(layer: &TextLayer<'_>, at: usize, lexicon: &Lexicon) -> bool {
    at + 1 < layer.tokens.len() && layer.word(at + 1) == ":" && lexicon.is_caption_word(layer.word(at))
}

/// A number at the end that counts what follows it: "Kaxgar | 21 Menschen", the result of a match; no "Schalke 04", no
/// "B 454".
fn is_count(layer: &TextLayer<'_>, tokens: &Range<usize>) -> bool {
    let at = tokens.end - 1;
    let (word, next) = (layer.word(at), tokens.end);
    layer.word(tokens.start).len() > 2
        && !word.starts_with('0')
        && word.bytes().all(|byte| byte.is_ascii_digit())
        && next < layer.tokens.len()
        && layer.sentence_of(next) == layer.sentence_of(at)
        && (matches!(layer.tokens[next].upos, Upos::Noun | Upos::Adj) || layer.word(next) == ":")
}

/// "US-Dollar", "US-Amerikaner": what stands before the hyphen acts in nothing.
fn is_opaque(layer: &TextLayer<'_>, mention: &Mention, lexicon: &Lexicon) -> bool {
    let end = layer.tokens[mention.tokens.range().end - 1].span.end as usize;
    let rest = layer.text.get(mention.span.end as usize..end).unwrap_or_default();
    let last = rest.rsplit('-').next().unwrap_or(rest);
    lexicon.is_opaque(last) || lexicon.is_demonym(last, layer.language)
}

/// "UK Government": the government of a country is no actor of its own, it mentions the country.
fn is_government(layer: &TextLayer<'_>, at: usize, lexicon: &Lexicon) -> bool {
    lexicon.is(layer.word(at), NameWord::Government, layer.language)
}

/// "Group G": one of several that have letters or numbers for names.
fn is_lettered(name: &str, lexicon: &Lexicon, language: Language) -> bool {
    // most names end in a longer word
    let bytes = name.as_bytes();
    let number = bytes
        .iter()
        .rev()
        .take_while(|byte| byte.is_ascii_digit())
        .count();
    let Some(gap) = bytes.len().checked_sub(number.max(1) + 1) else {
        return false;
    };
    matches!(bytes[gap], b' ' | b'-') && lexicon.is(&name[..gap], NameWord::Lettered, language)
}

/// True where each word is of a people or faith ("Bosnian Serb", "North Korean", "Muslims").
fn is_people(name: &str, lexicon: &Lexicon, language: Language) -> bool {
    let direction = |word: &str| lexicon.is(word, NameWord::Direction, language);
    let mut words = name.split_whitespace().peekable();
    while words.peek().is_some_and(|word| direction(word)) {
        words.next();
    }
    words.peek().is_some()
        && words.all(|word| {
            let whole = lexicon.is_demonym(word, language);
            whole || word.contains('-') && word.split('-').all(|part| lexicon.is_demonym(part, language))
        })
}

/// The single words at the beginning of sentences that the document has in small letters elsewhere, and never in capitals
/// inside a sentence ("Priests were asked. … the priests"): no names. English only, since German nouns have capitals.
fn written_small(layer: &TextLayer<'_>, mentions: &[Mention], lexicon: &Lexicon) -> Vec<usize> {
    if layer.language != Language::English {
        return Vec::new();
    }
    let begins = |at: usize| {
        begins_sentence(layer, at)
            || matches!(
                layer.word(at - 1),
                "\"" | "“" | "‘" | "''" | "``" | ":" | "•" | "*"
            )
    };
    let mut words: HashMap<String, (bool, bool)> = HashMap::new();
    let single = |mention: &&Mention| mention.kind == MentionKind::Name && mention.tokens.len() == 1;
    for mention in mentions.iter().filter(single) {
        let word = layer.word(mention.tokens.range().start);
        let plain = word.chars().skip(1).all(char::is_lowercase) && word.len() > 3;
        if plain && begins(mention.tokens.range().start) && !lexicon.is_listed(word) {
            words.insert(word.to_lowercase(), (false, false));
        }
    }
    if words.is_empty() {
        return Vec::new();
    }
    for at in 0..layer.tokens.len() {
        let word = layer.word(at);
        if word.len() < 4 {
            continue;
        }
        if let Some(found) = words.get_mut(word) {
            found.0 = true;
        } else if word.starts_with(char::is_uppercase)
            && !begins(at)
            && let Some(found) = words.get_mut(&word.to_lowercase())
        {
            found.1 = true;
        }
    }
    let single = mentions.iter().enumerate().filter(|(_, mention)| single(mention));
    let small = single.filter(|(_, mention)| {
        let word = layer.word(mention.tokens.range().start).to_lowercase();
        words.get(&word) == Some(&(true, false))
    });
    small.map(|(index, _)| index).collect()
}
