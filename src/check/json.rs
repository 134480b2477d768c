//! The same JSON value.

use serde_json::Value;

use super::Decision;

/// Compares as values: the order of keys and the way a number is written do not
/// count (`1` is `1.0`), the order of arrays does.
pub(super) fn check(target: &str, answer: &str) -> Decision {
    let wanted: Value = match serde_json::from_str(target) {
        Ok(value) => value,
        Err(error) => return Decision::ungraded(format!("the target is no JSON: {error}")),
    };
    match serde_json::from_str::<Value>(answer) {
        Err(error) => Decision::incorrect(format!("the answer is no JSON: {error}")),
        Ok(given) if same(&wanted, &given) => Decision::correct("equal (JSON)"),
        Ok(_) => Decision::incorrect("another JSON value"),
    }
}

/// The parser bounds the depth of a value, and with it this recursion.
fn same(a: &Value, b: &Value) -> bool {
    match (a, b) {
        (Value::Number(a), Value::Number(b)) => a == b || a.as_f64() == b.as_f64(),
        (Value::Array(a), Value::Array(b)) => {
            a.len() == b.len() && a.iter().zip(b).all(|(a, b)| same(a, b))
        }
        (Value::Object(a), Value::Object(b)) => {
            a.len() == b.len()
                && a.iter()
                    .all(|(key, a)| b.get(key).is_some_and(|b| same(a, b)))
        }
        _ => a == b,
    }
}

#[cfg(test)]
mod tests {
    use super::super::Verdict::{Correct, Incorrect, Ungraded};
    use super::*;

    #[test]
    fn values_are_compared() {
        let deep = "[".repeat(100_000);
        for (target, answer, expected) in [
            (r#"["a", "b"]"#, r#"["a","b"]"#, Correct),
            (r#"["a", "b"]"#, r#"["b","a"]"#, Incorrect),
            (r#"{"a": 1, "b": 2}"#, r#"{"b": 2.0, "a": 1}"#, Correct),
            (r#"{"a": 1}"#, r#"{"a": 1, "b": 2}"#, Incorrect),
            (r#"{"a": null}"#, r#"{"b": null}"#, Incorrect),
            ("1", "1.0", Correct),
            ("1", "\"1\"", Incorrect),
            ("[1]", "[1", Incorrect),
            ("[1]", deep.as_str(), Incorrect),
            ("[1", "[1]", Ungraded),
        ] {
            assert_eq!(
                check(target, answer).verdict,
                expected,
                "{target} | {answer:.20}"
            );
        }
    }
}
