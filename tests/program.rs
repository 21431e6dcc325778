//! The program as a user runs it: every kind of input, every kind of bad input, exit codes and files.

mod place;

use std::fs;
use std::io::Read;

use place::Place;

const ARTICLE: &str =
    "Berlin (dpa) – Der Bundestag stimmt am 3. Mai 2024 ab. „Wir sind zuversichtlich“, sagte Olaf Scholz.\n";
const OTHER: &str = "Die Grünen fordern mehr Geld für Köln. Das sagte Robert Habeck am Montag in München.\n";

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut packed = Vec::new();
    flate2::read::GzEncoder::new(bytes, flate2::Compression::fast())
        .read_to_end(&mut packed)
        .unwrap();
    packed
}

fn zstd(bytes: &[u8]) -> Vec<u8> {
    zstd::encode_all(bytes, 1).unwrap()
}

fn record(id: &str, text: &str) -> String {
    serde_json::json!({ "id": id, "text": text }).to_string() + "\n"
}

/// A folder with every kind of input.
fn mixed(name: &str) -> Place {
    let place = Place::new(name);
    let csv = format!("id,text,url\nc1,\"{}\",https://example.org\n", ARTICLE.trim());
    let windows = encoding_rs::WINDOWS_1252.encode(OTHER).0.into_owned();
    let utf16: Vec<u8> = format!("\u{feff}{OTHER}")
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    place
        .write("in/a.txt", ARTICLE)
        .write("in/b/c.txt.gz", gzip(ARTICLE.as_bytes()))
        .write("in/b/d.txt.zst", zstd(ARTICLE.as_bytes()))
        .write("in/e.jsonl", record("j1", ARTICLE) + "\n" + &record("j2", OTHER))
        .write("in/f.ndjson.gz", gzip(record("j3", OTHER).as_bytes()))
        .write("in/g.csv", csv)
        .write("in/h.tsv.zst", zstd(format!("id\ttext\nt1\t{OTHER}").as_bytes()))
        .write("in/i-bom.txt", format!("\u{feff}{OTHER}"))
        .write("in/j-utf16.txt", utf16)
        .write("in/k-1252.txt", windows)
        .write("in/picture.png", b"\x89PNG\0\0")
        .write("in/.hidden.txt", "nicht lesen")
        .write("in/quotes.csv", "doc_id,text\n1,eine Tabelle des Programms\n");
    place
}

#[test]
fn every_kind_of_input_is_read_in_the_order_of_names() {
    let place = mixed("every-kind");
    place.run("extract in -o out").ends_with(0).says("11 documents");
    let ids = [
        "a", "b/c", "b/d", "j1", "j2", "j3", "c1", "t1", "i-bom", "j-utf16", "k-1252",
    ];
    assert_eq!(place.column("out/documents.csv", "doc_id"), ids);
    assert_eq!(place.column("out/errors.csv", "source"), [""; 0]);
}

#[test]
fn every_encoding_gives_the_same_words() {
    let place = mixed("encodings");
    place
        .run("tokens in/j-utf16.txt in/k-1252.txt in/i-bom.txt")
        .ends_with(0);
    let words = |file: &str| {
        let table = place.run(&format!("tokens in/{file}")).ends_with(0).table();
        table.replace(file.trim_end_matches(".txt"), "")
    };
    assert!(words("i-bom.txt").contains("München"));
    assert_eq!(words("i-bom.txt"), words("j-utf16.txt"));
    assert_eq!(words("i-bom.txt"), words("k-1252.txt"));
}

#[test]
fn any_number_of_threads_gives_the_same_bytes() {
    let place = mixed("threads");
    let many: String = (0..700)
        .map(|n| record(&n.to_string(), if n % 2 == 0 { ARTICLE } else { OTHER }))
        .collect();
    place.write("in/many.jsonl", many);
    place.run("extract in -o one --threads 1 --quiet").ends_with(0);
    place.run("extract in -o four --threads 4 --quiet").ends_with(0);
    let files: Vec<_> = fs::read_dir(place.0.join("one"))
        .unwrap()
        .map(|entry| entry.unwrap().file_name())
        .collect();
    assert_eq!(files.len(), 10);
    for file in files {
        let name = file.to_string_lossy();
        assert!(
            place.read(&format!("one/{name}")) == place.read(&format!("four/{name}")),
            "{name}"
        );
    }
}

