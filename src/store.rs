//! The facts: `results/RUN/` with its manifest and records.
//!
//! `records.jsonl` is the truth, appended as attempts finish; everything else
//! is derived, written beside and renamed. A crash at any instant loses at most
//! the attempts in flight: a truncated last line is reported and survived.

use serde::{Deserialize, Serialize};

use crate::check::Judgement;
use crate::engine::Completion;
use crate::plan::Attempt;

mod error;
mod layout;
mod manifest;
mod reader;
mod writer;

pub use error::StoreError;
pub use layout::{RunDir, create_run, find_run, list_runs};
pub use manifest::{FORMAT_VERSION, Machine, Manifest, ModelEntry, Settings};
pub use reader::{Records, read_records};
pub use writer::{Writer, write_beside};

/// One attempt as stored: a line of `records.jsonl`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Record {
    /// What was to be done.
    pub attempt: Attempt,
    /// What became of it.
    pub outcome: Outcome,
}

/// What became of an attempt.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "status", rename_all = "kebab-case", deny_unknown_fields)]
pub enum Outcome {
    /// It was generated and judged.
    Done {
        /// The engine's output.
        completion: Completion,
        /// The checker's decision.
        judgement: Judgement,
    },
    /// The engine failed; `--resume` tries again.
    Failed {
        /// What the engine said.
        error: String,
    },
}

impl Record {
    /// Whether the attempt needs no further work.
    pub fn is_done(&self) -> bool {
        matches!(self.outcome, Outcome::Done { .. })
    }
}
