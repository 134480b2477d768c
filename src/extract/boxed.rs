//! `\boxed{…}` and `\fbox{…}`.

use std::ops::Range;

use super::{Found, Rule, trimmed};

/// Boxes looked at, from the end, before the search gives up: an answer does
/// not hide behind more empty ones.
const MOST_EMPTY: usize = 8;
/// Boxes joined into one list.
const MOST_JOINED: usize = 64;

/// The content of the last box that is not empty.
pub(super) fn last(text: &str) -> Option<Found> {
    let found = boxes_backward(text).take(MOST_EMPTY).flatten().next()?;
    Some(Found::new(Rule::Boxed, found.content))
}

/// As [`last`], with the boxes before it that are joined to it by commas or
/// "and" only: `\boxed{2} and \boxed{3}` is `2, 3`.
pub(super) fn last_joined(text: &str) -> Option<Found> {
    let mut boxes = boxes_backward(text);
    let mut chain = vec![boxes.by_ref().take(MOST_EMPTY).flatten().next()?];
    for earlier in boxes.take(MOST_JOINED).map_while(|b| b) {
        let first = chain.last()?;
        let between = text.get(earlier.outer.end..first.outer.start);
        if !between.is_some_and(is_joint) {
            break;
        }
        chain.push(earlier);
    }
    chain.reverse();
    let (first, last) = (chain.first()?, chain.last()?);
    let mut found = Found::new(Rule::Boxed, first.content.start..last.content.end);
    if chain.len() > 1 {
        let parts: Vec<&str> = chain
            .iter()
            .filter_map(|b| text.get(b.content.clone()))
            .collect();
        found.joined = Some(parts.join(", "));
    }
    Some(found)
}

struct TexBox {
    /// From the backslash to past the closing brace.
    outer: Range<usize>,
    /// What is inside, trimmed, never empty.
    content: Range<usize>,
}

/// The boxes from the last to the first; `None` stands for an empty one.
fn boxes_backward(text: &str) -> impl Iterator<Item = Option<TexBox>> + '_ {
    text.rmatch_indices("box").filter_map(|(at, _)| {
        let before = text.get(..at)?;
        let after = text.get(at + 3..)?;
        let (start, open) = if before.ends_with('\\') && after.starts_with("ed") {
            (at - 1, at + 5)
        } else if before.ends_with("\\f") {
            (at - 2, at + 3)
        } else {
            return None;
        };
        Some(read_box(text, start, open))
    })
}

/// Reads the box whose command spans `start..open`.
fn read_box(text: &str, start: usize, open: usize) -> Option<TexBox> {
    let rest = text.get(open..)?;
    let gap = rest.len() - rest.trim_start_matches(' ').len();
    let (content, end) = if rest.get(gap..)?.starts_with('{') {
        braced(text, open + gap + 1)
    } else {
        token(text, open + gap)
    };
    Some(TexBox {
        outer: start..end,
        content: trimmed(text, content)?,
    })
}

/// The content up to the matching brace, and where the braces end. A text that
/// was cut off ends the content at its line's end.
fn braced(text: &str, start: usize) -> (Range<usize>, usize) {
    let rest = text.get(start..).unwrap_or("");
    let mut depth = 0_usize;
    let mut escaped = false;
    for (at, c) in rest.char_indices() {
        match c {
            _ if escaped => {}
            '{' => depth += 1,
            '}' if depth == 0 => return (start..start + at, start + at + 1),
            '}' => depth -= 1,
            _ => {}
        }
        escaped = c == '\\' && !escaped;
    }
    let line = rest.lines().next().unwrap_or("");
    (start..start + line.len(), start + line.len())
}

/// `\boxed 4`: the next run without white space.
fn token(text: &str, start: usize) -> (Range<usize>, usize) {
    let rest = text.get(start..).unwrap_or("");
    let run = rest
        .split(|c: char| c.is_whitespace() || c == '$')
        .next()
        .unwrap_or("");
    let content = run.trim_end_matches(['.', ',', ';']);
    (start..start + content.len(), start + run.len())
}

/// Whether the text between two boxes makes one list of them.
fn is_joint(between: &str) -> bool {
    // Longer than any joint: not worth the replacements below.
    if between.len() > 80 {
        return false;
    }
    let mut rest = between.to_owned();
    for markup in [
        "\\text", "\\quad", "\\(", "\\)", "\\[", "\\]", "\\,", "\\ ", "\\;", "$", "{", "}", "*",
    ] {
        rest = rest.replace(markup, " ");
    }
    let words: Vec<&str> = rest.split_whitespace().collect();
    let joint = words.join(" ");
    matches!(
        joint.as_str(),
        "," | ";" | "and" | "or" | ", and" | ", or" | "，" | "、" | "和" | "或" | "或者"
    )
}
