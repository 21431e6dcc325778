//! Opens the weights: a safetensors file with the pieces, the quantised matrices and the heads.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use pulp::bytemuck;
use safetensors::{Dtype, SafeTensors};

/// Why a model cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum ModelError {
    /// Nothing lies where it was looked for.
    #[error(
        "the model {MODEL_FILE} was not found ({looked}): name it with --model FILE or in the variable {MODEL_VARIABLE}, \
         put it next to the program, or use --engine fast, which needs none"
    )]
    Missing {
        /// The places, separated by commas.
        looked: String,
    },
    /// The file cannot be read.
    #[error("{path}: the model cannot be read: {source}")]
    Read {
        /// The file.
        path: PathBuf,
        /// What the system says.
        source: std::io::Error,
    },
    /// The file is no model, or one of another version.
    #[error("{path}: no model of this program's version: {reason}; get the {MODEL_FILE} that belongs to it")]
    Format {
        /// The file.
        path: PathBuf,
        /// What is wrong.
        reason: String,
    },
}

/// The name of the model's file.
pub const MODEL_FILE: &str = "accurate.safetensors";
/// The environment variable that names the model's file.
pub const MODEL_VARIABLE: &str = "DEPESCHE_MODEL";

/// The tensors of an open file.
pub(super) struct Weights<'a> {
    tensors: SafeTensors<'a>,
    metadata: BTreeMap<String, String>,
}

/// What is wrong with a file.
pub(super) type Reason = String;

impl<'a> Weights<'a> {
    pub fn parse(bytes: &'a [u8]) -> Result<Self, Reason> {
        let (_, header) = SafeTensors::read_metadata(bytes).map_err(|error| error.to_string())?;
        let metadata = header.metadata().clone().unwrap_or_default();
        Ok(Self {
            tensors: SafeTensors::deserialize(bytes).map_err(|error| error.to_string())?,
            metadata: metadata.into_iter().collect(),
        })
    }

    /// An entry of the file's metadata.
    pub fn text(&self, name: &str) -> Result<&str, Reason> {
        self.metadata
            .get(name)
            .map(String::as_str)
            .ok_or_else(|| format!("no entry {name}"))
    }

    /// An entry of the metadata that is a number.
    pub fn number<T: std::str::FromStr>(&self, name: &str) -> Result<T, Reason> {
        self.text(name)?
            .parse()
            .map_err(|_| format!("entry {name} is no number"))
    }

    fn bytes(&self, name: &str, dtype: Dtype, shape: &[usize]) -> Result<&[u8], Reason> {
        let tensor = self
            .tensors
            .tensor(name)
            .map_err(|_| format!("no tensor {name}"))?;
        if tensor.dtype() != dtype || tensor.shape() != shape {
            return Err(format!(
                "tensor {name} is {:?} {:?}, not {dtype:?} {shape:?}",
                tensor.dtype(),
                tensor.shape()
            ));
        }
        Ok(tensor.data())
    }

    /// The length of a tensor with one dimension.
    pub fn len(&self, name: &str) -> Result<usize, Reason> {
        let tensor = self
            .tensors
            .tensor(name)
            .map_err(|_| format!("no tensor {name}"))?;
        tensor
            .shape()
            .first()
            .copied()
            .ok_or_else(|| format!("tensor {name} has no dimension"))
    }

    /// A tensor of single-precision numbers.
    pub fn floats(&self, name: &str, shape: &[usize]) -> Result<Vec<f32>, Reason> {
        let bytes = self.bytes(name, Dtype::F32, shape)?;
        let (numbers, _) = bytes.as_chunks::<4>();
        Ok(numbers.iter().map(|&number| f32::from_le_bytes(number)).collect())
    }

    /// A tensor of signed bytes.
    pub fn signed(&self, name: &str, shape: &[usize]) -> Result<&[i8], Reason> {
        Ok(bytemuck::cast_slice(self.bytes(name, Dtype::I8, shape)?))
    }

    /// A tensor of bytes.
    pub fn unsigned(&self, name: &str, shape: &[usize]) -> Result<Vec<u8>, Reason> {
        self.bytes(name, Dtype::U8, shape).map(<[u8]>::to_vec)
    }
}

/// Finds the model's file: `chosen` alone where it is given, else the one of [`MODEL_VARIABLE`], else the first there is of
/// `models/` and the folder itself next to the program and in the folders above it (so that a program that cargo built finds
/// the project's own).
///
/// # Errors
///
/// [`ModelError::Missing`] with the places that were looked at.
pub fn locate(chosen: Option<&Path>) -> Result<PathBuf, ModelError> {
    let named = chosen
        .map(Path::to_path_buf)
        .or_else(|| std::env::var_os(MODEL_VARIABLE).map(PathBuf::from));
    let candidates: Vec<PathBuf> = match named {
        Some(path) if path.is_dir() => vec![path.join(MODEL_FILE)],
        Some(path) => vec![path],
        None => {
            let program = std::env::current_exe().ok();
            let folders = program
                .iter()
                .flat_map(|program| program.ancestors().skip(1).take(4));
            folders
                .flat_map(|folder| [folder.join(MODEL_FILE), folder.join("models").join(MODEL_FILE)])
                .collect()
        }
    };
    candidates
        .iter()
        .find(|path| path.is_file())
        .cloned()
        .ok_or_else(|| ModelError::Missing {
            looked: candidates
                .iter()
                .map(|path| path.display().to_string())
                .collect::<Vec<_>>()
                .join(", "),
        })
}
