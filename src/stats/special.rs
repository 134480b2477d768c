//! Distribution functions that the intervals stand on.
//!
//! Accurate to about 1e-13; the tests compare with published tables and with
//! identities. Formulas: Press et al., *Numerical Recipes*, 3rd ed., chapter 6
//! (series and continued fractions for the incomplete gamma and beta
//! functions, evaluated by Lentz's method); Lanczos' approximation with the
//! coefficients of Godfrey (g = 7, n = 9).

/// Where series and continued fractions stop.
const EPSILON: f64 = 1e-16;
const MOST_TERMS: usize = 10_000;
/// Keeps Lentz's method away from division by zero.
const TINY: f64 = 1e-300;

/// The natural logarithm of the gamma function, for `x > 0`.
pub fn ln_gamma(x: f64) -> f64 {
    const G: f64 = 7.0;
    const COEFFICIENTS: [f64; 9] = [
        0.999_999_999_999_809_9,
        676.520_368_121_885_1,
        -1_259.139_216_722_402_8,
        771.323_428_777_653_1,
        -176.615_029_162_140_6,
        12.507_343_278_686_905,
        -0.138_571_095_265_720_12,
        9.984_369_578_019_572e-6,
        1.505_632_735_149_311_6e-7,
    ];
    let x = x - 1.0;
    let mut sum = COEFFICIENTS[0];
    for (i, c) in COEFFICIENTS.iter().enumerate().skip(1) {
        sum += c / (x + i as f64);
    }
    let t = x + G + 0.5;
    0.5 * std::f64::consts::TAU.ln() + (x + 0.5) * t.ln() - t + sum.ln()
}

/// The standard normal distribution function: the share below `z`.
pub fn normal_cdf(z: f64) -> f64 {
    let tail = 0.5 * upper_gamma_half(z * z / 2.0);
    if z < 0.0 { tail } else { 1.0 - tail }
}

/// The standard normal quantile for `0 < p < 1`; infinite at the ends.
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
    bisect(-40.0, 0.0, |z| normal_cdf(z) < p)
}

/// The distribution function of Student's t with `df` degrees of freedom.
pub fn t_cdf(t: f64, df: f64) -> f64 {
    let tail = 0.5 * beta_regularized(df / 2.0, 0.5, df / (df + t * t));
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

/// The binomial probability of `k` out of `n` at one half.
pub fn binomial_half(k: usize, n: usize) -> f64 {
    let (k, n) = (k as f64, n as f64);
    let ln_choose = ln_gamma(n + 1.0) - ln_gamma(k + 1.0) - ln_gamma(n - k + 1.0);
    (ln_choose - n * std::f64::consts::LN_2).exp()
}

/// The point in `low..high` where `below` turns from true to false.
fn bisect(mut low: f64, mut high: f64, below: impl Fn(f64) -> bool) -> f64 {
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

/// The upper regularized incomplete gamma function Q(1/2, x), which is
/// erfc(√x), for `x >= 0`.
#[expect(
    clippy::many_single_char_names,
    reason = "the letters are those of the source, so that it can be followed"
)]
fn upper_gamma_half(x: f64) -> f64 {
    const A: f64 = 0.5;
    if x <= 0.0 {
        return 1.0;
    }
    let ln_front = -x + A * x.ln() - ln_gamma(A);
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
        return 1.0 - sum * ln_front.exp();
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
    ln_front.exp() * h
}

/// The regularized incomplete beta function I_x(a, b), for `a, b > 0`.
pub fn beta_regularized(a: f64, b: f64, x: f64) -> f64 {
    if x <= 0.0 {
        return 0.0;
    }
    if x >= 1.0 {
        return 1.0;
    }
    let ln_front = ln_gamma(a + b) - ln_gamma(a) - ln_gamma(b) + a * x.ln() + b * (-x).ln_1p();
    if x < (a + 1.0) / (a + b + 2.0) {
        ln_front.exp() * beta_fraction(a, b, x) / a
    } else {
        1.0 - ln_front.exp() * beta_fraction(b, a, 1.0 - x) / b
    }
}

/// The continued fraction of the incomplete beta function.
#[expect(
    clippy::many_single_char_names,
    reason = "the letters are those of the source, so that it can be followed"
)]
fn beta_fraction(a: f64, b: f64, x: f64) -> f64 {
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
