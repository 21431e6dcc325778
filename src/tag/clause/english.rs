//! English clauses: a sentence has a finite verb. Where the model found none, a noun in a verb's place may be one.

use crate::tag::tags::Tag;

/// "The truce **lapses** on Sunday.", "Talks **resume** in May.": in a sentence that ends with a full stop and has no finite
/// verb, what looks like a noun behind a noun or pronoun that it agrees with, and before a preposition, an adverb or a
/// determiner, is its verb. `word(i)` is the text of token `i`.
pub(in crate::tag) fn mend<'t>(tags: &mut [Tag], word: impl Fn(usize) -> &'t str) {
    let Some(last) = tags.len().checked_sub(1).filter(|&last| word(last) == ".") else {
        return;
    };
    if tags
        .iter()
        .any(|tag| tag.is_finite() || *tag == Tag::VerbImperative)
    {
        return;
    }
    let is_verb = |&at: &usize| {
        let follows = matches!(tags[at - 1], Tag::Noun | Tag::Propn | Tag::Pron);
        let precedes = matches!(tags[at + 1], Tag::Adp | Tag::Adv | Tag::Det | Tag::Part);
        tags[at] == Tag::Noun && follows && precedes && agrees(word(at - 1), word(at))
    };
    if let Some(verb) = (1..last).find(is_verb) {
        tags[verb] = Tag::VerbFinite;
    }
}

/// True where one of noun and verb ends in "-s": "the truce lapses", "talks resume".
fn agrees(noun: &str, verb: &str) -> bool {
    let ends = |word: &str| word.ends_with('s') && !word.ends_with("ss");
    verb.starts_with(char::is_lowercase) && ends(noun) != ends(verb)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mended(sentence: &[(&str, Tag)]) -> Vec<Tag> {
        crate::tag::clause::mended(sentence, |tags| mend(tags, |at| sentence[at].0))
    }

    #[test]
    fn a_sentence_gets_its_verb() {
        use Tag::*;
        let plural = [
            ("Talks", Noun),
            ("resume", Noun),
            ("on", Adp),
            ("Friday", Propn),
            (".", Punct),
        ];
        assert_eq!(mended(&plural)[1], VerbFinite);
        let compound = [
            ("New", Adj),
            ("import", Noun),
            ("rules", Noun),
            ("apply", Noun),
            ("from", Adp),
            ("May", Propn),
            (".", Punct),
        ];
        assert_eq!(mended(&compound)[2..4], [Noun, VerbFinite]);
    }

    #[test]
    fn a_headline_stays_without_one() {
        use Tag::*;
        let headline = [("Peace", Noun), ("talks", Noun), ("in", Adp), ("Geneva", Propn)];
        assert_eq!(mended(&headline)[1], Noun);
    }
}
