//! Fractions of integers of any size, within a bound.

use std::fmt;

use num_bigint::{BigInt, Sign};

/// Most bits of a numerator or denominator.
const MOST_BITS: u64 = 16 * 1024;
/// Most bits that fit a double with room to spare.
const FLOAT_BITS: u64 = 900;

/// A fraction in lowest terms, its denominator positive. Operations give `None`
/// where the result is undefined or too large.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) struct Rational {
    numerator: BigInt,
    denominator: BigInt,
}

impl Rational {
    /// `numerator / denominator`.
    pub(super) fn new(numerator: BigInt, denominator: BigInt) -> Option<Self> {
        if denominator.sign() == Sign::NoSign || too_large(&numerator) || too_large(&denominator) {
            return None;
        }
        let divisor = gcd(numerator.clone(), denominator.clone());
        let (mut numerator, mut denominator) = (numerator / &divisor, denominator / divisor);
        if denominator.sign() == Sign::Minus {
            (numerator, denominator) = (-numerator, -denominator);
        }
        Some(Self {
            numerator,
            denominator,
        })
    }

    pub(super) fn integer(value: impl Into<BigInt>) -> Self {
        Self {
            numerator: value.into(),
            denominator: BigInt::from(1),
        }
    }

    /// Reads `12`, `12.5`, `.5` and `1.5e-3`.
    pub(super) fn parse(text: &str) -> Option<Self> {
        let (mantissa, exponent) = match text.split_once(['e', 'E']) {
            Some((mantissa, exponent)) => (mantissa, exponent.parse::<i32>().ok()?),
            None => (text, 0),
        };
        let (whole, decimals) = mantissa.split_once('.').unwrap_or((mantissa, ""));
        let digits = format!("{whole}{decimals}");
        if digits.len() > 4_000 {
            return None;
        }
        let value = BigInt::parse_bytes(digits.as_bytes(), 10)?;
        let shift = exponent.checked_sub(i32::try_from(decimals.len()).ok()?)?;
        Self::integer(value).times(&Self::integer(10).power(shift)?)
    }

    pub(super) fn plus(&self, other: &Self) -> Option<Self> {
        Self::new(
            &self.numerator * &other.denominator + &other.numerator * &self.denominator,
            &self.denominator * &other.denominator,
        )
    }

    pub(super) fn times(&self, other: &Self) -> Option<Self> {
        Self::new(
            &self.numerator * &other.numerator,
            &self.denominator * &other.denominator,
        )
    }

    pub(super) fn over(&self, other: &Self) -> Option<Self> {
        Self::new(
            &self.numerator * &other.denominator,
            &self.denominator * &other.numerator,
        )
    }

    pub(super) fn negated(&self) -> Self {
        Self {
            numerator: -&self.numerator,
            denominator: self.denominator.clone(),
        }
    }

    pub(super) fn abs(&self) -> Self {
        Self {
            numerator: self.numerator.magnitude().clone().into(),
            denominator: self.denominator.clone(),
        }
    }

    pub(super) fn power(&self, exponent: i32) -> Option<Self> {
        let n = exponent.unsigned_abs();
        let bits = self.numerator.bits().max(self.denominator.bits());
        // 0, 1 and -1 stay small whatever the exponent.
        if bits > 1 && bits.saturating_mul(u64::from(n)) > MOST_BITS {
            return None;
        }
        let n = if bits > 1 {
            n
        } else {
            2 - n % 2 - u32::from(n == 0) * 2
        };
        let (numerator, denominator) = (self.numerator.pow(n), self.denominator.pow(n));
        if exponent < 0 {
            Self::new(denominator, numerator)
        } else {
            Self::new(numerator, denominator)
        }
    }

    /// The `n`-th root, if it is a fraction too.
    pub(super) fn root(&self, n: u32) -> Option<Self> {
        if n == 0 || (n.is_multiple_of(2) && self.is_negative()) {
            return None;
        }
        let (a, b) = (self.numerator.nth_root(n), self.denominator.nth_root(n));
        (a.pow(n) == self.numerator && b.pow(n) == self.denominator).then_some(Self {
            numerator: a,
            denominator: b,
        })
    }

    /// The largest integer that is not larger.
    pub(super) fn floor(&self) -> Self {
        let quotient = &self.numerator / &self.denominator;
        let exact = &quotient * &self.denominator == self.numerator;
        Self::integer(if exact || !self.is_negative() {
            quotient
        } else {
            quotient - 1
        })
    }

    pub(super) fn as_integer(&self) -> Option<&BigInt> {
        (self.denominator == BigInt::from(1)).then_some(&self.numerator)
    }

    pub(super) fn as_i32(&self) -> Option<i32> {
        i32::try_from(self.as_integer()?).ok()
    }

