//! What is known of one document: spans over its text and their attributes.

use std::borrow::Cow;

use jiff::civil::Date;

use crate::language::Language;
use crate::text::{Span, TokenRange};

/// Everything that the pipeline found in one document, in the order of the text.
///
/// The text itself stays with the [`crate::Document`]; every [`Span`] is a byte span into it.
#[derive(Debug, Clone, Default)]
pub struct Analysis {
    /// The language of the document.
    pub language: Language,
    /// The day that relative dates were counted from: the document's own, else the dateline's.
    pub date: Option<Date>,
    /// Words and marks.
    pub tokens: Vec<Token>,
    /// Sentences, headlines, list items.
    pub sentences: Vec<Sentence>,
    /// Noun phrases, not nested.
    pub phrases: Vec<NounPhrase>,
    /// Mentions of actors.
    pub mentions: Vec<Mention>,
    /// Actors, by first mention.
    pub actors: Vec<Actor>,
    /// Time expressions.
    pub dates: Vec<Timex>,
    /// Quotes.
    pub quotes: Vec<Quote>,
    /// Deadlines.
    pub deadlines: Vec<Deadline>,
    /// What the user should know of this document's analysis.
    pub warnings: Vec<Warning>,
}

impl Analysis {
    /// What the stages after the text layer are given; `text` is the document's.
    ///
    /// ```
    /// use depesche::{Document, Pipeline};
    ///
    /// let document = Document::new("1", "Anna Weiß sprach in Köln.");
    /// let analysis = Pipeline::new().analyse(&document);
    /// let layer = analysis.layer(&document.text);
    /// assert_eq!(layer.word(0), "Anna");
    /// ```
    pub fn layer<'a>(&'a self, text: &'a str) -> TextLayer<'a> {
        TextLayer {
            text,
            language: self.language,
            tokens: &self.tokens,
            sentences: &self.sentences,
            phrases: &self.phrases,
        }
    }
}

/// What is worth knowing of a document's analysis; nothing is lost, yet something could not be done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Warning {
    /// The text is neither German nor English; the ISO 639 code of what it seems to be, where that can be told.
    OtherLanguage(Option<&'static str>),
    /// The text has time expressions that count from the day of publication, and that day is not known.
    NoDate,
}

impl Warning {
    /// What is the matter.
    pub fn what(self) -> Cow<'static, str> {
        match self {
            Warning::OtherLanguage(None) => {
                "neither German nor English: only cut into sentences and words".into()
            }
            Warning::OtherLanguage(Some(code)) => format!(
                "neither German nor English (it looks like `{code}`): only cut into sentences and words"
            )
            .into(),
            Warning::NoDate => {
                "no day of publication: \"yesterday\", \"next week\" and the like got no days".into()
            }
        }
    }

    /// What helps.
    pub fn advice(self) -> &'static str {
        match self {
            Warning::OtherLanguage(_) => "--lang de or --lang en where the program is wrong about that",
            Warning::NoDate => "give --date, or a field or column \"date\" (another name: --date-column)",
        }
    }
}

/// What a stage is given: the text and all that the text layer (segmenting and tagging) found in it.
#[derive(Debug, Clone, Copy)]
pub struct TextLayer<'a> {
    /// The document's text.
    pub text: &'a str,
    /// The document's language.
    pub language: Language,
    /// Words and marks.
    pub tokens: &'a [Token],
    /// Sentences; every token lies in exactly one.
    pub sentences: &'a [Sentence],
    /// Noun phrases, not nested, in order.
    pub phrases: &'a [NounPhrase],
}

