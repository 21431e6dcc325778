//! The command line: one file a subcommand.

pub mod bench;
mod deadlines;
pub mod evaluate;
mod explain;
mod export;
mod extract;
mod manual;
mod messages;
mod options;
mod print;
#[cfg(feature = "report")]
mod report;
#[cfg(feature = "train")]
mod train;

use std::io;
use std::process::ExitCode;

use clap::{Parser, Subcommand};

use crate::write::Table;

/// Reads German and English news and writes down who acts, who said what, when, and what is due when.
#[derive(Debug, Parser)]
#[command(
    name = "depesche",
    version,
    after_help = "\
Examples:
  depesche extract articles -o tables          all tables of a folder of texts
  depesche quotes article.txt                  who said what, as CSV
  depesche deadlines news.jsonl --date 2024-03-14
  depesche report tables -o report.html        one page to look at
  depesche COMMAND --help                      all options, with more examples"
)]
struct Program {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    Extract(extract::Extract),
    /// Prints the table of documents: language and counts
    #[command(after_help = "\
Examples:
  depesche documents articles
  depesche documents articles --format nested > news.jsonl    each with all that was found in it")]
    Documents(print::Print),
    /// Prints the table of actors: persons, organisations, places, with their other names and roles
    #[command(after_help = "\
Examples:
  depesche actors article.txt
  depesche actors articles --format jsonl | jq -r 'select(.type == \"ORG\") | .name' | sort | uniq -c
  curl -s https://example.org/news.txt | depesche actors -")]
    Actors(print::Print),
    /// Prints the table of mentions: every place that names an actor
    #[command(after_help = "\
Examples:
  depesche mentions article.txt
  depesche mentions article.txt --explain    the text with its mentions marked")]
    Mentions(print::Print),
    /// Prints the table of quotes: who said what
    #[command(after_help = "\
Examples:
  depesche quotes article.txt
  depesche quotes article.txt --explain    the text with quotes, speakers and cues marked
  depesche quotes news.jsonl.gz --format jsonl | jq -r .speaker_actor | sort | uniq -c | sort -rn")]
    Quotes(print::Print),
    /// Prints the table of time expressions, normalised to calendar days
    #[command(after_help = "\
Examples:
  depesche dates article.txt --date 2024-03-14    \"gestern\" counts from this day")]
    Dates(print::Print),
    /// Prints the table of deadlines: what is due when
    #[command(after_help = "\
Examples:
  depesche deadlines articles
  depesche deadlines article.txt --date 2024-03-14 --format jsonl | jq -r .action
  depesche deadlines news.jsonl --sort latest --from 2024-05-01 --until 2024-05-31
  depesche deadlines articles --format ics > deadlines.ics    a calendar to import")]
    Deadlines(deadlines::Deadlines),
    /// Prints the register of deadlines across documents: what several of them tell is one row, by date
    #[command(after_help = "\
Examples:
  depesche agenda articles
  depesche agenda articles --from 2024-05-01 --until 2024-05-31 --dialect excel-de")]
    Agenda(print::Print),
    /// Prints the table of words and marks
    #[command(after_help = "\
Examples:
  depesche tokens article.txt
  depesche export conllu articles -o out    the same as CoNLL-U")]
    Tokens(print::Print),
    Export(export::Export),
    #[cfg(feature = "report")]
    Report(report::Report),
    Evaluate(evaluate::Evaluate),
    Bench(bench::Bench),
    #[cfg(feature = "train")]
    Train(train::Train),
    Completions(manual::Completions),
    Man(manual::Man),
}

/// Runs the program with the arguments of the process.
pub fn run() -> ExitCode {
    quiet_workers();
    let result = match Program::parse().command {
        Command::Extract(extract) => extract.run(),
        Command::Documents(print) => print.run(Table::Documents),
        Command::Actors(print) => print.run(Table::Actors),
        Command::Mentions(print) => print.run(Table::Mentions),
        Command::Quotes(print) => print.run(Table::Quotes),
        Command::Dates(print) => print.run(Table::Dates),
        Command::Deadlines(deadlines) => deadlines.run(),
        Command::Agenda(print) => print.run(Table::Agenda),
        Command::Tokens(print) => print.run(Table::Tokens),
        Command::Export(export) => export.run(),
        #[cfg(feature = "report")]
        Command::Report(report) => report.run(),
        Command::Evaluate(evaluate) => evaluate.run(),
        Command::Bench(bench) => bench.run(),
        #[cfg(feature = "train")]
        Command::Train(train) => train.run(),
        Command::Completions(completions) => completions.run(),
        Command::Man(man) => man.run(),
    };
    result.unwrap_or_else(|error| {
        if let Some(error) = error.downcast_ref() {
            end_on_broken_pipe(error);
        }
        eprintln!("depesche: {error:#}");
        ExitCode::from(messages::NOTHING_DONE)
    })
}

/// A reader that has seen enough (`| head`) is no error.
fn end_on_broken_pipe(error: &io::Error) {
    if error.kind() == io::ErrorKind::BrokenPipe {
        std::process::exit(0);
    }
}

/// A panic in a worker becomes a row of the table of errors and needs no second message.
fn quiet_workers() {
    let usual = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        if std::thread::current().name() == Some("main") {
            usual(panic);
        }
    }));
}
