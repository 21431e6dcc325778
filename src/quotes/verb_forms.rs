//! The forms of the verbs that introduce quotes, made from their infinitives.

use std::collections::{HashMap, HashSet};

use crate::language::lexicon;

/// A form of a verb.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Form {
    pub text: String,
    /// A finite form; else a participle or an infinitive.
    pub finite: bool,
    /// A past participle.
    pub participle: bool,
    /// Without its separable prefix.
    pub apart: bool,
}

impl Form {
    fn finite(text: String) -> Self {
        Self {
            text,
            finite: true,
            participle: false,
            apart: false,
        }
    }

    fn infinitive(text: String) -> Self {
        Self {
            finite: false,
            ..Self::finite(text)
        }
    }

    fn participle(text: String) -> Self {
        Self {
            participle: true,
            ..Self::infinitive(text)
        }
    }
}

/// Third person singular of the present, of the past, past participle.
type Parts = [&'static str; 3];

/// The principal parts by infinitive.
fn principal_parts(file: &'static str) -> HashMap<&'static str, Parts> {
    lexicon::entries(file)
        .filter_map(|columns| match columns.as_slice() {
            [verb, present, past, participle] => Some((*verb, [*present, *past, *participle])),
            _ => None,
        })
        .collect()
}

/// What is known of German verbs.
pub(super) struct GermanVerbs {
    strong: HashMap<&'static str, Parts>,
    /// Prefixes that may be inseparable: their participle has no "ge".
    prefixes: Vec<&'static str>,
}

impl GermanVerbs {
    pub fn embedded() -> Self {
        let inseparable = |columns: Vec<&'static str>| match columns.as_slice() {
            [prefix, "insep" | "both"] => Some(*prefix),
            _ => None,
        };
        let prefixes = lexicon::entries(include_str!("../language/de/verb_prefixes.txt"));
        Self {
            strong: principal_parts(include_str!("../language/de/strong_verbs.txt")),
            prefixes: prefixes.filter_map(inseparable).collect(),
        }
    }

    /// The forms of a verb, whose separable prefix stands before a bar.
    pub fn forms(&self, lemma: &str) -> Vec<Form> {
        let (particle, verb) = lemma.split_once('|').unwrap_or(("", lemma));
        let stem = verb
            .strip_suffix("en")
            .or_else(|| verb.strip_suffix('n'))
            .unwrap_or(verb);
        let (finite, participle) = match self.strong_parts(verb) {
            Some((prefix, parts)) => strong_forms(verb, stem, prefix, parts),
            None => self.weak_forms(verb, stem),
        };
        let mut forms = Vec::new();
        for form in finite {
            if !particle.is_empty() {
                forms.push(Form::finite(format!("{particle}{form}")));
            }
            if form == verb {
                forms.push(Form::infinitive(format!("{particle}{form}")));
            }
            forms.push(Form {
                apart: !particle.is_empty(),
                ..Form::finite(form)
            });
        }
        forms.push(Form::participle(format!("{particle}{participle}")));
        if !particle.is_empty() {
            forms.push(Form::infinitive(format!("{particle}zu{verb}")));
        }
        forms
    }

    /// Finite forms and participle of a weak verb.
    fn weak_forms(&self, verb: &str, stem: &str) -> (Vec<String>, String) {
        let cluster = stem.ends_with(['n', 'm']) && ends_in_cluster(stem);
        let link = if stem.ends_with(['t', 'd']) || cluster {
            "e"
        } else {
            ""
        };
        let finite = vec![
            format!("{stem}{link}t"),
            format!("{stem}{link}te"),
            format!("{stem}{link}ten"),
            verb.to_owned(),
            format!("{stem}e"),
        ];
        let prefixed = |prefix: &&str| verb.len() > prefix.len() + 4 && verb.starts_with(*prefix);
        let no_ge = verb.ends_with("ieren") || self.prefixes.iter().any(prefixed);
        let ge = if no_ge { "" } else { "ge" };
        (finite, format!("{ge}{stem}{link}t"))
    }

    /// The principal parts of the verb without its inseparable prefix, and that prefix.
    fn strong_parts<'v>(&self, verb: &'v str) -> Option<(&'v str, Parts)> {
        if let Some(parts) = self.strong.get(verb) {
            return Some(("", *parts));
        }
        self.prefixes.iter().find_map(|prefix| {
            let base = verb.strip_prefix(prefix)?;
            Some((&verb[..prefix.len()], *self.strong.get(base)?))
        })
    }
}

