//! German verb forms.

use crate::analysis::{Lemma, Mood, Tense};
use crate::language::lexicon;
use crate::tag::clause::german::VerbForms;
use crate::tag::forms::{Form, Forms, Known, auxiliaries, nonfinite};
use crate::tag::tags::Tag;

const DE_AUXILIARIES: &str = include_str!("../../language/de/auxiliaries.txt");
const DE_VERBS: &str = include_str!("../../language/de/verbs.txt");
const DE_PREFIXES: &str = include_str!("../../language/de/verb_prefixes.txt");
const DE_T_STEMS: &str = include_str!("../../language/de/t_stem_verbs.txt");

impl Forms {
    /// The German forms.
    pub fn german() -> Self {
        let mut forms = Self {
            auxiliaries: auxiliaries(DE_AUXILIARIES),
            ..Self::default()
        };
        for entry in lexicon::entries(DE_VERBS) {
            let [lemma, present, past, participle, konjunktiv] = entry[..] else {
                continue;
            };
            let stem = lemma
                .strip_suffix("en")
                .or_else(|| lemma.strip_suffix('n'))
                .unwrap_or(lemma);
            let mut add = |form: String, mood, tense| {
                if !forms.finite.contains(&form) {
                    *forms.finite.entry(&form) = Known {
                        lemma,
                        mood: Some(mood),
                        tense: Some(tense),
                    };
                }
            };
            let plural = |form: &str| format!("{form}{}", if form.ends_with('e') { "n" } else { "en" });
            add(present.to_owned(), Mood::Indicative, Tense::Present);
            add(lemma.to_owned(), Mood::Indicative, Tense::Present);
            add(past.to_owned(), Mood::Indicative, Tense::Past);
            add(plural(past), Mood::Indicative, Tense::Past);
            add(format!("{stem}e"), Mood::SubjunctiveI, Tense::Present);
            if konjunktiv != "-" {
                add(konjunktiv.to_owned(), Mood::SubjunctiveII, Tense::Past);
                add(plural(konjunktiv), Mood::SubjunctiveII, Tense::Past);
            }
            *forms.participles.entry(participle) = lemma;
            if let Some(bare) = participle.strip_prefix("ge")
                && !forms.participles.contains(bare)
            {
                *forms.participles.entry(bare) = lemma;
            }
        }
        forms.prefixes = vec![Vec::new(); 256];
        for prefix in lexicon::words(DE_PREFIXES) {
            forms.prefixes[usize::from(prefix.as_bytes()[0])].push(prefix);
        }
        for prefixes in &mut forms.prefixes {
            prefixes.sort_by_key(|prefix| std::cmp::Reverse(prefix.len()));
        }
        for verb in lexicon::words(DE_T_STEMS) {
            forms.t_stems.entry(verb.strip_suffix("en").unwrap_or(verb));
        }
        forms
    }

    /// What a German form says. `lower` is the form in lower case; `first_person` is true where "ich" stands beside it.
    pub fn german_form(&self, lower: &str, tag: Tag, first_person: bool) -> Form {
        let mut form = match tag {
            Tag::VerbFinite | Tag::AuxFinite | Tag::VerbImperative => self.german_finite(lower),
            Tag::VerbParticiple | Tag::AuxParticiple => nonfinite(self.german_participle(lower)),
            Tag::VerbZu => nonfinite(self.without_zu(lower)),
            _ => nonfinite(self.plain(lower)),
        };
        if tag == Tag::VerbImperative {
            form.mood = Some(Mood::Imperative);
        } else if first_person && form.mood == Some(Mood::SubjunctiveI) {
            form.mood = Some(Mood::Indicative);
        }
        form
    }

    fn german_finite(&self, lower: &str) -> Form {
        if let Some(known) = self.auxiliaries.get(lower).filter(|known| known.mood.is_some()) {
            return Form {
                lemma: Lemma::Lexicon(known.lemma),
                mood: known.mood,
                tense: known.tense,
            };
        }
        if let Some((prefix, known)) = self.prefixed(lower, |bare| self.finite.get(bare)) {
            return Form {
                lemma: joined(prefix, known.lemma),
                mood: known.mood,
                tense: known.tense,
            };
        }
        let form = |lemma: String, mood, tense| Form {
            lemma: Lemma::Derived(lemma.into_boxed_str()),
            mood: Some(mood),
            tense: Some(tense),
        };
        if let Some(stem) = lower.strip_suffix('e').filter(|stem| self.is_t_stem(stem)) {
            return form(format!("{stem}en"), Mood::SubjunctiveI, Tense::Present);
        }
        // Not "tet": "leitet" and "wartet" are news, "ihr sagtet" is none.
        for ending in ["ten", "te", "test"] {
            if let Some(stem) = lower.strip_suffix(ending).filter(|stem| stem.len() > 1) {
                let stem = stem
                    .strip_suffix('e')
                    .filter(|stem| stem.ends_with(['t', 'd', 'n', 'm']))
                    .unwrap_or(stem);
                return form(infinitive(stem), Mood::Indicative, Tense::Past);
            }
        }
        if lower.ends_with("en") || lower.ends_with("ern") || lower.ends_with("eln") {
            return form(lower.to_owned(), Mood::Indicative, Tense::Present);
        }
        if let Some(stem) = lower.strip_suffix('t') {
            let stem = stem
                .strip_suffix('e')
                .filter(|stem| stem.ends_with(['t', 'd', 'n', 'm']))
                .unwrap_or(stem);
            return form(infinitive(stem), Mood::Indicative, Tense::Present);
        }
        if let Some(stem) = lower.strip_suffix('e') {
            return form(infinitive(stem), Mood::SubjunctiveI, Tense::Present);
        }
        Form {
            lemma: Lemma::Surface,
            mood: Some(Mood::Indicative),
            tense: Some(Tense::Present),
        }
    }

