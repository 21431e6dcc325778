//! The texts of documents, read again from where they came from.

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use super::DocumentRow;
use crate::read::{self, ReadOptions};

/// The text of each wanted document; `None` where it is gone or has another length than when it was analysed.
///
/// `inputs` are those of the extraction. They are read in order until every text is there; standard input is left out,
/// since nobody can read it twice.
pub fn read_again(inputs: Vec<PathBuf>, options: ReadOptions, wanted: &[DocumentRow]) -> Vec<Option<String>> {
    let mut texts = vec![None; wanted.len()];
    let mut places: HashMap<&str, usize> = HashMap::new();
    for (place, row) in wanted.iter().enumerate() {
        places.entry(&row.doc_id).or_insert(place);
    }
    let files = inputs
        .into_iter()
        .filter(|input| input != Path::new("-"))
        .collect();
    for document in read::documents(files, options).flatten() {
        let Some(place) = places.get(document.id.as_str()).copied() else {
            continue;
        };
        // the same id in another file is another document
        let same = Path::new(&document.source).file_name() == Path::new(&wanted[place].source).file_name();
        if same && document.text.chars().count() == wanted[place].characters {
            places.remove(document.id.as_str());
            texts[place] = Some(document.text);
        }
        if places.is_empty() {
            break;
        }
    }
    texts
}
