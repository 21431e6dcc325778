//! Every table of a German and of an English article of the corpus, as a user gets them.
//!
//! A change of any stage shows here. Where it is wanted: `INSTA_UPDATE=always cargo test --test tables`, and the
//! difference goes into the commit.

mod place;

use std::path::Path;

use place::Place;

const TABLES: [&str; 8] = [
    "documents",
    "actors",
    "mentions",
    "quotes",
    "dates",
    "deadlines",
    "agenda",
    "tokens",
];

/// Writes every table of an article of the corpus and compares each with its snapshot.
fn compare(name: &str, article: &str, date: &str) {
    let place = Place::new(&format!("tables-{name}"));
    let text = std::fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus").join(article)).unwrap();
    let tables = TABLES.join(",");
    place.write("article.txt", text);
    place
        .run(&format!(
            "extract article.txt -o out --date {date} --tables {tables}"
        ))
        .ends_with(0);
    for table in TABLES {
        let rows = place.read(&format!("out/{table}.csv")).replace('\u{feff}', "");
        insta::assert_snapshot!(format!("{name}_{table}"), rows.replace("\r\n", "\n"));
    }
}

#[test]
fn german_article() {
    compare("de", "de/tiktok-oracle.txt", "2020-09-14");
}

#[test]
fn english_article() {
    compare("en", "en/airport-strike.txt", "2023-12-18");
}
