//! Tagging: part of speech, verb form and lemma of each token, and noun phrases.
//!
//! A small linear model tells the tags apart (`model`, weights in `models/tagger.*.bin`, see `models/tagger.md`); lexicons
//! and rules of form say mood, tense and base form (`forms`); separated prefixes are joined to their verbs; noun phrases
//! are read off the tags (`phrases`).

mod clause;
mod forms;
mod model;
mod phrases;
mod tags;
#[cfg(feature = "train")]
mod train;
mod words;

#[cfg(feature = "train")]
pub use train::train;

use crate::analysis::{Lemma, Mood, NounPhrase, Sentence, Token};
use crate::language::Language;
use crate::language::lexicon::entries;
use crate::language::wordmap::WordMap;
use crate::text::lower_into;
use forms::Forms;
use model::{Left, Model, Scores, Word, left_features, word_features};
use phrases::Determiners;
use tags::Tag;
use words::TagWord;

/// Tags tokens and finds noun phrases.
#[derive(Debug)]
pub struct Tagger {
    german: Grammar,
    english: Grammar,
    determiners: [Determiners; 2],
}

/// What the tagger knows of one language.
#[derive(Debug)]
struct Grammar {
    model: Model,
    forms: Forms,
    /// Words whose tag is certain, by the tag's number.
    closed_words: WordMap<u8>,
}

impl Default for Tagger {
    fn default() -> Self {
        Self::new()
    }
}

const GERMAN_CLOSED_WORDS: &str = include_str!("../language/de/closed_words.txt");
const ENGLISH_CLOSED_WORDS: &str = include_str!("../language/en/closed_words.txt");

fn closed_words(file: &'static str) -> WordMap<u8> {
    let mut words = WordMap::default();
    for entry in entries(file) {
        if let [word, tag] = entry[..]
            && let Some(tag) = Tag::parse(tag)
        {
            *words.entry(word) = tag as u8;
        }
    }
    words
}

/// How far behind a verb "ich" may stand to be its subject, in tokens.
const SUBJECT_REACH: usize = 4;

impl Tagger {
    /// Builds the tagger from the embedded lexicons and weights.
    pub fn new() -> Self {
        Self {
            german: Grammar {
                model: Model::new(include_bytes!("../../models/tagger.de.bin")),
                forms: Forms::german(),
                closed_words: closed_words(GERMAN_CLOSED_WORDS),
            },
            english: Grammar {
                model: Model::new(include_bytes!("../../models/tagger.en.bin")),
                forms: Forms::english(),
                closed_words: closed_words(ENGLISH_CLOSED_WORDS),
            },
            determiners: [
                Determiners::parse(phrases::GERMAN),
                Determiners::parse(phrases::ENGLISH),
            ],
        }
    }

    /// Fills in the tokens' attributes and returns the noun phrases. Each sentence is read in its own language; one in
    /// another language than German and English in that of the document.
    pub fn tag(
        &self,
        text: &str,
        tokens: &mut [Token],
        sentences: &[Sentence],
        language: Language,
    ) -> Vec<NounPhrase> {
        let mut scratch = Scratch::default();
        for sentence in sentences {
            let language = if sentence.language == Language::Other {
                language
            } else {
                sentence.language
            };
            let grammar = if language == Language::English {
                &self.english
            } else {
                &self.german
            };
            let first = sentence.tokens.range().start;
            let tokens = &mut tokens[sentence.tokens.range()];
            grammar.tag_sentence(text, tokens, first as u32, language, &mut scratch);
        }
        phrases::find(text, tokens, sentences, &self.determiners)
    }
}

/// Buffers that are used again for each sentence.
#[derive(Default)]
struct Scratch {
    words: Vec<Word>,
    sums: Vec<Scores>,
    tags: Vec<Tag>,
    subordinate: Vec<bool>,
    lower: String,
}

