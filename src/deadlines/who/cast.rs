//! The actors of a document as candidates for whose matter a deadline is.

use crate::analysis::{Actor, DeadlineKind, EntityType, Mention, MentionKind, Quote, TextLayer, Upos};
use crate::deadlines::grammar::Small;
use crate::text::{Span, TokenRange};

/// What the whole document knows of its actors, counted once.
#[derive(Debug)]
pub(in crate::deadlines) struct Cast<'a> {
    pub(super) actors: &'a [Actor],
    quotes: &'a [Quote],
    /// For each actor, its mentions in order.
    seen: Vec<Vec<Seen>>,
    /// Mentions of all actors together.
    total: u32,
    /// Mentions of the actor that is mentioned most.
    most: u32,
}

/// A mention of an actor.
#[derive(Debug, Clone, Copy)]
struct Seen {
    sentence: usize,
    span: Span,
    kind: MentionKind,
    part: Part,
}

/// What a mention is to its sentence, as far as the words before it tell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    /// Behind a preposition.
    Governed,
    /// Behind a noun that it belongs to.
    Attribute,
    /// Neither: a subject or an object.
    Free,
}

/// Where a deadline stands, as its candidates are looked at.
#[derive(Debug, Clone, Copy)]
pub(super) struct Place<'a> {
    /// Its sentence's number.
    pub sentence: usize,
    /// The date with its preposition.
    pub dated: Span,
    /// The words for who is responsible.
    pub words: Span,
    /// The head of these words.
    pub head: &'a str,
    pub kind: DeadlineKind,
}

impl<'a> Cast<'a> {
    /// Sorts the mentions by actor.
    pub fn of(layer: &TextLayer<'_>, mentions: &[Mention], actors: &'a [Actor], quotes: &'a [Quote]) -> Self {
        let actors = &actors[..actors.len().min(MOST_ACTORS)];
        let mut seen = vec![Vec::new(); actors.len()];
        for mention in mentions {
            let Some(of) = mention.actor.and_then(|actor| seen.get_mut(actor as usize)) else {
                continue;
            };
            of.push(Seen {
                sentence: layer.sentence_of(mention.tokens.range().start),
                span: mention.span,
                kind: mention.kind,
                part: part(layer, mention.tokens),
            });
        }
        Self {
            actors,
            quotes,
            seen,
            total: actors.iter().map(|actor| actor.mentions).sum(),
            most: actors
                .iter()
                .map(|actor| actor.mentions)
                .max()
                .unwrap_or_default(),
        }
    }

    /// What speaks for each actor as the one whose matter a deadline is.
    pub(super) fn candidates(&self, place: &Place<'_>) -> Vec<Features> {
        let head = place.head.to_lowercase();
        let speaker = crate::deadlines::quote_around(self.quotes, place.dated)
            .and_then(|quote| self.quotes[quote as usize].speaker_actor);
        let weights: Vec<(f32, f32)> = self
            .seen
            .iter()
            .map(|seen| salience(seen, place.sentence))
            .collect();
        let (mut order, mut near_order) = (Vec::new(), 0.0f32);
        for &(salience, near) in &weights {
            order.push(salience);
            near_order = near_order.max(near);
        }
        order.sort_by(|a, b| b.total_cmp(a));
        let nth = |n: usize| order.get(n).copied().unwrap_or_default();
        let actors = self.actors.iter().zip(&self.seen).zip(&weights).enumerate();
        actors
            .map(|(index, ((actor, seen), &(salience, near)))| {
                let mut features = self.general(index, actor, seen, place.kind);
                features.flag(Clue::Speaker, speaker == Some(index as u32));
                features.flag(Clue::Namesake, is_namesake(actor, &head));
                features.add(Clue::Salience, salience.min(2.0));
                features.add(Clue::Near, near.min(3.0) / 3.0);
                features.flag(Clue::MostSalient, salience > 0.0 && salience >= nth(0));
                features.flag(
                    Clue::NextSalient,
                    salience > 0.0 && salience < nth(0) && salience >= nth(1),
                );
                features.flag(Clue::Nearest, near > 0.0 && near >= near_order);
                inside(&mut features, seen, place);
                features
            })
            .collect()
    }

