//! A first look into an ONNX file: is it whole, how many weights has it, and
//! which files beside it hold them.
//!
//! ONNX files are protocol buffers: fields of a number, a wire type and a
//! content, some of them with a length. Only lengths and a few numbers are
//! read; weights are stepped over.

use std::io::{self, BufReader, Cursor, Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};

use fs_err::File;

use super::config::ModelConfig;
use super::error::Problem;
use crate::engine::digest::sha256_of_file;
use crate::text::sha256_hex;

/// A graph on disk or in the program.
#[derive(Debug, Clone)]
pub(crate) enum Graph {
    /// A file; its weights may lie in others beside it.
    File(PathBuf),
    /// Bytes of the program.
    Memory(&'static [u8]),
}

/// What the file says about its weights.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Weights {
    tensors: Vec<Tensor>,
    /// Files beside it that hold weights, sorted, each once.
    pub(super) external: Vec<String>,
}

#[derive(Debug, Default, PartialEq, Eq)]
struct Tensor {
    data_type: u64,
    dims: Vec<u64>,
}

/// Numbers of element types in the ONNX format.
const FLOATS: [u64; 4] = [1, 10, 11, 16];
const BYTES: [u64; 2] = [2, 3];

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

    /// SHA-256 (hex) of a file beside this one.
    pub(super) fn sha256_beside(&self, name: &str) -> io::Result<String> {
        match self {
            Self::File(path) => sha256_of_file(&path.with_file_name(name)),
            Self::Memory(_) => Err(io::ErrorKind::NotFound.into()),
        }
    }

    /// Walks through the file.
    pub(super) fn skim(&self) -> Result<Weights, Problem> {
        match self {
            Self::File(path) => {
                let file = File::open(path).map_err(Problem::Unreadable)?;
                let size = file.metadata().map_err(Problem::Unreadable)?.len();
                Skimmer::new(BufReader::new(file), size).model()
            }
            Self::Memory(bytes) => Skimmer::new(Cursor::new(*bytes), bytes.len() as u64).model(),
        }
    }
}

impl Weights {
    /// Parameters: elements of all weights, a shared embedding once. `None`
    /// where several weights are packed into one byte.
    pub(super) fn count(&self, config: &ModelConfig) -> Option<u64> {
        let mut total = 0_u64;
        let mut embeddings = 0;
        for tensor in &self.tensors {
            let n = tensor
                .dims
                .iter()
                .try_fold(1_u64, |n, &dim| n.checked_mul(dim))?;
            if BYTES.contains(&tensor.data_type) && tensor.dims.len() == 3 {
                return None;
            }
            let counts = FLOATS.contains(&tensor.data_type) || BYTES.contains(&tensor.data_type);
            if !counts || tensor.dims.is_empty() {
                continue;
            }
            if config.tied_embedding == Some(n) {
                embeddings += 1;
                if embeddings > 1 {
                    continue;
                }
            }
            total = total.checked_add(n)?;
        }
        Some(total)
    }
}

/// Walks through a protocol buffer without keeping it.
struct Skimmer<R> {
    reader: R,
    position: u64,
    size: u64,
}

/// A field's number, and where its content ends or what it is.
enum Content {
    Number(u64),
    /// Bytes from the current position up to this one.
    Bytes(u64),
}

impl<R: Read + Seek> Skimmer<R> {
    fn new(reader: R, size: u64) -> Self {
        Self {
            reader,
            position: 0,
            size,
        }
    }

    /// The whole file: a `ModelProto`.
    fn model(mut self) -> Result<Weights, Problem> {
        let mut weights = Weights::default();
        let mut has_graph = false;
        while self.position < self.size {
            let (number, content) = self.field()?;
            match content {
                Content::Bytes(end) if number == 7 => {
                    has_graph = true;
                    self.graph(end, &mut weights)?;
                }
                Content::Bytes(end) => self.skip_to(end)?,
                Content::Number(_) => {}
            }
        }
        if !has_graph {
            return Err(Problem::Malformed("it holds no ONNX graph".to_owned()));
        }
        weights.external.sort();
        weights.external.dedup();
        Ok(weights)
    }

    fn graph(&mut self, end: u64, weights: &mut Weights) -> Result<(), Problem> {
        while self.position < end {
            let (number, content) = self.field()?;
            match content {
                Content::Bytes(end) if number == 5 => self.tensor(end, weights)?,
                Content::Bytes(end) => self.skip_to(end)?,
                Content::Number(_) => {}
            }
        }
        Ok(())
    }

    fn tensor(&mut self, end: u64, weights: &mut Weights) -> Result<(), Problem> {
        let mut tensor = Tensor::default();
        while self.position < end {
            match self.field()? {
                (1, Content::Number(dim)) => tensor.dims.push(dim),
                (1, Content::Bytes(end)) => {
                    while self.position < end {
                        let dim = self.number()?;
                        tensor.dims.push(dim);
                    }
                }
                (2, Content::Number(data_type)) => tensor.data_type = data_type,
                (13, Content::Bytes(end)) => {
                    if let Some(file) = self.location(end)? {
                        weights.external.push(file);
                    }
                }
                (_, Content::Bytes(end)) => self.skip_to(end)?,
                (_, Content::Number(_)) => {}
            }
        }
        weights.tensors.push(tensor);
        Ok(())
    }