    /// Numerator and denominator, if both are small.
    pub(super) fn as_small_fraction(&self) -> Option<(i32, u32)> {
        let above = i32::try_from(&self.numerator).ok()?;
        let below = u32::try_from(&self.denominator).ok()?;
        Some((above, below)).filter(|&(_, below)| below <= 64)
    }

    /// How large it is to work with.
    pub(super) fn bits(&self) -> u64 {
        self.numerator.bits() + self.denominator.bits()
    }

    pub(super) fn is_negative(&self) -> bool {
        self.numerator.sign() == Sign::Minus
    }

    pub(super) fn is_less(&self, other: &Self) -> bool {
        &self.numerator * &other.denominator < &other.numerator * &self.denominator
    }

    /// The nearest double or one next to it; infinite or 0 beyond its range.
    pub(super) fn to_f64(&self) -> f64 {
        let (a, shift_a) = shortened(&self.numerator);
        let (b, shift_b) = shortened(&self.denominator);
        let shift = shift_a as f64 - shift_b as f64;
        // In two steps, so that neither overflows on the way to a finite result.
        let half = (shift / 2.0).trunc();
        a / b * half.exp2() * (shift - half).exp2()
    }
}

impl fmt::Display for Rational {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.as_integer() {
            Some(integer) => write!(f, "{integer}"),
            None => write!(f, "{}/{}", self.numerator, self.denominator),
        }
    }
}

/// `value` as a double times a power of two.
fn shortened(value: &BigInt) -> (f64, u64) {
    let shift = value.bits().saturating_sub(FLOAT_BITS);
    let short: BigInt = value >> shift;
    (short.to_string().parse().unwrap_or(f64::NAN), shift)
}

fn too_large(value: &BigInt) -> bool {
    value.bits() > MOST_BITS
}

/// Greatest common divisor, never negative.
pub(super) fn gcd(mut a: BigInt, mut b: BigInt) -> BigInt {
    while b.sign() != Sign::NoSign {
        (a, b) = (b.clone(), a % b);
    }
    BigInt::from(a.magnitude().clone())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn r(text: &str) -> Rational {
        let (a, b) = text.split_once('/').unwrap_or((text, "1"));
        Rational::new(a.parse().unwrap(), b.parse().unwrap()).unwrap()
    }

    #[test]
    fn lowest_terms() {
        for (text, expected) in [
            ("6/4", "3/2"),
            ("6/-4", "-3/2"),
            ("0/-7", "0"),
            ("-8/4", "-2"),
        ] {
            assert_eq!(r(text).to_string(), expected);
        }
        assert_eq!(Rational::new(1.into(), 0.into()), None);
    }

    #[test]
    fn decimals() {
        for (text, expected) in [
            ("12", "12"),
            ("0.50", "1/2"),
            (".5", "1/2"),
            ("5.", "5"),
            ("2.5E2", "250"),
            ("1500e-1", "150"),
        ] {
            assert_eq!(Rational::parse(text).unwrap().to_string(), expected);
        }
        for text in ["", ".", "x", "1e99999999999", "1e999999"] {
            assert_eq!(Rational::parse(text), None, "{text}");
        }
    }

    #[test]
    fn powers_roots_floors() {
        assert_eq!(r("2/3").power(-3), Some(r("27/8")));
        assert_eq!(r("-1").power(i32::MAX), Some(r("-1")));
        assert_eq!(r("-1").power(i32::MIN), Some(r("1")));
        assert_eq!(r("1").power(0), Some(r("1")));
        assert_eq!(r("0").power(0), Some(r("1")));
        assert_eq!(r("0").power(-1), None);
        assert_eq!(r("2").power(1_000_000), None);
        assert_eq!(r("4/9").root(2), Some(r("2/3")));
        assert_eq!(r("-8").root(3), Some(r("-2")));
        assert_eq!(r("-4").root(2), None);
        assert_eq!(r("2").root(2), None);
        assert_eq!(r("-7/2").floor(), r("-4"));
        assert_eq!(r("7/2").floor(), r("3"));
        assert_eq!(r("-3").floor(), r("-3"));
    }

    #[test]
    fn doubles() {
        let close = |x: f64, y: f64| ((x - y) / y).abs() < 1e-15;
        assert!(close(r("1/3").to_f64(), 1.0 / 3.0));
        let large = r("10").power(2000).unwrap();
        assert!(close(
            large.over(&r("3").times(&large).unwrap()).unwrap().to_f64(),
            1.0 / 3.0
        ));
        assert!(large.to_f64().is_infinite());
        let tiny = r("10").power(-200).unwrap();
        assert!(close(tiny.to_f64(), 1e-200));
    }
}