    /// What the document as a whole tells of an actor.
    fn general(&self, index: usize, actor: &Actor, seen: &[Seen], kind: DeadlineKind) -> Features {
        let mut features = Features::new(actor.entity);
        let opening = || seen.iter().take_while(|seen| seen.sentence < OPENING);
        features.flag(Clue::Any, true);
        features.flag(of_kind(kind), true);
        features.add(Clue::Share, actor.mentions as f32 / self.total.max(1) as f32);
        features.add(Clue::Mentions, (1.0 + actor.mentions as f32).ln());
        features.flag(Clue::Most, actor.mentions == self.most);
        features.flag(Clue::First, index == 0);
        features.flag(Clue::Opening, opening().next().is_some());
        features.flag(Clue::OpensFree, opening().any(|seen| seen.part == Part::Free));
        features.flag(Clue::Role, !actor.role.is_empty());
        features
    }
}

/// What the sentence of the deadline tells of an actor.
fn inside(features: &mut Features, seen: &[Seen], place: &Place<'_>) {
    let from = seen.partition_point(|seen| seen.sentence < place.sentence);
    let to = seen.partition_point(|seen| seen.sentence <= place.sentence);
    let inside = &seen[from..to.min(from + MOST_MENTIONS)];
    let names = || inside.iter().filter(|seen| seen.kind != MentionKind::Compound);
    let in_words = |seen: &&Seen| place.words.contains(seen.span);
    let named = names().next().is_some();
    features.flag(Clue::InWords, names().any(|seen| in_words(&seen)));
    features.flag(
        Clue::CompoundInWords,
        inside
            .iter()
            .any(|seen| seen.kind == MentionKind::Compound && in_words(&seen)),
    );
    features.flag(Clue::InSentence, named);
    let by_date = |seen: &Seen| {
        let gap = place.dated.start.checked_sub(seen.span.end);
        gap.is_some_and(|gap| gap <= BY_DATE)
    };
    features.flag(Clue::ByDate, inside.iter().any(by_date));
    features.flag(
        Clue::Governed,
        named && names().all(|seen| seen.part == Part::Governed),
    );
    features.flag(
        Clue::Free,
        named && !names().any(|seen| seen.part == Part::Governed),
    );
    features.flag(Clue::CompoundOnly, !inside.is_empty() && !named);
    features.flag(
        Clue::AfterDate,
        named && names().all(|seen| seen.span.start > place.dated.start),
    );
    features.flag(Clue::Unseen, from == 0 && inside.is_empty());
}

/// How present an actor is from the sentences before, by what it was there and how far back, and by nearness alone.
fn salience(seen: &[Seen], sentence: usize) -> (f32, f32) {
    let to = seen.partition_point(|seen| seen.sentence < sentence);
    let from = to.saturating_sub(MOST_MENTIONS);
    let mut sums = (0.0, 0.0);
    for one in &seen[from..to] {
        let back = (sentence - one.sentence).min(FARTHEST) as i32;
        let part = match one.part {
            Part::Governed => 0.35,
            Part::Attribute => 0.7,
            Part::Free => 1.0,
        };
        sums.0 += part * 0.6f32.powi(back);
        sums.1 += 0.85f32.powi(back);
    }
    sums
}

/// What stands before the adjectives of a mention.
fn part(layer: &TextLayer<'_>, mention: TokenRange) -> Part {
    let start = mention.range().start;
    let before = (start.saturating_sub(ATTRIBUTES)..start).rev();
    let skipped = |upos: Upos| matches!(upos, Upos::Det | Upos::Adj | Upos::Num);
    let mut article = false;
    for index in before {
        let word = layer.word(index);
        if layer.tokens[index].upos == Upos::Adp {
            return if Small::Of.has(word) {
                Part::Attribute
            } else {
                Part::Governed
            };
        }
        if !skipped(layer.tokens[index].upos) {
            let noun = matches!(layer.tokens[index].upos, Upos::Noun | Upos::Propn);
            return if article && noun {
                Part::Attribute
            } else {
                Part::Free
            };
        }
        article |= Small::GenitiveArticle.has(word);
    }
    Part::Free
}

