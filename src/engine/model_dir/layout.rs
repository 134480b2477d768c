//! Where a model folder keeps its graph, and in what form.

use std::fmt;
use std::path::{Path, PathBuf};

use super::error::{ModelError, Problem};
use super::facts::GraphFacts;
use super::files::Files;

/// How a folder is made that we can read.
pub(super) const EXPORT_REMEDY: &str =
    "export the model with `optimum-cli export onnx --task text-generation-with-past`";

/// Graphs that are named in a message; the rest are counted.
const SHOWN: usize = 12;

/// Who made a model folder, which decides where things lie in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// `model.onnx` as `optimum-cli export onnx` writes it.
    Optimum,
    /// Its older form: one graph that is told whether there is a past
    /// (`use_cache_branch`).
    Merged,
    /// `onnx/model*.onnx`, as transformers.js reads it.
    TransformersJs,
    /// ONNX Runtime GenAI's model builder, with `genai_config.json`.
    GenAi,
    /// Another program's.
    Other,
}

impl Form {
    /// The form of a graph that lies at `graph`.
    pub(super) fn of(graph: Option<&Path>, has_genai_config: bool, facts: &GraphFacts) -> Self {
        let in_onnx = graph
            .and_then(Path::parent)
            .is_some_and(|folder| folder.ends_with("onnx"));
        if facts.input("use_cache_branch").is_some() {
            Self::Merged
        } else if has_genai_config {
            Self::GenAi
        } else if in_onnx {
            Self::TransformersJs
        } else if facts.input("past_key_values.0.key").is_some() {
            Self::Optimum
        } else {
            Self::Other
        }
    }
}

impl fmt::Display for Form {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Optimum => "optimum",
            Self::Merged => "optimum, merged",
            Self::TransformersJs => "transformers.js",
            Self::GenAi => "ONNX Runtime GenAI",
            Self::Other => "other",
        })
    }
}

/// The folder that holds the configuration, and the graph file if that is
/// what `path` names.
pub(super) fn split_path(path: &Path) -> (PathBuf, Option<PathBuf>) {
    let is_graph = path.extension().is_some_and(|e| e == "onnx") && !path.is_dir();
    if !is_graph {
        // The subfolder of the graphs stands for its model.
        let above = path
            .parent()
            .filter(|above| path.ends_with("onnx") && !is_model(path) && is_model(above));
        return (above.unwrap_or(path).to_owned(), None);
    }
    let folder = match path.parent() {
        Some(parent) if parent.as_os_str().is_empty() => Path::new("."),
        Some(parent) => parent,
        None => Path::new("."),
    };
    // `onnx/` lies inside the folder that holds the configuration.
    let above = folder
        .parent()
        .filter(|_| folder.ends_with("onnx") && !is_model(folder));
    (above.unwrap_or(folder).to_owned(), Some(path.to_owned()))
}

/// Whether a folder has what every model has beside its graph.
fn is_model(folder: &Path) -> bool {
    folder.join("tokenizer.json").is_file() || folder.join("config.json").is_file()
}

/// The graph of a folder: what `genai_config.json` names, `model.onnx`, the
/// merged one, or the only one there is; in the folder itself or in `onnx/`.
///
/// # Errors
/// When there is none, several, or only parts of one.
pub(super) fn find_graph(files: &mut Files, folder: &Path) -> Result<PathBuf, ModelError> {
    if let Some(name) = genai_graph(files)? {
        let path = folder.join(&name);
        if path.is_file() {
            return Ok(path);
        }
    }
    let known = [
        "model.onnx",
        "onnx/model.onnx",
        "decoder_model_merged.onnx",
        "onnx/decoder_model_merged.onnx",
    ];
    if let Some(path) = known
        .map(|name| folder.join(name))
        .into_iter()
        .find(|path| path.is_file())
    {
        return Ok(path);
    }
    let graphs = graphs_in(folder);
    let has = |wanted: &str| {
        let name = |path: &PathBuf| path.file_name().is_some_and(|name| name == wanted);
        graphs.iter().any(name)
    };
    let reason = if has("encoder_model.onnx") {
        "it is one half of a model of encoder and decoder; a decoder alone can be run".to_owned()
    } else {
        format!(
            "it is one half of a pair, `decoder_model.onnx` for the prompt and \
             `decoder_with_past_model.onnx` for the steps; {EXPORT_REMEDY}, which writes one \
             `model.onnx`, or take the folder's `decoder_model_merged.onnx` from where it came"
        )
    };
    let part = ["decoder_with_past_model.onnx", "decoder_model.onnx"];
    if let Some(part) = part.into_iter().find(|part| has(part)) {
        return Err(files.problem(part, Problem::Unsupported(reason)));
    }
    match graphs.as_slice() {
        [only] => Ok(only.clone()),
        [] => Err(files.missing("model.onnx", EXPORT_REMEDY)),
        several => Err(files.missing("model.onnx", &choice(several))),
    }
}

/// The file that `genai_config.json` names as its decoder.
fn genai_graph(files: &mut Files) -> Result<Option<String>, ModelError> {
    let genai = files.json("genai_config.json")?;
    let name = genai
        .as_ref()
        .and_then(|json| json.pointer("/model/decoder/filename")?.as_str());
    // A name beside the file: a model is no reason to read elsewhere.
    let plain = name.filter(|n| !n.contains(['/', '\\']) && *n != "..");
    Ok(plain.map(str::to_owned))
}

/// All graph files of a folder and its `onnx/`, sorted.
pub(super) fn graphs_in(folder: &Path) -> Vec<PathBuf> {
    let mut graphs: Vec<PathBuf> = [folder.to_owned(), folder.join("onnx")]
        .iter()
        .filter_map(|f| fs_err::read_dir(f).ok())
        .flatten()
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| path.extension().is_some_and(|e| e == "onnx"))
        .collect();
    graphs.sort();
    graphs
}

fn choice(graphs: &[PathBuf]) -> String {
    let shown = graphs.iter().take(SHOWN);
    let mut names: Vec<String> = shown
        .map(|path| format!("`{}`", crate::text::for_terminal(&path.to_string_lossy())))
        .collect();
    if graphs.len() > SHOWN {
        names.push(format!("{} more", graphs.len() - SHOWN));
    }
    format!("name one of its graphs instead: {}", names.join(", "))
}
