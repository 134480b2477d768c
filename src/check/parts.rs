//! Sets and lists: parts separated by commas.

use super::exact::folded;
use super::math::plain_number;
use super::{Decision, quoted};

/// Most parts that are compared; beyond, the answer is ungraded.
const MOST_PARTS: usize = 2_000;

/// The same parts in any order. A part that comes twice must come twice.
pub(super) fn check_set(target: &str, answer: &str) -> Decision {
    let (Some(mut wanted), Some(mut given)) = (parts(target), parts(answer)) else {
        return too_many();
    };
    wanted.sort_unstable();
    given.sort_unstable();
    compare(&wanted, &given)
}

/// The same parts in the same order.
pub(super) fn check_list(target: &str, answer: &str) -> Decision {
    let (Some(wanted), Some(given)) = (parts(target), parts(answer)) else {
        return too_many();
    };
    compare(&wanted, &given)
}

fn too_many() -> Decision {
    Decision::ungraded(format!("more than {MOST_PARTS} parts"))
}

fn compare(wanted: &[String], given: &[String]) -> Decision {
    if wanted.len() != given.len() {
        return Decision::incorrect(format!("{} parts, not {}", given.len(), wanted.len()));
    }
    match wanted.iter().zip(given).find(|(w, g)| w != g) {
        None => Decision::correct("equal (parts)"),
        Some((wanted, given)) => {
            Decision::incorrect(format!("{} is not {}", quoted(given), quoted(wanted)))
        }
    }
}

/// The parts of `{a, b}`, `[a, b]`, `(a, b)` or `a, b and c`, folded as texts
/// are; numbers in their shortest form, so that `2.0` is `2`.
fn parts(text: &str) -> Option<Vec<String>> {
    let inner = without_brackets(&folded(text, false)).to_owned();
    let inner = inner.replace(['，', '、'], ",");
    let pieces = split_top_level(&inner);
    if pieces.len() > MOST_PARTS {
        return None;
    }
    let parts = pieces
        .into_iter()
        .map(|piece| piece.strip_prefix("and ").unwrap_or(piece))
        .map(|piece| canonical(&folded(piece, false)))
        .filter(|piece| !piece.is_empty())
        .collect();
    Some(parts)
}

fn canonical(part: &str) -> String {
    // White space around an equals sign is taste: `a = 1` is `a=1`.
    let part = part.replace(" = ", "=");
    plain_number(&part).unwrap_or(part)
}

fn without_brackets(text: &str) -> &str {
    const PAIRS: [(&str, &str); 4] = [("\\{", "\\}"), ("{", "}"), ("[", "]"), ("(", ")")];
    for (open, close) in PAIRS {
        let inside = text.strip_prefix(open).and_then(|t| t.strip_suffix(close));
        // `(1, 2), (3, 4)` is two parts, not one in brackets.
        if let Some(inside) = inside.filter(|i| is_balanced(i)) {
            return inside.trim();
        }
    }
    text
}

fn is_balanced(text: &str) -> bool {
    let mut depth = 0_i64;
    text.chars().all(|c| {
        depth += step(c);
        depth >= 0
    })
}

fn step(c: char) -> i64 {
    match c {
        '(' | '[' | '{' => 1,
        ')' | ']' | '}' => -1,
        _ => 0,
    }
}

/// Split at commas and semicolons outside brackets, and at a last " and ".
fn split_top_level(text: &str) -> Vec<&str> {
    let mut pieces = Vec::new();
    let mut depth = 0_i64;
    let mut start = 0;
    for (at, c) in text.char_indices() {
        depth += step(c);
        if depth <= 0 && matches!(c, ',' | ';') {
            pieces.push(text.get(start..at).unwrap_or("").trim());
            start = at + 1;
        }
    }
    let last = text.get(start..).unwrap_or("").trim();
    match last.split_once(" and ") {
        Some((a, b)) if !b.contains(" and ") => pieces.extend([a, b]),
        _ => pieces.push(last),
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::super::Verdict::{Correct, Incorrect, Ungraded};
    use super::*;

    #[test]
    fn sets_and_lists() {
        for (target, answer, set, list) in [
            ("a, b", "a, b", Correct, Correct),
            ("a, b", "b,a", Correct, Incorrect),
            ("a, b", "{b, a}", Correct, Incorrect),
            ("a, b", "[\"a\", \"b\"]", Correct, Correct),
            ("a, b, c", "a, b and c", Correct, Correct),
            ("a, b, c", "A, b, and C.", Correct, Correct),
            ("a=1, b=2", "b = 2, a=1", Correct, Incorrect),
            ("6, 6", "6", Incorrect, Incorrect),
            ("6, 6", "6, 6.0", Correct, Correct),
            ("1, 2", "1, 3", Incorrect, Incorrect),
            ("1, 2", "1, 2, 2", Incorrect, Incorrect),
            ("(1, 2), (3, 4)", "(3, 4), (1, 2)", Correct, Incorrect),
            ("a b", "a, b", Incorrect, Incorrect),
        ] {
            for (check, expected) in [
                (check_set as fn(&str, &str) -> Decision, set),
                (check_list, list),
            ] {
                assert_eq!(
                    check(target, answer).verdict,
                    expected,
                    "{target} | {answer}"
                );
                assert_eq!(
                    check(answer, target).verdict,
                    expected,
                    "{answer} | {target}"
                );
            }
        }
    }

    #[test]
    fn huge_answers_are_not_compared() {
        assert_eq!(check_set("1", &"1,".repeat(500_000)).verdict, Ungraded);
    }
}
