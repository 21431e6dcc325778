//! Words of names that tell what is named: "Ashby Rovers", "Municipality of Livorno", "Wartburg-Sparkasse".

use crate::actors::lexicon::Lexicon;
use crate::analysis::EntityType;
use crate::language::endings::Endings;
use crate::language::wordmap::WordMap;
use crate::language::{Language, lexicon};

const GERMAN: &str = include_str!("../../language/de/name_heads.txt");
const ENGLISH: &str = include_str!("../../language/en/name_heads.txt");

/// The words, by where in the name they stand.
#[derive(Debug, Default)]
pub(super) struct NameHeads {
    /// The last word of an English name, or the last two.
    last: WordMap<Option<EntityType>>,
    /// The last word of an English newspaper's name.
    medium: WordMap<Option<EntityType>>,
    /// The first word of an English name.
    first: WordMap<Option<EntityType>>,
    /// The word, or the two, before "of", "for" or "on".
    of: WordMap<Option<EntityType>>,
    /// Endings of German words.
    german_last: Endings<(EntityType, Ends)>,
    german_first: Endings<EntityType>,
}

/// Which words a German ending tells something of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Ends {
    /// Those that end in it, and in names of several words itself.
    Any,
    /// Only those that end in it.
    Longer,
    /// Itself too where it is the whole name.
    Alone,
}

impl Ends {
    /// An ending as the file has it, and its mark.
    fn of(word: &str) -> (&str, Self) {
        match (word.strip_prefix('-'), word.strip_prefix('=')) {
            (Some(end), _) => (end, Self::Longer),
            (_, Some(end)) => (end, Self::Alone),
            _ => (word, Self::Any),
        }
    }
}

impl NameHeads {
    /// The embedded words.
    pub fn new() -> Self {
        let mut heads = Self::default();
        for (entity, place, word) in entries(ENGLISH) {
            let list = match place {
                "medium" => &mut heads.medium,
                "first" => &mut heads.first,
                "of" => &mut heads.of,
                _ => &mut heads.last,
            };
            *list.entry(&word.replace('_', " ")) = Some(entity);
        }
        let german = |wanted: &'static str| entries(GERMAN).filter(move |(_, place, _)| *place == wanted);
        heads.german_last = Endings::new(german("last").map(|(entity, _, word)| {
            let (part, ends) = Ends::of(word);
            (part, (entity, ends))
        }));
        heads.german_first = Endings::new(german("first").map(|(entity, _, word)| (word, entity)));
        heads
    }

    fn english(&self, name: &str) -> Option<EntityType> {
        let (first, _) = name.split_once(' ')?;
        let mut start = 0;
        for word in name.split(' ') {
            if start > 0 && matches!(word, "of" | "for" | "on") {
                return last_words(&self.of, &name[..start - 1], true);
            }
            start += word.len() + 1;
        }
        let (_, last) = name.rsplit_once(' ')?;
        last_words(&self.last, name, false)
            .or_else(|| self.medium.get(last)?)
            .or_else(|| self.first.get(first)?)
    }

    fn german(&self, name: &str) -> Option<EntityType> {
        // "1. FC Nürnberg"
        let is_number = |word: &&str| word.starts_with(|c: char| c.is_ascii_digit());
        let mut words = name.split(' ').skip_while(is_number);
        let first = words.next()?;
        let Some(last) = words.last() else {
            return self.ending(first, false);
        };
        // "Landgericht Hamburg" before "Hamburger Hafen"
        let noun = || self.ending(first, true);
        let known = self.german_first.whole(first).or_else(noun);
        known.or_else(|| self.ending(last, true))
    }

    /// What the longest listed ending of a German word tells; the whole word counts in names of several.
    fn ending(&self, word: &str, several: bool) -> Option<EntityType> {
        let (at, (entity, ends)) = self.german_last.longest(word)?;
        let fits = match ends {
            _ if at > 0 => at > 2,
            Ends::Longer => false,
            Ends::Any => several,
            Ends::Alone => true,
        };
        fits.then_some(entity)
    }
}

