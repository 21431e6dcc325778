//! The clauses of a sentence, each with its verbs.
//!
//! A sentence is cut at its marks and before conjunctions that have a finite verb on either side. Pieces that begin
//! with a subordinator or a relative pronoun are clauses of their own, up to their finite verb; the other pieces
//! make up main clauses, so that a main clause goes on after what is inserted in it ("Der Preis, der …, **wird**").

use super::grammar::Small;
use crate::analysis::{Mood, Tense, TextLayer, Timex, Upos};
use crate::language::Language;
use crate::text::TokenRange;

/// What a clause is to the sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    Main,
    /// With "dass", "weil", "if" …
    Subordinate,
    /// With a relative pronoun.
    Relative,
    /// An infinitive with "zu" or "to" of its own.
    Infinitive,
}

/// A clause: pieces of a sentence around one group of verbs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Clause {
    /// Its pieces in order, without the marks at their edges.
    pieces: Vec<TokenRange>,
    pub form: Form,
    /// The finite verb.
    pub finite: Option<usize>,
    /// The verb that carries the meaning: an infinitive or participle, else the finite verb.
    pub main: Option<usize>,
}

/// The clauses of one sentence.
#[derive(Debug)]
pub(super) struct Clauses {
    groups: Vec<Group>,
    /// Every piece of the sentence in order, with its group.
    pieces: Vec<(TokenRange, usize)>,
    /// The groups that are clauses with a finite verb, in order.
    verbal: Vec<usize>,
    sentence: TokenRange,
    /// How far from a date its clause is looked at.
    reach: usize,
}

#[derive(Debug)]
struct Group {
    /// In order.
    pieces: Vec<TokenRange>,
    form: Form,
    has_finite: bool,
    /// Its first two verbs.
    verbs: Vec<usize>,
}

impl Group {
    fn new(form: Form) -> Self {
        Self {
            pieces: Vec::new(),
            form,
            has_finite: false,
            verbs: Vec::new(),
        }
    }

    fn push(&mut self, layer: &TextLayer<'_>, piece: TokenRange) {
        let missing = 2 - self.verbs.len();
        let is_verb = |&index: &usize| matches!(layer.tokens[index].upos, Upos::Verb | Upos::Aux);
        self.verbs.extend(piece.range().filter(is_verb).take(missing));
        self.pieces.push(piece);
    }

    fn is_verbal(&self) -> bool {
        self.has_finite && matches!(self.form, Form::Main | Form::Subordinate | Form::Relative)
    }

    /// True for a clause with "ist" or "hat" and no verb beside it.
    fn awaits_infinitive(&self, layer: &TextLayer<'_>) -> bool {
        let auxiliary = |index: usize| Small::Perfect.is(&layer.lemma(index), Language::German);
        layer.language == Language::German && matches!(*self.verbs, [only] if auxiliary(only))
    }
}

/// A clause is looked at no further than so many tokens from the date, so that the time stays linear.
const REACH: usize = 150;
/// The same for a sentence that is a list of dates, since its words are looked at once more for every date.
const SHORTEST_REACH: usize = 10;
/// The dates of one sentence reach so many tokens together before their reach grows less: 16 of them all reach far.
const REACH_OF_ALL: usize = 16 * REACH;

/// How far the clauses of a sentence with so many dates are looked at.
fn reach(dates: usize) -> usize {
    (REACH_OF_ALL / dates.max(1)).clamp(SHORTEST_REACH, REACH)
}

impl Clauses {
    /// Cuts a sentence; no mark inside one of the `dates` cuts.
    pub fn of(layer: &TextLayer<'_>, sentence: TokenRange, dates: &[Timex]) -> Self {
        let mut groups: Vec<Group> = Vec::new();
        let mut main: Option<usize> = None;
        let mut open: Option<usize> = None;
        let mut placed: Vec<(TokenRange, usize)> = Vec::new();
        let mut pieces = pieces(layer, sentence, dates).into_iter().peekable();
        while let Some(piece) = pieces.next() {
            let has_finite = piece.range().any(|index| layer.tokens[index].finite);
            // A subordinate clause is open until its finite verb has come.
            if let Some(group) = open {
                placed.push((piece, group));
                groups[group].push(layer, piece);
                groups[group].has_finite = has_finite;
                open = open.filter(|_| !has_finite);
                continue;
            }
            let form = match form(layer, sentence, piece, has_finite) {
                // "Angebote **sind** bis zum 4. April, 12 Uhr, **einzureichen**"
                Form::Infinitive if main.is_some_and(|main| groups[main].awaits_infinitive(layer)) => {
                    Form::Main
                }
                form => form,
            };
            let group = match main {
                Some(group) if form == Form::Main && !(has_finite && groups[group].has_finite) => group,
                _ => {
                    groups.push(Group::new(form));
                    groups.len() - 1
                }
            };
            if form == Form::Main {
                main = Some(group);
            } else {
                let needs_verb = form != Form::Infinitive && !has_finite && pieces.peek().is_some();
                open = needs_verb.then_some(group);
            }
            placed.push((piece, group));
            groups[group].push(layer, piece);
            groups[group].has_finite |= has_finite;
        }
        Self {
            verbal: (0..groups.len()).filter(|&at| groups[at].is_verbal()).collect(),
            groups,
            pieces: placed,
            sentence,
            reach: reach(dates.len()),
        }
    }

