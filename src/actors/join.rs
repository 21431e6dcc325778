//! Which forms name one actor: names of one body, cases of one name, acronyms and long forms, short and longer names.

use std::collections::HashMap;
use std::ops::Range;

use crate::actors::fold;
use crate::actors::form;
use crate::actors::forms::Form;
use crate::actors::lexicon::{Ending, Lexicon, NameWord};
use crate::actors::longform::Pair;
use crate::analysis::{EntityType, Mention};
use crate::language::Language;

/// Disjoint sets of forms.
pub(crate) struct Sets(Vec<usize>);

impl Sets {
    /// As many sets as there are forms.
    pub fn new(forms: usize) -> Self {
        Self((0..forms).collect())
    }

    /// The form that stands for the set of a form.
    pub fn find(&mut self, mut at: usize) -> usize {
        while self.0[at] != at {
            self.0[at] = self.0[self.0[at]];
            at = self.0[at];
        }
        at
    }

    /// Joins two sets; the one that begins earlier goes on.
    pub fn join(&mut self, one: usize, other: usize) {
        let (one, other) = (self.find(one), self.find(other));
        let (low, high) = (one.min(other), one.max(other));
        self.0[high] = low;
    }
}

pub(crate) fn bodies(forms: &[Form], sets: &mut Sets) {
    let mut first: HashMap<u32, usize> = HashMap::with_capacity(forms.len());
    for (index, form) in forms.iter().enumerate() {
        if let Some(name) = form.body {
            let other = *first.entry(name.body).or_insert(index);
            sets.join(index, other);
        }
    }
}

/// The forms by their keys.
pub(crate) fn by_key(forms: &[Form]) -> HashMap<&str, usize> {
    forms
        .iter()
        .enumerate()
        .map(|(n, form)| (form.key.as_str(), n))
        .collect()
}

/// A run of the words of a key.
pub(crate) fn run<'a>(key: &'a str, words: &[&str], run: Range<usize>) -> &'a str {
    let length = |words: &[&str]| words.iter().map(|word| word.len() + 1).sum::<usize>();
    let start = length(&words[..run.start]);
    &key[start..start + length(&words[run]) - 1]
}

/// Joins the cases of a name: genitive -s of all, every ending of names that are no persons'; in English names with and
/// without their article.
pub(crate) fn inflected(
    forms: &[Form],
    by_key: &HashMap<&str, usize>,
    language: Language,
    lexicon: &Lexicon,
    sets: &mut Sets,
) {
    if language == Language::English {
        for (index, form) in forms.iter().enumerate() {
            let bare = form.key.strip_prefix("the ");
            if let Some(&bare) = bare.and_then(|bare| by_key.get(bare)) {
                sets.join(index, bare);
            }
        }
    }
    if language != Language::German {
        return;
    }
    let mut by_stem: HashMap<String, usize> = HashMap::with_capacity(forms.len());
    for (index, form) in forms.iter().enumerate() {
        // "Peters" beside "Peter" is a name of its own
        let own = form.entity == EntityType::Person
            && form.words == 1
            && lexicon.is_surname_in_s(&form.writings[0].surface);
        if let Some(&base) = form::without_s(&form.key)
            .and_then(|base| by_key.get(base))
            .filter(|_| !own)
        {
            sets.join(index, base);
        }
        if form.entity != EntityType::Person && (form.words > 1 || form.entity != EntityType::Location) {
            let other = *by_stem.entry(fold::stem(&form.key)).or_insert(index);
            sets.join(index, other);
        }
    }
}

/// Joins "Bremer Flughafen" with "Flughafen Bremen": a noun with an adjective of the place before it or the place after it.
pub(crate) fn placed(forms: &[Form], language: Language, lexicon: &Lexicon, sets: &mut Sets) {
    if language != Language::German {
        return;
    }
    let two = |form: &Form| form.words == 2 && form.entity != EntityType::Person;
    let mut after: HashMap<&str, Vec<(usize, &str)>> = HashMap::new();
    for (index, form) in forms.iter().enumerate().filter(|(_, form)| two(form)) {
        if let Some((noun, place)) = form.key.split_once(' ') {
            after.entry(noun).or_default().push((index, place));
        }
    }
    for (index, form) in forms.iter().enumerate().filter(|(_, form)| two(form)) {
        let Some((adjective, noun)) = form.key.split_once(' ') else {
            continue;
        };
        let Some(stem) = Ending::TownAdjective.strip(adjective) else {
            continue;
        };
        let Some(places) = after.get(lexicon.without_genitive(noun)) else {
            continue;
        };
        let mut same = places
            .iter()
            .filter(|(_, place)| is_place_of(stem, place))
            .take(2);
        if let (Some(&(other, _)), None) = (same.next(), same.next()) {
            sets.join(index, other);
        }
    }
}

/// True for the stem of a place's adjective in -er: "berlin" of Berlin, "brem" of Bremen, "münchn" of München.
fn is_place_of(stem: &str, place: &str) -> bool {
    let rest = place.strip_prefix(stem);
    let short = rest.is_some_and(|rest| rest.is_empty() || Ending::TownRest.is(rest));
    let without_vowel = || {
        let begins = stem
            .strip_suffix('n')
            .is_some_and(|begin| place.strip_suffix("en") == Some(begin));
        begins && stem.len() > 3
    };
    stem.len() > 2 && (short || without_vowel())
}

