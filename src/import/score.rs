//! What the source made of a reply.

use serde_json::Value;

/// A score of the source.
#[derive(Debug, Clone, PartialEq)]
pub struct Score {
    /// Which of its scores, such as `exact_match`.
    pub name: String,
    /// What it says.
    pub grade: Grade,
}

/// What a score says.
#[derive(Debug, Clone, PartialEq)]
pub enum Grade {
    /// How right it is: 1 is right, 0 is wrong.
    Share(f64),
    /// The source found no answer.
    NoAnswer,
    /// The source did not score it, and why.
    Unscored(String),
}

impl Score {
    /// The score of a JSON value: a number, a truth value, or one of the letters
    /// of Inspect.
    pub(super) fn of(name: &str, value: &Value) -> Self {
        Self {
            name: name.to_owned(),
            grade: grade(value),
        }
    }

    /// A score of several texts together, which says nothing about each.
    pub(super) fn together(name: &str, n_texts: usize) -> Self {
        Self {
            name: name.to_owned(),
            grade: Grade::Unscored(format!("the source scores {n_texts} repeats together")),
        }
    }

    /// The score by this name, or the first, of an object of scores. One that is
    /// asked for and not there is named with those that are.
    pub(super) fn among<'v>(
        scores: impl Iterator<Item = (&'v String, &'v Value)>,
        wanted: Option<&str>,
    ) -> Result<Option<(&'v str, &'v Value)>, String> {
        let mut names = Vec::new();
        for (name, value) in scores {
            if wanted.is_none_or(|wanted| wanted == name) {
                return Ok(Some((name, value)));
            }
            names.push(name.as_str());
        }
        match wanted {
            Some(wanted) if !names.is_empty() => Err(missing(wanted, &names)),
            _ => Ok(None),
        }
    }
}

/// That there is no score of the name asked for.
pub(super) fn missing(wanted: &str, names: &[&str]) -> String {
    format!(
        "there is no score `{wanted}`; there are {}",
        names.join(", ")
    )
}

fn grade(value: &Value) -> Grade {
    match value {
        Value::Bool(right) => Grade::Share(f64::from(u8::from(*right))),
        Value::Number(n) => match n.as_f64() {
            Some(share) if share.is_finite() => Grade::Share(share),
            _ => Grade::Unscored(format!("the score is {n}")),
        },
        Value::Null => Grade::Unscored("the source left it unscored".to_owned()),
        Value::String(word) => of_word(word),
        // One scorer may give several values; the first stands for them.
        Value::Object(values) => values
            .values()
            .next()
            .map_or_else(|| Grade::Unscored("the score is empty".to_owned()), grade),
        Value::Array(values) => match values.as_slice() {
            [one] => grade(one),
            _ => Grade::Unscored(format!("the score is a list of {}", values.len())),
        },
    }
}

/// The letters are those of Inspect: correct, incorrect, partial, no answer.
fn of_word(word: &str) -> Grade {
    match word.trim().to_ascii_lowercase().as_str() {
        "c" | "correct" | "true" | "yes" | "pass" | "passed" => Grade::Share(1.0),
        "i" | "incorrect" | "false" | "no" | "fail" | "failed" | "wrong" => Grade::Share(0.0),
        "p" | "partial" => Grade::Share(0.5),
        "n" | "noanswer" | "no answer" | "no-answer" => Grade::NoAnswer,
        other => match other.parse::<f64>() {
            Ok(share) if share.is_finite() => Grade::Share(share),
            _ => Grade::Unscored(format!("the score is `{}`", start_of(word))),
        },
    }
}

fn start_of(word: &str) -> String {
    word.chars().take(40).filter(|c| !c.is_control()).collect()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn scores_of_all_kinds_become_shares() {
        for (value, expected) in [
            (json!(true), Grade::Share(1.0)),
            (json!(0.44), Grade::Share(0.44)),
            (json!("C"), Grade::Share(1.0)),
            (json!("I"), Grade::Share(0.0)),
            (json!("P"), Grade::Share(0.5)),
            (json!("N"), Grade::NoAnswer),
            (json!("0.25"), Grade::Share(0.25)),
            (json!({"acc": 1}), Grade::Share(1.0)),
            (json!([0]), Grade::Share(0.0)),
        ] {
            assert_eq!(Score::of("s", &value).grade, expected, "{value}");
        }
        for value in [json!(null), json!("great"), json!([1, 2]), json!({})] {
            assert!(
                matches!(Score::of("s", &value).grade, Grade::Unscored(_)),
                "{value}"
            );
        }
    }
}
