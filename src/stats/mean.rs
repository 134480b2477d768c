//! Intervals for a mean, such as tokens per attempt.

use super::{Confidence, Estimate, Method};

/// The arithmetic mean; NaN for no values.
pub fn mean(values: &[f64]) -> f64 {
    values.iter().sum::<f64>() / values.len() as f64
}

/// The sample variance (n - 1 below); NaN for fewer than two values.
pub fn variance(values: &[f64]) -> f64 {
    if values.len() < 2 {
        return f64::NAN;
    }
    let center = mean(values);
    // Two passes: the squares of large, close values would cancel in one.
    let squares: f64 = values.iter().map(|v| (v - center).powi(2)).sum();
    squares / (values.len() - 1) as f64
}

/// Student's interval for a mean: `mean ± t(n-1) s/√n` (W. S. Gosset,
/// Biometrika 6, 1908). With one value the interval is infinite: one value says
/// nothing about how values vary. With none, the point is NaN too.
///
/// Where epochs tie attempts, pass one mean per item ([`item_means`]).
pub fn t_interval(values: &[f64], confidence: Confidence) -> Estimate {
    let reach = match values.len() {
        0 | 1 => f64::INFINITY,
        n => confidence.t((n - 1) as f64) * standard_error(values),
    };
    around(values, reach, Method::StudentT, confidence)
}

/// The normal interval for a mean: `mean ± z s/√n`. For large n only; the t
/// interval is never worse.
pub fn normal_interval(values: &[f64], confidence: Confidence) -> Estimate {
    let reach = match values.len() {
        0 | 1 => f64::INFINITY,
        _ => confidence.z() * standard_error(values),
    };
    around(values, reach, Method::Normal, confidence)
}

/// One mean per item from `(item, value)` pairs, in the order in which items
/// first appear: the step that makes values independent again where several
/// epochs share an item (E. Miller, "Adding error bars to evals", 2024,
/// arXiv 2411.00640, section 3).
pub fn item_means<K: std::hash::Hash + Eq>(values: impl IntoIterator<Item = (K, f64)>) -> Vec<f64> {
    let mut sums: indexmap::IndexMap<K, (f64, usize)> = indexmap::IndexMap::new();
    for (item, value) in values {
        let entry = sums.entry(item).or_insert((0.0, 0));
        entry.0 += value;
        entry.1 += 1;
    }
    sums.values().map(|(sum, n)| sum / *n as f64).collect()
}

fn standard_error(values: &[f64]) -> f64 {
    (variance(values) / values.len() as f64).sqrt()
}

fn around(values: &[f64], reach: f64, method: Method, confidence: Confidence) -> Estimate {
    let point = mean(values);
    Estimate {
        point,
        low: point - reach,
        high: point + reach,
        n: values.len(),
        method,
        confidence,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn worked_example() {
        // Student's own sleep data (1908): ten differences, mean 1.58,
        // s = 1.230; 95 percent interval 0.7001 to 2.4599.
        let sleep = [1.2, 2.4, 1.3, 1.3, 0.0, 1.0, 1.8, 0.8, 4.6, 1.4];
        let e = t_interval(&sleep, Confidence::default());
        assert!((e.point - 1.58).abs() < 1e-12);
        assert!((variance(&sleep).sqrt() - 1.2300).abs() < 5e-5);
        assert!((e.low - 0.7001).abs() < 5e-5, "{e:?}");
        assert!((e.high - 2.4599).abs() < 5e-5, "{e:?}");
        assert!(normal_interval(&sleep, Confidence::default()).half_width() < e.half_width());
    }

    #[test]
    fn one_value_proves_nothing() {
        let e = t_interval(&[3.0], Confidence::default());
        assert_eq!((e.point, e.high), (3.0, f64::INFINITY));
        assert!(t_interval(&[], Confidence::default()).point.is_nan());
    }

    #[test]
    fn epochs_are_averaged_within_their_item() {
        let values = [("a", 1.0), ("b", 0.0), ("a", 0.0), ("a", 1.0)];
        let means = item_means(values);
        assert!((means[0] - 2.0 / 3.0).abs() < 1e-12);
        assert_eq!(means.len(), 2);
    }

    proptest! {
        #[test]
        fn holds_its_point(values in prop::collection::vec(-1e3..1e3_f64, 2..50)) {
            let e = t_interval(&values, Confidence::default());
            prop_assert!(e.low <= e.point && e.point <= e.high);
            let negated: Vec<f64> = values.iter().map(|v| -v).collect();
            let mirrored = t_interval(&negated, Confidence::default());
            prop_assert!((mirrored.low + e.high).abs() < 1e-6);
        }
    }
}
