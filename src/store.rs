//! The facts: `results/RUN/` with its manifest and records.
//!
//! `records.jsonl` is the truth, appended as attempts finish; everything else
//! is derived, written beside and renamed. A crash at any instant loses at most
//! the attempts in flight: a truncated last line is reported and survived.

use serde::{Deserialize, Serialize};

use crate::check::Judgement;
use crate::engine::Completion;
use crate::plan::Attempt;

mod baseline;
mod error;
mod fingerprint;
mod layout;
mod manifest;
mod merge;
mod reader;
mod writer;

pub use baseline::{find_baseline, is_name, list_baselines, save_baseline};
pub use error::StoreError;
pub use fingerprint::fingerprint;
pub use layout::{RunDir, create_run, find_run, list_runs};
pub use manifest::{FORMAT_VERSION, Machine, Manifest, ModelEntry, Settings};
pub use merge::merge;
pub use reader::{Records, read_records, read_some};
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
#[expect(
    clippy::large_enum_variant,
    reason = "almost all outcomes are the large one"
)]
pub enum Outcome {
    /// It was generated and judged.
    Done {
        /// The engine's output; of several draws that of the chosen one.
        completion: Completion,
        /// The checker's decision on it.
        judgement: Judgement,
        /// All draws, in order, where the strategy takes several; empty where
        /// it takes one.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        draws: Vec<Draw>,
    },
    /// The engine failed; `--resume` tries again.
    Failed {
        /// What the engine said.
        error: String,
    },
}

/// One of the completions that a strategy takes within an attempt.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Draw {
    /// The engine's output.
    pub completion: Completion,
    /// The checker's decision on it.
    pub judgement: Judgement,
    /// Which draws gave an answer that means the same: they have the same
    /// number, from 1 in the order of their first. `None` without an answer, or
    /// where the checker cannot compare answers.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub group: Option<u32>,
    /// Whether the attempt's completion and judgement are this draw's.
    pub chosen: bool,
}

impl Record {
    /// Whether the attempt needs no further work.
    pub fn is_done(&self) -> bool {
        matches!(self.outcome, Outcome::Done { .. })
    }
}
