//! Which rows are computed when.
//!
//! Rows whose texts have the same length form a cohort; a step computes one
//! cohort. Always stepping the shortest makes cohorts meet, and those that
//! meet are joined. So batches stay full without any padding.

use std::collections::VecDeque;
use std::time::Instant;

use super::cache::Cache;
use super::decoder::{Decoder, Logits};
use super::row::{After, Row};
use super::vocabulary::Vocabulary;
use crate::engine::{EngineError, Event};

/// Rows in flight, in multiples of the batch size: enough for cohorts to meet.
const BATCHES_IN_FLIGHT: usize = 8;

/// All rows of one call, waiting and in flight.
pub(super) struct Pool {
    /// Not begun, shortest prompt first.
    waiting: VecDeque<Row>,
    cohorts: Vec<Cohort>,
    batch_size: usize,
    max_in_flight: usize,
}

/// Rows of the same length.
struct Cohort {
    /// In the order of the cache; `None` where a row is done.
    rows: Vec<Option<Row>>,
    cache: Cache,
    /// Steps of finished rows since the cache was last tidied up.
    waste: usize,
}

impl Pool {
    pub(super) fn new(
        mut rows: Vec<Row>,
        decoder: &Decoder,
        batch_size: usize,
        cache_bytes: u64,
    ) -> Self {
        rows.sort_by_key(|row| (row.prompt.len(), row.index));
        let longest = rows.iter().map(|row| row.limits.longest).max().unwrap_or(1);
        // While a step runs, the cache before and the cache after it live.
        let row_bytes = decoder.signature.bytes_per_token() * longest as u64 * 2;
        let affordable = usize::try_from(cache_bytes / row_bytes.max(1)).unwrap_or(usize::MAX);
        let wanted = if batch_size == 1 {
            1
        } else {
            batch_size.saturating_mul(BATCHES_IN_FLIGHT)
        };
        let max_in_flight = wanted.min(affordable).max(1);
        Self {
            waiting: rows.into(),
            cohorts: Vec::new(),
            batch_size: batch_size.min(max_in_flight),
            max_in_flight,
        }
    }

    pub(super) fn is_done(&self) -> bool {
        self.waiting.is_empty() && self.cohorts.is_empty()
    }

    /// Computes one step: prompts if there is room for more rows, else the
    /// next token of the shortest rows.
    ///
    /// # Errors
    /// Only what ends the whole engine; what concerns one row becomes an event.
    pub(super) fn step(
        &mut self,
        decoder: &mut Decoder,
        vocabulary: &Vocabulary,
        events: &mut Vec<Event>,
    ) -> Result<(), EngineError> {
        if let Some(cohort) = self.begin(decoder, vocabulary, events)? {
            self.put_back(cohort);
            return Ok(());
        }
        let Some(mut cohort) = self.take_shortest(decoder)? else {
            return Ok(());
        };
        let started = Instant::now();
        let tokens: Vec<[u32; 1]> = cohort
            .rows
            .iter()
            .map(|row| [row.as_ref().map_or(0, |r| r.next)])
            .collect();
        let parts: Vec<&[u32]> = tokens.iter().map(<[u32; 1]>::as_slice).collect();
        let (logits, cache) = decoder.step(&parts, &cohort.cache)?;
        cohort.cache = cache;
        events.push(Event::Tokens(cohort.n_live() as u64));
        for row in cohort.rows.iter_mut().flatten() {
            row.n_computed += 1;
            row.elapsed += started.elapsed();
        }
        cohort.advance(&logits, vocabulary, events);
        self.put_back(cohort);
        Ok(())
    }

