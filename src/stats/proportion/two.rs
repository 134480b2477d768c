//! The difference of two shares from different items.

use super::super::{Confidence, Estimate, Method};
use super::wilson;

/// The difference `k1/n1 - k2/n2` of two independent shares, by R. Newcombe's
/// hybrid score interval: Wilson's interval of each, joined by the squares of
/// their reaches (Statistics in Medicine 17, 1998, 873-890, method 10). For runs
/// on the same items take [`super::super::paired::tango`], which is narrower. `n`
/// is the smaller of the two. Without data on one side: NaN, -1 to 1.
pub fn difference(k1: usize, n1: usize, k2: usize, n2: usize, confidence: Confidence) -> Estimate {
    let (a, b) = (wilson(k1, n1, confidence), wilson(k2, n2, confidence));
    let point = a.point - b.point;
    let (low, high) = if point.is_nan() {
        (-1.0, 1.0)
    } else {
        (
            point - (a.point - a.low).hypot(b.high - b.point),
            point + (a.high - a.point).hypot(b.point - b.low),
        )
    };
    Estimate {
        point,
        low,
        high,
        n: n1.min(n2),
        method: Method::Newcombe,
        confidence,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn published_example() {
        // Newcombe (1998), table II, example (a), method 10: 56/70 - 48/80 is
        // 0.0524 to 0.3339.
        let e = difference(56, 70, 48, 80, Confidence::default());
        assert!(
            (e.low - 0.0524).abs() < 5e-5 && (e.high - 0.3339).abs() < 5e-5,
            "{e:?}"
        );
        assert!(difference(0, 0, 1, 2, Confidence::default()).point.is_nan());
    }

    proptest! {
        #[test]
        fn an_interval(n1 in 1_usize..90, n2 in 1_usize..90, p in 0.0..=1.0_f64, q in 0.0..=1.0_f64) {
            let (k1, k2) = ((n1 as f64 * p) as usize, (n2 as f64 * q) as usize);
            let e = difference(k1, n1, k2, n2, Confidence::default());
            prop_assert!(-1.0 - 1e-12 <= e.low && e.low <= e.point);
            prop_assert!(e.point <= e.high && e.high <= 1.0 + 1e-12);
            let back = difference(k2, n2, k1, n1, Confidence::default());
            prop_assert!((back.low + e.high).abs() < 1e-12);
        }
    }
}
