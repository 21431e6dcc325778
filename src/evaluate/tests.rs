use std::fs;

use super::*;

/// Writes tables into a folder of their own and scores them.
fn scored(gold: &[(&str, &str)], system: &[(&str, &str)]) -> Result<Evaluation, TableError> {
    let folder = tempfile::tempdir().unwrap();
    for (side, tables) in [("gold", gold), ("system", system)] {
        fs::create_dir(folder.path().join(side)).unwrap();
        for (name, content) in tables {
            fs::write(folder.path().join(side).join(name), content).unwrap();
        }
    }
    evaluate(&folder.path().join("gold"), &folder.path().join("system"))
}

fn figure(evaluation: &Evaluation, kind: &str, criterion: &str) -> (usize, usize, usize) {
    let score = evaluation
        .scores
        .iter()
        .find(|s| s.kind == kind && s.criterion == criterion)
        .unwrap();
    (score.gold, score.system, score.right)
}

#[test]
fn gold_against_itself_is_all_right() {
    let table = (
        "dates.csv",
        "doc_id,type,value,start,end\na,DATE,2020-09,3,9\na,SET,P1D,12,19\n",
    );
    let evaluation = scored(&[table], &[table]).unwrap();
    assert!(
        evaluation.scores.iter().all(|score| score.f1() == 1.0),
        "{evaluation:?}"
    );
}

#[test]
fn a_shorter_span_is_lenient_but_not_strict() {
    let gold = (
        "dates.csv",
        "doc_id,type,value,start,end\na,DATE,2020-09,3,9\na,DATE,2021,20,24\n",
    );
    let system = ("dates.csv", "doc_id,type,value,start,end\na,DATE,2020-09,5,9\n");
    let evaluation = scored(&[gold], &[system]).unwrap();
    assert_eq!(figure(&evaluation, "all", "strict"), (2, 1, 0));
    assert_eq!(figure(&evaluation, "DATE", "lenient"), (2, 1, 1));
    assert_eq!(figure(&evaluation, "all", "value"), (2, 1, 1));
}

#[test]
fn an_actor_is_found_by_an_alias_but_named_by_its_name() {
    let gold = (
        "actors.csv",
        "doc_id,name,type,aliases\na,Barack Obama,PER,Obama|Obamas\n",
    );
    let system = ("actors.csv", "doc_id,name,type,aliases\na,Obama,PER,\n");
    let evaluation = scored(&[gold], &[system]).unwrap();
    assert_eq!(figure(&evaluation, "all", "strict"), (1, 1, 0));
    assert_eq!(figure(&evaluation, "all", "lenient"), (1, 1, 1));
}

#[test]
fn a_discontinuous_quote_is_compared_by_its_spans() {
    let header = "doc_id,type,start,end,spans,speaker,speaker_actor\n";
    let gold = (
        "quotes.csv",
        format!("{header}a,indirect,0,50,0-20;30-50,die Behörde,BaFin\n"),
    );
    let system = ("quotes.csv", format!("{header}a,indirect,0,50,,BaFin,\n"));
    let evaluation = scored(&[(gold.0, &gold.1)], &[(system.0, &system.1)]).unwrap();
    assert_eq!(figure(&evaluation, "all", "strict"), (1, 1, 0));
    assert_eq!(figure(&evaluation, "all", "lenient"), (1, 1, 1));
    assert_eq!(figure(&evaluation, "all", "speaker"), (1, 1, 1));
}

#[test]
fn rows_of_other_documents_are_left_out_and_missing_tables_are_empty() {
    let gold = [
        ("dates.csv", "doc_id,type,value,start,end\na,DATE,2021,0,4\n"),
        ("documents.csv", "doc_id\na\nb\n"),
    ];
    let system = (
        "dates.csv",
        "doc_id,type,value,start,end\nb,DATE,2021,0,4\nc,DATE,2021,0,4\n",
    );
    let evaluation = scored(&gold, &[system]).unwrap();
    assert_eq!((evaluation.documents, evaluation.rows_left_out), (2, 1));
    assert_eq!(figure(&evaluation, "all", "strict"), (1, 1, 0));
    assert_eq!(figure(&scored(&gold, &[]).unwrap(), "all", "strict"), (1, 0, 0));
}

#[test]
fn a_german_excel_table_is_read_like_any_other() {
    let gold = ("dates.csv", "doc_id,type,value,start,end\na,DATE,2021,0,4\n");
    let system = (
        "dates.csv",
        "\u{feff}doc_id;type;value;start;end\r\na;DATE;2021;0;4\r\n",
    );
    assert_eq!(
        figure(&scored(&[gold], &[system]).unwrap(), "all", "value"),
        (1, 1, 1)
    );
}

#[test]
fn what_cannot_be_scored_says_where_and_why() {
    let message = |gold: &[(&str, &str)]| scored(gold, &[]).unwrap_err().to_string();
    assert!(message(&[]).contains("no gold here"));
    assert!(message(&[("dates.csv", "doc_id,start\n")]).contains("no column \"type\""));
    let bad = message(&[("dates.csv", "doc_id,type,value,start,end\na,DATE,2021,x,4\n")]);
    assert!(
        bad.contains("dates.csv: line 2") && bad.contains("no span"),
        "{bad}"
    );
}
