//! Executes a plan: attempts → completions → judgements → records.
//!
//! The engine generates on the calling thread; answers are judged on rayon's
//! threads while it goes on; one thread writes. Records reach the store in the
//! order in which they finish, and are put into the plan's order at the end.
//!
//! A strategy of n draws makes n requests of an attempt. Its draws are held
//! until all are there, then combined into one record ([`combine()`]): an
//! attempt is stored whole or not at all. If one draw fails, the attempt has
//! failed and is made again, with all its draws, by `--resume`.

use std::ops::ControlFlow;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc;

use crate::check::Judgement;
use crate::engine::{Completion, Engine, EngineError, Event, Request};
use crate::plan::Attempt;
use crate::store::{Outcome, Record, StoreError};

mod collect;
mod combine;
mod refuse;
mod work;

pub use combine::combine;
pub use refuse::{Unfit, refuse};
pub use work::{Work, requests, thought_ends};

use collect::{Drawn, Slots};

/// What a run needs besides the engines.
pub struct Hooks<'a> {
    /// Decides about one completion. Called from several threads.
    pub judge: &'a (dyn Fn(&Attempt, &Completion) -> Judgement + Sync),
    /// Tells which answers of an attempt's draws mean the same, as
    /// [`crate::check::groups_of`] does. Called from several threads.
    pub group: &'a Group<'a>,
    /// Stores one record. Called from one thread, in order of completion.
    pub store: &'a mut (dyn FnMut(&Record) -> Result<(), StoreError> + Send),
    /// Hears what happens, for progress.
    pub observe: &'a (dyn Fn(&Progress<'_>) + Sync),
    /// Set from outside (Ctrl-C) to end the run cleanly.
    pub stop: &'a AtomicBool,
}

/// See [`Hooks::group`].
pub type Group<'a> = dyn Fn(&Attempt, &[&Judgement]) -> Vec<Option<u32>> + Sync + 'a;

