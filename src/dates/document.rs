//! What the whole document tells of its dates: its dateline, whether it tells of another time than its own, which day
//! or year the text spoke of last.

use jiff::civil::Date;

use super::Expression;
use super::cursor::Cursor;
use super::found::{Found, Meaning, YearOf};
use super::place::{Context, Direction, Placed, place};
use super::point::Point;
use super::sense::{Origin, Shift, Word};
use crate::analysis::{Days, TextLayer, TimexType, Upos};

/// A dateline stands within so many tokens of the beginning.
const DATELINE: usize = 40;
/// Between a dateline's date and its dash stand at most so many tokens less one: "(dpa)".
const BEFORE_DASH: usize = 4;
/// Expressions this many tokens apart belong together ("17.30 Uhr am Montag").
const BESIDE: u32 = 3;
/// A text of so many tokens without another day of its own is no news of the day.
const LONG: usize = 250;

/// What "today" may mean.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Today {
    /// The expression is another, or the day itself.
    Day,
    /// Nowadays, whatever the document.
    Nowadays,
    /// Nowadays in a document that tells of no other day.
    Perhaps,
}

/// What "heute" means here; `present` where the sentence is in the present tense.
pub(super) fn today(c: &Cursor<'_>, found: &Found, present: bool) -> Today {
    if found.meaning != Meaning::FromToday(0) || found.time.is_some() || found.end > found.start + 1 {
        return Today::Day;
    }
    let (before, after) = (found.start.wrapping_sub(1), found.end);
    let adjective = c.german && c.word(found.start).len() > 5;
    if adjective {
        // "dem heutigen Kaliningrad", but "der heutigen Sitzung"
        return match c.upos(after) {
            Some(Upos::Propn) => Today::Nowadays,
            _ if c.is_event(after) => Today::Day,
            _ => Today::Perhaps,
        };
    }
    let from = c.word(before).eq_ignore_ascii_case("von") && !c.word(after).eq_ignore_ascii_case("an");
    if c.is_word(after, Word::Still) && c.word(after) == "noch"
        || from
        || c.word(before).eq_ignore_ascii_case("even")
    {
        return Today::Nowadays;
    }
    if present { Today::Perhaps } else { Today::Day }
}

/// The date that a dash follows near the beginning ("Bremen, 22. Januar 2024 (nnd) – …"), else the first full date there.
pub(super) fn dateline(all: &[Expression], layer: &TextLayer<'_>) -> Option<Date> {
    let near = all
        .iter()
        .take_while(|expression| expression.tokens.range().start < DATELINE)
        .filter_map(|expression| match expression.found.meaning {
            Meaning::Day {
                year: YearOf::Named(year),
                month,
                day,
            } => Some((expression.tokens.range().end, Date::new(year, month, day).ok()?)),
            _ => None,
        });
    let before_dash = |&(end, _): &(usize, Date)| {
        (end..layer.tokens.len().min(end + BEFORE_DASH))
            .any(|at| matches!(layer.word(at), "–" | "—" | "-" | "--"))
    };
    near.clone()
        .find(before_dash)
        .or_else(|| near.clone().next())
        .map(|(_, date)| date)
}

/// The years that a text names, and its words for days around its own date.
#[derive(Debug, Default)]
struct Tally {
    far: usize,
    near: usize,
    deictic: usize,
}

impl Tally {
    fn of(all: &[Expression], anchor: Option<Date>) -> Self {
        let mut tally = Self::default();
        for expression in all {
            match expression.found.meaning {
                Meaning::Day {
                    year: YearOf::Named(year),
                    ..
                }
                | Meaning::Month {
                    year: YearOf::Named(year),
                    ..
                }
                | Meaning::Season {
                    year: YearOf::Named(year),
                    ..
                }
                | Meaning::Year(year) => {
                    let far = anchor.is_some_and(|anchor| anchor.year().abs_diff(year) > 1);
                    if far { tally.far += 1 } else { tally.near += 1 }
                }
                Meaning::FromToday(days) => {
                    tally.deictic += usize::from(days != 0 || expression.found.time.is_some())
                }
                Meaning::Weekday { .. } | Meaning::Weekend => tally.deictic += 1,
                Meaning::Shifted {
                    shift:
                        Shift {
                            from: Origin::Document,
                            ..
                        },
                    ..
                } => tally.deictic += 1,
                _ => {}
            }
        }
        tally
    }

