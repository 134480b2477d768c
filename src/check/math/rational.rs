//! Fractions of integers of any size, within a bound.

use std::fmt;

use dashu_int::ops::{BitTest, DivEuclid, Gcd, UnsignedAbs};
use dashu_int::{IBig, Sign, UBig};
use dashu_ratio::RBig;

/// Most bits of a numerator or denominator.
pub(super) const MOST_BITS: u64 = 64 * 1024;
/// Most digits that are read: the longest answer.
const MOST_DIGITS: usize = 8 * 1024;
/// Most digits of a number that fits into a machine word.
const SHORT: usize = 18;
/// Largest root of a fraction that is taken apart from 0 and 1.
const MOST_DEGREE: u32 = 64 * 1024;
/// Integers up to here are doubles.
const EXACT_DOUBLE: u64 = 1 << 53;

/// A fraction in lowest terms, its denominator positive. Operations give `None`
/// where the result is undefined or too large.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) struct Rational(RBig);

impl Rational {
    /// `numerator / denominator`.
    pub(super) fn new(numerator: IBig, denominator: IBig) -> Option<Self> {
        if denominator.is_zero() {
            return None;
        }
        bounded(RBig::from_parts_signed(numerator, denominator))
    }

    pub(super) fn integer(value: impl Into<IBig>) -> Self {
        Self(RBig::from(value.into()))
    }

    /// Reads `12`, `12.5`, `.5` and `1.5e-3`.
    pub(super) fn parse(text: &str) -> Option<Self> {
        let (mantissa, exponent) = match text.split_once(['e', 'E']) {
            Some((mantissa, exponent)) => (mantissa, exponent.parse::<i32>().ok()?),
            None => (text, 0),
        };
        let (whole, decimals) = mantissa.split_once('.').unwrap_or((mantissa, ""));
        if exponent == 0
            && let Some(short) = Self::short(whole, decimals)
        {
            return Some(short);
        }
        let digits = format!("{whole}{decimals}");
        let unsigned = digits.strip_prefix(['-', '+']).unwrap_or(&digits);
        if unsigned.is_empty()
            || unsigned.len() > MOST_DIGITS
            || !unsigned.bytes().all(|b| b.is_ascii_digit())
        {
            return None;
        }
        let value = IBig::from_str_radix(&digits, 10).ok()?;
        let shift = exponent.checked_sub(i32::try_from(decimals.len()).ok()?)?;
        if value.is_zero() {
            return Some(Self::integer(0));
        }
        Self::integer(value).times(&Self::integer(10).power(shift)?)
    }

    /// A number of few digits, which fits into a machine word.
    fn short(whole: &str, decimals: &str) -> Option<Self> {
        let digits = || whole.bytes().chain(decimals.bytes());
        let n_digits = whole.len() + decimals.len();
        if !(1..=SHORT).contains(&n_digits) || !digits().all(|b| b.is_ascii_digit()) {
            return None;
        }
        let above = digits().fold(0_u64, |value, b| value * 10 + u64::from(b - b'0'));
        match decimals.len() {
            0 => Some(Self::integer(above)),
            n => Self::new(above.into(), 10_u64.pow(u32::try_from(n).ok()?).into()),
        }
    }

    pub(super) fn plus(&self, other: &Self) -> Option<Self> {
        if let (Some(a), Some(b)) = (self.as_integer(), other.as_integer()) {
            return bounded(RBig::from(a + b));
        }
        bounded(&self.0 + &other.0)
    }

    pub(super) fn times(&self, other: &Self) -> Option<Self> {
        if let (Some(a), Some(b)) = (self.as_integer(), other.as_integer()) {
            return bounded(RBig::from(a * b));
        }
        bounded(&self.0 * &other.0)
    }

    pub(super) fn over(&self, other: &Self) -> Option<Self> {
        if other.is_zero() {
            return None;
        }
        bounded(&self.0 / &other.0)
    }

    pub(super) fn negated(&self) -> Self {
        Self(-self.0.clone())
    }

    pub(super) fn abs(&self) -> Self {
        if self.is_negative() {
            self.negated()
        } else {
            self.clone()
        }
    }

    pub(super) fn power(&self, exponent: i32) -> Option<Self> {
        let n = exponent.unsigned_abs();
        let bits = self.largest_bits();
        // 0, 1 and -1 stay small whatever the exponent.
        if bits > 1 && (bits - 1).saturating_mul(u64::from(n)) > MOST_BITS {
            return None;
        }
        let n = if bits > 1 {
            n
        } else {
            2 - n % 2 - u32::from(n == 0) * 2
        };
        let numerator = self.0.numerator().pow(n as usize);
        let denominator = IBig::from(self.0.denominator().pow(n as usize));
        if exponent < 0 {
            Self::new(denominator, numerator)
        } else {
            Self::new(numerator, denominator)
        }
    }

