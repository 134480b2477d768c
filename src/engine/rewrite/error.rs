//! Why a graph is not rewritten.

use std::path::PathBuf;

use crate::engine::EngineError;

/// Why a graph is not rewritten. Nothing was written then.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum RewriteError {
    /// The bytes are no model, or one that contradicts itself.
    #[error("the graph cannot be understood: {0}")]
    Malformed(String),
    /// The graph is of a form that is not known how to rewrite exactly.
    #[error("the graph is left as it is: {0}")]
    Unsupported(String),
    /// ONNX Runtime failed on the original or on the rewritten graph.
    #[error("{what} failed: {reason}")]
    Compute {
        /// What was being done.
        what: String,
        /// What the library said, on one line.
        reason: String,
    },
    /// The rewritten graph does not compute what the original computes.
    #[error("the rewritten graph differs from the original and is thrown away: {0}")]
    Differs(String),
    /// The model or the library cannot be had.
    #[error(transparent)]
    Engine(#[from] EngineError),
    /// The new folder's name is taken.
    #[error("`{}` is there already; name a new folder", .0.display())]
    Exists(PathBuf),
    /// A file cannot be read or written.
    #[error("`{}`: {source}", path.display())]
    Io {
        /// The file.
        path: PathBuf,
        /// What the system says.
        source: std::io::Error,
    },
}

impl RewriteError {
    pub(super) fn unsupported(reason: impl Into<String>) -> Self {
        Self::Unsupported(reason.into())
    }
}
