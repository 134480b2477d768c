//! Decides whether an answer means the same as the target.

use serde::{Deserialize, Serialize};

/// What a checker concluded about one attempt.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Verdict {
    /// The answer means the same as the target.
    Correct,
    /// It does not.
    Incorrect,
    /// The completion held no answer. Counts as not correct, and is reported apart.
    NoAnswer,
    /// The checker could not decide. Excluded from accuracy, and always counted.
    Ungraded,
}

impl Verdict {
    /// `None` when the answer could not be graded: the value of the column `correct`.
    pub fn is_correct(self) -> Option<bool> {
        match self {
            Self::Correct => Some(true),
            Self::Incorrect | Self::NoAnswer => Some(false),
            Self::Ungraded => None,
        }
    }
}

/// A verdict with what it rests on.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Judgement {
    /// The decision.
    pub verdict: Verdict,
    /// Why, in a few words: `equal (exact)`, `wrong: f(3) …`, `thinking never ended`.
    pub reason: String,
    /// The answer that was judged; `None` when there was none.
    pub extraction: Option<crate::extract::Extraction>,
}
