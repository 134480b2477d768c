//! Holds the draws of attempts until all of an attempt are there.

use std::sync::{Mutex, MutexGuard, PoisonError};

use crate::check::Judgement;
use crate::engine::Completion;

/// A judged draw, or why there is none.
pub(super) type Drawn = Result<(Completion, Judgement), String>;

/// The draws of one attempt that are there. Draws come in any order and from
/// several threads; their places make what follows independent of that.
pub(super) struct Slots(Mutex<Vec<Option<Drawn>>>);

impl Slots {
    /// Room for `n` draws.
    pub(super) fn new(n: u32) -> Self {
        Self(Mutex::new((0..n).map(|_| None).collect()))
    }

    /// Takes the draw at `place`, from 0. All draws in order once they are
    /// there, and nothing is held any more; the error of the first failed one
    /// if one failed.
    pub(super) fn put(
        &self,
        place: usize,
        drawn: Drawn,
    ) -> Option<Result<Vec<(Completion, Judgement)>, String>> {
        let mut slots = self.lock();
        *slots.get_mut(place)? = Some(drawn);
        if slots.iter().any(Option::is_none) {
            return None;
        }
        let all: Vec<Drawn> = std::mem::take(&mut *slots).into_iter().flatten().collect();
        drop(slots);
        Some(whole(all))
    }

    /// Draws that wait for others.
    pub(super) fn n_waiting(&self) -> usize {
        self.lock().iter().flatten().count()
    }

    /// A thread that panicked ends the run anyway; until then the slots hold
    /// what they held.
    fn lock(&self) -> MutexGuard<'_, Vec<Option<Drawn>>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn whole(all: Vec<Drawn>) -> Result<Vec<(Completion, Judgement)>, String> {
    let n = all.len();
    let named = |(place, drawn): (usize, Drawn)| match drawn {
        Err(error) if n > 1 => Err(format!(
            "draw {} of {n}: {error}; an attempt needs all its draws",
            place + 1
        )),
        other => other,
    };
    all.into_iter().enumerate().map(named).collect()
}
