//! Mathematics in words as signs: "the square root of 2", `根号2`, "3 to 4".

use std::sync::OnceLock;

use regex::Regex;

mod table;

use table::{PATTERNS, PHRASES, SETS};

/// Patterns are made when one is first needed: making all of them takes longer
/// than most checks together.
static COMPILED: [OnceLock<Option<Regex>>; PATTERNS.len()] =
    [const { OnceLock::new() }; PATTERNS.len()];

/// `text` with words for operations as signs.
pub(super) fn in_signs(text: &str) -> String {
    let lower = text.to_ascii_lowercase();
    let bare = lower
        .trim_start_matches("the set of ")
        .trim_start_matches("set of ");
    if let Some((_, set)) = SETS.iter().find(|(name, _)| *name == bare) {
        return (*set).to_owned();
    }
    let start = text.len() - bare.len();
    let mut text = text.get(start..).unwrap_or(text).to_owned();
    let mut lower = text.to_ascii_lowercase();
    for (phrase, sign) in PHRASES {
        if lower.contains(phrase) {
            text = replaced(&text, &lower, phrase, sign);
            lower = text.to_ascii_lowercase();
        }
    }
    for ((trigger, pattern, sign), compiled) in PATTERNS.iter().zip(&COMPILED) {
        if text.contains(trigger)
            && let Some(regex) = compiled.get_or_init(|| Regex::new(pattern).ok())
            && regex.is_match(&text)
        {
            text = regex.replace_all(&text, *sign).into_owned();
        }
    }
    text
}

/// `text`, which is `lower` in lower case, with `phrase` as `sign` where it is
/// not part of a longer word.
fn replaced(text: &str, lower: &str, phrase: &str, sign: &str) -> String {
    let is_letter = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphabetic());
    let by_words = is_letter(phrase.chars().next());
    let mut out = String::with_capacity(text.len());
    let mut from = 0;
    for (at, _) in lower.match_indices(phrase) {
        let end = at + phrase.len();
        let before = lower.get(..at).and_then(|s| s.chars().next_back());
        let after = lower.get(end..).and_then(|s| s.chars().next());
        if by_words && (is_letter(before) || is_letter(after)) {
            continue;
        }
        out.push_str(text.get(from..at).unwrap_or(""));
        out.push_str(sign);
        from = end;
    }
    out.push_str(text.get(from..).unwrap_or(""));
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_patterns_are_valid() {
        for (_, pattern, _) in PATTERNS {
            assert!(Regex::new(pattern).is_ok(), "{pattern}");
        }
    }

    #[test]
    fn words_become_signs() {
        for (text, expected) in [
            ("the square root of 2", "\\sqrt  2"),
            ("2的10次方", "2^{10}"),
            ("x is at least 2", "x \\ge  2"),
            ("minus 1", "-1"),
            ("negative one", "negative one"),
            ("3 to 4", "3:4"),
            ("4.5 x 10^-7", "4.5 * 10^{-7}"),
            ("n is even", "n \\equiv 0 \\pmod{2}"),
            ("x+1", "x+1"),
            (
                "all real numbers except 3",
                "\\mathbb{R} \\setminus \\{3\\}",
            ),
        ] {
            assert_eq!(in_signs(text), expected, "{text}");
        }
    }
}
