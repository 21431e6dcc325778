//! Names that go on: the capitalised word after the part of a name that was found ("Kranich | Versicherung").

use std::collections::HashMap;

use crate::actors::lexicon::{Lexicon, NameWord};
use crate::analysis::{EntityType, Mention, MentionKind, TextLayer, Upos};
use crate::language::Language;
use crate::text::TokenRange;

/// In a sentence with a larger share of capitalised words capitals tell nothing: a headline.
const HEADLINE: f32 = 0.6;
/// Draws in the word after a name where it must be a part of it: in English a capitalised one after an organisation; in
/// German a noun that the document has after every mention of the name, or after a name that the noun before it calls an
/// organisation ("der Versicherer Kranich Versicherung").
pub(crate) fn complete(layer: &TextLayer<'_>, mentions: &mut [Mention], lexicon: &Lexicon) {
    let follows = followers(layer, mentions);
    for index in 0..mentions.len() {
        let ceiling = mentions
            .get(index + 1)
            .map_or(layer.tokens.len(), |next| next.tokens.range().start);
        let mention = &mentions[index];
        let (start, end) = (mention.tokens.range().start, mention.tokens.range().end);
        let whole = mention.kind == MentionKind::Name && layer.tokens[end - 1].span.end == mention.span.end;
        if !whole
            || end >= ceiling
            || layer.sentence_of(end) != layer.sentence_of(end - 1)
            || !may_belong(layer, end, lexicon)
        {
            continue;
        }
        let called = start > 0
            && layer.sentence_of(start - 1) == layer.sentence_of(start)
            && lexicon
                .role_noun_of(layer.word(start - 1), layer.language, EntityType::Organisation)
                .is_some_and(|found| found.noun.class == "company");
        // "der Versicherer Sirius": no person, whatever the tagger thinks; not "der Händler Adam Lang"
        let named = mention.entity == EntityType::Person
            && (!called || mention.tokens.len() > 1 || lexicon.given_gender(layer.word(start)).is_some());
        let belongs = !named
            && !lexicon.is_listed(mention.span.of(layer.text))
            && match layer.language {
                Language::English => {
                    called || mention.entity == EntityType::Organisation && !is_headline(layer, end)
                }
                _ => {
                    let always = follows.get(layer.word(end - 1)).is_some_and(|&(next, count)| {
                        next.is_some_and(|next| next == layer.word(end)) && count > 1
                    });
                    called || always
                }
            };
        if belongs {
            let mention = &mut mentions[index];
            mention.tokens = TokenRange::new(start, end + 1);
            mention.span = mention.span.cover(layer.tokens[end].span);
            if called {
                mention.entity = EntityType::Organisation;
            }
        }
    }
}

/// For the last word of each name the word that follows it wherever it stands, and how often.
fn followers<'a>(layer: &TextLayer<'a>, mentions: &[Mention]) -> HashMap<&'a str, (Option<&'a str>, u32)> {
    let mut follows: HashMap<&str, (Option<&str>, u32)> = HashMap::with_capacity(mentions.len());
    for mention in mentions
        .iter()
        .filter(|mention| mention.kind == MentionKind::Name)
    {
        let end = mention.tokens.range().end;
        let next = (end < layer.tokens.len()).then(|| layer.word(end));
        let (word, count) = follows.entry(layer.word(end - 1)).or_insert((next, 0));
        if *word != next {
            *word = None;
        }
        *count += 1;
    }
    follows
}

/// True for a word that looks like a part of a name: a capital and small letters, no noun for a person, no day.
fn may_belong(layer: &TextLayer<'_>, at: usize, lexicon: &Lexicon) -> bool {
    let word = layer.word(at);
    let name_like = word.starts_with(char::is_uppercase)
        && word.chars().skip(1).all(char::is_lowercase)
        && word.chars().count() > 3
        && matches!(layer.tokens[at].upos, Upos::Noun | Upos::Propn | Upos::X);
    let person = || {
        lexicon
            .role_noun_of(word, layer.language, EntityType::Person)
            .is_some()
    };
    name_like && !lexicon.is_anywhere(word, NameWord::Day) && !person()
}

fn is_headline(layer: &TextLayer<'_>, at: usize) -> bool {
    let sentence = layer.sentences[layer.sentence_of(at)].tokens.range();
    let words = sentence.filter(|&at| layer.word(at).starts_with(char::is_alphabetic));
    let (mut all, mut capital) = (0, 0);
    for at in words.take(40) {
        all += 1;
        capital += usize::from(layer.is_capital(at));
    }
    capital as f32 > HEADLINE * all as f32
}
