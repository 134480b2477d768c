//! Why there is no usable ONNX Runtime.

use std::path::PathBuf;

use super::{Flavor, cache};

/// Why ONNX Runtime cannot be found, installed or loaded.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum RuntimeError {
    /// A path was asked for and leads nowhere.
    #[error("no ONNX Runtime library at `{}` ({source_name})", path.display())]
    NoSuchFile {
        /// The path.
        path: PathBuf,
        /// Who asked for it.
        source_name: String,
    },
    /// No library is installed.
    #[error("ONNX Runtime is not installed; {remedy}")]
    Missing {
        /// The ways out.
        remedy: String,
    },
    /// There is no pinned wheel for this platform.
    #[error("no {flavor} build of ONNX Runtime is pinned for {platform}; {remedy}")]
    NoWheel {
        /// The flavor asked for.
        flavor: &'static str,
        /// Operating system and processor.
        platform: String,
        /// The ways out.
        remedy: String,
    },
    /// Neither pip nor uv was found.
    #[error("ONNX Runtime is not installed, and neither pip nor uv is there to get it; {remedy}")]
    NoClient {
        /// The ways out.
        remedy: String,
    },
    /// The package client failed.
    #[error("`{client}` could not get {package}: {reason}; {remedy}")]
    Client {
        /// The command.
        client: String,
        /// Package and version.
        package: String,
        /// The last thing the client said.
        reason: String,
        /// The ways out.
        remedy: String,
    },
    /// The wheel is not the pinned one.
    #[error(
        "the downloaded {package} is not the pinned one (SHA-256 {found}, expected {expected}); nothing was installed; {remedy}"
    )]
    WrongHash {
        /// File name of the wheel.
        package: String,
        /// The hash of what came.
        found: String,
        /// The pinned hash.
        expected: String,
        /// The ways out.
        remedy: String,
    },
    /// The wheel does not hold what it should.
    #[error("cannot unpack `{}`: {reason}", path.display())]
    Unpack {
        /// The wheel.
        path: PathBuf,
        /// What is wrong.
        reason: String,
    },
    /// The machine names no cache folder.
    #[error("no folder for caches is known; set OVERTHINK_CACHE to one")]
    NoCache,
    /// The cache cannot be written.
    #[error("cannot write the cache `{}`: {source}; set OVERTHINK_CACHE to a folder that can be written", path.display())]
    Cache {
        /// The folder.
        path: PathBuf,
        /// Why not.
        source: std::io::Error,
    },
    /// The file is there but is no usable ONNX Runtime.
    #[error(
        "cannot load ONNX Runtime from `{}`: {reason}; it needs the shared library of ONNX Runtime {oldest} or newer, built for this platform",
        path.display(), oldest = super::load::OLDEST
    )]
    Load {
        /// The file.
        path: PathBuf,
        /// What the system's loader says.
        reason: String,
    },
    /// Another library was loaded before; a process can hold one.
    #[error("ONNX Runtime was already loaded from `{}`; it cannot be loaded again from `{}`", loaded.display(), path.display())]
    AlreadyLoaded {
        /// The library in use.
        loaded: PathBuf,
        /// The one asked for now.
        path: PathBuf,
    },
}

/// The three ways out of a missing library.
pub(super) fn ways_out(flavor: Flavor) -> String {
    let place = cache::library_path(flavor).map_or_else(
        || "our cache (set OVERTHINK_CACHE)".to_owned(),
        |path| format!("`{}`", path.display()),
    );
    format!(
        "give its library with `--onnxruntime PATH`, or set ORT_DYLIB_PATH to it, or run \
         `overthink runtime install` on a connected machine and copy the library to {place}"
    )
}
