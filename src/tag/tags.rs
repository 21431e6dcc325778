//! The tags that the model tells apart: the Universal parts of speech, verbs by their form.

use crate::analysis::Upos;

/// A tag of the model.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[repr(u8)]
pub(super) enum Tag {
    Adj,
    Adp,
    Adv,
    Cconj,
    Det,
    Intj,
    Noun,
    Num,
    Part,
    Pron,
    Propn,
    Punct,
    Sconj,
    Sym,
    X,
    /// Finite full verb.
    VerbFinite,
    /// Infinitive.
    VerbInfinitive,
    /// Participle.
    VerbParticiple,
    /// Infinitive with "zu" inside ("einzureichen").
    VerbZu,
    /// Imperative.
    VerbImperative,
    /// Finite auxiliary or modal.
    AuxFinite,
    AuxInfinitive,
    AuxParticiple,
    /// Separated prefix of a verb ("teilte … mit").
    Particle,
}

impl Tag {
    /// How many tags there are.
    pub const COUNT: usize = 24;

    /// Every tag with the name it has in training data.
    pub const ALL: [(Tag, &'static str); Self::COUNT] = [
        (Tag::Adj, "ADJ"),
        (Tag::Adp, "ADP"),
        (Tag::Adv, "ADV"),
        (Tag::Cconj, "CCONJ"),
        (Tag::Det, "DET"),
        (Tag::Intj, "INTJ"),
        (Tag::Noun, "NOUN"),
        (Tag::Num, "NUM"),
        (Tag::Part, "PART"),
        (Tag::Pron, "PRON"),
        (Tag::Propn, "PROPN"),
        (Tag::Punct, "PUNCT"),
        (Tag::Sconj, "SCONJ"),
        (Tag::Sym, "SYM"),
        (Tag::X, "X"),
        (Tag::VerbFinite, "VF"),
        (Tag::VerbInfinitive, "VI"),
        (Tag::VerbParticiple, "VP"),
        (Tag::VerbZu, "VZ"),
        (Tag::VerbImperative, "VM"),
        (Tag::AuxFinite, "AF"),
        (Tag::AuxInfinitive, "AI"),
        (Tag::AuxParticiple, "AP"),
        (Tag::Particle, "VPRE"),
    ];

    /// The tag with this number.
    pub fn from_index(index: usize) -> Self {
        Self::ALL.get(index).map_or(Tag::X, |&(tag, _)| tag)
    }

    /// The tag of a name in training data and lexicons.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL
            .iter()
            .find(|(_, known)| *known == name)
            .map(|&(tag, _)| tag)
    }

    /// True for a finite verb; the imperative is one.
    pub fn is_finite(self) -> bool {
        matches!(self, Tag::VerbFinite | Tag::VerbImperative | Tag::AuxFinite)
    }

    /// The Universal part of speech.
    pub fn upos(self) -> Upos {
        match self {
            Tag::Adj => Upos::Adj,
            Tag::Adp | Tag::Particle => Upos::Adp,
            Tag::Adv => Upos::Adv,
            Tag::Cconj => Upos::Cconj,
            Tag::Det => Upos::Det,
            Tag::Intj => Upos::Intj,
            Tag::Noun => Upos::Noun,
            Tag::Num => Upos::Num,
            Tag::Part => Upos::Part,
            Tag::Pron => Upos::Pron,
            Tag::Propn => Upos::Propn,
            Tag::Punct => Upos::Punct,
            Tag::Sconj => Upos::Sconj,
            Tag::Sym => Upos::Sym,
            Tag::X => Upos::X,
            Tag::VerbFinite
            | Tag::VerbInfinitive
            | Tag::VerbParticiple
            | Tag::VerbZu
            | Tag::VerbImperative => Upos::Verb,
            Tag::AuxFinite | Tag::AuxInfinitive | Tag::AuxParticiple => Upos::Aux,
        }
    }
}
