//! English verb forms.

use crate::analysis::{Lemma, Mood, Tense};
use crate::language::lexicon;
use crate::tag::forms::{Form, Forms, Known, auxiliaries, nonfinite};
use crate::tag::tags::Tag;

const EN_AUXILIARIES: &str = include_str!("../../language/en/auxiliaries.txt");
const EN_VERBS: &str = include_str!("../../language/en/verbs.txt");

impl Forms {
    /// The English forms.
    pub fn english() -> Self {
        let mut forms = Self {
            auxiliaries: auxiliaries(EN_AUXILIARIES),
            ..Self::default()
        };
        for entry in lexicon::entries(EN_VERBS) {
            let (Some(&lemma), Some(&past), Some(&participle)) = (entry.first(), entry.get(1), entry.get(2))
            else {
                continue;
            };
            let known = |tense| Known {
                lemma,
                mood: Some(Mood::Indicative),
                tense: Some(tense),
            };
            // "need": no past form
            if lemma.ends_with("ed") && past != lemma {
                *forms.finite.entry(lemma) = known(Tense::Present);
            }
            if past != lemma {
                *forms.finite.entry(past) = known(Tense::Past);
            }
            if let Some(&third) = entry.get(3) {
                *forms.finite.entry(third) = known(Tense::Present);
            }
            *forms.participles.entry(participle) = lemma;
        }
        forms
    }

    /// What an English form says.
    pub fn english_form(&self, lower: &str, tag: Tag) -> Form {
        let finite = tag.is_finite();
        if let Some(known) = self.auxiliaries.get(lower) {
            return Form {
                lemma: Lemma::Lexicon(known.lemma),
                mood: known.mood.filter(|_| finite),
                tense: known.tense.filter(|_| finite),
            };
        }
        match tag {
            Tag::VerbImperative => Form {
                lemma: Lemma::Surface,
                mood: Some(Mood::Imperative),
                tense: Some(Tense::Present),
            },
            Tag::VerbFinite | Tag::AuxFinite => {
                if let Some(known) = self.finite.get(lower) {
                    return Form {
                        lemma: Lemma::Lexicon(known.lemma),
                        mood: known.mood,
                        tense: known.tense,
                    };
                }
                let past = lower.ends_with("ed");
                let lemma = if past {
                    english_base(lower, "ed")
                } else {
                    english_third_person(lower)
                };
                let tense = if past { Tense::Past } else { Tense::Present };
                Form {
                    lemma,
                    mood: Some(Mood::Indicative),
                    tense: Some(tense),
                }
            }
            Tag::VerbParticiple | Tag::AuxParticiple => {
                let known = self.participles.get(lower).map(Lemma::Lexicon);
                nonfinite(known.unwrap_or_else(|| {
                    english_base(lower, if lower.ends_with("ing") { "ing" } else { "ed" })
                }))
            }
            _ => nonfinite(Lemma::Surface),
        }
    }
}

/// The base of a regular English form: "planned" -> "plan", "announced" -> "announce", "denied" -> "deny".
fn english_base(lower: &str, ending: &str) -> Lemma {
    let Some(stem) = lower.strip_suffix(ending).filter(|stem| stem.len() > 1) else {
        return Lemma::Surface;
    };
    let base = if let Some(stem) = stem.strip_suffix('i').filter(|_| ending == "ed") {
        format!("{stem}y")
    } else {
        let bytes = stem.as_bytes();
        let last = bytes[bytes.len() - 1];
        let doubled = bytes.len() > 2
            && last == bytes[bytes.len() - 2]
            && !matches!(last, b's' | b'e' | b'f' | b'z')
            && (last != b'l' || vowels(stem) > 1);
        let silent = [
            "c", "v", "u", "dg", "rg", "ng", "iz", "ys", "is", "os", "us", "as", "at", "ir", "ur", "ut",
            "ar", "id", "ib", "in", "op", "ak", "ik", "ok", "et",
        ];
        let keeps = [
            "eat", "oin", "ain", "ear", "air", "ook", "eak", "oak", "ing", "ong", "it", "ait", "out", "our",
            "oup", "oar", "ffic", "seas",
        ];
        if doubled {
            stem[..stem.len() - 1].to_owned()
        } else if silent.iter().any(|end| stem.ends_with(end)) && !keeps.iter().any(|end| stem.ends_with(end))
        {
            format!("{stem}e")
        } else {
            stem.to_owned()
        }
    };
    Lemma::Derived(base.into_boxed_str())
}

fn vowels(word: &str) -> usize {
    word.bytes()
        .filter(|byte| matches!(byte, b'a' | b'e' | b'i' | b'o' | b'u'))
        .count()
}

fn english_third_person(lower: &str) -> Lemma {
    let base = if let Some(stem) = lower.strip_suffix("ies").filter(|stem| stem.len() > 1) {
        format!("{stem}y")
    } else if let Some(stem) = lower
        .strip_suffix("es")
        .filter(|s| s.ends_with("sh") || s.ends_with("ch") || s.ends_with("ss") || s.ends_with('x'))
    {
        stem.to_owned()
    } else if let Some(stem) = lower.strip_suffix('s').filter(|stem| !stem.ends_with('s')) {
        stem.to_owned()
    } else {
        return Lemma::Surface;
    };
    Lemma::Derived(base.into_boxed_str())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tag::forms::tests::{has_columns, lead_back};

    #[test]
    fn every_line_of_the_verb_lexicons_has_its_columns() {
        has_columns(EN_VERBS, 3..=4);
        has_columns(EN_AUXILIARIES, 2..=4);
    }

    #[test]
    fn forms_are_led_back_to_the_base() {
        let forms = Forms::english();
        let cases = [
            ("said", Tag::VerbFinite, "say"),
            ("announced", Tag::VerbFinite, "announce"),
            ("planned", Tag::VerbParticiple, "plan"),
            ("denied", Tag::VerbFinite, "deny"),
            ("wanted", Tag::VerbFinite, "want"),
            ("takes", Tag::VerbFinite, "take"),
        ];
        lead_back(&cases, |form, tag| forms.english_form(form, tag).lemma);
    }
}
