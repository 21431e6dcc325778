//! A stand-in until the command line proper: `extract` and the one-table commands over .jsonl, .txt and folders.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Parser;
use rayon::prelude::*;

use crate::analysis::Analysis;
use crate::text::{CodePoints, Span};
use crate::{Document, Language, Pipeline};

#[derive(Debug, Parser)]
struct Args {
    /// extract, or the name of a table
    command: String,
    inputs: Vec<PathBuf>,
    #[arg(short)]
    output: Option<PathBuf>,
    #[arg(
        long,
        default_value = "documents,actors,mentions,quotes,dates,deadlines,tokens"
    )]
    tables: String,
    #[arg(long)]
    force: bool,
    #[arg(long)]
    quiet: bool,
    #[arg(long)]
    reported: bool,
    #[arg(long)]
    date: Option<jiff::civil::Date>,
}

pub(super) fn run() -> ExitCode {
    if std::env::args().nth(1).as_deref() == Some("evaluate") {
        let command = <super::evaluate::Evaluate as clap::Args>::augment_args(clap::Command::new("evaluate"));
        let matches = command.get_matches_from(std::env::args_os().skip(1));
        let run = <super::evaluate::Evaluate as clap::FromArgMatches>::from_arg_matches(&matches);
        return match run
            .map_err(anyhow::Error::from)
            .and_then(|evaluate| evaluate.run())
        {
            Ok(code) => code,
            Err(error) => {
                eprintln!("{error:#}");
                ExitCode::from(2)
            }
        };
    }
    let args = Args::parse();
    match extract(&args) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error:#}");
            ExitCode::from(2)
        }
    }
}

fn read(path: &Path, documents: &mut Vec<Document>) -> anyhow::Result<()> {
    if path.is_dir() {
        for entry in walkdir::WalkDir::new(path).sort_by_file_name() {
            let entry = entry?;
            let extension = entry.path().extension().and_then(|e| e.to_str());
            if entry.file_type().is_file() && matches!(extension, Some("txt" | "jsonl")) {
                read(entry.path(), documents)?;
            }
        }
        return Ok(());
    }
    let text = std::fs::read_to_string(path)?;
    if path.extension().is_some_and(|e| e == "jsonl") {
        for line in text.lines() {
            let record: serde_json::Value = serde_json::from_str(line)?;
            let field = |name: &str| record[name].as_str().unwrap_or_default();
            let mut document = Document::new(field("id"), field("text"));
            document.date = field("date").get(..10).and_then(|date| date.parse().ok());
            document.language = Language::parse(field("lang"));
            documents.push(document);
        }
    } else {
        let id = path.file_stem().unwrap_or_default().to_string_lossy();
        documents.push(Document::new(id, text));
    }
    Ok(())
}

fn extract(args: &Args) -> anyhow::Result<()> {
    let mut documents = Vec::new();
    for input in &args.inputs {
        read(input, &mut documents)?;
    }
    for document in &mut documents {
        document.date = document.date.or(args.date);
    }
    let pipeline = Pipeline::new();
    if args.command == "bench" {
        let mut measured = super::bench::Measured::default();
        measured.add(&pipeline, &documents);
        measured.write(rayon::current_num_threads(), &mut std::io::stdout())?;
        return Ok(());
    }
    let analyses: Vec<Analysis> = documents
        .par_iter()
        .map(|document| pipeline.analyse(document))
        .collect();
    let tables = if args.command == "extract" {
        args.tables.as_str()
    } else {
        args.command.as_str()
    };
    for table in tables.split(',') {
        let mut rows = vec![header(table)];
        for (document, analysis) in documents.iter().zip(&analyses) {
            add_rows(table, document, analysis, args, &mut rows);
        }
        let mut writer: csv::Writer<Box<dyn std::io::Write>> = match &args.output {
            Some(folder) => {
                std::fs::create_dir_all(folder)?;
                csv::Writer::from_writer(Box::new(std::fs::File::create(
                    folder.join(format!("{table}.csv")),
                )?))
            }
            None => csv::Writer::from_writer(Box::new(std::io::stdout())),
        };
        for row in rows {
            writer.write_record(row)?;
        }
        writer.flush()?;
    }
    Ok(())
}

fn header(table: &str) -> Vec<String> {
    let columns = match table {
        "documents" => "doc_id,source,title,date,language",
        "actors" => "doc_id,actor_id,name,type,aliases,role,mentions,start,end",
        "mentions" => "doc_id,actor_id,name,type,kind,text,start,end,sentence,confidence",
        "quotes" => {
            "doc_id,quote_id,type,text,speaker,speaker_actor,cue,addressee,start,end,spans,speaker_start,speaker_end,cue_start,cue_end,confidence"
        }
        "dates" => "doc_id,text,type,value,mod,earliest,latest,start,end",
        "deadlines" => {
            "doc_id,deadline_id,kind,date_text,earliest,latest,action,responsible,responsible_actor,quote_id,start,end,context"
        }
        _ => "doc_id,sentence,text,start,end,upos,lemma,mood",
    };
    columns.split(',').map(str::to_owned).collect()
}

