//! `\boxed{…}` and `\fbox{…}`.

use std::ops::Range;

use super::{Found, MOST_KEPT, Rule, trimmed};

mod joint;

/// A content with a blank line and more bytes than this was not meant to be
/// boxed: the closing brace is missing.
const LONGEST_WITH_BLANK_LINE: usize = 500;

/// What opens a box, without its backslash.
const COMMANDS: [&str; 3] = ["boxed", "fbox", "framebox"];

/// The boxes in order, those that make one answer joined: `\boxed{2} and
/// \boxed{3}` is `2, 3`. Of nested boxes the innermost counts; of an exact value
/// and its rounding (`\boxed{\frac13} \approx \boxed{0.333}`) the exact one.
pub(super) fn groups(text: &str) -> Vec<Found> {
    joint::joined(text, &boxes(text))
}

/// The content of each box, in order.
pub(super) fn single(text: &str) -> Vec<Found> {
    boxes(text)
        .into_iter()
        .map(|found| Found::new(Rule::Boxed, found.content))
        .collect()
}

/// Whether `text` holds a box command.
pub(super) fn has_box(text: &str) -> bool {
    COMMANDS
        .iter()
        .any(|command| text.match_indices(command).any(|(at, _)| opens(text, at)))
}

fn opens(text: &str, at: usize) -> bool {
    text.get(..at).is_some_and(|before| before.ends_with('\\'))
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct TexBox {
    /// From the backslash to past the closing brace.
    outer: Range<usize>,
    /// What is inside, trimmed, never empty.
    content: Range<usize>,
}

/// A box whose end is being looked for.
#[derive(Debug, Clone)]
struct Raw {
    start: usize,
    inner: usize,
    /// Where the content ends, and where the box does.
    end: Option<(usize, usize)>,
}

/// The last boxes that are neither empty nor placeholders, by their start.
fn boxes(text: &str) -> Vec<TexBox> {
    let raw = scan(text);
    let kept = raw.len().saturating_sub(MOST_KEPT);
    raw.into_iter()
        .skip(kept)
        .filter_map(|raw| {
            let (end, outer) = raw.end.unwrap_or_else(|| cut_off(text, raw.inner));
            let content = trimmed(text, raw.inner..end)?;
            let is_empty = text.get(content.clone()).is_none_or(is_placeholder);
            (!is_empty).then_some(TexBox {
                outer: raw.start..outer,
                content,
            })
        })
        .collect()
}

/// One pass over the text: braces are matched by a stack, so that boxes within
/// boxes and boxes without end cost nothing more.
fn scan(text: &str) -> Vec<Raw> {
    let bytes = text.as_bytes();
    let mut found: Vec<Raw> = Vec::new();
    // The open braces: which box each belongs to, if any.
    let mut open: Vec<Option<usize>> = Vec::new();
    let mut blank_line = 0;
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        match byte {
            b'\\' | b'\x08' => {
                let Some(after) = command_end(text, at) else {
                    // `\\boxed` is a doubled backslash, `\{` an escaped brace.
                    let doubled = command_end(text, at + 1).is_some();
                    at += if doubled || byte != b'\\' { 1 } else { 2 };
                    continue;
                };
                let gap = text.get(after..).map_or(0, leading_spaces);
                let is_braced = bytes.get(after + gap) == Some(&b'{');
                let inner = after + gap + usize::from(is_braced);
                if is_braced {
                    open.push(Some(found.len()));
                }
                found.push(Raw {
                    start: at,
                    inner,
                    end: (!is_braced).then(|| token_end(text, inner)),
                });
                at = inner;
                continue;
            }
            b'{' => open.push(None),
            b'}' => {
                if let Some(raw) = open.pop().flatten().and_then(|i| found.get_mut(i)) {
                    let runs_on =
                        blank_line > raw.inner && at - raw.inner > LONGEST_WITH_BLANK_LINE;
                    raw.end = (!runs_on).then_some((at, at + 1));
                }
            }
            b'\n' if bytes.get(at + 1) == Some(&b'\n') => blank_line = at,
            _ => {}
        }
        at += 1;
    }
    found
}

/// Where the box command that begins at `at` ends. A backspace stands for the
/// `\b` of a `\boxed` that went through a language with escapes.
fn command_end(text: &str, at: usize) -> Option<usize> {
    let rest = text.get(at..)?;
    if let Some(rest) = rest.strip_prefix('\x08') {
        return rest.starts_with("oxed").then_some(at + 5);
    }
    let name = rest.strip_prefix('\\')?;
    let command = COMMANDS
        .iter()
        .find(|command| name.starts_with(**command))?;
    let after = at + 1 + command.len();
    let next = text.get(after..)?.chars().next();
    (!next.is_some_and(char::is_alphabetic)).then_some(after)
}

fn leading_spaces(text: &str) -> usize {
    text.len() - text.trim_start_matches(' ').len()
}

/// `\boxed 4`: the next run without white space.
fn token_end(text: &str, start: usize) -> (usize, usize) {
    let rest = text.get(start..).unwrap_or("");
    let run = rest
        .split(|c: char| c.is_whitespace() || c == '$')
        .next()
        .unwrap_or("");
    let content = run.trim_end_matches(['.', ',', ';']);
    (start + content.len(), start + run.len())
}

/// The end of a box that is not closed: its formula's end, or its line's.
fn cut_off(text: &str, start: usize) -> (usize, usize) {
    let line = text
        .get(start..)
        .and_then(|rest| rest.lines().next())
        .unwrap_or("");
    let length = ["$", "\\)", "\\]"]
        .iter()
        .filter_map(|mark| line.find(mark))
        .filter(|&at| !line.get(..at).is_some_and(|t| t.trim().is_empty()))
        .filter(|&at| !line.get(..at).is_some_and(|t| t.ends_with('\\')))
        .min()
        .unwrap_or(line.len());
    (start + length, start + length)
}

/// What instructions put where the answer goes.
fn is_placeholder(content: &str) -> bool {
    const PLACEHOLDERS: [&str; 12] = [
        "...",
        "…",
        "\\ldots",
        "\\dots",
        "\\cdots",
        "?",
        "answer",
        "your answer",
        "final answer",
        "your final answer",
        "答案",
        "\\",
    ];
    if content.len() > 40 {
        return false;
    }
    let inside = content
        .strip_prefix("\\text{")
        .and_then(|t| t.strip_suffix('}'))
        .unwrap_or(content)
        .trim()
        .trim_matches(['[', ']', '<', '>']);
    let lower = inside.to_lowercase();
    inside.is_empty() || PLACEHOLDERS.contains(&lower.as_str())
}
