//! Which stretches of a completion are searched.

use std::sync::LazyLock;

use regex::Regex;

use crate::suite::Search;
use crate::text::Span;
use crate::trace::Trace;

/// The stretches in the order in which they are searched: the answer, and where
/// that was asked for the text before it, thinking and all.
pub(super) fn stretches<'t>(text: &'t str, trace: &Trace, search: Search) -> Vec<(&'t str, usize)> {
    let answer = trace.answer_region(text);
    let mut found = Vec::new();
    if let Some(region) = answer {
        let (scope, offset) = without_stray_tags(region.of(text), region.start);
        found.push((own_turn(scope), offset));
    }
    if search.thinking {
        let end = answer.map_or(text.len(), |region| region.start);
        found.push((Span::new(0, end).of(text), 0));
    }
    found
}

/// The text without end tags of thinking at its ends, and where it now begins.
fn without_stray_tags(mut text: &str, mut offset: usize) -> (&str, usize) {
    const TAG: &str = "</think>";
    while let Some(rest) = text.trim_start().strip_prefix(TAG) {
        offset += text.len() - rest.len();
        text = rest;
    }
    while let Some(rest) = text.trim_end().strip_suffix(TAG) {
        text = rest;
    }
    (text, offset)
}

/// The text up to the token that ends the model's turn: what it invents for the
/// user afterwards is no answer to our question.
fn own_turn(text: &str) -> &str {
    static END: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(
            r"<\|(?:im_end|im_start|endoftext|eot_id|end_of_text|user|return)\|>|<(?:end|start)_of_turn>|<｜end▁of▁sentence｜>",
        )
        .expect("the pattern is constant")
    });
    let mut from = 0;
    for token in END.find_iter(text) {
        let said = text.get(from..token.start()).unwrap_or("");
        if !said.trim().is_empty() {
            return text.get(..token.start()).unwrap_or(text);
        }
        from = token.end();
    }
    text
}
