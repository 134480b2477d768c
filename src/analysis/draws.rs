//! What fewer draws would have come to: pass@k and maj@k from the draws of a
//! run.

use indexmap::IndexMap;
use serde::Serialize;

use super::rows::{DrawRow, Row};
use super::summary::Group;
use crate::check::{Verdict, winner};
use crate::plan::Strategy;
use crate::stats::draws::pass_at_k;
use crate::stats::{Confidence, Estimate, mean, proportion};

/// What `k` draws of an item come to, estimated from the draws of attempts that
/// took at least as many.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct AtK {
    /// Whose draws.
    pub group: Group,
    /// How many draws.
    pub k: u32,
    /// pass@k: the probability that one of k draws is correct. Ungraded draws
    /// are left out, so that items with fewer than k graded draws are, too.
    pub pass: Estimate,
    /// maj@k: the probability that the answer most of k draws agree on is
    /// correct. `None` where the checker cannot compare answers.
    pub maj: Option<Estimate>,
    /// Items with a completed attempt: `n` of the estimates out of these.
    pub n_items: usize,
}

/// One per model, budget and k = 1, 2, 4, … up to the number of draws: per task
/// type, then over all of them. Of several strategies the one with the most
/// draws is taken: the draws of the others are the same ones, and fewer.
///
/// pass@k is the unbiased estimate from all draws of an attempt
/// ([`pass_at_k`]). maj@k takes the vote of each k draws that follow each
/// other: the share of them that come out correct. Attempts of one item are
/// averaged. The interval is the one of accuracy, with `⌊n / k⌋` draws of k as
/// the independent tries of an attempt.
pub fn at_k(rows: &[Row<'_>], confidence: Confidence) -> Vec<AtK> {
    let most = most_draws(rows);
    let taken = |row: &&Row<'_>| {
        !row.draws.is_empty() && most.get(&whose(row)) == Some(&row.attempt.strategy)
    };
    let rows: Vec<&Row<'_>> = rows.iter().filter(taken).collect();
    let mut groups: IndexMap<Group, Vec<&Row<'_>>> = IndexMap::new();
    for by_task_type in [true, false] {
        for &row in &rows {
            groups
                .entry(group(row, by_task_type))
                .or_default()
                .push(row);
        }
    }
    let mut found = Vec::new();
    for (group, rows) in &groups {
        for k in sizes(group.strategy.n_draws()) {
            found.push(estimated(group, rows, k, confidence));
        }
    }
    found
}

/// The strategy with the most draws for each model and budget, of those that
/// take several.
fn most_draws<'a>(rows: &[Row<'a>]) -> IndexMap<(&'a str, Option<u32>), Strategy> {
    let mut most: IndexMap<(&str, Option<u32>), Strategy> = IndexMap::new();
    for row in rows {
        let strategy = row.attempt.strategy;
        let known = most.get(&whose(row)).map_or(1, |known| known.n_draws());
        if strategy.n_draws() > known {
            most.insert(whose(row), strategy);
        }
    }
    most
}

fn whose<'a>(row: &Row<'a>) -> (&'a str, Option<u32>) {
    (&row.attempt.model, row.attempt.budget)
}

fn group(row: &Row<'_>, by_task_type: bool) -> Group {
    let a = row.attempt;
    Group {
        model: a.model.clone(),
        mode: a.mode,
        task_type: by_task_type.then(|| a.task_type.0.clone()),
        strategy: a.strategy,
        budget: a.budget,
    }
}

/// 1, 2, 4, … and `n` itself.
fn sizes(n: u32) -> Vec<u32> {
    let powers = std::iter::successors(Some(1_u32), |k| k.checked_mul(2));
    powers.take_while(|k| *k < n).chain([n]).collect()
}

fn estimated(group: &Group, rows: &[&Row<'_>], k: u32, confidence: Confidence) -> AtK {
    let k_draws = k as usize;
    let pass = Tries::of(rows, |row| passes(&row.draws, k_draws));
    let maj = Tries::of(rows, |row| majorities(&row.draws, k_draws));
    AtK {
        group: group.clone(),
        k,
        pass: pass.estimate(confidence),
        maj: (!maj.shares.is_empty()).then(|| maj.estimate(confidence)),
        n_items: rows
            .iter()
            .map(|row| item(row))
            .collect::<indexmap::IndexSet<_>>()
            .len(),
    }
}

fn item<'a>(row: &Row<'a>) -> [&'a str; 3] {
    let a = row.attempt;
    [&a.suite, &a.part, &a.item]
}

/// Shares of tries that came out correct.
struct Tries {
    /// One share per item.
    shares: Vec<f64>,
    /// Independent tries behind all of them.
    n: usize,
}

impl Tries {
    /// From the share of each attempt and its number of tries.
    fn of(rows: &[&Row<'_>], get: impl Fn(&Row<'_>) -> Option<(f64, usize)>) -> Self {
        let mut n = 0;
        let shares = rows.iter().filter_map(|row| {
            let (share, n_tries) = get(row)?;
            n += n_tries;
            Some((item(row), share))
        });
        let shares = mean::item_means(shares);
        Self { shares, n }
    }

    fn estimate(&self, confidence: Confidence) -> Estimate {
        let n_correct = self.shares.iter().filter(|share| **share >= 1.0).count();
        let all_or_nothing = self
            .shares
            .iter()
            .all(|share| *share <= 0.0 || *share >= 1.0);
        if all_or_nothing && self.n == self.shares.len() {
            return proportion::wilson(n_correct, self.n, confidence);
        }
        proportion::wilson_clustered(&self.shares, self.n, confidence)
    }
}

fn passes(draws: &[DrawRow<'_>], k: usize) -> Option<(f64, usize)> {
    let verdicts = draws
        .iter()
        .filter_map(|draw| draw.judgement.verdict.is_correct());
    let verdicts: Vec<bool> = verdicts.collect();
    let n_correct = verdicts.iter().filter(|correct| **correct).count();
    let share = pass_at_k(verdicts.len(), n_correct, k)?;
    Some((share, verdicts.len() / k))
}

fn majorities(draws: &[DrawRow<'_>], k: usize) -> Option<(f64, usize)> {
    if draws
        .iter()
        .any(|draw| draw.judgement.extraction.is_some() && draw.group.is_none())
    {
        return None;
    }
    let votes: Vec<f64> = draws
        .chunks_exact(k)
        .filter_map(voted)
        .map(|verdict| f64::from(verdict.is_correct() == Some(true)))
        .collect();
    (!votes.is_empty()).then(|| (mean::mean(&votes), votes.len()))
}

/// The verdict on the answer that most of `draws` agree on; `None` where that
/// could not be graded.
fn voted(draws: &[DrawRow<'_>]) -> Option<Verdict> {
    let groups: Vec<Option<u32>> = draws.iter().map(|draw| draw.group).collect();
    let draw = draws.get(winner(&groups).unwrap_or(0))?;
    Some(draw.judgement.verdict).filter(|verdict| *verdict != Verdict::Ungraded)
}

#[cfg(test)]
mod tests;
