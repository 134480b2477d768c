//! Special tokens and templates as the configuration files give them.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::engine::model_dir::error::ModelError;
use crate::engine::model_dir::files::Files;

/// `tokenizer_config.json`, or an empty object.
pub(in crate::engine::model_dir) fn tokenizer_config(
    files: &mut Files,
) -> Result<Value, ModelError> {
    Ok(files
        .json("tokenizer_config.json")?
        .unwrap_or_else(|| Value::Object(serde_json::Map::new())))
}

/// The template in `tokenizer_config.json`: a text, or the one named
/// `default` in a list of named ones.
pub(in crate::engine::model_dir) fn chat_template(
    files: &mut Files,
    config: &Value,
) -> Result<String, ModelError> {
    const FILE: &str = "tokenizer_config.json";
    match config.get("chat_template") {
        Some(Value::String(source)) => Ok(source.clone()),
        Some(Value::Array(named)) => {
            let name = |t: &Value| t.get("name").and_then(Value::as_str).map(str::to_owned);
            let default = named
                .iter()
                .find(|t| name(t).as_deref() == Some("default"))
                .and_then(|t| t.get("template")?.as_str());
            default.map(str::to_owned).ok_or_else(|| {
                let names: Vec<String> = named.iter().filter_map(name).collect();
                let reason = format!(
                    "no chat template is named `default`, only {}",
                    names.join(", ")
                );
                files.malformed(FILE, &reason)
            })
        }
        _ => Err(files.missing(
            "chat_template.jinja",
            "and `tokenizer_config.json` has no `chat_template` either; copy one from the original model",
        )),
    }
}

/// The special tokens that templates see by name, such as `bos_token`.
pub(in crate::engine::model_dir) fn special_tokens(
    files: &mut Files,
    config: &Value,
) -> Result<BTreeMap<String, String>, ModelError> {
    let map = files.json("special_tokens_map.json")?;
    let mut tokens = BTreeMap::new();
    for source in [map.as_ref(), Some(config)].into_iter().flatten() {
        for (name, value) in source.as_object().into_iter().flatten() {
            if let Some(text) = token_text(Some(value)).filter(|_| name.ends_with("_token")) {
                tokens.insert(name.clone(), text);
            }
        }
    }
    Ok(tokens)
}

/// A token given as a text or as an object with its content.
pub(super) fn token_text(value: Option<&Value>) -> Option<String> {
    match value? {
        Value::String(text) => Some(text.clone()),
        Value::Object(token) => Some(token.get("content")?.as_str()?.to_owned()),
        _ => None,
    }
}

/// One id or a list of them.
pub(super) fn ids(value: Option<&Value>) -> Vec<u32> {
    let one = |v: &Value| v.as_u64().and_then(|n| u32::try_from(n).ok());
    match value {
        Some(Value::Array(list)) => list.iter().filter_map(one).collect(),
        Some(single) => one(single).into_iter().collect(),
        None => Vec::new(),
    }
}
