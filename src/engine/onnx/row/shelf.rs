//! What waits for the probes of a text.

use std::collections::BTreeMap;

use crate::engine::sampler::SamplerError;
use crate::engine::{Completion, EngineError, Probe};

/// What was said at the probes of a trunk, and the completions that wait.
#[derive(Debug, Default)]
pub(super) struct Shelf {
    /// By position; `None` where it is still to come.
    probes: BTreeMap<u32, Option<Result<Forced, Failure>>>,
    held: Vec<Held>,
    /// Whether each completion asks for probes of its own when it is finished.
    /// Then all are handed over together: only so is it known whose work a
    /// probe was, whoever came first.
    is_family: bool,
    /// Completions of a family that are still to come.
    n_awaited: usize,
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
    /// The positions of its probes, ascending.
    pub(super) wanted: Vec<u32>,
    /// Whether it went the whole way.
    pub(super) is_trunk: bool,
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
    /// Takes in that the probe at `position` is to come. Whether it was not
    /// known yet.
    pub(super) fn expect(&mut self, position: u32) -> bool {
        let is_new = !self.probes.contains_key(&position);
        if is_new {
            self.probes.insert(position, None);
        }
        is_new
    }

    pub(super) fn put(&mut self, position: u32, forced: Result<Forced, Failure>) {
        self.probes.insert(position, Some(forced));
    }

    /// Takes in that `n` completions form a family.
    pub(super) fn await_family(&mut self, n: usize) {
        self.is_family = true;
        self.n_awaited = n;
    }

    /// Takes in that so many completions of the family will not come.
    pub(super) fn give_up(&mut self, n: usize) {
        self.n_awaited = self.n_awaited.saturating_sub(n);
    }

    pub(super) fn hold(&mut self, held: Held) {
        self.give_up(1);
        self.held.push(held);
    }

    /// The held completions all of whose probes are there.
    pub(super) fn release(&mut self) -> Vec<HandedOver> {
        let is_ready = |held: &Held| {
            let mut probes = held.wanted.iter().map(|p| self.probes.get(p));
            probes.all(|probe| probe.is_some_and(Option::is_some))
        };
        if self.is_family && (self.n_awaited > 0 || !self.held.iter().all(is_ready)) {
            return Vec::new();
        }
        let (ready, waiting): (Vec<Held>, Vec<Held>) = std::mem::take(&mut self.held)
            .into_iter()
            .partition(is_ready);
        self.held = waiting;
        let payers = self.payers(&ready);
        let whole = ready
            .into_iter()
            .map(|held| (held.index, self.whole(held, &payers)));
        whole.collect()
    }

    /// Whom the work of each probe is charged to: the trunk; where the trunk
    /// does not have it, the first request that does.
    fn payers(&self, ready: &[Held]) -> BTreeMap<u32, usize> {
        let mut ready: Vec<&Held> = ready.iter().collect();
        ready.retain(|held| held.is_trunk || self.is_family);
        ready.sort_by_key(|held| (!held.is_trunk, held.index));
        let mut payers = BTreeMap::new();
        for held in ready {
            for &position in &held.wanted {
                payers.entry(position).or_insert(held.index);
            }
        }
        payers
    }

    /// A completion with its probes, or the error of the first that failed.
    fn whole(&self, held: Held, payers: &BTreeMap<u32, usize>) -> Result<Completion, Failure> {
        let mut completion = held.completion;
        for wanted in &held.wanted {
            let Some(Some(forced)) = self.probes.get(wanted) else {
                continue;
            };
            let forced = forced.as_ref().map_err(Clone::clone)?;
            let Probe {
                position,
                n_answer_tokens,
                n_computed_tokens,
                stop_reason,
                ..
            } = forced.counts;
            let texts = Probe::between(position, &completion.text, &forced.text, forced.ends);
            let pays = payers.get(wanted) == Some(&held.index);
            completion.probes.push(Probe {
                n_answer_tokens,
                n_computed_tokens: if pays { n_computed_tokens } else { 0 },
                stop_reason,
                ..texts
            });
        }
        completion.n_computed_tokens += completion.n_probe_tokens();
        Ok(completion)
    }
}