    /// Computes the prompts of the next rows if there is room for them.
    fn begin(
        &mut self,
        decoder: &mut Decoder,
        vocabulary: &Vocabulary,
        events: &mut Vec<Event>,
    ) -> Result<Option<Cohort>, EngineError> {
        let in_flight: usize = self.cohorts.iter().map(Cohort::n_live).sum();
        let room = self.max_in_flight - in_flight.min(self.max_in_flight);
        // A few rows at a time would have to catch up with the others alone.
        let enough = self.batch_size.min(self.max_in_flight.div_ceil(2));
        if in_flight > 0 && room < enough {
            return Ok(None);
        }
        let Some(length) = self.waiting.front().map(|row| row.prompt.len()) else {
            return Ok(None);
        };
        let affordable = (decoder.max_step_tokens() / length).max(1);
        let most = room.min(self.batch_size).min(affordable);
        let same = self.waiting.iter().take(most);
        let n = same.take_while(|row| row.prompt.len() == length).count();
        let mut rows: Vec<Row> = self.waiting.drain(..n).collect();

        let started = Instant::now();
        let prompts: Vec<&[u32]> = rows.iter().map(|row| row.prompt.as_slice()).collect();
        let (logits, cache) = decoder.prefill(&prompts)?;
        events.push(Event::Tokens((n * length) as u64));
        for row in &mut rows {
            row.n_computed = length as u32;
            row.elapsed = started.elapsed();
            row.prompt = Vec::new();
        }
        let mut cohort = Cohort {
            rows: rows.into_iter().map(Some).collect(),
            cache,
            waste: 0,
        };
        cohort.advance(&logits, vocabulary, events);
        Ok(Some(cohort))
    }

    fn put_back(&mut self, cohort: Cohort) {
        if cohort.n_live() > 0 {
            self.cohorts.push(cohort);
        }
    }

    /// The shortest cohort, joined with others of its length as far as the
    /// batch size allows, and tidied up where that pays.
    fn take_shortest(&mut self, decoder: &Decoder) -> Result<Option<Cohort>, EngineError> {
        let Some(length) = self.cohorts.iter().map(|c| c.cache.length).min() else {
            return Ok(None);
        };
        let (mut same, longer): (Vec<Cohort>, Vec<Cohort>) = std::mem::take(&mut self.cohorts)
            .into_iter()
            .partition(|c| c.cache.length == length);
        self.cohorts = longer;
        // Small ones first, so that as many as possible fit together.
        same.sort_by_key(Cohort::n_live);
        let mut n_rows = 0;
        let n_joined = same
            .iter()
            .take_while(|c| {
                n_rows += c.n_live();
                n_rows <= self.batch_size
            })
            .count()
            .max(1);
        self.cohorts.extend(same.drain(n_joined..));
        if same.len() > 1 || same.iter().any(Cohort::should_tidy) {
            return Cohort::join(same, decoder).map(Some);
        }
        Ok(same.pop())
    }
}

impl Cohort {
    fn n_live(&self) -> usize {
        self.rows.iter().flatten().count()
    }

    /// Whether computing the finished rows along has cost about as much as
    /// copying the others would.
    fn should_tidy(&self) -> bool {
        self.waste * 2 >= self.n_live() && self.n_live() < self.rows.len()
    }

    /// One cohort of all live rows of cohorts of the same length.
    fn join(cohorts: Vec<Self>, decoder: &Decoder) -> Result<Self, EngineError> {
        let live = |cohort: &Self| -> Vec<usize> {
            let places = cohort.rows.iter().enumerate();
            places
                .filter(|(_, row)| row.is_some())
                .map(|(i, _)| i)
                .collect()
        };
        let sources: Vec<(&Cache, Vec<usize>)> =
            cohorts.iter().map(|c| (&c.cache, live(c))).collect();
        let cache = decoder.gather(&sources)?;
        drop(sources);
        let rows = cohorts.into_iter().flat_map(|c| c.rows).flatten();
        Ok(Self {
            rows: rows.map(Some).collect(),
            cache,
            waste: 0,
        })
    }

    /// Lets every row take its next token, and hands over those that end.
    fn advance(&mut self, logits: &Logits, vocabulary: &Vocabulary, events: &mut Vec<Event>) {
        let rows = &mut self.rows;
        let read = logits.for_each(|place, logits| {
            let Some(slot) = rows.get_mut(place) else {
                return;
            };
            let Some(row) = slot.as_mut() else { return };
            let after = row.advance(logits, vocabulary);
            if matches!(after, Ok(After::More)) {
                return;
            }
            let Some(row) = slot.take() else { return };
            let index = row.index;
            let result = match after {
                Ok(After::End(reason)) => row.finish(reason, vocabulary),
                Ok(After::More) => return,
                Err(error) => Err(error.into()),
            };
            events.push(Event::Done { index, result });
        });
        if let Err(error) = read {
            for row in rows.iter_mut().filter_map(Option::take) {
                let result = Err(EngineError::Compute {
                    model: "the model".to_owned(),
                    what: "logits".to_owned(),
                    reason: error.to_string(),
                });
                events.push(Event::Done {
                    index: row.index,
                    result,
                });
            }
        }
        self.waste += self.rows.len() - self.n_live();
    }
}
