//! Noun phrases: article to head, in one pass over the tags.

use crate::analysis::{Article, Gender, NounPhrase, Number, Sentence, Token, Upos};
use crate::language::lexicon::capitalised;
use crate::language::wordmap::WordMap;
use crate::language::{Language, lexicon};
use crate::tag::words::TagWord;
use crate::text::TokenRange;

/// The words that begin a noun phrase, or are one.
#[derive(Debug, Default)]
pub(super) struct Determiners(WordMap<Determiner>);

#[derive(Debug, Clone, Copy, Default)]
struct Determiner {
    article: Option<Article>,
    number: Option<Number>,
    gender: Option<Gender>,
}

/// The German words.
pub(super) const GERMAN: &str = include_str!("../language/de/determiners.txt");
/// The English words.
pub(super) const ENGLISH: &str = include_str!("../language/en/determiners.txt");

impl Determiners {
    /// Parses a lexicon file.
    pub fn parse(file: &'static str) -> Self {
        let mut words = WordMap::default();
        for entry in lexicon::entries(file) {
            let [word, kind, number, gender] = entry[..] else {
                continue;
            };
            let article = match kind {
                "def" => Article::Definite,
                "indef" => Article::Indefinite,
                "poss" => Article::Possessive,
                _ => Article::None,
            };
            let number = match number {
                "sg" => Some(Number::Singular),
                "pl" => Some(Number::Plural),
                _ => None,
            };
            let gender = match gender {
                "m" => Some(Gender::Masculine),
                "f" => Some(Gender::Feminine),
                "n" => Some(Gender::Neuter),
                _ => None,
            };
            let determiner = Determiner {
                article: Some(article),
                number,
                gender,
            };
            for form in [word.to_owned(), capitalised(word)] {
                if !words.contains(&form) {
                    *words.entry(&form) = determiner;
                }
            }
        }
        Self(words)
    }

    /// What a word says, in small letters or with a capital.
    fn get(&self, word: &str) -> Option<Determiner> {
        self.0.get(word)
    }
}

/// The noun phrases of a text, in order, not nested.
pub(super) fn find(
    text: &str,
    tokens: &[Token],
    sentences: &[Sentence],
    determiners: &[Determiners; 2],
) -> Vec<NounPhrase> {
    let mut phrases = Vec::new();
    for sentence in sentences {
        let german = sentence.language != Language::English;
        let determiners = &determiners[usize::from(!german)];
        let finder = Finder {
            text,
            tokens,
            end: sentence.tokens.range().end,
            german,
            determiners,
        };
        let mut at = sentence.tokens.range().start;
        while at < finder.end {
            match finder.phrase(at) {
                Some(found) => {
                    phrases.push(finder.described(at, found, determiners));
                    at = found;
                }
                None => at += 1,
            }
        }
    }
    phrases
}

struct Finder<'a> {
    text: &'a str,
    tokens: &'a [Token],
    /// The end of the sentence.
    end: usize,
    german: bool,
    determiners: &'a Determiners,
}

/// How many tokens a phrase inside an attribute may have ("eine **mit der Angelegenheit** vertraute Person").
const LONGEST_ATTRIBUTE: usize = 12;

