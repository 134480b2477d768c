//! Definite integrals by the double exponential rule (Takahasi and Mori 1974):
//! the substitution flattens singularities at the ends, and the trapezoidal
//! rule then converges for analytic integrands. Two step sizes must agree.

mod node;

use super::complex::Value;
use super::{Arithmetic, Evaluator, Fail, Magnitude};
use crate::check::math::exact;
use crate::check::math::expr::{Constant, Expr};
use crate::check::math::rational::Rational;
use node::{N_LEVELS, Node, Shape, nodes};

/// Bits in which two step sizes must agree.
const AGREEING_BITS: i64 = 80;
/// A tail may be left out if its terms are below 2^-this of the largest.
const NEGLIGIBLE_BITS: i64 = 92;
/// So many negligible terms in a row end the sum.
const N_NEGLIGIBLE: u32 = 3;

/// Work on the fractions of a node.
const STEPS_OF_A_NODE: u64 = 300;

/// The range of an integral.
enum Range {
    /// Start and length.
    Finite(Rational, Rational),
    /// Up from here.
    Above(Rational),
    /// Down from here.
    Below(Rational),
    All,
}

/// A sum under way.
struct Total<V> {
    sum: V,
    largest: Magnitude,
}

impl<'a, A: Arithmetic> Evaluator<'a, '_, A> {
    /// The integral of `body` over `variable` from `from` to `to`.
    #[inline(never)]
    pub(super) fn integral(
        &mut self,
        body: &'a Expr,
        variable: &'a str,
        from: &'a Expr,
        to: &'a Expr,
    ) -> Result<Value<A>, Fail> {
        if !self.field.reals.is_final() {
            return Err(Fail::Imprecise);
        }
        let span = self.span;
        let (low, high) = (self.end(from)?, self.end(to)?);
        let is_turned = match (&low, &high) {
            (End::At(a), End::At(b)) if a == b => return Ok(self.field.zero()),
            (End::At(a), End::At(b)) => b.is_less(a),
            (End::Positive, _) | (_, End::Negative) => true,
            _ => false,
        };
        let (low, high) = if is_turned { (high, low) } else { (low, high) };
        let range = match (low, high) {
            (End::At(a), End::At(b)) => {
                let length = b.plus(&a.negated()).ok_or(Fail::Unknown)?;
                Range::Finite(a, length)
            }
            (End::At(a), End::Positive) => Range::Above(a),
            (End::Negative, End::At(b)) => Range::Below(b),
            (End::Negative, End::Positive) => Range::All,
            _ => return Err(Fail::Unknown),
        };
        let value = self.quadrature(body, variable, &range);
        self.span = span;
        let value = value?;
        Ok(if is_turned {
            self.field.negated(&value)
        } else {
            value
        })
    }

    fn quadrature(
        &mut self,
        body: &'a Expr,
        variable: &'a str,
        range: &Range,
    ) -> Result<Value<A>, Fail> {
        let zero = self.field.zero();
        let mut total = Total {
            sum: zero,
            largest: Magnitude::ZERO,
        };
        let mut previous: Option<Value<A>> = None;
        let precision = self.field.reals.precision();
        for level in 0..N_LEVELS {
            let nodes = nodes(shape(range), precision, level).ok_or(Fail::Imprecise)?;
            for is_upper in [false, true] {
                self.direction(body, variable, range, nodes, is_upper, &mut total)?;
            }
            // The step is 2^-(4 + level).
            let step = self.field.small(1, 16 << level)?;
            let mut value = self.field.times(&total.sum, &step)?;
            if let Range::Finite(_, length) = range {
                let length = self.field.rational(length)?;
                value = self.field.times(&value, &length)?;
            }
            if let Some(previous) = &previous {
                let change = self.field.minus(&value, previous)?;
                let change = self.field.size(&change).plus(change.error);
                let scale = self.field.size(&value).max(total.largest);
                let limit = scale.times(Magnitude::power_of_two(-AGREEING_BITS));
                if change.is_less(limit) || scale.is_zero() {
                    // What was left out is in both steps.
                    let tail = total
                        .largest
                        .times(Magnitude::power_of_two(8 - NEGLIGIBLE_BITS));
                    let length = match range {
                        Range::Finite(_, length) => Magnitude::new(length.to_f64()),
                        _ => Magnitude::new(1.0),
                    };
                    value.error = value.error.plus(change).plus(tail.times(length));
                    self.is_settled = true;
                    return Ok(value);
                }
            }
            previous = Some(value);
        }
        Err(Fail::Imprecise)
    }

    /// Adds the terms on one side of the middle.
    fn direction(
        &mut self,
        body: &'a Expr,
        variable: &'a str,
        range: &Range,
        nodes: &[Node],
        is_upper: bool,
        total: &mut Total<Value<A>>,
    ) -> Result<(), Fail> {
        let mut n_negligible = 0;
        for node in nodes {
            if node.is_middle && is_upper {
                continue;
            }
            let (offset, weight) = if is_upper { &node.upper } else { &node.lower };
            self.budget.spend(STEPS_OF_A_NODE)?;
            let at = place(range, offset, is_upper).ok_or(Fail::Imprecise)?;
            self.scope.bind(variable, at);
            let value = self.value(body);
            self.scope.release();
            let value = match value {
                Ok(value) => value,
                Err(Fail::Undefined) => return Err(Fail::Unknown),
                Err(fail) => return Err(fail),
            };
            let weight = self.field.rational(weight)?;
            let value = self.field.times(&value, &weight)?;
            let size = self.field.size(&value).plus(value.error);
            total.sum = self.field.plus(&total.sum, &value)?;
            total.largest = total.largest.max(size);
            let least = total
                .largest
                .times(Magnitude::power_of_two(-NEGLIGIBLE_BITS));
            n_negligible = if size.is_less(least) || size.is_zero() {
                n_negligible + 1
            } else {
                0
            };
            if n_negligible >= N_NEGLIGIBLE && node.may_end {
                return Ok(());
            }
        }
        // The last terms must not matter.
        if n_negligible == 0 {
            return Err(Fail::Imprecise);
        }
        Ok(())
    }

    fn end(&mut self, expr: &'a Expr) -> Result<End, Fail> {
        match expr {
            Expr::Constant(Constant::Infinity) => return Ok(End::Positive),
            Expr::Negative(inner) if **inner == Expr::Constant(Constant::Infinity) => {
                return Ok(End::Negative);
            }
            _ => {}
        }
        if let Some(value) = exact::value_in(expr, &mut self.scope, self.budget) {
            return Ok(End::At(value));
        }
        let value = self.value(expr)?;
        let place = self.rational_near(&value).ok_or(Fail::Unknown)?;
        Ok(End::At(place))
    }

    /// A fraction as near to a real number as the precision allows.
    pub(super) fn rational_near(&mut self, value: &Value<A>) -> Option<Rational> {
        if !self.field.has_no_imaginary(value) {
            return None;
        }
        if self.field.reals.is_zero(&value.re) {
            return Some(Rational::integer(0));
        }
        let size = self.field.reals.size(&value.re).log2();
        let shift = i64::from(self.field.reals.precision()) - size as i64;
        let scale = Rational::integer(2).power(i32::try_from(shift).ok()?)?;
        let factor = self.field.reals.rational(&scale)?;
        let scaled = self.field.reals.times(&value.re, &factor)?;
        self.field.reals.nearest(&scaled)?.over(&scale)
    }
}

/// An end of the range.
enum End {
    At(Rational),
    Positive,
    Negative,
}

fn shape(range: &Range) -> Shape {
    match range {
        Range::Finite(..) => Shape::Finite,
        Range::Above(_) | Range::Below(_) => Shape::Half,
        Range::All => Shape::All,
    }
}

/// Where the integrand is taken.
fn place(range: &Range, offset: &Rational, is_upper: bool) -> Option<Rational> {
    match range {
        Range::Finite(start, length) => {
            let part = length.times(offset)?;
            if is_upper {
                start.plus(length)?.plus(&part.negated())
            } else {
                start.plus(&part)
            }
        }
        Range::Above(start) => start.plus(offset),
        Range::Below(end) => end.plus(&offset.negated()),
        Range::All if is_upper => Some(offset.clone()),
        Range::All => Some(offset.negated()),
    }
}
