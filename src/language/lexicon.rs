//! Reads lexicon files: one entry a line, `#` begins a comment, columns split by tabs.

/// The entries of a lexicon file: each line's columns, comments and empty lines left out.
///
/// A `#` begins a comment at the start of a line or after white space.
///
/// ```
/// let entries: Vec<Vec<&str>> = depesche::language::lexicon::entries("# verbs\nsagen\tsay\n\nrufen # loud\n").collect();
/// assert_eq!(entries, [vec!["sagen", "say"], vec!["rufen"]]);
/// ```
pub fn entries(file: &'static str) -> impl Iterator<Item = Vec<&'static str>> {
    file.lines().filter_map(|line| {
        let line = match line.find('#') {
            Some(0) => "",
            Some(at) if line[..at].ends_with([' ', '\t']) => &line[..at],
            _ => line,
        };
        let line = line.trim();
        (!line.is_empty()).then(|| line.split('\t').map(str::trim).collect())
    })
}

/// The entries of a lexicon file of one column.
pub fn words(file: &'static str) -> impl Iterator<Item = &'static str> {
    entries(file).filter_map(|columns| columns.first().copied())
}

/// The word with a capital, as at the beginning of a sentence.
///
/// ```
/// assert_eq!(depesche::language::lexicon::capitalised("über"), "Über");
/// ```
pub fn capitalised(word: &str) -> String {
    let mut characters = word.chars();
    match characters.next() {
        Some(first) => first.to_uppercase().chain(characters).collect(),
        None => String::new(),
    }
}
