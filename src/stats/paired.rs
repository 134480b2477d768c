//! Two models on the same items: intervals and tests on the differences.
//!
//! One attempt an item on both sides: [`tango`] for the interval,
//! [`noninferior`], [`regressed`] and [`equivalent`] for verdicts,
//! [`mcnemar_mid_p`] for "do they differ". Several epochs: one difference of
//! means an item, [`mean_difference`] for the interval, [`noninferior_means`]
//! and [`sign_flip`] for verdicts.

mod mcnemar;
mod permutation;
pub(super) mod shift;
mod tango;

pub use mcnemar::{mcnemar_exact, mcnemar_mid_p};
pub use permutation::sign_flip;
pub use shift::{
    EXACT_MOST, compare, equivalent, equivalent_means, noninferior, noninferior_means, regressed,
};
pub use tango::{score, tango};

use super::{Confidence, Estimate, Method, special};

/// The paired difference of two shares, `(b - c) / n`, with the interval of
/// Agresti and Min.
///
/// `b` pairs went right only for the first, `c` only for the second, `n` pairs
/// in all. Half a pair is added to each of the four cells, and Wald's interval
/// taken of that: with `b' = b + ½`, `c' = c + ½`, `n' = n + 2`,
/// `(b' - c')/n' ± z √(b' + c' - (b' - c')²/n') / n'` (A. Agresti and Y. Min,
/// Statistics in Medicine 24, 2005). Never of width 0. The point is the plain
/// difference; the interval is stretched to hold it where the smoothing would
/// leave it out (only at low confidence), and kept within -1 to 1.
pub fn agresti_min(b: usize, c: usize, n: usize, confidence: Confidence) -> Estimate {
    let point = (b as f64 - c as f64) / n as f64;
    let smoothed = Smoothed::new(b as f64 - c as f64, (b + c) as f64, 1.0, n);
    smoothed.interval(point, n, confidence.z(), Method::AgrestiMin, confidence)
}

/// The mean of paired differences that lie between -1 and 1, such as those of
/// item means over several epochs.
///
/// Two pairs are added as in [`agresti_min`] (half a pair at +s, half at -s, one
/// at 0), and Student's t with n - 1 degrees of freedom is taken, as the
/// differences are no longer single coin throws. `s` is the root mean square of
/// the differences that are not 0 (1 if all are): epochs make differences
/// small, and whole pairs would then widen the interval by half at n = 30. For
/// differences of -1, 0 and 1 `s` is 1, and only t instead of z sets it apart
/// from Agresti and Min's.
pub fn mean_difference(differences: &[f64], confidence: Confidence) -> Estimate {
    let n = differences.len();
    // One pair has no degree of freedom left; one is then the widest there is.
    let t = confidence.t(n.saturating_sub(1).max(1) as f64);
    let sum: f64 = differences.iter().sum();
    let smoothed = Smoothed::of(differences);
    smoothed.interval(sum / n as f64, n, t, Method::PairedT, confidence)
}

/// The interval of paired differences of item means: [`tango`] where each
/// item was attempted once on both sides (`one_epoch`), so that every difference
/// is -1, 0 or 1, and [`mean_difference`] otherwise.
pub fn of_item_means(differences: &[f64], one_epoch: bool, confidence: Confidence) -> Estimate {
    if one_epoch {
        let (b, c) = discordant(differences);
        tango(b, c, differences.len(), confidence)
    } else {
        mean_difference(differences, confidence)
    }
}

/// How many differences are above, and how many below 0.
pub fn discordant(differences: &[f64]) -> (usize, usize) {
    let count = |keep: fn(f64) -> bool| differences.iter().filter(|d| keep(**d)).count();
    (count(|d| d > 0.0), count(|d| d < 0.0))
}

/// The variance of one paired difference, smoothed by the two pairs of
/// [`agresti_min`], for planning: it is never 0.
pub fn smoothed_variance(differences: &[f64]) -> f64 {
    Smoothed::of(differences).variance
}

/// The two-sided p value of a mean of paired differences being 0, by Student's
/// t with the smoothing of [`mean_difference`].
pub fn mean_difference_p(differences: &[f64]) -> f64 {
    let n = differences.len();
    let smoothed = Smoothed::of(differences);
    let t = smoothed.center.abs() / (smoothed.variance / smoothed.n).sqrt();
    2.0 * special::t_cdf(-t, n.saturating_sub(1).max(1) as f64)
}

