//! Plans for one share.

use super::super::{Confidence, special};
use super::smallest;

/// More items than anyone runs.
const MOST_ITEMS: usize = 100_000_000;
/// Above this many items the normal formula is used.
const MOST_LISTED: usize = 20_000;

/// The power to show that a share is not `known` when it truly is `share`: the
/// probability that [`super::super::proportion::wilson`] leaves `known` out on
/// the side of `share`, with `n` items.
///
/// Exact by the binomial distribution up to 20,000 items; above, the normal
/// limit. Cost: some 2 microseconds.
pub fn share_power(n: usize, share: f64, known: f64, confidence: Confidence) -> f64 {
    if n == 0 {
        return 0.0;
    }
    if share < known {
        // Right and wrong swapped.
        return share_power(n, 1.0 - share, 1.0 - known, confidence);
    }
    let (items, z) = (n as f64, confidence.z());
    let spread = (known * (1.0 - known) / items).sqrt();
    if n > MOST_LISTED {
        let own = (share * (1.0 - share) / items).sqrt();
        return special::normal_cdf((share - known - z * spread) / own);
    }
    // Wilson leaves `known` out where the score passes z.
    let from = items * (known + z * spread);
    let first = from.floor() as usize + 1;
    special::binomial_at_least(first, n, share)
}

/// The items needed so that a true `share` is shown not to be `known`, with
/// probability `power`; `None` if they are the same.
pub fn items_for_share(
    share: f64,
    known: f64,
    confidence: Confidence,
    power: f64,
) -> Option<usize> {
    if !(share - known).is_normal() {
        return None;
    }
    smallest(8, MOST_ITEMS, |n| {
        share_power(n, share, known, confidence) >= power
    })
}

/// The smallest share above `known` that `n` items show not to be `known` with
/// probability `power`; `None` if not even 1 would show.
pub fn detectable_share(n: usize, known: f64, confidence: Confidence, power: f64) -> Option<f64> {
    let shows = |share: f64| share_power(n, share, known, confidence) >= power;
    shows(1.0).then(|| special::bisect_to(known, 1.0, 1e-12, |share| !shows(share)))
}

/// The items needed so that Wilson's interval around an accuracy of `share` has
/// at most `half_width` on each side: from its width,
/// `z √(p(1-p)/n + z²/4n²) / (1 + z²/n)`. `None` for a width of 0.
pub fn items_for_width(share: f64, half_width: f64, confidence: Confidence) -> Option<usize> {
    if half_width <= 0.0 || half_width.is_nan() {
        return None;
    }
    let z2 = confidence.z().powi(2);
    smallest(1, MOST_ITEMS, |n| {
        let n = n as f64;
        let reach = (z2 * (share * (1.0 - share) / n + z2 / (4.0 * n * n))).sqrt();
        reach / (1.0 + z2 / n) <= half_width
    })
}

#[cfg(test)]
mod tests {
    use super::super::super::proportion::wilson;
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn known_numbers() {
        let c = Confidence::default();
        // About 385 items for 5 points at one half, less z².
        let n = items_for_width(0.5, 0.05, c).unwrap();
        assert!((380..=385).contains(&n), "{n}");
        assert!(wilson(n / 2, n, c).half_width() <= 0.0501);
        assert_eq!(items_for_width(0.5, 0.0, c), None);
        assert_eq!(items_for_share(0.5, 0.5, c, 0.8), None);
        // 0.6 against 0.5 with 80 percent power: 194 by the formula.
        let n = items_for_share(0.6, 0.5, c, 0.8).unwrap();
        assert!((185..=205).contains(&n), "{n}");
        let share = detectable_share(194, 0.5, c, 0.8).unwrap();
        assert!((share - 0.6).abs() < 0.01, "{share}");
    }

    #[test]
    fn exact_and_normal_meet() {
        let c = Confidence::default();
        let exact = share_power(20_000, 0.507, 0.5, c);
        let normal = share_power(20_001, 0.507, 0.5, c);
        assert!((exact - normal).abs() < 0.01, "{exact} {normal}");
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(40))]
        #[test]
        fn power_by_listing(n in 1_usize..80, share in 0.02..0.98_f64, known in 0.02..0.98_f64) {
            let c = Confidence::default();
            let listed: f64 = (0..=n)
                .filter(|k| {
                    let e = wilson(*k, n, c);
                    if share >= known { e.low > known } else { e.high < known }
                })
                .map(|k| special::binomial_pmf(k, n, share))
                .sum();
            let got = share_power(n, share, known, c);
            prop_assert!((got - listed).abs() < 1e-9, "{got} {listed}");
        }
    }
}
