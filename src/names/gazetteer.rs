//! Lists of names, and of nouns that are none: what a word is on them, alone or as part of a longer entry, and which words together
//! are an entry.

/// The lists, in the order of their bits, and what a whole entry of several words is.
#[cfg(feature = "train")]
const LISTS: [(&str, Option<Whole>); 10] = [
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

/// What an entry of several words is, in the order of the bits of its words.
#[cfg(feature = "train")]
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Whole {
    Organisation,
    Other,
    Place,
    Person,
}

/// The list of German common nouns, which are looked up from their ends.
#[cfg(feature = "train")]
const NOUNS: &str = "noun";
/// Stands before a noun that is written from its end.
const REVERSED: u8 = 1;
/// Stands before an entry of several words, with blanks between them.
const WHOLE: u8 = 2;
/// Bits of the lists of names: of each three, for the whole name, its beginning and its rest. Those of the nouns follow.
const NAME_BITS: usize = 30;
/// The bits of names' beginnings, and of their later parts.
const BEGINNINGS: u64 = 0o2222222222;
const LATER_PARTS: u64 = 0o4444444444;
/// Rows of the network for what a word is: the bits of the lists, and for a noun of the list and for compounds that end in one
/// of seven and more bytes, of five or six, of four.
pub(super) const ROWS: usize = NAME_BITS + 4;

/// A word of an entry of several words: bits of [`Whole`] for the first word, and as many for the others.
pub(super) const WHOLE_BITS: u32 = 4;

/// Word -> bits, as an automaton (`models/gazetteer.fst`; `training/names/gazetteers.py` has the lists' origins).
#[derive(Debug)]
pub(super) struct Gazetteer(fst::Map<&'static [u8]>);

impl Gazetteer {
    /// The lists of an automaton that [`automaton`] made.
    pub fn new(data: &'static [u8]) -> fst::Result<Self> {
        Ok(Self(fst::Map::new(data)?))
    }

    /// The bits of a word, `lower` being the same in small letters; a genitive counts as its name where it is no name itself.
    pub fn bits(&self, word: &str, lower: &str) -> u64 {
        let capital = word.starts_with(char::is_uppercase);
        if !capital && !word.starts_with(|c: char| c.is_ascii_lowercase()) {
            return 0;
        }
        let of = |word: &str| self.0.get(word);
        let name = of(word).or_else(|| of(word.strip_suffix('s')?)).unwrap_or(0);
        name | if capital { self.noun_bit(lower) } else { 0 }
    }

    /// The bit of a German noun or of a compound that ends in one.
    fn noun_bit(&self, lower: &str) -> u64 {
        let automaton = self.0.as_fst();
        let mut node = automaton.root();
        // From the end byte by byte: the longest noun that leaves nothing or three bytes before it.
        let mut longest = 0;
        for (length, byte) in std::iter::once(REVERSED).chain(lower.bytes().rev()).enumerate() {
            let Some(index) = node.find_input(byte) else {
                break;
            };
            node = automaton.node(node.transition_addr(index));
            if node.is_final() && (length == lower.len() || length + 3 <= lower.len()) {
                longest = length;
            }
        }
        match longest {
            _ if longest < 3 => 0,
            _ if longest == lower.len() => 1 << NAME_BITS,
            7.. => 2 << NAME_BITS,
            5.. => 4 << NAME_BITS,
            4 => 8 << NAME_BITS,
            _ => 0,
        }
    }

    /// True where a word with these bits may begin an entry of several words.
    pub fn begins(bits: u64) -> bool {
        bits & BEGINNINGS != 0
    }

    /// True where a word with these bits may go on with one; words in small letters have none, and may.
    pub fn goes_on(bits: u64, is_capital: bool) -> bool {
        !is_capital || bits & LATER_PARTS != 0
    }

    /// How many words from the first one on are the longest entry of two and more, and what it is; the last one may be a genitive.
    pub fn longest<'a>(&self, words: impl Iterator<Item = &'a str>) -> Option<(usize, u32)> {
        let automaton = self.0.as_fst();
        let step = |(node, value): (fst::raw::Node<'_>, fst::raw::Output), byte: u8| {
            let transition = node.transition(node.find_input(byte)?);
            Some((automaton.node(transition.addr), value.cat(transition.out)))
        };
        let mut state = step((automaton.root(), fst::raw::Output::zero()), WHOLE)?;
        let mut found = None;
        for (number, word) in words.enumerate() {
            let ends = |(node, value): (fst::raw::Node<'_>, fst::raw::Output)| {
                let is_end = number > 0 && node.is_final();
                is_end.then(|| (number + 1, value.cat(node.final_output()).value() as u32))
            };
            if number > 0 {
                let Some(after) = step(state, b' ') else {
                    return found;
                };
                state = after;
            }
            for (at, byte) in word.bytes().enumerate() {
                if byte == b's' && at + 1 == word.len() {
                    found = ends(state).or(found);
                }
                let Some(after) = step(state, byte) else {
                    return found;
                };
                state = after;
            }
            found = ends(state).or(found);
        }
        found
    }

    /// The entries of several words in a sentence, from left to right, none overlapping: first word, words, what it is.
    /// `begins`: whether the word may be the first, from what is known of it and of the next one.
    pub fn entries<'a>(
        &self,
        length: usize,
        begins: impl Fn(usize) -> bool,
        word: impl Fn(usize) -> &'a str,
        mut found: impl FnMut(usize, usize, u32),
    ) {
        let mut at = 0;
        while at < length {
            let entry = begins(at).then(|| self.longest((at..length).map(&word)));
            let Some((words, kinds)) = entry.flatten() else {
                at += 1;
                continue;
            };
            found(at, words, kinds);
            at += words;
        }
    }
}

