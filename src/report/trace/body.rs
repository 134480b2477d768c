//! The text of a trace with its margin and its marks.

use unicode_width::UnicodeWidthChar;

use super::{KINDS, Shown, verdict};
use crate::text::{Span, for_terminal, start_of};
use crate::trace::SegmentKind;

/// Columns of the margin, its bar not counted.
const MARGIN: usize = 12;

/// The lines of the text.
pub(super) fn lines(shown: &Shown<'_>, width: u16) -> Vec<String> {
    let room = usize::from(width).saturating_sub(MARGIN + 3).max(20);
    let marks = Marks::new(shown);
    let mut probes = shown.probes.iter().enumerate().peekable();
    let mut lines = Vec::new();
    for piece in pieces(shown) {
        let mut label = piece.label.as_str();
        let mut start = piece.span.start;
        while let Some((i, probe)) = probes.next_if(|(_, p)| p.offset < piece.span.end) {
            let end = probe.offset.max(start);
            lines.extend(block(label, &marks.write(shown.text, start, end), room));
            // What goes on behind a probe is the same thought.
            label = "";
            start = end;
            lines.push(margin(
                &format!("probe {}", probe.position),
                '┤',
                &said(shown, i),
            ));
        }
        lines.extend(block(
            label,
            &marks.write(shown.text, start, piece.span.end),
            room,
        ));
    }
    lines
}

/// A part of the text with one label.
struct Piece {
    label: String,
    span: Span,
}

/// The segments; those of thinking parted into thoughts.
fn pieces(shown: &Shown<'_>) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut thoughts = (1..).zip(&shown.trace.thoughts).peekable();
    for segment in &shown.trace.segments {
        if segment.kind != SegmentKind::Thinking {
            pieces.push(Piece {
                label: label(segment.kind).to_owned(),
                span: segment.span,
            });
            continue;
        }
        let mut at = segment.span.start;
        while let Some((n, thought)) = thoughts.next_if(|(_, t)| t.start < segment.span.end) {
            let end = thought.end.clamp(at, segment.span.end);
            pieces.push(Piece {
                label: format!("thought {n}"),
                span: Span::new(at, end),
            });
            at = end;
        }
        pieces.push(Piece {
            label: String::new(),
            span: Span::new(at, segment.span.end),
        });
    }
    pieces
}

fn label(kind: SegmentKind) -> &'static str {
    match kind {
        SegmentKind::Thinking => "thinking",
        SegmentKind::Answer => "answer",
        SegmentKind::Tag => "tag",
        SegmentKind::ToolCall => "tool call",
        SegmentKind::Other => "other",
    }
}

/// What the model said at the probe number `i`, and the verdict on it.
fn said(shown: &Shown<'_>, i: usize) -> String {
    let judged = shown.judgement.and_then(|j| j.probes.get(i));
    let answer = judged
        .and_then(|j| j.extraction.as_ref())
        .map(|e| e.answer.as_str());
    let text = answer.or_else(|| shown.probes.get(i).map(|probe| probe.answer.as_str()));
    let answer = start_of(text.unwrap_or_default());
    judged.map_or_else(
        || format!("would say {answer}"),
        |j| format!("would answer {answer} – {}", verdict(j.verdict)),
    )
}

/// Places where a mark begins or ends, in order.
struct Marks(Vec<(usize, String)>);

impl Marks {
    /// The moves, and the answer that was found.
    fn new(shown: &Shown<'_>) -> Self {
        let word = |kind| {
            KINDS
                .iter()
                .find(|(k, _)| *k == kind)
                .map_or("", |(_, w)| w)
        };
        let moves = shown.trace.moves.iter().map(|m| (m.span, word(m.kind)));
        let found = shown.judgement.and_then(|j| j.extraction.as_ref());
        let found = found.map(|e| (e.span, "answer"));
        let mut marks = Vec::new();
        for (span, word) in moves.chain(found) {
            marks.push((span.start, format!("⟦{word}: ")));
            marks.push((span.end, "⟧".to_owned()));
        }
        marks.sort_by_key(|(at, _)| *at);
        Self(marks)
    }

    /// The text from `start` to `end` with its marks. A mark's end belongs to
    /// what stands before it.
    fn write(&self, text: &str, start: usize, end: usize) -> String {
        let mut written = String::new();
        let mut from = start;
        for (at, mark) in &self.0 {
            let is_end = mark == "⟧";
            let here = if is_end {
                start < *at && *at <= end
            } else {
                start <= *at && *at < end
            };
            if here {
                written += Span::new(from, *at).of(text);
                written += mark;
                from = *at;
            }
        }
        written + Span::new(from, end).of(text)
    }
}

/// A label beside a text; nothing where the text is blank. Of several blank
/// lines one is left.
fn block(label: &str, text: &str, room: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    let mut was_blank = true;
    for line in text.trim_matches('\n').split('\n') {
        let is_blank = line.trim().is_empty();
        if is_blank && was_blank {
            continue;
        }
        was_blank = is_blank;
        let label = if lines.is_empty() { label } else { "" };
        let mut first = label;
        for part in broken(&for_terminal(line.trim_end()), room) {
            lines.push(margin(first, '│', &part));
            first = "";
        }
    }
    while lines.last().is_some_and(|line| line.ends_with('│')) {
        lines.pop();
    }
    lines
}

fn margin(label: &str, bar: char, text: &str) -> String {
    format!("{label:>MARGIN$} {bar} {text}")
        .trim_end()
        .to_owned()
}

/// `line` in parts of at most `room` columns, broken at spaces where there are
/// some.
fn broken(line: &str, room: usize) -> Vec<String> {
    let mut parts = Vec::new();
    let (mut part, mut width, mut space) = (String::new(), 0, None);
    for c in line.chars() {
        let n = c.width().unwrap_or(0);
        if width + n > room && !part.is_empty() {
            let rest = space.map_or_else(String::new, |at| part.split_off(at));
            parts.push(std::mem::replace(&mut part, rest.trim_start().to_owned()));
            width = part.chars().map(|c| c.width().unwrap_or(0)).sum();
            space = None;
        }
        part.push(c);
        width += n;
        if c == ' ' {
            space = Some(part.len());
        }
    }
    parts.push(part);
    parts
}
