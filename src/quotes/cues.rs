//! The words that introduce quotes: cue verbs in all their forms, cue nouns and nouns of sources.

use std::collections::HashMap;

use crate::language::wordmap::WordMap;
use crate::language::{Language, lexicon};
use crate::quotes::verb_forms::{EnglishVerbs, Form, GermanVerbs};

/// What a cue verb says of the speaker.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Sense {
    Say,
    Think,
    Ask,
    Deny,
    Demand,
    Show,
}

/// A cue verb.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Cue {
    /// The hash of its lemma.
    pub(crate) key: u64,
    /// The separable prefix ("mit" of "mitteilen").
    pub(crate) particle: Option<&'static str>,
    pub(crate) sense: Sense,
    /// Takes "dass", "ob", a question word; "that".
    pub(crate) clause: bool,
    /// Takes a clause without a subordinator.
    pub(crate) bare: bool,
    /// Takes an infinitive with "zu".
    pub(crate) infinitive: bool,
    /// Takes words in quotation marks.
    pub(crate) marks: bool,
    /// Names a speech act that can be reported without its words.
    pub(crate) act: bool,
    /// Takes the one spoken to as an object ("tell", "assure").
    pub(crate) addressee: bool,
    /// Who is its object speaks ("zitieren").
    pub(crate) cites: bool,
}

/// One form of a cue verb.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct CueForm {
    /// Index of the cue.
    pub(crate) cue: u16,
    /// A finite form; else a participle or an infinitive.
    pub(crate) finite: bool,
    /// A past participle.
    pub(crate) participle: bool,
    /// The form without its separable prefix, which must follow in the clause ("teilte … mit").
    pub(crate) apart: bool,
}

/// All cues of one language.
#[derive(Debug)]
pub(crate) struct CueLexicon {
    cues: Vec<Cue>,
    /// By form: an index into `lists`.
    forms: WordMap<usize>,
    /// What a form can be; first none.
    lists: Vec<Vec<CueForm>>,
    /// Nouns of sources; true for those of events too.
    sources: WordMap<bool>,
    nouns: HashMap<&'static str, CueNoun>,
}

/// A noun or adjective that introduces what somebody says ("the claim that", "her promise to", "is sure that").
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct CueNoun {
    /// Takes "that".
    pub(crate) clause: bool,
    /// Takes an infinitive with "to".
    pub(crate) infinitive: bool,
    /// An adjective after "be", which takes a clause with or without "that" ("is sure").
    pub(crate) adjective: bool,
}

impl CueLexicon {
    fn empty() -> Self {
        Self {
            cues: Vec::new(),
            forms: WordMap::default(),
            lists: vec![Vec::new()],
            sources: WordMap::default(),
            nouns: HashMap::new(),
        }
    }

    /// The embedded cues of a language.
    pub(crate) fn embedded(language: Language) -> Self {
        match language {
            Language::English => {
                let mut lexicon = Self::empty();
                let verbs = EnglishVerbs::embedded();
                lexicon.read(include_str!("../language/en/cues.txt"), |lemma| {
                    verbs.forms(lemma)
                });
                lexicon.nouns = lexicon::entries(include_str!("../language/en/cue_nouns.txt"))
                    .filter_map(|columns| match columns.as_slice() {
                        [noun, government] => Some((
                            *noun,
                            CueNoun {
                                clause: government.contains('d'),
                                infinitive: government.contains('z'),
                                adjective: government.contains('p'),
                            },
                        )),
                        _ => None,
                    })
                    .collect();
                lexicon
            }
            _ => {
                let mut lexicon = Self::empty();
                let verbs = GermanVerbs::embedded();
                lexicon.read(include_str!("../language/de/cues.txt"), |lemma| {
                    verbs.forms(lemma)
                });
                lexicon.sources = lexicon::entries(include_str!("../language/de/source_nouns.txt"))
                    .filter_map(|columns| Some((*columns.first()?, columns.get(1) == Some(&"event"))))
                    .collect();
                lexicon
            }
        }
    }

