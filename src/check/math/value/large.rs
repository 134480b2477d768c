//! Numbers of any precision.

use dashu_float::round::mode::HalfEven;
use dashu_float::{Context, FBig, FpResult, Repr};
use dashu_int::ops::{BitTest, DivEuclid, RemEuclid};
use dashu_int::{IBig, Sign};

use super::{Arithmetic, Magnitude, fixed};
use crate::check::math::rational::Rational;

/// Numbers lie between 2^-MOST_EXPONENT and 2^MOST_EXPONENT.
const MOST_EXPONENT: i64 = 1 << 40;

/// Bits beyond the precision in functions.
const GUARD: usize = 40;

/// The arithmetic of one precision.
pub(in super::super) struct Larges {
    context: Context<HalfEven>,
    precision: usize,
    steps: u64,
}

impl Larges {
    /// `precision` in bits, at least 64.
    pub(in super::super) fn new(precision: usize) -> Self {
        Self {
            context: Context::new(precision),
            precision,
            steps: 0,
        }
    }

    /// Charges an operation that takes `steps` at 192 bits.
    fn charge(&mut self, steps: u64) {
        let words = (self.precision as u64).div_ceil(64);
        // Between linear and quadratic in the precision.
        self.steps += steps * words * (words + 9) / 36;
    }
}

type Large = FBig<HalfEven, 2>;

/// What is finite and within the range; zeros lose their sign.
fn sound(result: FpResult<Large>) -> Option<Repr<2>> {
    let value = result.ok()?.value().into_repr();
    if value.is_infinite() {
        return None;
    }
    if value.significand().is_zero() {
        return Some(Repr::zero());
    }
    (exponent(&value).abs() < MOST_EXPONENT).then_some(value)
}

/// `|a| < 2^exponent(a)`, and not less than half of that.
fn exponent(a: &Repr<2>) -> i64 {
    a.significand().bit_len() as i64 + a.exponent() as i64
}

impl Arithmetic for Larges {
    type Real = Repr<2>;

    fn epsilon(&self) -> Magnitude {
        Magnitude::power_of_two(1 - self.precision as i64)
    }

    fn precision(&self) -> u32 {
        self.precision as u32 - 1
    }

    fn cost(&mut self) -> u64 {
        std::mem::take(&mut self.steps)
    }

    fn is_final(&self) -> bool {
        true
    }

    fn zero(&self) -> Repr<2> {
        Repr::zero()
    }

    fn one(&self) -> Repr<2> {
        Repr::one()
    }

    fn pi(&mut self) -> Repr<2> {
        self.charge(10);
        let bits = self.precision + GUARD;
        let pi = self.rounded(fixed::pi(bits), -(bits as isize));
        pi.unwrap_or_else(Repr::zero)
    }

    fn rational(&mut self, value: &Rational) -> Option<Repr<2>> {
        self.charge(20 + value.bits() / 64);
        let numerator = Repr::new(value.numerator().clone(), 0);
        if value.denominator().is_one() {
            return sound(self.context.add(&numerator, &Repr::zero()));
        }
        let denominator = Repr::new(IBig::from(value.denominator().clone()), 0);
        sound(self.context.div(&numerator, &denominator))
    }

    fn is_zero(&self, a: &Repr<2>) -> bool {
        a.significand().is_zero()
    }

    fn is_negative(&self, a: &Repr<2>) -> bool {
        !a.significand().is_zero() && a.sign() == Sign::Negative
    }

    fn size(&self, a: &Repr<2>) -> Magnitude {
        if a.significand().is_zero() {
            return Magnitude::ZERO;
        }
        Magnitude::power_of_two(exponent(a))
    }

    fn to_f64(&self, a: &Repr<2>) -> f64 {
        a.to_f64().value()
    }

    fn nearest(&self, a: &Repr<2>) -> Option<Rational> {
        if exponent(a) > self.precision as i64 {
            return None;
        }
        if a.exponent() >= 0 {
            return Some(Rational::integer(fixed_point(a, 0)));
        }
        // Halves go up.
        let doubled = fixed::shifted(a.significand(), a.exponent().saturating_add(1));
        Some(Rational::integer((doubled + IBig::ONE) >> 1))
    }

    fn negated(&self, a: &Repr<2>) -> Repr<2> {
        if a.significand().is_zero() {
            return Repr::zero();
        }
        Repr::new(-a.significand(), a.exponent())
    }

    fn plus(&mut self, a: &Repr<2>, b: &Repr<2>) -> Option<Repr<2>> {
        self.charge(20);
        sound(self.context.add(a, b))
    }

    fn times(&mut self, a: &Repr<2>, b: &Repr<2>) -> Option<Repr<2>> {
        self.charge(24);
        sound(self.context.mul(a, b))
    }

