//! A first look into an ONNX file: is it whole, how many weights has it, which
//! files beside it hold them, and what is the graph made of.
//!
//! ONNX files are protocol buffers: fields of a number, a wire type and a
//! content, some of them with a length. Weights are stepped over; what is kept
//! of a file is bounded, and every byte is looked at once at most.

use std::io::{self, Cursor, Read as _, Seek as _};
use std::path::{Path, PathBuf};

use fs_err::File;

use super::error::Problem;
use crate::engine::digest::sha256_of_file;
use crate::text::sha256_hex;

mod node;
mod ports;
mod walk;
mod weights;
mod wire;

pub(super) use walk::Sketch;
pub(super) use weights::Weights;

/// How the stand-ins begin that a clone without Git LFS leaves.
const LFS: &[u8] = b"version https://git-lfs";

/// A graph on disk or in the program.
#[derive(Debug, Clone)]
pub(crate) enum Graph {
    /// A file; its weights may lie in others beside it.
    File(PathBuf),
    /// Bytes of the program.
    Memory(&'static [u8]),
}

impl Graph {
    pub(super) fn in_file(path: &Path) -> Self {
        Self::File(path.to_owned())
    }

    pub(super) fn in_memory(bytes: &'static [u8]) -> Self {
        Self::Memory(bytes)
    }

    /// The file's name, for messages and the manifest.
    pub(crate) fn name(&self) -> String {
        match self {
            Self::File(path) => path
                .file_name()
                .unwrap_or(path.as_os_str())
                .to_string_lossy()
                .into_owned(),
            Self::Memory(_) => "model.onnx".to_owned(),
        }
    }

    /// SHA-256 (hex) of the file.
    pub(super) fn sha256(&self) -> io::Result<String> {
        match self {
            Self::File(path) => sha256_of_file(path),
            Self::Memory(bytes) => Ok(sha256_hex(bytes)),
        }
    }

    /// What to do about a missing file of weights.
    pub(super) fn weights_remedy(&self) -> String {
        let name = crate::text::for_terminal(&self.name());
        format!("`{name}` keeps its weights there; copy it from where the graph came, beside it")
    }

    /// Where it lies on disk.
    pub(super) fn path(&self) -> Option<&Path> {
        match self {
            Self::File(path) => Some(path),
            Self::Memory(_) => None,
        }
    }

    /// The file and those of its weights, with their bytes.
    pub(super) fn sizes(&self, weights: &Weights) -> Vec<(String, u64)> {
        let mut sizes = vec![(self.name(), self.size().unwrap_or(0))];
        for name in weights.external.keys() {
            sizes.push((name.clone(), self.size_beside(name).unwrap_or(0)));
        }
        sizes
    }

    /// Bytes of the file.
    fn size(&self) -> io::Result<u64> {
        match self {
            Self::File(path) => Ok(fs_err::metadata(path)?.len()),
            Self::Memory(bytes) => Ok(bytes.len() as u64),
        }
    }

    /// Bytes of a file beside this one.
    pub(super) fn size_beside(&self, name: &str) -> io::Result<u64> {
        match self {
            Self::File(path) => Ok(fs_err::metadata(path.with_file_name(name))?.len()),
            Self::Memory(_) => Err(io::ErrorKind::NotFound.into()),
        }
    }

    /// SHA-256 (hex) of a file beside this one.
    pub(super) fn sha256_beside(&self, name: &str) -> io::Result<String> {
        match self {
            Self::File(path) => sha256_of_file(&path.with_file_name(name)),
            Self::Memory(_) => Err(io::ErrorKind::NotFound.into()),
        }
    }

    /// Walks through the file.
    pub(super) fn skim(&self) -> Result<Sketch, Problem> {
        match self {
            Self::File(path) => {
                let mut file = File::open(path).map_err(Problem::Unreadable)?;
                let size = file.metadata().map_err(Problem::Unreadable)?.len();
                let mut start = Vec::new();
                let read = (&mut file).take(LFS.len() as u64).read_to_end(&mut start);
                read.and_then(|_| file.rewind())
                    .map_err(Problem::Unreadable)?;
                if start == LFS {
                    return Err(Problem::Malformed(
                        "it is Git LFS's pointer to the file, not the file; `git lfs pull` gets it"
                            .to_owned(),
                    ));
                }
                walk::model(file, size)
            }
            Self::Memory(bytes) => walk::model(Cursor::new(*bytes), bytes.len() as u64),
        }
    }
}

#[cfg(test)]
mod tests;
