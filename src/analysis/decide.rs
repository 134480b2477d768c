//! Reasoning or instruct, per task type: the decision, made once.
//!
//! Two models are compared on the items that both were asked, without a forced
//! budget, each item's epochs averaged first. From the paired differences of
//! accuracy (reasoning less instruct) and the margin follows, in this order:
//!
//! 1. A difference as large as the margin is refuted, either way (two one-sided
//!    tests, [`paired::equivalent`]): [`Decision::Either`]. The models are proved
//!    to be as good as equal, so that the cheaper one is to be taken. This holds
//!    even if a difference is shown: it is real, but the margin says that it does
//!    not matter. The comparison keeps it ([`Comparison::is_real`]), so that a
//!    report can say so.
//! 2. A difference is shown, after Holm's correction where several task types
//!    are decided ([`paired::compare`]): [`Decision::Reasoning`] or
//!    [`Decision::Instruct`], by its sign.
//! 3. Otherwise [`Decision::TooLittleData`], with the number of items that
//!    would settle it.
//!
//! The tests are exact where there is one epoch, so that five items out of five
//! are not yet a proof. The interval that goes with them is for the eye: near
//! the border it can leave 0 out where the corrected test does not.
//!
//! With a price ([`Worth`]: what a point of accuracy is worth in tokens or
//! seconds), the net difference is judged: each item's difference of accuracy
//! less the difference of costs, in points, by its interval at the corrected
//! confidence.

use indexmap::IndexSet;
use rayon::prelude::*;
use serde::Serialize;

use super::Options;
use super::cell::Cell;
use super::epochs::Spread;
use super::summary::{Counts, Summary};
use crate::plan::{Mode, Strategy};
use crate::stats::{Estimate, Side as Tail, correction, mean, paired};

pub mod cascade;
pub mod over;
mod pairs;
pub mod route;
mod rule;
pub mod way;
mod worth;

pub(super) use pairs::pair;
pub use worth::{Worth, WorthError};

use rule::decided;

/// Seed of the sign flips that are drawn where they cannot be counted.
const FLIP_SEED: u64 = 0;

/// The power with which [`Decision::TooLittleData`] plans ahead.
pub const POWER: f64 = 0.8;

/// Which model a task type is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(tag = "decision", rename_all = "kebab-case")]
pub enum Decision {
    /// The reasoning model is better.
    Reasoning,
    /// The instruct model is better.
    Instruct,
    /// They are proved to differ by less than the margin: take the cheaper.
    Either {
        /// The one that spends fewer tokens.
        cheaper: Mode,
    },
    /// The interval decides nothing.
    TooLittleData {
        /// Items that would settle it with 80 percent probability if the
        /// difference and its spread stay as they are; `None` if no number
        /// would, or nothing was paired at all.
        n_needed: Option<usize>,
    },
}

/// One of the two models compared, on the paired items.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Side {
    /// The model.
    pub model: String,
    /// Its accuracy on all its graded, unforced attempts of the task type.
    pub accuracy: Estimate,
    /// Its accuracy on the paired items, epochs averaged: what the difference
    /// is made of. NaN without a pair.
    pub accuracy_on_pairs: f64,
    /// Its mean completion tokens on all its unforced attempts.
    pub completion_tokens: Estimate,
    /// Completion tokens for each correct answer; `None` without one.
    pub tokens_per_correct: Option<f64>,
    /// Seconds of attempts for each correct answer; `None` without one.
    pub seconds_per_correct: Option<f64>,
    /// Median milliseconds until the first token of the answer.
    pub median_first_answer_ms: Option<f64>,
    /// What its unforced attempts came to.
    pub counts: Counts,
}

