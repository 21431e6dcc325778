//! The command line: one file a subcommand.

pub mod bench;
pub mod evaluate;
mod extract;
mod messages;
mod options;
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
    Documents(extract::Print),
    /// Prints the table of actors: persons, organisations, places, with their other names and roles
    Actors(extract::Print),
    /// Prints the table of mentions: every place that names an actor
    Mentions(extract::Print),
    /// Prints the table of quotes: who said what
    Quotes(extract::Print),
    /// Prints the table of time expressions, normalised to calendar days
    Dates(extract::Print),
    /// Prints the table of deadlines: what is due when
    Deadlines(extract::Print),
    /// Prints the table of words and marks
    Tokens(extract::Print),
    Evaluate(evaluate::Evaluate),
    Bench(bench::Bench),
    #[cfg(feature = "train")]
    Train(train::Train),
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
        Command::Deadlines(print) => print.run(Table::Deadlines),
        Command::Tokens(print) => print.run(Table::Tokens),
        Command::Evaluate(evaluate) => evaluate.run(),
        Command::Bench(bench) => bench.run(),
        #[cfg(feature = "train")]
        Command::Train(train) => train.run(),
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
