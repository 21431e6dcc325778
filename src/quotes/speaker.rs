//! Who says it: the candidates for a quote's speaker and their features.

mod carried;
mod case;

use crate::analysis::{EntityType, Mention, MentionKind, Number, QuoteType, Upos};
use crate::language::Language;
use crate::quotes::clause::{Hit, Segment};
use crate::quotes::features::{Rows, lower_hash};
use crate::quotes::heard::Heard;
use crate::quotes::model::Ranker;
use crate::quotes::phrase::{self, Phrase};
use crate::quotes::sources::Source;
use crate::quotes::subject;
use crate::quotes::words::{Classes, Words};
use crate::text::TokenRange;

/// What is known around a quote when its speaker is looked for.
#[derive(Debug)]
pub(crate) struct Scene<'s> {
    pub(crate) kind: QuoteType,
    /// The quote goes on without a cue of its own.
    pub(crate) continued: bool,
    /// The clauses of the sentence; without the words quoted directly.
    pub(crate) segments: &'s [Segment],
    pub(crate) hit: Option<&'s Hit<'s>>,
    pub(crate) source: Option<&'s Source>,
    /// Where the speaker can stand.
    pub(crate) areas: Vec<TokenRange>,
    pub(crate) content: TokenRange,
    /// The subject of the sentence before, where the quote has no cue of its own.
    pub(crate) previous: Option<Phrase>,
    /// Who spoke last, and how far back, in sentences; none in another paragraph.
    pub(crate) last: Option<(Phrase, usize)>,
}

/// Who can be the speaker.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Who {
    Nobody,
    /// Who spoke last.
    Last,
    /// The subject of the sentence before.
    Previous(Phrase),
    Phrase(Phrase),
}

impl Who {
    /// What it is, as a feature.
    fn code(&self) -> u64 {
        match self {
            Who::Nobody => 0,
            Who::Last => 1,
            Who::Previous(_) => 2,
            Who::Phrase(_) => 3,
        }
    }
}

/// A candidate with its features.
pub(crate) type Candidate = (Who, Vec<u32>);

/// So many phrases are looked at for one quote.
const MOST: usize = 24;

/// The candidates for a quote's speaker.
pub(crate) fn candidates(words: &Words<'_>, scene: &Scene<'_>, mentions: &[Mention]) -> Vec<Candidate> {
    let rule = scene
        .hit
        .and_then(|hit| subject::of(words, Language::German, scene.segments, hit));
    let mut phrases: Vec<Phrase> = rule.into_iter().collect();
    phrases.extend(scene.source.and_then(|source| source.speaker));
    for area in &scene.areas {
        let range = area.range();
        let listed = words.layer.phrases;
        let first = listed.partition_point(|phrase| phrase.tokens.start < area.start);
        for noun in listed[first..]
            .iter()
            .take_while(|noun| noun.tokens.end <= area.end)
            .take(MOST)
        {
            if let Some(phrase) = phrase::german(words, noun.tokens.range().start, range.end) {
                phrases.push(phrase);
            }
        }
    }
    for area in &scene.areas {
        let first = mentions.partition_point(|mention| mention.tokens.start < area.start);
        let names = mentions[first..]
            .iter()
            .take_while(|mention| mention.tokens.end <= area.end)
            .filter(|mention| mention.kind == MentionKind::Name)
            .take(MOST);
        for name in names {
            let inside = |phrase: &Phrase| {
                phrase.tokens.start <= name.tokens.start && name.tokens.end <= phrase.tokens.end
            };
            if !phrases.iter().any(inside) {
                let phrase = phrase::german(words, name.tokens.range().start, area.range().end);
                phrases.push(phrase.unwrap_or(Phrase {
                    tokens: name.tokens,
                    core: name.tokens,
                    apposition: None,
                }));
            }
        }
    }
    phrases.sort_by_key(|phrase| (phrase.tokens.start, std::cmp::Reverse(phrase.tokens.end)));
    phrases.dedup_by_key(|phrase| phrase.tokens.start);
    phrases.truncate(MOST);
    let all = Around {
        words,
        scene,
        mentions,
        rule,
        phrases: &phrases,
    };
    let mut found: Vec<Candidate> = vec![(Who::Nobody, all.nobody())];
    if scene.last.is_some() {
        found.push((Who::Last, all.last()));
    }
    if let Some(previous) = scene.previous {
        found.push((Who::Previous(previous), all.previous(previous)));
    }
    for (number, &phrase) in phrases.iter().enumerate() {
        found.push((Who::Phrase(phrase), all.phrase(number)));
    }
    all.rival_rows(&mut found);
    all.case_rows(&mut found);
    all.carried_rows(&mut found);
    if let Some(heard) = words.heard {
        heard_rows(heard, &mut found);
    }
    found
}

