//! A map from the endings of words to values, made once and read very often.

use std::collections::{BTreeMap, BTreeSet};

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
    /// The letters of all endings, in order; the place of one is its bit in the nodes.
    alphabet: Vec<char>,
    /// The bits of those of ASCII, in both cases; 0 for a letter that no ending has.
    ascii: [u64; 128],
    /// The root first.
    nodes: Vec<Node<V>>,
}

#[derive(Debug, Clone, Copy)]
struct Node<V> {
    /// The bits of the letters that lead to its children.
    letters: u64,
    /// The first child; they stand in the order of their letters.
    children: u32,
    value: Option<V>,
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
        let entries: Vec<(Vec<char>, V)> = sorted.into_iter().collect();
        let alphabet: BTreeSet<char> = entries.iter().flat_map(|(ending, _)| ending).copied().collect();
        let alphabet: Vec<char> = alphabet.into_iter().collect();
        assert!(
            alphabet.len() <= 64,
            "endings of {} different letters",
            alphabet.len()
        );
        let mut ascii = [0; 128];
        for (place, letter) in alphabet
            .iter()
            .enumerate()
            .filter(|(_, letter)| letter.is_ascii())
        {
            ascii[*letter as usize] = 1 << place;
            ascii[letter.to_ascii_uppercase() as usize] = 1 << place;
        }
        let mut endings = Self {
            alphabet,
            ascii,
            nodes: vec![Node::default()],
        };
        // level by level: the entries that go on from each node whose children are still to be made
        let all = 0..entries.len();
        let mut level = vec![all];
        let mut node = 0;
        for depth in 0.. {
            let mut next = Vec::new();
            for range in level {
                let mut at = range.start;
                // the ending that is spelled out here is the first of those that go on from here
                let ends = entries.get(at).filter(|(ending, _)| ending.len() == depth);
                at += usize::from(ends.is_some());
                endings.nodes[node].value = ends.map(|&(_, value)| value);
                endings.nodes[node].children = endings.nodes.len() as u32;
                while at < range.end {
                    let letter = entries[at].0[depth];
                    let same = entries[at..range.end].partition_point(|(ending, _)| ending[depth] == letter);
                    endings.nodes[node].letters |= endings.bit(letter);
                    endings.nodes.push(Node::default());
                    next.push(at..at + same);
                    at += same;
                }
                node += 1;
            }
            if next.is_empty() {
                break;
            }
            level = next;
        }
        endings
    }

    /// The listed endings of a word, the shortest first: the byte where each begins, and its value.
    pub fn of<'a>(&'a self, word: &'a str) -> impl Iterator<Item = (usize, V)> + 'a {
        let mut letters = word.char_indices().rev();
        let mut node = Some(&self.nodes[0]);
        std::iter::from_fn(move || {
            loop {
                let (at, letter) = letters.next()?;
                node = self.step(node?, letter);
                if let Some(value) = node?.value {
                    return Some((at, value));
                }
            }
        })
    }

    /// The longest listed ending of a word.
    pub fn longest(&self, word: &str) -> Option<(usize, V)> {
        self.of(word).last()
    }

    /// The value of a word that is listed as a whole.
    pub fn whole(&self, word: &str) -> Option<V> {
        let mut letters = word.chars().rev();
        let node = letters.try_fold(&self.nodes[0], |node, letter| self.step(node, letter))?;
        node.value.filter(|_| !word.is_empty())
    }

    /// The node that a letter leads to.
    fn step(&self, node: &Node<V>, letter: char) -> Option<&Node<V>> {
        if letter.is_ascii() {
            return self.child(node, self.ascii[letter as usize]);
        }
        let mut lower = letter.to_lowercase().rev();
        let first = self.child(node, self.bit(lower.next()?))?;
        lower.try_fold(first, |node, letter| self.child(node, self.bit(letter)))
    }

    fn child(&self, node: &Node<V>, bit: u64) -> Option<&Node<V>> {
        if node.letters & bit == 0 {
            return None;
        }
        let before = (node.letters & (bit - 1)).count_ones();
        self.nodes.get((node.children + before) as usize)
    }

    /// The bit of a letter; 0 for one that no ending has.
    fn bit(&self, letter: char) -> u64 {
        self.alphabet.binary_search(&letter).map_or(0, |place| 1 << place)
    }
}

impl<V> Default for Node<V> {
    fn default() -> Self {
        Self {
            letters: 0,
            children: 0,
            value: None,
        }
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
