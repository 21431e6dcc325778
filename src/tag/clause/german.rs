//! German clauses: each has one finite verb. Where the model found none or one too many, the verb's place decides.

use crate::tag::tags::Tag;
use crate::tag::words::TagWord;

/// Looks forms up in the lexicons of verbs.
pub(in crate::tag) trait VerbForms {
    /// True for a form that is listed as finite, with or without a prefix ("gefällt").
    fn is_finite_form(&self, lower: &str) -> bool;
    /// True for a participle with "ge" ("angefangen").
    fn is_ge_participle(&self, lower: &str) -> bool;
}

/// Mends the tags of one sentence; `word(i)` is the text of token `i`.
pub(in crate::tag) fn mend<'t>(tags: &mut [Tag], word: impl Fn(usize) -> &'t str, forms: &impl VerbForms) {
    nouns_with_capitals(tags, &word);
    let mut from = 0;
    while from < tags.len() {
        let to = (from..tags.len())
            .find(|&at| tags[at] == Tag::Punct)
            .unwrap_or(tags.len());
        let relative = from > 0
            && word(from - 1) == ","
            && begins_relative_clause(&tags[from..to], word(from), || word(from + 1));
        match (from..to).rev().find(|&at| tags[at] == Tag::Sconj) {
            Some(at) if !TagWord::BeforeInfinitive.is(word(at)) => {
                one_finite_verb(&mut tags[from..at]);
                last_verb_is_finite(tags, at, to, &word, forms);
            }
            None if relative => last_verb_is_finite(tags, from, to, &word, forms),
            _ => one_finite_verb(&mut tags[from..to]),
        }
        from = to + 1;
    }
}

/// "das Essen": what has a capital inside a clause is no verb.
fn nouns_with_capitals<'t>(tags: &mut [Tag], word: &impl Fn(usize) -> &'t str) {
    for at in 1..tags.len() {
        let verb = matches!(
            tags[at],
            Tag::VerbFinite | Tag::VerbImperative | Tag::VerbInfinitive | Tag::VerbParticiple
        );
        if verb && tags[at - 1] != Tag::Punct {
            let mut letters = word(at).chars();
            let capital = letters.next().is_some_and(char::is_uppercase);
            if capital && letters.next().is_some_and(char::is_lowercase) {
                tags[at] = Tag::Noun;
            }
        }
    }
}

/// "die …", "durch die …" directly after a comma, as far as the model takes the word for a pronoun.
fn begins_relative_clause<'t>(tags: &[Tag], first: &str, second: impl Fn() -> &'t str) -> bool {
    match tags {
        [Tag::Pron, ..] => TagWord::Relative.is(first),
        [Tag::Adp, Tag::Pron, ..] => TagWord::Relative.is(second()),
        _ => false,
    }
}

/// "…, die in Holland **wohnen**": a subordinate clause without a finite verb has it at its end.
fn last_verb_is_finite<'t>(
    tags: &mut [Tag],
    from: usize,
    to: usize,
    word: &impl Fn(usize) -> &'t str,
    forms: &impl VerbForms,
) {
    if to < from + 2 || tags[from..to].iter().any(|tag| tag.is_finite()) || tags[to - 2] == Tag::Part {
        return;
    }
    let last = word(to - 1);
    if last.starts_with(char::is_uppercase) {
        return;
    }
    tags[to - 1] = match tags[to - 1] {
        Tag::AuxInfinitive if last != "sein" => Tag::AuxFinite,
        Tag::VerbInfinitive if last.ends_with('n') => Tag::VerbFinite,
        Tag::VerbParticiple if forms.is_finite_form(last) || !forms.is_ge_participle(last) => Tag::VerbFinite,
        tag => tag,
    };
}

/// "hat … **gedauert**", "sollte … **rechnen**": after a finite auxiliary the next verb is not finite.
fn one_finite_verb(tags: &mut [Tag]) {
    let mut auxiliary = false;
    for tag in tags {
        match tag {
            Tag::AuxFinite => auxiliary = true,
            Tag::Cconj | Tag::Sconj => auxiliary = false,
            Tag::VerbFinite if auxiliary => {
                *tag = Tag::VerbParticiple;
                auxiliary = false;
            }
            Tag::VerbInfinitive
            | Tag::VerbParticiple
            | Tag::VerbZu
            | Tag::AuxInfinitive
            | Tag::AuxParticiple => {
                auxiliary = false;
            }
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    struct NoForms;

    impl VerbForms for NoForms {
        fn is_finite_form(&self, lower: &str) -> bool {
            lower == "gefällt"
        }
        fn is_ge_participle(&self, lower: &str) -> bool {
            lower.starts_with("ge")
        }
    }

    fn mended(sentence: &[(&str, Tag)]) -> Vec<Tag> {
        crate::tag::clause::mended(sentence, |tags| mend(tags, |at| sentence[at].0, &NoForms))
    }

    #[test]
    fn the_last_verb_of_a_subordinate_clause_is_finite() {
        use Tag::*;
        let clause = [
            (",", Punct),
            ("die", Pron),
            ("in", Adp),
            ("Holland", Propn),
            ("wohnen", VerbInfinitive),
        ];
        assert_eq!(mended(&clause)[4], VerbFinite);
        let clause = [
            ("weil", Sconj),
            ("es", Pron),
            ("mir", Pron),
            ("gefällt", VerbParticiple),
        ];
        assert_eq!(mended(&clause)[3], VerbFinite);
        let clause = [("um", Sconj), ("zu", Part), ("gehen", VerbInfinitive)];
        assert_eq!(mended(&clause)[2], VerbInfinitive);
    }

    #[test]
    fn a_main_clause_has_one_finite_verb() {
        use Tag::*;
        let clause = [
            ("Es", Pron),
            ("hat", AuxFinite),
            ("lange", Adv),
            ("gedauert", VerbFinite),
        ];
        assert_eq!(mended(&clause)[3], VerbParticiple);
        let clause = [
            ("Es", Pron),
            ("hat", AuxFinite),
            ("Zeit", Noun),
            ("und", Cconj),
            ("dauert", VerbFinite),
        ];
        assert_eq!(mended(&clause)[4], VerbFinite);
    }
}
