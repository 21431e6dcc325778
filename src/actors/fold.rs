//! Keys by which writings of one name are equal.

use crate::actors::lexicon::{Lexicon, NameWord};

/// The key of a name: lower case, without accents and marks, hyphens as blanks; German umlauts stay.
///
/// ```text
/// TikTok, Tiktok -> tiktok; "Tour-de-France" -> tour de france; Gusmão -> gusmao
/// ```
pub(crate) fn key(name: &str) -> String {
    let mut key = String::with_capacity(name.len());
    let mut gap = false;
    for character in name.chars() {
        match character {
            '-' | '‐' | '‑' | '–' | '/' => gap = true,
            '\u{ad}' | '.' | '\'' | '’' | '‘' | '`' | '´' | '"' | '“' | '”' | '„' | ',' | '!' => {}
            _ if character.is_whitespace() => gap = true,
            _ => {
                if gap && !key.is_empty() {
                    key.push(' ');
                }
                gap = false;
                match character {
                    'ß' => key.push_str("ss"),
                    'a'..='z' => key.push(character),
                    'A'..='Z' => key.push(character.to_ascii_lowercase()),
                    _ => key.extend(character.to_lowercase().map(unaccented)),
                }
            }
        }
    }
    key
}

/// The first two letters of the key of a word; the second is none where that is no letter.
pub(crate) fn beginning(word: &str) -> Option<(char, Option<char>)> {
    let lower = |letter: char| match letter {
        _ if letter.is_ascii() => Some(letter.to_ascii_lowercase()),
        _ => letter.to_lowercase().map(unaccented).next(),
    };
    let mut letters = word.chars();
    let first = letters.next().and_then(lower)?;
    let second = letters
        .next()
        .filter(|letter| letter.is_alphabetic() && *letter != 'ß');
    Some((first, second.and_then(lower)))
}

/// A lower-case letter without its accent; umlauts are letters of their own.
fn unaccented(letter: char) -> char {
    match letter {
        'á' | 'à' | 'â' | 'ã' | 'å' | 'ā' | 'ă' | 'ą' => 'a',
        'ç' | 'ć' | 'č' | 'ĉ' | 'ċ' => 'c',
        'ď' | 'đ' | 'ð' => 'd',
        'é' | 'è' | 'ê' | 'ë' | 'ē' | 'ě' | 'ę' | 'ė' => 'e',
        'ğ' | 'ģ' | 'ĝ' => 'g',
        'í' | 'ì' | 'î' | 'ï' | 'ī' | 'ı' | 'į' => 'i',
        'ķ' => 'k',
        'ł' | 'ľ' | 'ļ' | 'ĺ' => 'l',
        'ñ' | 'ń' | 'ň' | 'ņ' => 'n',
        'ó' | 'ò' | 'ô' | 'õ' | 'ō' | 'ő' | 'ø' => 'o',
        'ř' | 'ŕ' => 'r',
        'š' | 'ś' | 'ş' | 'ș' | 'ŝ' => 's',
        'ť' | 'ţ' | 'ț' => 't',
        'ú' | 'ù' | 'û' | 'ū' | 'ů' | 'ű' | 'ų' => 'u',
        'ý' | 'ÿ' => 'y',
        'ž' | 'ź' | 'ż' => 'z',
        other => other,
    }
}

/// The key of a German name without the endings of its words, so that its cases are equal ("vereinten nationen",
/// "vereinte nationen").
pub(crate) fn stem(key: &str) -> String {
    let mut stem = String::with_capacity(key.len());
    for word in key.split(' ') {
        if !stem.is_empty() {
            stem.push(' ');
        }
        stem.push_str(word_stem(word_stem(word)));
    }
    stem
}

fn word_stem(word: &str) -> &str {
    ["es", "en", "em", "er", "e", "s", "n"]
        .into_iter()
        .filter_map(|ending| word.strip_suffix(ending))
        .find(|stem| stem.chars().count() >= 3)
        .unwrap_or(word)
}

/// True for a writing in capitals ("USA", "EZB", "C.I.A."), which is no long form of a name.
pub(crate) fn is_acronym(name: &str) -> bool {
    let (mut letters, mut capitals) = (0, 0);
    for c in name.chars() {
        if matches!(c, ' ' | '-') {
            return false;
        }
        letters += usize::from(c.is_alphabetic());
        capitals += usize::from(c.is_uppercase());
    }
    letters <= 6 && capitals >= 2 && capitals * 2 >= letters
}

/// True where the acronym's letters are the first letters of the long form's words, those that join others left out or not.
pub(crate) fn stands_for(acronym: &str, long: &str, lexicon: &Lexicon) -> bool {
    let letters: Vec<char> = acronym
        .chars()
        .filter(|c| c.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .map(unaccented)
        .collect();
    if letters.len() < 2 || !long.contains([' ', '-']) {
        return false;
    }
    let long = key(long);
    let initials = |all: bool| {
        let words = long.split(' ');
        let main = words.filter(move |word| all || !lexicon.is_anywhere(word, NameWord::Inside));
        main.filter_map(|word| word.chars().next())
    };
    let fits = |all| initials(all).eq(letters.iter().copied());
    fits(true) || fits(false)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn writings_of_one_name_share_a_key() {
        for (one, other) in [
            ("TikTok", "Tiktok"),
            ("Tour de France", "Tour-de-France"),
            ("Gusmão", "Gusmao"),
            ("U.S.", "US"),
            ("Groß", "GROSS"),
        ] {
            assert_eq!(key(one), key(other));
        }
        assert_ne!(key("Müller"), key("Muller"));
    }

    #[test]
    fn cases_of_one_name_share_a_stem() {
        for (one, other) in [
            ("Vereinten Nationen", "Vereinte Nationen"),
            ("Weißen Hauses", "Weißes Haus"),
            ("Deutschen Bundestages", "Deutscher Bundestag"),
            ("Auswärtigen Amtes", "Auswärtiges Amt"),
            ("Grünen", "Grüne"),
        ] {
            assert_eq!(stem(&key(one)), stem(&key(other)));
        }
    }

    #[test]
    fn acronyms_stand_for_long_forms() {
        let lexicon = Lexicon::new();
        for (acronym, long, told) in [
            ("dpa", "Deutsche Presse-Agentur", true),
            ("WHO", "World Health Organization", true),
            ("BfA", "Bundesagentur für Arbeit", true),
            ("IWF", "Internationaler Währungsfonds", false),
            ("SPD", "Deutsche Bahn", false),
        ] {
            assert_eq!(stands_for(acronym, long, &lexicon), told, "{acronym}");
        }
    }
}
