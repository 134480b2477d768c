//! What to believe of a share after seeing some: the beta posterior.

use super::super::{Confidence, Estimate, Method, special};

/// What is believed of a share before any data: a beta distribution.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Prior {
    successes: f64,
    failures: f64,
}

impl Prior {
    /// H. Jeffreys' prior, Beta(½, ½): the same whatever scale shares are
    /// measured on (Proceedings of the Royal Society A 186, 1946).
    pub const JEFFREYS: Self = Self {
        successes: 0.5,
        failures: 0.5,
    };
    /// Every share equally likely, Beta(1, 1) (T. Bayes, 1763; P. Laplace).
    pub const UNIFORM: Self = Self {
        successes: 1.0,
        failures: 1.0,
    };

    /// As if so many successes and failures had been seen before; `None` unless
    /// both are positive and finite.
    pub fn new(successes: f64, failures: f64) -> Option<Self> {
        let good = |x: f64| x > 0.0 && x.is_finite();
        (good(successes) && good(failures)).then_some(Self {
            successes,
            failures,
        })
    }

    fn after(self, k: usize, n: usize) -> (f64, f64) {
        let missed = n.saturating_sub(k);
        (k as f64 + self.successes, missed as f64 + self.failures)
    }
}

/// Jeffreys' interval: the middle of the posterior under [`Prior::JEFFREYS`],
/// its lower end 0 where `k` is 0 and its upper end 1 where `k` is `n` (L.
/// Brown, T. Cai and A. DasGupta, Statistical Science 16, 2001, section 4.1).
/// The point is the plain share.
pub fn jeffreys(k: usize, n: usize, confidence: Confidence) -> Estimate {
    let middle = posterior(k, n, Prior::JEFFREYS, confidence);
    Estimate {
        point: k as f64 / n as f64,
        low: if k == 0 { 0.0 } else { middle.low },
        high: if k >= n { 1.0 } else { middle.high },
        method: Method::Jeffreys,
        ..middle
    }
    .within(0.0, 1.0)
}

/// The posterior of a share under `prior`: its mean as the point, and the
/// interval that leaves out equal parts at both ends. Here "95 percent" is the
/// probability that the share lies inside, given the prior (see S. Bowyer,
/// L. Aitchison and D. Ivanova, "Position: don't use the CLT in LLM evals", 2025, arXiv 2503.01747).
pub fn posterior(k: usize, n: usize, prior: Prior, confidence: Confidence) -> Estimate {
    let (a, b) = prior.after(k, n);
    let tail = confidence.alpha() / 2.0;
    Estimate {
        point: a / (a + b),
        low: special::beta_quantile(tail, a, b),
        high: 1.0 - special::beta_quantile(tail, b, a),
        n,
        method: Method::Posterior,
        confidence,
    }
}

/// The probability that the share is above `share`, after `k` of `n`.
pub fn posterior_above(k: usize, n: usize, prior: Prior, share: f64) -> f64 {
    let (a, b) = prior.after(k, n);
    special::beta_regularized(b, a, 1.0 - share)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn before_any_data_it_is_the_prior() {
        let e = posterior(0, 0, Prior::UNIFORM, Confidence::default());
        assert!((e.low - 0.025).abs() < 1e-12 && (e.high - 0.975).abs() < 1e-12);
        assert!((posterior_above(0, 0, Prior::UNIFORM, 0.3) - 0.7).abs() < 1e-12);
        // Five of five: Beta(6, 1) is x^6.
        let above = posterior_above(5, 5, Prior::UNIFORM, 0.9);
        assert!((above - (1.0 - 0.9_f64.powi(6))).abs() < 1e-12);
        assert!(Prior::new(0.0, 1.0).is_none() && Prior::new(f64::NAN, 1.0).is_none());
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]
        #[test]
        fn an_interval(n in 1_usize..400, part in 0.0..=1.0_f64) {
            let k = ((n as f64) * part).round() as usize;
            for share in [0.2, 0.95, 0.99] {
                let e = jeffreys(k, n, Confidence::new(share).unwrap());
                prop_assert!(0.0 <= e.low && e.low <= e.point);
                prop_assert!(e.point <= e.high && e.high <= 1.0);
                let other = jeffreys(n - k, n, e.confidence);
                prop_assert!((other.low - (1.0 - e.high)).abs() < 1e-10);
            }
        }
    }
}
