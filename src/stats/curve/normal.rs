//! The normal limit of a mean curve over many items.

use super::super::random::Generator;

/// The distribution of the mean of as many items drawn again.
pub(super) struct Limit {
    center: Vec<f64>,
    /// Cholesky's factor of the covariance of the mean, by rows.
    factor: Vec<Vec<f64>>,
}

impl Limit {
    pub(super) fn new(items: &[Vec<f64>], center: &[f64]) -> Self {
        let m = center.len();
        let n = items.len() as f64;
        let mut covariance = vec![vec![0.0; m]; m];
        for item in items {
            for i in 0..m {
                for j in 0..=i {
                    covariance[i][j] += (item[i] - center[i]) * (item[j] - center[j]);
                }
            }
        }
        let mut factor = vec![vec![0.0; m]; m];
        for i in 0..m {
            for j in 0..=i {
                let known: f64 = (0..j).map(|k| factor[i][k] * factor[j][k]).sum();
                let rest = covariance[i][j] / (n * n) - known;
                factor[i][j] = if i == j {
                    rest.max(0.0).sqrt()
                } else if factor[j][j] > 0.0 {
                    rest / factor[j][j]
                } else {
                    // Budget j adds nothing that smaller ones do not tell.
                    0.0
                };
            }
        }
        Self {
            center: center.to_vec(),
            factor,
        }
    }

    pub(super) fn draw(&self, rng: &mut Generator) -> Vec<f64> {
        let z: Vec<f64> = self.center.iter().map(|_| rng.normal()).collect();
        let rows = self.center.iter().zip(&self.factor);
        rows.map(|(center, row)| center + row.iter().zip(&z).map(|(l, z)| l * z).sum::<f64>())
            .collect()
    }
}
