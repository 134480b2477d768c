//! Which rows are computed when.
//!
//! A prompt is computed once for all rows that begin with it. Then its rows
//! are *parked*: they have a cache and wait for a place in a batch, as rows do
//! that part from others on the way. Who is parked goes before new prompts.
//!
//! How batches are made depends on the graph: [`cohorts`](super::cohorts)
//! where rows of one length run together, [`slots`](super::slots) where rows of
//! any length may.

use std::collections::VecDeque;
use std::rc::Rc;
use std::time::Instant;

use super::batch::settle;
use super::cache::Cache;
use super::cohorts::Cohorts;
use super::decoder::Decoder;
use super::memory::Room;
use super::row::Row;
use super::slots::{Slots, Waiting};
use super::vocabulary::Vocabulary;
use crate::engine::{EngineError, Event};

/// All rows of one call, waiting and in flight.
pub(super) struct Pool {
    /// Not computed, shortest prompt first.
    waiting: VecDeque<Prompt>,
    parked: VecDeque<Parked>,
    batches: Batches,
    room: Room,
}

/// Rows that begin with the same prompt.
pub(super) struct Prompt {
    tokens: Vec<u32>,
    rows: Vec<Row>,
}

/// Rows of the same length that wait for a place in a batch.
#[derive(Debug)]
pub(super) struct Parked {
    /// Their cache, each with its place in it.
    pub(super) cache: Rc<Cache>,
    pub(super) rows: VecDeque<(usize, Row)>,
}

enum Batches {
    Cohorts(Cohorts),
    Slots(Box<Slots>),
}

/// What a step needs besides the rows.
pub(super) struct Tools<'a> {
    pub(super) decoder: &'a mut Decoder,
    pub(super) vocabulary: &'a Vocabulary,
    pub(super) events: &'a mut Vec<Event>,
}

impl Pool {
    pub(super) fn new(
        rows: Vec<Row>,
        decoder: &Decoder,
        batch_size: usize,
        cache_bytes: u64,
    ) -> Self {
        let room = Room::of(&rows, &decoder.signature, batch_size, cache_bytes);
        let batches = if decoder.signature.shared_buffers {
            Batches::Slots(Box::new(Slots::new(room.batch_size)))
        } else {
            Batches::Cohorts(Cohorts::new(room))
        };
        Self {
            waiting: prompts(rows),
            parked: VecDeque::new(),
            batches,
            room,
        }
    }

    /// Most rows that are computed in one step.
    pub(super) fn batch_size(&self) -> usize {
        self.room.batch_size
    }

    /// Whether prompts are still to be computed.
    pub(super) fn has_waiting(&self) -> bool {
        !self.waiting.is_empty()
    }

    pub(super) fn is_done(&self) -> bool {
        self.waiting.is_empty() && self.parked.is_empty() && self.n_live() == 0
    }

    /// Computes one step: prompts if there is room for more rows, else the
    /// next token of a batch.
    ///
    /// # Errors
    /// Only what ends the whole engine; what concerns one row becomes an event.
    pub(super) fn step(&mut self, tools: &mut Tools<'_>) -> Result<(), EngineError> {
        if self.parked.is_empty() {
            let n = self.n_prompts(tools.decoder);
            if n > 0 {
                return self.begin(n, tools);
            }
        }
        match &mut self.batches {
            Batches::Cohorts(cohorts) => cohorts.step(&mut self.parked, tools),
            Batches::Slots(slots) => {
                let rows = self.waiting.iter().flat_map(|prompt| &prompt.rows);
                let waiting = Waiting {
                    rows: rows.clone().count(),
                    longest: rows.map(|row| row.limits.longest).max().unwrap_or(0),
                };
                slots.step(&mut self.parked, waiting, tools)
            }
        }
    }

    /// Caches of rows that wait for a place.
    #[cfg(test)]
    pub(super) fn n_parked(&self) -> usize {
        self.parked.len()
    }

