//! The tokens of a sentence as the rules see them.

use super::lexicon::{Entry, Words};
use super::sense::{Holiday, Look, Sense, Shift, Unit, UnitWord, Word};
use crate::analysis::{TextLayer, Token};
use crate::text::TokenRange;

/// What is known of one token.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Item {
    entry: Entry,
    /// It begins with a digit, or a quotation mark and a digit.
    digit: bool,
    /// It has a hyphen inside.
    hyphen: bool,
}

/// A sentence's tokens with what their words may be. Positions count from the sentence's first token; past either end
/// (also at `usize::MAX`, what [`usize::wrapping_sub`] makes of -1) there is an empty word without senses.
pub(super) struct Cursor<'a> {
    layer: &'a TextLayer<'a>,
    /// The sentence.
    pub tokens: TokenRange,
    words: &'a Words,
    items: &'a [Item],
    /// German, with its habits of writing ("3." is an ordinal, nouns have capitals).
    pub german: bool,
}

/// One reader for each sense that says something.
macro_rules! readers {
    ($($name:ident $variant:ident $type:ty;)*) => {$(
        pub fn $name(&self, at: usize) -> Option<$type> {
            self.senses(at).iter().find_map(|sense| match *sense {
                Sense::$variant(value) => Some(value),
                _ => None,
            })
        }
    )*};
}

impl<'a> Cursor<'a> {
    /// Looks up the words of a sentence; `items` is memory to work in.
    pub fn new(
        layer: &'a TextLayer<'a>,
        tokens: TokenRange,
        words: &'a Words,
        german: bool,
        items: &'a mut Vec<Item>,
    ) -> Self {
        items.clear();
        items.extend(
            layer.tokens[tokens.range()]
                .iter()
                .map(|token| read(token, layer.text, words)),
        );
        Self {
            layer,
            tokens,
            words,
            items,
            german,
        }
    }

    /// Number of tokens.
    pub fn len(&self) -> usize {
        self.items.len()
    }

    /// True where an expression may begin.
    pub fn may_begin(&self, at: usize) -> bool {
        let item = &self.items[at];
        item.digit || item.entry.starts || item.hyphen
    }

    /// True for a token that begins with a digit.
    pub fn is_number(&self, at: usize) -> bool {
        self.items.get(at).is_some_and(|item| item.digit)
    }

    /// True for a token with a hyphen.
    pub fn is_hyphened(&self, at: usize) -> bool {
        self.items.get(at).is_some_and(|item| item.hyphen)
    }

