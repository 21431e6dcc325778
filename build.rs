//! Makes the automaton of the lists of names, which the program has in it, from `models/gazetteer`.

use std::error::Error;
use std::path::Path;
use std::{env, fs};

#[path = "src/names/lists.rs"]
mod lists;

use lists::{Lists, lines};

const ENDINGS: &str = "src/language/de/adjective_endings.txt";
const FOLDER: &str = "models/gazetteer";
/// Files with a name a line, and the list that they are.
const FILES: [(&str, &str); 5] = [
    ("organisations.txt", "organisation"),
    ("works.txt", "other"),
    ("places.txt", "place"),
    ("persons.txt", "person"),
    ("surnames.txt", "surname"),
];
/// Lines `list<TAB>name`, of `training/names/gazetteers.py`.
const PACKAGES: &str = "packages.tsv";

fn main() -> Result<(), Box<dyn Error>> {
    for path in ["build.rs", "src/names/lists.rs", ENDINGS, FOLDER] {
        println!("cargo::rerun-if-changed={path}");
    }
    let mut all = Lists::new(&read(Path::new(ENDINGS))?);
    for (file, list) in FILES {
        for name in lines(&read(&Path::new(FOLDER).join(file))?) {
            all.add(list, name);
        }
    }
    for line in lines(&read(&Path::new(FOLDER).join(PACKAGES))?) {
        let known = line
            .split_once('\t')
            .is_some_and(|(list, name)| all.add(list, name));
        if !known {
            return Err(format!("{FOLDER}/{PACKAGES}: no list and name: {line:?}").into());
        }
    }
    let out = env::var_os("OUT_DIR").ok_or("OUT_DIR is not set")?;
    fs::write(Path::new(&out).join("gazetteer.fst"), all.automaton()?)?;
    Ok(())
}

fn read(path: &Path) -> Result<String, String> {
    fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()))
}
