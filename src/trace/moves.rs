//! Marked points in the thinking, found by rules, and the thoughts between
//! switches.
//!
//! A word alone says little ("await", "the wait", "but"), so a rule also says
//! where its phrase must stand, what must follow it and what must stand before
//! it. The tables of [rules](rule::Rule) are compiled into one automaton.

use crate::text::Span;

use super::{Move, MoveKind};

mod automaton;
mod classes;
mod event;
mod lead;
mod mark;
mod phrases;
mod row;
mod rule;
mod scan;
mod sentence;
mod tables;
mod trie;

use automaton::AUTOMATON;
use scan::Scan;

pub use rule::Rule;
pub use tables::rules;

/// A move with the rule that found it.
#[derive(Debug, Clone, Copy)]
pub struct Found {
    /// What the model does there.
    pub kind: MoveKind,
    /// The phrase that shows it.
    pub span: Span,
    /// Why it was taken for one.
    pub rule: &'static Rule,
}

/// The moves inside the given spans of thinking, in order, without overlap,
/// each with its rule. Takes time linear in the text.
pub fn explain(text: &str, thinking: &[Span]) -> Vec<Found> {
    let mut found = Vec::new();
    let Some(automaton) = AUTOMATON.as_ref() else {
        return found;
    };
    for span in thinking {
        let content = span.of(text);
        let (hits, _) = Scan::run(content, automaton);
        found.extend(hits.into_iter().map(|hit| Found {
            kind: hit.rule.kind,
            span: Span::new(span.start + hit.span.start, span.start + hit.span.end),
            rule: hit.rule,
        }));
    }
    found
}

/// The moves inside the given spans of thinking, in order, without overlap.
pub(super) fn find_moves(text: &str, thinking: &[Span]) -> Vec<Move> {
    let moves = explain(text, thinking).into_iter();
    moves
        .map(|found| Move {
            kind: found.kind,
            span: found.span,
        })
        .collect()
}

/// Thinking split where a switch begins. Together the thoughts are the thinking.
pub(super) fn split_thoughts(text: &str, thinking: &[Span], moves: &[Move]) -> Vec<Span> {
    let mut switches = moves
        .iter()
        .filter(|m| m.kind == MoveKind::Switch)
        .map(|m| m.span.start)
        .peekable();
    let mut thoughts = Vec::new();
    for span in thinking {
        let mut start = span.start;
        while let Some(at) = switches.next_if(|&at| at < span.end) {
            // White space before a switch is no thought of its own.
            if !Span::new(start, at).of(text).trim().is_empty() {
                thoughts.push(Span::new(start, at));
                start = at;
            }
        }
        thoughts.push(Span::new(start, span.end));
    }
    thoughts
}

#[cfg(test)]
mod tests;
