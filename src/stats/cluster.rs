//! Means of values that come in clusters: epochs of one item, items of one
//! passage.

use super::{Confidence, Estimate, Method};

/// A mean over all values of all clusters, with what its error is worth.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Clustered {
    /// The mean of all values: large clusters weigh more.
    pub mean: f64,
    /// Its standard error; infinite for fewer than two clusters.
    pub error: f64,
    /// Degrees of freedom of the error, by Satterthwaite's formula.
    pub df: f64,
    /// How many clusters that are not empty.
    pub n_clusters: usize,
    /// How many values.
    pub n_values: usize,
}

/// The mean of clustered values with a standard error that does not take the
/// values of one cluster for independent.
///
/// With `S_c` the sum of the residuals of cluster `c` and `N` all values, the
/// variance is `κ Σ S_c² / N²` (K.-Y. Liang and S. Zeger, Biometrika 73, 1986;
/// for evaluations E. Miller, 2024, arXiv 2411.00640, section 2.2). `κ` makes it
/// unbiased if values were independent after all, and the degrees of freedom
/// are Satterthwaite's under the same assumption (R. Bell and D. McCaffrey,
/// Survey Methodology 28, 2002). With clusters of one size `κ` is G/(G-1) and
/// the degrees of freedom are G - 1, which Inspect uses always; with unequal
/// sizes there are fewer, because the large clusters decide, and G - 1 would
/// promise too much. Cost: one pass.
pub fn clustered<C: AsRef<[f64]>>(clusters: &[C]) -> Clustered {
    let kept = || clusters.iter().map(AsRef::as_ref).filter(|c| !c.is_empty());
    let n_clusters = kept().count();
    let n_values: usize = kept().map(<[f64]>::len).sum();
    let total = n_values as f64;
    let mean = kept().flatten().sum::<f64>() / total;
    let mut squares = 0.0;
    let mut sizes = Sizes::default();
    for cluster in kept() {
        let residual: f64 = cluster.iter().map(|v| v - mean).sum();
        squares += residual * residual;
        sizes.add(cluster.len() as f64);
    }
    let (share, df) = sizes.satterthwaite();
    let error = if n_clusters < 2 {
        f64::INFINITY
    } else {
        (squares / share).sqrt() / total
    };
    Clustered {
        mean,
        error,
        df,
        n_clusters,
        n_values,
    }
}

/// The interval of [`clustered`] with Student's t. `n` is the number of
/// clusters; below about 30 of skewed values (tokens, seconds)
/// [`super::bootstrap::mean`] holds its promise better.
pub fn t_interval<C: AsRef<[f64]>>(clusters: &[C], confidence: Confidence) -> Estimate {
    let found = clustered(clusters);
    let reach = if found.n_clusters < 2 {
        f64::INFINITY
    } else {
        confidence.t(found.df) * found.error
    };
    Estimate {
        point: found.mean,
        low: found.mean - reach,
        high: found.mean + reach,
        n: found.n_clusters,
        method: Method::ClusteredT,
        confidence,
    }
}

/// Power sums of the cluster sizes.
#[derive(Default)]
struct Sizes {
    n: f64,
    one: f64,
    two: f64,
    three: f64,
    four: f64,
}

impl Sizes {
    fn add(&mut self, size: f64) {
        self.n += 1.0;
        self.one += size;
        self.two += size.powi(2);
        self.three += size.powi(3);
        self.four += size.powi(4);
    }

    /// The share of the true variance that `Σ S_c²` shows on average, and its
    /// degrees of freedom, for independent values.
    ///
    /// `S = (I - w 1ᵀ) T` with `w` the shares of the sizes `m` and `T` sums of
    /// variance `m`. So `Σ S_c²` is a quadratic form with matrix `B`,
    /// `B_cd = √(m_c m_d) ([c = d] - w_c - w_d + Σw²)`: its mean is the trace of
    /// `B`, and `2 mean² / variance` is `(tr B)² / tr B²`.
    fn satterthwaite(&self) -> (f64, f64) {
        let total = self.one;
        let square_of_shares = self.two / (total * total);
        let trace = total - 2.0 * self.two / total + total * square_of_shares;
        // Σ_cd m_c m_d (W - w_c - w_d)², multiplied out.
        let w = square_of_shares;
        let (first, second) = (self.two / total, self.three / (total * total));
        let all = w * w * total * total - 4.0 * w * total * first
            + 2.0 * total * second
            + 2.0 * first * first;
        // Σ_c m_c² (2 (W - 2 w_c) + 1): what the diagonal has beside that.
        let diagonal = self.two * (1.0 + 2.0 * w) - 4.0 * self.three / total;
        (trace / total, trace * trace / (all + diagonal))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stats::mean;
    use proptest::prelude::*;

    fn close(got: f64, want: f64) {
        assert!(
            (got - want).abs() <= 1e-10 * want.abs().max(1.0),
            "got {got}, want {want}"
        );
    }

    /// The matrix of the quadratic form, written out.
    fn by_matrix(sizes: &[usize]) -> (f64, f64) {
        let m: Vec<f64> = sizes.iter().map(|s| *s as f64).collect();
        let total: f64 = m.iter().sum();
        let w: f64 = m.iter().map(|m| (m / total).powi(2)).sum();
        let (mut trace, mut squares) = (0.0, 0.0);
        for (c, of_c) in m.iter().enumerate() {
            for (d, of_d) in m.iter().enumerate() {
                let same = f64::from(u8::from(c == d));
                let b = (of_c * of_d).sqrt() * (same - of_c / total - of_d / total + w);
                squares += b * b;
                if c == d {
                    trace += b;
                }
            }
        }
        (trace / total, trace * trace / squares)
    }

    #[test]
    fn single_values_are_students_mean() {
        let values = [1.0, 4.0, 2.0, 8.0];
        let clusters: Vec<Vec<f64>> = values.iter().map(|v| vec![*v]).collect();
        let e = t_interval(&clusters, Confidence::default());
        let t = mean::t_interval(&values, Confidence::default());
        close(e.low, t.low);
        close(e.high, t.high);
    }

    #[test]
    fn repeated_values_add_nothing() {
        let once = clustered(&[[1.0], [4.0], [2.0]]);
        let thrice = clustered(&[[1.0; 3], [4.0; 3], [2.0; 3]]);
        close(once.error, thrice.error);
        close(once.df, 2.0);
        close(thrice.df, 2.0);
        assert!(clustered(&[[1.0]]).error.is_infinite());
        assert!(clustered::<[f64; 0]>(&[]).mean.is_nan());
    }

    proptest! {
        #[test]
        fn degrees_of_freedom_by_the_matrix(sizes in prop::collection::vec(1_usize..30, 2..20)) {
            let clusters: Vec<Vec<f64>> = sizes.iter().map(|n| vec![1.0; *n]).collect();
            let (share, df) = by_matrix(&sizes);
            let mut sums = Sizes::default();
            for size in &sizes {
                sums.add(*size as f64);
            }
            let found = sums.satterthwaite();
            prop_assert!((found.0 - share).abs() < 1e-9);
            prop_assert!((found.1 / df - 1.0).abs() < 1e-9);
            prop_assert!(clustered(&clusters).df <= sizes.len() as f64 - 1.0 + 1e-9);
        }
    }
}
