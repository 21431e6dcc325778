//! A folder of its own for a test, and the program run in it.

#![allow(dead_code, reason = "every test file uses a part of it")]

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

/// A folder of its own for one test, empty.
pub struct Place(pub PathBuf);

impl Place {
    pub fn new(name: &str) -> Self {
        let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
        let _ = fs::remove_dir_all(&path);
        fs::create_dir_all(&path).unwrap();
        Self(path)
    }

    pub fn write(&self, name: &str, bytes: impl AsRef<[u8]>) -> &Self {
        let path = self.0.join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
        self
    }

    pub fn read(&self, name: &str) -> String {
        fs::read_to_string(self.0.join(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
    }

    /// Runs the program in the folder.
    pub fn run(&self, arguments: &str) -> Run {
        self.run_with(arguments, b"")
    }

    pub fn run_with(&self, arguments: &str, input: &[u8]) -> Run {
        let mut child = self.start(arguments);
        child.stdin.take().unwrap().write_all(input).unwrap();
        Run(child.wait_with_output().unwrap())
    }

    pub fn start(&self, arguments: &str) -> std::process::Child {
        Command::new(env!("CARGO_BIN_EXE_depesche"))
            .args(arguments.split_whitespace())
            .current_dir(&self.0)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap()
    }

    /// The cells of one column of a table.
    pub fn column(&self, table: &str, name: &str) -> Vec<String> {
        let mut reader = csv::Reader::from_path(self.0.join(table)).unwrap();
        let at = reader
            .headers()
            .unwrap()
            .iter()
            .position(|column| column == name)
            .unwrap();
        reader.records().map(|row| row.unwrap()[at].to_owned()).collect()
    }
}

pub struct Run(pub Output);

impl Run {
    #[track_caller]
    pub fn ends_with(self, code: i32) -> Self {
        assert_eq!(self.0.status.code(), Some(code), "{}", self.messages());
        self
    }

    pub fn messages(&self) -> String {
        String::from_utf8_lossy(&self.0.stderr).into_owned()
    }

    pub fn table(&self) -> String {
        String::from_utf8(self.0.stdout.clone()).unwrap()
    }

    #[track_caller]
    pub fn says(self, part: &str) -> Self {
        assert!(
            self.messages().contains(part),
            "{part:?} is not in: {}",
            self.messages()
        );
        self
    }
}