    /// Rows in flight.
    pub(super) fn n_live(&self) -> usize {
        match &self.batches {
            Batches::Cohorts(cohorts) => cohorts.n_live(),
            Batches::Slots(slots) => slots.n_live(),
        }
    }

    /// How many prompts are to be computed now: all of one length.
    fn n_prompts(&self, decoder: &Decoder) -> usize {
        let Some(first) = self.waiting.front() else {
            return 0;
        };
        let length = first.tokens.len();
        let mut free = match &self.batches {
            Batches::Cohorts(cohorts) => self.room.free_for_cohorts(cohorts.n_trunks()),
            Batches::Slots(slots) => self.room.batch_size.saturating_sub(slots.n_live()),
        };
        let affordable = decoder.max_prompts(length).min(self.room.batch_size);
        let mut n = 0;
        for prompt in self.waiting.iter().take(affordable) {
            if prompt.tokens.len() != length || free == 0 {
                break;
            }
            free = free.saturating_sub(prompt.rows.len());
            n += 1;
        }
        n
    }

    /// Computes the next `n` prompts and parks their rows.
    fn begin(&mut self, n: usize, tools: &mut Tools<'_>) -> Result<(), EngineError> {
        let mut prompts: Vec<Prompt> = self.waiting.drain(..n).collect();
        let began = Instant::now();
        let tokens: Vec<&[u32]> = prompts.iter().map(|p| p.tokens.as_slice()).collect();
        let length = tokens.first().map_or(0, |t| t.len());
        let (logits, cache) = tools.decoder.prefill(&tokens)?;
        let elapsed = began.elapsed();
        tools.events.push(Event::Tokens((n * length) as u64));
        let mut rows = VecDeque::new();
        let read = logits.for_each(|place, logits| {
            let Some(prompt) = prompts.get_mut(place) else {
                return;
            };
            for (i, mut row) in prompt.rows.drain(..).enumerate() {
                // Shared work is counted once, for the first.
                row.n_computed = if i == 0 { length as u32 } else { 0 };
                row.elapsed = elapsed;
                let after = row.advance(logits, tools.vocabulary);
                if let Some(row) = settle(row, after, tools.vocabulary, tools.events) {
                    rows.push_back((place, row));
                }
            }
        });
        read.map_err(|e| tools.decoder.failure("the logits of prompts", &e))?;
        if !rows.is_empty() {
            let cache = Rc::new(cache);
            self.parked.push_back(Parked { cache, rows });
        }
        Ok(())
    }
}

impl Parked {
    /// Keeps the first rows, of which at most `n` are no branches, and returns
    /// the others.
    pub(super) fn keep(&mut self, n: usize) -> Option<Self> {
        let mut left = n;
        let end = self.rows.iter().position(|(_, row)| {
            let fits = row.is_branch || left > 0;
            left -= usize::from(!row.is_branch && left > 0);
            !fits
        })?;
        Some(Self {
            cache: Rc::clone(&self.cache),
            rows: self.rows.split_off(end),
        })
    }
}

/// Rows by their prompts, shortest prompts first.
fn prompts(rows: Vec<Row>) -> VecDeque<Prompt> {
    let mut rows = rows;
    rows.sort_by(|a, b| {
        let order = a.prompt.len().cmp(&b.prompt.len());
        order
            .then_with(|| a.prompt.cmp(&b.prompt))
            .then(a.index.cmp(&b.index))
    });
    let mut prompts: Vec<Prompt> = Vec::new();
    for mut row in rows {
        let tokens = std::mem::take(&mut row.prompt);
        match prompts.last_mut() {
            Some(last) if last.tokens == tokens => last.rows.push(row),
            _ => prompts.push(Prompt {
                tokens,
                rows: vec![row],
            }),
        }
    }
    // Within a length the order of the requests.
    prompts.sort_by_key(|p| (p.tokens.len(), p.rows.first().map_or(0, |row| row.index)));
    prompts.into()
}
