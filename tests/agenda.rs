//! Deadlines in use: by date, in a window of days, as a calendar, and as a register across documents.

mod place;

use place::Place;

const NEWS: &str = r#"{"id":"a","date":"2023-03-13","lang":"de","text":"Die neue Verordnung tritt am 1. Juli in Kraft. Die Frist läuft am 5. April ab."}
{"id":"b","date":"2023-03-14","lang":"de","text":"Der Bundestag stimmt am 3. Mai ab."}
{"id":"c","date":"2023-03-20","lang":"de","text":"Am 1. Juli tritt die Verordnung in Kraft."}
"#;

fn news(name: &str) -> Place {
    let place = Place::new(name);
    place.write("news.jsonl", NEWS);
    place
}

/// A column of a table that was printed.
fn column(table: &str, name: &str) -> Vec<String> {
    let mut reader = csv::Reader::from_reader(table.as_bytes());
    let at = reader.headers().unwrap().iter().position(|column| column == name);
    let at = at.unwrap_or_else(|| panic!("no column {name}"));
    reader.records().map(|row| row.unwrap()[at].to_owned()).collect()
}

#[test]
fn deadlines_of_all_documents_stand_by_date() {
    let table = news("by-date")
        .run("deadlines news.jsonl --sort latest")
        .ends_with(0)
        .table();
    assert_eq!(
        column(&table, "latest"),
        ["2023-04-05", "2023-05-03", "2023-07-01", "2023-07-01"]
    );
    assert_eq!(column(&table, "doc_id"), ["a", "b", "a", "c"]);
}

#[test]
fn a_window_of_days_keeps_what_lies_in_it() {
    let place = news("window");
    let table = place
        .run("deadlines news.jsonl --from 2023-05-01 --until 31.05.2023")
        .ends_with(0)
        .table();
    assert_eq!(column(&table, "latest"), ["2023-05-03"]);
    place
        .run("extract news.jsonl -o out --from 2023-07-01")
        .ends_with(0);
    assert_eq!(place.column("out/deadlines.csv", "doc_id"), ["a", "c"]);
    assert!(place.read("out/run.json").contains("--from=2023-07-01"));
}

#[test]
fn the_agenda_has_a_row_for_what_several_documents_tell() {
    let place = news("agenda");
    place
        .run("extract news.jsonl -o out --tables agenda,deadlines")
        .ends_with(0);
    assert_eq!(
        place.column("out/agenda.csv", "latest"),
        ["2023-04-05", "2023-05-03", "2023-07-01"]
    );
    assert_eq!(place.column("out/agenda.csv", "documents"), ["1", "1", "2"]);
    assert_eq!(place.column("out/agenda.csv", "doc_ids"), ["a", "b", "a|c"]);
    let printed = place.run("agenda news.jsonl --threads 1").ends_with(0).table();
    assert_eq!(printed, place.read("out/agenda.csv"));
    place
        .run("extract news.jsonl -o other --tables agenda --format nested")
        .ends_with(2)
        .says("csv or jsonl");
}

#[test]
fn a_calendar_has_an_event_for_each_deadline_and_the_same_bytes_again() {
    let place = news("calendar");
    let calendar = place
        .run("deadlines news.jsonl --format ics")
        .ends_with(0)
        .table();
    assert!(calendar.starts_with("BEGIN:VCALENDAR\r\n") && calendar.ends_with("END:VCALENDAR\r\n"));
    assert_eq!(calendar.matches("BEGIN:VEVENT\r\n").count(), 4);
    assert_eq!(calendar.matches("\r\n").count(), calendar.matches('\n').count());
    assert!(calendar.split("\r\n").all(|line| line.len() <= 75));
    let again = place
        .run("deadlines news.jsonl --format ics --threads 1")
        .ends_with(0)
        .table();
    assert_eq!(calendar, again);
}