/// Joins "Deutsche Presse-Agentur (dpa)", and an acronym with the only long form that it stands for.
pub(crate) fn acronyms(
    mentions: &[Mention],
    pairs: &[Pair],
    forms: &[Form],
    lexicon: &Lexicon,
    sets: &mut Sets,
) {
    let mut form_of: HashMap<u32, usize> = HashMap::new();
    for (index, form) in forms.iter().enumerate().filter(|_| !pairs.is_empty()) {
        form_of.extend(
            form.mentions
                .iter()
                .map(|&mention| (mentions[mention].tokens.start, index)),
        );
    }
    for pair in pairs {
        if let (Some(&long), Some(&short)) = (form_of.get(&pair.long.start), form_of.get(&pair.short.start)) {
            sets.join(long, short);
        }
    }
    let long: Vec<usize> = (0..forms.len())
        .filter(|&n| forms[n].words > 1 && forms[n].words <= 8 && forms[n].entity != EntityType::Person)
        .take(LONG_FORMS)
        .collect();
    for (index, form) in forms.iter().enumerate() {
        let name = &form.writings[0].surface;
        if form.body.is_some() || !fold::is_acronym(name) {
            continue;
        }
        let mut fits = long.iter().copied().filter(|&n| {
            forms[n].entity == form.entity && fold::stands_for(name, &forms[n].writings[0].surface, lexicon)
        });
        if let Some(first) = fits.next() {
            let set = sets.find(first);
            if fits.all(|n| sets.find(n) == set) {
                sets.join(index, first);
            }
        }
    }
}

/// At most so many long forms are compared with an acronym, so that time stays linear.
const LONG_FORMS: usize = 200;

/// Joins an organisation's short name with the one longer name that holds it ("Vattenfall", "Vattenfall Europe").
pub(crate) fn contained(
    forms: &[Form],
    by_key: &HashMap<&str, usize>,
    language: Language,
    lexicon: &Lexicon,
    sets: &mut Sets,
) {
    let mut longer: Vec<Vec<usize>> = vec![Vec::new(); forms.len()];
    for (index, form) in forms.iter().enumerate() {
        let entity = form.entity;
        if entity == EntityType::Person || !(2..=8).contains(&form.words) {
            continue;
        }
        let words: Vec<&str> = form.key.split(' ').collect();
        // "Frankfurt am Main"; "den" stands inside no name
        let joins = |word: &&str| {
            lexicon.is_anywhere(word, NameWord::Inside) && !lexicon.is_anywhere(word, NameWord::Dative)
        };
        let joining: Vec<bool> = words.iter().map(joins).collect();
        for start in 0..words.len() {
            for end in start + 1..=words.len() {
                if end - start < words.len()
                    && may_shorten(&words, &joining, start..end, entity, lexicon)
                    && let Some(&short) = by_key.get(run(&form.key, &words, start..end))
                {
                    longer[short].push(index);
                }
            }
        }
    }
    for (index, form) in forms.iter().enumerate() {
        let entity = form.entity;
        let mut fits = longer[index]
            .iter()
            .copied()
            .filter(|&n| forms[n].entity == entity)
            .filter(|&n| form.body.is_none() || is_countrys(&forms[n], form, lexicon))
            .filter(|&n| !is_part_of(&forms[n], form, language, lexicon));
        if let Some(first) = fits.next() {
            let set = sets.find(first);
            if fits.all(|n| sets.find(n) == set) {
                sets.join(index, first);
            }
        }
    }
}

/// "United Kingdom Home Office" beside "Home Office".
fn is_countrys(long: &Form, short: &Form, lexicon: &Lexicon) -> bool {
    let (long, short) = (&long.writings[0].surface, &short.writings[0].surface);
    let country = long
        .strip_suffix(short.as_str())
        .and_then(|rest| rest.strip_suffix(' '));
    country.is_some_and(|country| lexicon.is_place(country))
}

/// "University of Leeds Student Association" beside "University of Leeds": an organisation within another one, which is whole as it is.
fn is_part_of(long: &Form, short: &Form, language: Language, lexicon: &Lexicon) -> bool {
    let (long_name, short_name) = (&long.writings[0].surface, &short.writings[0].surface);
    language == Language::English
        && long.words > short.words + 1
        && long_name.starts_with(short_name.as_str())
        && lexicon.name_head(short_name, language) == Some(EntityType::Organisation)
        && lexicon.name_head(long_name, language) == Some(EntityType::Organisation)
}

/// True where a run of the words of a longer name, some of which join others, can stand for the whole of it.
fn may_shorten(
    words: &[&str],
    joining: &[bool],
    run: Range<usize>,
    entity: EntityType,
    lexicon: &Lexicon,
) -> bool {
    let (start, end) = (run.start, run.end);
    let (head, tail) = (start == 0, end == words.len());
    if joining[start] || joining[end - 1] {
        return false;
    }
    match entity {
        // "Bayern", "FC Bayern", "FC Bayern München"; not "Nations" of "Mission of the Nations"
        EntityType::Organisation => (head || !joining[start - 1]) && (tail || head || end < words.len()),
        // "Frankfurt" of "Frankfurt am Main", "China" of "Volksrepublik China"
        EntityType::Location => {
            head && (end < words.len() && (joining[end] || words[end].starts_with('(')))
                || tail
                    && words[..start]
                        .iter()
                        .all(|word| lexicon.is_anywhere(word, NameWord::Fuller))
        }
        EntityType::Other => head && words[end..].iter().all(|w| w.chars().all(|c| c.is_ascii_digit())),
        EntityType::Person => false,
    }
}