/// Finite forms and participle of a strong verb with an inseparable prefix, or none.
fn strong_forms(
    verb: &str,
    stem: &str,
    prefix: &str,
    [present, past, participle]: Parts,
) -> (Vec<String>, String) {
    let past_plural = if past.ends_with('e') {
        format!("{prefix}{past}n")
    } else {
        format!("{prefix}{past}en")
    };
    let finite = vec![
        format!("{prefix}{present}"),
        format!("{prefix}{past}"),
        past_plural,
        verb.to_owned(),
        format!("{stem}e"),
    ];
    let bare = match prefix {
        "" => participle,
        _ => participle.strip_prefix("ge").unwrap_or(participle),
    };
    (finite, format!("{prefix}{bare}"))
}

/// Stems such as "rechn" and "widm" need an "e" before the ending; "mein" and "nehm" do not.
fn ends_in_cluster(stem: &str) -> bool {
    let before = stem.chars().rev().nth(1);
    before.is_some_and(|c| !"aeiouäöürlhmn".contains(c)) || stem.ends_with("chn")
}

/// What is known of English verbs.
pub(super) struct EnglishVerbs {
    irregular: HashMap<&'static str, Parts>,
    /// Verbs that double their last letter before "ed" and "ing".
    doubling: HashSet<&'static str>,
}

impl EnglishVerbs {
    pub fn embedded() -> Self {
        Self {
            irregular: principal_parts(include_str!("../language/en/irregular_verbs.txt")),
            doubling: lexicon::words(include_str!("../language/en/doubling_verbs.txt")).collect(),
        }
    }

    /// The forms of a verb.
    pub fn forms(&self, lemma: &str) -> Vec<Form> {
        let (third, past, participle) = match self.irregular.get(lemma) {
            Some(parts) => {
                let [third, past, participle] = parts.map(str::to_owned);
                (third, past, participle)
            }
            None => {
                let past = self.past(lemma);
                (third_person(lemma), past.clone(), past)
            }
        };
        vec![
            Form::finite(lemma.to_owned()),
            Form::finite(third),
            Form::finite(past),
            Form::participle(participle),
            Form::finite(self.ing(lemma)),
        ]
    }

    fn past(&self, lemma: &str) -> String {
        if ends_in_y(lemma) {
            format!("{}ied", &lemma[..lemma.len() - 1])
        } else if lemma.ends_with('e') {
            format!("{lemma}d")
        } else if self.doubling.contains(lemma) {
            format!("{lemma}{}ed", &lemma[lemma.len() - 1..])
        } else {
            format!("{lemma}ed")
        }
    }

    /// The present participle: "saying".
    fn ing(&self, lemma: &str) -> String {
        if self.doubling.contains(lemma) {
            format!("{lemma}{}ing", &lemma[lemma.len() - 1..])
        } else if let Some(stem) = lemma.strip_suffix('e').filter(|stem| !stem.ends_with('e')) {
            format!("{stem}ing")
        } else {
            format!("{lemma}ing")
        }
    }
}

fn third_person(lemma: &str) -> String {
    if ends_in_y(lemma) {
        format!("{}ies", &lemma[..lemma.len() - 1])
    } else if lemma.ends_with(['s', 'x', 'z']) || lemma.ends_with("sh") || lemma.ends_with("ch") {
        format!("{lemma}es")
    } else {
        format!("{lemma}s")
    }
}

/// True for "deny", whose "y" becomes "i", but not for "say".
fn ends_in_y(lemma: &str) -> bool {
    lemma.ends_with('y') && !["ay", "ey", "oy"].iter().any(|end| lemma.ends_with(end))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_of_the_lexicons_parses() {
        let parts = [
            include_str!("../language/de/strong_verbs.txt"),
            include_str!("../language/en/irregular_verbs.txt"),
        ];
        for columns in parts.into_iter().flat_map(lexicon::entries) {
            assert_eq!(columns.len(), 4, "{columns:?}");
        }
        for columns in lexicon::entries(include_str!("../language/en/doubling_verbs.txt")) {
            assert_eq!(columns.len(), 1, "{columns:?}");
        }
    }

    #[test]
    fn participles_are_made_by_rule() {
        let participle = |forms: Vec<Form>| {
            forms
                .into_iter()
                .find(|form| form.participle)
                .map(|form| form.text)
        };
        let german = GermanVerbs::embedded();
        for (lemma, expected) in [
            ("mit|teilen", "mitgeteilt"),
            ("erklären", "erklärt"),
            ("wiederholen", "wiederholt"),
        ] {
            assert_eq!(
                participle(german.forms(lemma)).as_deref(),
                Some(expected),
                "{lemma}"
            );
        }
        let english = EnglishVerbs::embedded();
        for (lemma, expected) in [
            ("admit", "admitted"),
            ("deny", "denied"),
            ("say", "said"),
            ("note", "noted"),
        ] {
            assert_eq!(
                participle(english.forms(lemma)).as_deref(),
                Some(expected),
                "{lemma}"
            );
        }
    }
}
