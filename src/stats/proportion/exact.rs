//! Clopper and Pearson's interval, and its mid-p form.

use super::super::{Confidence, Estimate, Method, special};

/// The exact interval of C. Clopper and E. Pearson (Biometrika 26, 1934): every
/// share that neither tail refutes. It covers at least its confidence at every
/// truth, and up to 4 points more at small n: for a promise that must not
/// break, not as a default. With `n = 0` the interval is 0 to 1. Cost: some 100
/// microseconds.
pub fn clopper_pearson(k: usize, n: usize, confidence: Confidence) -> Estimate {
    let (a, b) = (k as f64, n.saturating_sub(k) as f64);
    let tail = confidence.alpha() / 2.0;
    let low = if k == 0 {
        0.0
    } else {
        special::beta_quantile(tail, a, b + 1.0)
    };
    let high = if k >= n {
        1.0
    } else {
        // From the other end, where large shares keep their digits.
        1.0 - special::beta_quantile(tail, b, a + 1.0)
    };
    Estimate {
        point: a / n as f64,
        low,
        high,
        n,
        method: Method::ClopperPearson,
        confidence,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn closed_form_at_the_ends() {
        let e = clopper_pearson(0, 10, Confidence::default());
        assert!((e.high - (1.0 - 0.025_f64.powf(0.1))).abs() < 1e-12);
        let e = clopper_pearson(10, 10, Confidence::default());
        assert!((e.low - 0.025_f64.powf(0.1)).abs() < 1e-12);
        let none = clopper_pearson(0, 0, Confidence::default());
        assert!(none.point.is_nan() && none.low <= 0.0 && none.high >= 1.0);
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]
        #[test]
        fn never_covers_less(n in 1_usize..60, p in 0.001..0.999_f64) {
            let c = Confidence::default();
            let covered: f64 = (0..=n)
                .filter(|k| {
                    let e = clopper_pearson(*k, n, c);
                    e.low <= p && p <= e.high
                })
                .map(|k| special::binomial_pmf(k, n, p))
                .sum();
            prop_assert!(covered >= 0.95 - 1e-9, "{covered}");
        }

        #[test]
        fn an_interval(n in 1_usize..500, part in 0.0..=1.0_f64) {
            let k = ((n as f64) * part).round() as usize;
            let e = clopper_pearson(k, n, Confidence::default());
            prop_assert!(0.0 <= e.low && e.low <= e.point && e.point <= e.high && e.high <= 1.0);
            let other = clopper_pearson(n - k, n, Confidence::default());
            prop_assert!((other.low - (1.0 - e.high)).abs() < 1e-10);
            let wider = clopper_pearson(k, n, Confidence::new(0.99).unwrap());
            prop_assert!(wider.low <= e.low && e.high <= wider.high);
        }
    }
}
