//! A batch of rows of any length, for graphs that add to their cache in place.
//!
//! Each row has a place in the shared buffers. A row that ends leaves its
//! place to the next one; the others go on as if nothing had happened.

use std::collections::VecDeque;
use std::rc::Rc;
use std::time::Instant;

use super::batch::{Batch, Parted};
use super::cache::Cache;
use super::decoder::Decoder;
use super::pool::{Parked, Tools};
use super::row::Row;
use super::shared::{Held, SharedCache};
use crate::engine::{EngineError, Event};

/// What fails where a row cannot part from another.
const COPY: &str = "a copy of a text's cache";

/// Rows with places in shared buffers.
#[derive(Debug)]
pub(super) struct Slots {
    batch: Batch,
    cache: Option<SharedCache>,
    batch_size: usize,
}

/// Rows that are to come.
#[derive(Debug, Clone, Copy)]
pub(super) struct Waiting {
    pub(super) rows: usize,
    /// Tokens that the longest of them can ever have.
    pub(super) longest: usize,
}

impl Slots {
    pub(super) fn new(batch_size: usize) -> Self {
        Self {
            batch: Batch::default(),
            cache: None,
            batch_size,
        }
    }

    pub(super) fn n_live(&self) -> usize {
        self.batch.n_live()
    }

    /// Gives free places to parked rows, and computes the next token of all
    /// rows.
    pub(super) fn step(
        &mut self,
        parked: &mut VecDeque<Parked>,
        waiting: Waiting,
        tools: &mut Tools<'_>,
    ) -> Result<(), EngineError> {
        self.make_room(parked, waiting, tools.decoder)?;
        self.take_in(parked, tools.decoder)?;
        let Some(cache) = &mut self.cache else {
            return Ok(());
        };
        let began = Instant::now();
        let tokens = self.batch.next_tokens();
        let parts: Vec<&[u32]> = tokens.iter().map(<[u32; 1]>::as_slice).collect();
        let length = |row: &Option<Row>| row.as_ref().map_or(0, Row::n_cached);
        let starts: Vec<usize> = self.batch.rows.iter().map(length).collect();
        let logits = tools.decoder.step_shared(&parts, &starts, cache)?;
        let n = self.batch.count_step(began.elapsed());
        tools.events.push(Event::Tokens(n));
        let parted = self.batch.advance(&logits, tools.vocabulary, tools.events);
        drop(logits);
        self.settle_in(parted, parked, tools.decoder)
    }

    /// Makes the buffers fit the rows that are there and those that want in.
    ///
    /// They have room for the longest text from the start: the system counts
    /// their memory only as it is written to, and buffers that grew would leave
    /// holes behind into which no larger one fits.
    fn make_room(
        &mut self,
        parked: &VecDeque<Parked>,
        waiting: Waiting,
        decoder: &Decoder,
    ) -> Result<(), EngineError> {
        let n_parked: usize = parked.iter().map(|group| group.rows.len()).sum();
        let n_live = self.n_live();
        let wanted = (n_live + n_parked + waiting.rows)
            .min(self.batch_size)
            .max(1);
        let capacity = self
            .longest(parked)
            .max(waiting.longest)
            .max(self.needed(parked))
            .max(decoder.signature.least_capacity);
        let Some(cache) = &mut self.cache else {
            self.cache = Some(decoder.share(wanted, capacity)?);
            self.batch.rows.resize_with(wanted, || None);
            return Ok(());
        };
        let capacity = capacity.max(cache.capacity);
        let too_wide = wanted < cache.rows && self.batch.should_tidy();
        let too_narrow = wanted > cache.rows;
        if !too_wide && !too_narrow && capacity == cache.capacity {
            return Ok(());
        }
        let rows = if too_wide {
            wanted
        } else {
            wanted.max(cache.rows)
        };
        let kept: Vec<Held> = self
            .batch
            .live()
            .map(|(place, row)| Held {
                place,
                length: row.n_cached(),
            })
            .collect();
        decoder.resize(cache, &kept, rows, capacity)?;
        let live: Vec<Row> = std::mem::take(&mut self.batch.rows)
            .into_iter()
            .flatten()
            .collect();
        self.batch = Batch::new(live);
        self.batch.rows.resize_with(rows, || None);
        Ok(())
    }

