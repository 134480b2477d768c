//! Underthinking and overthinking, measured.

use indexmap::IndexMap;
use serde::Serialize;

use super::{Trail, mean_share, share};
use crate::stats::thinking::{
    Reached, outcome_efficiency, process_efficiency, underthinking, underthinking_weighted,
};
use crate::stats::{Confidence, Estimate, mean, quantile};

/// Underthinking, overthinking, and how answers came and went. What papers call
/// a thought or a solution is the stretch up to a probe here.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Scores {
    /// Share of completions with a right answer at any probe or at the end.
    pub reached: Estimate,
    /// Mean thinking tokens up to the first right answer, of those that have
    /// one; `None` without one.
    pub first_right: Option<Estimate>,
    /// Median milliseconds up to there, in proportion to the tokens.
    pub median_first_right_ms: Option<f64>,
    /// UT ([`underthinking`]) over the completions that are incorrect or have
    /// no answer; `None` without one.
    pub underthinking: Option<Estimate>,
    /// Incorrect completions with a right answer on the way.
    pub n_right_and_left: usize,
    /// The weighted form ([`underthinking_weighted`]): a mean over items, in
    /// which correct completions count 0.
    pub underthinking_weighted: Option<Estimate>,
    /// Outcome efficiency ([`outcome_efficiency`]).
    pub outcome_efficiency: Option<Estimate>,
    /// Process efficiency ([`process_efficiency`]): a stretch between two
    /// probes is a solution, distinct if its answer differs from all before.
    /// Stretches without an answer are not distinct.
    pub process_efficiency: Option<Estimate>,
    /// Of completions with a right answer, the share in which another one
    /// followed.
    pub left_again: Option<Estimate>,
    /// Mean number of changes of the answer from step to step.
    pub changes: Option<Estimate>,
    /// Mean share of the thinking after which the answer stayed what it is at
    /// the end, of completions with an answer.
    pub stable_from: Option<Estimate>,
}

/// The scores of graded trails.
pub(super) fn scores(trails: &[&Trail<'_>], confidence: Confidence) -> Scores {
    let right: Vec<&Trail<'_>> = trails
        .iter()
        .copied()
        .filter(|t| t.first_right().is_some())
        .collect();
    let incorrect: Vec<&Trail<'_>> = trails
        .iter()
        .copied()
        .filter(|t| t.is_correct() == Some(false))
        .collect();
    let first = mean::item_means(right.iter().map(|t| {
        let first = t.reached().first.unwrap_or_default();
        (t.item(), first)
    }));
    let times: Vec<f64> = right.iter().filter_map(|t| t.first_right_ms()).collect();
    let changes = trails.iter().map(|t| (t.item(), t.n_changes() as f64));
    let left: Vec<(&Trail<'_>, bool)> = right.iter().map(|t| (*t, t.is_left_again())).collect();
    let whole: Vec<(&Trail<'_>, bool)> = trails
        .iter()
        .map(|t| (*t, t.first_right().is_some()))
        .collect();
    Scores {
        reached: share(&whole, confidence),
        first_right: (!first.is_empty()).then(|| mean::t_interval(&first, confidence)),
        median_first_right_ms: quantile::median(&times),
        underthinking: each(&incorrect, confidence, |t| underthinking(&[t.reached()])),
        n_right_and_left: incorrect
            .iter()
            .filter(|t| t.first_right().is_some())
            .count(),
        underthinking_weighted: weighted(trails, confidence),
        outcome_efficiency: each(trails, confidence, |t| outcome_efficiency(&[t.reached()])),
        process_efficiency: each(trails, confidence, |t| {
            process_efficiency(&[(f64::from(t.n_distinct()), f64::from(t.n_thinking))])
        }),
        left_again: (!left.is_empty()).then(|| share(&left, confidence)),
        changes: (!trails.is_empty())
            .then(|| mean::t_interval(&mean::item_means(changes), confidence)),
        stable_from: each(trails, confidence, |t| {
            let from = f64::from(t.stable_from()?);
            (t.n_thinking > 0).then(|| from / f64::from(t.n_thinking))
        }),
    }
}

/// The mean of what the formula gives for each trail: all of these formulas are
/// means over responses.
fn each(
    trails: &[&Trail<'_>],
    confidence: Confidence,
    formula: impl Fn(&Trail<'_>) -> Option<f64>,
) -> Option<Estimate> {
    let values: Vec<(&Trail<'_>, f64)> = trails
        .iter()
        .filter_map(|t| Some((*t, formula(t)?)))
        .collect();
    mean_share(&values, confidence)
}

/// One value an item, for which its first trail stands.
fn weighted(trails: &[&Trail<'_>], confidence: Confidence) -> Option<Estimate> {
    let mut items: IndexMap<_, (usize, Vec<Option<Reached>>)> = IndexMap::new();
    for (place, trail) in trails.iter().enumerate() {
        let is_incorrect = trail.is_correct() == Some(false);
        let sample = is_incorrect.then(|| trail.reached());
        let (_, samples) = items.entry(trail.item()).or_insert((place, Vec::new()));
        samples.push(sample);
    }
    let values: Vec<(&Trail<'_>, f64)> = items
        .values()
        .filter_map(|(first, samples)| {
            Some((*trails.get(*first)?, underthinking_weighted(&[samples])?))
        })
        .collect();
    mean_share(&values, confidence)
}
