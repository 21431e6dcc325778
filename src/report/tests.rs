use std::fs;

use super::*;

const DOCUMENTS: &str = "doc_id,source,title,date,language\n";
const QUOTES: &str = "doc_id,quote_id,type,text,speaker,speaker_actor,cue,start,end,spans\n";

fn page(tables: &[(&str, String)], text: Option<&str>) -> Result<String, ReportError> {
    let folder = tempfile::tempdir().unwrap();
    for (name, content) in tables {
        fs::write(folder.path().join(name), content).unwrap();
    }
    render(folder.path(), &ReportOptions::default(), |_| {
        text.map(str::to_owned)
    })
}

#[test]
fn a_document_that_holds_a_script_shows_it_and_does_not_run_it() {
    let text = "<script>alert(1)</script> sagte Ada.";
    let tables = [
        (
            "documents.csv",
            format!("{DOCUMENTS}\"<b>\",a.txt,\"<img src=x onerror=alert(1)>\",,de\n"),
        ),
        (
            "quotes.csv",
            format!("{QUOTES}\"<b>\",1,direct,\"<script>\",Ada,Ada,sagte,0,8,\n"),
        ),
    ];
    let page = page(&tables, Some(text)).unwrap();
    assert!(!page.contains("<script>alert"), "{page}");
    assert!(!page.contains("<img"));
    assert!(page.contains("&#60;script&#62;") || page.contains("&lt;script&gt;"));
}

#[test]
fn texts_that_are_gone_are_counted_and_said() {
    let page = page(&[("documents.csv", format!("{DOCUMENTS}a,a.txt,,,de\n"))], None).unwrap();
    assert!(page.contains("1 text could not be read again"), "{page}");
}

#[test]
fn a_folder_without_tables_and_tables_of_another_version_say_what_to_do() {
    assert!(
        page(&[], None)
            .unwrap_err()
            .to_string()
            .contains("no documents.csv")
    );
    let other = page(&[("documents.csv", "id,name\n1,x\n".to_owned())], None)
        .unwrap_err()
        .to_string();
    assert!(
        other.contains("documents.csv") && other.contains("extract"),
        "{other}"
    );
}
