use super::*;
use crate::analysis::*;
use crate::text::TokenRange;

/// "Ümit & Co. tagen\nam 3. Mai 2021." with a name, a date and a quote over the line break.
fn example() -> (Document, Analysis) {
    let document = Document::new("a/1", "😀 Ümit & Co. tagen\nam 3. Mai 2021.");
    let at = |words: &str| {
        let start = document.text.find(words).unwrap();
        Span::new(start, start + words.len())
    };
    let mut analysis = Analysis::default();
    for word in ["😀", "Ümit", "&", "Co.", "tagen", "am", "3.", "Mai", "2021", "."] {
        let last = analysis
            .tokens
            .last()
            .map_or(0, |token: &Token| token.span.end as usize);
        let start = last + document.text[last..].find(word).unwrap();
        analysis
            .tokens
            .push(Token::new(Span::new(start, start + word.len())));
    }
    analysis.sentences.push(Sentence {
        span: Span::new(0, document.text.len()),
        tokens: TokenRange::new(0, analysis.tokens.len()),
        paragraph: 0,
        language: crate::Language::German,
    });
    analysis.mentions.push(Mention {
        span: at("Ümit & Co."),
        tokens: TokenRange::new(1, 4),
        kind: MentionKind::Name,
        entity: EntityType::Organisation,
        confidence: 0.9,
        actor: None,
    });
    analysis.dates.push(Timex {
        span: at("3. Mai 2021"),
        tokens: TokenRange::new(6, 9),
        kind: TimexType::Date,
        value: "2021-05-03".into(),
        modifier: "",
        bounds: None,
    });
    analysis.quotes.push(Quote {
        kind: QuoteType::Indirect,
        spans: vec![at("tagen\nam 3. Mai 2021")],
        cue: Vec::new(),
        speaker: Some(at("Ümit & Co.")),
        speaker_actor: None,
        addressee: None,
        confidence: 0.5,
    });
    (document, analysis)
}

fn file(export: Export, extension: &str) -> String {
    let (document, analysis) = example();
    let files = export.files(&document, &analysis);
    files
        .into_iter()
        .find(|(found, _)| *found == extension)
        .unwrap()
        .1
}

#[test]
fn brat_counts_code_points_and_cuts_at_line_breaks() {
    assert_eq!(
        file(Export::Brat, "ann"),
        "T1\tORG 2 12\tÜmit & Co.\n\
         T2\tIndirectQuote 13 18;19 33\ttagen am 3. Mai 2021\n\
         T3\tSpeaker 2 12\tÜmit & Co.\n\
         T4\tDate 22 33\t3. Mai 2021\n\
         R1\tSpeakerOf Arg1:T3 Arg2:T2\n\
         #1\tAnnotatorNotes T4\t2021-05-03\n"
    );
}

#[test]
fn timeml_gives_back_the_text() {
    let xml = file(Export::TimeMl, "tml");
    assert!(xml.contains(
        "Ümit &amp; Co. tagen\nam <TIMEX3 tid=\"t1\" type=\"DATE\" value=\"2021-05-03\">3. Mai 2021</TIMEX3>."
    ));
}

#[test]
fn cas_and_label_studio_count_utf_16_units() {
    let cas: serde_json::Value = serde_json::from_str(&file(Export::Cas, "json")).unwrap();
    let structures = cas["%FEATURE_STRUCTURES"].as_array().unwrap();
    let name = structures.iter().find(|s| s["value"] == "ORG").unwrap();
    assert_eq!((&name["begin"], &name["end"]), (&3.into(), &13.into()));
    let tasks: serde_json::Value = serde_json::from_str(&file(Export::LabelStudio, "json")).unwrap();
    assert_eq!(tasks[0]["predictions"][0]["result"][0]["value"]["start"], 3);
}

#[test]
fn conllu_has_ten_columns_and_names_in_the_last() {
    let conllu = file(Export::Conllu, "conllu");
    let lines: Vec<&str> = conllu
        .lines()
        .filter(|line| !line.is_empty() && !line.starts_with('#'))
        .collect();
    assert_eq!(lines.len(), 10);
    assert!(lines.iter().all(|line| line.split('\t').count() == 10));
    assert!(
        lines[1].ends_with("NER=B-ORG") && lines[8].ends_with("SpaceAfter=No"),
        "{conllu}"
    );
}