    /// One key and value about external data; the value of `location`.
    fn location(&mut self, end: u64) -> Result<Option<String>, Problem> {
        let (mut key, mut value) = (String::new(), String::new());
        while self.position < end {
            match self.field()? {
                (1, Content::Bytes(end)) => key = self.text(end)?,
                (2, Content::Bytes(end)) => value = self.text(end)?,
                (_, Content::Bytes(end)) => self.skip_to(end)?,
                (_, Content::Number(_)) => {}
            }
        }
        // Only names beside the graph: a model is no reason to read elsewhere.
        let plain = !value.contains(['/', '\\']) && value != ".." && !value.is_empty();
        if key != "location" {
            return Ok(None);
        }
        if !plain {
            return Err(Problem::Unsupported(format!(
                "it keeps weights at `{}`, outside its own folder",
                crate::text::for_terminal(&value)
            )));
        }
        Ok(Some(value))
    }

    fn field(&mut self) -> Result<(u64, Content), Problem> {
        let key = self.number()?;
        let content = match key & 7 {
            0 => Content::Number(self.number()?),
            1 => Content::Bytes(self.end_after(8)?),
            2 => {
                let length = self.number()?;
                Content::Bytes(self.end_after(length)?)
            }
            5 => Content::Bytes(self.end_after(4)?),
            _ => return Err(not_onnx()),
        };
        Ok((key >> 3, content))
    }

    fn end_after(&self, length: u64) -> Result<u64, Problem> {
        let end = self.position.checked_add(length).ok_or_else(not_onnx)?;
        if end > self.size {
            return Err(Problem::Truncated {
                has: self.size,
                needs: end,
            });
        }
        Ok(end)
    }

    fn number(&mut self) -> Result<u64, Problem> {
        let mut value = 0_u64;
        for shift in (0..64).step_by(7) {
            self.end_after(1)?;
            let mut byte = [0];
            self.reader
                .read_exact(&mut byte)
                .map_err(Problem::Unreadable)?;
            self.position += 1;
            let [byte] = byte;
            value |= u64::from(byte & 127) << shift;
            if byte < 128 {
                return Ok(value);
            }
        }
        Err(not_onnx())
    }

    fn text(&mut self, end: u64) -> Result<String, Problem> {
        let mut bytes = vec![0; usize::try_from(end - self.position).unwrap_or(0).min(4096)];
        self.reader
            .read_exact(&mut bytes)
            .map_err(Problem::Unreadable)?;
        self.position += bytes.len() as u64;
        self.skip_to(end)?;
        Ok(String::from_utf8_lossy(&bytes).into_owned())
    }

    fn skip_to(&mut self, end: u64) -> Result<(), Problem> {
        self.reader
            .seek(SeekFrom::Start(end))
            .map_err(Problem::Unreadable)?;
        self.position = end;
        Ok(())
    }
}

fn not_onnx() -> Problem {
    Problem::Malformed("it is no ONNX file".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn skim(bytes: &[u8]) -> Result<Weights, Problem> {
        Skimmer::new(Cursor::new(bytes), bytes.len() as u64).model()
    }

    /// ir_version 8; a graph with one float tensor of 3 × 2 and one outside.
    const WHOLE: &[u8] = &[
        0x08, 8, // ir_version
        0x3a, 33, // graph
        0x2a, 6, 0x0a, 2, 3, 2, 0x10, 1, // packed dims, type
        0x2a, 23, 0x08, 4, 0x10, 1, // a dim, type
        0x6a, 17, 0x0a, 8, b'l', b'o', b'c', b'a', b't', b'i', b'o', b'n', 0x12, 5, b'w', b'.',
        b'b', b'i', b'n',
    ];

    #[test]
    fn weights_are_counted_and_located() {
        let weights = skim(WHOLE).unwrap();
        assert_eq!(weights.external, ["w.bin"]);
        let mut config = ModelConfig {
            architecture: String::new(),
            context: 1,
            kv_heads: None,
            head_dim: None,
            eos_tokens: Vec::new(),
            tied_embedding: None,
        };
        assert_eq!(weights.count(&config), Some(10));
        config.tied_embedding = Some(6);
        assert_eq!(weights.count(&config), Some(10));
    }

    #[test]
    fn a_cut_at_any_byte_is_noticed() {
        for n in 0..WHOLE.len() {
            // Cut after a whole field it is still no graph.
            assert!(skim(&WHOLE[..n]).is_err(), "{n}");
        }
        assert!(matches!(
            skim(&WHOLE[..20]),
            Err(Problem::Truncated { has: 20, needs: 37 })
        ));
    }

    #[test]
    fn weights_outside_the_folder_are_refused() {
        let mut bytes = WHOLE.to_vec();
        let place = bytes.len() - 4;
        bytes[place] = b'/';
        assert!(matches!(skim(&bytes), Err(Problem::Unsupported(_))));
    }
}
