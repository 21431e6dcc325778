//! Words that stand beside names or inside them and tell how far a name goes: of clubs, of compounds, of descriptions.

use crate::actors::lexicon::{Lexicon, RoleNoun, classed};
use crate::analysis::EntityType;
use crate::language::endings::Endings;
use crate::language::lexicon;
use crate::language::wordmap::{WordMap, WordSet};

const CLUBS: &str = include_str!("../../language/club_words.txt");
const PARTICLES: &str = include_str!("../../language/name_particles.txt");
const OPAQUE: &str = include_str!("../../language/de/opaque_compounds.txt");
const CAPTIONS: &str = include_str!("../../language/caption_words.txt");
const DESCRIBING: &str = include_str!("../../language/de/describing_nouns.txt");

/// The words, by what they tell.
#[derive(Debug)]
pub(super) struct NameParts {
    clubs: WordSet,
    /// Particles at the beginning of a name, and inside it.
    first: Endings<()>,
    inside: Endings<()>,
    /// Last parts of compounds, with their endings.
    opaque: Endings<()>,
    captions: WordSet,
    /// Nouns before a name, in base form, with what they say it is.
    describing: WordMap<Option<EntityType>>,
}

/// The endings that the last part of a compound may take.
const INFLECTIONS: [&str; 6] = ["", "s", "n", "en", "e", "es"];

impl NameParts {
    /// The embedded words.
    pub fn new() -> Self {
        let particles = |wanted: &'static str| {
            let lines = classed(PARTICLES).filter(move |(place, _)| *place == wanted);
            Endings::new(lines.map(|(_, part)| (part, ())))
        };
        let opaque = words(OPAQUE).flat_map(|noun| INFLECTIONS.map(|end| (noun.to_lowercase() + end, ())));
        Self {
            clubs: words(CLUBS).collect(),
            first: particles("first"),
            inside: particles("inside"),
            opaque: Endings::new(opaque),
            captions: words(CAPTIONS).collect(),
            describing: classed(DESCRIBING)
                .map(|(entity, noun)| (noun, EntityType::parse(entity)))
                .collect(),
        }
    }
}

impl Lexicon {
    /// True for a word before a place's name that makes it the name of a sports club ("FC").
    pub fn is_club_word(&self, word: &str) -> bool {
        self.name_parts.clubs.contains(word)
    }

    /// True for a word with hyphens that is one name, no compound ("Port-au-Prince", "Al-Kaida").
    pub fn is_held_together(&self, word: &str) -> bool {
        let mut parts = word.rsplit('-');
        let (Some(last), Some(before)) = (parts.next(), parts.next()) else {
            return false;
        };
        // of "Al-Kaida-Führer" the last part is none of the name
        let particles = match parts.next() {
            None => &self.name_parts.first,
            Some(_) => &self.name_parts.inside,
        };
        last.starts_with(char::is_uppercase) && particles.whole(before).is_some()
    }

    /// True for the last part of compounds whose first part mentions nobody ("US-Dollar").
    pub fn is_opaque(&self, last_part: &str) -> bool {
        self.name_parts.opaque.whole(last_part).is_some()
    }

    /// True for a word that begins a caption, before a colon ("Image: …").
    pub fn is_caption_word(&self, word: &str) -> bool {
        self.name_parts.captions.contains(word)
    }

    /// True for a German noun that says what an organisation or place is and stands before its name without being a part of it.
    pub fn is_describing(&self, noun: &RoleNoun) -> bool {
        self.name_parts.describing.get(noun.base).flatten() == Some(noun.entity)
    }
}

/// The words of a file without columns.
fn words(file: &'static str) -> impl Iterator<Item = &'static str> {
    lexicon::words(file).flat_map(|line| line.split(' '))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::Language;

    #[test]
    fn every_line_parses() {
        for (file, columns) in [
            (CLUBS, 1),
            (PARTICLES, 2),
            (OPAQUE, 1),
            (CAPTIONS, 1),
            (DESCRIBING, 2),
        ] {
            for line in lexicon::entries(file) {
                assert_eq!(line.len(), columns, "{line:?}");
            }
        }
        for (place, part) in classed(PARTICLES) {
            assert!(matches!(place, "first" | "inside"), "{place}");
            assert!(part.chars().all(char::is_lowercase), "{part}");
        }
        let lexicon = Lexicon::new();
        for (tag, noun) in classed(DESCRIBING) {
            let entity = EntityType::parse(tag).expect("a type of actors");
            let found = lexicon.role_noun_of(noun, Language::German, entity);
            assert_eq!(
                found.map(|found| found.noun.base),
                Some(noun),
                "not in role_nouns.txt"
            );
        }
    }

    #[test]
    fn names_with_hyphens_are_no_compounds() {
        let lexicon = Lexicon::new();
        for (word, held) in [
            ("Port-au-Prince", true),
            ("Bouches-du-Rhône", true),
            ("Al-Kaida", true),
            ("Al-Kaida-Chef", false),
            ("Trump-Erlass", false),
            ("UN-Mission", false),
            ("Merkel", false),
        ] {
            assert_eq!(lexicon.is_held_together(word), held, "{word}");
        }
    }
}
