//! The actor that must act or is bound: the one that the words name, else the one whose matter the deadline is.
//!
//! "Die Landung ist für Montag vorgesehen" names nobody. Then every actor of the document is weighed by where and how
//! it is mentioned (`models/deadline_actors.tsv`, see `models/deadlines.md`), and the best one counts where it is
//! likely enough.

use super::subject::{Noun, Scene, phrases};
use crate::analysis::{Actor, EntityType, Mention, MentionKind, Quote, TextLayer, Upos};
use crate::text::{Span, TokenRange};

/// Who must act or is bound.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Responsible {
    /// The words of the text.
    pub text: String,
    /// The actor that they name, or whose matter the deadline is.
    pub actor: Option<u32>,
}

/// What the whole document knows of its actors, counted once.
#[derive(Debug)]
pub(super) struct Cast<'a> {
    pub actors: &'a [Actor],
    pub quotes: &'a [Quote],
    /// For each actor, its mentions: (sentence, first of its sentence, mention).
    places: Vec<Vec<Place>>,
    /// Mentions of all actors together.
    total: u32,
}

#[derive(Debug, Clone, Copy)]
struct Place {
    sentence: usize,
    leads: bool,
    span: Span,
    kind: MentionKind,
}

impl<'a> Cast<'a> {
    /// Sorts the mentions by actor.
    pub fn of(layer: &TextLayer<'_>, mentions: &[Mention], actors: &'a [Actor], quotes: &'a [Quote]) -> Self {
        let mut places = vec![Vec::new(); actors.len()];
        let mut last = None;
        for mention in mentions {
            let Some(of) = mention.actor.and_then(|actor| places.get_mut(actor as usize)) else {
                continue;
            };
            let sentence = layer.sentence_of(mention.tokens.range().start);
            of.push(Place {
                sentence,
                leads: last != Some(sentence),
                span: mention.span,
                kind: mention.kind,
            });
            last = Some(sentence);
        }
        let total = actors.iter().map(|actor| actor.mentions).sum();
        Self {
            actors,
            quotes,
            places,
            total,
        }
    }

    /// What speaks for each actor as the one whose matter a deadline is.
    pub fn candidates(&self, sentence: usize, date: Span, words: Span, head: &str) -> Vec<Features> {
        let head = head.to_lowercase();
        let speaker = super::quote_around(self.quotes, date)
            .and_then(|quote| self.quotes[quote as usize].speaker_actor);
        let top = |entity| {
            let same = self.actors.iter().filter(|actor| actor.entity == entity);
            same.map(|actor| actor.mentions).max().unwrap_or_default()
        };
        let tops = ENTITIES.map(top);
        let actors = self.actors.iter().zip(&self.places).enumerate();
        actors
            .map(|(index, (actor, places))| {
                let mut features = Features::new(actor.entity);
                let from = places.partition_point(|place| place.sentence < sentence);
                let to = places.partition_point(|place| place.sentence <= sentence);
                let inside = &places[from..to];
                features.flag(Clue::Any, true);
                features.flag(
                    Clue::InWords,
                    inside.iter().any(|place| words.contains(place.span)),
                );
                features.flag(Clue::InSentence, !inside.is_empty());
                features.flag(Clue::LeadsSentence, inside.iter().any(|place| place.leads));
                features.flag(
                    Clue::AfterDate,
                    !inside.is_empty() && inside.iter().all(|place| place.span.start > date.end),
                );
                features.flag(
                    Clue::CompoundOnly,
                    !inside.is_empty() && inside.iter().all(|place| place.kind == MentionKind::Compound),
                );
                if let Some(earlier) = places[..from].last() {
                    let distance = sentence - earlier.sentence;
                    features.flag(Clue::OneBefore, distance == 1);
                    features.flag(Clue::TwoBefore, distance == 2);
                    features.flag(Clue::Farther, distance > 2);
                    let led = places[..from]
                        .iter()
                        .rev()
                        .take_while(|place| place.sentence == earlier.sentence)
                        .any(|place| place.leads);
                    features.flag(Clue::LedLast, led);
                    features.flag(Clue::LedOneBefore, led && distance == 1);
                } else {
                    features.flag(Clue::Unseen, inside.is_empty());
                }
                features.add(Clue::Before, (1.0 + from as f32).ln());
                features.add(Clue::Share, actor.mentions as f32 / self.total.max(1) as f32);
                features.flag(Clue::First, index == 0);
                features.flag(
                    Clue::Opening,
                    places.first().is_some_and(|place| place.sentence == 0),
                );
                let of_type = ENTITIES.iter().position(|&entity| entity == actor.entity);
                features.flag(
                    Clue::Top,
                    of_type.is_some_and(|entity| tops[entity] == actor.mentions),
                );
                features.flag(Clue::Role, !actor.role.is_empty());
                features.flag(Clue::Namesake, is_namesake(actor, &head));
                features.flag(Clue::Speaker, speaker == Some(index as u32));
                features
            })
            .collect()
    }
}

/// A head noun is long enough to be compared with names.
const SHORTEST_HEAD: usize = 4;

