//! How much a number grew between two runs on the same items, and whether by
//! more than was allowed.

use super::mean::mean as mean_of;
use super::{Confidence, Estimate, Method, paired, quantile, special};

/// A number before and now, with the growth between.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Growth {
    /// The number before.
    pub before: f64,
    /// The number now.
    pub now: f64,
    /// The growth: a difference for shares, a ratio for all else.
    pub estimate: Estimate,
    /// One-sided p value of a growth up to the limit.
    pub p: f64,
}

/// Growth of a share, from each item's share before and now: the difference of
/// [`paired::mean_difference`], and its test against `limit`. `None` without an
/// item.
pub fn share(before: &[f64], now: &[f64], limit: f64, confidence: Confidence) -> Option<Growth> {
    let n = before.len();
    if n == 0 || n != now.len() {
        return None;
    }
    let differences: Vec<f64> = before.iter().zip(now).map(|(a, b)| b - a).collect();
    let estimate = paired::mean_difference(&differences, confidence);
    let variance = paired::smoothed_variance(&differences);
    // The two extra pairs of the smoothing.
    let pairs = n as f64 + 2.0;
    let center = differences.iter().sum::<f64>() / pairs;
    let t = (center - limit) / (variance / pairs).sqrt();
    Some(Growth {
        before: mean_of(before),
        now: mean_of(now),
        estimate,
        p: special::t_cdf(-t, n.saturating_sub(1).max(1) as f64),
    })
}

/// Growth of a mean as a ratio, by the delta method on its logarithm
/// ([`super::ratio::paired_ratio`]), tested against the ratio `limit`. `None`
/// unless both means are above 0 and there are two items.
pub fn mean(before: &[f64], now: &[f64], limit: f64, confidence: Confidence) -> Option<Growth> {
    let ones = vec![1.0; before.len()];
    rate((before, &ones), (now, &ones), limit, confidence)
}

/// Growth of a rate (a mean over a mean, such as switches over tokens) as a
/// ratio, by the delta method on its logarithm: with
/// `u_i = (x'_i/x̄' - y'_i/ȳ') - (x_i/x̄ - y_i/ȳ)` the variance of the logarithm
/// is `Σu_i² / (n(n-1))` (W. G. Cochran, *Sampling Techniques*, 3rd ed., chapter
/// 6; both rates are linearized, and the pairs keep their correlation), with
/// Student's t. `None` unless all means are above 0 and there are two items.
pub fn rate(
    (x, y): (&[f64], &[f64]),
    (x_now, y_now): (&[f64], &[f64]),
    limit: f64,
    confidence: Confidence,
) -> Option<Growth> {
    let n = x.len();
    let all = [x, y, x_now, y_now];
    let means = all.map(mean_of);
    if n < 2 || all.iter().any(|v| v.len() != n) || !means.iter().all(|m| *m > 0.0) {
        return None;
    }
    let [mx, my, mx_now, my_now] = means;
    let squares: f64 = (0..n)
        .map(|i| (x_now[i] / mx_now - y_now[i] / my_now) - (x[i] / mx - y[i] / my))
        .map(|u| u * u)
        .sum();
    let pairs = n as f64;
    let error = (squares / (pairs * (pairs - 1.0))).sqrt();
    let (before, now) = (mx / my, mx_now / my_now);
    let df = pairs - 1.0;
    let reach = confidence.t(df) * error;
    let point = now / before;
    Some(Growth {
        before,
        now,
        estimate: Estimate {
            point,
            low: point * (-reach).exp(),
            high: point * reach.exp(),
            n,
            method: Method::LogRatio,
            confidence,
        },
        p: one_sided((point / limit).ln(), error, df),
    })
}

/// The p value of `excess` being above 0 by chance.
fn one_sided(excess: f64, error: f64, df: f64) -> f64 {
    if error > 0.0 {
        special::t_cdf(-excess / error, df)
    } else if excess > 0.0 {
        0.0
    } else {
        1.0
    }
}

