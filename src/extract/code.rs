//! Programs: fenced blocks, or the program in a text without any.

use std::ops::Range;

use super::{Found, MOST_KEPT, Rule, trimmed};
use crate::suite::CodeTests;

mod fences;
mod join;
mod outline;
mod plain;
mod words;

use fences::Block;
pub(super) use fences::blocks;
use outline::{Outline, called_names};

/// What the tests ask of a program.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Program {
    /// The functions and classes that it has to define, where the tests say which.
    pub names: Vec<String>,
    /// Whether it is run as a whole, and reads what it is given.
    pub reads_input: bool,
}

impl Program {
    /// What `tests` ask for.
    pub fn of(tests: &CodeTests) -> Self {
        match tests {
            CodeTests::Asserts { setup, asserts } => Self {
                names: called_names(asserts, setup),
                reads_input: false,
            },
            CodeTests::Check { entry_point, .. } | CodeTests::Cases { entry_point, .. } => Self {
                names: vec![entry_point.clone()],
                reads_input: false,
            },
            CodeTests::Stdio { .. } => Self {
                names: Vec::new(),
                reads_input: true,
            },
        }
    }
}

/// The programs in `text`, the best first: that which defines what is asked for
/// before any other, Python before an unnamed block, code before uses of it and
/// before what was printed, and of equals the last. The best one is joined with
/// the other blocks that it needs.
///
/// Where no block has what is asked for, text outside of all blocks may.
pub(super) fn candidates(text: &str, wanted: &Program) -> Vec<Found> {
    let fenced = blocks(text);
    let mut pieces: Vec<Piece<'_>> = fenced
        .iter()
        .filter(|block| trimmed(text, block.content.clone()).is_some())
        .filter_map(|block| Piece::of_block(text, block, wanted))
        .collect();
    let is_there = pieces.iter().any(|piece| piece.rank >= Rank::Program);
    if !is_there {
        let outside = plain::regions(text, &fenced).into_iter();
        let regions = outside.filter_map(|range| Piece::of_region(text, range, wanted));
        // Beside blocks, a line that could be Python is not yet an answer.
        let none = pieces.is_empty();
        pieces.extend(regions.filter(|piece| none || piece.rank >= Rank::Part));
        pieces.sort_by_key(|piece| piece.range.start);
    }
    let mut order: Vec<usize> = (0..pieces.len()).rev().collect();
    order.sort_by_key(|&i| std::cmp::Reverse(pieces.get(i).map(|piece| piece.rank)));
    let mut found: Vec<Found> = order
        .iter()
        .filter_map(|&i| pieces.get(i))
        .take(MOST_KEPT)
        .map(|piece| Found::new(piece.rule, piece.range.clone()))
        .collect();
    if let (Some(first), Some(&best)) = (found.first_mut(), order.first()) {
        first.joined = join::joined(&pieces, best);
    }
    found
}

/// A stretch of the text that may be the program.
struct Piece<'t> {
    rule: Rule,
    range: Range<usize>,
    text: &'t str,
    outline: Outline<'t>,
    rank: Rank,
}

/// How well a piece fits what is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Rank {
    /// A session with its output, or calls of what is asked for and nothing else.
    Use,
    /// A block in another language.
    Other,
    /// A block without a language that does not look like Python.
    Unnamed,
    /// Python.
    Program,
    /// Python that defines some of what is asked for, or reads the input.
    Part,
    /// Python that defines all of it.
    All,
}

impl<'t> Piece<'t> {
    fn of_block(text: &'t str, block: &Block<'_>, wanted: &Program) -> Option<Self> {
        let piece = text.get(block.content.clone())?;
        let outline = Outline::new(piece);
        let rank = if !block.is_python() {
            Rank::Other
        } else if block.language.is_empty() && !outline.looks_like_python() {
            Rank::Unnamed
        } else {
            rank(&outline, wanted)
        };
        Some(Self {
            rule: Rule::CodeBlock,
            range: block.content.clone(),
            text: piece,
            outline,
            rank,
        })
    }

    fn of_region(text: &'t str, range: Range<usize>, wanted: &Program) -> Option<Self> {
        let piece = text.get(range.clone())?;
        let outline = Outline::new(piece);
        outline.looks_like_python().then(|| Self {
            rule: Rule::Whole,
            range,
            text: piece,
            rank: rank(&outline, wanted),
            outline,
        })
    }
}

fn rank(outline: &Outline<'_>, wanted: &Program) -> Rank {
    let is_wanted = |name: &&String| outline.defines(name);
    let n_defined = wanted.names.iter().filter(is_wanted).count();
    if outline.is_session() {
        Rank::Use
    } else if n_defined > 0 && n_defined == wanted.names.len() {
        Rank::All
    } else if n_defined > 0 || (wanted.reads_input && outline.reads_input()) {
        Rank::Part
    } else if outline.only_uses(&wanted.names) {
        Rank::Use
    } else {
        Rank::Program
    }
}

#[cfg(test)]
mod tests;
