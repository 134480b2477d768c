//! Plans for two runs on the same items, one attempt each.

use super::super::paired::shift::{chance, critical_score, first_inside};
use super::super::special;
use super::smallest;

/// Above this many differing pairs the normal formula is used.
const MOST_DIFFERING: f64 = 400.0;
/// More pairs than anyone runs.
const MOST_PAIRS: usize = 100_000_000;

/// What a plan for two runs on the same items assumes and demands.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PairedPlan {
    /// The share of items on which the two differ, either way. A true
    /// difference larger than this moves it up: then all differing items differ
    /// one way.
    pub differing: f64,
    /// The level of the one-sided test: 0.05, less where Holm corrects.
    pub alpha: f64,
    /// The probability of showing what is there: 0.8.
    pub power: f64,
}

impl PairedPlan {
    /// The shares that only the candidate and only the baseline solve, at a true
    /// difference of `delta` (candidate less baseline).
    fn split(&self, delta: f64) -> (f64, f64) {
        let differing = self.differing.clamp(delta.abs().min(1.0), 1.0);
        let gain = f64::midpoint(differing, delta);
        (gain, gain - delta)
    }
}

/// The power to show a regression: the probability that
/// [`super::super::paired::regressed`] is significant when the candidate truly
/// loses `loss`.
///
/// Exact over all outcomes up to about 400 differing pairs, with the critical
/// score of the exact test up to 100 pairs and the normal one above; then the
/// normal formula `Φ((δ√n - z_α√ψ) / √(ψ - δ²))` (R. Connor, Biometrics 43,
/// 1987). Cost: up to 100 pairs some 30 ms for the critical score, above some
/// 200 microseconds.
pub fn loss_power(n: usize, loss: f64, plan: PairedPlan) -> f64 {
    noninferiority_power(n, loss, 0.0, plan)
}

/// The smallest true loss that `n` pairs show with the plan's power: the
/// minimum detectable effect. `None` if even a loss of everything would not
/// show. Cost: one critical score and 40 sums, 30 ms at
/// most.
pub fn detectable_loss(n: usize, plan: PairedPlan) -> Option<f64> {
    let z = critical_score(n, 0.0, plan.alpha);
    threshold(|loss| shift_power(n, loss, 0.0, z, plan) >= plan.power)
}

/// The pairs needed to show a true loss of `loss` with the plan's power; `None`
/// for no loss.
pub fn pairs_for_loss(loss: f64, plan: PairedPlan) -> Option<usize> {
    if loss <= 0.0 || loss.is_nan() {
        return None;
    }
    smallest(16, MOST_PAIRS, |n| loss_power(n, loss, plan) >= plan.power)
}

/// The power to show that the candidate loses less than `margin`: the
/// probability that [`super::super::paired::noninferior`] is significant when
/// its true difference is `delta` (0 for as good as the baseline). As in
/// [`loss_power`].
pub fn noninferiority_power(n: usize, delta: f64, margin: f64, plan: PairedPlan) -> f64 {
    let z = critical_score(n, margin, plan.alpha);
    shift_power(n, delta, margin, z, plan)
}

/// The smallest margin that a candidate with the true difference `delta` is
/// shown to keep with the plan's power on `n` pairs.
///
/// By the normal critical score: the exact one belongs to a margin. Cost: 40
/// sums.
pub fn detectable_margin(n: usize, delta: f64, plan: PairedPlan) -> Option<f64> {
    let z = special::normal_quantile(1.0 - plan.alpha);
    threshold(|margin| shift_power(n, delta, margin, z, plan) >= plan.power)
}

/// The pairs needed to show that a candidate with the true difference `delta`
/// loses less than `margin`; `None` if it does not lose less.
pub fn pairs_for_noninferiority(delta: f64, margin: f64, plan: PairedPlan) -> Option<usize> {
    let room = margin + delta;
    if room <= 0.0 || room.is_nan() {
        return None;
    }
    smallest(16, MOST_PAIRS, |n| {
        noninferiority_power(n, delta, margin, plan) >= plan.power
    })
}

/// The probability that the score against "-margin or less" passes its critical
/// value when the true difference is `delta`. A loss is the gain of the other
/// side, so this serves both.
fn shift_power(n: usize, delta: f64, margin: f64, z: f64, plan: PairedPlan) -> f64 {
    let (gain, loss) = plan.split(delta);
    if n == 0 {
        return 0.0;
    }
    if n as f64 * (gain + loss) > MOST_DIFFERING {
        return normal_power(n, (gain, loss), margin, z);
    }
    chance(n, gain, loss, |k| first_inside(n, margin, z, k))
}

/// The power in the normal limit: the score's mean and spread under the truth,
/// its spread under the hypothesis from the shares expected there.
fn normal_power(n: usize, (gain, loss): (f64, f64), margin: f64, z: f64) -> f64 {
    let delta = gain - loss;
    let spread = (gain + loss - delta * delta).sqrt();
    // Tango's restricted estimate at the expected counts.
    let half = -(2.0 - gain + loss) * margin - gain - loss;
    let last = loss * margin * (1.0 + margin);
    let q = ((half * half - 8.0 * last).max(0.0).sqrt() - half) / 4.0;
    let null = (2.0 * q - margin * (1.0 + margin)).max(0.0).sqrt();
    let root = (n as f64).sqrt();
    special::normal_cdf(((delta + margin) * root - z * null) / spread)
}

/// The place in 0 to 1 from which on `enough` holds; `None` if it never does.
fn threshold(enough: impl Fn(f64) -> bool) -> Option<f64> {
    if !enough(1.0) {
        return None;
    }
    let (mut low, mut high) = (0.0, 1.0);
    for _ in 0..40 {
        let middle = f64::midpoint(low, high);
        if enough(middle) {
            high = middle;
        } else {
            low = middle;
        }
    }
    Some(high)
}

#[cfg(test)]
mod tests;
