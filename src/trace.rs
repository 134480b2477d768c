//! A completion parsed into segments.
//!
//! Parsing never fails: it returns segments that cover the text exactly, in
//! order, and a list of issues. Spans point into the original text. Pure: no
//! I/O, no clock, no generator.

use serde::{Deserialize, Serialize};

use crate::text::Span;

mod fence;
pub mod measure;
pub mod moves;
pub mod parse;

pub use measure::{Measures, measure};
pub use parse::parse;

/// A completion parsed into segments.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Trace {
    /// Which form the thinking was marked in.
    pub format: Format,
    /// Labelled spans that cover the text exactly, in order, none empty.
    pub segments: Vec<Segment>,
    /// Stretches of thinking between two switches, in order; they cover the
    /// thinking segments' content.
    pub thoughts: Vec<Span>,
    /// Marked points in the thinking, in order.
    pub moves: Vec<Move>,
    /// What was odd about the text.
    pub issues: Vec<Issue>,
}

/// How the thinking was marked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Format {
    /// `<think>` … `</think>`.
    ThinkTags,
    /// No mark of thinking: all of it is answer.
    Plain,
}

/// A labelled span of a trace.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Segment {
    /// What it is.
    pub kind: SegmentKind,
    /// Where it is.
    pub span: Span,
}

/// What a segment is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum SegmentKind {
    /// Text between the tags.
    Thinking,
    /// Text for the reader: what is scored.
    Answer,
    /// The tags themselves.
    Tag,
}

/// A marked point in the thinking.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Move {
    /// What the model does there.
    pub kind: MoveKind,
    /// The phrase that shows it.
    pub span: Span,
}

/// What a move does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum MoveKind {
    /// Another approach begins.
    Switch,
    /// A step is taken back.
    Backtrack,
    /// A result is checked.
    Verify,
    /// A doubt is spoken.
    Hesitate,
}

/// What was odd about a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Issue {
    /// An end tag without a start tag, and the template did not open the thinking.
    MissingStart,
    /// A start tag without an end tag: truncated, never scored as an answer.
    MissingEnd,
    /// More than one block of thinking.
    SeveralBlocks,
    /// A start tag inside thinking.
    NestedStart,
    /// An end tag outside thinking, after the first block.
    StrayEnd,
}

impl Trace {
    /// Whether the thinking never ended, so that there is no answer to score.
    pub fn is_unfinished(&self) -> bool {
        self.issues.contains(&Issue::MissingEnd)
    }

    /// The spans of one kind of segment, in order.
    pub fn spans_of(&self, kind: SegmentKind) -> impl Iterator<Item = Span> + '_ {
        self.segments
            .iter()
            .filter(move |s| s.kind == kind)
            .map(|s| s.span)
    }

    /// Where the answer can be: from the first segment after the thinking to the
    /// end of the text. `None` if the thinking never ended, or nothing follows it.
    /// Stray tags may lie within.
    pub fn answer_region(&self, text: &str) -> Option<Span> {
        if self.is_unfinished() {
            return None;
        }
        let is_thinking = |segment: &Segment| match segment.kind {
            SegmentKind::Thinking => true,
            SegmentKind::Tag => !segment.span.of(text).starts_with("</"),
            SegmentKind::Answer => false,
        };
        let after = self
            .segments
            .iter()
            .rposition(is_thinking)
            .map_or(0, |i| i + 1);
        let mut rest = self
            .segments
            .iter()
            .skip(after)
            .filter(|s| s.kind == SegmentKind::Answer);
        let first = rest.next()?.span;
        let last = rest.next_back().map_or(first, |s| s.span);
        Some(Span::new(first.start, last.end))
    }

    /// How often the thinking switched to another approach.
    pub fn n_switches(&self) -> usize {
        self.moves
            .iter()
            .filter(|m| m.kind == MoveKind::Switch)
            .count()
    }
}