/// True where the name, an alias or the role ends with the noun ("das Festival": "Lichterfestival").
fn is_namesake(actor: &Actor, head: &str) -> bool {
    let ends = |text: &str| text.to_lowercase().ends_with(head);
    head.len() >= SHORTEST_HEAD
        && (ends(&actor.name) || ends(&actor.role) || actor.aliases.iter().any(|alias| ends(alias)))
}

fn of_kind(kind: DeadlineKind) -> Clue {
    match kind {
        DeadlineKind::Due => Clue::Due,
        DeadlineKind::Effective => Clue::Effective,
        DeadlineKind::Expiry => Clue::Expiry,
        DeadlineKind::Scheduled => Clue::Scheduled,
    }
}

/// A head noun is long enough to be compared with names.
const SHORTEST_HEAD: usize = 4;
/// The first sentences, which say what the document is about.
const OPENING: usize = 2;
/// Bytes between an actor and the date that it stands beside.
const BY_DATE: u32 = 1;
/// Words between a mention and its preposition.
const ATTRIBUTES: usize = 4;
/// Farther back all sentences are equally far.
const FARTHEST: usize = 40;
/// So many actors of a document are weighed, and of each so many mentions, so that the time stays linear.
const MOST_ACTORS: usize = 400;
const MOST_MENTIONS: usize = 64;

pub(super) const ENTITIES: [EntityType; 4] = [
    EntityType::Person,
    EntityType::Organisation,
    EntityType::Location,
    EntityType::Other,
];

macro_rules! clues {
    ($($clue:ident $name:literal $doc:literal),* $(,)?) => {
        /// What may speak for an actor.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub(in crate::deadlines) enum Clue { $(#[doc = $doc] $clue),* }

        impl Clue {
            /// Every clue with its name in the file of weights.
            pub const ALL: &'static [(Clue, &'static str)] = &[$((Clue::$clue, $name)),*];
        }
    };
}

clues! {
    Any "any" "It is an actor of the document.",
    Due "due" "Something is due.",
    Effective "effective" "Something takes effect.",
    Expiry "expiry" "Something ends.",
    Scheduled "scheduled" "Something takes place.",
    Share "share" "Its share of all mentions of the document.",
    Mentions "log_mentions" "Logarithm of its mentions.",
    Most "most" "No actor is mentioned more often.",
    First "first" "It is the first actor of the document.",
    Opening "opening" "The first two sentences mention it.",
    OpensFree "opens_free" "They do so as a subject or object.",
    Role "role" "A role stands with it.",
    InWords "in_words" "It stands inside the words for who is responsible.",
    CompoundInWords "compound_in_words" "It stands there in a compound.",
    InSentence "in_sentence" "The sentence names it.",
    ByDate "by_date" "It stands directly before the date.",
    Governed "governed" "In the sentence it stands only behind prepositions.",
    Free "free" "In the sentence it never stands behind a preposition.",
    CompoundOnly "compound_only" "In the sentence it stands only in compounds.",
    AfterDate "after_date" "In the sentence it stands only after the date.",
    Salience "salience" "How present it is from the sentences before.",
    MostSalient "most_salient" "No actor is more present.",
    NextSalient "next_salient" "One actor is more present.",
    Near "near" "How often and near it was mentioned before.",
    Nearest "nearest" "No actor was mentioned as often and near.",
    Unseen "unseen" "It comes only later.",
    Namesake "namesake" "Its name or role ends with the head noun of the words (\"das Festival\").",
    Speaker "speaker" "It says the quote that the date stands in.",
}

impl Clue {
    /// True for what the document as a whole tells.
    #[cfg(feature = "train")]
    pub fn is_general(self) -> bool {
        (self as usize) < Clue::InWords as usize
    }
}

/// The clues for one actor, each on its own and with the type of the actor.
#[derive(Debug, Clone)]
pub(in crate::deadlines) struct Features {
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
            let row = clue as usize * super::weights::COLUMNS;
            [(row, value), (row + 1 + self.entity, value)]
        })
    }

    /// Without what its sentence and those before it tell.
    #[cfg(feature = "train")]
    pub fn general(&self) -> Self {
        Self {
            entity: self.entity,
            values: (self.values.iter().copied())
                .filter(|(clue, _)| clue.is_general())
                .collect(),
        }
    }
}
