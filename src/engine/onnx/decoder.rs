//! One step of a model: tokens and cache in, logits and cache out.

use std::borrow::Cow;
use std::time::{Duration, Instant};

use half::f16;
use ort::session::{Session, SessionInputValue};
use ort::value::{DynValue, Tensor};

use super::cache::Cache;
use super::signature::{Float, Signature};
use crate::engine::EngineError;
use crate::engine::error::one_line;

/// Most bytes of logits that one step may produce: those of whole prompts are
/// large where vocabularies are.
const MAX_LOGIT_BYTES: u64 = 256 << 20;

/// A session that is fed step by step.
#[derive(Debug)]
pub(super) struct Decoder {
    origin: String,
    session: Session,
    pub(super) signature: Signature,
    /// Time spent in the library.
    pub(super) library_time: Duration,
}

/// The logits after the last token of each row.
#[derive(Debug)]
pub(super) struct Logits {
    value: DynValue,
    float: Float,
    width: usize,
    vocabulary: usize,
}

impl Decoder {
    pub(super) fn new(origin: String, session: Session, signature: Signature) -> Self {
        Self {
            origin,
            session,
            signature,
            library_time: Duration::ZERO,
        }
    }

    /// Most tokens that one step may take, over all rows; at least one.
    pub(super) fn max_step_tokens(&self) -> usize {
        if self.signature.num_logits_to_keep {
            return usize::MAX;
        }
        let bytes = self.signature.vocabulary.unwrap_or(1 << 18) * 4;
        usize::try_from(MAX_LOGIT_BYTES / bytes.max(1))
            .unwrap_or(1)
            .max(1)
    }

    /// Computes whole prompts of the same length.
    pub(super) fn prefill(&mut self, prompts: &[&[u32]]) -> Result<(Logits, Cache), EngineError> {
        let length = prompts.first().map_or(0, |p| p.len());
        // How a prompt is cut depends on the model alone, never on the batch.
        let cut = self.max_step_tokens();
        let mut cache = Cache::empty(&self.signature, prompts.len())
            .map_err(|e| self.failure("an empty cache", &e))?;
        let mut start = 0_usize;
        loop {
            let end = start.saturating_add(cut).min(length);
            let parts: Vec<&[u32]> = prompts
                .iter()
                .map(|p| p.get(start..end).unwrap_or_default())
                .collect();
            let (logits, next) = self.step(&parts, &cache)?;
            cache = next;
            if end == length {
                return Ok((logits, cache));
            }
            start = end;
        }
    }

    /// Computes the next tokens of every row: as many for each.
    pub(super) fn step(
        &mut self,
        tokens: &[&[u32]],
        past: &Cache,
    ) -> Result<(Logits, Cache), EngineError> {
        let width = tokens.first().map_or(0, |t| t.len());
        let what = || {
            format!(
                "{width} tokens after {} of {} texts",
                past.length,
                tokens.len()
            )
        };
        let started = Instant::now();
        let result = run(&mut self.session, &self.signature, tokens, width, past);
        self.library_time += started.elapsed();
        result.map_err(|e| self.failure(&what(), &e))
    }

    /// A cache of the chosen rows of caches of the same length, in order.
    pub(super) fn gather(&self, sources: &[(&Cache, Vec<usize>)]) -> Result<Cache, EngineError> {
        Cache::gather(&self.signature, sources).map_err(|e| self.failure("a smaller cache", &e))
    }

    fn failure(&self, what: &str, error: &ort::Error) -> EngineError {
        EngineError::Compute {
            model: self.origin.clone(),
            what: what.to_owned(),
            reason: one_line(&error.to_string()),
        }
    }
}

fn run(
    session: &mut Session,
    signature: &Signature,
    tokens: &[&[u32]],
    width: usize,
    past: &Cache,
) -> ort::Result<(Logits, Cache)> {
    let rows = tokens.len();
    let end = past.length + width;
    let mut inputs: Vec<(Cow<'_, str>, SessionInputValue<'_>)> =
        Vec::with_capacity(signature.cache.len() + 4);
    let ids: Vec<i64> = tokens
        .iter()
        .flat_map(|t| t.iter().map(|&id| i64::from(id)))
        .collect();
    inputs.push(("input_ids".into(), tensor([rows, width], ids)?));
    if signature.attention_mask {
        let mask = vec![1; rows * end];
        inputs.push(("attention_mask".into(), tensor([rows, end], mask)?));
    }
    if signature.position_ids {
        let positions = past.length as i64..end as i64;
        let all = std::iter::repeat_n(positions, rows).flatten().collect();
        inputs.push(("position_ids".into(), tensor([rows, width], all)?));
    }
    if signature.num_logits_to_keep {
        let one = Tensor::from_array(([0_usize; 0], vec![1_i64]))?;
        inputs.push(("num_logits_to_keep".into(), one.into()));
    }
    for (names, value) in signature.cache.iter().zip(&past.tensors) {
        inputs.push((names.past.as_str().into(), value.into()));
    }
    let mut outputs = session.run(inputs)?;
    let mut take = |name: &str| {
        outputs
            .remove(name)
            .ok_or_else(|| ort::Error::new(format!("it gave no output `{name}`")))
    };
    let logits = Logits::new(take("logits")?, signature.logits_type, rows)?;
    let tensors = signature.cache.iter().map(|names| take(&names.present));
    let cache = Cache {
        tensors: tensors.collect::<ort::Result<_>>()?,
        length: end,
    };
    Ok((logits, cache))
}

fn tensor(shape: [usize; 2], values: Vec<i64>) -> ort::Result<SessionInputValue<'static>> {
    Ok(Tensor::from_array((shape, values))?.into())
}

impl Logits {
    fn new(value: DynValue, float: Float, rows: usize) -> ort::Result<Self> {
        let shape: Vec<usize> = match value.dtype() {
            ort::value::ValueType::Tensor { shape, .. } => shape
                .iter()
                .filter_map(|&n| usize::try_from(n).ok())
                .collect(),
            _ => Vec::new(),
        };
        match *shape {
            [batch, width, vocabulary] if batch == rows && width > 0 && vocabulary > 0 => {
                Ok(Self {
                    value,
                    float,
                    width,
                    vocabulary,
                })
            }
            _ => Err(ort::Error::new(format!(
                "it gave logits of the shape {shape:?} for {rows} texts"
            ))),
        }
    }

    /// Calls `use_row` with the logits of each row in turn.
    pub(super) fn for_each(&self, mut use_row: impl FnMut(usize, &[f32])) -> ort::Result<()> {
        let last = |row: usize| {
            let start = (row * self.width + self.width - 1) * self.vocabulary;
            start..start + self.vocabulary
        };
        match self.float {
            Float::F32 => {
                let (shape, all) = self.value.try_extract_tensor::<f32>()?;
                for row in 0..rows(shape) {
                    use_row(row, all.get(last(row)).unwrap_or_default());
                }
            }
            Float::F16 => {
                let (shape, all) = self.value.try_extract_tensor::<f16>()?;
                let mut wide = vec![0.0; self.vocabulary];
                for row in 0..rows(shape) {
                    let narrow = all.get(last(row)).unwrap_or_default();
                    for (to, from) in wide.iter_mut().zip(narrow) {
                        *to = from.to_f32();
                    }
                    use_row(row, &wide);
                }
            }
        }
        Ok(())
    }
}

fn rows(shape: &[i64]) -> usize {
    shape
        .first()
        .and_then(|&n| usize::try_from(n).ok())
        .unwrap_or(0)
}
