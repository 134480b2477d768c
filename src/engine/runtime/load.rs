//! Loads the library, once a process.

use std::path::PathBuf;
use std::sync::{Mutex, OnceLock, PoisonError};

use ort::LoadDynamicError;
use ort::environment::Environment;

use super::{Library, RuntimeError, Source};
use crate::engine::error::one_line;

/// The oldest version whose interface is enough.
pub(super) const OLDEST: &str = "1.17";

const TELEMETRY_VARIABLE: &str = "ORT_DISABLE_TELEMETRY";

/// The library in use.
#[derive(Debug)]
pub struct Loaded {
    /// The file it came from.
    pub path: PathBuf,
    /// Its version, such as `1.31.1`; `unknown` where it does not say.
    pub version: String,
    pub(crate) environment: Environment,
}

static LOADED: OnceLock<Loaded> = OnceLock::new();
static LOADING: Mutex<()> = Mutex::new(());

/// Loads `library`, or returns the library that this process already loaded.
///
/// # Errors
/// When the file is no usable ONNX Runtime, or when another one than the user
/// now asks for was loaded before.
pub(crate) fn load(library: &Library) -> Result<&'static Loaded, RuntimeError> {
    let _guard = LOADING.lock().unwrap_or_else(PoisonError::into_inner);
    // The loader would try a relative path in places of its own.
    let path = std::path::absolute(&library.path).map_err(|e| RuntimeError::Load {
        path: library.path.clone(),
        reason: e.to_string(),
    })?;
    if let Some(loaded) = LOADED.get() {
        return if loaded.path == path || matches!(library.source, Source::Cache(_)) {
            Ok(loaded)
        } else {
            Err(RuntimeError::AlreadyLoaded {
                loaded: loaded.path.clone(),
                path,
            })
        };
    }
    disable_telemetry();
    let failed = |reason: String| RuntimeError::Load {
        path: path.clone(),
        reason: one_line(&reason),
    };
    match super::elf::defect(&path) {
        Ok(None) => {}
        Ok(Some(defect)) => return Err(failed(defect)),
        Err(error) => return Err(failed(error.to_string())),
    }
    let environment = ort::init_from(&path)
        .map_err(|error| failed(reason(&error)))?
        .with_name("overthink")
        .with_telemetry(false)
        .build()
        .map_err(|error| failed(error.to_string()))?;
    let version = version(&path);
    Ok(LOADED.get_or_init(|| Loaded {
        path,
        version,
        environment,
    }))
}

/// Switches the library's telemetry off for this process. Programs call it
/// first thing in `main`; loading the library calls it again.
///
/// The published builds write an identifier into the user's cache folder
/// unless this variable is set before they are loaded; their own switch comes
/// too late.
#[expect(
    unsafe_code,
    reason = "setting a variable of the own process is the only switch the library has"
)]
pub fn disable_telemetry() {
    static ONCE: OnceLock<()> = OnceLock::new();
    ONCE.get_or_init(|| {
        if std::env::var_os(TELEMETRY_VARIABLE).is_none_or(|v| v != "1") {
            // SAFETY: Rust orders this write with all its own reads of the
            // environment. C code of other threads could read it at the same
            // time; `main` calls this before it starts any, and elsewhere the
            // library that reads the environment is not loaded yet.
            unsafe { std::env::set_var(TELEMETRY_VARIABLE, "1") };
        }
    });
}

/// The loader's own words, which the error's text leaves out.
fn reason(error: &LoadDynamicError) -> String {
    match error {
        LoadDynamicError::Dlopen { error, .. } => {
            std::error::Error::source(error).map_or_else(|| error.to_string(), ToString::to_string)
        }
        LoadDynamicError::MissingApi { .. } => {
            "it is a shared library, but not that of ONNX Runtime".to_owned()
        }
        LoadDynamicError::InvalidVersionString => "it names no version".to_owned(),
        LoadDynamicError::BadVersion { version_str, .. } => {
            format!("it is version {version_str}, which is too old")
        }
    }
}

/// The version, from the build's own description or else the file's name.
fn version(path: &std::path::Path) -> String {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let texts = [ort::info(), name.as_ref()];
    texts
        .iter()
        .find_map(|text| first_version(text))
        .unwrap_or_else(|| "unknown".to_owned())
}

/// The first `a.b.c` in `text`.
fn first_version(text: &str) -> Option<String> {
    text.split(|c: char| !(c.is_ascii_digit() || c == '.'))
        .map(|run| run.trim_matches('.'))
        .find(|run| {
            let parts: Vec<&str> = run.split('.').collect();
            parts.len() == 3 && parts.iter().all(|part| !part.is_empty())
        })
        .map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_are_found_in_names() {
        for (text, version) in [
            ("libonnxruntime.so.1.31.1", Some("1.31.1")),
            ("libonnxruntime.1.31.1.dylib", Some("1.31.1")),
            ("git-branch=rel-1.22.0, id=26250ae", Some("1.22.0")),
            ("onnxruntime.dll", None),
        ] {
            assert_eq!(first_version(text).as_deref(), version, "{text}");
        }
    }
}
