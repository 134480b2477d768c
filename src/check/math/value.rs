//! Values of expressions as complex numbers with tracked error bounds, in one
//! implementation over two kinds of real numbers: doubles to refute quickly,
//! and numbers of any precision to confirm.

mod call;
mod complex;
mod discrete;
mod double;
mod elementary;
mod endless;
mod evaluate;
mod fixed;
mod gamma;
mod hyperbolic;
mod large;
mod limit;
mod magnitude;
mod point;
mod quadrature;
mod series;

pub(super) use complex::{Complex, Value};
pub(super) use double::Doubles;
pub(super) use evaluate::Evaluator;
pub(super) use large::Larges;
pub(super) use magnitude::Magnitude;
pub(super) use point::{N_POINTS, Point, integers, mixed};

use std::fmt::Debug;

use super::budget::Spent;
use super::rational::Rational;

/// Why there is no value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fail {
    /// The function has no value there: `\ln 0`.
    Undefined,
    /// More digits may help: a divisor that may be 0, a double that overflows.
    Imprecise,
    /// Not evaluable by what is built here.
    Unknown,
    /// The budget is spent.
    Spent,
}

impl From<Spent> for Fail {
    fn from(Spent: Spent) -> Self {
        Self::Spent
    }
}

/// Real numbers of one kind, and how to work with them. The methods are on the
/// arithmetic rather than on the numbers because high precision needs its
/// precision everywhere. Each operation is right up to `epsilon` relative to its
/// result (logarithms, sines, cosines and angles: to 1, if that is larger, but
/// sines and angles of small arguments are as small); `None` means that the result is beyond
/// the range.
pub(super) trait Arithmetic {
    type Real: Clone + Debug;

    /// Bound of the relative error of one operation.
    fn epsilon(&self) -> Magnitude;
    /// Its binary logarithm, with the sign turned.
    fn precision(&self) -> u32;
    /// Steps that were taken since the last call (see `Budget`).
    fn cost(&mut self) -> u64;
    /// Whether what still looks like an integer is to be taken for one.
    fn is_final(&self) -> bool;

    fn zero(&self) -> Self::Real;
    fn one(&self) -> Self::Real;
    fn pi(&mut self) -> Self::Real;
    fn rational(&mut self, value: &Rational) -> Option<Self::Real>;

    fn is_zero(&self, a: &Self::Real) -> bool;
    fn is_negative(&self, a: &Self::Real) -> bool;
    /// Not less than |a|, and less than twice as much.
    fn size(&self, a: &Self::Real) -> Magnitude;
    fn to_f64(&self, a: &Self::Real) -> f64;
    /// The nearest integer, unless that is very large.
    fn nearest(&self, a: &Self::Real) -> Option<Rational>;

    fn negated(&self, a: &Self::Real) -> Self::Real;
    fn plus(&mut self, a: &Self::Real, b: &Self::Real) -> Option<Self::Real>;
    fn times(&mut self, a: &Self::Real, b: &Self::Real) -> Option<Self::Real>;
    /// `b` is not 0.
    fn over(&mut self, a: &Self::Real, b: &Self::Real) -> Option<Self::Real>;
    /// `a` is not negative.
    fn sqrt(&mut self, a: &Self::Real) -> Option<Self::Real>;
    fn exp(&mut self, a: &Self::Real) -> Option<Self::Real>;
    /// `a` is positive.
    fn ln(&mut self, a: &Self::Real) -> Option<Self::Real>;
    fn sin_cos(&mut self, a: &Self::Real) -> Option<(Self::Real, Self::Real)>;
    /// The angle of the point (x, y); not both are 0.
    fn atan2(&mut self, y: &Self::Real, x: &Self::Real) -> Option<Self::Real>;
}
