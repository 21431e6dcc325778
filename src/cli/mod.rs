//! The command line: one file a subcommand.

pub mod bench;
pub mod evaluate;
mod provisional;

/// Runs the program with the arguments of the process.
pub fn run() -> std::process::ExitCode {
    provisional::run()
}
