//! Text and [`Trace`] → [`Measures`]: how long, how repetitive, how mixed and
//! how well formed a trace is.
//!
//! Every measure is a pure function of the text, in one pass and in time linear
//! in it; `docs/measures.md` gives each one's formula, source and unit, and what it
//! cannot say. Positions are bytes of the text; sizes in characters are code
//! points.

use serde::Serialize;

use crate::text::Span;

use super::{MoveKind, SegmentKind, Trace};

pub mod format;
pub mod language;
mod last_seen;
pub mod loops;
mod prose;
pub mod repetition;
mod words;

pub use format::{Finding, FormatCheck};
pub use language::{Language, Languages};
pub use loops::Loop;
pub use repetition::Repetition;
use words::Words;

/// What can be measured on the text of a trace alone.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Measures {
    /// Lengths of the thinking.
    pub thinking: Lengths,
    /// Lengths of what is outside of it, tags left out.
    pub answer: Lengths,
    /// Stretches of thinking between switches.
    pub n_thoughts: usize,
    /// How often each kind of move was found.
    pub moves: Moves,
    /// Repeated n-grams of the thinking's words.
    pub repetition: Repetition,
    /// Exact loops of the thinking, in order.
    pub thinking_loops: Vec<Loop>,
    /// Exact loops of the answer, in order.
    pub answer_loops: Vec<Loop>,
    /// Languages of the thinking.
    pub thinking_languages: Languages,
    /// Languages of the answer.
    pub answer_languages: Languages,
    /// Whether the text has the form that R1's format reward asks for.
    pub format: FormatCheck,
}

/// How long a part of a trace is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
pub struct Lengths {
    /// Code points, white space included.
    pub n_chars: usize,
    /// Runs of letters and digits; in scripts without spaces every letter.
    pub n_words: usize,
    /// Paragraphs, parted by blank lines: the steps of SEAL (arXiv 2504.07986).
    pub n_steps: usize,
}

/// How many moves of each kind a trace has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
pub struct Moves {
    /// To another approach.
    pub n_switches: usize,
    /// Steps taken back.
    pub n_backtracks: usize,
    /// Results checked.
    pub n_verifications: usize,
    /// Doubts spoken.
    pub n_hesitations: usize,
}

/// Measures a trace, `trace` being that of `text`. Never fails; takes time and
/// memory linear in the text.
pub fn measure(text: &str, trace: &Trace) -> Measures {
    let spans = |kind| trace.spans_of(kind).collect::<Vec<Span>>();
    let thinking_spans = spans(SegmentKind::Thinking);
    let answer_spans = spans(SegmentKind::Answer);
    let thinking = Words::read(text, &thinking_spans);
    let answer = Words::read(text, &answer_spans);
    Measures {
        thinking: lengths(text, &thinking_spans, &thinking),
        answer: lengths(text, &answer_spans, &answer),
        n_thoughts: trace.thoughts.len(),
        moves: moves(trace),
        repetition: repetition::repetition(&thinking),
        thinking_loops: loops::loops(text, &thinking),
        answer_loops: loops::loops(text, &answer),
        thinking_languages: language::languages(text, &thinking_spans),
        answer_languages: language::languages(text, &answer_spans),
        format: format::check(text, trace),
    }
}

/// Code points of `text` within the spans that lie before `position`, and of all.
/// Positions are turned into tokens in proportion to them.
pub fn chars_before(text: &str, spans: impl Iterator<Item = Span>, position: usize) -> usize {
    spans
        .map(|span| Span::new(span.start, span.end.min(position)))
        .filter(|span| !span.is_empty())
        .map(|span| n_chars(span.of(text)))
        .sum()
}

fn lengths(text: &str, spans: &[Span], words: &Words) -> Lengths {
    let count = |get: fn(&str) -> usize| spans.iter().map(|span| get(span.of(text))).sum();
    Lengths {
        n_chars: count(n_chars),
        n_words: words.n_words,
        n_steps: count(n_steps),
    }
}

fn n_chars(text: &str) -> usize {
    text.chars().count()
}

fn n_steps(text: &str) -> usize {
    let mut n = 0;
    let mut inside = false;
    for line in text.lines() {
        let is_blank = line.trim().is_empty();
        n += usize::from(inside && is_blank);
        inside = !is_blank;
    }
    n + usize::from(inside)
}

fn moves(trace: &Trace) -> Moves {
    let mut moves = Moves::default();
    for found in &trace.moves {
        *match found.kind {
            MoveKind::Switch => &mut moves.n_switches,
            MoveKind::Backtrack => &mut moves.n_backtracks,
            MoveKind::Verify => &mut moves.n_verifications,
            MoveKind::Hesitate => &mut moves.n_hesitations,
        } += 1;
    }
    moves
}

#[cfg(test)]
mod tests;
