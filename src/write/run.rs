//! `run.json`: how the tables of a folder were made.

use serde::{Deserialize, Serialize};

/// The file that stands beside the tables.
pub const RUN_FILE: &str = "run.json";

/// What made the tables of a folder, and of what. The same input and options give the same bytes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RunInfo {
    /// `depesche`.
    pub program: String,
    /// Its version.
    pub version: String,
    /// Which models did the work.
    pub engine: String,
    /// Files and folders as they were named.
    pub inputs: Vec<String>,
    /// The options that change what is found or how it is read, as on the command line; those left at their default are
    /// not listed.
    pub options: Vec<String>,
    /// How many documents were read.
    pub documents: usize,
    /// Bytes of text in them.
    pub bytes: usize,
    /// A hash (FNV-1a, 64 bits, hexadecimal) of all ids and texts in their order: two runs with the same hash had the same
    /// input.
    pub input_hash: String,
}

/// FNV-1a over 64 bits: a short, stable hash, not a safe one.
///
/// ```
/// use depesche::write::Hash;
/// let mut hash = Hash::default();
/// hash.add(b"a");
/// assert_eq!(hash.to_string(), "af63dc4c8601ec8c");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Hash(u64);

impl Default for Hash {
    fn default() -> Self {
        Self(0xcbf2_9ce4_8422_2325)
    }
}

impl Hash {
    /// Takes further bytes.
    pub fn add(&mut self, bytes: &[u8]) {
        for &byte in bytes {
            self.0 = (self.0 ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3);
        }
    }

    /// Takes another hash, in order.
    pub fn add_hash(&mut self, other: Hash) {
        self.add(&other.0.to_le_bytes());
    }
}

impl std::fmt::Display for Hash {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:016x}", self.0)
    }
}