    /// Tokens that the longest row has after the next step.
    fn needed(&self, parked: &VecDeque<Parked>) -> usize {
        let live = self.batch.live().map(|(_, row)| row.n_cached());
        let parked = parked.iter().map(|group| group.cache.length);
        live.chain(parked).max().unwrap_or(0) + 1
    }

    /// Tokens that the longest row can ever have.
    fn longest(&self, parked: &VecDeque<Parked>) -> usize {
        let live = self.batch.live().map(|(_, row)| row.limits.longest);
        let parked = parked.iter().flat_map(|group| &group.rows);
        let parked = parked.map(|(_, row)| row.limits.longest);
        live.chain(parked).max().unwrap_or(0)
    }

    /// Gives the free places to parked rows, first come first served.
    fn take_in(
        &mut self,
        parked: &mut VecDeque<Parked>,
        decoder: &Decoder,
    ) -> Result<(), EngineError> {
        let Some(cache) = &mut self.cache else {
            return Ok(());
        };
        for (place, slot) in self.batch.rows.iter_mut().enumerate() {
            if slot.is_some() {
                continue;
            }
            let Some((from, row, source)) = next_parked(parked) else {
                break;
            };
            cache
                .insert(&decoder.signature, place, &source, from)
                .map_err(|e| decoder.failure("a text's place in the cache", &e))?;
            *slot = Some(row);
        }
        Ok(())
    }

    /// Gives rows that parted places of their own where some are free, and
    /// parks the others. A probe takes the place of the row that it parted from
    /// instead, which waits for the next free place before all others: so each
    /// row in flight has one copy waiting at most, however many its probes are.
    fn settle_in(
        &mut self,
        parted: Vec<Parted>,
        parked: &mut VecDeque<Parked>,
        decoder: &Decoder,
    ) -> Result<(), EngineError> {
        let Some(cache) = &mut self.cache else {
            return Ok(());
        };
        // The place of a row that has ended goes to one that parts from it:
        // nobody else may write there before it is copied.
        let mut parted = parted;
        parted.sort_by_key(|p| self.batch.rows.get(p.place).is_some_and(Option::is_some));
        for Parted { place, row } in parted {
            let length = row.n_cached();
            let held = Held { place, length };
            let own = self.batch.rows.get(place).is_some_and(Option::is_none);
            let free = if own {
                Some(place)
            } else {
                self.batch.rows.iter().position(Option::is_none)
            };
            if let Some(free) = free {
                if free != place {
                    cache
                        .repeat(&decoder.signature, held, free)
                        .map_err(|e| decoder.failure(COPY, &e))?;
                }
                if let Some(slot) = self.batch.rows.get_mut(free) {
                    *slot = Some(row);
                }
                continue;
            }
            let alone = cache
                .extract(&decoder.signature, held)
                .map_err(|e| decoder.failure(COPY, &e))?;
            let parks = |row| Parked {
                cache: Rc::new(alone),
                rows: VecDeque::from([(0, row)]),
            };
            match self.batch.rows.get_mut(place) {
                Some(Some(trunk)) if row.is_probe() && trunk.n_cached() == length => {
                    let trunk = std::mem::replace(trunk, row);
                    parked.push_front(parks(trunk));
                }
                _ => parked.push_back(parks(row)),
            }
        }
        Ok(())
    }
}

/// The next parked row, its place in its cache, and the cache.
fn next_parked(parked: &mut VecDeque<Parked>) -> Option<(usize, Row, Rc<Cache>)> {
    let group = parked.front_mut()?;
    let (place, row) = group.rows.pop_front()?;
    let cache = Rc::clone(&group.cache);
    if group.rows.is_empty() {
        parked.pop_front();
    }
    Some((place, row, cache))
}
