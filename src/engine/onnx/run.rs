//! Runs of the library: into memory of ours, on a device, in place.

use std::borrow::Cow;

use ort::memory::MemoryInfo;
use ort::session::{IoBinding, RunOptions, Session, SessionInputValue, SessionOutputs};
use ort::value::DynValue;

use super::cache::Cache;
use super::logits::Logits;
use super::shared::SharedCache;
use super::signature::Signature;
use super::step::Step;

/// Tokens after which the library's arena gives back what it does not use. It
/// keeps every size that it ever gave out, and attention's grow with the text.
const TOKENS_BETWEEN_SHRINKING: usize = 1024;

/// When the library's arena is to be made smaller.
#[derive(Debug, Default)]
pub(super) struct Arena {
    /// Tokens computed since.
    n_tokens: usize,
}

impl Arena {
    /// The options for a step over so many tokens.
    pub(super) fn options(&mut self, n_tokens: usize) -> ort::Result<RunOptions> {
        let mut options = RunOptions::new()?;
        self.n_tokens += n_tokens;
        if self.n_tokens >= TOKENS_BETWEEN_SHRINKING {
            self.n_tokens = 0;
            options.set("memory.enable_memory_arena_shrinkage", "cpu:0")?;
        }
        Ok(options)
    }
}

/// A step whose cache is written into `present`.
pub(super) fn run_into(
    session: &mut Session,
    signature: &Signature,
    options: &RunOptions,
    step: &Step<'_>,
    past: &Cache,
    mut present: Cache,
) -> ort::Result<(Logits, Cache)> {
    let mut binding = bind_inputs(session, signature, step, past)?;
    for (names, value) in signature.cache.iter().zip(&mut present.tensors) {
        binding.bind_output(names.present.as_str(), value)?;
    }
    binding.bind_output_to_device("logits", &MemoryInfo::default())?;
    let mut outputs = session.run_binding_with_options(&binding, options)?;
    let logits = take_logits(&mut outputs, signature, step)?;
    Ok((logits, present))
}

/// A step whose cache the library puts where it likes.
pub(super) fn run_unbound(
    session: &mut Session,
    signature: &Signature,
    options: &RunOptions,
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
    let mut outputs = session.run_with_options(inputs, options)?;
    take_all(&mut outputs, signature, step, past)
}

/// A step with a cache that is made on `device` and stays there.
pub(super) fn run_on(
    device: &MemoryInfo<'_>,
    session: &mut Session,
    signature: &Signature,
    step: &Step<'_>,
    past: &Cache,
) -> ort::Result<(Logits, Cache)> {
    let mut binding = bind_inputs(session, signature, step, past)?;
    for names in &signature.cache {
        binding.bind_output_to_device(names.present.as_str(), device)?;
    }
    // Tokens are chosen by the processor.
    binding.bind_output_to_device("logits", &MemoryInfo::default())?;
    let mut outputs = session.run_binding(&binding)?;
    take_all(&mut outputs, signature, step, past)
}

/// A step that adds to its cache in place.
pub(super) fn run_shared(
    session: &mut Session,
    signature: &Signature,
    options: &RunOptions,
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
    let mut outputs = session.run_binding_with_options(&cache.binding, options)?;
    take_logits(&mut outputs, signature, step)
}

fn bind_inputs(
    session: &Session,
    signature: &Signature,
    step: &Step<'_>,
    past: &Cache,
) -> ort::Result<IoBinding> {
    let mut binding = session.create_binding()?;
    for (name, value) in step.inputs(signature)? {
        binding.bind_input(name, &value)?;
    }
    for (names, value) in signature.cache.iter().zip(&past.tensors) {
        binding.bind_input(names.past.as_str(), value)?;
    }
    Ok(binding)
}

/// The logits and the cache that the library made.
fn take_all(
    outputs: &mut SessionOutputs<'_>,
    signature: &Signature,
    step: &Step<'_>,
    past: &Cache,
) -> ort::Result<(Logits, Cache)> {
    let logits = take_logits(outputs, signature, step)?;
    let tensors = signature.cache.iter().map(|t| take(outputs, &t.present));
    let cache = Cache {
        tensors: tensors.collect::<ort::Result<_>>()?,
        length: past.length + step.width(),
        home: None,
    };
    Ok((logits, cache))
}

fn take_logits(
    outputs: &mut SessionOutputs<'_>,
    signature: &Signature,
    step: &Step<'_>,
) -> ort::Result<Logits> {
    let logits = take(outputs, "logits")?;
    Logits::new(logits, signature.logits_type, step.tokens.len())
}

fn take(outputs: &mut SessionOutputs<'_>, name: &str) -> ort::Result<DynValue> {
    let missing = || ort::Error::new(format!("it gave no output `{name}`"));
    outputs.remove(name).ok_or_else(missing)
}
