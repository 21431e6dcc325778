//! A map from the endings of words to values, made once and read very often.

use std::collections::BTreeMap;

/// Endings and what is known of words that end so; found by one walk over the letters of a word from its last one,
/// whatever their case.
///
/// A trie over reversed endings, its nodes numbered level by level, so that the children of a node stand side by side.
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
    /// The letter that leads to each node; the root has none.
    letters: Vec<char>,
    /// The first child of each node; the children end where those of the next node begin.
    children: Vec<u32>,
    values: Vec<Option<V>>,
}

impl<V: Copy> Default for Endings<V> {
    /// No endings.
    fn default() -> Self {
        Self::new::<&str>([])
    }
}

impl<V: Copy> Endings<V> {
    /// The endings, in small letters; of equal ones the last counts.
    pub fn new<S: AsRef<str>>(entries: impl IntoIterator<Item = (S, V)>) -> Self {
        let sorted: BTreeMap<Vec<char>, V> = entries
            .into_iter()
            .map(|(ending, value)| (ending.as_ref().chars().rev().collect(), value))
            .collect();
        let entries: Vec<(Vec<char>, V)> = sorted.into_iter().collect();
        let (mut letters, mut children, mut values) = (vec!['\0'], Vec::new(), Vec::new());
        let all = 0..entries.len();
        let mut level = vec![all];
        for depth in 0.. {
            let mut next = Vec::new();
            for range in level {
                let mut at = range.start;
                // the ending that is spelled out here is the first of those that go on from here
                let ends = entries.get(at).filter(|(ending, _)| ending.len() == depth);
                values.push(ends.map(|&(_, value)| value));
                at += usize::from(ends.is_some());
                children.push(letters.len() as u32);
                while at < range.end {
                    let letter = entries[at].0[depth];
                    let same = entries[at..range.end].partition_point(|(ending, _)| ending[depth] == letter);
                    letters.push(letter);
                    next.push(at..at + same);
                    at += same;
                }
            }
            if next.is_empty() {
                break;
            }
            level = next;
        }
        children.push(letters.len() as u32);
        Self {
            letters,
            children,
            values,
        }
    }

    /// The listed endings of a word, the shortest first: the byte where each begins, and its value.
    pub fn of<'a>(&'a self, word: &'a str) -> impl Iterator<Item = (usize, V)> + 'a {
        let mut letters = word.char_indices().rev();
        let mut node = Some(0);
        std::iter::from_fn(move || {
            loop {
                let (at, letter) = letters.next()?;
                node = self.step(node?, letter);
                if let Some(value) = self.values[node?] {
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
        let node = letters.try_fold(0, |node, letter| self.step(node, letter))?;
        self.values[node].filter(|_| !word.is_empty())
    }

    /// The node that a letter leads to.
    fn step(&self, node: usize, letter: char) -> Option<usize> {
        if letter.is_ascii() {
            return self.child(node, letter.to_ascii_lowercase());
        }
        let mut lower = letter.to_lowercase().rev();
        lower.try_fold(node, |node, letter| self.child(node, letter))
    }

    fn child(&self, node: usize, letter: char) -> Option<usize> {
        let (first, end) = (self.children[node] as usize, self.children[node + 1] as usize);
        let found = self.letters[first..end].binary_search(&letter).ok()?;
        Some(first + found)
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
