//! From what the user names to an engine.

use std::path::{Path, PathBuf};

use jiff::civil::Date;

use super::model_dir::{ModelDir, Survey};
use super::onnx::OnnxEngine;
use super::{Device, Engine, EngineError, builtin};

/// How an engine is to run.
#[derive(Debug, Clone)]
pub struct EngineOptions {
    /// What computes.
    pub device: Device,
    /// Most requests computed in one step; 0 counts as 1.
    pub batch_size: usize,
    /// Threads that compute one step; `None` takes all processors, or one for
    /// models so small that more would not help.
    pub threads: Option<usize>,
    /// The ONNX Runtime library, instead of the one that would be found.
    pub onnxruntime: Option<PathBuf>,
    /// Whether a missing library is installed (see
    /// [`runtime::install`](super::runtime::install)) or is an error.
    pub install: bool,
    /// The date that chat templates may show; without it they show none.
    pub today: Option<Date>,
    /// Whether the same bytes must come out whatever the batch size: where a
    /// probe shows that batches round otherwise, texts are computed one at a time.
    pub deterministic: bool,
    /// Most bytes that the caches of all requests in flight may take.
    pub cache_bytes: u64,
    /// Where the thoughts of a text end. Without it no request can ask for
    /// probes there ([`Probes::Thoughts`](crate::plan::Probes::Thoughts)).
    pub thoughts: Option<ThoughtEnds>,
}

/// Tells where the thoughts of a text end, in bytes, ascending: all but the
/// last. It gets the text, and whether the prompt opened the thinking. What a
/// thought is belongs to a later stage, so that the engine has to be told.
pub type ThoughtEnds = fn(&str, bool) -> Vec<usize>;

impl Default for EngineOptions {
    fn default() -> Self {
        Self {
            device: Device::Auto,
            batch_size: 16,
            threads: None,
            onnxruntime: None,
            install: true,
            today: None,
            deterministic: false,
            cache_bytes: 4 << 30,
            thoughts: None,
        }
    }
}

/// Opens the model that `place` names: a built-in name, a model folder, or an
/// `.onnx` file in one.
///
/// # Errors
/// When `place` leads nowhere, when the model's files are missing or damaged,
/// or when ONNX Runtime cannot be had or refuses the model or the device.
pub fn open(place: &str, options: &EngineOptions) -> Result<Box<dyn Engine>, EngineError> {
    Ok(Box::new(open_onnx(place, options)?))
}

/// As [`open`], for callers that want this engine's own methods.
///
/// # Errors
/// As [`open`].
pub fn open_onnx(place: &str, options: &EngineOptions) -> Result<OnnxEngine, EngineError> {
    let model = match builtin::find(place) {
        Some(model) => ModelDir::built_in(model, options.today)?,
        None => ModelDir::open(existing(place)?, options.today)?,
    };
    OnnxEngine::new(model, options)
}

/// Looks at the model that `place` names without ONNX Runtime. `hash` asks for
/// the SHA-256 of its files, which reads them whole.
///
/// # Errors
/// When `place` leads nowhere. What is wrong with the files is in the survey.
pub fn survey(place: &str, today: Option<Date>, hash: bool) -> Result<Survey, EngineError> {
    Ok(match builtin::find(place) {
        Some(model) => Survey::of_built_in(model, today, hash),
        None => Survey::of_folder(existing(place)?, today, hash),
    })
}

/// `place` as a path that is there.
fn existing(place: &str) -> Result<&Path, EngineError> {
    let path = Path::new(place);
    if path.is_dir() || (path.is_file() && path.extension().is_some_and(|e| e == "onnx")) {
        return Ok(path);
    }
    let choices = format!(
        "a model is a folder in Hugging Face's layout, an `.onnx` file in one, or built in: {}",
        builtin::names()
    );
    let reason = if path.is_file() {
        format!("this file is no `.onnx` file; {choices}")
    } else if let Some((scheme, _)) = place.split_once("://") {
        match scheme {
            "http" | "https" => format!("servers are not supported yet; {choices}"),
            other => format!("unknown provider `{other}`; {choices}"),
        }
    } else if let Some(provider) = provider(place) {
        format!("unknown provider `{provider}`, and no such folder; {choices}")
    } else {
        format!("no such folder; {choices}")
    };
    Err(EngineError::UnknownModel {
        place: place.to_owned(),
        reason,
    })
}

/// `ollama` in `ollama:llama3`; a single letter is a drive.
fn provider(place: &str) -> Option<&str> {
    let (name, _) = place.split_once(':')?;
    let word = name.len() > 1 && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '-');
    word.then_some(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_that_lead_nowhere_say_what_would() {
        let complaint = |place: &str| {
            let options = EngineOptions::default();
            match open(place, &options) {
                Ok(_) => panic!("`{place}` opened"),
                Err(error) => error.to_string(),
            }
        };
        insta::assert_snapshot!(complaint("no/such/folder"), @"no model `no/such/folder`: no such folder; a model is a folder in Hugging Face's layout, an `.onnx` file in one, or built in: `tiny-reasoner`, `tiny-instruct`");
        insta::assert_snapshot!(complaint("http://localhost:8000/v1"), @"no model `http://localhost:8000/v1`: servers are not supported yet; a model is a folder in Hugging Face's layout, an `.onnx` file in one, or built in: `tiny-reasoner`, `tiny-instruct`");
        insta::assert_snapshot!(complaint("ftp://x/y"), @"no model `ftp://x/y`: unknown provider `ftp`; a model is a folder in Hugging Face's layout, an `.onnx` file in one, or built in: `tiny-reasoner`, `tiny-instruct`");
        insta::assert_snapshot!(complaint("ollama:llama3"), @"no model `ollama:llama3`: unknown provider `ollama`, and no such folder; a model is a folder in Hugging Face's layout, an `.onnx` file in one, or built in: `tiny-reasoner`, `tiny-instruct`");
        insta::assert_snapshot!(complaint("Cargo.toml"), @"no model `Cargo.toml`: this file is no `.onnx` file; a model is a folder in Hugging Face's layout, an `.onnx` file in one, or built in: `tiny-reasoner`, `tiny-instruct`");
    }
}
