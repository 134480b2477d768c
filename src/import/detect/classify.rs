//! What a single value is, by its fields.

use serde_json::Value;

use super::super::api::envelope;
use super::super::fields::{Role, names};
use super::super::value::{at, str_at};
use super::super::{Format, Options};

/// What a value is, and what shows it.
pub(in crate::import) fn classify(
    value: &Value,
    options: &Options,
) -> Option<(Format, &'static str)> {
    let map = value.as_object()?;
    let has = |key: &str| map.contains_key(key);
    if has("doc_id") && (has("resps") || has("filtered_resps")) {
        return Some((Format::LmEval, "`doc_id` and `resps`"));
    }
    if has("eval") && (has("samples") || has("plan") || has("results")) {
        return Some((Format::Inspect, "`eval` and `samples`, `plan` or `results`"));
    }
    if has("model_output") && has("messages") && has("index") {
        return Some((Format::Evalscope, "`index`, `messages` and `model_output`"));
    }
    if has("sample_score") && has("index") {
        return Some((Format::Evalscope, "`index` and `sample_score`"));
    }
    // A text that the user names goes before what it might else be.
    let by_choice = options
        .fields
        .chosen(Role::Text)
        .and_then(|name| at(value, name));
    if by_choice.is_some_and(Value::is_string) {
        return Some((Format::Rows, "the field that was chosen"));
    }
    if envelope::is_failed_request(value) {
        return None;
    }
    if let Some(found) = envelope::classify(by_choice.unwrap_or(value)) {
        return Some(found);
    }
    if has("generation") && nemo_keys().any(has) {
        return Some((
            Format::NemoSkills,
            "`generation` and a count or answer of NeMo-Skills",
        ));
    }
    rows(value, options)
}

fn nemo_keys() -> impl Iterator<Item = &'static str> {
    [
        "_full_generation",
        "num_generated_tokens",
        "predicted_answer",
        "_generation_finished_thinking",
        "generation_start_time",
    ]
    .into_iter()
}

/// Rows have a field that can hold a text.
fn rows(value: &Value, options: &Options) -> Option<(Format, &'static str)> {
    let map = value.as_object()?;
    if options.fields.chosen(Role::Text).is_some() {
        return Some((Format::Rows, "a field that was chosen"));
    }
    if map.get("completions").is_some_and(Value::is_array) {
        return Some((Format::Rows, "a list of completions"));
    }
    let is_text = |name: &str| {
        let found = map.get(name);
        found.is_some_and(|v| v.is_string() || v.is_null() || v.is_array())
    };
    let known = names(Role::Text).iter().copied().any(is_text);
    let apart = names(Role::Thinking)
        .iter()
        .any(|name| str_at(value, name).is_some());
    (known || apart).then_some((Format::Rows, "a field that holds a text"))
}