    fn over(&mut self, a: &Repr<2>, b: &Repr<2>) -> Option<Repr<2>> {
        self.charge(50);
        sound(self.context.div(a, b))
    }

    fn sqrt(&mut self, a: &Repr<2>) -> Option<Repr<2>> {
        self.charge(60);
        sound(self.context.sqrt(a))
    }

    fn exp(&mut self, a: &Repr<2>) -> Option<Repr<2>> {
        self.charge(400);
        if exponent(a) > 40 {
            return None;
        }
        if exponent(a) < -(self.precision as i64) - 8 {
            return sound(self.context.add(&Repr::one(), a));
        }
        // a = n ln 2 + r
        let bits = self.precision + GUARD;
        let wide = bits + 48;
        let fixed = fixed_point(a, wide);
        let ln2 = fixed::ln2(wide);
        let n = rounded_quotient(&fixed, &ln2);
        let rest = (fixed - &n * ln2) >> 48;
        let exponent = isize::try_from(&n).ok()?.checked_sub(bits as isize)?;
        self.rounded(fixed::exp(&rest, bits), exponent)
    }

    fn ln(&mut self, a: &Repr<2>) -> Option<Repr<2>> {
        self.charge(600);
        let n = exponent(a);
        let bits = self.precision + GUARD + 48;
        let mantissa = fixed_point(&scaled(a, -n)?, bits);
        let total = fixed::ln(&mantissa, bits) + IBig::from(n) * fixed::ln2(bits);
        self.rounded(total, -(bits as isize))
    }

    fn sin_cos(&mut self, a: &Repr<2>) -> Option<(Repr<2>, Repr<2>)> {
        self.charge(500);
        let size = exponent(a);
        let precision = self.precision as i64;
        if size > precision {
            return None;
        }
        if size < -precision {
            return Some((sound(self.context.add(a, &Repr::zero()))?, Repr::one()));
        }
        // Small arguments keep their relative precision.
        let bits = self.precision + GUARD + (-size).max(0) as usize;
        let extra = size.max(0) as usize + 2;
        let fixed = fixed_point(a, bits + extra);
        let quarter = fixed::pi(bits + extra) >> 1;
        let n = rounded_quotient(&fixed, &quarter);
        let rest = (fixed - &n * quarter) >> extra;
        let (sin, cos) = fixed::sin_cos(&rest, bits);
        let exponent = -(bits as isize);
        let (sin, cos) = (self.rounded(sin, exponent)?, self.rounded(cos, exponent)?);
        Some(
            match u8::try_from(n.rem_euclid(IBig::from(4))).unwrap_or(0) {
                0 => (sin, cos),
                1 => (cos, self.negated(&sin)),
                2 => (self.negated(&sin), self.negated(&cos)),
                _ => (self.negated(&cos), sin),
            },
        )
    }

    fn atan2(&mut self, y: &Repr<2>, x: &Repr<2>) -> Option<Repr<2>> {
        self.charge(800);
        let is_left = self.is_negative(x);
        if y.significand().is_zero() {
            return Some(if is_left { self.pi() } else { Repr::zero() });
        }
        let larger = if x.significand().is_zero() {
            exponent(y)
        } else {
            exponent(x).max(exponent(y))
        };
        let gap = larger - exponent(y);
        if gap > self.precision as i64 && !is_left {
            // The angle is its tangent.
            return self.over(y, x);
        }
        let bits = self.precision + GUARD + gap.clamp(0, self.precision as i64) as usize;
        let y = fixed_point(&scaled(y, -larger)?, bits);
        let x = fixed_point(&scaled(x, -larger)?, bits);
        self.rounded(fixed::angle(&y, &x, bits), -(bits as isize))
    }
}

impl Larges {
    fn rounded(&self, significand: IBig, exponent: isize) -> Option<Repr<2>> {
        let value = Repr::new(significand, exponent);
        sound(self.context.add(&value, &Repr::zero()))
    }
}

/// `a * 2^shift`
fn scaled(a: &Repr<2>, shift: i64) -> Option<Repr<2>> {
    if a.significand().is_zero() {
        return Some(Repr::zero());
    }
    let exponent = a.exponent().checked_add(isize::try_from(shift).ok()?)?;
    Some(Repr::new(a.significand().clone(), exponent))
}

/// `a` in units of 2^-bits.
fn fixed_point(a: &Repr<2>, bits: usize) -> IBig {
    // What is far below a unit is 0.
    if a.significand().is_zero() || exponent(a) < -(bits as i64) - 2 {
        return IBig::ZERO;
    }
    fixed::shifted(a.significand(), a.exponent() + bits as isize)
}

/// The integer nearest to `a / b`.
fn rounded_quotient(a: &IBig, b: &IBig) -> IBig {
    (a * IBig::from(2) + b).div_euclid(b * IBig::from(2))
}

#[cfg(test)]
mod tests;
