//! Accuracy along the positions of the probes: the budget curve without runs of
//! its own.

use std::collections::BTreeSet;

use serde::Serialize;

use super::{Trail, share};
use crate::plan::Probes;
use crate::stats::{Confidence, Estimate};

/// What a point of the curve stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Reading {
    /// The answer at this position: what `--budgets` measures there.
    Budget,
    /// The answer at the end of the last thought that ended by then, and none
    /// before the first: a budget that is kept by stopping between thoughts.
    LastThought,
}

/// One position.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct BudgetPoint {
    /// Thinking tokens at most.
    pub budget: u32,
    /// Share of the completions whose answer is correct if they think no longer
    /// than that. Completions that ended before count with their own answer.
    pub accuracy: Estimate,
    /// Completions of which it is not known: their answer could not be graded
    /// here, or they were cut before, so that no probe stands here. They are
    /// left out.
    pub n_unknown: usize,
    /// Mean thinking tokens really spent, of those that are known.
    pub thinking_tokens: f64,
}

/// What is known of a trail at a position.
enum Said {
    Known { is_right: bool, spent: u32 },
    Unknown,
}

/// The positions at which the curves of a run have points, ascending, and what
/// these stand for: those at which a probe stands; where thoughts are probed,
/// the powers of two up to the longest thinking.
pub(super) fn grid(trails: &[&Trail<'_>], probes: &Probes) -> (BTreeSet<u32>, Reading) {
    match probes {
        Probes::Every(_) | Probes::At(_) => (positions(trails), Reading::Budget),
        Probes::Thoughts => (powers(trails), Reading::LastThought),
    }
}

/// The points of some trails.
pub(super) fn points(
    trails: &[&Trail<'_>],
    (budgets, reading): &(BTreeSet<u32>, Reading),
    confidence: Confidence,
) -> Vec<BudgetPoint> {
    let points = budgets.iter();
    points
        .map(|&budget| point(trails, budget, *reading, confidence))
        .collect()
}

fn positions(trails: &[&Trail<'_>]) -> BTreeSet<u32> {
    let probes = trails.iter().flat_map(|t| t.probes());
    probes.map(|step| step.position).collect()
}

fn powers(trails: &[&Trail<'_>]) -> BTreeSet<u32> {
    let first = positions(trails).first().copied();
    let longest = trails.iter().map(|t| t.n_thinking).max().unwrap_or(0);
    let powers = std::iter::successors(Some(1_u32), |b| b.checked_mul(2));
    // Up to the first that no thinking reaches.
    let mut enough = false;
    powers
        .take_while(|&b| !std::mem::replace(&mut enough, b >= longest))
        .filter(|&b| first.is_some_and(|first| b >= first))
        .collect()
}

fn point(
    trails: &[&Trail<'_>],
    budget: u32,
    reading: Reading,
    confidence: Confidence,
) -> BudgetPoint {
    let mut known = Vec::with_capacity(trails.len());
    let mut spent_in_all = 0.0;
    for &trail in trails {
        if let Said::Known { is_right, spent } = said(trail, budget, reading) {
            known.push((trail, is_right));
            spent_in_all += f64::from(spent);
        }
    }
    BudgetPoint {
        budget,
        accuracy: share(&known, confidence),
        n_unknown: trails.len() - known.len(),
        thinking_tokens: spent_in_all / known.len() as f64,
    }
}

fn said(trail: &Trail<'_>, budget: u32, reading: Reading) -> Said {
    let known = |correct: Option<bool>, spent: u32| match correct {
        Some(is_right) => Said::Known { is_right, spent },
        None => Said::Unknown,
    };
    let at_or_before = trail.probes().iter().rev().find(|s| s.position <= budget);
    match reading {
        Reading::Budget => match at_or_before.filter(|step| step.position == budget) {
            Some(step) => known(step.correct, budget),
            None if trail.n_thinking <= budget && trail.is_whole => {
                known(trail.is_correct(), trail.n_thinking)
            }
            None => Said::Unknown,
        },
        Reading::LastThought => match at_or_before {
            _ if trail.n_thinking <= budget => known(trail.is_correct(), trail.n_thinking),
            Some(step) => known(step.correct, step.position),
            None => known(Some(false), budget),
        },
    }
}
