//! What the configuration files say.

use std::collections::BTreeMap;

use serde_json::Value;
use tokenizers::Tokenizer;

use super::error::ModelError;
use super::files::Files;

mod shape;
mod tokens;

pub use shape::Shape;
pub(super) use tokens::{chat_template, special_tokens, tokenizer_config};
use tokens::{ids, token_text};

/// What the configuration files say about the model.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
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
    /// Sizes, for estimates.
    pub shape: Shape,
    /// How many tokens the layers with a sliding window look back.
    pub sliding_window: Option<u32>,
    /// Layers with a sliding window, where the configuration counts them.
    pub sliding_layers: Option<u32>,
    /// How positions are stretched beyond the context that was trained, and
    /// that context: as written.
    pub rope_scaling: Option<String>,
    /// How the weights were quantized, as written; exports may differ.
    pub quantization: Option<String>,
    /// Number format of the weights before the export.
    pub dtype: Option<String>,
    /// Tokens that open and close the thinking, where `genai_config.json` says so.
    pub thinking_tokens: Option<(u32, u32)>,
    /// Sampling that the model's makers propose: name → value.
    pub generation: BTreeMap<String, Value>,
    /// Elements of the token embedding, if the output layer shares it.
    pub(super) tied_embedding: Option<u64>,
}

/// `model_max_length` beyond this means "not known".
const MAX_SANE_LENGTH: u64 = 1 << 30;

/// Settings of sampling that are kept.
const SAMPLING: &[&str] = &[
    "do_sample",
    "temperature",
    "top_k",
    "top_p",
    "min_p",
    "repetition_penalty",
    "presence_penalty",
    "frequency_penalty",
    "no_repeat_ngram_size",
    "num_beams",
];

impl ModelConfig {
    pub(super) fn read(
        files: &mut Files,
        tokenizer_config: &Value,
        tokenizer: Option<&Tokenizer>,
    ) -> Result<Self, ModelError> {
        let genai = files.json("genai_config.json")?;
        let Some(config) = files.json("config.json")? else {
            return match genai {
                Some(genai) => Self::read_genai(files, &genai, tokenizer_config, tokenizer),
                None => Err(files.missing("config.json", "copy it from the original model")),
            };
        };
        let text = language_part(&config);
        let number = |names: &[&str]| number(text, names).or_else(|| number(&config, names));
        let context = context(files, &config, tokenizer_config)?;
        let generation = files.json("generation_config.json")?;
        let shape = Shape::read(&config);
        let sliding_window =
            number(&["sliding_window"]).filter(|_| flag(text, "use_sliding_window") != Some(false));
        let written = |name: &str| text.get(name).or_else(|| config.get(name));
        let scaling = written("rope_scaling").filter(|v| v.is_object());
        let first = |names: [&str; 2]| names.iter().find_map(|n| written(n)?.as_str());
        Ok(Self {
            architecture: architecture(&config),
            context: u32::try_from(context).unwrap_or(u32::MAX),
            kv_heads: small(shape.kv_heads),
            head_dim: small(shape.head_dim),
            eos_tokens: eos_tokens(
                [generation.as_ref(), Some(&config), Some(text)],
                tokenizer_config,
                tokenizer,
            ),
            sliding_window: small(sliding_window),
            sliding_layers: sliding_window.and_then(|_| sliding_layers(text, shape.layers)),
            rope_scaling: scaling
                .map(|v| in_words(v, number(&["original_max_position_embeddings"]))),
            quantization: written("quantization_config").map(|v| in_words(v, None)),
            dtype: first(["dtype", "torch_dtype"]).map(str::to_owned),
            thinking_tokens: genai.as_ref().and_then(thinking_tokens),
            generation: sampling(generation.as_ref()),
            tied_embedding: shape.embedding().filter(|_| shape.tied),
            shape,
        })
    }