/// Adds to each candidate what an encoder says of it beside the others.
fn heard_rows(heard: &Heard, candidates: &mut [Candidate]) {
    /// Beyond the templates of all kinds of candidates.
    const FIRST: u64 = 64;
    let sure = |who: &Who| match who {
        Who::Phrase(phrase) => phrase.core.range().map(|at| heard.speaker(at)).max().unwrap_or(0),
        _ => 0,
    };
    let most = candidates.iter().map(|(who, _)| sure(who)).max().unwrap_or(0);
    for (who, rows) in candidates {
        let own = sure(who);
        let what = who.code();
        let mut add = Rows::more(rows, Ranker::BITS, FIRST);
        add.add(&[what, most]);
        add.add(&[what, own, most]);
        add.add(&[what, (own == most).into()]);
    }
}

/// The best candidate and its probability.
pub(crate) fn best(candidates: &[Candidate], ranker: &Ranker<'_>) -> (Who, f32) {
    let scores: Vec<f32> = candidates.iter().map(|(_, rows)| ranker.score(rows)).collect();
    let Some((at, &top)) = scores.iter().enumerate().max_by(|a, b| a.1.total_cmp(b.1)) else {
        return (Who::Nobody, 1.0);
    };
    let sum: f32 = scores.iter().map(|score| (score - top).exp()).sum();
    (candidates[at].0, 1.0 / sum)
}

/// The last five letters.
fn suffix(word: &str) -> &str {
    word.char_indices()
        .rev()
        .nth(4)
        .map_or(word, |(at, _)| &word[at..])
}

struct Around<'a> {
    words: &'a Words<'a>,
    scene: &'a Scene<'a>,
    mentions: &'a [Mention],
    rule: Option<Phrase>,
    phrases: &'a [Phrase],
}

