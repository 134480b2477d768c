//! What a parser has made of a text so far.

use super::{Issue, Segment, SegmentKind};
use crate::text::Span;

/// Segments, issues, and where the answer is.
#[derive(Debug, Default)]
pub(super) struct Out {
    pub(super) segments: Vec<Segment>,
    pub(super) issues: Vec<Issue>,
    /// End of the last segment.
    pub(super) done: usize,
    /// The first segment that can be part of the answer.
    pub(super) answer_from: usize,
    /// Segments that belong to the answer though they are tags.
    pub(super) kept: Vec<usize>,
    /// The inside of the answer's wrapper, where only that is the answer.
    pub(super) wrapped: Option<Span>,
    /// Whether the thinking never ended.
    pub(super) unfinished: bool,
    /// What follows `done` and is certain: its kind, and up to where.
    pub(super) certain: Option<(SegmentKind, usize)>,
}

impl Out {
    /// Ends a segment of this kind at `end`, unless it would be empty.
    pub(super) fn push(&mut self, kind: SegmentKind, end: usize) {
        if self.done < end {
            self.segments.push(Segment {
                kind,
                span: Span::new(self.done, end),
            });
            self.done = end;
        }
    }

    pub(super) fn issue(&mut self, issue: Issue) {
        if !self.issues.contains(&issue) {
            self.issues.push(issue);
        }
    }

    /// Says that the thinking never ended, so that there is no answer.
    pub(super) fn never_ended(&mut self) {
        self.issue(Issue::MissingEnd);
        self.answer_follows();
        self.unfinished = true;
    }

    /// Says that the answer can only stand behind what is there now.
    pub(super) fn answer_follows(&mut self) {
        self.answer_from = self.segments.len();
        self.wrapped = None;
        self.kept.clear();
    }

    /// From the first part of the answer to its last.
    pub(super) fn answer(&self) -> Option<Span> {
        if self.unfinished {
            return None;
        }
        if let Some(span) = self.wrapped {
            return (!span.is_empty()).then_some(span);
        }
        let parts = self.segments.iter().enumerate().skip(self.answer_from);
        let mut parts = parts
            .filter(|(i, segment)| segment.kind == SegmentKind::Answer || self.kept.contains(i));
        let (_, first) = parts.next()?;
        let last = parts.next_back().map_or(first, |(_, last)| last);
        Some(Span::new(first.span.start, last.span.end))
    }
}
