//! Actors and their mentions.

use crate::text::{Span, TokenRange};

/// What kind of thing a name names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum EntityType {
    /// Person or family (PER).
    Person,
    /// Company, party, authority, medium, club … (ORG).
    Organisation,
    /// Country, place, river, building … (LOC).
    Location,
    /// Any other proper name (MISC).
    Other,
}

impl EntityType {
    /// The tag in the tables.
    pub fn as_str(self) -> &'static str {
        match self {
            EntityType::Person => "PER",
            EntityType::Organisation => "ORG",
            EntityType::Location => "LOC",
            EntityType::Other => "MISC",
        }
    }

    /// The type of a tag, if it is one.
    pub fn parse(tag: &str) -> Option<Self> {
        match tag {
            "PER" => Some(EntityType::Person),
            "ORG" => Some(EntityType::Organisation),
            "LOC" => Some(EntityType::Location),
            "MISC" | "OTH" => Some(EntityType::Other),
            _ => None,
        }
    }
}

/// How a mention names its actor.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum MentionKind {
    /// By a name of its own.
    Name,
    /// By a name inside a compound ("**Trump**-Erlass"); the span is the name part's.
    Compound,
    /// By a description ("der Softwarekonzern").
    Nominal,
    /// By a pronoun.
    Pronoun,
}

impl MentionKind {
    /// The word in the tables.
    pub fn as_str(self) -> &'static str {
        match self {
            MentionKind::Name => "name",
            MentionKind::Compound => "compound",
            MentionKind::Nominal => "nominal",
            MentionKind::Pronoun => "pronoun",
        }
    }
}

/// A place in the text that mentions an actor.
#[derive(Debug, Clone, PartialEq)]
pub struct Mention {
    /// Where it stands.
    pub span: Span,
    /// The tokens that the span touches (of a compound, the whole compound).
    pub tokens: TokenRange,
    /// How it names the actor.
    pub kind: MentionKind,
    /// What it names.
    pub entity: EntityType,
    /// Probability that span and type are right, 0 to 1.
    pub confidence: f32,
    /// Index into [`Analysis::actors`](crate::Analysis::actors); set when actors are resolved. None for a name that is too doubtful to be an actor.
    pub actor: Option<u32>,
}

/// A person, organisation, place or other name: one per document, however often it is mentioned.
#[derive(Debug, Clone, PartialEq)]
pub struct Actor {
    /// The fullest form in its base form, without title or article.
    pub name: String,
    /// What it is.
    pub entity: EntityType,
    /// Other surface forms in the document, in order of their first occurrence.
    pub aliases: Vec<String>,
    /// The description that stands with the name, else empty.
    pub role: String,
    /// Where it is first mentioned by a name.
    pub first: Span,
    /// Number of mentions of every kind.
    pub mentions: u32,
}
