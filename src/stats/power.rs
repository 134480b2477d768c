//! How much data would settle a question: power, the n needed, the smallest
//! effect that shows.
//!
//! The plans for one attempt an item are exact: they list what the test that
//! is really used would say of every outcome, so that at small n the stated
//! power is the real one. The plans by variance are for differences of means
//! over epochs.

mod paired;
mod proportion;

pub use paired::{
    PairedPlan, detectable_loss, detectable_margin, loss_power, noninferiority_power,
    pairs_for_loss, pairs_for_noninferiority,
};
pub use proportion::{detectable_share, items_for_share, items_for_width, share_power};

use super::{Confidence, special};

/// Places at which a found n is checked further up.
const LOOK_AHEAD: usize = 16;

/// The pairs needed so that a true difference of `delta` shows: an interval of
/// `confidence` then leaves 0 out with probability `power`.
///
/// `n = (z_{α/2} + z_β)² v / δ²`, where `v` is the variance of one paired
/// difference (E. Miller, 2024, arXiv 2411.00640, section 5, with one sample a
/// question and its noise inside `v`). `None` where no number of pairs would
/// do: `delta` is 0 or not a number.
pub fn pairs_needed(
    variance: f64,
    delta: f64,
    confidence: Confidence,
    power: f64,
) -> Option<usize> {
    pairs(
        variance,
        delta,
        confidence.z() + special::normal_quantile(power),
    )
}

/// The smallest true difference that `n` pairs would show, as in
/// [`pairs_needed`]: the minimum detectable effect.
pub fn detectable_difference(variance: f64, n: usize, confidence: Confidence, power: f64) -> f64 {
    (confidence.z() + special::normal_quantile(power)) * (variance / n as f64).sqrt()
}

/// The variance of one paired difference of item means when each item is
/// attempted `epochs` times on both sides: `w² + s² / K`, with `between` the
/// variance `w²` of the items' true differences and `within` the summed variance
/// `s²` of one attempt of each side (E. Miller, 2024, section 5). For
/// [`pairs_needed`]: more epochs help until `within / epochs` is small against
/// `between`.
pub fn variance_with_epochs(between: f64, within: f64, epochs: usize) -> f64 {
    between + within / epochs.max(1) as f64
}

/// The epochs after which `n` pairs say as much as `n_needed` pairs say with
/// `epochs` epochs: those at which [`variance_with_epochs`] is `n / n_needed` of
/// `total`, the variance of one pair's difference now, of which `drawn` comes
/// from drawing (`s² / K`). `None` where drawing is too small a part of it.
pub fn epochs_needed(
    total: f64,
    drawn: f64,
    epochs: usize,
    n: usize,
    n_needed: usize,
) -> Option<usize> {
    // Estimates may say that drawing is more than all there is.
    let drawn = if drawn > total { total } else { drawn };
    let between = total - drawn;
    let room = total * n as f64 / n_needed as f64 - between;
    let needed = (epochs as f64 * drawn / room - 1e-9).ceil();
    (drawn > 0.0 && room > 0.0 && needed < 1e9).then_some(needed as usize)
}

/// The pairs needed so that a candidate with the true difference `delta` is
/// shown to lose less than `margin` by a one-sided test at level `alpha`, from
/// the variance of one paired difference of item means:
/// `(z_α + z_β)² v / (margin + δ)²`. `None` where the true difference is at the
/// margin or beyond.
pub fn pairs_needed_noninferior(
    variance: f64,
    delta: f64,
    margin: f64,
    alpha: f64,
    power: f64,
) -> Option<usize> {
    let reach = margin + delta;
    let quantiles = special::normal_quantile(1.0 - alpha) + special::normal_quantile(power);
    if reach > 0.0 {
        pairs(variance, reach, quantiles)
    } else {
        None
    }
}

fn pairs(variance: f64, delta: f64, quantiles: f64) -> Option<usize> {
    let n = (quantiles * quantiles * variance / (delta * delta)).ceil();
    // A count that no person could run is as good as none.
    (n.is_finite() && n < 1e12).then_some(n as usize)
}

/// The n from which on `enough` holds: doubled, then halved. Exact power goes
/// up in teeth, so it is looked whether it falls back within the next fifth.
fn smallest(first: usize, most: usize, enough: impl Fn(usize) -> bool) -> Option<usize> {
    let mut high = first.max(1);
    while !enough(high) {
        if high >= most {
            return None;
        }
        high = (high * 2).min(most);
    }
    let mut low = 0;
    while high - low > 1 {
        let middle = usize::midpoint(low, high);
        if enough(middle) {
            high = middle;
        } else {
            low = middle;
        }
    }
    let mut ahead = 1;
    while ahead <= LOOK_AHEAD {
        let further = high + (high * ahead).div_ceil(5 * LOOK_AHEAD);
        if enough(further) {
            ahead += 1;
        } else {
            high = further + 1;
            ahead = 1;
        }
    }
    Some(high)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn epochs_do_what_pairs_would() {
        // 0.1 of items and 0.3 of drawing with one epoch: with three epochs the
        // variance is 0.2, so that half the pairs say as much.
        let total = variance_with_epochs(0.1, 0.3, 1);
        assert_eq!(epochs_needed(total, 0.3, 1, 100, 200), Some(3));
        // A fifth of the pairs cannot be made up for: items alone are a quarter.
        assert_eq!(epochs_needed(total, 0.3, 1, 100, 500), None);
        assert_eq!(epochs_needed(0.2, 0.0, 1, 100, 200), None);
        assert_eq!(epochs_needed(0.2, f64::NAN, 1, 100, 200), None);
    }

    #[test]
    fn published_example() {
        // Miller's worked example: v = 1/9 + 2 · 1/6 / K for one sample a
        // question, 3 points, 95 percent and 80 percent power: 3,876 questions
        // at K = 1, 1,260 at K = 10 and 969 without sampling noise. His z
        // values are rounded to 1.96 and 0.84, so compare to a quarter of a
        // percent.
        let c = Confidence::default();
        let at = |epochs| {
            let variance = variance_with_epochs(1.0 / 9.0, 2.0 / 6.0, epochs);
            pairs_needed(variance, 0.03, c, 0.8).unwrap() as f64
        };
        for (epochs, want) in [(1, 3876.0), (4, 1696.0), (10, 1260.0), (1_000_000, 969.0)] {
            let got = at(epochs);
            assert!((got / want - 1.0).abs() < 0.0025, "{got}");
        }
    }

    #[test]
    fn the_two_directions_agree() {
        let c = Confidence::default();
        let n = pairs_needed(0.1, 0.05, c, 0.8).unwrap();
        let delta = detectable_difference(0.1, n, c, 0.8);
        assert!(delta <= 0.05 && delta > 0.0499, "{delta}");
        assert_eq!(pairs_needed(0.1, 0.0, c, 0.8), None);
        assert_eq!(pairs_needed(0.1, f64::NAN, c, 0.8), None);
        assert_eq!(pairs_needed_noninferior(0.1, -0.05, 0.05, 0.05, 0.8), None);
    }

    #[test]
    fn smallest_of_a_threshold() {
        assert_eq!(smallest(10, 1000, |n| n >= 37), Some(37));
        assert_eq!(smallest(10, 1000, |n| n >= 3), Some(3));
        assert_eq!(smallest(10, 30, |n| n >= 37), None);
    }
}