    /// The document tells of years that are long over: history, not news.
    fn is_narrative(&self) -> bool {
        self.far >= 8 && self.far > self.near && self.far > 3 * self.deictic
    }
}

/// Places every expression, one after the other.
pub(super) fn place_all(all: &[Expression], anchor: Option<Date>, tokens: usize) -> Vec<Placed> {
    let tally = Tally::of(all, anchor);
    let mut context = Context {
        anchor,
        narrative: tally.is_narrative(),
        ..Context::default()
    };
    let essay = tokens > LONG && tally.deictic == 0;
    let mut told: Option<(i16, usize)> = None;
    let mut last_told = 0;
    let mut placed: Vec<Placed> = Vec::with_capacity(all.len());
    for (index, expression) in all.iter().enumerate() {
        let mut found = expression.found.clone();
        if expression.loose == Today::Nowadays
            || expression.loose == Today::Perhaps && (essay || context.narrative)
        {
            found.meaning = Meaning::Reference("PRESENT_REF");
        }
        let next = all.get(index + 1).filter(|next| near(expression, next));
        share_year(
            &mut found,
            next.filter(|next| next.joined).map(|next| &next.found),
        );
        context.told_year = told
            .filter(|&(year, sentence)| {
                sentence + 1 >= expression.sentence && anchor.is_some_and(|anchor| year < anchor.year())
            })
            .map(|(year, _)| year);
        let before = index
            .checked_sub(1)
            .filter(|&before| frames(&all[before], expression));
        context.framing_year = before.and_then(|before| match placed[before].point {
            Some(Point::Year(year)) => Some(year),
            _ => None,
        });
        context.recent = context.last.filter(|_| last_told + 1 >= expression.sentence);
        if found.meaning == Meaning::TimeOfDay {
            (context.beside, context.timeless) = beside(all, &placed, index, &context);
        }
        let begin = placed
            .last()
            .filter(|_| expression.range)
            .and_then(|begin| begin.bounds);
        let done = match begin {
            Some(begin) => place_end(&found, begin, expression.direction, &context),
            None => place(&found, expression.direction, &context),
        };
        // "the day before" is told once more from the same day.
        let aside = context.narrative && is_deictic(&found)
            || matches!(
                &found.meaning,
                Meaning::Shifted {
                    shift: Shift {
                        by: ..0,
                        from: Origin::Mention
                    },
                    ..
                }
            );
        // "the dry season of 1975–1976" goes on in the first of the two.
        let aside =
            aside || context.narrative && expression.range && matches!(found.meaning, Meaning::Year(_));
        // "In 1962, …": a new year begins.
        if matches!(found.meaning, Meaning::Year(_)) && expression.first {
            context.story = None;
        }
        if let Some(point) = done.point.filter(|_| !aside) {
            context.after(point);
            last_told = expression.sentence;
        }
        if let Some(year) = named_year(&found) {
            told = Some((year, expression.sentence));
        }
        placed.push(done);
    }
    placed
}

/// Places the end of a range: where it is not told, the first that is not before its beginning.
fn place_end(found: &Found, begin: Days, direction: Direction, context: &Context) -> Placed {
    let done = place(found, direction, context);
    if done.bounds.is_none_or(|days| days.earliest >= begin.earliest) {
        return done;
    }
    let open = matches!(
        found.meaning,
        Meaning::Weekday {
            shift: None,
            week: None,
            ..
        } | Meaning::Day {
            year: YearOf::Open,
            ..
        } | Meaning::Month {
            year: YearOf::Open,
            ..
        }
    );
    let from_begin = Context {
        anchor: Some(begin.earliest),
        narrative: false,
        told_year: None,
        ..*context
    };
    if open {
        place(found, Direction::Ahead, &from_begin)
    } else {
        done
    }
}