/// Growth of a quantile of the items' numbers as a ratio: the paired interval of
/// [`quantile::paired_difference`] on their logarithms (numbers below 1 count as
/// 1). The test takes the reach below the point for its standard error. With
/// fewer than `1 / (1 - share)` items the quantile is the largest of them, and
/// nothing is shown: p is 1. `None` without an item.
pub fn percentile(
    before: &[f64],
    now: &[f64],
    share: f64,
    limit: f64,
    confidence: Confidence,
) -> Option<Growth> {
    let n = before.len();
    let logs =
        |values: &[f64]| -> Vec<[f64; 1]> { values.iter().map(|v| [v.max(1.0).ln()]).collect() };
    let (of_before, of_now) = (logs(before), logs(now));
    let log = quantile::paired_difference(&of_now, &of_before, share, confidence)?;
    let error = (log.point - log.low) / confidence.z();
    let is_tail = (n as f64) * (1.0 - share) < 1.0 - 1e-9;
    Some(Growth {
        before: quantile::quantile(before, share)?,
        now: quantile::quantile(now, share)?,
        estimate: Estimate {
            point: log.point.exp(),
            low: log.low.exp(),
            high: log.high.exp(),
            ..log
        },
        p: if is_tail {
            1.0
        } else {
            one_sided(log.point - limit.ln(), error, n as f64 - 1.0)
        },
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn close(a: f64, b: f64) {
        assert!((a - b).abs() < 1e-9, "{a} is not {b}");
    }

    #[test]
    fn shares_grow_by_points() {
        let c = Confidence::default();
        let before = vec![0.0; 40];
        let mut now = before.clone();
        now[..20].fill(1.0);
        let grown = share(&before, &now, 0.05, c).unwrap();
        close(grown.estimate.point, 0.5);
        assert!(grown.p < 1e-4 && grown.estimate.low > 0.3);
        let same = share(&before, &before, 0.05, c).unwrap();
        assert!(same.p > 0.9 && same.estimate.high > 0.0);
        // Five items are never a proof against a limit of 5 points by themselves.
        let few = share(&[0.0; 5], &[0.0, 0.0, 1.0, 0.0, 1.0], 0.05, c).unwrap();
        assert!(few.p > 0.05, "{few:?}");
        assert!(share(&[], &[], 0.05, c).is_none());
    }

    #[test]
    fn means_and_rates_grow_by_ratios() {
        let c = Confidence::default();
        let before: Vec<f64> = (1..=30).map(f64::from).collect();
        let now: Vec<f64> = before.iter().map(|x| 2.0 * x + (x % 3.0)).collect();
        let grown = mean(&before, &now, 1.25, c).unwrap();
        close(grown.before, 15.5);
        close(grown.now, 32.0);
        close(grown.estimate.point, 32.0 / 15.5);
        assert!(grown.p < 1e-6);
        let same = mean(&before, &before, 1.25, c).unwrap();
        close(same.p, 1.0);
        let tokens = vec![100.0; 30];
        let slower = rate((&before, &tokens), (&now, &tokens), 1.25, c).unwrap();
        close(slower.estimate.point, grown.estimate.point);
        assert!(mean(&[0.0, 0.0], &[1.0, 1.0], 1.25, c).is_none());
    }

    #[test]
    fn a_tail_needs_enough_items() {
        let c = Confidence::default();
        let before: Vec<f64> = (1..=100).map(f64::from).collect();
        let now: Vec<f64> = before.iter().map(|x| 3.0 * x).collect();
        let grown = percentile(&before, &now, 0.95, 1.5, c).unwrap();
        close(grown.estimate.point, 3.0);
        assert!(grown.p < 0.05, "{grown:?}");
        let few = percentile(&before[..10], &now[..10], 0.95, 1.5, c).unwrap();
        close(few.p, 1.0);
    }
}