/// The automaton of lines `list<TAB>name`.
#[cfg(feature = "train")]
pub(super) fn automaton(lines: &str) -> anyhow::Result<Vec<u8>> {
    use anyhow::Context;
    let mut words = std::collections::BTreeMap::<Vec<u8>, u64>::new();
    for line in lines.lines() {
        let (list, name) = line
            .split_once('\t')
            .with_context(|| format!("no tab: {line:?}"))?;
        if list == NOUNS {
            let lower = name.to_lowercase();
            words.insert(std::iter::once(REVERSED).chain(lower.bytes().rev()).collect(), 0);
            continue;
        }
        let list = LISTS.iter().position(|&(other, _)| other == list);
        let list = list.with_context(|| format!("no such list: {line:?}"))?;
        let parts = parts(name);
        if let Some(whole) = LISTS[list].1.filter(|_| parts.len() > 1) {
            for entry in inflected(&parts, whole) {
                let key = [&[WHOLE], entry.as_bytes()].concat();
                *words.entry(key).or_default() |= 1 << whole as u32;
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
                *words.entry(part.as_bytes().to_vec()).or_default() |= 1 << (3 * list + place);
            }
        }
    }
    Ok(fst::Map::from_iter(words)?.into_fst().into_inner())
}

/// The words of an entry, as a text is cut into words.
#[cfg(feature = "train")]
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

/// An entry of several words with blanks between them, also with its first word in other German cases if that is an adjective:
/// "Deutschen Bank".
#[cfg(feature = "train")]
fn inflected(parts: &[&str], whole: Whole) -> Vec<String> {
    let mut forms = vec![parts.join(" ")];
    let (first, rest) = (parts[0], parts[1..].join(" "));
    let endings: &[&str] = match first {
        _ if first.len() < 5 || whole == Whole::Person => &[],
        _ if first.ends_with('e') => &["en", "er"],
        _ if first.ends_with("er") || first.ends_with("es") => &["en", "em"],
        _ => &[],
    };
    let stem = first.trim_end_matches(['e', 'r', 's']);
    forms.extend(endings.iter().map(|ending| format!("{stem}{ending} {rest}")));
    forms
}

#[cfg(all(test, feature = "train"))]
mod tests {
    use super::*;

    #[test]
    fn a_word_knows_its_lists_and_its_place_in_a_name() {
        let lists = automaton("city\tNew York\ngiven\tEva\nsurname\tYork").unwrap();
        let gazetteer = Gazetteer::new(lists.leak()).unwrap();
        let bits = |word: &str| gazetteer.bits(word, &word.to_lowercase());
        assert_eq!(bits("New"), 1 << 7);
        assert!(Gazetteer::begins(bits("New")) && !Gazetteer::begins(bits("York")));
        assert_eq!(bits("York"), 1 << 3 | 1 << 8);
        assert_eq!(bits("Evas"), 1);
        assert_eq!(bits("Adam"), 0);
    }

    #[test]
    fn words_are_an_entry_together_in_some_cases() {
        let lists = "organisation\tDeutsche Bank\nother\tYahoo! Answers\nplace\tNew York\nplace\tNew York City\nperson\tEva Bank";
        let gazetteer = Gazetteer::new(automaton(lists).unwrap().leak()).unwrap();
        let entries = |text: &str| {
            let words: Vec<&str> = text.split(' ').collect();
            let mut entries = Vec::new();
            gazetteer.entries(
                words.len(),
                |_| true,
                |at| words[at],
                |at, length, kinds| {
                    entries.push((words[at..at + length].join(" "), kinds));
                },
            );
            entries
        };
        let found = |text: &str, kinds: u32| (text.to_owned(), kinds);
        assert_eq!(
            entries("der Deutschen Bank in New York Citys Mitte"),
            [found("Deutschen Bank", 1), found("New York Citys", 4)]
        );
        assert_eq!(entries("New York State"), [found("New York", 4)]);
        assert_eq!(
            entries("Yahoo ! Answers Eva Bankers"),
            [found("Yahoo ! Answers", 2)]
        );
        assert_eq!(entries("New"), []);
    }

    #[test]
    fn a_noun_is_known_alone_and_at_the_end_of_a_compound() {
        let lists = automaton("noun\tTraining\nnoun\ting\nnoun\tTür\nnoun\tBrücke\nnoun\tHaus").unwrap();
        let gazetteer = Gazetteer::new(lists.leak()).unwrap();
        let bits = |word: &str| gazetteer.bits(word, &word.to_lowercase());
        assert_eq!(bits("Training"), 1 << NAME_BITS);
        assert_eq!(bits("Tür"), 1 << NAME_BITS);
        assert_eq!(bits("training"), 0);
        assert_eq!(bits("Mannschaftstraining"), 2 << NAME_BITS);
        assert_eq!(bits("Wackelbrücke"), 2 << NAME_BITS);
        assert_eq!(bits("Autohaus"), 8 << NAME_BITS);
        // Less than three letters are left, or what ends it is too short.
        assert_eq!(bits("Abhaus"), 0);
        assert_eq!(bits("Anleging"), 0);
        assert_eq!(bits("Merkel"), 0);
    }
}