impl<'a> TextLayer<'a> {
    /// The text of token `index`.
    pub fn word(&self, index: usize) -> &'a str {
        self.tokens[index].span.of(self.text)
    }

    /// True where token `index` begins with a capital letter.
    #[inline]
    pub fn is_capital(&self, index: usize) -> bool {
        // most tokens tell by one byte
        match self.text.as_bytes().get(self.tokens[index].span.start as usize) {
            Some(first) if first.is_ascii() => first.is_ascii_uppercase(),
            _ => self.word(index).starts_with(char::is_uppercase),
        }
    }

    /// The lemma of token `index`.
    pub fn lemma(&self, index: usize) -> Cow<'a, str> {
        self.tokens[index].lemma(self.text)
    }

    /// The span from the first to the last token of a range; an empty span at the text's start for none.
    pub fn span(&self, range: TokenRange) -> Span {
        match (self.tokens.get(range.start as usize), range.is_empty()) {
            (Some(first), false) => first.span.cover(self.tokens[range.end as usize - 1].span),
            _ => Span::default(),
        }
    }

    /// The index of the sentence that holds token `index`.
    pub fn sentence_of(&self, index: usize) -> usize {
        self.sentences.partition_point(|s| s.tokens.end as usize <= index)
    }

    /// The index of the sentence that holds the byte, or of the next one.
    pub fn sentence_at(&self, byte: u32) -> usize {
        self.sentences
            .partition_point(|s| s.span.end <= byte)
            .min(self.sentences.len().saturating_sub(1))
    }

    /// The tokens that lie wholly inside a byte span.
    pub fn tokens_in(&self, span: Span) -> TokenRange {
        let start = self.tokens.partition_point(|t| t.span.start < span.start);
        let end = self.tokens.partition_point(|t| t.span.end <= span.end);
        TokenRange::new(start, end.max(start))
    }
}

/// A word or a mark.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Token {
    /// Where it stands.
    pub span: Span,
    /// Part of speech.
    pub upos: Upos,
    /// True for a finite verb.
    pub finite: bool,
    /// The mood of a finite verb.
    pub mood: Option<Mood>,
    /// The tense of a finite verb form (the form's own: "hat" is present).
    pub tense: Option<Tense>,
    /// The base form.
    pub lemma: Lemma,
    /// For a verb with a separated prefix, the token index of that prefix ("teilte … **mit**"); the lemma then is
    /// the whole verb's ("mitteilen").
    pub particle: Option<u32>,
}

impl Token {
    /// A token of which only its place is known.
    pub fn new(span: Span) -> Self {
        Self {
            span,
            upos: Upos::X,
            finite: false,
            mood: None,
            tense: None,
            lemma: Lemma::Surface,
            particle: None,
        }
    }

    /// The base form.
    pub fn lemma<'a>(&'a self, text: &'a str) -> Cow<'a, str> {
        match &self.lemma {
            Lemma::Surface => Cow::Borrowed(self.span.of(text)),
            Lemma::Lexicon(lemma) => Cow::Borrowed(lemma),
            Lemma::Derived(lemma) => Cow::Borrowed(lemma),
        }
    }
}

/// Where a token's base form comes from.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Lemma {
    /// The word as it stands.
    #[default]
    Surface,
    /// An entry of an embedded lexicon.
    Lexicon(&'static str),
    /// Made by a rule.
    Derived(Box<str>),
}

/// Universal part-of-speech tags (<https://universaldependencies.org/u/pos/>).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[allow(missing_docs, reason = "the tags are the field's own")]
pub enum Upos {
    Adj,
    Adp,
    Adv,
    Aux,
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
    Verb,
    X,
}

impl Upos {
    /// The tag as the standard writes it.
    pub fn as_str(self) -> &'static str {
        match self {
            Upos::Adj => "ADJ",
            Upos::Adp => "ADP",
            Upos::Adv => "ADV",
            Upos::Aux => "AUX",
            Upos::Cconj => "CCONJ",
            Upos::Det => "DET",
            Upos::Intj => "INTJ",
            Upos::Noun => "NOUN",
            Upos::Num => "NUM",
            Upos::Part => "PART",
            Upos::Pron => "PRON",
            Upos::Propn => "PROPN",
            Upos::Punct => "PUNCT",
            Upos::Sconj => "SCONJ",
            Upos::Sym => "SYM",
            Upos::Verb => "VERB",
            Upos::X => "X",
        }
    }
}

