//! Rows that are computed together, and what becomes of them after a step.

use std::time::Duration;

use super::logits::Logits;
use super::row::{After, Failure, HandedOver, Row};
use super::vocabulary::Vocabulary;
use crate::engine::sampler::SamplerError;
use crate::engine::{EngineError, Event, StopReason};

/// Rows in the order of their cache; `None` where a row is done.
#[derive(Debug, Default)]
pub(super) struct Batch {
    pub(super) rows: Vec<Option<Row>>,
    /// Steps of finished rows since the cache was last tidied up.
    pub(super) waste: usize,
}

/// A row that parted from another after a step.
#[derive(Debug)]
pub(super) struct Parted {
    /// Place of the row whose cache it shares so far.
    pub(super) place: usize,
    pub(super) row: Row,
}

impl Batch {
    pub(super) fn new(rows: Vec<Row>) -> Self {
        Self {
            rows: rows.into_iter().map(Some).collect(),
            waste: 0,
        }
    }

    pub(super) fn live(&self) -> impl Iterator<Item = (usize, &Row)> {
        let places = self.rows.iter().enumerate();
        places.filter_map(|(place, row)| Some((place, row.as_ref()?)))
    }

    pub(super) fn n_live(&self) -> usize {
        self.rows.iter().flatten().count()
    }

    /// The token to compute of each row; any for rows that are done.
    pub(super) fn next_tokens(&self) -> Vec<[u32; 1]> {
        let next = |row: &Option<Row>| [row.as_ref().map_or(0, |r| r.next)];
        self.rows.iter().map(next).collect()
    }

    /// Notes a step that took `elapsed`; returns how many rows took part.
    pub(super) fn count_step(&mut self, elapsed: Duration) -> u64 {
        for row in self.rows.iter_mut().flatten() {
            row.n_computed += 1;
            row.elapsed += elapsed;
        }
        self.n_live() as u64
    }

    /// Whether computing the finished rows along has cost about as much as
    /// copying the others would.
    pub(super) fn should_tidy(&self) -> bool {
        self.waste * 2 >= self.n_live() && self.n_live() < self.rows.len()
    }

    /// Lets every row take its next token, and hands over those that end.
    /// Returns the rows that part from others here.
    pub(super) fn advance(
        &mut self,
        logits: &Logits,
        vocabulary: &Vocabulary,
        events: &mut Vec<Event>,
    ) -> Vec<Parted> {
        let rows = &mut self.rows;
        let mut parted = Vec::new();
        let read = logits.for_each(|place, logits| {
            let Some(slot) = rows.get_mut(place) else {
                return;
            };
            let Some(mut row) = slot.take() else { return };
            for (mut branch, after) in row.part() {
                let after = match after {
                    After::More => branch.advance(logits, vocabulary),
                    end @ After::End(_) => Ok(end),
                };
                if let Some(row) = settle(branch, after, vocabulary, events) {
                    parted.push(Parted { place, row });
                }
            }
            let after = row.advance(logits, vocabulary);
            *slot = settle(row, after, vocabulary, events);
        });
        if let Err(error) = read {
            for row in rows.iter_mut().filter_map(Option::take) {
                fail(&row, &Failure::Unreadable(error.to_string()), events);
            }
        }
        self.waste += self.rows.len() - self.n_live();
        parted
    }
}

/// The row if it goes on; else its end is handed over, and the probe that is to
/// follow it in its place goes on. That one has fewer tokens in the cache.
pub(super) fn settle(
    row: Row,
    after: Result<After, SamplerError>,
    vocabulary: &Vocabulary,
    events: &mut Vec<Event>,
) -> Option<Row> {
    let (mut row, mut after) = (row, after);
    loop {
        match after {
            Ok(After::More) => return Some(row),
            Ok(After::End(reason)) => finish(&mut row, reason, vocabulary, events),
            Err(error) => fail(&row, &Failure::Sampler(error), events),
        }
        (row, after) = row.next_behind(vocabulary)?;
    }
}

/// Hands over a finished row and those that went along with it, or those that
/// waited for it.
fn finish(row: &mut Row, reason: StopReason, vocabulary: &Vocabulary, events: &mut Vec<Event>) {
    let completion = match row.finish(reason, vocabulary) {
        Ok(completion) => completion,
        Err(error) => return fail(row, &Failure::Unreadable(error.to_string()), events),
    };
    match row.look_back(&completion, vocabulary) {
        Ok(()) => hand_over(row.hand_over(completion, vocabulary), events),
        Err(failure) => fail(row, &failure, events),
    }
}

/// Hands over a row that failed, those that went along with it, and those that
/// waited for it.
fn fail(row: &Row, failure: &Failure, events: &mut Vec<Event>) {
    hand_over(row.hand_over_failure(failure), events);
}

fn hand_over(done: Vec<HandedOver>, events: &mut Vec<Event>) {
    events.extend(done.into_iter().map(|(index, result)| Event::Done {
        index,
        result: result.map_err(EngineError::from),
    }));
}
