//! Whether tokenizer and graph belong together.

use std::collections::BTreeSet;

use tokenizers::Tokenizer;

use super::config::ModelConfig;
use super::error::{ModelError, Problem};
use super::facts::GraphFacts;
use super::files::Files;

/// How a tokenizer's ids compare with the tokens that a graph knows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Fit {
    /// The graph knows every token. It may know more: exporters round up.
    Whole,
    /// The graph lacks added tokens only, which no plain text contains, such
    /// as those that stand for images.
    LacksAdded,
    /// The graph lacks tokens of ordinary text: tokenizer and graph are of
    /// different models.
    Lacks,
}

/// The tokenizer's largest id, and how its ids compare with a graph that
/// knows the tokens below `width`.
fn compare(tokenizer: &Tokenizer, width: u64) -> (u32, Fit) {
    let added: BTreeSet<u32> = tokenizer
        .get_added_tokens_decoder()
        .keys()
        .copied()
        .collect();
    let vocabulary = tokenizer.get_vocab(true);
    let largest = vocabulary.values().copied().max().unwrap_or(0);
    let lacking = || vocabulary.values().filter(|&&id| u64::from(id) >= width);
    let fit = if lacking().next().is_none() {
        Fit::Whole
    } else if lacking().all(|id| added.contains(id)) {
        Fit::LacksAdded
    } else {
        Fit::Lacks
    };
    (largest, fit)
}

/// Refuses a tokenizer and a graph of different models. A remark where the
/// graph lacks tokens that plain text never needs.
///
/// # Errors
/// See above; the error names both files.
pub(super) fn check(
    files: &Files,
    tokenizer: &Tokenizer,
    graph: &str,
    facts: &GraphFacts,
    config: Option<&ModelConfig>,
) -> Result<Option<String>, ModelError> {
    let said = config.and_then(|c| c.shape.vocabulary);
    let Some(width) = facts.logits_width().or(said).filter(|&n| n > 0) else {
        return Ok(None);
    };
    let (largest, fit) = compare(tokenizer, width);
    match fit {
        Fit::Whole => Ok(None),
        Fit::LacksAdded => Ok(Some(format!(
            "`tokenizer.json` has special tokens up to {largest} and `{graph}` knows 0 to {}: \
             a prompt with one of those cannot be run",
            width - 1
        ))),
        Fit::Lacks => Err(files.problem(
            "tokenizer.json",
            Problem::Foreign {
                graph: graph.to_owned(),
                largest,
                last: width - 1,
            },
        )),
    }
}