/// Mood of a finite verb.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Mood {
    /// Indicative.
    Indicative,
    /// Konjunktiv I ("sei", "habe"), the mood of reported speech.
    SubjunctiveI,
    /// Konjunktiv II ("wäre", "hätte").
    SubjunctiveII,
    /// Imperative.
    Imperative,
}

impl Mood {
    /// The value of the Universal feature `Mood`: Ind, Sub or Imp.
    pub fn as_str(self) -> &'static str {
        match self {
            Mood::Indicative => "Ind",
            Mood::SubjunctiveI | Mood::SubjunctiveII => "Sub",
            Mood::Imperative => "Imp",
        }
    }
}

/// Tense of a finite verb form.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Tense {
    /// Present.
    Present,
    /// Past.
    Past,
}

/// A sentence, or what stands in its place: a headline, a list item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sentence {
    /// From the first to the last token.
    pub span: Span,
    /// Its tokens, at least one.
    pub tokens: TokenRange,
    /// Number of the paragraph, from 0.
    pub paragraph: u32,
    /// The language of this sentence; the document's unless a quoted sentence is in another one.
    pub language: Language,
}

/// A noun phrase: article to head, with what follows the head left out ("eine mit der Angelegenheit vertraute
/// **Person**").
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NounPhrase {
    /// Its tokens, the article included.
    pub tokens: TokenRange,
    /// Token index of the head noun, name or pronoun.
    pub head: u32,
    /// How it is introduced.
    pub article: Article,
    /// Number, where the words tell.
    pub number: Option<Number>,
    /// Gender, where the words tell.
    pub gender: Option<Gender>,
}

/// How a noun phrase is introduced.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Article {
    /// No article.
    None,
    /// der, dieser, the, this.
    Definite,
    /// ein, a.
    Indefinite,
    /// mein, his.
    Possessive,
}

/// Grammatical number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[allow(missing_docs, reason = "evident")]
pub enum Number {
    Singular,
    Plural,
}

/// Grammatical gender.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[allow(missing_docs, reason = "evident")]
pub enum Gender {
    Masculine,
    Feminine,
    Neuter,
}

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
    /// Index into [`Analysis::actors`]; set when actors are resolved. None for a name that is too doubtful to be an actor.
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

/// The TIMEX3 types.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[allow(missing_docs, reason = "the standard's own")]
pub enum TimexType {
    Date,
    Time,
    Duration,
    Set,
}

impl TimexType {
    /// The type as the standard writes it.
    pub fn as_str(self) -> &'static str {
        match self {
            TimexType::Date => "DATE",
            TimexType::Time => "TIME",
            TimexType::Duration => "DURATION",
            TimexType::Set => "SET",
        }
    }
}

/// A time expression, normalised.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Timex {
    /// Where it stands; without a preposition.
    pub span: Span,
    /// Its tokens.
    pub tokens: TokenRange,
    /// TIMEX3 type.
    pub kind: TimexType,
    /// TIMEX3 value, as `2020-09` or `P3Y`.
    pub value: String,
    /// TIMEX3 mod: START, MID, END, APPROX, BEFORE, AFTER …; empty where there is none.
    pub modifier: &'static str,
    /// First and last calendar day, inclusive, where the expression can be placed.
    pub bounds: Option<Days>,
}

impl Timex {
    /// True where the expression is a point in time whose days are not known, as without a day of publication.
    pub fn lacks_anchor(&self) -> bool {
        matches!(self.kind, TimexType::Date | TimexType::Time)
            && self.bounds.is_none()
            && !self.value.ends_with("_REF")
    }
}

/// Calendar days from `earliest` to `latest`, both inclusive.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Days {
    /// First day.
    pub earliest: Date,
    /// Last day.
    pub latest: Date,
}

/// How words are quoted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum QuoteType {
    /// A complete statement between marks.
    Direct,
    /// A word or phrase between marks inside the author's sentence.
    Partial,
    /// A statement in the author's grammar.
    Indirect,
    /// The speech act is named, its content summarised.
    Reported,
}

