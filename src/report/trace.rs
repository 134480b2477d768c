//! Traces for a terminal: one with all that was found in it, and lists.
//!
//! What is marked is readable without color: segments and thoughts stand in
//! the margin, moves and the extracted answer between `⟦` and `⟧`, probes on
//! lines of their own.

use std::borrow::Cow;

use serde::Serialize;

use super::grid::Grid;
use super::words;
use crate::check::{Judgement, Verdict};
use crate::engine::{Probe, StopReason};
use crate::text::for_terminal;
use crate::trace::{Issue, MoveKind, SegmentKind, Trace};

mod body;
mod head;
mod summary;
#[cfg(test)]
mod tests;

pub use summary::summary;

/// A trace with what is known about it.
#[derive(Debug, Clone)]
pub struct Shown<'t> {
    /// Its name.
    pub id: Cow<'t, str>,
    /// The completion's text.
    pub text: &'t str,
    /// The text, parsed.
    pub trace: &'t Trace,
    /// Whether there is a thinking that can be read.
    pub thinking: Thinking,
    /// Tokens of the thinking and of the answer, where they are known.
    pub n_tokens: (Option<u64>, Option<u64>),
    /// The verdict on it, and those on its probes.
    pub judgement: Option<&'t Judgement>,
    /// The right answer, as the dataset gives it.
    pub target: Option<&'t str>,
    /// Why it ended.
    pub stop_reason: Option<StopReason>,
    /// What the model would have said inside the thinking, in order.
    pub probes: &'t [Probe],
}

/// Whether the thinking can be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Thinking {
    /// What there is of it is in the text.
    InText,
    /// The model thought, and its thinking is not told, or only a summary.
    Hidden,
    /// There is no text at all.
    Empty,
}

impl Thinking {
    /// The word for it among the issues.
    pub fn issue(self) -> Option<&'static str> {
        match self {
            Self::InText => None,
            Self::Hidden => Some("hidden-thinking"),
            Self::Empty => Some("empty-reply"),
        }
    }
}

/// One trace with its segments, thoughts, moves and probes marked, on a
/// terminal `width` columns wide. Ends with a line end.
pub fn one(shown: &Shown<'_>, width: u16) -> String {
    let mut lines = head::lines(shown, width);
    lines.push(String::new());
    lines.extend(body::lines(shown, width));
    lines.join("\n") + "\n"
}

/// Several traces with a line each, so that one can be chosen.
pub fn list(lines: impl Iterator<Item = Vec<String>>) -> Grid {
    let heads = [
        "trace",
        "verdict",
        "thinking tokens",
        "characters",
        "thoughts",
        "switch",
        "backtrack",
        "verify",
        "hesitate",
        "odd",
    ];
    let mut grid = Grid::new("", &heads, 2);
    grid.rows.extend(lines);
    grid
}

/// The cells of a trace in a [list].
pub fn line(shown: &Shown<'_>) -> Vec<String> {
    let verdict = shown.judgement.map_or("–", |j| verdict(j.verdict));
    let known = shown.thinking == Thinking::InText;
    let number = |n: usize| if known { words::count(n) } else { none() };
    let mut cells = vec![for_terminal(&shown.id), verdict.to_owned()];
    cells.push(shown.n_tokens.0.map_or_else(none, tokens));
    cells.push(number(n_chars(shown, SegmentKind::Thinking)));
    cells.push(number(shown.trace.thoughts.len()));
    cells.extend(KINDS.map(|(kind, _)| number(n_moves(shown.trace, kind))));
    cells.push(issues(shown).join(", "));
    cells
}

/// The kinds of moves with their words, in the order in which they are shown.
const KINDS: [(MoveKind, &str); 4] = [
    (MoveKind::Switch, "switch"),
    (MoveKind::Backtrack, "backtrack"),
    (MoveKind::Verify, "verify"),
    (MoveKind::Hesitate, "hesitate"),
];

fn n_moves(trace: &Trace, kind: MoveKind) -> usize {
    trace.moves.iter().filter(|m| m.kind == kind).count()
}

fn n_chars(shown: &Shown<'_>, kind: SegmentKind) -> usize {
    let spans = shown.trace.spans_of(kind);
    spans.map(|span| span.of(shown.text).chars().count()).sum()
}

/// What was odd, and that there is nothing to be read where that is so.
fn issues(shown: &Shown<'_>) -> Vec<String> {
    let odd = shown.trace.issues.iter().map(|issue: &Issue| name(issue));
    let told = shown.thinking.issue().map(str::to_owned);
    odd.chain(told).collect()
}

/// The name by which a value is stored.
fn name<T: Serialize>(value: &T) -> String {
    let json = serde_json::to_value(value).unwrap_or_default();
    json.as_str().unwrap_or_default().to_owned()
}

fn verdict(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::NoAnswer => "no answer",
        other => other.word(),
    }
}

fn tokens(n: u64) -> String {
    words::count(usize::try_from(n).unwrap_or(usize::MAX))
}

fn none() -> String {
    "–".to_owned()
}
