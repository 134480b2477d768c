//! What a graph takes and gives, read from the graph.

use ort::session::Session;
use ort::value::{Outlet, TensorElementType, ValueType};

use crate::engine::model_dir::{ModelConfig, Problem};

/// The inputs that we can give, for messages.
const KNOWN: &str = "`input_ids`, `attention_mask`, `position_ids`, `num_logits_to_keep`, \
                     `past_key_values.N.key` and `past_key_values.N.value`";
const REMEDY: &str =
    "export the model with `optimum-cli export onnx --task text-generation-with-past`";

/// What a decoder graph takes and gives.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Signature {
    pub(super) attention_mask: bool,
    pub(super) position_ids: bool,
    pub(super) num_logits_to_keep: bool,
    /// The cache, tensor by tensor.
    pub(super) cache: Vec<CacheTensor>,
    pub(super) cache_type: Float,
    pub(super) logits_type: Float,
    /// Tokens that have a logit; `None` where the graph does not say.
    pub(super) vocabulary: Option<u64>,
}

/// One tensor of the cache: keys or values of one layer.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct CacheTensor {
    pub(super) past: String,
    pub(super) present: String,
    pub(super) heads: u32,
    pub(super) head_dim: u32,
}

/// A number format of the cache or the logits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Float {
    F32,
    F16,
}

impl Float {
    pub(super) fn bytes(self) -> u64 {
        match self {
            Self::F32 => 4,
            Self::F16 => 2,
        }
    }
}

impl Signature {
    pub(super) fn read(session: &Session, config: &ModelConfig) -> Result<Self, Problem> {
        let mut signature = Self {
            attention_mask: false,
            position_ids: false,
            num_logits_to_keep: false,
            cache: Vec::new(),
            cache_type: Float::F32,
            logits_type: Float::F32,
            vocabulary: None,
        };
        let mut input_ids = false;
        let mut cache_types = Vec::new();
        for input in session.inputs() {
            let name = input.name();
            match name {
                "input_ids" => input_ids = true,
                "attention_mask" => signature.attention_mask = true,
                "position_ids" => signature.position_ids = true,
                "num_logits_to_keep" => signature.num_logits_to_keep = true,
                _ => {
                    let tensor = cache_tensor(input, session.outputs(), config)?;
                    cache_types.push(float(input)?);
                    signature.cache.push(tensor);
                    continue;
                }
            }
            let (element, _) = tensor(input)?;
            if element != TensorElementType::Int64 {
                return Err(unsupported(format!(
                    "the input `{name}` is of type {element}, not int64"
                )));
            }
        }
        if !input_ids {
            return Err(unsupported(format!(
                "it has no input `input_ids`; {REMEDY}"
            )));
        }
        signature.cache_type = match cache_types.split_first() {
            Some((first, rest)) if rest.iter().all(|t| t == first) => *first,
            Some(_) => return Err(unsupported("its cache mixes number formats".to_owned())),
            None => {
                return Err(unsupported(format!(
                    "it has no inputs `past_key_values.N.key`, so it keeps no cache; {REMEDY}"
                )));
            }
        };
        let logits = session.outputs().iter().find(|o| o.name() == "logits");
        let logits =
            logits.ok_or_else(|| unsupported(format!("it has no output `logits`; {REMEDY}")))?;
        signature.logits_type = float(logits)?;
        signature.vocabulary = tensor(logits)?
            .1
            .last()
            .and_then(|&n| u64::try_from(n).ok());
        Ok(signature)
    }

    /// Bytes that one token takes in the cache.
    pub(super) fn bytes_per_token(&self) -> u64 {
        self.cache
            .iter()
            .map(|t| u64::from(t.heads) * u64::from(t.head_dim) * self.cache_type.bytes())
            .sum()
    }
}

fn cache_tensor(
    input: &Outlet,
    outputs: &[Outlet],
    config: &ModelConfig,
) -> Result<CacheTensor, Problem> {
    let name = input.name();
    let unknown = || Problem::UnknownInput {
        input: crate::text::for_terminal(name),
        known: KNOWN,
        remedy: REMEDY,
    };
    let rest = name.strip_prefix("past_key_values.").ok_or_else(unknown)?;
    let (layer, part) = rest.split_once('.').ok_or_else(unknown)?;
    if layer.parse::<u32>().is_err() || !matches!(part, "key" | "value") {
        return Err(unknown());
    }
    let present = format!("present.{rest}");
    if !outputs.iter().any(|o| o.name() == present) {
        return Err(unsupported(format!(
            "the input `{name}` has no output `{present}` to it; {REMEDY}"
        )));
    }
    let (_, shape) = tensor(input)?;
    let [_, heads, _, head_dim] = *shape else {
        return Err(unsupported(format!(
            "the input `{name}` has {} dimensions, not 4",
            shape.len()
        )));
    };
    let size = |dim: i64, from_config: Option<u32>, key: &str| {
        u32::try_from(dim).ok().or(from_config).ok_or_else(|| {
            unsupported(format!(
                "neither the input `{name}` nor `config.json` (`{key}`) tells its size"
            ))
        })
    };
    Ok(CacheTensor {
        past: name.to_owned(),
        present,
        heads: size(heads, config.kv_heads, "num_key_value_heads")?,
        head_dim: size(head_dim, config.head_dim, "head_dim")?,
    })
}

fn tensor(outlet: &Outlet) -> Result<(TensorElementType, &[i64]), Problem> {
    match outlet.dtype() {
        ValueType::Tensor { ty, shape, .. } => Ok((*ty, shape)),
        _ => Err(unsupported(format!("`{}` is no tensor", outlet.name()))),
    }
}

fn float(outlet: &Outlet) -> Result<Float, Problem> {
    match tensor(outlet)?.0 {
        TensorElementType::Float32 => Ok(Float::F32),
        TensorElementType::Float16 => Ok(Float::F16),
        other => Err(unsupported(format!(
            "`{}` is of type {other}, not float32 or float16",
            outlet.name()
        ))),
    }
}

fn unsupported(reason: String) -> Problem {
    Problem::Unsupported(reason)
}

#[cfg(test)]
mod tests;
