//! A folder of tables that is either wholly written or not at all.

use std::fs::{self, File};
use std::io::{self, BufWriter};
use std::path::{Path, PathBuf};

/// Why the tables could not be written.
#[derive(Debug, thiserror::Error)]
pub enum FolderError {
    /// Tables are there already.
    #[error("{}: is there already; --force overwrites it, or name another folder", .0.display())]
    Exists(PathBuf),
    /// The system refused.
    #[error("{}: {error}", path.display())]
    Io {
        /// Where.
        path: PathBuf,
        /// Why.
        error: io::Error,
    },
}

impl FolderError {
    pub(crate) fn io(path: &Path) -> impl FnOnce(io::Error) -> Self {
        let path = path.to_owned();
        move |error| Self::Io { path, error }
    }
}

/// Files that are written under temporary names beside their own and get their own names all together, at the end.
#[derive(Debug)]
pub struct Folder {
    path: PathBuf,
    force: bool,
    parts: Vec<Part>,
}

#[derive(Debug)]
struct Part {
    temporary: PathBuf,
    last: PathBuf,
}

impl Folder {
    /// Makes the folder where it is not there. With `force`, files may be overwritten.
    ///
    /// # Errors
    ///
    /// Where the folder cannot be made.
    pub fn create(path: &Path, force: bool) -> Result<Self, FolderError> {
        fs::create_dir_all(path).map_err(FolderError::io(path))?;
        Ok(Self {
            path: path.to_owned(),
            force,
            parts: Vec::new(),
        })
    }

    /// Begins a file: the path to write to for now. `/` in the name makes folders.
    ///
    /// # Errors
    ///
    /// Where the file is there already and may not be overwritten, or its folder cannot be made.
    pub fn begin(&mut self, name: &str) -> Result<PathBuf, FolderError> {
        let last = self.path.join(name);
        if last.exists() && !self.force {
            return Err(FolderError::Exists(last));
        }
        let file = last.file_name().unwrap_or_default().to_string_lossy();
        let temporary = last.with_file_name(format!(".{file}.part"));
        if let Some(folder) = last.parent().filter(|folder| *folder != self.path) {
            fs::create_dir_all(folder).map_err(FolderError::io(folder))?;
        }
        self.parts.push(Part {
            temporary: temporary.clone(),
            last,
        });
        Ok(temporary)
    }

    /// Begins a file and opens it.
    ///
    /// # Errors
    ///
    /// As [`Folder::begin`], and where the file cannot be made.
    pub fn begin_file(&mut self, name: &str) -> Result<BufWriter<File>, FolderError> {
        let temporary = self.begin(name)?;
        let file = File::create(&temporary).map_err(FolderError::io(&temporary))?;
        Ok(BufWriter::with_capacity(1 << 16, file))
    }

    /// Gives every file its own name. All must be written and closed before.
    ///
    /// # Errors
    ///
    /// Where the system refuses to rename one.
    pub fn finish(mut self) -> Result<(), FolderError> {
        for part in std::mem::take(&mut self.parts) {
            fs::rename(&part.temporary, &part.last).map_err(FolderError::io(&part.last))?;
        }
        Ok(())
    }

    /// The folder's path.
    pub fn path(&self) -> &Path {
        &self.path
    }
}

impl Drop for Folder {
    /// What was not finished leaves nothing behind.
    fn drop(&mut self) {
        for part in &self.parts {
            let _ = fs::remove_file(&part.temporary);
        }
    }
}
