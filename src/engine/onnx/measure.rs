//! How fast a model computes here, measured through the same pool that runs use.

use std::time::{Duration, Instant};

use super::pool::{Pool, Tools};
use super::row::{Guide, Row};
use super::{EngineError, Event, OnnxEngine, Request};
use crate::engine::chat::RenderedChat;
use crate::engine::limits::Limits;
use crate::plan::Mode;
use crate::suite::Sampling;

/// What computing `batch` made-up texts took.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Measured {
    /// Texts computed together.
    pub batch: usize,
    /// Tokens of all prompts.
    pub prompt_tokens: u64,
    /// Time for the prompts, until the first token of every text.
    pub prefill: Duration,
    /// Tokens decoded after the first, over all texts.
    pub decoded_tokens: u64,
    /// Time for them.
    pub decode: Duration,
    /// The part of `decode` that was spent inside ONNX Runtime.
    pub decode_library: Duration,
}

/// What forking a text took.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Forked {
    /// Time to make copies of its cache.
    pub fork: Duration,
    /// Time to compute the next token of all copies; the first time, in which
    /// the library makes room, does not count.
    pub step: Duration,
}

impl OnnxEngine {
    /// Copies the cache of a made-up text of `length` tokens `rows` times, and
    /// computes the next token of the copies.
    ///
    /// # Errors
    /// When the library fails.
    pub fn measure_fork(&mut self, rows: usize, length: usize) -> Result<Forked, EngineError> {
        let text: Vec<u32> = (0..length).map(|k| (k % 97) as u32).collect();
        let (_, cache) = self.decoder.prefill(&[&text])?;
        let next = [1_u32];
        let tokens = vec![next.as_slice(); rows];
        if !self.decoder.signature.shared_buffers {
            let began = Instant::now();
            let copies = self.decoder.gather(&[(&cache, vec![0; rows])])?;
            let fork = began.elapsed();
            self.decoder.step(&tokens, &copies)?;
            let began = Instant::now();
            self.decoder.step(&tokens, &copies)?;
            let step = began.elapsed();
            return Ok(Forked { fork, step });
        }
        let capacity = (length + 1).max(self.decoder.signature.least_capacity);
        let mut copies = self.decoder.share(rows, capacity)?;
        let began = Instant::now();
        for place in 0..rows {
            copies
                .insert(&self.decoder.signature, place, &cache, 0)
                .map_err(|e| self.decoder.failure("a copy of a text's cache", &e))?;
        }
        let fork = began.elapsed();
        let starts = vec![length; rows];
        self.decoder.step_shared(&tokens, &starts, &mut copies)?;
        let began = Instant::now();
        self.decoder.step_shared(&tokens, &starts, &mut copies)?;
        let step = began.elapsed();
        Ok(Forked { fork, step })
    }

    /// Computes `batch` different made-up prompts of `n_prompt` tokens
    /// together, and `n_new` tokens after each, greedily, whatever they are.
    ///
    /// # Errors
    /// When so much does not fit the model's context or the memory for caches,
    /// or the library fails.
    pub fn measure(
        &mut self,
        batch: usize,
        n_prompt: usize,
        n_new: u32,
    ) -> Result<Measured, EngineError> {
        let rows = (0..batch).map(|i| self.made_up(i, n_prompt, n_new));
        let rows: Vec<Row> = rows.collect::<Result<_, _>>()?;
        let mut pool = Pool::new(rows, &self.decoder, batch, self.cache_bytes);
        if pool.batch_size() < batch {
            return Err(EngineError::Refused(format!(
                "the memory for caches, {} bytes, holds {} texts of {} tokens and not {batch}; \
                 allow more of it",
                self.cache_bytes,
                pool.batch_size(),
                n_prompt + n_new as usize,
            )));
        }
        let endless = self.vocabulary.endless();
        let mut measured = Measured {
            batch,
            prompt_tokens: 0,
            prefill: Duration::ZERO,
            decoded_tokens: 0,
            decode: Duration::ZERO,
            decode_library: Duration::ZERO,
        };
        while !pool.is_done() {
            let is_prefill = pool.has_waiting();
            let mut events = Vec::new();
            let (began, library) = (Instant::now(), self.decoder.library_time);
            pool.step(&mut Tools {
                decoder: &mut self.decoder,
                vocabulary: &endless,
                events: &mut events,
            })?;
            let elapsed = began.elapsed();
            let tokens = events.iter().map(|event| match event {
                Event::Tokens(n) => *n,
                Event::Notice(_) | Event::Done { .. } => 0,
            });
            if is_prefill {
                measured.prompt_tokens += tokens.sum::<u64>();
                measured.prefill += elapsed;
            } else {
                measured.decoded_tokens += tokens.sum::<u64>();
                measured.decode += elapsed;
                measured.decode_library += self.decoder.library_time.saturating_sub(library);
            }
        }
        drop(pool);
        self.decoder.buffers.clear();
        Ok(measured)
    }

    /// A row with a prompt of its own.
    fn made_up(&self, i: usize, n_prompt: usize, n_new: u32) -> Result<Row, EngineError> {
        let request = Request {
            prompt: String::new(),
            mode: Mode::Instruct,
            budget: None,
            sampling: Sampling {
                max_answer_tokens: n_new,
                // Nobody thinks, and its room would count.
                max_thinking_tokens: 1,
                ..Sampling::default()
            },
            seed: 0,
            logprobs: false,
            probes: None,
        };
        let guide = Guide::new(&request, &self.vocabulary)?;
        let limits = Limits::of(&request, n_prompt, self.info.context, guide.n_forced())?;
        if n_prompt + n_new as usize > limits.context {
            return Err(EngineError::Refused(format!(
                "{n_prompt} tokens of prompt and {n_new} new ones are more than the model's \
                 context of {} tokens",
                limits.context
            )));
        }
        let n_tokens = self.decoder.signature.vocabulary.unwrap_or(256).max(2) as usize;
        // Any tokens do; each prompt has its own, so that none is shared.
        let prompt = (0..n_prompt).map(|k| ((i + 1) * 7919 + k * 104_729) % n_tokens);
        let prompt = prompt.map(|token| token as u32).collect();
        let chat = RenderedChat {
            text: String::new(),
            thinking_open: false,
        };
        Ok(Row::new(i, chat, prompt, limits, guide))
    }
}
