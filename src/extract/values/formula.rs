//! Formulas between marks.

use std::ops::Range;

use crate::extract::trimmed;

/// Formulas kept, from the end.
const MOST_FORMULAS: usize = 64;

/// A formula with its marks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::extract) struct Formula {
    /// With the marks.
    pub(in crate::extract) outer: Range<usize>,
    /// Without them, trimmed, never empty.
    pub(in crate::extract) inner: Range<usize>,
}

/// The last formulas between `$…$`, `$$…$$`, `\(…\)` and `\[…\]`, in order. One
/// pass: a mark without its partner is looked for once.
pub(in crate::extract) fn formulas(text: &str) -> Vec<Formula> {
    let mut found = Vec::new();
    let mut at = 0;
    let mut lacks_close = [false; 3];
    while let Some(offset) = text.get(at..).and_then(|rest| rest.find(['$', '\\'])) {
        at += offset;
        let Some(rest) = text.get(at..) else { break };
        let marks = [("\\(", "\\)"), ("\\[", "\\]"), ("$$", "$$")];
        let bracket = marks.iter().position(|(open, _)| rest.starts_with(open));
        at += match bracket {
            Some(kind) => {
                let (open, close) = marks[kind];
                let body = rest.get(open.len()..).unwrap_or("");
                let length = (!lacks_close[kind]).then(|| body.find(close)).flatten();
                lacks_close[kind] = length.is_none();
                length.map_or(open.len(), |length| {
                    push(text, &mut found, at, open.len(), length, close.len());
                    open.len() + length + close.len()
                })
            }
            None if rest.starts_with('$') => dollar(text, &mut found, at),
            // Another command, or an escaped mark.
            None => 1 + rest.chars().nth(1).map_or(0, char::len_utf8),
        };
    }
    let skipped = found.len().saturating_sub(MOST_FORMULAS);
    found.split_off(skipped)
}

fn push(text: &str, found: &mut Vec<Formula>, at: usize, open: usize, length: usize, close: usize) {
    let start = at + open;
    if let Some(inner) = trimmed(text, start..start + length) {
        found.push(Formula {
            outer: at..start + length + close,
            inner: last_side(text, without_punctuation(text, last_row(text, inner))),
        });
    }
}

/// Handles the single dollar at `at`; returns how many bytes were read.
fn dollar(text: &str, found: &mut Vec<Formula>, at: usize) -> usize {
    let body = text.get(at + 1..).unwrap_or("");
    let mut escaped = false;
    let close = body.char_indices().find(|&(_, c)| {
        let is_close = c == '$' && !escaped;
        escaped = c == '\\' && !escaped;
        is_close
    });
    let Some((length, _)) = close else {
        // No partner to the end of the text; nor has anything after it one.
        return body.len() + 1;
    };
    let content = body.get(..length).unwrap_or("");
    let after = body.get(length + 1..).and_then(|rest| rest.chars().next());
    if is_formula(content, after) {
        push(text, found, at, 1, length, 1);
        length + 2
    } else {
        length + 1
    }
}

/// Whether the text between two dollars is a formula and not the words between
/// two amounts of money: `$5 and then $10`.
fn is_formula(content: &str, after: Option<char>) -> bool {
    if content.trim().is_empty() || content.contains("\n\n") || content.len() > 4_000 {
        return false;
    }
    if content.contains('\\') {
        return true;
    }
    if content.contains('\n') || after.is_some_and(|c| c.is_ascii_digit()) {
        return false;
    }
    let is_tight = content.trim() == content;
    let words = content
        .split(|c: char| !c.is_alphabetic())
        .filter(|word| word.chars().count() > 1)
        .count();
    // `$5 and you have x$` is as likely as not; `$5 - $` is not.
    let is_amount = content.starts_with(|c: char| c.is_ascii_digit());
    match (is_tight, words) {
        (true, 0) => true,
        (true, n) => n <= 3 || !is_amount,
        (false, 0) => !content.trim_end().ends_with(['+', '-', '=', ',', '/', '*']),
        (false, _) => false,
    }
}

/// Of formulas in rows, as in `align`, the last one that is not empty. The rows
/// of a matrix belong together.
fn last_row(text: &str, inner: Range<usize>) -> Range<usize> {
    let Some(content) = text.get(inner.clone()) else {
        return inner;
    };
    let is_matrix = content.contains("\\begin{")
        && !content.contains("\\begin{align")
        && !content.contains("\\begin{gather");
    if !content.contains("\\\\") || is_matrix {
        return inner;
    }
    let body_end = content.rfind("\\end{").unwrap_or(content.len());
    let body = content.get(..body_end).unwrap_or("");
    let mut end = body_end;
    for (at, mark) in body.rmatch_indices("\\\\") {
        let row = trimmed(text, inner.start + at + mark.len()..inner.start + end);
        if let Some(row) = row {
            let shown = text.get(row.clone()).unwrap_or("");
            let bare =
                shown.trim_start_matches(|c: char| c.is_whitespace() || matches!(c, '&' | '='));
            return row.end - bare.len()..row.end;
        }
        end = at;
    }
    inner
}

/// Of a calculation in several steps, `a + b = 4 + 5 = 9`, the last; of a single
/// equation all of it.
fn last_side(text: &str, inner: Range<usize>) -> Range<usize> {
    let content = text.get(inner.clone()).unwrap_or("");
    let is_plain = !content.contains([',', ';', '<', '>', '\n'])
        && ![
            "\\le", "\\ge", "\\ne", "\\text", "\\begin", "\\quad", "\\equiv", "\\approx", "!=",
        ]
        .iter()
        .any(|mark| content.contains(mark));
    let n_sides = content.split('=').count();
    match content.rfind('=') {
        Some(at) if is_plain && n_sides > 2 => {
            trimmed(text, inner.start + at + 1..inner.end).unwrap_or(inner)
        }
        _ => inner,
    }
}

/// Without a full stop or comma that belongs to the sentence around it.
fn without_punctuation(text: &str, inner: Range<usize>) -> Range<usize> {
    let Some(content) = text.get(inner.clone()) else {
        return inner;
    };
    let bare =
        content.trim_end_matches(|c: char| matches!(c, '.' | ',' | ';') || c.is_whitespace());
    if bare.is_empty() || bare.ends_with('\\') || content.ends_with("..") {
        return inner;
    }
    inner.start..inner.start + bare.len()
}