    /// The `n`-th root, if it is a fraction too.
    pub(super) fn root(&self, n: u32) -> Option<Self> {
        if n == 0 || n > MOST_DEGREE || (n.is_multiple_of(2) && self.is_negative()) {
            return None;
        }
        let numerator = exact_root(&self.0.numerator().unsigned_abs(), n as usize)?;
        let denominator = exact_root(self.0.denominator(), n as usize)?;
        let sign = self.0.numerator().sign();
        Self::new(IBig::from_parts(sign, numerator), denominator.into())
    }

    /// The digits of the number with so many decimals, if that is all of it;
    /// a negative number of decimals is an exponent.
    pub(super) fn to_decimal(&self, decimals: i32) -> Option<String> {
        let ten = Self::integer(10);
        let scaled = self.times(&ten.power(decimals)?)?;
        let digits = scaled.abs().as_integer()?.to_string();
        let sign = if self.is_negative() { "-" } else { "" };
        let Ok(n) = usize::try_from(decimals) else {
            return Some(format!("{sign}{digits}e{}", decimals.unsigned_abs()));
        };
        let digits = format!("{digits:0>width$}", width = n + 1);
        let (whole, rest) = digits.split_at_checked(digits.len() - n)?;
        Some(if rest.is_empty() {
            format!("{sign}{whole}.0")
        } else {
            format!("{sign}{whole}.{rest}")
        })
    }

    /// As a fraction in LaTeX.
    pub(super) fn to_latex(&self) -> String {
        let sign = if self.is_negative() { "-" } else { "" };
        let text = self.abs().to_string();
        match text.split_once('/') {
            Some((above, below)) => format!("{sign}\\frac{{{above}}}{{{below}}}"),
            None => format!("{sign}{text}"),
        }
    }

    /// The largest integer that is not larger.
    pub(super) fn floor(&self) -> Self {
        if self.0.is_int() {
            return self.clone();
        }
        let denominator = IBig::from(self.0.denominator().clone());
        Self::integer(self.0.numerator().div_euclid(denominator))
    }

    pub(super) fn as_integer(&self) -> Option<&IBig> {
        self.0.is_int().then(|| self.0.numerator())
    }

    pub(super) fn as_i32(&self) -> Option<i32> {
        i32::try_from(self.as_integer()?).ok()
    }

    pub(super) fn as_i64(&self) -> Option<i64> {
        i64::try_from(self.as_integer()?).ok()
    }

    pub(super) fn numerator(&self) -> &IBig {
        self.0.numerator()
    }

    pub(super) fn denominator(&self) -> &UBig {
        self.0.denominator()
    }

    /// Numerator and denominator, if both are small.
    pub(super) fn as_small_fraction(&self) -> Option<(i32, u32)> {
        let above = i32::try_from(self.0.numerator()).ok()?;
        let below = u32::try_from(self.0.denominator()).ok()?;
        Some((above, below)).filter(|&(_, below)| below <= 64)
    }

    /// How large it is to work with.
    pub(super) fn bits(&self) -> u64 {
        (self.0.numerator().bit_len() + self.0.denominator().bit_len()) as u64
    }

    pub(super) fn is_negative(&self) -> bool {
        self.0.numerator().sign() == Sign::Negative
    }

    pub(super) fn is_zero(&self) -> bool {
        self.0.is_zero()
    }

    pub(super) fn is_less(&self, other: &Self) -> bool {
        self.0 < other.0
    }

    /// The nearest double or one next to it; infinite or 0 beyond its range.
    pub(super) fn to_f64(&self) -> f64 {
        let small = |value: u64| (value <= EXACT_DOUBLE).then_some(value as f64);
        let magnitude = u64::try_from(self.0.numerator().unsigned_abs());
        let above = magnitude.ok().and_then(small);
        let below = u64::try_from(self.0.denominator()).ok().and_then(small);
        match (above, below) {
            (Some(above), Some(below)) if self.is_negative() => -above / below,
            (Some(above), Some(below)) => above / below,
            _ => self.0.to_f64().value(),
        }
    }

    fn largest_bits(&self) -> u64 {
        let above = self.0.numerator().bit_len();
        above.max(self.0.denominator().bit_len()) as u64
    }
}

impl fmt::Display for Rational {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.as_integer() {
            Some(integer) => write!(f, "{integer}"),
            None => write!(f, "{}/{}", self.0.numerator(), self.0.denominator()),
        }
    }
}

fn bounded(value: RBig) -> Option<Rational> {
    Some(Rational(value)).filter(|value| value.largest_bits() <= MOST_BITS)
}

fn exact_root(value: &UBig, n: usize) -> Option<UBig> {
    if n == 1 || value.is_zero() || value.is_one() {
        return Some(value.clone());
    }
    // The root of a number of at most n bits is 1.
    if value.bit_len() <= n {
        return None;
    }
    let root = value.nth_root(n);
    (root.pow(n) == *value).then_some(root)
}

/// Greatest common divisor, never negative.
pub(super) fn gcd(a: &IBig, b: &IBig) -> IBig {
    if a.is_zero() && b.is_zero() {
        return IBig::ZERO;
    }
    IBig::from(a.gcd(b))
}

#[cfg(test)]
mod tests;
