//! Reads a model folder in Hugging Face's layout, or a built-in model.
//!
//! Nothing is hard-coded: sizes and limits come from the configuration files,
//! names and types from the ONNX graph (read in [`onnx`](super::onnx)).

use std::collections::BTreeMap;
use std::path::Path;

use jiff::civil::Date;
use tokenizers::Tokenizer;

use super::builtin::BuiltIn;
use super::chat::ChatTemplate;

mod config;
mod error;
mod facts;
mod files;
mod graph_file;
mod layout;
mod machine;
pub mod memory;
mod obstacle;
mod survey;
mod vocabulary;

pub use config::{ModelConfig, Shape};
pub use error::{ModelError, Problem};
pub use facts::{Dim, Element, GraphFacts, Port, Quantization};
use files::Files;
pub(crate) use graph_file::Graph;
use graph_file::Sketch;
use layout::EXPORT_REMEDY;
pub use layout::Form;
pub use machine::MachineMemory;
pub use survey::{FileFacts, Survey, Token, Tokens};

/// Everything about a model but the running session.
#[derive(Debug)]
pub struct ModelDir {
    /// Where it came from: a path, or `built in`.
    pub origin: String,
    /// Who made the folder.
    pub form: Form,
    /// What the configuration files say.
    pub config: ModelConfig,
    /// The tokenizer.
    pub tokenizer: Tokenizer,
    /// The chat template.
    pub chat: ChatTemplate,
    /// Parameters, counted in the graph's weights; `None` where they are packed.
    pub n_parameters: Option<u64>,
    /// Bytes of the graph's weights as stored.
    pub weight_bytes: u64,
    /// File name → SHA-256 (hex).
    pub hashes: BTreeMap<String, String>,
    /// What the graph is made of.
    pub facts: GraphFacts,
    /// The graph itself.
    pub(crate) graph: Graph,
}

/// The files beside the graph at `path` that hold its weights.
pub(super) fn external_files(path: &Path) -> Result<Vec<String>, Problem> {
    let sketch = Graph::in_file(path).skim()?;
    Ok(sketch.weights.external.into_keys().collect())
}

impl ModelDir {
    /// Reads the model at `path`: a folder, or one `.onnx` file in it. `today`
    /// is for templates that show the date.
    ///
    /// # Errors
    /// When a file is missing, damaged, or says something impossible.
    pub fn open(path: &Path, today: Option<Date>) -> Result<Self, ModelError> {
        let (folder, graph_file) = layout::split_path(path);
        let mut files = Files::in_folder(&folder);
        let graph = match graph_file {
            Some(file) => Graph::in_file(&file),
            None => Graph::in_file(&layout::find_graph(&mut files, &folder)?),
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
        let tokenizer = read_tokenizer(files)?;
        let tokenizer_config = config::tokenizer_config(files)?;
        let config = ModelConfig::read(files, &tokenizer_config, Some(&tokenizer))?;
        let chat = read_chat(files, &tokenizer_config, today)?;
        let Sketch { weights, facts } =
            graph.skim().map_err(|p| files.problem(&graph.name(), p))?;
        let n_parameters = weights.count(&config);
        vocabulary::check(files, &tokenizer, &graph.name(), &facts, Some(&config))?;
        let hashes = files.hashes(&graph, &weights)?;
        let form = Form::of(graph.path(), files.has_genai_config(), &facts);
        Ok(Self {
            origin: files.origin(),
            form,
            config,
            tokenizer,
            chat,
            n_parameters,
            weight_bytes: weights.bytes(),
            hashes,
            facts,
            graph,
        })
    }
}

/// The tokenizer of a folder.
fn read_tokenizer(files: &mut Files) -> Result<Tokenizer, ModelError> {
    let json = files.required(
        "tokenizer.json",
        "copy it from the original model, or save it with transformers' \
         `AutoTokenizer.from_pretrained(…).save_pretrained(…)`",
    )?;
    Tokenizer::from_bytes(&json).map_err(|e| files.malformed("tokenizer.json", &e.to_string()))
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
