//! Accuracy, per task type and over all of them.
//!
//! Two questions are put to the paired differences (candidate less baseline):
//!
//! - Is the loss smaller than the margin? One-sided, at the gate's confidence,
//!   each task type by itself: a gate passes only if all of them do, which by
//!   itself keeps the chance of a wrong pass (R. L. Berger, Technometrics 24,
//!   1982).
//! - Is there a loss at all? One-sided, adjusted by Holm over the task types
//!   and the whole, so that all together raise a false alarm no more often than
//!   the confidence says.
//!
//! *Passed* if the first is answered with yes, even where the second is too: a
//! loss that is real and smaller than the margin is accepted, and
//! [`Accuracy::is_real`] says that it is there. Else *regressed* if the second
//! is, else *inconclusive*.

use rayon::prelude::*;
use serde::Serialize;

use super::losses::Losses;
use super::{GateOptions, Paired, Verdict};
use crate::analysis::cell::Cell;
use crate::analysis::epochs::Spread;
use crate::stats::{Estimate, correction, paired};

/// Accuracy of both sides on the items that both were asked.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Accuracy {
    /// The task type; `None` over all of them.
    pub task_type: Option<String>,
    /// Items graded on both sides.
    pub n_pairs: usize,
    /// Items of either side that could not be paired: ungraded, failed, not
    /// run, or asked on one side only.
    pub n_unpaired: usize,
    /// The baseline's accuracy on the pairs; NaN without one.
    pub baseline: f64,
    /// The candidate's.
    pub candidate: f64,
    /// Candidate less baseline.
    pub difference: Estimate,
    /// Items right only before, and only now; `None` where several epochs make
    /// shares of them.
    pub discordant: Option<(usize, usize)>,
    /// Losses up to this are accepted.
    pub margin: f64,
    /// One-sided p value of no loss.
    pub p_loss: f64,
    /// The same, adjusted by Holm.
    pub p_loss_adjusted: f64,
    /// One-sided p value of a loss as large as the margin.
    pub p_beyond_margin: f64,
    /// What follows.
    pub verdict: Verdict,
    /// The smallest loss that so many pairs would show with the power asked for.
    /// `None` where not even a loss of everything would show.
    pub detectable: Option<f64>,
    /// Pairs that would show with the power asked for that the margin is kept,
    /// if nothing was lost; `None` without a pair.
    pub n_needed: Option<usize>,
    /// Epochs of these pairs that would show the same; `None` where epochs alone
    /// cannot, or there are too few to say.
    pub epochs_needed: Option<usize>,
    /// Whether a loss is shown, however small.
    pub is_real: bool,
}

/// Judges each task type and the whole.
pub(super) fn judge(pairs: &Paired<'_>, options: &GateOptions) -> Vec<Accuracy> {
    let scopes = pairs.scopes();
    let n_tests = scopes.len();
    let mut found: Vec<Accuracy> = scopes
        .into_par_iter()
        .map(|scope| of_scope(pairs, scope, n_tests, options))
        .collect();
    let p_values: Vec<f64> = found.iter().map(|a| a.p_loss).collect();
    let alpha = options.confidence.alpha();
    for (a, adjusted) in found.iter_mut().zip(correction::holm(&p_values)) {
        a.p_loss_adjusted = adjusted;
        a.is_real = adjusted < alpha;
        a.verdict = if a.n_pairs > 0 && a.p_beyond_margin < alpha {
            Verdict::Passed
        } else if a.is_real {
            Verdict::Regressed
        } else {
            Verdict::Inconclusive
        };
    }
    found
}

fn of_scope(
    pairs: &Paired<'_>,
    scope: Option<&str>,
    n_tests: usize,
    options: &GateOptions,
) -> Accuracy {
    let is_graded = |(a, b): &&(&Cell, &Cell)| a.accuracy.is_some() && b.accuracy.is_some();
    let graded: Vec<(&Cell, &Cell)> = pairs.of(scope).iter().filter(is_graded).copied().collect();
    let accuracies: Vec<(f64, f64)> = graded
        .iter()
        .filter_map(|(a, b)| a.accuracy.zip(b.accuracy))
        .collect();
    let differences: Vec<f64> = accuracies.iter().map(|(a, b)| b - a).collect();
    let n = differences.len();
    let mean = |get: fn(&(f64, f64)) -> f64| accuracies.iter().map(get).sum::<f64>() / n as f64;
    let is_whole = scope.is_none() || pairs.task_types.len() == 1;
    let margin = if is_whole {
        options.margin
    } else {
        options.type_margin
    };
    let test = Losses::new(&differences);
    let alpha = options.confidence.alpha();
    let n_needed = test.n_needed(margin, alpha, options.power);
    Accuracy {
        task_type: scope.map(str::to_owned),
        n_pairs: n,
        n_unpaired: pairs.n_items(scope) - n,
        baseline: mean(|g| g.0),
        candidate: mean(|g| g.1),
        difference: paired::of_item_means(
            &differences,
            test.discordant().is_some(),
            options.confidence,
        ),
        discordant: test.discordant().map(|(gained, lost)| (lost, gained)),
        margin,
        p_loss: test.p_loss(),
        p_loss_adjusted: 1.0,
        p_beyond_margin: test.p_beyond(margin),
        verdict: Verdict::Inconclusive,
        detectable: test.detectable(alpha / n_tests as f64, options.power),
        epochs_needed: Spread::of(&graded)
            .zip(n_needed)
            .and_then(|(spread, n)| spread.epochs_needed(n)),
        n_needed,
        is_real: false,
    }
}