fn add_rows(table: &str, document: &Document, analysis: &Analysis, args: &Args, rows: &mut Vec<Vec<String>>) {
    let text = document.text.as_str();
    let points = CodePoints::new(text);
    let start = |span: Span| points.offset(span.start).to_string();
    let end = |span: Span| points.offset(span.end).to_string();
    let cut = |span: Span| span.of(text).to_owned();
    let name = |actor: Option<u32>| {
        actor
            .and_then(|a| analysis.actors.get(a as usize))
            .map(|a| a.name.clone())
            .unwrap_or_default()
    };
    let id = || document.id.clone();
    match table {
        "documents" => rows.push(vec![
            id(),
            document.source.clone(),
            document.title.clone(),
            analysis.date.map(|d| d.to_string()).unwrap_or_default(),
            analysis.language.code().to_owned(),
        ]),
        "actors" => rows.extend(analysis.actors.iter().enumerate().map(|(n, a)| {
            vec![
                id(),
                n.to_string(),
                a.name.clone(),
                a.entity.as_str().to_owned(),
                a.aliases.join("|"),
                a.role.clone(),
                a.mentions.to_string(),
                start(a.first),
                end(a.first),
            ]
        })),
        "mentions" => rows.extend(analysis.mentions.iter().map(|m| {
            vec![
                id(),
                m.actor.map(|a| a.to_string()).unwrap_or_default(),
                name(m.actor),
                m.entity.as_str().to_owned(),
                m.kind.as_str().to_owned(),
                cut(m.span),
                start(m.span),
                end(m.span),
                String::new(),
                m.confidence.to_string(),
            ]
        })),
        "quotes" => rows.extend(
            analysis
                .quotes
                .iter()
                .enumerate()
                .filter(|(_, q)| args.reported || q.kind.as_str() != "reported")
                .map(|(n, q)| {
                    let spans = if q.spans.len() > 1 {
                        q.spans
                            .iter()
                            .map(|&s| format!("{}-{}", start(s), end(s)))
                            .collect::<Vec<_>>()
                            .join(";")
                    } else {
                        String::new()
                    };
                    let words =
                        |spans: &[Span]| spans.iter().map(|&s| cut(s)).collect::<Vec<_>>().join(" … ");
                    let speaker = q.speaker.map(cut).unwrap_or_default();
                    let actor = name(q.speaker_actor);
                    vec![
                        id(),
                        n.to_string(),
                        q.kind.as_str().to_owned(),
                        words(&q.spans),
                        speaker.clone(),
                        if actor.is_empty() { speaker } else { actor },
                        words(&q.cue),
                        q.addressee.map(cut).unwrap_or_default(),
                        start(q.span()),
                        end(q.span()),
                        spans,
                        q.speaker.map(start).unwrap_or_default(),
                        q.speaker.map(end).unwrap_or_default(),
                        q.cue.first().map(|&s| start(s)).unwrap_or_default(),
                        q.cue.first().map(|&s| end(s)).unwrap_or_default(),
                        q.confidence.to_string(),
                    ]
                }),
        ),
        "dates" => rows.extend(analysis.dates.iter().map(|d| {
            vec![
                id(),
                cut(d.span),
                d.kind.as_str().to_owned(),
                d.value.clone(),
                d.modifier.to_owned(),
                d.bounds.map(|b| b.earliest.to_string()).unwrap_or_default(),
                d.bounds.map(|b| b.latest.to_string()).unwrap_or_default(),
                start(d.span),
                end(d.span),
            ]
        })),
        "deadlines" => rows.extend(analysis.deadlines.iter().map(|d| {
            let date = &analysis.dates[d.date as usize];
            vec![
                id(),
                d.same_as.to_string(),
                d.kind.as_str().to_owned(),
                cut(date.span),
                d.bounds.map(|b| b.earliest.to_string()).unwrap_or_default(),
                d.bounds.map(|b| b.latest.to_string()).unwrap_or_default(),
                d.action.clone(),
                d.responsible.clone(),
                name(d.responsible_actor),
                d.quote.map(|q| q.to_string()).unwrap_or_default(),
                start(date.span),
                end(date.span),
                String::new(),
            ]
        })),
        _ => {
            for (n, sentence) in analysis.sentences.iter().enumerate() {
                for token in &analysis.tokens[sentence.tokens.range()] {
                    rows.push(vec![
                        id(),
                        n.to_string(),
                        cut(token.span),
                        start(token.span),
                        end(token.span),
                        token.upos.as_str().to_owned(),
                        token.lemma(text).into_owned(),
                        token.mood.map(|m| m.as_str()).unwrap_or_default().to_owned(),
                    ]);
                }
            }
        }
    }
}