    /// The prefixes that begin with the first byte of `form`.
    fn prefixes_of(&self, form: &str) -> &[&'static str] {
        form.bytes()
            .next()
            .and_then(|first| self.prefixes.get(usize::from(first)))
            .map_or(&[], Vec::as_slice)
    }

    fn is_t_stem(&self, stem: &str) -> bool {
        self.prefixed(stem, |bare| self.t_stems.get(bare)).is_some()
    }

    /// Looks a form up as it stands, then without its prefix.
    fn prefixed<'f, T>(
        &self,
        form: &'f str,
        find: impl Fn(&'f str) -> Option<T>,
    ) -> Option<(&'static str, T)> {
        if let Some(found) = find(form) {
            return Some(("", found));
        }
        self.prefixes_of(form).iter().find_map(|&prefix| {
            let bare = form.strip_prefix(prefix)?;
            find(bare).map(|found| (prefix, found))
        })
    }

    fn german_participle(&self, lower: &str) -> Lemma {
        if let Some(known) = self.auxiliaries.get(lower) {
            return Lemma::Lexicon(known.lemma);
        }
        if let Some((prefix, lemma)) = self.prefixed(lower, |bare| self.participles.get(bare)) {
            return joined(prefix, lemma);
        }
        let regular = |bare: &str| {
            let stem = bare.strip_prefix("ge")?.strip_suffix('t')?;
            let stem = stem
                .strip_suffix('e')
                .filter(|stem| stem.ends_with(['t', 'd', 'n', 'm']))
                .unwrap_or(stem);
            (stem.len() > 1).then(|| infinitive(stem))
        };
        if let Some((prefix, lemma)) = self.prefixed(lower, regular) {
            return Lemma::Derived(format!("{prefix}{lemma}").into_boxed_str());
        }
        let stem = lower
            .strip_suffix("et")
            .filter(|stem| stem.ends_with(['t', 'd']))
            .or_else(|| lower.strip_suffix('t'));
        stem.map_or(Lemma::Surface, |stem| {
            Lemma::Derived(infinitive(stem).into_boxed_str())
        })
    }

    /// "einzureichen" -> "einreichen".
    fn without_zu(&self, lower: &str) -> Lemma {
        let joined = self.prefixes_of(lower).iter().find_map(|&prefix| {
            let verb = lower
                .strip_prefix(prefix)?
                .strip_prefix("zu")
                .filter(|verb| verb.len() > 3)?;
            Some(Lemma::Derived(format!("{prefix}{verb}").into_boxed_str()))
        });
        joined.unwrap_or(Lemma::Surface)
    }

    fn plain(&self, lower: &str) -> Lemma {
        match self.finite.get(lower) {
            Some(known) if known.lemma == lower => Lemma::Lexicon(known.lemma),
            _ => Lemma::Surface,
        }
    }
}

impl VerbForms for Forms {
    fn is_finite_form(&self, lower: &str) -> bool {
        self.prefixed(lower, |bare| self.finite.get(bare)).is_some()
    }

    fn is_ge_participle(&self, lower: &str) -> bool {
        lower.starts_with("ge")
            || self.prefixes_of(lower).iter().any(|prefix| {
                lower
                    .strip_prefix(prefix)
                    .is_some_and(|bare| bare.starts_with("ge"))
            })
    }
}

fn joined(prefix: &str, lemma: &'static str) -> Lemma {
    if prefix.is_empty() {
        Lemma::Lexicon(lemma)
    } else {
        Lemma::Derived(format!("{prefix}{lemma}").into_boxed_str())
    }
}

/// The German infinitive of a stem: "änder" -> "ändern", "sag" -> "sagen".
fn infinitive(stem: &str) -> String {
    let short = (stem.ends_with("er") && !stem.ends_with("ier") || stem.ends_with("el")) && stem.len() > 3;
    format!("{stem}{}", if short { "n" } else { "en" })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tag::forms::tests::{has_columns, lead_back};

    #[test]
    fn every_line_of_the_verb_lexicons_has_its_columns() {
        has_columns(DE_VERBS, 5..=5);
        has_columns(DE_AUXILIARIES, 2..=4);
    }

    #[test]
    fn forms_are_led_back_to_the_infinitive() {
        let forms = Forms::german();
        let cases = [
            ("sprach", Tag::VerbFinite, "sprechen"),
            ("widersprach", Tag::VerbFinite, "widersprechen"),
            ("versprochen", Tag::VerbParticiple, "versprechen"),
            ("angekündigt", Tag::VerbParticiple, "ankündigen"),
            ("einzureichen", Tag::VerbZu, "einreichen"),
            ("berichtete", Tag::VerbFinite, "berichten"),
            ("ändert", Tag::VerbFinite, "ändern"),
            ("erklärte", Tag::VerbFinite, "erklären"),
            ("fordere", Tag::VerbFinite, "fordern"),
        ];
        lead_back(&cases, |form, tag| forms.german_form(form, tag, false).lemma);
    }

    #[test]
    fn the_mood_is_told_by_the_form() {
        let forms = Forms::german();
        let mood = |form, first| forms.german_form(form, Tag::VerbFinite, first).mood;
        assert_eq!(mood("sage", false), Some(Mood::SubjunctiveI));
        assert_eq!(mood("sage", true), Some(Mood::Indicative));
        assert_eq!(mood("berichte", false), Some(Mood::SubjunctiveI));
        assert_eq!(mood("käme", false), Some(Mood::SubjunctiveII));
        assert_eq!(mood("sagte", false), Some(Mood::Indicative));
        assert_eq!(mood("gehe", false), Some(Mood::SubjunctiveI));
    }
}