#[test]
fn standard_input_is_text_unless_said_otherwise() {
    let place = Place::new("stdin");
    let text = place
        .run_with("documents -", ARTICLE.as_bytes())
        .ends_with(0)
        .table();
    assert!(text.lines().nth(1).unwrap().starts_with("stdin,-,"), "{text}");
    let records = place.run_with(
        "documents - --input-format jsonl",
        record("j1", ARTICLE).as_bytes(),
    );
    assert!(records.ends_with(0).table().contains("\nj1,-,"));
    let packed = place.run_with(
        "documents - --input-format jsonl",
        &gzip(record("j1", ARTICLE).as_bytes()),
    );
    assert!(packed.ends_with(0).table().contains("\nj1,-,"));
}

#[test]
fn columns_of_other_names_and_german_delimiters() {
    let place = Place::new("columns");
    place.write(
        "in.csv",
        "\u{feff}Nr;Inhalt;Tag;Ressort\r\n7;\"Es regnet; sehr.\";14.09.2020;Wetter\r\n",
    );
    let names = "--id-column Nr --text-column Inhalt --date-column Tag";
    place.run(&format!("extract in.csv -o out {names}")).ends_with(0);
    assert_eq!(place.column("out/documents.csv", "doc_id"), ["7"]);
    assert_eq!(place.column("out/documents.csv", "date"), ["2020-09-14"]);
    assert_eq!(
        place.column("out/documents.csv", "extra"),
        [r#"{"Ressort":"Wetter"}"#]
    );
    place
        .run("documents in.csv")
        .ends_with(2)
        .says("no column \"text\" but Nr, Inhalt, Tag, Ressort")
        .says("--text-column");
}

// bad input

#[test]
fn an_empty_file_and_a_file_of_blanks_are_rows_of_errors() {
    let place = Place::new("empty");
    place
        .write("in/a.txt", "")
        .write("in/b.txt", " \n\t\n")
        .write("in/c.txt", ARTICLE)
        .write("in/d.jsonl", "");
    place
        .run("extract in -o out")
        .ends_with(1)
        .says("in/a.txt: the file is empty");
    assert_eq!(
        place.column("out/errors.csv", "source"),
        ["in/a.txt", "in/b.txt", "in/d.jsonl"]
    );
    assert_eq!(place.column("out/errors.csv", "doc_id"), ["a", "b", ""]);
    assert_eq!(place.column("out/errors.csv", "stage"), ["read"; 3]);
    assert_eq!(place.column("out/documents.csv", "doc_id"), ["c"]);
}

#[test]
fn a_broken_archive_loses_only_what_is_broken() {
    let place = Place::new("broken");
    let whole = gzip(ARTICLE.repeat(50).as_bytes());
    let cut = zstd(ARTICLE.repeat(50).as_bytes());
    place
        .write("in/a.txt.gz", &whole[..whole.len() / 2])
        .write("in/b.txt.gz", "no gzip at all")
        .write("in/c.jsonl.zst", &cut[..cut.len() / 2])
        .write("in/d.txt", ARTICLE);
    place.run("extract in -o out").ends_with(1).says("in/a.txt.gz");
    assert_eq!(
        place.column("out/errors.csv", "source"),
        ["in/a.txt.gz", "in/b.txt.gz", "in/c.jsonl.zst"]
    );
    assert_eq!(place.column("out/documents.csv", "doc_id"), ["d"]);
}

#[test]
fn bad_records_are_told_with_their_number() {
    let place = Place::new("records");
    let lines = [
        record("1", ARTICLE),
        "{\"id\": \"2\", \"text\": \"abgeschn\n".to_owned(),
        "{\"id\": \"3\", \"title\": \"ohne Text\"}\n".to_owned(),
        "{\"id\": 4, \"text\": 5}\n".to_owned(),
        "[1, 2]\n".to_owned(),
        record("6", "  "),
        record("7", OTHER),
    ];
    place.write("in.jsonl", lines.concat());
    place
        .run("extract in.jsonl -o out")
        .ends_with(1)
        .says("in.jsonl, record 2: ")
        .says("in.jsonl, record 3: has no \"text\"");
    assert_eq!(
        place.column("out/errors.csv", "record"),
        ["2", "3", "4", "5", "6"]
    );
    assert_eq!(place.column("out/errors.csv", "doc_id"), ["", "3", "", "", "6"]);
    assert_eq!(place.column("out/documents.csv", "doc_id"), ["1", "7"]);
}

#[test]
fn a_date_that_is_none_costs_the_date_and_not_the_document() {
    let place = Place::new("date");
    place.write(
        "in.jsonl",
        "{\"id\": \"1\", \"text\": \"Es regnet.\", \"date\": \"31.02.2020\"}\n",
    );
    place
        .run("extract in.jsonl -o out")
        .ends_with(1)
        .says("\"31.02.2020\" is no date");
    assert_eq!(place.column("out/documents.csv", "date"), [""]);
    assert_eq!(place.column("out/errors.csv", "stage"), ["date"]);
    place
        .run("documents in.jsonl --date morgen")
        .ends_with(2)
        .says("no date; write it as 2020-09-14");
}

#[test]
fn bytes_that_are_no_text_are_told() {
    let place = Place::new("bytes");
    place
        .write("in/a.txt", b"\x7fELF\x02\x01\x01\0\0\0\0\0\0\0\0\0\x03\0>\0")
        .write("in/b.txt", ARTICLE);
    place
        .run("extract in -o out")
        .ends_with(1)
        .says("in/a.txt: these bytes are no text");
    assert_eq!(place.column("out/documents.csv", "doc_id"), ["b"]);
}

#[test]
fn a_missing_file_does_not_stop_the_others() {
    let place = Place::new("missing");
    place.write("a.txt", ARTICLE).write("b.pdf", "x");
    place
        .run("extract nowhere.txt b.pdf a.txt -o out")
        .ends_with(1)
        .says("nowhere.txt: no such file")
        .says("--input-format");
    assert_eq!(place.column("out/errors.csv", "source"), ["nowhere.txt", "b.pdf"]);
    assert_eq!(place.column("out/documents.csv", "doc_id"), ["a"]);
    place
        .run("quotes nowhere.txt")
        .ends_with(2)
        .says("nowhere.txt: no such file");
}

#[test]
fn a_folder_without_input_is_told() {
    let place = Place::new("nothing");
    place.write("in/picture.png", "x");
    place
        .run("extract in -o out")
        .ends_with(2)
        .says("in: the folder holds no file to read");
}

#[test]
fn tables_that_are_there_stay_without_force() {
    let place = Place::new("force");
    place.write("a.txt", ARTICLE).write("out/actors.csv", "mine");
    place
        .run("extract a.txt -o out")
        .ends_with(2)
        .says("actors.csv: is there already")
        .says("--force");
    assert_eq!(place.read("out/actors.csv"), "mine");
    assert_eq!(
        fs::read_dir(place.0.join("out")).unwrap().count(),
        1,
        "nothing half-written stays"
    );
    place.run("extract a.txt -o out --force").ends_with(0);
    assert!(place.read("out/actors.csv").starts_with("doc_id,"));
}

#[test]
fn only_the_tables_that_are_wanted_are_written() {
    let place = Place::new("tables");
    place.write("a.txt", ARTICLE);
    place
        .run("extract a.txt -o out --tables quotes,actors --format jsonl")
        .ends_with(0);
    let mut names: Vec<_> = fs::read_dir(place.0.join("out"))
        .unwrap()
        .map(|e| e.unwrap().file_name())
        .collect();
    names.sort();
    assert_eq!(
        names,
        ["actors.jsonl", "errors.jsonl", "quotes.jsonl", "run.json"]
    );
}

#[test]
fn misspelt_options_and_tables_are_answered_with_advice() {
    let place = Place::new("advice");
    place.write("a.txt", ARTICLE);
    place
        .run("extract a.txt -o out --tables qoutes")
        .ends_with(2)
        .says("quotes");
    place
        .run("extract a.txt -o out --treads 2")
        .ends_with(2)
        .says("--threads");
    if cfg!(feature = "accurate") {
        place
            .run("quotes a.txt --engine accurate --model nowhere.safetensors")
            .ends_with(2)
            .says("nowhere.safetensors");
        place
            .run("quotes a.txt --engine accurate --model a.txt")
            .ends_with(2)
            .says("a.txt: no model of this program's version");
    } else {
        place
            .run("quotes a.txt --engine accurate")
            .ends_with(2)
            .says("built with the engine fast only");
    }
}

#[test]
fn a_reader_that_leaves_early_is_no_error() {
    let place = Place::new("pipe");
    let many: String = (0..3000)
        .map(|n| record(&n.to_string(), &ARTICLE.repeat(20)))
        .collect();
    place.write("in.jsonl", many);
    let mut child = place.start("tokens in.jsonl");
    let mut start = [0; 10];
    child.stdout.take().unwrap().read_exact(&mut start).unwrap();
    let output = child.wait_with_output().unwrap();
    assert_eq!((output.status.code(), output.stderr.len()), (Some(0), 0));
}

#[test]
fn german_excel_gets_what_it_reads() {
    let place = Place::new("excel");
    place.write("a.txt", ARTICLE);
    let table = place
        .run("documents a.txt --dialect excel-de --header-language de")
        .ends_with(0)
        .table();
    assert!(table.starts_with("\u{feff}Dokument;Quelle;Titel;"), "{table}");
    assert!(table.ends_with("\r\n"));
}
