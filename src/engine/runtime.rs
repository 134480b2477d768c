//! Finds, installs and loads the ONNX Runtime shared library.
//!
//! The library is looked for at an explicit path, in `ORT_DYLIB_PATH`, and in
//! our cache, in this order. Where there is none, [`install`] fetches the
//! official Python wheel of a pinned version with the machine's own package
//! client, checks its SHA-256 and keeps the library alone.

use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

mod cache;
mod client;
mod elf;
mod error;
mod load;
mod unpack;
mod wheel;

pub use cache::{cache_dir, library_path};
pub use error::RuntimeError;
pub(crate) use load::load;
pub use load::{Loaded, disable_telemetry};

/// The version of ONNX Runtime that [`install`] installs.
pub const VERSION: &str = "1.31.1";

/// Names another library than ours.
const LIBRARY_VARIABLE: &str = "ORT_DYLIB_PATH";

/// A build of ONNX Runtime.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Flavor {
    /// Runs on the CPU (on macOS with Core ML as well).
    Cpu,
    /// Runs on NVIDIA GPUs; needs CUDA and cuDNN on the machine.
    Cuda,
}

impl Flavor {
    /// The name in commands and folder names.
    pub fn name(self) -> &'static str {
        match self {
            Self::Cpu => "cpu",
            Self::Cuda => "cuda",
        }
    }
}

/// A library that is there, and why it is the one to use.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Library {
    /// The file.
    pub path: PathBuf,
    /// Who chose it.
    pub source: Source,
}

/// Who chose a library.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Source {
    /// The user, by an explicit path.
    Given,
    /// The environment variable `ORT_DYLIB_PATH`.
    Environment,
    /// An earlier installation in our cache.
    Cache(Flavor),
}

impl std::fmt::Display for Source {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Given => f.write_str("given path"),
            Self::Environment => f.write_str(LIBRARY_VARIABLE),
            Self::Cache(flavor) => write!(f, "cache ({})", flavor.name()),
        }
    }
}

/// What would be used, for a person to read.
#[derive(Debug)]
pub struct Status {
    /// The library, or why there is none.
    pub library: Result<Library, RuntimeError>,
    /// Where installations are kept; `None` where the machine has no cache folder.
    pub cache: Option<PathBuf>,
    /// Installations in the cache.
    pub installed: Vec<(Flavor, PathBuf)>,
    /// Flavors that can be installed on this platform.
    pub installable: Vec<Flavor>,
    /// The package client that [`install`] would call.
    pub client: Option<String>,
}

/// Which library would be used, and what could be installed. Starts the
/// package clients once, to see which are there.
pub fn status(given: Option<&Path>) -> Status {
    let installed = [Flavor::Cpu, Flavor::Cuda]
        .into_iter()
        .filter_map(|flavor| Some((flavor, cache::installed(flavor)?)))
        .collect();
    let installable = [Flavor::Cpu, Flavor::Cuda]
        .into_iter()
        .filter(|&flavor| wheel::for_this_platform(flavor).is_some())
        .collect();
    Status {
        library: locate(given, &[Flavor::Cpu, Flavor::Cuda]),
        cache: cache_dir(),
        installed,
        installable,
        client: client::find().map(|c| c.to_string()),
    }
}

/// The library to use: the given one, that of `ORT_DYLIB_PATH`, or the first
/// of `flavors` that is in the cache.
///
/// # Errors
/// When there is none, or when the path that was asked for leads nowhere.
pub fn locate(given: Option<&Path>, flavors: &[Flavor]) -> Result<Library, RuntimeError> {
    let variable = std::env::var_os(LIBRARY_VARIABLE)
        .filter(|v| !v.is_empty())
        .map(PathBuf::from);
    locate_in(given, variable.as_deref(), flavors, cache::installed)
}

fn locate_in(
    given: Option<&Path>,
    variable: Option<&Path>,
    flavors: &[Flavor],
    installed: impl Fn(Flavor) -> Option<PathBuf>,
) -> Result<Library, RuntimeError> {
    for (path, source) in [(given, Source::Given), (variable, Source::Environment)] {
        let Some(path) = path else { continue };
        if !path.is_file() {
            return Err(RuntimeError::NoSuchFile {
                path: path.to_owned(),
                source_name: source.to_string(),
            });
        }
        return Ok(Library {
            path: path.to_owned(),
            source,
        });
    }
    flavors
        .iter()
        .find_map(|&flavor| {
            Some(Library {
                path: installed(flavor)?,
                source: Source::Cache(flavor),
            })
        })
        .ok_or_else(|| RuntimeError::Missing {
            remedy: error::ways_out(flavors.first().copied().unwrap_or(Flavor::Cpu)),
        })
}

/// Fetches the pinned wheel by package name, checks it, and keeps its library
/// in the cache. Returns the library's path. Needs the network and pip or uv.
///
/// # Errors
/// When the platform has no pinned wheel, no package client is found, the
/// client fails (offline, say), the wheel is not the pinned one, or the cache
/// cannot be written.
pub fn install(flavor: Flavor) -> Result<PathBuf, RuntimeError> {
    let wheel = wheel::for_this_platform(flavor).ok_or_else(|| RuntimeError::NoWheel {
        flavor: flavor.name(),
        platform: wheel::platform(),
        remedy: error::ways_out(flavor),
    })?;
    let client = client::find().ok_or_else(|| RuntimeError::NoClient {
        remedy: error::ways_out(flavor),
    })?;
    let target = cache::folder(flavor).ok_or(RuntimeError::NoCache)?;
    let parent = target.parent().unwrap_or(&target);
    let unwritable = |source: std::io::Error| RuntimeError::Cache {
        path: target.clone(),
        source,
    };
    fs_err::create_dir_all(parent).map_err(unwritable)?;
    let work = tempfile::Builder::new()
        .prefix(".install-")
        .tempdir_in(parent)
        .map_err(unwritable)?;
    let fetched = client.fetch(wheel, &work.path().join("fetched"))?;
    let fresh = work.path().join("fresh");
    unpack::keep_library(wheel, &fetched, &fresh)?;
    cache::publish(&fresh, &target, flavor).map_err(unwritable)
}

/// The library to use, installed first where there is none. A path that was
/// asked for and leads nowhere stays an error.
///
/// # Errors
/// As [`locate`] and [`install`].
pub fn ensure(given: Option<&Path>, flavors: &[Flavor]) -> Result<Library, RuntimeError> {
    static ONE_AT_A_TIME: Mutex<()> = Mutex::new(());
    let _guard = ONE_AT_A_TIME.lock().unwrap_or_else(PoisonError::into_inner);
    match locate(given, flavors) {
        Err(RuntimeError::Missing { .. }) => {
            let flavor = flavors.first().copied().unwrap_or(Flavor::Cpu);
            Ok(Library {
                path: install(flavor)?,
                source: Source::Cache(flavor),
            })
        }
        other => other,
    }
}

#[cfg(test)]
mod tests;