/// Sums of differences with the two added pairs.
struct Smoothed {
    n: f64,
    center: f64,
    variance: f64,
}

impl Smoothed {
    fn of(differences: &[f64]) -> Self {
        let sum: f64 = differences.iter().sum();
        let squares: f64 = differences.iter().map(|d| d * d).sum();
        let n_different = differences.iter().filter(|d| **d != 0.0).count();
        let added = if n_different == 0 {
            1.0
        } else {
            squares / n_different as f64
        };
        Self::new(sum, squares, added, differences.len())
    }

    /// `added` is the square of the size of the added differences.
    fn new(sum: f64, squares: f64, added: f64, n: usize) -> Self {
        let n = n as f64 + 2.0;
        let center = sum / n;
        let variance = ((squares + added) / n - center * center).max(0.0);
        Self {
            n,
            center,
            variance,
        }
    }

    fn interval(
        &self,
        point: f64,
        n: usize,
        quantile: f64,
        method: Method,
        confidence: Confidence,
    ) -> Estimate {
        if n == 0 {
            return Estimate {
                point: f64::NAN,
                low: -1.0,
                high: 1.0,
                n,
                method,
                confidence,
            };
        }
        let reach = quantile * (self.variance / self.n).sqrt();
        Estimate {
            point,
            low: self.center - reach,
            high: self.center + reach,
            n,
            method,
            confidence,
        }
        .within(-1.0, 1.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn close(got: f64, want: f64, tolerance: f64) {
        assert!((got - want).abs() <= tolerance, "got {got}, want {want}");
    }

    #[test]
    fn formula_by_hand() {
        // The table of the next test, by the formula written out.
        let e = agresti_min(1, 7, 21, Confidence::default());
        let center = (1.5 - 7.5) / 23.0;
        let reach = Confidence::default().z() * (9.0_f64 - 36.0 / 23.0).sqrt() / 23.0;
        close(e.point, -6.0 / 21.0, 1e-15);
        close(e.low, center - reach, 1e-12);
        close(e.high, center + reach, 1e-12);
    }

    #[test]
    fn agreement_is_never_proof_of_equality() {
        let e = agresti_min(0, 0, 5, Confidence::default());
        close(e.point, 0.0, 0.0);
        close(e.high, Confidence::default().z() / 7.0, 1e-12);
        assert!(agresti_min(0, 0, 0, Confidence::default()).point.is_nan());
    }

    #[test]
    fn item_means_meet_single_throws() {
        // Differences of -1, 0, 1: the same but for t in place of z.
        let differences = [1.0, 1.0, 1.0, 0.0, 0.0, 0.0, -1.0, 0.0];
        let t = mean_difference(&differences, Confidence::default());
        let z = agresti_min(3, 1, 8, Confidence::default());
        close(t.point, z.point, 1e-15);
        close(
            t.half_width() / z.half_width(),
            Confidence::default().t(7.0) / Confidence::default().z(),
            1e-12,
        );
    }

    proptest! {
        #[test]
        fn symmetric_and_holding_the_point(b in 0_usize..60, c in 0_usize..60, rest in 0_usize..60) {
            let n = b + c + rest;
            prop_assume!(n > 0);
            for confidence in [0.5, 0.8, 0.95, 0.99] {
                let confidence = Confidence::new(confidence).unwrap();
                let e = agresti_min(b, c, n, confidence);
                prop_assert!(-1.0 <= e.low && e.low <= e.point);
                prop_assert!(e.point <= e.high && e.high <= 1.0 && e.low < e.high);
                let swapped = agresti_min(c, b, n, confidence);
                prop_assert!((swapped.low + e.high).abs() < 1e-12);
                prop_assert!((swapped.high + e.low).abs() < 1e-12);
            }
            let p = mcnemar_mid_p(b, c);
            prop_assert!((0.0..=1.0).contains(&p));
            prop_assert!((p - mcnemar_mid_p(c, b)).abs() < 1e-12);
            prop_assert!(p <= mcnemar_exact(b, c) + 1e-12);
        }

        #[test]
        fn any_differences(d in prop::collection::vec(-1.0..=1.0_f64, 1..40)) {
            let e = mean_difference(&d, Confidence::default());
            prop_assert!(e.low <= e.point && e.point <= e.high && e.low < e.high);
            prop_assert!(smoothed_variance(&d) > 0.0);
            prop_assert!((0.0..=1.0).contains(&mean_difference_p(&d)));
        }
    }
}
