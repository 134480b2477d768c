//! Executes a plan: attempts → completions → judgements → records.
//!
//! The engine generates on the calling thread; answers are judged on rayon's
//! threads while it goes on; one thread writes. Records reach the store in the
//! order in which they finish, and are put into the plan's order at the end.

use std::ops::ControlFlow;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc;

use crate::check::Judgement;
use crate::engine::{Completion, Engine, EngineError, Event, Request};
use crate::plan::Attempt;
use crate::store::{Outcome, Record, StoreError};

mod work;

pub use work::{Work, requests};

/// What a run needs besides the engines.
pub struct Hooks<'a> {
    /// Decides about one completion. Called from several threads.
    pub judge: &'a (dyn Fn(&Attempt, &Completion) -> Judgement + Sync),
    /// Stores one record. Called from one thread, in order of completion.
    pub store: &'a mut (dyn FnMut(&Record) -> Result<(), StoreError> + Send),
    /// Hears what happens, for progress.
    pub observe: &'a (dyn Fn(&Progress<'_>) + Sync),
    /// Set from outside (Ctrl-C) to end the run cleanly.
    pub stop: &'a AtomicBool,
}

/// What happens in a run.
#[derive(Debug)]
pub enum Progress<'a> {
    /// So many more tokens were computed.
    Tokens(u64),
    /// An attempt was stored.
    Stored(&'a Record),
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
/// # Errors
/// [`RunError`]; what was stored until then stays.
pub fn execute(
    engine: &mut dyn Engine,
    work: &Work,
    hooks: &mut Hooks<'_>,
) -> Result<(), RunError> {
    let requests: Vec<Request> = work
        .pending
        .iter()
        .map(|(_, request)| request.clone())
        .collect();
    let (sender, receiver) = mpsc::channel::<Record>();
    let (judge, store, observe, stop) = (hooks.judge, &mut *hooks.store, hooks.observe, hooks.stop);
    std::thread::scope(|threads| {
        let writer = threads.spawn(move || write_all(&receiver, store, observe, stop));
        let generated = rayon::in_place_scope(|pool| {
            let mut sink = |event: Event| {
                match event {
                    Event::Tokens(n) => observe(&Progress::Tokens(n)),
                    Event::Done { index, result } => {
                        if let Some((attempt, _)) = work.pending.get(index) {
                            let sender = sender.clone();
                            pool.spawn(move |_| {
                                // A closed channel means that the writer failed, which ends the run.
                                let _ = sender.send(record(attempt, result, judge));
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
    })
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

fn record(
    attempt: &Attempt,
    result: Result<Completion, EngineError>,
    judge: &(dyn Fn(&Attempt, &Completion) -> Judgement + Sync),
) -> Record {
    let outcome = match result {
        Ok(completion) => {
            let judgement = judge(attempt, &completion);
            Outcome::Done {
                completion,
                judgement,
            }
        }
        Err(error) => Outcome::Failed {
            error: error.to_string(),
        },
    };
    Record {
        attempt: attempt.clone(),
        outcome,
    }
}
