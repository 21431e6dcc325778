//! What people do with the tables: other formats, the report, annotation tools, the terminal.

mod place;

use std::fs;
use std::io::{BufRead, BufReader, Write};

use place::Place;

const ARTICLE: &str =
    "Berlin (dpa) – Der Bundestag stimmt am 3. Mai 2024 ab. „Wir sind zuversichtlich“, sagte Olaf Scholz.\n";
const LETTER: &str = "Die Stadt Köln muss bis zum 30. Juni 2024\neinen Plan vorlegen. „Das ist knapp“, sagte Henriette Reker.\n";

fn articles(name: &str) -> Place {
    let place = Place::new(name);
    place
        .write("in/a.txt", ARTICLE)
        .write("in/b/c.txt", LETTER)
        .write(
            "in/d.jsonl",
            "{\"id\": \"d:1\", \"body\": \"Es regnet. Das sagte Ada Lovelace.\", \"text\": \"\"}\n",
        );
    place
}

fn names(place: &Place, folder: &str) -> Vec<String> {
    let mut names: Vec<String> = fs::read_dir(place.0.join(folder))
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

// formats

#[test]
#[cfg(feature = "xlsx")]
fn a_workbook_is_one_file_and_the_same_bytes_for_any_number_of_threads() {
    let place = articles("workbook");
    place
        .run("extract in -o one --format xlsx --text-column body --threads 1")
        .ends_with(0);
    place
        .run("extract in -o two --format xlsx --text-column body --threads 3")
        .ends_with(0);
    assert_eq!(names(&place, "one"), ["depesche.xlsx", "run.json"]);
    let bytes = |folder: &str| fs::read(place.0.join(folder).join("depesche.xlsx")).unwrap();
    assert!(bytes("one").starts_with(b"PK") && bytes("one") == bytes("two"));
    place
        .run("extract in -o one --format xlsx")
        .ends_with(2)
        .says("is there already");
}

#[test]
#[cfg(feature = "parquet")]
fn parquet_is_a_file_a_table() {
    let place = articles("parquet");
    place
        .run("extract in -o out --format parquet --tables quotes,deadlines --text-column body")
        .ends_with(0);
    assert_eq!(
        names(&place, "out"),
        [
            "deadlines.parquet",
            "errors.parquet",
            "quotes.parquet",
            "run.json"
        ]
    );
    assert!(
        fs::read(place.0.join("out/quotes.parquet"))
            .unwrap()
            .ends_with(b"PAR1")
    );
}

#[test]
fn nested_json_holds_the_rows_of_each_document() {
    let place = articles("nested");
    let lines = place
        .run("documents in/a.txt in/b --format nested")
        .ends_with(0)
        .table();
    let documents: Vec<serde_json::Value> = lines
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    assert_eq!(documents[0]["quotes"][0]["speaker_actor"], "Olaf Scholz");
    assert_eq!(documents[1]["deadlines"][0]["latest"], "2024-06-30");
    let quotes = place.run("quotes in/a.txt --format nested").ends_with(0).table();
    assert!(
        quotes.contains("\"quotes\":[{") && quotes.contains("\"deadlines\":1"),
        "{quotes}"
    );
}

#[test]
fn rows_come_as_soon_as_their_document_is_done() {
    let place = Place::new("streams");
    let mut child = place.start("quotes - --input-format jsonl");
    let mut input = child.stdin.take().unwrap();
    let mut rows = BufReader::new(child.stdout.take().unwrap()).lines();
    assert!(rows.next().unwrap().unwrap().starts_with("doc_id,"));
    for id in ["1", "2"] {
        let record = serde_json::json!({ "id": id, "text": ARTICLE });
        writeln!(input, "{record}").unwrap();
        // would wait for ever if rows were held back until the input ends
        assert!(rows.next().unwrap().unwrap().starts_with(id));
    }
    drop(input);
    assert_eq!(child.wait().unwrap().code(), Some(0));
}

#[test]
fn run_json_says_how_the_tables_were_made() {
    let place = articles("run");
    place
        .run("extract in -o out --text-column body --date 14.03.2024")
        .ends_with(0);
    let run: serde_json::Value = serde_json::from_str(&place.read("out/run.json")).unwrap();
    assert_eq!(run["inputs"], serde_json::json!(["in"]));
    assert_eq!(
        run["options"],
        serde_json::json!(["--text-column=body", "--date=2024-03-14"])
    );
    place.write("in/a.txt", LETTER);
    place.run("extract in -o other --text-column body").ends_with(0);
    let other: serde_json::Value = serde_json::from_str(&place.read("other/run.json")).unwrap();
    assert_ne!(run["input_hash"], other["input_hash"]);
}

// the report

#[test]
#[cfg(feature = "report")]
fn the_report_reads_the_texts_again_with_the_options_of_the_extraction() {
    let place = articles("report");
    place.run("extract in -o out --text-column body").ends_with(0);
    place.run("report out -o page.html").ends_with(0);
    let page = place.read("page.html");
    assert!(page.contains("id=\"q0-0\"") && page.contains("Ada Lovelace"));
    assert!(!page.contains("could not be read again"));
    assert!(page.contains("--text-column=body"));
    for part in ["http://", "https://", "src=\"", "@import", "url("] {
        assert!(!page.contains(part), "{part}");
    }
    place
        .run("report out -o page.html")
        .ends_with(2)
        .says("page.html: is there already")
        .says("--force");
}

#[test]
#[cfg(feature = "report")]
fn texts_that_moved_can_be_named_and_texts_that_changed_are_not_marked() {
    let place = articles("moved");
    place.run("extract in -o out --text-column body").ends_with(0);
    fs::rename(place.0.join("in"), place.0.join("elsewhere")).unwrap();
    place.run("report out -o gone.html").ends_with(0);
    assert!(
        place
            .read("gone.html")
            .contains("3 texts could not be read again")
    );
    place
        .run("report out -o found.html --texts elsewhere")
        .ends_with(0);
    assert!(!place.read("found.html").contains("could not be read again"));
    place.write("elsewhere/a.txt", "Kurz.");
    place
        .run("report out -o changed.html --texts elsewhere")
        .ends_with(0);
    assert!(
        place
            .read("changed.html")
            .contains("1 text could not be read again")
    );
}

#[test]
#[cfg(feature = "report")]
fn folders_that_hold_no_tables_are_told_and_leave_no_page() {
    let place = articles("no-tables");
    fs::create_dir(place.0.join("empty")).unwrap();
    place
        .run("report empty -o page.html")
        .ends_with(2)
        .says("no documents.csv here");
    place
        .run("report nowhere -o page.html")
        .ends_with(2)
        .says("no such folder");
    place
        .run("extract in -o jsonl --format jsonl --text-column body")
        .ends_with(0);
    place
        .run("report jsonl -o page.html")
        .ends_with(2)
        .says("--format csv");
    place.write("old/documents.csv", "id,text\n1,x\n");
    place
        .run("report old -o page.html")
        .ends_with(2)
        .says("documents.csv")
        .says("doc_id")
        .says("run `depesche extract` again");
    assert!(names(&place, "").iter().all(|name| !name.contains("page")));
}

// annotation tools

#[test]
fn documents_of_any_id_become_safe_files_and_come_back_as_gold() {
    let place = Place::new("annotate");
    let record =
        |id: &str| serde_json::json!({ "id": id, "text": LETTER, "date": "2024-03-14" }).to_string() + "\n";
    place.write(
        "in.jsonl",
        record("2024/köln") + &record("../../x") + &record("news:7"),
    );
    for tool in ["brat", "timeml", "inception", "conllu", "label-studio"] {
        place
            .run(&format!("export {tool} in.jsonl -o {tool}"))
            .ends_with(0)
            .says("3 documents");
    }
    assert_eq!(
        names(&place, "brat"),
        [
            "2024",
            "=2E.=2F..=2Fx.ann",
            "=2E.=2F..=2Fx.txt",
            "annotation.conf",
            "errors.csv",
            "news=3A7.ann",
            "news=3A7.txt"
        ]
    );
    place.run("extract in.jsonl -o out").ends_with(0);
    for tool in ["brat", "timeml"] {
        let scores = place
            .run(&format!("evaluate --gold {tool} out --format csv"))
            .ends_with(0)
            .table();
        assert!(scores.contains("dates,all,value"), "{scores}");
        for line in scores.lines().skip(1) {
            assert!(line.contains(",1.0,1.0,1.0,"), "{tool}: {line}");
        }
    }
    place
        .run("export brat in.jsonl -o brat")
        .ends_with(2)
        .says("annotation.conf: is there already");
    place.write("bad/a.ann", "T1 no tabs\n");
    place
        .run("evaluate --gold bad out")
        .ends_with(2)
        .says("bad/a.ann: line 1");
}

// the terminal

#[test]
fn explain_marks_without_colours_where_nobody_can_see_them() {
    let place = articles("explain");
    let shown = place.run("quotes in/a.txt --explain").ends_with(0).table();
    assert!(
        shown.contains("[„Wir sind zuversichtlich“|quote]")
            || shown.contains("[Wir sind zuversichtlich|quote]"),
        "{shown}"
    );
    assert!(shown.contains("[Olaf Scholz|speaker]"), "{shown}");
    assert!(!shown.contains('\u{1b}'));
    place
        .run("quotes in/a.txt --explain --format jsonl")
        .ends_with(2)
        .says("cannot be used with");
}

#[test]
fn warnings_are_one_list_with_advice() {
    let place = Place::new("warnings");
    place
        .write(
            "in/a.txt",
            "Gestern sagte Ada Lovelace, es regne. Morgen stimmt der Bundestag ab.",
        )
        .write("in/b.txt", "Am Montag hatte Köln gestern gefeiert.")
        .write(
            "in/c.txt",
            "Il pleut beaucoup aujourd'hui dans la ville de Paris, et les gens restent chez eux.",
        );
    place
        .run("extract in -o out")
        .ends_with(0)
        .says("note: 1 document: neither German nor English")
        .says("no day of publication")
        .says("--date");
}

#[test]
fn every_command_shows_examples_and_the_manual_and_completions_know_them() {
    let place = Place::new("help");
    let mut commands = vec![
        "extract",
        "documents",
        "actors",
        "mentions",
        "quotes",
        "dates",
        "deadlines",
        "tokens",
        "export",
        "evaluate",
        "bench",
        "completions",
        "man",
    ];
    if cfg!(feature = "report") {
        commands.push("report");
    }
    let bash = place.run("completions bash").ends_with(0).table();
    let man = place.run("man").ends_with(0).table();
    for command in commands {
        let help = place.run(&format!("{command} --help")).ends_with(0).table();
        assert!(
            help.contains("Examples:\n") && help.contains(&format!("depesche {command} ")),
            "{help}"
        );
        assert!(bash.contains(command) && man.contains(command), "{command}");
    }
    place.run("man -o pages").ends_with(0);
    assert!(names(&place, "pages").contains(&"depesche-extract.1".to_owned()));
    place.run("qoutes a.txt").ends_with(2).says("'quotes'");
}