/// A reasoning and an instruct model on the same items.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Comparison {
    /// The task type; `None` over all of them.
    pub task_type: Option<String>,
    /// The reasoning model.
    pub reasoning: Side,
    /// The instruct model.
    pub instruct: Side,
    /// Items graded for both models.
    pub n_pairs: usize,
    /// Items of either model that could not be paired: ungraded, failed or not
    /// run on one side.
    pub n_unpaired: usize,
    /// Accuracy of the reasoning model less that of the instruct model.
    pub difference: Estimate,
    /// Items right only for the reasoning, and only for the instruct model;
    /// `None` where several epochs make shares of them.
    pub discordant: Option<(usize, usize)>,
    /// Two-sided p value of no difference: the exact unconditional form of
    /// McNemar's test, or sign flips by item where there are several epochs.
    pub p: f64,
    /// The same, adjusted by Holm over the task types of this pair of models.
    /// The comparison over all task types is not adjusted.
    pub p_adjusted: f64,
    /// p value of a difference as large as the margin, either way.
    pub p_beyond_margin: f64,
    /// Completion tokens of the reasoning model over those of the instruct
    /// model; `None` where one has none.
    pub token_ratio: Option<Estimate>,
    /// Time until the first token of the answer, of the reasoning model over the
    /// instruct model's; `None` where one has none.
    pub latency_ratio: Option<Estimate>,
    /// The difference of accuracy less the difference of costs, where a price
    /// was given and the costs are known.
    pub net: Option<Estimate>,
    /// What follows.
    pub decision: Decision,
    /// Where there is too little data and no price: epochs of the same items
    /// that would settle it as well as further items would. `None` where epochs
    /// alone cannot, or there are too few to say.
    pub epochs_needed: Option<usize>,
}

impl Comparison {
    /// Whether a difference is shown for it alone, without correction.
    pub fn is_real(&self) -> bool {
        self.n_pairs > 0 && self.p < self.difference.confidence.alpha()
    }

    /// Whether neither model solved a single paired item: being as good as
    /// equal is then no praise.
    pub fn none_solved(&self) -> bool {
        self.n_pairs > 0
            && self.reasoning.accuracy_on_pairs <= 0.0
            && self.instruct.accuracy_on_pairs <= 0.0
    }

    /// Whether the difference survives the correction for several task types.
    pub fn survives_correction(&self) -> bool {
        self.p_adjusted < self.difference.confidence.alpha()
    }
}

/// Compares every reasoning with every instruct model of the run by their
/// attempts with `strategy`: per task type that both were asked, then over all
/// of them.
pub fn comparisons(
    strategy: Strategy,
    summaries: &[Summary],
    cells: &[Cell],
    options: Options,
) -> Vec<Comparison> {
    let is_free = |s: &&Summary| s.group.budget.is_none() && s.group.strategy == strategy.at(None);
    let free: Vec<&Summary> = summaries.iter().filter(is_free).collect();
    let models = |mode: Mode| -> IndexSet<&str> {
        let of_mode = free.iter().filter(|s| s.group.mode == mode);
        of_mode.map(|s| s.group.model.as_str()).collect()
    };
    let mut comparisons = Vec::new();
    for reasoning in models(Mode::Reasoning) {
        for instruct in models(Mode::Instruct) {
            comparisons.extend(compare_pair(reasoning, instruct, &free, cells, options));
        }
    }
    comparisons
}

fn compare_pair(
    reasoning: &str,
    instruct: &str,
    free: &[&Summary],
    cells: &[Cell],
    options: Options,
) -> Vec<Comparison> {
    let of = |model: &str, mode, task_type: Option<&String>| {
        free.iter().copied().find(|s| {
            s.group.model == model
                && s.group.mode == mode
                && s.group.task_type.as_ref() == task_type
        })
    };
    let task_types = free
        .iter()
        .filter(|s| s.group.model == reasoning)
        .map(|s| s.group.task_type.as_ref());
    let sides = |task_type| {
        of(reasoning, Mode::Reasoning, task_type).zip(of(instruct, Mode::Instruct, task_type))
    };
    let both: Vec<(&Summary, &Summary)> = task_types.filter_map(sides).collect();
    let mut comparisons: Vec<(Comparison, Spreads)> = both
        .into_par_iter()
        .map(|(a, b)| compare(a, b, cells, options))
        .collect();
    let own: Vec<usize> = (0..comparisons.len())
        .filter(|&i| comparisons[i].0.task_type.is_some())
        .collect();
    let p_values: Vec<f64> = own.iter().map(|&i| comparisons[i].0.p).collect();
    for (&i, p) in own.iter().zip(correction::holm(&p_values)) {
        comparisons[i].0.p_adjusted = p;
    }
    let n_types = own.len();
    comparisons
        .into_iter()
        .map(|(c, spreads)| decided(c, spreads, n_types, options))
        .collect()
}