    /// ONNX Runtime GenAI's own file, which has what we need.
    fn read_genai(
        files: &Files,
        genai: &Value,
        tokenizer_config: &Value,
        tokenizer: Option<&Tokenizer>,
    ) -> Result<Self, ModelError> {
        let null = Value::Null;
        let model = genai.get("model").unwrap_or(&null);
        let decoder = model.get("decoder").unwrap_or(&null);
        let context = number(model, &["context_length"]).ok_or_else(|| {
            files.malformed("genai_config.json", "`model.context_length` is missing")
        })?;
        let architecture = model.get("type").and_then(Value::as_str);
        let window = decoder.get("sliding_window").unwrap_or(&null);
        let layers = window.get("layers").and_then(Value::as_array);
        let shape = Shape {
            layers: number(decoder, &["num_hidden_layers"]),
            hidden: number(decoder, &["hidden_size"]),
            heads: number(decoder, &["num_attention_heads"]),
            kv_heads: number(decoder, &["num_key_value_heads"]),
            head_dim: number(decoder, &["head_size"]),
            vocabulary: number(model, &["vocab_size"]),
            ..Shape::default()
        };
        Ok(Self {
            architecture: architecture.unwrap_or("unknown").to_owned(),
            context: u32::try_from(context).unwrap_or(u32::MAX),
            kv_heads: small(shape.kv_heads),
            head_dim: small(shape.head_dim),
            eos_tokens: eos_tokens([Some(model), None, None], tokenizer_config, tokenizer),
            sliding_window: small(number(window, &["window_size"])),
            sliding_layers: layers.and_then(|l| u32::try_from(l.len()).ok()),
            thinking_tokens: thinking_tokens(genai),
            generation: sampling(genai.get("search")),
            shape,
            ..Self::default()
        })
    }
}

/// Multimodal models keep the language model's part apart.
fn language_part(config: &Value) -> &Value {
    config.get("text_config").unwrap_or(config)
}

/// Tokens of prompt and completion together, from the configuration or else
/// the tokenizer.
fn context(files: &Files, config: &Value, tokenizer_config: &Value) -> Result<u64, ModelError> {
    const NAMES: [&str; 4] = [
        "max_position_embeddings",
        "n_positions",
        "n_ctx",
        "max_seq_len",
    ];
    let written = number(language_part(config), &NAMES).or_else(|| number(config, &NAMES));
    let of_tokenizer = || {
        let length = tokenizer_config.get("model_max_length")?.as_u64();
        length.filter(|&n| n < MAX_SANE_LENGTH)
    };
    written.or_else(of_tokenizer).ok_or_else(|| {
        files.malformed(
            "config.json",
            "`max_position_embeddings` is missing, so the context is not known",
        )
    })
}

/// From the first of: generation settings, configuration, tokenizer.
fn eos_tokens(
    sources: [Option<&Value>; 3],
    tokenizer_config: &Value,
    tokenizer: Option<&Tokenizer>,
) -> Vec<u32> {
    let found = sources
        .into_iter()
        .flatten()
        .map(|json| ids(json.get("eos_token_id")))
        .find(|ids| !ids.is_empty());
    found.unwrap_or_else(|| {
        let name = token_text(tokenizer_config.get("eos_token"));
        name.and_then(|name| tokenizer?.token_to_id(&name))
            .into_iter()
            .collect()
    })
}

/// Layers with a window: named one by one, or all but every n-th.
fn sliding_layers(config: &Value, layers: Option<u64>) -> Option<u32> {
    if let Some(types) = config.get("layer_types").and_then(Value::as_array) {
        let sliding = |t: &&Value| t.as_str() == Some("sliding_attention");
        return u32::try_from(types.iter().filter(sliding).count()).ok();
    }
    let every = number(
        config,
        &["sliding_window_pattern", "_sliding_window_pattern"],
    )?;
    let layers = layers?;
    small(Some(layers - layers.checked_div(every)?))
}

fn thinking_tokens(genai: &Value) -> Option<(u32, u32)> {
    let model = genai.get("model")?;
    let id = |name: &str| small(number(model, &[name]));
    Some((id("bor_token_id")?, id("eor_token_id")?))
}

fn sampling(source: Option<&Value>) -> BTreeMap<String, Value> {
    SAMPLING
        .iter()
        .filter_map(|name| {
            let value = source?.get(*name)?;
            let plain = value.is_boolean() || value.is_number();
            plain.then(|| ((*name).to_owned(), value.clone()))
        })
        .collect()
}

/// The plain settings of an object, as written.
fn in_words(json: &Value, original_context: Option<u64>) -> String {
    let fields = json.as_object().into_iter().flatten();
    let mut words: Vec<String> = fields
        .filter(|(_, value)| value.is_string() || value.is_number() || value.is_boolean())
        .map(|(name, value)| match value.as_str() {
            Some(text) => format!("{name} {text}"),
            None => format!("{name} {value}"),
        })
        .collect();
    words.extend(original_context.map(|n| format!("original_max_position_embeddings {n}")));
    words.join(", ")
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

fn flag(json: &Value, name: &str) -> Option<bool> {
    json.get(name)?.as_bool()
}

fn small(number: Option<u64>) -> Option<u32> {
    number.and_then(|n| u32::try_from(n).ok())
}
