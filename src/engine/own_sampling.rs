//! The settings of drawing that a model brings along.

use std::path::{Path, PathBuf};

use super::{EngineError, builtin};
use crate::suite::sampling::OwnSampling;

/// The file that holds them, in Hugging Face's layout.
const FILE: &str = "generation_config.json";
/// Largest such file, in bytes.
const MAX_BYTES: u64 = 1 << 20;

/// How the makers of the model at `location`, a built-in name or a folder,
/// want it to be drawn from.
///
/// # Errors
/// When it says nothing about it, or nothing that can be read.
pub fn own_sampling(location: &str) -> Result<OwnSampling, EngineError> {
    let refuse = |reason: String| {
        EngineError::Refused(format!(
            "model `{location}` has no settings of its own: {reason}; \
             leave `--sampling model` away to take the suite's"
        ))
    };
    let bytes = match builtin::find(location) {
        Some(model) => model
            .file(FILE)
            .map(<[u8]>::to_vec)
            .ok_or_else(|| refuse(format!("`{FILE}` is missing")))?,
        None => read(&folder_of(Path::new(location)).join(FILE)).map_err(refuse)?,
    };
    serde_json::from_slice(&bytes)
        .map_err(|e| e.to_string())
        .and_then(|json| OwnSampling::from_generation_config(&json))
        .map_err(|reason| refuse(format!("`{FILE}` cannot be read: {reason}")))
}

fn read(path: &Path) -> Result<Vec<u8>, String> {
    let about = fs_err::metadata(path).map_err(|e| e.to_string())?;
    if !about.is_file() || about.len() > MAX_BYTES {
        return Err(format!("`{}` is no small file", path.display()));
    }
    fs_err::read(path).map_err(|e| e.to_string())
}

/// The folder with the configuration; a graph may be named instead, which may
/// lie in `onnx/` inside it.
fn folder_of(location: &Path) -> PathBuf {
    if location.extension().is_none_or(|e| e != "onnx") || location.is_dir() {
        return location.to_owned();
    }
    let folder = location.parent().unwrap_or(Path::new(""));
    let above = folder.parent().filter(|_| folder.ends_with("onnx"));
    above.unwrap_or(folder).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn settings_are_found_beside_the_model() {
        assert_eq!(own_sampling("tiny-reasoner").unwrap().words(), "greedy");
        let folder = tempfile::tempdir().unwrap();
        let path = |name: &str| folder.path().join(name).display().to_string();
        let error = own_sampling(&path("")).unwrap_err().to_string();
        assert!(error.contains("generation_config.json"), "{error}");
        assert!(error.contains("--sampling model"), "{error}");
        let file = folder.path().join(FILE);
        fs_err::write(&file, r#"{"do_sample": true, "top_k": 7}"#).unwrap();
        for place in ["", "model.onnx", "onnx/model_q4.onnx"] {
            let words = own_sampling(&path(place)).unwrap().words();
            assert_eq!(words, "temperature 1, top-k 7", "{place}");
        }
        fs_err::write(&file, r#"{"top_k": "all"}"#).unwrap();
        let error = own_sampling(&path("")).unwrap_err().to_string();
        assert!(
            error.contains("`top_k` should be a whole number, got \"all\""),
            "{error}"
        );
    }
}
