//! The gamma function and what is left of Stirling's formula.

use super::{EPSILON, MOST_TERMS, TINY, away_from_zero};

/// Half of ln 2π.
const HALF_LN_TAU: f64 = 0.918_938_533_204_672_8;

/// The natural logarithm of the gamma function, for `x > 0`.
///
/// Stirling's formula with its series where `x >= 15`; below, the recurrence
/// `Γ(x) = Γ(x + 1) / x` leads there.
pub fn ln_gamma(x: f64) -> f64 {
    if x < 15.0 {
        // One product instead of a sum of logarithms: one rounding of a
        // logarithm instead of fifteen.
        let steps = (15.0 - x).ceil();
        let mut product = 1.0;
        let mut i = 0.0;
        while i < steps {
            product *= x + i;
            i += 1.0;
        }
        return ln_gamma(x + steps) - f64::ln(product);
    }
    (x - 0.5) * x.ln() - x + HALF_LN_TAU + series(x)
}

/// What Stirling's formula misses of `ln n!`:
/// `ln n! - (n + ½) ln n + n - ½ ln 2π`, for `n > 0` (C. Loader, "Fast and
/// accurate computation of binomial probabilities", 2000).
pub fn stirling_error(n: f64) -> f64 {
    if n >= 15.0 {
        return series(n);
    }
    ln_gamma(n + 1.0) - (n + 0.5) * n.ln() + n - HALF_LN_TAU
}

/// The asymptotic series of Stirling's formula, for `x >= 15`: 1/12x - 1/360x³
/// + …, with Bernoulli's numbers. The first term left out is below 1e-17.
fn series(x: f64) -> f64 {
    let s = 1.0 / (x * x);
    let terms = 1.0 / 12.0
        - s * (1.0 / 360.0
            - s * (1.0 / 1260.0
                - s * (1.0 / 1680.0
                    - s * (1.0 / 1188.0 - s * (691.0 / 360_360.0 - s * (1.0 / 156.0))))));
    terms / x
}

/// `x ln(x / m) + m - x` without cancellation: the deviance of `x` from its
/// mean `m` (Loader's bd0).
pub(super) fn deviance(x: f64, m: f64) -> f64 {
    if x <= 0.0 {
        return m;
    }
    if (x - m).abs() < 0.1 * (x + m) {
        let v = (x - m) / (x + m);
        let mut sum = (x - m) * v;
        let mut term = 2.0 * x * v;
        for i in 1..1000 {
            term *= v * v;
            let next = sum + term / f64::from(2 * i + 1);
            // Nothing is left to add when the sum stands still.
            if (next - sum).abs() <= f64::EPSILON * 0.01 * sum.abs() {
                return next;
            }
            sum = next;
        }
    }
    x * (x / m).ln() + m - x
}

/// The upper regularized incomplete gamma function Q(1/2, x), which is
/// erfc(√x), for `x >= 0` (*Numerical Recipes*, section 6.2).
pub(super) fn upper_gamma_half(x: f64) -> f64 {
    const A: f64 = 0.5;
    if x <= 0.0 {
        return 1.0;
    }
    // Γ(1/2) is the root of π.
    let front = (-x).exp() * (x / std::f64::consts::PI).sqrt();
    if x < A + 1.0 {
        let mut term = 1.0 / A;
        let mut sum = term;
        for i in 1..MOST_TERMS {
            term *= x / (A + i as f64);
            sum += term;
            if term < sum * EPSILON {
                break;
            }
        }
        return 1.0 - sum * front;
    }
    let mut b = x + 1.0 - A;
    let mut c = 1.0 / TINY;
    let mut d = 1.0 / b;
    let mut h = d;
    for i in 1..MOST_TERMS {
        let i = i as f64;
        let a = -i * (i - A);
        b += 2.0;
        d = 1.0 / away_from_zero(a * d + b);
        c = away_from_zero(b + a / c);
        let step = d * c;
        h *= step;
        if (step - 1.0).abs() < EPSILON {
            break;
        }
    }
    front * h
}
