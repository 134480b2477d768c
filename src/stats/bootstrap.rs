//! Intervals by drawing the clusters again, for few clusters, skewed values and
//! numbers without a formula.

use super::quantile::weighted_quantile;
use super::random::Generator;
use super::{Confidence, Estimate, Method, mean};

/// Draws of an interval.
const DRAWS: usize = 1_999;
/// Above this many clusters the t interval is as good, and is taken.
const MOST_CLUSTERS: usize = 2_000;
/// Steps that the quantiles of resampled values may take in all.
const MOST_STEPS: usize = 20_000_000;

/// The mean of cluster means with a bootstrap-t interval: clusters are drawn
/// again with putting back, and of each draw the t statistic
/// `(mean* - mean) / error*` is kept, whose quantiles take the place of
/// Student's (B. Efron and R. Tibshirani, *An Introduction to the Bootstrap*,
/// 1993, section 12.5; for clusters A. C. Cameron, J. Gelbach and D. Miller,
/// Review of Economics and Statistics 90, 2008).
///
/// Why this one: with 10 to 30 skewed values it covers 91 to 93 percent where t
/// covers 88 to 91 (`docs/statistics.md`); BCa and plain percentiles covered less
/// than t in a trial, because they, too, take the spread of few clusters as it
/// is.
/// Every error, the real one as the drawn ones, has one G-th of the real
/// variance added, as one more cluster would: a draw of equal clusters has no
/// error and would divide by 0.
///
/// For shares (all values between 0 and 1) near 0 or 1 no method without a
/// model holds; take [`super::proportion::wilson_clustered`] for an accuracy.
/// With one cluster the interval is infinite. Above 2,000 clusters it is
/// Student's ([`mean::t_interval`]). Cost: 2,000 draws of every cluster, 35 ms at
/// 1,000.
pub fn mean<C: AsRef<[f64]>>(clusters: &[C], confidence: Confidence, seed: u64) -> Estimate {
    let means: Vec<f64> = clusters
        .iter()
        .map(AsRef::as_ref)
        .filter(|c| !c.is_empty())
        .map(mean::mean)
        .collect();
    let n = means.len();
    let plain = mean::t_interval(&means, confidence);
    if !(2..=MOST_CLUSTERS).contains(&n) {
        return plain;
    }
    let part = mean::variance(&means) / n as f64;
    let extra = part / n as f64;
    let error = (part + extra).sqrt();
    let mut rng = Generator::new(seed, "bootstrap-t");
    let mut statistics: Vec<f64> = (0..DRAWS)
        .map(|_| {
            let (center, squares) = drawn_moments(&means, plain.point, &mut rng);
            let spread = (squares / (n - 1) as f64 / n as f64 + extra).sqrt();
            // Values that are all equal: no draw differs.
            if spread > 0.0 {
                (center - plain.point) / spread
            } else {
                0.0
            }
        })
        .collect();
    statistics.sort_by(f64::total_cmp);
    let (low, high) = tails(&statistics, confidence);
    Estimate {
        low: plain.point - high * error,
        high: plain.point - low * error,
        method: Method::BootstrapT,
        ..plain
    }
}

/// The difference of two paired means, `mean(a) - mean(b)`, with the interval of
/// [`mean()`] over the differences. `None` where the slices differ in length.
pub fn mean_difference(
    a: &[f64],
    b: &[f64],
    confidence: Confidence,
    seed: u64,
) -> Option<Estimate> {
    let differences: Vec<[f64; 1]> = a.iter().zip(b).map(|(a, b)| [a - b]).collect();
    (a.len() == b.len()).then(|| mean(&differences, confidence, seed))
}

/// The difference of the quantile at `share` of two paired samples, with a
/// percentile bootstrap over pairs of clusters. `a[i]` and `b[i]` hold the
/// values of item `i` on both sides, which are drawn together. `None` where the
/// slices differ in length or a side has no value.
///
/// Draws: 1,999, fewer (down to 199) where values are many.
/// [`super::quantile::paired_difference`] covers as well, needs no draws and is
/// the default; this is its check. Cost: 0.7 s at 100,000 values.
pub fn quantile_difference<A: AsRef<[f64]>, B: AsRef<[f64]>>(
    a: &[A],
    b: &[B],
    share: f64,
    confidence: Confidence,
    seed: u64,
) -> Option<Estimate> {
    let (of_a, of_b) = (sorted(a), sorted(b));
    if a.len() != b.len() || of_a.is_empty() || of_b.is_empty() {
        return None;
    }
    let mut counts = vec![1_u32; a.len()];
    let at = |counts: &[u32]| -> Option<f64> {
        let high = weighted_quantile(&of_a, counts, share)?;
        Some(high - weighted_quantile(&of_b, counts, share)?)
    };
    let point = at(&counts)?;
    let draws = (MOST_STEPS / (of_a.len() + of_b.len())).clamp(199, DRAWS);
    let mut rng = Generator::new(seed, "bootstrap-quantile");
    let mut differences: Vec<f64> = (0..draws)
        .filter_map(|_| {
            rng.resample(&mut counts);
            at(&counts)
        })
        .collect();
    differences.sort_by(f64::total_cmp);
    let (low, high) = tails(&differences, confidence);
    let found = Estimate {
        point,
        low,
        high,
        n: a.len(),
        method: Method::Bootstrap,
        confidence,
    };
    Some(found.within(f64::NEG_INFINITY, f64::INFINITY))
}