/// True for what is counted from the day of speaking; in a narrative only those it quotes speak so.
fn is_deictic(found: &Found) -> bool {
    match &found.meaning {
        Meaning::FromToday(_) => true,
        Meaning::Shifted { shift, .. } => shift.from == Origin::Document,
        Meaning::Distance { from, .. } => *from == Origin::Document,
        _ => false,
    }
}

fn near(one: &Expression, next: &Expression) -> bool {
    one.sentence == next.sentence && next.tokens.start.saturating_sub(one.tokens.end) <= BESIDE
}

/// True where at most a preposition stands between: "in **diesem Jahr** am 27. April".
fn frames(one: &Expression, next: &Expression) -> bool {
    one.sentence == next.sentence && next.tokens.start.saturating_sub(one.tokens.end) <= 1
}

/// The year that an expression names.
fn named_year(found: &Found) -> Option<i16> {
    match found.meaning {
        Meaning::Day {
            year: YearOf::Named(year),
            ..
        }
        | Meaning::Month {
            year: YearOf::Named(year),
            ..
        }
        | Meaning::Season {
            year: YearOf::Named(year),
            ..
        }
        | Meaning::Year(year) => Some(year),
        _ => None,
    }
}

/// "18. und 19. Dezember 2014", "von Oktober bis März 2015": the first takes its year from the second.
fn share_year(found: &mut Found, next: Option<&Found>) {
    // "the spring and early summer of 1943"
    if let (
        Meaning::Season {
            year: year @ YearOf::Open,
            ..
        },
        Some(Meaning::Season {
            year: YearOf::Named(known),
            ..
        }),
    ) = (&mut found.meaning, next.map(|next| &next.meaning))
    {
        *year = YearOf::Named(*known);
        return;
    }
    let month_and_year = |meaning: &Meaning| match *meaning {
        Meaning::Day { year, month, .. } | Meaning::Month { year, month } => Some((year, month)),
        _ => None,
    };
    let Some((YearOf::Named(known), last)) = next.and_then(|next| month_and_year(&next.meaning)) else {
        return;
    };
    if let Meaning::Day {
        year: year @ YearOf::Open,
        month,
        ..
    }
    | Meaning::Month {
        year: year @ YearOf::Open,
        month,
    } = &mut found.meaning
    {
        *year = YearOf::Named(known - i16::from(*month > last));
    }
}

/// The day that a clock time belongs to: of an expression close behind it, or before it in its sentence; and whether it
/// belongs to none ("jeden Montag um 20 Uhr").
fn beside(all: &[Expression], placed: &[Placed], index: usize, context: &Context) -> (Option<Date>, bool) {
    let own = &all[index];
    let mut before = (0..index)
        .rev()
        .take_while(|&at| all[at].sentence == own.sentence);
    let day = |placed: &Placed| match placed.point {
        Some(Point::Day(day)) => Some(day),
        _ => None,
    };
    if own.each {
        return (None, true);
    }
    // "am 25. und 26. August von 10 bis 18 Uhr": of no one day
    let days = before.clone().find(|&at| day(&placed[at]).is_some());
    let several = days.is_some_and(|at| {
        at > 0
            && all[at].found.time.is_none()
            && all[at].sentence == all[at - 1].sentence
            && (all[at].joined || all[at].range)
            && all[at - 1].found.is_day()
            && all[at - 1].found.time.is_none()
    });
    if several {
        return (None, true);
    }
    if let Some(found) = before.find_map(|at| match placed[at].kind {
        TimexType::Set => Some((None, true)),
        _ => day(&placed[at]).map(|day| (Some(day), false)),
    }) {
        return found;
    }
    let next = all
        .get(index + 1)
        .filter(|next| near(own, next) && next.found.is_day());
    let next = next.and_then(|next| day(&place(&next.found, next.direction, context)));
    (next, false)
}
