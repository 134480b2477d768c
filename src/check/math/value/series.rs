//! Sums and products over an integer variable.

use super::complex::Value;
use super::{Arithmetic, Evaluator, Fail, Magnitude};
use crate::check::math::exact;
use crate::check::math::expr::{Constant, Expr, Series};
use crate::check::math::rational::Rational;

/// Most terms of a series with an end.
pub(in super::super) const MOST_TERMS: i64 = 10_000;
/// Most terms of a series without an end.
const MOST_ENDLESS: i64 = 2_000;
/// Terms of an endless series must shrink by this at each step.
const SLOWEST: f64 = 0.9;

impl<'a, A: Arithmetic> Evaluator<'a, '_, A> {
    #[inline(never)]
    pub(super) fn series(&mut self, series: &'a Series) -> Result<Value<A>, Fail> {
        let from = exact::value_in(&series.from, &mut self.scope, self.budget);
        let from = from.and_then(|v| v.as_i64()).ok_or(Fail::Unknown)?;
        if series.to == Expr::Constant(Constant::Infinity) {
            // That the terms get small says nothing about the sum.
            let span = self.span;
            let sum = self.endless(series, from);
            self.span = span;
            return sum;
        }
        let to = exact::value_in(&series.to, &mut self.scope, self.budget);
        let to = to.and_then(|v| v.as_i64()).ok_or(Fail::Unknown)?;
        if to.checked_sub(from).is_none_or(|n| n >= MOST_TERMS) {
            return Err(Fail::Spent);
        }
        let mut total = if series.is_product {
            self.field.one()
        } else {
            self.field.zero()
        };
        for k in from..=to {
            let term = self.term(series, k)?;
            total = if series.is_product {
                self.field.times(&total, &term)?
            } else {
                self.field.plus(&total, &term)?
            };
        }
        Ok(total)
    }

    fn term(&mut self, series: &'a Series, k: i64) -> Result<Value<A>, Fail> {
        self.scope.bind(&series.variable, Rational::integer(k));
        let term = self.value(&series.body);
        self.scope.release();
        term
    }

    /// A sum whose terms shrink like a geometric one. The bound of what is left
    /// out assumes that they go on to do so.
    fn endless(&mut self, series: &'a Series, from: i64) -> Result<Value<A>, Fail> {
        if series.is_product {
            return Err(Fail::Unknown);
        }
        let mut total = self.field.zero();
        let mut previous: Option<Magnitude> = None;
        let mut n_shrinking = 0;
        for k in from..from.saturating_add(MOST_ENDLESS) {
            let term = self.term(series, k)?;
            total = self.field.plus(&total, &term)?;
            let size = self.field.size(&term);
            // Sizes are right up to a factor of two, so look over several steps.
            let shrinks = previous.is_some_and(|p| size.is_less(p.by(SLOWEST)));
            n_shrinking = if shrinks || size.is_zero() {
                n_shrinking + 1
            } else {
                0
            };
            if k - from > 200 && n_shrinking * 20 < k - from {
                return Err(Fail::Unknown);
            }
            let enough = self
                .field
                .size(&total)
                .times(self.field.reals.epsilon())
                .by(1.0 / 32.0);
            if n_shrinking >= 8 && size.is_less(enough) {
                total.error = total.error.plus(size.by(1.0 / (1.0 - SLOWEST)));
                return Ok(total);
            }
            previous = Some(size);
        }
        Err(Fail::Unknown)
    }
}