impl Grammar {
    fn tag_sentence(
        &self,
        text: &str,
        tokens: &mut [Token],
        first: u32,
        language: Language,
        scratch: &mut Scratch,
    ) {
        let Scratch {
            words,
            sums,
            tags,
            subordinate,
            lower,
        } = scratch;
        words.clear();
        words.extend([Word::EDGE; 2]);
        let mut begins = true;
        words.extend(tokens.iter().map(|token| {
            let text = token.span.of(text);
            let mut word = Word::new(text, lower);
            word.closed = match () {
                () if is_mark(text) => Some(Tag::Punct),
                () if begins || text == lower => self
                    .closed_words
                    .get(lower)
                    .map(|tag| Tag::from_index(tag.into())),
                () => None,
            };
            begins = false;
            word
        }));
        words.extend([Word::EDGE; 2]);
        tags.clear();
        subordinate.clear();
        let mut left = Left::START;
        sums.clear();
        sums.extend(words.array_windows::<5>().map(|window| match window[2].closed {
            Some(_) => Scores::default(),
            None => self.model.score_words(&word_features(window)),
        }));
        for (window, sum) in words.array_windows::<5>().zip(sums.iter()) {
            let tag = match window[2].closed {
                Some(tag) => tag,
                None => self.model.best(sum, &left_features(window, &left)),
            };
            left.push(&window[2], tag);
            tags.push(tag);
            subordinate.push(left.subordinate);
        }
        if language == Language::English {
            clause::english::mend(tags, |at| tokens[at].span.of(text));
        } else {
            attributive_verbs(tags);
            clause::german::mend(tags, |at| tokens[at].span.of(text), &self.forms);
        }
        let mut said = Said::default();
        for index in 0..tokens.len() {
            let tag = tags[index];
            let word = tokens[index].span.of(text);
            let before = said;
            said.push(word, tag);
            tokens[index].upos = tag.upos();
            tokens[index].finite = tag.is_finite();
            if !matches!(
                tag,
                Tag::VerbFinite
                    | Tag::VerbInfinitive
                    | Tag::VerbParticiple
                    | Tag::VerbZu
                    | Tag::VerbImperative
                    | Tag::AuxFinite
                    | Tag::AuxInfinitive
                    | Tag::AuxParticiple
            ) {
                continue;
            }
            lower_into(word, lower);
            let form = if language == Language::English {
                self.forms.english_form(lower, tag)
            } else {
                let first_person = lower.ends_with('e') && is_first_person(text, tokens, tags, index, before);
                self.forms.german_form(lower, tag, first_person)
            };
            let hypothetical = language != Language::English
                && TagWord::Hypothetical.is(lower)
                && is_hypothetical(text, tokens, index);
            let token = &mut tokens[index];
            token.mood = if hypothetical {
                Some(Mood::SubjunctiveII)
            } else {
                form.mood
            };
            token.tense = form.tense;
            token.lemma = match form.lemma {
                Lemma::Surface if lower != word => Lemma::Derived(lower.as_str().into()),
                lemma => lemma,
            };
        }
        if language != Language::English {
            join_particles(text, tokens, tags, subordinate, first);
        }
    }
}

/// Whether "ich" has been said in a sentence so far.
#[derive(Debug, Clone, Copy, Default)]
struct Said {
    in_clause: bool,
    in_sentence: bool,
}

impl Said {
    fn push(&mut self, word: &str, tag: Tag) {
        let said = is_ich(word);
        self.in_clause = tag != Tag::Punct && (self.in_clause || said);
        self.in_sentence |= said;
    }
}

fn is_ich(word: &str) -> bool {
    TagWord::I.is(word)
}

