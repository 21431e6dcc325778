//! One surface form of a name, and its base form.

use std::borrow::Cow;

use crate::actors::lexicon::{Ending, Lexicon, NameWord, NounClass, adjective_stem};
use crate::analysis::{EntityType, Gender, Mention, MentionKind, TextLayer, Upos};
use crate::language::Language;

/// What stands before a mention, as far as it tells the case of its name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Case {
    /// "des", "eines": genitive.
    Genitive,
    /// "den … -n": dative plural is possible.
    Dative,
    /// Anything else.
    Other,
}

/// The surface form of a mention without quotation marks, titles and genitive "'s"; white space made one blank.
pub(crate) fn surface<'a>(
    text: &'a str,
    mention: &Mention,
    lexicon: &Lexicon,
    language: Language,
) -> Cow<'a, str> {
    let raw = mention.span.of(text);
    if !raw.contains(char::is_whitespace) {
        return Cow::Borrowed(bare(raw, language));
    }
    let mut words: Vec<&str> = raw.split_whitespace().collect();
    let droppable = |word: &str| {
        lexicon.is_title(word) && mention.entity == EntityType::Person
            || word.starts_with(char::is_lowercase) && lexicon.is_anywhere(word, NameWord::Article)
    };
    let dropped = words.iter().take_while(|word| droppable(word)).count();
    words.drain(..dropped.min(words.len().saturating_sub(1)));
    // "Die Schutzvereinigung", but "Die Linke"
    if mention.entity == EntityType::Organisation
        && words.len() > 1
        && lexicon.is(words[0], NameWord::NameArticle, Language::German)
        && !lexicon.is_listed(&words.join(" "))
    {
        words.remove(0);
    }
    let joined = words.join(" ");
    // mostly the text itself
    match raw.strip_suffix(joined.as_str()) {
        Some(before) => Cow::Borrowed(bare(&raw[before.len()..], language)),
        None => Cow::Owned(bare(&joined, language).to_owned()),
    }
}

/// A name without the quotation marks around it and the English genitive ending.
fn bare(name: &str, language: Language) -> &str {
    // mostly there is nothing to cut
    let plain = |letter: Option<char>| letter.is_some_and(|letter| letter.is_ascii_alphanumeric());
    let genitive = language == Language::English && name.ends_with('s');
    if plain(name.chars().next()) && plain(name.chars().next_back()) && !genitive {
        return name;
    }
    let mut name = name.trim_matches([
        '"', '“', '”', '„', '«', '»', '‘', '\'', ',', ';', ':', '(', '[', ']',
    ]);
    if name.ends_with(')') && !name.contains('(') {
        name = name.trim_end_matches(')');
    }
    if language == Language::English {
        for ending in ["'s", "’s", "´s"] {
            name = name.strip_suffix(ending).unwrap_or(name);
        }
    }
    // "Innen-" of "Innen- und Außenministerium"
    name.trim_end_matches(['’', '-'])
}

/// The case that the words before a mention tell.
pub(crate) fn case(layer: &TextLayer<'_>, mention: &Mention, lexicon: &Lexicon) -> Case {
    let Some(before) = (mention.tokens.start as usize).checked_sub(1) else {
        return Case::Other;
    };
    // over a quotation mark and adjectives back to the article
    let mut at = before;
    if matches!(layer.word(at), "„" | "“" | "\"" | "»" | "''") && at > 0 {
        at -= 1;
    }
    for _ in 0..3 {
        let article = |kind| lexicon.is(layer.word(at), kind, Language::German);
        if article(NameWord::Genitive) {
            return Case::Genitive;
        }
        if article(NameWord::Dative) {
            return Case::Dative;
        }
        if layer.tokens[at].upos != Upos::Adj || at == 0 {
            break;
        }
        at -= 1;
    }
    Case::Other
}

