//! From a parsed trace to the answer, with its span and the rule that found it.

use serde::{Deserialize, Serialize};

use crate::text::Span;

/// An answer found in a completion.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Extraction {
    /// The answer, as the checker takes it.
    pub answer: String,
    /// Where it stands in the completion's text.
    pub span: Span,
    /// Which rule found it.
    pub rule: Rule,
}

/// How an answer was found, the surest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Rule {
    /// Inside the last `\boxed{…}`.
    Boxed,
    /// After the last `####`.
    Hashes,
    /// Between `<answer>` and `</answer>`.
    AnswerTag,
    /// After "the answer is" or "answer:".
    Phrase,
    /// The last fenced code block.
    CodeBlock,
    /// The last JSON value in the text.
    JsonValue,
    /// The last number in the text.
    LastNumber,
    /// The last choice letter that stands alone.
    LastLetter,
    /// The whole answer segment, trimmed.
    Whole,
}
