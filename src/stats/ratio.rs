//! Ratios of means, such as how many times the tokens.

use super::{Confidence, Estimate, Method, mean};

/// The ratio of two paired means, `mean(a) / mean(b)`, with an interval by the
/// delta method on its logarithm.
///
/// `Var(ln r) ≈ Σ((a_i - ā)/ā - (b_i - b̄)/b̄)² / (n(n-1))`, the linearization
/// of a ratio estimate (W. G. Cochran, *Sampling Techniques*, 3rd ed., chapter
/// 6), with Student's t. `None` unless both means are positive, or where the
/// slices differ in length.
pub fn paired_ratio(a: &[f64], b: &[f64], confidence: Confidence) -> Option<Estimate> {
    let n = a.len();
    let (mean_a, mean_b) = (mean::mean(a), mean::mean(b));
    if n != b.len() || !(mean_a > 0.0 && mean_b > 0.0) {
        return None;
    }
    let point = mean_a / mean_b;
    let residuals: f64 = a
        .iter()
        .zip(b)
        .map(|(a, b)| (a / mean_a - b / mean_b).powi(2))
        .sum();
    let reach = if n < 2 {
        f64::INFINITY
    } else {
        let pairs = n as f64;
        confidence.t(pairs - 1.0) * (residuals / (pairs * (pairs - 1.0))).sqrt()
    };
    Some(Estimate {
        point,
        low: point * (-reach).exp(),
        high: point * reach.exp(),
        n,
        method: Method::LogRatio,
        confidence,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn exact_multiples_have_no_doubt() {
        let e = paired_ratio(&[2.0, 4.0, 6.0], &[1.0, 2.0, 3.0], Confidence::default()).unwrap();
        assert!((e.point - 2.0).abs() < 1e-12 && e.half_width() < 1e-12);
        assert!(paired_ratio(&[1.0], &[0.0], Confidence::default()).is_none());
        assert!(paired_ratio(&[1.0], &[], Confidence::default()).is_none());
        let one = paired_ratio(&[3.0], &[1.0], Confidence::default()).unwrap();
        assert_eq!((one.low, one.high), (0.0, f64::INFINITY));
    }

    proptest! {
        #[test]
        fn swapping_inverts(pairs in prop::collection::vec((1.0..1e3_f64, 1.0..1e3_f64), 2..40)) {
            let (a, b): (Vec<f64>, Vec<f64>) = pairs.into_iter().unzip();
            let e = paired_ratio(&a, &b, Confidence::default()).unwrap();
            let inverse = paired_ratio(&b, &a, Confidence::default()).unwrap();
            prop_assert!(e.low <= e.point && e.point <= e.high);
            prop_assert!((e.low * inverse.high - 1.0).abs() < 1e-9);
        }
    }
}