/// True where a German name in -s stands as a genitive: before its noun ("Merkels Kabinett") or after one
/// ("die Rede Merkels").
pub(crate) fn is_genitive(layer: &TextLayer<'_>, mention: &Mention, lexicon: &Lexicon) -> bool {
    let (start, end) = (mention.tokens.start as usize, mention.tokens.end as usize);
    if mention.entity == EntityType::Person && lexicon.is_surname_in_s(layer.word(end - 1)) {
        return false;
    }
    let noun = |at: usize| {
        layer.tokens.get(at).is_some_and(|token| {
            matches!(token.upos, Upos::Noun | Upos::Adj) || {
                let word = token.span.of(layer.text);
                token.upos == Upos::X && word.chars().next().is_some_and(char::is_uppercase)
            }
        })
    };
    let sentence = &layer.sentences[layer.sentence_of(start).min(layer.sentences.len() - 1)];
    let title = |at: usize| mention.entity == EntityType::Person && matches!(layer.word(at), "„" | "»");
    let after = end < sentence.tokens.end as usize && (noun(end) || title(end));
    let before = start > sentence.tokens.start as usize && {
        let word = layer.word(start - 1);
        let role = lexicon.role_noun(word, Language::German);
        layer.tokens[start - 1].upos == Upos::Noun
            && !(mention.entity == EntityType::Person && is_agent(word))
            && role.is_none_or(|found| {
                // "die Straßen Bangkoks" against "die Stadt Reims"
                let entity = found.noun.entity;
                entity != mention.entity
                    || entity == EntityType::Organisation
                    || entity == EntityType::Location && found.base() != word
            })
    };
    let introduced = mention.entity == EntityType::Person
        && start > sentence.tokens.start as usize
        && (layer.tokens[start - 1].upos == Upos::Adj
            || is_agent(layer.word(start - 1))
            || lexicon
                .role_noun(layer.word(start - 1), Language::German)
                .is_some_and(|found| found.noun.entity == EntityType::Person));
    after && !introduced || before
}

/// A noun for persons by its ending ("Gladbacher", "Populist", "Expressionist").
fn is_agent(noun: &str) -> bool {
    noun.starts_with(char::is_uppercase) && Ending::Agent.of(noun)
}

/// A name without its genitive -s; none where the name cannot be one.
pub(crate) fn without_s(name: &str) -> Option<&str> {
    let base = name.strip_suffix('s')?;
    let last = base.chars().next_back()?;
    (base.chars().count() >= 3 && last.is_alphabetic() && !matches!(last, 's' | 'ß' | 'x' | 'z'))
        .then_some(base)
}

/// The base form of a German name of an organisation, place or thing: adjectives at its beginning in the strong
/// nominative ("Auswärtigen Amtes" -> "Auswärtiges Amt"), nouns without the genitive ending.
pub(crate) fn base_form<'a>(name: &'a str, case: Case, lexicon: &Lexicon) -> Cow<'a, str> {
    let mut words: Vec<Cow<'_, str>> = name.split(' ').map(Cow::Borrowed).collect();
    let adjectives = leading_adjectives(&words, lexicon);
    if adjectives == 0 && case != Case::Genitive {
        return Cow::Borrowed(name);
    }
    let head = adjectives;
    let weak = adjectives > 0 && words[0].ends_with("en");
    if case == Case::Genitive {
        // the head noun first ("Flughafens Brüssel"), else the last word ("Wall Street Journals"); the article tells that
        // there is a genitive even where the noun's gender is not known ("des Nobelkomitees")
        let last = words.len() - 1;
        // "Schweizer Bundesamts für Umwelt": a place in -er does not change
        let ends = |at: &usize| genitive_noun(&words[*at], lexicon).is_some();
        let after_place = (words[head].ends_with("er") && head < last).then_some(head + 1);
        let at = Some(head)
            .filter(ends)
            .or(after_place.filter(ends))
            .unwrap_or(last);
        if let Some(base) =
            genitive_noun(&words[at], lexicon).or_else(|| article_genitive(&words[at], lexicon))
        {
            words[at] = Cow::Owned(base);
        }
    } else if weak
        && case == Case::Other
        && let Some(base) = words[head]
            .strip_suffix("es")
            .map(|_| &words[head])
            .and_then(|w| genitive_noun(w, lexicon))
    {
        words[head] = Cow::Owned(base);
    }
    if adjectives > 0 {
        let class = lexicon.noun_class(&words[ruling_noun(&words, head, lexicon)]);
        if class == NounClass::Plural
            && case == Case::Dative
            && Ending::PluralDative.of(&words[head].to_lowercase())
        {
            words[head].to_mut().pop();
        }
        let ending = match class {
            NounClass::Singular(Gender::Masculine) => "er",
            NounClass::Singular(Gender::Neuter) => "es",
            NounClass::Singular(Gender::Feminine) | NounClass::Plural => "e",
        };
        for word in &mut words[..adjectives] {
            let known = lexicon.is_name_adjective(word);
            if let Some(stem) = adjective_stem(word).filter(|_| known) {
                *word = Cow::Owned(format!("{stem}{ending}"));
            }
        }
    }
    Cow::Owned(words.join(" "))
}

