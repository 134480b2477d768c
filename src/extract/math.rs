//! The answer to a mathematical question.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::{Found, Rule, boxed, marked, plain, trimmed};

/// Closing marks tried, from the last, before a formula is given up.
const MOST_TRIES: usize = 16;

pub(super) fn find(text: &str) -> Option<Found> {
    boxed::last_joined(text)
        .or_else(|| marked::hashes(text).map(|found| narrowed(text, found)))
        .or_else(|| marked::answer_tag(text).map(|found| narrowed(text, found)))
        .or_else(|| marked::phrase(text).map(|found| narrowed(text, found)))
        .or_else(|| formula_or_number(text))
}

/// An announced answer that is a sentence is narrowed to its last formula or
/// number: "26 dollars per day" to "26".
fn narrowed(text: &str, found: Found) -> Found {
    let found = plain::clean(text, found);
    let Some(content) = text.get(found.range.clone()).filter(|c| is_prose(c)) else {
        return found;
    };
    match formula_or_number(content) {
        Some(inner) => {
            let start = found.range.start;
            Found::new(
                found.rule,
                start + inner.range.start..start + inner.range.end,
            )
        }
        None => found,
    }
}

/// Two words or more that are neither commands, functions, nor joints.
fn is_prose(content: &str) -> bool {
    static WORD: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(r"\\?[[:alpha:]]{2,}\(?").expect("the pattern is constant"));
    WORD.find_iter(content)
        .map(|m| m.as_str())
        .filter(|w| !w.starts_with('\\') && !w.ends_with('(') && !matches!(*w, "and" | "or"))
        .nth(1)
        .is_some()
}

/// The last formula or the last number, whichever ends later.
fn formula_or_number(text: &str) -> Option<Found> {
    let formula = last_formula(text);
    let number = last_number(text);
    match (formula, number) {
        (Some(f), Some(n)) if n.end > f.end => Some(Found::new(Rule::LastNumber, n)),
        (Some(f), _) => Some(Found::new(Rule::MathSpan, f)),
        (None, number) => number.map(|n| Found::new(Rule::LastNumber, n)),
    }
}

/// The content of the last `$…$`, `$$…$$`, `\(…\)` or `\[…\]`.
fn last_formula(text: &str) -> Option<Range<usize>> {
    [
        bracketed(text, r"\(", r"\)"),
        bracketed(text, r"\[", r"\]"),
        bracketed(text, "$$", "$$"),
        dollars(text),
    ]
    .into_iter()
    .flatten()
    .max_by_key(|range| range.end)
}

fn bracketed(text: &str, open: &str, close: &str) -> Option<Range<usize>> {
    let end = text.rfind(close)?;
    let start = text.get(..end)?.rfind(open)? + open.len();
    trimmed(text, start..end)
}

/// Between two single dollar signs on one line. As in Markdown, no white space
/// stands inside next to the signs and no digit after the second: two prices
/// are no formula.
fn dollars(text: &str) -> Option<Range<usize>> {
    let signs: Vec<usize> = text
        .rmatch_indices('$')
        .take(MOST_TRIES)
        .map(|(at, _)| at)
        .collect();
    signs.windows(2).find_map(|pair| {
        let (end, start) = (pair[0], pair[1] + 1);
        let content = text.get(start..end)?;
        let after = text.get(end + 1..)?.chars().next();
        let tight = content.trim() == content && !content.is_empty() && !content.contains('\n');
        (tight && !content.ends_with('\\') && !after.is_some_and(|c| c.is_ascii_digit()))
            .then_some(start..end)
    })
}

/// The last number: sign, thousands separators, decimals, fraction, percent.
fn last_number(text: &str) -> Option<Range<usize>> {
    static NUMBER: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(
            r"(?x)
            [-+−–]? [$€£¥]?
            (?: [0-9]+ (?: (?: , | \{,\} | ,\\! ) [0-9]{3} )* (?: \.[0-9]+ )? | \.[0-9]+ )
            (?: [eE][-+]?[0-9]+ )? (?: \s?/\s?[0-9]+ )? (?: \s?\\?% )?",
        )
        .expect("the pattern is constant")
    });
    let whole = NUMBER
        .find_iter(text)
        .filter(|m| {
            // The digits of a name (`x2`, `H2O`) are no number.
            let before = text.get(..m.start()).and_then(|t| t.chars().next_back());
            !before.is_some_and(|c| c.is_ascii_alphabetic() || c == '_')
                || m.as_str().starts_with(['-', '+'])
        })
        .last()?;
    let start = whole.start() + operator_length(text, whole.start());
    Some(start..whole.end())
}

/// Bytes of the sign at `at` if it is a minus or plus between two operands:
/// `5-3` ends in 3, not in -3.
fn operator_length(text: &str, at: usize) -> usize {
    let (before, rest) = text.split_at_checked(at).unwrap_or(("", ""));
    let Some(sign) = rest.chars().next().filter(|c| "-+−–".contains(*c)) else {
        return 0;
    };
    let touching = before
        .chars()
        .next_back()
        .is_some_and(char::is_alphanumeric);
    let operand = before
        .trim_end()
        .ends_with(|c: char| c.is_ascii_digit() || c == ')');
    if touching || operand {
        sign.len_utf8()
    } else {
        0
    }
}
