//! The two questions about a loss, and how much data would answer them.

use crate::stats::{Confidence, paired, power, special};

/// Paired differences (candidate less baseline) as the tests need them.
pub(super) struct Losses<'a> {
    differences: &'a [f64],
}

impl<'a> Losses<'a> {
    pub(super) fn new(differences: &'a [f64]) -> Self {
        Self { differences }
    }

    /// Whether each item was attempted once on both sides.
    pub(super) fn one_epoch(&self) -> bool {
        let whole = |d: &f64| d.abs() < 1e-12 || (d.abs() - 1.0).abs() < 1e-12;
        self.differences.iter().all(whole)
    }

    /// One-sided p value of no loss.
    pub(super) fn p_loss(&self) -> f64 {
        self.p_below(0.0)
    }

    /// One-sided p value of a loss of `margin` or more.
    pub(super) fn p_beyond(&self, margin: f64) -> f64 {
        1.0 - self.p_below(-margin)
    }

    fn p_below(&self, at: f64) -> f64 {
        let n = self.differences.len();
        let pairs = n as f64 + 2.0;
        let center = self.differences.iter().sum::<f64>() / pairs;
        let variance = paired::smoothed_variance(self.differences);
        special::normal_cdf((center - at) / (variance / pairs).sqrt())
    }

    pub(super) fn detectable(&self, alpha: f64, with: f64) -> f64 {
        let n = self.differences.len();
        let c = Confidence::new(1.0 - 2.0 * alpha).unwrap_or_default();
        power::detectable_difference(paired::smoothed_variance(self.differences), n, c, with)
    }

    pub(super) fn n_needed(&self, margin: f64, alpha: f64, with: f64) -> Option<usize> {
        let c = Confidence::new(1.0 - 2.0 * alpha).unwrap_or_default();
        power::pairs_needed(paired::smoothed_variance(self.differences), margin, c, with)
    }
}
