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
    if let Some(region) = trace.answer_region() {
        let (scope, offset) = without_stray_tags(region.of(text), region.start);
        let (thought, start) = other_thinking(scope);
        let scope = scope.get(start..).unwrap_or("");
        found.push(Stretch {
            text: own_turn(scope),
            offset: offset + start,
            is_thinking: false,
        });
        if search.thinking && !thought.is_empty() {
            found.push(Stretch {
                text: thought,
                offset,
                is_thinking: true,
            });
        }
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

/// The thinking that a text begins with in other marks than `<think>`, which the
/// trace knows: `<thinking>`, `<reasoning>`, `<thought>`, and the channels of
/// Harmony; and where the answer begins behind it. Thinking that never ends
/// leaves no answer.
fn other_thinking(text: &str) -> (&str, usize) {
    static OPEN: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?i)^\s*<(thinking|reasoning|thoughts?|scratchpad|reflection|analysis)>")
            .expect("the pattern is constant")
    });
    const ANALYSIS: &str = "<|channel|>analysis<|message|>";
    const FINAL: &str = "<|channel|>final<|message|>";
    let split = |at: usize| (text.get(..at).unwrap_or(text), at);
    if let Some(at) = text.rfind(FINAL) {
        return split(at + FINAL.len());
    }
    if text.contains(ANALYSIS) {
        return split(text.len());
    }
    let Some(tag) = OPEN.captures(text).and_then(|c| c.get(1)) else {
        return ("", 0);
    };
    let close = format!("</{}>", tag.as_str());
    split(text.rfind(&close).map_or(text.len(), |at| at + close.len()))
}

/// The text up to the token that ends the model's turn: what it invents for the
/// user afterwards is no answer to our question.
fn own_turn(text: &str) -> &str {
    static END: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(
            r"<\|(?:im_end|im_start|endoftext|eot_id|end_of_text|user|return|end)\|>|<(?:end|start)_of_turn>|<｜end▁of▁sentence｜>",
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
        Regex::new(r"\n(?:(?:Q|Question|Problem|Human|User|Instruction)\s?:|#{1,4} ?(?:Instruction|Question|Problem|User|Human|Input)\b|(?:问题|題目|题目|问)\s?[:：])").expect("the pattern is constant")
    });
    let Some(question) = QUESTION.find(text) else {
        return text;
    };
    let before = text.get(..question.start()).unwrap_or(text);
    let is_answered = boxed::has_box(before)
        || !marked::hashes(before).is_empty()
        || !marked::announcements(before).is_empty()
        || is_bare_answer(before.trim());
    if is_answered { before } else { text }
}

/// Whether the text is a single short line that asks and announces nothing.
fn is_bare_answer(text: &str) -> bool {
    const LONGEST: usize = 40;
    !text.is_empty()
        && !text.contains('\n')
        && text.chars().count() <= LONGEST
        && !text.ends_with([':', '?', '：', '？'])
}
