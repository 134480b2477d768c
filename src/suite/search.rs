//! How an answer is looked for in a completion.

use serde::{Deserialize, Serialize};

/// Which rules may find an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Strictness {
    /// All rules: what the model marked, else what stands where answers stand.
    #[default]
    Lenient,
    /// Only what the model marked: a box, `####`, an answer tag, an announcement
    /// such as "the answer is"; for programs and JSON a fenced block, or a text
    /// that is nothing but JSON.
    Strict,
}

/// How an answer is looked for: the options `extraction` and `search_thinking`
/// of a checker.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Search {
    /// Which rules may find it.
    #[serde(rename = "extraction")]
    pub strictness: Strictness,
    /// Whether the thinking is searched where nothing is found after it.
    #[serde(rename = "search_thinking")]
    pub thinking: bool,
}

impl Search {
    /// The names of the options, as in suite files.
    pub const OPTIONS: [&'static str; 2] = ["extraction", "search_thinking"];

    /// Whether this is the way that is used unless another is asked for.
    pub fn is_default(&self) -> bool {
        *self == Self::default()
    }
}
