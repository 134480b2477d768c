//! Does a text have the form that reasoning models are trained to write.

use serde::Serialize;

use crate::text::Span;
use crate::trace::{Issue, Segment, SegmentKind, Trace};

const OPEN: &str = "<answer>";
const CLOSE: &str = "</answer>";

/// A way in which a text differs from the form.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Finding {
    /// No tag of thinking at all.
    NoThinking,
    /// Words before the thinking.
    TextBefore,
    /// The thinking ends without having begun.
    MissingStart,
    /// The thinking never ends.
    MissingEnd,
    /// The thinking begins again within itself.
    NestedStart,
    /// More than one block of thinking.
    SeveralBlocks,
    /// An end tag after the thinking has ended.
    StrayEnd,
    /// A tag of the thinking that is not written as it should be.
    MalformedTag,
    /// Nothing between the tags.
    EmptyThinking,
    /// Nothing after the thinking.
    NoAnswer,
    /// No `<answer>` after the thinking.
    NoAnswerTag,
    /// An `<answer>` without its end, or an end without it.
    OpenAnswerTag,
    /// More than one `<answer>`.
    SeveralAnswerTags,
    /// Nothing within `<answer>`.
    EmptyAnswerTag,
    /// Words after the thinking and outside of `<answer>`.
    TextOutsideAnswerTag,
}

impl Finding {
    /// Its word in tables.
    pub fn name(self) -> &'static str {
        match self {
            Self::NoThinking => "no-thinking",
            Self::TextBefore => "text-before",
            Self::MissingStart => "missing-start",
            Self::MissingEnd => "missing-end",
            Self::NestedStart => "nested-start",
            Self::SeveralBlocks => "several-blocks",
            Self::StrayEnd => "stray-end",
            Self::MalformedTag => "malformed-tag",
            Self::EmptyThinking => "empty-thinking",
            Self::NoAnswer => "no-answer",
            Self::NoAnswerTag => "no-answer-tag",
            Self::OpenAnswerTag => "open-answer-tag",
            Self::SeveralAnswerTags => "several-answer-tags",
            Self::EmptyAnswerTag => "empty-answer-tag",
            Self::TextOutsideAnswerTag => "text-outside-answer-tag",
        }
    }

    /// Whether it is about `<answer>` alone.
    fn is_of_answer_tag(self) -> bool {
        self >= Self::NoAnswerTag
    }
}

/// What is wrong with a text's form.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct FormatCheck {
    /// In the order of [`Finding`], each once.
    pub findings: Vec<Finding>,
}

impl FormatCheck {
    /// Whether the thinking stands between its tags, once, at the start, and an
    /// answer follows it: the format reward of R1-Zero (DeepSeek-AI, 2025, arXiv
    /// 2501.12948, section 2.2.2).
    pub fn thinks_in_form(&self) -> bool {
        self.findings.iter().all(|f| f.is_of_answer_tag())
    }

    /// Whether moreover all that follows is one `<answer>`, as R1-Zero's template
    /// asks for and open-r1's `format_reward` checks.
    pub fn answers_in_form(&self) -> bool {
        self.findings.is_empty()
    }

    /// The findings' words, parted by spaces.
    pub fn words(&self) -> String {
        let names: Vec<&str> = self.findings.iter().map(|f| f.name()).collect();
        names.join(" ")
    }
}

/// Checks a text's form. White space between the parts is free, and a start tag
/// that the chat template wrote counts as written.
pub(super) fn check(text: &str, trace: &Trace) -> FormatCheck {
    let mut findings = of_thinking(text, trace);
    let after = Span::new(end_of_thinking(text, trace), text.len()).of(text);
    findings.extend(of_answer_tag(after));
    findings.sort_unstable();
    findings.dedup();
    FormatCheck { findings }
}

fn of_thinking(text: &str, trace: &Trace) -> Vec<Finding> {
    let is_blank = |span: Span| span.of(text).trim().is_empty();
    let issues = [
        (Issue::MissingStart, Finding::MissingStart),
        (Issue::MissingEnd, Finding::MissingEnd),
        (Issue::NestedStart, Finding::NestedStart),
        (Issue::SeveralBlocks, Finding::SeveralBlocks),
        (Issue::StrayEnd, Finding::StrayEnd),
        (Issue::DoubledStart, Finding::NestedStart),
        (Issue::MalformedTag, Finding::MalformedTag),
    ];
    let mut findings: Vec<Finding> = issues
        .into_iter()
        .filter(|(issue, _)| trace.issues.contains(issue))
        .map(|(_, finding)| finding)
        .collect();
    let has_tags = (trace.segments.iter()).any(|segment| is_of_thinking(text, segment));
    if !has_tags {
        findings.push(Finding::NoThinking);
    } else if trace.spans_of(SegmentKind::Thinking).all(is_blank) {
        findings.push(Finding::EmptyThinking);
    }
    let first = trace.segments.first();
    let begins_outside = first.is_some_and(|s| s.kind == SegmentKind::Answer && !is_blank(s.span));
    if has_tags && begins_outside {
        findings.push(Finding::TextBefore);
    }
    let end = end_of_thinking(text, trace);
    if is_blank(Span::new(end, text.len())) {
        findings.push(Finding::NoAnswer);
    }
    findings
}

/// Behind the last thinking and its tag; 0 where there is none.
fn end_of_thinking(text: &str, trace: &Trace) -> usize {
    let mut last = trace.segments.iter().rev();
    last.find(|segment| is_of_thinking(text, segment))
        .map_or(0, |s| s.span.end)
}

/// Whether a segment is thinking or a tag of it, and not one of the answer's.
fn is_of_thinking(text: &str, segment: &Segment) -> bool {
    match segment.kind {
        SegmentKind::Thinking => true,
        SegmentKind::Tag => ![OPEN, CLOSE].contains(&segment.span.of(text).trim()),
        SegmentKind::Answer | SegmentKind::ToolCall | SegmentKind::Other => false,
    }
}

fn of_answer_tag(after: &str) -> Vec<Finding> {
    let n_open = after.matches(OPEN).count();
    let n_close = after.matches(CLOSE).count();
    if n_open == 0 && n_close == 0 {
        return vec![Finding::NoAnswerTag];
    }
    let mut findings = Vec::new();
    if n_open > 1 || n_close > 1 {
        findings.push(Finding::SeveralAnswerTags);
    }
    let Some((before, rest)) = after.split_once(OPEN) else {
        return vec![Finding::OpenAnswerTag];
    };
    let (inside, behind) = rest.split_once(CLOSE).unwrap_or((rest, ""));
    if n_open != n_close {
        findings.push(Finding::OpenAnswerTag);
    }
    if inside.trim().is_empty() {
        findings.push(Finding::EmptyAnswerTag);
    }
    if !before.trim().is_empty() || !behind.trim().is_empty() {
        findings.push(Finding::TextOutsideAnswerTag);
    }
    findings
}