impl QuoteType {
    /// The word in the tables.
    pub fn as_str(self) -> &'static str {
        match self {
            QuoteType::Direct => "direct",
            QuoteType::Partial => "partial",
            QuoteType::Indirect => "indirect",
            QuoteType::Reported => "reported",
        }
    }
}

/// Words, statements or thoughts attributed to somebody.
#[derive(Debug, Clone, PartialEq)]
pub struct Quote {
    /// How it is quoted.
    pub kind: QuoteType,
    /// The content without marks, cue and speaker, in order; several where a "laut X" stands inside.
    pub spans: Vec<Span>,
    /// The words that introduce it ("teilte", "mit"); empty where there are none.
    pub cue: Vec<Span>,
    /// The words that name the speaker; in continued speech those of the mention that is carried on.
    pub speaker: Option<Span>,
    /// The actor that the speaker is: index into [`Analysis::actors`].
    pub speaker_actor: Option<u32>,
    /// The words that name who is spoken to.
    pub addressee: Option<Span>,
    /// Probability that span, type and speaker are right, 0 to 1.
    pub confidence: f32,
}

impl Quote {
    /// From the first byte of the first span to the last of the last.
    pub fn span(&self) -> Span {
        match (self.spans.first(), self.spans.last()) {
            (Some(first), Some(last)) => first.cover(*last),
            _ => Span::default(),
        }
    }
}

/// The four kinds of deadline.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum DeadlineKind {
    /// Must be finished by then.
    Due,
    /// Begins to apply then.
    Effective,
    /// Ends or runs out then.
    Expiry,
    /// Takes place then.
    Scheduled,
}

impl DeadlineKind {
    /// The word in the tables.
    pub fn as_str(self) -> &'static str {
        match self {
            DeadlineKind::Due => "due",
            DeadlineKind::Effective => "effective",
            DeadlineKind::Expiry => "expiry",
            DeadlineKind::Scheduled => "scheduled",
        }
    }
}

/// How sure the text is of a deadline.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Certainty {
    /// Planned, agreed or binding.
    #[default]
    Planned,
    /// Possible ("könnte", "may").
    Possible,
    /// Demanded by somebody ("fordert … bis").
    Demanded,
}

impl Certainty {
    /// The word in the tables.
    pub fn as_str(self) -> &'static str {
        match self {
            Certainty::Planned => "planned",
            Certainty::Possible => "possible",
            Certainty::Demanded => "demanded",
        }
    }
}

/// Why the days of a deadline cannot be placed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Open {
    /// The period is counted from something else than the document's date ("binnen 30 Tagen nach der Unterzeichnung").
    Start,
    /// Its length is not said ("in den nächsten Wochen").
    Length,
    /// The day is named by something that the calendar does not know ("in der kommenden Saison").
    Day,
}

impl Open {
    /// The word in the tables.
    pub fn as_str(self) -> &'static str {
        match self {
            Open::Start => "start",
            Open::Length => "length",
            Open::Day => "day",
        }
    }
}

/// A point or period ahead that binds or is planned for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Deadline {
    /// Which kind.
    pub kind: DeadlineKind,
    /// Index into [`Analysis::dates`]; of a period that two dates name ("vom 16. bis 18. Mai") the first.
    pub date: u32,
    /// Where the date stands; a period from its first to its last date.
    pub span: Span,
    /// Its days, where they can be placed.
    pub bounds: Option<Days>,
    /// Why its days cannot be placed; none where they are.
    pub open: Option<Open>,
    /// What is due, in the clause's own words, without date and modal.
    pub action: String,
    /// Who must act or is bound, in the text's words; empty where nobody is named.
    pub responsible: String,
    /// The actor that the responsible is: index into [`Analysis::actors`].
    pub responsible_actor: Option<u32>,
    /// The quote that it stands in: index into [`Analysis::quotes`].
    pub quote: Option<u32>,
    /// True for "muss nicht bis …".
    pub negated: bool,
    /// How sure the text is.
    pub certainty: Certainty,
    /// Deadlines of one document with the same number are the same deadline, told twice.
    pub same_as: u32,
}
