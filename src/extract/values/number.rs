//! Numbers in prose.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

/// The last `most` numbers in order, without those at places that are `taken`:
/// sign, separators, decimals, mixed fraction, ratio or time, exponent, power,
/// percent; fractions and roots in TeX without dollars.
pub(super) fn numbers(text: &str, most: usize, taken: impl Fn(usize) -> bool) -> Vec<Range<usize>> {
    static NUMBER: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(
            r"(?x)
            [-+−–]? (?: \\?\$ | [€£¥₹] )?
            (?: \p{Nd}+ (?: (?: [.,:٫٬\u{a0}\u{202f}] | \{,\} | ,\\! ) \p{Nd}+ )* | \.[0-9]+ | π | \\pi\b | \\[dtc]?frac\s?\{[^{}\n]{1,40}\}\{[^{}\n]{1,40}\} | (?:\\sqrt|√)\s?\{?\p{Nd}+\}? )
            (?: \s?\\[dtc]?frac\s?\{\p{Nd}+\}\{\p{Nd}+\} | \s?\\sqrt\s?\{\p{Nd}+\} | √\p{Nd}+ )?
            (?: [eE][-+]?[0-9]+ )?
            (?: \s[0-9]+/[0-9]+ | \s?/\s?[0-9]+ )?
            (?: \s?(?:×|\*|·|\\times|\\cdot)\s?10\s?\^\s?\{?[-+−]?[0-9]+\}? | \^\{?[-+−]?[0-9]+\}? )?
            (?: π | \\pi )?
            (?: \s?\\?% )?",
        )
        .expect("the pattern is constant")
    });
    let mut found: Vec<Range<usize>> = Vec::new();
    for whole in NUMBER.find_iter(text) {
        let before = text
            .get(..whole.start())
            .and_then(|t| t.chars().next_back());
        // The digits of a name (`x2`, `H2O`) are no number.
        let in_name = before.is_some_and(|c| c.is_ascii_alphabetic() || c == '_')
            && !whole.as_str().starts_with(['-', '+']);
        if in_name || taken(whole.start()) {
            continue;
        }
        let start = whole.start() + operator_length(text, whole.start());
        found.push(start..whole.end());
        // Amortized: the list is never longer than twice what is kept.
        if found.len() >= 2 * most {
            found.drain(..most);
        }
    }
    let skipped = found.len().saturating_sub(most);
    found.split_off(skipped)
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
        .trim_end_matches(' ')
        .ends_with(|c: char| c.is_numeric() || matches!(c, ')' | '}'));
    if touching || operand {
        sign.len_utf8()
    } else {
        0
    }
}
