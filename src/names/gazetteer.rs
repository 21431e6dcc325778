//! Lists of names: what a word is on them, alone or as part of a longer entry.

/// The lists, in the order of their bits.
#[cfg(feature = "train")]
const LISTS: [&str; 6] = ["given", "surname", "city", "region", "organisation", "legal"];
/// Rows of the network for what a word is: of each list three bits, for the whole name, its beginning and its rest.
pub(super) const ROWS: usize = 18;

/// Word -> bits, as an automaton (`models/gazetteer.fst`; `training/names/gazetteers.py` has the lists' origins).
#[derive(Debug)]
pub(super) struct Gazetteer(fst::Map<&'static [u8]>);

impl Gazetteer {
    /// The lists of an automaton that [`automaton`] made.
    pub fn new(data: &'static [u8]) -> fst::Result<Self> {
        Ok(Self(fst::Map::new(data)?))
    }

    /// The bits of a word; a genitive counts as its name where it is no name itself.
    pub fn bits(&self, word: &str) -> u32 {
        if !word.starts_with(|c: char| c.is_uppercase() || c.is_ascii_lowercase()) {
            return 0;
        }
        let of = |word: &str| self.0.get(word).map(|bits| bits as u32);
        of(word).or_else(|| of(word.strip_suffix('s')?)).unwrap_or(0)
    }
}

/// The automaton of lines `list<TAB>name`.
#[cfg(feature = "train")]
pub(super) fn automaton(lines: &str) -> anyhow::Result<Vec<u8>> {
    use anyhow::Context;
    let mut words = std::collections::BTreeMap::<&str, u64>::new();
    for line in lines.lines() {
        let (list, name) = line
            .split_once('\t')
            .with_context(|| format!("no tab: {line:?}"))?;
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
                *words.entry(part).or_default() |= 1 << (3 * list + place);
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
        assert_eq!(gazetteer.bits("New"), 1 << 7);
        assert_eq!(gazetteer.bits("York"), 1 << 3 | 1 << 8);
        assert_eq!(gazetteer.bits("Evas"), 1);
        assert_eq!(gazetteer.bits("Adam"), 0);
    }
}
