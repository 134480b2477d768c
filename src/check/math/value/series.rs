//! Sums and products over an integer variable.

use super::complex::Value;
use super::endless::Endless;
use super::{Arithmetic, Evaluator, Fail};
use crate::check::math::exact;
use crate::check::math::expr::{Constant, Expr, Series};
use crate::check::math::rational::Rational;

/// Most terms of a series with an end.
pub(in super::super) const MOST_TERMS: i64 = 10_000;

/// Steps for giving the variable its value and reading it.
const STEPS_OF_A_TERM: u64 = 4;

impl<'a, A: Arithmetic> Evaluator<'a, '_, A> {
    #[inline(never)]
    pub(super) fn series(&mut self, series: &'a Series) -> Result<Value<A>, Fail> {
        let from = exact::value_in(&series.from, &mut self.scope, self.budget);
        let from = from.and_then(|v| v.as_i64()).ok_or(Fail::Unknown)?;
        if series.to == Expr::Constant(Constant::Infinity) {
            return self.endless(Endless {
                is_product: series.is_product,
                variable: &series.variable,
                from: &series.from,
                body: &series.body,
            });
        }
        let to = exact::value_in(&series.to, &mut self.scope, self.budget);
        let to = to.and_then(|v| v.as_i64()).ok_or(Fail::Unknown)?;
        if to.checked_sub(from).is_none_or(|n| n >= MOST_TERMS) {
            return Err(Fail::Spent);
        }
        let outer = self.scope.enter(to - from).ok_or(Fail::Spent)?;
        let total = self.terms(series, from, to);
        self.scope.leave(outer);
        total
    }

    fn terms(&mut self, series: &'a Series, from: i64, to: i64) -> Result<Value<A>, Fail> {
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
        self.budget.spend(STEPS_OF_A_TERM)?;
        self.scope.bind(&series.variable, Rational::integer(k));
        let term = self.value(&series.body);
        self.scope.release();
        term
    }
}