/// The mean of as many values drawn again, and their squares around it.
fn drawn_moments(values: &[f64], center: f64, rng: &mut Generator) -> (f64, f64) {
    let n = values.len();
    let (mut sum, mut squares) = (0.0, 0.0);
    for _ in 0..n {
        // Around the mean already, so that the squares do not cancel.
        let value = values[rng.below(n)] - center;
        sum += value;
        squares += value * value;
    }
    let shift = sum / n as f64;
    (center + shift, (squares - sum * shift).max(0.0))
}

/// The values of all clusters in order, each with its cluster.
fn sorted<C: AsRef<[f64]>>(clusters: &[C]) -> Vec<(f64, usize)> {
    let mut values: Vec<(f64, usize)> = clusters
        .iter()
        .enumerate()
        .flat_map(|(i, c)| c.as_ref().iter().map(move |v| (*v, i)))
        .collect();
    values.sort_by(|a, b| a.0.total_cmp(&b.0));
    values
}

/// The two ends that leave out half of alpha each, of sorted draws: the ones at
/// the places `(draws + 1) α/2` from both ends.
pub(super) fn tails(sorted: &[f64], confidence: Confidence) -> (f64, f64) {
    let place = ((sorted.len() + 1) as f64 * confidence.alpha() / 2.0).round() as usize;
    let place = place.max(1) - 1;
    let at = |i: usize| sorted.get(i).copied().unwrap_or(f64::NAN);
    (at(place), at(sorted.len().saturating_sub(1 + place)))
}

#[cfg(test)]
mod tests {
    use super::super::random::SEED;
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_same_input_gives_the_same_interval() {
        let values: Vec<[f64; 1]> = (0..25).map(|i| [f64::from(i * i)]).collect();
        let e = mean(&values, Confidence::default(), SEED);
        assert_eq!(e, mean(&values, Confidence::default(), SEED));
        let other = mean(&values, Confidence::default(), SEED + 1);
        assert!((e.low - other.low).abs() > 0.0);
        // Skewed to the right: further up than down.
        assert!(e.high - e.point > e.point - e.low, "{e:?}");
        assert!(mean(&[[1.0]], Confidence::default(), 1).high.is_infinite());
        let equal = mean(&[[2.0], [2.0], [2.0]], Confidence::default(), 1);
        assert_eq!((equal.low, equal.high), (2.0, 2.0));
    }

    #[test]
    fn quantiles_of_shifted_samples() {
        let a: Vec<[f64; 1]> = (0..200).map(|i| [f64::from(i) + 50.0]).collect();
        let b: Vec<[f64; 1]> = (0..200).map(|i| [f64::from(i)]).collect();
        let e = quantile_difference(&a, &b, 0.95, Confidence::default(), SEED).unwrap();
        // Every pair differs by 50, and pairs are drawn together.
        assert!((e.low - 50.0).abs() < 1e-9 && (e.high - 50.0).abs() < 1e-9);
        assert!(quantile_difference(&a, &b[1..], 0.5, Confidence::default(), 1).is_none());
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(30))]
        #[test]
        fn swapping_mirrors(pairs in prop::collection::vec((0.0..9.0_f64, 0.0..9.0_f64), 2..30)) {
            let (a, b): (Vec<f64>, Vec<f64>) = pairs.into_iter().unzip();
            let e = mean_difference(&a, &b, Confidence::default(), SEED).unwrap();
            let back = mean_difference(&b, &a, Confidence::default(), SEED).unwrap();
            prop_assert!((e.low + back.high).abs() < 1e-9 && (e.high + back.low).abs() < 1e-9);
            prop_assert!(e.low <= e.point + 1e-9 && e.point <= e.high + 1e-9);
        }
    }
}
