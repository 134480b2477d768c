//! Factorials and their kin.

use dashu_int::IBig;

use crate::check::math::budget::Budget;
use crate::check::math::rational::{MOST_BITS, Rational};

/// Largest argument of a factorial.
const MOST_FACTORIAL: i32 = 5_000;
/// Most factors of a binomial or a falling product.
const MOST_FACTORS: i64 = 20_000;

/// `n!` of an integer from 0.
pub(super) fn factorial(n: &Rational, budget: &mut Budget) -> Option<Rational> {
    let n = n.as_i32().filter(|n| (0..=MOST_FACTORIAL).contains(n))?;
    product(1, i64::from(n), 1, budget).map(Rational::integer)
}

/// `n!! = n (n - 2) …`; of 0 and -1 it is 1.
pub(super) fn double_factorial(n: &Rational, budget: &mut Budget) -> Option<Rational> {
    let n = n.as_i32().filter(|n| (-1..=MOST_FACTORIAL).contains(n))?;
    let first = if n % 2 == 0 { 2 } else { 1 };
    product(first, i64::from(n), 2, budget).map(Rational::integer)
}

/// `n (n-1) … (n-k+1) / k!` for any fraction `n` and integer `k` from 0.
pub(super) fn binomial(n: &Rational, k: &Rational, budget: &mut Budget) -> Option<Rational> {
    let mut k = k.as_i64()?;
    if k < 0 {
        return Some(Rational::integer(0));
    }
    let Some(n) = n.as_i64().filter(|n| *n >= 0) else {
        return falling(n, k, budget)?.over(&factorial(&Rational::integer(k), budget)?);
    };
    if k > n {
        return Some(Rational::integer(0));
    }
    k = k.min(n - k);
    let above = product(n - k + 1, n, 1, budget)?;
    let below = product(1, k, 1, budget)?;
    Some(Rational::integer(above / below))
}

/// `n! / (n-k)!`
pub(super) fn permutations(n: &Rational, k: &Rational, budget: &mut Budget) -> Option<Rational> {
    let k = k.as_i64().filter(|k| *k >= 0)?;
    match n.as_i64().filter(|n| *n >= 0) {
        Some(n) if k > n => Some(Rational::integer(0)),
        Some(n) => product(n - k + 1, n, 1, budget).map(Rational::integer),
        None => falling(n, k, budget),
    }
}

/// The logarithm of `x` to a base, if it is a small fraction.
pub(super) fn logarithm(x: &Rational, base: &Rational) -> Option<Rational> {
    let one = Rational::integer(1);
    let is_proper = |v: &Rational| !v.is_negative() && !v.is_zero();
    if !is_proper(x) || !is_proper(base) || *base == one {
        return None;
    }
    if *x == one {
        return Some(Rational::integer(0));
    }
    let guess = x.to_f64().ln() / base.to_f64().ln();
    if !guess.is_finite() {
        return None;
    }
    // The logarithm is a fraction with a small denominator, or is none of ours.
    for below in 1..=12_i32 {
        let above = (guess * f64::from(below)).round();
        let is_near = (guess * f64::from(below) - above).abs() < 1e-9 * above.abs().max(1.0);
        if !is_near || above.abs() > 65_536.0 || above == 0.0 {
            continue;
        }
        if base.power(above as i32)? == x.power(below)? {
            return Rational::new((above as i64).into(), below.into());
        }
    }
    None
}

fn falling(n: &Rational, k: i64, budget: &mut Budget) -> Option<Rational> {
    if k > MOST_FACTORS {
        return None;
    }
    let mut result = Rational::integer(1);
    for j in 0..k {
        budget.spend(8 + result.bits() / 16).ok()?;
        result = result.times(&n.plus(&Rational::integer(-j))?)?;
    }
    Some(result)
}

/// `from (from + step) …` up to `to`, in halves so that the factors are of one size.
fn product(from: i64, to: i64, step: i64, budget: &mut Budget) -> Option<IBig> {
    let n = (to - from) / step + 1;
    if to < from {
        return Some(IBig::ONE);
    }
    let bits = u64::from(64 - to.unsigned_abs().leading_zeros());
    if n > MOST_FACTORS || bits.saturating_sub(1) * (n as u64) > 2 * MOST_BITS {
        return None;
    }
    budget
        .spend(n as u64 * (1 + bits * n as u64 / 2_048))
        .ok()?;
    Some(halves(from, n, step))
}

fn halves(from: i64, n: i64, step: i64) -> IBig {
    if n <= 8 {
        let mut result = IBig::from(from);
        for j in 1..n {
            result *= IBig::from(from + j * step);
        }
        return result;
    }
    let half = n / 2;
    halves(from, half, step) * halves(from + half * step, n - half, step)
}
