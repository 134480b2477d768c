//! The last JSON value.

use std::ops::Range;

use serde_json::Value;

use super::{Found, Rule, code, trimmed};

/// Values tried, from the last, before the search gives up.
const MOST_TRIES: usize = 8;

/// The fenced blocks that are JSON, the last first; the whole text if it is JSON;
/// the last object or array in the text. Where brackets match but the content is
/// no JSON, that is the answer, for the checker to refuse: it is what the model
/// gave.
pub(super) fn candidates(text: &str) -> Vec<Found> {
    let blocks: Vec<_> = code::blocks(text)
        .into_iter()
        .rev()
        .filter(|block| matches!(block.language, "" | "json" | "JSON" | "json5"))
        .take(MOST_TRIES)
        .filter_map(|block| trimmed(text, block.content).filter(|range| is_json(text, range)))
        .collect();
    let marked = |range| Found::new(Rule::JsonValue, range).marked();
    let mut found: Vec<Found> = blocks.into_iter().map(marked).collect();
    let whole = trimmed(text, 0..text.len()).filter(|range| is_json(text, range));
    found.extend(whole.map(marked));
    found.extend(in_text(text).map(|range| Found::new(Rule::JsonValue, range)));
    found
}

fn in_text(text: &str) -> Option<Range<usize>> {
    let candidates = balanced(text);
    candidates
        .iter()
        .rev()
        .take(MOST_TRIES)
        .find(|range| is_json(text, range))
        .or(candidates.last())
        .cloned()
}

fn is_json(text: &str, range: &Range<usize>) -> bool {
    text.get(range.clone())
        .is_some_and(|part| serde_json::from_str::<Value>(part).is_ok())
}

/// The outermost stretches between matching brackets, in order. Brackets inside
/// strings do not count; a string ends with its line, since JSON allows no line
/// end in it.
fn balanced(text: &str) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    let mut open: Vec<(char, usize)> = Vec::new();
    let mut in_string = false;
    let mut escaped = false;
    for (at, c) in text.char_indices() {
        if in_string {
            in_string = c != '\n' && (escaped || c != '"');
            escaped = c == '\\' && !escaped;
            continue;
        }
        match c {
            // Quotation marks in prose, outside all brackets, open nothing.
            '"' if !open.is_empty() => (in_string, escaped) = (true, false),
            '{' | '[' => open.push((c, at)),
            '}' | ']' => {
                let wanted = if c == '}' { '{' } else { '[' };
                match open.pop() {
                    Some((bracket, start)) if bracket == wanted => {
                        while found.last().is_some_and(|inner| inner.start > start) {
                            found.pop();
                        }
                        found.push(start..at + 1);
                    }
                    _ => open.clear(),
                }
            }
            _ => {}
        }
    }
    found
}
