//! Nouns that may describe the same actor one after the other: "Regierungschef", "Ministerpräsident".

use crate::actors::lexicon::Lexicon;
use crate::language::endings::Endings;
use crate::language::{Language, lexicon};

const GERMAN: &str = include_str!("../../language/de/same_roles.txt");
const ENGLISH: &str = include_str!("../../language/en/same_roles.txt");

/// The first noun of each line by the endings of its nouns, for German and for English.
#[derive(Debug)]
pub(super) struct SameRoles([Endings<Line>; 2]);

/// Where a noun stands.
#[derive(Debug, Clone, Copy)]
struct Line {
    first: &'static str,
    /// No last part of a compound without a hyphen.
    whole: bool,
}

impl SameRoles {
    /// The embedded nouns.
    pub fn new() -> Self {
        Self([GERMAN, ENGLISH].map(|file| Endings::new(lexicon::words(file).flat_map(entries))))
    }
}

/// The nouns of a line.
fn entries(line: &'static str) -> impl Iterator<Item = (&'static str, Line)> {
    let bare = |noun: &'static str| noun.strip_prefix('^').unwrap_or(noun);
    let first = line.split(' ').next().map_or("", bare);
    line.split(' ').map(move |noun| {
        let whole = noun.starts_with('^');
        (bare(noun), Line { first, whole })
    })
}

impl Lexicon {
    /// What stands for all nouns that may describe the same actor as this one, in small letters; none where it is like no other.
    pub fn same_role(&self, noun: &str, language: Language) -> Option<&'static str> {
        let nouns = &self.same_roles.0[usize::from(language == Language::English)];
        let (at, line) = nouns.longest(noun)?;
        let compound = at > 0 && !noun[..at].ends_with('-');
        let fits = !compound || language != Language::English && !line.whole;
        fits.then_some(line.first)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_noun_is_one_that_describes_actors() {
        let lexicon = Lexicon::new();
        for (file, language) in [(GERMAN, Language::German), (ENGLISH, Language::English)] {
            for (noun, _) in lexicon::words(file).flat_map(entries) {
                let mut letters = noun.chars();
                let capital = match letters.next() {
                    Some(first) if language == Language::German => {
                        first.to_uppercase().chain(letters).collect()
                    }
                    _ => noun.to_owned(),
                };
                assert!(lexicon.role_noun(&capital, language).is_some(), "{noun}");
            }
        }
    }

    #[test]
    fn compounds_are_what_they_end_in_unless_they_stand_alone() {
        let lexicon = Lexicon::new();
        let same = |noun| lexicon.same_role(noun, Language::German);
        assert_eq!(same("bundeskanzler"), same("ministerpräsident"));
        assert_ne!(same("vizekanzler"), same("kanzler"));
        assert_eq!(same("us-präsident"), same("staatschef"));
        assert_eq!(same("vereinspräsident"), None);
    }
}
