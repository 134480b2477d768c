//! The difference of a quantile between two runs on the same items.

use super::super::proportion::score_interval;
use super::super::{Confidence, Estimate, Method, mean};
use super::quantile_sorted;

/// The difference of the quantile at `share` (0 to 1) of two paired samples, by
/// formula: `a[i]` and `b[i]` hold the values of item `i` on both sides.
///
/// Each quantile has Woodruff's interval: Wilson's interval of the share of
/// values below it, read back through the quantiles (R. Woodruff, JASA 47,
/// 1952), with the effective number of values where epochs tie them. The two
/// are joined by the squares of their reaches, less what the shares below have
/// in common (G. Zou and A. Donner, Statistics in Medicine 27, 2008, method of
/// variance estimates recovery). It covers as the bootstrap does
/// ([`super::super::bootstrap::quantile_difference`]) without draws. `None`
/// where the slices differ in length or a side has no value. With fewer than
/// `1 / (1 - share)` values a high quantile is the largest value, and its upper
/// end is not known: the interval then ends too soon. Cost: one sort.
pub fn paired_difference<A: AsRef<[f64]>, B: AsRef<[f64]>>(
    a: &[A],
    b: &[B],
    share: f64,
    confidence: Confidence,
) -> Option<Estimate> {
    if a.len() != b.len() {
        return None;
    }
    let a = Side::new(a, share, confidence)?;
    let b = Side::new(b, share, confidence)?;
    let common = correlation(&a.below, &b.below);
    let point = a.point - b.point;
    let reach = |one: f64, other: f64| {
        (one * one + other * other - 2.0 * common * one * other)
            .max(0.0)
            .sqrt()
    };
    Some(Estimate {
        point,
        low: point - reach(a.point - a.low, b.high - b.point),
        high: point + reach(a.high - a.point, b.point - b.low),
        n: a.below.len(),
        method: Method::Woodruff,
        confidence,
    })
}

/// One sample's quantile with Woodruff's interval.
struct Side {
    point: f64,
    low: f64,
    high: f64,
    /// For each item the share of its values at or below the quantile; NaN
    /// without a value.
    below: Vec<f64>,
}

impl Side {
    fn new<C: AsRef<[f64]>>(items: &[C], share: f64, confidence: Confidence) -> Option<Self> {
        let mut sorted: Vec<f64> = items.iter().flat_map(AsRef::as_ref).copied().collect();
        sorted.sort_by(f64::total_cmp);
        let point = quantile_sorted(&sorted, share)?;
        let below: Vec<f64> = items
            .iter()
            .map(|item| {
                let under = item.as_ref().iter().filter(|v| **v <= point).count();
                under as f64 / item.as_ref().len() as f64
            })
            .collect();
        let kept: Vec<f64> = below.iter().copied().filter(|s| !s.is_nan()).collect();
        let n = effective(&kept, sorted.len());
        let (low, high) = score_interval(share.clamp(0.0, 1.0), n, confidence.z());
        Some(Self {
            point,
            low: quantile_sorted(&sorted, low)?,
            high: quantile_sorted(&sorted, high)?,
            below,
        })
    }
}

/// How many independent values these are worth: between the items and all.
fn effective(shares: &[f64], n_values: usize) -> f64 {
    let n = shares.len() as f64;
    let p = mean::mean(shares);
    let worth = p * (1.0 - p) * n / mean::variance(shares);
    if worth.is_finite() {
        worth.clamp(n, (n_values as f64).max(n))
    } else {
        n
    }
}

/// Pearson's correlation over the items that both sides have; 0 where one side
/// does not vary.
fn correlation(a: &[f64], b: &[f64]) -> f64 {
    let both = || a.iter().zip(b).filter(|(a, b)| !a.is_nan() && !b.is_nan());
    let n = both().count() as f64;
    let (mean_a, mean_b) = (
        both().map(|(a, _)| a).sum::<f64>() / n,
        both().map(|(_, b)| b).sum::<f64>() / n,
    );
    let (mut ab, mut aa, mut bb) = (0.0, 0.0, 0.0);
    for (a, b) in both() {
        ab += (a - mean_a) * (b - mean_b);
        aa += (a - mean_a).powi(2);
        bb += (b - mean_b).powi(2);
    }
    let common = ab / (aa * bb).sqrt();
    if common.is_finite() {
        common.clamp(-1.0, 1.0)
    } else {
        0.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn shifted_samples() {
        let a: Vec<[f64; 1]> = (0..200).map(|i| [f64::from(i) + 50.0]).collect();
        let b: Vec<[f64; 1]> = (0..200).map(|i| [f64::from(i)]).collect();
        let e = paired_difference(&a, &b, 0.5, Confidence::default()).unwrap();
        assert!((e.point - 50.0).abs() < 1e-9);
        assert!(
            e.low <= 50.0 && e.high >= 50.0 && e.half_width() < 5.0,
            "{e:?}"
        );
        assert!(paired_difference(&a, &b[1..], 0.5, Confidence::default()).is_none());
        let none: [[f64; 0]; 0] = [];
        assert!(paired_difference(&none, &none, 0.5, Confidence::default()).is_none());
    }

    proptest! {
        #[test]
        fn swapping_mirrors(
            pairs in prop::collection::vec((0.0..9.0_f64, 0.0..9.0_f64), 2..40),
            share in 0.05..0.95_f64,
        ) {
            let (a, b): (Vec<[f64; 1]>, Vec<[f64; 1]>) =
                pairs.into_iter().map(|(a, b)| ([a], [b])).unzip();
            let e = paired_difference(&a, &b, share, Confidence::default()).unwrap();
            let back = paired_difference(&b, &a, share, Confidence::default()).unwrap();
            prop_assert!(e.low <= e.point && e.point <= e.high);
            prop_assert!((e.low + back.high).abs() < 1e-9);
        }
    }
}
