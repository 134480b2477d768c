//! Do two things rise together: Spearman's rank correlation.

use super::{Confidence, Estimate, Method, special};

/// Spearman's rank correlation with an interval and its test, for paired
/// values without ties between clusters.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Correlation {
    /// The coefficient, -1 to 1, with its interval.
    pub rho: Estimate,
    /// The two-sided p value of no relation, by Student's t with n - 2 degrees
    /// of freedom.
    pub p: f64,
}

/// Spearman's coefficient of `x` and `y`: Pearson's on the ranks, ties sharing
/// the mean of their ranks (C. Spearman, American Journal of Psychology 15,
/// 1904).
///
/// The interval is Fisher's z of it with the error `√((1 + ρ²/2) / (n - 3))` of
/// D. Bonett and T. Wright (Psychometrika 65, 2000). It is made for one value an
/// item: take means over epochs first. `None` for fewer than 4 pairs, slices of
/// different length, values that are not finite, or where one side does not
/// vary. Cost: two sorts.
pub fn spearman(x: &[f64], y: &[f64], confidence: Confidence) -> Option<Correlation> {
    let n = x.len();
    if n < 4 || n != y.len() || x.iter().chain(y).any(|v| !v.is_finite()) {
        return None;
    }
    let rho = pearson(&ranks(x), &ranks(y))?;
    // The transform has no end at ±1: there nothing is left to doubt but n.
    let z = rho.clamp(-1.0 + 1e-12, 1.0 - 1e-12).atanh();
    let pairs = n as f64;
    let reach = confidence.z() * ((1.0 + rho * rho / 2.0) / (pairs - 3.0)).sqrt();
    let t = rho * ((pairs - 2.0) / (1.0 - rho * rho)).sqrt();
    Some(Correlation {
        rho: Estimate {
            point: rho,
            low: (z - reach).tanh(),
            high: (z + reach).tanh(),
            n,
            method: Method::FisherZ,
            confidence,
        }
        .within(-1.0, 1.0),
        p: 2.0 * special::t_cdf(-t.abs(), pairs - 2.0),
    })
}

/// The ranks of `values` from 1 on; equal values share the mean of theirs.
pub fn ranks(values: &[f64]) -> Vec<f64> {
    let mut order: Vec<usize> = (0..values.len()).collect();
    order.sort_by(|&i, &j| values[i].total_cmp(&values[j]));
    let mut ranks = vec![0.0; values.len()];
    let mut start = 0;
    while start < order.len() {
        let mut end = start + 1;
        // 0 and -0 are one value, which the order of the sort sets apart.
        while end < order.len() && values[order[end]] <= values[order[start]] {
            end += 1;
        }
        let shared = (start + 1 + end) as f64 / 2.0;
        for &i in &order[start..end] {
            ranks[i] = shared;
        }
        start = end;
    }
    ranks
}

fn pearson(x: &[f64], y: &[f64]) -> Option<f64> {
    let center = (x.len() + 1) as f64 / 2.0;
    let (mut xy, mut xx, mut yy) = (0.0, 0.0, 0.0);
    for (x, y) in x.iter().zip(y) {
        let (x, y) = (x - center, y - center);
        xy += x * y;
        xx += x * x;
        yy += y * y;
    }
    (xx > 0.0 && yy > 0.0).then(|| (xy / (xx.sqrt() * yy.sqrt())).clamp(-1.0, 1.0))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn ties_share_their_ranks() {
        assert_eq!(
            ranks(&[3.0, 1.0, 3.0, 0.0, -0.0]),
            [4.5, 3.0, 4.5, 1.5, 1.5]
        );
        assert!(ranks(&[]).is_empty());
    }

    #[test]
    fn what_cannot_be_told() {
        let c = Confidence::default();
        assert!(spearman(&[1.0, 2.0, 3.0], &[1.0, 2.0, 3.0], c).is_none());
        assert!(spearman(&[1.0; 5], &[1.0, 2.0, 3.0, 4.0, 5.0], c).is_none());
        assert!(spearman(&[1.0, 2.0, 3.0, f64::NAN], &[1.0, 2.0, 3.0, 4.0], c).is_none());
        let e = spearman(&[1.0, 2.0, 3.0, 4.0, 9.0], &[1.0, 2.0, 5.0, 6.0, 7.0], c).unwrap();
        assert!((e.rho.point - 1.0).abs() < 1e-12 && e.rho.low < 1.0 && e.p < 1e-6);
    }

    proptest! {
        #[test]
        fn an_interval(pairs in prop::collection::vec((0.0..9.0_f64, 0.0..9.0_f64), 5..40)) {
            let (x, y): (Vec<f64>, Vec<f64>) = pairs.into_iter().unzip();
            let c = Confidence::default();
            let found = spearman(&x, &y, c).unwrap();
            let e = found.rho;
            prop_assert!(-1.0 <= e.low && e.low <= e.point && e.point <= e.high && e.high <= 1.0);
            prop_assert!((spearman(&y, &x, c).unwrap().rho.point - e.point).abs() < 1e-12);
            // Any rising function leaves the ranks.
            let cubed: Vec<f64> = x.iter().map(|x| x.powi(3)).collect();
            prop_assert!((spearman(&cubed, &y, c).unwrap().rho.point - e.point).abs() < 1e-12);
            let wide = spearman(&x, &y, Confidence::new(0.99).unwrap()).unwrap().rho;
            prop_assert!(wide.low <= e.low && e.high <= wide.high);
            prop_assert!((0.0..=1.0).contains(&found.p));
        }
    }
}
