//! Which files of a repository make a model: its settings, its tokenizer, and
//! one graph with its weights. Not every quantization.

use std::path::Path;

use super::error::Trouble;
use super::{Wanted, glob};

/// Files beside the graph, by their names; `*` as in [`glob`].
const BESIDE: &[&str] = &[
    "config.json",
    "generation_config.json",
    "genai_config.json",
    "tokenizer*.json",
    "special_tokens_map.json",
    "added_tokens.json",
    "chat_template*",
];

/// Graphs that are taken when none is asked for, as in a model folder.
pub(super) const PLAIN: [&str; 4] = [
    "model.onnx",
    "onnx/model.onnx",
    "decoder_model_merged.onnx",
    "onnx/decoder_model_merged.onnx",
];

/// Names that are shown at most.
const SHOWN: usize = 12;

/// The files of a model.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Choice {
    /// The graph.
    pub(super) graph: String,
    /// All files, the small ones first and the graph among them.
    pub(super) files: Vec<String>,
}

/// Chooses from the files `names` of a repository.
pub(super) fn choose(names: &[String], wanted: &Wanted) -> Result<Choice, Trouble> {
    let graph = graph(names, wanted.graph.as_deref())?;
    let folder = graph.rsplit_once('/').map_or("", |(folder, _)| folder);
    let stem = graph.trim_end_matches(".onnx");
    let mut files: Vec<String> = Vec::new();
    let mut take = |wanted: &dyn Fn(&str) -> bool| {
        let mut any = false;
        for name in names.iter().filter(|name| wanted(name)) {
            any = true;
            if !files.contains(name) {
                files.push(name.clone());
            }
        }
        any
    };
    take(&|name| {
        let (inside, file) = name.rsplit_once('/').unwrap_or(("", name));
        // GenAI's form keeps everything in the graph's folder.
        (inside.is_empty() || inside == folder)
            && BESIDE.iter().any(|pattern| glob::matches(pattern, file))
    });
    for pattern in &wanted.include {
        if !take(&|name| glob::matches(pattern, name)) {
            return Err(Trouble::NoMatch(pattern.clone()));
        }
    }
    // `model.onnx_data`, `model.onnx_data_1`, `model.onnx.data`, `model.data`.
    take(&|name| {
        let rest = name.strip_prefix(stem).unwrap_or("-");
        name != graph
            && ([".onnx_data", ".onnx.data"]
                .iter()
                .any(|end| rest.starts_with(end))
                || rest == ".data")
    });
    take(&|name| name == graph);
    Ok(Choice { graph, files })
}

/// The graph that is meant.
fn graph(names: &[String], wanted: Option<&str>) -> Result<String, Trouble> {
    let graphs: Vec<&String> = names.iter().filter(|name| is_graph(name)).collect();
    if graphs.is_empty() {
        return Err(Trouble::NoGraph {
            files: list(names.iter()),
        });
    }
    let which = |what: String| Trouble::WhichGraph {
        what,
        choices: list(graphs.iter().copied()),
    };
    let Some(wanted) = wanted else {
        if let Some(plain) = PLAIN.iter().find(|p| graphs.iter().any(|g| g == *p)) {
            return Ok((*plain).to_owned());
        }
        return match graphs.as_slice() {
            [only] => Ok((*only).clone()),
            _ => Err(which(
                "there are several graphs and none is called `model.onnx`".to_owned(),
            )),
        };
    };
    let named = |graph: &str| {
        let file = graph.rsplit_once('/').map_or(graph, |(_, file)| file);
        graph == wanted || file == wanted || file == format!("model_{wanted}.onnx")
    };
    let mut found = graphs.iter().filter(|graph| named(graph));
    match (found.next(), found.next()) {
        (Some(only), None) => Ok((**only).clone()),
        (Some(_), Some(_)) => Err(which(format!("`{wanted}` stands for several graphs"))),
        (None, _) => Err(which(format!("there is no graph `{wanted}`"))),
    }
}

fn is_graph(name: &str) -> bool {
    Path::new(name).extension().is_some_and(|e| e == "onnx")
}

/// Names for a message, not all of many.
fn list<'a>(names: impl ExactSizeIterator<Item = &'a String>) -> String {
    let more = names.len().saturating_sub(SHOWN);
    let mut shown: Vec<String> = names.take(SHOWN).map(|n| format!("`{n}`")).collect();
    if shown.is_empty() {
        return "nothing".to_owned();
    }
    if more > 0 {
        shown.push(format!("{more} more"));
    }
    shown.join(", ")
}
