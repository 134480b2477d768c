//! From a plan to the requests that are still to be answered.

use std::collections::BTreeMap;

use super::RunError;
use super::refuse::{by_logprob, refuse_engine};
use crate::engine::{Engine, Request};
use crate::plan::{Attempt, Mode, Probes};
use crate::store::Records;
use crate::suite::{Item, Sampling, Suite};

/// What is still to be done for one model.
#[derive(Debug, Clone)]
pub struct Work {
    /// Name of the model.
    pub model: String,
    /// Attempts without a finished record, with their requests, in the plan's order.
    pub pending: Vec<(Attempt, Request)>,
}

/// The work of `model`: its attempts in `plan` less those that `records` holds
/// as done. Failed attempts are tried again. `probes` are asked of the attempts
/// that think.
pub fn requests(
    model: &str,
    plan: &[Attempt],
    suites: &[Suite],
    probes: Option<&Probes>,
    records: &Records,
) -> Work {
    let items = index(suites);
    let pending = plan
        .iter()
        .filter(|attempt| attempt.model == model)
        .filter(|attempt| {
            !records
                .by_id
                .get(&attempt.id)
                .is_some_and(crate::store::Record::is_done)
        })
        .filter_map(|attempt| {
            let (item, sampling) = items.get(&(
                attempt.suite.as_str(),
                attempt.part.as_str(),
                attempt.item.as_str(),
            ))?;
            let probes = probes.filter(|_| attempt.mode == Mode::Reasoning);
            let request = request(attempt, item, sampling, probes.cloned());
            Some((attempt.clone(), request))
        })
        .collect();
    Work {
        model: model.to_owned(),
        pending,
    }
}

impl Work {
    /// Asks the engine about every request before the first is generated.
    ///
    /// # Errors
    /// [`RunError::Refused`] for the first attempt that the engine refuses, and
    /// [`RunError::Unfit`] for a strategy that needs what the engine lacks.
    pub fn admit(&self, engine: &dyn Engine) -> Result<(), RunError> {
        self.pending.iter().try_for_each(|(attempt, request)| {
            refuse_engine(attempt.strategy, &self.model, engine)?;
            engine.admit(request).map_err(|source| RunError::Refused {
                attempt: attempt.id.clone(),
                source: Box::new(source),
            })
        })
    }
}

/// Where the thoughts of a completion's text end, in bytes: all but the last,
/// whose end the completion's own answer follows. For engines
/// ([`EngineOptions::thoughts`](crate::engine::EngineOptions::thoughts)).
pub fn thought_ends(text: &str, thinking_open: bool) -> Vec<usize> {
    let mut thoughts = crate::trace::parse(text, thinking_open).thoughts;
    thoughts.pop();
    thoughts.iter().map(|thought| thought.end).collect()
}

fn index(suites: &[Suite]) -> BTreeMap<(&str, &str, &str), (&Item, &Sampling)> {
    let mut items = BTreeMap::new();
    for suite in suites {
        for part in &suite.parts {
            for item in &part.items {
                items.insert(
                    (suite.name.as_str(), part.name.as_str(), item.id.as_str()),
                    (item, &suite.sampling),
                );
            }
        }
    }
    items
}

fn request(attempt: &Attempt, item: &Item, sampling: &Sampling, probes: Option<Probes>) -> Request {
    Request {
        prompt: item.prompt.clone(),
        mode: attempt.mode,
        budget: attempt.budget,
        sampling: sampling.clone(),
        seed: attempt.seed,
        logprobs: by_logprob(attempt.strategy),
        probes,
    }
}
