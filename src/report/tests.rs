use std::fs;

use super::*;

const DOCUMENTS: &str = "doc_id,source,title,date,language,characters\n";
const QUOTES: &str = "doc_id,type,text,speaker,speaker_actor,cue,start,end,spans,speaker_start,speaker_end,cue_start,cue_end\n";

fn page(tables: &[(&str, String)], text: Option<&str>) -> Result<String, ReportError> {
    let folder = tempfile::tempdir().unwrap();
    for (name, content) in tables {
        fs::write(folder.path().join(name), content).unwrap();
    }
    render(folder.path(), &ReportOptions { documents: 2 }, |wanted| {
        wanted.iter().map(|_| text.map(str::to_owned)).collect()
    })
}

#[test]
fn a_document_that_holds_a_script_shows_it_and_does_not_run_it() {
    let text = "<script>alert(1)</script> sagte Ada.";
    let tables = [
        (
            "documents.csv",
            format!("{DOCUMENTS}\"<b>\",a.txt,\"<img src=x onerror=alert(1)>\",,de,36\n"),
        ),
        (
            "quotes.csv",
            format!(
                "{QUOTES}\"<b>\",direct,\"<script>\",Ada,\"\"\" onclick=\"\"alert(1)\",sagte,0,8,,32,35,26,31\n"
            ),
        ),
    ];
    let page = page(&tables, Some(text)).unwrap();
    assert!(!page.contains("<script>alert"), "{page}");
    assert!(!page.contains("<img") && !page.contains("\" onclick"));
    assert!(page.contains("&#60;script&#62;") || page.contains("&lt;script&gt;"));
}

#[test]
fn texts_that_are_gone_are_counted_and_said_and_nothing_links_to_them() {
    let tables = [
        ("documents.csv", format!("{DOCUMENTS}a,a.txt,,,de,9\n")),
        (
            "quotes.csv",
            format!("{QUOTES}a,direct,Ja,Ada,Ada,sagte,0,2,,,,,\n"),
        ),
    ];
    let page = page(&tables, None).unwrap();
    assert!(page.contains("1 text could not be read again"), "{page}");
    assert!(page.contains("actors.csv, mentions.csv, dates.csv, deadlines.csv"));
    assert!(!page.contains("href=\"#q0-0\""));
}

#[test]
fn of_many_documents_those_with_most_to_show_are_shown_and_the_page_says_so() {
    let tables = [
        (
            "documents.csv",
            format!("{DOCUMENTS}a,a.txt,,,de,9\nb,b.txt,,,de,9\nc,c.txt,,,en,9\n"),
        ),
        (
            "quotes.csv",
            format!("{QUOTES}c,direct,Yes,Ada,Ada,said,0,2,,,,,\na,direct,Ja,Bo,Bo,sagte,0,2,,,,,\n"),
        ),
    ];
    let page = page(&tables, Some("Ja, sagte")).unwrap();
    assert!(page.contains("count all 3 documents"), "{page}");
    assert_eq!(page.matches("<details").count(), 2);
    assert!(page.find("id=\"q0-0\"") < page.find("id=\"q1-0\""));
}

#[test]
fn a_folder_without_tables_and_tables_of_another_version_say_what_to_do() {
    let error = |tables: &[(&str, String)]| page(tables, None).unwrap_err().to_string();
    assert!(error(&[]).contains("no documents.csv"));
    let parquet = error(&[("documents.parquet", String::new())]);
    assert!(parquet.contains("--format csv"), "{parquet}");
    let other = error(&[("documents.csv", "id,name\n1,x\n".to_owned())]);
    assert!(
        other.contains("documents.csv") && other.contains("extract"),
        "{other}"
    );
    let missing = render(Path::new("no/such/folder"), &ReportOptions::default(), |_| {
        Vec::new()
    });
    assert!(missing.unwrap_err().to_string().contains("no such folder"));
}