    fn read(&mut self, file: &'static str, forms: impl Fn(&'static str) -> Vec<Form>) {
        for columns in lexicon::entries(file) {
            let Some(cue) = Cue::parse(&columns) else { continue };
            let index = self.cues.len() as u16;
            for form in forms(columns[0]) {
                let list = self.forms.entry(&form.text);
                if *list == 0 {
                    *list = self.lists.len();
                    self.lists.push(Vec::new());
                }
                let list = &mut self.lists[*list];
                let form = CueForm {
                    cue: index,
                    finite: form.finite,
                    participle: form.participle,
                    apart: form.apart,
                };
                if !list.contains(&form) {
                    list.push(form);
                }
            }
            self.cues.push(cue);
        }
    }

    /// The forms that a word in lower case can be.
    pub(crate) fn forms(&self, word: &str) -> &[CueForm] {
        &self.lists[self.forms.get(word).unwrap_or_default()]
    }

    /// The cue of a form.
    pub(crate) fn cue(&self, form: CueForm) -> &Cue {
        &self.cues[form.cue as usize]
    }

    /// A noun that introduces what somebody says, in the singular or the plural.
    pub(crate) fn noun(&self, word: &str) -> Option<CueNoun> {
        let singular = word.strip_suffix('s').unwrap_or(word);
        self.nouns.get(word).or_else(|| self.nouns.get(singular)).copied()
    }

    /// True for a noun that names where a statement comes from ("Angaben", "Medienberichten").
    pub(crate) fn is_source(&self, word: &str) -> bool {
        self.source(word).is_some()
    }

    /// True for such a noun that is an event's too: "nach dem Urteil" can be a time.
    pub(crate) fn is_event(&self, word: &str) -> bool {
        self.source(word) == Some(true)
    }

    fn source(&self, word: &str) -> Option<bool> {
        let lower = word.to_lowercase();
        self.sources.get(&lower).or_else(|| {
            let mut ends = lower.char_indices().skip(3);
            ends.find_map(|(at, _)| {
                let end = &lower[at..];
                self.sources.get(end).filter(|_| end.len() > 6)
            })
        })
    }
}

impl Cue {
    fn parse(columns: &[&'static str]) -> Option<Cue> {
        let [lemma, sense, government] = columns else {
            return None;
        };
        let sense = match *sense {
            "say" => Sense::Say,
            "think" => Sense::Think,
            "ask" => Sense::Ask,
            "deny" => Sense::Deny,
            "demand" => Sense::Demand,
            "show" => Sense::Show,
            _ => return None,
        };
        Some(Cue {
            key: crate::linear::hash(lemma.as_bytes()),
            particle: lemma.split_once('|').map(|(particle, _)| particle),
            sense,
            clause: government.contains('d'),
            bare: government.contains('v'),
            infinitive: government.contains('z'),
            marks: government.contains('q'),
            act: government.contains('r'),
            addressee: government.contains('a'),
            cites: government.contains('c'),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_of_the_lexicons_parses() {
        for file in [
            include_str!("../language/de/cues.txt"),
            include_str!("../language/en/cues.txt"),
        ] {
            for columns in lexicon::entries(file) {
                assert!(Cue::parse(&columns).is_some(), "{columns:?}");
            }
        }
    }

    #[test]
    fn verbs_are_found_by_their_forms() {
        let lexicon = CueLexicon::embedded(Language::German);
        for form in [
            "sagte",
            "mitteilte",
            "mitgeteilt",
            "versprach",
            "versprochen",
            "vorgeworfen",
            "hervorgehoben",
            "berichtet",
            "erklärten",
            "meinte",
            "rechnete",
        ] {
            assert!(!lexicon.forms(form).is_empty(), "{form}");
        }
        assert!(lexicon.forms("teilte").iter().any(|form| form.apart));
        let lexicon = CueLexicon::embedded(Language::English);
        for form in ["said", "denied", "told", "announces", "admitted"] {
            assert!(!lexicon.forms(form).is_empty(), "{form}");
        }
    }
}
