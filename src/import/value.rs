//! Small questions to JSON values.

use serde_json::{Map, Value};

/// The value at a dotted path, such as `message.content` or `choices.0.text`.
/// A key that holds dots itself is found by its whole name.
pub(super) fn at<'v>(value: &'v Value, path: &str) -> Option<&'v Value> {
    if let Some(found) = value.get(path) {
        return Some(found);
    }
    path.split('.').try_fold(value, |value, key| match value {
        Value::Array(items) => items.get(key.parse::<usize>().ok()?),
        _ => value.get(key),
    })
}

/// A text, or what a number or a truth value would be written as.
pub(super) fn text(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(_) | Value::Bool(_) => Some(value.to_string()),
        Value::Null | Value::Array(_) | Value::Object(_) => None,
    }
}

/// The text of a field.
pub(super) fn text_at(value: &Value, path: &str) -> Option<String> {
    at(value, path).and_then(text)
}

/// The text of a field that is a string.
pub(super) fn str_at<'v>(value: &'v Value, path: &str) -> Option<&'v str> {
    at(value, path)?.as_str()
}

/// A count; fractions and negative numbers are none.
pub(super) fn count_at(value: &Value, path: &str) -> Option<u64> {
    let value = at(value, path)?;
    let whole = |n: f64| (n >= 0.0 && n.fract() == 0.0 && n < 1e15).then_some(n as u64);
    value.as_u64().or_else(|| whole(value.as_f64()?))
}

/// Seconds as milliseconds.
pub(super) fn ms_at(value: &Value, path: &str) -> Option<f64> {
    let seconds = at(value, path)?.as_f64()?;
    (seconds.is_finite() && seconds >= 0.0).then_some(seconds * 1e3)
}

/// A target: a text, or the one text of a list; a longer list as JSON.
pub(super) fn target(value: &Value) -> Option<String> {
    match value {
        Value::Array(items) => match items.as_slice() {
            [] => None,
            [one] => target(one),
            _ => Some(value.to_string()),
        },
        Value::Object(_) => Some(value.to_string()),
        other => text(other),
    }
}

/// The names of an object's fields for a message, the first few of many.
pub(super) fn field_list(map: &Map<String, Value>) -> String {
    const SHOWN: usize = 12;
    let shown = |name: &String| -> String {
        let start: String = name.chars().take(40).collect();
        format!("`{}`", start.escape_debug())
    };
    let mut names: Vec<String> = map.keys().take(SHOWN).map(shown).collect();
    if map.len() > SHOWN {
        names.push(format!("{} more", map.len() - SHOWN));
    }
    if names.is_empty() {
        "there are no fields".to_owned()
    } else {
        format!("the fields are {}", names.join(", "))
    }
}

/// What kind of value it is, for a message.
pub(super) fn kind(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "true or false",
        Value::Number(_) => "a number",
        Value::String(_) => "a text",
        Value::Array(_) => "a list",
        Value::Object(_) => "an object",
    }
}
