//! What can be wrong with a model's files.

use std::io;

/// Why a model cannot be read.
#[derive(Debug, thiserror::Error)]
#[error("model `{model}`: `{file}` {problem}")]
pub struct ModelError {
    /// The folder, or the built-in model's name.
    pub model: String,
    /// The file at fault.
    pub file: String,
    /// What is wrong with it.
    pub problem: Problem,
}

/// What is wrong with a file.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Problem {
    /// It is not there.
    #[error("is missing; {remedy}")]
    Missing {
        /// Where to get it from.
        remedy: String,
    },
    /// The system cannot read it.
    #[error("cannot be read: {0}")]
    Unreadable(#[source] io::Error),
    /// Its content makes no sense.
    #[error("cannot be understood: {0}")]
    Malformed(String),
    /// It ends too early.
    #[error(
        "is truncated: its content needs {needs} bytes and it has {has}; download or export it again"
    )]
    Truncated {
        /// Bytes of the file.
        has: u64,
        /// Bytes that its own length fields ask for.
        needs: u64,
    },
    /// The tokenizer is another model's than the graph.
    #[error(
        "does not belong to `{graph}`: it has tokens up to {largest}, and the graph knows 0 to {last}; \
         copy both from the same model"
    )]
    Foreign {
        /// The graph file.
        graph: String,
        /// The tokenizer's largest token.
        largest: u32,
        /// The graph's last token.
        last: u64,
    },
    /// The graph wants an input that we cannot give.
    #[error("wants the input `{input}`, which is not known (known are {known}); {remedy}")]
    UnknownInput {
        /// The input.
        input: String,
        /// What we can give.
        known: &'static str,
        /// How to get a graph that does without.
        remedy: &'static str,
    },
    /// The graph is of a form that we cannot run.
    #[error("cannot be run: {0}")]
    Unsupported(String),
    /// The runtime refuses the graph.
    #[error("is refused by ONNX Runtime {version}: {reason}")]
    Refused {
        /// The runtime's version.
        version: String,
        /// What it says.
        reason: String,
    },
}
