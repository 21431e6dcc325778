//! The words of a deadline: what is due, and who must act or is bound.

use super::clause::Clause;
use crate::analysis::{Actor, Article, Mention, MentionKind, NounPhrase, TextLayer, Upos};
use crate::language::Language;
use crate::text::{Span, TokenRange};

/// Who must act or is bound.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Responsible {
    /// The words of the text.
    pub text: String,
    /// The actor that they name.
    pub actor: Option<u32>,
}

/// The clause's own words without the date (with its prepositions, from `dated.start`) and without the modal.
pub(super) fn action(layer: &TextLayer<'_>, clause: &Clause, dated: TokenRange) -> String {
    let modal = clause
        .finite
        .filter(|&finite| clause.main.is_some_and(|main| main != finite));
    let leads = |index: usize| matches!(layer.tokens[index].upos, Upos::Cconj | Upos::Sconj | Upos::Punct);
    let start = clause
        .tokens
        .range()
        .find(|&index| !leads(index))
        .unwrap_or(clause.tokens.range().start);
    let mut words = String::new();
    let mut last: Option<Span> = None;
    for index in start..clause.tokens.range().end {
        let span = layer.tokens[index].span;
        if dated.contains(index) || modal == Some(index) {
            continue;
        }
        let glued = last.is_some_and(|last| last.end == span.start);
        if !words.is_empty() && !glued {
            words.push(' ');
        }
        words.push_str(span.of(layer.text));
        last = Some(span);
    }
    words.trim_end_matches([',', '.', ' ']).to_owned()
}

/// The subject of the clause. A date that belongs to a noun ("die Wahl am 3. Mai") binds that noun; a relative pronoun
/// stands for the phrase before it; where the clause has no subject, that of the clause before counts.
pub(super) fn responsible(
    layer: &TextLayer<'_>,
    clause: &Clause,
    sentence: TokenRange,
    dated: TokenRange,
    mentions: &[Mention],
    actors: &[Actor],
) -> Responsible {
    let may_be = |phrase: &&NounPhrase| may_be_subject(layer, phrase) && !overlap(phrase.tokens, dated);
    let subject = phrases(layer, clause.tokens)
        .filter(may_be)
        .min_by_key(|phrase| rank(layer, clause, phrase));
    let before = TokenRange {
        start: sentence.start,
        end: clause.tokens.start,
    };
    let earlier = || phrases(layer, before).filter(may_be).last();
    let of_noun = phrases(layer, sentence).find(|phrase| phrase.tokens.end == dated.start);
    let phrase = match subject {
        Some(phrase) if is_relative(layer, phrase) => {
            phrases(layer, before).last().or_else(earlier).unwrap_or(phrase)
        }
        Some(phrase) => phrase,
        None => match of_noun
            .or_else(earlier)
            .or_else(|| phrases(layer, sentence).find(may_be))
        {
            Some(phrase) => phrase,
            None => return Responsible::default(),
        },
    };
    let pronoun = layer.tokens[phrase.head as usize].upos == Upos::Pron;
    let named = described(layer, phrase, dated, mentions, actors);
    match previous_subject(layer, sentence) {
        // A pronoun that no mention resolves: what the sentence before was about.
        Some(previous) if pronoun && named.actor.is_none() => {
            described(layer, previous, dated, mentions, actors)
        }
        _ => named,
    }
}

/// The words of a phrase and the actor that its head names.
fn described(
    layer: &TextLayer<'_>,
    phrase: &NounPhrase,
    dated: TokenRange,
    mentions: &[Mention],
    actors: &[Actor],
) -> Responsible {
    let span = layer.span(extended(layer, phrase, dated));
    let head = layer.tokens[phrase.head as usize].span;
    let mention = mentions
        .iter()
        .find(|mention| mention.kind != MentionKind::Compound && mention.span.overlaps(head));
    let actor = mention.and_then(|mention| mention.actor);
    let pronoun = layer.tokens[phrase.head as usize].upos == Upos::Pron;
    let text = match actor.and_then(|actor| actors.get(actor as usize)) {
        Some(actor) if pronoun => actor.name.clone(),
        _ => span.of(layer.text).to_owned(),
    };
    Responsible { text, actor }
}