    fn token(&self, at: usize) -> Option<&'a Token> {
        self.items.get(at)?;
        self.layer.tokens.get(self.tokens.range().start + at)
    }

    /// The word as it stands.
    pub fn word(&self, at: usize) -> &'a str {
        self.token(at).map_or("", |token| token.span.of(self.layer.text))
    }

    /// The part of speech.
    pub fn upos(&self, at: usize) -> Option<crate::analysis::Upos> {
        self.token(at).map(|token| token.upos)
    }

    /// True for a word with a capital.
    pub fn capital(&self, at: usize) -> bool {
        self.word(at).starts_with(char::is_uppercase)
    }

    /// True where no blank stands between this token and the next.
    pub fn glued(&self, at: usize) -> bool {
        match (self.token(at), self.token(at.wrapping_add(1))) {
            (Some(this), Some(next)) => this.span.end == next.span.start,
            _ => false,
        }
    }

    /// All that the word may be.
    pub fn senses(&self, at: usize) -> &'a [Sense] {
        self.items
            .get(at)
            .map_or(&[], |item| self.words.senses(item.entry))
    }

    /// All that a part of a word may be.
    pub fn senses_of(&self, part: &str) -> &'a [Sense] {
        self.words.senses(self.words.entry(part))
    }

    /// What word or phrase begins at a place, as `pick` says, and the token after it; a phrase goes before a word.
    pub fn read<T>(&self, at: usize, pick: impl Fn(Sense) -> Option<T>) -> Option<(T, usize)> {
        let mut best: Option<(T, usize)> = None;
        for &sense in self.senses(at) {
            // Whether it is wanted first: "the" begins many phrases, of which few are.
            let (value, end) = match sense {
                Sense::Phrase(id) => {
                    let (rest, sense) = self.words.phrase(id);
                    let Some(value) = pick(sense) else { continue };
                    let mut words = rest.iter().enumerate();
                    if !words.all(|(n, word)| same(self.word(at + 1 + n), word)) {
                        continue;
                    }
                    (value, at + 1 + rest.len())
                }
                sense => match pick(sense) {
                    Some(value) => (value, at + 1),
                    None => continue,
                },
            };
            if best.as_ref().is_none_or(|(_, known)| *known < end) {
                best = Some((value, end));
            }
        }
        best
    }

    readers! {
        weekday Weekday i8;
        weekday_set WeekdaySet &'static str;
        unit Unit UnitWord;
        ordinal Ordinal i8;
        season Season &'static str;
        part Part &'static str;
        part_adverb PartAdverb &'static str;
        part_hours PartHours &'static str;
        day_offset Day i64;
        tonight Tonight &'static str;
        reference_noun ReferenceNoun &'static str;
        early Early &'static str;
        shift Shift Shift;
        look Look Look;
        clock_word ClockWord &'static str;
    }

    /// True where the word has that sense.
    pub fn is(&self, at: usize, wanted: Sense) -> bool {
        self.senses(at).contains(&wanted)
    }

    /// True for a function word.
    pub fn is_word(&self, at: usize, word: Word) -> bool {
        self.is(at, Sense::Word(word))
    }

    /// True for a verb that sets a date ahead.
    pub fn sets_ahead(&self, lemma: &str) -> bool {
        self.senses_of(lemma).contains(&Sense::SetsAhead)
    }

    /// True for a modal that looks ahead also in the past tense.
    pub fn looks_ahead(&self, lemma: &str) -> bool {
        self.senses_of(lemma).contains(&Sense::Modal)
    }

    /// True for an event noun, also as the last part of a compound.
    pub fn is_event(&self, at: usize) -> bool {
        self.has_last_part(at, Sense::Event)
    }

    fn has_last_part(&self, at: usize, wanted: Sense) -> bool {
        let word = self.word(at);
        // A word of many bytes has few last parts that a lexicon knows.
        let from = word.len().saturating_sub(20);
        word.char_indices()
            .filter(|&(byte, _)| byte == 0 || byte >= from)
            .any(|(byte, _)| self.senses_of(&word[byte..]).contains(&wanted))
    }

    /// A month: a name with a capital.
    pub fn month(&self, at: usize) -> Option<i8> {
        if !self.capital(at) {
            return None;
        }
        self.senses(at).iter().find_map(|sense| match *sense {
            Sense::Month(month) => Some(month),
            _ => None,
        })
    }

    /// A weekday and a part of the day in one word ("Montagabend").
    pub fn weekday_part(&self, at: usize) -> Option<(i8, &'static str)> {
        self.senses(at).iter().find_map(|sense| match *sense {
            Sense::WeekdayPart(day, part) => Some((day, part)),
            _ => None,
        })
    }

    /// The month of "Maiwoche".
    pub fn month_week(&self, at: usize) -> Option<i8> {
        let month = self.word(at).strip_suffix("woche")?;
        self.senses_of(month).iter().find_map(|sense| match *sense {
            Sense::Month(month) => Some(month),
            _ => None,
        })
    }

    /// A unit, also as the last part of a noun after a number ("Arbeitstage").
    pub fn counted_unit(&self, at: usize) -> Option<UnitWord> {
        self.unit(at).or_else(|| {
            let word = self.word(at);
            if !self.german || !self.capital(at) || self.is(at, Sense::NoUnit) || !self.senses(at).is_empty()
            {
                return None;
            }
            [4usize, 5, 6, 7, 8]
                .into_iter()
                .filter_map(|length| word.get(word.len().checked_sub(length)?..))
                .find_map(|part| {
                    self.senses_of(part).iter().find_map(|sense| match *sense {
                        Sense::UnitPart(unit) => Some(unit),
                        _ => None,
                    })
                })
        })
    }

    /// A holiday of one or several words, and the token after it.
    pub fn holiday(&self, at: usize) -> Option<(Holiday, usize)> {
        self.read(at, |sense| match sense {
            Sense::Holiday(holiday) => Some(holiday),
            _ => None,
        })
    }

    /// The mod of an edge word or phrase ("Anfang", "early part"), and the token after it.
    pub fn edge(&self, at: usize) -> Option<(&'static str, usize)> {
        self.read(at, |sense| match sense {
            Sense::Edge(edge) => Some(edge),
            _ => None,
        })
    }

    /// A year-like noun ("Saison"), and the token after it.
    pub fn year_like(&self, at: usize) -> Option<((i8, i8), usize)> {
        self.read(at, |sense| match sense {
            Sense::YearLike(first, count) => Some((first, count)),
            _ => None,
        })
    }

    /// How an amount is counted, said after it ("ago"), and the token after it.
    pub fn post(&self, at: usize) -> Option<(Shift, usize)> {
        self.read(at, |sense| match sense {
            Sense::Post(shift) => Some(shift),
            _ => None,
        })
    }

    /// A period with a name ("Vorjahr", "tags darauf"), and the token after it.
    pub fn period(&self, at: usize) -> Option<((Unit, Shift, &'static str), usize)> {
        self.read(at, |sense| match sense {
            Sense::Period(unit, shift, edge) => Some((unit, shift, edge)),
            _ => None,
        })
    }
}

fn read(token: &Token, text: &str, words: &Words) -> Item {
    let word = token.span.of(text);
    let first = word
        .trim_start_matches(['\'', '’', '‘'])
        .bytes()
        .next()
        .unwrap_or(b' ');
    Item {
        entry: words.entry(word),
        digit: first.is_ascii_digit(),
        hyphen: word.len() > 3 && word.contains('-'),
    }
}

/// True where a word in any case is one in lower case.
pub(super) fn same(word: &str, lower: &str) -> bool {
    if lower.starts_with('\'') {
        word.replace('’', "'") == lower
    } else if word.is_ascii() || lower.is_ascii() {
        word.eq_ignore_ascii_case(lower)
    } else {
        word.to_lowercase() == lower
    }
}
