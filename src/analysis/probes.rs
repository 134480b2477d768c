//! What probes tell of thinking: when it first had the answer, what came after,
//! and where it could have stopped.
//!
//! A probe is an answer that was forced at a point inside the thinking and
//! checked by machine ([`crate::engine::Probe`]). So "the first correct
//! thought", which the papers ask another model about, is a fact here: the
//! first point at which this model says the right answer. Each completion
//! becomes a [`Trail`], and trails are summed up per model and task type:
//! [`scores`] (underthinking, overthinking), [`budget`] (accuracy where the
//! thinking is ended early) and [`stop`] (what stopping would have saved).
//!
//! All positions are thinking tokens, and so are all totals: the answer is
//! written in any case. Only unforced attempts with the strategy that models
//! are compared by are looked at; every draw of theirs is a trail.

use std::collections::BTreeSet;

use indexmap::IndexMap;
use rayon::prelude::*;
use serde::Serialize;

use super::rows::Row;
use super::summary::Group;
use crate::plan::{Mode, Probes, Strategy};
use crate::stats::{Confidence, Estimate, cluster, mean, proportion};
use crate::suite::{CheckerSpec, Suite};

pub mod budget;
pub mod scores;
pub mod stop;
mod trail;

pub use budget::{BudgetPoint, Reading};
pub use scores::Scores;
pub use stop::{Exit, Stopping};
pub use trail::{Step, Trail};

/// What the probes of one model and task type tell.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ProbeSummary {
    /// Whose unforced attempts.
    pub group: Group,
    /// Completions that were probed and graded; one may have no probe because
    /// its thinking has one thought only, or ended before the first position.
    pub n_traces: usize,
    /// Items of these.
    pub n_items: usize,
    /// Of these, the incorrect ones, those without an answer included.
    pub n_incorrect: usize,
    /// Completions that could not be graded, and are left out.
    pub n_ungraded: usize,
    /// Probes of the graded completions.
    pub n_probes: usize,
    /// Probes whose answer could not be graded: they count as not correct.
    pub n_ungraded_probes: usize,
    /// What the probes cost.
    pub cost: Cost,
    /// Underthinking and overthinking.
    pub scores: Scores,
    /// Accuracy where the thinking is ended early, by position.
    pub budgets: Vec<BudgetPoint>,
    /// What a point of `budgets` stands for.
    pub reading: Reading,
    /// What stopping early would have saved; `None` without a trace that
    /// thought.
    pub stopping: Option<Stopping>,
}

/// What probes cost, in tokens that the engine really computed.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Cost {
    /// For the completions themselves: what the run would have cost without.
    pub plain: u64,
    /// For their probes.
    pub probes: u64,
    /// Both over the first; `None` where nothing was computed.
    pub ratio: Option<f64>,
}