    /// The clause that holds the date.
    pub fn around(&self, layer: &TextLayer<'_>, date: TokenRange) -> Clause {
        let at = self.position(date.start);
        self.clause(layer, at, date)
    }

    /// The clause with a finite verb before the one of the date, `back` more before it; the first one after it where none
    /// stands before.
    pub fn before(&self, layer: &TextLayer<'_>, date: TokenRange, back: usize) -> Option<Clause> {
        let at = self.position(date.start)?;
        let earlier = self.verbal.partition_point(|&verbal| verbal < at);
        let found = match earlier.checked_sub(back + 1) {
            Some(found) => self.verbal[found],
            None if back == 0 => *self.verbal[earlier..].iter().find(|&&verbal| verbal > at)?,
            None => return None,
        };
        Some(self.clause(layer, Some(found), date))
    }

    /// The first main clause.
    pub fn main(&self, layer: &TextLayer<'_>) -> Option<Clause> {
        let is_main = |group: &Group| group.form == Form::Main && group.has_finite;
        let found = self.groups.iter().position(is_main)?;
        let start = self.groups[found].pieces.first()?.range().start;
        Some(self.clause(layer, Some(found), TokenRange::new(start, start)))
    }

    fn position(&self, token: u32) -> Option<usize> {
        let next = self.pieces.partition_point(|(piece, _)| piece.end <= token);
        let &(piece, group) = self.pieces.get(next)?;
        (piece.start <= token).then_some(group)
    }

    fn clause(&self, layer: &TextLayer<'_>, at: Option<usize>, date: TokenRange) -> Clause {
        let near = TokenRange::new(
            date.range().start.saturating_sub(self.reach),
            date.range().end + self.reach,
        );
        let cut = |piece: &TokenRange| {
            let (start, end) = (piece.start.max(near.start), piece.end.min(near.end));
            (start < end).then_some(TokenRange { start, end })
        };
        let (pieces, form) = match at.and_then(|at| self.groups.get(at)) {
            Some(group) => {
                let first = group.pieces.partition_point(|piece| piece.end <= near.start);
                let inside = group.pieces[first..].iter().map_while(cut);
                (inside.collect(), group.form)
            }
            None => (cut(&self.sentence).into_iter().collect(), Form::Main),
        };
        Clause::of(layer, pieces, form, date)
    }
}

impl Clause {
    fn of(layer: &TextLayer<'_>, pieces: Vec<TokenRange>, form: Form, date: TokenRange) -> Self {
        let mut clause = Self {
            pieces,
            form,
            finite: None,
            main: None,
        };
        let is_finite = |&index: &usize| layer.tokens[index].finite;
        // The finite verb nearest before the date, else the first one.
        let before = clause
            .indices()
            .filter(|&index| index < date.range().start)
            .filter(is_finite)
            .last();
        clause.finite = before.or_else(|| clause.indices().find(is_finite));
        let verbal = |&index: &usize| {
            layer.tokens[index].upos == Upos::Verb && !layer.tokens[index].finite && !date.contains(index)
        };
        clause.main = match clause.finite {
            Some(finite) if layer.tokens[finite].upos == Upos::Verb && !governs(layer, finite) => {
                Some(finite)
            }
            Some(finite) if layer.language == Language::English => clause
                .indices()
                .filter(|&index| index > finite)
                .find(verbal)
                .or(Some(finite)),
            _ => clause.indices().filter(verbal).last().or(clause.finite),
        };
        clause
    }

    /// Its tokens, in order.
    pub fn indices(&self) -> impl Iterator<Item = usize> {
        self.pieces.iter().flat_map(|piece| piece.range())
    }

    /// Its pieces, in order.
    pub fn pieces(&self) -> &[TokenRange] {
        &self.pieces
    }

    /// True where the token is one of its.
    pub fn contains(&self, index: usize) -> bool {
        self.pieces.iter().any(|piece| piece.contains(index))
    }

    /// Its first token.
    pub fn start(&self) -> usize {
        self.pieces.first().map_or(0, |piece| piece.range().start)
    }

