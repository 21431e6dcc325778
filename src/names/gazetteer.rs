//! Lists of names, and of nouns that are none: what a word is on them, alone or as part of a longer entry, and which words together
//! are an entry.

use super::lists::{REVERSED, WHOLE};

/// Bits of the lists of names: of each three, for the whole name, its beginning and its rest. Those of the nouns follow.
const NAME_BITS: usize = 30;
/// The bits of names' beginnings, and of their later parts.
const BEGINNINGS: u64 = 0o2222222222;
const LATER_PARTS: u64 = 0o4444444444;
/// Rows of the network for what a word is: the bits of the lists, and for a noun of the list and for compounds that end in one
/// of seven and more bytes, of five or six, of four.
pub(super) const ROWS: usize = NAME_BITS + 4;

/// A word of an entry of several words: bits of [`Whole`](super::lists::Whole) for the first word, and as many for the others.
pub(super) const WHOLE_BITS: u32 = 4;

/// Word -> bits, as an automaton (of the lists in `models/gazetteer`; `models/names.md` has their origins).
#[derive(Debug)]
pub(super) struct Gazetteer(fst::Map<&'static [u8]>);

impl Gazetteer {
    /// The lists that come with the program.
    pub fn built_in() -> Self {
        let automaton: &'static [u8] = include_bytes!(concat!(env!("OUT_DIR"), "/gazetteer.fst"));
        Self(fst::Map::new(automaton).expect("an embedded automaton is whole"))
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

    /// What the lists say of each word of a sentence, in bits: of the word alone, then whether it is the first word or a later one of an
    /// entry of several words.
    #[cfg(any(feature = "accurate", feature = "train"))]
    pub fn marks(&self, words: &[&str]) -> Vec<u64> {
        let mut lower = String::new();
        let alone = |word: &&str| {
            crate::text::lower_into(word, &mut lower);
            self.bits(word, &lower)
        };
        let alone: Vec<u64> = words.iter().map(alone).collect();
        let mut marks = alone.clone();
        let begins = |at: usize| Self::begins(alone[at]);
        self.entries(
            words.len(),
            begins,
            |at| words[at],
            |first, length, kinds| {
                for (at, mark) in marks.iter_mut().enumerate().skip(first).take(length) {
                    let place = if at == first { 0 } else { WHOLE_BITS };
                    *mark |= u64::from(kinds) << (ROWS as u32 + place);
                }
            },
        );
        marks
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::names::lists::Lists;

    /// The lists of lines `list<TAB>name`.
    fn gazetteer(lines: &str) -> Gazetteer {
        let mut lists = Lists::new(include_str!("../language/de/adjective_endings.txt"));
        for line in lines.lines() {
            let (list, name) = line.split_once('\t').expect("list, tab, name");
            assert!(lists.add(list, name), "{line}");
        }
        let automaton: &'static [u8] = lists.automaton().unwrap().leak();
        Gazetteer(fst::Map::new(automaton).unwrap())
    }

    #[test]
    fn a_word_knows_its_lists_and_its_place_in_a_name() {
        let gazetteer = gazetteer("city\tNew York\ngiven\tEva\nsurname\tYork");
        let bits = |word: &str| gazetteer.bits(word, &word.to_lowercase());
        assert_eq!(bits("New"), 1 << 7);
        assert!(Gazetteer::begins(bits("New")) && !Gazetteer::begins(bits("York")));
        assert_eq!(bits("York"), 1 << 3 | 1 << 8);
        assert_eq!(bits("Evas"), 1);
        assert_eq!(bits("Adam"), 0);
    }

    #[test]
    fn words_are_an_entry_together_in_some_cases() {
        let gazetteer = gazetteer(
            "organisation\tDeutsche Bank\norganisation\tInnere Mission\nother\tYahoo! Answers\nplace\tNew York\nplace\tNew York City\nperson\tEva Bank",
        );
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
        assert_eq!(entries("der Inneren Mission"), [found("Inneren Mission", 1)]);
        assert_eq!(
            entries("Yahoo ! Answers Eva Bankers"),
            [found("Yahoo ! Answers", 2)]
        );
        assert_eq!(entries("New"), []);
    }

    #[test]
    fn a_noun_is_known_alone_and_at_the_end_of_a_compound() {
        let gazetteer = gazetteer("noun\tTraining\nnoun\ting\nnoun\tTür\nnoun\tBrücke\nnoun\tHaus");
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
