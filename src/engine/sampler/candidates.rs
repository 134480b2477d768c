//! The tokens that the cuts leave, found without sorting them all.

use std::cmp::Ordering;

use super::row::LogitRow;
use super::{Cuts, Heat};

/// So few are sorted at once.
const FEW: usize = 64;

/// Tokens that may be drawn.
#[derive(Debug, Clone, Default)]
pub(super) struct Candidates {
    /// Logit and id, by id.
    kept: Vec<(f32, u32)>,
    /// Room for moving them about.
    moved: Vec<(f32, u32)>,
}

impl Candidates {
    /// Takes in the tokens of `row` that `cuts` leave.
    pub(super) fn collect(
        &mut self,
        row: &LogitRow<'_>,
        heat: Heat,
        cuts: Cuts,
        sums: &mut Vec<f64>,
    ) {
        let top_k = cuts
            .top_k
            .map(|k| k.get() as usize)
            .filter(|&k| k < row.len());
        match (top_k, cuts.top_p) {
            (Some(k), top_p) => {
                self.keep_top_k(row, k);
                if let Some(p) = top_p {
                    let wanted = f64::from(p) * self.weigh(heat);
                    self.keep_weight(heat, wanted);
                }
            }
            (None, Some(p)) => self.keep_top_p(row, heat, p, sums),
            (None, None) => {
                // The logarithm need not be exact: a filter follows.
                let gap = cuts.min_p.map_or(f32::INFINITY, |p| 0.01 - p.ln());
                self.keep_reaching(row, lowered(heat, gap));
            }
        }
        if let Some(p) = cuts.min_p {
            self.kept.retain(|c| heat.weigh(c.0) >= p);
        }
    }

    /// The token at the share `u` of the weights, in the order of the ids;
    /// never one of weight 0.
    pub(super) fn draw(&self, heat: Heat, u: f64) -> Option<u32> {
        let mut rest = u * self.weigh(heat);
        let mut last = None;
        for &(logit, id) in &self.kept {
            let weight = heat.weigh(logit);
            if weight > 0.0 {
                rest -= f64::from(weight);
                // Rounding can leave a sliver behind the last one.
                last = Some(id);
                if rest < 0.0 {
                    break;
                }
            }
        }
        last
    }

    /// The ids, in order.
    #[cfg(test)]
    pub(super) fn ids(&self) -> Vec<u32> {
        self.kept.iter().map(|c| c.1).collect()
    }

    /// The sum of the weights.
    fn weigh(&self, heat: Heat) -> f64 {
        let weights = self.kept.iter().map(|c| f64::from(heat.weigh(c.0)));
        weights.sum()
    }

    /// Keeps the tokens with a logit of at least `bound`.
    fn keep_reaching(&mut self, row: &LogitRow<'_>, bound: f32) {
        self.kept.clear();
        row.blocks_reaching(bound, |start, logits| {
            for (group, first) in logits.chunks(16).zip((start as u32..).step_by(16)) {
                // Most groups hold none, which is seen at a glance.
                if group.iter().filter(|&&l| l >= bound).count() == 0 {
                    continue;
                }
                let reaching = group.iter().zip(first..).filter(|(l, _)| **l >= bound);
                self.kept.extend(reaching.map(|(&logit, id)| (logit, id)));
            }
        });
    }

    /// Keeps the `k` most likely tokens.
    fn keep_top_k(&mut self, row: &LogitRow<'_>, k: usize) {
        // The k-th highest maximum of a block is reached by k tokens.
        let mut maxima = std::mem::take(&mut self.moved);
        maxima.clear();
        maxima.extend(row.maxima().iter().map(|&m| (m, 0)));
        let bound = if k <= maxima.len() {
            maxima.select_nth_unstable_by(k - 1, by_likelihood).1.0
        } else {
            f32::NEG_INFINITY
        };
        self.moved = maxima;
        self.keep_reaching(row, bound);
        if self.kept.len() > k {
            self.moved.clone_from(&self.kept);
            let (_, &mut last, _) = self.moved.select_nth_unstable_by(k - 1, by_likelihood);
            self.keep_up_to(last);
        }
    }

    /// Keeps the smallest set with the share `p` of all tokens' weight.
    fn keep_top_p(&mut self, row: &LogitRow<'_>, heat: Heat, p: f32, sums: &mut Vec<f64>) {
        let wanted = f64::from(p) * row.sum_weights(heat, sums);
        // Most of the weight sits in few tokens: look deeper only if need be.
        for gap in [4.0, 8.0, 16.0, 32.0, f32::INFINITY] {
            self.keep_reaching(row, lowered(heat, gap));
            if self.weigh(heat) >= wanted {
                break;
            }
        }
        self.keep_weight(heat, wanted);
    }

    /// Keeps the fewest, most likely first, whose weights add up to `wanted`;
    /// all, if rounding leaves their sum below it.
    fn keep_weight(&mut self, heat: Heat, wanted: f64) {
        self.moved.clone_from(&self.kept);
        let mut open = self.moved.as_mut_slice();
        let mut sum = 0.0;
        let weigh = |c: &(f32, u32)| f64::from(heat.weigh(c.0));
        while open.len() > FEW {
            let half = open.len() / 2;
            open.select_nth_unstable_by(half, by_likelihood);
            let (likely, others) = std::mem::take(&mut open).split_at_mut(half);
            let here: f64 = likely.iter().map(weigh).sum();
            if sum + here >= wanted {
                open = likely;
            } else {
                sum += here;
                open = others;
            }
        }
        open.sort_unstable_by(by_likelihood);
        let last = open.iter().find(|c| {
            sum += weigh(c);
            sum >= wanted
        });
        if let Some(&last) = last {
            self.keep_up_to(last);
        }
    }

    /// Keeps `last` and what is more likely.
    fn keep_up_to(&mut self, last: (f32, u32)) {
        self.kept
            .retain(|c| by_likelihood(c, &last) != Ordering::Greater);
    }
}

/// The logit whose weight is e^−gap.
fn lowered(heat: Heat, gap: f32) -> f32 {
    heat.highest - gap / heat.scale
}

/// Most likely first; equally likely ones by id.
#[expect(
    clippy::trivially_copy_pass_by_ref,
    reason = "sorting hands its items over by reference"
)]
fn by_likelihood(a: &(f32, u32), b: &(f32, u32)) -> Ordering {
    b.0.partial_cmp(&a.0)
        .unwrap_or(Ordering::Equal)
        .then(a.1.cmp(&b.1))
}
