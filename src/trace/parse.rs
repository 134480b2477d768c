//! Text → [`Trace`]: one pass over the tags.

use crate::text::Span;
use crate::text::thinking;

use super::fence::Fences;
use super::moves::{find_moves, split_thoughts};
use super::{Format, Issue, Segment, SegmentKind, Trace};

/// Parses a completion. Never fails; takes time linear in the text.
///
/// `thinking_open` says that the chat template opened the thinking in the
/// prompt, so that `text` begins inside it. The policy, where servers disagree:
///
/// - A start tag without an end tag: all that follows is thinking, there is no
///   answer ([`Issue::MissingEnd`]).
/// - An end tag before any start tag: all before it is thinking
///   ([`Issue::MissingStart`], unless `thinking_open`).
/// - The first end tag ends the thinking, however many start tags came before;
///   a start tag inside thinking is a tag and an issue, no second level.
/// - Where the template opened it, an end tag of another format than
///   `</think>` counts as well, if the text has none of `think`.
/// - Several blocks are several thinking segments; only what follows the last
///   one can hold the answer.
/// - Outside thinking, tags in fenced code blocks, and tags set directly
///   between backticks, are text. Inside thinking an end tag always counts.
pub fn parse(text: &str, thinking_open: bool) -> Trace {
    let mut parser = Parser::new(text, thinking_open);
    // Only a template says that its model writes another format: elsewhere
    // such tags may be what the text is about.
    let format = if thinking_open {
        thinking::Format::written_in(text)
    } else {
        &thinking::THINK
    };
    for tag in tags(text, format) {
        parser.tag(tag);
    }
    let (segments, issues, tagged) = parser.finish();
    let thinking: Vec<Span> = segments
        .iter()
        .filter(|s| s.kind == SegmentKind::Thinking)
        .map(|s| s.span)
        .collect();
    let moves = find_moves(text, &thinking);
    let thoughts = split_thoughts(text, &thinking, &moves);
    Trace {
        format: if tagged {
            Format::ThinkTags
        } else {
            Format::Plain
        },
        segments,
        thoughts,
        moves,
        issues,
    }
}

/// A tag as it stands in the text.
#[derive(Debug, Clone, Copy)]
struct Tag {
    is_start: bool,
    span: Span,
}

/// All tags of `text`, wherever they stand, in order; those of one format.
fn tags<'t>(text: &'t str, format: &thinking::Format) -> impl Iterator<Item = Tag> + 't {
    let thinking::Format { open, close, .. } = *format;
    let firsts = [open, close].map(|tag| tag.chars().next().unwrap_or('<'));
    text.match_indices(firsts).filter_map(move |(at, _)| {
        let rest = text.get(at..)?;
        [(true, open), (false, close)]
            .into_iter()
            .find(|(_, tag)| rest.starts_with(tag))
            .map(|(is_start, tag)| Tag {
                is_start,
                span: Span::new(at, at + tag.len()),
            })
    })
}

struct Parser<'t> {
    text: &'t str,
    fences: Fences,
    /// Whether the current position is inside thinking.
    inside: bool,
    /// Whether any block of thinking was opened so far.
    seen_block: bool,
    /// Whether any tag counted as one, or the template opened the thinking.
    tagged: bool,
    /// End of the last segment.
    done: usize,
    segments: Vec<Segment>,
    issues: Vec<Issue>,
}

impl<'t> Parser<'t> {
    fn new(text: &'t str, thinking_open: bool) -> Self {
        Self {
            text,
            fences: Fences::new(text),
            inside: thinking_open,
            seen_block: thinking_open,
            tagged: thinking_open,
            done: 0,
            segments: Vec::new(),
            issues: Vec::new(),
        }
    }

    fn tag(&mut self, tag: Tag) {
        if self.inside {
            if tag.is_start {
                self.issue(Issue::NestedStart);
            }
            self.push(SegmentKind::Thinking, tag.span.start);
            self.inside = tag.is_start;
            if !tag.is_start {
                self.fences.restart(tag.span.end);
            }
        } else {
            if self.is_quoted(tag) {
                return;
            }
            let kind = self.enter(tag);
            self.push(kind, tag.span.start);
            self.inside = tag.is_start;
        }
        self.tagged = true;
        self.push(SegmentKind::Tag, tag.span.end);
    }

    /// Notes what a tag outside thinking means, and says what stood before it.
    fn enter(&mut self, tag: Tag) -> SegmentKind {
        if tag.is_start {
            if self.seen_block {
                self.issue(Issue::SeveralBlocks);
            }
            self.seen_block = true;
            SegmentKind::Answer
        } else if self.seen_block {
            self.issue(Issue::StrayEnd);
            SegmentKind::Answer
        } else {
            self.issue(Issue::MissingStart);
            self.seen_block = true;
            self.fences.restart(tag.span.end);
            SegmentKind::Thinking
        }
    }

    /// Whether a tag outside thinking is only written about.
    fn is_quoted(&mut self, tag: Tag) -> bool {
        let before = self.text.get(..tag.span.start).unwrap_or("");
        let after = self.text.get(tag.span.end..).unwrap_or("");
        if before.ends_with('`') && after.starts_with('`') && !before.ends_with("``") {
            return true;
        }
        // A fence that is never closed hides tags of the answer, but not the
        // end of thinking that was cut off inside a code block.
        let is_first_end = !self.seen_block && !tag.is_start;
        self.fences.cover(tag.span.start, is_first_end)
    }

    fn issue(&mut self, issue: Issue) {
        if !self.issues.contains(&issue) {
            self.issues.push(issue);
        }
    }

    fn push(&mut self, kind: SegmentKind, end: usize) {
        if self.done < end {
            self.segments.push(Segment {
                kind,
                span: Span::new(self.done, end),
            });
            self.done = end;
        }
    }

    fn finish(mut self) -> (Vec<Segment>, Vec<Issue>, bool) {
        if self.inside {
            self.issue(Issue::MissingEnd);
            self.push(SegmentKind::Thinking, self.text.len());
        } else {
            self.push(SegmentKind::Answer, self.text.len());
        }
        (self.segments, self.issues, self.tagged)
    }
}

#[cfg(test)]
mod tests;
