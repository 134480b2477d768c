//! Which stretches of a completion are searched.

use std::sync::LazyLock;

use regex::Regex;

use super::{boxed, marked};
use crate::suite::Search;
use crate::text::Span;
use crate::trace::{SegmentKind, Trace};

/// A part of the completion that is searched.
#[derive(Debug, Clone, Copy)]
pub(super) struct Stretch<'t> {
    pub(super) text: &'t str,
    /// Where it begins in the completion.
    pub(super) offset: usize,
    /// Whether it is thinking: what is not marked or a value there is no answer.
    pub(super) is_thinking: bool,
}

/// The stretches in the order in which they are searched: the answer, and where
/// that was asked for the thinking, from its first word to its last.
pub(super) fn stretches<'t>(text: &'t str, trace: &Trace, search: Search) -> Vec<Stretch<'t>> {
    let mut found = Vec::new();
    if let Some(region) = trace.answer_region(text) {
        let (scope, offset) = without_stray_tags(region.of(text), region.start);
        found.push(Stretch {
            text: own_turn(scope),
            offset,
            is_thinking: false,
        });
    }
    let mut thinking = trace.spans_of(SegmentKind::Thinking);
    if search.thinking
        && let Some(first) = thinking.next()
    {
        let last = thinking.last().unwrap_or(first);
        found.push(Stretch {
            text: Span::new(first.start, last.end).of(text),
            offset: first.start,
            is_thinking: true,
        });
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
    before_next_question(text)
}

/// The text up to a question that the model asks itself after its answer, as
/// models do that were shown several questions with answers.
fn before_next_question(text: &str) -> &str {
    static QUESTION: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"\n(?:Q|Question|Problem|Human|User)\s?:").expect("the pattern is constant")
    });
    let Some(question) = QUESTION.find(text) else {
        return text;
    };
    let before = text.get(..question.start()).unwrap_or(text);
    let is_answered = boxed::has_box(before)
        || !marked::hashes(before).is_empty()
        || !marked::announcements(before).is_empty();
    if is_answered { before } else { text }
}