/// One per reasoning model and task type, and one per model over all task types
/// at the end, in plan order, of the unforced attempts with `strategy`. Empty
/// where nothing was probed.
pub fn summaries(
    trails: &[Trail<'_>],
    probes: &Probes,
    strategy: Strategy,
    confidence: Confidence,
) -> Vec<ProbeSummary> {
    let is_free = |t: &Trail<'_>| t.attempt.budget.is_none() && t.attempt.strategy == strategy;
    let mut free = trails.iter().filter(|t| is_free(t)).peekable();
    if free.peek().is_none() || trails.iter().all(|t| t.probes().is_empty()) {
        return Vec::new();
    }
    let free: Vec<&Trail<'_>> = free.collect();
    let mut groups: IndexMap<Group, Vec<&Trail<'_>>> = IndexMap::new();
    for by_task_type in [true, false] {
        for trail in &free {
            let group = group(trail, by_task_type);
            groups.entry(group).or_default().push(trail);
        }
    }
    let grid = budget::grid(&free, probes);
    let made = groups.into_iter();
    made.map(|(group, trails)| summary(group, &trails, &grid, confidence))
        .collect()
}

/// The trails of all attempts that think, in plan order, draw by draw.
pub fn trails<'r>(rows: &'r [Row<'_>], suites: &[Suite]) -> Vec<Trail<'r>> {
    let checkers = checkers(suites);
    // Answers are compared by algebra: a thread for each attempt.
    let of_row = |row: &'r Row<'_>| -> Vec<Trail<'r>> {
        let a = row.attempt;
        if a.mode != Mode::Reasoning {
            return Vec::new();
        }
        let spec = checkers.get(&(a.suite.as_str(), a.part.as_str())).copied();
        let draws = (1..).zip(&row.draws);
        draws
            .map(|(place, draw)| Trail::new(a, place, draw, spec))
            .collect()
    };
    rows.par_iter().flat_map_iter(of_row).collect()
}

fn checkers(suites: &[Suite]) -> IndexMap<(&str, &str), &CheckerSpec> {
    let parts = suites.iter().flat_map(|suite| {
        let parts = suite.parts.iter();
        parts.map(|part| ((suite.name.as_str(), part.name.as_str()), &part.checker))
    });
    parts.collect()
}

fn group(trail: &Trail<'_>, by_task_type: bool) -> Group {
    let a = trail.attempt;
    Group {
        model: a.model.clone(),
        mode: a.mode,
        task_type: by_task_type.then(|| a.task_type.0.clone()),
        strategy: a.strategy,
        budget: a.budget,
    }
}

fn summary(
    group: Group,
    all: &[&Trail<'_>],
    grid: &(BTreeSet<u32>, Reading),
    confidence: Confidence,
) -> ProbeSummary {
    let graded = all.iter().copied().filter(|t| t.is_correct().is_some());
    let trails: Vec<&Trail<'_>> = graded.collect();
    let of_probes = |get: fn(&Step) -> bool| {
        let probes = trails.iter().flat_map(|t| t.probes());
        probes.filter(|step| get(step)).count()
    };
    let items: indexmap::IndexSet<_> = trails.iter().map(|t| t.item()).collect();
    ProbeSummary {
        group,
        n_traces: trails.len(),
        n_items: items.len(),
        n_incorrect: trails
            .iter()
            .filter(|t| t.is_correct() == Some(false))
            .count(),
        n_ungraded: all.len() - trails.len(),
        n_probes: of_probes(|_| true),
        n_ungraded_probes: of_probes(|step| step.correct.is_none()),
        cost: Cost::of(all),
        scores: scores::scores(&trails, confidence),
        budgets: budget::points(&trails, grid, confidence),
        reading: grid.1,
        stopping: stop::stopping(&trails, confidence),
    }
}

impl Cost {
    fn of(trails: &[&Trail<'_>]) -> Self {
        let sum = |get: fn(&Trail<'_>) -> u32| trails.iter().map(|t| u64::from(get(t))).sum();
        let all: u64 = sum(|t| t.n_computed);
        let probes: u64 = sum(|t| t.n_probe_tokens);
        let plain = all.saturating_sub(probes);
        Self {
            plain,
            probes,
            ratio: (plain > 0).then(|| all as f64 / plain as f64),
        }
    }
}

/// The mean of values between 0 and 1, over all trails, with an interval by
/// item. Where the values do not differ, or there is one item only, the
/// interval is that of an accuracy: equal values do not prove that the next one
/// is equal.
fn mean_share(values: &[(&Trail<'_>, f64)], confidence: Confidence) -> Option<Estimate> {
    let mut items: IndexMap<_, Vec<f64>> = IndexMap::new();
    for (trail, value) in values {
        items.entry(trail.item()).or_default().push(*value);
    }
    let clusters: Vec<Vec<f64>> = items.into_values().collect();
    let found = cluster::t_interval(&clusters, confidence);
    if values.is_empty() {
        return None;
    }
    if found.half_width() > 0.0 && clusters.len() > 1 {
        return Some(Estimate {
            low: found.low.clamp(0.0, found.point),
            high: found.high.clamp(found.point, 1.0),
            ..found
        });
    }
    let means: Vec<f64> = clusters.iter().map(|c| mean::mean(c)).collect();
    Some(proportion::wilson_clustered(
        &means,
        values.len(),
        confidence,
    ))
}

/// The share of trails for which something holds, with the interval of an
/// accuracy.
fn share(values: &[(&Trail<'_>, bool)], confidence: Confidence) -> Estimate {
    let n_true = values.iter().filter(|(_, is)| *is).count();
    let numbers = values.iter().map(|(t, is)| (t.item(), f64::from(*is)));
    let means = mean::item_means(numbers);
    if means.len() == values.len() {
        return proportion::wilson(n_true, values.len(), confidence);
    }
    proportion::wilson_clustered(&means, values.len(), confidence)
}

#[cfg(test)]
mod tests;
