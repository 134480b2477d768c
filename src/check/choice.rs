//! One letter out of a few.

use super::Decision;

/// Compares the first choice letter of each side, whatever the case.
pub(super) fn check(target: &str, answer: &str, letters: &str) -> Decision {
    let Some(wanted) = letter(target, letters) else {
        return Decision::ungraded(format!("the target is none of the letters {letters}"));
    };
    match letter(answer, letters) {
        Some(given) if given == wanted => Decision::correct(format!("equal ({given})")),
        Some(given) => Decision::incorrect(format!("{given} is not {wanted}")),
        None => Decision::incorrect(format!("the answer is none of the letters {letters}")),
    }
}

/// The letter of `B`, `(b)`, `B. The second` or `**B**`: the first character
/// that is no mark, if no other letter or digit follows it.
fn letter(text: &str, letters: &str) -> Option<char> {
    let text = text.trim_start_matches(|c: char| !c.is_alphanumeric());
    let mut chars = text.chars();
    let first = chars.next()?;
    let alone = !chars.next().is_some_and(char::is_alphanumeric);
    let upper = first.to_ascii_uppercase();
    (alone && letters.to_ascii_uppercase().contains(upper)).then_some(upper)
}

#[cfg(test)]
mod tests {
    use super::super::Verdict::{Correct, Incorrect, Ungraded};
    use super::*;

    #[test]
    fn letters_are_compared() {
        for (target, answer, expected) in [
            ("B", "B", Correct),
            ("B", "b", Correct),
            ("(B) two", "B", Correct),
            ("B", "**B**. The second", Correct),
            ("B", "C", Incorrect),
            ("B", "Blue", Incorrect),
            ("B", "E", Incorrect),
            ("B", "", Incorrect),
            ("E", "B", Ungraded),
            ("", "B", Ungraded),
        ] {
            let decision = check(target, answer, "ABCD");
            assert_eq!(decision.verdict, expected, "{target:?} {answer:?}");
        }
    }
}
