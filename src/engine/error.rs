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
    /// The prompt leaves the model nothing to do: it has no tokens, or more
    /// than the model's context. A fact about item and model: such an attempt
    /// is done, and ungraded.
    #[error("{reason}")]
    Prompt {
        /// Tokens of the prompt.
        n_tokens: u32,
        /// What is wrong, and what would help.
        reason: String,
    },
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

impl EngineError {
    /// Whether memory ran out, so that less at a time may go well.
    pub fn is_out_of_memory(&self) -> bool {
        /// What the library and its providers say, in lower case.
        const SIGNS: [&str; 4] = [
            "failed to allocate",
            "bad_alloc",
            "out of memory",
            "available memory of",
        ];
        let Self::Compute { reason, .. } = self else {
            return false;
        };
        let reason = reason.to_lowercase();
        SIGNS.iter().any(|sign| reason.contains(sign))
    }
}

/// `text` on one line: foreign libraries like to break theirs.
pub(super) fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn memory_that_ran_out_is_recognized() {
        for (reason, expected) in [
            (
                "Failed to allocate memory for requested buffer of size 4096",
                true,
            ),
            ("std::bad_alloc", true),
            ("CUDA failure 2: out of memory", true),
            (
                "Available memory of 0 is smaller than requested bytes of 64",
                true,
            ),
            ("Invalid dimensions", false),
        ] {
            let error = EngineError::Compute {
                model: "m".to_owned(),
                what: "1 tokens".to_owned(),
                reason: reason.to_owned(),
            };
            assert_eq!(error.is_out_of_memory(), expected, "{reason}");
        }
        assert!(!EngineError::Refused("out of memory".to_owned()).is_out_of_memory());
    }
}
