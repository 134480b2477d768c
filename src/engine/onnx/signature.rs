//! What a graph takes and gives, read from the graph.

use ort::session::Session;
use ort::value::{Outlet, TensorElementType, ValueType};

use crate::engine::model_dir::memory::StepCost;
use crate::engine::model_dir::{GraphFacts, ModelConfig, Problem};

mod state;

pub(super) use state::CacheTensor;

/// The inputs that we can give, for messages.
const KNOWN: &str = "`input_ids`, `attention_mask`, `position_ids`, `num_logits_to_keep`, \
                     `use_cache_branch`, `past_key_values.N.key` and `past_key_values.N.value`";
/// Operators that scale by the largest number of a whole tensor.
const MIXING: [&str; 3] = [
    "DynamicQuantizeLinear",
    "com.microsoft:DynamicQuantizeMatMul",
    "com.microsoft:DynamicQuantizeLSTM",
];
const REMEDY: &str =
    "export the model with `optimum-cli export onnx --task text-generation-with-past`";

/// What a decoder graph takes and gives.
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a fact about the graph, independent of the others"
)]
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Signature {
    pub(super) input_ids: Integer,
    pub(super) attention_mask: Option<Integer>,
    pub(super) position_ids: Option<Integer>,
    pub(super) num_logits_to_keep: bool,
    /// Whether a switch tells the graph that there is a past (optimum's merged form).
    pub(super) use_cache_branch: bool,
    /// The cache, tensor by tensor.
    pub(super) cache: Vec<CacheTensor>,
    /// Whether past and present may be one buffer, longer than the text. Rows
    /// of different lengths can then run together, each from the buffer's start.
    pub(super) shared_buffers: bool,
    /// Tokens for which shared buffers must have room from the start, because
    /// the graph keeps only a window of so many; 0 where it does not.
    pub(super) least_capacity: usize,
    /// Whether rows change each other's results: activations are scaled by
    /// the largest of the whole batch.
    pub(super) rows_mix: bool,
    pub(super) logits_type: Float,
    /// Tokens that have a logit; `None` where the graph does not say.
    pub(super) vocabulary: Option<u64>,
    /// What a token takes while its step is computed.
    pub(super) step_cost: StepCost,
}

/// A number format of the cache or the logits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Float {
    F32,
    F16,
}

/// A number format of tokens and positions.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Integer {
    I32,
    I64,
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
    pub(super) fn read(
        session: &Session,
        config: &ModelConfig,
        facts: &GraphFacts,
    ) -> Result<Self, Problem> {
        let inputs = Inputs::read(session, config)?;
        let cache = inputs.cache;
        if cache.is_empty() {
            return Err(unsupported(format!(
                "it has no inputs `past_key_values.N.key`, so it keeps no cache; {REMEDY}"
            )));
        }
        let logits = session.outputs().iter().find(|o| o.name() == "logits");
        let logits =
            logits.ok_or_else(|| unsupported(format!("it has no output `logits`; {REMEDY}")))?;
        let vocabulary = tensor(logits)?.1.last();
        let vocabulary = vocabulary.and_then(|&n| u64::try_from(n).ok());
        let shared_buffers = shares_buffers(&cache, facts);
        // All tokens of a prompt have logits, unless the graph can be told.
        let n_logits = if inputs.num_logits_to_keep {
            0
        } else {
            vocabulary.unwrap_or(1 << 18)
        };
        let token = cache.iter().map(CacheTensor::bytes_per_token).sum();
        Ok(Self {
            input_ids: inputs
                .input_ids
                .ok_or_else(|| unsupported(format!("it has no input `input_ids`; {REMEDY}")))?,
            attention_mask: inputs.attention_mask,
            position_ids: inputs.position_ids,
            num_logits_to_keep: inputs.num_logits_to_keep,
            use_cache_branch: inputs.use_cache_branch,
            shared_buffers,
            least_capacity: least_capacity(facts),
            rows_mix: MIXING.iter().any(|operator| facts.count(operator) > 0),
            cache,
            logits_type: float(logits)?,
            vocabulary,
            step_cost: StepCost::of(&config.shape, n_logits, shared_buffers, token),
        })
    }

    /// The same for providers whose memory is not the processor's: rows are
    /// copied by the processor, which cannot reach into buffers there.
    ///
    /// # Errors
    /// When the graph needs such buffers.
    pub(super) fn without_shared_buffers(&mut self) -> Result<(), Problem> {
        self.shared_buffers = false;
        if self.least_capacity > 0 {
            return Err(unsupported(
                "its cache rolls over, which runs on the processor only: take `--device cpu`, \
                 or build the model without a sliding-window cache"
                    .to_owned(),
            ));
        }
        Ok(())
    }

    /// Whether a cache of fewer tokens is a part of the cache: not where states
    /// are handed on.
    pub(super) fn can_be_cut(&self) -> bool {
        self.cache.iter().all(|t| t.bytes_per_token() > 0)
    }

    /// Bytes that one token takes in the cache of a row.
    pub(super) fn bytes_per_token(&self) -> u64 {
        self.cache.iter().map(CacheTensor::bytes_per_token).sum()
    }
}

