//! A map from the endings of words to values, made once and read very often.

use std::collections::{BTreeMap, BTreeSet};
use std::str::CharIndices;

/// Endings and what is known of words that end so; found by one walk over the letters of a word from its last one,
/// whatever their case.
///
/// A trie over reversed endings. The children of a node stand side by side, and a node knows by one bit each which letters
/// lead to them, so that a step of the walk is one look at one node.
///
/// ```
/// use depesche::language::endings::Endings;
///
/// let endings = Endings::new([("agentur", 1), ("ur", 2)]);
/// let found: Vec<(usize, u8)> = endings.of("Nachrichtenagentur").collect();
/// assert_eq!(found, [(16, 2), (11, 1)]);
/// assert_eq!(endings.whole("AGENTUR"), Some(1));
/// assert_eq!(endings.whole("Zentralagentur"), None);
/// ```
#[derive(Debug, Clone)]
pub struct Endings<V> {
    trie: Trie,
    /// The values by the numbers that the trie gives.
    values: Vec<V>,
}

impl<V: Copy> Default for Endings<V> {
    /// No endings.
    fn default() -> Self {
        Self::new::<&str>([])
    }
}

impl<V: Copy> Endings<V> {
    /// The endings, in small letters; of equal ones the last counts.
    ///
    /// # Panics
    ///
    /// If they have more than 64 different letters.
    pub fn new<S: AsRef<str>>(entries: impl IntoIterator<Item = (S, V)>) -> Self {
        let sorted: BTreeMap<Vec<char>, V> = entries
            .into_iter()
            .map(|(ending, value)| (ending.as_ref().chars().rev().collect(), value))
            .collect();
        let (endings, values): (Vec<Vec<char>>, Vec<V>) = sorted.into_iter().unzip();
        Self {
            trie: Trie::new(&endings),
            values,
        }
    }

    /// The listed endings of a word, the shortest first: the byte where each begins, and its value.
    pub fn of<'a>(&'a self, word: &'a str) -> impl Iterator<Item = (usize, V)> + 'a {
        self.trie.walk(word).map(|(at, number)| (at, self.values[number]))
    }

    /// The longest listed ending of a word.
    pub fn longest(&self, word: &str) -> Option<(usize, V)> {
        let (at, number) = self.trie.walk(word).last()?;
        Some((at, self.values[number]))
    }

    /// The value of a word that is listed as a whole.
    pub fn whole(&self, word: &str) -> Option<V> {
        let (at, number) = self.trie.walk(word).last()?;
        (at == 0).then(|| self.values[number])
    }
}

/// Numbered endings, the same for whatever they map to.
#[derive(Debug, Clone)]
struct Trie {
    /// The letters of all endings, in order; the place of one is its bit in the nodes.
    alphabet: Vec<char>,
    /// The bits of those of ASCII, in both cases; 0 for a letter that no ending has.
    ascii: [u64; 128],
    /// The root first.
    nodes: Vec<Node>,
}

#[derive(Debug, Clone, Copy, Default)]
struct Node {
    /// The bits of the letters that lead to its children.
    letters: u64,
    /// The first child; they stand in the order of their letters.
    children: u32,
    /// The number of the ending that is spelled out here, one-based; 0 for none.
    ending: u32,
}

