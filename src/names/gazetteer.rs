//! Lists of names, and of nouns that are none: what a word is on them, alone or as part of a longer entry.

/// The lists, in the order of their bits.
#[cfg(feature = "train")]
const LISTS: [&str; 8] = [
    "given",
    "surname",
    "city",
    "region",
    "organisation",
    "legal",
    "village",
    "other",
];
/// The list of German common nouns, which are looked up from their ends.
#[cfg(feature = "train")]
const NOUNS: &str = "noun";
/// Stands before a noun that is written from its end.
const REVERSED: u8 = 1;
/// Bits of the lists of names: of each three, for the whole name, its beginning and its rest. Those of the nouns follow.
const NAME_BITS: usize = 24;
/// Rows of the network for what a word is: the bits of the lists, and for a noun of the list and for compounds that end in one
/// of seven and more bytes, of five or six, of four.
pub(super) const ROWS: usize = NAME_BITS + 4;

/// Word -> bits, as an automaton (`models/gazetteer.fst`; `training/names/gazetteers.py` has the lists' origins).
#[derive(Debug)]
pub(super) struct Gazetteer(fst::Map<&'static [u8]>);

impl Gazetteer {
    /// The lists of an automaton that [`automaton`] made.
    pub fn new(data: &'static [u8]) -> fst::Result<Self> {
        Ok(Self(fst::Map::new(data)?))
    }

    /// The bits of a word, `lower` being the same in small letters; a genitive counts as its name where it is no name itself.
    pub fn bits(&self, word: &str, lower: &str) -> u32 {
        let capital = word.starts_with(char::is_uppercase);
        if !capital && !word.starts_with(|c: char| c.is_ascii_lowercase()) {
            return 0;
        }
        let of = |word: &str| self.0.get(word).map(|bits| bits as u32);
        let name = of(word).or_else(|| of(word.strip_suffix('s')?)).unwrap_or(0);
        name | if capital { self.noun_bit(lower) } else { 0 }
    }

    /// The bit of a German noun or of a compound that ends in one.
    fn noun_bit(&self, lower: &str) -> u32 {
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
        let list = LISTS.iter().position(|&other| other == list);
        let list = list.with_context(|| format!("no such list: {line:?}"))?;
        let parts: Vec<&str> = name.split_whitespace().collect();
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

#[cfg(all(test, feature = "train"))]
mod tests {
    use super::*;

    #[test]
    fn a_word_knows_its_lists_and_its_place_in_a_name() {
        let lists = automaton("city\tNew York\ngiven\tEva\nsurname\tYork").unwrap();
        let gazetteer = Gazetteer::new(lists.leak()).unwrap();
        let bits = |word: &str| gazetteer.bits(word, &word.to_lowercase());
        assert_eq!(bits("New"), 1 << 7);
        assert_eq!(bits("York"), 1 << 3 | 1 << 8);
        assert_eq!(bits("Evas"), 1);
        assert_eq!(bits("Adam"), 0);
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
