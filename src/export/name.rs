//! File names for documents: any id becomes a safe relative path, and the path gives the id back.

use crate::write::Hash;

/// A path component gets no longer than this many bytes, with its extension well below what file systems allow.
const LONGEST: usize = 200;

/// The name of the document whose id is empty.
const NOTHING: &str = "=";

/// The relative path, without an extension, of a document's files: `/` in the id makes folders, letters, digits,
/// `-`, `_` and inner `.` stay, every other byte is written as `=` and two hexadecimal digits.
///
/// No id leads out of the folder or to a hidden file. Very long ids are cut and end with a hash; only those do not come
/// back with [`doc_id`].
///
/// ```
/// use depesche::export::{doc_id, file_stem};
/// assert_eq!(file_stem("2024/straße.1"), "2024/straße.1");
/// assert_eq!(file_stem("news:7"), "news=3A7");
/// assert_eq!(file_stem("../.x"), "=2E.=2F.x");
/// assert_eq!(doc_id("news=3A7"), "news:7");
/// ```
pub fn file_stem(id: &str) -> String {
    let folders = id
        .split('/')
        .all(|part| !part.is_empty() && !part.bytes().all(|byte| byte == b'.'));
    let parts: Vec<String> = if folders {
        id.split('/').map(component).collect()
    } else {
        vec![component(id)]
    };
    parts.join("/")
}

fn component(part: &str) -> String {
    let mut name = String::with_capacity(part.len());
    for (at, character) in part.char_indices() {
        let plain =
            character.is_alphanumeric() || matches!(character, '-' | '_') || (character == '.' && at > 0);
        if plain {
            name.push(character);
        } else {
            let mut buffer = [0; 4];
            for byte in character.encode_utf8(&mut buffer).bytes() {
                name.push_str(&format!("={byte:02X}"));
            }
        }
    }
    if name.is_empty() {
        return NOTHING.to_owned();
    }
    if name.len() > LONGEST {
        let mut hash = Hash::default();
        hash.add(part.as_bytes());
        name.truncate(name.floor_char_boundary(LONGEST - 20));
        name.push_str(&format!("-{hash}"));
    }
    name
}

/// The id of the document that [`file_stem`] gave this path; a path that it did not make stays as it is.
pub fn doc_id(stem: &str) -> String {
    if stem == NOTHING {
        return String::new();
    }
    let mut bytes = Vec::with_capacity(stem.len());
    let mut rest = stem.as_bytes();
    while let Some((&first, after)) = rest.split_first() {
        let hex = after.get(..2).and_then(|hex| std::str::from_utf8(hex).ok());
        let code = hex.and_then(|hex| u8::from_str_radix(hex, 16).ok());
        match code.filter(|_| first == b'=') {
            Some(code) => {
                bytes.push(code);
                rest = &after[2..];
            }
            None => {
                bytes.push(first);
                rest = after;
            }
        }
    }
    String::from_utf8(bytes).unwrap_or_else(|_| stem.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn any_id_is_a_safe_path_and_comes_back(id in ".{0,12}") {
            let stem = file_stem(&id);
            prop_assert_eq!(doc_id(&stem), id);
            for part in stem.split('/') {
                prop_assert!(!part.is_empty() && !part.starts_with('.'), "{}", stem);
                prop_assert!(!part.contains(['\\', ':', '\0', '"', '*']), "{}", stem);
            }
        }
    }

    #[test]
    fn long_ids_are_cut_and_stay_different() {
        let (one, other) = (file_stem(&"ä/".repeat(3)), file_stem(&"x".repeat(5000)));
        assert_ne!(one, other);
        assert!(other.len() <= LONGEST);
        assert_ne!(other, file_stem(&"x".repeat(5001)));
    }
}
