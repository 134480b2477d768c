//! What can go wrong while generating.

use std::path::PathBuf;

use super::chat::ChatError;
use super::model_dir::ModelError;
use super::runtime::RuntimeError;
use super::sampler::SamplerError;

/// Why an engine could not be made, or a request not be answered.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum EngineError {
    /// No engine answers to this name, path or address.
    #[error("no model `{place}`: {reason}")]
    UnknownModel {
        /// What the user gave.
        place: String,
        /// Why it leads nowhere, and what would.
        reason: String,
    },
    /// ONNX Runtime itself is missing or unusable.
    #[error(transparent)]
    Runtime(#[from] RuntimeError),
    /// A model's files are missing, damaged or of an unknown form.
    #[error(transparent)]
    Model(#[from] ModelError),
    /// The chat template failed on this request.
    #[error(transparent)]
    Chat(#[from] ChatError),
    /// The request's sampling is impossible, or the model's logits are.
    #[error(transparent)]
    Sampler(#[from] SamplerError),
    /// The request could never be answered.
    #[error("{0}")]
    Refused(String),
    /// The tokenizer failed on a text.
    #[error("tokenizer of `{model}`: {reason}")]
    Tokenizer {
        /// The model's origin.
        model: String,
        /// What the tokenizer said.
        reason: String,
    },
    /// The device that was asked for cannot be used.
    #[error("`{device}` cannot be used: {reason}; the library is `{}`; {remedy}", library.display())]
    Device {
        /// The device.
        device: &'static str,
        /// What the library says about it.
        reason: String,
        /// The library.
        library: PathBuf,
        /// What would help.
        remedy: &'static str,
    },
    /// ONNX Runtime failed in the middle of the work.
    #[error("`{model}` failed to compute {what}: {reason}")]
    Compute {
        /// The model's origin.
        model: String,
        /// What was being computed.
        what: String,
        /// What the library said, on one line.
        reason: String,
    },
    /// A failure that a test asked for.
    #[error("{0}")]
    Scripted(String),
}

/// `text` on one line: foreign libraries like to break theirs.
pub(super) fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