/// What happens in a run.
#[derive(Debug)]
pub enum Progress<'a> {
    /// So many more tokens were computed.
    Tokens(u64),
    /// Something that a reader of the results should know.
    Notice(&'a str),
    /// An attempt was stored.
    Stored(&'a Record),
    /// The run was ended while attempts had some of their draws and not all:
    /// these draws are lost, and made again by `--resume`.
    Dropped {
        /// How many attempts.
        n_attempts: usize,
        /// How many draws they had.
        n_draws: usize,
    },
}

/// Why a run ended before its plan.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum RunError {
    /// An attempt could never be made.
    #[error("attempt `{attempt}` was refused")]
    Refused {
        /// Id of the attempt.
        attempt: String,
        /// Why.
        source: Box<EngineError>,
    },
    /// A strategy needs what the engine of a model does not give.
    #[error(transparent)]
    Unfit(#[from] Unfit),
    /// The engine of a model gave up.
    #[error("model `{model}` failed")]
    Engine {
        /// Name of the model.
        model: String,
        /// Why.
        source: Box<EngineError>,
    },
    /// Records could not be stored.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Generates, judges and stores the attempts of one model. Returns when all
/// are stored or `hooks.stop` was set.
///
/// Draws that wait for others of their attempt are held in memory: few, where
/// the engine keeps about to the order of the requests.
///
/// # Errors
/// [`RunError`]; what was stored until then stays.
pub fn execute(
    engine: &mut dyn Engine,
    work: &Work,
    hooks: &mut Hooks<'_>,
) -> Result<(), RunError> {
    let (draws, requests) = draws(work);
    let slots: Vec<Slots> = work
        .pending
        .iter()
        .map(|(attempt, _)| Slots::new(attempt.strategy.n_draws()))
        .collect();
    let (sender, receiver) = mpsc::channel::<Record>();
    let (judge, group) = (hooks.judge, hooks.group);
    let (store, observe, stop) = (&mut *hooks.store, hooks.observe, hooks.stop);
    let ended = std::thread::scope(|threads| {
        let writer = threads.spawn(move || write_all(&receiver, store, observe, stop));
        let generated = rayon::in_place_scope(|pool| {
            let mut sink = |event: Event| {
                match event {
                    Event::Tokens(n) => observe(&Progress::Tokens(n)),
                    Event::Notice(text) => observe(&Progress::Notice(&text)),
                    Event::Done { index, result } => {
                        if let Some((attempt, place, slots)) = place_of(index, work, &draws, &slots)
                        {
                            let sender = sender.clone();
                            pool.spawn(move |_| {
                                let drawn = judged(attempt, result, judge);
                                if let Some(all) = slots.put(place, drawn) {
                                    // A closed channel means that the writer failed, which ends the run.
                                    let _ = sender.send(record(attempt, all, group));
                                }
                            });
                        }
                    }
                }
                if stop.load(Ordering::Relaxed) {
                    ControlFlow::Break(())
                } else {
                    ControlFlow::Continue(())
                }
            };
            engine.generate(&requests, &mut sink)
        });
        drop(sender);
        let stored = writer
            .join()
            .unwrap_or_else(|panic| std::panic::resume_unwind(panic));
        stored?;
        generated.map_err(|source| RunError::Engine {
            model: work.model.clone(),
            source: Box::new(source),
        })
    });
    tell_dropped(&slots, observe);
    ended
}

/// The requests of all draws, in the plan's order, and of each the attempt's
/// place in `work` and its own place in the attempt.
fn draws(work: &Work) -> (Vec<(usize, usize)>, Vec<Request>) {
    let pending = work.pending.iter().enumerate();
    pending
        .flat_map(|(i, (attempt, request))| {
            (1..=attempt.strategy.n_draws()).map(move |k| {
                let request = Request {
                    seed: attempt.draw_seed(k),
                    ..request.clone()
                };
                ((i, k as usize - 1), request)
            })
        })
        .unzip()
}

/// Whose draw a request is: the attempt, the draw's place in it, its slots.
fn place_of<'a>(
    index: usize,
    work: &'a Work,
    draws: &[(usize, usize)],
    slots: &'a [Slots],
) -> Option<(&'a Attempt, usize, &'a Slots)> {
    let (i, place) = *draws.get(index)?;
    let (attempt, _) = work.pending.get(i)?;
    Some((attempt, place, slots.get(i)?))
}

fn tell_dropped(slots: &[Slots], observe: &(dyn Fn(&Progress<'_>) + Sync)) {
    let waiting = slots.iter().map(Slots::n_waiting).filter(|n| *n > 0);
    let (n_attempts, n_draws) = waiting.fold((0, 0), |sum, n| (sum.0 + 1, sum.1 + n));
    if n_attempts > 0 {
        observe(&Progress::Dropped {
            n_attempts,
            n_draws,
        });
    }
}

fn write_all(
    receiver: &mpsc::Receiver<Record>,
    store: &mut (dyn FnMut(&Record) -> Result<(), StoreError> + Send),
    observe: &(dyn Fn(&Progress<'_>) + Sync),
    stop: &AtomicBool,
) -> Result<(), StoreError> {
    for record in receiver {
        // Nothing more can be kept, so nothing more should be generated.
        store(&record).inspect_err(|_| stop.store(true, Ordering::Relaxed))?;
        observe(&Progress::Stored(&record));
    }
    Ok(())
}

fn judged(
    attempt: &Attempt,
    result: Result<Completion, EngineError>,
    judge: &(dyn Fn(&Attempt, &Completion) -> Judgement + Sync),
) -> Drawn {
    let completion = match result {
        Err(EngineError::Prompt { n_tokens, .. }) => Completion::not_started(n_tokens),
        result => result.map_err(|error| error.to_string())?,
    };
    let judgement = judge(attempt, &completion);
    Ok((completion, judgement))
}

fn record(
    attempt: &Attempt,
    all: Result<Vec<(Completion, Judgement)>, String>,
    group: &Group<'_>,
) -> Record {
    let outcome = match all {
        Ok(draws) => combine(attempt.strategy, draws, |judged| group(attempt, judged)),
        Err(error) => Outcome::Failed { error },
    };
    Record {
        attempt: attempt.clone(),
        outcome,
    }
}

#[cfg(test)]
mod tests;
