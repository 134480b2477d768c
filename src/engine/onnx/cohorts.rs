//! Batches of rows of the same length, for graphs that copy their cache.
//!
//! Such graphs need padding for rows of different lengths, each export its
//! own kind, and padding changes the last bits of a result. So a step computes
//! one *cohort*: rows of one length, each of which sees exactly what it would
//! see alone. Always stepping the shortest makes cohorts meet, and those that
//! meet are joined.

use std::collections::VecDeque;
use std::rc::Rc;
use std::time::Instant;

use super::batch::{Batch, Parted};
use super::cache::Cache;
use super::decoder::Decoder;
use super::memory::Room;
use super::pool::{Parked, Tools};
use super::row::Row;
use crate::engine::{EngineError, Event};

/// Cohorts of several lengths.
#[derive(Debug)]
pub(super) struct Cohorts {
    cohorts: Vec<Cohort>,
    room: Room,
}

/// Rows of the same length.
#[derive(Debug)]
struct Cohort {
    batch: Batch,
    cache: Rc<Cache>,
}

impl Cohorts {
    pub(super) fn new(room: Room) -> Self {
        Self {
            cohorts: Vec::new(),
            room,
        }
    }

    pub(super) fn n_live(&self) -> usize {
        self.cohorts.iter().map(|c| c.batch.n_live()).sum()
    }

    /// Rows in flight that are no branches of others.
    pub(super) fn n_trunks(&self) -> usize {
        let rows = self.cohorts.iter().flat_map(|c| c.batch.live());
        rows.filter(|(_, row)| !row.is_branch).count()
    }

    /// Takes in the parked rows for which there is room, and computes the next
    /// token of the shortest rows.
    pub(super) fn step(
        &mut self,
        parked: &mut VecDeque<Parked>,
        tools: &mut Tools<'_>,
    ) -> Result<(), EngineError> {
        while let Some(mut group) = parked.pop_front() {
            let free = self.room.max_trunks.saturating_sub(self.n_trunks());
            let rest = group.keep(free);
            self.take_in(group, tools.decoder)?;
            if let Some(rest) = rest {
                parked.push_front(rest);
                break;
            }
        }
        let Some(mut cohort) = self.take_shortest(tools.decoder)? else {
            return Ok(());
        };
        let began = Instant::now();
        let tokens: Vec<[u32; 1]> = cohort.batch.next_tokens();
        let parts: Vec<&[u32]> = tokens.iter().map(<[u32; 1]>::as_slice).collect();
        let (logits, cache) = tools.decoder.step(&parts, &cohort.cache)?;
        cohort.cache = Rc::new(cache);
        let n = cohort.batch.count_step(began.elapsed());
        tools.events.push(Event::Tokens(n));
        let parted = cohort
            .batch
            .advance(&logits, tools.vocabulary, tools.events);
        let (level, behind) = cohort.level(parted);
        for Parted { place, row } in behind {
            let cache = tools.decoder.cut(&cohort.cache, place, row.n_cached())?;
            parked.push_front(Parked {
                cache: Rc::new(cache),
                rows: VecDeque::from([(0, row)]),
            });
        }
        if !level.is_empty() {
            let rows = level.into_iter().map(|Parted { place, row }| (place, row));
            let cache = Rc::clone(&cohort.cache);
            let rows = rows.collect();
            // They go on at once, in step with those that they parted from.
            parked.push_front(Parked { cache, rows });
        }
        if cohort.batch.n_live() > 0 {
            self.cohorts.push(cohort);
        }
        Ok(())
    }

    /// Makes cohorts of parked rows.
    fn take_in(&mut self, group: Parked, decoder: &Decoder) -> Result<(), EngineError> {
        let Parked { cache, rows } = group;
        if rows.is_empty() {
            return Ok(());
        }
        let (places, rows): (Vec<usize>, Vec<Row>) = rows.into_iter().unzip();
        let n_cached = cache.rows();
        if places.iter().copied().eq(0..n_cached) {
            let batch = Batch::new(rows);
            self.cohorts.push(Cohort { batch, cache });
            return Ok(());
        }
        let mut rows = rows.into_iter();
        for chosen in places.chunks(self.room.batch_size) {
            let gathered = decoder.gather(&[(&*cache, chosen.to_vec())])?;
            self.cohorts.push(Cohort {
                batch: Batch::new(rows.by_ref().take(chosen.len()).collect()),
                cache: Rc::new(gathered),
            });
        }
        Ok(())
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
        same.sort_by_key(|c| c.batch.n_live());
        let mut n_rows = 0;
        let n_joined = same
            .iter()
            .take_while(|c| {
                n_rows += c.batch.n_live();
                n_rows <= self.room.batch_size
            })
            .count()
            .max(1);
        self.cohorts.extend(same.drain(n_joined..));
        if same.len() > 1 || same.iter().any(|c| c.batch.should_tidy()) {
            return Cohort::join(same, decoder).map(Some);
        }
        Ok(same.pop())
    }
}

impl Cohort {
    /// Of the rows that `parted`, those of the cohort's length; and of these
    /// and its own, taken out of it, those that go on from fewer tokens.
    fn level(&mut self, parted: Vec<Parted>) -> (Vec<Parted>, Vec<Parted>) {
        let length = self.cache.length;
        let is_level = |row: &Row| row.n_cached() == length;
        let (level, mut behind): (Vec<Parted>, Vec<Parted>) =
            parted.into_iter().partition(|p| is_level(&p.row));
        for (place, slot) in self.batch.rows.iter_mut().enumerate() {
            if let Some(row) = slot.take_if(|row| !is_level(row)) {
                behind.push(Parted { place, row });
            }
        }
        (level, behind)
    }

    /// One cohort of all live rows of cohorts of the same length.
    fn join(cohorts: Vec<Self>, decoder: &Decoder) -> Result<Self, EngineError> {
        let live = |c: &Self| c.batch.live().map(|(place, _)| place).collect();
        let sources: Vec<(&Cache, Vec<usize>)> =
            cohorts.iter().map(|c| (&*c.cache, live(c))).collect();
        let cache = Rc::new(decoder.gather(&sources)?);
        drop(sources);
        let rows = cohorts.into_iter().flat_map(|c| c.batch.rows).flatten();
        Ok(Self {
            batch: Batch::new(rows.collect()),
            cache,
        })
    }
}
