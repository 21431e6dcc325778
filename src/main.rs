//! The program `depesche`.

fn main() -> std::process::ExitCode {
    depesche::cli::run()
}
