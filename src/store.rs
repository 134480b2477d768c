//! The facts: `results/RUN/` with its manifest and records.
//!
//! `records.jsonl` is the truth, appended as attempts finish; everything else
//! is derived, written beside and renamed.

use serde::{Deserialize, Serialize};

use crate::check::Judgement;
use crate::engine::Completion;
use crate::plan::Attempt;

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
