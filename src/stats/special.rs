//! Distribution functions that the intervals stand on.
//!
//! Held to scipy by `tests/statistics`: relative error below 1e-9 wherever the
//! value is above 1e-300, far less in the middle. The incomplete beta function
//! is computed by its continued fraction (Press et al., *Numerical Recipes*, 3rd
//! ed., section 6.4), its front factor by C. Loader's expansion, so
//! that digits are kept at counts of 100,000 too.

mod beta;
mod binomial;
mod gamma;

pub use beta::{beta_quantile, beta_regularized};
pub use binomial::{
    binomial_at_least, binomial_at_most, binomial_half, binomial_pmf, hypergeometric_pmf, ln_choose,
};
pub use gamma::{ln_gamma, stirling_error};

/// Where series and continued fractions stop.
const EPSILON: f64 = 1e-16;
const MOST_TERMS: usize = 20_000;
/// Keeps Lentz's method away from division by zero.
const TINY: f64 = 1e-300;

/// The standard normal distribution function: the share below `z`.
pub fn normal_cdf(z: f64) -> f64 {
    if z.is_infinite() {
        return if z < 0.0 { 0.0 } else { 1.0 };
    }
    let tail = 0.5 * gamma::upper_gamma_half(z * z / 2.0);
    if z < 0.0 { tail } else { 1.0 - tail }
}

/// The standard normal quantile for `0 < p < 1`; infinite at the ends.
///
/// A rational first guess (Hastings, in Abramowitz and Stegun, 26.2.23), made
/// exact by Halley's steps on [`normal_cdf`].
pub fn normal_quantile(p: f64) -> f64 {
    if p.is_nan() {
        return f64::NAN;
    }
    if p <= 0.0 {
        return f64::NEG_INFINITY;
    }
    if p >= 1.0 {
        return f64::INFINITY;
    }
    // The smaller tail keeps its digits; the other one is its mirror image.
    if p > 0.5 {
        return -normal_quantile(1.0 - p);
    }
    let t = (-2.0 * p.ln()).sqrt();
    let above = 2.515_517 + t * (0.802_853 + t * 0.010_328);
    let below = 1.0 + t * (1.432_788 + t * (0.189_269 + t * 0.001_308));
    let mut z = above / below - t;
    for _ in 0..4 {
        let density = (-z * z / 2.0).exp() / std::f64::consts::TAU.sqrt();
        let miss = (normal_cdf(z) - p) / density;
        let step = miss / (1.0 + z * miss / 2.0);
        if !step.is_finite() {
            break;
        }
        z -= step;
        if step.abs() <= 1e-15 * z.abs() {
            break;
        }
    }
    z.min(0.0)
}

/// The distribution function of Student's t with `df` degrees of freedom.
pub fn t_cdf(t: f64, df: f64) -> f64 {
    if t.is_infinite() {
        return if t < 0.0 { 0.0 } else { 1.0 };
    }
    let square = t * t;
    // Near the middle 1 - df/(df + t²) would lose digits, in the tail its half.
    let tail = if square < 1.0 {
        0.5 - 0.5 * beta_regularized(0.5, df / 2.0, square / (df + square))
    } else {
        0.5 * beta_regularized(df / 2.0, 0.5, df / (df + square))
    };
    if t < 0.0 { tail } else { 1.0 - tail }
}

/// The quantile of Student's t with `df` degrees of freedom, for `0 < p < 1`.
pub fn t_quantile(p: f64, df: f64) -> f64 {
    if p.is_nan() || df.is_nan() || df <= 0.0 {
        return f64::NAN;
    }
    if p > 0.5 {
        return -t_quantile(1.0 - p, df);
    }
    let mut low = -8.0;
    while t_cdf(low, df) > p && low > -1e12 {
        low *= 4.0;
    }
    bisect(low, 0.0, |t| t_cdf(t, df) < p)
}

/// [`bisect`], to within `width`.
pub(in crate::stats) fn bisect_to(
    mut low: f64,
    mut high: f64,
    width: f64,
    below: impl Fn(f64) -> bool,
) -> f64 {
    while high - low > width {
        let middle = f64::midpoint(low, high);
        if below(middle) {
            low = middle;
        } else {
            high = middle;
        }
    }
    high
}

/// The point in `low..high` where `below` turns from true to false.
pub(in crate::stats) fn bisect(mut low: f64, mut high: f64, below: impl Fn(f64) -> bool) -> f64 {
    // 200 halvings pass the last bit of any double.
    for _ in 0..200 {
        let middle = f64::midpoint(low, high);
        if middle <= low || middle >= high {
            break;
        }
        if below(middle) {
            low = middle;
        } else {
            high = middle;
        }
    }
    f64::midpoint(low, high)
}

fn away_from_zero(x: f64) -> f64 {
    if x.abs() < TINY { TINY } else { x }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn close(got: f64, want: f64, tolerance: f64) {
        assert!((got - want).abs() <= tolerance, "got {got}, want {want}");
    }

    #[test]
    fn gamma_of_integers_is_the_factorial() {
        let mut factorial: f64 = 1.0;
        for n in 1..20 {
            close(ln_gamma(f64::from(n)), factorial.ln(), 1e-12);
            factorial *= f64::from(n);
        }
        close(ln_gamma(0.5), std::f64::consts::PI.sqrt().ln(), 1e-14);
    }

    #[test]
    fn normal_table() {
        // Abramowitz and Stegun, table 26.1, to the 15 digits given there.
        close(normal_cdf(0.0), 0.5, 1e-15);
        close(normal_cdf(1.0), 0.841_344_746_068_543, 1e-14);
        close(normal_cdf(2.0), 0.977_249_868_051_821, 1e-14);
        close(normal_cdf(-3.0), 0.001_349_898_031_630, 1e-14);
        close(normal_quantile(0.975), 1.959_963_984_540_054, 1e-12);
        close(normal_quantile(0.95), 1.644_853_626_951_472, 1e-12);
        close(normal_quantile(0.8), 0.841_621_233_572_914, 1e-12);
        assert!(normal_quantile(0.0) < -1e300);
    }

    #[test]
    fn student_table() {
        // Closed forms: one degree of freedom is Cauchy, two has a root form.
        for p in [0.55_f64, 0.9, 0.975, 0.999] {
            let cauchy = (std::f64::consts::PI * (p - 0.5)).tan();
            close(t_quantile(p, 1.0), cauchy, 1e-9 * cauchy.abs().max(1.0));
            let two = (2.0 * p - 1.0) * (2.0 / (4.0 * p * (1.0 - p))).sqrt();
            close(t_quantile(p, 2.0), two, 1e-9 * two.abs().max(1.0));
        }
        // Published tables (four digits).
        close(t_quantile(0.975, 10.0), 2.2281, 5e-5);
        close(t_quantile(0.975, 30.0), 2.0423, 5e-5);
        close(t_quantile(0.975, 1e7), 1.959_964, 1e-5);
    }

    #[test]
    fn quantiles_undo_their_distribution() {
        for p in [1e-6, 0.01, 0.2, 0.5, 0.77, 0.999] {
            close(normal_cdf(normal_quantile(p)), p, 1e-13);
            for df in [1.0, 3.5, 29.0, 400.0] {
                close(t_cdf(t_quantile(p, df), df), p, 1e-12);
            }
        }
    }

    #[test]
    fn binomial_at_one_half_sums_to_one() {
        close((0..=40).map(|k| binomial_half(k, 40)).sum(), 1.0, 1e-12);
        close(binomial_half(2, 4), 6.0 / 16.0, 1e-13);
    }
}
