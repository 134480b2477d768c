//! Binomial and hypergeometric probabilities.

use super::beta::beta_regularized;
use super::gamma::{deviance, ln_gamma, stirling_error};

/// The binomial probability of `k` out of `n` at `p` (C. Loader's saddle-point
/// form, 2000).
pub fn binomial_pmf(k: usize, n: usize, p: f64) -> f64 {
    if k > n {
        return 0.0;
    }
    let q = 1.0 - p;
    if p <= 0.0 {
        return if k == 0 { 1.0 } else { 0.0 };
    }
    if q <= 0.0 {
        return if k == n { 1.0 } else { 0.0 };
    }
    if k == 0 {
        return (n as f64 * (-p).ln_1p()).exp();
    }
    if k == n {
        return (n as f64 * p.ln()).exp();
    }
    let (k, n) = (k as f64, n as f64);
    let exponent = stirling_error(n)
        - stirling_error(k)
        - stirling_error(n - k)
        - deviance(k, n * p)
        - deviance(n - k, n * q);
    exponent.exp() * (n / (std::f64::consts::TAU * k * (n - k))).sqrt()
}

/// The binomial probability of `k` out of `n` at one half.
pub fn binomial_half(k: usize, n: usize) -> f64 {
    binomial_pmf(k, n, 0.5)
}

/// The binomial probability of at most `k` out of `n` at `p`.
pub fn binomial_at_most(k: usize, n: usize, p: f64) -> f64 {
    if k >= n {
        return 1.0;
    }
    beta_regularized((n - k) as f64, k as f64 + 1.0, 1.0 - p)
}

/// The binomial probability of at least `k` out of `n` at `p`.
pub fn binomial_at_least(k: usize, n: usize, p: f64) -> f64 {
    if k == 0 {
        return 1.0;
    }
    if k > n {
        return 0.0;
    }
    beta_regularized(k as f64, (n - k) as f64 + 1.0, p)
}

/// The logarithm of the number of ways to choose `k` of `n`; `-∞` for `k > n`.
pub fn ln_choose(n: usize, k: usize) -> f64 {
    if k > n {
        return f64::NEG_INFINITY;
    }
    let k = k.min(n - k);
    // A product keeps more digits than the difference of large logarithms.
    if k <= 30 {
        let product: f64 = (0..k).map(|i| (n - i) as f64 / (k - i) as f64).product();
        return product.ln();
    }
    let (n, k) = (n as f64, k as f64);
    ln_gamma(n + 1.0) - ln_gamma(k + 1.0) - ln_gamma(n - k + 1.0)
}

/// The probability that `drawn` of `n` things, taken without putting back, hold
/// `k` of the `marked` ones: `C(marked, k) C(n - marked, drawn - k) / C(n, drawn)`.
///
/// As a ratio of binomial probabilities at `drawn / n`, which are accurate at
/// any n.
pub fn hypergeometric_pmf(k: usize, n: usize, marked: usize, drawn: usize) -> f64 {
    if k > marked || k > drawn || drawn > n || marked > n || drawn - k > n - marked {
        return 0.0;
    }
    if drawn == 0 || drawn == n {
        return 1.0;
    }
    let p = drawn as f64 / n as f64;
    binomial_pmf(k, marked, p) * binomial_pmf(drawn - k, n - marked, p) / binomial_pmf(drawn, n, p)
}