impl Around<'_> {
    fn kind(&self) -> u64 {
        self.scene.kind as u64 * 2 + u64::from(self.scene.continued)
    }

    /// Sense, government and voice of the cue; 0 without one.
    fn cue(&self) -> u64 {
        self.scene.hit.map_or(0, |hit| {
            1 + hit.cue.sense as u64 * 4 + u64::from(hit.passive) * 2 + u64::from(hit.cue.act)
        })
    }

    fn key(&self) -> u64 {
        self.scene.hit.map_or(0, |hit| hit.cue.key)
    }

    fn nobody(&self) -> Vec<u32> {
        let mut rows = Vec::new();
        let mut add = Rows::new(&mut rows, Ranker::BITS);
        let any = self.phrases.len().min(3) as u64;
        add.add(&[self.kind()]);
        add.add(&[self.kind(), self.cue()]);
        add.add(&[self.key()]);
        add.add(&[
            self.kind(),
            self.rule.is_some().into(),
            self.scene.source.is_some().into(),
        ]);
        add.add(&[
            self.kind(),
            self.scene.last.map_or(9, |(_, far)| far.min(3) as u64),
            any,
        ]);
        add.add(&[self.cue(), self.rule.is_some().into(), any]);
        let source = self
            .scene
            .source
            .and_then(|source| source.cue.first())
            .map_or(0, |&cue| lower_hash(self.words.word(cue)));
        add.add(&[source, self.kind()]);
        rows
    }

    fn last(&self) -> Vec<u32> {
        let mut rows = Vec::new();
        let mut add = Rows::new(&mut rows, Ranker::BITS);
        // other templates than those of nobody
        for _ in 0..8 {
            add.add_if(false, &[]);
        }
        let far = self.scene.last.map_or(9, |(_, far)| far.min(3) as u64);
        let any = self.phrases.len().min(3) as u64;
        add.add(&[self.kind()]);
        add.add(&[self.kind(), far]);
        add.add(&[self.kind(), self.cue()]);
        add.add(&[
            self.kind(),
            self.rule.is_some().into(),
            self.scene.source.is_some().into(),
        ]);
        add.add(&[self.kind(), any, far]);
        rows
    }

    fn previous(&self, phrase: Phrase) -> Vec<u32> {
        let mut rows = Vec::new();
        let mut add = Rows::new(&mut rows, Ranker::BITS);
        // other templates than those of the others
        for _ in 0..40 {
            add.add_if(false, &[]);
        }
        let head = phrase.core.range().end - 1;
        let (entity, named) = self.entity(phrase, head);
        let far = self.scene.last.map_or(9, |(_, far)| far.min(7) as u64);
        let word = self.words.word(head);
        add.add(&[self.kind()]);
        add.add(&[self.kind(), far]);
        add.add(&[self.kind(), entity, named]);
        add.add(&[entity, named, far]);
        add.add(&[lower_hash(word)]);
        add.add(&[lower_hash(suffix(word))]);
        add.add(&[self.kind(), self.cue()]);
        rows
    }

    fn phrase(&self, number: usize) -> Vec<u32> {
        let words = self.words;
        let phrase = self.phrases[number];
        let (start, end) = (phrase.tokens.range().start, phrase.tokens.range().end);
        let head = phrase.core.range().end - 1;
        let (entity, named) = self.entity(phrase, head);
        let is_rule = self.rule.is_some_and(|rule| rule.core.end == phrase.core.end);
        let of_source = self
            .scene
            .source
            .and_then(|source| source.speaker)
            .is_some_and(|speaker| speaker.core.end == phrase.core.end);
        let anchor = self
            .scene
            .hit
            .map_or(self.scene.content.range().start, |hit| hit.finite);
        let (side, gap) = if end <= anchor {
            (1, end..anchor)
        } else {
            (2, anchor + 1..start.max(anchor + 1))
        };
        let separators = gap
            .clone()
            .take(40)
            .filter(|&at| words.is(at, Classes::COMMA.or(Classes::COLON).or(Classes::DASH)))
            .count()
            .min(2) as u64;
        let distance = match gap.len() {
            few @ 0..=2 => few as u64,
            3..=5 => 3,
            6..=10 => 4,
            _ => 5,
        };
        let preposition = if start > 0 && words.is(start - 1, Classes::PREP) {
            lower_hash(words.word(start - 1))
        } else {
            0
        };
        let governed = u64::from(preposition != 0);
        let begin = if words.is(start, Classes::PRON) && phrase.core.len() == 1 {
            1
        } else if words.is(start, Classes::DAT) {
            2
        } else if words.is(start, Classes::GEN) {
            3
        } else if words.is(start, Classes::DET) {
            4
        } else if words.is(start, Classes::CAPITAL) {
            5
        } else {
            6
        };
        let nested = number > 0
            && self.phrases[..number]
                .iter()
                .rev()
                .take(3)
                .any(|p| p.tokens.end > phrase.tokens.start);
        let inside = self.scene.content.contains(head);
        let after = self.scene.content.end <= phrase.tokens.start;
        let place = u64::from(inside) + 2 * u64::from(after);
        let inverted = self.scene.hit.is_some_and(|hit| {
            self.scene
                .segments
                .get(hit.segment)
                .is_some_and(|segment| segment.start == hit.finite)
        });
        let same = self.scene.hit.is_some_and(|hit| {
            self.scene
                .segments
                .get(hit.segment)
                .is_some_and(|segment| segment.start <= start && start < segment.end)
        });
        let subordinate = self.scene.hit.is_some_and(|hit| {
            self.scene
                .segments
                .get(hit.segment)
                .is_some_and(|segment| segment.subordinate)
        });
        // all that stands before the finite verb of its main clause
        let segment = self.scene.segments.iter().rfind(|segment| segment.start <= start);
        let prefield = segment.is_some_and(|segment| {
            !segment.subordinate && segment.start == start && segment.finite == Some(end)
        });
        let coordinated = self
            .scene
            .hit
            .is_some_and(|hit| hit.finite > 0 && words.is(hit.finite - 1, Classes::COORD));
        // a pronoun that can be nothing but a subject, right after its verb
        let subject = begin == 1
            && start > 0
            && words.is(start - 1, Classes::FINITE)
            && words.one_of(start, &["er", "man", "wir", "ich"]);
        let agrees = self.agreement(phrase);
        let noun = words.word(head);
        let upos = words.layer.tokens[head].upos;
        let tag = match upos {
            Upos::Pron => 1,
            Upos::Propn => 2,
            Upos::Noun => 3,
            _ => 4,
        };

        let mut rows = Vec::with_capacity(48);
        let mut add = Rows::new(&mut rows, Ranker::BITS);
        for _ in 0..14 {
            add.add_if(false, &[]);
        }
        add.add(&[self.kind()]);
        add.add(&[self.kind(), is_rule.into(), of_source.into()]);
        add.add(&[side, distance, inverted.into(), governed]);
        add.add(&[side, distance, separators, same.into()]);
        add.add(&[preposition, self.cue()]);
        add.add(&[begin, governed, side]);
        add.add(&[begin, is_rule.into(), inverted.into(), side]);
        add.add(&[lower_hash(words.word(start))]);
        add.add(&[lower_hash(noun)]);
        add.add(&[lower_hash(suffix(noun))]);
        add.add(&[tag, entity, named]);
        add.add(&[entity, is_rule.into(), governed]);
        add.add(&[separators, side, same.into(), subordinate.into()]);
        add.add(&[self.key(), side, is_rule.into()]);
        add.add(&[self.cue(), side, begin, governed]);
        add.add(&[number.min(4) as u64, governed, side]);
        add.add(&[agrees, tag, side]);
        add.add(&[place, self.kind(), side]);
        add.add(&[place, self.kind(), distance, same.into()]);
        add.add(&[nested.into(), begin, governed]);
        add.add(&[words.is(head, Classes::TIME).into(), side]);
        add.add(&[lower_hash(words.word(start.wrapping_sub(1))), side]);
        add.add(&[lower_hash(words.word(end)), side]);
        add.add(&[
            phrase.core.len().min(4) as u64,
            tag,
            phrase.apposition.is_some().into(),
        ]);
        add.add(&[
            self.kind(),
            self.cue(),
            is_rule.into(),
            self.scene.last.is_some().into(),
        ]);
        add.add(&[prefield.into(), coordinated.into(), governed, side]);
        add.add(&[prefield.into(), tag, entity, same.into()]);
        add.add(&[subject.into(), same.into(), side]);
        rows
    }

    /// Who stands directly after the cue's verb where the subject of an inverted clause stands, by its number, and what it
    /// is: "den Plan nannte **er**", "der Zeitung sagte **Anna Adler**".
    fn inverted_subject(&self) -> Option<(usize, u64)> {
        /// Between the verb and its subject stand at most so many words ("sagte am Montag").
        const GAP: usize = 2;
        let finite = self.scene.hit?.finite;
        let (number, phrase) = self.phrases.iter().enumerate().find(|(_, phrase)| {
            let start = phrase.tokens.range().start;
            start > finite && start <= finite + 1 + GAP && !self.words.is(start - 1, Classes::PREP)
        })?;
        let start = phrase.tokens.range().start;
        let separated = (finite + 1..start).any(|at| {
            self.words
                .is(at, Classes::COMMA.or(Classes::COLON).or(Classes::QUOTE))
        });
        if separated {
            return None;
        }
        let (entity, named) = self.entity(*phrase, phrase.core.range().end - 1);
        let what = if phrase.core.len() == 1 && self.words.is(start, Classes::PRON) {
            1 + u64::from(self.words.one_of(start, &["er", "man", "wir", "ich"]))
        } else if self.words.is(start, Classes::DAT) {
            3
        } else if self.words.one_of(start, &["den", "des", "einen", "eines"]) {
            4
        } else if named == 1 {
            4 + entity
        } else {
            9 + u64::from(self.words.is(start, Classes::DET))
        };
        Some((number, what))
    }

    /// Adds to each candidate what stands where an inverted subject stands: it speaks against the others.
    fn rival_rows(&self, candidates: &mut [Candidate]) {
        /// Beyond all other templates.
        const FIRST: u64 = 96;
        let subject = self.inverted_subject();
        let rival = subject.map_or(0, |(_, what)| what);
        let anchor = self.scene.hit.map_or(0, |hit| hit.finite);
        for (who, rows) in candidates {
            let mut add = Rows::more(rows, Ranker::BITS, FIRST);
            let Who::Phrase(phrase) = *who else {
                add.add(&[matches!(who, Who::Nobody).into(), rival]);
                continue;
            };
            let start = phrase.tokens.range().start;
            let is_rival = subject.is_some_and(|(number, _)| self.phrases[number] == phrase);
            let side = 1 + u64::from(start > anchor);
            let (entity, named) = self.entity(phrase, phrase.core.range().end - 1);
            let governed = start > 0 && self.words.is(start - 1, Classes::PREP);
            let first = lower_hash(self.words.word(start));
            add.add_if(false, &[]);
            add.add(&[rival, is_rival.into(), side]);
            add.add(&[rival, is_rival.into(), side, entity, named]);
            add.add(&[rival, is_rival.into(), side, governed.into(), first]);
            add.add(&[first, side, governed.into()]);
        }
    }

    /// The type of the name at the head, else of one inside; whether a name stands there.
    fn entity(&self, phrase: Phrase, head: usize) -> (u64, u64) {
        let first = self
            .mentions
            .partition_point(|m| m.tokens.end <= phrase.tokens.start);
        let inside = self.mentions[first..]
            .iter()
            .take_while(|m| m.tokens.start < phrase.tokens.end)
            .filter(|m| m.kind == MentionKind::Name);
        let code = |m: &Mention| match m.entity {
            EntityType::Person => 1,
            EntityType::Organisation => 2,
            EntityType::Location => 3,
            EntityType::Other => 4,
        };
        let at_head = inside.clone().find(|m| m.tokens.contains(head));
        match (at_head, inside.clone().next()) {
            (Some(m), _) => (code(m), 1),
            (None, Some(m)) => (code(m), 2),
            (None, None) => (0, 0),
        }
    }

    /// Whether verb and phrase agree in number: 1 yes, 2 no, 0 unknown.
    fn agreement(&self, phrase: Phrase) -> u64 {
        let Some(hit) = self.scene.hit else { return 0 };
        let layer = self.words.layer;
        let at = layer
            .phrases
            .partition_point(|noun| noun.tokens.start < phrase.tokens.start);
        let Some(noun) = layer
            .phrases
            .get(at)
            .filter(|noun| noun.tokens.start == phrase.tokens.start)
        else {
            return 0;
        };
        let form = layer.word(hit.finite);
        let plural = form.ends_with("en") || matches!(form, "sind" | "seien");
        match noun.number {
            Some(Number::Plural) => 1 + u64::from(!plural),
            Some(Number::Singular) => 1 + u64::from(plural),
            None => 3 + u64::from(plural),
        }
    }
}
