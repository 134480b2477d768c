//! One step of a model: tokens and cache in, logits and cache out.

use std::borrow::Cow;
use std::time::{Duration, Instant};

use ort::memory::MemoryInfo;
use ort::session::{Session, SessionInputValue};
use ort::value::{DynValue, Tensor};

use super::cache::Cache;
use super::logits::Logits;
use super::shared::{Held, SharedCache};
use super::signature::{Integer, Signature};
use crate::engine::EngineError;
use crate::engine::error::one_line;

/// Most bytes of logits that one step may produce: those of whole prompts are
/// large where vocabularies are.
const MAX_LOGIT_BYTES: u64 = 256 << 20;

/// Most tokens that one step takes: the scores of attention grow with them and
/// with what is there already.
const MAX_STEP_TOKENS: usize = 4096;

/// A session that is fed step by step.
#[derive(Debug)]
pub(super) struct Decoder {
    origin: String,
    session: Session,
    pub(super) signature: Signature,
    /// Where the cache stays between steps; `None` is the processor's memory.
    pub(super) device: Option<MemoryInfo<'static>>,
    /// Time spent in the library.
    pub(super) library_time: Duration,
    /// Memory for so many texts at once, to see what happens without more.
    #[cfg(test)]
    pub(super) texts_in_memory: Option<usize>,
}

/// Tokens that are computed together: as many for each row.
struct Step<'a> {
    tokens: &'a [&'a [u32]],
    /// Tokens of each row that are in the cache.
    starts: &'a [usize],
}

impl Decoder {
    pub(super) fn new(
        origin: String,
        session: Session,
        signature: Signature,
        device: Option<MemoryInfo<'static>>,
    ) -> Self {
        Self {
            origin,
            session,
            signature,
            device,
            library_time: Duration::ZERO,
            #[cfg(test)]
            texts_in_memory: None,
        }
    }

    /// Most tokens that one step may take, over all rows; at least one.
    pub(super) fn max_step_tokens(&self) -> usize {
        if self.signature.num_logits_to_keep {
            return MAX_STEP_TOKENS;
        }
        let bytes = self.signature.vocabulary.unwrap_or(1 << 18) * 4;
        usize::try_from(MAX_LOGIT_BYTES / bytes.max(1))
            .unwrap_or(1)
            .clamp(1, MAX_STEP_TOKENS)
    }

