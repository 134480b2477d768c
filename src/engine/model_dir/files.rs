//! A model's files, wherever they lie.

use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};

use serde_json::Value;

use super::error::{ModelError, Problem};
use super::graph_file::{Graph, Weights};
use crate::engine::builtin::BuiltIn;
use crate::engine::error::one_line;
use crate::text::sha256_hex;

/// Largest configuration or tokenizer file that is read: 256 MiB.
const MAX_SIZE: u64 = 256 << 20;

/// A model's files; remembers the hash of each that was read.
#[derive(Debug)]
pub(super) struct Files {
    place: Place,
    hashes: BTreeMap<String, String>,
    sizes: BTreeMap<String, u64>,
}

#[derive(Debug)]
enum Place {
    Folder(PathBuf),
    BuiltIn(&'static BuiltIn),
}

impl Files {
    pub(super) fn in_folder(folder: &Path) -> Self {
        Self::new(Place::Folder(folder.to_owned()))
    }

    pub(super) fn built_in(model: &'static BuiltIn) -> Self {
        Self::new(Place::BuiltIn(model))
    }

    fn new(place: Place) -> Self {
        Self {
            place,
            hashes: BTreeMap::new(),
            sizes: BTreeMap::new(),
        }
    }

    /// For the manifest.
    pub(super) fn origin(&self) -> String {
        match &self.place {
            Place::Folder(folder) => folder.display().to_string(),
            Place::BuiltIn(_) => "built in".to_owned(),
        }
    }

    /// The content of a file that may be missing.
    pub(super) fn optional(&mut self, name: &str) -> Result<Option<Vec<u8>>, ModelError> {
        let content = match &self.place {
            Place::BuiltIn(model) => model.file(name).map(<[u8]>::to_vec),
            Place::Folder(folder) => match read(&folder.join(name)) {
                Ok(content) => Some(content),
                Err(e) if e.kind() == io::ErrorKind::NotFound => None,
                Err(e) => return Err(self.problem(name, Problem::Unreadable(e))),
            },
        };
        if let Some(content) = &content {
            self.hashes.insert(name.to_owned(), sha256_hex(content));
            self.sizes.insert(name.to_owned(), content.len() as u64);
        }
        Ok(content)
    }

    /// The content of a file that must be there.
    pub(super) fn required(&mut self, name: &str, remedy: &str) -> Result<Vec<u8>, ModelError> {
        self.optional(name)?
            .ok_or_else(|| self.missing(name, remedy))
    }

    /// A JSON file that may be missing.
    pub(super) fn json(&mut self, name: &str) -> Result<Option<Value>, ModelError> {
        let Some(content) = self.optional(name)? else {
            return Ok(None);
        };
        serde_json::from_slice(&content)
            .map(Some)
            .map_err(|e| self.malformed(name, &e.to_string()))
    }

    /// The files that were read, with their bytes and SHA-256.
    pub(super) fn sizes(&self) -> BTreeMap<String, (u64, String)> {
        let sizes = self.sizes.iter();
        sizes
            .map(|(name, &bytes)| {
                let hash = self.hash_of(name).unwrap_or_default();
                (name.clone(), (bytes, hash))
            })
            .collect()
    }

    /// SHA-256 (hex) of a file that was read.
    pub(super) fn hash_of(&self, name: &str) -> Option<String> {
        self.hashes.get(name).cloned()
    }

    /// Whether ONNX Runtime GenAI's file was there.
    pub(super) fn has_genai_config(&self) -> bool {
        self.hashes.contains_key("genai_config.json")
    }

    /// Whether all files of weights are there and long enough.
    pub(super) fn check_weights(&self, graph: &Graph, weights: &Weights) -> Result<(), ModelError> {
        for (file, &needs) in &weights.external {
            let has = graph.size_beside(file).map_err(|e| {
                if e.kind() == io::ErrorKind::NotFound {
                    self.missing(file, &graph.weights_remedy())
                } else {
                    self.problem(file, Problem::Unreadable(e))
                }
            })?;
            if has < needs {
                return Err(self.problem(file, Problem::Truncated { has, needs }));
            }
        }
        Ok(())
    }

    /// The hashes of all that was read, of the graph and of its weight files.
    pub(super) fn hashes(
        &mut self,
        graph: &Graph,
        weights: &Weights,
    ) -> Result<BTreeMap<String, String>, ModelError> {
        self.check_weights(graph, weights)?;
        let name = graph.name();
        let digest = graph
            .sha256()
            .map_err(|e| self.problem(&name, Problem::Unreadable(e)))?;
        self.hashes.insert(name, digest);
        for file in weights.external.keys() {
            let digest = graph
                .sha256_beside(file)
                .map_err(|e| self.problem(file, Problem::Unreadable(e)))?;
            self.hashes.insert(file.clone(), digest);
        }
        Ok(self.hashes.clone())
    }

    pub(super) fn missing(&self, file: &str, remedy: &str) -> ModelError {
        let remedy = remedy.to_owned();
        self.problem(file, Problem::Missing { remedy })
    }

    pub(super) fn malformed(&self, file: &str, reason: &str) -> ModelError {
        self.problem(file, Problem::Malformed(one_line(reason)))
    }

    pub(super) fn problem(&self, file: &str, problem: Problem) -> ModelError {
        ModelError {
            model: match &self.place {
                Place::Folder(folder) => folder.display().to_string(),
                Place::BuiltIn(model) => model.name.to_owned(),
            },
            // Graphs name files of weights as they like.
            file: crate::text::for_terminal(file),
            problem,
        }
    }
}

fn read(path: &Path) -> io::Result<Vec<u8>> {
    let size = fs_err::metadata(path)?.len();
    if size > MAX_SIZE {
        return Err(io::Error::other(format!(
            "it has {size} bytes, more than the {MAX_SIZE} that such a file may have"
        )));
    }
    fs_err::read(path)
}