/// True where the name, an alias or the role ends with the noun ("das Festival": "Lichterfestival").
fn is_namesake(actor: &Actor, head: &str) -> bool {
    let ends = |text: &str| text.to_lowercase().ends_with(head);
    head.len() >= SHORTEST_HEAD
        && (ends(&actor.name) || ends(&actor.role) || actor.aliases.iter().any(|alias| ends(alias)))
}

const ENTITIES: [EntityType; 4] = [
    EntityType::Person,
    EntityType::Organisation,
    EntityType::Location,
    EntityType::Other,
];

macro_rules! clues {
    ($($clue:ident $name:literal $doc:literal),* $(,)?) => {
        /// What may speak for an actor.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub(super) enum Clue { $(#[doc = $doc] $clue),* }

        impl Clue {
            /// Every clue with its name in the file of weights.
            pub const ALL: &'static [(Clue, &'static str)] = &[$((Clue::$clue, $name)),*];
        }
    };
}

clues! {
    Any "any" "It is an actor of the document.",
    InWords "in_words" "It stands inside the words for who is responsible.",
    InSentence "in_sentence" "It is mentioned in the sentence.",
    LeadsSentence "leads_sentence" "It is the first actor of the sentence.",
    AfterDate "after_date" "In the sentence it stands only after the date.",
    CompoundOnly "compound_only" "In the sentence it stands only in compounds.",
    OneBefore "one_before" "It was last mentioned in the sentence before.",
    TwoBefore "two_before" "It was last mentioned two sentences before.",
    Farther "farther" "It was last mentioned farther back.",
    LedLast "led_last" "It was the first actor of the sentence that mentioned it last.",
    LedOneBefore "led_one_before" "That was the sentence before.",
    Unseen "unseen" "It comes only later.",
    Before "log_before" "Logarithm of its mentions so far.",
    Share "share" "Its share of all mentions of the document.",
    First "first" "It is the first actor of the document.",
    Opening "opening" "The first sentence mentions it.",
    Top "top" "No actor of its type is mentioned more often.",
    Role "role" "A role stands with it.",
    Namesake "namesake" "Its name or role ends with the head noun of the words (\"das Festival\").",
    Speaker "speaker" "It says the quote that the date stands in.",
}

/// The clues for one actor, each on its own and with the type of the actor.
#[derive(Debug, Clone)]
pub(super) struct Features {
    entity: usize,
    values: Vec<(Clue, f32)>,
}

impl Features {
    fn new(entity: EntityType) -> Self {
        let entity = ENTITIES.iter().position(|&one| one == entity).unwrap_or_default();
        Self {
            entity,
            values: Vec::new(),
        }
    }

    fn flag(&mut self, clue: Clue, holds: bool) {
        if holds {
            self.add(clue, 1.0);
        }
    }

    fn add(&mut self, clue: Clue, value: f32) {
        self.values.push((clue, value));
    }

    /// The places of the weights with the values there.
    pub fn places(&self) -> impl Iterator<Item = (usize, f32)> {
        self.values.iter().flat_map(|&(clue, value)| {
            let row = clue as usize * COLUMNS;
            [(row, value), (row + 1 + self.entity, value)]
        })
    }
}

/// One weight for all types, one for each.
pub(super) const COLUMNS: usize = 1 + ENTITIES.len();

/// The weights: for each clue one for all types and one for each type.
#[derive(Debug, Clone)]
pub(super) struct Weights(Vec<f32>);

impl Weights {
    /// Weights that know nothing.
    #[cfg(feature = "train")]
    pub fn zero() -> Self {
        Self(vec![0.0; Clue::ALL.len() * COLUMNS])
    }

    /// Parses the file of weights.
    pub fn parse(file: &'static str) -> Self {
        let mut weights = vec![0.0; Clue::ALL.len() * COLUMNS];
        for entry in crate::language::lexicon::entries(file) {
            let clue = Clue::ALL.iter().find(|(_, name)| entry.first() == Some(name));
            let Some(&(clue, _)) = clue else { continue };
            for (column, weight) in entry[1..].iter().take(COLUMNS).enumerate() {
                weights[clue as usize * COLUMNS + column] = weight.parse().unwrap_or_default();
            }
        }
        Self(weights)
    }

    /// Weights under which no actor is likely.
    #[cfg(feature = "train")]
    pub fn silent() -> Self {
        let mut silent = Self::zero();
        silent.0[Clue::Any as usize * COLUMNS] = -40.0;
        silent
    }

    /// The weights for training.
    #[cfg(feature = "train")]
    pub fn values_mut(&mut self) -> &mut [f32] {
        &mut self.0
    }

    /// The probability of each candidate; what is missing to 1 is that of none.
    pub fn probabilities(&self, candidates: &[Features]) -> Vec<f32> {
        let score = |features: &Features| -> f32 {
            features
                .places()
                .map(|(place, value)| self.0[place] * value)
                .sum()
        };
        let exponents: Vec<f32> = candidates.iter().map(|one| score(one).min(40.0).exp()).collect();
        let sum = 1.0 + exponents.iter().sum::<f32>();
        exponents.into_iter().map(|one| one / sum).collect()
    }
}

