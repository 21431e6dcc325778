//! The command line: one file a subcommand.

pub mod evaluate;

/// Runs the program with the arguments of the process.
pub fn run() -> std::process::ExitCode {
    std::process::ExitCode::SUCCESS
}
