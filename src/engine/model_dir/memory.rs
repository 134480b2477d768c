//! How much memory a model takes while it runs, told before it runs.
//!
//! The model of memory, measured on the CPU (`docs/models.md` says how):
//!
//! - weights: every stored tensor once; a shared embedding that was stored
//!   twice counts twice, and so does one on the CPU that was stored once. The
//!   CPU widens 16-bit floats to 32 bits;
//! - cache: keys and values of every token of every text. GroupQueryAttention
//!   writes into the buffer that it reads. Plain attention makes a next, longer
//!   cache while the last one is still there: it holds two;
//! - work: what one step computes, the largest of a step over the prompts, the
//!   last step of full texts, and a prompt that joins full texts: logits, the
//!   feed-forward part, and where attention is plain its scores and the keys
//!   and values of one layer, spread over all heads; or what loading takes;
//! - the program and ONNX Runtime themselves.

use super::config::{ModelConfig, Shape};
use super::facts::{Dim, GraphFacts};
use super::obstacle::is_cache;

mod step;

pub use step::StepCost;

/// Bytes of the program and of ONNX Runtime without any model: the resident
/// memory of a small model was 45 to 50 MB on Linux.
pub const BASE_BYTES: u64 = 45_000_000;

/// Most bytes of logits that one step may make, as the engine cuts prompts.
pub const LOGIT_BYTES: u64 = 256 << 20;

/// Caches that plain attention holds: past and present.
pub const PLAIN_CACHES: u64 = 2;

/// Copies of the attention scores that plain attention holds at once, most of
/// the time: of the products, scaled, masked, and their softmax.
const SCORES: u64 = 3;

/// Copies of one layer's keys or values, spread over all heads, that plain
/// attention holds at once: keys, keys transposed, values.
const SPREAD: u64 = 3;

/// Arrays of the feed-forward part's width that are held at once.
const WIDE: u64 = 3;

/// Arrays of the stream's width that are held at once.
const NARROW: u64 = 4;

/// Bits that a weight takes in memory. Quantized ones have their share of a
/// scale: blocks of 32 weights with one of 16 bits, as exporters make them.
fn bits_in_memory(bits: u64, on_cpu: bool) -> f64 {
    match bits {
        16 if on_cpu => 32.0,
        16 | 32 => bits as f64,
        _ => bits as f64 + 0.5,
    }
}

/// What the memory of a model depends on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Needs {
    /// Bytes of the weights.
    pub weights: u64,
    /// Bytes that loading takes beyond the weights.
    pub loading: u64,
    /// Bytes that one token takes in the cache, all layers, one copy. Windows
    /// do not make it smaller: the engine keeps every token, because a cache
    /// that forgot some cannot be cut back.
    pub token: u64,
    /// Whether past and present share one buffer.
    pub shared: bool,
    /// Attention heads.
    pub heads: u64,
    /// Size of an attention head.
    pub head_dim: u64,
    /// Width of the stream between the layers.
    pub narrow: u64,
    /// Width inside the feed-forward part.
    pub wide: u64,
    /// Tokens that have a logit.
    pub vocabulary: u64,
    /// Bytes of a number in the cache, the logits and between.
    pub float_bytes: u64,
}

/// Bytes of weights in memory.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct WeightBytes {
    /// Each stored tensor once.
    pub all: u64,
    /// What is held a second time, in another order.
    pub again: u64,
    /// What is held for a moment while they are loaded.
    pub loading: u64,
}

impl From<u64> for WeightBytes {
    fn from(all: u64) -> Self {
        Self {
            all,
            ..Self::default()
        }
    }
}

/// What is asked of the model.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Load {
    /// Tokens of a text when it ends: prompt, thinking and answer.
    pub context: u64,
    /// Texts at once.
    pub batch: u64,
    /// Tokens of its prompt.
    pub prompt: u64,
}

/// Bytes that a load takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Memory {
    /// The weights.
    pub weights: u64,
    /// Keys and values, all copies.
    pub cache: u64,
    /// What one step computes.
    pub work: u64,
    /// The program and ONNX Runtime.
    pub base: u64,
}

impl Memory {
    /// All of it.
    pub fn total(&self) -> u64 {
        [self.weights, self.cache, self.work, self.base]
            .into_iter()
            .fold(0, u64::saturating_add)
    }
}

impl Needs {
    /// From a graph and its configuration. `None` where neither tells a size.
    pub fn of_graph(
        facts: &GraphFacts,
        config: &ModelConfig,
        weights: impl Into<WeightBytes>,
    ) -> Option<Self> {
        let mut token = 0_u64;
        let mut float_bytes = 4;
        for port in facts.inputs.iter().filter(|p| is_cache(&p.name)) {
            let [_, heads, _, head_dim] = port.dims.as_slice() else {
                return None;
            };
            let size = |dim: &Dim, from_config: Option<u32>| match dim {
                Dim::Size(n) => Some(*n),
                Dim::Named(_) | Dim::Unknown => from_config.map(u64::from),
            };
            float_bytes = port.element.bits()?.div_ceil(8);
            let bytes = size(heads, config.kv_heads)?
                .checked_mul(size(head_dim, config.head_dim)?)?
                .checked_mul(float_bytes)?;
            token = token.checked_add(bytes)?;
        }
        if token == 0 {
            return None;
        }
        let vocabulary = facts.logits_width().or(config.shape.vocabulary);
        Some(Self {
            token,
            shared: facts.group_query_attention(),
            ..Self::of_sizes(&config.shape, vocabulary, weights.into(), float_bytes)
        })
    }

