//! The two questions about a loss, and how much data would answer them.

use crate::stats::{Confidence, Side, paired, power};

/// Seed of the sign flips that are drawn where they cannot be counted.
const FLIP_SEED: u64 = 0;

/// Paired differences (candidate less baseline) as the tests need them.
pub(super) struct Losses<'a> {
    differences: &'a [f64],
    /// Pairs right only for the candidate, and only for the baseline; `None`
    /// with several epochs.
    discordant: Option<(usize, usize)>,
}

impl<'a> Losses<'a> {
    pub(super) fn new(differences: &'a [f64]) -> Self {
        let whole = |d: &f64| d.abs() < 1e-12 || (d.abs() - 1.0).abs() < 1e-12;
        let one_epoch = differences.iter().all(whole);
        Self {
            differences,
            discordant: one_epoch.then(|| paired::discordant(differences)),
        }
    }

    /// Gained and lost items, where each was attempted once on both sides.
    pub(super) fn discordant(&self) -> Option<(usize, usize)> {
        self.discordant
    }

    /// One-sided p value of no loss.
    pub(super) fn p_loss(&self) -> f64 {
        let n = self.differences.len();
        match self.discordant {
            _ if n == 0 => 1.0,
            Some((gained, lost)) => paired::regressed(gained, lost, n).p,
            None => paired::sign_flip(self.differences, Side::Less, FLIP_SEED).p,
        }
    }

    /// One-sided p value of a loss of `margin` or more.
    pub(super) fn p_beyond(&self, margin: f64) -> f64 {
        let n = self.differences.len();
        match self.discordant {
            Some((gained, lost)) => paired::noninferior(gained, lost, n, margin).p,
            None => paired::noninferior_means(self.differences, margin).p,
        }
    }

    /// The loss that a one-sided test at `alpha` would find with probability
    /// `power`, at the spread of these differences.
    pub(super) fn detectable(&self, alpha: f64, power: f64) -> f64 {
        let n = self.differences.len();
        let variance = paired::smoothed_variance(self.differences);
        power::detectable_difference(variance, n, one_sided(alpha), power)
    }

    /// The pairs that would refute a loss of `margin` with probability `power`,
    /// if nothing was lost.
    pub(super) fn n_needed(&self, margin: f64, alpha: f64, power: f64) -> Option<usize> {
        let variance = paired::smoothed_variance(self.differences);
        power::pairs_needed(variance, margin, one_sided(alpha), power)
    }
}

/// The two-sided confidence whose ends are one-sided tests at `alpha`.
fn one_sided(alpha: f64) -> Confidence {
    Confidence::new(1.0 - 2.0 * alpha).unwrap_or_default()
}
