//! The same text.

use crate::extract::cleaned;

use super::Decision;

/// Compares after folding: see [`folded`].
pub(super) fn check(target: &str, answer: &str, case_sensitive: bool) -> Decision {
    if folded(target, case_sensitive) == folded(answer, case_sensitive) {
        Decision::correct("equal (text)")
    } else {
        Decision::incorrect("another text")
    }
}

/// `text` without quotes, backticks and bold marks around it, without a final
/// period, with every run of white space as one space, and in lower case unless
/// case counts.
pub(super) fn folded(text: &str, case_sensitive: bool) -> String {
    let words: Vec<&str> = cleaned(text).split_whitespace().collect();
    let text = words.join(" ");
    if case_sensitive {
        text
    } else {
        text.to_lowercase()
    }
}

#[cfg(test)]
mod tests {
    use super::super::Verdict::{Correct, Incorrect};
    use super::*;

    #[test]
    fn what_differs_and_what_does_not() {
        for (target, answer, case_sensitive, expected) in [
            ("red", "red", true, Correct),
            ("red", " Red.\n", false, Correct),
            ("red", "Red", true, Incorrect),
            ("two  words", "two\nwords", false, Correct),
            ("red", "`red`", false, Correct),
            ("red", "**\"red\"**", false, Correct),
            ("red", "blue", false, Incorrect),
            ("red", "red blue", false, Incorrect),
            ("STRASSE", "strasse", false, Correct),
            ("", "x", false, Incorrect),
        ] {
            let decision = check(target, answer, case_sensitive);
            assert_eq!(decision.verdict, expected, "{target:?} {answer:?}");
            assert_eq!(decision, check(answer, target, case_sensitive));
        }
    }
}
