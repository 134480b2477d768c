//! How far an announced value goes.

use std::ops::Range;

use super::super::first_line;
use super::link::Link;
use crate::extract::{trimmed, values};

/// Bytes of an announced sentence; what runs on is read so far.
const LONGEST_SENTENCE: usize = 2_000;

/// From `start` to the end of the sentence, or of the formula or environment
/// that begins there and runs over lines.
pub(super) fn content(text: &str, start: usize, link: Link) -> Option<Range<usize>> {
    let rest = text.get(start..)?;
    if link == Link::Json {
        return json_value(text, start);
    }
    for (open, close) in [
        ("$$", "$$"),
        ("\\[", "\\]"),
        ("\\(", "\\)"),
        ("\\begin{", "\\end{"),
    ] {
        if let Some(body) = rest.strip_prefix(open)
            && let Some(length) = body.find(close)
            && body.get(..length).is_some_and(|body| body.contains('\n'))
        {
            let mut end = start + open.len() + length + close.len();
            if close == "\\end{" {
                end += text.get(end..)?.find('}').map_or(0, |at| at + 1);
            }
            return trimmed(text, start..end);
        }
    }
    let line = first_line(text, start..text.len())?;
    let mut end = line.end.min(start + LONGEST_SENTENCE);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let line = text.get(start..end)?;
    // What stands in backticks is said as it stands: `x**2 + 1`.
    if let Some(code) = line.strip_prefix('`').filter(|code| !code.starts_with('`'))
        && let Some(length) = code.find('`')
    {
        return trimmed(text, start + 1..start + 1 + length);
    }
    let mut length = values::sentence_length(line);
    let sentence = line.get(..length)?;
    // `**Answer: 42**`: the bold began before the noun and ends with the value.
    if sentence.matches("**").count() % 2 == 1 {
        length = sentence.find("**").filter(|&at| at > 0).unwrap_or(length);
    }
    trimmed(text, start..start + length)
}

fn json_value(text: &str, start: usize) -> Option<Range<usize>> {
    let rest = text.get(start..)?;
    let value = rest.trim_start();
    let start = start + (rest.len() - value.len());
    if let Some(string) = value.strip_prefix('"') {
        let length = string.find('"')?;
        return trimmed(text, start + 1..start + 1 + length);
    }
    let line = value.lines().next()?;
    let mut depth = 0_i32;
    let end = line.char_indices().find(|(_, c)| {
        depth += match c {
            '[' | '{' => 1,
            ']' | '}' => -1,
            _ => 0,
        };
        depth < 0 || (depth == 0 && *c == ',')
    });
    let length = end.map_or(line.len(), |(at, _)| at);
    trimmed(text, start..start + length)
}
