//! The organisation that a phrase without a person means: "die Onlineausgabe des Spiegel", but not "ein Sprecher der Bahn".

use std::collections::HashSet;

use crate::analysis::{EntityType, Mention, MentionKind, TextLayer};
use crate::language::{Language, lexicon};
use crate::quotes::phrase::Phrase;

/// Nouns for persons ("Sprecher", "spokesman"): who speaks is then the person, not the organisation that is named beside it.
#[derive(Debug)]
pub(crate) struct PersonNouns(HashSet<String>);

impl PersonNouns {
    /// The nouns of both languages.
    pub(crate) fn embedded() -> Self {
        let files = [
            include_str!("../language/de/role_nouns.txt"),
            include_str!("../language/en/role_nouns.txt"),
        ];
        let nouns = files
            .into_iter()
            .flat_map(lexicon::entries)
            .filter_map(|columns| match columns.as_slice() {
                ["PER", _, nouns] => Some(*nouns),
                _ => None,
            });
        let nouns = nouns.flat_map(str::split_whitespace);
        Self(
            nouns
                .map(|noun| noun.trim_start_matches('^').to_lowercase())
                .collect(),
        )
    }

    /// True for such a noun, also at the end of a compound and with an ending of its declension.
    pub(super) fn has(&self, word: &str) -> bool {
        let lower = word.to_lowercase();
        ["", "n", "en", "s", "es", "e", "innen"].iter().any(|ending| {
            lower.strip_suffix(ending).is_some_and(|stem| {
                self.0.contains(stem)
                    || stem
                        .char_indices()
                        .skip(2)
                        .any(|(at, _)| stem.len() - at > 3 && self.0.contains(&stem[at..]))
            })
        })
    }

    /// The actor of the one organisation that a phrase names, unless a noun for a person stands before it ("Angaben eines
    /// Sprechers der Bahn").
    pub(crate) fn organisation(
        &self,
        layer: &TextLayer<'_>,
        phrase: Phrase,
        mentions: &[Mention],
    ) -> Option<u32> {
        let span = layer.span(phrase.tokens);
        let first = mentions.partition_point(|mention| mention.span.end <= span.start);
        let mut named = mentions[first..]
            .iter()
            .take_while(|mention| mention.span.start < span.end)
            .filter(|mention| matches!(mention.kind, MentionKind::Name | MentionKind::Compound))
            .filter(|mention| mention.entity == EntityType::Organisation)
            .filter(|mention| mention.actor.is_some());
        let own = named.next()?;
        let head = phrase.core.range().next_back()?;
        let mut before = phrase.tokens.range().start..own.tokens.range().start.max(head + 1);
        // "die SPD-Politikerin": the compound's last part is the person
        let compound = own.kind == MentionKind::Compound && self.has(layer.word(own.tokens.range().end - 1));
        // "a Northfield Council spokesman"
        let after = own.tokens.range().end;
        let office = layer.language == Language::English
            && phrase.tokens.contains(after)
            && self.has(layer.word(after));
        let person = compound || office || before.any(|at| self.has(layer.word(at)));
        (named.all(|other| other.actor == own.actor) && !person)
            .then_some(own.actor)
            .flatten()
    }
}
