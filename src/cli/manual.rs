//! `depesche completions` and `depesche man`: made from the same definitions as the command line itself.

use std::io::{self, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Context;
use clap::CommandFactory;

use super::Program;

/// Prints completions for a shell.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  depesche completions bash > ~/.local/share/bash-completion/completions/depesche
  depesche completions zsh > \"${fpath[1]}/_depesche\"
  depesche completions fish > ~/.config/fish/completions/depesche.fish")]
pub(super) struct Completions {
    /// The shell
    #[arg(value_enum)]
    shell: clap_complete::Shell,
}

impl Completions {
    pub fn run(&self) -> anyhow::Result<ExitCode> {
        let mut script = Vec::new();
        clap_complete::generate(self.shell, &mut Program::command(), "depesche", &mut script);
        io::stdout().write_all(&script)?;
        Ok(ExitCode::SUCCESS)
    }
}

/// Prints the manual page, or writes one a command into a folder.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  depesche man | man -l -
  depesche man -o ~/.local/share/man/man1")]
pub(super) struct Man {
    /// Folder for a page of every command (depesche.1, depesche-extract.1 …)
    #[arg(long, short, value_name = "DIR")]
    output: Option<PathBuf>,
}

impl Man {
    pub fn run(&self) -> anyhow::Result<ExitCode> {
        match &self.output {
            Some(folder) => {
                std::fs::create_dir_all(folder)
                    .and_then(|()| clap_mangen::generate_to(Program::command(), folder))
                    .with_context(|| folder.display().to_string())?;
            }
            None => {
                let mut page = Vec::new();
                clap_mangen::Man::new(Program::command()).render(&mut page)?;
                io::stdout().write_all(&page)?;
            }
        }
        Ok(ExitCode::SUCCESS)
    }
}
