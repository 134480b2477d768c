//! The noise floor: what two runs of the same model differ by.
//!
//! Decoding without chance is not free of noise: other batches, threads or
//! devices can round otherwise, and with a temperature each run draws anew. A
//! difference between two models that is not larger than that between two runs
//! of one says nothing.

use serde::Serialize;

use super::{Paired, Side};
use crate::stats::{Confidence, Estimate, paired, proportion};

/// What two runs of the same model differ by.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Noise {
    /// The task type; `None` over all of them.
    pub task_type: Option<String>,
    /// Items graded on both sides.
    pub n_pairs: usize,
    /// Items that could not be paired.
    pub n_unpaired: usize,
    /// Accuracy of the first and of the second run on the pairs.
    pub accuracy: (f64, f64),
    /// Second less first.
    pub difference: Estimate,
    /// Share of items whose accuracy differs at all.
    pub changed: Estimate,
    /// Share of items with another mean number of tokens: other text.
    pub other_text: Estimate,
    /// Standard error of a difference of two runs of this size: two of them lie
    /// within twice that in 95 of 100 cases, if nothing but chance is at work.
    pub standard_error: f64,
}

/// The noise of each task type and of the whole.
pub fn noise(first: &Side<'_>, second: &Side<'_>, confidence: Confidence) -> Vec<Noise> {
    let pairs = Paired::new(first, second);
    let scopes = pairs.scopes().into_iter();
    scopes
        .map(|scope| of_scope(&pairs, scope, confidence))
        .collect()
}

fn of_scope(pairs: &Paired<'_>, scope: Option<&str>, confidence: Confidence) -> Noise {
    let items = pairs.of(scope);
    let graded: Vec<(f64, f64)> = items
        .iter()
        .filter_map(|(a, b)| a.accuracy.zip(b.accuracy))
        .collect();
    let n = graded.len();
    let differences: Vec<f64> = graded.iter().map(|(a, b)| b - a).collect();
    let one_epoch = differences.iter().all(|d| d.fract().abs() < 1e-12);
    let differs = |d: &&f64| d.abs() > 1e-12;
    let texts: Vec<(f64, f64)> = items
        .iter()
        .filter_map(|(a, b)| a.completion_tokens().zip(b.completion_tokens()))
        .collect();
    let other = texts.iter().filter(|(a, b)| (a - b).abs() > 1e-9).count();
    let mean = |get: fn(&(f64, f64)) -> f64| graded.iter().map(get).sum::<f64>() / n as f64;
    Noise {
        task_type: scope.map(str::to_owned),
        n_pairs: n,
        n_unpaired: pairs.n_items(scope) - n,
        accuracy: (mean(|g| g.0), mean(|g| g.1)),
        difference: paired::of_item_means(&differences, one_epoch, confidence),
        changed: proportion::wilson(differences.iter().filter(differs).count(), n, confidence),
        other_text: proportion::wilson(other, texts.len(), confidence),
        standard_error: (paired::smoothed_variance(&differences) / n as f64).sqrt(),
    }
}
