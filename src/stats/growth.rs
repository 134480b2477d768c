//! How much a number grew between two runs on the same items, and whether by
//! more than was allowed.

use super::{Confidence, Estimate, Method, mean, paired, quantile, special};

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
        before: mean::mean(before),
        now: mean::mean(now),
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
    let means = all.map(mean::mean);
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

/// Growth of a quantile of the items' numbers as a ratio, with Woodruff's
/// interval (R. S. Woodruff, JASA 47, 1952) on both sides: the quantiles at
/// `share ± z √(share(1-share)/n)` are the ends of each, taken as independent,
/// which for paired items is on the safe side. `None` unless both quantiles are
/// above 0 and there are two items.
pub fn percentile(
    before: &[f64],
    now: &[f64],
    share: f64,
    limit: f64,
    confidence: Confidence,
) -> Option<Growth> {
    let n = before.len();
    if n < 2 || n != now.len() {
        return None;
    }
    let sorted = |values: &[f64]| {
        let mut values = values.to_vec();
        values.sort_by(f64::total_cmp);
        values
    };
    let (a, b) = (sorted(before), sorted(now));
    let spread = (share * (1.0 - share) / n as f64).sqrt();
    // The standard error of the logarithm of one quantile.
    let error = |values: &[f64]| -> Option<(f64, f64)> {
        let point = quantile::quantile_sorted(values, share)?;
        let low = quantile::quantile_sorted(values, (share - spread).max(0.0))?;
        let high = quantile::quantile_sorted(values, (share + spread).min(1.0))?;
        (low > 0.0).then(|| (point, (high / low).ln() / 2.0))
    };
    let ((before, error_before), (now, error_now)) = error(&a).zip(error(&b))?;
    let error = error_before.hypot(error_now);
    let df = n as f64 - 1.0;
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
            method: Method::Woodruff,
            confidence,
        },
        p: one_sided((point / limit).ln(), error, df),
    })
}