/// The noun that the adjectives before it follow: the head, or the noun of an organisation after it where the head is a place in
/// -er ("Neue Osnabrücker Zeitung") or its ending tells nothing ("Deutscher Pétanque Verband").
fn ruling_noun(words: &[Cow<'_, str>], head: usize, lexicon: &Lexicon) -> usize {
    let open = words[head].ends_with("er") || lexicon.known_class(&words[head]).is_none();
    let organisation = |word: &str| {
        lexicon
            .role_noun_of(word, Language::German, EntityType::Organisation)
            .is_some()
    };
    match words.get(head + 1) {
        Some(next) if open && organisation(next) && !organisation(&words[head]) => head + 1,
        _ => head,
    }
}

/// The number of words before the head noun: inflected adjectives, and "und" between them.
fn leading_adjectives(words: &[Cow<'_, str>], lexicon: &Lexicon) -> usize {
    let mut count = 0;
    // "Frankfurter Allgemeinen": a place in -er does not change
    while count + 2 < words.len()
        && words[count].ends_with("er")
        && words[count].starts_with(char::is_uppercase)
        && lexicon.is_name_adjective(&words[count + 1])
        && !lexicon.is_name_adjective(&words[count])
    {
        count += 1;
    }
    while count + 1 < words.len() {
        let joins = words[count] == "und" && count > 0 && lexicon.is_name_adjective(&words[count + 1]);
        if !(joins || lexicon.is_name_adjective(&words[count])) {
            break;
        }
        count += 1;
    }
    // what follows must be a noun
    let noun = words
        .get(count)
        .is_some_and(|word| word.chars().next().is_some_and(char::is_uppercase));
    if noun { count } else { 0 }
}

/// A masculine or neuter noun without the genitive ending, where it has one.
pub(crate) fn genitive_noun(noun: &str, lexicon: &Lexicon) -> Option<String> {
    let masculine_or_neuter = |base: &str| {
        matches!(
            lexicon.noun_class(base),
            NounClass::Singular(Gender::Masculine | Gender::Neuter)
        )
    };
    if lexicon.is_invariable(noun) {
        return None;
    }
    if noun.ends_with("nisses") {
        return noun.strip_suffix("ses").map(str::to_owned);
    }
    if noun.ends_with("sses") {
        return noun.strip_suffix("es").map(str::to_owned);
    }
    let long = noun.strip_suffix("es");
    let base = long.or_else(|| noun.strip_suffix('s'))?;
    let may_end = !base.ends_with(['i', 'u']) && (long.is_some() || !base.ends_with('s'));
    (base.chars().count() >= 3 && may_end && masculine_or_neuter(base)).then(|| base.to_owned())
}

/// A noun after "des" without its -s.
fn article_genitive(noun: &str, lexicon: &Lexicon) -> Option<String> {
    if lexicon.is_invariable(noun) {
        return None;
    }
    // "Stadtrates"; "des Gewerbes" keeps its -e
    let long = noun.strip_suffix("es").filter(|base| {
        base.chars().count() > 4 && base.ends_with(|last: char| !"aeioubflmnrsßxz".contains(last))
    });
    if let Some(base) = long {
        return Some(base.to_owned());
    }
    let base = noun.strip_suffix('s')?;
    let last = base.chars().next_back()?;
    let may_end = base.ends_with("ee") || !matches!(last, 's' | 'ß' | 'x' | 'z' | 'e' | 'i' | 'u' | 'a');
    (base.chars().count() > 4 && may_end && base.chars().all(char::is_alphabetic)).then(|| base.to_owned())
}

/// A role word or group in base form: adjectives strong, the noun as given.
pub(crate) fn described(adjectives: &[&str], noun: &str, class: NounClass) -> String {
    let ending = match class {
        NounClass::Singular(Gender::Masculine) => "er",
        NounClass::Singular(Gender::Neuter) => "es",
        NounClass::Singular(Gender::Feminine) | NounClass::Plural => "e",
    };
    let mut described = String::new();
    for adjective in adjectives {
        let invariable =
            adjective.chars().next().is_some_and(char::is_uppercase) && adjective.ends_with("er");
        match adjective_stem(adjective).filter(|_| !invariable) {
            Some(stem) => {
                described.push_str(stem);
                described.push_str(ending);
            }
            None => described.push_str(adjective),
        }
        described.push(' ');
    }
    described.push_str(noun);
    described
}

/// The share of a mention in votes: a whole name counts more than a part of a compound.
pub(crate) fn weight(mention: &Mention) -> f32 {
    match mention.kind {
        MentionKind::Name => mention.confidence.max(0.05),
        _ => mention.confidence.max(0.05) * 0.5,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn base_forms_of_german_names() {
        let lexicon = Lexicon::new();
        for (name, case, base) in [
            ("Weißen Haus", Case::Other, "Weißes Haus"),
            ("Weißen Hauses", Case::Genitive, "Weißes Haus"),
            ("Auswärtigen Amtes", Case::Genitive, "Auswärtiges Amt"),
            ("Deutschen Bundestages", Case::Genitive, "Deutscher Bundestag"),
            (
                "Internationalen Währungsfonds",
                Case::Other,
                "Internationaler Währungsfonds",
            ),
            ("Deutschen Bahn", Case::Other, "Deutsche Bahn"),
            ("Landgerichts Mannheim", Case::Genitive, "Landgericht Mannheim"),
            ("Technischen Hilfswerks", Case::Genitive, "Technisches Hilfswerk"),
            ("Wall Street Journals", Case::Genitive, "Wall Street Journal"),
            (
                "niedersächsischen Landtag",
                Case::Other,
                "niedersächsischer Landtag",
            ),
            (
                "Nahen und Mittleren Osten",
                Case::Other,
                "Naher und Mittlerer Osten",
            ),
            ("Microsoft", Case::Other, "Microsoft"),
            ("Nobelkomitees", Case::Genitive, "Nobelkomitee"),
            (
                "Frankfurter Allgemeinen Sonntagszeitung",
                Case::Other,
                "Frankfurter Allgemeine Sonntagszeitung",
            ),
            ("Wiener Linien", Case::Other, "Wiener Linien"),
            ("Leipziger Straße", Case::Other, "Leipziger Straße"),
            (
                "Neuen Osnabrücker Zeitung",
                Case::Other,
                "Neue Osnabrücker Zeitung",
            ),
            (
                "Deutschen Pétanque Verband",
                Case::Dative,
                "Deutscher Pétanque Verband",
            ),
            (
                "Internationalen Fonds für Entwicklung",
                Case::Genitive,
                "Internationaler Fonds für Entwicklung",
            ),
        ] {
            assert_eq!(base_form(name, case, &lexicon), base, "{name}");
        }
    }

    #[test]
    fn a_genitive_s_comes_off_where_there_can_be_one() {
        assert_eq!(without_s("Merkels"), Some("Merkel"));
        assert_eq!(without_s("Strauss"), None);
    }
}
