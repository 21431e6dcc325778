//! The words of time expressions of one language, read from its lexicon files.

use std::collections::HashMap;

use crate::language::Language;
use crate::language::lexicon;
use crate::language::wordmap::WordMap;

/// What a word, or a phrase of several, may be in or beside a time expression.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Sense {
    Month(i8),
    /// 1 Monday to 7 Sunday.
    Weekday(i8),
    /// A weekday and a part of the day ("Montagabend").
    WeekdayPart(i8, &'static str),
    /// A weekday that comes back every week ("montags").
    WeekdaySet(&'static str),
    Unit(UnitWord),
    /// The last part of a noun that counts as a unit ("Arbeitstage").
    UnitPart(UnitWord),
    /// No unit, whatever its last part.
    NoUnit,
    Number(Amount),
    /// May stand between number and unit.
    Between,
    Ordinal(i8),
    Half,
    Season(&'static str),
    /// A year that begins in another month than January: that month, and how many months it has; none if nobody can tell.
    YearLike(i8, i8),
    Part(&'static str),
    /// A part of the day after a clock time ("3 Uhr morgens").
    PartAdverb(&'static str),
    /// Days from today.
    Day(i64),
    /// A part of today ("tonight").
    Tonight(&'static str),
    Reference(&'static str),
    /// A reference only with an article or after "in".
    ReferenceNoun(&'static str),
    Edge(&'static str),
    /// Before a part of the day or a season ("früh").
    Early(&'static str),
    /// -1 last, 0 this, 1 next.
    Shift(Shift),
    /// A period of one word ("Vorjahr", "Jahresende").
    Period(Unit, Shift, &'static str),
    Every,
    Approximate(&'static str),
    Set(&'static str),
    Duration(&'static str),
    /// An adjective of how long ("zweijährig"): a unit, and a number where it has one.
    Lasting(Option<Amount>, Unit),
    Holiday(Holiday),
    /// After an amount: how it is counted ("ago", "später").
    Post(Shift),
    OClock,
    /// Before an hour, half an hour before it ("halb neun").
    HalfPast,
    /// A time zone.
    Zone,
    /// A clock time of one word ("noon").
    ClockWord(&'static str),
    /// Also another word or a name ("May").
    Doubtful,
    /// After a number that is no year.
    Counted,
    /// Before a number that is no date.
    Named,
    /// A noun of what lasts: before it "zweijährig" is no age.
    Lasts,
    /// The tens of a decade in words ("neunziger", "nineties").
    Decade(i16),
    Word(Word),
    /// A word before an expression that says which way it looks.
    Look(Look),
    /// A participle that says that its noun lies ahead ("geplante").
    Ahead,
    /// The lemma of a verb that sets a date ahead, also in the past tense.
    SetsAhead,
    /// The lemma of a modal that looks ahead also in the past tense.
    Modal,
    /// The last part of a noun that may lie ahead as well as back ("Wahl").
    Event,
    /// The first word of a phrase: its number in [`Words::phrases`].
    Phrase(u16),
}

/// Function words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Word {
    Article,
    And,
    To,
    /// "zum" after "bis".
    Toward,
    On,
    Of,
    At,
    In,
    /// Before a bare plural: "seit Jahren".
    Since,
    Than,
    More,
    Long,
    Age,
    YearsOfAge,
    Year,
    Per,
    PerArticle,
    Week,
    Possessive,
    Still,
    Christ,
    Before,
    MonthBefore,
    BeforeChrist,
    /// "the year ended June 30".
    Ended,
    /// "jeweils 20 Uhr": of no day in particular.
    Each,
}

/// Which way a preposition looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Look {
    Ahead,
    Back,
    /// Ahead only before an article ("auf den 3. Mai").
    Outer,
    /// Ahead with "an" behind the date ("vom 1. Mai an").
    From,
}

/// A unit of time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Unit {
    Second,
    Minute,
    Hour,
    Day,
    Week,
    Weekend,
    Month,
    Quarter,
    Half,
    Year,
    Decade,
    Century,
    /// A season of sport.
    Season,
}

/// A unit as a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct UnitWord {
    pub unit: Unit,
    pub plural: bool,
}

/// How many.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Amount {
    Exactly(f32),
    Some,
}

/// So many units away.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Shift {
    pub by: i64,
    pub from: Origin,
}

/// Where a relative expression is counted from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Origin {
    /// The document's date.
    Document,
    /// The date last mentioned.
    Mention,
}

/// When a holiday is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Holiday {
    Fixed(i8, i8),
    /// Days from Easter Sunday.
    Easter(i64),
    /// Month, weekday, which of them in the month (-1 the last), days after it.
    Nth(i8, i8, i8, i64),
    /// Days from the fourth Sunday of Advent.
    Advent(i64),
}

/// The words of one language.
#[derive(Debug)]
pub(super) struct Words {
    map: WordMap<Entry>,
    senses: Vec<Sense>,
    phrases: Vec<(Vec<&'static str>, Sense)>,
}

/// The senses of one word: where they stand in [`Words::senses`].
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Entry {
    start: u32,
    len: u16,
    /// True where an expression may begin with the word.
    pub starts: bool,
}

const GERMAN: [&str; 2] = [
    include_str!("../language/de/dates.txt"),
    include_str!("../language/de/dates_context.txt"),
];
const ENGLISH: [&str; 2] = [
    include_str!("../language/en/dates.txt"),
    include_str!("../language/en/dates_context.txt"),
];

/// Longer words are in no lexicon.
const LONGEST: usize = 40;

impl Words {
    /// The words of a language: German, or English for every other.
    pub fn of(language: Language) -> Self {
        let files = match language {
            Language::German => GERMAN,
            _ => ENGLISH,
        };
        let mut known = Builder::default();
        for file in files {
            for entry in lexicon::entries(file) {
                if let [role, words, value] = entry[..] {
                    known.add(role, words, value);
                }
            }
        }
        known.compounds();
        known.finish()
    }

    /// What a word may be, whatever its case.
    pub fn entry(&self, word: &str) -> Entry {
        if word.len() > LONGEST {
            return Entry::default();
        }
        // Lower case without memory of its own; the letters of German and English with two bytes differ in one bit.
        let mut lower = [0u8; LONGEST];
        let lower = &mut lower[..word.len()];
        lower.copy_from_slice(word.as_bytes());
        let mut lead = 0;
        for byte in lower.iter_mut() {
            *byte = match *byte {
                b @ 0x80..=0x9E if lead == 0xC3 => b | 0x20,
                b => b.to_ascii_lowercase(),
            };
            lead = *byte;
        }
        std::str::from_utf8(lower)
            .ok()
            .and_then(|lower| self.map.get(lower))
            .unwrap_or_default()
    }

    /// The senses of an entry.
    pub fn senses(&self, entry: Entry) -> &[Sense] {
        let start = entry.start as usize;
        &self.senses[start..start + usize::from(entry.len)]
    }

    /// The words of a phrase after the first, and what it may be.
    pub fn phrase(&self, id: u16) -> (&[&'static str], Sense) {
        let (words, sense) = &self.phrases[usize::from(id)];
        (&words[1..], *sense)
    }
}

/// Gathers entries before they are frozen.
#[derive(Default)]
struct Builder {
    words: HashMap<String, Vec<Sense>>,
    phrases: Vec<(Vec<&'static str>, Sense)>,
    /// Parts of compounds.
    weekday_parts: Vec<(&'static str, &'static str)>,
    genitives: Vec<(&'static str, Unit)>,
    edge_parts: Vec<(&'static str, &'static str)>,
}

/// The endings of a German adjective.
const ENDINGS: [&str; 5] = ["e", "en", "er", "es", "em"];

impl Builder {
    fn add(&mut self, role: &str, words: &'static str, value: &'static str) {
        for word in words.split('|') {
            match role {
                "weekday-part" => self.weekday_parts.push((word, value)),
                "edge-part" => self.edge_parts.push((word, value)),
                "genitive" => self.genitives.extend(unit(value).map(|unit| (word, unit.unit))),
                _ => {
                    let Some(sense) = sense(role, value) else { continue };
                    if let Some(stem) = word.strip_suffix('~') {
                        for ending in ENDINGS {
                            self.word(format!("{stem}{ending}"), sense);
                        }
                    } else if word.contains(' ') {
                        let parts: Vec<&str> = word.split(' ').flat_map(without_possessive).collect();
                        let id = Sense::Phrase(self.phrases.len() as u16);
                        self.word(parts[0].to_owned(), id);
                        self.phrases.push((parts, sense));
                    } else {
                        self.word(word.to_owned(), sense);
                    }
                }
            }
        }
    }

    fn word(&mut self, word: String, sense: Sense) {
        let senses = self.words.entry(word).or_default();
        if !senses.contains(&sense) {
            senses.push(sense);
        }
    }

    /// Words made of others: Montagabend, Jahresende, einundzwanzig, zweijährig.
    fn compounds(&mut self) {
        let with = |pick: fn(Sense) -> bool| -> Vec<(String, Sense)> {
            let mut found: Vec<(String, Sense)> = self
                .words
                .iter()
                .flat_map(|(word, senses)| senses.iter().map(move |&sense| (word.clone(), sense)))
                .filter(|&(_, sense)| pick(sense))
                .collect();
            found.sort_by(|a, b| a.0.cmp(&b.0));
            found
        };
        let weekdays = with(|sense| matches!(sense, Sense::Weekday(_)));
        let numbers = with(|sense| matches!(sense, Sense::Number(Amount::Exactly(_))));
        let lasting = with(|sense| matches!(sense, Sense::Lasting(None, _)));
        for (word, sense) in &weekdays {
            for &(part, value) in &self.weekday_parts.clone() {
                if let Sense::Weekday(day) = *sense {
                    for genitive in ["", "s"] {
                        self.word(format!("{word}{part}{genitive}"), Sense::WeekdayPart(day, value));
                    }
                }
            }
        }
        for &(genitive, unit) in &self.genitives.clone() {
            for &(part, edge) in &self.edge_parts.clone() {
                let here = Shift {
                    by: 0,
                    from: Origin::Document,
                };
                // "Wochenende" is a unit of its own.
                if !(unit == Unit::Week && edge == "END") {
                    for ending in ["", "s"] {
                        self.word(
                            format!("{genitive}{part}{ending}"),
                            Sense::Period(unit, here, edge),
                        );
                    }
                }
            }
        }
        let exact = |sense: Sense| match sense {
            Sense::Number(Amount::Exactly(count)) => count,
            _ => 0.0,
        };
        for (tens, ten) in numbers.iter().filter(|(_, s)| (20.0..100.0).contains(&exact(*s))) {
            for (ones, one) in numbers
                .iter()
                .filter(|(_, s)| (1.0..10.0).contains(&exact(*s)) && exact(*s).fract() == 0.0)
            {
                let sum = Sense::Number(Amount::Exactly(exact(*ten) + exact(*one)));
                // Of each language the other's words do no harm.
                self.word(format!("{tens}-{ones}"), sum);
                self.word(format!("{ones}und{tens}"), sum);
            }
        }
        for (tens, ten) in numbers
            .iter()
            .filter(|(_, s)| (20.0..100.0).contains(&exact(*s)) && exact(*s) % 10.0 == 0.0)
        {
            let decade = Sense::Decade(190 + (exact(*ten) / 10.0) as i16);
            for ending in ["er", "erjahre", "erjahren", "er-jahre", "er-jahren"] {
                self.word(format!("{tens}{ending}"), decade);
            }
        }
        for (number, count) in &numbers {
            for (word, sense) in &lasting {
                if let (Sense::Number(amount), Sense::Lasting(None, unit)) = (*count, *sense) {
                    self.word(format!("{number}{word}"), Sense::Lasting(Some(amount), unit));
                }
            }
        }
    }

    fn finish(self) -> Words {
        let mut map: WordMap<Entry> = WordMap::with_capacity(self.words.len());
        let mut senses = Vec::new();
        let mut all: Vec<(String, Vec<Sense>)> = self.words.into_iter().collect();
        all.sort_by(|a, b| a.0.cmp(&b.0));
        for (word, own) in all {
            *map.entry(&word) = Entry {
                start: senses.len() as u32,
                len: own.len() as u16,
                starts: own.iter().any(|sense| sense.starts()),
            };
            senses.extend(own);
        }
        Words {
            map,
            senses,
            phrases: self.phrases,
        }
    }
}

/// The tokens of a word with a possessive ending: "year's" is two.
fn without_possessive(word: &'static str) -> impl Iterator<Item = &'static str> {
    let stem = word.strip_suffix("'s").or_else(|| word.strip_suffix('\''));
    let (stem, ending) = word.split_at(stem.map_or(word.len(), str::len));
    std::iter::once(stem).chain((!ending.is_empty()).then_some(ending))
}

impl Sense {
    /// True where an expression may begin with such a word.
    fn starts(self) -> bool {
        !matches!(
            self,
            Sense::UnitPart(_)
                | Sense::NoUnit
                | Sense::Between
                | Sense::Zone
                | Sense::OClock
                | Sense::Post(_)
                | Sense::Approximate(_)
                | Sense::PartAdverb(_)
                | Sense::Doubtful
                | Sense::Counted
                | Sense::Named
                | Sense::Lasts
                | Sense::Look(_)
                | Sense::Ahead
                | Sense::SetsAhead
                | Sense::Modal
                | Sense::Event
        ) && !matches!(self, Sense::Word(word) if !matches!(word, Word::Year | Word::Week | Word::In | Word::PerArticle))
    }
}

/// The sense that a line of a lexicon gives.
fn sense(role: &str, value: &'static str) -> Option<Sense> {
    Some(match role {
        "month" => Sense::Month(value.parse().ok()?),
        "weekday" => Sense::Weekday(value.parse().ok()?),
        "weekday-set" => Sense::WeekdaySet(value),
        "unit" => Sense::Unit(unit(value)?),
        "unit-part" => Sense::UnitPart(unit(value)?),
        "no-unit" => Sense::NoUnit,
        "number" if value == "X" => Sense::Number(Amount::Some),
        "number" => Sense::Number(Amount::Exactly(value.parse().ok()?)),
        "between" => Sense::Between,
        "ordinal" => Sense::Ordinal(value.parse().ok()?),
        "half" => Sense::Half,
        "decade" => Sense::Decade(value.parse().ok()?),
        "season" => Sense::Season(value),
        "year-like" => {
            let (first, count) = value.split_once(' ')?;
            Sense::YearLike(first.parse().ok()?, count.parse().ok()?)
        }
        "part" => Sense::Part(value),
        "part-adverb" => Sense::PartAdverb(value),
        "day" => Sense::Day(value.parse().ok()?),
        "tonight" => Sense::Tonight(value),
        "ref" => Sense::Reference(value),
        "ref-noun" => Sense::ReferenceNoun(value),
        "edge" => Sense::Edge(modifier(value)),
        "early" => Sense::Early(modifier(value)),
        "shift" => Sense::Shift(shift(value)?),
        "period" => {
            let (name, rest) = value.split_once(' ')?;
            let edge = rest
                .split(' ')
                .find(|word| ["START", "MID", "END"].contains(word))
                .unwrap_or("");
            Sense::Period(unit(name)?.unit, shift(rest)?, edge)
        }
        "every" => Sense::Every,
        "approx" => Sense::Approximate(modifier(value)),
        "set" => Sense::Set(value),
        "duration" => Sense::Duration(value),
        "lasting" => Sense::Lasting(None, unit(value)?.unit),
        "holiday" => Sense::Holiday(holiday(value)?),
        "post" => Sense::Post(shift(value)?),
        "oclock" => Sense::OClock,
        "half-past" => Sense::HalfPast,
        "zone" => Sense::Zone,
        "clock-word" => Sense::ClockWord(value),
        "doubtful" => Sense::Doubtful,
        "counted" => Sense::Counted,
        "named" => Sense::Named,
        "lasts" => Sense::Lasts,
        "word" => Sense::Word(word(value)?),
        "look" => Sense::Look(match value {
            "ahead" => Look::Ahead,
            "back" => Look::Back,
            "outer" => Look::Outer,
            "from" => Look::From,
            _ => return None,
        }),
        "ahead" => Sense::Ahead,
        "sets-ahead" => Sense::SetsAhead,
        "modal" => Sense::Modal,
        "event" => Sense::Event,
        _ => return None,
    })
}

/// A TIMEX3 mod; "-" for a word that belongs to the expression and changes nothing.
fn modifier(value: &'static str) -> &'static str {
    if value == "-" { "" } else { value }
}

fn word(name: &str) -> Option<Word> {
    Some(match name {
        "article" => Word::Article,
        "and" => Word::And,
        "to" => Word::To,
        "toward" => Word::Toward,
        "on" => Word::On,
        "of" => Word::Of,
        "at" => Word::At,
        "in" => Word::In,
        "since" => Word::Since,
        "than" => Word::Than,
        "more" => Word::More,
        "long" => Word::Long,
        "age" => Word::Age,
        "years-of-age" => Word::YearsOfAge,
        "year" => Word::Year,
        "per" => Word::Per,
        "per-article" => Word::PerArticle,
        "week" => Word::Week,
        "possessive" => Word::Possessive,
        "still" => Word::Still,
        "christ" => Word::Christ,
        "before" => Word::Before,
        "month-before" => Word::MonthBefore,
        "bc" => Word::BeforeChrist,
        "ended" => Word::Ended,
        "each" => Word::Each,
        _ => return None,
    })
}

/// "-1", "0 mention".
fn shift(value: &str) -> Option<Shift> {
    let mut words = value.split(' ');
    let by = words.next()?.parse().ok()?;
    let from = if words.next() == Some("mention") {
        Origin::Mention
    } else {
        Origin::Document
    };
    Some(Shift { by, from })
}

/// "Y", "Y+".
fn unit(value: &str) -> Option<UnitWord> {
    let unit = match value.trim_end_matches('+') {
        "S" => Unit::Second,
        "MI" => Unit::Minute,
        "H" => Unit::Hour,
        "D" => Unit::Day,
        "W" => Unit::Week,
        "WE" => Unit::Weekend,
        "M" => Unit::Month,
        "Q" => Unit::Quarter,
        "HY" => Unit::Half,
        "Y" => Unit::Year,
        "DE" => Unit::Decade,
        "C" => Unit::Century,
        "SN" => Unit::Season,
        _ => return None,
    };
    Some(UnitWord {
        unit,
        plural: value.ends_with('+'),
    })
}

/// "12-25", "easter-2", "11-4-4" and "11-4-4+1" (month, weekday, which), "advent-7".
fn holiday(value: &str) -> Option<Holiday> {
    if let Some(days) = value.strip_prefix("easter") {
        return Some(Holiday::Easter(days.parse().ok()?));
    }
    if let Some(days) = value.strip_prefix("advent") {
        return Some(Holiday::Advent(days.parse().ok()?));
    }
    let (month, rest) = value.split_once('-')?;
    let month = month.parse().ok()?;
    let Some((weekday, which)) = rest.split_once('-') else {
        return Some(Holiday::Fixed(month, rest.parse().ok()?));
    };
    let (which, plus) = which.split_once('+').unwrap_or((which, "0"));
    Some(Holiday::Nth(
        month,
        weekday.parse().ok()?,
        which.parse().ok()?,
        plus.parse().ok()?,
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_of_the_lexicons_says_something_known() {
        for file in GERMAN.into_iter().chain(ENGLISH) {
            for entry in lexicon::entries(file) {
                let role = entry[0];
                let part = matches!(role, "weekday-part" | "edge-part")
                    || role == "genitive" && unit(entry[2]).is_some();
                assert!(entry.len() <= 3, "{entry:?}");
                assert!(
                    part || sense(role, entry.get(2).copied().unwrap_or("")).is_some(),
                    "{entry:?}"
                );
            }
        }
    }

    #[test]
    fn compounds_are_made_of_their_parts() {
        let words = Words::of(Language::German);
        let has = |word: &str, sense| words.senses(words.entry(word)).contains(&sense);
        let here = Shift {
            by: 0,
            from: Origin::Document,
        };
        assert!(has("Montagabend", Sense::WeekdayPart(1, "EV")));
        assert!(has("Jahresende", Sense::Period(Unit::Year, here, "END")));
        assert!(has("EINUNDZWANZIG", Sense::Number(Amount::Exactly(21.0))));
        assert!(has(
            "zweijährige",
            Sense::Lasting(Some(Amount::Exactly(2.0)), Unit::Year)
        ));
        assert!(has("ÜBERMORGEN", Sense::Day(2)));
    }
}