impl Finder<'_> {
    fn is_possessive(&self, at: usize) -> bool {
        let article = self.determiners.get(self.word(at)).and_then(|word| word.article);
        !self.german && article == Some(Article::Possessive)
    }

    fn upos(&self, at: usize) -> Upos {
        if at < self.end {
            self.tokens[at].upos
        } else {
            Upos::Punct
        }
    }

    fn word(&self, at: usize) -> &str {
        self.tokens[at].span.of(self.text)
    }

    /// The end of the phrase that begins at `at`, if one does.
    fn phrase(&self, at: usize) -> Option<usize> {
        match self.upos(at) {
            // English possessives are tagged as pronouns: "her term".
            Upos::Pron if self.is_possessive(at) => self.nominal(at + 1, false).or(Some(at + 1)),
            Upos::Pron => Some(at + 1),
            Upos::Det | Upos::Adj | Upos::Num | Upos::Noun | Upos::Propn | Upos::Verb => {
                self.nominal(at, true)
            }
            _ => None,
        }
    }

    /// Determiners, attributes, then nouns and names. `attributes` allows a prepositional phrase before an adjective.
    fn nominal(&self, start: usize, attributes: bool) -> Option<usize> {
        let mut at = start;
        while matches!(self.upos(at), Upos::Det) {
            at += 1;
        }
        let has_determiner = at > start;
        loop {
            match self.upos(at) {
                Upos::Adj | Upos::Num => at += 1,
                Upos::Verb if self.attributive(at) => at += 1,
                Upos::Adv
                    if has_determiner && matches!(self.upos(at + 1), Upos::Adj | Upos::Adv | Upos::Num) =>
                {
                    at += 1
                }
                Upos::Cconj | Upos::Punct
                    if at > start
                        && self.upos(at - 1) == Upos::Adj
                        && matches!(self.upos(at + 1), Upos::Adj)
                        && (self.word(at) == "," || TagWord::Joins.is_anywhere(self.word(at))) =>
                {
                    at += 1;
                }
                Upos::Adp if self.german && attributes && has_determiner => match self.attribute(at) {
                    Some(end) => at = end,
                    None => break,
                },
                _ => break,
            }
        }
        let head = at;
        while match self.upos(at) {
            Upos::Propn => true,
            // Two German nouns side by side are two phrases ("muss der Konzern | Stellung nehmen").
            Upos::Noun => at == head || !self.german || self.upos(at - 1) == Upos::Propn,
            Upos::Num => at > head && self.upos(at - 1) == Upos::Propn,
            _ => false,
        } {
            at += 1;
        }
        // "der Angeklagte": an adjective as a noun.
        let nominalised = self.german
            && at == head
            && has_determiner
            && self.upos(head - 1) == Upos::Adj
            && self.word(head - 1).starts_with(char::is_uppercase);
        (at > head || nominalised).then_some(at)
    }

    /// A prepositional phrase that ends before an attributive adjective or participle; its end.
    fn attribute(&self, preposition: usize) -> Option<usize> {
        let end = self.nominal(preposition + 1, false)?;
        let followed =
            matches!(self.upos(end), Upos::Adj) || self.upos(end) == Upos::Verb && self.attributive(end);
        (followed && end - preposition <= LONGEST_ATTRIBUTE).then_some(end)
    }

    /// A participle with an adjective's ending before a noun ("die **geplante** Reise", "the **planned** trip").
    fn attributive(&self, at: usize) -> bool {
        if at >= self.end || self.tokens[at].finite {
            return false;
        }
        let nominal = matches!(self.upos(at + 1), Upos::Noun | Upos::Propn | Upos::Adj);
        let word = self.word(at);
        let language = if self.german {
            Language::German
        } else {
            Language::English
        };
        let ending = TagWord::AttributeEnd.ends(word, language);
        nominal
            && ending
            && (self.german || at > 0 && matches!(self.tokens[at - 1].upos, Upos::Det | Upos::Adj))
    }

    fn described(&self, start: usize, end: usize, determiners: &Determiners) -> NounPhrase {
        let head = end - 1;
        let first = determiners.get(self.word(start));
        let mut phrase = NounPhrase {
            tokens: TokenRange::new(start, end),
            head: head as u32,
            article: first.and_then(|first| first.article).unwrap_or(Article::None),
            number: first.and_then(|first| first.number),
            gender: first.and_then(|first| first.gender),
        };
        if self.german && self.tokens[start].upos == Upos::Det {
            let governed = start > 0 && self.tokens[start - 1].upos == Upos::Adp;
            let after_noun = start > 0 && matches!(self.tokens[start - 1].upos, Upos::Noun | Upos::Propn);
            self.german_article(&mut phrase, governed, after_noun);
        } else if !self.german && phrase.number.is_none() && self.tokens[head].upos == Upos::Noun {
            let word = self.word(head);
            let plural = word.ends_with('s') && !word.ends_with("ss");
            phrase.number = Some(if plural { Number::Plural } else { Number::Singular });
        }
        phrase
    }

    /// "der" and "die" say what they can: "der" is masculine at the beginning of a clause, feminine after a preposition
    /// or a noun; "die" is feminine before a head that ends as feminine nouns do, and plural before "-en".
    fn german_article(&self, phrase: &mut NounPhrase, governed: bool, after_noun: bool) {
        let article = self.word(phrase.tokens.range().start);
        let head = self.word(phrase.head as usize);
        let feminine = TagWord::FeminineEnd.ends(head, Language::German);
        if TagWord::MasculineOrFeminine.is(article) {
            if !governed && !after_noun && !feminine {
                (phrase.number, phrase.gender) = (Some(Number::Singular), Some(Gender::Masculine));
            } else if feminine || governed {
                (phrase.number, phrase.gender) = (Some(Number::Singular), Some(Gender::Feminine));
            }
        } else if TagWord::FeminineOrPlural.is(article) {
            if feminine {
                (phrase.number, phrase.gender) = (Some(Number::Singular), Some(Gender::Feminine));
            } else if head.ends_with("en") {
                phrase.number = Some(Number::Plural);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_of_the_determiner_lexicons_has_four_columns() {
        for file in [GERMAN, ENGLISH] {
            for entry in lexicon::entries(file) {
                assert_eq!(entry.len(), 4, "{entry:?}");
            }
        }
    }
}