/// How far pairs differ, for planning ahead.
#[derive(Debug, Clone, Copy)]
struct Spreads {
    /// The variance of one pair of what is to be judged.
    variance: f64,
    /// What the differences of accuracy are made of, where that is known.
    accuracy: Option<Spread>,
}

/// A comparison not yet decided.
fn compare(a: &Summary, b: &Summary, cells: &[Cell], options: Options) -> (Comparison, Spreads) {
    let pairs = pair(cells, &a.group, &b.group);
    let (of_a, of_b): (Vec<f64>, Vec<f64>) = pairs.accuracies().unzip();
    let differences: Vec<f64> = of_a.iter().zip(&of_b).map(|(a, b)| a - b).collect();
    let difference = paired::of_item_means(&differences, pairs.one_epoch, options.confidence);
    let discordant = pairs.one_epoch.then(|| paired::discordant(&differences));
    let n = differences.len();
    let (p, p_beyond_margin) = match discordant {
        _ if n == 0 => (1.0, 1.0),
        Some((b, c)) => (
            paired::compare(b, c, n, Tail::Both).p,
            paired::equivalent(b, c, n, options.margin).p,
        ),
        None => (
            paired::sign_flip(&differences, Tail::Both, FLIP_SEED).p,
            paired::equivalent_means(&differences, options.margin).p,
        ),
    };
    let net = options.worth.and_then(|worth| pairs.net(worth, options));
    let variance = match &net {
        Some((_, variance)) => *variance,
        None => paired::smoothed_variance(&differences),
    };
    let comparison = Comparison {
        task_type: a.group.task_type.clone(),
        reasoning: side(a, &of_a),
        instruct: side(b, &of_b),
        n_pairs: n,
        n_unpaired: pairs.n_items - n,
        difference,
        discordant,
        p,
        p_adjusted: p,
        p_beyond_margin,
        token_ratio: pairs.ratio(Cell::completion_tokens, options),
        latency_ratio: pairs.ratio(|cell| cell.first_answer_ms, options),
        net: net.map(|(net, _)| net),
        decision: Decision::Either {
            cheaper: cheaper(a, b, options),
        },
        epochs_needed: None,
    };
    let accuracy = Spread::of(&pairs.graded());
    (comparison, Spreads { variance, accuracy })
}

/// The side that costs less: in seconds where the price is in seconds, else in
/// tokens.
fn cheaper(a: &Summary, b: &Summary, options: Options) -> Mode {
    let (of_a, of_b) = match options.worth {
        Some(Worth::Seconds(_)) => (a.total_elapsed_ms, b.total_elapsed_ms),
        _ => (a.completion_tokens.point, b.completion_tokens.point),
    };
    if of_a <= of_b {
        Mode::Reasoning
    } else {
        Mode::Instruct
    }
}

fn side(summary: &Summary, on_pairs: &[f64]) -> Side {
    Side {
        model: summary.group.model.clone(),
        accuracy: summary.accuracy,
        accuracy_on_pairs: mean::mean(on_pairs),
        completion_tokens: summary.completion_tokens,
        tokens_per_correct: summary.tokens_per_correct,
        seconds_per_correct: (summary.counts.correct > 0)
            .then(|| summary.total_elapsed_ms / 1000.0 / summary.counts.correct as f64),
        median_first_answer_ms: summary.median_first_answer_ms,
        counts: summary.counts,
    }
}

#[cfg(test)]
mod tests;
