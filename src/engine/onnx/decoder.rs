//! One step of a model: tokens and cache in, logits and cache out.

use std::time::{Duration, Instant};

use ort::memory::MemoryInfo;
use ort::session::Session;

use super::buffers::Buffers;
use super::cache::Cache;
use super::logits::Logits;
use super::run::{Arena, run_into, run_on, run_shared, run_unbound};
use super::shared::{Held, SharedCache};
use super::signature::Signature;
use super::step::Step;
use crate::engine::EngineError;
use crate::engine::error::one_line;

/// A session that is fed step by step.
#[derive(Debug)]
pub(super) struct Decoder {
    origin: String,
    session: Session,
    pub(super) signature: Signature,
    /// Where the cache stays between steps; `None` is the processor's memory.
    pub(super) device: Option<MemoryInfo<'static>>,
    /// Where the cache stays on the processor.
    pub(super) buffers: Buffers,
    /// Whether the graph gives its cache in the shapes that we expect, so that
    /// it can write into our memory.
    fills_buffers: bool,
    arena: Arena,
    /// Time spent in the library.
    pub(super) library_time: Duration,
    /// Memory for so many texts at once, to see what happens without more.
    #[cfg(test)]
    pub(super) texts_in_memory: Option<usize>,
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
            buffers: Buffers::default(),
            fills_buffers: true,
            arena: Arena::default(),
            library_time: Duration::ZERO,
            #[cfg(test)]
            texts_in_memory: None,
        }
    }

    /// Most prompts of `length` tokens that are to be computed together; at
    /// least one.
    pub(super) fn max_prompts(&self, length: usize) -> usize {
        self.signature.step_cost.max_prompts(length)
    }

    /// Computes whole prompts of the same length, at most
    /// [`max_prompts`](Self::max_prompts).
    pub(super) fn prefill(&mut self, prompts: &[&[u32]]) -> Result<(Logits, Cache), EngineError> {
        let length = prompts.first().map_or(0, |p| p.len());
        if self.signature.least_capacity > 0 {
            return self.prefill_shared(prompts, length);
        }
        // How a prompt is cut depends on it and the model alone, never on the batch.
        let cut = self.signature.step_cost.max_tokens(length);
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
        let cut = self.signature.step_cost.max_tokens(length);
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
        let result = match &self.device {
            None => self.step_here(&step, past),
            Some(device) => run_on(device, &mut self.session, &self.signature, &step, past),
        };
        self.library_time += began.elapsed();
        result.map_err(|e| self.failure(&step.describe(), &e))
    }

    /// A step on the processor, into memory of our own.
    fn step_here(&mut self, step: &Step<'_>, past: &Cache) -> ort::Result<(Logits, Cache)> {
        let options = self.arena.options(step.n_tokens())?;
        let (session, signature) = (&mut self.session, &self.signature);
        if !self.fills_buffers {
            return run_unbound(session, signature, &options, step, past);
        }
        let (rows, length) = (step.tokens.len(), past.length + step.width());
        let present = self.buffers.cache(signature, rows, length)?;
        match run_into(session, signature, &options, step, past, present) {
            // The library names what it refuses: a shape other than expected.
            Err(error) if error.to_string().contains("shape verification failed") => {
                self.fills_buffers = false;
                self.buffers.clear();
                run_unbound(session, signature, &options, step, past)
            }
            result => result,
        }
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
        let (session, signature) = (&mut self.session, &self.signature);
        let options = self.arena.options(step.n_tokens());
        let result =
            options.and_then(|options| run_shared(session, signature, &options, &step, cache));
        self.library_time += began.elapsed();
        result.map_err(|e| self.failure(&step.describe(), &e))
    }

    /// A cache of the chosen rows of caches of the same length, in order.
    pub(super) fn gather(&self, sources: &[(&Cache, Vec<usize>)]) -> Result<Cache, EngineError> {
        Cache::gather(&self.signature, &self.buffers, sources)
            .map_err(|e| self.failure("a smaller cache", &e))
    }

    /// The cache of the first `length` tokens of one row.
    pub(super) fn cut(
        &self,
        cache: &Cache,
        row: usize,
        length: usize,
    ) -> Result<Cache, EngineError> {
        Cache::cut(&self.signature, &self.buffers, cache, row, length)
            .map_err(|e| self.failure("the start of a cache", &e))
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
