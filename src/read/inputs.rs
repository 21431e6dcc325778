//! From what the user named to single files.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};

use walkdir::{DirEntry, WalkDir};

use super::{Failure, InputFormat};
use crate::write::Table;

/// One file to read.
#[derive(Debug, Clone)]
pub(super) struct Input {
    /// The file; `None` for standard input.
    pub path: Option<PathBuf>,
    /// The folder that the user named, where the file was found in one.
    folder: Option<PathBuf>,
    /// What it holds.
    pub format: InputFormat,
    /// How it is packed; of standard input the first bytes tell.
    pub packing: Option<Packing>,
}

/// How a file is packed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Packing {
    Gzip,
    Zstd,
}

impl Input {
    /// The file as the tables and messages name it.
    pub fn name(&self) -> String {
        match &self.path {
            Some(path) => path.to_string_lossy().into_owned(),
            None => "-".to_owned(),
        }
    }

    /// The file's name without its extensions; `stdin` for standard input.
    pub fn stem(&self) -> String {
        match &self.path {
            Some(path) => without_extensions(&path.file_name().unwrap_or_default().to_string_lossy()),
            None => "stdin".to_owned(),
        }
    }

    /// The id of a document that fills the file: its path inside the folder that the user named, with `/` on every
    /// system and without extensions; of a single file its stem.
    pub fn id(&self) -> String {
        let inside = match (&self.path, &self.folder) {
            (Some(path), Some(folder)) => path.strip_prefix(folder).ok(),
            _ => None,
        };
        let Some(inside) = inside else {
            return self.stem();
        };
        let parts: Vec<_> = inside.iter().map(|part| part.to_string_lossy()).collect();
        without_extensions(&parts.join("/"))
    }
}

fn without_extensions(name: &str) -> String {
    let lower = name.to_ascii_lowercase();
    let unpacked = &name[..lower
        .strip_suffix(".gz")
        .or(lower.strip_suffix(".zst"))
        .unwrap_or(&lower)
        .len()];
    match unpacked.rfind('.') {
        Some(dot) if dot > 0 && !unpacked[dot..].contains('/') => unpacked[..dot].to_owned(),
        _ => unpacked.to_owned(),
    }
}

/// What the extensions of a file name tell.
fn extensions(path: &Path) -> (Option<InputFormat>, Option<Packing>) {
    let name = path
        .file_name()
        .unwrap_or_default()
        .to_string_lossy()
        .to_ascii_lowercase();
    let (name, packing) = match (name.strip_suffix(".gz"), name.strip_suffix(".zst")) {
        (Some(inner), _) => (inner, Some(Packing::Gzip)),
        (_, Some(inner)) => (inner, Some(Packing::Zstd)),
        _ => (name.as_str(), None),
    };
    let format = match name.rsplit_once('.').map(|(_, extension)| extension) {
        Some("txt") => Some(InputFormat::Text),
        Some("jsonl" | "ndjson") => Some(InputFormat::JsonLines),
        Some("csv") => Some(InputFormat::Csv),
        Some("tsv") => Some(InputFormat::Tsv),
        _ => None,
    };
    (format, packing)
}

/// Every file to read, found while reading goes on.
pub(super) fn files(
    inputs: Vec<PathBuf>,
    format: Option<InputFormat>,
) -> impl Iterator<Item = Result<Input, Failure>> + Send {
    inputs
        .into_iter()
        .flat_map(move |path| -> Box<dyn Iterator<Item = _> + Send> {
            if path.is_dir() {
                Box::new(folder(path))
            } else {
                Box::new(std::iter::once(single(path, format)))
            }
        })
}

fn single(path: PathBuf, format: Option<InputFormat>) -> Result<Input, Failure> {
    if path == Path::new("-") {
        return Ok(Input {
            path: None,
            folder: None,
            format: format.unwrap_or(InputFormat::Text),
            packing: None,
        });
    }
    let (known, packing) = extensions(&path);
    let source = path.to_string_lossy().into_owned();
    if !path.exists() {
        return Err(Failure::of_file(&source, "no such file"));
    }
    match known.or(format) {
        Some(format) => Ok(Input {
            path: Some(path),
            folder: None,
            format,
            packing,
        }),
        None => Err(Failure::of_file(
            &source,
            "the extension tells no format: give --input-format txt, jsonl, csv or tsv",
        )),
    }
}

fn folder(folder: PathBuf) -> impl Iterator<Item = Result<Input, Failure>> + Send {
    let entries = WalkDir::new(&folder).follow_links(true).sort_by_file_name();
    let entries = entries.into_iter().filter_entry(is_wanted);
    let mut any = false;
    entries
        .map(Some)
        .chain(std::iter::once(None))
        .filter_map(move |entry| {
            let found = match entry {
                Some(Ok(entry)) => file_in(&folder, entry).map(Ok),
                Some(Err(error)) => {
                    let source = error.path().unwrap_or(&folder).to_string_lossy().into_owned();
                    Some(Err(Failure::of_file(&source, error.to_string())))
                }
                None if any => None,
                None => {
                    let message =
                        "the folder holds no file to read (.txt .jsonl .ndjson .csv .tsv, also .gz and .zst)";
                    Some(Err(Failure::of_file(&folder.to_string_lossy(), message)))
                }
            };
            any |= found.is_some();
            found
        })
}

/// A file of a folder, where its extension tells that it is input.
fn file_in(folder: &Path, entry: DirEntry) -> Option<Input> {
    let (format, packing) = extensions(entry.path());
    let format = format.filter(|_| entry.file_type().is_file())?;
    Some(Input {
        path: Some(entry.into_path()),
        folder: Some(folder.to_owned()),
        format,
        packing,
    })
}

/// Hidden files and tables of this program are no input.
fn is_wanted(entry: &DirEntry) -> bool {
    entry.depth() == 0 || !(is_hidden(entry.file_name()) || is_table(entry.path()))
}

fn is_hidden(name: &OsStr) -> bool {
    name.to_string_lossy().starts_with('.')
}

fn is_table(path: &Path) -> bool {
    let stem = path.file_stem().unwrap_or_default().to_string_lossy();
    let named = Table::ALL.iter().any(|table| table.name() == stem) || stem == "errors";
    named && path.extension().is_some_and(|e| e == "csv" || e == "jsonl")
}

/// The bytes of all files together, for a progress bar; `None` where standard input is among them.
pub fn total_bytes(inputs: &[PathBuf], format: Option<InputFormat>) -> Option<u64> {
    files(inputs.to_vec(), format)
        .filter_map(Result::ok)
        .map(|input| Some(std::fs::metadata(input.path?).map_or(0, |m| m.len())))
        .sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn extensions_tell_format_and_packing() {
        let of = |name: &str| extensions(Path::new(name));
        assert_eq!(of("a/b.txt"), (Some(InputFormat::Text), None));
        assert_eq!(
            of("B.JSONL.GZ"),
            (Some(InputFormat::JsonLines), Some(Packing::Gzip))
        );
        assert_eq!(
            of("c.ndjson.zst"),
            (Some(InputFormat::JsonLines), Some(Packing::Zstd))
        );
        assert_eq!(of("d.tsv"), (Some(InputFormat::Tsv), None));
        assert_eq!(of("e.pdf"), (None, None));
        assert_eq!(of("txt"), (None, None));
    }

    #[test]
    fn ids_lose_the_extensions_only() {
        assert_eq!(without_extensions("2020/Müller.v2.txt.gz"), "2020/Müller.v2");
        assert_eq!(without_extensions("a.b/c"), "a.b/c");
        assert_eq!(without_extensions("c"), "c");
    }
}