impl Trie {
    /// The endings, each from its last letter on, in order and without equal ones; their numbers are their places.
    fn new(endings: &[Vec<char>]) -> Self {
        let alphabet: BTreeSet<char> = endings.iter().flatten().copied().collect();
        let alphabet: Vec<char> = alphabet.into_iter().collect();
        assert!(alphabet.len() <= 64, "endings of {} letters", alphabet.len());
        let mut ascii = [0; 128];
        for (place, letter) in alphabet
            .iter()
            .enumerate()
            .filter(|(_, letter)| letter.is_ascii())
        {
            ascii[*letter as usize] = 1 << place;
            ascii[letter.to_ascii_uppercase() as usize] = 1 << place;
        }
        let mut trie = Self {
            alphabet,
            ascii,
            nodes: vec![Node::default()],
        };
        // the nodes whose children are still to be made: the endings that go on from each, and how far it is
        let mut open = vec![(0, 0..endings.len(), 0)];
        while let Some((node, range, depth)) = open.pop() {
            let mut at = range.start;
            trie.nodes[node].children = trie.nodes.len() as u32;
            // the ending that is spelled out here is the first of those that go on from here
            if endings.get(at).is_some_and(|ending| ending.len() == depth) {
                at += 1;
                trie.nodes[node].ending = at as u32;
            }
            let first = open.len();
            while at < range.end {
                let letter = endings[at][depth];
                let same = endings[at..range.end].partition_point(|ending| ending[depth] == letter);
                trie.nodes[node].letters |= trie.bit(letter);
                open.push((trie.nodes.len(), at..at + same, depth + 1));
                trie.nodes.push(Node::default());
                at += same;
            }
            // what goes on from the first child comes next, so that a walk stays near where it is
            open[first..].reverse();
        }
        trie
    }

    /// The endings of a word, the shortest first.
    fn walk<'a>(&'a self, word: &'a str) -> Walk<'a> {
        Walk {
            trie: self,
            letters: word.char_indices(),
            node: self.nodes[0],
        }
    }

    /// The node that a letter leads to.
    fn step(&self, node: Node, letter: char) -> Option<Node> {
        if letter.is_ascii() {
            return self.child(node, self.ascii[letter as usize]);
        }
        let mut lower = letter.to_lowercase().rev();
        lower.try_fold(node, |node, letter| self.child(node, self.bit(letter)))
    }

    fn child(&self, node: Node, bit: u64) -> Option<Node> {
        if node.letters & bit == 0 {
            return None;
        }
        let before = (node.letters & (bit - 1)).count_ones();
        self.nodes.get((node.children + before) as usize).copied()
    }

    /// The bit of a letter; 0 for one that no ending has.
    fn bit(&self, letter: char) -> u64 {
        self.alphabet.binary_search(&letter).map_or(0, |place| 1 << place)
    }
}

/// A walk from the last letter of a word to its first; yields the byte where an ending begins, and its number.
struct Walk<'a> {
    trie: &'a Trie,
    letters: CharIndices<'a>,
    /// Where it has come to.
    node: Node,
}

impl Iterator for Walk<'_> {
    type Item = (usize, usize);

    #[inline(never)]
    fn next(&mut self) -> Option<(usize, usize)> {
        while let Some((at, letter)) = self.letters.next_back() {
            let Some(node) = self.trie.step(self.node, letter) else {
                // nothing goes on from here
                self.letters = "".char_indices();
                break;
            };
            self.node = node;
            if let Some(number) = node.ending.checked_sub(1) {
                return Some((at, number as usize));
            }
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_ending_is_found_and_no_other() {
        let listed = ["e", "en", "behörde", "rat", "ur", "agentur"];
        let endings = Endings::new(listed.map(|ending| (ending, ending.len())));
        let all = |word: &str| endings.of(word).collect::<Vec<_>>();
        assert_eq!(all("Bundesbehörde"), [(13, 1), (6, 8)]);
        assert_eq!(all("RAT"), [(0, 3)]);
        assert_eq!(all("Land"), []);
        assert_eq!(all(""), []);
        assert_eq!(endings.longest("Presseagentur"), Some((6, 7)));
        for ending in listed {
            assert_eq!(endings.whole(ending), Some(ending.len()));
        }
        assert_eq!(endings.whole("Behörd"), None);
        assert_eq!(endings.whole(""), None);
    }

    #[test]
    fn no_endings_are_endings_of_nothing() {
        let endings = Endings::<u8>::new::<&str>([]);
        assert_eq!(endings.longest("Wort"), None);
    }
}
