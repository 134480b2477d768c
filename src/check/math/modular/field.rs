//! The field of 2^61 - 1 elements with a square root of -1 added.

use dashu_int::IBig;
use dashu_int::ops::RemEuclid;

use crate::check::math::rational::Rational;

/// 2^61 - 1. It is 3 modulo 4, so -1 is no square in the field.
pub(super) const P: u64 = (1 << 61) - 1;
/// The order of the group of non-zero elements without an imaginary part.
pub(super) const ORDER: u64 = P - 1;

/// `re + im i`
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Element {
    pub(super) re: u64,
    pub(super) im: u64,
}

pub(super) fn real(re: u64) -> Element {
    Element { re, im: 0 }
}

impl Element {
    pub(super) const ZERO: Self = Self { re: 0, im: 0 };
    pub(super) const ONE: Self = Self { re: 1, im: 0 };
    pub(super) const I: Self = Self { re: 0, im: 1 };

    pub(super) fn plus(self, other: Self) -> Self {
        Self {
            re: add(self.re, other.re, P),
            im: add(self.im, other.im, P),
        }
    }

    pub(super) fn negated(self) -> Self {
        Self {
            re: negate(self.re, P),
            im: negate(self.im, P),
        }
    }

    pub(super) fn times(self, other: Self) -> Self {
        if self.im == 0 && other.im == 0 {
            return real(multiply(self.re, other.re));
        }
        let squares = negate(multiply(self.im, other.im), P);
        Self {
            re: add(multiply(self.re, other.re), squares, P),
            im: add(multiply(self.re, other.im), multiply(self.im, other.re), P),
        }
    }

    /// `None` for 0.
    pub(super) fn inverse(self) -> Option<Self> {
        let norm = add(multiply(self.re, self.re), multiply(self.im, self.im), P);
        if norm == 0 {
            return None;
        }
        let inverse = real(norm).power(P - 2).re;
        Some(Self {
            re: multiply(self.re, inverse),
            im: multiply(negate(self.im, P), inverse),
        })
    }

    pub(super) fn power(self, mut exponent: u64) -> Self {
        let mut result = Self::ONE;
        let mut square = self;
        while exponent > 0 {
            if exponent & 1 == 1 {
                result = result.times(square);
            }
            square = square.times(square);
            exponent >>= 1;
        }
        result
    }

    /// `None` where the denominator is a multiple of the prime.
    pub(super) fn rational(value: &Rational) -> Option<Self> {
        let above = remainder(value.numerator(), P);
        if value.denominator().is_one() {
            return Some(real(above));
        }
        let below = remainder(&IBig::from(value.denominator().clone()), P);
        Some(real(above).times(real(below).inverse()?))
    }
}

/// `value` modulo `modulus`, not negative.
pub(super) fn remainder(value: &IBig, modulus: u64) -> u64 {
    if let Ok(small) = i64::try_from(value) {
        return small.rem_euclid(modulus as i64) as u64;
    }
    u64::try_from(value.rem_euclid(IBig::from(modulus))).unwrap_or(0)
}

pub(super) fn add(a: u64, b: u64, modulus: u64) -> u64 {
    let sum = a + b;
    if sum >= modulus { sum - modulus } else { sum }
}

pub(super) fn negate(a: u64, modulus: u64) -> u64 {
    if a == 0 { 0 } else { modulus - a }
}

/// Modulo 2^61 - 1, by folding the upper bits onto the lower ones.
fn multiply(a: u64, b: u64) -> u64 {
    let product = u128::from(a) * u128::from(b);
    let folded = (product as u64 & P) + (product >> 61) as u64;
    if folded >= P { folded - P } else { folded }
}

/// Modulo any number below 2^63.
pub(super) fn multiply_modulo(a: u64, b: u64, modulus: u64) -> u64 {
    (u128::from(a) * u128::from(b) % u128::from(modulus)) as u64
}

pub(super) fn power_modulo(mut base: u64, mut exponent: u64, modulus: u64) -> u64 {
    let mut result = 1 % modulus;
    while exponent > 0 {
        if exponent & 1 == 1 {
            result = multiply_modulo(result, base, modulus);
        }
        base = multiply_modulo(base, base, modulus);
        exponent >>= 1;
    }
    result
}