/// True where the verb at `at`, a form in "-e", has "ich" as its subject: in its clause, said before "und" ("Ich warte und
/// habe Zeit") or left out ("Habe mich entschieden."). `said` tells of what stands before it.
fn is_first_person(text: &str, tokens: &[Token], tags: &[Tag], at: usize, said: Said) -> bool {
    let word = |at: usize| tokens[at].span.of(text);
    let mut after = (at + 1..tokens.len())
        .take(SUBJECT_REACH)
        .take_while(|&at| tags[at] != Tag::Punct);
    if said.in_clause || after.any(|at| is_ich(word(at))) {
        return true;
    }
    match at.checked_sub(1) {
        None => tokens.len() > 1 && TagWord::Me.is(word(1)),
        Some(last) => tags[last] == Tag::Cconj && said.in_sentence,
    }
}

/// "Sollte es regnen, …", "man sollte": where "sollte" is no past.
fn is_hypothetical(text: &str, tokens: &[Token], at: usize) -> bool {
    let is_man = |at: usize| {
        let token = tokens.get(at);
        token.is_some_and(|token| TagWord::Impersonal.is(token.span.of(text)))
    };
    let question = tokens.last().is_some_and(|token| token.span.of(text) == "?");
    at == 0 && !question || is_man(at + 1) || at > 0 && is_man(at - 1)
}

/// How far from its article an attribute before a noun may stand, in tokens.
const ATTRIBUTE_REACH: usize = 9;

/// "eine mit der Angelegenheit **vertraute** Person", "frische **leckere** Zutaten": between an article with a preposition
/// after it, or an adjective, and a noun, what looks like a verb is an adjective.
fn attributive_verbs(tags: &mut [Tag]) {
    for at in 1..tags.len().saturating_sub(1) {
        if tags[at] == Tag::VerbFinite && tags[at - 1] == Tag::Adj && tags[at + 1] == Tag::Noun {
            tags[at] = Tag::Adj;
        }
    }
    for start in 0..tags.len().saturating_sub(3) {
        if tags[start] != Tag::Det || tags[start + 1] != Tag::Adp {
            continue;
        }
        let end = (start + ATTRIBUTE_REACH).min(tags.len() - 1);
        let inside = (start + 2..end)
            .take_while(|&at| tags[at] != Tag::Punct)
            .find(|&at| {
                matches!(tags[at], Tag::VerbFinite | Tag::VerbParticiple)
                    && matches!(tags[at + 1], Tag::Noun | Tag::Propn)
            });
        if let Some(at) = inside {
            tags[at] = Tag::Adj;
        }
    }
}

/// Joins each separated prefix to the finite verb of its main clause, the nearest one before it that has none yet:
/// "teilte … mit" has the lemma "mitteilen".
fn join_particles(text: &str, tokens: &mut [Token], tags: &[Tag], subordinate: &[bool], first: u32) {
    let mut verbs: Vec<usize> = Vec::new();
    for at in 0..tokens.len() {
        if matches!(tags[at], Tag::VerbFinite | Tag::VerbImperative) && !subordinate[at] {
            verbs.push(at);
        }
        if tags[at] != Tag::Particle {
            continue;
        }
        if let Some(verb) = verbs.pop() {
            let lemma = format!(
                "{}{}",
                tokens[at].span.of(text).to_lowercase(),
                tokens[verb].lemma(text)
            );
            tokens[verb].particle = Some(first + at as u32);
            tokens[verb].lemma = Lemma::Derived(lemma.into_boxed_str());
        }
    }
}

/// True for a token without letters and digits.
fn is_mark(word: &str) -> bool {
    !word.starts_with(|c: char| c.is_ascii_alphabetic())
        && !word.chars().any(char::is_alphanumeric)
        && !matches!(word, "%" | "€" | "$" | "£" | "&" | "+" | "=" | "§")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_of_the_closed_words_has_a_known_tag() {
        for file in [GERMAN_CLOSED_WORDS, ENGLISH_CLOSED_WORDS] {
            for entry in entries(file) {
                assert!(entry.len() == 2 && Tag::parse(entry[1]).is_some(), "{entry:?}");
            }
        }
    }
}