    /// Computes whole prompts of the same length; several only where they fit
    /// into [`max_step_tokens`](Self::max_step_tokens) together.
    pub(super) fn prefill(&mut self, prompts: &[&[u32]]) -> Result<(Logits, Cache), EngineError> {
        let length = prompts.first().map_or(0, |p| p.len());
        if self.signature.least_capacity > 0 {
            return self.prefill_shared(prompts, length);
        }
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

    /// The same for graphs whose cache needs room from the start.
    fn prefill_shared(
        &mut self,
        prompts: &[&[u32]],
        length: usize,
    ) -> Result<(Logits, Cache), EngineError> {
        let capacity = length.max(self.signature.least_capacity);
        let mut cache = self.share(prompts.len(), capacity)?;
        let cut = self.max_step_tokens();
        let mut start = 0_usize;
        let logits = loop {
            let end = start.saturating_add(cut).min(length);
            let parts: Vec<&[u32]> = prompts
                .iter()
                .map(|p| p.get(start..end).unwrap_or_default())
                .collect();
            let logits = self.step_shared(&parts, &vec![start; prompts.len()], &mut cache)?;
            if end == length {
                break logits;
            }
            start = end;
        };
        let rows = (0..prompts.len()).map(|place| {
            cache
                .extract(&self.signature, Held { place, length })
                .map_err(|e| self.failure("a plain cache", &e))
        });
        let rows: Vec<Cache> = rows.collect::<Result<_, _>>()?;
        let all: Vec<(&Cache, Vec<usize>)> = rows.iter().map(|row| (row, vec![0])).collect();
        Ok((logits, self.gather(&all)?))
    }

    /// Computes the next tokens of every row: as many for each.
    pub(super) fn step(
        &mut self,
        tokens: &[&[u32]],
        past: &Cache,
    ) -> Result<(Logits, Cache), EngineError> {
        let starts = vec![past.length; tokens.len()];
        let step = Step {
            tokens,
            starts: &starts,
        };
        let began = Instant::now();
        #[cfg(test)]
        self.look_at_memory(tokens.len())?;
        let (session, signature) = (&mut self.session, &self.signature);
        let result = match &self.device {
            None => run(session, signature, &step, past),
            Some(device) => run_on(device, session, signature, &step, past),
        };
        self.library_time += began.elapsed();
        result.map_err(|e| self.failure(&step.describe(), &e))
    }

    /// Computes the next token of every row, each after its own number of
    /// tokens, and adds it to the cache.
    pub(super) fn step_shared(
        &mut self,
        tokens: &[&[u32]],
        starts: &[usize],
        cache: &mut SharedCache,
    ) -> Result<Logits, EngineError> {
        let step = Step { tokens, starts };
        let began = Instant::now();
        #[cfg(test)]
        self.look_at_memory(tokens.len())?;
        let result = run_shared(&mut self.session, &self.signature, &step, cache);
        self.library_time += began.elapsed();
        result.map_err(|e| self.failure(&step.describe(), &e))
    }

    /// A cache of the chosen rows of caches of the same length, in order.
    pub(super) fn gather(&self, sources: &[(&Cache, Vec<usize>)]) -> Result<Cache, EngineError> {
        Cache::gather(&self.signature, sources).map_err(|e| self.failure("a smaller cache", &e))
    }

    /// A cache of its own for `rows` rows of up to `capacity` tokens.
    pub(super) fn share(&self, rows: usize, capacity: usize) -> Result<SharedCache, EngineError> {
        SharedCache::new(&self.session, &self.signature, rows, capacity)
            .map_err(|e| self.failure(&room(rows, capacity), &e))
    }

    /// See [`SharedCache::resize`].
    pub(super) fn resize(
        &self,
        cache: &mut SharedCache,
        kept: &[Held],
        rows: usize,
        capacity: usize,
    ) -> Result<(), EngineError> {
        cache
            .resize(&self.session, &self.signature, kept, rows, capacity)
            .map_err(|e| self.failure(&room(rows, capacity), &e))
    }

    #[cfg(test)]
    fn look_at_memory(&self, n_texts: usize) -> Result<(), EngineError> {
        match self.texts_in_memory {
            Some(most) if n_texts > most => {
                let error = ort::Error::new("Failed to allocate memory for requested buffer");
                Err(self.failure("a step", &error))
            }
            _ => Ok(()),
        }
    }

    pub(super) fn failure(&self, what: &str, error: &ort::Error) -> EngineError {
        EngineError::Compute {
            model: self.origin.clone(),
            what: what.to_owned(),
            reason: one_line(&error.to_string()),
        }
    }
}

fn room(rows: usize, capacity: usize) -> String {
    format!("a cache for {rows} texts of {capacity} tokens")
}

fn run(
    session: &mut Session,
    signature: &Signature,
    step: &Step<'_>,
    past: &Cache,
) -> ort::Result<(Logits, Cache)> {
    let mut inputs: Vec<(Cow<'_, str>, SessionInputValue<'_>)> =
        Vec::with_capacity(signature.cache.len() + 5);
    for (name, value) in step.inputs(signature)? {
        inputs.push((name.into(), value.into()));
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
    let logits = Logits::new(take("logits")?, signature.logits_type, step.tokens.len())?;
    let tensors = signature.cache.iter().map(|names| take(&names.present));
    let cache = Cache {
        tensors: tensors.collect::<ort::Result<_>>()?,
        length: past.length + step.width(),
    };
    Ok((logits, cache))
}

/// As [`run`], with a cache that is made on `device` and stays there.
fn run_on(
    device: &MemoryInfo<'_>,
    session: &mut Session,
    signature: &Signature,
    step: &Step<'_>,
    past: &Cache,
) -> ort::Result<(Logits, Cache)> {
    let mut binding = session.create_binding()?;
    for (name, value) in step.inputs(signature)? {
        binding.bind_input(name, &value)?;
    }
    for (names, value) in signature.cache.iter().zip(&past.tensors) {
        binding.bind_input(names.past.as_str(), value)?;
        binding.bind_output_to_device(names.present.as_str(), device)?;
    }
    // Tokens are chosen by the processor.
    binding.bind_output_to_device("logits", &MemoryInfo::default())?;
    let mut outputs = session.run_binding(&binding)?;
    let mut take = |name: &str| {
        outputs
            .remove(name)
            .ok_or_else(|| ort::Error::new(format!("it gave no output `{name}`")))
    };
    let logits = Logits::new(take("logits")?, signature.logits_type, step.tokens.len())?;
    let tensors = signature.cache.iter().map(|names| take(&names.present));
    let cache = Cache {
        tensors: tensors.collect::<ort::Result<_>>()?,
        length: past.length + step.width(),
    };
    Ok((logits, cache))
}

fn run_shared(
    session: &mut Session,
    signature: &Signature,
    step: &Step<'_>,
    cache: &mut SharedCache,
) -> ort::Result<Logits> {
    for (name, value) in step.inputs(signature)? {
        cache.binding.bind_input(name, &value)?;
    }
    // Bound anew each time: the library would write the next logits into the
    // last ones, which may still be in use.
    cache
        .binding
        .bind_output_to_device("logits", &MemoryInfo::default())?;
    let mut outputs = session.run_binding(&cache.binding)?;
    let logits = outputs
        .remove("logits")
        .ok_or_else(|| ort::Error::new("it gave no output `logits`"))?;
    Logits::new(logits, signature.logits_type, step.tokens.len())
}

impl Step<'_> {
    fn width(&self) -> usize {
        self.tokens.first().map_or(0, |t| t.len())
    }

    /// All inputs but the cache.
    fn inputs(&self, signature: &Signature) -> ort::Result<Vec<(&'static str, DynValue)>> {
        let (rows, width) = (self.tokens.len(), self.width());
        let longest = self.starts.iter().max().map_or(0, |n| n + width);
        let mut inputs = Vec::with_capacity(5);
        let ids = self.tokens.iter().flat_map(|t| t.iter());
        let ids = ids.map(|&id| i64::from(id));
        inputs.push((
            "input_ids",
            tensor(signature.input_ids, [rows, width], ids)?,
        ));
        if let Some(integer) = signature.attention_mask {
            // Ones for what is there, zeros behind it.
            let mask = self
                .starts
                .iter()
                .flat_map(|&start| (0..longest).map(move |i| i64::from(i < start + width)));
            inputs.push(("attention_mask", tensor(integer, [rows, longest], mask)?));
        }
        if let Some(integer) = signature.position_ids {
            let positions = self
                .starts
                .iter()
                .flat_map(|&start| (start..start + width).map(|i| i as i64));
            inputs.push(("position_ids", tensor(integer, [rows, width], positions)?));
        }
        if signature.num_logits_to_keep {
            let one = Tensor::from_array(([0_usize; 0], vec![1_i64]))?;
            inputs.push(("num_logits_to_keep", one.into_dyn()));
        }
        if signature.use_cache_branch {
            let has_past = self.starts.iter().any(|&start| start > 0);
            let switch = Tensor::from_array(([1_usize], vec![has_past]))?;
            inputs.push(("use_cache_branch", switch.into_dyn()));
        }
        Ok(inputs)
    }

    fn describe(&self) -> String {
        let longest = self.starts.iter().max().copied().unwrap_or(0);
        format!(
            "{} tokens after {longest} of {} texts",
            self.width(),
            self.tokens.len()
        )
    }
}

fn tensor(
    integer: Integer,
    shape: [usize; 2],
    values: impl Iterator<Item = i64>,
) -> ort::Result<DynValue> {
    Ok(match integer {
        Integer::I64 => Tensor::from_array((shape, values.collect::<Vec<i64>>()))?.into_dyn(),
        Integer::I32 => {
            let values: Vec<i32> = values.map(|n| n as i32).collect();
            Tensor::from_array((shape, values))?.into_dyn()
        }
    })
}
