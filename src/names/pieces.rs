//! Cuts words into the pieces that the network has vectors for.

/// Stands before a piece that begins a word.
const START: u8 = 1;

/// The vocabulary of pieces.
#[derive(Debug)]
pub(super) struct Pieces {
    automaton: fst::Map<&'static [u8]>,
}

impl Pieces {
    /// The vocabulary of an automaton made by [`automaton`].
    pub fn new(data: &'static [u8]) -> fst::Result<Self> {
        Ok(Self {
            automaton: fst::Map::new(data)?,
        })
    }

    /// Cuts a word greedily: the longest piece that fits, then the next; signs that begin no piece are left out.
    pub fn cut(&self, word: &str, mut found: impl FnMut(u32)) {
        let bytes = word.as_bytes();
        let mut at = 0;
        // A word that no piece begins is cut as if it stood inside another.
        if let Some((piece, length)) = self.longest(std::iter::once(&START).chain(bytes))
            && length > 1
        {
            found(piece);
            at = length - 1;
        }
        while at < bytes.len() {
            match self.longest(bytes[at..].iter()) {
                Some((piece, length)) => {
                    found(piece);
                    at += length;
                }
                None => {
                    at += 1;
                    while !word.is_char_boundary(at) {
                        at += 1;
                    }
                }
            }
        }
    }

    /// The longest piece that the bytes begin with, and its length in bytes.
    fn longest<'a>(&self, bytes: impl Iterator<Item = &'a u8>) -> Option<(u32, usize)> {
        let automaton = self.automaton.as_fst();
        let mut node = automaton.root();
        let mut output = fst::raw::Output::zero();
        let mut best = None;
        for (length, &byte) in bytes.enumerate() {
            let Some(index) = node.find_input(byte) else {
                break;
            };
            let step = node.transition(index);
            output = output.cat(step.out);
            node = automaton.node(step.addr);
            if node.is_final() {
                best = Some((output.cat(node.final_output()).value() as u32, length + 1));
            }
        }
        best
    }
}

/// The automaton of pieces, each numbered by its place; a leading `▁` marks those that begin a word.
#[cfg(feature = "train")]
pub(super) fn automaton(pieces: &[String]) -> fst::Result<Vec<u8>> {
    let mut keys: Vec<(Vec<u8>, u64)> = pieces
        .iter()
        .zip(0..)
        .map(|(piece, number)| match piece.strip_prefix('▁') {
            Some(rest) => ([&[START], rest.as_bytes()].concat(), number),
            None => (piece.as_bytes().to_vec(), number),
        })
        .filter(|(key, _)| !key.is_empty())
        .collect();
    keys.sort();
    keys.dedup_by(|a, b| a.0 == b.0);
    Ok(fst::Map::from_iter(keys)?.into_fst().into_inner())
}

#[cfg(all(test, feature = "train"))]
mod tests {
    use super::*;

    #[test]
    fn the_longest_piece_wins_and_other_signs_are_left_out() {
        let vocabulary = ["▁Ber", "▁Berlin", "er", "Ber"].map(str::to_owned);
        let pieces = Pieces::new(automaton(&vocabulary).unwrap().leak()).unwrap();
        let cut = |word: &str| {
            let mut found = Vec::new();
            pieces.cut(word, |piece| found.push(piece));
            found
        };
        assert_eq!(cut("Berliner"), [1, 2]);
        assert_eq!(cut("Bern"), [0]);
        assert_eq!(cut("öBer"), [3]);
        assert_eq!(cut(""), [0; 0]);
    }
}