    /// From a configuration alone, with weights of so many bits. The cache of
    /// 16-bit exports has 16 bits, that of all others 32. `None` where the
    /// configuration does not tell a size.
    pub fn of_shape(shape: &Shape, bits: u64, shared: bool, on_cpu: bool) -> Option<Self> {
        let float_bytes = if bits == 16 { 2 } else { 4 };
        let weights = shape.parameters()? as f64 * bits_in_memory(bits, on_cpu) / 8.0;
        Some(Self {
            token: shape.cache_elements()?.checked_mul(float_bytes)?,
            shared,
            ..Self::of_sizes(
                shape,
                shape.vocabulary,
                (weights as u64).into(),
                float_bytes,
            )
        })
    }

    fn step_cost(&self) -> StepCost {
        let (heads, cache) = if self.shared {
            (0, self.token)
        } else {
            (self.heads, 0)
        };
        StepCost::new(self.vocabulary, self.wide, heads, cache)
    }

    fn of_sizes(
        shape: &Shape,
        vocabulary: Option<u64>,
        weights: WeightBytes,
        float_bytes: u64,
    ) -> Self {
        Self {
            weights: weights.all.saturating_add(weights.again),
            loading: weights.loading.saturating_sub(weights.again),
            token: 0,
            shared: false,
            heads: shape.heads.or(shape.kv_heads).unwrap_or(0),
            head_dim: shape.head_dim.unwrap_or(0),
            narrow: shape.hidden.unwrap_or(0),
            wide: wide(shape),
            vocabulary: vocabulary.unwrap_or(0),
            float_bytes,
        }
    }

    /// The memory that `load` takes.
    pub fn memory(&self, load: Load) -> Memory {
        let copies = if self.shared { 1 } else { PLAIN_CACHES };
        let prompt = load.prompt.min(load.context);
        let cache = product(&[self.token, load.context, load.batch, copies]);
        let prompts = product(&[self.token, prompt, load.batch]);
        let prefill = prompts.saturating_add(self.prefill(prompt, load.batch));
        let last = self.step(load.batch, load.context, load.batch);
        // A prompt takes the place of a text that has ended beside full ones;
        // a plain cache has then two copies only of those that are computed.
        let joins = if self.shared && load.batch > 1 {
            self.prefill(prompt, 1)
        } else {
            0
        };
        Memory {
            weights: self.weights,
            cache,
            // Over the prompts, and while loading, the cache is still small.
            work: last
                .max(joins)
                .max(prefill.max(self.loading).saturating_sub(cache)),
            base: BASE_BYTES,
        }
    }

    /// Bytes that steps over prompts take, as the engine cuts and joins them.
    fn prefill(&self, prompt: u64, batch: u64) -> u64 {
        let cost = self.step_cost();
        let length = usize::try_from(prompt).unwrap_or(usize::MAX);
        let rows = batch.min(cost.max_prompts(length) as u64);
        let part = prompt.min(cost.max_tokens(length) as u64);
        let tokens = product(&[part, rows]);
        // What moves into shared buffers is there twice.
        let moving = product(&[cost.cache, prompt, rows]);
        let step = self.step(tokens, prompt, rows).saturating_add(moving);
        if rows == batch && part == prompt {
            return step;
        }
        // The library's arena puts what the next step begins with where the
        // last one's logits lay, and then may have no room for them there:
        // between none and all of them, half on average of what was measured.
        let logits = self.logits(tokens);
        let others = step.saturating_sub(logits.saturating_add(moving));
        step.saturating_add(logits.saturating_sub(others) / 2)
    }

    /// Bytes of the logits of so many tokens.
    fn logits(&self, tokens: u64) -> u64 {
        product(&[tokens, self.vocabulary, self.float_bytes])
    }

    /// Bytes that a step computes: over `tokens` tokens of `rows` texts that
    /// have then `length` tokens.
    fn step(&self, tokens: u64, length: u64, rows: u64) -> u64 {
        let wide = product(&[tokens, self.wide, self.float_bytes, WIDE]);
        let narrow = product(&[tokens, self.narrow, self.float_bytes, NARROW]);
        let stream = wide.saturating_add(narrow);
        let mut sum = self.logits(tokens).saturating_add(stream);
        if !self.shared {
            let scores = product(&[tokens, length, self.heads, self.float_bytes, SCORES]);
            let width = product(&[self.heads, self.head_dim]);
            let spread = product(&[rows, length, width, self.float_bytes, SPREAD]);
            sum = sum.saturating_add(scores).saturating_add(spread);
        }
        sum
    }
}

/// Width inside the feed-forward part. GenAI's file says the width of the
/// stream alone; it is about a third.
fn wide(shape: &Shape) -> u64 {
    let wide = shape.intermediate;
    wide.or_else(|| shape.hidden?.checked_mul(3)).unwrap_or(0)
}

fn product(factors: &[u64]) -> u64 {
    factors
        .iter()
        .fold(1, |n, &factor| n.saturating_mul(factor))
}

#[cfg(test)]
mod tests;
