//! Exponential, logarithm, sine, cosine and angle of numbers in fixed point:
//! integers that count 2^-bits. Arguments are halved until a short series
//! suffices; logarithms and angles start from doubles and are corrected once.
//! Each result is right up to a few hundred units.

use std::sync::OnceLock;

use dashu_float::round::mode::HalfEven;
use dashu_float::{ConstCache, Context};
use dashu_int::IBig;
use dashu_int::ops::{BitTest, SquareRoot, UnsignedAbs};

/// Bits that π and ln 2 are known to.
pub(super) const CONSTANT_BITS: usize = 2_560;

/// π and ln 2.
fn constants() -> &'static (IBig, IBig) {
    static CONSTANTS: OnceLock<(IBig, IBig)> = OnceLock::new();
    CONSTANTS.get_or_init(|| {
        let context = Context::<HalfEven>::new(CONSTANT_BITS + 16);
        let mut cache = ConstCache::new();
        let pi = context.pi::<2>(Some(&mut cache)).value().into_repr();
        let ln2 = cache.ln2::<2, HalfEven>(CONSTANT_BITS + 16).into_repr();
        let fixed = |value: dashu_float::Repr<2>| {
            shifted(
                value.significand(),
                value.exponent() + CONSTANT_BITS as isize,
            )
        };
        (fixed(pi), fixed(ln2))
    })
}

pub(super) fn pi(bits: usize) -> IBig {
    &constants().0 >> (CONSTANT_BITS - bits)
}

pub(super) fn ln2(bits: usize) -> IBig {
    &constants().1 >> (CONSTANT_BITS - bits)
}

/// `value * 2^shift`, rounded down.
pub(super) fn shifted(value: &IBig, shift: isize) -> IBig {
    if shift >= 0 {
        value << shift.unsigned_abs()
    } else {
        value >> shift.unsigned_abs()
    }
}

/// A double of moderate size.
pub(super) fn from_f64(value: f64, bits: usize) -> IBig {
    // Exact: the fraction of a double has 53 bits.
    let scaled = (value * (1_u64 << 60) as f64) as i128;
    shifted(&IBig::from(scaled), bits as isize - 60)
}

/// To the precision of doubles.
pub(super) fn to_f64(value: &IBig, bits: usize) -> f64 {
    let shift = bits as isize - 100;
    let short = i128::try_from(shifted(value, -shift)).unwrap_or(0);
    short as f64 / 2.0_f64.powi(100)
}

/// How often arguments are halved.
fn halvings(bits: usize) -> usize {
    (bits as f64).sqrt() as usize / 2 + 1
}

/// `e^x` for |x| below 1.
pub(super) fn exp(x: &IBig, bits: usize) -> IBig {
    let n_halvings = halvings(bits);
    let work = bits + 2 * n_halvings;
    // Shifted up by 2 n_halvings and halved n_halvings times.
    let x = x << n_halvings;
    let mut sum = (IBig::ONE << work) + &x;
    let mut term = x.clone();
    let mut n = 2_u64;
    loop {
        term = ((&term * &x) >> work) / IBig::from(n);
        if term.bit_len() <= 1 {
            break;
        }
        sum += &term;
        n += 1;
    }
    for _ in 0..n_halvings {
        sum = (&sum * &sum) >> work;
    }
    sum >> (2 * n_halvings)
}

/// Sine and cosine of |x| below 1.
pub(super) fn sin_cos(x: &IBig, bits: usize) -> (IBig, IBig) {
    let n_halvings = halvings(bits);
    let work = bits + 2 * n_halvings;
    // Shifted up by 2 n_halvings and halved n_halvings times.
    let x = x << n_halvings;
    let square = (&x * &x) >> work;
    let mut sin = x.clone();
    let mut term = x;
    let mut n = 1_u64;
    loop {
        term = -((&term * &square) >> work) / IBig::from((2 * n) * (2 * n + 1));
        if term.bit_len() <= 1 {
            break;
        }
        sin += &term;
        n += 1;
    }
    // The halved argument is small, so that nothing cancels.
    let rest = (IBig::ONE << (2 * work)) - &sin * &sin;
    let mut cos = IBig::from(rest.unsigned_abs().sqrt());
    for _ in 0..n_halvings {
        let product = (&sin * &cos) >> (work - 1);
        cos = (&cos * &cos - &sin * &sin) >> work;
        sin = product;
    }
    (sin >> (2 * n_halvings), cos >> (2 * n_halvings))
}

/// `ln x` for x between 1/2 and 1.
pub(super) fn ln(x: &IBig, bits: usize) -> IBig {
    let start = from_f64(to_f64(x, bits).ln(), bits);
    // x e^-start = 1 + d, and ln(1 + d) = 2 artanh(d / (2 + d)).
    let product = (x * exp(&-&start, bits)) >> bits;
    let one = IBig::ONE << bits;
    let ratio = ((&product - &one) << bits) / (&product + &one);
    start + odd_series(&ratio, bits, false) * IBig::from(2)
}

/// The angle of a point with the larger coordinate between 1/2 and 1.
pub(super) fn angle(y: &IBig, x: &IBig, bits: usize) -> IBig {
    let start = to_f64(y, bits).atan2(to_f64(x, bits));
    let start_fixed = from_f64(start, bits);
    // A quarter of it is below 1.
    let quarter = start_fixed >> 2;
    let (sin, cos) = sin_cos(&quarter, bits);
    let (sin, cos) = doubled(&sin, &cos, bits);
    let (sin, cos) = doubled(&sin, &cos, bits);
    let used = quarter << 2;
    // Turned back by the start, a small angle is left.
    let along = (x * &cos + y * &sin) >> bits;
    let across = y * &cos - x * &sin;
    let ratio = across / along;
    used + odd_series(&ratio, bits, true)
}

fn doubled(sin: &IBig, cos: &IBig, bits: usize) -> (IBig, IBig) {
    let product = (sin * cos) >> (bits - 1);
    let square = (cos * cos - sin * sin) >> bits;
    (product, square)
}

/// t + t³/3 + t⁵/5 + …, with alternating signs if wanted, for small t.
fn odd_series(t: &IBig, bits: usize, alternates: bool) -> IBig {
    let square = (t * t) >> bits;
    let square = if alternates { -square } else { square };
    let mut power = t.clone();
    let mut sum = t.clone();
    let mut n = 3_u64;
    loop {
        power = (&power * &square) >> bits;
        let term = &power / IBig::from(n);
        if power.bit_len() <= 1 {
            return sum;
        }
        sum += term;
        n += 2;
    }
}
