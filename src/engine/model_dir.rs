//! Reads a model folder in Hugging Face's layout, or a built-in model.
//!
//! Nothing is hard-coded: sizes and limits come from the configuration files,
//! names and types from the ONNX graph (read in [`onnx`](super::onnx)).

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use jiff::civil::Date;
use tokenizers::Tokenizer;

use super::builtin::BuiltIn;
use super::chat::ChatTemplate;

mod config;
mod error;
mod files;
mod graph_file;

pub use config::ModelConfig;
pub use error::{ModelError, Problem};
use files::Files;
pub(crate) use graph_file::Graph;

/// How a folder is made that we can read.
const EXPORT_REMEDY: &str =
    "export the model with `optimum-cli export onnx --task text-generation-with-past`";

/// Everything about a model but the running session.
#[derive(Debug)]
pub struct ModelDir {
    /// Where it came from: a path, or `built in`.
    pub origin: String,
    /// What the configuration files say.
    pub config: ModelConfig,
    /// The tokenizer.
    pub tokenizer: Tokenizer,
    /// The chat template.
    pub chat: ChatTemplate,
    /// Parameters, counted in the graph's weights; `None` where they are packed.
    pub n_parameters: Option<u64>,
    /// File name → SHA-256 (hex).
    pub hashes: BTreeMap<String, String>,
    /// The graph itself.
    pub(crate) graph: Graph,
}

impl ModelDir {
    /// Reads the model at `path`: a folder, or one `.onnx` file in it. `today`
    /// is for templates that show the date.
    ///
    /// # Errors
    /// When a file is missing, damaged, or says something impossible.
    pub fn open(path: &Path, today: Option<Date>) -> Result<Self, ModelError> {
        let (folder, graph_file) = split_path(path);
        let mut files = Files::in_folder(&folder);
        let graph = match graph_file {
            Some(file) => Graph::in_file(&file),
            None => Graph::in_file(&find_graph(&files, &folder)?),
        };
        Self::read(&mut files, graph, today)
    }

    /// Reads a built-in model.
    ///
    /// # Errors
    /// When the program was built with damaged models.
    pub fn built_in(model: &'static BuiltIn, today: Option<Date>) -> Result<Self, ModelError> {
        let mut files = Files::built_in(model);
        let bytes = model
            .file("model.onnx")
            .ok_or_else(|| files.missing("model.onnx", EXPORT_REMEDY))?;
        Self::read(&mut files, Graph::in_memory(bytes), today)
    }

    fn read(files: &mut Files, graph: Graph, today: Option<Date>) -> Result<Self, ModelError> {
        let tokenizer_json = files.required(
            "tokenizer.json",
            "copy it from the original model, or save it with transformers' \
             `AutoTokenizer.from_pretrained(…).save_pretrained(…)`",
        )?;
        let tokenizer = Tokenizer::from_bytes(&tokenizer_json)
            .map_err(|e| files.malformed("tokenizer.json", &e.to_string()))?;
        let tokenizer_config = config::tokenizer_config(files)?;
        let config = ModelConfig::read(files, &tokenizer_config, &tokenizer)?;
        let chat = read_chat(files, &tokenizer_config, today)?;
        let weights = graph.skim().map_err(|p| files.problem(&graph.name(), p))?;
        let n_parameters = weights.count(&config);
        let hashes = files.hashes(&graph, &weights.external)?;
        Ok(Self {
            origin: files.origin(),
            config,
            tokenizer,
            chat,
            n_parameters,
            hashes,
            graph,
        })
    }
}

/// A folder, and the graph file if that is what `path` names.
fn split_path(path: &Path) -> (PathBuf, Option<PathBuf>) {
    if path.extension().is_none_or(|e| e != "onnx") || path.is_dir() {
        return (path.to_owned(), None);
    }
    let folder = match path.parent() {
        Some(parent) if parent.as_os_str().is_empty() => Path::new("."),
        Some(parent) => parent,
        None => Path::new("."),
    };
    // `onnx/` lies inside the folder that holds the configuration.
    let above = folder.parent().filter(|_| folder.ends_with("onnx"));
    (above.unwrap_or(folder).to_owned(), Some(path.to_owned()))
}

/// `model.onnx`, `onnx/model.onnx`, or the only other graph there is.
fn find_graph(files: &Files, folder: &Path) -> Result<PathBuf, ModelError> {
    for name in ["model.onnx", "onnx/model.onnx"] {
        let path = folder.join(name);
        if path.is_file() {
            return Ok(path);
        }
    }
    let mut others: Vec<PathBuf> = [folder.to_owned(), folder.join("onnx")]
        .iter()
        .filter_map(|f| fs_err::read_dir(f).ok())
        .flatten()
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| path.extension().is_some_and(|e| e == "onnx"))
        .collect();
    others.sort();
    match others.as_slice() {
        [only] => Ok(only.clone()),
        [] => Err(files.missing("model.onnx", EXPORT_REMEDY)),
        several => {
            let names: Vec<String> = several
                .iter()
                .map(|path| format!("`{}`", path.display()))
                .collect();
            let remedy = format!("name one of its graphs instead: {}", names.join(", "));
            Err(files.missing("model.onnx", &remedy))
        }
    }
}

/// The template, from the first place that has one, as `transformers` looks.
fn read_chat(
    files: &mut Files,
    tokenizer_config: &serde_json::Value,
    today: Option<Date>,
) -> Result<ChatTemplate, ModelError> {
    let (file, source) = match files.optional("chat_template.jinja")? {
        Some(bytes) => (
            "chat_template.jinja",
            String::from_utf8_lossy(&bytes).into_owned(),
        ),
        None => (
            "tokenizer_config.json",
            config::chat_template(files, tokenizer_config)?,
        ),
    };
    let specials = config::special_tokens(files, tokenizer_config)?;
    ChatTemplate::new(&files.origin(), &source, specials, today)
        .map_err(|e| files.malformed(file, &e.reason))
}

#[cfg(test)]
mod tests;
