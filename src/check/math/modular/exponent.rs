//! Exponents as integers modulo the order of the group.

use super::field::{ORDER, add, multiply_modulo, negate, power_modulo, remainder};
use super::{Bound, Evaluator};
use crate::check::math::expr::Expr;
use crate::check::math::value::mixed;

impl<'a> Evaluator<'a, '_> {
    /// The value of an expression made of integers, symbols, sums, products and
    /// powers; `None` for all else, fractions among them.
    #[inline(never)]
    pub(super) fn exponent(&mut self, expr: &'a Expr) -> Option<u64> {
        self.budget.spend(2).ok()?;
        match expr {
            Expr::Number(number) => Some(remainder(number.value.as_integer()?, ORDER)),
            Expr::Symbol(name) => Some(self.exponent_symbol(name)),
            Expr::Negative(a) => Some(negate(self.exponent(a)?, ORDER)),
            Expr::Sum(terms) => {
                let mut total = 0;
                for term in terms {
                    total = add(total, self.exponent(term)?, ORDER);
                }
                Some(total)
            }
            Expr::Product(factors) => {
                let mut total = 1;
                for factor in factors {
                    total = multiply_modulo(total, self.exponent(factor)?, ORDER);
                }
                Some(total)
            }
            Expr::Power(base, exponent) => {
                let n = self.constant(exponent)?.as_i64()?;
                let n = u64::try_from(n).ok()?;
                Some(power_modulo(self.exponent(base)?, n, ORDER))
            }
            _ => {
                let value = self.constant(expr)?;
                Some(remainder(value.as_integer()?, ORDER))
            }
        }
    }

    fn exponent_symbol(&mut self, name: &'a str) -> u64 {
        match self.bound(name) {
            Some(Bound::Integer(k)) => k.rem_euclid(ORDER as i64) as u64,
            Some(Bound::Hidden(seed)) => mixed(seed ^ 0x4558_504f) % ORDER,
            None => mixed(self.seed(name) ^ 0x4558_504f) % ORDER,
        }
    }
}
