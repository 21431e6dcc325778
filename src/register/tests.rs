use super::*;
use crate::analysis::{Actor, Analysis};
use crate::language::Language;
use crate::text::Span;

/// A document: actors as "TYPE name (role) = alias|alias".
fn document(register: &mut Register, language: Language, actors: &[&str]) {
    let actors = actors.iter().map(|line| {
        let (line, aliases) = line.split_once(" = ").unwrap_or((line, ""));
        let (line, role) = line.split_once(" (").unwrap_or((line, ""));
        let (tag, name) = line.split_once(' ').expect("a type and a name");
        Actor {
            name: name.to_owned(),
            entity: EntityType::parse(tag).expect("a type"),
            aliases: aliases
                .split('|')
                .filter(|alias| !alias.is_empty())
                .map(str::to_owned)
                .collect(),
            role: role.trim_end_matches(')').to_owned(),
            first: Span::default(),
            mentions: 1,
        }
    });
    let analysis = Analysis {
        language,
        actors: actors.collect(),
        ..Analysis::default()
    };
    register.add(Noter::new().notes(&analysis));
}

fn ids(documents: &[&[&str]]) -> Vec<(String, u32)> {
    let mut register = Register::default();
    for actors in documents {
        document(&mut register, Language::German, actors);
    }
    let finished = register.finish();
    let mut ids: Vec<_> = finished
        .rows
        .iter()
        .map(|row| (row.id.clone(), row.documents))
        .collect();
    ids.sort();
    ids
}

fn found(documents: &[&[&str]], expected: &[(&str, u32)]) {
    let expected: Vec<_> = expected.iter().map(|(id, n)| ((*id).to_owned(), *n)).collect();
    assert_eq!(ids(documents), expected);
}

#[test]
fn one_name_is_one_actor() {
    found(
        &[
            &["PER Ute Lang (Ministerin)"],
            &["PER Ute Lang"],
            &["PER Ute Lang (Bundesministerin)"],
        ],
        &[("PER/ute-lang", 3)],
    );
}

#[test]
fn roles_that_one_person_rarely_has_both_of_make_namesakes() {
    found(
        &[
            &["PER Jan Roth (Torwart)"],
            &["PER Jan Roth (Minister)"],
            &["PER Jan Roth (Finanzminister)"],
        ],
        &[("PER/jan-roth", 1), ("PER/jan-roth~2", 2)],
    );
}

#[test]
fn the_company_tells_which_namesake_is_meant() {
    found(
        &[
            &["PER Jan Roth (Torwart)", "ORG FC Adler"],
            &["PER Jan Roth (Minister)", "PER Ute Lang"],
            &["PER Jan Roth", "ORG FC Adler"],
        ],
        &[
            ("ORG/fc-adler", 2),
            ("PER/jan-roth", 2),
            ("PER/jan-roth~2", 1),
            ("PER/ute-lang", 1),
        ],
    );
}

#[test]
fn types_stay_apart() {
    found(
        &[&["PER Paris"], &["LOC Paris"]],
        &[("LOC/paris", 1), ("PER/paris", 1)],
    );
}

#[test]
fn a_surname_goes_to_its_only_bearer() {
    found(&[&["PER Lang"], &["PER Ute Lang = Lang"]], &[("PER/ute-lang", 2)]);
    found(
        &[&["PER Lang"], &["PER Ute Lang"], &["PER Max Lang"]],
        &[("PER/lang", 1), ("PER/max-lang", 1), ("PER/ute-lang", 1)],
    );
}

#[test]
fn an_acronym_goes_to_the_long_form_that_has_it() {
    found(
        &[&["ORG Bund der Imker = BDI2|BdIm"], &["ORG BdIm"]],
        &[("ORG/bund-der-imker", 2)],
    );
}

#[test]
fn legal_forms_and_languages_share_a_row() {
    found(&[&["ORG Adler AG"], &["ORG Adler"]], &[("ORG/adler", 2)]);
    let mut register = Register::default();
    document(&mut register, Language::German, &["LOC Vereinigte Staaten = US"]);
    document(&mut register, Language::English, &["LOC United States = U.S."]);
    let finished = register.finish();
    let row = &finished.rows[0];
    assert_eq!(
        (row.id.as_str(), row.documents, row.wikidata),
        ("LOC/us", 2, Some("Q30"))
    );
    assert_eq!(row.aliases, ["United States", "US", "U.S."]);
}
