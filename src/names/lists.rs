//! The lists of names as they are written (`models/gazetteer`), and the automaton of them. The build script has this file too: it makes
//! the automaton, which the program looks words up in (`gazetteer`).

use std::collections::BTreeMap;

/// Stands before a noun that is written from its end.
pub const REVERSED: u8 = 1;
/// Stands before an entry of several words, with blanks between them.
pub const WHOLE: u8 = 2;

/// The lists, in the order of their bits, and what a whole entry of several words is.
pub const LISTS: [(&str, Option<Whole>); 10] = [
    ("given", None),
    ("surname", None),
    ("city", Some(Whole::Place)),
    ("region", Some(Whole::Place)),
    ("organisation", Some(Whole::Organisation)),
    ("legal", None),
    ("village", None),
    ("other", Some(Whole::Other)),
    ("place", Some(Whole::Place)),
    ("person", Some(Whole::Person)),
];

/// The list of German common nouns, which are looked up from their ends.
const NOUNS: &str = "noun";

/// What an entry of several words is, in the order of the bits of its words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Whole {
    Organisation,
    Other,
    Place,
    Person,
}

/// Collects entries.
#[derive(Debug, Default)]
pub struct Lists {
    words: BTreeMap<Vec<u8>, u64>,
    /// Ending of an adjective, and those that it has in other cases.
    endings: Vec<(String, Vec<String>)>,
}

impl Lists {
    /// No entries yet; `endings` are the lines of `src/language/de/adjective_endings.txt`.
    pub fn new(endings: &str) -> Self {
        let endings = lines(endings).filter_map(|line| {
            let (ending, others) = line.split_once('\t')?;
            Some((ending.to_owned(), others.split(' ').map(str::to_owned).collect()))
        });
        Self {
            words: BTreeMap::new(),
            endings: endings.collect(),
        }
    }

    /// Adds a name to a list; false where there is no such list.
    pub fn add(&mut self, list: &str, name: &str) -> bool {
        if list == NOUNS {
            let lower = name.to_lowercase();
            let reversed = std::iter::once(REVERSED).chain(lower.bytes().rev());
            self.words.insert(reversed.collect(), 0);
            return true;
        }
        let Some(list) = LISTS.iter().position(|&(other, _)| other == list) else {
            return false;
        };
        let parts = parts(name);
        if let Some(whole) = LISTS[list].1.filter(|_| parts.len() > 1) {
            for entry in self.inflected(&parts, whole) {
                let key = [&[WHOLE], entry.as_bytes()].concat();
                *self.words.entry(key).or_default() |= 1 << whole as u32;
            }
        }
        for (number, part) in parts.iter().enumerate() {
            let place = match (parts.len(), number) {
                (1, _) => 0,
                (_, 0) => 1,
                _ => 2,
            };
            // "of", "am" in the middle of a name say nothing.
            if place < 2 || part.starts_with(char::is_uppercase) {
                *self.words.entry(part.as_bytes().to_vec()).or_default() |= 1 << (3 * list + place);
            }
        }
        true
    }

    /// An entry of several words with blanks between them, also with its first word in other German cases if that is an adjective:
    /// "Deutschen Bank".
    fn inflected(&self, parts: &[&str], whole: Whole) -> Vec<String> {
        let mut forms = vec![parts.join(" ")];
        let (first, rest) = (parts[0], parts[1..].join(" "));
        if first.len() < 5 || whole == Whole::Person {
            return forms;
        }
        let ending = self
            .endings
            .iter()
            .find(|(ending, _)| first.ends_with(ending.as_str()));
        if let Some((ending, others)) = ending {
            let stem = &first[..first.len() - ending.len()];
            forms.extend(others.iter().map(|other| format!("{stem}{other} {rest}")));
        }
        forms
    }

    /// The automaton: word -> bits, entry of several words -> what it is, noun from its end.
    pub fn automaton(self) -> fst::Result<Vec<u8>> {
        Ok(fst::Map::from_iter(self.words)?.into_fst().into_inner())
    }
}

/// The lines that are no comments.
pub fn lines(text: &str) -> impl Iterator<Item = &str> {
    text.lines()
        .filter(|line| !line.is_empty() && !line.starts_with('#'))
}

/// The words of an entry, as a text is cut into words.
fn parts(name: &str) -> Vec<&str> {
    let mut parts = Vec::new();
    for part in name.split_whitespace() {
        let word = part.trim_end_matches([',', ':', ';', '!', '?']);
        if !word.is_empty() {
            parts.push(word);
        }
        for (at, _) in part[word.len()..].char_indices() {
            parts.push(&part[word.len() + at..][..1]);
        }
    }
    parts
}
