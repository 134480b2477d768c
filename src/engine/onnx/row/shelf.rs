//! What waits for the probes of a text.

use crate::engine::sampler::SamplerError;
use crate::engine::{Completion, EngineError, Probe};

/// What was said at the probes of a trunk, and the completions that wait.
#[derive(Debug, Default)]
pub(super) struct Shelf {
    pub(super) probes: Vec<Option<Result<Forced, Failure>>>,
    pub(super) held: Vec<Held>,
}

/// A probe before it is set against its completion.
#[derive(Debug)]
pub(super) struct Forced {
    pub(super) text: String,
    /// Bytes of `text` up to the position, and up to the answer.
    pub(super) ends: (usize, usize),
    /// Its counts; texts are filled in later.
    pub(super) counts: Probe,
}

/// A finished completion of the request `index`.
#[derive(Debug)]
pub(super) struct Held {
    pub(super) index: usize,
    pub(super) completion: Completion,
    pub(super) n_probes: usize,
    /// Whether the work of the probes counts here.
    pub(super) is_charged: bool,
}

/// A request with its completion, or why there is none.
pub(in crate::engine::onnx) type HandedOver = (usize, Result<Completion, Failure>);

/// Why there is no completion, for all that waited for it.
#[derive(Debug, Clone)]
pub(in crate::engine::onnx) enum Failure {
    /// The logits allow no choice.
    Sampler(SamplerError),
    /// What was computed cannot be read.
    Unreadable(String),
}

impl From<Failure> for EngineError {
    fn from(failure: Failure) -> Self {
        match failure {
            Failure::Sampler(error) => error.into(),
            Failure::Unreadable(reason) => Self::Compute {
                model: "the model".to_owned(),
                what: "a text".to_owned(),
                reason,
            },
        }
    }
}

impl Shelf {
    pub(super) fn put(&mut self, place: usize, forced: Result<Forced, Failure>) {
        if let Some(slot) = self.probes.get_mut(place) {
            *slot = Some(forced);
        }
    }

    /// The held completions all of whose probes are there.
    pub(super) fn release(&mut self) -> Vec<HandedOver> {
        let there = self.probes.iter().take_while(|p| p.is_some()).count();
        let (ready, waiting): (Vec<Held>, Vec<Held>) = std::mem::take(&mut self.held)
            .into_iter()
            .partition(|held| held.n_probes <= there);
        self.held = waiting;
        let whole = ready.into_iter().map(|held| (held.index, self.whole(held)));
        whole.collect()
    }

    /// A completion with its probes, or the error of the first that failed.
    fn whole(&self, held: Held) -> Result<Completion, Failure> {
        let mut completion = held.completion;
        for forced in self.probes.iter().take(held.n_probes).flatten() {
            let forced = forced.as_ref().map_err(Clone::clone)?;
            let Probe {
                position,
                n_answer_tokens,
                n_computed_tokens,
                stop_reason,
                ..
            } = forced.counts;
            let texts = Probe::between(position, &completion.text, &forced.text, forced.ends);
            completion.probes.push(Probe {
                n_answer_tokens,
                n_computed_tokens: if held.is_charged {
                    n_computed_tokens
                } else {
                    0
                },
                stop_reason,
                ..texts
            });
        }
        completion.n_computed_tokens += completion.n_probe_tokens();
        Ok(completion)
    }
}
