//! A completion parsed into segments.
//!
//! Parsing never fails: it returns segments that cover the text exactly, in
//! order, and a list of issues. Spans point into the original text. Pure: no
//! I/O, no clock, no generator.

use serde::{Deserialize, Serialize};

use crate::text::Span;

mod channels;
mod detect;
mod fence;
mod lex;
pub mod measure;
pub mod moves;
mod out;
pub mod parse;
mod quoted;
pub mod stream;
mod tags;
#[cfg(test)]
mod testing;

pub use crate::text::thinking::{Form, Policy, ReadAs, Reading};
pub use detect::{Detection, Evidence, detect};
pub use measure::{Measures, measure};
pub use parse::parse;
pub use stream::Stream;

/// A completion parsed into segments.
#[derive(Debug, Clone, PartialEq)]
pub struct Trace {
    /// Which format the thinking is marked in, and what shows it.
    pub detection: Detection,
    /// What was done where programs disagree.
    pub policy: Policy,
    /// Labelled spans that cover the text exactly, in order, none empty.
    pub segments: Vec<Segment>,
    /// Stretches of thinking between two switches, in order; they cover the
    /// thinking segments' content.
    pub thoughts: Vec<Span>,
    /// Marked points in the thinking, in order.
    pub moves: Vec<Move>,
    /// What was odd about the text.
    pub issues: Vec<Issue>,
    /// See [`Trace::answer_region`].
    answer: Option<Span>,
    /// See [`Trace::is_unfinished`].
    unfinished: bool,
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
    /// The model's thinking.
    Thinking,
    /// Text for the reader: what is scored.
    Answer,
    /// The tags themselves.
    Tag,
    /// A call of a tool, its own marks included.
    ToolCall,
    /// Neither: a message of somebody else, or text that the policy drops.
    Other,
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
    /// A second start tag directly behind the first, or where the prompt had
    /// opened the thinking.
    DoubledStart,
    /// An end tag outside thinking, after the first block; or one before the
    /// last, where the last one ends the thinking.
    StrayEnd,
    /// A tag that is not written as it should be, and was taken for one.
    MalformedTag,
    /// The text ends within a tag.
    CutTag,
    /// The text ends within the call of a tool.
    CutToolCall,
    /// A call of a tool inside thinking that goes on.
    ToolCallInThinking,
    /// A call of a tool ended the thinking; no tag did.
    ToolCallEndsThinking,
}

impl Trace {
    /// The name of the format, such as `think` or `plain`.
    pub fn format(&self) -> &'static str {
        self.detection.format.name
    }

    /// Whether the thinking never ended, so that there is no answer to score.
    pub fn is_unfinished(&self) -> bool {
        self.unfinished
    }

    /// The spans of one kind of segment, in order.
    pub fn spans_of(&self, kind: SegmentKind) -> impl Iterator<Item = Span> + '_ {
        self.segments
            .iter()
            .filter(move |s| s.kind == kind)
            .map(|s| s.span)
    }

    /// Where the answer can be: from the first segment after the thinking to the
    /// last, or the inside of the marks that the model put around it. `None` if
    /// the thinking never ended, or nothing follows it. Stray tags may lie within.
    pub fn answer_region(&self) -> Option<Span> {
        self.answer
    }

    /// How often the thinking switched to another approach.
    pub fn n_switches(&self) -> usize {
        self.moves
            .iter()
            .filter(|m| m.kind == MoveKind::Switch)
            .count()
    }
}