/// The first phrase of the sentence before that may be its subject.
fn previous_subject<'a>(layer: &TextLayer<'a>, sentence: TokenRange) -> Option<&'a NounPhrase> {
    let index = layer.sentence_of(sentence.range().start).checked_sub(1)?;
    phrases(layer, layer.sentences[index].tokens)
        .find(|phrase| may_be_subject(layer, phrase) && layer.tokens[phrase.head as usize].upos != Upos::Pron)
}

/// A relative pronoun: "der", "die", "das", "who", "which" after a comma.
fn is_relative(layer: &TextLayer<'_>, phrase: &NounPhrase) -> bool {
    let at = phrase.tokens.range().start;
    phrase.tokens.len() == 1
        && at > 0
        && layer.word(at - 1) == ","
        && matches!(
            &*layer.word(at).to_lowercase(),
            "der" | "die" | "das" | "welche" | "welcher" | "who" | "which" | "that"
        )
}

fn overlap(a: TokenRange, b: TokenRange) -> bool {
    a.start < b.end && b.start < a.end
}

fn phrases<'a>(layer: &TextLayer<'a>, within: TokenRange) -> impl Iterator<Item = &'a NounPhrase> {
    let from = layer
        .phrases
        .partition_point(|phrase| phrase.tokens.start < within.start);
    layer.phrases[from..]
        .iter()
        .take_while(move |phrase| phrase.tokens.end <= within.end)
}

/// No preposition before it, no reflexive or empty pronoun, no genitive of the phrase before.
fn may_be_subject(layer: &TextLayer<'_>, phrase: &NounPhrase) -> bool {
    let first = phrase.tokens.range().start;
    let word = layer.word(first).to_lowercase();
    if matches!(
        word.as_str(),
        "sich"
            | "there"
            | "itself"
            | "themselves"
            | "man"
            | "dem"
            | "den"
            | "einem"
            | "einen"
            | "ihm"
            | "ihnen"
    ) {
        return false;
    }
    // "alle zwei Jahre"
    if word == "alle" && phrase.tokens.len() > 2 {
        return false;
    }
    let governed = first > 0 && layer.tokens[first - 1].upos == Upos::Adp;
    let contracted = layer.tokens[first].upos == Upos::Adp;
    let genitive = matches!(word.as_str(), "des" | "eines")
        || matches!(word.as_str(), "der" | "einer")
            && first > 0
            && matches!(layer.tokens[first - 1].upos, Upos::Noun | Upos::Propn);
    !(governed || contracted || genitive)
}

/// How far a phrase is from the place of the subject: directly before or after the finite verb in German, before it
/// in English.
fn rank(layer: &TextLayer<'_>, clause: &Clause, phrase: &NounPhrase) -> usize {
    let Some(finite) = clause.finite else {
        return phrase.tokens.range().start;
    };
    let start = phrase.tokens.range().start;
    let bare_noun =
        usize::from(phrase.article == Article::None && layer.tokens[phrase.head as usize].upos == Upos::Noun);
    if start < finite {
        bare_noun
    } else if layer.language == Language::English {
        100 + start - finite
    } else {
        2 + start - finite
    }
}

/// The phrase with the genitives and "von" phrases that follow it.
fn extended(layer: &TextLayer<'_>, phrase: &NounPhrase, dated: TokenRange) -> TokenRange {
    let mut tokens = phrase.tokens;
    loop {
        let next = tokens.range().end;
        let Some(follower) = phrases(layer, TokenRange::new(next, layer.tokens.len()))
            .next()
            .filter(|follower| !overlap(follower.tokens, dated))
        else {
            return tokens;
        };
        let start = follower.tokens.range().start;
        let genitive = start == next
            && matches!(
                &*layer.word(start).to_lowercase(),
                "des" | "der" | "eines" | "einer" | "beider" | "aller"
            );
        let joined =
            start == next + 1 && matches!(&*layer.word(next).to_lowercase(), "von" | "of" | "und" | "and");
        if !(genitive || joined) {
            return tokens;
        }
        tokens.end = follower.tokens.end;
    }
}
