//! The two questions about a loss, and how much data would answer them.

use crate::stats::power::{self, PairedPlan};
use crate::stats::{Confidence, Side, paired};

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

    /// The loss that would be found at the level `alpha` with probability
    /// `power`, where as many items differ as here. `None` if not even a loss of
    /// everything would be.
    pub(super) fn detectable(&self, alpha: f64, power: f64) -> Option<f64> {
        let n = self.differences.len();
        let variance = paired::smoothed_variance(self.differences);
        match self.discordant {
            _ if n == 0 => None,
            Some(_) => power::detectable_loss(n, self.plan(alpha, power)),
            None => {
                let confidence = Confidence::new(1.0 - 2.0 * alpha)?;
                Some(power::detectable_difference(variance, n, confidence, power))
            }
        }
    }

    /// The pairs that would refute a loss of `margin` with probability `power`,
    /// if nothing was lost and as many items differ as here.
    pub(super) fn n_needed(&self, margin: f64, alpha: f64, power: f64) -> Option<usize> {
        let variance = paired::smoothed_variance(self.differences);
        match self.discordant {
            _ if self.differences.is_empty() => None,
            Some(_) => power::pairs_for_noninferiority(0.0, margin, self.plan(alpha, power)),
            None => power::pairs_needed_noninferior(variance, 0.0, margin, alpha, power),
        }
    }

    fn plan(&self, alpha: f64, power: f64) -> PairedPlan {
        let n = self.differences.len() as f64;
        let differing = self.discordant.map_or(0, |(gained, lost)| gained + lost);
        PairedPlan {
            differing: (differing as f64 + 1.0) / (n + 2.0),
            alpha,
            power,
        }
    }
}
