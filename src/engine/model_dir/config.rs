//! What the configuration files say.

use std::collections::BTreeMap;

use serde_json::Value;
use tokenizers::Tokenizer;

use super::error::ModelError;
use super::files::Files;

/// What the configuration files say about the model.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ModelConfig {
    /// The first of `architectures`, else `model_type`.
    pub architecture: String,
    /// Tokens of prompt and completion together.
    pub context: u32,
    /// Attention heads of keys and values, where it says so.
    pub kv_heads: Option<u32>,
    /// Size of an attention head, where it says so.
    pub head_dim: Option<u32>,
    /// Tokens that end the text. May be empty.
    pub eos_tokens: Vec<u32>,
    /// Elements of the token embedding, if the output layer shares it.
    pub(super) tied_embedding: Option<u64>,
}

/// `model_max_length` beyond this means "not known".
const MAX_SANE_LENGTH: u64 = 1 << 30;

impl ModelConfig {
    pub(super) fn read(
        files: &mut Files,
        tokenizer_config: &Value,
        tokenizer: &Tokenizer,
    ) -> Result<Self, ModelError> {
        let Some(config) = files.json("config.json")? else {
            return Self::read_genai(files);
        };
        // Multimodal models keep the language model's part apart.
        let text = config.get("text_config").unwrap_or(&config);
        let number = |names: &[&str]| number(text, names).or_else(|| number(&config, names));
        let context = number(&[
            "max_position_embeddings",
            "n_positions",
            "n_ctx",
            "max_seq_len",
        ])
        .or_else(|| {
            tokenizer_config
                .get("model_max_length")?
                .as_u64()
                .filter(|&n| n < MAX_SANE_LENGTH)
        })
        .ok_or_else(|| {
            files.malformed(
                "config.json",
                "`max_position_embeddings` is missing, so the context is not known",
            )
        })?;
        let hidden = number(&["hidden_size", "n_embd"]);
        let heads = number(&["num_attention_heads", "n_head"]);
        let head_dim = number(&["head_dim"]).or_else(|| hidden?.checked_div(heads?));
        let tied = text
            .get("tie_word_embeddings")
            .or(config.get("tie_word_embeddings"));
        let vocabulary = number(&["vocab_size"]);
        let eos_tokens = Self::eos_tokens(files, &config, text, tokenizer_config, tokenizer)?;
        Ok(Self {
            architecture: architecture(&config),
            context: u32::try_from(context).unwrap_or(u32::MAX),
            kv_heads: small(number(&["num_key_value_heads"]).or(heads)),
            head_dim: small(head_dim),
            eos_tokens,
            tied_embedding: tied
                .and_then(Value::as_bool)
                .filter(|&yes| yes)
                .and_then(|_| vocabulary?.checked_mul(hidden?)),
        })
    }

    /// ONNX Runtime GenAI's own file, which has what we need.
    fn read_genai(files: &mut Files) -> Result<Self, ModelError> {
        let Some(genai) = files.json("genai_config.json")? else {
            return Err(files.missing("config.json", "copy it from the original model"));
        };
        let null = Value::Null;
        let model = genai.get("model").unwrap_or(&null);
        let decoder = model.get("decoder").unwrap_or(&null);
        let context = number(model, &["context_length"]).ok_or_else(|| {
            files.malformed("genai_config.json", "`model.context_length` is missing")
        })?;
        let architecture = model.get("type").and_then(Value::as_str);
        Ok(Self {
            architecture: architecture.unwrap_or("unknown").to_owned(),
            context: u32::try_from(context).unwrap_or(u32::MAX),
            kv_heads: small(number(decoder, &["num_key_value_heads"])),
            head_dim: small(number(decoder, &["head_size"])),
            eos_tokens: ids(model.get("eos_token_id")),
            tied_embedding: None,
        })
    }

    /// From the first of: generation settings, configuration, tokenizer.
    fn eos_tokens(
        files: &mut Files,
        config: &Value,
        text: &Value,
        tokenizer_config: &Value,
        tokenizer: &Tokenizer,
    ) -> Result<Vec<u32>, ModelError> {
        let generation = files.json("generation_config.json")?;
        let found = [generation.as_ref(), Some(config), Some(text)]
            .into_iter()
            .flatten()
            .map(|json| ids(json.get("eos_token_id")))
            .find(|ids| !ids.is_empty());
        Ok(found.unwrap_or_else(|| {
            let name = token_text(tokenizer_config.get("eos_token"));
            name.and_then(|name| tokenizer.token_to_id(&name))
                .into_iter()
                .collect()
        }))
    }
}

/// `tokenizer_config.json`, or an empty object.
pub(super) fn tokenizer_config(files: &mut Files) -> Result<Value, ModelError> {
    Ok(files
        .json("tokenizer_config.json")?
        .unwrap_or_else(|| Value::Object(serde_json::Map::new())))
}

/// The template in `tokenizer_config.json`: a text, or the one named
/// `default` in a list of named ones.
pub(super) fn chat_template(files: &mut Files, config: &Value) -> Result<String, ModelError> {
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
pub(super) fn special_tokens(
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
fn token_text(value: Option<&Value>) -> Option<String> {
    match value? {
        Value::String(text) => Some(text.clone()),
        Value::Object(token) => Some(token.get("content")?.as_str()?.to_owned()),
        _ => None,
    }
}

fn architecture(config: &Value) -> String {
    config
        .pointer("/architectures/0")
        .or_else(|| config.get("model_type"))
        .and_then(Value::as_str)
        .unwrap_or("unknown")
        .to_owned()
}

fn number(json: &Value, names: &[&str]) -> Option<u64> {
    names.iter().find_map(|name| json.get(*name)?.as_u64())
}

fn small(number: Option<u64>) -> Option<u32> {
    number.and_then(|n| u32::try_from(n).ok())
}

/// One id or a list of them.
fn ids(value: Option<&Value>) -> Vec<u32> {
    let one = |v: &Value| v.as_u64().and_then(|n| u32::try_from(n).ok());
    match value {
        Some(Value::Array(list)) => list.iter().filter_map(one).collect(),
        Some(single) => one(single).into_iter().collect(),
        None => Vec::new(),
    }
}