    /// True where the verbs tell of the past: a past tense, or a perfect.
    pub fn is_past(&self, layer: &TextLayer<'_>) -> bool {
        let Some(finite) = self.finite else { return false };
        let token = &layer.tokens[finite];
        if token.tense == Some(Tense::Past) && token.mood != Some(Mood::SubjunctiveII) {
            return true;
        }
        let perfect = Small::Perfect.has(&layer.lemma(finite));
        perfect
            && self
                .main
                .is_some_and(|main| main != finite && !follows_particle(layer, main))
    }

    /// The words in lower case, one blank around and between them.
    pub fn words(&self, layer: &TextLayer<'_>) -> String {
        let mut words = String::from(" ");
        for index in self.indices() {
            words.push_str(&layer.word(index).to_lowercase());
            words.push(' ');
        }
        words
    }
}

/// What a piece begins.
fn form(layer: &TextLayer<'_>, sentence: TokenRange, piece: TokenRange, has_finite: bool) -> Form {
    let start = piece.range().start;
    let follows_mark = start > sentence.range().start && is_boundary(layer.word(start - 1));
    let is_verb = |index: usize| index < piece.range().end && layer.tokens[index].finite;
    let first = start + usize::from(layer.tokens[start].upos == Upos::Adp);
    let first = first.min(piece.range().end - 1);
    let is = |kind: Small, index: usize| kind.is(&layer.word(index).to_lowercase(), layer.language);
    let relative = || {
        let pronoun = layer.tokens[first].upos == Upos::Pron;
        is(Small::AlwaysRelative, first)
            || is(Small::Relative, first) && pronoun && !is_verb(first + 1)
            || is(Small::WeakRelative, first) && is_verb(first + 1)
    };
    if follows_mark && relative() {
        return Form::Relative;
    }
    // "Wie die Firma mitteilte, …": a question word begins a subordinate clause too, unless the verb follows.
    let question = is(Small::Question, start) && !is_verb(start + 1);
    let joined = Small::Joins.has(&layer.word(start).to_lowercase());
    let at = if joined {
        (start + 1).min(piece.range().end - 1)
    } else {
        start
    };
    if layer.tokens[at].upos == Upos::Sconj || question {
        return Form::Subordinate;
    }
    let infinitive = || {
        piece
            .range()
            .any(|index| layer.tokens[index].upos == Upos::Verb && follows_particle(layer, index))
    };
    // "ist … zu senden" over two pieces stays one clause; only what a comma sets off stands alone.
    if !has_finite && follows_mark && infinitive() {
        Form::Infinitive
    } else {
        Form::Main
    }
}

/// True where "zu" or "to" stands before the verb, or inside it ("einzureichen").
pub(super) fn follows_particle(layer: &TextLayer<'_>, index: usize) -> bool {
    index > 0 && Small::Particle.has(layer.word(index - 1))
        || layer.language == Language::German
            && layer.word(index).get(2..).is_some_and(|rest| rest.contains("zu"))
}

/// True for a verb that may govern another one although it is tagged as a full verb.
fn governs(layer: &TextLayer<'_>, index: usize) -> bool {
    Small::Governs.has(&layer.lemma(index))
}

fn pieces(layer: &TextLayer<'_>, sentence: TokenRange, dates: &[Timex]) -> Vec<TokenRange> {
    let mut pieces = Vec::new();
    let mut start = sentence.range().start;
    let mut has_finite = false;
    let cuts = cutting_conjunctions(layer, sentence);
    for index in sentence.range() {
        let in_date = || {
            let next = dates.partition_point(|date| date.tokens.range().end <= index);
            dates.get(next).is_some_and(|date| date.tokens.contains(index))
        };
        let mark = is_boundary(layer.word(index)) && !in_date();
        let conjunction = has_finite && cuts[index - sentence.range().start];
        if mark || conjunction {
            if start < index {
                pieces.push(TokenRange::new(start, index));
            }
            start = index + usize::from(mark);
            has_finite = false;
        }
        has_finite |= layer.tokens[index].finite;
    }
    if start < sentence.range().end {
        pieces.push(TokenRange::new(start, sentence.range().end));
    }
    pieces
}

/// For each token of the sentence, true where it is a conjunction that a finite verb follows before the next mark or
/// conjunction.
fn cutting_conjunctions(layer: &TextLayer<'_>, sentence: TokenRange) -> Vec<bool> {
    let mut cuts = vec![false; sentence.len()];
    let mut finite_follows = false;
    for index in sentence.range().rev() {
        let token = &layer.tokens[index];
        if is_boundary(layer.word(index)) {
            finite_follows = false;
        } else if token.upos == Upos::Cconj {
            cuts[index - sentence.range().start] = finite_follows;
            finite_follows = false;
        }
        finite_follows |= token.finite;
    }
    cuts
}

fn is_boundary(word: &str) -> bool {
    matches!(
        word,
        "," | ";" | ":" | "–" | "—" | "-" | "(" | ")" | "." | "!" | "?" | "…"
    )
}