/// What the last two words of a name tell, or the last one. Two that are the `whole` name count only where told so.
fn last_words(words: &WordMap<Option<EntityType>>, name: &str, whole: bool) -> Option<EntityType> {
    let mut blanks = name.rmatch_indices(' ').map(|(at, _)| at);
    let one = blanks.next().map_or(0, |at| at + 1);
    let two = match blanks.next() {
        Some(at) => Some(at + 1),
        None => (whole && one > 0).then_some(0),
    };
    two.and_then(|at| words.get(&name[at..])?)
        .or_else(|| words.get(&name[one..])?)
}

impl Lexicon {
    /// True for a name that ends as those of English newspapers do, which keep their article ("The Straits Times").
    pub fn is_medium(&self, name: &str) -> bool {
        let last = name.rsplit(' ').next().unwrap_or(name);
        self.name_heads.medium.contains(last)
    }

    /// True for a word that the names of one type end in, as English has them ("Department").
    pub fn is_name_end(&self, word: &str, entity: EntityType) -> bool {
        self.name_heads.last.get(word).flatten() == Some(entity)
    }

    /// True for a word that names of organisations begin with, in the languages that name them so ("Universidad").
    pub fn begins_organisation(&self, word: &str) -> bool {
        self.name_heads.first.get(word).flatten() == Some(EntityType::Organisation)
    }

    /// What a word of the name tells that it names.
    pub fn name_head(&self, name: &str, language: Language) -> Option<EntityType> {
        match language {
            // "Fan Expo Canada"
            Language::English => self.name_heads.english(name).or_else(|| {
                let (head, place) = name.rsplit_once(' ')?;
                let head = head.contains(' ').then_some(head)?;
                self.is_place(place).then(|| self.name_heads.english(head))?
            }),
            _ => self.name_heads.german(name),
        }
    }
}

fn entries(file: &'static str) -> impl Iterator<Item = (EntityType, &'static str, &'static str)> {
    lexicon::entries(file).flat_map(|columns| {
        let entity = columns.first().and_then(|tag| EntityType::parse(tag));
        let place = columns.get(1).copied().unwrap_or_default();
        let words = columns.get(2).copied().unwrap_or_default();
        words
            .split(' ')
            .filter_map(move |word| Some((entity?, place, word)))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_parses() {
        for (file, places) in [
            (GERMAN, &["last", "first"][..]),
            (ENGLISH, &["last", "first", "of", "medium"][..]),
        ] {
            for columns in lexicon::entries(file) {
                assert_eq!(columns.len(), 3, "{columns:?}");
                assert!(EntityType::parse(columns[0]).is_some(), "{columns:?}");
                assert!(places.contains(&columns[1]), "{columns:?}");
            }
        }
    }

    #[test]
    fn words_of_names_tell_what_is_named() {
        let heads = NameHeads::new();
        let (organisation, location) = (Some(EntityType::Organisation), Some(EntityType::Location));
        for (name, told) in [
            ("Ashby Rovers", organisation),
            ("Irving Independent School District", organisation),
            ("Municipality of Livorno", organisation),
            ("Gulf of Aden", location),
            ("Lake Erie", location),
            ("Barack Obama", None),
            ("Rovers", None),
        ] {
            assert_eq!(heads.english(name), told, "{name}");
        }
        for (name, told) in [
            ("Wartburg-Sparkasse", organisation),
            ("Uni Freiburg", organisation),
            ("Landgericht Hamburg", organisation),
            ("1. FC Nürnberg", organisation),
            ("Olympiaturm", location),
            ("Justizvollzugsanstalt Aachen", location),
            ("Verband", None),
            ("Angela Merkel", None),
            ("Bundesliga", Some(EntityType::Other)),
            ("DFB-Pokal", Some(EntityType::Other)),
        ] {
            assert_eq!(heads.german(name), told, "{name}");
        }
    }
}