/// The inputs of a decoder graph.
#[derive(Default)]
struct Inputs {
    input_ids: Option<Integer>,
    attention_mask: Option<Integer>,
    position_ids: Option<Integer>,
    num_logits_to_keep: bool,
    use_cache_branch: bool,
    cache: Vec<CacheTensor>,
}

impl Inputs {
    fn read(session: &Session, config: &ModelConfig) -> Result<Self, Problem> {
        let mut inputs = Self::default();
        for input in session.inputs() {
            match input.name() {
                "input_ids" => inputs.input_ids = Some(integers(input)?),
                "attention_mask" => inputs.attention_mask = Some(integers(input)?),
                "position_ids" => inputs.position_ids = Some(integers(input)?),
                "num_logits_to_keep" => {
                    single(input, TensorElementType::Int64)?;
                    inputs.num_logits_to_keep = true;
                }
                "use_cache_branch" => {
                    single(input, TensorElementType::Bool)?;
                    inputs.use_cache_branch = true;
                }
                _ => {
                    let tensor = CacheTensor::read(input, session.outputs(), config)?;
                    inputs.cache.push(tensor);
                }
            }
        }
        Ok(inputs)
    }
}

/// Whether every layer attends by the library's own operator, which writes
/// into the buffer it reads. States must be handed on as the graph gives them.
fn shares_buffers(cache: &[CacheTensor], facts: &GraphFacts) -> bool {
    let n_attentions = facts.count("com.microsoft:GroupQueryAttention") as usize;
    n_attentions * 2 == cache.len() && cache.iter().all(|t| t.bytes_per_token() > 0)
}

/// A cache that keeps only a window is never given less room than the whole
/// text has, so that nothing in it is overwritten and rows can be copied.
fn least_capacity(facts: &GraphFacts) -> usize {
    if !facts.sliding_window_cache {
        return 0;
    }
    let windows = facts.local_windows.iter().flatten();
    windows.max().map_or(0, |&n| n as usize)
}

/// A row of whole numbers for each text.
fn integers(outlet: &Outlet) -> Result<Integer, Problem> {
    let (element, shape) = tensor(outlet)?;
    if shape.len() != 2 {
        return Err(unsupported(format!(
            "the input `{}` has {} dimensions, not 2",
            outlet.name(),
            shape.len()
        )));
    }
    match element {
        TensorElementType::Int64 => Ok(Integer::I64),
        TensorElementType::Int32 => Ok(Integer::I32),
        other => Err(unsupported(format!(
            "the input `{}` is of type {other}, not int64 or int32",
            outlet.name()
        ))),
    }
}

fn single(outlet: &Outlet, wanted: TensorElementType) -> Result<(), Problem> {
    let (element, _) = tensor(outlet)?;
    if element == wanted {
        return Ok(());
    }
    Err(unsupported(format!(
        "the input `{}` is of type {element}, not {wanted}",
        outlet.name()
    )))
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
