//! Mentions that are no names: descriptions ("der Softwarekonzern") and pronouns.
//!
//! Precision before recall: a description is linked to the actor whose role it repeats, or, where it describes an
//! organisation, to the organisation named last; a pronoun in the singular to the person named in the sentence before
//! or earlier in its own, where the gender of the given name does not speak against it.

use crate::actors::lexicon::Lexicon;
use crate::actors::role::Role;
use crate::analysis::{
    Actor, Article, EntityType, Gender, Mention, MentionKind, NounPhrase, TextLayer, Upos,
};
use crate::language::{Language, lexicon};
use crate::text::TokenRange;

/// How sure a link is.
const BY_ROLE: f32 = 0.8;
const NEAREST: f32 = 0.6;
/// How many sentences back the name may stand.
const REACH: usize = 2;

const GERMAN: &str = include_str!("../language/de/organisation_nouns.txt");
const ENGLISH: &str = include_str!("../language/en/organisation_nouns.txt");

/// Links descriptions and pronouns to actors; adds the mentions in the order of the text.
pub(crate) fn link(
    layer: &TextLayer<'_>,
    mentions: &mut Vec<Mention>,
    actors: &mut [Actor],
    _roles: &[Vec<Role>],
    _named: &[u32],
    lexicon: &Lexicon,
) {
    let mut found = Vec::new();
    for phrase in layer.phrases {
        let start = layer.span(phrase.tokens).start;
        let before = &mentions[..mentions.partition_point(|mention| mention.span.start < start)];
        let linked = match layer.tokens[phrase.head as usize].upos {
            Upos::Pron if phrase.tokens.len() == 1 => pronoun(layer, phrase, before, actors, lexicon),
            Upos::Noun if phrase.article == Article::Definite => description(layer, phrase, before, actors),
            _ => None,
        };
        let Some((actor, kind, confidence)) = linked else {
            continue;
        };
        let span = layer.span(phrase.tokens);
        if mentions.iter().any(|mention| mention.span.overlaps(span)) {
            continue;
        }
        let entity = actors[actor as usize].entity;
        found.push(Mention {
            span,
            tokens: phrase.tokens,
            kind,
            entity,
            confidence,
            actor: Some(actor),
        });
        actors[actor as usize].mentions += 1;
    }
    mentions.extend(found);
    mentions.sort_by_key(|mention| mention.span);
}

type Link = (u32, MentionKind, f32);

fn pronoun(
    layer: &TextLayer<'_>,
    phrase: &NounPhrase,
    before: &[Mention],
    actors: &[Actor],
    lexicon: &Lexicon,
) -> Option<Link> {
    let at = phrase.tokens.range().start;
    let gender = match &*layer.word(at).to_lowercase() {
        "er" | "he" => Gender::Masculine,
        "sie" | "she" if !is_plural(layer, at) => Gender::Feminine,
        _ => return None,
    };
    let fits = |mention: &&Mention| {
        let actor = mention.actor.and_then(|actor| actors.get(actor as usize));
        let given = actor
            .and_then(|actor| actor.name.split(' ').next())
            .filter(|_| mention.entity == EntityType::Person);
        given.is_some_and(|given| lexicon.given_gender(given).is_none_or(|known| known == gender))
    };
    let sentence = layer.sentence_of(at);
    // The subject-like first person of the own sentence, then of those before.
    (sentence.saturating_sub(REACH)..=sentence)
        .rev()
        .find_map(|number| {
            let tokens = layer.sentences[number].tokens;
            let inside = before
                .iter()
                .filter(|mention| within(tokens, mention) && mention.kind == MentionKind::Name);
            let actor = inside.into_iter().find(fits)?.actor?;
            Some((actor, MentionKind::Pronoun, NEAREST))
        })
}

fn within(tokens: TokenRange, mention: &Mention) -> bool {
    tokens.start <= mention.tokens.start && mention.tokens.end <= tokens.end
}

/// "sie sagen" against "sie sagt": the finite verb beside it tells.
fn is_plural(layer: &TextLayer<'_>, at: usize) -> bool {
    let near = [at.checked_sub(1), Some(at + 1)].into_iter().flatten();
    near.filter(|&index| layer.tokens.get(index).is_some_and(|token| token.finite))
        .any(|index| layer.language == Language::German && layer.word(index).ends_with('n'))
}

fn description(
    layer: &TextLayer<'_>,
    phrase: &NounPhrase,
    before: &[Mention],
    actors: &[Actor],
) -> Option<Link> {
    let noun = layer.word(phrase.head as usize).to_lowercase();
    let sentence = layer.sentence_of(phrase.head as usize);
    let recent = before
        .iter()
        .rev()
        .filter(|mention| mention.kind != MentionKind::Pronoun);
    // The role beside the name: "Justizminister Meier … der Minister".
    let by_role = recent.clone().find_map(|mention| {
        let actor = actors.get(mention.actor? as usize)?;
        let head = actor
            .role
            .split(' ')
            .rfind(|word| word.starts_with(char::is_uppercase))?
            .to_lowercase();
        (noun.len() > 4 && head.ends_with(&noun)).then_some((mention.actor?, MentionKind::Nominal, BY_ROLE))
    });
    let words = if layer.language == Language::English {
        ENGLISH
    } else {
        GERMAN
    };
    let organisation = lexicon::words(words).any(|word| noun.ends_with(word));
    let nearest = || {
        recent
            .take_while(|mention| layer.sentence_of(mention.tokens.range().start) + REACH >= sentence)
            .find(|mention| mention.entity == EntityType::Organisation && mention.kind == MentionKind::Name)
            .and_then(|mention| Some((mention.actor?, MentionKind::Nominal, NEAREST)))
    };
    by_role.or_else(|| organisation.then(nearest).flatten())
}
