//! "Deutsche Presse-Agentur (dpa)": the long form before an acronym in brackets, found by its letters.
//!
//! After Schwartz and Hearst (2003), with German compounds: the acronym's letters must begin the words before the
//! bracket, or stand inside them ("Zollkriminalamt (ZKA)"), in their order. Where the letters do not fit since the acronym
//! is of another language ("Umweltprogramm der Vereinten Nationen (UNEP)"), a noun for an organisation with its
//! article or quotation mark before it begins the long form.

use crate::actors::lexicon::{Lexicon, NameWord};
use crate::actors::{fold, gazetteer};
use crate::analysis::{EntityType, Mention, MentionKind, TextLayer, Upos};
use crate::language::Language;
use crate::text::TokenRange;

/// At most so many tokens make a long form.
const LONGEST: usize = 14;
/// How sure a long form is that only its acronym tells.
const CONFIDENCE: f32 = 0.8;

/// An acronym in brackets and the long form before it, by their tokens.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Pair {
    pub long: TokenRange,
    pub short: TokenRange,
}

/// Finds long forms before acronyms; makes both mentions where they are none yet, or only in part.
pub(crate) fn complete(layer: &TextLayer<'_>, mentions: &mut Vec<Mention>, lexicon: &Lexicon) -> Vec<Pair> {
    let mut pairs = Vec::new();
    for sentence in layer.sentences {
        let range = sentence.tokens.range();
        for open in range.clone().filter(|&at| layer.word(at) == "(") {
            let pair = pair(layer, range.start, open, range.end, mentions, lexicon)
                .or_else(|| reversed(layer, range.start, open, range.end, mentions, lexicon));
            if let Some(pair) = pair {
                pairs.push(pair);
            }
        }
    }
    if pairs.is_empty() {
        return pairs;
    }
    let mut added = Vec::new();
    for pair in &pairs {
        let entity = at(mentions, pair.long)
            .or_else(|| at(mentions, pair.short))
            .map(|mention| mention.entity)
            .filter(|entity| *entity != EntityType::Person)
            .unwrap_or(EntityType::Organisation);
        for tokens in [pair.long, pair.short] {
            let known = at(mentions, tokens).is_some_and(|mention| mention.tokens == tokens);
            if !known {
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
    pairs
}

/// The mention that touches the tokens first.
fn at(mentions: &[Mention], tokens: TokenRange) -> Option<&Mention> {
    let first = mentions.partition_point(|mention| mention.tokens.end <= tokens.start);
    mentions
        .get(first)
        .filter(|mention| mention.tokens.start < tokens.end)
}

/// The acronym after a bracket and its long form.
fn pair(
    layer: &TextLayer<'_>,
    begin: usize,
    open: usize,
    end: usize,
    mentions: &[Mention],
    lexicon: &Lexicon,
) -> Option<Pair> {
    let mut first = open + 1;
    while first < end && is_filler(layer.word(first), lexicon) {
        first += 1;
    }
    let close = (first..end.min(first + 4)).find(|&at| layer.word(at) == ")")?;
    let mut last = close;
    while last > first && lexicon.is_anywhere(layer.word(last - 1), NameWord::Quote) {
        last -= 1;
    }
    if last <= first || last - first > 2 {
        return None;
    }
    let short = TokenRange::new(first, last);
    let acronym = layer.span(short).of(layer.text);
    if !is_short_form(acronym) {
        return None;
    }
    let mut stop = open;
    while stop > begin && lexicon.is_anywhere(layer.word(stop - 1), NameWord::Quote) {
        stop -= 1;
    }
    let floor = begin.max(stop.saturating_sub(LONGEST));
    let start = by_letters(layer, floor, stop, acronym, lexicon)
        .or_else(|| by_noun(layer, floor, stop, acronym, lexicon))
        .or_else(|| by_mention(layer, stop, acronym, mentions, lexicon))?;
    let long = TokenRange::new(start, stop);
    // a longer name that was found there already is better than what the letters tell, but for its article
    let longer = at(mentions, long).filter(|mention| mention.tokens.start < long.start);
    let Some(longer) = longer.map(|mention| mention.tokens) else {
        return Some(Pair { long, short });
    };
    if longer.range() != (start - 1..stop) {
        return None;
    }
    let before = layer.word(start - 1);
    // "Partei Democraten 66 (D66)": the noun that says what it is
    let noun = lexicon.role_noun_of(before, layer.language, EntityType::Organisation);
    if noun.is_some() {
        return Some(Pair { long, short });
    }
    let article = lexicon.is_anywhere(before, NameWord::NameArticle);
    // "österreichischen Verfassungsgerichtshof (VfGH)"
    let adjective = before.starts_with(char::is_lowercase) && layer.tokens[start - 1].upos == Upos::Adj;
    (article || adjective).then_some(Pair { long: longer, short })
}

/// "CEI (Italienische Bischofskonferenz)": the acronym before the bracket, an organisation's name in it.
fn reversed(
    layer: &TextLayer<'_>,
    begin: usize,
    open: usize,
    end: usize,
    mentions: &[Mention],
    lexicon: &Lexicon,
) -> Option<Pair> {
    let first = open.checked_sub(1).filter(|&at| at >= begin)?;
    let acronym = layer.word(first);
    let short = TokenRange::new(first, open);
    let inside = at(mentions, TokenRange::new(open + 1, open + 2));
    let organisation = |mention: &Mention| mention.entity == EntityType::Organisation;
    let long = match inside {
        Some(mention) => Some(mention)
            .filter(|found| organisation(found))
            .map(|found| found.tokens),
        None => headed(layer, open + 1, end, lexicon),
    }?;
    let close = long.range().end;
    let capitals = acronym.chars().all(char::is_uppercase);
    let named = at(mentions, short).is_none_or(|mention| organisation(mention) && mention.tokens == short);
    (capitals
        && is_short_form(acronym)
        && !lexicon.is_listed(acronym)
        && named
        && long.len() > 1
        && long.range().start == open + 1
        && close < end
        && layer.word(close) == ")")
        .then_some(Pair { long, short })
}

/// The words up to the closing bracket, where one of them tells that they name an organisation.
fn headed(layer: &TextLayer<'_>, start: usize, end: usize, lexicon: &Lexicon) -> Option<TokenRange> {
    let close = (start..end.min(start + LONGEST)).find(|&at| layer.word(at) == ")")?;
    let small = |at: usize| lexicon.is_anywhere(layer.word(at), NameWord::Inside);
    let capitals = (start..close).all(|at| layer.is_capital(at) || at > start && small(at));
    let tokens = TokenRange::new(start, close);
    let name = || layer.span(tokens).of(layer.text);
    (close > start && capitals && lexicon.name_head(name(), layer.language) == Some(EntityType::Organisation))
        .then_some(tokens)
}

fn is_filler(word: &str, lexicon: &Lexicon) -> bool {
    word == ":"
        || [NameWord::Quote, NameWord::Short]
            .iter()
            .any(|&kind| lexicon.is_anywhere(word, kind))
}

/// "BSI", "LSVD", "BPol", "IG Bau": more than one capital, no blank but in a pair, no digit alone.
fn is_short_form(name: &str) -> bool {
    let letters = name.chars().filter(|c| c.is_alphanumeric()).count();
    // "D66": digits count as capitals after a letter
    let capital = |c: &char| c.is_uppercase() || c.is_numeric();
    let capitals = name.chars().filter(capital).count();
    (2..=8).contains(&letters)
        && name.starts_with(char::is_alphabetic)
        && capitals >= 2
        && capitals * 2 >= letters
        && name
            .chars()
            .all(|c| c.is_alphanumeric() || matches!(c, '.' | '-' | '&' | ' '))
}

/// The tokens that may belong to a long form, from the bracket back to the first that cannot: a mark, or a verb.
fn back(
    layer: &TextLayer<'_>,
    floor: usize,
    stop: usize,
    is_verb: impl Fn(usize) -> bool,
) -> impl Iterator<Item = usize> {
    let ends = move |at: usize| {
        is_verb(at) || matches!(layer.word(at), "(" | ")" | ";" | ":" | "." | "," | "!" | "?")
    };
    (floor..stop).rev().take_while(move |&at| !ends(at))
}

/// The nearest token from which on the acronym's letters begin the words before the bracket.
fn by_letters(
    layer: &TextLayer<'_>,
    floor: usize,
    stop: usize,
    acronym: &str,
    lexicon: &Lexicon,
) -> Option<usize> {
    let small = |word: &str| lexicon.is_anywhere(word, NameWord::Inside);
    let letters: Vec<char> = fold::key(acronym).chars().filter(|c| *c != ' ').collect();
    // no verb is written with a capital: "Movement for Democratic Change"
    let is_verb = |at: usize| layer.tokens[at].finite && layer.word(at).starts_with(char::is_lowercase);
    let mut words: Vec<String> = Vec::new();
    for start in back(layer, floor, stop, is_verb) {
        let word = layer.word(start);
        words.insert(0, fold::key(word));
        let head = word.chars().next().is_some_and(char::is_alphabetic) && !small(word);
        if head && words[0].starts_with(letters[0]) {
            let parts: Vec<&str> = words
                .iter()
                .flat_map(|word| word.split(' '))
                .filter(|part| !part.is_empty())
                .collect();
            let long: usize = parts.iter().map(|part| part.chars().count()).sum();
            if long > letters.len() + 2 && spells(&parts, &letters, &small) {
                return Some(start);
            }
        }
    }
    None
}

/// True where the letters are the beginnings of the words, in order; small words may be left out, and letters inside a
/// word may follow its first.
fn spells(words: &[&str], letters: &[char], small: &dyn Fn(&str) -> bool) -> bool {
    let Some((word, rest)) = words.split_first() else {
        return letters.is_empty();
    };
    if small(word) && spells(rest, letters, small) {
        return true;
    }
    let mut chars = word.chars();
    if letters.is_empty() || chars.next() != letters.first().copied() {
        return false;
    }
    let mut taken = 1;
    loop {
        if spells(rest, &letters[taken..], small) {
            return true;
        }
        let Some(letter) = letters.get(taken) else {
            return false;
        };
        if !chars.any(|c| c == *letter) {
            return false;
        }
        taken += 1;
    }
}

/// The name of an organisation of several words right before the bracket, whose first letter is the acronym's: its other
/// letters may be those of another language ("Serbische Radikale Partei (SRS)").
fn by_mention(
    layer: &TextLayer<'_>,
    stop: usize,
    acronym: &str,
    mentions: &[Mention],
    lexicon: &Lexicon,
) -> Option<usize> {
    let mention = at(mentions, TokenRange::new(stop.checked_sub(1)?, stop))?;
    let name = mention.span.of(layer.text);
    let same = name.chars().next() == acronym.chars().next();
    (same
        && mention.entity == EntityType::Organisation
        && mention.tokens.len() > 1
        && mention.tokens.range().end == stop
        && !lexicon.is_listed(acronym))
    .then_some(mention.tokens.range().start)
}

/// A noun for an organisation after its article or a quotation mark, up to the bracket: "das Umweltprogramm der
/// Vereinten Nationen (UNEP)".
fn by_noun(
    layer: &TextLayer<'_>,
    floor: usize,
    stop: usize,
    acronym: &str,
    lexicon: &Lexicon,
) -> Option<usize> {
    let capitals = acronym.chars().all(|c| c.is_uppercase());
    if layer.language == Language::English || acronym.len() < 3 || !capitals || lexicon.is_listed(acronym) {
        return None;
    }
    let mut found = None;
    let is_verb = |at: usize| layer.tokens[at].finite || layer.tokens[at].upos == Upos::Verb;
    for at in back(layer, floor + 1, stop, is_verb) {
        let noun = lexicon.role_noun(layer.word(at), Language::German);
        if noun.is_some_and(|found| found.noun.entity == EntityType::Person) {
            break;
        }
        // adjectives of the name stand before its noun in capitals: "die Internationale Organisation"
        let mut first = at;
        while first > floor
            && is_capital(layer.word(first - 1))
            && lexicon.is_name_adjective(layer.word(first - 1))
        {
            first -= 1;
        }
        let Some(before) = first.checked_sub(1).map(|at| layer.word(at).to_lowercase()) else {
            continue;
        };
        let before = &*before;
        let is = |kind| lexicon.is(before, kind, Language::German);
        let begins = lexicon.is_anywhere(before, NameWord::Quote)
            || is(NameWord::Contracted)
            || is(NameWord::Article) && !is(NameWord::Indefinite) && !is(NameWord::Dative);
        if begins && noun.is_some_and(|found| found.noun.entity == EntityType::Organisation) {
            found = Some(first);
            let genitive =
                first >= 2 && is(NameWord::OfArticle) && layer.tokens[first - 2].upos == Upos::Noun;
            if !genitive {
                break;
            }
        }
    }
    // one word alone is a description, no name ("die Organisation (ABC)")
    found.filter(|&start| stop - start > 1)
}

fn is_capital(word: &str) -> bool {
    word.chars().next().is_some_and(char::is_uppercase)
}