/// An actor counts where it is at least so likely.
const LIKELY: f32 = 0.25;

impl Scene<'_> {
    /// The words of a noun and its actor.
    pub fn described(&self, noun: Option<Noun>, cast: &Cast<'_>, weights: &Weights) -> Responsible {
        let Some(noun) = noun else {
            return Responsible {
                text: String::new(),
                actor: self.matter(None, cast, weights),
            };
        };
        let noun = self.whole_name(noun);
        let pronoun = noun.tokens.len() == 1 && self.layer.tokens[noun.head].upos == Upos::Pron;
        let named = self.named(noun);
        let mut text = self.words(noun);
        if pronoun {
            match named.and_then(|actor| cast.actors.get(actor as usize)) {
                Some(actor) => text = actor.name.clone(),
                None => {
                    if let Some(previous) = self.referent(noun) {
                        return self.described(Some(previous), cast, weights);
                    }
                }
            }
        }
        Responsible {
            text,
            actor: named.or_else(|| self.matter(Some(noun), cast, weights)),
        }
    }

    /// The words of the noun, without a date inside.
    fn words(&self, noun: Noun) -> String {
        let (start, end) = (noun.tokens.range().start, noun.tokens.range().end);
        let inside = start < self.dated.range().start && self.dated.range().end < end;
        let cut = |from: usize, to: usize| {
            let span = self.layer.span(TokenRange::new(from, to));
            span.of(self.layer.text).trim_end_matches([',', ' '])
        };
        if inside {
            // "die für Mittwoch geplante Kundgebung"
            let before = cut(start, self.dated.range().start);
            format!("{before} {}", cut(self.dated.range().end, end))
        } else {
            cut(start, end).to_owned()
        }
    }

    /// The mention that the noun's head stands in.
    fn mention(&self, noun: Noun) -> Option<&Mention> {
        let head = self.layer.tokens[noun.head].span;
        let from = self
            .mentions
            .partition_point(|mention| mention.span.end <= head.start);
        self.mentions[from..]
            .iter()
            .take_while(|mention| mention.span.start < head.end)
            .find(|mention| mention.kind != MentionKind::Compound && mention.span.overlaps(head))
    }

    /// The actor that the noun's head names.
    fn named(&self, noun: Noun) -> Option<u32> {
        self.mention(noun).and_then(|mention| mention.actor)
    }

    /// The noun with the whole of the name that its head stands in.
    fn whole_name(&self, noun: Noun) -> Noun {
        let Some(name) = self.mention(noun).map(|mention| mention.tokens) else {
            return noun;
        };
        Noun {
            tokens: TokenRange {
                start: noun.tokens.start.min(name.start),
                end: noun.tokens.end.max(name.end),
            },
            head: noun.head,
        }
    }

    /// What a pronoun may stand for: the subject-like phrase nearest before it in its sentence, else the first of the
    /// sentence before.
    fn referent(&self, pronoun: Noun) -> Option<Noun> {
        if matches!(
            &*self.layer.word(pronoun.head).to_lowercase(),
            "wir" | "ich" | "we" | "i" | "you"
        ) {
            return None;
        }
        let before = TokenRange {
            start: self.sentence.start,
            end: pronoun.tokens.start,
        };
        let in_sentence = phrases(self.layer, before).find(|phrase| {
            let start = phrase.tokens.range().start;
            self.layer.tokens[phrase.head as usize].upos != Upos::Pron
                && !(start > 0 && self.layer.tokens[start - 1].upos == Upos::Adp)
                && !self.overlaps_date(phrase.tokens)
        });
        if let Some(phrase) = in_sentence {
            return Some(self.extended(phrase));
        }
        let index = self.layer.sentence_of(self.sentence.range().start);
        let previous = self.layer.sentences.get(index.checked_sub(1)?)?;
        let subject = self.subject_of_sentence(previous.tokens)?;
        (self.layer.tokens[subject.head].upos != Upos::Pron).then_some(subject)
    }

    /// The actor whose matter a thing is ("**Die Landung** ist für …").
    fn matter(&self, noun: Option<Noun>, cast: &Cast<'_>, weights: &Weights) -> Option<u32> {
        let candidates = self.candidates(noun, cast);
        let probabilities = weights.probabilities(&candidates);
        let best = (0..probabilities.len()).max_by(|&a, &b| {
            probabilities[a]
                .total_cmp(&probabilities[b])
                .then_with(|| b.cmp(&a))
        })?;
        (probabilities[best] >= LIKELY).then_some(best as u32)
    }

    /// The clues for every actor of the document.
    pub fn candidates(&self, noun: Option<Noun>, cast: &Cast<'_>) -> Vec<Features> {
        let sentence = self.layer.sentence_of(self.sentence.range().start);
        let words = noun.map_or(Span::default(), |noun| self.layer.span(noun.tokens));
        let head = noun.map_or("", |noun| self.layer.word(noun.head));
        cast.candidates(sentence, self.layer.span(self.date), words, head)
    }
}
