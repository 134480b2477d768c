//! Functions of several integers or fractions, and steps.

use dashu_int::IBig;

use crate::check::math::function::Function;
use crate::check::math::rational::{Rational, gcd};

pub(super) fn is_joining(function: Function) -> bool {
    use Function as F;
    matches!(function, F::Gcd | F::Lcm | F::Min | F::Max)
}

/// Functions of any number of arguments.
pub(super) fn joined(function: Function, values: &[Rational]) -> Option<Rational> {
    let join: fn(&Rational, &Rational) -> Option<Rational> = match function {
        Function::Gcd => |a, b| Some(Rational::integer(gcd(a.as_integer()?, b.as_integer()?))),
        Function::Lcm => lcm,
        Function::Min => |a, b| Some(if b.is_less(a) { b } else { a }.clone()),
        Function::Max => |a, b| Some(if a.is_less(b) { b } else { a }.clone()),
        _ => return None,
    };
    let (first, rest) = values.split_first()?;
    let is_of_integers = matches!(function, Function::Gcd | Function::Lcm);
    let first = if is_of_integers {
        Rational::integer(first.as_integer()?.clone()).abs()
    } else {
        first.clone()
    };
    rest.iter().try_fold(first, |a, b| join(&a, b))
}

fn lcm(a: &Rational, b: &Rational) -> Option<Rational> {
    let divisor = gcd(a.as_integer()?, b.as_integer()?);
    if divisor == IBig::ZERO {
        return Some(Rational::integer(0));
    }
    Some(a.times(b)?.over(&Rational::integer(divisor))?.abs())
}

/// To the nearest integer, halves away from 0.
pub(super) fn rounded(x: &Rational) -> Option<Rational> {
    let half = Rational::new(1.into(), 2.into())?;
    let size = x.abs().plus(&half)?.floor();
    Some(if x.is_negative() {
        size.negated()
    } else {
        size
    })
}

pub(super) fn sign(x: &Rational) -> Rational {
    Rational::integer(match (x.is_zero(), x.is_negative()) {
        (true, _) => 0,
        (_, true) => -1,
        _ => 1,
    })
}

/// The remainder with the sign of the divisor.
pub(super) fn modulo(a: &Rational, b: &Rational) -> Option<Rational> {
    let quotient = a.over(b)?.floor();
    a.plus(&quotient.times(b)?.negated())
}
