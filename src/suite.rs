//! What is asked, and what counts as right.
//!
//! A [`Suite`] is a named set of items with how they are asked (a template) and
//! how they are checked (a [`CheckerSpec`]). Suites are TOML files; they hold no
//! code. [`load`] turns a file into a [`Suite`] and
//! complains with file, line and caret.

use std::fmt;

use serde::{Deserialize, Serialize};

mod build;
pub mod builtin;
mod checker;
mod error;
pub mod load;
mod part;
mod policies;
mod raw;
pub mod sampling;
mod search;
mod tests;

pub use crate::text::Place;
pub use error::{SuiteError, SuiteErrorKind};
pub use load::load_suite;
pub use policies::{MathPolicies, PolicyError};
pub use sampling::{Sampling, Thinking, Tip};
pub use search::{Search, Strictness};
pub use tests::{Case, CodeTests, InputOutput};

/// A named set of items, with how they are asked and checked.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Suite {
    /// Name, as the user types it: kebab-case, unique in a run.
    pub name: String,
    /// One line for tables and reports.
    pub title: String,
    /// What the suite is for, in a sentence or two. May be empty.
    pub description: String,
    /// Where the suite came from: a path, or `built in`.
    pub origin: String,
    /// SHA-256 (hex) over the suite file and its dataset files.
    pub hash: String,
    /// How completions are drawn unless the command line says otherwise.
    pub sampling: Sampling,
    /// Groups of items that share task type, template and checker. Never empty.
    pub parts: Vec<Part>,
}

/// Items of one suite that share task type, template and checker.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Part {
    /// Name, unique in the suite.
    pub name: String,
    /// What kind of work the items are.
    pub task_type: TaskType,
    /// Minijinja template of the user message; sees the columns of the dataset row.
    pub template: String,
    /// How an answer is found and judged.
    pub checker: CheckerSpec,
    /// How the answer is looked for.
    #[serde(default, skip_serializing_if = "Search::is_default")]
    pub search: Search,
    /// The items, in the order of the dataset file. Never empty.
    pub items: Vec<Item>,
}

/// One question with its target.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Item {
    /// Unique in the suite; stable under reordering and filtering.
    pub id: String,
    /// The user message, rendered from the part's template.
    pub prompt: String,
    /// The right answer, as the dataset gives it.
    pub target: Target,
    /// An answer that is known to be right, by which the item can be checked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reference: Option<String>,
}

/// The right answer, as the dataset gives it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Target {
    /// A text that the checker compares with the extracted answer.
    Text(String),
    /// Program text that decides about a program (see [`CheckerSpec::Code`]).
    Tests(CodeTests),
}

/// What kind of work an item is, such as `arithmetic` or `lookup`: kebab-case.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct TaskType(pub String);

impl fmt::Display for TaskType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Which checker judges a part, with its options.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case", deny_unknown_fields)]
pub enum CheckerSpec {
    /// Same mathematical value: numbers, fractions, simple LaTeX.
    Math {
        /// What graders disagree about.
        #[serde(default, skip_serializing_if = "MathPolicies::is_default")]
        policies: MathPolicies,
    },
    /// Same text after trimming and folding white space.
    Exact {
        /// Whether `Red` differs from `red`.
        #[serde(default)]
        case_sensitive: bool,
    },
    /// One letter out of the given ones.
    Choice {
        /// The letters, such as `ABCD`.
        letters: String,
    },
    /// The same parts, separated by commas, in any order.
    Set {},
    /// The same parts, separated by commas, in the same order.
    List {},
    /// The same JSON value.
    Json {},
    /// A Python program that passes the target's tests.
    Code {
        /// Seconds of wall clock that one program may take.
        #[serde(default = "default_code_timeout_s")]
        timeout_s: f64,
    },
    /// Nothing of ours: the verdict is made of the score in the log that the run
    /// was imported from. For imported runs only.
    Source {},
}

impl CheckerSpec {
    /// The checker `math` with its usual policies.
    pub fn math() -> Self {
        Self::Math {
            policies: MathPolicies::default(),
        }
    }
}

fn default_code_timeout_s() -> f64 {
    5.0
}
