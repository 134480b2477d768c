//! Warm lanes, as many as cores, for as many threads as there are.

use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::thread::available_parallelism;

use super::lane::{Lane, LaneError, LaneSpec};

/// Lanes, made when they are needed.
#[derive(Debug)]
pub(super) struct Pool {
    spec: LaneSpec,
    most: usize,
    state: Mutex<State>,
    returned: Condvar,
}

#[derive(Debug, Default)]
struct State {
    idle: Vec<Lane>,
    n_out: usize,
}

/// A lane for one job. It is thrown away unless it is given back.
#[derive(Debug)]
pub(super) struct Taken<'a> {
    pool: &'a Pool,
    /// `None` when it was given back or never started.
    lane: Option<Lane>,
}

impl Pool {
    /// A pool without a lane.
    pub(super) fn new(spec: LaneSpec) -> Self {
        Self {
            spec,
            most: available_parallelism().map_or(1, usize::from),
            state: Mutex::default(),
            returned: Condvar::new(),
        }
    }

    /// Takes a lane; waits where all are out.
    pub(super) fn take(&self) -> Result<Taken<'_>, LaneError> {
        let mut state = self.state();
        while state.n_out >= self.most {
            state = self
                .returned
                .wait(state)
                .unwrap_or_else(PoisonError::into_inner);
        }
        state.n_out += 1;
        // The last one back is the warmest.
        let idle = state.idle.pop();
        drop(state);
        // Made first: where the start fails, its place is free again.
        let mut taken = Taken {
            pool: self,
            lane: idle,
        };
        if taken.lane.is_none() {
            taken.lane = Some(Lane::start(&self.spec)?);
        }
        Ok(taken)
    }

    /// The lanes are counted and kept even if a thread that had one panicked.
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Pool {
    fn drop(&mut self) {
        let state = self.state.get_mut().unwrap_or_else(PoisonError::into_inner);
        // All at once, and then one wait for the slowest.
        for lane in &mut state.idle {
            lane.close();
        }
    }
}

impl Taken<'_> {
    /// The lane.
    pub(super) fn lane(&mut self) -> Option<&mut Lane> {
        self.lane.as_mut()
    }

    /// Keeps the lane for the next job.
    pub(super) fn give_back(mut self) {
        if let Some(lane) = self.lane.take() {
            self.pool.state().idle.push(lane);
        }
    }
}

impl Drop for Taken<'_> {
    fn drop(&mut self) {
        // A lane that was not given back ends first: it may still be at work.
        drop(self.lane.take());
        self.pool.state().n_out -= 1;
        self.pool.returned.notify_one();
    }
}
