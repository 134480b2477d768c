//! The incomplete beta function and its inverse.

use super::gamma::{deviance, ln_gamma, stirling_error};
use super::{EPSILON, MOST_TERMS, away_from_zero, bisect};

/// The regularized incomplete beta function I_x(a, b), for `a, b > 0`.
///
/// Cost: the fraction takes some `√max(a, b)` steps at worst, a microsecond
/// where they are in the hundreds.
pub fn beta_regularized(a: f64, b: f64, x: f64) -> f64 {
    if x <= 0.0 {
        return 0.0;
    }
    if x >= 1.0 {
        return 1.0;
    }
    if x < (a + 1.0) / (a + b + 2.0) {
        front(a, b, x, 1.0 - x) * fraction(a, b, x) / a
    } else {
        1.0 - front(b, a, 1.0 - x, x) * fraction(b, a, 1.0 - x) / b
    }
}

/// The quantile of the beta distribution: the `x` with I_x(a, b) = `p`.
pub fn beta_quantile(p: f64, a: f64, b: f64) -> f64 {
    if p.is_nan() || a.is_nan() || b.is_nan() || a <= 0.0 || b <= 0.0 {
        return f64::NAN;
    }
    if p <= 0.0 {
        return 0.0;
    }
    if p >= 1.0 {
        return 1.0;
    }
    // Small quantiles are searched by their logarithm, or they lose digits.
    if beta_regularized(a, b, 1e-3) > p {
        return bisect(-700.0, 1e-3_f64.ln(), |ln| {
            beta_regularized(a, b, ln.exp()) < p
        })
        .exp();
    }
    bisect(1e-3, 1.0, |x| beta_regularized(a, b, x) < p)
}

/// `x^a y^b / B(a, b)` with `y = 1 - x`.
fn front(a: f64, b: f64, x: f64, y: f64) -> f64 {
    let n = a + b;
    if a < 1.0 || b < 1.0 {
        return (ln_gamma(n) - ln_gamma(a) - ln_gamma(b) + a * x.ln() + b * y.ln()).exp();
    }
    // 1/B(a, b) is ab/n times the binomial coefficient of n over a, and that
    // times x^a y^b a binomial probability, in Loader's form.
    let exponent = stirling_error(n)
        - stirling_error(a)
        - stirling_error(b)
        - deviance(a, n * x)
        - deviance(b, n * y);
    exponent.exp() * (a * b / (std::f64::consts::TAU * n)).sqrt()
}

/// The continued fraction of the incomplete beta function, by Lentz's method.
fn fraction(a: f64, b: f64, x: f64) -> f64 {
    let mut c = 1.0;
    let mut d = 1.0 / away_from_zero(1.0 - (a + b) * x / (a + 1.0));
    let mut h = d;
    for m in 1..MOST_TERMS {
        let m = m as f64;
        let even = m * (b - m) * x / ((a + 2.0 * m - 1.0) * (a + 2.0 * m));
        d = 1.0 / away_from_zero(1.0 + even * d);
        c = away_from_zero(1.0 + even / c);
        h *= d * c;
        let odd = -(a + m) * (a + b + m) * x / ((a + 2.0 * m) * (a + 2.0 * m + 1.0));
        d = 1.0 / away_from_zero(1.0 + odd * d);
        c = away_from_zero(1.0 + odd / c);
        let step = d * c;
        h *= step;
        if (step - 1.0).abs() < EPSILON {
            break;
        }
    }
    h
}
