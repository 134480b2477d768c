//! Which fields of a row hold what: known names, and those that the user gives.

use std::collections::BTreeMap;
use std::str::FromStr;

use serde_json::Value;

use super::value::at;

/// What a field can hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Role {
    /// The completion, or the answer where the thinking is apart.
    Text,
    /// The thinking, apart from the text.
    Thinking,
    /// The question's name.
    Id,
    /// The question.
    Prompt,
    /// The right answer.
    Target,
    /// The source's score.
    Score,
    /// The answer that the source found.
    Answer,
    /// The model.
    Model,
    /// The task.
    Suite,
    /// Which repetition it is.
    Epoch,
    /// Tokens of the completion.
    Tokens,
}

/// Each role, its name on the command line, and the names of fields that are
/// looked for, the surest first.
const ROLES: [(Role, &str, &[&str]); 11] = [
    (
        Role::Text,
        "text",
        &[
            "text",
            "raw",
            "full_model_response",
            "completion",
            "response",
            "generation",
            "output",
            "content",
            "model_output",
            "model_response",
            "generated_text",
            "prediction",
        ],
    ),
    (
        Role::Thinking,
        "thinking",
        &["thinking", "reasoning_content", "reasoning", "thoughts"],
    ),
    (
        Role::Id,
        "id",
        &[
            "id",
            "sample_id",
            "question_id",
            "problem_id",
            "doc_id",
            "task_id",
            "prompt_id",
            "custom_id",
            "uid",
            "index",
            "idx",
        ],
    ),
    (
        Role::Prompt,
        "prompt",
        &[
            "prompt",
            "question",
            "messages",
            "problem",
            "instruction",
            "input",
            "query",
        ],
    ),
    (
        Role::Target,
        "target",
        &[
            "target",
            "gold",
            "expected_answer",
            "reference",
            "ground_truth",
            "solution",
            "answer",
        ],
    ),
    (
        Role::Score,
        "score",
        &[
            "score",
            "correct",
            "is_correct",
            "acc",
            "accuracy",
            "exact_match",
            "passed",
            "reward",
        ],
    ),
    (
        Role::Answer,
        "answer",
        &[
            "model_answer",
            "predicted_answer",
            "extracted_answer",
            "extracted",
            "pred",
        ],
    ),
    (
        Role::Model,
        "model",
        &["model", "model_name", "llm", "model_id"],
    ),
    (
        Role::Suite,
        "suite",
        &["suite", "task", "task_name", "dataset", "benchmark"],
    ),
    (
        Role::Epoch,
        "epoch",
        &["epoch", "sample", "repeat", "trial"],
    ),
    (
        Role::Tokens,
        "tokens",
        &[
            "completion_tokens",
            "tokens_completion",
            "num_generated_tokens",
            "output_tokens",
            "usage.completion_tokens",
        ],
    ),
];

/// Names of fields, where the user gives some.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Fields {
    chosen: BTreeMap<Role, String>,
}

/// A choice that names no role.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "`{given}` chooses no field, expected NAME, or ROLE=NAME with a role of {}",
    roles()
)]
pub struct FieldError {
    /// What was given.
    given: String,
}

impl Fields {
    /// The field that the user chose for a role.
    pub fn chosen(&self, role: Role) -> Option<&str> {
        self.chosen.get(&role).map(String::as_str)
    }

    /// Chooses the field `name` for a role.
    pub fn choose(&mut self, role: Role, name: impl Into<String>) {
        self.chosen.insert(role, name.into());
    }

    /// Chooses as the command line says: `NAME` for the text, else `ROLE=NAME`.
    ///
    /// # Errors
    /// [`FieldError`] for a role that there is not.
    pub fn choose_by(&mut self, text: &str) -> Result<(), FieldError> {
        let error = || FieldError {
            given: text.to_owned(),
        };
        let (role, name) = match text.split_once('=') {
            Some((role, name)) => (role.parse().map_err(|()| error())?, name),
            None => (Role::Text, text),
        };
        if name.is_empty() {
            return Err(error());
        }
        self.choose(role, name);
        Ok(())
    }

    /// The value of a role: of the field that the user chose, else of the first
    /// known one that is there and not null.
    pub(super) fn get<'v>(&self, row: &'v Value, role: Role) -> Option<&'v Value> {
        if let Some(name) = self.chosen(role) {
            return at(row, name);
        }
        names(role)
            .iter()
            .find_map(|name| at(row, name).filter(|value| !value.is_null()))
    }

    /// As [`Fields::get`], null values too, so that an empty field is seen.
    pub(super) fn get_even_null<'v>(&self, row: &'v Value, role: Role) -> Option<&'v Value> {
        let first = self.get(row, role);
        if self.chosen(role).is_some() {
            return first;
        }
        first.or_else(|| names(role).iter().find_map(|name| at(row, name)))
    }
}

/// The known names of a role's fields.
pub(super) fn names(role: Role) -> &'static [&'static str] {
    let found = ROLES.iter().find(|(known, ..)| *known == role);
    found.map_or(&[], |(.., names)| names)
}

fn roles() -> String {
    ROLES.map(|(_, name, _)| name).join(", ")
}

impl FromStr for Role {
    type Err = ();

    fn from_str(name: &str) -> Result<Self, ()> {
        let found = ROLES.iter().find(|(_, known, _)| *known == name);
        found.map(|(role, ..)| *role).ok_or(())
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn fields_are_chosen_by_role() {
        let mut fields = Fields::default();
        fields.choose_by("msg.body").unwrap();
        fields.choose_by("target=gold").unwrap();
        assert_eq!(fields.chosen(Role::Text), Some("msg.body"));
        assert_eq!(fields.chosen(Role::Target), Some("gold"));
        for wrong in ["colour=red", "text=", ""] {
            let error = fields.clone().choose_by(wrong).unwrap_err().to_string();
            assert!(error.contains("thinking"), "{error}");
        }
        let row = json!({"text": "no", "msg": {"body": "yes"}});
        assert_eq!(fields.get(&row, Role::Text), Some(&json!("yes")));
    }

    #[test]
    fn the_surest_field_that_is_not_null_is_taken() {
        let row = json!({"response": null, "output": "7"});
        let fields = Fields::default();
        assert_eq!(fields.get(&row, Role::Text), Some(&json!("7")));
        let empty = json!({"response": null});
        assert_eq!(fields.get(&empty, Role::Text), None);
        assert_eq!(fields.get_even_null(&empty, Role::Text), Some(&json!(null)));
    }
}
