//! Tagging: part of speech, verb form and lemma of each token, and noun phrases.
//!
//! A small linear model tells the tags apart (`model`, weights in `models/tagger.*.bin`, see `models/tagger.md`); lexicons
//! and rules of form say mood, tense and base form (`forms`); separated prefixes are joined to their verbs; noun phrases
//! are read off the tags (`phrases`).

mod forms;
mod model;
mod phrases;
mod tags;
#[cfg(feature = "train")]
mod train;

#[cfg(feature = "train")]
pub use train::train;

use crate::analysis::{Lemma, NounPhrase, Sentence, Token};
use crate::language::Language;
use forms::Forms;
use model::{Left, Model, Word, features};
use phrases::Determiners;
use tags::Tag;

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
}

impl Default for Tagger {
    fn default() -> Self {
        Self::new()
    }
}

/// How far from a verb "ich" may stand to be its subject, in tokens.
const SUBJECT_REACH: usize = 4;

impl Tagger {
    /// Builds the tagger from the embedded lexicons and weights.
    pub fn new() -> Self {
        Self {
            german: Grammar {
                model: Model::new(include_bytes!("../../models/tagger.de.bin")),
                forms: Forms::german(),
            },
            english: Grammar {
                model: Model::new(include_bytes!("../../models/tagger.en.bin")),
                forms: Forms::english(),
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
            tags,
            subordinate,
            lower,
        } = scratch;
        words.clear();
        words.extend([Word::EDGE; 2]);
        words.extend(tokens.iter().map(|token| Word::new(token.span.of(text), lower)));
        words.extend([Word::EDGE; 2]);
        tags.clear();
        subordinate.clear();
        let mut left = Left::START;
        for (window, token) in words.array_windows::<5>().zip(tokens.iter()) {
            let tag = if is_mark(token.span.of(text)) {
                Tag::Punct
            } else {
                self.model.best(&features(window, &left))
            };
            left.push(&window[2], tag);
            tags.push(tag);
            subordinate.push(left.subordinate);
        }
        if language != Language::English {
            attributive_verbs(tags);
        }
        for index in 0..tokens.len() {
            let tag = tags[index];
            let word = tokens[index].span.of(text);
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
            lower.clear();
            lower.extend(word.chars().flat_map(char::to_lowercase));
            let form = if language == Language::English {
                self.forms.english_form(lower, tag)
            } else {
                let near = index.saturating_sub(SUBJECT_REACH)..(index + 1 + SUBJECT_REACH).min(tokens.len());
                let first_person = lower.ends_with('e')
                    && tokens[near]
                        .iter()
                        .any(|token| matches!(token.span.of(text), "ich" | "Ich"));
                self.forms.german_form(lower, tag, first_person)
            };
            let token = &mut tokens[index];
            token.mood = form.mood;
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

/// How far from its article an attribute before a noun may stand, in tokens.
const ATTRIBUTE_REACH: usize = 9;

/// "eine mit der Angelegenheit **vertraute** Person": between an article with a preposition after it and a noun, what
/// looks like a verb is an adjective.
fn attributive_verbs(tags: &mut [Tag]) {
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

/// Joins each separated prefix to the finite verb of its main clause: "teilte … mit" has the lemma "mitteilen".
fn join_particles(text: &str, tokens: &mut [Token], tags: &[Tag], subordinate: &[bool], first: u32) {
    for at in 0..tokens.len() {
        if tags[at] != Tag::Particle {
            continue;
        }
        let verb = (0..at).rev().find(|&verb| {
            matches!(tags[verb], Tag::VerbFinite | Tag::VerbImperative)
                && !subordinate[verb]
                && tokens[verb].particle.is_none()
        });
        if let Some(verb) = verb {
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
    !word.chars().any(char::is_alphanumeric) && !matches!(word, "%" | "€" | "$" | "£" | "&" | "+" | "=" | "§")
}
