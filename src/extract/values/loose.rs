//! Formulas in prose without marks: `2x + 3`, `(2, 3)`.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

/// The last `most` expressions with a variable, and tuples of numbers, in order.
/// Sums of numbers alone are calculations on the way: their parts stay numbers.
pub(super) fn expressions(text: &str, most: usize) -> Vec<Range<usize>> {
    static LOOSE: LazyLock<Regex> = LazyLock::new(|| {
        let power = r"(?:\^\{?[-+]?[0-9A-Za-z]{1,3}\}?|[²³])";
        let term = format!(r"(?:[0-9]+(?:\.[0-9]+)?[A-Za-zπ]?|[A-Za-zπ]|√[0-9]+){power}?");
        let number = r"[-−+]?[0-9]+(?:\.[0-9]+)?(?:/[0-9]+)?|[-−+]?(?:∞|\\infty|inf)";
        let number = format!("(?:{number})");
        Regex::new(&format!(
            r"[-−]?{term}(?:\s?[-−+*/·]\s?{term})+|[-−]?[0-9]*[A-Za-z]{power}|[(\[]\s?{number}(?:\s?,\s?{number})+\s?[)\]]"
        ))
        .expect("the pattern is constant")
    });
    let mut found: Vec<Range<usize>> = Vec::new();
    for whole in LOOSE.find_iter(text) {
        let shown = whole.as_str();
        let is_tuple = shown.starts_with(['(', '[']);
        // `x^2` is an expression, `m^2` a unit.
        let has_both = shown.contains(|c: char| c.is_alphabetic() && c != 'm')
            && shown.contains(char::is_numeric);
        if !is_tuple && (!has_both || is_cut(text, &whole.range())) {
            continue;
        }
        found.push(whole.range());
        if found.len() >= 2 * most {
            found.drain(..most);
        }
    }
    let skipped = found.len().saturating_sub(most);
    found.split_off(skipped)
}

/// Whether a match ends within a word, as `5 - a` in `5 - about`.
fn is_cut(text: &str, range: &Range<usize>) -> bool {
    let in_word = |c: char| (c.is_alphanumeric() && u32::from(c) < 0x2e80) || "_\\$€£.".contains(c);
    let before = text.get(..range.start).and_then(|t| t.chars().next_back());
    let mut after = text.get(range.end..).unwrap_or("").chars();
    let next = after.next();
    let is_end = matches!(next, Some('.')) && !after.next().is_some_and(char::is_alphanumeric);
    before.is_some_and(in_word) || (!is_end && next.is_some_and(in_word))
}
